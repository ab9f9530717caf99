"""What people are asked to look at: excesses, jumps, places that can be several, and the order of it all.

The single findings stand in `test_marts.py`, what settles them in `test_corrections.py`, what a release lost in
`test_releases.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Row, Warehouse

VISITS = "tourism_visits_total"
RATE = "cultural_family_rate"
COMMUNES = "ntm_advanced_commune_count"
DISTRICT = "district-016"
BA_VI = "district-271"
Period = tuple[str, "str | None", str]


def year(number: int) -> Period:
    return ("year", f"{number}-01-01", f"{number}-12-31")


def point(day: str) -> Period:
    return ("point", None, day)


def queue(warehouse: Warehouse) -> list[Row]:
    return warehouse.build().ask("from mart.review_queue order by place")


def jumps(warehouse: Warehouse, indicator: str, *told: tuple[float, Period]) -> list[str]:
    """Let documents state figures of one indicator; return the reasons for which they are listed."""
    for figure, period in told:
        warehouse.says(warehouse.document(f"{figure} {period}"), figure, indicator=indicator, period=period)
    return [row["reason"] for row in queue(warehouse)]


class TestExcesses:
    @pytest.mark.parametrize("period", [year(2024), point("2024-12-31")], ids=["flow", "stock"])
    def test_a_part_above_its_whole_of_another_source_is_listed(self, warehouse: Warehouse, period: Period) -> None:
        whole = warehouse.says(warehouse.document("whole"), 500, indicator=VISITS, period=period)
        international = "tourism_visits_international"
        part = warehouse.says(warehouse.document("part"), 501, indicator=international, period=period)
        [row] = queue(warehouse)
        assert (row["reason"], row["claim_id"]) == ("above_whole", part)
        assert row["detail"] == f"more than the {VISITS} 500 of {DISTRICT}: claim {whole}"
        assert [row["whole_claim_id"] for row in warehouse.check("part_above_whole")] == [whole]
        assert warehouse.check("district_above_province") == []

    def test_a_district_above_its_province_is_listed(self, warehouse: Warehouse) -> None:
        whole = warehouse.says(warehouse.document("province"), 500, indicator=VISITS, area="province-01")
        part = warehouse.says(warehouse.document("district"), 501, indicator=VISITS)
        [row] = queue(warehouse)
        assert (row["reason"], row["claim_id"]) == ("above_province", part)
        assert row["detail"] == f"more than the province's 500 of province-01: claim {whole}"
        assert [row["claim_id"] for row in warehouse.check("district_above_province")] == [part]

    def test_what_fits_or_is_of_another_period_is_not(self, warehouse: Warehouse) -> None:
        document = warehouse.document("fits")
        warehouse.says(document, 500, indicator=VISITS)
        warehouse.says(document, 500, indicator="tourism_visits_international")
        warehouse.says(document, 400, indicator=VISITS, area=BA_VI, period=point("2024-06-30"))
        warehouse.says(document, 500, indicator="tourism_visits_international", area=BA_VI, period=point("2024-12-31"))
        assert queue(warehouse) == []


class TestJumps:
    @pytest.mark.parametrize(
        ("indicator", "before", "now", "is_listed"),
        [
            (VISITS, 100_000, 800_000, False),
            (VISITS, 100_000, 800_001, True),
            (VISITS, 800_001, 100_000, True),
            (VISITS, 1, 19, False),
            (COMMUNES, 8, 32, False),
            (COMMUNES, 8, 33, True),
            (COMMUNES, 2, 19, False),
            (RATE, 50, 90, False),
            (RATE, 50, 90.5, True),
            (RATE, 90.5, 50, True),
        ],
    )
    def test_a_value_far_from_the_year_before_is_listed(
        self, warehouse: Warehouse, indicator: str, before: float, now: float, *, is_listed: bool
    ) -> None:
        kinds = {VISITS: year} | dict.fromkeys((RATE, COMMUNES), lambda number: point(f"{number}-12-31"))
        told = ((before, kinds[indicator](2023)), (now, kinds[indicator](2024)))
        assert jumps(warehouse, indicator, *told) == ["implausible_jump"] * is_listed
        assert [row["value"] for row in warehouse.check("implausible_jump")] == [now] * is_listed

    def test_it_names_the_year_before_and_shows_the_sentence_of_this_one(self, warehouse: Warehouse) -> None:
        before = warehouse.says(warehouse.document("a"), 100_000, indicator=VISITS, period=year(2023))
        now = warehouse.says(warehouse.document("b"), 335_000_000, indicator=VISITS)
        [row] = queue(warehouse)
        assert (row["claim_id"], row["year"], row["file_name"]) == (now, 2024, "b.html")
        assert row["detail"] == f"the year before had 100000: claim {before}"
        assert row["sentence"] == "Năm qua, huyện đạt 335000000 đơn vị."

    def test_flows_over_different_parts_of_their_years_do_not_compare(self, warehouse: Warehouse) -> None:
        march = ("quarter", "2023-01-01", "2023-03-31")
        assert jumps(warehouse, VISITS, (20_000, march), (900_000, year(2024))) == []

    def test_flows_over_the_same_part_of_their_years_do(self, warehouse: Warehouse) -> None:
        quarters = [("quarter", f"{number}-01-01", f"{number}-03-31") for number in (2023, 2024)]
        assert jumps(warehouse, VISITS, (20_000, quarters[0]), (900_000, quarters[1])) == ["implausible_jump"]

    def test_the_ends_of_february_are_the_same_part_of_a_year(self, warehouse: Warehouse) -> None:
        ends = [("ytd", "2023-01-01", "2023-02-28"), ("ytd", "2024-01-01", "2024-02-29")]
        assert jumps(warehouse, VISITS, (20_000, ends[0]), (900_000, ends[1])) == ["implausible_jump"]

    def test_a_stock_compares_whatever_its_dates(self, warehouse: Warehouse) -> None:
        assert jumps(warehouse, COMMUNES, (5, point("2023-06-30")), (50, point("2024-12-31"))) == ["implausible_jump"]

    def test_the_nearest_ends_of_two_ranges_count(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), (50_000, 200_000), "range", indicator=VISITS, period=year(2023))
        warehouse.says(warehouse.document("b"), (900_000, 2_000_000), "range", indicator=VISITS)
        assert queue(warehouse) == []

    def test_a_year_without_a_neighbour_and_a_plan_are_no_jump(self, warehouse: Warehouse) -> None:
        assert jumps(warehouse, VISITS, (20_000, year(2022)), (900_000, year(2024))) == []
        warehouse.says(warehouse.document("plan"), 9_000_000, indicator=VISITS, scenario="plan", period=year(2025))
        assert queue(warehouse) == []


class TestAmbiguousPlace:
    def told(self, warehouse: Warehouse, candidates: list[str], indicator: str | None) -> None:
        document = warehouse.document("a")
        quantity = warehouse.mentions(document, "55", "no_area")
        [row] = [row for row in warehouse.rows["core.unclaimed_quantity"] if row["quantity_id"] == quantity]
        row |= {"candidate_ids": candidates, "candidate_indicator_id": indicator}

    def test_it_names_the_candidates_and_shows_the_sentence(self, warehouse: Warehouse) -> None:
        self.told(warehouse, ["commune-00376-2025", "commune-00376", BA_VI], "festivals_held")
        [row] = queue(warehouse)
        assert (row["reason"], row["indicator_id"], row["file_name"]) == ("ambiguous_place", "festivals_held", "a.html")
        assert row["detail"] == (
            "55 can be of Thị trấn Sóc Sơn (commune-00376), Xã Sóc Sơn (commune-00376-2025), "
            "Huyện Ba Vì (district-271); name the area of the document in sources.csv"
        )
        assert row["sentence"] == "Xem thêm: 55 điều khác."
        assert (row["area_id"], row["claim_id"]) == (None, None)

    @pytest.mark.parametrize(
        ("candidates", "indicator"), [([], "festivals_held"), ([BA_VI], "festivals_held"), ([BA_VI, "x"], None)]
    )
    def test_one_place_or_no_indicator_is_no_question(
        self, warehouse: Warehouse, candidates: list[str], indicator: str | None
    ) -> None:
        self.told(warehouse, candidates, indicator)
        assert queue(warehouse) == []


class TestOrder:
    def test_what_reaches_the_readers_comes_first_and_then_what_was_kept_from_them(self, warehouse: Warehouse) -> None:
        warehouse.reject("hong.pdf")
        warehouse.mentions(warehouse.document("place"), "55", "no_area")
        warehouse.rows["core.unclaimed_quantity"][-1] |= {
            "candidate_ids": ["commune-00376", BA_VI], "candidate_indicator_id": VISITS,
        }  # fmt: skip
        for doubt, area in (("letters_lost", DISTRICT), ("sum_of_parts", DISTRICT), ("beyond_limit", DISTRICT)):
            warehouse.says(warehouse.document(doubt), 900, status="V", doubt=doubt, area=area)
        warehouse.says(warehouse.document("scan"), 12, area="commune-00376", is_recognised=True)
        warehouse.says(warehouse.document("unsure"), 12, area="province-01", confidence=0.3)
        counted = warehouse.says(warehouse.document("list"), 8, indicator=COMMUNES)
        warehouse.names(counted, "Tân Minh")
        for number, figure in ((2023, 10_000), (2024, 900_000)):
            warehouse.says(warehouse.document(f"{number}"), figure, indicator=VISITS, period=year(number))
        march = ("month", "2024-03-01", "2024-03-31")
        warehouse.says(warehouse.document("march"), 950_000, indicator=VISITS, period=march)
        for rank, figure in ((1, 413), (5, 500)):
            warehouse.says(warehouse.document(f"rank {rank}", rank=rank), figure, indicator="officials_trained_dx")
        rows = queue(warehouse)
        assert [row["reason"] for row in rows] == [
            "conflict", "part_above_year", "implausible_jump", "list_mismatch", "low_confidence", "recognised",
            "beyond_limit", "sum_of_parts", "letters_lost", "ambiguous_place", "rejected_document",
        ]  # fmt: skip
        assert [row["place"] for row in rows] == list(range(1, len(rows) + 1))

    def test_of_one_reason_the_main_indicators_and_the_unsurer_readings_come_first(self, warehouse: Warehouse) -> None:
        told = ((COMMUNES, 0.2, DISTRICT), (VISITS, 0.5, DISTRICT), (VISITS, 0.4, BA_VI))
        for indicator, confidence, area in told:
            document = warehouse.document(f"{indicator} {confidence}")
            warehouse.says(document, 8, indicator=indicator, confidence=confidence, area=area)
        assert [(row["indicator_id"], row["area_id"]) for row in queue(warehouse)] == [
            (VISITS, BA_VI), (VISITS, DISTRICT), (COMMUNES, DISTRICT),
        ]  # fmt: skip

    def test_a_claim_listed_for_two_reasons_is_settled_for_both_at_once(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("press", rank=5), 500)
        office = warehouse.says(warehouse.document("office", rank=1), 413, confidence=0.3)
        assert [row["reason"] for row in queue(warehouse)] == ["conflict", "low_confidence"]
        warehouse.correct(office, "choose")
        assert queue(warehouse) == []
