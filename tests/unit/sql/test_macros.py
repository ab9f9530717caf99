"""The macros that analysts call, and the example questions: `sql/macros/` and `sql/examples/`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Warehouse

EXAMPLES = sorted((Path(__file__).parents[3] / "sql" / "examples").glob("*.sql"))


@pytest.mark.parametrize(
    ("figure", "grain"),
    [(150_000, 10_000), (413, 1), (120, 10), (3.5, 0.1), (95.37, 0.01), (-1500, 100), (0, None), (1e15, 1e15)],
)
def test_the_grain_is_the_weight_of_the_last_digit_that_is_not_zero(
    told: Warehouse, figure: float, grain: float | None
) -> None:
    [row] = told.ask(f"select core.grain({figure}) as grain")
    assert row["grain"] == (grain if grain is None else pytest.approx(grain))


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [("date '2024-03-01'", "2024-03-01"), ("null::date", "2024-01-01"), ("date '2023-12-15'", "2024-01-01")],
)
def test_a_claim_speaks_for_days_of_its_own_year_only(told: Warehouse, first_day: str, expected: str) -> None:
    [row] = told.ask(f"select core.covered_from({first_day}, 2024)::varchar as day")
    assert row["day"] == expected


@pytest.mark.parametrize("words", ["Huyện Sóc Sơn", "huyen soc son", "  HUYỆN  SÓC SƠN ", "district-016"])
def test_an_area_is_found_by_name_without_accents_or_by_id(told: Warehouse, words: str) -> None:
    assert [row["area_id"] for row in told.ask(f"select area_id from mart.areas('{words}')")] == ["district-016"]


def test_a_name_in_decomposed_letters_is_the_same_name(told: Warehouse) -> None:
    assert [row["level"] for row in told.ask("select level from mart.areas(nfc_normalize('Ba Vì'))")] == ["district"]
    assert [row["level"] for row in told.ask("select level from mart.areas('Ba Vi' || chr(768))")] == ["district"]


def test_a_short_name_returns_every_area_that_bears_it(told: Warehouse) -> None:
    rows = told.ask("select level, system from mart.areas('Sóc Sơn') order by all")
    assert [tuple(row.values()) for row in rows] == [
        ("commune", "three_tier"),
        ("commune", "two_tier"),
        ("district", "three_tier"),
    ]


def test_an_unknown_name_finds_nothing(told: Warehouse) -> None:
    assert told.ask("from mart.areas('Atlantis')") == []


def test_evidence_of_a_year_begins_with_the_chosen_claim(told: Warehouse) -> None:
    rows = told.ask("select why, value from mart.evidence('Huyện Sóc Sơn', 'festivals_held', 2024)")
    assert [tuple(row.values()) for row in rows] == [("chosen", 124), ("agrees", 120)]


def test_evidence_without_a_year_is_of_every_year(told: Warehouse) -> None:
    rows = told.ask(
        "select distinct year from mart.evidence('district-016', 'tourism_visits_total', null) order by year"
    )
    assert [row["year"] for row in rows] == [2023, 2024]


def test_the_table_of_the_same_name_still_answers(told: Warehouse) -> None:
    assert len(told.ask("from mart.evidence")) > len(
        told.ask("from mart.evidence('district-016', 'festivals_held', 2024)")
    )


def test_a_series_has_a_row_a_year_with_the_plan_beside_the_value(told: Warehouse) -> None:
    rows = told.ask("select year, value, flag, plan_value from mart.series('Huyện Sóc Sơn', 'tourism_visits_total')")
    assert [tuple(row.values()) for row in rows] == [
        (2023, None, "range 900000..1000000", None),
        (2024, 1_500_000, "about; to 2024-11-30", 1_800_000),
    ]


@pytest.fixture
def moved(warehouse: Warehouse) -> Warehouse:
    """A township that was a commune of another district until 2023; its district was a quarter until 2024."""
    warehouse.was("commune-00376", "Xã Sóc Sơn", date(2023, 1, 1), "district-271")
    warehouse.was("district-016", "Quận Sóc Sơn", date(2024, 1, 1), "province-01")
    return warehouse.build()


class TestAreasOn:
    def test_a_unit_has_the_name_kind_and_parent_of_the_day(self, moved: Warehouse) -> None:
        told = "select full_name, parent_id, parent_name from mart.areas_on(date '{}') where area_id = '{}'"
        asked = [moved.ask(told.format(day, "commune-00376")) for day in ("2022-12-31", "2023-01-01", "2025-06-30")]
        assert [tuple(row.values()) for [row] in asked] == [
            ("Xã Sóc Sơn", "district-271", "Huyện Ba Vì"),
            ("Thị trấn Sóc Sơn", "district-016", "Quận Sóc Sơn"),
            ("Thị trấn Sóc Sơn", "district-016", "Huyện Sóc Sơn"),
        ]

    def test_a_unit_has_the_kind_of_the_day(self, moved: Warehouse) -> None:
        told = [
            moved.ask(f"select type_vi from mart.areas_on('{day}') where area_id = 'commune-00376'")[0]["type_vi"]
            for day in ("2022-12-31", "1995-01-01")
        ]
        assert told == ["Xã", "Xã"]

    @pytest.mark.parametrize(
        ("day", "count", "province"),
        [("2025-06-30", 7, "province-01"), ("2025-07-01", 6, "province-01-2025"), ("1990-01-01", 7, "province-01")],
    )
    def test_units_of_a_day_are_those_of_its_system(
        self, moved: Warehouse, day: str, count: int, province: str
    ) -> None:
        rows = moved.ask(f"from mart.areas_on('{day}')")
        assert len(rows) == len({row["area_id"] for row in rows}) == count
        assert {row["province_id"] for row in rows if row["level"] != "country"} == {province}
        assert {row["province_name"] for row in rows if row["level"] != "country"} == {"Thành phố Hà Nội"}

    def test_the_country_lies_in_nothing(self, moved: Warehouse) -> None:
        [row] = moved.ask("from mart.areas_on('2024-01-01') where level = 'country'")
        assert [row[name] for name in ("parent_id", "parent_name", "province_id", "province_name")] == [None] * 4

    def test_a_unit_is_joined_by_its_code_and_system(self, moved: Warehouse) -> None:
        [row] = moved.ask("from mart.areas_on('2026-01-01') where area_code = '00376'")
        assert (row["area_id"], row["system"]) == ("commune-00376-2025", "two_tier")


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_an_example_asks_a_question_and_gets_an_answer(told: Warehouse, file: Path) -> None:
    question, _, sql = file.read_text(encoding="utf-8").partition("\n")
    assert question.startswith("-- question: ")
    assert question.endswith("?")
    assert told.ask(sql)


def test_there_are_at_least_five_examples() -> None:
    assert len(EXAMPLES) >= 5
