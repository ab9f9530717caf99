"""Glyphs to words and lines, by where they stand: a PDF need not be in reading order, and may hold no blanks.

A line here is what stands on one base line without a wide gap; what stands beside it in another column is a line of its
own. Columns, tables and paragraphs are told by the modules beside this one.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple

from pipelines.reading.pdf_page import GUESSED_BLANK, Glyph
from pipelines.reading.phrases import bullet, numbering

# Shares of the size of the letters. A blank is 0.25 wide in most fonts, and not below 0.15 in a tight line.
_SAME_LINE: Final = 0.45
_NO_BLANK_IN_NUMBER: Final = 0.12
_BLANK: Final = 0.17
_GUESSED: Final = 0.1
_BLANK_BESIDE_BLANKS: Final = 0.33
_PAINTED_TWICE: Final = 0.12
_WIDE: Final = 2.2
_WIDE_WITHOUT_BLANK: Final = 0.9
_EVEN: Final = 0.1
_WIDEST_INDENT: Final = 5.0
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_IN_NUMBER: Final = frozenset("0123456789.,")
_FEWEST_SPREAD: Final = 6
_FEWEST_GAPS: Final = 3
_WIDEST_SPREAD: Final = 0.6


class Line(NamedTuple):
    """A line: its words, edges, base line, how wide its first word is, where the second begins, how it is set."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    first_width: float
    second_x0: float
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False

    @property
    def top(self) -> float:
        """Return how far down the letters begin."""
        return self.y - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """Return how far down the letters end."""
        return self.y + 0.2 * self.size


class _Step(NamedTuple):
    """A glyph that is seen, the way from the one before, and whether a blank lies between, or is guessed to."""

    glyph: Glyph
    gap: float
    is_apart: bool
    is_guessed: bool


class _Word(NamedTuple):
    """Glyphs without a blank between; `gap` is the way from the word before, `is_apart` tells of a blank there."""

    glyphs: list[Glyph]
    gap: float
    is_apart: bool

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs form, from top to bottom and from left to right; a wide gap ends a line."""
    return [_line(piece) for row in _rows(glyphs) for piece in _pieces(_words(row), row)]


def rows_of(glyphs: Iterable[Glyph]) -> list[tuple[float, str]]:
    """Return the base line and the text of each row of glyphs that stand together, as in a cell."""
    return [
        (row[0].y, unicodedata.normalize("NFC", " ".join(word.text for word in words)))
        for row in _rows(glyphs)
        if (words := _words(row))
    ]


def joined(text: str, following: str) -> str:
    """Join a line to what stands before it, by a blank unless a hyphen or a slash inside a word ends that.

    >>> joined("giai đoạn 2015-", "2020"), joined("phố", "thông minh"), joined("16/", "16 xã")
    ('giai đoạn 2015-2020', 'phố thông minh', '16/16 xã')
    """
    if text.endswith("\u00ad"):
        return text[:-1] + following
    before, end = text[-2:-1], text[-1:]
    if (end == "-" and before.isalnum()) or (end == "/" and before.isdigit() and following[:1].isdigit()):
        return text + following
    return f"{text} {following}" if text and following else text or following


def level_words(groups: Iterable[tuple[int, list[Glyph]]], width: float, height: float) -> list[Glyph]:
    """Return each line that runs up, down or upside down as one glyph where it stands on the sheet, for tables."""
    found = []
    for turn, glyphs in groups:
        for line in lines_of(glyphs):
            box = line.x0, line.top, line.x1, line.bottom
            x0, top, x1, bottom = {
                1: (box[1], height - box[2], box[3], height - box[0]),
                2: (width - box[2], height - box[3], width - box[0], height - box[1]),
                3: (width - box[3], box[0], width - box[1], box[2]),
            }[turn]
            found.append(Glyph(f" {line.text} ", x0, x1, (top + bottom) / 2, glyphs[0].style))
    return found


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield glyphs by base line, each row from left to right; raised and lowered signs belong to their line."""
    row: list[Glyph] = []
    base = reach = 0.0
    for glyph in sorted(glyphs, key=attrgetter("y")):
        if row and glyph.y - base > _SAME_LINE * max(reach, glyph.style.size):
            yield _in_order(row)
            row = []
        if not row:
            base, reach = glyph.y, glyph.style.size
        row.append(glyph)
        reach = max(reach, glyph.style.size)
    if row:
        yield _in_order(row)


def _in_order(row: list[Glyph]) -> list[Glyph]:
    row.sort(key=attrgetter("x0"))
    if row[0].style is row[-1].style and all(glyph.style is row[0].style for glyph in row):
        return row
    size = max(glyph.style.size for glyph in row)
    bases = [glyph.y for glyph in row if glyph.style.size == size]
    return [
        glyph._replace(text=glyph.text.translate(_RAISED))
        if glyph.style.size <= 0.8 * size and min(bases) - glyph.y > 0.15 * size
        else glyph
        for glyph in row
    ]


