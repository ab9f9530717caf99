"""Tables told as sentences: each figure with its row's label, its column's header, its unit, its time and its place.

The sentence is only read, never stored: a claim of a table quotes its row and the header above it. Which cells are
figures, labels or headers is known from `grids`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.claims.grids import COMPARISON_HEADER, RATIO_HEADER, Cell, Grid, grids
from pipelines.claims.model import Passage
from pipelines.language import periods

# "(nghìn lượt)", "(đơn vị tính: tỷ đồng)", "ĐVT: hộ": the unit at the end of a label, header or caption.
_UNIT: Final = re.compile(
    r"(?:^|[(\s])\s*(?:đơn vị\s*:|(?:đơn vị tính|đvt)\s*:?)\s*([^():;]*?)(?:;[^()]*)?\)?\s*$|\(([^()]*)\)\s*$",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\([^()]*\)")
# What else stands in brackets: by what something is measured, what it holds.
_NO_UNIT: Final = re.compile(r"(?:so|số|trong|tính|kể|gồm|bao|theo|trừ|không|lũy kế|luỹ kế|ước|nếu)(?!\w)")
_LONGEST_UNIT: Final = 4
_SHARE: Final = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|%)(?!\w)")
_DATE: Final = re.compile(r"(?<![\d/.-])(?<!đến )(?<!ngày )(\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2})(?!\d)")
_MARK: Final = re.compile(r"\s*\(?(\*+|†|(?<=\()\d(?=\)))\)?\s*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_OWN_UNIT: Final = re.compile(r"\d\s*([^\d]*(?:%|[^\W\d_])[^\d]*)$")
_SCALES: Final = re.compile(r"\s*(?<!\w)(?:triệu|nghìn|ngàn|tỷ|tỉ|vạn|trăm)(?!\w)\s*")
# "Gia đình văn hóa: số hộ", "Thôn văn hóa: số lượng": the last row of a header says that it counts, and what.
_COUNTED: Final = re.compile(
    r"\s*(?<!\w)(?:tổng số|số lượng|số(?!\s+(?:lượng|liệu|ước))\s+([^\W\d]+(?:\s[^\W\d]+){0,3}))\s*$", re.IGNORECASE
)
# "(ước)" behind a figure is told before it.
_SAID_BEHIND: Final = re.compile(r"\s*\(\s*(ước(?: tính| thực hiện| đạt)?|dự kiến|kế hoạch)\s*\)\s*$", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"^\s*(?:(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-ZĐa-zđ])[.)/]\s+)")
_SUB: Final = re.compile(r"^\s*(?:[-–+•*]+\s*|trong đó\s*:?\s*|riêng\s*:?\s*|gồm\s*:?\s*)+", re.IGNORECASE)
# "Cơ sở lưu trú, trong đó: homestay": one word that names the part by itself.
_PART: Final = re.compile(r"trong đó\s*:?\s*([^\W\d_]+)$", re.IGNORECASE)
# "Quốc tế" under "Khách du lịch" is said of the whole above it, though it is a cue of its own.
_FEW_WORDS: Final = 2
_ESTIMATED: Final = re.compile(r"(?<!\w)số (?:liệu )?ước(?: tính)?(?!\w)|(?<!\w)ước tính(?!\w)")
_DEEPER: Final = re.compile(r"\d+\.\d|[a-zđ][.)]?$")
# How the headers of offices shorten what they mean.
_SHORT: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)"), long)
    for short, long in (
        (r"ƯTH|UTH|Ước TH|ước TH|Ước t/h", "ước thực hiện"),
        (r"KH", "kế hoạch"),
        (r"TH", "thực hiện"),
        (r"CK", "cùng kỳ"),
        (r"[Cc]hính thức", ""),
    )
)
_PLANNED: Final = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|dự kiến|nhiệm vụ|giao")
_REACHED: Final = re.compile(r"(?<!\w)(?:thực hiện|kết quả|đạt được|ước|thực tế|số liệu)(?!\w)")
_SAYS_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_ONLY_YEAR: Final = re.compile(r"(?:năm\s+)?((?:19|20)\d{2})", re.IGNORECASE)
_BARE_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
# A year that is not over has no result: "thực hiện" or "ước" tells that, a bare year may be a plan.
_CUMULATIVE: Final = ("ytd", "as_of", "half", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure told as a sentence: where it stands in its row's passage (half-open), and the area of its row, if any.

    `area` is a label that may name a unit, `group` the words of the group and the caption that it stands under;
    `is_result` where the header says that the figure was reached, whatever the section is about.
    """

    sentence: str
    start: int
    end: int
    area: str | None
    group: str
    is_result: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as it is to be read: its figures, what else its cells hold, and the header's place in the text.

    A row of words (`is_words`) has no figure in a cell of its own; its numbers are read as those of a text.
    """

    told: tuple[Told, ...] = ()
    comparisons: tuple[tuple[Cell, str], ...] = ()
    ordinals: tuple[Cell, ...] = ()
    header_span: tuple[int, int] | None = None
    is_words: bool = False


def rows(
    passages: Sequence[Passage],
    says_what: Callable[[str], bool],
    names: Callable[[str], bool],
    is_area: Callable[[str], bool],
    year: int | None,
) -> Mapping[int, Row]:
    """Read the tables of a document: rows by number of their passage; those of headers and groups hold no figure.

    `says_what` tells whether words name what is counted, `names` whether one word does, `is_area` whether they name a
    unit; `year` is that of the document, for plans that name none.
    """
    found: dict[int, Row] = {}
    for grid in grids(passages):
        for position in grid.header_rows:
            found[position] = Row()
        found.update(_Table(grid, says_what, names, is_area, year).rows())
    return found


@dataclass
class _Table:
    grid: Grid
    says_what: Callable[[str], bool]
    names: Callable[[str], bool]
    is_area: Callable[[str], bool]
    year: int | None
    _time: str = ""
    _group_area: str | None = None

    def rows(self) -> Iterator[tuple[int, Row]]:
        grid = self.grid
        caption = _UNIT.sub("", grid.caption).strip()
        time = _time(grid.header[self._labels[-1]]) if grid.header and self._labels else ""
        self._time = time or _time(caption)
        group = parent = unit_of_parent = ""
        carried: dict[int, str] = {}
        for row_no, (position, row) in enumerate(zip(grid.rows, grid.cells, strict=True)):
            if self._goes_on(row):  # told with the row above
                yield position, Row()
                continue
            figures = [no for no in self._values if no < len(row) and _holds_figure(row[no])]
            label = self._label(row, carried)
            if row_no + 1 < len(grid.cells) and self._goes_on(grid.cells[row_no + 1]):
                label = f"{label} {self._label(grid.cells[row_no + 1], {})}"
            if not figures:
                words = next((cell.text for cell in row if _LETTER.search(cell.text) and len(cell.text) > 2), "")
                group = _ORDINAL.sub("", words) if words else group
                parent = ""
                self._group_area = group if self.is_area(group) else None if words else self._group_area
                yield position, Row(ordinals=self._ordinals(row), is_words=True)
                continue
            if len(figures) > 1 and not any(grid.header):
                yield position, Row(ordinals=self._ordinals(row))  # which is which, nobody says
                continue
            if COMPARISON_HEADER.match(label.lower().strip()):
                compared = tuple((row[no], label) for no in figures)
                yield position, Row((), compared, self._ordinals(row), grid.header_span)
                continue
            subject, unit = _subject(label), _unit(_MARK.sub("", label))
            if self._is_sub(row, label) and parent:
                unit = unit or unit_of_parent
                if len(subject.split()) <= _FEW_WORDS or not self.says_what(subject):
                    subject = f"{parent} {subject[:1].lower()}{subject[1:]}"
            else:
                parent, unit_of_parent = subject, unit
            told = tuple(self._tell(row, no, label, unit, subject, group, caption) for no in figures)
            told += tuple(self._remark(row[no], group, caption) for no in self._notes if no < len(row))
            compared = tuple(
                (row[no], self._compared(no)) for no in grid.columns("comparison") if no < len(row) and row[no].text
            )
            yield position, Row(told, compared, self._ordinals(row), grid.header_span)

    def __post_init__(self) -> None:
        self._labels = self.grid.columns("label")
        self._values = self.grid.columns("value")
        self._notes = self.grid.columns("note")
        self._units = self.grid.columns("unit")
        labels = [row[self._labels[-1]].text for row in self.grid.cells if self._labels and self._labels[-1] < len(row)]
        self._has_areas = sum(self.is_area(_subject(label)) for label in labels) * 2 > len(labels)

    def _time_of(self, row: Sequence[Cell]) -> str:
        """Give the time of a row that tells it in a column of its own."""
        told = next((row[no].text for no in self.grid.columns("time") if no < len(row) and row[no].text), "")
        return f"năm {told}" if _BARE_YEAR.fullmatch(told) else told

    def _goes_on(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row only ends the label of the row above, as where a table without lines wraps it."""
        filled = [no for no, cell in enumerate(row) if cell.text]
        return len(filled) == 1 and filled[0] in self._labels and row[filled[0]].text[0].islower()

    def _ordinals(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(row[no] for no in self.grid.columns("ordinal") if no < len(row))

    def _label(self, row: Sequence[Cell], carried: dict[int, str]) -> str:
        """Join the labels of a row; one that goes on over several rows stands in the first of them only."""
        words: list[str] = []
        for no in self._labels:
            text = row[no].text if no < len(row) else ""
            if text:
                carried[no] = text
            elif no != self._labels[-1]:
                text = carried.get(no, "")
            if text:
                words.append(text)
        return " ".join(words)

    def _is_sub(self, row: Sequence[Cell], label: str) -> bool:
        if self._has_areas:
            return False
        if _SUB.match(label):
            return True
        ordinals = [row[no].text for no in self.grid.columns("ordinal") if no < len(row)]
        return bool(ordinals) and (not ordinals[0] or _DEEPER.match(ordinals[0]) is not None)

    def _header(self, column: int) -> str:
        header = self.grid.header[column] if column < len(self.grid.header) else ""
        for short, long in _SHORT:
            header = short.sub(long, header)
        # A bare day heads what was counted on it, unless it ends a stretch.
        return " ".join((header if "từ" in header.lower() else _DATE.sub(r"đến ngày \1", header)).split())

    def _compared(self, column: int) -> str:
        """Give the header of a column of comparisons; a bare ratio behind plan and result is one of the plan."""
        header = self._header(column)
        return f"{header} so với kế hoạch" if RATIO_HEADER.fullmatch(header.lower()) else header

    def _tell(
        self, row: Sequence[Cell], column: int, label: str, unit: str, subject: str, group: str, caption: str
    ) -> Told:
        cell, header = row[column], self._header(column)
        header, unit_of_header = _without_unit(header)
        if (part := _PART.search(header)) is not None and self.names(part[1]):
            header = part[1]
        figure, said = _figure(cell.text)
        is_plan = _PLANNED.search(header.lower()) is not None
        marked = self._marked(label, cell.text, header)
        note = marked or " ".join(row[no].text for no in self._notes if no < len(row))
        noted = "" if is_plan else _cumulative(marked) or _time(marked) or _noted_beside(note, header)
        said = said or ("ước" if not is_plan and _ESTIMATED.search(note.lower()) else "")
        if noted and (own := _time(header)):
            header = header.replace(own, "").strip()
        time = noted or self._time_of(row) or ("" if _time(header) else self._time)
        if is_plan and not _SAYS_YEAR.search(f"{header} {time}") and self.year is not None:
            time = f"{time} năm {self.year}".strip()
        if (only := _ONLY_YEAR.fullmatch(header)) is not None:
            header = f"năm {only[1]}"
        if not noted and _time(header) and not _SAYS_YEAR.search(header) and (of_all := _SAYS_YEAR.search(self._time)):
            header = f"{header} năm {of_all[0]}"
        is_result = not is_plan and _REACHED.search(header.lower()) is not None
        if not header[:2].isupper():
            header = f"{header[:1].lower()}{header[1:]}"  # else it would end a name: "Nhà văn hóa thôn Năm"
        area = subject if self._has_areas else (header if self.is_area(header) else self._group_area)
        what = self._what(subject, header, group, caption)
        unit = self._unit(row, unit_of_header, unit, f"{subject} {header}")
        own_unit = _OWN_UNIT.search(figure)
        has_own = own_unit is not None and _SCALES.fullmatch(own_unit[1]) is None
        if own_unit is not None:
            unit = "" if has_own else _SCALES.sub("", unit).strip()
        if not (unit or has_own) and (counted := _COUNTED.search(header)) is not None:
            unit = counted[1] or ""
        is_year = _ONLY_YEAR.fullmatch(subject) is not None
        if unit and _first_word(subject) == _first_word(unit):
            unit = f"{subject[:1].lower()}{subject[1:]}"  # "Giải thể thao cấp huyện" in "giải"
        if not (unit or has_own):
            named = subject if self.says_what(subject) else header if self.says_what(header) else ""
            named = _COUNTED.sub("", named) or named
            unit = f"{named[:1].lower()}{named[1:]}"
        words = (what, f"năm {subject}" if is_year else subject, time, header, "là", said, figure)
        sentence = " ".join(word for word in words if word)
        sentence = f"{sentence}{'' if unit.startswith('%') else ' '}{unit}".strip()
        return Told(sentence, cell.start, cell.end, area, f"{group} {caption}".strip(), is_result)

    def _remark(self, cell: Cell, group: str, caption: str) -> Told:
        """Tell a note beside the figures as what it is, a sentence: it may state a figure of its own."""
        return Told(cell.text, cell.start, cell.end, None, f"{group} {caption}".strip(), True)

    def _what(self, subject: str, header: str, group: str, caption: str) -> str:
        """Give the words that say what is counted where neither label nor header does."""
        is_year = _ONLY_YEAR.fullmatch(subject) is not None
        if self.says_what(subject) or (self.says_what(header) and not is_year):
            return ""
        if group and self.says_what(group) and not self.is_area(group):
            return group
        return _without_time(caption) if is_year or not _LETTER.search(subject) or self.says_what(caption) else ""

    def _unit(self, row: Sequence[Cell], of_header: str, of_label: str, words: str) -> str:
        told = next((row[no].text for no in self._units if no < len(row) and row[no].text), "")
        corner = self.grid.header[self._labels[-1]] if self.grid.header and self._labels else ""
        if not (told or of_header or of_label) and _SHARE.search(words.lower()):
            return "%"
        return told or of_header or of_label or _unit(corner) or _unit(self.grid.caption)

    def _marked(self, label: str, figure: str, header: str) -> str:
        """Give the note below the table that a mark on a figure, its label or its header points to."""
        mark = _MARK.search(figure) or _MARK.search(label) or _MARK.search(header)
        if mark is None:
            return ""
        return next((note for note in self.grid.notes if note.lstrip(" (").startswith(mark[1])), "")


def _noted_beside(note: str, header: str) -> str:
    """Give the time that a note in the row gives a figure; one that names another year is not about it."""
    told, year = _SAYS_YEAR.search(note), _SAYS_YEAR.search(header)
    if told is not None and year is not None and told[0] != year[0]:
        return ""
    time = _cumulative(note)
    return time if not time or told is None or told[0] in time else f"{time} năm {told[0]}"


def _holds_figure(cell: Cell) -> bool:
    """Tell whether a cell of a column of figures holds one; there 1986 is a number like any other."""
    return cell.is_figure or _BARE_YEAR.fullmatch(cell.text) is not None


def _figure(text: str) -> tuple[str, str]:
    """Give a cell's figure without marks, and a word that stands behind it but is said before it ("390 (ước)")."""
    text = _MARK.sub("", text)
    said = _SAID_BEHIND.search(text)
    return (text[: said.start()].strip(), said[1].lower()) if said else (text, "")


def _subject(label: str) -> str:
    """Give what a label names, without ordinal, bullet, mark and unit."""
    words = _MARK.sub("", _SUB.sub("", _ORDINAL.sub("", label)))
    return (_UNIT.sub("", words) if _unit(words) else words).strip(" :;.")


def _unit(text: str) -> str:
    match = _UNIT.search(text)
    told = "" if match is None else (match.group(1) or match.group(2) or "").strip()
    is_unit = len(told.split()) <= _LONGEST_UNIT and _NO_UNIT.match(told.lower()) is None
    return told if is_unit and not periods.find(told.lower()) and not any(map(str.isdigit, told)) else ""


def _without_unit(header: str) -> tuple[str, str]:
    """Take the unit out of a header, in whichever of its rows it stands ("Khách (lượt) Trong đó: quốc tế")."""
    for bracket in reversed(list(_BRACKET.finditer(header))):
        if unit := _unit(bracket.group()):
            return f"{header[: bracket.start()].rstrip()} {header[bracket.end() :].lstrip()}".strip(), unit
    unit = _unit(header)
    return (_UNIT.sub("", header).strip(), unit) if unit else (header, "")


def _first_word(text: str) -> str:
    return text.lower().replace(",", " ").split(" ", 1)[0]


def _time(text: str) -> str:
    """Take the time out of a header or caption ("Chỉ tiêu năm 2024")."""
    found = periods.find(text.lower())
    return text[found[0].start : found[0].end] if found else ""


def _cumulative(note: str) -> str:
    """Take out of a note the time that its figures reach to ("Số liệu 11 tháng")."""
    found = next((e for e in periods.find(note.lower()) if e.kind in _CUMULATIVE), None)
    return "" if found is None else note[found.start : found.end]


def _without_time(text: str) -> str:
    found = periods.find(text.lower())
    return text if not found else f"{text[: found[0].start]}{text[found[0].end :]}".strip()
