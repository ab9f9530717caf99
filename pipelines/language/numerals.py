"""Numerals: the written forms of a number and what they amount to.

Digits with dots and commas, scale words, number words, chains of all three. Whether a number is an amount, a date or
part of a name is decided in `quantities`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

SCALES: Final = {
    "chục": 10.0, "trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "k": 1e3,
}  # fmt: skip
# More places than any figure has; beyond them a float keeps no unit.
MOST_PLACES: Final = 15

# Three digits after each dot are thousands; a comma is a decimal, also with three digits behind it ("1,250 triệu").
DIGITS: Final = (
    r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"  # 1.500.000 or 1.500,5
    r"|\d{1,3}(?:,\d{3}){2,}(?!\d)"  # 63,775,306: English grouping, never a decimal
    r"|\d+,\d+"
    r"|\d+\.\d+(?!\.?\d)"  # 0.8002: a decimal point, as tables print it
    r"|\d+)"
)
SCALE: Final = r"(?:nghìn|ngàn|vạn|triệu|trăm|chục|(?:tỷ|tỉ)(?!\s+(?:lệ|số|trọng|suất|giá|phú)))(?!\w)"
_SCALES: Final = rf"(?:\s{{0,4}}{SCALE}){{0,3}}"
# "7,1 nghìn tỷ", "2 triệu rưỡi"; chained where a smaller scale follows: "3 triệu 150 ngàn", "1 tỷ 200 triệu".
CHAIN: Final = (
    rf"{DIGITS}(?:{_SCALES}\s{{0,4}}(?:tỷ|tỉ)\s+\d{{1,3}}\s{{0,4}}triệu(?!\w)|\s{{0,4}}triệu\s+\d{{1,3}}\s{{0,4}}(?:nghìn|ngàn)(?!\w)"
    rf"|\s{{0,4}}vạn\s+\d\s{{0,4}}(?:nghìn|ngàn)(?!\w)|k(?!\w)|{_SCALES}(?:\s+rưỡi(?!\w))?)"
)
_CHAIN_PART: Final = re.compile(rf"({DIGITS})((?:k(?!\w))?{_SCALES})")
_SCALE_WORD: Final = re.compile(rf"{SCALE}|k(?!\w)")
_ENGLISH: Final = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_DECIMAL_POINT: Final = re.compile(r"\d{4,}\.\d+|\d{1,3}\.(?!\d{3}$)\d+|0\.\d{3}")

UNITS: Final = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_ONLY_AFTER_TENS: Final = frozenset({"mốt", "tư", "lăm", "nhăm"})
_PLAIN: Final = frozenset(UNITS) - _ONLY_AFTER_TENS
# Behind tens five is "lăm": in "hai mươi năm" the last word is a year.
_AFTER_TEN: Final = frozenset(UNITS) - {"không", "năm", "mốt", "tư"}
_AFTER_TENS: Final = frozenset(UNITS) - {"không", "năm"}
# Said without the scale below: "hai trăm hai" is 220, "một triệu tư" 1.4 million.
_ELLIPTIC: Final = frozenset(UNITS) - {"không", "một", "năm"}
_ZERO_TENS: Final = frozenset({"linh", "lẻ"})
_TENS: Final = frozenset({"mươi", "chục"})
BIG: Final = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_POINTS: Final = frozenset({"phẩy", "chấm"})
_MOST_SCALES: Final = 3
_MOST_DECIMALS: Final = 9
NUMBER_WORDS: Final = (
    frozenset(UNITS) | _ZERO_TENS | _TENS | frozenset(BIG) | _POINTS | {"mười", "trăm", "rưỡi", "nửa", "âm"}
)
_BEGINS: Final = _PLAIN | {"mười", "nửa", "âm"}


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
    if surface.isdigit():
        plain = surface
    elif _ENGLISH.fullmatch(surface):
        plain = surface.replace(",", "")
    elif _DECIMAL_POINT.fullmatch(surface):
        plain = surface
    else:
        plain = surface.replace(".", "").replace(",", ".")
    return Numeral(float(plain), last_digit_weight(plain))


def last_digit_weight(plain: str) -> float:
    """Give the weight of the last digit that is not zero; 1 for zero itself."""
    whole, _, decimals = plain.partition(".")
    decimals = decimals.rstrip("0")
    if decimals:
        return float(10.0 ** -len(decimals))
    stripped = whole.rstrip("0")
    return float(10.0 ** (len(whole) - len(stripped))) if stripped else 1.0


def scaled(numeral: Numeral, scales: Sequence[str]) -> Numeral:
    """Multiply by scale words, each of them ("7,1 nghìn tỷ" is 7.1 x 1e3 x 1e9)."""
    factor = 1.0
    for word in scales:
        factor *= SCALES[word]
    return numeral if factor == 1.0 else Numeral(tidy(numeral.value * factor), tidy(numeral.step * factor))


def tidy(value: float) -> float:
    """Take back the binary noise of a decimal product (3.15 x 1e6)."""
    return float(f"{value:.{MOST_PLACES}g}")


def scale_words(surface: str) -> list[str]:
    """Give the scale words of a number as written, in order."""
    return _SCALE_WORD.findall(surface)


@lru_cache(maxsize=4096)
def read_chain(surface: str) -> Numeral:
    """Read digits with scales, chained.

    >>> read_chain("3 triệu 150 ngàn").value, read_chain("2 triệu rưỡi").value
    (3150000.0, 2500000.0)
    """
    if surface[-1].isdecimal() and " " not in surface:
        return read_digits(surface)
    total, step, last_factor = 0.0, 1.0, 1.0
    for part in _CHAIN_PART.finditer(surface):
        words = scale_words(part.group(2))
        numeral = scaled(read_digits(part.group(1)), words)
        total, step = total + numeral.value, numeral.step
        last_factor = scaled(Numeral(1.0, 1.0), words).value
    if surface.endswith("rưỡi"):
        total, step = total + last_factor / 2, last_factor / 10
    return Numeral(total, step)


def read_words(words: Sequence[str]) -> Numeral | None:
    """Read number words; None where they do not make one number.

    >>> read_words("hai mươi lăm".split()).value, read_words("một triệu rưỡi".split()).value
    (25.0, 1500000.0)
    >>> read_words("hai trăm linh năm".split()).value, read_words("mươi hai".split()) is None
    (205.0, True)
    """
    first = read_first(words, 0)
    return first[0] if first is not None and first[1] == len(words) else None


def read_first(words: Sequence[str], start: int) -> tuple[Numeral, int] | None:
    """Read the longest number that begins at a word; give it and the index of the word behind it.

    >>> read_first("ba mươi ba phẩy hai xã".split(), 0)
    (Numeral(value=33.2, step=0.1), 5)
    """
    if start >= len(words) or words[start] not in _BEGINS:
        return None
    if words[start] == "âm":
        if words[start + 1 : start + 2] == ["âm"] or (first := read_first(words, start + 1)) is None:
            return None
        return Numeral(-first[0].value, first[0].step), first[1]
    if words[start] == "nửa":
        factor, end = _scale(words, start + 1)
        return (Numeral(factor / 2, factor / 10), end) if end > start + 1 else None
    return _sum_of_groups(words, start)


def _sum_of_groups(words: Sequence[str], start: int) -> tuple[Numeral, int] | None:
    total, step, last_scale, at = 0.0, 0.0, float("inf"), start
    while (group := _below_thousand(words, at, is_first=at == start)) is not None:
        amount, end = group
        is_elliptic = at > start and end == at + 1 and last_scale >= 1e3
        decimals, end = _decimals(words, end)
        if decimals:
            amount = float(f"{amount:.0f}.{decimals}")
        factor, behind = _scale(words, end)
        if amount * factor >= last_scale or factor >= last_scale:
            break
        if behind == end:
            if is_elliptic and not decimals and words[at] != "mười":
                if words[at] not in _ELLIPTIC:
                    break
                amount *= last_scale / 10
            elif words[at] in _ONLY_AFTER_TENS:
                break
            total, at = total + amount, end
            step = 10.0 ** -len(decimals) if decimals.strip("0") else 0.0
            last_scale = 1.0
            break
        if words[at] in _ONLY_AFTER_TENS:
            break
        total, at, last_scale = tidy(total + amount * factor), behind, factor
        step = factor * 10.0 ** -len(decimals) if decimals.strip("0") else 0.0
        if decimals:
            break
        after_scale, end = _decimals(words, at)
        if after_scale:  # "hai triệu phẩy năm": behind the whole number
            total, at, step = total + float(f"0.{after_scale}"), end, 10.0 ** -len(after_scale)
            break
    if at == start:
        return None
    if step == 0.0:
        step = last_digit_weight(f"{total:.0f}")
        if at < len(words) and words[at] == "rưỡi":
            half = 50.0 if words[at - 1] == "trăm" else (last_scale if words[at - 1] in BIG else 1.0) / 2
            return Numeral(total + half, half / 5), at + 1
    return Numeral(total, step), at


def _scale(words: Sequence[str], start: int) -> tuple[float, int]:
    factor, at = 1.0, start
    while at < len(words) and at < start + _MOST_SCALES and words[at] in BIG:
        factor, at = factor * BIG[words[at]], at + 1
    return factor, at


def _below_thousand(words: Sequence[str], start: int, *, is_first: bool) -> tuple[float, int] | None:
    """Read up to three places; give their value and the index behind them."""
    first, second, third, fourth = (*words[start : start + 4], "", "", "", "")[:4]
    if second == "trăm" and first in _PLAIN and not (is_first and first == "không"):
        hundreds = UNITS[first] * 100.0
        if third in _ZERO_TENS and fourth in UNITS:
            return hundreds + UNITS[fourth], start + 4
        tens = _below_hundred(words, start + 2)
        if tens is not None:
            return hundreds + tens[0], tens[1]
        if third in _ELLIPTIC and hundreds:
            return hundreds + UNITS[third] * 10.0, start + 3
        return hundreds, start + 2
    if first in _ZERO_TENS and not is_first:
        return (float(UNITS[second]), start + 2) if second in UNITS else None
    tens = _below_hundred(words, start, is_first=is_first)
    if tens is not None:
        return tens
    if first in _PLAIN or (first in UNITS and not is_first):
        return float(UNITS[first]), start + 1
    return None


def _below_hundred(words: Sequence[str], start: int, *, is_first: bool = False) -> tuple[float, int] | None:
    """Read tens: "mười hai", "ba mươi mốt", "hai chục", and "ba mốt" without its "mươi".

    A "năm" that comes first may be a year and needs a second digit said only behind tens.
    """
    first, second, third = (*words[start : start + 3], "", "", "")[:3]
    if first == "mười":
        return (10.0 + UNITS[second], start + 2) if second in _AFTER_TEN else (10.0, start + 1)
    if first not in _PLAIN or first == "không":
        return None
    if second in _TENS:
        tens = UNITS[first] * 10.0
        return (tens + UNITS[third], start + 3) if third in _AFTER_TENS else (tens, start + 2)
    if first == "một" or third in _TENS or third == "trăm":
        return None
    if second in (_ONLY_AFTER_TENS if is_first and first == "năm" else _ELLIPTIC):
        return UNITS[first] * 10.0 + UNITS[second], start + 2
    return None


def _decimals(words: Sequence[str], start: int) -> tuple[str, int]:
    """Read what stands behind "phẩy" or "chấm": digits one by one, or tens; "" where nothing does."""
    if start >= len(words) or words[start] not in _POINTS:
        return "", start
    at = start + 1
    if words[at : at + 1] == ["mười"] or (words[at + 1 : at + 2] == ["mươi"] and words[at] in _PLAIN):
        tens = _below_hundred(words, at)
        return (f"{tens[0]:.0f}", tens[1]) if tens is not None else ("", start)
    digits = ""
    while at < len(words) and words[at] in UNITS and len(digits) < _MOST_DECIMALS:
        if words[at] in _ONLY_AFTER_TENS and not digits and words[at] != "tư":
            break
        digits, at = digits + str(UNITS[words[at]]), at + 1
    return (digits, at) if digits else ("", start)
