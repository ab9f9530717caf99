"""Ratios: a count given as "42/46", and the percentage that the sentence prints for the same thing.

Only a percentage that the words tie to the ratio is taken: "42/46 thôn văn hóa, đạt 91,3%", "13/14 xã (92,86%)",
"91,3% (42/46 thôn)". A change, a share of a plan and a rate of something else beside it are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.language.quantities import Quantity

_LINK: Final = (
    r"(?:(?:đạt|chiếm|bằng|tức|tương ứng|tương đương|hay|=)(?:\s+(?:là|với|khoảng))?(?:\s+(?:tỷ|tỉ)\s+lệ)?(?:\s+là)?"
    r"|(?:tỷ|tỉ)\s+lệ(?:\s+(?:đạt|là))?)"
)
# What is counted, up to the words that lead to its percentage, with a year or the number of a criterion. Behind a rate
# of something else nothing is known.
_COUNTED: Final = r"(?:(?:năm|số)\s+\d{1,4}(?!\d)|(?!(?<!\w)(?:tỷ|tỉ)\s+lệ(?!\w))[^\d;.:()%])*?"
_TO_RATE: Final = re.compile(rf"{_COUNTED}(?:,\s*(?:đã\s+)?{_LINK}|\s-\s*{_LINK}|\(\s*(?:{_LINK})?)\s*")
_TO_RATIO: Final = re.compile(
    rf"\s*%\s*(?:,?\s*\(\s*(?:{_LINK})?|,\s*(?:tức|tương ứng|tương đương|hay)(?:\s+(?:là|với))?)\s*"
)
# A percentage of what was counted ends its clause, or names that total once more.
_ENDS_RATE: Final = re.compile(
    r"\s*%\s*(?:$|[,;:.)](?!\d)|(?:tổng\s+)?số(?:\s+[^\W\d]+){1,2}\s*(?:$|[,;.)])|(?:và|tăng|giảm|cao|thấp|vượt)(?!\w))"
)
# Left of a percentage these say that it compares.
_COMPARES: Final = re.compile(r"(?<!\w)(?:tăng|giảm|vượt|(?:cao|thấp) hơn|kém|so với)(?!\w)[^,;.()]*$")
_NEAR: Final = 60
_ENDS_RATIO: Final = re.compile(r"(?:\s+[^\W\d]+){0,3}(?:,(?:\s+[^\W\d]+){1,3})?\s*(?:$|[,;.)])")
_PLAN: Final = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|dự toán|kh|được giao)(?!\w)")
# Hedges that still state the very rate; "từ 95% trở lên" sets a mark.
_STATED: Final = frozenset({"exact", "about", "gt", "lt_near"})
_NOISE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio, and the percentage printed beside it, if any; `is_of_plan` where its second term may be a target."""

    ratio: Quantity
    rate: Quantity | None
    is_of_plan: bool

    @property
    def percent(self) -> float:
        """Return what the ratio comes to."""
        return 100 * (self.ratio.value or 0) / (self.ratio.total or 1)

    @property
    def is_rate_right(self) -> bool:
        """Tell whether the percentage is the ratio's, rounded or cut off at its printed digits."""
        return self.rate is None or _states(self.rate, self.percent)


def shares(norm: str, sentence: tuple[int, int], amounts: Sequence[Quantity]) -> Iterator[Share]:
    """Find the ratios among the amounts of a sentence, each with its percentage."""
    if all(number.category != "ratio" for number in amounts):
        return
    is_of_plan = _PLAN.search(norm, *sentence) is not None
    for before, number, after in zip((None, *amounts), amounts, (*amounts[1:], None), strict=False):
        if number.category == "ratio" and number.value is not None and number.total:
            rate = after if after is not None and _leads_to_rate(norm, number, after) else None
            if rate is None and before is not None and _leads_to_ratio(norm, before, number):
                rate = before
            yield Share(number, rate, is_of_plan)


def _is_rate(number: Quantity) -> bool:
    return number.category == "percent" and number.bound in _STATED and number.value is not None


def _leads_to_rate(norm: str, ratio: Quantity, rate: Quantity) -> bool:
    between = norm[ratio.end : _hedged_start(rate)]
    return _is_rate(rate) and bool(_TO_RATE.fullmatch(between)) and _ENDS_RATE.match(norm, rate.end) is not None


def _leads_to_ratio(norm: str, rate: Quantity, ratio: Quantity) -> bool:
    between = norm[rate.end : ratio.start]
    if _COMPARES.search(norm, max(0, rate.start - _NEAR), rate.start):
        return False
    return _is_rate(rate) and bool(_TO_RATIO.fullmatch(between)) and _ENDS_RATIO.match(norm, ratio.end) is not None


def _hedged_start(number: Quantity) -> int:
    return number.start if number.hedge_start is None else number.hedge_start


def _states(rate: Quantity, percent: float) -> bool:
    """Tell whether a printed rate can stand for a percentage, rounded or cut off at its last printed digit."""
    if rate.value is None:
        return False
    step = _last_digit(rate.surface)
    low, high = rate.value - step / 2, rate.value + step
    if rate.bound == "about":
        low, high = min(low, rate.lower or low), max(high, rate.upper or high)
    above, below = percent >= low - _NOISE, percent < high + _NOISE
    return (above or rate.bound == "lt_near") and (below or rate.bound == "gt")


def _last_digit(surface: str) -> float:
    """Give the weight of the last digit as printed.

    >>> _last_digit("91,30"), _last_digit("80")
    (0.01, 1.0)
    """
    decimals = re.search(r"[.,](\d+)$", surface)
    return 10.0 ** -len(decimals[1]) if decimals else 1.0
