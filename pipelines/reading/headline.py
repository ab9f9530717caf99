"""The headline of a page: which block is the title that markup names, or looks like one where it names none."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pipelines.reading.blocks import Block
from pipelines.reading.markup import Page
from pipelines.reading.phrases import ends_sentence, numbering

_SHORTEST_TITLE: Final = 12
_FEWEST_WORDS: Final = 4
_TITLE_NAMES: Final = re.compile(r" (?:title|headline|heading|contentheading|tieude|tieu de) ")
_BESIDE_SITE: Final = re.compile(r"\s+[-–|:»]+\s+|\s*(?:::|\||»)\s*")
_SITE: Final = re.compile(
    r"\W*(?:(?:tạp chí|báo|đài|cổng|trang|hệ thống|website|ubnd|ủy ban|uỷ ban|sở)\b|trang chủ)", re.IGNORECASE
)


def squeezed(text: str) -> str:
    """Return a text composed (NFC), without blanks and bars, to compare what two readers of a page printed."""
    return "".join(unicodedata.normalize("NFC", text).replace("|", " ").split())


def titled_block(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """Return the block that is the article's title: the heading that the markup's titles name, or any block they name.

    A page may print its own name as a first-level heading too; where the markup names none, the longest is chosen.
    """
    named = [one for title in titles if len(one := squeezed(title).casefold()) >= _SHORTEST_TITLE]
    first_level = [no for no, block in enumerate(blocks) if block.level == 1]
    for among in (first_level, range(len(blocks))):
        for no in among:
            text = squeezed(blocks[no].text).casefold()
            if blocks[no].link_share < 0.9 and text in named:
                return no
    for no in first_level:
        text = squeezed(blocks[no].text).casefold()
        if len(text) >= _SHORTEST_TITLE and any(text in one or one in text for one in named):
            return no
    if not first_level:
        return _part_of(blocks, titles)
    return max(first_level, key=lambda no: len(blocks[no].text), default=None)


def _part_of(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """Return the block that is a title of the markup without the site's name before or behind it."""
    parts = {
        squeezed(part).casefold()
        for title in titles
        for end in _BESIDE_SITE.finditer(title)
        for part in (title[: end.start()], title[end.end() :])
        if len(part.split()) >= _FEWEST_WORDS and not _SITE.match(part)
    }
    found = [
        no for no, block in enumerate(blocks) if block.link_share < 0.9 and squeezed(block.text).casefold() in parts
    ]
    return max(found, key=lambda no: len(blocks[no].text), default=None) if parts else None


def line_above(page: Page, prose: Sequence[int]) -> int | None:
    """Return the line right above the prose that form or name make a title, of a page whose markup names none."""
    for no in range(prose[0] - 1, max(prose[0] - 6, -1), -1) if prose else ():
        block = page.blocks[no]
        is_line = 15 <= len(block.text) <= 250 and not ends_sentence(block.text) and block.link_share < 0.9
        is_set_apart = (
            block.is_bold or block.form == "heading" or _TITLE_NAMES.search(page.elements[block.element].names)
        )
        if is_line and is_set_apart and numbering(block.text) is None:
            return no
    return None
