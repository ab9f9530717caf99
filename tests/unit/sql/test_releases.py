"""What each release changed and why, and what was known on a day: `sql/core/revision.sql` and what reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from conftest import Warehouse

    Begin = Callable[[], AbstractContextManager[Warehouse]]

VISITS = "tourism_visits_total"
TRAINED = "officials_trained_dx"
BA_VI = "district-271"
TO_NOVEMBER = ("ytd", "2024-01-01", "2024-11-30")
FIRST = datetime(2025, 2, 1, 18, 30, tzinfo=UTC)


def release(warehouse: Warehouse, number: int, **versions: str) -> Warehouse:
    """Build the release of a month."""
    return warehouse.build(day_of(number), **versions)


def day_of(number: int) -> datetime:
    return FIRST.replace(month=FIRST.month + number - 1)


def changes(warehouse: Warehouse, number: int) -> list[tuple[Any, ...]]:
    """Return what a release changed: indicator, kind of change, reason, value before and value now."""
    rows = warehouse.ask(
        "select indicator_id, change, reason, before_value, value from mart.revision "
        f"where release_no = {number} order by all"
    )
    return [tuple(row.values()) for row in rows]


def known(warehouse: Warehouse, day: date) -> list[tuple[Any, ...]]:
    rows = warehouse.ask(
        "select area_id, indicator_id, year, scenario, value, lower, upper, bound, claim_id, agreement, rule "
        f"from mart.as_known_on('{day}') order by all"
    )
    return [tuple(row.values()) for row in rows]


def observed(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    rows = warehouse.ask(
        "select area_id, indicator_id, year, scenario, value, lower, upper, bound, claim_id, agreement, rule "
        "from core.observation order by all"
    )
    return [tuple(row.values()) for row in rows]


@pytest.fixture
def first(warehouse: Warehouse) -> Warehouse:
    """Two documents and the release of February."""
    press = warehouse.document("press", rank=5)
    warehouse.says(press, 120, "gt")
    warehouse.says(press, 413, indicator=TRAINED)
    warehouse.says(warehouse.document("other"), 10, area=BA_VI)
    return release(warehouse, 1)


class TestReasons:
    def test_in_the_first_release_everything_is_new(self, first: Warehouse) -> None:
        assert changes(first, 1) == [
            ("festivals_held", "added", "first_release", None, 10),
            ("festivals_held", "added", "first_release", None, 120),
            (TRAINED, "added", "first_release", None, 413),
        ]

    def test_a_release_of_the_same_says_nothing(self, first: Warehouse) -> None:
        release(first, 2)
        assert changes(first, 2) == []
        assert first.check("revision_untrue") == []

    def test_a_new_document_changes_the_cell_that_it_speaks_of(self, first: Warehouse) -> None:
        first.says(first.document("report", kind="report", rank=2), 124)
        release(first, 2)
        assert changes(first, 2) == [("festivals_held", "changed", "new_source", 120, 124)]
        [row] = first.ask("from mart.revision where release_no = 2")
        assert (row["area_name"], row["file_name"], row["before_file_name"]) == (
            "Huyện Sóc Sơn", "report.html", "press.html",
        )  # fmt: skip
        assert (row["quote"], row["before_quote"], row["bound"], row["before_bound"]) == ("124", "120", "exact", "gt")
        assert (row["is_current"], row["agreement"], row["rule"]) == (True, "compatible", "most_exact")

    def test_a_new_document_adds_a_cell(self, first: Warehouse) -> None:
        first.says(first.document("report"), 1_500_000, indicator=VISITS)
        release(first, 2)
        assert changes(first, 2) == [(VISITS, "added", "new_source", None, 1_500_000)]

    def test_a_source_that_says_the_same_changes_the_evidence_alone(self, first: Warehouse) -> None:
        first.says(first.document("report", rank=6), 413, indicator=TRAINED)
        release(first, 2)
        assert changes(first, 2) == [(TRAINED, "evidence_changed", "new_source", 413, 413)]

    def test_a_page_that_was_revised_is_told_as_such(self, first: Warehouse) -> None:
        older = next(row["document_id"] for row in first.rows["raw.document"] if row["file_name"] == "press.html")
        newer = first.document("press, again", rank=5)
        first.says(newer, 120, "gt")
        first.says(newer, 430, indicator=TRAINED)
        first.supersede(older, newer)
        release(first, 2)
        assert changes(first, 2) == [
            ("festivals_held", "evidence_changed", "source_revised", 120, 120),
            (TRAINED, "changed", "source_revised", 413, 430),
        ]

    def test_a_file_that_was_replaced_is_told_as_revised(self, first: Warehouse) -> None:
        older = next(row["document_id"] for row in first.rows["raw.document"] if row["file_name"] == "press.html")
        first.forget(older)
        newer = first.document("press, again", rank=5)
        first.rows["raw.document"][-1]["file_name"] = "press.html"
        first.says(newer, 430, indicator=TRAINED)
        release(first, 2)
        # What the new text no longer says is gone by the same revision.
        assert changes(first, 2) == [
            ("festivals_held", "removed", "source_revised", 120, None),
            (TRAINED, "changed", "source_revised", 413, 430),
        ]

    def test_a_document_that_was_taken_out_takes_its_values_and_the_queue_says_so(self, first: Warehouse) -> None:
        first.forget(next(r["document_id"] for r in first.rows["raw.document"] if r["file_name"] == "press.html"))
        release(first, 2)
        assert changes(first, 2) == [
            ("festivals_held", "removed", "source_removed", 120, None),
            (TRAINED, "removed", "source_removed", 413, None),
        ]
        rows = first.ask("select reason, detail, area_name, file_name, sentence from mart.review_queue order by place")
        assert [tuple(row.values()) for row in rows] == [
            (
                "coverage_shrank", f"the release before had {figure} (source_removed)", "Huyện Sóc Sơn", "press.html",
                figure,
            )
            for figure in ("120", "413")
        ]  # fmt: skip
        lost = [(row["domain"], row["lost"], row["reason"]) for row in first.check("coverage_shrank")]
        assert sorted(lost) == [("culture", 1, "source_removed"), ("digital", 1, "source_removed")]
        release(first, 3)
        assert first.ask("from mart.review_queue") == []

    def test_a_second_source_that_was_taken_out_leaves_the_value(self, first: Warehouse) -> None:
        report = first.document("report", kind="report", rank=2)
        first.says(report, 413, indicator=TRAINED)
        release(first, 2)
        first.forget(report)
        release(first, 3)
        assert changes(first, 3) == [(TRAINED, "evidence_changed", "source_removed", 413, 413)]

    def test_a_rival_that_was_taken_out_is_why_there_is_no_conflict_any_more(self, first: Warehouse) -> None:
        rival = first.document("rival", rank=7)
        first.says(rival, 500, indicator=TRAINED)
        release(first, 2)
        first.forget(rival)
        first.says(first.document("elsewhere"), 11, area=BA_VI, scenario="plan")
        release(first, 3)
        assert (TRAINED, "evidence_changed", "source_removed", 413, 413) in changes(first, 3)

    def test_a_value_comes_back_with_its_document(self, first: Warehouse) -> None:
        gone = next(row["document_id"] for row in first.rows["raw.document"] if row["file_name"] == "other.html")
        kept = {table: list(rows) for table, rows in first.rows.items()}
        first.forget(gone)
        release(first, 2)
        first.rows.update(kept)
        release(first, 3)
        assert changes(first, 2) == [("festivals_held", "removed", "source_removed", 10, None)]
        assert changes(first, 3) == [("festivals_held", "added", "new_source", None, 10)]
        assert first.check("revision_untrue") == []

    def test_a_new_reading_is_told_where_no_document_came_or_went(self, first: Warehouse) -> None:
        [claim] = [row for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        claim |= {"value": 431.0, "lower": 431.0, "upper": 431.0}
        release(first, 2, extractor_version="ba9876543210")
        assert changes(first, 2) == [(TRAINED, "changed", "extractor_changed", 413, 431)]

    def test_a_decision_is_told_as_one(self, first: Warehouse) -> None:
        [claim] = [row["claim_id"] for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        first.correct(claim, "amend", value=431.0, lower=431.0, upper=431.0, bound="exact")
        release(first, 2)
        assert changes(first, 2) == [(TRAINED, "changed", "correction", 413, 431)]

    def test_a_decision_that_takes_a_value_away_is_no_shrinking(self, first: Warehouse) -> None:
        [claim] = [row["claim_id"] for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        first.correct(claim, "reject")
        release(first, 2)
        assert changes(first, 2) == [(TRAINED, "removed", "correction", 413, None)]
        assert first.ask("from mart.review_queue") == []
        assert first.check("coverage_shrank") == []

    def test_a_claim_that_was_moved_is_told_in_both_cells(self, first: Warehouse) -> None:
        [claim] = [row["claim_id"] for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        first.correct(claim, "amend", area_id=BA_VI)
        release(first, 2)
        assert changes(first, 2) == [
            (TRAINED, "added", "correction", None, 413),
            (TRAINED, "removed", "correction", 413, None),
        ]
        first.rows["ref.correction"].clear()
        release(first, 3)
        assert changes(first, 3) == [
            (TRAINED, "added", "correction", None, 413),
            (TRAINED, "removed", "correction", 413, None),
        ]

    def test_a_decision_that_was_taken_back_is_one_too(self, first: Warehouse) -> None:
        [claim] = [row["claim_id"] for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        first.correct(claim, "reject")
        release(first, 2)
        first.rows["ref.correction"].clear()
        release(first, 3)
        assert changes(first, 3) == [(TRAINED, "added", "correction", None, 413)]

    def test_a_new_document_and_a_decision_about_another_cell_are_told_apart(self, first: Warehouse) -> None:
        [claim] = [row["claim_id"] for row in first.rows["core.claim"] if row["indicator_id"] == TRAINED]
        first.correct(claim, "reject")
        first.says(first.document("report", kind="report", rank=2), 124)
        release(first, 2)
        assert changes(first, 2) == [
            ("festivals_held", "changed", "new_source", 120, 124),
            (TRAINED, "removed", "correction", 413, None),
        ]


class TestAYearOfReleases:
    def test_november_and_then_the_full_year(self, warehouse: Warehouse) -> None:
        november = warehouse.document("november", published_on=date(2024, 12, 1))
        warehouse.says(november, 1_500_000, "about", indicator=VISITS, period=TO_NOVEMBER)
        release(warehouse, 1)
        full = warehouse.says(warehouse.document("year"), 1_650_000, indicator=VISITS)
        release(warehouse, 2)
        [row] = warehouse.ask("from mart.revision where is_current")
        assert (row["change"], row["reason"], row["rule"]) == ("changed", "new_source", "full_period")
        assert (row["before_value"], row["before_bound"], row["before_period_end"]) == (
            1_500_000, "about", date(2024, 11, 30),
        )  # fmt: skip
        assert (row["value"], row["period_end"], row["agreement"]) == (1_650_000, date(2024, 12, 31), "single")
        assert warehouse.ask("select claim_id from core.observation") == [{"claim_id": full}]

    def test_a_misprint_never_reaches_a_value(self, first: Warehouse) -> None:
        misprint = first.says(first.document("misprint", rank=1), 335_000, status="V", indicator=TRAINED)
        release(first, 2)
        assert changes(first, 2) == []
        rows = first.ask("select reason, claim_id from mart.review_queue")
        assert [tuple(row.values()) for row in rows] == [("beyond_limit", misprint)]

    def test_communes_of_one_name_are_apart_by_their_ids(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        warehouse.says(document, 3, area="commune-00376")
        warehouse.says(document, 5, area="commune-00376-2025", period=("year", "2025-01-01", "2025-12-31"))
        warehouse.rows["ref.area"].append(
            next(row for row in warehouse.rows["ref.area"] if row["area_id"] == "commune-00376")
            | {"area_id": "commune-09999", "area_code": "09999", "parent_id": BA_VI}
        )
        warehouse.says(document, 4, area="commune-09999")
        release(warehouse, 1)
        rows = warehouse.ask(
            "select area_id, area_name, value, agreement from mart.indicator_yearly where area_name like '%Sóc Sơn' "
            "and level = 'commune' order by all"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("commune-00376", "Thị trấn Sóc Sơn", 3, "single"),
            ("commune-00376-2025", "Xã Sóc Sơn", 5, "single"),
            ("commune-09999", "Thị trấn Sóc Sơn", 4, "single"),
        ]
        assert len(known(warehouse, date(2025, 3, 1))) == 3


class TestAsKnownOn:
    def test_a_day_gives_what_the_last_release_before_its_end_gave(self, first: Warehouse) -> None:
        states = {1: observed(first)}
        first.says(first.document("report", kind="report", rank=2), 124)
        states[2] = observed(release(first, 2))
        first.forget(next(r["document_id"] for r in first.rows["raw.document"] if r["file_name"] == "press.html"))
        states[3] = observed(release(first, 3))
        assert known(first, date(2025, 1, 31)) == []
        for number, state in states.items():
            day = day_of(number).date()
            assert known(first, day) == state
            assert known(first, day + timedelta(days=20)) == state
        assert first.ask("select count(*) as n from mart.release where is_current") == [{"n": 1}]

    def test_of_two_releases_of_a_day_the_last_is_meant(self, first: Warehouse) -> None:
        first.says(first.document("report", kind="report", rank=2), 124)
        first.build(FIRST + timedelta(hours=2))
        assert known(first, FIRST.date()) == observed(first)

    def test_a_value_says_since_when_it_stands(self, first: Warehouse) -> None:
        first.says(first.document("report", kind="report", rank=2), 124)
        release(release(first, 2), 3)
        rows = first.ask("select value, known_since from mart.as_known_on('2025-12-31') order by value")
        assert [tuple(row.values()) for row in rows] == [(10, 1), (124, 2), (413, 1)]


SAID = st.tuples(st.sampled_from(["festivals_held", TRAINED]), st.integers(1, 3), st.sampled_from(["exact", "gt"]))
SHELF = st.lists(st.tuples(st.integers(1, 3), st.lists(SAID, min_size=1, max_size=2)), min_size=4, max_size=4)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(shelf=SHELF, months=st.lists(st.sets(st.integers(0, 3)), min_size=3, max_size=4))
def test_whatever_comes_and_goes_each_day_knows_what_was_published(
    new_warehouse: Begin, shelf: list[Any], months: list[set[int]]
) -> None:
    with new_warehouse() as warehouse:
        states = []
        for number, month in enumerate(months, start=1):
            for row in list(warehouse.rows.get("raw.document", ())):
                warehouse.forget(row["document_id"])
            for which in sorted(month):
                rank, figures = shelf[which]
                document = warehouse.document(f"{which}", rank=rank)
                for indicator, figure, bound in figures:
                    warehouse.says(document, figure, bound, indicator=indicator)
            states.append(observed(release(warehouse, number)))
            assert warehouse.check("revision_untrue") == []
        for number, state in enumerate(states, start=1):
            assert known(warehouse, day_of(number).date()) == state
        assert warehouse.ask("select count(*) as n from core.revision where reason = 'unexplained'") == [{"n": 0}]
