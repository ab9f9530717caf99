"""`read`: from the bytes of one document to its passages. The steps belong to the other modules of the room."""

from collections.abc import Sequence
from typing import Final

from pipelines.reading.blocks import Block, composed, passages
from pipelines.reading.document import ReadDocument, RejectedError, Role
from pipelines.reading.encoding import decode, refuse_remnants
from pipelines.reading.media import NAMES, format_of, media_of
from pipelines.reading.page import read_page
from pipelines.reading.paragraphs import paragraphs
from pipelines.reading.plaintext import roles_of_text
from pipelines.reading.vietnamese import is_vietnamese

# A long report has some thousand lines and a million characters: a file far beyond is no single document.
_MOST_LINES: Final = 200_000
_MOST_CHARACTERS: Final = 10_000_000
_EXPORT: Final = "Export it as HTML or as plain text in UTF-8 and put that file in its place."


def read(content: bytes, file_name: str) -> ReadDocument:
    """Read the bytes of a document into its text and passages, or raise RejectedError with the reason and the cure."""
    if not content.strip():
        raise RejectedError("empty", "The file holds nothing but blanks.", "Fetch the document again.")
    form = format_of(content, file_name)
    if form != "text":
        raise RejectedError("unsupported_format", f"The file is {NAMES[form]}, which is not read yet.", _EXPORT)
    decoded = decode(content)
    _refuse_huge(decoded.text)
    media_type = media_of(decoded.text, file_name)
    if media_type == "text/html":
        text, blocks, roles, facts = read_page(decoded.text)
    else:
        text = decoded.text
        blocks = composed(paragraphs(text))
        roles, facts = roles_of_text(blocks)
    if not blocks:
        raise RejectedError(
            "empty", "The document shows no text.", "Save the page after it is loaded, or fetch its text."
        )
    _refuse_other_languages(blocks, roles)
    return ReadDocument(
        media_type=media_type,
        encoding=decoded.encoding,
        language="vi",
        title=facts.title,
        author=facts.author,
        site=facts.site,
        published_on=facts.published_on,
        text=text,
        passages=passages(blocks, roles),
    )


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
