"""The frame of an official report: its letterhead above, its addressees and signature below.

Nghị định 30/2020/NĐ-CP, Phụ lục I, lays down both: the state's name and motto, the authority, number and symbol, place
and day, kind and subject of the document; at the end "Nơi nhận" and who signs for whom. Older reports look the same.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.reading.blocks import Block
from pipelines.reading.dates import written_day
from pipelines.reading.furniture import folded
from pipelines.reading.phrases import is_sentence, numbering

_STATE: Final = re.compile(r"cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam|độc lập [-–] tự do|đảng cộng sản việt nam")
_NUMBER: Final = re.compile(r"\bsố ?: ?[\d .…]{0,12} ?/ ?(?:\d{4}/)?[a-zđ]{1,6}(?:-[\wđ]{1,20})?", re.IGNORECASE)
_PLACE_AND_DAY: Final = re.compile(
    r"[^\W\d][^\d\n|]{1,60}, ngày .{0,4}\d{0,2}.{0,4}\s+tháng .{0,4}\d{0,2}.{0,4}\s+năm\s+\d{4}\W*$"
)
_KINDS: Final = frozenset(
    {
        "báo cáo", "kế hoạch", "đề án", "chương trình", "nghị quyết", "thông báo", "tờ trình", "quyết định",
        "phương án", "báo cáo tóm tắt", "báo cáo tổng kết", "báo cáo sơ kết", "công văn", "hướng dẫn", "kết luận",
    }
)  # fmt: skip
_WITH_REPORT: Final = re.compile(
    r"\b(?:kèm theo|ban hành (?:kèm )?theo|phụ lục (?:của|báo cáo))\b.{0,60}"
    r"\b(?:báo cáo|công văn|kế hoạch|quyết định|tờ trình)\b",
    re.IGNORECASE,
)
_UNIT: Final = re.compile(r"\W*(?:đơn vị(?: tính)?|đvt)\s*:", re.IGNORECASE)
_DAY_OF_REPORT: Final = re.compile(
    r"\W*ngày (?:báo cáo|lập|ban hành|in|xuất)(?: báo cáo| biểu)?\s*:?\s*\d", re.IGNORECASE
)
# "UBND HUYỆN SƠN ĐỘNG", "SỞ VĂN HÓA VÀ THỂ THAO": who reports, above the title.
_AUTHORITY: Final = re.compile(
    r"(?:ubnd|(?:ủy|uỷ) ban(?: nhân dân)?|hđnd|hội đồng|sở|phòng|ban|chi cục|cục|tổng cục|bộ|trung tâm|tỉnh ủy|huyện ủy"
    r"|thành ủy|tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đảng ủy)\b.{0,70}"
)
_ADDRESSEE: Final = re.compile(r"kính gửi ?:.*")
_END: Final = re.compile(
    r"""nơi\ nhận\b.{0,20} | nơi\ nhận\ ?:.* | .{0,60}\(?đã\ ký\)? | người\ lập\ biểu.{0,60} | thủ\ trưởng\ đơn\ vị
    | (?:tm|kt|tl|tuq|q)\.\ ?(?:ủy|uỷ|ubnd|chủ|trưởng|giám|chánh|ban|bộ|hội|đảng|btv|bch|huyện|thường)\b.{0,80}
    | (?:phó\ )?(?:chủ\ tịch|giám\ đốc|trưởng\ phòng|chánh\ văn\ phòng|trưởng\ ban)""",
    re.DOTALL | re.VERBOSE,
)
_ANNEX: Final = re.compile(r"(?:phụ lục|phụ biểu|biểu số|biểu tổng hợp|bảng)\b.{0,80}")
_HEAD_BLOCKS: Final = 25


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a report, as numbers of blocks; `title` is what the report calls itself, kind and subject."""

    chrome: frozenset[int]
    titles: tuple[int, ...]
    title: str | None
    published_on: date | None


