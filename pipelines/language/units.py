"""Units: the words around an amount that make it money, a percentage, a measure or a count."""

import re
from typing import Final

from pipelines.language.alternation import one_of
from pipelines.language.marks import NOUN

PERCENT: Final = r"(?:%|phần trăm(?!\w))"
_CURRENCIES: Final = (
    "đồng", "đ", "vnđ", "vnd", "usd", "đô la", "đô la mỹ", "euro", "ơ rô", "won", "uôn", "ringgit", "nhân dân tệ",
)  # fmt: skip
# "60 đô vật", "13 đô thị": wrestlers and towns, no dollars.
MONEY: Final = rf"(?:{one_of(_CURRENCIES)}|đô(?!\w|\s+(?:vật|thị|hộ|đốc)))"
_TIMES: Final = ("ngày đêm", "ngày", "đêm", "tuần", "giờ", "phút", "giây", "tuổi", "sao", "năm", "tháng")
_SIZES: Final = (
    "km2", "km²", "km", "m2", "m²", "m3", "m³", "mét", "mét vuông", "mét khối", "ki lô mét", "ki lô mét vuông",
    "kilomet", "xăng ti mét",
    "xen ti mét", "xen ti mét khối", "mi li mét", "cây số", "ha", "hecta", "héc-ta", "hécta", "kg", "kí", "kí lô",
    "ki lô gram", "gram", "gam",
    "tấn", "tạ", "lít", "mi li lít", "mw", "kw", "cm", "mm", "m", "°c", "độ c", "độ f", "inch", "vôn", "ampe",
    "terabyte", "gigabyte",
)  # fmt: skip
MEASURE: Final = one_of((*_SIZES, *_TIMES))
# "0 mét", "0 phần trăm" in words: "không" before these is zero, before others "not".
ZERO_UNIT: Final = rf"\s+(?:phần trăm|{one_of(('euro', 'mét', 'kg', 'độ c'))})"
UNIT: Final = rf"(?:(?:điểm\s{{0,3}})?{PERCENT}|{MONEY}|{MEASURE})"

_UNIT: Final = re.compile(
    rf"\s{{0,4}}(?P<unit>(?P<percent>(?:điểm\s{{0,3}})?{PERCENT})|(?P<money>{MONEY})|(?P<measure>{MEASURE}))"
)
_NOUN_AFTER: Final = re.compile(rf"\s+{NOUN}")
_ZERO_UNIT: Final = re.compile(ZERO_UNIT)
_SIZE: Final = re.compile(rf"\s+{one_of((*_SIZES, 'giây', 'phút', 'tuổi'))}")
_HALF: Final = re.compile(r"\s+rưỡi(?!\w)")
_MONEY_HEADS: Final = (
    "thu", "doanh thu", "kinh phí", "vốn", "ngân sách", "trị giá", "giá trị", "tiền", "chi", "nguồn lực", "đầu tư",
)  # fmt: skip
_MONEY_HEAD: Final = re.compile(rf"(?<!\w){one_of(_MONEY_HEADS)}")
_REACH_OF_MONEY: Final = 60
_ENDS_UNIT: Final = re.compile(r"[,;.:()\"!?/|]|\s-\s")
_STOPS: Final = frozenset(
    {"và", "với", "trong", "đạt", "được", "tăng", "giảm", "so", "là", "của", "do", "từ", "đến", "cho"}
)
_REACH: Final = 60
_MOST_WORDS: Final = 4


def counts_noun(norm: str, end: int) -> bool:
    """Tell whether a number is followed by something that Vietnamese counts."""
    return _NOUN_AFTER.match(norm, end) is not None


def has_unit(norm: str, end: int) -> bool:
    """Tell whether a number is followed by a unit of measure, money or percent."""
    return _UNIT.match(norm, end) is not None


def has_size(norm: str, end: int) -> bool:
    """Tell whether a number is followed by a measure that no year has."""
    return _SIZE.match(norm, end) is not None


def makes_zero(norm: str, end: int) -> bool:
    """Tell whether "không" before a position is the number zero."""
    return _ZERO_UNIT.match(norm, end) is not None


def half_more(norm: str, end: int) -> bool:
    """Tell whether "rưỡi" stands behind a number's unit: "hai tấn rưỡi"."""
    unit = _UNIT.match(norm, end)
    return unit is not None and _HALF.match(norm, unit.end()) is not None


def measured(cased: str, norm: str, start: int, end: int) -> tuple[str, str | None]:
    """Give the category of a number and its unit words."""
    unit = _UNIT.match(norm, end)
    if unit is not None and not counts_noun(norm, end):
        return _kind(unit), unit.group("unit")
    category = "cardinal"
    # "tỷ" without "đồng" is money only where a word of money leads to it.
    if (
        norm.endswith(("tỷ", "tỉ"), start, end)
        and not counts_noun(norm, end)
        and _MONEY_HEAD.search(norm, max(0, start - _REACH_OF_MONEY), start)
    ):
        category = "money"
    return category, unit_words(cased, end)


def _kind(unit: re.Match[str]) -> str:
    return next(kind for kind in ("percent", "money", "measure") if unit.group(kind) is not None)


def unit_words(cased: str, end: int) -> str | None:
    """Give up to four words behind a number, to the next stop."""
    stop = _ENDS_UNIT.search(cased, end, end + _REACH)
    words: list[str] = []
    for word in cased[end : stop.start() if stop else end + _REACH].split(None, _MOST_WORDS)[:_MOST_WORDS]:
        if word.lower() in _STOPS:
            break
        words.append(word)
    return " ".join(words) or None
