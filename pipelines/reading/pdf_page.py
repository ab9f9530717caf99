"""A page of a PDF as pdfium gives it: its glyphs with their boxes, its drawn lines, and how much of it is image.

Only taking belongs here: what stands on one line, in one table or one column is told by the modules beside this one.
All measures are points (1/72 inch) from the top left of the page as it is read: turned so that most text runs level.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from pipelines.reading.document import RejectedError
from pipelines.reading.pdf_drawn import Box, drawn_on

MOST_GLYPHS: Final = 40_000
"""A sheet of A3 set in 5 points holds about 30,000 signs."""
# Signs that stand for others: blanks of all widths, ligatures of old fonts, the hyphen that pdfium marks.
_PLAIN: Final = {
    **dict.fromkeys("\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n\f\v", " "),
    "\u0002": "-", "\ufffe": "-", "\u2011": "-", "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi",
    "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_SCAN: Final = 0.3
"""What an image covers of a page at least, so that hidden text is that of the image."""
GUESSED_BLANK: Final = "\u200b"
"""Stands where pdfium takes a gap for a blank that the document does not have."""
_SPACE: Final = 0x20
_BOLD: Final = ("bold", "black", "heavy", "demi")
_LEGACY: Final = (".vn", "vni-")


class Style(NamedTuple):
    """How a run of glyphs is set; a hidden one is not drawn, as the text that lies behind a scan."""

    size: float
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False
    is_legacy: bool = False


class Glyph(NamedTuple):
    """One sign, with the marks that belong to it; `y` is its base line, `x1` where the next sign would begin."""

    text: str
    x0: float
    x1: float
    y: float
    style: Style


class Ruling(NamedTuple):
    """A level or upright line that is drawn on a page, or the edge of a box."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageContent(NamedTuple):
    """What a page holds.

    `crosswise` are the glyphs that run another way than most, measured on the sheet as they are read, and by how many
    quarters against the clock they are turned.
    `asides` are texts that run askew, as a stamp or a watermark does. `image_share` is the part of the page that its
    largest image covers.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    crosswise: list[tuple[int, list[Glyph]]]
    asides: list[str]
    rulings: list[Ruling]
    image_share: float
    path_count: int


_Turn = int
"""How often a text is turned by a quarter against the clock; -1 is askew."""
_ASKEW: Final = -1


def _typed(name: str, result: type, *arguments: type) -> Callable[..., int]:
    """Return a function of pdfium that gives addresses as numbers, so that they can be compared at no cost."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


