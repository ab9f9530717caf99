"""DOCX to parts: paragraphs with their numbers and bullets, tables, text boxes, notes, headers and footers.

Source: ECMA-376 part 1, 17 (WordprocessingML). The parts are parsed by lxml and walked here, since a report must be
read within 20 ms and whole: libraries that open a document for editing take as long for its styles alone, and pass by
text in boxes, content controls and tracked insertions. What the parts are in the report is told in `report`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from lxml import etree

from pipelines.reading import letterhead
from pipelines.reading.blocks import Form
from pipelines.reading.document import RejectedError
from pipelines.reading.laid import Laid, Part, lay_out, row_of
from pipelines.reading.numbered import Numbering, W
from pipelines.reading.package import Package
from pipelines.reading.phrases import bullet, is_sentence, numbering
from pipelines.reading.runs import Piece, Run, joined, pieces, spaced
from pipelines.reading.styles import Styles, is_on, listed, outline

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = f"{W}txbxContent"
# Text that was deleted or moved away, and the codes of fields, which no reader sees.
_UNSEEN: Final = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK, _BOX})
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})
_SIGNS: Final = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_LONGEST_CELL: Final = 800
_MOST_LINES_OF_CELL: Final = 6
# A table inside a cell inside a table lays out the page; deeper is no report.
_DEEPEST: Final = 8
_MOST_COLUMNS: Final = 200
# Documents beyond are books: a report of 200 pages has some 10,000.
_MOST_PARAGRAPHS: Final = 100_000


def read_docx(content: bytes) -> Laid:
    """Read the bytes of a DOCX; raise RejectedError for one that is damaged, encrypted or larger than any report."""
    package = Package.open(content, "word/document.xml")
    tree = package.tree(package.main)
    if tree is None or (body := tree.find(f"{W}body")) is None:
        raise RejectedError(
            "damaged", "The Word file has no document inside it.", "Open it in Word and save it again as DOCX."
        )
    found = sum(1 for _ in body.iter(f"{W}p"))
    if found > _MOST_PARAGRAPHS:
        raise RejectedError("too_large", f"The document has {found:,} paragraphs.", "Split it into its reports.")
    styles = Styles.of(package.bytes(package.beside("styles.xml")) or b"")
    has_boxes = next(body.iter(_BOX), None) is not None
    walk = _Walk(styles, Numbering.of(package.tree(package.beside("numbering.xml"))), has_boxes)
    walk.story(body)
    for name in package.related("footnotes", "endnotes"):
        walk.notes(package.tree(name))
    for name in package.related("header", "footer"):
        walk.furniture(package.tree(name))
    return lay_out(walk.parts)


@dataclass(slots=True)
class _Cell:
    """A cell: its paragraphs, the columns it takes, and whether it goes on a cell above."""

    parts: list[Part]
    columns: int
    goes_on: bool

    @property
    def text(self) -> str:
        return " ".join(part.text for part in self.parts)

    @property
    def shown(self) -> str:
        return "" if self.goes_on else self.text


@dataclass(slots=True)
class _Walk:
    """One walk through a document, collecting its parts."""

    styles: Styles
    numbering: Numbering
    has_boxes: bool = False
    parts: list[Part] = field(default_factory=list)
    _groups: Iterator[int] = field(default_factory=count)

    def story(self, container: etree._Element, depth: int = 0) -> None:
        """Read what stands one below the other: paragraphs and tables."""
        for child in _stacked(container):
            if child.tag == f"{W}tbl":
                self._table(child, depth)
            else:
                self.parts += self._paragraph(child)
                for box in _boxes(child) if self.has_boxes and depth < _DEEPEST else ():
                    self.story(box, depth + 1)

    def notes(self, tree: etree._Element | None) -> None:
        """Read footnotes or endnotes; those with a type only draw the line above them."""
        for note in () if tree is None else tree:
            if note.get(f"{W}type") is None:
                self.story(note)

    def furniture(self, tree: etree._Element | None) -> None:
        """Read a header or footer, each wording once."""
        if tree is None:
            return
        known = {part.text for part in self.parts if part.form == "furniture"}
        for paragraph in tree.iter(f"{W}p"):
            told = joined(_runs(paragraph, False), spaced).text
            if told and told not in known:
                known.add(told)
                self.parts.append(Part(told, "furniture", next(self._groups)))

    def _paragraph(self, paragraph: etree._Element) -> list[Part]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.style(_style_of(properties))
        list_id, depth = (None, 0) if properties is None else listed(properties)
        level = (0 if properties is None else outline(properties)) or style.level
        found = pieces(_runs(paragraph, style.is_bold), spaced)
        if list_id is None:
            list_id, depth = style.list_id, depth or style.depth
        label = (
            self.numbering.label(list_id, depth) if list_id not in (None, "0") and any(p.text for p in found) else ""
        )
        group = next(self._groups)
        is_set_off = properties is not None and _is_centred(properties)
        told: list[Part] = []
        for piece in found:
            if not piece.text:
                continue
            text = f"{label} {piece.text}" if label and not told else piece.text
            told.append(_part(text, piece, group, level if not told else 0, is_item=bool(label), is_set_off=is_set_off))
        return told

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = [self._row(row, depth) for row in _rows(table)]
        if not _holds_data(rows):
            self._layout(rows)
            return
        group = next(self._groups)
        for row in rows:
            if not any(cell.shown for cell in row):
                continue
            line = row_of([one for cell in row for one in (cell.shown, *[""] * (cell.columns - 1))])
            is_bold = all(part.is_bold for cell in row for part in cell.parts)
            self.parts.append(Part(line, "table_row", group, is_bold=is_bold))

    def _layout(self, rows: list[list[_Cell]]) -> None:
        """Read a table that lays out the page column by column, as the letterhead and the signature are read."""
        width = max((len(row) for row in rows), default=0)
        for column in range(width):
            for row in rows:
                if column < len(row):
                    self.parts += row[column].parts

    def _row(self, row: etree._Element, depth: int) -> list[_Cell]:
        cells: list[_Cell] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        if before is not None:
            cells += [_Cell([], 1, False)] * min(_whole(before.get(f"{W}val")), _MOST_COLUMNS)
        for cell in _stacked_cells(row):
            properties = cell.find(f"{W}tcPr")
            span = None if properties is None else properties.find(f"{W}gridSpan")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            inner = _Walk(self.styles, self.numbering, self.has_boxes, _groups=self._groups)
            if depth < _DEEPEST:
                inner.story(cell, depth + 1)
            columns = 1 if span is None else min(max(_whole(span.get(f"{W}val")), 1), _MOST_COLUMNS)
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            cells.append(_Cell(inner.parts, columns, goes_on))
        return cells


def _part(text: str, piece: Piece, group: int, level: int, *, is_item: bool, is_set_off: bool) -> Part:
    form: Form = "paragraph"
    if level and len(text) <= 300:
        form = "heading"
    elif is_item and not (piece.is_bold and numbering(text)) and (bullet(text) or numbering(text)):
        form = "list_item" if bullet(text) or is_sentence(text) or not piece.is_bold else "paragraph"
    return Part(text, form, group, level, piece.is_bold, is_set_off or piece.is_italic)


def _holds_data(rows: list[list[_Cell]]) -> bool:
    """Return whether a table holds data: no letterhead or signature, no long text, two filled cells in two rows."""
    cells = [cell for row in rows for cell in row]
    lines = [part.text for cell in cells for part in cell.parts]
    if len(rows) <= _MOST_FRAME_ROWS and any(map(letterhead.is_frame_line, lines)):
        return False
    if any(len(cell.text) > _LONGEST_CELL or len(cell.parts) > _MOST_LINES_OF_CELL for cell in cells):
        return False
    return sum(sum(bool(cell.parts) for cell in row) >= 2 for row in rows) >= 2


_MOST_FRAME_ROWS: Final = 8


def _runs(paragraph: etree._Element, is_bold: bool) -> Iterator[Run]:
    """Yield the runs of a paragraph, hidden text left out; containers such as links and insertions are opened."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield from _run(child, is_bold)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _runs(child, is_bold)


