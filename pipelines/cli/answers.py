"""What a person types as what a claim becomes: figures and periods, in forms that can be meant in one way only."""

import calendar
import re
from datetime import date
from typing import Any, Final

FIGURE_FORMS: Final = "1500000, 12.5, > 120 (>=, <, <=), or 100 to 120"
PERIOD_FORMS: Final = "2023, or its first and last day as 2023-01-01 2023-06-30, or one day"

_SIGNS: Final = {">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
_NUMBER: Final = r"-?[0-9]+(?:\.[0-9]+)?"
_FIGURE: Final = re.compile(rf"(?P<sign>[<>]=?)?\s*(?P<number>{_NUMBER})")
_RANGE: Final = re.compile(rf"(?P<lower>{_NUMBER})\s*(?:to|\.\.|\s-\s)\s*(?P<upper>{_NUMBER})")
# 150.000 is a hundred and fifty thousand in a Vietnamese text, and 150 in this file.
_GROUPED: Final = re.compile(r"(?<![0-9.])[0-9]{1,3}[.,][0-9]{3}(?![0-9])")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_STRETCHES: Final = {1: "month", 3: "quarter", 6: "half"}
"""Periods by their months; each begins where a number of its kind has ended since January."""
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_figure(words: str) -> dict[str, Any]:
    """Read a number or a range into the keys of `becomes`; raise ValueError with the cure where it is neither.

    >>> read_figure("150000"), read_figure("> 12.5"), read_figure("100 to 120")
    ({'value': 150000.0}, {'value': 12.5, 'bound': 'gt'}, {'lower': 100.0, 'upper': 120.0})
    """
    words = words.strip()
    if _GROUPED.search(words):
        raise ValueError(f"`{words}` can mean two figures; write it without grouping its digits: {FIGURE_FORMS}")
    if ends := _RANGE.fullmatch(words):
        lower, upper = float(ends["lower"]), float(ends["upper"])
        if lower > upper:
            raise ValueError(f"`{words}` goes down; write the lower end first")
        return {"lower": lower, "upper": upper}
    figure = _FIGURE.fullmatch(words)
    if figure is None:
        raise ValueError(f"`{words}` is no figure; write it as {FIGURE_FORMS}")
    bound = {"bound": _SIGNS[figure["sign"]]} if figure["sign"] else {}
    return {"value": float(figure["number"]), **bound}


def read_period(words: str, period_type: str) -> dict[str, Any]:
    """Read a period into the keys of `becomes`; a year of what is a point is its last day.

    Raise ValueError with the cure where it is none, or covers no year and no part of one that a claim can speak of.

    >>> read_period("2023", "point")
    {'period_type': 'point', 'period_end': datetime.date(2023, 12, 31)}
    """
    parts = words.split()
    if len(parts) == 1 and _YEAR.fullmatch(parts[0]):
        year = int(parts[0])
        if period_type == "point":
            return {"period_type": "point", "period_end": date(year, 12, 31)}
        return {"period_type": "year", "period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    try:
        days = [date.fromisoformat(part) for part in parts if _DAY.fullmatch(part)]
    except ValueError as error:
        raise ValueError(f"`{words}` holds a day that does not exist; write {PERIOD_FORMS}") from error
    match days:
        case [day] if len(parts) == 1:
            return {"period_type": "point", "period_end": day}
        case [first, last] if len(parts) == 2 and first <= last:
            return {"period_type": _kind(first, last), "period_start": first, "period_end": last}
    raise ValueError(f"`{words}` is no period; write {PERIOD_FORMS}")


def _kind(first: date, last: date) -> str:
    """Name the period from one day to another."""
    if first.year != last.year:
        return "multi_year"
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return "year"
    months = last.month - first.month + 1
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if whole and months in _STRETCHES and last.month % months == 0:
        return _STRETCHES[months]
    if (first.month, first.day) == (1, 1):
        return "ytd"
    raise ValueError(f"{first} to {last} is no year, half, quarter, month, nor a part of the year from 1 January")
