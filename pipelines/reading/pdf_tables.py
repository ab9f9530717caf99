"""Tables that are ruled: drawn lines become a grid, the grid cells, and the glyphs inside the cells rows of text.

A place of the grid is parted from its neighbour where a line is drawn between them, so that a merged cell is what no
line parts. A side of the table that is not drawn counts as drawn. Tables without lines are told by `pdf_columns`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from pipelines.reading.pdf_lines import joined, rows_of
from pipelines.reading.pdf_page import Glyph, Ruling

# Lines that are drawn in pieces, or twice, meet within some points.
_SNAP: Final = 3.0
_SHORTEST_LINE: Final = 6.0
_SLIMMEST_OPEN_COLUMN: Final = 12.0
_MIDDLE: Final = 0.3
"""How high above its base line the middle of a letter is, in sizes."""
_MOST_CROSSINGS: Final = 40_000
_MOST_PLACES: Final = 20_000
_MOST_TABLES: Final = 60
# A cell of more letters, in a table of a few cells, frames the page's text.
_LONGEST_CELL: Final = 800
_FEWEST_CELLS: Final = 6
_FEWEST_UNRULED_ROWS: Final = 3
_FIGURE: Final = re.compile(r"[-–+<>≥≤]?\(?\d[\d.,/ ]*\)?%?|[-–x]")


class Table(NamedTuple):
    """A table where it stands on its page: its edges, where its columns begin and end, and the texts of its cells.

    A merged cell has its text at its first place and empty ones at the others, so that columns line up.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    columns: tuple[float, ...]
    rows: list[list[str]]
    is_hidden: bool = False


class _Line(NamedTuple):
    """A line of a grid: where it stands, from where and to where it runs."""

    at: float
    start: float
    end: float


def is_figure(text: str) -> bool:
    """Return whether a cell holds a number alone, or the sign for none.

    >>> is_figure("43,9"), is_figure("-"), is_figure("dưới 50")
    (True, True, False)
    """
    return _FIGURE.fullmatch(text) is not None


