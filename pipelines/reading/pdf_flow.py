"""Lines to paragraphs: what stands on pages and in columns becomes one flow of parts, over the breaks between pages.

A line goes on with the paragraph above it where that is full, that is, where its first word had no room there; indents,
distances, sizes and the marks of items begin anew. The order of the lines is told by `pdf_columns`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from pipelines.reading.laid import Part, row_of
from pipelines.reading.paragraphs import continues, is_unfinished
from pipelines.reading.pdf_columns import Column, Kind
from pipelines.reading.pdf_lines import Line, joined
from pipelines.reading.pdf_tables import Table
from pipelines.reading.phrases import bullet, ends_sentence, numbering

# Shares of the size of the letters, unless a comment says otherwise.
_INDENT: Final = 0.7
_SLACK: Final = 0.3
_HANGING: Final = 0.35
_APART: Final = 1.25  # of the usual distance of lines
_USUAL_LEADING: Final = 1.4
_LEAST_LEADING: Final = 1.15
_WIDEST_LEADING: Final = 1.9
_NEARLY_FULL: Final = 3.0
_SAME_SIZE: Final = 0.08  # of the larger size
_SAME_SIZE_RECOGNISED: Final = 0.4
_CENTRE: Final = 1.0
_BIG: Final = (1.35, 1.12)
"""How much larger than most letters those of headings are: of the first level, of the second."""
_SPLIT_RANGE: Final = re.compile(r"[-–] ?\d")
_SAME_COLUMNS: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line stands: on which page, in which column, and the edges of that."""

    page: int
    column: int
    kind: Kind
    left: float
    right: float
    leading: float
    is_first: bool
    """Whether the line begins a page, or a column of text beside another: a paragraph may come from before."""


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    place: _Place
    text: str = ""
    is_item: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.lines[0].text
        self.is_item = _starts_item(self.text)

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.text = joined(self.text, line.text)


def parts_of(pages: Sequence[Sequence[Column | Table]]) -> list[Part]:
    """Return the paragraphs and the rows of pages in reading order."""
    flow = list(_flow(pages))
    size = _usual_size(flow)
    parts: list[Part] = []
    for group, piece in enumerate(flow, 1):
        if isinstance(piece, Table):
            parts += (Part(row_of(row), "table_row", group, is_recognised=piece.is_hidden) for row in piece.rows)
        else:
            parts.append(_part(piece, group, size))
    return parts


def _flow(pages: Sequence[Sequence[Column | Table]]) -> Iterator[_Paragraph | Table]:
    """Yield paragraphs and tables, each whole though it may stand on two pages."""
    waiting: _Paragraph | Table | None = None
    for piece in _pieces(pages):
        if isinstance(piece, Table):
            if isinstance(waiting, Table) and _same_columns(waiting, piece):
                waiting = waiting._replace(rows=waiting.rows + _without_header(piece.rows, waiting.rows))
                continue
            if waiting is not None:
                yield waiting
            waiting = piece
            continue
        line, following, place = piece
        if isinstance(waiting, _Paragraph) and _goes_on(waiting, line, following, place):
            waiting.add(line)
            waiting.place = place
            continue
        if waiting is not None:
            yield waiting
        waiting = _Paragraph([line], place)
    if waiting is not None:
        yield waiting


def _pieces(pages: Sequence[Sequence[Column | Table]]) -> Iterator[tuple[Line, Line | None, _Place] | Table]:
    """Yield tables, and lines with the one below them and their place."""
    edges = _edges_of_document(pages)
    number = 0
    for page_no, page in enumerate(pages):
        before: Kind | None = None
        for position, piece in enumerate(page):
            if isinstance(piece, Table):
                before = None
                yield piece
                continue
            number += 1
            left, right = _edges(piece, edges)
            leading = _leading(piece.lines, right)
            is_first = position == 0 or (piece.kind == "column" and before == "column")
            before = piece.kind
            for no, line in enumerate(piece.lines):
                following = piece.lines[no + 1] if no + 1 < len(piece.lines) else None
                yield line, following, _Place(page_no, number, piece.kind, left, right, leading, no == 0 and is_first)


def _same_columns(table: Table, following: Table) -> bool:
    """Return whether a table that follows without a word between goes on with the one before."""
    return len(table.rows[0]) == len(following.rows[0]) and (
        len(table.columns) == len(following.columns)
        and all(abs(a - b) < _SAME_COLUMNS for a, b in zip(table.columns, following.columns, strict=True))
    )


def _without_header(rows: list[list[str]], before: list[list[str]]) -> list[list[str]]:
    repeated = 0
    while repeated < min(len(rows), len(before), 4) and rows[repeated] == before[repeated]:
        repeated += 1
    return rows[repeated:]


def _edges_of_document(pages: Iterable[Iterable[Column | Table]]) -> tuple[float, float] | None:
    lines = [
        line
        for page in pages
        for piece in page
        if isinstance(piece, Column) and piece.kind == "main"
        for line in piece.lines
    ]
    return _edges_of(lines) if lines else None


def _edges(column: Column, document: tuple[float, float] | None) -> tuple[float, float]:
    own = _edges_of(column.lines)
    if column.kind == "main" and document is not None:
        return min(document[0], own[0]), max(document[1], own[1] if len(column.lines) > 5 else 0.0)
    return own


