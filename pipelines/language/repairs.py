"""Repairs: numbers that a PDF or a typist broke by a blank or a stray dot, and numbers grouped by blanks.

A break is closed only where one reading is left and the words around the number ask for it: "đạt 9 8%" is 98 percent.
What is plainly broken but can be read in two ways is listed and gets no value. A row of numbers is no broken number.
"""

import itertools
import re
from dataclasses import dataclass, field
from typing import Final

from pipelines.language.hedges import BEFORE
from pipelines.language.marks import NOUN
from pipelines.language.numerals import SCALE
from pipelines.language.text import Text
from pipelines.language.units import UNIT

# No sentence and no row of a table goes on for so many numbers without a letter.
_SHORTEST_CROWD: Final = 2000
_MOST_NUMBERS: Final = 500
_LETTERLESS: Final = re.compile(rf"(?<![\W\d_])[\W\d_]{{{_SHORTEST_CROWD},}}+|\A[\W\d_]{{{_SHORTEST_CROWD},}}+")
_DIGITS: Final = re.compile(r"\d+")
# Pieces of a number, one blank between two. A longer run of pieces is a row of a table.
_PIECES: Final = re.compile(r"(?<![\w.,/:-])\d[\d.,]*(?: [.,]?\d[\d.,]*)+(?<![.,])(?![\w/:-])")
_GAP: Final = re.compile(r"\d[.,]? [.,]?\d")
_MOST_PIECES: Final = 5
_LONGEST: Final = 24
_WELL_FORMED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,3})?|\d{1,3}\.\d{1,2}")
_DOTTED: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?")
_COMMA: Final = re.compile(r"\d{1,3},\d{1,3}")
_BLANK_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:,\d{1,2})?")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_SHARE: Final = re.compile(r"[1-9] \d|10 0|1 00|1 0 0|\d{1,2} ,\d{1,2}|\d \d,\d{1,2}")
# What follows a number that counts something.
_COUNTS: Final = re.compile(rf"(?:\s(?:-|đến|tới)\s[1-9]\d{{0,2}}(?: \d{{3}})+(?![\d.,]))?\s?(?:{NOUN}|{UNIT}|{SCALE})")
_NOUN_AFTER: Final = re.compile(rf"\s?{NOUN}")
_PERCENT: Final = re.compile(r"\s?(?:%|phần trăm(?!\w))")
_ROW_GOES_ON: Final = re.compile(r"\s?%\s?\d")
_LAST_WORD: Final = re.compile(r"(?<!\w)([^\W\d]+)\s?$")
# Verbs and hedges that lead to one figure.
_LEADS: Final = frozenset(phrase.split()[-1] for phrases in BEFORE.values() for phrase in phrases) | frozenset(
    {"đạt", "là", "có", "còn", "chiếm", "bằng", "được", "lên", "tới", "đến", "đón", "thu", "gồm", "với", "cả",
    "tăng", "giảm", "ước"}
)  # fmt: skip
# Words whose number is a label or a date: the next number begins anew.
_LABELS: Final = frozenset(
    {"tháng", "năm", "quý", "quí", "ngày", "mùng", "mồng", "thứ", "số", "thôn", "xóm", "bản", "ấp", "tổ", "khu",
    "đội", "phố", "lô",
     "đường", "điều", "khoản", "mục", "bảng", "biểu", "hình", "cấp", "loại", "độ", "mức", "khóa", "kỳ", "lần", "tập",
     "chương", "phần", "stt"}
)  # fmt: skip
_YEARS: Final = frozenset({"năm"})


@dataclass(frozen=True, slots=True)
class Mended:
    """A passage with its numbers closed up: `norm` has the length of the text's own.

    `starts` leads from a closed number's start to the start of its first piece in the text; `repaired` holds the
    starts of those that were broken, `broken` the spans of those beyond repair.
    """

    norm: str
    starts: dict[int, int] = field(default_factory=dict)
    repaired: frozenset[int] = frozenset()
    broken: tuple[tuple[int, int], ...] = ()


def _crowds(norm: str) -> list[tuple[int, int]]:
    """Find the stretches without a letter that hold more numbers than any row of a table."""
    if len(norm) < _SHORTEST_CROWD:
        return []
    crowds = []
    for stretch in _LETTERLESS.finditer(norm):
        if len(_DIGITS.findall(norm, *stretch.span())) > _MOST_NUMBERS:
            numbers = norm[slice(*stretch.span())]
            start = stretch.start() + len(numbers) - len(numbers.lstrip())
            crowds.append((start, stretch.start() + len(numbers.rstrip())))
    return crowds


def without_crowds(norm: str) -> str:
    """Blank out the stretches of a passage that hold numbers and nothing that says what they are."""
    for start, end in _crowds(norm):
        norm = norm[:start] + " " * (end - start) + norm[end:]
    return norm