def ruled_tables(rulings: Sequence[Ruling], glyphs: list[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """Return the tables that lines draw, from top to bottom, and the glyphs that stand in none of them."""
    level = _merged(
        _Line((one.top + one.bottom) / 2, one.x0, one.x1) for one in rulings if one.x1 - one.x0 >= one.bottom - one.top
    )
    upright = _merged(
        _Line((one.x0 + one.x1) / 2, one.top, one.bottom) for one in rulings if one.x1 - one.x0 < one.bottom - one.top
    )
    if not level or not upright or len(level) * len(upright) > _MOST_CROSSINGS:
        return [], glyphs
    tables: list[Table] = []
    for grid in _grids(level, upright)[:_MOST_TABLES]:
        inside, outside = grid.parted(glyphs)
        table = grid.table(inside)
        if table is not None:
            tables.append(table)
            glyphs = outside
    return sorted(tables, key=itemgetter(1, 0)), glyphs


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """Join the pieces of lines: those that stand within the snap go together where they meet or overlap."""
    found: list[_Line] = []
    group: list[_Line] = []
    for line in [*sorted(lines), None]:
        if group and (line is None or line.at - group[-1].at > _SNAP):
            at = sum(one.at for one in group) / len(group)
            found += (one for one in _joined(at, group) if one.end - one.start >= _SHORTEST_LINE)
            group = []
        if line is not None:
            group.append(line)
    return found


def _joined(at: float, group: list[_Line]) -> Iterator[_Line]:
    group.sort(key=attrgetter("start"))
    start, end = group[0].start, group[0].end
    for line in group[1:]:
        if line.start > end + _SNAP:
            yield _Line(at, start, end)
            start, end = line.start, line.end
        end = max(end, line.end)
    yield _Line(at, start, end)


def _grids(level: list[_Line], upright: list[_Line]) -> list["_Grid"]:
    """Return a grid for each set of lines that meet, where it has two columns at least."""
    parent = list(range(len(level) + len(upright)))
    for second, column in enumerate(upright, len(level)):
        for first, row in enumerate(level):
            if (
                column.start - _SNAP <= row.at <= column.end + _SNAP
                and row.start - _SNAP <= column.at <= row.end + _SNAP
            ):
                _unite(parent, first, second)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for number, line in enumerate([*level, *upright]):
        groups.setdefault(_root(parent, number), ([], []))[number >= len(level)].append(line)
    grids = [_Grid(rows, columns) for rows, columns in groups.values() if rows and columns]
    return [grid for grid in grids if len(grid.xs) > 2 and len(grid.xs) * len(grid.ys) <= _MOST_PLACES]


def _sides(lines: list[_Line], across: list[_Line]) -> list[float]:
    """Return where the lines of a grid stand, with its open sides: there the lines across end without meeting one."""
    sides = sorted({line.at for line in lines})
    start, end = min(line.start for line in across), max(line.end for line in across)
    if start < sides[0] - _SLIMMEST_OPEN_COLUMN and sum(line.start <= start + _SNAP for line in across) > 1:
        sides.insert(0, start)
    if end > sides[-1] + _SLIMMEST_OPEN_COLUMN and sum(line.end >= end - _SNAP for line in across) > 1:
        sides.append(end)
    return sides


class _Grid:
    """The places between lines that meet; which of them are one cell is told by the lines that are drawn."""

    def __init__(self, level: list[_Line], upright: list[_Line]) -> None:
        self.xs = _sides(upright, level)
        self.ys = _sides(level, upright)
        self._level = level
        self._upright = upright

    def parted(self, glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """Part glyphs in those that stand in the grid and those outside."""
        left, right, top, bottom = 2 * self.xs[0], 2 * self.xs[-1], self.ys[0], self.ys[-1]
        parts: tuple[list[Glyph], list[Glyph]] = ([], [])
        for glyph in glyphs:
            _, x0, x1, y, style = glyph
            is_inside = top <= y - _MIDDLE * style.size <= bottom and left <= x0 + x1 <= right
            parts[not is_inside].append(glyph)
        return parts

    def table(self, glyphs: list[Glyph]) -> Table | None:
        """Return the table of this grid with its texts, or None where it holds none or frames the page's text."""
        cells = self._cells()
        across = len(self.xs) - 1
        inside: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            column = min(bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2), across) - 1
            row = min(bisect_right(self.ys, glyph.y - _MIDDLE * glyph.style.size), len(self.ys) - 1) - 1
            if row >= 0 and column >= 0:
                inside.setdefault(cells[row * across + column], []).append(glyph)
        texts = {cell: rows_of(held) for cell, held in inside.items()}
        filled = [cell for cell, rows in texts.items() if rows]
        longest = max((sum(len(text) for _, text in texts[cell]) for cell in filled), default=0)
        if len(filled) < 2 or (len(filled) < _FEWEST_CELLS and longest > _LONGEST_CELL):
            return None
        rows = [
            told
            for row in range(len(self.ys) - 1)
            for told in _told(
                [
                    texts.get(row * across + column, [])
                    if cells[row * across + column] == row * across + column
                    else []
                    for column in range(across)
                ]
            )
            if any(told)
        ]
        used = [column for column in range(across) if any(row[column] for row in rows)]
        is_pair = len(rows) == 1 and len(used) < 3
        if len(used) < 2 or (is_pair and min(len(texts[cell]) for cell in filled) > 1):
            return None
        rows = [[row[column] for column in used] for row in rows]
        is_hidden = sum(glyph.style.is_hidden for glyph in glyphs) * 2 > len(glyphs)
        return Table(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1], tuple(self.xs), rows, is_hidden)

    def _cells(self) -> list[int]:
        """Return for each place, row by row, the first place of its cell."""
        across, down = len(self.xs) - 1, len(self.ys) - 1
        beside = {(row, column) for column, row in _passed(self._upright, self.xs, self.ys)}
        above = set(_passed(self._level, self.ys, self.xs))
        first = list(range(across * down))
        for row in range(down):
            for column in range(across):
                place = row * across + column
                if column and (row, column) not in beside:
                    _unite(first, place, place - 1)
                if row and (row, column) not in above:
                    _unite(first, place, place - across)
        return [_root(first, place) for place in range(len(first))]


def _passed(lines: list[_Line], sides: list[float], across: list[float]) -> Iterator[tuple[int, int]]:
    """Yield the number of each line's side with the numbers of the places that it passes."""
    numbers = {side: number for number, side in enumerate(sides)}
    middles = [(one + other) / 2 for one, other in pairwise(across)]
    for line in lines:
        for place in range(bisect_left(middles, line.start - _SNAP), bisect_right(middles, line.end + _SNAP)):
            yield numbers[line.at], place


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _unite(parent: list[int], one: int, other: int) -> None:
    """Put two sets together; the root of a set is its smallest number."""
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _told(cells: list[list[tuple[float, str]]]) -> list[list[str]]:
    """Return the rows that one row of a grid tells: one, or many where no line parts rows of figures.

    Many: two cells or more hold as many lines, on the same base lines, and at least one of them is figures throughout.
    """
    leads = [[y for y, _ in cell] for cell in cells if cell and all(is_figure(text) for _, text in cell)]
    lead = max(leads, key=len, default=[])
    alike = sum(len(ys) == len(lead) and all(abs(a - b) < _SNAP for a, b in zip(ys, lead, strict=True)) for ys in leads)
    if len(lead) < _FEWEST_UNRULED_ROWS or alike < 2:
        return [[_text(cell) for cell in cells]]
    rows = [["" for _ in cells] for _ in lead]
    for column, cell in enumerate(cells):
        for y, text in cell:
            row = max(bisect_right(lead, y + _SNAP) - 1, 0)
            rows[row][column] = joined(rows[row][column], text)
    return rows


def _text(cell: list[tuple[float, str]]) -> str:
    text = ""
    for _, line in cell:
        text = joined(text, line)
    return text