def _words(row: Sequence[Glyph]) -> list[_Word]:
    """Cut a row into words: at blanks that are as wide as one, and at gaps where the maker wrote no blank."""
    steps = list(_steps(row))
    if not steps:
        return []
    blanks = sum(step.is_apart for step in steps)
    has_blanks = blanks * 25 >= len(steps) and blanks > 0
    spread = _spread(steps)
    words = [_Word([steps[0].glyph], 0.0, False)]
    for (before, _, _, _), (glyph, gap, is_apart, is_guessed) in pairwise(steps):
        size = max(before.style.size, glyph.style.size)
        if before.text in _IN_NUMBER and glyph.text in _IN_NUMBER:
            cuts = gap > _NO_BLANK_IN_NUMBER * size if is_apart else gap > spread + 0.25 * size
        else:
            least = _GUESSED if is_guessed else _BLANK_BESIDE_BLANKS if has_blanks else _BLANK
            cuts = is_apart or gap > spread + least * size
        if cuts:
            words.append(_Word([glyph], gap, is_apart))
        else:
            words[-1].glyphs.append(glyph)
    return _unspread(words)


def _spread(steps: Sequence[_Step]) -> float:
    """Return how far the letters of a row are set apart, which is nothing in most rows."""
    tight = sorted(step.gap for step in steps[1:] if not step.is_apart)
    if len(tight) < _FEWEST_GAPS:
        return 0.0
    usual, size = tight[len(tight) // 2], steps[0].glyph.style.size
    is_even = tight[-1] - tight[0] < 0.1 * size and all(step.glyph.text not in _IN_NUMBER for step in steps)
    return usual if 0 < usual < _WIDEST_SPREAD * size and (len(tight) >= _FEWEST_SPREAD or is_even) else 0.0


def _steps(row: Sequence[Glyph]) -> Iterator[_Step]:
    before: Glyph | None = None
    is_apart = is_guessed = False
    for glyph in row:
        if glyph.text == " ":
            is_apart = True
            continue
        if glyph.text == GUESSED_BLANK:
            is_guessed = True
            continue
        if before is None:
            yield _Step(glyph, 0.0, False, False)
        else:
            if glyph.text == before.text and glyph.x0 - before.x0 < _PAINTED_TWICE * glyph.style.size:
                continue
            yield _Step(glyph, glyph.x0 - before.x1, is_apart, is_guessed)
        before, is_apart, is_guessed = glyph, False, False


def _unspread(words: list[_Word]) -> list[_Word]:
    """Join letters that are set apart by blanks ("T r o n g  n ă m") to words, where the gaps tell these apart."""
    letters = sum(len(word.glyphs) == len(word.text) == 1 and word.text.isalpha() for word in words)
    if letters < _FEWEST_SPREAD or letters < 0.7 * sum(word.glyphs[0].text.isalpha() for word in words):
        return words
    usual = median(word.gap for word in words[1:])
    if not any(word.gap > 1.5 * usual for word in words[1:]):
        return words
    found = [words[0]]
    for word in words[1:]:
        if word.gap > 1.5 * usual:
            found.append(word)
        else:
            found[-1] = found[-1]._replace(glyphs=found[-1].glyphs + word.glyphs)
    return found


def _pieces(words: list[_Word], row: Sequence[Glyph]) -> Iterator[list[_Word]]:
    """Cut the words of a row at wide gaps; the gap behind the mark or the number of an item is none."""
    if not words:
        return
    size = max(glyph.style.size for glyph in row)
    has_blanks = any(word.is_apart for word in words)
    gaps = sorted(word.gap for word in words[1:] if word.is_apart or not has_blanks)
    usual = gaps[len(gaps) // (2 if has_blanks else 4)] if gaps else 0.0
    wide = max((_WIDE if has_blanks else 1.5) * size, (3 if has_blanks else 2.5) * min(usual, size))
    is_justified = has_blanks and len(gaps) > 1 and gaps[-1] - gaps[0] < _EVEN * size
    if is_justified:
        wide = max(wide, 1.5 * usual)
    wide_unspaced = max(_WIDE_WITHOUT_BLANK * size, 1.6 * min(usual, size)) if has_blanks else wide
    piece = [words[0]]
    for word in words[1:]:
        is_wide = word.gap > (wide if word.is_apart else wide_unspaced)
        if is_wide and len(piece) == 1 and word.gap < _WIDEST_INDENT * size and _is_mark(piece[0].text):
            is_wide = False
        if is_wide:
            yield piece
            piece = []
        piece.append(word)
    yield piece


def _is_mark(text: str) -> bool:
    return (bullet(f"{text} x") or numbering(f"{text} x")) == f"{text} "


def _line(words: list[_Word]) -> Line:
    glyphs = [glyph for word in words for glyph in word.glyphs]
    first, last = glyphs[0], glyphs[-1]
    style = first.style
    if any(glyph.style is not style for glyph in glyphs):
        whole = len(glyphs)
        sizes: dict[float, int] = {}
        for glyph in glyphs:
            sizes[glyph.style.size] = sizes.get(glyph.style.size, 0) + 1
        size = max(sizes, key=lambda size: (sizes[size], size))
        is_bold, is_italic, is_hidden = (
            sum(getattr(glyph.style, name) for glyph in glyphs) > share * whole
            for name, share in (("is_bold", 0.98), ("is_italic", 0.98), ("is_hidden", 0.5))
        )
        base = median(glyph.y for glyph in glyphs if glyph.style.size == size)
    else:
        size, is_bold, is_italic, is_hidden, _ = style
        base = first.y
    return Line(
        unicodedata.normalize("NFC", " ".join(word.text for word in words)),
        first.x0,
        last.x1,
        base,
        size,
        words[0].glyphs[-1].x1 - words[0].glyphs[0].x0,
        words[1 if len(words) > 1 else 0].glyphs[0].x0,
        is_bold,
        is_italic,
        is_hidden,
    )
