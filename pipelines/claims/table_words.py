"""The words of a table's labels, headers, notes and cells: what they name, in which unit, and of which time."""

import re
from typing import Final

from pipelines.language import periods

# "(nghìn lượt)", "(đơn vị tính: tỷ đồng)", "ĐVT: hộ": the unit at the end of a label, header or caption.
_UNIT: Final = re.compile(
    r"(?:^|[(\s])\s*(?:đơn vị\s*:|(?:đơn vị tính|đvt)\s*:?)\s*([^():;]*?)(?:;[^()]*)?\)?\s*$|\(([^()]*)\)\s*$",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
# What else stands in brackets: by what something is measured, what it holds.
_NO_UNIT: Final = re.compile(r"(?:so|số|trong|tính|kể|gồm|bao|theo|trừ|không|lũy kế|luỹ kế|ước|nếu)(?!\w)")
_LONGEST_UNIT: Final = 4
MARK: Final = re.compile(r"\s*\(?(\*+|†|(?<=\()\d(?=\)))\)?\s*$")
# "(ước)" behind a figure is told before it.
_SAID_BEHIND: Final = re.compile(r"\s*\(\s*(ước(?: tính| thực hiện| đạt)?|dự kiến|kế hoạch)\s*\)\s*$", re.IGNORECASE)
ORDINAL: Final = re.compile(r"^\s*(?:(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)/]\s+)")
BULLET: Final = re.compile(r"^\s*(?:[-–+•*]+\s*|trong đó\s*:?\s*|riêng\s*:?\s*|gồm\s*:?\s*)+", re.IGNORECASE)
YEAR: Final = re.compile(r"(?:19|20)\d{2}")
LETTER: Final = re.compile(r"[^\W\d_]")
_CUMULATIVE: Final = ("ytd", "as_of", "half", "quarter", "month")


def noted_beside(note: str, header: str) -> str:
    """Give the time that a note in the row gives a figure; one that names another year is not about it."""
    told, year = YEAR.search(note), YEAR.search(header)
    if told is not None and year is not None and told[0] != year[0]:
        return ""
    time = cumulative(note)
    return time if not time or told is None or told[0] in time else f"{time} năm {told[0]}"


def figure_of(text: str) -> tuple[str, str]:
    """Give a cell's figure without marks, and a word that stands behind it but is said before it ("390 (ước)")."""
    text = MARK.sub("", text)
    said = _SAID_BEHIND.search(text)
    return (text[: said.start()].strip(), said[1].lower()) if said else (text, "")


def subject_of(label: str) -> str:
    """Give what a label names, without ordinal, bullet, mark and unit."""
    words = MARK.sub("", BULLET.sub("", ORDINAL.sub("", label)))
    return (_UNIT.sub("", words) if unit_of(words) else words).strip(" :;.")


def unit_of(text: str) -> str:
    """Give the unit at the end of a label, header or caption; empty where none is told."""
    match = _UNIT.search(text)
    told = "" if match is None else (match.group(1) or match.group(2) or "").strip()
    is_unit = len(told.split()) <= _LONGEST_UNIT and _NO_UNIT.match(told.lower()) is None
    return told if is_unit and not periods.find(told.lower()) and not any(map(str.isdigit, told)) else ""


def without_unit(header: str) -> tuple[str, str]:
    """Take the unit out of a header, in whichever of its rows it stands ("Khách (lượt) Trong đó: quốc tế")."""
    for bracket in reversed(list(_BRACKET.finditer(header))):
        if unit := unit_of(bracket.group()):
            return f"{header[: bracket.start()].rstrip()} {header[bracket.end() :].lstrip()}".strip(), unit
    unit = unit_of(header)
    return (_UNIT.sub("", header).strip(), unit) if unit else (header, "")


def without_unit_behind(caption: str) -> str:
    """Take the brackets and words of a unit from the end of a caption."""
    return _UNIT.sub("", caption).strip()


def first_word(text: str) -> str:
    """Give the first word, in small letters."""
    return text.lower().replace(",", " ").split(" ", 1)[0]


def time_of(text: str) -> str:
    """Take the time out of a header or caption ("Chỉ tiêu năm 2024")."""
    found = periods.find(text.lower())
    return text[found[0].start : found[0].end] if found else ""


def cumulative(note: str) -> str:
    """Take out of a note the time that its figures reach to ("Số liệu 11 tháng")."""
    found = next((e for e in periods.find(note.lower()) if e.kind in _CUMULATIVE), None)
    return "" if found is None else note[found.start : found.end]


def without_time(text: str) -> str:
    """Take the first time out of a text and give the rest."""
    found = periods.find(text.lower())
    return text if not found else f"{text[: found[0].start]}{text[found[0].end :]}".strip()
