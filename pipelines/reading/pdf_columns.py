"""The order in which the lines of a page are read: what stands side by side is read column by column.

A column needs a gap that runs down between lines. Where three columns or more hold figures, or two with figures in the
second, the lines are rows of a table that nobody ruled. Paragraphs are told by `pdf_flow`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from pipelines.reading.paragraphs import continues
from pipelines.reading.pdf_lines import Line, joined
from pipelines.reading.pdf_tables import Table, is_figure

Kind = Literal["main", "column", "aside"]
"""The page's text, a column of it beside another, or short lines beside others as in a letterhead or a signature."""

Item = Line | Table
_Gap = tuple[float, float]

# Shares of the size of the letters, unless a comment says otherwise.
_SHARED_HEIGHT: Final = 0.25  # of the lower one of two lines
_NARROWEST_GUTTER: Final = 0.5
_GUTTER_OF_ONE_ROW: Final = 3.0
_TIGHT: Final = 0.7
_TIGHT_TEXT: Final = 2.0
_FARTHEST: Final = 10.0
_FEWEST_ROWS: Final = 3
_FEWEST_COLUMN_LINES: Final = 6
_FULL: Final = 0.8  # of the width of a column
_DEEPEST: Final = 4


class Column(NamedTuple):
    """Lines that are read one after the other."""

    lines: list[Line]
    kind: Kind


class _Band(NamedTuple):
    """What stands side by side, from left to right; a line alone in most cases."""

    items: list[Item]

    @property
    def top(self) -> float:
        return min(item.top for item in self.items)

    @property
    def bottom(self) -> float:
        return max(item.bottom for item in self.items)


def reading_order(items: Iterable[Item], kind: Kind = "main", depth: int = 0) -> list[Column | Table]:
    """Return the lines and tables of a page as they are read."""
    bands = _bands(items)
    found: list[Column | Table] = []
    plain: list[_Band] = []
    number = 0
    while number < len(bands):
        end, read = number + 1, None
        if len(bands[number].items) > 1:
            end, read = _side_by_side(bands, number, plain, kind, depth)
        if read is None:
            plain += bands[number:end]
        else:
            found += _plain(plain, kind)
            plain = []
            found += read
        number = end
    return found + _plain(plain, kind)


def _bands(items: Iterable[Item]) -> list[_Band]:
    """Gather what overlaps in height: lines side by side, also where their base lines differ a little."""
    bands: list[_Band] = []
    bottom = 0.0
    for item in sorted(items, key=attrgetter("top")):
        height = item.bottom - item.top
        if bands and bottom - item.top > _SHARED_HEIGHT * min(height, bottom - bands[-1].items[-1].top):
            bands[-1].items.append(item)
            bottom = max(bottom, item.bottom)
        else:
            bands.append(_Band([item]))
            bottom = item.bottom
    for band in bands:
        band.items.sort(key=attrgetter("x0"))
    return bands


def _plain(bands: list[_Band], kind: Kind) -> list[Column | Table]:
    found: list[Column | Table] = []
    lines: list[Line] = []
    for band in bands:
        for item in _across(band):
            if isinstance(item, Line):
                lines.append(item)
                continue
            if lines:
                found.append(Column(lines, kind))
                lines = []
            found.append(item)
    if lines:
        found.append(Column(lines, kind))
    return found


def _across(band: _Band) -> list[Item]:
    """Join what stands on one base line in no column; what has its own base line is read from the top."""
    if len(band.items) == 1:
        return band.items
    found: list[Item] = []
    for item in sorted(band.items, key=lambda item: (round(_base(item) / 3), item.x0)):
        last = found[-1] if found else None
        if isinstance(item, Line) and isinstance(last, Line) and abs(item.y - last.y) < 0.45 * item.size:
            found[-1] = last._replace(
                text=f"{last.text} {item.text}",
                x1=max(last.x1, item.x1),
                is_bold=last.is_bold and item.is_bold,
                is_italic=last.is_italic and item.is_italic,
            )
        else:
            found.append(item)
    return found


def _base(item: Item) -> float:
    return item.y if isinstance(item, Line) else item.top


def _side_by_side(
    bands: list[_Band], first: int, above: list[_Band], kind: Kind, depth: int
) -> tuple[int, list[Column | Table] | None]:
    """Read what stands side by side from a band on; return the band after it, and None where it is no column."""
    end = _unruled_end(bands, first)
    if end is not None:
        table = _unruled(bands[first:end])
        if table is not None:
            return end, [table]
    end, gutters = _reach(bands, first)
    size = _size(bands[first])
    gutter = max(gutters, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))
    both = sum(_stands_on_both(band, gutter) for band in bands[first:end])
    if depth >= _DEEPEST or not (both > 1 or (both == 1 and gutter[1] - gutter[0] >= _GUTTER_OF_ONE_ROW * size)):
        return first + 1, None
    last = bands[first].items[-1]
    if both == 1 and isinstance(last, Line) and is_figure(last.text):
        return first + 1, None
    region = bands[first:end]
    while above and (narrowed := _joins_above(above[-1], region[0], gutter)):
        region.insert(0, above.pop())
        gutter = narrowed
    items = [item for band in region for item in band.items]
    left = [item for item in items if item.x1 <= gutter[1]]
    right = [item for item in items if item.x1 > gutter[1]]
    inner: Kind = "column" if kind != "aside" and _is_text(left) and _is_text(right) else "aside"
    return end, reading_order(left, inner, depth + 1) + reading_order(right, inner, depth + 1)


