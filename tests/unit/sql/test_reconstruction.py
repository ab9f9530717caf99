"""A district's series after its end: the sum of the communes that followed it, where all of them report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.store.sql_models import load_models
from schemas.catalogue import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from conftest import Row, Warehouse

    Begin = Callable[[], AbstractContextManager[Warehouse]]

CONTINUITY = Path(__file__).parents[4] / "shared" / "reference" / "admin" / "districts_continuity_20250701.csv"
DISTRICT, BA_VI = "district-016", "district-271"
MEMBERS = ("commune-00376-2025", "commune-00382-2025", "commune-00385-2025")
VISITS, FESTIVALS = "tourism_visits_total", "festivals_held"
FAMILY_RATE, COMMUNES = "cultural_family_rate", "ntm_advanced_commune_count"
YEAR_AFTER = ("year", "2026-01-01", "2026-12-31")
FIRST_HALF = ("half", "2025-01-01", "2025-06-30")
SECOND_HALF = ("half", "2025-07-01", "2025-12-31")
YEAR_OF_REFORM = ("year", "2025-01-01", "2025-12-31")
Figure = float | tuple[float, float]


def members_say(
    warehouse: Warehouse,
    *figures: tuple[Figure, str],
    indicator: str = VISITS,
    period: tuple[str, str | None, str] = YEAR_AFTER,
    scenario: str = "actual",
) -> list[str]:
    """Let the communes state a figure each, in the order of their ids; return the ids of the claims."""
    said = zip(MEMBERS, figures, strict=False)
    return [
        warehouse.says(
            warehouse.document(f"{area} {period[2]} {scenario}"),
            figure,
            bound,
            indicator=indicator,
            area=area,
            period=period,
            scenario=scenario,
        )
        for area, (figure, bound) in said
    ]


def exactly(*figures: float) -> list[tuple[Figure, str]]:
    return [(figure, "exact") for figure in figures]


def sums(warehouse: Warehouse) -> list[Row]:
    return warehouse.build().ask("from core.reconstruction order by all")


def shown(warehouse: Warehouse, *columns: str) -> tuple:
    [row] = warehouse.ask(f"select {', '.join(columns)} from mart.indicator_yearly where area_id = '{DISTRICT}'")
    return tuple(row.values())


def continuation(warehouse: Warehouse, district: str = DISTRICT) -> tuple:
    [row] = warehouse.ask(
        "select continuation, continuation_detail from mart.coverage"
        f" where area_id = '{district}' and continuation is not null"
    )
    return tuple(row.values())


class TestSuccession:
    def test_a_district_that_fed_communes_alone_is_their_union(self, told: Warehouse) -> None:
        [row] = told.ask(f"from mart.area_continuity where area_id = '{DISTRICT}'")
        assert row["is_exact_union"]
        assert (row["member_ids"], row["member_names"]) == (list(MEMBERS), ["Xã Sóc Sơn", "Xã Kim Anh", "Xã Trung Giã"])
        assert row["outside_ids"] == []

    def test_a_commune_made_of_two_districts_names_what_came_from_outside(self, told: Warehouse) -> None:
        [row] = told.ask(f"from mart.area_continuity where area_id = '{BA_VI}'")
        assert not row["is_exact_union"]
        assert (row["outside_ids"], row["outside_names"]) == (["commune-09700"], ["Xã Phú Cát"])

    def test_a_district_alone_stands_for_itself_where_no_commune_of_it_is_listed(self, told: Warehouse) -> None:
        [row] = told.ask("select outside_ids from mart.area_continuity where area_id = 'district-275'")
        assert row["outside_ids"] == [BA_VI]


class TestSum:
    def test_all_communes_together_are_the_district(self, warehouse: Warehouse) -> None:
        claims = members_say(warehouse, *exactly(120_000, 80_000, 50_000))
        [row] = sums(warehouse)
        assert (row["area_id"], row["year"], row["value"], row["bound"]) == (DISTRICT, 2026, 250_000, "exact")
        assert (row["member_ids"], row["claim_ids"], row["member_count"]) == (list(MEMBERS), claims, 3)
        assert (row["period_type"], row["obs_status"], row["agreement"]) == ("year", "A", "single")
        assert continuation(warehouse) == ("reconstructed", None)

    def test_two_communes_of_three_are_no_sum_and_the_third_is_named(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(120_000, 80_000))
        assert sums(warehouse) == []
        assert continuation(warehouse) == ("members_missing", "Tourism visits total: Xã Trung Giã")

    def test_communes_of_several_periods_are_no_sum(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(1, 2))
        late = warehouse.document("late")
        warehouse.says(late, 3, indicator=VISITS, area=MEMBERS[2], period=("ytd", "2026-01-01", "2026-11-30"))
        assert sums(warehouse) == []
        code, detail = continuation(warehouse)
        assert code == "members_missing"
        assert "Xã Trung Giã 2026-01-01 to 2026-11-30" in detail

    @pytest.mark.parametrize("indicator", [FAMILY_RATE, COMMUNES])
    def test_rates_and_counts_of_communes_do_not_add_up(self, warehouse: Warehouse, indicator: str) -> None:
        members_say(warehouse, *exactly(1, 1, 1), indicator=indicator, period=("point", None, "2026-12-31"))
        assert sums(warehouse) == []
        assert continuation(warehouse)[0] == "no_sum"

    def test_a_district_that_is_no_union_has_no_sum(self, warehouse: Warehouse) -> None:
        document = warehouse.document("suoi-hai")
        warehouse.says(document, 5, indicator=VISITS, area="commune-09619-2025", period=YEAR_AFTER)
        assert sums(warehouse) == []
        assert continuation(warehouse, BA_VI) == ("not_a_union", "Xã Phú Cát")

    def test_years_before_the_end_are_not_summed(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(1, 2, 3), period=("year", "2024-01-01", "2024-12-31"))
        assert sums(warehouse) == []
        assert warehouse.ask(f"from mart.coverage where area_id = '{DISTRICT}'") == []

    def test_scenarios_are_summed_apart(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(1, 2, 3), scenario="plan")
        members_say(warehouse, *exactly(4, 5))
        assert [(row["scenario"], row["value"], row["obs_status"]) for row in sums(warehouse)] == [("plan", 6, "F")]

    def test_the_weakest_word_of_a_member_is_the_sums(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(1, 2, 3))
        warehouse.says(warehouse.document("rival", rank=7), 99, indicator=VISITS, area=MEMBERS[1], period=YEAR_AFTER)
        [row] = sums(warehouse)
        assert (row["agreement"], row["claim_count"], row["source_count"]) == ("conflict", 4, 4)
        assert shown(warehouse, "flag") == ("reconstructed from 3 areas; conflict",)

    def test_money_in_tenths_adds_up_to_the_last_digit(self, warehouse: Warehouse) -> None:
        members_say(warehouse, *exactly(0.1, 0.2, 0.3))
        assert sums(warehouse)[0]["value"] == 0.6


class TestBounds:
    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            ([(100, "exact"), (50, "gt"), (10, "exact")], (160, 160, None, "gt")),
            ([(100, "exact"), (50, "ge"), (10, "exact")], (160, 160, None, "ge")),
            ([(100, "about"), (50, "gt"), (10, "exact")], (110, 110, None, "gt")),
            ([(100, "exact"), (50, "lt_near"), (10, "lt_near")], (160, None, 160, "lt_near")),
            ([(100, "exact"), (50, "lt_near"), (10, "le")], (160, None, 160, "lt")),
            ([(100, "exact"), (50, "le"), (10, "exact")], (160, None, 160, "le")),
            ([(100, "about"), (20, "exact"), (10, "exact")], (130, 80, 180, "about")),
            ([((100, 120), "range"), (20, "exact"), (10, "exact")], (None, 130, 150, "range")),
            ([((100, 120), "range"), (20, "gt"), (10, "exact")], (130, 130, None, "gt")),
        ],
    )
    def test_intervals_are_added(
        self, warehouse: Warehouse, figures: list[tuple[Figure, str]], expected: tuple
    ) -> None:
        members_say(warehouse, *figures)
        [row] = sums(warehouse)
        assert (row["value"], row["lower"], row["upper"], row["bound"]) == expected
        assert warehouse.check("reconstruction_incomplete") == []

    def test_a_sum_open_on_both_sides_says_nothing(self, warehouse: Warehouse) -> None:
        members_say(warehouse, (100, "gt"), (50, "lt"), (10, "exact"))
        assert sums(warehouse) == []
        assert continuation(warehouse) == ("no_sum", "Tourism visits total: the bounds of the members leave it open")

    @settings(max_examples=15, deadline=None)
    @given(
        figures=st.lists(
            st.tuples(
                st.integers(1, 10**7), st.sampled_from(["exact", "gt", "ge", "lt", "le", "lt_near", "about", "range"])
            ),
            min_size=3,
            max_size=3,
        )
    )
    def test_a_sum_keeps_the_contract_of_a_statement(
        self, new_warehouse: Begin, figures: list[tuple[int, str]]
    ) -> None:
        with new_warehouse() as warehouse:
            members_say(warehouse, *(((f, f + 9) if bound == "range" else f, bound) for f, bound in figures))
            for row in sums(warehouse):
                value, lower, upper = row["value"], row["lower"], row["upper"]
                fits = {
                    "exact": lower == value == upper,
                    "range": value is None and lower is not None and upper is not None and lower < upper,
                    "about": None not in (value, lower, upper) and lower <= value <= upper,
                }
                one_sided = value == (lower if upper is None else upper) and None in (lower, upper)
                assert fits.get(row["bound"], one_sided)
            assert warehouse.check("reconstruction_incomplete") == []


class TestYearOfTheReform:
    def test_the_districts_half_and_the_communes_half_are_the_year(self, warehouse: Warehouse) -> None:
        own = warehouse.says(warehouse.document("huyen"), 700, indicator=VISITS, period=FIRST_HALF)
        claims = members_say(warehouse, *exactly(100, 200, 300), period=SECOND_HALF)
        [row] = sums(warehouse)
        assert (row["value"], row["period_type"], row["obs_status"]) == (1300, "year", "A")
        assert (str(row["period_start"]), str(row["period_end"])) == ("2025-01-01", "2025-12-31")
        assert (row["member_ids"], row["claim_ids"]) == ([*MEMBERS, DISTRICT], [*claims, own])
        assert shown(warehouse, "value", "flag") == (1300, "reconstructed from 4 areas")
        assert warehouse.check("reconstruction_incomplete") == []

    def test_an_estimate_in_a_joined_year_stays_one(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("huyen"), 7, indicator=VISITS, period=FIRST_HALF, status="E")
        members_say(warehouse, *exactly(1, 2, 3), period=SECOND_HALF)
        assert sums(warehouse)[0]["obs_status"] == "E"

    def test_periods_that_do_not_adjoin_are_not_joined(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("huyen"), 7, indicator=VISITS, period=("ytd", "2025-01-01", "2025-05-31"))
        members_say(warehouse, *exactly(1, 2, 3), period=SECOND_HALF)
        [row] = sums(warehouse)
        assert (row["value"], row["member_count"], row["obs_status"]) == (6, 3, "P")

    def test_what_is_not_added_over_a_year_is_not_joined(self, warehouse: Warehouse) -> None:
        for row in warehouse.rows["ref.indicator"]:
            row["yearly_rule"] = "max" if row["indicator_id"] == FESTIVALS else row["yearly_rule"]
        warehouse.says(warehouse.document("huyen"), 7, period=FIRST_HALF)
        members_say(warehouse, *exactly(1, 2, 3), indicator=FESTIVALS, period=SECOND_HALF)
        assert sums(warehouse)[0]["value"] == 6

    def test_communes_that_report_the_whole_year_are_the_year_and_go_before_the_half(
        self, warehouse: Warehouse
    ) -> None:
        warehouse.says(warehouse.document("huyen"), 700, indicator=VISITS, period=FIRST_HALF)
        members_say(warehouse, *exactly(100, 200, 300), period=YEAR_OF_REFORM)
        warehouse.build()
        assert shown(warehouse, "value", "is_reconstructed", "member_ids") == (600, True, list(MEMBERS))

    def test_of_equal_periods_the_districts_own_value_stands(self, warehouse: Warehouse) -> None:
        own = warehouse.says(warehouse.document("huyen"), 700, indicator=VISITS, period=YEAR_OF_REFORM)
        members_say(warehouse, *exactly(100, 200, 300), period=YEAR_OF_REFORM)
        warehouse.build()
        assert shown(warehouse, "value", "is_reconstructed", "claim_id", "claim_ids") == (700, False, own, [own])

    @pytest.mark.parametrize(("day", "value"), [("2025-12-31", 6), ("2025-06-30", 7)])
    def test_a_stock_is_that_of_its_last_date(self, warehouse: Warehouse, day: str, value: float) -> None:
        for row in warehouse.rows["ref.indicator"]:
            row["kind"] = "stock" if row["indicator_id"] == VISITS else row["kind"]
        warehouse.says(warehouse.document("huyen"), 7, indicator=VISITS, period=("point", None, "2025-06-30"))
        members_say(warehouse, *exactly(1, 2, 3), indicator=VISITS, period=("point", None, day))
        warehouse.build()
        assert shown(warehouse, "value") == (value,)


class TestReading:
    @pytest.fixture
    def continued(self, warehouse: Warehouse) -> Warehouse:
        warehouse.says(warehouse.document("huyen"), 500, indicator=VISITS)
        members_say(warehouse, *exactly(100, 200, 300))
        return warehouse.build()

    def test_one_query_gives_the_series_over_the_reform(self, continued: Warehouse) -> None:
        rows = continued.ask(f"select area_name, level, year, value, flag from mart.series('Sóc Sơn', '{VISITS}')")
        assert [tuple(row.values()) for row in rows] == [
            ("Xã Sóc Sơn", "commune", 2026, 100, None),
            ("Huyện Sóc Sơn", "district", 2024, 500, None),
            ("Huyện Sóc Sơn", "district", 2026, 600, "reconstructed from 3 areas"),
        ]

    def test_evidence_of_a_sum_is_that_of_its_members(self, continued: Warehouse) -> None:
        rows = continued.ask(f"select area_id, value from mart.evidence('{DISTRICT}', '{VISITS}', 2026)")
        assert [tuple(row.values()) for row in rows] == list(zip(MEMBERS, (100, 200, 300), strict=True))

    def test_evidence_of_a_year_before_is_the_districts_own(self, continued: Warehouse) -> None:
        rows = continued.ask(f"select area_id from mart.evidence('{DISTRICT}', '{VISITS}', 2024)")
        assert [row["area_id"] for row in rows] == [DISTRICT]

    def test_a_wide_row_counts_the_documents_of_the_members(self, continued: Warehouse) -> None:
        [row] = continued.ask(f"from mart.district_tourism where area_id = '{DISTRICT}' and year = 2026")
        assert (row[VISITS], row["documents"], row["flags"]) == (600, 3, {VISITS: "reconstructed from 3 areas"})

    def test_a_text_about_all_members_is_one_document(self, warehouse: Warehouse) -> None:
        document = warehouse.document("bao-cao")
        for area in MEMBERS:
            warehouse.says(document, 100, indicator=VISITS, area=area, period=YEAR_AFTER)
        [row] = warehouse.build().ask(f"select documents from mart.district_tourism where area_id = '{DISTRICT}'")
        assert row["documents"] == 1

    def test_a_sum_has_no_sentence_and_the_confidence_of_its_least_sure_member(self, continued: Warehouse) -> None:
        [row] = continued.ask("from mart.indicator_yearly where is_reconstructed")
        assert (row["claim_id"], row["sentence"], row["document_id"], row["publisher"]) == (None, None, None, None)
        assert (row["rule"], row["confidence"]) == ("sum_of_members", 0.9)


@pytest.fixture(scope="module")
def real() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give the succession of the areas of the catalogue."""
    catalogue = load()
    with duckdb.connect() as connection:
        connection.execute("create schema ref")
        for name, frame in (("area", catalogue.areas), ("area_change", catalogue.area_changes)):
            connection.register("given", frame)
            connection.execute(f"create table ref.{name} as from given")
            connection.unregister("given")
        connection.execute("create schema core")
        [select] = [model.sql for model in load_models() if model.qualified_name == "core.succession"]
        connection.execute(f"create table core.succession as {select}")
        yield connection


