"""`read`: from the bytes of one document to its passages. The steps belong to the other modules of the room."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.reading.blocks import Block, composed, passages
from pipelines.reading.document import PageFacts, ReadDocument, RejectedError, Role
from pipelines.reading.docx import read_docx
from pipelines.reading.encoding import decode, refuse_remnants
from pipelines.reading.laid import Laid
from pipelines.reading.media import NAMES, Format, format_of, media_of
from pipelines.reading.office import Ending, as_docx
from pipelines.reading.page import read_page
from pipelines.reading.paragraphs import paragraphs
from pipelines.reading.pdf import read_pdf
from pipelines.reading.plaintext import roles_of_text
from pipelines.reading.report import roles_of_report
from pipelines.reading.vietnamese import is_vietnamese
from pipelines.reading.workbook import read_old_workbook, read_xlsx

_UNPACK: Final = "Put it into the landing folder by itself, or unpack it there."
# A long report has some thousand lines and a million characters: a file far beyond is no single document.
_MOST_LINES: Final = 200_000
_MOST_CHARACTERS: Final = 10_000_000


def read(content: bytes, file_name: str) -> ReadDocument:
    """Read the bytes of a document into its text and passages, or raise RejectedError with the reason and the cure."""
    if not content.strip():
        raise RejectedError("empty", "The file holds nothing but blanks.", "Fetch the document again.")
    form = format_of(content, file_name)
    told = _read_text(content, file_name) if form == "text" else _read_report(content, form)
    if not told.blocks:
        raise RejectedError(
            "empty", "The document shows no text.", "Save the page after it is loaded, or fetch its text."
        )
    _refuse_other_languages(told.blocks, told.roles)
    return ReadDocument(
        media_type=told.media_type,
        encoding=told.encoding,
        language="vi",
        title=told.facts.title,
        author=told.facts.author,
        site=told.facts.site,
        published_on=told.facts.published_on,
        text=told.text,
        passages=passages(told.blocks, told.roles),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What a document tells before it is judged: its text, the blocks of it and a role for each."""

    media_type: str
    encoding: str
    text: str
    blocks: Sequence[Block]
    roles: Sequence[Role]
    facts: PageFacts


def _read_text(content: bytes, file_name: str) -> _Told:
    decoded = decode(content)
    _refuse_huge(decoded.text)
    media_type = media_of(decoded.text, file_name)
    if media_type == "text/html":
        return _Told(media_type, decoded.encoding, *read_page(decoded.text))
    blocks = composed(paragraphs(decoded.text))
    return _Told(media_type, decoded.encoding, decoded.text, blocks, *roles_of_text(blocks))


def _old(ending: Ending) -> Callable[[bytes], Laid]:
    """Return the reader of a format that LibreOffice turns into DOCX."""
    return lambda content: read_docx(as_docx(content, ending, Path(tempfile.gettempdir())))


_REPORTS: Final[Mapping[Format, tuple[str, Callable[[bytes], Laid]]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx),
    "pdf": ("application/pdf", read_pdf),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx),
    "xls": ("application/vnd.ms-excel", read_old_workbook),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", read_old_workbook),
    "doc": ("application/msword", _old("doc")),
    "rtf": ("application/rtf", _old("rtf")),
    "odt": ("application/vnd.oasis.opendocument.text", _old("odt")),
}
"""The media types of reports (IANA) and who reads them, by format."""


def _read_report(content: bytes, form: Format) -> _Told:
    if form not in _REPORTS:
        raise RejectedError("unsupported_format", f"The file is {NAMES[form]}, which is no document.", _UNPACK)
    media_type, reader = _REPORTS[form]
    laid = reader(content)
    _refuse_huge(laid.text)
    blocks = composed(laid.blocks)
    return _Told(media_type, laid.encoding, laid.text, blocks, *roles_of_report(blocks))


def _refuse_huge(text: str) -> None:
    lines = text.count("\n")
    if len(text) > _MOST_CHARACTERS or lines > _MOST_LINES:
        raise RejectedError(
            "too_large",
            f"The document has {len(text):,} characters on {lines:,} lines, more than any report.",
            "Split it into its documents, or export the text alone.",
        )


def _refuse_other_languages(blocks: Sequence[Block], roles: Sequence[Role]) -> None:
    """Judge the article, or all of a page that has hardly any: menus are Vietnamese on English pages too."""
    article = " ".join(block.text for block, role in zip(blocks, roles, strict=True) if role != "boilerplate")
    text = article if article.count(" ") > 20 else " ".join(block.text for block in blocks)
    refuse_remnants(text)
    if not is_vietnamese(text):
        raise RejectedError(
            "not_vietnamese",
            "The text is not written in Vietnamese, or without the marks on its letters.",
            "Use the Vietnamese version of the document, with its diacritics.",
        )
