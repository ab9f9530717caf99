"""The days that pages and letterheads give as their own. Periods that a sentence speaks of belong to `language`.

A wrong day is worse than none: only complete days of the calendar from 1995 to 2100 are read, and a day that may be
read in two ways is none.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

_VIETNAM: Final = timezone(timedelta(hours=7))
_YEARS: Final = range(1995, 2101)

# ISO 8601, also with slashes, with a blank for T and without a colon in the zone.
_ISO: Final = re.compile(
    r"(\d{4}[-/]\d{2}[-/]\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMERIC: Final = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_WRITTEN: Final = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,\s*|\s+năm\s+|\s+)(\d{4})(?!\d)", re.IGNORECASE)
# In an address: /2025/01/09/, 2025-01-09, 20250109, or the time stamp that many newspapers number their pages with.
_IN_ADDRESS: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})([/-]?)(\d{2})\2(\d{2})(?=\D|$|[0-2]\d[0-5]\d[0-5]\d)")

DAY: Final = re.compile(rf"{_WRITTEN.pattern}|{_NUMERIC.pattern.replace(chr(92) + '2', chr(92) + '5')}", re.IGNORECASE)
"""A complete day as Vietnamese writes it: day, month, year."""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def written_day(text: str) -> date | None:
    """Read the first complete day of a visible line, in Vietnamese order.

    >>> written_day("Thứ Năm, 9/1/2025 | 08:31"), written_day("Sóc Sơn, ngày 27 tháng 12 năm 2024")
    (datetime.date(2025, 1, 9), datetime.date(2024, 12, 27))
    """
    for match in DAY.finditer(unicodedata.normalize("NFC", text)):
        day, month, year = (int(match[i]) for i in ((1, 2, 3) if match[1] else (4, 6, 7)))
        found = _day(year, month, day)
        if found is not None:
            return found
    return None


def machine_day(value: str) -> date | None:
    """Read the value of a date in a page's metadata as a day in Việt Nam; one that names a zone is moved there.

    >>> machine_day("2025-01-08T23:30:00Z"), machine_day("09/01/2025 08:31"), machine_day("1/9/2025 8:31:00 AM")
    (datetime.date(2025, 1, 9), datetime.date(2025, 1, 9), None)
    """
    value = " ".join(value.split())[:80]
    iso = _ISO.match(value)
    if iso:
        return _iso_day(iso[1].replace("/", "-"), iso[2], iso[3])
    if value[:1].isalpha():
        return _mail_day(value)
    numeric = _NUMERIC.match(value)
    if numeric is None:
        return None
    first, second, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    # A clock of twelve hours is the mark of servers that write the month first: then only 13 and above tells.
    if re.search(r"\d\s?[AP]M\b", value, re.IGNORECASE):
        if first <= 12 and second <= 12 and first != second:
            return None
        first, second = (first, second) if first > 12 else (second, first)
    return _day(year, second, first)


def _iso_day(day: str, clock: str | None, zone: str | None) -> date | None:
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone or ''}" if clock else day)
        local = moment.astimezone(_VIETNAM) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return _day(local.year, local.month, local.day)


def _mail_day(value: str) -> date | None:
    """Read the date of a mail header (RFC 5322), which some feeds put into their pages."""
    try:
        moment = parsedate_to_datetime(value)
        local = moment.astimezone(_VIETNAM) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return _day(local.year, local.month, local.day)


def address_day(address: str) -> date | None:
    """Read the day that a page's address carries in full, or None.

    >>> address_day("https://bao.example.vn/du-lich/20250109083100123.htm")
    datetime.date(2025, 1, 9)
    """
    days = {_day(int(match[1]), int(match[3]), int(match[4])) for match in _IN_ADDRESS.finditer(address)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None
