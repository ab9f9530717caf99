"""What a comparison implies: plans and earlier years, as exact as the printed percentage and no more."""

from datetime import date

import pytest

from pipelines.claims.derived import implied
from pipelines.claims.model import Claim, Comparison, Period
from pipelines.language.quantities import Quantity

YEAR = Period("year", date(2024, 1, 1), date(2024, 12, 31))


def claim(value: float, period: Period = YEAR, bound: str = "exact", scenario: str = "actual") -> Claim:
    return Claim(
        quantity=Quantity(0, 1, str(value), "cardinal", value, value, value, bound),
        number=(0, 1),
        indicator_id="tourism_visits_total",
        area_id="district-016",
        period=period,
        scenario=scenario,
        value=value,
        lower=value,
        upper=value,
        bound=bound,
        unit_id="visits",
        obs_status="A",
        start=0,
        end=1,
        sentence_start=0,
        sentence_end=1,
        comparisons=(),
        confidence=1.0,
        rule="",
    )


def compared(kind: str, amount: float, baseline: str, surface: str, year: int | None = None) -> Comparison:
    return Comparison(kind, amount, baseline, year, surface)


def test_a_share_of_the_plan_gives_the_plan_within_its_rounding() -> None:
    plan = implied(claim(310), compared("share_of_plan", 103.3, "plan", "103,3% kế hoạch"), "flow")
    assert plan is not None and plan.scenario == "plan" and plan.bound == "about"
    assert plan.value == pytest.approx(300.097, abs=1e-3)
    assert plan.lower is not None and plan.upper is not None
    assert plan.lower < 310 / 1.033 < plan.upper
    assert plan.upper - plan.lower == pytest.approx(310 / 1.0325 - 310 / 1.0335, rel=1e-2)


def test_a_part_of_a_year_measured_by_the_plan_gives_the_plan_of_the_whole_year() -> None:
    nine_months = Period("ytd", date(2024, 1, 1), date(2024, 9, 30))
    plan = implied(claim(75, nine_months), compared("share_of_plan", 75, "plan", "75% kế hoạch năm"), "flow")
    assert plan is not None
    assert (plan.period.type, plan.period.start, plan.period.end) == ("year", date(2024, 1, 1), date(2024, 12, 31))


def test_a_growth_gives_the_same_period_of_the_year_before() -> None:
    half = Period("half", date(2024, 1, 1), date(2024, 6, 30))
    before = implied(claim(1120, half), compared("change_percent", 12, "same_period", "12% so với cùng kỳ"), "flow")
    assert before is not None and before.scenario == "actual"
    assert before.value == pytest.approx(1000)
    assert (before.period.start, before.period.end) == (date(2023, 1, 1), date(2023, 6, 30))


def test_a_fall_gives_more_before() -> None:
    before = implied(claim(150), compared("change_percent", -25, "previous_year", "25% so với năm trước"), "flow")
    assert before is not None and before.value == pytest.approx(200)


def test_a_named_year_is_the_year_that_is_given() -> None:
    before = implied(claim(160), compared("change_percent", 60, "named_year", "60% so với năm 2019", 2019), "flow")
    assert before is not None and before.period.end == date(2019, 12, 31)


def test_the_end_of_february_stays_the_end_of_february() -> None:
    two_months = Period("ytd", date(2024, 1, 1), date(2024, 2, 29))
    before = implied(claim(110, two_months), compared("index_percent", 110, "same_period", "110% cùng kỳ"), "flow")
    assert before is not None and before.period.end == date(2023, 2, 28)


def test_a_rate_exceeds_its_plan_by_points() -> None:
    plan = implied(claim(91), compared("gap_to_plan", 2, "plan", "2% so với chỉ tiêu"), "rate")
    assert plan is not None and (plan.value, plan.bound, plan.scenario) == (89, "exact", "plan")


@pytest.mark.parametrize(
    ("stated", "comparison", "kind"),
    [
        (claim(95.7), compared("change_percent", 1.3, "previous_year", "1,3% so với năm trước"), "rate"),
        (claim(120, bound="gt"), compared("change_percent", 12, "previous_year", "12% so với năm trước"), "flow"),
        (claim(120), compared("change_percent", 12, "unstated", "12%"), "flow"),
        (claim(120, scenario="plan"), compared("change_percent", 12, "previous_year", "12%"), "flow"),
        (claim(120), compared("change_percent", -100, "previous_year", "100% so với năm trước"), "flow"),
        (claim(120), compared("times", 2, "previous_year", "gấp đôi năm trước"), "flow"),
        (claim(120), compared("change_percent", 12, "named_year", "12% so với năm 2024", 2024), "flow"),
    ],
    ids=["points or share", "hedged", "no baseline", "of a plan", "from nothing", "in words", "the same year"],
)
def test_what_may_mean_several_things_implies_nothing(stated: Claim, comparison: Comparison, kind: str) -> None:
    assert implied(stated, comparison, kind) is None
