"""Spreadsheets to parts: the title block above a table, its rows, the notes and the signature below it.

The cells are read by calamine. What a cell shows is told in the text as a Vietnamese reader would write it, a comma
before decimals and a percent sign where the cell's format has one; a cell of text stays as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from pipelines.reading import letterhead
from pipelines.reading.cell_formats import SheetForm, sheet_forms
from pipelines.reading.document import RejectedError
from pipelines.reading.laid import Laid, Part, lay_out, row_of
from pipelines.reading.package import Package
from pipelines.reading.zipped import open_zip, refuse_false_sizes

Cell = str | float | int | bool | date | datetime | time | timedelta
"""What calamine gives for a cell; an empty one is an empty text."""

_SAVE: Final = "Open it in Excel or LibreOffice and save it again as XLSX."
_MOST_SHEETS: Final = 100
# A yearbook of all communes has some 10,000 rows and 50 columns.
_MOST_CELLS: Final = 5_000_000
_MOST_COLUMNS: Final = 1_000
# Rows of headers above the first figures of a table.
_HEADER_ROWS: Final = 6
# Rows that a group label may stand above its figures.
_GROUP_ROWS: Final = 3
_NOTE: Final = re.compile(r"ghi chú|nguồn|chú thích|\(?\*|[-–+•]\s", re.IGNORECASE)
# "Ngày lập: | 22/11/2024", "Đơn vị tính | lượt": a word and what it says, above or below a table.
_REMARK: Final = re.compile(
    r"(?:ngày(?: lập| báo cáo| in)?|kỳ báo cáo|thời (?:gian|điểm)|đơn vị (?:tính|báo cáo|lập)|đvt|người lập|mẫu số"
    r"|biểu số|nguồn|số liệu)\b[^|]{0,20}:?\s*$",
    re.IGNORECASE,
)
_DIGIT: Final = re.compile(r"\d")
_ONLY_FORM: Final = SheetForm(frozenset(), 0, 0)


def read_xlsx(content: bytes) -> Laid:
    """Read the bytes of an XLSX; raise RejectedError for one that is damaged, encrypted or larger than any report."""
    package = Package.open(content, "xl/workbook.xml")
    package.refuse_false_sizes(content)  # calamine unpacks by itself
    return _read(content, sheet_forms(package))


def read_old_workbook(content: bytes) -> Laid:
    """Read the bytes of an XLS, XLSB or ODS as `read_xlsx` does; which cells show percents is not known of these."""
    if content.startswith(b"PK"):
        refuse_false_sizes(content, open_zip(content))
    return _read(content, {})


def _read(content: bytes, forms: Mapping[str, SheetForm]) -> Laid:
    for name, form in forms.items():
        _refuse_wide(name, form.rows, form.columns)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        if len(names) > _MOST_SHEETS:
            raise RejectedError("too_large", f"The workbook has {len(names)} sheets.", "Split it into its reports.")
        return lay_out(_parts(workbook, names, forms))
    except PasswordError as error:
        raise RejectedError(
            "encrypted", "The spreadsheet is protected by a password.", "Save it without a password."
        ) from error
    except CalamineError as error:
        raise RejectedError("damaged", f"The spreadsheet cannot be opened: {error}.", _SAVE) from error


def _refuse_wide(name: str, rows: int, columns: int) -> None:
    if rows * columns > _MOST_CELLS or columns > _MOST_COLUMNS:
        raise RejectedError(
            "too_large",
            f"The sheet {name} reaches over {rows:,} rows and {columns:,} columns, more than any report.",
            "Delete what stands far off the table, or split the sheet into its reports.",
        )


def _parts(workbook: CalamineWorkbook, names: Sequence[str], forms: Mapping[str, SheetForm]) -> Iterator[Part]:
    groups = count()
    sheets: list[tuple[str, list[list[str]]]] = []
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        _refuse_wide(name, sheet.total_height, sheet.total_width)
        percents = forms.get(name, _ONLY_FORM).percents
        rows = [
            [cell if type(cell) is str else _shown(cell, (no, column) in percents) for column, cell in enumerate(row)]
            if percents
            else [cell if type(cell) is str else _shown(cell, False) for cell in row]
            for no, row in enumerate(sheet.to_python(skip_empty_area=False))
        ]
        if any(map(any, rows)):
            sheets.append((name, rows))
    for name, rows in sheets:
        if len(sheets) > 1:
            yield Part(name, "heading", next(groups), 1)
        yield from _sheet(rows, groups)


def _shown(cell: Cell, is_percent: bool) -> str:
    """Write what a cell shows."""
    if type(cell) is float and not is_percent:
        return _number(cell)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return ""
    if isinstance(cell, float | int):
        if is_percent:
            return f"{_number(cell * 100)}%"
        return _number(cell)
    if isinstance(cell, date):  # a moment too
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    return str(cell)


def _number(value: float) -> str:
    """Write a number without separators; twelve digits, since sums of decimals end in crumbs.

    >>> _number(1500000.0), _number(94.5), _number(0.1 + 0.2), _number(1.234)
    ('1500000', '94,5', '0,3', '1,234')
    """
    whole = int(value)
    if value == whole and -1e15 <= whole <= 1e15:
        return str(whole)
    return format(Decimal(f"{value:.12g}"), "f").replace(".", ",")


def _sheet(rows: Sequence[list[str]], groups: Iterator[int]) -> Iterator[Part]:
    """Tell tables from what stands above and below them, row by row."""
    filled = [sum(map(bool, row)) for row in rows]
    has_figures = [
        number >= 2 and any(_DIGIT.search(cell) for cell in row) for number, row in zip(filled, rows, strict=True)
    ]
    table: int | None = None
    is_after_gap = False
    for no, row in enumerate(rows):
        if not filled[no]:
            is_after_gap = True
            continue
        cells = [cell for cell in row if cell]
        is_framed = filled[no] <= _FRAME_CELLS and (
            any(map(letterhead.is_frame_line, cells)) or (filled[no] == 2 and _REMARK.match(cells[0]) is not None)
        )
        if table is None or is_after_gap:
            begins = filled[no] >= 2 and not is_framed and any(has_figures[no : no + _HEADER_ROWS + 1])
            if begins and (table is None or not has_figures[no]):
                table = next(groups)
        if table is not None and (is_framed or not _goes_on(filled, has_figures, rows, no)):
            table = None
        if table is None:
            group = next(groups)
            lines = (
                [" ".join(cells)] if _REMARK.match(cells[0]) else [line for cell in cells for line in cell.splitlines()]
            )
            yield from (Part(line, group=group) for line in lines)
        else:
            yield Part(row_of(row), "table_row", table)
        is_after_gap = False


_FRAME_CELLS: Final = 4


def _goes_on(filled: Sequence[int], has_figures: Sequence[bool], rows: Sequence[list[str]], no: int) -> bool:
    """Return whether a row belongs to a table: it has cells beside each other, or it is a label above figures."""
    if filled[no] >= 2:
        return has_figures[no] or any(has_figures[no + 1 : no + 1 + _HEADER_ROWS])
    label = next(cell for cell in rows[no] if cell)
    return _NOTE.match(label) is None and len(label) <= 150 and any(has_figures[no + 1 : no + 1 + _GROUP_ROWS])
