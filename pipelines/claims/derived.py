"""Derived figures: what a comparison implies about a plan or an earlier year, computed and marked as such.

An implied figure is only as exact as the printed percentage: its ends come from half a unit of the last printed digit.
Nothing is derived from a hedged figure, nor from a growth that does not say what it is measured by.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from pipelines.claims.model import Claim, Comparison, Period
from pipelines.language.periods import month_end

_RATES: Final = frozenset({"rate", "index"})
_ADD_UP: Final = frozenset({"stock", "flow"})
_DECIMALS: Final = re.compile(r"\s*\d+(?:,(\d+))?")
_EARLIER: Final = ("previous_year", "same_period", "named_year")
# How much surer the printed figure is than one computed from it.
_CERTAINTY: Final = 0.8
_DIGITS: Final = 6


def implied(claim: Claim, compared: Comparison, kind: str) -> Claim | None:
    """Give what a comparison implies: a plan, or the same period of an earlier year; None where nothing follows.

    A rate exceeds its plan, and its earlier self, by percentage points: 91 % that "vượt 2% so với chỉ tiêu" had a plan
    of 89 %. What adds up does so by a share: 310 that are "bằng 103,3% kế hoạch" had a plan of 300.1. A rate that
    "tăng 2%" may mean either, and implies nothing.
    """
    if claim.bound != "exact" or claim.value is None or claim.scenario == "plan" or compared.amount is None:
        return None
    if claim.period.type in ("multi_year", "habitual"):
        return None
    if kind in _RATES and compared.kind in ("gap_to_plan", "change_points"):
        return _by_points(claim, compared)
    if kind in _ADD_UP and compared.kind in _FACTORS and (compared.baseline in _EARLIER or compared.baseline == "plan"):
        return _by_share(claim, compared)
    return None


def _by_points(claim: Claim, compared: Comparison) -> Claim | None:
    assert claim.value is not None and compared.amount is not None
    value = float(f"{claim.value - compared.amount:.12g}")
    is_plan = compared.kind == "gap_to_plan"
    if not (0 < value < claim.value if is_plan else 0 <= value <= 100):
        return None
    if not is_plan and compared.baseline not in _EARLIER:
        return None
    against = "plan" if is_plan else "the earlier year"
    told = f"{claim.value:g} - {compared.amount:g} percentage points above {against} = {value:g}"
    return _as_of(claim, compared, (value, value, value), "exact", told)


# What a comparison makes of the figure it is measured by, in shares of one.
_FACTORS: Final[Mapping[str, tuple[float, float]]] = {
    "share_of_plan": (0.0, 0.01),
    "index_percent": (0.0, 0.01),
    "gap_to_plan": (1.0, 0.01),
    "change_percent": (1.0, 0.01),
}


def _by_share(claim: Claim, compared: Comparison) -> Claim | None:
    assert claim.value is not None and compared.amount is not None
    base, unit = _FACTORS[compared.kind]
    match = _DECIMALS.match(compared.surface)
    half = 0.5 * 10.0 ** -len(match.group(1) or "") if match is not None else 0.5
    least, most = (base + (compared.amount + error) * unit for error in (-half, half))
    if least <= 0 or claim.value == 0:
        return None
    value, lower, upper = (float(f"{claim.value / factor:.{_DIGITS}g}") for factor in ((least + most) / 2, most, least))
    told = f"{claim.value:.12g} / {(least + most) / 2:.6g} ({compared.surface}) = {value:.12g}"
    return _as_of(claim, compared, (value, min(lower, value), max(upper, value)), "about", told)


def _as_of(
    claim: Claim, compared: Comparison, ends: tuple[float, float, float], bound: str, derivation: str
) -> Claim | None:
    is_plan = compared.baseline == "plan"
    period = _of_plan(claim.period) if is_plan else _earlier(claim.period, compared)
    if period is None:
        return None
    value, lower, upper = ends
    return replace(
        claim,
        period=period,
        scenario="plan" if is_plan else "actual",
        value=value,
        lower=lower,
        upper=upper,
        bound=bound,
        obs_status="F" if is_plan else "P" if period.type in ("ytd", "half", "quarter", "month") else "A",
        comparisons=(),
        confidence=round(claim.confidence * _CERTAINTY, 3),
        derivation=derivation,
    )


def _of_plan(period: Period) -> Period:
    """Give the period of a plan: it runs to the end of the year."""
    end = date(period.end.year, 12, 31)
    if period.type == "point":
        return Period("point", None, end, period.origin)
    return Period("year", date(end.year, 1, 1), end, period.origin)


def _earlier(period: Period, compared: Comparison) -> Period | None:
    """Give the same period of the year that a figure is compared with."""
    year = compared.baseline_year if compared.baseline == "named_year" else period.end.year - 1
    if year is None or year >= period.end.year:
        return None
    back = period.end.year - year
    end = _moved(period.end, back)
    return replace(period, start=None if period.start is None else _moved(period.start, back), end=end)


def _moved(day: date, years: int) -> date:
    last = month_end(day.year - years, day.month).day
    return day.replace(year=day.year - years, day=last if day == month_end(day.year, day.month) else min(day.day, last))
