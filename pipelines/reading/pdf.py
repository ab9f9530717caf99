"""`read_pdf`: from the bytes of a PDF to its text laid out. The steps belong to the modules `pdf_...` and `scan`."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

from pipelines.reading.document import RejectedError
from pipelines.reading.laid import Laid, Part, lay_out
from pipelines.reading.legacy import converted
from pipelines.reading.pdf_columns import Column, reading_order
from pipelines.reading.pdf_flow import parts_of
from pipelines.reading.pdf_furniture import Sheet, without_furniture
from pipelines.reading.pdf_lines import level_words, lines_of
from pipelines.reading.pdf_page import PageContent, page_content
from pipelines.reading.pdf_tables import Table, ruled_tables
from pipelines.reading.scan import read_scans

# A page takes 15 to 20 ms, the reader has some seconds in all; reports have up to 100 pages, yearbooks many more.
_MOST_PAGES: Final = 150
_MOST_GLYPHS: Final = 300_000
_AGAIN: Final = "Fetch the document again; if it stays so, open it in a browser and print it to a new PDF."
# The ư of TCVN3 is the byte AD, which is a hyphen in the usual encoding of PDF (ISO 32000-1, D.2): one inside a word.
_AS_HYPHEN: Final = re.compile("(?<=[a-z\u00a1-\u00ff])-(?=[a-z\u00a1-\u00ff])|(?<!\\S)-(?=[a-z\u00a1-\u00ff])")
_OBJECT: Final = re.compile(rb"\d+\s+\d+\s+obj\b")


def read_pdf(content: bytes) -> Laid:
    """Read a PDF into its text and blocks, or raise RejectedError with the reason and the cure.

    Pages without a text layer are recognised where Tesseract is installed; letters of fonts from before Unicode (.Vn,
    VNI) are converted.
    """
    _refuse_cut_off(content)
    with _opened(content) as document:
        pages, notes = read_scans(document, _contents(document))
    parts, asides = _parts(pages)
    if not parts and not asides:
        raise RejectedError("empty", "The PDF shows no text.", "Export the document again, with its text.")
    if any(glyph.style.is_legacy for page in pages for glyph in page.glyphs):
        parts = _converted(parts)
    group = len(parts) + 1
    return lay_out([*parts, *(aside._replace(group=group) for aside in [*asides, *map(_aside, notes)])])


def _refuse_cut_off(content: bytes) -> None:
    """Raise RejectedError for a PDF that breaks off: pdfium would read what is there and say nothing.

    A PDF ends with "%%EOF" (ISO 32000-1, 7.5.5); servers add bytes behind it, but no objects.
    """
    end = content.rfind(b"%%EOF")
    if end < 0 or _OBJECT.search(content, end) is not None:
        raise RejectedError("damaged", "The PDF breaks off before its end.", _AGAIN)


@contextmanager
def _opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise RejectedError(
                "encrypted",
                "The PDF asks for a password.",
                "Open it with its password and print it to a new PDF without one.",
            ) from error
        raise RejectedError("damaged", f"The PDF cannot be opened: {error}.", _AGAIN) from error
    with closing(document):
        if not len(document):
            raise RejectedError("damaged", "The PDF has no pages.", _AGAIN)
        if len(document) > _MOST_PAGES:
            raise RejectedError(
                "too_large",
                f"The PDF has {len(document):,} pages; up to {_MOST_PAGES} are read, more than any report has.",
                "Split it, and put the parts that tell of districts in its place.",
            )
        yield document


def _contents(document: pdfium.PdfDocument) -> list[PageContent]:
    pages: list[PageContent] = []
    whole = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise RejectedError("damaged", f"Page {number + 1} of the PDF cannot be opened.", _AGAIN) from error
        with closing(page):
            pages.append(page_content(page.raw))
        whole += len(pages[-1].glyphs)
        if whole > _MOST_GLYPHS:
            raise RejectedError(
                "too_large",
                f"The PDF has more than {_MOST_GLYPHS:,} letters on {number + 1} of its {len(document)} pages.",
                "Split it into its documents.",
            )
    return pages


def _aside(text: str, is_recognised: bool = False) -> Part:
    return Part(" ".join(text.split()), "furniture", is_recognised=is_recognised)


def _parts(pages: Sequence[PageContent]) -> tuple[list[Part], list[Part]]:
    """Return the parts of all pages in reading order, and what belongs to none: headers, footers, stamps."""
    tables: list[list[Table]] = []
    sheets: list[Sheet] = []
    asides: list[str] = []
    for page in pages:
        words = level_words(page.crosswise, page.width, page.height)
        found, rest = ruled_tables(page.rulings, [*page.glyphs, *words])
        tables.append(found)
        outside = set(map(id, words))
        sheets.append(Sheet(page.height, lines_of(glyph for glyph in rest if id(glyph) not in outside)))
        asides += [*page.asides, *(glyph.text for glyph in rest if id(glyph) in outside)]
    texts, furniture = without_furniture(sheets)
    flow: list[list[Column | Table]] = [
        reading_order([*lines, *found]) for lines, found in zip(texts, tables, strict=True)
    ]
    return parts_of(flow), [
        *(_aside(line.text, line.is_hidden) for line in furniture),
        *map(_aside, dict.fromkeys(asides)),
    ]


def _converted(parts: Sequence[Part]) -> list[Part]:
    """Read the letters of an encoding of before Unicode; here, since its ư is a sign that is not seen elsewhere."""
    decoded = converted("\n".join(_AS_HYPHEN.sub("\u00ad", part.text) for part in parts))
    if decoded is None:
        return list(parts)
    return [part._replace(text=text) for part, text in zip(parts, decoded.text.split("\n"), strict=True)]
