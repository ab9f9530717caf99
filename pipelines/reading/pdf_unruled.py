"""Tables that nobody ruled: lines in three columns or more, or two, of which some hold figures, become rows of text.

Prose that is justified has gaps too, but none that run down through its lines with figures below each other.
"""

from collections.abc import Sequence
from typing import Final

from pipelines.reading.paragraphs import continues
from pipelines.reading.pdf_bands import Band, base_of, gaps_of, left_open, size_of
from pipelines.reading.pdf_lines import Line, joined
from pipelines.reading.pdf_tables import Table, is_figure

_FEWEST_ROWS: Final = 3
_LONGEST_CELL: Final = 300


def unruled_end(bands: list[Band], first: int) -> int | None:
    """Return where the run of bands ends that may be rows: of lines only, several cells each or part of one."""
    end = first
    while end < len(bands):
        band = bands[end]
        if not all(isinstance(item, Line) for item in band.items):
            break
        if end > first and band.top - bands[end - 1].bottom > 2 * size_of(band):
            break
        if len(band.items) == 1 and (end + 1 == len(bands) or len(bands[end + 1].items) == 1):
            break
        end += 1
    return end if end - first >= _FEWEST_ROWS else None


def unruled_table(bands: Sequence[Band]) -> Table | None:
    """Read bands as the rows of a table without lines, or return None where they are none."""
    seed = max(range(len(bands)), key=lambda number: len(bands[number].items))
    gutters = gaps_of(bands[seed])
    for band in bands:
        gutters = left_open(gutters, band)
    if not gutters:
        return None
    edges = [(start + end) / 2 for start, end in sorted(gutters)]
    cells = [_cells(band, edges) for band in bands]
    first = next((number for number, row in enumerate(cells) if any(map(is_figure, row[1:]))), None)
    if first is None:
        return None
    if first > 1 and _goes_on(cells[first - 1], cells[first]):
        first -= 1
    body = cells[first:]
    figures = [column for column in range(1, len(edges) + 1) if _holds_figures([row[column] for row in body])]
    full = sum(sum(map(bool, row)) > 1 for row in body)
    if not figures or full < _FEWEST_ROWS or (len(edges) == 1 and full < 0.6 * len(body)):
        return None
    if max(len(cell) for row in cells for cell in row) > _LONGEST_CELL:
        return None
    rows, edges = _parted(_headed(cells[:first]) + _with_their_rest(body, figures), edges)
    items = [item for band in bands for item in band.items]
    x0, x1 = min(item.x0 for item in items), max(item.x1 for item in items)
    is_hidden = any(isinstance(item, Line) and item.is_hidden for item in items)
    return Table(x0, bands[0].top, x1, bands[-1].bottom, (x0, *edges, x1), rows, is_hidden)


def _parted(rows: list[list[str]], edges: list[float]) -> tuple[list[list[str]], list[float]]:
    """Part a column whose cells all hold the same number of figures: two columns that stand too close ("24 25")."""
    for column in range(len(edges), 0, -1):
        parts = [row[column].split() for row in rows if row[column]]
        number = len(parts[0]) if parts else 1
        if (
            number < 2
            or len(parts) < _FEWEST_ROWS
            or not all(len(one) == number and all(map(is_figure, one)) for one in parts)
        ):
            continue
        rows = [[*row[:column], *(row[column].split() or [""] * number), *row[column + 1 :]] for row in rows]
        edges = [*edges[:column], *[edges[column - 1]] * (number - 1), *edges[column:]]
    return rows, edges


def _cells(band: Band, edges: Sequence[float]) -> list[str]:
    cells = [""] * (len(edges) + 1)
    for item in sorted(band.items, key=lambda item: (base_of(item), item.x0)):
        if isinstance(item, Line):
            column = sum(edge < (item.x0 + item.x1) / 2 for edge in edges)
            cells[column] = joined(cells[column], item.text)
    return cells


def _holds_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    figures = sum(map(is_figure, filled))
    return figures >= _FEWEST_ROWS and figures >= 0.6 * len(filled)


def _headed(rows: Sequence[list[str]]) -> list[list[str]]:
    """Join the lines of a header to one row."""
    if not rows:
        return []
    head = list(rows[0])
    for row in rows[1:]:
        head = [joined(*pair) for pair in zip(head, row, strict=True)]
    return [head]


def _with_their_rest(rows: Sequence[list[str]], figures: Sequence[int]) -> list[list[str]]:
    """Join the lines of which one goes on with the words of the other, where not both hold figures."""
    found: list[list[str]] = []
    for row in rows:
        if found and _goes_on(found[-1], row) and not (_has(found[-1], figures) and _has(row, figures)):
            found[-1] = [joined(*pair) for pair in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def _has(row: Sequence[str], columns: Sequence[int]) -> bool:
    return any(row[column] for column in columns)


def _goes_on(row: Sequence[str], following: Sequence[str]) -> bool:
    return any(before and after and continues(before, after) for before, after in zip(row, following, strict=True))
