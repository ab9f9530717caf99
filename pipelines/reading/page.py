"""The roles of a web page: its blocks, the place of its article and the words of its lines, brought together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Final

from pipelines.reading import letterhead
from pipelines.reading.blocks import Block, composed
from pipelines.reading.bylines import Byline, byline, repeated_title
from pipelines.reading.column import Column, find_column
from pipelines.reading.dates import machine_day
from pipelines.reading.document import PageFacts, Role
from pipelines.reading.furniture import ends_page, is_chrome, opens_other_articles
from pipelines.reading.markup import Page, render
from pipelines.reading.metadata import Metadata, metadata
from pipelines.reading.phrases import (
    SHORTEST_REPEATED,
    bullet,
    ends_sentence,
    ends_with_credit,
    ink,
    is_caption,
    is_heading,
    is_name,
    is_sentence,
    numbering,
)

_LEAD_NAMES: Final = re.compile(
    r" (?:sapo|lead|summary|chapeau|abstract|abs|standfirst|intro|excerpt|tomtat|tom tat|mo ta|desc|description) "
)
_BYLINE_NAMES: Final = re.compile(
    r" (?:author|authors|byline|tacgia|tac gia|date|time|datetime|published|publishdate|ngaydang|ngay dang|signature"
    r"|meta) "
)
_CAPTION_NAMES: Final = re.compile(
    r" (?:caption|cap|imagecaption|pcaption|imgcaption|chuthich|chu thich|(?:image|img|photo) (?:desc|note|title)) "
)
_LONGEST_CAPTION: Final = 600
_LONGEST_HEADING: Final = 150


def read_page(source: str) -> tuple[str, tuple[Block, ...], list[Role], PageFacts]:
    """Render a page; return its text, its blocks, a role for each, and what the page says of itself."""
    page = render(source)
    page = replace(page, blocks=composed(page.blocks))
    head = metadata(page.tree)
    column = find_column(page, head.titles)
    reading = _Reading(page, head, column)
    reading.assign()
    return page.text, page.blocks, reading.roles, reading.facts()


@dataclass(slots=True)
class _Reading:
    """One page on its way to roles; every block is boilerplate until it is shown to be more."""

    page: Page
    head: Metadata
    column: Column
    roles: list[Role] = field(default_factory=list)
    frame: letterhead.Frame | None = None
    bylines: list[Byline] = field(default_factory=list)

    def assign(self) -> None:
        """Give every block its role."""
        self.roles = ["boilerplate"] * len(self.page.blocks)
        if self.column.title is not None:
            self.roles[self.column.title] = "title"
        # A letterhead stands above what looks like the title, so the whole column is searched for it.
        column = sorted((self.column.main | self.column.inside) - self.column.chrome)
        self._read_frame(column)
        inside = column if self.frame else sorted(self.column.inside - self.column.chrome)
        for no in self._of_article(inside):
            self.roles[no] = self._role(no)
        self._drop_closing_names(inside)
        for no in sorted(self.column.scope - self.column.inside - self.column.chrome):
            block = self.page.blocks[no]
            if self._is_caption(block):
                self.roles[no] = "caption"
            elif is_sentence(block.text) and self._is_named(block, _LEAD_NAMES):
                self.roles[no] = "lead"
        self._mark_leads(inside)

    def facts(self) -> PageFacts:
        """Return what the page says of itself, its markup before its visible lines, a full day in its address last."""
        title = self._title()
        authors = [self.head.author, *(one.author for one in self.bylines)]
        days = [
            self.head.published_on,
            self._moment(),
            *(one.published_on for one in self.bylines),
            *([self.frame.published_on] if self.frame else []),
            *(one.published_on for one in self._above_title()),
            self.head.address_day,
        ]
        return PageFacts(
            title=title,
            author=next((one for one in authors if one), None),
            site=self.head.site or self._site(title),
            published_on=next((one for one in days if one), None),
        )

    def _read_frame(self, inside: Sequence[int]) -> None:
        """Find the letterhead of a report that was exported as a page, and mark its titles."""
        frame = letterhead.frame([self.page.blocks[no] for no in inside])
        if frame is None:
            return
        self.frame = letterhead.Frame(
            chrome=frozenset(inside[no] for no in frame.chrome),
            titles=tuple(inside[no] for no in frame.titles),
            title=frame.title,
            published_on=frame.published_on,
        )
        for no in self.frame.titles:
            self.roles[no] = "title"

    def _of_article(self, inside: Sequence[int]) -> list[int]:
        """Return the blocks of the column that belong to the article, reading it from above."""
        found: list[int] = []
        seen: set[str] = set()
        parents: set[int] = set()
        is_in_box = False
        for no in inside:
            block = self.page.blocks[no]
            if self.roles[no] == "title" or (self.frame and no in self.frame.chrome):
                continue
            if ends_page(block.text) and parents:
                break
            is_prose = is_sentence(block.text) and block.link_share < 0.3
            if opens_other_articles(block.text):
                is_in_box = True
            goes_on = is_prose and (not parents or self._parent(block) in parents)
            if is_in_box and not goes_on and block.form != "table_row":
                continue
            is_in_box = False
            if self._is_chrome(no, is_below_prose=bool(parents)):
                continue
            words = ink(block.text) if len(block.text) >= SHORTEST_REPEATED and block.form != "table_row" else ""
            if words in seen:
                continue
            found.append(no)
            if is_prose:
                parents.add(self._parent(block))
            if words:
                seen.add(words)
        return found

    def _is_chrome(self, no: int, *, is_below_prose: bool) -> bool:
        block = self.page.blocks[no]
        title = self._title()
        if is_chrome(block.text):
            return True
        again = repeated_title(block.text, title) if title is not None else None
        if again is not None:
            self.bylines.append(again)
            return True
        line = byline(block.text)
        if line is not None and (not is_below_prose or line.published_on is None):
            self.bylines.append(line)
            return True
        if len(block.text) <= 120 and not ends_sentence(block.text) and self._is_named(block, _BYLINE_NAMES):
            if is_name(block.text):
                self.bylines.append(Byline(block.text.strip(), None))
            return True
        if no in self.column.main:
            return False
        # Between title and column stand tools and labels; only prose and captions there belong to the article.
        return not (is_sentence(block.text) or self._is_caption(block) or self._is_named(block, _LEAD_NAMES))

    def _role(self, no: int) -> Role:
        block = self.page.blocks[no]
        text = block.text
        if self._is_caption(block):
            return "caption"
        if block.form == "table_row":
            return "table_row"
        if block.form == "list_item" or bullet(text) is not None:
            return "list_item"
        is_line = len(text) <= _LONGEST_HEADING and (not ends_sentence(text) or text.endswith("?"))
        if is_line and not text.endswith((",", ";")):
            if block.form == "heading" or (block.is_bold and len(text.split()) > 1):
                return "heading"
            if numbering(text) is not None and is_heading(text):
                return "heading"
        return "quote" if block.form == "quote" else "body"

    def _is_caption(self, block: Block) -> bool:
        if len(block.text) > _LONGEST_CAPTION or block.form in ("table_row", "heading"):
            return False
        return (
            block.form == "caption"
            or self._is_named(block, _CAPTION_NAMES)
            or ends_with_credit(block.text)
            or is_caption(block.text)
            or (block.follows_image and block.is_set_off and not block.is_bold)
        )

    def _mark_leads(self, inside: Sequence[int]) -> None:
        """Mark the lead: the first blocks where the page names them so, else the first prose above more of it."""
        texts = [no for no in inside if self.roles[no] in ("body", "quote", "heading", "list_item", "table_row")]
        proses = [no for no in texts if is_sentence(self.page.blocks[no].text)]
        leads = list(takewhile(lambda no: self._is_named(self.page.blocks[no], _LEAD_NAMES), texts))
        if (
            not leads
            and "lead" not in self.roles
            and len(proses) > 1
            and texts[0] == proses[0]
            and self.roles[texts[0]] in ("body", "quote")
        ):
            leads = [texts[0]]
        for no in leads:
            self.roles[no] = "lead"

    def _drop_closing_names(self, inside: Sequence[int]) -> None:
        """Make the author's name below the article boilerplate, and remember it."""
        for no in reversed(inside):
            text = self.page.blocks[no].text
            if self.roles[no] in ("boilerplate", "title", "caption"):
                continue
            if self.roles[no] == "list_item" or not is_name(text):
                return
            self.roles[no] = "boilerplate"
            self.bylines.append(Byline(text.strip(" .()-–*\xa0"), None))

    def _title(self) -> str | None:
        if self.frame is not None and self.frame.title and self.column.title in (None, *self.frame.titles):
            return self.frame.title
        if self.column.title is not None:
            return self.page.blocks[self.column.title].text
        return next(iter(self.head.titles), None)

    def _site(self, title: str | None) -> str | None:
        """Return the rest of a page's title after the article's, where a bar or a dash stands between."""
        for named in self.head.titles:
            if title and named.startswith(title):
                match = re.match(r"\s*[|–-]\s*(\S.{0,59})$", named[len(title) :])
                if match:
                    return match[1]
        return None

    def _moment(self) -> date | None:
        """Return the day of the first `time` element below the title and above the second block of the article."""
        texts = [no for no, role in enumerate(self.roles) if role in ("lead", "body", "quote", "list_item")]
        title = self.column.title
        if title is None or len(texts) < 2:
            return None
        between = range(self.page.blocks[title].element, self.page.blocks[texts[1]].element)
        days = (machine_day(self.page.elements[at].moment) for at in between if self.page.elements[at].moment)
        return next((day for day in days if day), None)

    def _above_title(self) -> list[Byline]:
        """Return lines of a day above the title in its own part of the page; on top of every page stands today's."""
        title = self.column.title
        lines = [no for no in sorted(self.column.scope - self.column.chrome) if title is not None and no < title]
        return [line for no in lines if (line := byline(self.page.blocks[no].text)) is not None]

    def _parent(self, block: Block) -> int:
        return self.page.elements[block.element].parent

    def _is_named(self, block: Block, names: re.Pattern[str]) -> bool:
        """Return whether a block's element, or the box around it, has one of some names; the column's do not count."""
        around = [block.element, self._parent(block)]
        return any(
            at >= 0 and at not in self.column.around and names.search(self.page.elements[at].names) for at in around
        )
