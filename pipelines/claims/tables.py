"""Tables inside a text: each cell becomes a sentence of its row's label, its column's header and its number.

The sentence is only read, never stored: a claim of a table quotes its row. Cells of a row are separated by " | " as
`reading` writes them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.claims.model import Passage
from pipelines.language import periods

SEPARATOR: Final = " | "
# "(nghìn lượt)", "(đơn vị tính: tỷ đồng)", "ĐVT: hộ": the unit at the end of a label, header or caption.
_UNIT: Final = re.compile(r"[(\s]\s*(?:đơn vị(?: tính)?|đvt)\s*:?\s*([^():]*?)\)?\s*$|\(([^()]*)\)\s*$", re.IGNORECASE)
_NOTE: Final = re.compile(r"\s*(?:\(\*+\)|\*+|†)")
_NOTE_MARK: Final = re.compile(r"[*†]+$|\s*\(\*+\)$")
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell told as a sentence: where it stands in its passage (half-open, in the passage's source)."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Table:
    header: tuple[str, ...]
    caption: str
    note: str


def cells(passages: Sequence[Passage], position: int, says_what: Callable[[str], bool]) -> Iterator[Cell]:
    """Tell the cells of the table row at `position` of a document's passages; none for a row of headers.

    `says_what` tells whether words name what is counted: where neither label nor header does, the caption is put before
    them. A cell with a mark takes its time from the note below the table.
    """
    table = _table(passages, position)
    row = passages[position].text
    spans = list(_spans(row))
    if table is None or len(spans) < 2:
        return
    label = row[slice(*spans[0])]
    subject = _UNIT.sub("", label).strip()
    is_year = re.fullmatch(r"(?:19|20)\d{2}", subject) is not None
    if is_year:
        subject = f"năm {subject}"
    of_all = _time(table.header[0]) if table.header else ""
    for number, (start, end) in enumerate(spans[1:], start=1):
        header = table.header[number] if number < len(table.header) else ""
        told = _NOTE_MARK.sub("", row[start:end])
        if not re.search(r"\d", told):
            continue
        noted = _time(table.note) if told != row[start:end] else ""
        if noted:
            header = header.replace(_time(header), "") if _time(header) else header
        time = noted or of_all
        is_told = says_what(subject) or (says_what(header) and not is_year)
        what = "" if is_told else _UNIT.sub("", table.caption).strip()
        has_unit = _LETTER.search(told.replace("gần", "").replace("hơn", ""))
        unit = "" if has_unit else _unit(header) or _unit(label) or _unit(table.caption)
        words = " ".join(word for word in (what, subject, time, _UNIT.sub("", header).strip(), "là", told) if word)
        yield Cell(f"{words}{'' if unit.startswith('%') else ' '}{unit}".strip(), start, end)


def _unit(text: str) -> str:
    match = _UNIT.search(text)
    return "" if match is None else (match.group(1) or match.group(2) or "").strip()


def _table(passages: Sequence[Passage], position: int) -> _Table | None:
    """Give the header, caption and note of the run of rows that a row belongs to; None for the header itself."""
    first = last = position
    while first > 0 and passages[first - 1].role == "table_row":
        first -= 1
    if first == position:
        return None
    while last + 1 < len(passages) and passages[last + 1].role == "table_row":
        last += 1
    caption = passages[first - 1].text if first > 0 and passages[first - 1].role in ("caption", "heading") else ""
    below = passages[last + 1].text if last + 1 < len(passages) else ""
    return _Table(tuple(passages[first].text.split(SEPARATOR)), caption, below if _NOTE.match(below) else "")


def _spans(row: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cell in row.split(SEPARATOR):
        yield start, start + len(cell)
        start += len(cell) + len(SEPARATOR)


def _time(header: str) -> str:
    """Take the time out of the first header ("Chỉ tiêu năm 2024"): it holds for the whole table."""
    found = periods.find(header.lower())
    return header[found[0].start : found[0].end] if found else ""
