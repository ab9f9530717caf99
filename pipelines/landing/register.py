"""The register of a landing folder: `sources.csv`, what people say about each file before anyone reads it.

Parsing and checking of its lines belong here, in pure functions; walking the folder is `folder`, and what the words of
a line mean for the warehouse (publishers, areas) is the catalogue's business.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.columns import AREA_ID
from schemas.vocabulary import DOCUMENT_KINDS

COLUMNS: Final = ("file", "kind", "publisher", "source_urls", "published_on", "area_id", "title", "restated")

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AREA_ID = re.compile(AREA_ID)
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", re.IGNORECASE)
# The partitions of the warehouse: an older or later day is a slip of the pen.
_YEARS = range(1995, 2101)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What the register says of one file; a cell that is empty, absent or faulty is None, `()` or False."""

    line_no: int
    file_name: str
    kind: str | None = None
    publisher: str | None = None
    source_urls: tuple[str, ...] = ()
    published_on: date | None = None
    area_id: str | None = None
    title: str | None = None
    is_restated: bool = False


@dataclass(frozen=True, slots=True)
class LineFault:
    """Everything wrong with one line of the register; line 0 means the register as a whole."""

    line_no: int
    messages: tuple[str, ...]
    cure: str
    reason: str = "bad_register_line"


@dataclass(frozen=True, slots=True)
class Register:
    """The lines that serve, by file name in NFC, and the faults found on the way."""

    lines: Mapping[str, RegisterLine]
    faults: tuple[LineFault, ...] = ()


def comparable(file_name: str) -> str:
    r"""Return the form in which names of files and of lines meet: `/` between folders, NFC, no leading `./`.

    >>> comparable("./2024\\báo-cáo.html")
    '2024/báo-cáo.html'
    """
    return unicodedata.normalize("NFC", file_name.strip().replace("\\", "/")).removeprefix("./")


def parse(content: bytes) -> Register:
    """Read a register from its bytes; a register that cannot be read has no lines and one fault, on line 0."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(f"not UTF-8 (byte {error.start} is {content[error.start]:#04x})", "Save it as CSV in UTF-8")
    try:
        records = list(_records(text))
    except csv.Error as error:
        return _unreadable(
            f"not well-formed CSV ({error})", "Close every quotation mark and double those inside a cell"
        )
    header = [cell.strip().lower() for cell in records[0][1]] if records else []
    if header.count("file") != 1:
        return _unreadable(
            "its first line does not name one column `file`",
            f"Let the first line name the columns: {','.join(COLUMNS)}",
        )
    return _checked(header, records[1:])


def _unreadable(found: str, cure: str) -> Register:
    return Register(
        {}, (LineFault(0, (f"The register cannot be read: {found}; the folder is read without it",), f"{cure}."),)
    )


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each non-empty record with the number of its first line; a quoted cell may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first_line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield first_line, cells
        first_line = reader.line_num + 1


def _checked(header: list[str], records: list[tuple[int, list[str]]]) -> Register:
    lines: dict[str, RegisterLine] = {}
    faults: list[LineFault] = []
    for line_no, cells in records:
        line, messages = _line(line_no, header, cells)
        key = comparable(line.file_name)
        if not key:
            messages.append("`file` is empty")
        elif key in lines:
            messages.append(f"`{line.file_name}` already stands on line {lines[key].line_no}, which is used")
        else:
            lines[key] = line
        if messages:
            faults.append(
                LineFault(line_no, tuple(messages), "Mend the named cells; the other cells of the line are used.")
            )
    return Register(lines, tuple(faults))


def _line(line_no: int, header: list[str], cells: list[str]) -> tuple[RegisterLine, list[str]]:
    """Read one record, keeping every good cell and a message for every bad one."""
    messages: list[str] = []
    if len(cells) != len(header):
        messages.append(f"{len(cells)} cells under {len(header)} columns (a comma inside a cell needs quotation marks)")
    cell = dict(zip(header, (value.strip() for value in cells), strict=False))

    kind = cell.get("kind")
    if kind is not None and kind not in DOCUMENT_KINDS:
        messages.append(f"`kind` is `{kind}`, not one of {', '.join(DOCUMENT_KINDS)}")
        kind = None

    addresses = [part.strip() for part in cell.get("source_urls", "").split("|") if part.strip()]
    messages += [
        f"`source_urls` holds `{part}`, not a web address" for part in addresses if not _WEB_ADDRESS.fullmatch(part)
    ]

    published = cell.get("published_on", "")
    published_on = _iso_day(published)
    if published and published_on is None:
        messages.append(f"`published_on` is `{published}`, not a day as YYYY-MM-DD from {_YEARS[0]} to {_YEARS[-1]}")

    area_id = cell.get("area_id") or None
    if area_id is not None and not _AREA_ID.match(area_id):
        messages.append(f"`area_id` is `{area_id}`, not of the form `district-016` or `commune-00376-2025`")
        area_id = None

    restated = cell.get("restated", "").lower()
    if restated not in ("", "true", "false"):
        messages.append(f"`restated` is `{restated}`, neither `true` nor `false`")

    line = RegisterLine(
        line_no=line_no,
        file_name=cell.get("file", ""),
        kind=kind,
        publisher=cell.get("publisher") or None,
        source_urls=tuple(part for part in addresses if _WEB_ADDRESS.fullmatch(part)),
        published_on=published_on,
        area_id=area_id,
        title=" ".join(cell.get("title", "").split()) or None,
        is_restated=restated == "true",
    )
    return line, messages


def _iso_day(cell: str) -> date | None:
    if not _ISO_DAY.fullmatch(cell) or not cell.isascii():
        return None
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return day if day.year in _YEARS else None
