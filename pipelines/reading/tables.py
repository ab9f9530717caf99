"""Tables of a page: which hold data and which only lay out the page, and how a row of data becomes one line of text."""

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.reading.runs import Piece

_STRUCTURE: Final = ("h1", "h2", "h3", "article", "section", "form", "nav", "main", "header", "footer", "hr")
_PARAGRAPHS: Final = frozenset({"p", "div", "li", "blockquote"})
_MOST_PARAGRAPHS: Final = 4
_LONGEST_CELL: Final = 800
# Spans beyond these are slips or attacks; the cells that they would add hold nothing.
_WIDEST_SPAN: Final = 30
_TALLEST_SPAN: Final = 200
_MOST_COLUMNS: Final = 200
_EMPTY: Final = Piece("")


def is_data_table(table: etree._Element) -> bool:
    """Return whether a table holds data: no table, heading or long text inside it, and two filled cells in some row.

    A table of one column frames a picture or a box; one whose cell holds a page's worth of text lays the page out.
    """
    if next(table.iterdescendants("table", *_STRUCTURE), None) is not None:
        return False
    has_row = False
    for row in table.iterdescendants("tr"):
        filled = 0
        for cell in row.iterchildren("td", "th"):
            text = "".join(str(part) for part in cell.itertext()).strip()
            if len(text) > _LONGEST_CELL:
                return False
            if text and _paragraphs(cell) > _MOST_PARAGRAPHS:
                return False
            filled += bool(text)
        has_row = has_row or filled >= 2
    return has_row


def _paragraphs(cell: etree._Element) -> int:
    """Return how many paragraphs a cell holds, by elements and by empty lines."""
    return sum(
        child.tag in _PARAGRAPHS or (child.tag == "br" and _is_break(child.getprevious()))
        for child in cell.iterdescendants("br", *_PARAGRAPHS)
    )


def _is_break(element: etree._Element | None) -> bool:
    return element is not None and element.tag == "br" and not (element.tail or "").strip()


@dataclass(slots=True)
class DataTable:
    """The rows of a data table as they are read; remembers cells that reach down into later rows."""

    _reaching: dict[int, int] = field(default_factory=dict)
    _cells: list[Piece] = field(default_factory=list)

    def add(self, piece: Piece, columns: int, rows: int) -> None:
        """Put a cell into the row at hand; the other places of a wide or tall cell stay empty, so columns line up."""
        self._skip_reached()
        columns = min(max(columns, 1), _WIDEST_SPAN, max(_MOST_COLUMNS - len(self._cells), 1))
        rows = min(max(rows, 1), _TALLEST_SPAN)
        for column in range(columns):
            if rows > 1:
                self._reaching[len(self._cells)] = rows - 1
            self._cells.append(piece if column == 0 else _EMPTY)

    def row(self) -> Piece:
        """End the row at hand: its cells joined by ` | `; the text of a row without any is empty."""
        self._skip_reached()
        cells, self._cells = self._cells, []
        whole = sum(len(cell.text) for cell in cells)
        if not whole:
            return _EMPTY
        return Piece(
            " ".join(part for cell in cells for part in ("|", cell.text) if part).removeprefix("|").strip(),
            sum(len(cell.text) * cell.link_share for cell in cells) / whole,
            all(cell.is_bold for cell in cells if cell.text),
            all(cell.is_italic for cell in cells if cell.text),
        )

    def _skip_reached(self) -> None:
        while (column := len(self._cells)) in self._reaching and column < _MOST_COLUMNS:
            self._reaching[column] -= 1
            if not self._reaching[column]:
                del self._reaching[column]
            self._cells.append(_EMPTY)


def span(cell: etree._Element, attribute: str) -> int:
    """Return how many columns or rows a cell takes; what is no number is one."""
    value = str(cell.get(attribute, "1")).strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
