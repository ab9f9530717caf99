"""Drawn lines of a scan: found among its dots, and wiped out, since Tesseract takes them for letters.

A line is a run of dark dots that is longer than any stroke of a letter and thinner than a picture; on a sheet that lies
a little askew it is many such runs, one beside the other.
"""

import re
from collections.abc import Iterator
from typing import Final

from pipelines.reading.pdf_page import Ruling

# In points: strokes of capitals in headings are shorter, lines of a grid longer; what is thicker is a picture.
_SHORTEST: Final = 18.0
_THICKEST: Final = 4.0
_MOST_RUNS: Final = 8_000
_DARKEST_PAPER: Final = 150
_DARK: Final = bytes(grey < _DARKEST_PAPER for grey in range(256))
_PAPER: Final = b"\xff"


def without_rulings(dots: bytes, across: int, scale: float) -> tuple[bytes, list[Ruling]]:
    """Return a grey image without its drawn lines, and the lines in points; `scale` is the dots in a point."""
    down = len(dots) // across
    dark = dots.translate(_DARK)
    form = re.compile(rb"\x01{%d,}" % round(_SHORTEST * scale))
    thickest = round(_THICKEST * scale)
    level = list(_level(dark, across, form, thickest))
    upright = list(_upright(dark, across, form, thickest))
    if len(level) + len(upright) > _MOST_RUNS:
        return dots, []
    image = bytearray(dots)
    rulings = []
    for y, start, end in level:
        image[y * across + start : y * across + end] = _PAPER * (end - start)
        rulings.append(Ruling(start / scale, y / scale, end / scale, y / scale))
    for x, start, end in upright:
        image[start * across + x : end * across + x : across] = _PAPER * (min(end, down) - start)
        rulings.append(Ruling(x / scale, start / scale, x / scale, end / scale))
    return bytes(image), rulings


def _level(dark: bytes, across: int, form: re.Pattern[bytes], thickest: int) -> Iterator[tuple[int, int, int]]:
    """Yield the row of each level line, and where it starts and ends in it."""
    for match in form.finditer(dark):
        y, start = divmod(match.start(), across)
        end = min(start + len(match.group()), across)
        if _is_thin(dark, range(match.start(), match.start() + end - start), across, thickest):
            yield y, start, end


def _upright(dark: bytes, across: int, form: re.Pattern[bytes], thickest: int) -> Iterator[tuple[int, int, int]]:
    for x in range(across):
        for match in form.finditer(dark[x::across]):
            places = range(match.start() * across + x, match.end() * across + x, across)
            if _is_thin(dark, places, 1, thickest):
                yield x, match.start(), match.end()


def _is_thin(dark: bytes, places: range, step: int, thickest: int) -> bool:
    """Return whether paper lies near a run on either side, at most of three places along it."""
    thin = 0
    for share in (4, 2, 1.35):
        place = places[int(len(places) / share) - 1]
        beyond = dark[max(place - thickest * step, 0) : place + thickest * step + 1 : step]
        thin += beyond.count(1) <= thickest
    return thin >= 2
