"""Scans: pages that are an image without text are drawn and given to Tesseract, which tells words and where they stand.

Lines, tables and paragraphs of the words are made by the same modules as those of a text layer. Without Tesseract or
its Vietnamese model a document of scans is refused; of one that has a few, the rest is read and the pages are named.
"""

import os
import re
from collections.abc import Sequence
from contextlib import closing
from statistics import median
from typing import Final, NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]

from pipelines.reading import programs
from pipelines.reading.document import RejectedError
from pipelines.reading.pdf_page import Glyph, PageContent, Style
from pipelines.reading.scan_rulings import without_rulings

_PROGRAM: Final = "tesseract"
_MODEL: Final = "vie"
_MOST_PAGES: Final = 30
_SECONDS: Final = 60.0
_MEMORY: Final = 1 << 30
_DOTS_PER_INCH: Final = 300
_MOST_DOTS: Final = 20_000_000
# A scan holds no letters, or the few of a stamp or a signature that was put on it later.
_FEW_LETTERS: Final = 20
_LETTERS_OF_STAMP: Final = 250
_IMAGE: Final = 0.25
_FULL_IMAGE: Final = 0.6
_PATHS_OF_LETTERS: Final = 300
# Rows are read across the sheet; tables and columns are told by the places of the words. None of the ways that look for
# these by themselves found as many of the numbers.
_ONE_BLOCK: Final = "6"
_UNSURE: Final = 40.0
_NOISE: Final = re.compile(r"[|¦\[\]{}_~=—'‘’`\\]+")
# A line of Vietnamese reaches from the marks above its capitals to the dots below its letters.
_SIZE: Final = 0.9
_DESCENT: Final = 0.22
_INSTALL: Final = (
    "Install Tesseract with its Vietnamese model (on Debian and Ubuntu: apt install tesseract-ocr-vie), "
    "or put the text of the document in its place."
)


def is_scan(page: PageContent) -> bool:
    """Return whether a page shows writing that it has no text for: an image of it, or letters drawn as shapes."""
    if page.image_share < _IMAGE and page.path_count < _PATHS_OF_LETTERS:
        return False
    letters = sum(glyph.text.isalpha() for glyph in page.glyphs)
    hidden = sum(glyph.style.is_hidden for glyph in page.glyphs)
    if letters < _FEW_LETTERS:
        return page.image_share >= _IMAGE or (not letters and page.path_count >= _PATHS_OF_LETTERS)
    return page.image_share >= _FULL_IMAGE and letters < _LETTERS_OF_STAMP and hidden < _FEW_LETTERS


def read_scans(document: pdfium.PdfDocument, pages: list[PageContent]) -> tuple[list[PageContent], list[str]]:
    """Return pages with the words of those recognised that are scans, and notes on those that could not be."""
    scans = [number for number, page in enumerate(pages) if is_scan(page)]
    if not scans:
        return pages, []
    lack = _lack()
    if lack is not None:
        if len(scans) * 2 > len(pages):
            raise RejectedError("needs_program", f"{len(scans)} of {len(pages)} pages are scans, and {lack}.", _INSTALL)
        return pages, [f"[Trang {number + 1}: ảnh quét, không đọc được]" for number in scans]
    if len(scans) > _MOST_PAGES:
        raise RejectedError(
            "too_large",
            f"{len(scans)} of {len(pages)} pages are scans; up to {_MOST_PAGES} are recognised.",
            "Split the document, or put its text in its place.",
        )
    read = list(pages)
    for number in scans:
        read[number] = _recognised(document, number)
    return read, []


def _lack() -> str | None:
    """Say what is missing to recognise Vietnamese, or return None."""
    if programs.found(_PROGRAM) is None:
        return "Tesseract is not installed"
    try:
        models = programs.run([_PROGRAM, "--list-langs"], seconds=10, memory=_MEMORY).decode("utf-8", "replace")
    except programs.ProgramError as error:
        return f"Tesseract does not run ({error})"
    return None if _MODEL in models.split() else "Tesseract lacks its Vietnamese model"


def _recognised(document: pdfium.PdfDocument, number: int) -> PageContent:
    """Return what Tesseract finds on a page; its glyphs are words."""
    image, width, height, scale = _drawn(document, number)
    image, rulings = without_rulings(image, width, scale)
    command = [_PROGRAM, "stdin", "stdout", "-l", _MODEL, "--psm", _ONE_BLOCK, "--dpi", str(round(72 * scale)), "tsv"]
    try:
        told = programs.run(
            command,
            given=b"P5 %d %d 255\n" % (width, height) + image,
            seconds=_SECONDS,
            memory=_MEMORY,
            environment=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
    except programs.ProgramError as error:
        raise RejectedError(
            "needs_program", f"Page {number + 1} could not be recognised: {error}.", _INSTALL
        ) from error
    glyphs = _glyphs(_words(told.decode("utf-8", "replace")), scale)
    return PageContent(width / scale, height / scale, glyphs, [], [], rulings, 0.0, 0)


def _drawn(document: pdfium.PdfDocument, number: int) -> tuple[bytes, int, int, float]:
    """Draw a page in grey; return its dots row by row, its width and height in dots, and the dots in a point."""
    with closing(document[number]) as page:
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
    with closing(bitmap):
        dots, stride = bytes(bitmap.buffer), bitmap.stride
        across, down = bitmap.width, bitmap.height
    if stride != across:
        dots = b"".join(dots[start : start + across] for start in range(0, stride * down, stride))
    return dots, across, down, scale


class _Word(NamedTuple):
    """A word of Tesseract: its line, its box in dots, how sure Tesseract is of it (0 to 100), and the line's box."""

    line: tuple[str, ...]
    left: int
    right: int
    line_top: int
    line_bottom: int
    sureness: float
    text: str


def _words(table: str) -> list[_Word]:
    """Read the table (TSV) of Tesseract: level, page, block, paragraph, line, word, box, sureness, text."""
    found: list[_Word] = []
    top = bottom = 0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12:
            continue
        left, line_top, width, height = map(int, cells[6:10])
        if cells[0] == "4":
            top, bottom = line_top, line_top + height
        elif cells[0] == "5" and cells[11].strip():
            word = _Word(tuple(cells[2:5]), left, left + width, top, bottom, float(cells[10]), cells[11].strip())
            if not _is_noise(word):
                found.append(word)
    return found


def _is_noise(word: _Word) -> bool:
    """Return whether a word is a spot or a drawn line: signs that no text holds alone, or any that are hardly sure."""
    return _NOISE.fullmatch(word.text) is not None or (word.sureness < _UNSURE and not any(map(str.isalnum, word.text)))


def _glyphs(words: Sequence[_Word], scale: float) -> list[Glyph]:
    if not words:
        return []
    usual = median(word.line_bottom - word.line_top for word in words)
    found: list[Glyph] = []
    before: _Word | None = None
    for word in words:
        height = float(word.line_bottom - word.line_top)
        if 0.6 * usual < height < 1.4 * usual:
            height = usual
        size = _SIZE * height / scale
        style = Style(size, is_hidden=True)
        base = word.line_bottom / scale - _DESCENT * size
        if before is not None and before.line == word.line:
            middle = (before.right + word.left) / 2 / scale
            found.append(Glyph(" ", middle, middle, base, style))
        found.append(Glyph(word.text, word.left / scale, word.right / scale, base, style))
        before = word
    return found
