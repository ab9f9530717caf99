"""Bands of a page: what stands side by side, and the gaps between, by which columns and tables are told."""

from collections.abc import Iterable
from itertools import pairwise
from operator import attrgetter
from typing import Final, NamedTuple

from pipelines.reading.pdf_lines import Line
from pipelines.reading.pdf_tables import Table

Item = Line | Table
Gap = tuple[float, float]
"""Where a gap begins and ends, from the left."""

_SHARED_HEIGHT: Final = 0.25
"""The share of the lower one of two lines that both have in common where they stand side by side."""
_NARROWEST_GUTTER: Final = 0.5
"""In sizes of letters."""


class Band(NamedTuple):
    """What stands side by side, from left to right; a line alone in most cases."""

    items: list[Item]

    @property
    def top(self) -> float:
        """Return how far down the band begins."""
        return min(item.top for item in self.items)

    @property
    def bottom(self) -> float:
        """Return how far down the band ends."""
        return max(item.bottom for item in self.items)


def bands_of(items: Iterable[Item]) -> list[Band]:
    """Gather what overlaps in height: lines side by side, also where their base lines differ a little."""
    bands: list[Band] = []
    bottom = 0.0
    for item in sorted(items, key=attrgetter("top")):
        height = item.bottom - item.top
        if bands and bottom - item.top > _SHARED_HEIGHT * min(height, bottom - bands[-1].items[-1].top):
            bands[-1].items.append(item)
            bottom = max(bottom, item.bottom)
        else:
            bands.append(Band([item]))
            bottom = item.bottom
    for band in bands:
        band.items.sort(key=attrgetter("x0"))
    return bands


def base_of(item: Item) -> float:
    """Return the height by which an item is put in order."""
    return item.y if isinstance(item, Line) else item.top


def size_of(band: Band) -> float:
    """Return the size of the largest letters of a band."""
    return max((item.size for item in band.items if isinstance(item, Line)), default=10.0)


def gaps_of(band: Band) -> list[Gap]:
    """Return the gaps between the items of a band, seen from above."""
    found = []
    reach = band.items[0].x1
    for item in band.items[1:]:
        if item.x0 > reach:
            found.append((reach, item.x0))
        reach = max(reach, item.x1)
    return found


def left_open(gutters: Iterable[Gap], band: Band) -> list[Gap]:
    """Return what of gutters a band leaves open."""
    least = _NARROWEST_GUTTER * size_of(band)
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