_font_of: Final = _typed("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_text_object: Final = _typed("FPDFText_GetTextObject", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)


def page_content(page: object) -> PageContent:
    """Take the glyphs, drawn lines and images of a page that is open; raise RejectedError for one of endless text."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    box = (bounds.left, bounds.bottom, bounds.right, bounds.top)
    glyphs = _glyphs_by_turn(page, box)
    counts = Counter({turn: len(group) for turn, group in glyphs.items() if turn != _ASKEW})
    turn = counts.most_common(1)[0][0] if counts else int(pdfium.FPDFPage_GetRotation(page))
    drawn = drawn_on(page, box)
    if drawn.image_share < _SCAN:
        glyphs = {turn: _seen(group) for turn, group in glyphs.items()}
    width, height = _size(box, turn)
    return PageContent(
        width,
        height,
        glyphs.get(turn, []),
        [((other - turn) % 4, group) for other, group in glyphs.items() if other not in (turn, _ASKEW)],
        _texts([glyph.text for glyph in glyphs.get(_ASKEW, [])]),
        [Ruling(*_turn_box(ruling, turn, box)) for ruling in drawn.rulings],
        drawn.image_share,
        drawn.path_count,
    )


def _seen(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave hidden text out where any is seen: without the image of a scan it is no text of the page."""
    seen = [glyph for glyph in glyphs if not glyph.style.is_hidden]
    return seen or glyphs


def _size(box: Box, turn: _Turn) -> tuple[float, float]:
    width, height = box[2] - box[0], box[3] - box[1]
    return (height, width) if turn in (1, 3) else (width, height)


def _texts(signs: list[str]) -> list[str]:
    text = " ".join("".join(signs).split())
    return [text] if text else []


def _glyphs_by_turn(page: object, box: Box) -> dict[_Turn, list[Glyph]]:
    """Return the glyphs of a page by the way they run, each way measured on the sheet as that is read."""
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return {}
    try:
        count = pdfium.FPDFText_CountChars(handle)
        if count > MOST_GLYPHS:
            raise RejectedError(
                "too_large",
                f"A page holds {count:,} signs, more than a sheet of paper can.",
                "Export the document again, or fetch its text.",
            )
        return _taken(handle, count, box)
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _taken(handle: object, count: int, box: Box) -> dict[_Turn, list[Glyph]]:
    """Take the signs of a page in the order of its stream, without those that the sheet cuts off.

    Some programs write a run for each sign, so a run is asked no more than it must: one of the font and the height of
    the run before it, that stands level, is set like it. A mark joins the letter before it.
    """
    rect = pdfium.FS_RECTF()
    by_rect = ctypes.byref(rect)
    address = ctypes.cast(handle, ctypes.c_void_p).value  # type: ignore[arg-type]
    code_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    fonts: dict[int, tuple[bool, bool, bool]] = {}
    found: dict[_Turn, list[Glyph]] = {}
    group: list[Glyph] = []
    last = last_font = None
    bottom = top = math.inf
    turn: _Turn = 0
    style = Style(1.0)
    base = 0.0
    left, width, height = box[0], box[2] - box[0], box[3] - box[1]
    for number in range(count):
        run = _text_object(address, number)
        if not run:
            if group and code_of(handle, number) == _SPACE:
                group.append(group[-1]._replace(text=GUESSED_BLANK, x0=group[-1].x1))
            continue
        sign = chr(code_of(handle, number))
        box_of(handle, number, by_rect)
        if run != last:
            font = _font_of(run)
            if turn or font != last_font or rect.bottom != bottom or rect.top != top:
                turn, style = _setting(handle, number, run, font, fonts)
                group = found.setdefault(turn, [])
                base = box[3] - _origin(handle, number)[1]
                width, height = _size(box, turn)
            last, last_font, bottom, top = run, font, rect.bottom, rect.top
        sign = _PLAIN.get(sign, sign)
        if sign < " " or "\ud800" <= sign <= "\udfff" or (sign == "\u00ad" and not style.is_legacy):
            continue
        x0, x1 = rect.left - left, rect.right - left
        if turn:
            x0, _, x1, _ = _turn_box((rect.left, rect.bottom, rect.right, rect.top), turn, box)
            _, base, _, _ = _turn_box(_origin(handle, number) * 2, turn, box)
        if not (-1 <= x0 <= width + 1 and -1 <= base <= height + 1):
            continue
        if group and "\u0300" <= sign <= "\u036f":
            group[-1] = group[-1]._replace(text=unicodedata.normalize("NFC", group[-1].text + sign))
        else:
            group.append(Glyph(sign, x0, x1, base, style))
    return found


def _origin(handle: object, number: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(handle, number, x, y)
    return x.value, y.value


def _setting(
    handle: object, number: int, run: int, font: int, fonts: dict[int, tuple[bool, bool, bool]]
) -> tuple[_Turn, Style]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, number, matrix)
    size = pdfium.FPDFText_GetFontSize(handle, number) * math.hypot(matrix.c, matrix.d)
    if font not in fonts:
        fonts[font] = _font(font)
    is_bold, is_italic, is_legacy = fonts[font]
    mode = pdfium.FPDFTextObj_GetTextRenderMode(ctypes.cast(run, pdfium.FPDF_PAGEOBJECT))
    is_hidden = mode in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
    return _turn(matrix.a, matrix.b), Style(max(size, 0.1), is_bold, is_italic, is_hidden, is_legacy)


def _turn(a: float, b: float) -> _Turn:
    """Return by how many quarters a text is turned, from the first column of its matrix."""
    quarters = math.atan2(b, a) / (math.pi / 2)
    turn = round(quarters)
    return turn % 4 if abs(quarters - turn) < 0.06 else _ASKEW


def _font(address: int) -> tuple[bool, bool, bool]:
    """Return whether a font is bold, is italic, and has the letters of an encoding of before Unicode."""
    if not address:
        return False, False, False
    font = ctypes.cast(address, pdfium.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = buffer.value.decode("utf-8", "replace").lower()
    name = name.split("+", 1)[-1]
    is_bold = any(word in name for word in _BOLD) or pdfium.FPDFFont_GetWeight(font) >= 600
    return is_bold, "italic" in name or "oblique" in name, name.startswith(_LEGACY)


def _turn_box(corners: Box, turn: _Turn, box: Box) -> Box:
    """Measure a box from the top left of the sheet after it was turned back by `turn` quarters; y goes down then."""
    left, bottom, right, top = corners
    if turn == 1:
        return bottom - box[1], left - box[0], top - box[1], right - box[0]
    if turn == 2:
        return box[2] - right, bottom - box[1], box[2] - left, top - box[1]
    if turn == 3:
        return box[3] - top, box[2] - right, box[3] - bottom, box[2] - left
    return left - box[0], box[3] - top, right - box[0], box[3] - bottom