def mend(text: Text) -> Mended:
    """Close the numbers that a blank broke.

    >>> mend(Text.of("đạt 9 8% hộ")).norm, mend(Text.of("năm 2024 7 xã")).norm
    ('đạt  98% hộ', 'năm 2024 7 xã')
    """
    norm = text.norm
    starts: dict[int, int] = {}
    repaired: set[int] = set()
    broken = _crowds(norm)
    for start, end in broken:
        norm = norm[:start] + " " * (end - start) + norm[end:]
    parts: list[str] = []
    done = 0
    for match in _PIECES.finditer(norm) if _GAP.search(norm) else ():
        start, end = match.span()
        if end - start > _LONGEST or _crosses_cells(text, start, end):
            continue
        number, is_repair = _closed(text, norm, start, end)
        if number is None:
            if is_repair:
                broken.append((start, end))
            continue
        at = end - len(number)
        parts += (norm[done:start], " " * (at - start), number)
        done = end
        starts[at] = start
        if is_repair:
            repaired.add(at)
    if not parts:
        return Mended(norm, broken=tuple(broken))
    return Mended("".join((*parts, norm[done:])), starts, frozenset(repaired), tuple(broken))


def _crosses_cells(text: Text, start: int, end: int) -> bool:
    source = text.source[slice(*text.source_span(start, end))]
    return "\t" in source or "\n" in source or "\r" in source


def _closed(text: Text, norm: str, start: int, end: int) -> tuple[str | None, bool]:
    """Give a run of pieces as one number and whether that mends it; (None, True) where it is broken for good."""
    run = norm[start:end]
    pieces = run.split(" ")
    joined = run.replace(" ", "")
    word = _LAST_WORD.search(norm, max(0, start - 12), start)
    led_by = word.group(1) if word else norm[max(0, start - 3) : start].rstrip()[-1:]
    if led_by in _YEARS:
        return _year(norm, end, pieces)
    if led_by in _LABELS or len(pieces) > _MOST_PIECES or any(piece.endswith(",") for piece in pieces):
        return None, False
    if _PERCENT.match(norm, end):
        return _share(norm, end, run, led_by)
    counts = _COUNTS.match(norm, end) is not None
    if _BLANK_GROUPED.fullmatch(run):
        is_number = _is_grouped(text, start, end, len(pieces), counts=counts, led_by=led_by)
        return (run.replace(" ", ".") if is_number else None), False
    is_led = led_by in _LEADS
    if all(_WELL_FORMED.fullmatch(piece) and not piece.startswith("00") for piece in pieces):
        if not (is_led and counts and len(pieces) == 2) or any(_YEAR.fullmatch(piece) for piece in pieces):
            return None, False
        return (joined if "." in joined and _DOTTED.fullmatch(joined) else None), True
    if not is_led and (not counts or _may_be_two(pieces)):
        return None, False
    is_one = _DOTTED.fullmatch(joined) or (
        " ," in run and _COMMA.fullmatch(joined) and not _NOUN_AFTER.match(norm, end)
    )
    return (joined if is_one and not _may_be_two(pieces) else None), True


def _year(norm: str, end: int, pieces: list[str]) -> tuple[str | None, bool]:
    year = "".join(pieces).replace(".", "")
    if not _YEAR.fullmatch(year) or _YEAR.fullmatch(pieces[0]):
        return None, False
    return (None if _COUNTS.match(norm, end) else year), True


def _share(norm: str, end: int, run: str, led_by: str) -> tuple[str | None, bool]:
    joined = run.replace(" ", "")
    if led_by == "%" or _ROW_GOES_ON.match(norm, end):
        return None, False
    is_led = led_by in _LEADS or led_by == "("
    if not _SHARE.fullmatch(run) or float(joined.replace(",", ".")) > 100:
        return None, is_led
    return (joined if is_led else None), True


def _may_be_two(pieces: list[str]) -> bool:
    """Tell whether a dot before a blank can end a sentence: "1.500. 200 hộ"; no sentence begins with "000"."""
    return any(a.endswith(".") and not b.startswith("0") for a, b in itertools.pairwise(pieces))


def _is_grouped(text: Text, start: int, end: int, groups: int, *, counts: bool, led_by: str) -> bool:
    if not text.norm[max(0, start - 9) : start].strip() and not text.norm[end : end + 9].strip():
        return groups > 2
    first = start - len(led_by) - 1
    is_word = led_by.isalpha()
    is_name = is_word and text.cased[first].isupper() and text.norm[:first].rstrip()[-1:] not in ("", ".", ":", "-")
    return counts and not is_name and (is_word or led_by == "-" or groups > 2)
