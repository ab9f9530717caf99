"""The tables inside a text: which rows are headers, what each column holds, which cell is a figure.

A table is a run of rows, the cells of a row parted by bars or tabs as `reading` writes them. What its figures state is
told in `tables`.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipelines.claims.model import Passage
from pipelines.language import periods

Kind = Literal["ordinal", "label", "time", "unit", "note", "comparison", "value", "text"]
"""What a column holds; `text` is what no figure needs (who is responsible, where)."""

_BAR: Final = re.compile(r"\||\t+")
_YEAR: Final = re.compile(r"(?:năm\s+)?(?:19|20)\d{2}", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ](?:\.\d{1,2})?)[.)/]?")
_INDEX: Final = re.compile(r"\(?(?:\d{1,2}|[A-H])\)?(?:\s*=.*)?|\d{1,2}\s*=.*")
_HEDGES: Final = r"(?:trên|hơn|gần|khoảng|ước|đạt|dưới|xấp xỉ|từ|tối thiểu|ít nhất|không quá|không dưới|[~><≥≤=±+-])"
# A number with words of direction before it and a unit of few words behind it; "6 tháng/ cùng kỳ" is a header.
_FIGURE: Final = re.compile(
    rf"(?:{_HEDGES}\s*)*\(?\d[\d.,/\s%–-]*(?:[^\W\d][^\d]{{0,24}})?(?:\([^()]{{1,30}}\)|[*†\s)])*", re.IGNORECASE
)
_TIME_WORD: Final = re.compile(r"(?<!\w)(?:tháng|quý|năm|kế hoạch|kh|cùng kỳ|so với)(?!\w)", re.IGNORECASE)
_TWO_YEARS: Final = re.compile(r"(?:19|20)\d{2}\s*/\s*(?:19|20)\d{2}(?!\d)")
_NUMBERED: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)/-]\s*[^\W\d]")
_DATE: Final = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ORDINAL_HEADERS: Final = frozenset({"tt", "stt", "số tt", "s tt", "số thứ tự", "no", "no.", "#"})
_UNIT_HEADER: Final = re.compile(r"(?:đơn vị(?: tính| đo)?|đvt|đv\.? ?tính|đ/v tính|dvt|đvị tính|đơn vị\s*\(.*\))")
_NOTE_HEADER: Final = re.compile(r"(?:ghi chú|chú thích|nguồn(?: số liệu)?|thuyết minh|nhận xét|lý do)\b.*")
# What is measured by something else: shares of the plan, growth, differences. "KH" and "TH" are how offices shorten
# plan and result.
COMPARISON_HEADER: Final = re.compile(
    r"(?:^|(?<=\s)|(?<=[(/]))(?:so (?:với|sánh|kh|ck|cùng)|ss (?:với|kh|ck)|tăng|giảm|chênh lệch|mức tăng|tốc độ"
    r"|(?:%|tỷ lệ|tỉ lệ|mức độ|kết quả)\s*(?:%\s*)?(?:\(%\)\s*)?(?:hoàn thành|thực hiện|đạt|so)"
    r"|đạt\s*(?:tỷ lệ|tỉ lệ|kế hoạch|\(?%|kh\b)|hoàn thành|th\s*/\s*kh|%\s*(?:kh|kế hoạch|ck)|[+±]\s*/\s*-)"
    r"|(?:19|20)\d{2}\s*/\s*(?:19|20)\d{2}"
)
RATIO_HEADER: Final = re.compile(r"(?:(?:đạt|tỷ lệ|tỉ lệ)\s*)?(?:\(?\s*%\s*\)?)?\s*(?:đạt(?: được)?)?")
_PLAN_HEADER: Final = re.compile(r"(?<!\w)(?:kế hoạch|kh|chỉ tiêu (?:giao|kế hoạch)|mục tiêu|được giao)(?!\w)")
_RESULT_HEADER: Final = re.compile(r"(?<!\w)(?:thực hiện|th|kết quả|ước|đạt được)(?!\w)")
_TOTAL: Final = re.compile(
    r"(?:tổng|tổng số|tổng cộng|cộng|toàn (?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường)|chung)\W*"
)
_OF_ALL: Final = re.compile(r"(?<!\w)(?:toàn (?:tỉnh|huyện|thành phố|thị xã|quận)|tổng cộng)(?!\w)")
# Rows of headers that a table has at most.
_MOST_HEADERS: Final = 5
_MOST_NOTES: Final = 8
_NOTE: Final = re.compile(r"\s*(?:\(?\*+\)?|†|ghi chú|chú thích|nguồn|[-–+•]\s|\(?\d\)\s)", re.IGNORECASE)
_CAPTIONS: Final = ("caption", "heading", "body", "title")
_LONGEST_CAPTION: Final = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: its text, and its place in the row's passage (half-open)."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        """Tell whether the cell holds a figure, and not a time, an ordinal of a heading or words."""
        if not _FIGURE.fullmatch(self.text) or _YEAR.fullmatch(self.text) or _DATE.fullmatch(self.text):
            return False
        if _TWO_YEARS.match(self.text):
            return False
        return _TIME_WORD.search(self.text) is None and _NUMBERED.match(self.text) is None


@dataclass(frozen=True)
class Grid:
    """A table: its header as one text for each column, the rows below it, what stands above and below.

    `rows` are numbers of passages; `header_span` is the header's place in the document's text, None without one.
    """

    header: tuple[str, ...]
    header_rows: tuple[int, ...]
    header_span: tuple[int, int] | None
    kinds: tuple[Kind, ...]
    rows: tuple[int, ...]
    cells: tuple[tuple[Cell, ...], ...]
    caption: str
    notes: tuple[str, ...]

    def columns(self, kind: Kind) -> list[int]:
        """Give the columns that hold one kind of thing."""
        return [column for column, of_kind in enumerate(self.kinds) if of_kind == kind]


def cells_of(row: str) -> tuple[Cell, ...]:
    """Cut a row at its bars or tabs; blanks around a cell do not belong to it.

    >>> [cell.text for cell in cells_of("1 | | Lượt khách")]
    ['1', '', 'Lượt khách']
    """
    found: list[Cell] = []
    start = 0
    for bar in (*_BAR.finditer(row), None):
        end = len(row) if bar is None else bar.start()
        text = row[start:end].strip()
        first = start + (len(row[start:end]) - len(row[start:end].lstrip()) if text else 0)
        found.append(Cell(unicodedata.normalize("NFC", text), first, first + len(text)))
        start = end if bar is None else bar.end()
    return tuple(found)


def is_total(label: str) -> bool:
    """Tell whether a label names the whole of a table of parts ("Tổng cộng", "Kế hoạch năm 2019 toàn tỉnh")."""
    return _TOTAL.fullmatch(label.lower()) is not None or _OF_ALL.search(label.lower()) is not None


def grids(passages: Sequence[Passage]) -> Iterator[Grid]:
    """Give the tables of a document, in order; one run of rows holds two where a second header stands in it."""
    run: list[int] = []
    for position in range(len(passages) + 1):
        if position < len(passages) and passages[position].role == "table_row":
            run.append(position)
        elif run:
            yield from _grids_of(passages, run)
            run = []


def _grids_of(passages: Sequence[Passage], run: Sequence[int]) -> Iterator[Grid]:
    cells = [cells_of(passages[position].text) for position in run]
    first = 0
    for no in range(1, len(run) + 1):
        if no == len(run) or (
            no > first + 1 and _is_corner(cells[no][0].text) and not _is_same(cells[no], cells[first])
        ):
            yield _grid(passages, run[first:no], cells[first:no])
            first = no


def _is_corner(text: str) -> bool:
    return text.lower() in _ORDINAL_HEADERS


def _is_same(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return [cell.text for cell in row] == [cell.text for cell in other]


def _grid(passages: Sequence[Passage], run: Sequence[int], cells: Sequence[tuple[Cell, ...]]) -> Grid:
    depth = _header_depth(cells)
    width = max(map(len, cells))
    header = _header(cells[:depth], width)
    body = [no for no in range(depth, len(run)) if not any(_is_same(cells[no], one) for one in cells[:depth])]
    if depth and body and _is_index(cells[body[0]]):
        body = body[1:]
    above = passages[run[0] - 1] if run[0] else None
    is_caption = above is not None and above.role in _CAPTIONS and len(above.text) <= _LONGEST_CAPTION
    head = passages[run[0]], passages[run[depth - 1]] if depth else passages[run[0]]
    return Grid(
        header,
        tuple(run[:depth]),
        (head[0].start, head[1].start + len(head[1].text)) if depth else None,
        _kinds(header, [cells[no] for no in body]),
        tuple(run[no] for no in body),
        tuple(cells[no] for no in body),
        above.text if above is not None and is_caption else "",
        tuple(_notes(passages, run[-1] + 1)),
    )


def _notes(passages: Sequence[Passage], position: int) -> Iterator[str]:
    for passage in passages[position : position + _MOST_NOTES]:
        if not _NOTE.match(passage.text):
            return
        yield passage.text


def _header_depth(cells: Sequence[tuple[Cell, ...]]) -> int:
    """Give how many rows head the table: those before the first figure, and of them no labels of groups."""
    for no, row in enumerate(cells[: _MOST_HEADERS + 1]):
        if any(cell.is_figure for cell in row[1:]) or (no == 0 and len(row) == 1 and row[0].is_figure):
            return no
        if no and (_is_index(row) or (row[0].text and _is_group(row, cells[0]))):
            return no
    return 1 if len(cells) > 1 else 0


def _is_group(row: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """Tell whether a row without figures is the label of a group: one cell, or an ordinal and one."""
    filled = [cell.text for cell in row if cell.text]
    named = [text for text in filled if not _ORDINAL.fullmatch(text)]
    return len(named) <= 1 and sum(bool(cell.text) for cell in first) > 1


def _is_index(row: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns ("A | B | 1 | 2 | 3=2/1")."""
    filled = [cell.text for cell in row if cell.text]
    if len(filled) < 3 or not all(_INDEX.fullmatch(text) for text in filled):
        return False
    numbers = [int(match[0]) for text in filled if (match := re.search(r"\d{1,2}", text))]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if len(numbers) >= 2 else False


