"""Tables row by row: which rows hold figures, under which group and whole they stand, and what else their cells are.

Each figure is told as a sentence (`telling`), which is only read, never stored: a claim of a table quotes its row and
the header above it. Which cells are figures, labels or headers is known from `grids`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.claims.grids import COMPARISON_HEADER, Cell, Grid, grids
from pipelines.claims.model import Passage
from pipelines.claims.table_words import (
    BULLET,
    LETTER,
    MARK,
    ORDINAL,
    YEAR,
    subject_of,
    time_of,
    unit_of,
    without_unit_behind,
)
from pipelines.claims.telling import Line, Senses, Teller, Told

# "Quốc tế" under "Khách du lịch" is said of the whole above it, though it is a cue of its own.
_FEW_WORDS: Final = 2
_DEEPER: Final = re.compile(r"\d+\.\d|[a-zđ][.)]?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as it is to be read: its figures, what else its cells hold, and the header's place in the text.

    A row of words (`is_words`) has no figure in a cell of its own; its numbers are read as those of a text.
    """

    told: tuple[Told, ...] = ()
    comparisons: tuple[tuple[Cell, str], ...] = ()
    ordinals: tuple[Cell, ...] = ()
    header_span: tuple[int, int] | None = None
    is_words: bool = False


def rows(
    passages: Sequence[Passage],
    says_what: Callable[[str], bool],
    names: Callable[[str], bool],
    is_area: Callable[[str], bool],
    year: int | None,
) -> Mapping[int, Row]:
    """Read the tables of a document: rows by number of their passage; those of headers and groups hold no figure.

    `says_what` tells whether words name what is counted, `names` whether one word does, `is_area` whether they name a
    unit; `year` is that of the document, for plans that name none.
    """
    found: dict[int, Row] = {}
    senses = Senses(says_what, names, is_area)
    for grid in grids(passages):
        for position in grid.header_rows:
            found[position] = Row()
        found.update(_Table(grid, senses, year).rows())
    return found


@dataclass
class _Table:
    grid: Grid
    senses: Senses
    year: int | None
    _group_area: str | None = None

    def rows(self) -> Iterator[tuple[int, Row]]:
        grid, says_what, is_area = self.grid, self.senses.says_what, self.senses.is_area
        teller = self._teller()
        group = parent = unit_of_parent = ""
        carried: dict[int, str] = {}
        for row_no, (position, row) in enumerate(zip(grid.rows, grid.cells, strict=True)):
            if self._goes_on(row):  # told with the row above
                yield position, Row()
                continue
            figures = [no for no in self._values if no < len(row) and _holds_figure(row[no])]
            label = self._label(row, carried)
            if row_no + 1 < len(grid.cells) and self._goes_on(grid.cells[row_no + 1]):
                label = f"{label} {self._label(grid.cells[row_no + 1], {})}"
            if not figures:
                words = next((cell.text for cell in row if LETTER.search(cell.text) and len(cell.text) > 2), "")
                group = ORDINAL.sub("", words) if words else group
                parent = ""
                self._group_area = group if is_area(group) else None if words else self._group_area
                yield position, Row(ordinals=self._ordinals(row), is_words=True)
                continue
            if len(figures) > 1 and not any(grid.header):
                yield position, Row(ordinals=self._ordinals(row))  # which is which, nobody says
                continue
            if COMPARISON_HEADER.match(label.lower().strip()):
                compared = tuple((row[no], label) for no in figures)
                yield position, Row((), compared, self._ordinals(row), grid.header_span)
                continue
            subject, unit = subject_of(label), unit_of(MARK.sub("", label))
            area = subject if self._has_areas else None
            if area is not None and unit and is_area(unit):
                area, unit = f"{subject} ({unit})", ""  # "Xã Thành Sơn (Bá Thước)": what it lies in
            if self._is_sub(row, label) and parent:
                unit = unit or unit_of_parent
                if len(subject.split()) <= _FEW_WORDS or not says_what(subject):
                    subject = f"{parent} {subject[:1].lower()}{subject[1:]}"
            else:
                parent, unit_of_parent = subject, unit
            line = Line(row, label, subject, unit, group, area, self._group_area)
            told = tuple(teller.tell(line, no) for no in figures)
            told += tuple(teller.remark(line, no) for no in grid.columns("note") if no < len(row))
            compared = tuple(
                (row[no], teller.compared(no)) for no in grid.columns("comparison") if no < len(row) and row[no].text
            )
            yield position, Row(told, compared, self._ordinals(row), grid.header_span)

    def __post_init__(self) -> None:
        self._labels = self.grid.columns("label")
        self._values = self.grid.columns("value")
        labels = [row[self._labels[-1]].text for row in self.grid.cells if self._labels and self._labels[-1] < len(row)]
        self._has_areas = sum(self.senses.is_area(subject_of(label)) for label in labels) * 2 > len(labels)

    def _teller(self) -> Teller:
        grid = self.grid
        caption = without_unit_behind(grid.caption)
        time = time_of(grid.header[self._labels[-1]]) if grid.header and self._labels else ""
        return Teller(grid, self.senses, caption, time or time_of(caption), self.year)

    def _goes_on(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row only ends the label of the row above, as where a table without lines wraps it."""
        filled = [no for no, cell in enumerate(row) if cell.text]
        return len(filled) == 1 and filled[0] in self._labels and row[filled[0]].text[0].islower()

    def _ordinals(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(row[no] for no in self.grid.columns("ordinal") if no < len(row))

    def _label(self, row: Sequence[Cell], carried: dict[int, str]) -> str:
        """Join the labels of a row; one that goes on over several rows stands in the first of them only."""
        words: list[str] = []
        for no in self._labels:
            text = row[no].text if no < len(row) else ""
            if text:
                carried[no] = text
            elif no != self._labels[-1]:
                text = carried.get(no, "")
            if text:
                words.append(text)
        return " ".join(words)

    def _is_sub(self, row: Sequence[Cell], label: str) -> bool:
        if self._has_areas:
            return False
        if BULLET.match(label):
            return True
        ordinals = [row[no].text for no in self.grid.columns("ordinal") if no < len(row)]
        return bool(ordinals) and (not ordinals[0] or _DEEPER.match(ordinals[0]) is not None)


def _holds_figure(cell: Cell) -> bool:
    """Tell whether a cell of a column of figures holds one; there 1986 is a number like any other."""
    return cell.is_figure or YEAR.fullmatch(cell.text) is not None
