"""Hedges: the words around a number that say how it limits the true figure.

Hedges stack ("ước đạt hơn", "khoảng gần"); the word of direction nearest to the number rules over a mere "khoảng".
Whether a figure is an estimate or a plan is not a matter of its bound and is read elsewhere.
"""

import re
from dataclasses import dataclass
from typing import Final

BEFORE: Final = {
    "gt": ("hơn", "trên", "vượt", "vượt mức", "vượt mốc", "vượt ngưỡng", "quá", "vượt qua", "hơn cả"),
    "ge": ("ít nhất", "tối thiểu", "không dưới", "không ít hơn", "không thấp hơn", "chí ít", "ít ra"),
    "lt_near": ("gần", "ngót", "ngót nghét", "xấp xỉ", "sấp xỉ", "gần tới", "gần đến", "suýt soát", "tiệm cận", "gần như"),
    "lt": ("dưới", "chưa đến", "chưa tới", "chưa đầy", "không đến", "không tới", "không đầy"),
    "le": ("không quá", "tối đa", "nhiều nhất", "không vượt quá", "cao nhất là", "không hơn"),
    "about": ("khoảng", "chừng", "tầm", "cỡ", "độ", "ước khoảng", "ước chừng", "vào khoảng", "trong khoảng", "ước tính khoảng"),
}  # fmt: skip
AFTER: Final = {"ge": ("trở lên",), "le": ("trở xuống",)}
# Words that may stand between a hedge and its number without hedging themselves.
_NEUTRAL: Final = (
    "ước",
    "ước tính",
    "đạt",
    "được",
    "là",
    "có",
    "lên",
    "tới",
    "đến",
    "từ",
    "mức",
    "mốc",
    "con số",
    "cả thảy",
    "tổng cộng",
)

_BOUND_OF: Final = {phrase: bound for bound, phrases in BEFORE.items() for phrase in phrases}
_LONGEST_FIRST: Final = sorted((*_BOUND_OF, *_NEUTRAL), key=lambda phrase: -len(phrase))
_LAST_PHRASE: Final = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, _LONGEST_FIRST))})\s*$")
# "mức độ 4", "bên dưới là 129 tổ": a noun of degree or a place on the page hedges nothing.
_NO_HEDGE: Final = re.compile(
    r"(?:(?:mức|tốc|chế|nhiệt|trình|tiến|mật|cường|hạn)\s+độ|(?:bên|phía|cấp|ở)\s+(?:trên|dưới))\s*$"
)
_AFTER: Final = {bound: re.compile(rf"(?<!\w)(?:{'|'.join(p)})(?!\w)") for bound, p in AFTER.items()}
# How far behind a number "trở lên" may stand: "90% hồ sơ thủ tục hành chính trở lên".
_REACH_AFTER: Final = 45
_REACH_BEFORE: Final = 48


@dataclass(frozen=True, slots=True)
class Hedge:
    """A bound and where the words that say it begin (the number's own start where nothing hedges it)."""

    bound: str
    start: int


def hedge_before(norm: str, number_start: int) -> Hedge:
    """Read the stack of hedges in front of a number.

    >>> hedge_before("ước đạt hơn 120 lễ hội", 12).bound, hedge_before("khoảng gần 4 triệu", 11).bound
    ('gt', 'lt_near')
    """
    floor = max(0, number_start - _REACH_BEFORE)
    at, bound, start = number_start, "exact", number_start
    while match := _LAST_PHRASE.search(norm, floor, at):
        if _NO_HEDGE.search(norm, floor, match.end(1)):
            break
        found = _BOUND_OF.get(match.group(1))
        if found is not None:
            start = match.start()
            if bound == "exact" or (bound == "about" and found != "about"):
                bound = found
        at = match.start()
    return Hedge(bound, start)


def hedge_after(norm: str, number_end: int, limit: int) -> str | None:
    """Read "trở lên" or "trở xuống" behind a number, before `limit` and before the clause ends."""
    stretch = re.split(r"[,;.()]\s|\d", norm[number_end : min(limit, number_end + _REACH_AFTER)], maxsplit=1)[0]
    return next((bound for bound, pattern in _AFTER.items() if pattern.search(stretch)), None)


def interval(bound: str, value: float, step: float) -> tuple[float | None, float | None]:
    """Give the ends of what a bound and a number state; None where there is no end.

    `about` reaches half a unit of the number's last non-zero digit to either side.

    >>> interval("about", 1_500_000, 100_000)
    (1450000.0, 1550000.0)
    """
    if bound in ("gt", "ge"):
        return value, None
    if bound in ("lt_near", "lt", "le"):
        return None, value
    if bound == "about":
        return float(f"{value - step / 2:.12g}"), float(f"{value + step / 2:.12g}")
    return value, value
