"""A line chart as an image that the UI shows within Markdown: SVG in a data address, without any library."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import floor
from typing import Final

Series = Mapping[str, Sequence[float | None]]

_WIDTH: Final = 430
_HEIGHT: Final = 220
_LEFT: Final = 40
_RIGHT: Final = 90
_TOP: Final = 14
_BOTTOM: Final = 28
_COLOURS: Final = ("#1f77b4", "#d95f02", "#2b8a3e", "#7b3fa0")
_GRID_LINES: Final = 4


@dataclass(frozen=True)
class _Scale:
    """Where points lie: places from the left to the right, and figures from `least` at the bottom to 1 at the top."""

    places: int
    least: float

    def x(self, place: int) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (place + 0.5) / self.places

    def y(self, figure: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - figure) / (1 - self.least)


def chart(alternative: str, labels: Sequence[str], series: Series) -> str:
    """Return a Markdown image of figures from 0 to 1, one line a series, over places in order; a gap where one is None.

    The axis begins at the tenth below the least figure.
    """
    figures = [figure for line in series.values() for figure in line if figure is not None]
    scale = _Scale(len(labels), max(0.0, (floor(min(figures, default=0.9) * 10 - 1e-9)) / 10))
    body = "".join([*_grid(scale), *_names(labels, scale), *_lines(series, scale)])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" '
        f'font-size="11"><rect width="100%" height="100%" fill="#fff"/>{body}</svg>'
    )
    return f"![{alternative}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _grid(scale: _Scale) -> Iterator[str]:
    for number in range(_GRID_LINES + 1):
        figure = scale.least + (1 - scale.least) * number / _GRID_LINES
        y = scale.y(figure)
        yield f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{figure:.3g}</text>'


def _names(labels: Sequence[str], scale: _Scale) -> Iterator[str]:
    for place, label in enumerate(labels):
        x, y = scale.x(place), _HEIGHT - 8
        yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle" fill="#555">{escape(label)}</text>'


def _lines(series: Series, scale: _Scale) -> Iterator[str]:
    for number, (name, line) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = [(place, figure) for place, figure in enumerate(line) if figure is not None]
        for (one, from_), (other, to) in pairwise(points):
            if other == one + 1:
                path = f"M{scale.x(one):.1f} {scale.y(from_):.1f}L{scale.x(other):.1f} {scale.y(to):.1f}"
                yield f'<path d="{path}" stroke="{colour}" stroke-width="2"/>'
        for place, figure in points:
            yield f'<circle cx="{scale.x(place):.1f}" cy="{scale.y(figure):.1f}" r="3" fill="{colour}"/>'
        y = _TOP + 14 + 16 * number
        yield f'<text x="{_WIDTH - _RIGHT + 10}" y="{y}" fill="{colour}">{escape(name)}</text>'