def _edges_of(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the edges of a column: the outermost that three lines share within half a letter, else the outermost."""
    return -_outermost([-line.x0 for line in lines], lines), _outermost([line.x1 for line in lines], lines)


def _outermost(ends: list[float], lines: Sequence[Line]) -> float:
    near = 0.5 * median(line.size for line in lines)
    ends = sorted(ends, reverse=True)
    return next((end for end, third in zip(ends, ends[2:], strict=False) if end - third <= near), ends[0])


def _leading(lines: Sequence[Line], right: float) -> float:
    """Return the usual distance of lines in a column, in sizes of letters: that below lines that are full."""
    pairs = [(above, below) for above, below in pairwise(lines) if abs(above.size - below.size) < 0.5]
    for nearly in (_NEARLY_FULL, float("inf")):
        steps = sorted(
            (below.y - above.y) / above.size
            for above, below in pairs
            if right - above.x1 < nearly * above.size and below.y - above.y > 0.5 * above.size
        )
        if len(steps) >= 3:
            return min(steps[len(steps) // 4], _WIDEST_LEADING)
    return _USUAL_LEADING


def _goes_on(paragraph: _Paragraph, line: Line, following: Line | None, place: _Place) -> bool:
    """Return whether a line goes on with a paragraph."""
    last, before = paragraph.lines[-1], paragraph.place
    is_broken = before.column != place.column
    if is_broken and not (place.is_first and before.kind == place.kind != "aside"):
        return False
    if not is_broken and line.y - last.y > _APART * max(before.leading, _LEAST_LEADING) * last.size:
        return False
    least = _SAME_SIZE_RECOGNISED if line.is_hidden else _SAME_SIZE
    if abs(line.size - last.size) > least * max(line.size, last.size):
        return False
    in_sentence = continues(paragraph.text, line.text)
    if place.kind == "aside":
        return in_sentence and not is_broken
    is_full = before.right - last.x1 < line.first_width + (0.25 + _SLACK) * line.size
    is_open = not ends_sentence(last.text) and not last.text.endswith((":", ";"))
    if _starts_item(line.text):
        is_range = _SPLIT_RANGE.match(line.text) is not None and last.text[-1:].isdigit()
        return is_full and is_open and (is_range or is_unfinished(last.text, line.text))
    if line.is_bold != last.is_bold and (line.is_bold or all(one.is_bold for one in paragraph.lines)):
        return in_sentence and is_full
    if (
        _is_symmetric(line, place)
        and _is_symmetric(last, before)
        and (_is_inset(line, place) or _is_inset(last, before))
    ):
        return in_sentence or (is_open and is_unfinished(last.text, line.text))
    if _is_indented(paragraph, line, following, place, is_full and is_open):
        return False
    if is_broken and not is_open and not in_sentence:
        return is_full and _has_indents(paragraph)
    return is_full or in_sentence


def _is_indented(paragraph: _Paragraph, line: Line, following: Line | None, place: _Place, is_inside: bool) -> bool:
    """Return whether a line begins further in, or further out, than one that goes on with the paragraph would."""
    step = _INDENT * line.size
    start = line.x0 - place.left
    last_start = paragraph.lines[-1].x0 - paragraph.place.left
    is_second = len(paragraph.lines) == 1
    if start > last_start + step:
        hangs = abs(line.x0 - paragraph.lines[0].second_x0) < _HANGING * line.size
        return not (is_second and (paragraph.is_item or hangs))
    if start < last_start - step:
        return not is_second
    returns = following is not None and following.x0 < line.x0 - step and not _starts_item(following.text)
    return start > step and returns and not is_inside


def _has_indents(paragraph: _Paragraph) -> bool:
    return (
        len(paragraph.lines) > 1 and paragraph.lines[0].x0 > paragraph.lines[1].x0 + _INDENT * paragraph.lines[0].size
    )


def _is_inset(line: Line, place: _Place) -> bool:
    return min(line.x0 - place.left, place.right - line.x1) > 1.5 * line.size


def _is_symmetric(line: Line, place: _Place) -> bool:
    return abs(line.x0 - place.left - (place.right - line.x1)) < 2 * _CENTRE * line.size


def _starts_item(text: str) -> bool:
    return bullet(text) is not None or numbering(text) is not None


def _usual_size(flow: Iterable[_Paragraph | Table]) -> float:
    counts: Counter[float] = Counter()
    for piece in flow:
        if isinstance(piece, _Paragraph):
            for line in piece.lines:
                counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def _part(paragraph: _Paragraph, group: int, usual: float) -> Part:
    lines = paragraph.lines
    is_recognised = sum(line.is_hidden for line in lines) * 2 > len(lines)
    size = max(line.size for line in lines)
    level = next((no for no, share in enumerate(_BIG, 1) if size >= share * usual), 0)
    is_centred = paragraph.place.kind == "main" and all(
        _is_inset(line, paragraph.place) and _is_symmetric(line, paragraph.place) for line in lines
    )
    return Part(
        paragraph.text,
        group=group,
        level=0 if is_recognised else level,
        is_bold=all(line.is_bold for line in lines),
        is_set_off=is_centred or all(line.is_italic for line in lines),
        is_recognised=is_recognised,
    )
