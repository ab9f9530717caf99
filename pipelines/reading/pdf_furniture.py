"""What stands on a page for the page's sake: headers and footers, told by their return, and page numbers by their form.

Which lines there are is told by `pdf_lines`; words of web pages that are no article belong to `furniture`.
"""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from pipelines.reading.pdf_lines import Line

_MARGIN: Final = 0.13
"""The share of a page's height, above and below, in which headers and footers stand."""
_MOST_ROWS: Final = 3
_SAME_HEIGHT: Final = 4.0
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"(?P<mark>[-–—[(~|\s]*)(?P<word>(?:trang|page|tr\.)\s*(?:số\s*)?:?\s*)?(?P<number>\d{1,3}|[ivx]{1,5})"
    r"(?P<of>\s*(?:/|\||of|trên)\s*\d{1,3})?[-–—\])~|\s]*",
    re.IGNORECASE,
)
_AND_PAGE: Final = re.compile(r"\S.{2,80}?\s[-–|\s]*(?:trang\s*)?(\d{1,3})\W*", re.IGNORECASE)
_ALONE: Final = 0.9
"""How far a bare number stands from the text at least, in sizes of its letters; the end of a paragraph is closer."""


class Sheet(NamedTuple):
    """A page: its height and its lines, tables without."""

    height: float
    lines: list[Line]


def without_furniture(sheets: Sequence[Sheet]) -> tuple[list[list[Line]], list[Line]]:
    """Return the lines of each page that are its text, and the furniture: each wording once, digits aside."""
    seen: dict[tuple[str, int, int], set[int]] = {}
    for number, sheet in enumerate(sheets):
        for line, is_above in _in_margins(sheet):
            for height in _heights(line, sheet, is_above):
                seen.setdefault((_wording(line.text), height, is_above), set()).add(number)
    kept: list[list[Line]] = []
    found: dict[str, Line] = {}
    for number, sheet in enumerate(sheets, 1):
        dropped = set()
        for line, is_above in _in_margins(sheet):
            wording = _wording(line.text)
            returns = any(len(seen[wording, height, is_above]) > 1 for height in _heights(line, sheet, is_above))
            if returns or _is_page_number(line, sheet, is_above) or _ends_with_page(line, sheet, number, is_above):
                dropped.add(id(line))
                found.setdefault(wording, line)
        kept.append([line for line in sheet.lines if id(line) not in dropped])
    return kept, list(found.values())


def _wording(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def _heights(line: Line, sheet: Sheet, is_above: bool) -> tuple[int, int]:
    """Return the two steps of height that a line is nearest to, so that lines a little apart share one."""
    step = (line.y if is_above else sheet.height - line.y) / _SAME_HEIGHT
    return int(step), int(step + 0.5) + 1_000_000


def _in_margins(sheet: Sheet) -> Iterator[tuple[Line, bool]]:
    """Yield the lines of the first and the last rows of a page, and whether they stand near its upper edge."""
    for is_above in (True, False):
        rows = 0
        last = -1.0
        for line in sorted(sheet.lines, key=attrgetter("y"), reverse=not is_above):
            away = line.y if is_above else sheet.height - line.y
            if away > last + 0.5 * line.size:
                rows += 1
                last = away
            if away > _MARGIN * sheet.height or rows > _MOST_ROWS:
                break
            yield line, is_above


def _is_page_number(line: Line, sheet: Sheet, is_above: bool) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None or not _is_outermost(line, sheet, is_above):
        return False
    is_told = bool(match["word"] or match["of"] or match["mark"].strip())
    return is_told or _is_alone(line, sheet)


def _ends_with_page(line: Line, sheet: Sheet, number: int, is_above: bool) -> bool:
    """Return whether a line by itself in the margin ends with the number of its page ("Báo cáo số 9/BC-UBND 2")."""
    match = _AND_PAGE.fullmatch(line.text)
    is_told = number > 1 and match is not None and int(match[1]) == number
    return is_told and _is_outermost(line, sheet, is_above) and _is_alone(line, sheet)


def _is_outermost(line: Line, sheet: Sheet, is_above: bool) -> bool:
    """Return whether at most a row of a header or footer stands between a line and the edge."""
    beyond = {
        round(other.y / 3)
        for other in sheet.lines
        if (other.y < line.y - line.size if is_above else other.y > line.y + line.size)
    }
    return len(beyond) <= 1


def _is_alone(line: Line, sheet: Sheet) -> bool:
    return all(
        other is line or max(other.top - line.bottom, line.top - other.bottom) > _ALONE * line.size
        for other in sheet.lines
    )
