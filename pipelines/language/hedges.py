"""Hedges: the words around a number that say how it limits the true figure.

Hedges stack ("ước đạt hơn", "khoảng gần"); the word of direction nearest to the number rules over a mere "khoảng".
Whether a figure is an estimate or a plan is not a matter of its bound and is read elsewhere.
"""

import re
from dataclasses import dataclass
from typing import Final

BEFORE: Final = {
    "gt": ("hơn", "trên", "vượt", "vượt mức", "vượt mốc", "vượt ngưỡng", "quá", "vượt qua", "hơn cả"),
    "ge": (
        "ít nhất", "tối thiểu", "không dưới", "không ít hơn", "không thấp hơn", "không kém", "không nhỏ hơn", "chí ít", "ít ra",
    ),
    "lt_near": (
        "gần", "ngót", "ngót nghét", "ngót ngét", "xấp xỉ", "sấp xỉ", "gần tới", "gần đến", "suýt soát", "tiệm cận", "gần như",
    ),
    "lt": ("dưới", "chưa đến", "chưa tới", "chưa đầy", "không đến", "không tới", "không đầy"),
    "le": ("không quá", "tối đa", "nhiều nhất", "không vượt quá", "cao nhất là", "không hơn", "không lớn hơn", "không cao hơn"),
    "about": (
        "khoảng", "chừng", "tầm", "cỡ", "độ", "ước khoảng", "ước chừng", "vào khoảng", "trong khoảng", "ước tính khoảng",
        "áng chừng", "phỏng chừng", "trên dưới",
    ),
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

_BOUND_OF: Final[dict[str, str | None]] = {
    **dict.fromkeys(_NEUTRAL),
    **{phrase: bound for bound, phrases in BEFORE.items() for phrase in phrases},
}
_LAST_WORDS: Final = frozenset(phrase.split()[-1] for phrase in _BOUND_OF)
_LONGEST: Final = max(len(phrase.split()) for phrase in _BOUND_OF)
# "mức độ 4", "bên dưới là 129 tổ": a noun of degree or a place on the page hedges nothing.
_NO_HEDGE: Final = frozenset(
    {f"{noun} độ" for noun in ("mức", "tốc", "chế", "nhiệt", "trình", "tiến", "mật", "cường", "hạn")}
    | {f"{side} {way}" for side in ("bên", "phía", "cấp", "ở") for way in ("trên", "dưới")}
)
# How far behind a number "trở lên" may stand: "90% hồ sơ thủ tục hành chính trở lên".
_REACH_AFTER: Final = 45
_REACH_BEFORE: Final = 48
_AFTER: Final = {phrase: bound for bound, phrases in AFTER.items() for phrase in phrases}
_CLAUSE_ENDS: Final = re.compile(r"[,;.()]\s|\d")
_OPENING: Final = "(\"'[-/~:;,."


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
    last = norm[floor:number_start].rsplit(None, 1)[-1:]
    if not last or last[0].lstrip(_OPENING) not in _LAST_WORDS:
        return Hedge("exact", number_start)
    words = norm[floor:number_start].split()
    at = first = len(words)
    bound = "exact"
    while count := _last_phrase(words, at):
        if " ".join(words[at - 2 : at]) in _NO_HEDGE:
            break
        at -= count
        found = _BOUND_OF[" ".join(words[at : at + count]).lstrip(_OPENING)]
        if found is not None:
            first = at
            if bound == "exact" or (bound == "about" and found != "about"):
                bound = found
        if not words[at].isalpha():
            break
    start = number_start
    for word in reversed(words[first:]):
        start = norm.rindex(word.lstrip(_OPENING), floor, start)
    return Hedge(bound, start)


def _last_phrase(words: list[str], end: int) -> int:
    """Give how many of the words before `end` make the longest phrase of hedging; 0 where they make none."""
    if not end or words[end - 1].lstrip(_OPENING) not in _LAST_WORDS:
        return 0
    for count in range(min(_LONGEST, end), 0, -1):
        if " ".join(words[end - count : end]).lstrip(_OPENING) in _BOUND_OF:
            return count
    return 0


def hedge_after(norm: str, number_end: int) -> str | None:
    """Read "trở lên" or "trở xuống" behind a number, before the clause ends."""
    stretch = norm[number_end : number_end + _REACH_AFTER]
    for phrase, bound in _AFTER.items():
        at = stretch.find(phrase)
        if at > 0 and not stretch[at - 1].isalnum() and not stretch[at + len(phrase) :][:1].isalnum():
            return None if _CLAUSE_ENDS.search(stretch, 0, at) else bound
    return None


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