def _run(run: etree._Element, is_bold: bool) -> Iterator[Run]:
    properties = run.find(f"{W}rPr")
    is_italic = False
    if properties is not None:
        if (hidden := properties.find(f"{W}vanish")) is not None and is_on(hidden):
            return
        if (bold := properties.find(f"{W}b")) is not None:
            is_bold = is_on(bold)
        is_italic = (italic := properties.find(f"{W}i")) is not None and is_on(italic)
    for child in run:
        if child.tag == f"{W}t" and child.text:
            yield Run(child.text, is_bold=is_bold, is_italic=is_italic)
        elif child.tag in _BREAKS:
            yield Run(is_break=True) if child.get(f"{W}type", "textWrapping") == "textWrapping" else Run(" ")
        elif child.tag in _SIGNS:
            yield Run(_SIGNS[child.tag], is_bold=is_bold, is_italic=is_italic)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a paragraph once each: Word writes them a second time for older readers."""
    for box in paragraph.iter(_BOX):
        above = list(box.iterancestors())
        inner = above[: above.index(paragraph)]
        if not any(one.tag in (_FALLBACK, _BOX) for one in inner):
            yield box


def _stacked(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container, those in content controls and insertions included."""
    for child in container:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in _UNSEEN and isinstance(child.tag, str) and child.tag != f"{W}sectPr":
            yield from _stacked(child)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _rows(child)


def _stacked_cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _stacked_cells(child)


def _style_of(properties: etree._Element | None) -> str | None:
    found = None if properties is None else properties.find(f"{W}pStyle")
    return None if found is None else str(found.get(f"{W}val", ""))


def _is_centred(properties: etree._Element) -> bool:
    found = properties.find(f"{W}jc")
    return found is not None and found.get(f"{W}val") == "center"


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
