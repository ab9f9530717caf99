"""The roles of a report that was laid out by its format: its letterhead, title, sections, tables and signature.

Pages have their own way to roles (`page`), plain texts theirs (`plaintext`): there forms are guessed, here the format
tells most of them.
"""

from collections.abc import Sequence
from typing import Final

from pipelines.reading import letterhead
from pipelines.reading.blocks import Block
from pipelines.reading.document import PageFacts, Role
from pipelines.reading.phrases import bullet, is_caption, is_heading, is_sentence, numbering

_HEAD_BLOCKS: Final = 12
_MOST_TITLES: Final = 4
_LONGEST_TITLE: Final = 300
_LONGEST_HEADING: Final = 200


def roles_of_report(blocks: Sequence[Block]) -> tuple[list[Role], PageFacts]:
    """Give each block of a report its role, and read what the report says of itself."""
    shown = [no for no, block in enumerate(blocks) if block.form != "furniture"]
    inside = [blocks[no] for no in shown]
    frame = letterhead.frame(inside) or _unframed(inside)
    roles: list[Role] = ["boilerplate"] * len(blocks)
    for position, no in enumerate(shown):
        if position in frame.titles:
            roles[no] = "title"
        elif position not in frame.chrome:
            roles[no] = _role(inside, position)
    _mark_lead(blocks, roles)
    return roles, PageFacts(frame.title, published_on=frame.published_on)


def _unframed(blocks: Sequence[Block]) -> letterhead.Frame:
    """Take the title of a report without a letterhead from its first lines, above any prose, item or row.

    Who reports stands above it; the name of a sheet is no title.
    """
    titles: list[int] = []
    chrome: set[int] = set()
    for no, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if block.form == "heading" and not titles:
            continue
        if not titles and letterhead.names_authority(block.text):
            chrome.add(no)
            continue
        is_title = block.form == "paragraph" and not is_sentence(block.text) and len(block.text) <= _LONGEST_TITLE
        is_title = is_title and not (numbering(block.text) or bullet(block.text) or letterhead.is_unit_line(block.text))
        if not is_title or len(titles) == _MOST_TITLES:
            break
        titles.append(no)
    words = " ".join(blocks[no].text for no in titles)
    day = letterhead.issue_day([block.text for block in blocks[:_HEAD_BLOCKS]])
    chrome |= letterhead.signature(blocks, len(chrome) + len(titles))
    return letterhead.Frame(frozenset(chrome), tuple(titles), words or None, day)


def _role(blocks: Sequence[Block], no: int) -> Role:
    block = blocks[no]
    if block.form != "paragraph":
        return "boilerplate" if block.form == "furniture" else block.form
    text = block.text
    if is_caption(text) or letterhead.is_unit_line(text):
        return "caption"
    if bullet(text) is not None:
        return "list_item"
    number = numbering(text)
    if number is not None and text.isupper() and len(text) <= _LONGEST_HEADING:
        return "heading"
    if is_heading(text) and (number is not None or text.isupper() or block.is_bold):
        return "heading"
    if is_heading(text) and _heads_table(blocks, no):
        return "caption"
    if number is not None and len(text) <= 150:
        return "list_item"
    return "body"


def _heads_table(blocks: Sequence[Block], no: int) -> bool:
    """Return whether a line stands right above a table, as its caption does."""
    return no + 1 < len(blocks) and blocks[no + 1].form == "table_row"


def _mark_lead(blocks: Sequence[Block], roles: list[Role]) -> None:
    texts = [no for no, role in enumerate(roles) if role not in ("boilerplate", "title", "caption")]
    if len(texts) >= 2 and roles[texts[0]] == "body" and is_sentence(blocks[texts[0]].text):
        roles[texts[0]] = "lead"