def _size(band: _Band) -> float:
    return max((item.size for item in band.items if isinstance(item, Line)), default=10.0)


def _gaps(band: _Band) -> list[_Gap]:
    """Return the gaps between the items of a band, seen from above."""
    found = []
    reach = band.items[0].x1
    for item in band.items[1:]:
        if item.x0 > reach:
            found.append((reach, item.x0))
        reach = max(reach, item.x1)
    return found


def _kept(gutters: Iterable[_Gap], band: _Band) -> list[_Gap]:
    """Return what of gutters a band leaves open."""
    least = _NARROWEST_GUTTER * _size(band)
    spaces = pairwise([(0.0, float("-inf")), *((item.x0, item.x1) for item in band.items), (float("inf"), 0.0)])
    reach = float("-inf")
    free = []
    for (_, end), (start, _) in spaces:
        reach = max(reach, end)
        free.append((reach, start))
    return [
        (max(gutter[0], space[0]), min(gutter[1], space[1]))
        for gutter in gutters
        for space in free
        if min(gutter[1], space[1]) - max(gutter[0], space[0]) >= least
    ]


def _stands_on_both(band: _Band, gutter: _Gap) -> bool:
    return band.items[0].x1 <= gutter[1] and band.items[-1].x0 >= gutter[0]


def _reach(bands: list[_Band], first: int) -> tuple[int, list[_Gap]]:
    """Return how far down the gutters of a band reach, and what is left of them there.

    A line below the last pair goes on with its column only if it stands close to that.
    """
    gutters = _gaps(bands[first])
    end = first + 1
    last_pair = first
    while end < len(bands):
        band = bands[end]
        kept = _kept(gutters, band)
        if not kept or band.top - bands[end - 1].bottom > _FARTHEST * _size(band):
            break
        if any(_stands_on_both(band, gutter) for gutter in kept):
            last_pair = end
        gutters = kept
        end += 1
    if not gutters:
        return end, gutters
    sides: tuple[list[Item], list[Item]] = ([], [])
    for item in (item for band in bands[first : last_pair + 1] for item in band.items):
        sides[item.x1 > gutters[0][1]].append(item)
    tight = _TIGHT_TEXT if _is_text(sides[0]) else _TIGHT
    bottoms = [max((item.bottom for item in side), default=0.0) for side in sides]
    for number in range(last_pair + 1, end):
        item = bands[number].items[0]
        side = item.x1 > gutters[0][1]
        if item.top - bottoms[side] > tight * _size(bands[number]):
            return number, gutters
        bottoms[side] = item.bottom
    return end, gutters


def _joins_above(band: _Band, first: _Band, gutter: _Gap) -> _Gap | None:
    """Return what of a gutter is left where a band right above the first one leaves it open, else None."""
    if first.top - band.bottom > _TIGHT * _size(band):
        return None
    kept = _kept([gutter], band)
    return kept[0] if kept else None


def _is_text(items: Sequence[Item]) -> bool:
    """Return whether a column holds running text: many lines, most of them as wide as the column."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < _FEWEST_COLUMN_LINES:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return sum(line.x1 - line.x0 >= _FULL * width for line in lines) * 2 >= len(lines)


def _unruled_end(bands: list[_Band], first: int) -> int | None:
    """Return where the run of bands ends that may be rows: of lines only, several cells each or part of one."""
    end = first
    while end < len(bands):
        band = bands[end]
        if not all(isinstance(item, Line) for item in band.items):
            break
        if end > first and band.top - bands[end - 1].bottom > 2 * _size(band):
            break
        if len(band.items) == 1 and (end + 1 == len(bands) or len(bands[end + 1].items) == 1):
            break
        end += 1
    return end if end - first >= _FEWEST_ROWS else None


def _unruled(bands: Sequence[_Band]) -> Table | None:
    """Read bands as the rows of a table without lines, or return None where they are none."""
    seed = max(range(len(bands)), key=lambda number: len(bands[number].items))
    gutters = _gaps(bands[seed])
    for band in bands:
        gutters = _kept(gutters, band)
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
    if max(len(cell) for row in cells for cell in row) > 300:
        return None
    rows = _headed(cells[:first]) + _with_their_rest(body, figures)
    items = [item for band in bands for item in band.items]
    x0, x1 = min(item.x0 for item in items), max(item.x1 for item in items)
    is_hidden = any(isinstance(item, Line) and item.is_hidden for item in items)
    return Table(x0, bands[0].top, x1, bands[-1].bottom, (x0, *edges, x1), rows, is_hidden)


def _cells(band: _Band, edges: Sequence[float]) -> list[str]:
    cells = [""] * (len(edges) + 1)
    for item in sorted(band.items, key=lambda item: (_base(item), item.x0)):
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
