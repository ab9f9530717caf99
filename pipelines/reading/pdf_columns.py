"""The order in which the lines of a page are read: what stands side by side is read column by column.

A column needs a gap that runs down between lines. Paragraphs are told by `pdf_flow`, tables by `pdf_tables` and
`pdf_unruled`.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from pipelines.reading.pdf_bands import Band, Gap, Item, bands_of, base_of, gaps_of, left_open, size_of
from pipelines.reading.pdf_lines import Line
from pipelines.reading.pdf_tables import Table, is_figure
from pipelines.reading.pdf_unruled import unruled_end, unruled_table

Kind = Literal["main", "column", "aside"]
"""The page's text, a column of it beside another, or short lines beside others as in a letterhead or a signature."""

# Shares of the size of the letters, unless a comment says otherwise.
_GUTTER_OF_ONE_ROW: Final = 3.0
_TIGHT: Final = 0.7
_TIGHT_TEXT: Final = 2.0
_FARTHEST: Final = 10.0
_FEWEST_COLUMN_LINES: Final = 6
_FULL: Final = 0.8  # of the width of a column
_DEEPEST: Final = 4


class Column(NamedTuple):
    """Lines that are read one after the other."""

    lines: list[Line]
    kind: Kind


def reading_order(items: Iterable[Item], kind: Kind = "main", depth: int = 0) -> list[Column | Table]:
    """Return the lines and tables of a page as they are read."""
    bands = bands_of(items)
    found: list[Column | Table] = []
    plain: list[Band] = []
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


def _plain(bands: list[Band], kind: Kind) -> list[Column | Table]:
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


def _across(band: Band) -> list[Item]:
    """Join what stands on one base line in no column; what has its own base line is read from the top."""
    if len(band.items) == 1:
        return band.items
    found: list[Item] = []
    for item in sorted(band.items, key=lambda item: (round(base_of(item) / 3), item.x0)):
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


def _side_by_side(
    bands: list[Band], first: int, above: list[Band], kind: Kind, depth: int
) -> tuple[int, list[Column | Table] | None]:
    """Read what stands side by side from a band on; return the band after it, and None where it is no column."""
    end = unruled_end(bands, first)
    if end is not None:
        table = unruled_table(bands[first:end])
        if table is not None:
            return end, [table]
    end, gutters = _reach(bands, first)
    size = size_of(bands[first])
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


def _stands_on_both(band: Band, gutter: Gap) -> bool:
    return band.items[0].x1 <= gutter[1] and band.items[-1].x0 >= gutter[0]


def _reach(bands: list[Band], first: int) -> tuple[int, list[Gap]]:
    """Return how far down the gutters of a band reach, and what is left of them there.

    A line below the last pair goes on with its column only if it stands close to that.
    """
    gutters = gaps_of(bands[first])
    end = first + 1
    last_pair = first
    while end < len(bands):
        band = bands[end]
        kept = left_open(gutters, band)
        if not kept or band.top - bands[end - 1].bottom > _FARTHEST * size_of(band):
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
        if item.top - bottoms[side] > tight * size_of(bands[number]):
            return number, gutters
        bottoms[side] = item.bottom
    return end, gutters


def _joins_above(band: Band, first: Band, gutter: Gap) -> Gap | None:
    """Return what of a gutter is left where a band right above the first one leaves it open, else None."""
    if first.top - band.bottom > _TIGHT * size_of(band):
        return None
    kept = left_open([gutter], band)
    return kept[0] if kept else None


def _is_text(items: Sequence[Item]) -> bool:
    """Return whether a column holds running text: many lines, half of its rows as wide as the column.

    The cells of a table without ruling stand beside each other in one row.
    """
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < _FEWEST_COLUMN_LINES:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    rows = len({round(line.y) for line in lines})
    return sum(line.x1 - line.x0 >= _FULL * width for line in lines) * 2 >= rows
