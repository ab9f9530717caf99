"""The roles of a plain text: a page that was copied by hand, or a report saved as text. There is no markup to go by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from pipelines.reading import letterhead
from pipelines.reading.blocks import Block
from pipelines.reading.bylines import Byline, byline, dates_its_text, repeated_title
from pipelines.reading.document import PageFacts, Role
from pipelines.reading.extent import extent, is_prose
from pipelines.reading.furniture import folded, is_chrome
from pipelines.reading.phrases import (
    SHORTEST_REPEATED,
    bullet,
    ends_sentence,
    ends_with_credit,
    has_columns,
    ink,
    is_caption,
    is_heading,
    is_image_name,
    is_name,
    is_sentence,
    numbering,
)

# A title, a byline and what stands above them never take more lines than this before the article begins.
_HEAD_BLOCKS: Final = 25
_LONGEST_CAPTION: Final = 300
# Parts of a newspaper, which menus begin with; a newspaper's own name may stand there instead.
_SECTIONS: Final = frozenset(
    {
        "chính trị", "công nghệ", "du lịch", "đời sống", "english", "giải trí", "giáo dục", "kinh tế", "pháp luật",
        "quốc tế", "sức khỏe", "thế giới", "thể thao", "thời sự", "tin tức", "văn hóa", "văn hoá", "xã hội",
    }
)  # fmt: skip


def roles_of_text(blocks: Sequence[Block]) -> tuple[list[Role], PageFacts]:
    """Give each block of a plain text its role, and read what the text says of itself."""
    frame = letterhead.frame(blocks)
    if frame is None:
        head = _head_of_page(blocks)
        end, chrome = extent(blocks, head.body, head.facts.author)
        chrome |= set(range(head.body)) | set(range(end, len(blocks)))
    else:
        head = _Head(
            frame.titles, max((*frame.titles, -1)) + 1, PageFacts(frame.title, published_on=frame.published_on)
        )
        end = len(blocks)
        chrome = set(frame.chrome)
    closing, closing_author = _closing_lines(blocks, head.body, end)
    author = head.facts.author or (closing_author if frame is None else None)
    chrome |= closing
    roles: list[Role] = []
    for no, block in enumerate(blocks):
        if no in head.titles:
            roles.append("title")
        elif no in chrome or _is_line_of_page(block.text, head.facts.title, author):
            roles.append("boilerplate")
        else:
            roles.append(_role(blocks, no, end))
    _drop_repeated(blocks, roles)
    _mark_lead(blocks, roles)
    day = head.facts.published_on or (_day_inside(blocks[head.body : end]) if frame is None else None)
    return roles, replace(head.facts, author=author, published_on=day)


@dataclass(frozen=True, slots=True)
class _Head:
    titles: tuple[int, ...]
    body: int
    facts: PageFacts


def _head_of_page(blocks: Sequence[Block]) -> _Head:
    """Find title, byline and site above the first prose of a copied page.

    With a byline the title is the nearest line above it that can be one; without, the longest line above the prose.
    """
    prose = next((no for no, block in enumerate(blocks) if is_prose(block)), None)
    if prose is None or prose > _HEAD_BLOCKS:
        prose = min(1, len(blocks))
    lines: dict[int, Byline] = {}
    able: list[int] = []
    for no, block in enumerate(blocks[:prose]):
        found = byline(block.text) or next(
            (line for one in able if (line := repeated_title(block.text, blocks[one].text)) is not None), None
        )
        if found is not None:
            lines[no] = found
        elif _can_be_title(block):
            able.append(no)
    by_line = next((no for no in reversed(lines) if any(one < no for one in able)), None)
    if by_line is not None:
        title = next(no for no in reversed(able) if no < by_line)
    elif able:
        title = max(able, key=lambda no: len(blocks[no].text))
    else:
        only = next(iter(lines.values()), Byline(None, None))
        return _Head((), 0, PageFacts(None, only.author, None, only.published_on))
    below = [found for no, found in lines.items() if no > title]
    above = [lines[title - 1]] if title - 1 in lines and dates_its_text(blocks[title - 1].text) else []
    facts = PageFacts(
        title=" ".join(blocks[title].text.split()),
        author=next((one.author for one in below if one.author), None),
        site=_site(blocks, title),
        published_on=next((one.published_on for one in (*below, *above) if one.published_on), None),
    )
    # Above the title nothing belongs to the article; below it only the byline and labels do not.
    return _Head((title,), max([title, *(no for no in lines if no > title)]) + 1, facts)


def _can_be_title(block: Block) -> bool:
    text = block.text
    return (
        15 <= len(text) <= 250
        and len(text.split()) >= 4
        and not text.endswith((".", ";", ",", ":"))
        and not any(sign in text for sign in ("|", "»", "›", " / ", "   "))
        and numbering(text) is None
        and not is_chrome(text)
        and not ends_with_credit(text)
        and not is_caption(text)
    )


def _site(blocks: Sequence[Block], title: int) -> str | None:
    """Return the first line above the title where it can be a newspaper's name."""
    first = blocks[0].text
    if (
        title == 0
        or len(first) > 60
        or not is_heading(first)
        or any(sign in first for sign in "|/")
        or is_chrome(first)
        or folded(first) in _SECTIONS
    ):
        return None
    return first


