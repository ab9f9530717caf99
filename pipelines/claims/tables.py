"""Tables inside a text: each cell becomes a sentence of its row's label, its column's header and its number.

The sentence is only read, never stored: a claim of a table quotes its row. Cells of a row are separated by " | " as
`reading` writes them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.claims.model import Passage
from pipelines.language import periods

SEPARATOR: Final = " | "
_UNIT: Final = re.compile(r"\(([^()]*)\)\s*$")
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


def cells(passages: Sequence[Passage], position: int) -> Iterator[Cell]:
    """Tell the cells of the table row at `position` of a document's passages; none for a row of headers."""
    table = _table(passages, position)
    row = passages[position].text
    spans = list(_spans(row))
    if table is None or len(spans) < 2:
        return
    label = row[slice(*spans[0])]
    label_unit = _UNIT.search(label)
    what = _UNIT.sub("", label).strip()
    if not _LETTER.search(what):  # rows by year: the caption says what is counted
        what = f"{_UNIT.sub('', table.caption).strip()} năm {what}" if re.fullmatch(r"(?:19|20)\d{2}", what) else what
    time = _time(table.header[0]) if table.header else ""
    for number, (start, end) in enumerate(spans[1:], start=1):
        header = table.header[number] if number < len(table.header) else ""
        unit = _UNIT.search(header) or label_unit or _UNIT.search(table.caption)
        told = _NOTE_MARK.sub("", row[start:end])
        if not re.search(r"\d", told):
            continue
        counted = "" if unit is None or _LETTER.search(told.replace("gần", "").replace("hơn", "")) else unit.group(1)
        words = " ".join(word for word in (what, time, _UNIT.sub("", header).strip(), "là", told) if word)
        yield Cell(f"{words}{'' if counted.startswith('%') else ' '}{counted}".strip(), start, end)


def _table(passages: Sequence[Passage], position: int) -> _Table | None:
    """Give the header and caption of the run of rows that a row belongs to; None for the header itself."""
    first = position
    while first > 0 and passages[first - 1].role == "table_row":
        first -= 1
    if first == position:
        return None
    caption = passages[first - 1].text if first > 0 and passages[first - 1].role in ("caption", "heading") else ""
    return _Table(tuple(passages[first].text.split(SEPARATOR)), caption)


def _spans(row: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cell in row.split(SEPARATOR):
        yield start, start + len(cell)
        start += len(cell) + len(SEPARATOR)


def _time(header: str) -> str:
    """Take the time out of the first header ("Chỉ tiêu năm 2024"): it holds for the whole table."""
    found = periods.find(header.lower())
    return header[found[0].start : found[0].end] if found else ""
