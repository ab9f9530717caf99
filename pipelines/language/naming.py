"""Naming: how texts name a unit, with its kind or without, and how far a name goes.

What a name stands for is looked up in `areas`; which of several units is meant is told in `namesakes`.
"""

import re
from datetime import date
from typing import Final

from pipelines.language.areas import AreaIndex
from pipelines.language.text import Text

KIND: Final = re.compile(
    r"(?<!\w)(tỉnh|thành phố|tp|huyện đảo|huyện|quận|thị xã|tx|xã|phường|thị trấn|đặc khu)\b\.?\s*"
    r"(?:(?:mới|miền núi|vùng cao|biên giới|ngoại thành|trung du|ven biển|vùng biên|cũ|biển|đảo)\s+)*"
)
# Some quarters and wards are numbered, no other unit is: "quận 4", but "đến thị xã 4.350.000 lượt".
_NUMBERED_KINDS: Final = ("quận", "phường")
_SHORT_NUMBER: Final = re.compile(r"\d{1,2}(?!\d|[.,]\d)")
_LONGEST_NAME: Final = 6
_INSIDE_NAME: Final = re.compile(r"\s+|\s?-\s?|'")


def longest_name(
    text: Text, index: AreaIndex, first: int | None, kind: str | None, day: date
) -> tuple[int, tuple[str, ...]] | None:
    """Give where the longest name ends that begins with a word, and the units that it can mean."""
    if first is None:
        return None
    start = text.starts[first]
    is_number = text.cased[start].isdigit()
    if is_number and not (kind in _NUMBERED_KINDS and _SHORT_NUMBER.match(text.norm, start)):
        return None
    if not is_number and not text.cased[start].isupper():
        return None
    for count in reversed(index.name_lengths(text.forms, first)):
        words = range(first, first + count)
        if count > _LONGEST_NAME or not all(_go_on(text, word) for word in words[1:]):
            continue
        if found := index.known(" ".join(text.forms[first : first + count]), kind, day):
            return text.ends[words[-1]], found
    return None


def _go_on(text: Text, word: int) -> bool:
    """Tell whether a word can belong to the same name as the word before it."""
    return _INSIDE_NAME.fullmatch(text.norm, text.ends[word - 1], text.starts[word]) is not None