def _role(blocks: Sequence[Block], no: int, end: int) -> Role:
    text = blocks[no].text
    if ends_with_credit(text) or is_caption(text) or _is_under_image(blocks, no):
        return "caption"
    if has_columns(text):
        return "table_row"
    if bullet(text) is not None:
        return "list_item"
    number = numbering(text)
    if is_heading(text) and (number is not None or text.isupper() or _opens_prose(blocks, no, end)):
        return "heading"
    if number is not None and len(text) <= 150:
        return "list_item"
    return "body"


def _is_under_image(blocks: Sequence[Block], no: int) -> bool:
    return (
        no > 0
        and is_image_name(blocks[no - 1].text)
        and len(blocks[no].text) <= _LONGEST_CAPTION
        and blocks[no].group == blocks[no - 1].group
    )


def _opens_prose(blocks: Sequence[Block], no: int, end: int) -> bool:
    """Return whether an unnumbered line stands by itself, or at the top of its group, above prose or items."""
    if no + 1 >= end or (no > 0 and blocks[no - 1].group == blocks[no].group):
        return False
    following = blocks[no + 1].text
    return len(blocks[no].text) <= 100 and (
        ends_sentence(following) or bullet(following) is not None or numbering(following) is not None
    )


def _closing_lines(blocks: Sequence[Block], body: int, end: int) -> tuple[set[int], str | None]:
    """Return the lines below the last paragraph that only sign the article, and whom they name."""
    lines: set[int] = set()
    author: str | None = None
    for no in range(end - 1, body - 1, -1):
        text = blocks[no].text
        line = byline(text)
        if not (is_chrome(text) or line is not None or is_name(text)):
            break
        lines.add(no)
        if line is not None:
            author = line.author or author
        elif is_name(text) and not is_chrome(text):
            author = text.strip(" .()-–*")
    return lines, author


def _is_line_of_page(text: str, title: str | None, author: str | None) -> bool:
    """Return whether a line is the page's own wherever it stands: labels, image names, bylines, the title once more."""
    if is_chrome(text) or is_image_name(text) or (title is not None and repeated_title(text, title) is not None):
        return True
    if author is not None and " ".join(text.split()).casefold() == author.casefold():
        return True
    line = byline(text)
    return line is not None and (line.published_on is None or len(text) <= 60)


def _drop_repeated(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Make a paragraph boilerplate that was printed before, as pages print their lead."""
    seen: set[str] = set()
    for no, block in enumerate(blocks):
        if roles[no] not in ("lead", "body", "caption") or len(block.text) < SHORTEST_REPEATED:
            continue
        words = ink(block.text)
        if words in seen:
            roles[no] = "boilerplate"
        seen.add(words)


def _day_inside(blocks: Sequence[Block]) -> date | None:
    """Return the day of the first line within the article that says it is the day of the text."""
    lines = (byline(block.text) for block in blocks if len(block.text) <= 160 and dates_its_text(block.text))
    return next((line.published_on for line in lines if line is not None and line.published_on), None)


def _mark_lead(blocks: Sequence[Block], roles: list[Role]) -> None:
    """Make the first paragraph a lead where it is followed by more, images and their captions left aside."""
    texts = [no for no, role in enumerate(roles) if role not in ("boilerplate", "title", "caption")]
    if len(texts) >= 2 and roles[texts[0]] == "body" and is_sentence(blocks[texts[0]].text):
        roles[texts[0]] = "lead"
