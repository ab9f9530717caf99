"""Workbooks made by openpyxl for stories of spreadsheets."""

import io
from collections.abc import Callable, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.reading.laid import Laid
from pipelines.reading.workbook import read_xlsx

Rows = Sequence[Sequence[object]]


def saved(workbook: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def sheets(**told: Rows) -> Workbook:
    """Make a workbook of named sheets with their rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in told.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return workbook


def laid(rows: Rows, change: Callable[[Worksheet], None] = lambda sheet: None) -> Laid:
    """Read a workbook of one sheet, changed before it is saved."""
    workbook = sheets(Bảng=rows)
    change(workbook.worksheets[0])
    return read_xlsx(saved(workbook))


def lines(told: Laid) -> list[str]:
    """Give the texts of blocks in order."""
    return [block.text for block in told.blocks]


def table_rows(told: Laid) -> list[str]:
    """Give the rows of tables in order."""
    return [block.text for block in told.blocks if block.form == "table_row"]
