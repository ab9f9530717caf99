"""Where the article stands on a page: its title, its column, and the boxes inside the column that are not the article.

Trafilatura finds the main text; what it found points to the column, and the column decides: so nothing that Trafilatura
leaves out there (a lead, a caption, a table) is lost, and what it lets in from elsewhere on the page stays out.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import trafilatura
from lxml import etree

from pipelines.reading.blocks import Block
from pipelines.reading.furniture import opens_other_articles, points_elsewhere
from pipelines.reading.headline import line_above, squeezed, titled_block
from pipelines.reading.markup import Element, Page
from pipelines.reading.phrases import is_sentence

_CHROME_TAGS: Final = frozenset(
    {
        "amp-ad", "amp-embed", "amp-sidebar", "aside", "button", "dialog", "footer", "form", "menu", "nav", "search",
        "select",
    }
)  # fmt: skip
# Words in the class or id of what surrounds an article, in English and as Vietnamese sites write them.
_CHROME_NAMES: Final = (
    "ad", "ads", "adv", "advert", "advertisement", "banner", "bottom bar", "breadcrumb", "breadcrumbs", "bread crumb",
    "comment", "comments", "copyright", "cookie", "foot", "footer", "login", "menu", "modal", "most read", "mostread",
    "most view", "mostview", "nav", "navbar", "navigation", "newsletter", "pagination", "paging", "popup", "popular",
    "promo", "rating", "reaction", "recommend", "recommended", "related", "relate", "relation", "search", "share",
    "sharing", "sidebar", "side bar", "social", "sponsor", "subscribe", "tag", "tags", "toolbar", "topbar", "top bar",
    "trending", "vote", "other news", "news other", "more news", "news more", "read more", "readmore", "see more",
    "seemore", "author box", "author info", "about author", "author bio", "keyword", "keywords", "hotline",
    "binh luan", "binhluan", "bai viet khac", "cung chuyen muc", "doc nhieu", "docnhieu", "doc them", "docthem",
    "lien quan", "lienquan", "tin lien quan", "tinlienquan", "quang cao", "quangcao", "tin khac", "tinkhac",
    "tin moi", "tinmoi", "tu khoa", "tukhoa", "xem nhieu", "xemnhieu", "xem them", "xemthem", "noi bat", "noibat",
    "chia se", "relatedbox", "relatednews", "box link", "list news", "news list", "kbwscwl relatedbox", "teaser",
    "suggest", "suggestion",
)  # fmt: skip
_BESIDE: Final = re.compile(r" side ?bar ")
_CHROME_NAMED: Final = re.compile(f" (?:{'|'.join(_CHROME_NAMES)}) ")
_COLUMN_NAMES: Final = (" article body ", " articlebody ")
_BOX_TAGS: Final = frozenset(
    {"article", "blockquote", "center", "dd", "div", "dl", "li", "ol", "p", "section", "table", "td", "tr", "ul"}
)

_DEEPEST: Final = 180
_MOST_ELEMENTS: Final = 10_000
_MOST_CHARACTERS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Column:
    """The article's place on a page, as numbers of blocks.

    `main` is the column, `inside` the column from the title on and what stands between the two, `scope` the part of the
    page that has both, `chrome` what is no article wherever it stands. `around` numbers the column's elements instead:
    itself and those around it.
    """

    title: int | None
    main: frozenset[int]
    inside: frozenset[int]
    scope: frozenset[int]
    chrome: frozenset[int]
    around: frozenset[int]


def find_column(page: Page, titles: Sequence[str]) -> Column:
    """Find the article on a rendered page; `titles` are the titles that its markup names."""
    tree = _Tree(page.elements, page.blocks)
    found = _found_by_trafilatura(page)
    prose = [no for no, block in enumerate(page.blocks) if is_sentence(block.text) and block.link_share < 0.3]
    main = tree.deepest(found) or tree.named() or tree.deepest(prose) or 0
    within = tree.blocks_in(main)
    title = titled_block(page.blocks, titles)
    if title is None or tree.is_below_prose(title, main):
        title = line_above(page, [no for no in prose if no in within])

    kept = set(tree.ancestors(main)) | {0}
    scope = within
    if title is not None:
        kept |= set(tree.ancestors(page.blocks[title].element))
        around_both = tree.common(main, page.blocks[title].element)
        # The whole page is no part of it: menus and the day of the visit stand there.
        scope = within if page.elements[around_both].tag in ("html", "body") else tree.blocks_in(around_both)
    boxes = tree.chrome(kept, main)
    set_apart = {no for no in set(found) & set(prose) if no in scope and no >= within.stop}
    column = set(within) | tree.last_part(set_apart, kept, boxes)
    first = within.start if title is None else title
    between = set(range(first, within.start))
    return Column(
        title=title,
        main=frozenset(column),
        inside=frozenset(between | {no for no in column if no >= first}),
        scope=frozenset(scope),
        chrome=frozenset(no for no, block in enumerate(page.blocks) if block.element in boxes),
        around=frozenset(tree.ancestors(main)),
    )


def _found_by_trafilatura(page: Page) -> list[int]:
    """Return the blocks that Trafilatura takes for the main text.

    None on a page too deep or too large for it, and none where its text is hardly made of our blocks: it runs together
    what tables lay out, so that a few cells would point the wrong way.
    """
    size_fits = len(page.elements) <= _MOST_ELEMENTS and len(page.text) <= _MOST_CHARACTERS
    if not size_fits or _depth(page.elements) > _DEEPEST:
        return []
    for cell in page.tree.iter("td", "th"):  # it fills the table that the spans name, however large
        for attribute in ("colspan", "rowspan"):
            cell.attrib.pop(attribute, None)
    _compose(page.tree)
    document = trafilatura.bare_extraction(
        page.tree, include_comments=False, include_tables=True, deduplicate=False, with_metadata=False
    )
    if document is None or isinstance(document, dict) or not document.text:
        return []
    lines = {squeezed(line) for line in document.text.splitlines()}
    found = [no for no, block in enumerate(page.blocks) if len(block.text) > 20 and squeezed(block.text) in lines]
    return found if sum(len(page.blocks[no].text) for no in found) * 2 > len(document.text) else []


def _compose(tree: etree._Element) -> None:
    """Compose the letters of a page (NFC), since Trafilatura judges by counting signs."""
    for element in tree.iter():
        if element.text and not unicodedata.is_normalized("NFC", element.text):
            element.text = unicodedata.normalize("NFC", element.text)
        if element.tail and not unicodedata.is_normalized("NFC", element.tail):
            element.tail = unicodedata.normalize("NFC", element.tail)


def _depth(elements: Sequence[Element]) -> int:
    depths: list[int] = []
    for element in elements:
        depths.append(depths[element.parent] + 1 if element.parent >= 0 else 0)
    return max(depths, default=0)


class _Tree:
    """The elements of a page with the sums over their blocks that tell a box from prose."""

    def __init__(self, elements: Sequence[Element], blocks: Sequence[Block]) -> None:
        self.elements = elements
        self.blocks = blocks
        size = len(elements)
        self.letters = [0] * size
        self.linked = [0.0] * size
        self.prose = [0] * size
        self.first = [len(blocks)] * size
        self.last = [-1] * size
        for no, block in enumerate(blocks):
            at = block.element
            self.letters[at] += len(block.text)
            self.linked[at] += len(block.text) * block.link_share
            self.prose[at] += len(block.text) if is_sentence(block.text) and block.link_share < 0.3 else 0
            self.first[at] = min(self.first[at], no)
            self.last[at] = max(self.last[at], no)
        # Children come after their parents, so one pass from the end sums every subtree.
        for at in range(size - 1, 0, -1):
            parent = elements[at].parent
            self.letters[parent] += self.letters[at]
            self.linked[parent] += self.linked[at]
            self.prose[parent] += self.prose[at]
            self.first[parent] = min(self.first[parent], self.first[at])
            self.last[parent] = max(self.last[parent], self.last[at])

    def ancestors(self, at: int) -> list[int]:
        """Return an element and everything around it, innermost first."""
        found = []
        while at >= 0:
            found.append(at)
            at = self.elements[at].parent
        return found

    def common(self, one: int, other: int) -> int:
        """Return the innermost element around both."""
        around = set(self.ancestors(other))
        return next(at for at in self.ancestors(one) if at in around)

    def blocks_in(self, at: int) -> range:
        """Return the blocks of an element; they stand together in the order of the page."""
        return range(self.first[at], max(self.last[at] + 1, self.first[at]))

    def is_below_prose(self, no: int, at: int) -> bool:
        """Return whether more of an element's prose stands above a block than below it."""
        prose = [one for one in self.blocks_in(at) if is_sentence(self.blocks[one].text)]
        return sum(one < no for one in prose) > sum(one > no for one in prose)

    def deepest(self, found: Sequence[int]) -> int | None:
        """Return the innermost element that holds four fifths of the found text."""
        weights: dict[int, int] = {}
        for no in found:
            for at in self.ancestors(self.blocks[no].element):
                weights[at] = weights.get(at, 0) + len(self.blocks[no].text)
        whole = sum(len(self.blocks[no].text) for no in found)
        holding = [at for at, weight in weights.items() if weight * 5 >= whole * 4]
        return max(holding, default=None)

    def named(self) -> int | None:
        """Return the element that markup names as the article: an articleBody, else the only article or main part."""
        for fits in (
            [at for at, one in enumerate(self.elements) if any(name in one.names for name in _COLUMN_NAMES)],
            [at for at, one in enumerate(self.elements) if one.tag == "article"],
            [at for at, one in enumerate(self.elements) if one.tag == "main"],
        ):
            filled = [at for at in fits if self.letters[at]]
            if len(filled) == 1:
                return filled[0]
        return None

    def last_part(self, found: set[int], kept: set[int], boxes: set[int]) -> set[int]:
        """Return the blocks of the elements below the column that hold found text too: its last part, set apart."""
        part: set[int] = set()
        for no in sorted(found):
            at = self.blocks[no].element
            if at not in boxes and no not in part:
                parent = self.elements[at].parent
                part |= {no} if parent in kept else set(self.blocks_in(parent))
        return part

    def chrome(self, kept: set[int], main: int) -> set[int]:
        """Return the elements that are no article: by tag, by name, as lists of links, as boxes of other articles."""
        headed = {
            box
            for no, block in enumerate(self.blocks)
            if opens_other_articles(block.text)
            and (self.linked[box := self._box(no, kept, main)] or points_elsewhere(block.text))
        }
        found: set[int] = set()
        for at, element in enumerate(self.elements):
            if at in kept:
                continue
            if element.parent in found or at in headed or self._is_chrome(at, main) or self._is_teaser(at, main):
                found.add(at)
        return found

    def _is_chrome(self, at: int, main: int) -> bool:
        """Return whether tag or names say so; half of the main text is never hidden behind an unlucky name."""
        element = self.elements[at]
        is_unlinked = not self.linked[at] and (element.tag == "aside" or _BESIDE.search(element.names) is not None)
        if is_unlinked and main in self.ancestors(at) and (self.prose[at] or element.tag != "aside"):
            return False  # a box of facts or a quotation beside the prose
        if element.tag in _CHROME_TAGS or (element.tag == "header" and self.prose[at] == 0):
            return True
        is_named = bool(element.names) and _CHROME_NAMED.search(element.names) is not None
        return is_named and self.prose[at] * 2 <= self.prose[main]

    def _is_teaser(self, at: int, main: int) -> bool:
        """Return whether a box is made of links, or is a linked headline with some lines of the article it leads to."""
        letters = self.letters[at]
        tag = self.elements[at].tag
        if tag not in _BOX_TAGS or letters < 15:
            return False
        if self.linked[at] >= 0.6 * letters:
            return True
        first = self.blocks[self.first[at]] if self.last[at] >= 0 else None
        return (
            first is not None
            and tag != "p"
            and first.link_share > 0.9
            and len(first.text) >= 20
            and self.first[at] < self.last[at]
            and letters <= 700
            and letters * 10 < self.letters[main] * 3
        )

    def _box(self, heading: int, kept: set[int], main: int) -> int:
        """Return the widest element around a box's heading that still is a box: it begins there and is no main text."""
        found = self.blocks[heading].element
        for at in self.ancestors(found):
            if at in kept or self.first[at] != heading or self.letters[at] * 2 > self.letters[main]:
                break
            found = at
        return found
