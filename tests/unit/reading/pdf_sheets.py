"""Sheets for the stories of PDF: drawn by ReportLab at given places, in a font of its own that has any letter."""

import io
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipelines.reading.laid import Laid
from pipelines.reading.pdf import read_pdf

WIDTH, HEIGHT = A4
LEFT, RIGHT = 80.0, 520.0
REGULAR, BOLD = "Vera", "VeraBd"
_FONTS = Path(reportlab.__file__).parent / "fonts"
_MARKS = (0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323)


def _font(name: str) -> TTFont:
    """Return a font that draws each letter of Vietnamese by its base, and says in the PDF which letter it is."""
    font = TTFont(name, _FONTS / f"{name}.ttf")
    face = font.face
    for code in [*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)]:
        base = ord({"đ": "d", "Đ": "D"}.get(chr(code)) or unicodedata.normalize("NFD", chr(code))[0])
        if code not in face.charToGlyph and base in face.charToGlyph:
            face.charToGlyph[code] = face.charToGlyph[base]
            face.charWidths[code] = face.charWidths[base]
    for mark in _MARKS:
        face.charToGlyph[mark] = face.charToGlyph[ord("'")]
        face.charWidths[mark] = 0
    return font


for _name in (REGULAR, BOLD):
    pdfmetrics.registerFont(_font(_name))


class Sheet:
    """A page that lines are written on; places are points from the left and from the top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def write(self, x: float, y: float, text: str, *, size: float = 12, font: str = REGULAR) -> float:
        """Write a text and return where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return x + float(pdfmetrics.stringWidth(text, font, size))

    def centre(self, y: float, text: str, *, size: float = 12, font: str = REGULAR) -> None:
        width = pdfmetrics.stringWidth(text, font, size)
        self.write((WIDTH - width) / 2, y, text, size=size, font=font)

    def prose(
        self,
        y: float,
        lines: Sequence[str],
        *,
        left: float = LEFT,
        right: float = RIGHT,
        indent: float = 20,
        size: float = 12,
    ) -> float:
        """Write the lines of a paragraph, all but the last as wide as the column; return where the next begins."""
        for number, line in enumerate(lines):
            start = left + (0 if number else indent)
            words = line.split()
            widths = [float(pdfmetrics.stringWidth(word, REGULAR, size)) for word in words]
            blank = float(pdfmetrics.stringWidth(" ", REGULAR, size))
            if number + 1 < len(lines) and len(words) > 1:
                blank = (right - start - sum(widths)) / (len(words) - 1)
            for word, width in zip(words, widths, strict=True):
                self.write(start, y, f"{word} ", size=size)
                start += width + blank
            y += 1.4 * size
        return y

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        self.canvas.grid(list(xs), [HEIGHT - y for y in ys])

    def table(self, y: float, rows: Sequence[Sequence[str]], xs: Sequence[float], *, height: float = 20) -> float:
        """Write a ruled table and return where it ends."""
        for number, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                self.write(x + 3, y + (number + 0.7) * height, cell, size=10)
        end = y + len(rows) * height
        self.grid(xs, [y + number * height for number in range(len(rows) + 1)])
        return end


def pdf(*pages: Callable[[Sheet], object], **settings: object) -> bytes:
    """Return the bytes of a PDF with these pages."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, **settings)
    for page in pages:
        page(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def laid(*pages: Callable[[Sheet], object], **settings: object) -> Laid:
    """Read a PDF with these pages; every block stands where it says."""
    found = read_pdf(pdf(*pages, **settings))
    for block in found.blocks:
        assert found.text[block.start : block.end] == block.text
    return found


def told(found: Laid) -> list[str]:
    """Return the text of a PDF line by line, without its furniture."""
    return [block.text for block in found.blocks if block.form != "furniture"]


def furniture(found: Laid) -> list[str]:
    return [block.text for block in found.blocks if block.form == "furniture"]


def rows(found: Laid) -> list[str]:
    return [block.text for block in found.blocks if block.form == "table_row"]
