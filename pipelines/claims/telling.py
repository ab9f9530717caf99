"""Telling: a figure of a table as a sentence, with its row's label, its column's header, its unit, time and place.

Which cells are figures, and which rows belong together, is known from `tables`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipelines.claims.grids import RATIO_HEADER, Cell, Grid, Kind
from pipelines.claims.table_words import (
    LETTER,
    MARK,
    YEAR,
    cumulative,
    figure_of,
    first_word,
    noted_beside,
    time_of,
    unit_of,
    without_time,
    without_unit,
)

_SHARE: Final = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|%)(?!\w)")
_DATE: Final = re.compile(r"(?<![\d/.-])(?<!đến )(?<!ngày )(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2})(?!\d)")
_OWN_UNIT: Final = re.compile(r"\d\s*([^\d]*(?:%|[^\W\d_])[^\d]*)$")
_SCALES: Final = re.compile(r"\s*(?<!\w)(?:triệu|nghìn|ngàn|tỷ|tỉ|vạn|trăm)(?!\w)\s*")
# "Gia đình văn hóa: số hộ", "Thôn văn hóa: số lượng": the last row of a header says that it counts, and what.
_COUNTED: Final = re.compile(
    r"\s*(?<!\w)(?:tổng số|số lượng|số(?!\s+(?:lượng|liệu|ước))\s+([^\W\d]+(?:\s[^\W\d]+){0,3}))\s*$", re.IGNORECASE
)
# "Cơ sở lưu trú, trong đó: homestay": one word that names the part by itself.
_PART: Final = re.compile(r"trong đó\s*:?\s*([^\W\d_]+)$", re.IGNORECASE)
_ESTIMATED: Final = re.compile(r"(?<!\w)số (?:liệu )?ước(?: tính)?(?!\w)|(?<!\w)ước tính(?!\w)")
# How the headers of offices shorten what they mean.
_SHORT: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)"), long)
    for short, long in (
        (r"ƯTH|UTH|Ước TH|ước TH|Ước t/h", "ước thực hiện"),
        (r"KH", "kế hoạch"),
        (r"TH", "thực hiện"),
        (r"CK", "cùng kỳ"),
    )
)
_PLANNED: Final = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|dự kiến|nhiệm vụ|giao")
# A year that is not over has no result: "thực hiện" or "ước" tells that, a bare year may be a plan.
_REACHED: Final = re.compile(r"(?<!\w)(?:thực hiện|kết quả|đạt được|ước|thực tế|số liệu)(?!\w)")
_ONLY_YEAR: Final = re.compile(r"(?:năm\s+)?((?:19|20)\d{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure told as a sentence: where it stands in its row's passage (half-open), and the area of its row, if any.

    `area` is a label that may name a unit, `group_area` that of the group that it stands under, `group` the words of
    the group and the caption; `is_result` where the header says that the figure was reached, whatever the section is
    about.
    """

    sentence: str
    start: int
    end: int
    area: str | None
    group: str
    is_result: bool
    group_area: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row with figures, as far as they share it: its cells, its label and what that names, and what it stands under.

    `area` is the unit that the row is named after, `group_area` the one that its group is.
    """

    cells: Sequence[Cell]
    label: str
    subject: str
    unit: str
    group: str
    area: str | None
    group_area: str | None


@dataclass(frozen=True, slots=True)
class Senses:
    """What words can be: whether they name what is counted, whether one word does, whether they name a unit."""

    says_what: Callable[[str], bool]
    names: Callable[[str], bool]
    is_area: Callable[[str], bool]


@dataclass(frozen=True)
class Teller:
    """What all figures of a table share: its grid, caption and time, and the year of plans that name none."""

    grid: Grid
    senses: Senses
    caption: str
    time: str
    year: int | None

    def tell(self, line: Line, column: int) -> Told:
        """Tell the figure of a row that stands in a column."""
        cell = line.cells[column]
        header, unit_of_header = self._split_header(column)
        figure, said = figure_of(cell.text)
        is_plan = _PLANNED.search(header.lower()) is not None
        noted, is_estimated = self._noted(line, cell, header, is_plan)
        header, time = self._dated(line, header, noted, is_plan)
        is_result = not is_plan and _REACHED.search(header.lower()) is not None
        if not header[:2].isupper():
            header = _small(header)  # else it would end a name: "Nhà văn hóa thôn Năm"
        area = line.area
        if area is None:
            area = header if self.senses.is_area(header) else line.group_area
        counted = self._counted(line, header, unit_of_header, figure)
        subject = f"năm {line.subject}" if _ONLY_YEAR.fullmatch(line.subject) else line.subject
        said = said or ("ước" if is_estimated else "")
        words = (self._what(line, header), subject, time, header, "là", said, figure)
        sentence = " ".join(word for word in words if word)
        sentence = f"{sentence}{'' if counted.startswith('%') else ' '}{counted}".strip()
        return Told(sentence, cell.start, cell.end, area, self._over(line), is_result, line.group_area)

    def remark(self, line: Line, column: int) -> Told:
        """Tell a note beside the figures as what it is, a sentence: it may state a figure of its own."""
        cell = line.cells[column]
        return Told(cell.text, cell.start, cell.end, None, self._over(line), True)

    def compared(self, column: int) -> str:
        """Give the header of a column of comparisons; a bare ratio behind plan and result is one of the plan."""
        header = self._header(column)
        return f"{header} so với kế hoạch" if RATIO_HEADER.fullmatch(header.lower()) else header

    def _over(self, line: Line) -> str:
        return f"{line.group} {self.caption}".strip()

    def _header(self, column: int) -> str:
        header = self.grid.header[column] if column < len(self.grid.header) else ""
        for short, long in _SHORT:
            header = short.sub(long, header)
        # A bare day heads what was counted on it, unless it ends a stretch.
        return " ".join((header if "từ" in header.lower() else _DATE.sub(r"đến ngày \1", header)).split())

    def _split_header(self, column: int) -> tuple[str, str]:
        """Give what a header names and its unit; of "trong đó: homestay" the part by itself."""
        header, unit = without_unit(self._header(column))
        part = _PART.search(header)
        return (part[1] if part is not None and self.senses.names(part[1]) else header), unit

    def _told_in(self, kind: Kind, line: Line) -> list[str]:
        """Give what a row tells in its columns of a kind."""
        return [line.cells[no].text for no in self._columns[kind] if no < len(line.cells)]

    @cached_property
    def _columns(self) -> Mapping[Kind, list[int]]:
        return {kind: self.grid.columns(kind) for kind in ("label", "note", "time", "unit")}

    def _noted(self, line: Line, cell: Cell, header: str, is_plan: bool) -> tuple[str, bool]:
        """Give the time that notes tell of a figure, and whether they call it an estimate; no note is about a plan."""
        if is_plan:
            return "", False
        marked = self._marked(line.label, cell.text, header)
        note = marked or " ".join(self._told_in("note", line))
        time = cumulative(marked) or time_of(marked) or noted_beside(note, header)
        return time, _ESTIMATED.search(note.lower()) is not None

    def _marked(self, label: str, figure: str, header: str) -> str:
        """Give the note below the table that a mark on a figure, its label or its header points to."""
        mark = MARK.search(figure) or MARK.search(label) or MARK.search(header)
        if mark is None:
            return ""
        return next((note for note in self.grid.notes if note.lstrip(" (").startswith(mark[1])), "")

    def _dated(self, line: Line, header: str, noted: str, is_plan: bool) -> tuple[str, str]:
        """Give the header as it says its time, and the time that is told beside it."""
        if noted and (own := time_of(header)):
            header = header.replace(own, "").strip()
        time = noted or self._time_of(line) or ("" if time_of(header) else self.time)
        if is_plan and not YEAR.search(f"{header} {time}") and self.year is not None:
            time = f"{time} năm {self.year}".strip()
        if (only := _ONLY_YEAR.fullmatch(header)) is not None:
            header = f"năm {only[1]}"
        if not noted and time_of(header) and not YEAR.search(header) and (of_all := YEAR.search(self.time)):
            header = f"{header} năm {of_all[0]}"
        return header, time

    def _time_of(self, line: Line) -> str:
        """Give the time of a row that tells it in a column of its own."""
        told = next(filter(None, self._told_in("time", line)), "")
        return f"năm {told}" if YEAR.fullmatch(told) else told

    def _what(self, line: Line, header: str) -> str:
        """Give the words that say what is counted where neither label nor header does."""
        says_what = self.senses.says_what
        is_year = _ONLY_YEAR.fullmatch(line.subject) is not None
        if says_what(line.subject) or (says_what(header) and not is_year):
            return ""
        if line.group and says_what(line.group) and not self.senses.is_area(line.group):
            return line.group
        is_open = is_year or not LETTER.search(line.subject) or says_what(self.caption)
        return without_time(self.caption) if is_open else ""

    def _counted(self, line: Line, header: str, unit_of_header: str, figure: str) -> str:
        """Give what stands behind the figure: its unit, or the name of what is counted; nothing if it has its own."""
        unit = self._unit(line, unit_of_header, header)
        own = _OWN_UNIT.search(figure)
        has_own = own is not None and _SCALES.fullmatch(own[1]) is None
        if own is not None:
            unit = "" if has_own else _SCALES.sub("", unit).strip()
        if not (unit or has_own) and (counted := _COUNTED.search(header)) is not None:
            unit = counted[1] or ""
        if unit and first_word(line.subject) == first_word(unit):
            return _small(line.subject)  # "Giải thể thao cấp huyện" in "giải"
        if unit or has_own:
            return unit
        named = next(filter(self.senses.says_what, (line.subject, header)), "")
        return _small(_COUNTED.sub("", named) or named)

    def _unit(self, line: Line, of_header: str, header: str) -> str:
        told = next(filter(None, self._told_in("unit", line)), "") or of_header or line.unit
        if not told and _SHARE.search(f"{line.subject} {header}".lower()):
            return "%"
        labels = self._columns["label"]
        corner = self.grid.header[labels[-1]] if self.grid.header and labels else ""
        return told or unit_of(corner) or unit_of(self.grid.caption)


def _small(words: str) -> str:
    """Begin words with a small letter, as within a sentence."""
    return f"{words[:1].lower()}{words[1:]}"
