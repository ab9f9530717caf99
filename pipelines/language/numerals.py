"""Numerals: the written forms of a number and what they amount to.

Digits with dots and commas, scale words, number words, chains of all three. Whether a number is an amount, a date or
part of a name is decided in `quantities`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SCALES: Final = {
    "chục": 10.0, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "tỏi": 1e9,
}  # fmt: skip
_UNITS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONLY_AFTER_TENS: Final = frozenset({"mốt", "tư", "lăm", "nhăm"})
_ZERO_TENS: Final = frozenset({"linh", "lẻ"})
_TENS: Final = frozenset({"mươi", "mười", "chục"})
_BIG: Final = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
NUMBER_WORDS: Final = frozenset(_UNITS) | _ZERO_TENS | _TENS | frozenset(SCALES) | {"rưỡi", "nửa"}

# Three digits after each dot are thousands; a comma is a decimal, also with three digits behind it ("1,250 triệu").
DIGITS: Final = (
    r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"  # 1.500.000 or 1.500,5
    r"|\d{1,3}(?:,\d{3}){2,}"  # 63,775,306: English grouping, never a decimal
    r"|\d+,\d+"
    r"|\d+\.\d+(?!\.?\d)"  # 0.8002: a decimal point, as tables print it
    r"|\d+)"
)
SCALE: Final = r"(?:nghìn|ngàn|vạn|triệu|trăm|(?:tỷ|tỉ)(?!\s+(?:lệ|số|trọng|suất|giá|phú)))(?!\w)"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: its value, and the weight of its last non-zero digit (in the same unit)."""

    value: float
    step: float


def read_digits(surface: str) -> Numeral:
    """Read digits with separators.

    >>> read_digits("1.500.000").value, read_digits("91,7").value, read_digits("1.500.000").step
    (1500000.0, 91.7, 100000.0)
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}", surface):
        plain = surface.replace(",", "")
    elif (re.fullmatch(r"\d+\.\d+", surface) and not re.fullmatch(r"\d{1,3}\.\d{3}", surface)) or re.fullmatch(
        r"0\.\d{3}", surface
    ):
        plain = surface
    else:
        plain = surface.replace(".", "").replace(",", ".")
    return Numeral(float(plain), _last_digit_weight(plain))


def _last_digit_weight(plain: str) -> float:
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    if decimals:
        return float(10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10.0**zeros) if whole.strip("0") else 1.0


def scaled(numeral: Numeral, scales: Sequence[str]) -> Numeral:
    """Multiply by scale words, each of them ("7,1 nghìn tỷ" is 7.1 x 1e3 x 1e9)."""
    factor = 1.0
    for word in scales:
        factor *= SCALES[word]
    return Numeral(_tidy(numeral.value * factor), _tidy(numeral.step * factor))


def _tidy(value: float) -> float:
    """Take back the binary noise of a decimal product (3.15 x 1e6)."""
    return float(f"{value:.12g}")


def read_words(words: Sequence[str]) -> Numeral | None:
    """Read number words; None where they do not make one number.

    >>> read_words("hai mươi lăm".split()).value, read_words("một triệu rưỡi".split()).value
    (25.0, 1500000.0)
    >>> read_words("hai trăm linh năm".split()).value, read_words("mươi hai".split()) is None
    (205.0, True)
    """
    if list(words[:1]) == ["nửa"]:
        if len(words) == 1:
            return None
        rest = 1.0
        for word in words[1:]:
            if word not in _BIG:
                return None
            rest *= _BIG[word]
        return Numeral(rest / 2, rest / 10)
    total, last_scale = 0.0, float("inf")
    group: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        if word == "rưỡi":
            return _with_half(total, group, last_scale) if position == len(words) - 1 else None
        if word not in _BIG:
            group.append(word)
            position += 1
            continue
        factor = 1.0
        while position < len(words) and words[position] in _BIG:
            factor *= _BIG[words[position]]
            position += 1
        amount = _below_thousand(group)
        if amount is None or factor >= last_scale:
            return None
        total, last_scale, group = total + amount * factor, factor, []
    if group:
        amount = _below_thousand(group)
        if amount is None or (amount >= last_scale):
            return None
        total += amount
    return Numeral(total, _last_digit_weight(f"{total:.0f}")) if words else None


def _with_half(total: float, group: Sequence[str], last_scale: float) -> Numeral | None:
    if group:  # "bốn trăm rưỡi" is 450, "hai rưỡi" 2.5
        amount = _below_thousand(group)
        if amount is None:
            return None
        half = 50.0 if group[-1] == "trăm" else 0.5
        return Numeral(total + amount + half, half / 5)
    return Numeral(total + last_scale / 2, last_scale / 10) if total else None


def _below_thousand(group: Sequence[str]) -> float | None:
    """Read up to three places; None where the words stand in no order that a number has."""
    words = list(group)
    if not words:
        return None
    total = 0.0
    if "trăm" in words:
        at = words.index("trăm")
        if at != 1 or words[0] not in _UNITS or words[0] in _ONLY_AFTER_TENS:
            return None
        total, words = _UNITS[words[0]] * 100.0, words[2:]
        if words[:1] and words[0] in _ZERO_TENS:
            return total + _UNITS[words[1]] if len(words) == 2 and words[1] in _UNITS else None
        if len(words) == 1 and words[0] in _UNITS and words[0] not in _ONLY_AFTER_TENS:
            return total + _UNITS[words[0]] * 10.0  # "hai trăm hai": said for 220
    if not words:
        return total
    if words[0] == "mười":
        total, words = total + 10, words[1:]
    elif len(words) >= 2 and words[0] in _UNITS and words[1] in _TENS - {"mười"}:
        if words[0] in _ONLY_AFTER_TENS or words[0] == "không":
            return None
        total, words = total + _UNITS[words[0]] * 10.0, words[2:]
    elif words[0] in _ONLY_AFTER_TENS:
        return None
    if not words:
        return total
    return total + _UNITS[words[0]] if len(words) == 1 and words[0] in _UNITS else None
