"""HTML to blocks: a page is parsed once and rendered to our own text, everything that a reader sees and nothing else.

Nothing is judged here: navigation, teasers and comments are blocks like any other. Parsing fetches nothing, expands no
entity of a document type and never nests deeper than the parser's own limit.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree, html

from pipelines.reading.blocks import Block, Form
from pipelines.reading.document import RejectedError
from pipelines.reading.encoding import refuse_piled_marks
from pipelines.reading.runs import Piece, Run, joined, pieces
from pipelines.reading.tables import DataTable, is_data_table, span

# More than any article or report has.
_MOST_ELEMENTS: Final = 200_000

_HIDDEN: Final = frozenset(
    {
        "applet", "area", "audio", "base", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe",
        "input", "link", "map", "meta", "noembed", "noframes", "noscript", "object", "param", "script", "source",
        "style", "svg", "template", "textarea", "title", "track", "video",
    }
)  # fmt: skip
_BLOCK_TAGS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option",
        "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    }
)  # fmt: skip
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_STYLE_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STYLE_BLOCK: Final = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.IGNORECASE)
# What pages nest without end where tags stay open: the text is the same without them.
_NOTHING: Final = re.compile(r"(?!)")
_STYLES: Final = re.compile(
    r"</?(?:a|b|strong|i|em|u|s|span|font|small|big|sub|sup|label|ins|del|center|[a-z]{1,9}:[a-z]{1,20})\b[^<>]*>",
    re.IGNORECASE,
)
_BOXES: Final = re.compile(
    r"(?:</?(?:div|section|article|main|aside|header|footer|nav|blockquote|ul|ol|dl|li|dd|table|tbody|tr|td|form|fieldset)"
    r"\b[^<>]*>\s*)+",
    re.IGNORECASE,
)
_FORMS: Final[dict[str, Form]] = {
    "li": "list_item", "dt": "list_item", "dd": "list_item",
    "figure": "caption", "figcaption": "caption", "caption": "caption",
    "blockquote": "quote",
    "article": "paragraph", "section": "paragraph", "main": "paragraph", "table": "paragraph",
}  # fmt: skip
_IMAGES: Final = frozenset({"img", "amp-img", "video", "iframe", "svg"})
_NAMING: Final = ("class", "id", "itemprop", "data-role", "role", "rel")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD: Final = re.compile(r"[a-z0-9]+")


class Element(NamedTuple):
    """An element: tag, number of its parent (-1 at the root), names (class, id, roles), and moment where it is one."""

    tag: str
    parent: int
    names: str
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its tree, its text, the blocks of it, and the elements that `Block.element` numbers."""

    tree: html.HtmlElement
    text: str
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...]


def render(source: str) -> Page:
    """Parse a page and render its visible text: a block for each paragraph, heading, item, row, caption, quotation."""
    tree = _parse(source)
    count = sum(1 for _ in tree.iter())
    if count > _MOST_ELEMENTS:
        raise RejectedError("too_large", f"The page has {count:,} elements.", "Save the article alone, or its text.")
    renderer = _Renderer()
    renderer.walk(tree)
    text = "\n".join(block.text for block in renderer.blocks)
    refuse_piled_marks(text)  # once more: a page may write its marks as references
    return Page(tree, text, tuple(renderer.blocks), tuple(renderer.elements))


def _parse(source: str) -> html.HtmlElement:
    """Parse a page; one nested deeper than the parser's limit is parsed again without the tags that only wrap."""
    flatter = source
    for wrappers, instead in ((_NOTHING, ""), (_STYLES, ""), (_BOXES, "<p>")):
        flatter = wrappers.sub(instead, flatter)
        tree, is_whole = _parse_once(flatter)
        if is_whole:
            return tree
    raise RejectedError(
        "unreadable",
        "The page is nested too deeply, or has a tag that is too long, for the parser.",
        "Save the page's text, or the page from its print view.",
    )


