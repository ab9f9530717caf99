"""How one yearly value is chosen from what the sources say: `sql/core/observation.sql`."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from conftest import Row, Warehouse

    Begin = Callable[[], AbstractContextManager[Warehouse]]

NINE_MONTHS = ("ytd", "2024-01-01", "2024-09-30")
TO_NOVEMBER = ("ytd", "2024-01-01", "2024-11-30")
MARCH = ("month", "2024-03-01", "2024-03-31")
MAY = ("month", "2024-05-01", "2024-05-31")
IN_JUNE = ("point", None, "2024-06-30")
AT_YEARS_END = ("point", None, "2024-12-31")


def only(warehouse: Warehouse) -> Row:
    [row] = warehouse.observe()
    return row


def test_the_only_claim_is_the_value(warehouse: Warehouse) -> None:
    claim = warehouse.says(warehouse.document("a"), 413)
    row = only(warehouse)
    assert (row["value"], row["lower"], row["upper"], row["bound"]) == (413, 413, 413, "exact")
    assert (row["claim_id"], row["claim_count"], row["source_count"]) == (claim, 1, 1)
    assert (row["agreement"], row["rule"]) == ("single", "only_claim")


def test_a_rounded_figure_agrees_with_the_exact_one_which_is_chosen(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("newspaper", rank=1), 120, "gt")
    exact = warehouse.says(warehouse.document("report", kind="report", rank=7), 124)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (exact, "compatible", "most_exact")
    assert (row["claim_count"], row["source_count"]) == (2, 2)


def test_more_than_120_beside_120_is_looser_wording_and_no_conflict(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("newspaper"), 120, "gt")
    exact = warehouse.says(warehouse.document("report"), 120)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"]) == (exact, "compatible")


@pytest.mark.parametrize(("figure", "bound"), [(1_480_000, "about"), ((1_400_000, 1_500_000), "range")])
def test_a_two_sided_figure_is_more_exact_than_a_one_sided_one(
    warehouse: Warehouse, figure: float | tuple[float, float], bound: str
) -> None:
    warehouse.says(warehouse.document("report", rank=1), 1_300_000, "gt")
    narrower = warehouse.says(warehouse.document("press"), figure, bound)
    row = only(warehouse)
    assert (row["claim_id"], row["rule"]) == (narrower, "most_exact")


def test_a_range_is_kept_as_its_two_ends_without_a_value(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("a"), (900_000, 1_000_000), "range")
    row = only(warehouse)
    assert (row["value"], row["lower"], row["upper"], row["bound"]) == (None, 900_000, 1_000_000, "range")


def test_equal_figures_agree_and_the_better_source_is_named(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("press", rank=5), 413)
    better = warehouse.says(warehouse.document("report", rank=2), 413)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (better, "agree", "source_rank")


def test_disjoint_figures_are_a_conflict_that_the_rank_of_the_publisher_decides(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("press", rank=4, published_on=date(2025, 6, 1)), 500)
    better = warehouse.says(warehouse.document("office", rank=1, published_on=date(2025, 1, 1)), 413)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (better, "conflict", "source_rank")


def test_of_one_rank_the_report_goes_before_the_article(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("article", published_on=date(2025, 6, 1)), 500)
    report = warehouse.says(warehouse.document("report", kind="report", published_on=date(2025, 1, 1)), 413)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (report, "conflict", "report_over_article")


def test_of_equal_sources_the_later_published_goes_first_and_an_undated_one_last(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("undated", published_on=None), 600)
    warehouse.says(warehouse.document("january", published_on=date(2025, 1, 1)), 500)
    later = warehouse.says(warehouse.document("june", published_on=date(2025, 6, 1)), 413)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (later, "conflict", "later_published")


def test_within_a_document_the_surer_reading_goes_first(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 413, confidence=0.5)
    surer = warehouse.says(document, 517, confidence=0.9)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (surer, "conflict", "surer_reading")


def test_what_nothing_else_decides_falls_to_the_first_stated(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    first = warehouse.says(document, 413)
    warehouse.says(document, 517)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (first, "conflict", "first_stated")


def test_an_exact_figure_that_the_best_source_bears_out_beats_the_best_source_itself(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("office", rank=1), 400, "gt")
    warehouse.says(warehouse.document("wrong", rank=3), 300)
    borne_out = warehouse.says(warehouse.document("press", rank=5), 413)
    row = only(warehouse)
    # The strongest rival is the office's own figure, which is not wrong but says less.
    assert (row["claim_id"], row["agreement"], row["rule"]) == (borne_out, "conflict", "most_exact")


def test_a_claim_against_the_best_source_lost_to_its_rank(warehouse: Warehouse) -> None:
    leader = warehouse.says(warehouse.document("office", rank=1), 400, "gt")
    warehouse.says(warehouse.document("wrong", rank=3), 300)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (leader, "conflict", "source_rank")


def test_a_headline_rounds_the_figure_of_its_text(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 150_000, role="title")
    exact = warehouse.says(document, 150_300)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (exact, "compatible", "most_exact")


def test_a_round_rate_of_a_headline_covers_the_decimals_of_its_text(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 95, indicator="cultural_family_rate", role="title")
    exact = warehouse.says(document, 95.37, indicator="cultural_family_rate")
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"]) == (exact, "compatible")


def test_a_round_figure_far_from_the_text_contradicts_it(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 150_000)
    warehouse.says(document, 156_300)
    assert only(warehouse)["agreement"] == "conflict"


def test_round_figures_of_different_documents_are_not_excused(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("press"), 150_000)
    warehouse.says(warehouse.document("report", rank=2), 150_300)
    assert only(warehouse)["agreement"] == "conflict"


def test_zero_is_no_round_number(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 0)
    warehouse.says(document, 3)
    assert only(warehouse)["agreement"] == "conflict"


def test_the_full_year_replaces_the_figure_of_november_without_a_conflict(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("november", rank=1), 1_500_000, period=TO_NOVEMBER)
    full = warehouse.says(warehouse.document("year", rank=5), 1_650_000)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (full, "single", "full_period")
    assert (row["claim_count"], row["period_type"], row["obs_status"]) == (2, "year", "A")


def test_part_of_a_year_is_the_value_while_nothing_longer_is_known_and_says_so(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("march"), 90_000, period=MARCH)
    warehouse.says(warehouse.document("september"), 1_200_000, period=NINE_MONTHS)
    longest = warehouse.says(warehouse.document("november"), 1_500_000, "about", period=TO_NOVEMBER)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (longest, "single", "full_period")
    assert (row["period_type"], row["period_end"], row["obs_status"]) == ("ytd", date(2024, 11, 30), "P")


def test_the_second_half_of_a_year_is_shorter_than_eleven_months(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("half"), 800_000, period=("half", "2024-07-01", "2024-12-31"))
    longer = warehouse.says(warehouse.document("november"), 1_500_000, period=TO_NOVEMBER)
    assert only(warehouse)["claim_id"] == longer


def test_six_months_and_the_first_half_are_the_same_period(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("a"), 700, period=("half", "2024-01-01", "2024-06-30"))
    warehouse.says(warehouse.document("b"), 800, period=("ytd", "2024-01-01", "2024-06-30"))
    assert only(warehouse)["agreement"] == "conflict"


def test_of_two_months_as_long_the_later_stands(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("march"), 500, period=MARCH)
    later = warehouse.says(warehouse.document("may"), 300, period=MAY)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (later, "single", "later_as_of")


def test_the_last_date_of_a_stock_wins_without_a_conflict(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("june", rank=1), 110, period=IN_JUNE)
    later = warehouse.says(warehouse.document("december", rank=5), 117, period=AT_YEARS_END)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (later, "single", "later_as_of")


def test_a_stock_at_the_years_end_and_a_figure_of_the_year_are_comparable(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("stock"), 110, period=AT_YEARS_END)
    warehouse.says(warehouse.document("year"), 110)
    assert only(warehouse)["agreement"] == "agree"


@pytest.mark.parametrize(
    "period",
    [("habitual", None, "2024-12-31"), ("multi_year", "2021-01-01", "2024-12-31")],
    ids=lambda period: period[0],
)
def test_figures_of_every_year_or_of_several_are_no_years_value(
    warehouse: Warehouse, period: tuple[str, str | None, str]
) -> None:
    warehouse.says(warehouse.document("a"), 413, period=period)
    assert warehouse.observe() == []


def test_a_misprint_is_kept_out_even_where_it_is_alone_or_better_published(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("misprint", rank=1), 335_000_000, status="V")
    assert warehouse.observe() == []
    printed = warehouse.says(warehouse.document("press", rank=5), 335_000)
    row = only(warehouse)
    assert (row["claim_id"], row["claim_count"], row["rule"]) == (printed, 1, "only_claim")


def test_a_derived_figure_fills_a_gap_and_only_a_gap(warehouse: Warehouse) -> None:
    derived = warehouse.says(warehouse.document("a", rank=1), 92, derivation="95 minus 3 points")
    assert only(warehouse)["claim_id"] == derived
    printed = warehouse.says(warehouse.document("b", rank=7), 90)
    row = only(warehouse)
    assert (row["claim_id"], row["claim_count"], row["agreement"]) == (printed, 1, "single")


def test_a_misprinted_claim_does_not_silence_a_derived_one(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("a"), 900, status="V")
    derived = warehouse.says(warehouse.document("b"), 92, derivation="95 minus 3 points")
    assert only(warehouse)["claim_id"] == derived


def test_a_text_that_was_read_goes_before_a_scan_of_a_better_source_and_the_rule_says_so(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1, kind="report"), 418, is_recognised=True)
    read = warehouse.says(warehouse.document("press", rank=5), 413, confidence=0.4)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (read, "conflict", "read_over_recognised")
    assert (row["claim_count"], row["source_count"]) == (2, 2)


def test_a_text_that_was_read_goes_before_a_scan_that_covers_more_of_the_year(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1), 1_650_000, is_recognised=True)
    read = warehouse.says(warehouse.document("press", rank=5), 1_500_000, period=TO_NOVEMBER)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (read, "single", "read_over_recognised")
    assert row["period_end"] == date(2024, 11, 30)


def test_a_looser_figure_that_was_read_goes_before_an_exact_one_of_a_scan_that_agrees(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1), 124, is_recognised=True)
    read = warehouse.says(warehouse.document("press", rank=5), 120, "gt")
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["rule"]) == (read, "compatible", "read_over_recognised")


def test_a_figure_derived_from_what_was_read_goes_before_one_printed_in_a_scan(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1), 96, is_recognised=True)
    derived = warehouse.says(warehouse.document("press"), 92, derivation="95 minus 3 points")
    row = only(warehouse)
    assert (row["claim_id"], row["claim_count"], row["rule"]) == (derived, 2, "read_over_recognised")
    warehouse.build()
    assert warehouse.check("observation_of_unfit_claim") == []


def test_a_scan_does_not_say_which_of_two_texts_is_right(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1), 500, is_recognised=True)
    warehouse.says(warehouse.document("press", rank=5), 500)
    better = warehouse.says(warehouse.document("office", rank=2), 413)
    assert only(warehouse)["claim_id"] == better


def test_a_scan_that_says_the_same_bears_the_text_out(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan", rank=1), 413, is_recognised=True)
    read = warehouse.says(warehouse.document("press", rank=5), 413)
    row = only(warehouse)
    assert (row["claim_id"], row["agreement"], row["source_count"]) == (read, "agree", 2)


def test_a_misprint_that_was_read_does_not_silence_a_scan(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("misprint"), 335_000_000, status="V")
    scanned = warehouse.says(warehouse.document("scan"), 335_000, is_recognised=True)
    assert only(warehouse)["claim_id"] == scanned


def test_between_scans_and_between_texts_the_other_rules_decide(warehouse: Warehouse) -> None:
    warehouse.says(warehouse.document("scan of a part", rank=1), 300, period=NINE_MONTHS, is_recognised=True)
    full = warehouse.says(warehouse.document("scan", rank=5), 413, is_recognised=True)
    row = only(warehouse)
    assert (row["claim_id"], row["rule"]) == (full, "full_period")
    warehouse.says(warehouse.document("press", rank=5), 500)
    better = warehouse.says(warehouse.document("office", rank=2), 510)
    row = only(warehouse)
    # The next in the order of choice is the other text, not the scan.
    assert (row["claim_id"], row["rule"]) == (better, "source_rank")


def test_actual_estimate_and_plan_are_cells_of_their_own(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    for scenario, figure in (("actual", 110), ("estimate", 120), ("plan", 130)):
        warehouse.says(document, figure, scenario=scenario)
    assert {row["scenario"]: (row["value"], row["agreement"]) for row in warehouse.observe()} == {
        "actual": (110, "single"),
        "estimate": (120, "single"),
        "plan": (130, "single"),
    }


def test_twenty_reprints_are_claims_but_one_source(warehouse: Warehouse) -> None:
    document = warehouse.document("original", rank=4)
    original = warehouse.says(document, 413)
    for _ in range(20):
        warehouse.reprint(document)
    row = only(warehouse)
    assert (row["claim_id"], row["claim_count"], row["source_count"], row["agreement"]) == (original, 21, 1, "single")


def test_areas_indicators_and_years_do_not_mix(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.says(document, 1)
    warehouse.says(document, 2, area="district-271")
    warehouse.says(document, 3, indicator="officials_trained_dx")
    warehouse.says(document, 4, period=("year", "2023-01-01", "2023-12-31"))
    assert sorted(row["value"] for row in warehouse.observe()) == [1, 2, 3, 4]


FIGURES = st.one_of(
    st.tuples(st.integers(1, 9), st.sampled_from(["exact", "gt", "ge", "lt_near", "lt", "le"])),
    st.tuples(st.tuples(st.integers(1, 4), st.integers(5, 9)), st.just("range")),
)
CLAIMS = st.lists(
    st.tuples(
        FIGURES,
        st.integers(1, 3),
        st.sampled_from(["article", "report"]),
        st.sampled_from([None, 1, 2]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
FEW = settings(max_examples=8, deadline=None, derandomize=True)


def tell(warehouse: Warehouse, claims: list[Any]) -> None:
    for number, ((figure, bound), rank, kind, day, is_recognised) in enumerate(claims):
        published_on = day and date(2025, 1, day)
        document = warehouse.document(f"{number}", rank=rank, kind=kind, published_on=published_on)
        warehouse.says(document, figure, bound, is_recognised=is_recognised)


@FEW
@given(claims=CLAIMS, seed=st.integers())
def test_the_order_in_which_claims_arrive_changes_nothing(new_warehouse: Begin, claims: list[Any], seed: int) -> None:
    with new_warehouse() as warehouse:
        tell(warehouse, claims)
        told = warehouse.observe()
        for table in ("raw.document", "core.claim"):
            random.Random(seed).shuffle(warehouse.rows[table])
        assert warehouse.observe() == told


@FEW
@given(claims=CLAIMS)
def test_a_conflict_is_a_pair_of_intervals_that_do_not_meet(new_warehouse: Begin, claims: list[Any]) -> None:
    with new_warehouse() as warehouse:
        tell(warehouse, claims)
        row = only(warehouse)
    ends = [
        (-1e9 if claim["lower"] is None else claim["lower"], 1e9 if claim["upper"] is None else claim["upper"])
        for claim in warehouse.rows["core.claim"]
    ]
    expected = "compatible"
    if len(ends) == 1:
        expected = "single"
    elif len(set(ends)) == 1:
        expected = "agree"
    elif any(low > other_high for low, _ in ends for _, other_high in ends):
        expected = "conflict"
    assert row["agreement"] == expected


@FEW
@given(claims=CLAIMS)
def test_a_scan_is_chosen_only_where_nothing_was_read(new_warehouse: Begin, claims: list[Any]) -> None:
    with new_warehouse() as warehouse:
        tell(warehouse, claims)
        row = only(warehouse)
    chosen = next(claim for claim in warehouse.rows["core.claim"] if claim["claim_id"] == row["claim_id"])
    assert chosen["is_recognised"] == all(claim["is_recognised"] for claim in warehouse.rows["core.claim"])


def test_a_claim_of_a_year_in_which_its_area_did_not_exist_is_not_heard(warehouse: Warehouse) -> None:
    late = ("year", "2026-01-01", "2026-12-31")
    warehouse.says(warehouse.document("gone"), 130, period=late)
    warehouse.says(warehouse.document("not yet"), 12, area="commune-00376-2025")
    planned = warehouse.says(warehouse.document("plan"), 140, scenario="plan", period=late)
    of_the_last_year = warehouse.says(warehouse.document("last"), 125, period=("year", "2025-01-01", "2025-12-31"))
    assert {row["claim_id"] for row in warehouse.observe()} == {planned, of_the_last_year}
    assert warehouse.build().ask(
        "select value, why from mart.evidence where why = 'area_not_valid' order by value"
    ) == [{"value": 12, "why": "area_not_valid"}, {"value": 130, "why": "area_not_valid"}]
    assert warehouse.ask("select distinct reason from mart.review_queue") == [{"reason": "area_not_valid"}]
    assert warehouse.check("area_not_valid_in_year") == warehouse.check("observation_missing") == []
