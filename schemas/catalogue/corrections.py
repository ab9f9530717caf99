"""What people decided about single claims: the file corrections.yaml as rows of `ref.correction`.

A correction judges what was read and is no part of the reading: none makes a new version of the extractor. Whether the
claim that it speaks of exists is not known here.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from schemas import columns, vocabulary
from schemas.catalogue.faults import Faults
from schemas.catalogue.sheet import Entry, read_mapping
from schemas.ref import Correction

CORRECTIONS_FILE: Final = "corrections.yaml"

_KEYS: Final = (
    "correction_id",
    "action",
    "document",
    "indicator_id",
    "area_id",
    "year",
    "scenario",
    "expect",
    "reason",
    "author",
    "decided_on",
)
_FIGURE: Final = ("value", "lower", "upper")
_PERIOD: Final = ("period_type", "period_start", "period_end")
_BECOMES: Final = (*_FIGURE, "bound", "area_id", "year", *_PERIOD)
_BOUNDS: Final = ("exact", "gt", "ge", "lt_near", "lt", "le")
"""Bounds of a single number whose ends the number alone gives."""
_WITHOUT_START: Final = ("point", "habitual")
_CLAIM: Final = (
    "document", "indicator_id", "area_id", "year", "scenario", "expect_value", "expect_lower", "expect_upper",
)  # fmt: skip
"""Columns that together name the claims of which a correction speaks."""


@dataclass(frozen=True, eq=False)
class Corrections:
    """The rows of `ref.correction`, the entry of each, and a fingerprint of the file in 12 hex digits."""

    frame: pl.DataFrame
    entries: tuple[Entry, ...]
    version: str


def read_corrections(data: bytes, faults: Faults, file: str = CORRECTIONS_FILE) -> Corrections:
    """Read the file; note what is at fault in it."""
    whole = read_mapping(file, data, faults)
    entries: list[Entry] = []
    if whole is not None:
        whole.only(("corrections",))
        entries = whole.entries("corrections", may_be_empty=True)
    rows = [_read(entry) for entry in entries]
    _check_twins(entries, rows)
    return Corrections(
        pl.DataFrame(rows, schema=Correction.dtypes()), tuple(entries), hashlib.sha256(data).hexdigest()[:12]
    )


def check_corrections(corrections: Corrections, indicators: Collection[str], areas: Collection[str]) -> None:
    """Note corrections of indicators and areas that do not exist."""
    for entry, row in zip(corrections.entries, corrections.frame.iter_rows(named=True), strict=True):
        if row["indicator_id"] and row["indicator_id"] not in indicators:
            finding = f"`indicator_id` is `{row['indicator_id']}`, which no indicator has"
            entry.fault("indicator_id", finding, "correct it or add the indicator")
        for key, area_id in (("area_id", row["area_id"]), ("becomes", row["to_area_id"])):
            if area_id and area_id not in areas:
                finding = f"`area_id` is `{area_id}`, which areas.csv does not have"
                entry.fault(key, finding, "correct it or add the area")


def _read(entry: Entry) -> dict[str, Any]:
    entry.only(_KEYS, ("becomes",))
    action = entry.word("action", vocabulary.CORRECTION_ACTIONS)
    row = {
        "correction_id": entry.text("correction_id", columns.CORRECTION_ID),
        "action": action,
        "document": entry.text("document"),
        "indicator_id": entry.text("indicator_id", columns.CODE),
        "area_id": entry.text("area_id"),
        "year": entry.whole("year", 1900, 2100),
        "scenario": entry.word("scenario", vocabulary.SCENARIOS),
        "reason": entry.text("reason"),
        "author": entry.text("author"),
        "decided_on": entry.day("decided_on"),
    }
    if (expect := entry.mapping("expect")) is not None:
        row |= _expected(expect)
    if action in vocabulary.CORRECTION_ACTIONS and entry.has("becomes") != (action == "amend"):
        finding = "`becomes` goes with the action `amend` and with no other"
        entry.fault("becomes", finding, "add it or take it out, or correct the action")
    elif (becomes := entry.mapping("becomes")) is not None:
        row |= _amended(becomes)
    return row


def _expected(expect: Entry) -> dict[str, Any]:
    expect.only((), _FIGURE)
    return {f"expect_{key}": number for key, number in _figure(expect, "expect").items()}


def _amended(becomes: Entry) -> dict[str, Any]:
    becomes.only((), _BECOMES)
    row: dict[str, Any] = {}
    if any(becomes.has(key) for key in _FIGURE):
        row |= _bounded(becomes)
    elif becomes.has("bound"):
        becomes.fault("bound", "`bound` is given without a figure", "add `value`, or take it out")
    if becomes.has("area_id"):
        row["to_area_id"] = becomes.text("area_id", columns.AREA_ID)
    return row | _dated(becomes)


def _bounded(becomes: Entry) -> dict[str, Any]:
    """Read a figure with both of its ends, by the rules of intervals."""
    figure = _figure(becomes, "becomes")
    value = figure["value"]
    if value is None:
        if becomes.has("bound"):
            becomes.word("bound", ("range",))
        return {f"to_{key}": number for key, number in figure.items()} | {"to_bound": "range"}
    bound = becomes.word("bound", _BOUNDS) if becomes.has("bound") else "exact"
    return {
        "to_value": value,
        "to_lower": value if bound in ("exact", "gt", "ge") else None,
        "to_upper": value if bound in ("exact", "lt_near", "lt", "le") else None,
        "to_bound": bound,
    }


def _figure(entry: Entry, name: str) -> dict[str, float | None]:
    """Read a number, or both ends of a range."""
    figure = {key: entry.number(key) if entry.has(key) else None for key in _FIGURE}
    value, lower, upper = figure.values()
    for key, number in figure.items():
        if number is not None and abs(number) > columns.LARGEST:
            entry.fault(key, f"`{key}` is above all that a source can state", "correct it")
    if (value is None) == (lower is None) or (lower is None) != (upper is None):
        place = "value" if entry.has("value") else "lower"
        finding = f"`{name}` holds neither one `value` nor both `lower` and `upper` of a range"
        entry.fault(place, finding, "give one or the other")
    elif lower is not None and upper is not None and lower >= upper:
        finding = f"`lower` {lower:.15g} is not below `upper` {upper:.15g}"
        entry.fault("lower", finding, "swap or correct them, or give one `value`")
    return figure


def _dated(becomes: Entry) -> dict[str, Any]:
    """Read a year and a period; the year follows from the last day."""
    start, end = becomes.day("period_start"), becomes.day("period_end")
    year = becomes.whole("year", 1900, 2100) if becomes.has("year") else None
    if end is not None and year is not None and year != end.year:
        becomes.fault("year", f"`year` is {year}, but `period_end` is {end}", "give both the same year, or one of them")
    if end is not None and not 1900 <= end.year <= 2100:
        becomes.fault("period_end", f"`period_end` is {end}", "write a day from 1900 to 2100")
    if start is not None and end is not None and start > end:
        becomes.fault("period_start", f"`period_start` {start} is after `period_end` {end}", "swap or correct them")
    kind = becomes.word("period_type", vocabulary.PERIOD_TYPES) if becomes.has("period_type") else None
    if kind in _WITHOUT_START and start is not None:
        becomes.fault("period_start", f"a `{kind}` has no first day", "take `period_start` out")
    elif kind and kind not in _WITHOUT_START and end is not None and start is None:
        becomes.fault("period_end", f"a `{kind}` has a first day, and `period_start` is missing", "add it")
    elif kind and kind not in (*_WITHOUT_START, "year") and end is None:
        becomes.fault("period_type", f"which days the `{kind}` has is not told", "add `period_start` and `period_end`")
    days: dict[str, date | None] = {"to_period_start": start, "to_period_end": end}
    return {"to_year": end.year if year is None and end is not None else year, "to_period_type": kind, **days}


def _check_twins(entries: list[Entry], rows: list[dict[str, Any]]) -> None:
    """Note a name that stands twice, and a claim of which two corrections speak."""
    names: dict[str, Entry] = {}
    claims: dict[tuple[Any, ...], Entry] = {}
    for entry, row in zip(entries, rows, strict=True):
        name = row["correction_id"]
        if name and (first := names.setdefault(name, entry)) is not entry:
            finding = f"`correction_id` `{name}` is given at {first.place_of('correction_id')} too"
            entry.fault("correction_id", finding, "rename or remove one of them")
        claim = tuple(row.get(column) for column in _CLAIM)
        # What names no claim yet is told as such.
        if row["document"] and entry.has("expect") and (first := claims.setdefault(claim, entry)) is not entry:
            entry.fault("document", f"its claim is corrected at {first.place} too", "keep one of them")
