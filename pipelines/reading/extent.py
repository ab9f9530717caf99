"""How far the article of a plain text reaches: where it ends, and which boxes of other articles stand inside it.

There is no markup to go by, only words, blank lines and the order of headlines and paragraphs. A paragraph of the
article lost is worse than a teaser kept, so every rule asks whether prose goes on.
"""

from collections.abc import Sequence

from pipelines.reading.blocks import Block
from pipelines.reading.bylines import byline
from pipelines.reading.furniture import ends_page, is_chrome, is_imprint, is_tag_line, opens_other_articles
from pipelines.reading.phrases import bullet, ends_with_credit, has_columns, is_name, is_sentence, numbering


def is_prose(block: Block) -> bool:
    """Return whether a block reads as a paragraph of an article, by its length and its end."""
    return (
        (is_sentence(block.text) or len(block.text) > 250)
        and not is_chrome(block.text)
        and not ends_with_credit(block.text)
    )


def extent(blocks: Sequence[Block], body: int, author: str | None) -> tuple[int, set[int]]:
    """Return the first block after an article that begins at block `body`, and the blocks of boxes inside it.

    Once prose was read, comments end the article; so do a box of other articles and an imprint unless prose goes on
    after them.
    """
    end, boxes = _cuts(blocks, body)
    return _end_by_signature(blocks, body, end, author), boxes


def _cuts(blocks: Sequence[Block], body: int) -> tuple[int, set[int]]:
    boxes: set[int] = set()
    has_prose = is_spaced = False
    no = body
    while no < len(blocks):
        text = blocks[no].text
        if has_prose and ends_page(text):
            return no, boxes
        if opens_other_articles(text) or (has_prose and is_imprint(text)):
            going_on = _next_prose(blocks, no, is_spaced=is_spaced or not has_prose)
            if going_on is None:
                return (no if has_prose else len(blocks)), boxes
            boxes |= set(range(no, going_on))
            no = going_on
        if is_prose(blocks[no]):
            has_prose = True
            is_spaced = is_spaced or _stands_alone(blocks, no)
        no += 1
    return len(blocks), boxes


def _end_by_signature(blocks: Sequence[Block], body: int, end: int, author: str | None) -> int:
    """Return the end of the article where its author or its tags stand below all prose, and only headlines follow."""
    last = max((no for no in range(body, end) if is_prose(blocks[no])), default=end)
    for no in range(last + 1, end):
        text = blocks[no].text
        if is_tag_line(text) or (author is not None and text.casefold() == author.casefold()):
            return end if any(_is_item(block.text) for block in blocks[no:end]) else no
    return end


def _is_item(text: str) -> bool:
    return bullet(text) is not None or numbering(text) is not None or has_columns(text)


def _next_prose(blocks: Sequence[Block], box: int, *, is_spaced: bool) -> int | None:
    """Return where prose goes on after a box of other articles, or None where the page ends with it.

    Teasers alternate headlines and prose, an article has two paragraphs in a row somewhere; one is enough where no
    headline stands by itself between the box's heading and the paragraph. `is_spaced` says whether blank lines set the
    article's paragraphs apart; where none do, a paragraph goes on after two headlines, if no other follows it.
    """
    first: int | None = None
    headlines = 0
    is_in_row = False
    has_headline = is_imprint(blocks[box].text)
    for no in range(box + 1, len(blocks)):
        text = blocks[no].text
        if ends_page(text):
            return None
        if opens_other_articles(text) or is_imprint(text):
            first, headlines = None, 0
            has_headline = is_imprint(text)
        elif is_prose(blocks[no]) and (_stands_alone(blocks, no) or not is_spaced):
            first = no if first is None else first
            is_apart = not has_headline if is_spaced else headlines >= 2 and _is_followed_by_no_headline(blocks, no)
            if is_in_row or is_apart:
                return first
            is_in_row, headlines = True, 0
        elif not is_chrome(text):
            is_in_row = False
            headlines += 1
            has_headline = has_headline or _stands_alone(blocks, no)
    return None


def _is_followed_by_no_headline(blocks: Sequence[Block], no: int) -> bool:
    text = blocks[no + 1].text if no + 1 < len(blocks) else ""
    return is_chrome(text) or is_name(text) or byline(text) is not None or is_prose(blocks[no + 1])


def _stands_alone(blocks: Sequence[Block], no: int) -> bool:
    before = no == 0 or blocks[no - 1].group != blocks[no].group
    after = no + 1 == len(blocks) or blocks[no + 1].group != blocks[no].group
    return before and after and bullet(blocks[no].text) is None
