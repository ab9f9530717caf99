"""Lines of a page that name author and day, and lines in which its system repeats the title."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.reading.dates import DAY, written_day
from pipelines.reading.furniture import is_chrome
from pipelines.reading.phrases import is_name

_CLOCK: Final = re.compile(
    r"(?<!\d)\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?(?!\d)(?:\s?(?:[AP]M|SA|CH)\b)?", re.IGNORECASE
)
_DATE_WORDS: Final = re.compile(
    r"""\b(?:thứ\ (?:hai|ba|tư|năm|sáu|bảy|[2-7]) | chủ\ nhật | ngày(?:\ (?:đăng|xuất\ bản|tạo|cập\ nhật|viết))?
        | (?:đăng|xuất\ bản)(?:\ (?:lúc|ngày|bởi))? | cập\ nhật(?:\ lúc)? | thời\ gian | lúc | vào | tác\ giả
        | (?:tin|bài)(?:,|\ và)\ ảnh | theo | bởi | posted\ (?:on|by) | by
        | (?:gmt|utc)\ ?\+?\ ?(?:0?7(?::00)?)?)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
# Words by which a line says that its day is the text's own, not that of the visit.
_OF_TEXT: Final = re.compile(
    r"\bgmt\b|\b(?:đăng|xuất bản|cập nhật)(?= ?:| lúc\b| ngày\b| \d)|\bngày (?:đăng|xuất bản|cập nhật)\b", re.IGNORECASE
)
_AUTHOR_LABEL: Final = re.compile(
    r"""(?:tác\ giả(?:\ bài\ viết)? | bài(?:\ viết)? | tin | ảnh | nội\ dung | thực\ hiện | pv | phóng\ viên | ctv
        | người\ viết | biên\ tập | btv)
        (?:(?:\s?[,&/] | \s+và)\s?(?:bài | ảnh | clip | video))*\s?:\s?""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTS: Final = re.compile(r"[\n\t|·•()]|\s[-–/]\s|\s{2,}")
_COUNT: Final = re.compile(r"\d[\d.,\s]*")
_BLANKS: Final = " \xa0,;:.-–|/'’"
_SHORTEST_TITLE: Final = 12
# What stands between the places of a site on the way down to a page.
_WAY_DOWN: Final = re.compile(r".*(?:[/»>›|:]|mục)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line of author and date says; either may be missing."""

    author: str | None
    published_on: date | None


def byline(text: str) -> Byline | None:
    """Read a line that holds nothing but an author, a day with or without its hour, and counters; else return None.

    >>> byline("Minh Trang - Đăng lúc 09:00 ngày 09/01/2025")
    Byline(author='Minh Trang', published_on=datetime.date(2025, 1, 9))
    >>> byline("Ngày 09/01/2025, huyện đón 1.500 lượt khách") is None
    True
    """
    if not 3 <= len(text) <= 160:
        return None
    text = unicodedata.normalize("NFC", text)
    day = written_day(text)
    label = _AUTHOR_LABEL.match(text)
    if day is None and label is None:
        return None
    rest = DAY.sub("\n", text[label.end() :] if label else text)
    hourless = _CLOCK.sub("\n", rest)
    # Beside a day with its hour, bare numbers count visits or comments; beside a day alone they may be a table's.
    has_hour = day is not None and hourless != rest
    pieces = [part.strip(_BLANKS) for part in _PARTS.split(hourless)]
    parts = [
        part
        for piece in pieces
        if piece and not is_chrome(piece)
        for words in _DATE_WORDS.sub("\n", piece).split("\n")
        if (part := words.strip(_BLANKS)) and not (has_hour and _COUNT.fullmatch(part))
    ]
    if not all(is_name(part) for part in parts) or len(parts) > 2 or (day is None and not parts):
        return None
    return Byline(parts[0] if parts else None, day)


def dates_its_text(text: str) -> bool:
    """Return whether a line of a day says that this is the day of the text, wherever on the page it stands."""
    return _OF_TEXT.search(unicodedata.normalize("NFC", text)) is not None


def repeated_title(text: str, title: str) -> Byline | None:
    """Read a line that repeats the title, with no more than a day, counters or the way to the page; else return None.

    >>> repeated_title("Huyện đón khách | 09/01/2025 | Lượt xem: 1.876", "Huyện đón khách")
    Byline(author=None, published_on=datetime.date(2025, 1, 9))
    """
    if not _SHORTEST_TITLE <= len(title) <= len(text) <= len(title) + 160:
        return None
    line, title = " ".join(text.split()), " ".join(title.split()).casefold()
    size = len(title)
    if line[:size].casefold() == title:
        rest = line[size:]
        if not any(map(str.isalnum, rest)) or is_chrome(rest.strip(_BLANKS)):
            return Byline(None, None)
        return byline(rest.strip(_BLANKS)) if not rest[0].isalnum() else None
    is_way = line[-size:].casefold() == title and _WAY_DOWN.fullmatch(line[:-size]) is not None
    return Byline(None, None) if is_way else None