def test_soc_son_is_its_five_communes(real: duckdb.DuckDBPyConnection) -> None:
    [row] = real.sql(f"from core.succession where area_id = '{DISTRICT}'").pl().to_dicts()
    assert (row["is_exact_union"], str(row["changed_on"])) == (True, "2025-07-01")
    assert row["member_ids"] == [f"commune-{code}-2025" for code in ("00376", "00382", "00385", "00430", "00433")]


def test_the_real_areas_have_391_exact_unions_of_696_districts(real: duckdb.DuckDBPyConnection) -> None:
    counted = real.execute("select count(*), count(*) filter (is_exact_union) from core.succession").fetchall()
    assert counted == [(696, 391)]


@pytest.mark.skipif(not CONTINUITY.exists(), reason="the reference material is not beside this checkout")
def test_the_unions_are_those_of_the_reference(real: duckdb.DuckDBPyConnection) -> None:
    given = pl.read_csv(CONTINUITY, infer_schema_length=0)
    expected = {
        (f"district-{row['old_district_code']}", int(row["n_new_communes"]), row["exact_union_of_new_communes"] == "1")
        for row in given.iter_rows(named=True)
    }
    assert (
        set(real.execute("select area_id, len(member_ids), is_exact_union from core.succession").fetchall()) == expected
    )
