"""Derived figures: what a comparison implies about a plan, computed from a printed figure and marked as such."""

from dataclasses import replace
from datetime import date
from typing import Final

from pipelines.claims.model import Claim, Comparison, Period

_RATES: Final = frozenset({"rate"})


def plan(claim: Claim, compared: Comparison, kind: str) -> Claim | None:
    """Give the plan that a rate exceeded: a rate of 91 % that "vượt 2% so với chỉ tiêu" had a plan of 89 %.

    A rate exceeds its plan by percentage points, not by a share of the plan. Other kinds of figures give no plan here.
    """
    if kind not in _RATES or compared.kind != "gap_to_plan" or claim.bound != "exact" or claim.scenario == "plan":
        return None
    if claim.value is None or compared.amount is None or not 0 < compared.amount < claim.value:
        return None
    value = float(f"{claim.value - compared.amount:.12g}")
    end = date(claim.period.end.year, 12, 31)
    period = (
        Period("point", None, end, claim.period.origin)
        if claim.period.type == "point"
        else Period("year", date(end.year, 1, 1), end, claim.period.origin)
    )
    return replace(
        claim, period=period, scenario="plan", value=value, lower=value, upper=value, obs_status="F", comparisons=(),
        derivation=f"{claim.value:g} - {compared.amount:g} percentage points above plan = {value:g}",
    )  # fmt: skip
