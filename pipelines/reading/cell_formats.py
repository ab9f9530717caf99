"""What calamine does not tell of an XLSX: which cells show percents, and how far the cells of a sheet reach.

Source: ECMA-376 part 1, 18.8.30 (number formats: 9 and 10 are percents; those of a workbook are its own) and 18.3.1.4
(cells). Sheets are searched, not parsed: a sheet of 50,000 rows has half a million cells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.reading.package import Package

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN_PERCENTS: Final = frozenset({9, 10})
_LITERAL: Final = re.compile(r'"[^"]*"|\\.')
_SHEET: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A cell with content: one without is closed at once, or ends where it begins.
_FILLED: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*(?<!/)>(?!</c>)')
_ROW: Final = re.compile(rb'<row [^<>]{0,40}?\br="(\d{1,7})"')
_COLUMN: Final = re.compile(rb'<c r="([A-Z]{1,3})\d')
# A sheet of fewer places is read whatever stands in them.
_SMALL: Final = 2_000_000
_STYLED: Final = rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-z]+="[^"]*")*? s="(?:%s)"'


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A sheet's places that show percents, by row and column from 0, and how many rows and columns it reaches over."""

    percents: frozenset[tuple[int, int]]
    rows: int
    columns: int


def sheet_forms(package: Package) -> Mapping[str, SheetForm]:
    """Return the form of every sheet of a workbook, by the sheet's name."""
    tree = package.tree(package.main)
    if tree is None:
        return {}
    styles = _percent_styles(package)
    targets = package.related_by_id("worksheet")
    found: dict[str, SheetForm] = {}
    for sheet in tree.iter(f"{_S}sheet"):
        target = targets.get(str(sheet.get(_SHEET, "")))
        content = None if target is None else package.bytes(target)
        if content is not None:
            found[str(sheet.get("name", ""))] = _form(content, styles)
    return found


def _form(content: bytes, percent_styles: frozenset[int]) -> SheetForm:
    rows, columns = _extent(content)
    percents: frozenset[tuple[int, int]] = frozenset()
    if percent_styles:
        styled = re.compile(_STYLED % b"|".join(str(one).encode() for one in sorted(percent_styles)))
        percents = frozenset((int(match[2]) - 1, column_of(match[1])) for match in styled.finditer(content))
    return SheetForm(percents, rows, columns)


def _extent(content: bytes) -> tuple[int, int]:
    """Return how far the cells of a sheet reach; cells without content count only where that makes it small."""
    rows = max(map(int, _ROW.findall(content)), default=0)
    columns = max(map(column_of, set(_COLUMN.findall(content))), default=-1) + 1
    if rows * columns < _SMALL:
        return rows, columns
    filled = {(match[1], int(match[2])) for match in _FILLED.finditer(content)}
    return (
        max((row for _, row in filled), default=0),
        max(map(column_of, {column for column, _ in filled}), default=-1) + 1,
    )


def column_of(letters: bytes) -> int:
    """Return the number of a column from 0.

    >>> column_of(b"A"), column_of(b"AA"), column_of(b"XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _percent_styles(package: Package) -> frozenset[int]:
    """Return the numbers of the cell styles whose format shows a percent sign."""
    name = next(iter(package.related("styles")), None)
    tree = None if name is None else package.tree(name)
    if tree is None:
        return frozenset()
    formats = _BUILT_IN_PERCENTS | {
        _whole(one.get("numFmtId"))
        for one in tree.iter(f"{_S}numFmt")
        if "%" in _LITERAL.sub("", str(one.get("formatCode", "")))
    }
    cells = tree.find(f"{_S}cellXfs")
    styles: list[etree._Element] = [] if cells is None else list(cells)
    return frozenset(no for no, style in enumerate(styles) if _whole(style.get("numFmtId")) in formats)


def _whole(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
