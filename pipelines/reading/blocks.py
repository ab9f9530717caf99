"""A block: one piece of a document's text in reading order, with what its form says. Its role is given elsewhere."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from pipelines.reading.document import Passage, Role

Form = Literal["paragraph", "heading", "list_item", "table_row", "caption", "quote", "furniture"]

_WITH_SECTION: Final = frozenset({"lead", "body", "heading", "list_item", "table_row", "caption", "quote"})


class Block(NamedTuple):
    """One block.

    `start` and `end` are its place in the text; `group` is the same for what stands together, without a blank line or
    in one element. The rest is what the form of a page tells: the number of its element, the share of linked letters,
    whether all of it is bold or set off from prose (italic or centred), and whether an image stands right above it.
    """

    text: str
    start: int
    end: int
    group: int
    form: Form = "paragraph"
    level: int = 0
    element: int = -1
    link_share: float = 0.0
    is_bold: bool = False
    is_set_off: bool = False
    follows_image: bool = False
    is_recognised: bool = False


def composed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with their letters composed (NFC), so that both spellings are judged alike; places stay."""
    return tuple(
        block
        if unicodedata.is_normalized("NFC", block.text)
        else block._replace(text=unicodedata.normalize("NFC", block.text))
        for block in blocks
    )


def passages(blocks: Sequence[Block], roles: Sequence[Role]) -> tuple[Passage, ...]:
    """Make passages of blocks and their roles; a passage's section is the nearest heading above it."""
    found: list[Passage] = []
    section: str | None = None
    for block, role in zip(blocks, roles, strict=True):
        within = section if role in _WITH_SECTION else None
        found.append(Passage(role, within, block.start, block.end, block.is_recognised))
        if role == "heading":
            section = " ".join(block.text.split())
    return tuple(found)