def frame(blocks: Sequence[Block]) -> Frame | None:
    """Find the letterhead and the signature of a report, or return None for a text that has no letterhead."""
    # Above the first row of a table: what follows it belongs to the signature, whatever it says.
    rows = (no for no, block in enumerate(blocks[:_HEAD_BLOCKS]) if _is_data(block))
    head = [folded(block.text.replace("\n", " ")) for block in blocks[: next(rows, _HEAD_BLOCKS)]]
    marks = [no for no, text in enumerate(head) if _is_mark(text, blocks[no].text)]
    if not any(_STATE.search(head[no]) or _NUMBER.search(head[no]) for no in marks):
        return None
    last_mark = _end_of_head(blocks, marks)
    titles = _titles(blocks, head, last_mark)
    title_end = titles[-1] if titles else last_mark
    chrome = set(range(last_mark + 1)) - set(titles)
    chrome |= {no for no in range(title_end + 1, min(title_end + 3, len(head))) if _ADDRESSEE.fullmatch(head[no])}
    chrome |= signature(blocks, title_end + 1)
    words = " ".join(" ".join(blocks[no].text.split()) for no in titles)
    return Frame(
        frozenset(chrome),
        titles,
        words or None,
        next((day for no in marks if (day := written_day(blocks[no].text))), None)
        or issue_day([block.text for block in blocks[: len(head)]]),
    )


def is_unit_line(text: str) -> bool:
    """Return whether a line only says in what the table below it counts ("Đơn vị tính: lượt")."""
    return _UNIT.match(unicodedata.normalize("NFC", text)) is not None


def is_frame_line(text: str) -> bool:
    """Return whether a line belongs to the letterhead or the signature of a report, by its words alone."""
    compared = folded(text)
    return _is_mark(compared, text) or (_END.fullmatch(compared) is not None and not is_sentence(text))


def names_authority(text: str) -> bool:
    """Return whether a line in capitals names who reports, as it stands above the title of an annex."""
    return text.isupper() and _AUTHORITY.fullmatch(folded(text)) is not None


def issue_day(lines: Sequence[str]) -> date | None:
    """Return the day of the report that an annex says it goes with, or of a line of place and day.

    >>> issue_day(["(Kèm theo Báo cáo số 19/BC-VHTT ngày 12/02/2025 của Phòng Văn hóa)"])
    datetime.date(2025, 2, 12)
    """
    for line in lines:
        text = unicodedata.normalize("NFC", line)
        if _WITH_REPORT.search(text) or _PLACE_AND_DAY.search(text) or _DAY_OF_REPORT.match(text):
            day = written_day(text)
            if day is not None:
                return day
    return None


def _is_data(block: Block) -> bool:
    """Return whether a block is a row of data; letterheads of pages stand in rows of two cells."""
    return block.form == "table_row" and block.text.count("|") >= 2


def _is_mark(compared: str, text: str) -> bool:
    if len(compared) > 300 or is_sentence(text):
        return False
    return (
        any(pattern.search(compared) for pattern in (_STATE, _NUMBER))
        or _PLACE_AND_DAY.search(unicodedata.normalize("NFC", text)) is not None
    )


def _end_of_head(blocks: Sequence[Block], marks: list[int]) -> int:
    """Return the last line of the letterhead: marks beyond the first paragraph of prose are not its own."""
    end = marks[0]
    for no in marks:
        if any(is_sentence(block.text) and len(block.text) > 150 for block in blocks[end:no]):
            break
        end = no
    return end


def _titles(blocks: Sequence[Block], head: list[str], last_mark: int) -> tuple[int, ...]:
    """Return the blocks that name the document: its kind where that stands alone, then its subject."""
    titles: list[int] = []
    for no in range(last_mark + 1, min(last_mark + 7, len(head))):
        block = blocks[no]
        is_prose = bool(titles) and blocks[titles[-1]].is_set_off and not (block.is_set_off or block.is_bold)
        if _is_data(block) or is_prose:
            break
        if head[no] in _KINDS and not titles:
            titles.append(no)
        elif (
            is_sentence(block.text)
            or is_unit_line(block.text)
            or len(block.text) > 300
            or numbering(block.text)
            or _ADDRESSEE.fullmatch(head[no])
            or head[no].startswith(("căn cứ", "thực hiện"))
        ):
            break
        elif any(c.isalpha() for c in block.text):
            titles.append(no)
    return tuple(titles)


def signature(blocks: Sequence[Block], first: int) -> set[int]:
    """Return the blocks from the addressees or the signature on, up to an annex."""
    found: set[int] = set()
    in_signature = False
    for no in range(first, len(blocks)):
        text = folded(blocks[no].text)
        if in_signature and _ANNEX.fullmatch(text):
            in_signature = False
        elif not in_signature and no > first and _END.fullmatch(text) and not is_sentence(blocks[no].text):
            in_signature = True
        if in_signature:
            found.add(no)
    return found