def _parse_once(source: str) -> tuple[html.HtmlElement, bool]:
    """Parse a page, and tell whether all of it was parsed."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    # A zero character would end the page.
    content = source.replace("\x00", "\ufffd").encode()
    try:
        tree = html.document_fromstring(content, parser=parser)
    except etree.ParserError:  # nothing but blanks and comments
        return html.document_fromstring(b"<html></html>"), True
    limit_hit = any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
    return tree, not limit_hit


@dataclass(slots=True)
class _Frame:
    """An open element, with what its text inherits."""

    tag: str
    number: int
    is_block: bool = True
    is_hidden: bool = False
    is_linked: bool = False
    is_bold: bool = False
    is_italic: bool = False
    is_centred: bool = False
    is_pre: bool = False
    form: Form = "paragraph"
    level: int = 0


class _Renderer:
    """The walk over one page: open elements above, finished blocks behind, the runs of the block at hand between."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self._frames: list[_Frame] = [_Frame("", -1)]
        self._runs: list[Run] = []
        self._tables: list[DataTable | None] = []
        self._is_in_row = False
        self._is_after_link = False
        self._is_under_image = False
        self._position = 0

    def walk(self, tree: html.HtmlElement) -> None:
        """Render everything below an element; the walk keeps its own stack, so that depth costs nothing."""
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            if event == "start":
                self._open(element)
            else:
                self._close(element)

    def _open(self, element: etree._Element) -> None:
        frame = self._frame(element)
        moment = str(element.get("datetime", "")) if frame.tag == "time" else ""
        self.elements.append(Element(frame.tag, self._frames[-1].number, _names(element), moment))
        if frame.tag in _IMAGES and not self._frames[-1].is_hidden:
            self._runs.append(Run(is_image=True))
        if frame.is_block and not frame.is_hidden:
            self._end_block()
            if frame.tag == "table":
                self._tables.append(DataTable() if is_data_table(element) else None)
            elif frame.tag == "tr" and self._tables and self._tables[-1] is not None:
                self._is_in_row = True
        self._frames.append(frame)
        if frame.is_hidden:
            return
        if frame.tag == "br":
            self._runs.append(Run(is_break=True))
        elif frame.tag == "time" or self._is_after_link:
            self._runs.append(Run(" "))  # apart on the page by its style alone
        self._add(element.text, frame)

    def _close(self, element: etree._Element) -> None:
        frame = self._frames[-1]
        if frame.is_block and not frame.is_hidden:
            self._close_block(element, frame)
        self._frames.pop()
        self._is_after_link = frame.tag == "a"
        if not self._frames[-1].is_hidden:
            self._add(element.tail, self._frames[-1])

    def _close_block(self, element: etree._Element, frame: _Frame) -> None:
        table = self._tables[-1] if self._tables else None
        if self._is_in_row and table is not None and frame.tag in ("td", "th"):
            table.add(joined(self._runs), span(element, "colspan"), span(element, "rowspan"))
            self._runs = []
        elif self._is_in_row and table is not None and frame.tag == "tr":
            self._is_in_row = False
            self._put(table.row(), frame, "table_row")
        else:
            self._end_block()
        if frame.tag == "table":
            self._tables.pop()

    def _frame(self, element: etree._Element) -> _Frame:
        tag, style, parent = str(element.tag).lower(), element.get("style", ""), self._frames[-1]
        is_block = tag in _BLOCK_TAGS or (bool(style) and _STYLE_BLOCK.search(style) is not None)
        level = _HEADINGS.get(tag, 0)
        return _Frame(
            tag=tag,
            number=len(self.elements),
            is_block=is_block,
            is_hidden=parent.is_hidden
            or tag in _HIDDEN
            or element.get("hidden") is not None
            or (bool(style) and _STYLE_HIDDEN.search(style) is not None),
            is_linked=parent.is_linked or tag == "a",
            is_bold=parent.is_bold or tag in ("b", "strong", "th") or "bold" in style,
            is_italic=parent.is_italic or tag in ("i", "em") or "italic" in style,
            is_centred=parent.is_centred or tag == "center" or "center" in (element.get("align", "") + style).lower(),
            is_pre=parent.is_pre or tag == "pre",
            form="heading" if level else _FORMS.get(tag, parent.form),
            level=level or (0 if tag in _FORMS else parent.level),
        )

    def _add(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        for number, line in enumerate(text.splitlines() if frame.is_pre else [text]):
            if number:
                self._runs.append(Run(is_break=True))
            self._runs.append(Run(line, frame.is_linked, frame.is_bold, frame.is_italic))
        self._is_after_link = False

    def _end_block(self) -> None:
        """Turn the runs at hand into blocks of the innermost open block element; inside a row they only end a word."""
        if self._is_in_row:
            self._runs.append(Run(" "))
            return
        if not self._runs:
            return
        frame = next(frame for frame in reversed(self._frames) if frame.is_block)
        keeps_together = frame.form in ("heading", "caption")
        for piece in [joined(self._runs)] if keeps_together else pieces(self._runs):
            self._put(piece, frame, frame.form)
        self._runs = []

    def _put(self, piece: Piece, frame: _Frame, form: Form) -> None:
        self._is_under_image = self._is_under_image or piece.is_under_image
        if not piece.text:
            return
        start = self._position
        self._position = start + len(piece.text) + 1
        self.blocks.append(
            Block(
                text=piece.text,
                start=start,
                end=start + len(piece.text),
                group=frame.number,
                form=form,
                level=frame.level,
                element=frame.number,
                link_share=piece.link_share,
                is_bold=piece.is_bold,
                is_set_off=piece.is_italic or frame.is_centred,
                follows_image=self._is_under_image,
            )
        )
        self._is_under_image = piece.is_over_image


def _names(element: etree._Element) -> str:
    """Return the words of an element's class, id and roles, each between blanks, so that ` lien quan ` finds itself."""
    written = " ".join(str(value) for name in _NAMING if (value := element.get(name)))
    if not written:
        return ""
    return f" {' '.join(_WORD.findall(_CAMEL.sub(' ', written[:300]).lower()))} "