def _header(rows: Sequence[tuple[Cell, ...]], width: int) -> tuple[str, ...]:
    """Join the rows of a header to one text for each column; a cell above several columns holds for all of them."""
    told: list[list[str]] = [[] for _ in range(width)]
    for no, row in enumerate(rows):
        last = ""
        for column in range(width):
            text = row[column].text if column < len(row) else ""
            above = any(column < len(one) and one[column].text for one in rows[:no])
            below = any(column < len(one) and one[column].text for one in rows[no + 1 :])
            if text:
                last = text
            elif above:
                last = ""
            elif below:
                text = last
            if text and text not in told[column]:
                told[column].append(text)
    return tuple(" ".join(parts) for parts in told)


def _kinds(header: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> tuple[Kind, ...]:
    kinds: list[Kind] = []
    has_label = has_value = False
    for column, told in enumerate(header):
        cells = [row[column] for row in rows if column < len(row) and row[column].text]
        kind = _kind(told.lower().strip(), cells, is_first=column == 0 and len(header) > 2, has_label=has_label)
        if kind in ("label", "text"):
            kind = "text" if has_value else "label"
        if kind == "value" and RATIO_HEADER.fullmatch(told.lower().strip()) and _tells_plan(header[:column]):
            kind = "comparison"
        has_label = has_label or kind == "label"
        has_value = has_value or kind in ("value", "comparison")
        kinds.append(kind)
    if not has_label and kinds:  # years or ordinals stand where labels do
        first = next((column for column, kind in enumerate(kinds) if kind == "value"), 0)
        kinds[first] = "label"
    return tuple(kinds)


def _tells_plan(header: Sequence[str]) -> bool:
    """Tell whether columns of plan and of result stand there, which a bare ratio behind them compares."""
    told = " ".join(header).lower()
    return _PLAN_HEADER.search(told) is not None and _RESULT_HEADER.search(told) is not None


def _kind(told: str, cells: Sequence[Cell], *, is_first: bool, has_label: bool) -> Kind:
    if told in _ORDINAL_HEADERS or (is_first and cells and all(_ORDINAL.fullmatch(cell.text) for cell in cells)):
        return "ordinal"
    if _UNIT_HEADER.fullmatch(told) and _are_units(cells):
        return "unit"
    if _NOTE_HEADER.match(told):
        return "note"
    if has_label and COMPARISON_HEADER.search(told):
        return "comparison"
    figures = sum(cell.is_figure for cell in cells)
    times = sum(bool(_YEAR.fullmatch(cell.text)) or _is_time(cell.text) for cell in cells)
    words = sum(_LETTER.search(cell.text) is not None and not cell.is_figure for cell in cells)
    if times * 2 > len(cells):
        return "time" if has_label else "label"
    if not cells or figures >= words:
        return "value"
    return "text" if has_label else "label"


def _are_units(cells: Sequence[Cell]) -> bool:
    """Tell units ("Lượt", "%") from names of units of administration ("Xã Tân Minh"), both under "Đơn vị"."""
    named = sum(sum(word[:1].isupper() for word in cell.text.split()) >= 2 for cell in cells)
    return named * 2 <= len(cells)


def _is_time(text: str) -> bool:
    found = periods.find(text.lower())
    return len(found) == 1 and found[0].end - found[0].start >= len(text) * 0.6
