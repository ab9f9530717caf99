"""What becomes of a value when people correct a claim: `sql/core/amended_claim.sql` and all that reads it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Row, Warehouse

VISITS = "tourism_visits_total"
BA_VI = "district-271"
TO_NOVEMBER = ("ytd", "2024-01-01", "2024-11-30")
AT_YEARS_END = ("point", None, "2024-12-31")


def only(warehouse: Warehouse) -> Row:
    [row] = warehouse.observe()
    return row


def queue(warehouse: Warehouse) -> list[str]:
    return [row["reason"] for row in warehouse.build().ask("select reason from mart.review_queue order by place")]


def unmet(warehouse: Warehouse) -> list[tuple[Any, ...]]:
    rows = warehouse.build().check("correction_unmet")
    return sorted((row["correction_id"], row["expected"], row["finding"]) for row in rows)


def rename(warehouse: Warehouse, document: str, file_name: str) -> None:
    [row] = [row for row in warehouse.rows["raw.document"] if row["document_id"] == document]
    row["file_name"] = file_name


class TestReject:
    def test_another_claim_becomes_the_value(self, warehouse: Warehouse) -> None:
        wrong = warehouse.says(warehouse.document("office", rank=1), 4130)
        other = warehouse.says(warehouse.document("press", rank=5), 413)
        assert only(warehouse)["claim_id"] == wrong
        warehouse.correct(wrong, "reject")
        row = only(warehouse)
        assert (row["claim_id"], row["claim_count"], row["agreement"], row["rule"]) == (
            other,
            1,
            "single",
            "only_claim",
        )
        assert queue(warehouse) == []

    def test_it_stays_as_a_claim_with_the_decision_in_words(self, warehouse: Warehouse) -> None:
        correction = warehouse.correct(warehouse.says(warehouse.document("a"), 4130), "reject")
        [row] = warehouse.build().ask("from mart.evidence")
        assert warehouse.ask("from core.observation") == []
        assert (row["value"], row["why"], row["is_chosen"]) == (4130, "unvalidated", False)
        assert (row["obs_status"], row["doubt"], row["doubt_detail"]) == ("V", "rejected", "Seen on the page.")
        assert row["correction"] == "reject: Seen on the page. (Lan, 2025-03-01)"
        assert row["correction_id"] == correction

    def test_a_derived_figure_fills_the_gap_that_it_leaves(self, warehouse: Warehouse) -> None:
        derived = warehouse.says(warehouse.document("a"), 92, derivation="95 minus 3 points")
        warehouse.correct(warehouse.says(warehouse.document("b"), 29), "reject")
        assert only(warehouse)["claim_id"] == derived


class TestAmend:
    def test_a_figure_takes_its_interval_along(self, warehouse: Warehouse) -> None:
        about = warehouse.says(warehouse.document("a"), 1_500_000, "about")
        correction = warehouse.correct(about, "amend", value=150_000.0, lower=150_000.0, upper=None, bound="gt")
        row = only(warehouse)
        assert (row["value"], row["lower"], row["upper"], row["bound"]) == (150_000, 150_000, None, "gt")
        assert (row["claim_id"], row["correction_id"]) == (about, correction)

    def test_a_figure_becomes_a_range(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 900_000)
        warehouse.correct(claim, "amend", lower=900_000.0, upper=1_000_000.0, bound="range")
        row = only(warehouse)
        assert (row["value"], row["lower"], row["upper"], row["bound"]) == (None, 900_000, 1_000_000, "range")

    def test_a_range_is_known_by_both_ends(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        meant = warehouse.says(document, (900, 1000), "range")
        warehouse.says(document, (800, 1000), "range", area=BA_VI)
        warehouse.says(document, (900, 1100), "range")
        warehouse.correct(meant, "amend", value=950.0, lower=950.0, upper=950.0, bound="exact")
        [row] = [row for row in warehouse.observe() if row["area_id"] != BA_VI]
        assert (row["claim_id"], row["value"], row["agreement"]) == (meant, 950, "compatible")

    def test_a_figure_that_is_mended_no_longer_contradicts(self, warehouse: Warehouse) -> None:
        wrong = warehouse.says(warehouse.document("press", rank=5), 4130)
        warehouse.says(warehouse.document("office", rank=1), 413)
        assert "conflict" in queue(warehouse)
        warehouse.correct(wrong, "amend", value=413.0, lower=413.0, upper=413.0, bound="exact")
        row = only(warehouse)
        assert (row["agreement"], row["rule"], row["source_count"]) == ("agree", "source_rank", 2)
        assert queue(warehouse) == []

    def test_a_misprint_that_is_mended_is_a_value(self, warehouse: Warehouse) -> None:
        misprint = warehouse.says(warehouse.document("a"), 335_000_000, status="V")
        warehouse.correct(misprint, "amend", value=335_000.0, lower=335_000.0, upper=335_000.0, bound="exact")
        row = only(warehouse)
        assert (row["value"], row["obs_status"], row["rule"]) == (335_000, "A", "only_claim")
        assert queue(warehouse) == []

    def test_a_place_moves_the_claim_into_the_other_areas_cell_and_out_of_its_own(self, warehouse: Warehouse) -> None:
        moved = warehouse.says(warehouse.document("a"), 500)
        warehouse.says(warehouse.document("b", rank=2), 413, area=BA_VI)
        warehouse.correct(moved, "amend", area_id=BA_VI)
        row = only(warehouse)
        assert (row["area_id"], row["value"], row["claim_count"], row["agreement"]) == (BA_VI, 413, 2, "conflict")
        [rival] = warehouse.build().ask("select area_name, rival_value from mart.conflict")
        assert (rival["area_name"], rival["rival_value"]) == ("Huyện Ba Vì", 500)
        assert warehouse.ask("select area_id from mart.evidence where value = 500") == [{"area_id": BA_VI}]

    @pytest.mark.parametrize(
        ("period", "first", "last"),
        [
            (("year", "2024-01-01", "2024-12-31"), date(2023, 1, 1), date(2023, 12, 31)),
            (AT_YEARS_END, None, date(2023, 12, 31)),
            (("month", "2024-02-01", "2024-02-29"), date(2023, 2, 1), date(2023, 2, 28)),
            (("ytd", "2023-12-15", "2024-12-15"), date(2022, 12, 15), date(2023, 12, 15)),
        ],
        ids=["year", "point", "february of a leap year", "from one december to the next"],
    )
    def test_a_year_moves_the_claim_with_its_period(
        self, warehouse: Warehouse, period: tuple[str, str | None, str], first: date | None, last: date
    ) -> None:
        claim = warehouse.says(warehouse.document("a"), 413, period=period)
        warehouse.correct(claim, "amend", year=2023)
        row = only(warehouse)
        assert (row["year"], row["period_start"], row["period_end"]) == (2023, first, last)
        assert row["period_type"] == period[0]

    def test_the_february_of_a_leap_year_is_whole(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 413, period=("month", "2023-02-01", "2023-02-28"))
        warehouse.correct(claim, "amend", year=2024)
        row = only(warehouse)
        assert (row["period_start"], row["period_end"]) == (date(2024, 2, 1), date(2024, 2, 29))

    def test_a_year_becomes_a_part_of_it_and_provisional(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 1_500_000)
        to = {"period_type": "ytd", "period_start": date(2024, 1, 1), "period_end": date(2024, 11, 30), "year": 2024}
        warehouse.correct(claim, "amend", **to)
        row = only(warehouse)
        assert (row["period_type"], row["period_end"], row["obs_status"]) == ("ytd", date(2024, 11, 30), "P")
        full = warehouse.says(warehouse.document("year"), 1_650_000)
        assert (only(warehouse)["claim_id"], only(warehouse)["rule"]) == (full, "full_period")

    def test_a_part_of_a_year_becomes_the_year_and_normal(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 1_650_000, period=TO_NOVEMBER)
        to = {"period_type": "year", "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "year": 2024}
        warehouse.correct(claim, "amend", **to)
        row = only(warehouse)
        assert (row["period_type"], row["period_end"], row["obs_status"]) == ("year", date(2024, 12, 31), "A")

    @pytest.mark.parametrize("period", [TO_NOVEMBER, AT_YEARS_END, ("month", "2024-02-01", "2024-02-29")])
    def test_a_year_that_is_named_without_days_is_whole(
        self, warehouse: Warehouse, period: tuple[str, str | None, str]
    ) -> None:
        claim = warehouse.says(warehouse.document("a"), 413, period=period)
        warehouse.correct(claim, "amend", period_type="year", year=2023)
        row = only(warehouse)
        assert (row["period_start"], row["period_end"]) == (date(2023, 1, 1), date(2023, 12, 31))
        assert (row["year"], row["obs_status"]) == (2023, "A")

    def test_a_year_becomes_a_date_without_a_first_day(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 117)
        warehouse.correct(claim, "amend", period_type="point", period_end=date(2023, 6, 30), year=2023)
        row = only(warehouse)
        assert (row["year"], row["period_type"], row["period_start"]) == (2023, "point", None)
        assert row["period_end"] == date(2023, 6, 30)

    def test_what_is_said_of_every_year_leaves_the_yearly_values(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 413)
        warehouse.correct(claim, "amend", period_type="habitual", period_end=date(2024, 12, 31), year=2024)
        assert warehouse.observe() == []

    def test_evidence_shows_the_figure_that_counts_and_the_sentence_that_does_not(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 4130)
        warehouse.correct(claim, "amend", value=413.0, lower=413.0, upper=413.0, bound="exact")
        [row] = warehouse.build().ask("from mart.evidence")
        assert (row["value"], row["quote"], row["why"]) == (413, "4130", "chosen")
        assert row["correction"] == "amend: Seen on the page. (Lan, 2025-03-01)"


class TestChoose:
    def test_the_rival_wins_and_the_sources_still_disagree(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("office", rank=1), 413)
        press = warehouse.says(warehouse.document("press", rank=5), 500)
        assert queue(warehouse) == ["conflict"]
        warehouse.correct(press, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"], row["source_count"]) == (
            press,
            "reviewed",
            "conflict",
            2,
        )
        assert queue(warehouse) == []
        [shown] = warehouse.ask("select chosen_value, rival_value, rule from mart.conflict")
        assert shown == {"chosen_value": 500, "rival_value": 413, "rule": "reviewed"}
        assert warehouse.check("conflict_not_shown") == []

    def test_the_looser_of_two_that_agree_wins(self, warehouse: Warehouse) -> None:
        loose = warehouse.says(warehouse.document("press"), 120, "gt")
        warehouse.says(warehouse.document("report"), 124)
        warehouse.correct(loose, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"]) == (loose, "reviewed", "compatible")

    def test_a_part_of_the_year_wins_over_the_year(self, warehouse: Warehouse) -> None:
        november = warehouse.says(warehouse.document("november"), 1_500_000, period=TO_NOVEMBER)
        warehouse.says(warehouse.document("year", rank=1), 1_650)
        warehouse.correct(november, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"]) == (november, "reviewed", "single")
        assert (row["period_type"], row["obs_status"], row["claim_count"]) == ("ytd", "P", 2)
        assert queue(warehouse) == []

    def test_a_scan_that_was_compared_with_its_page_wins_over_a_text(self, warehouse: Warehouse) -> None:
        scan = warehouse.says(warehouse.document("scan", rank=2), 418, is_recognised=True)
        warehouse.says(warehouse.document("press", rank=5), 413)
        warehouse.correct(scan, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"]) == (scan, "reviewed", "conflict")
        assert row["is_recognised"]
        assert queue(warehouse) == []
        assert warehouse.check("observation_of_unfit_claim") == []

    def test_a_derived_figure_wins_over_a_printed_one(self, warehouse: Warehouse) -> None:
        derived = warehouse.says(warehouse.document("a"), 92, derivation="95 minus 3 points")
        warehouse.says(warehouse.document("b"), 29)
        warehouse.correct(derived, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"]) == (derived, "reviewed")
        warehouse.build()
        assert warehouse.check("observation_of_unfit_claim") == []

    def test_of_a_figure_kept_out_the_doubt_falls_and_it_wins(self, warehouse: Warehouse) -> None:
        doubted = warehouse.says(warehouse.document("a"), 480, status="V")
        warehouse.says(warehouse.document("office", rank=1), 48)
        warehouse.correct(doubted, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["obs_status"], row["agreement"]) == (
            doubted, "reviewed", "A", "conflict",
        )  # fmt: skip

    def test_chosen_alone_it_is_reviewed_all_the_same(self, warehouse: Warehouse) -> None:
        warehouse.correct(warehouse.says(warehouse.document("a"), 413), "choose")
        row = only(warehouse)
        assert (row["rule"], row["agreement"]) == ("reviewed", "single")

    def test_of_two_that_were_chosen_the_usual_rules_decide(self, warehouse: Warehouse) -> None:
        press = warehouse.says(warehouse.document("press", rank=5), 500)
        office = warehouse.says(warehouse.document("office", rank=2), 413)
        warehouse.says(warehouse.document("ministry", rank=1), 300)
        for claim in (press, office):
            warehouse.correct(claim, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"]) == (office, "reviewed")

    def test_a_printed_figure_of_an_older_page_does_not_make_a_derived_one_unfit(self, warehouse: Warehouse) -> None:
        older, newer = warehouse.document("older"), warehouse.document("newer")
        warehouse.says(older, 29)
        derived = warehouse.says(newer, 92, derivation="95 minus 3 points")
        warehouse.supersede(older, newer)
        assert only(warehouse)["claim_id"] == derived
        warehouse.build()
        assert warehouse.check("observation_of_unfit_claim") == []


class TestConfirm:
    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ({}, "A"),
            ({"scenario": "plan"}, "F"),
            ({"scenario": "estimate"}, "E"),
            ({"period": TO_NOVEMBER}, "P"),
            ({"period": ("quarter", "2024-10-01", "2024-12-31")}, "P"),
            ({"period": AT_YEARS_END}, "A"),
        ],
        ids=["year", "plan", "estimate", "to november", "last quarter", "point"],
    )
    def test_a_doubt_falls_and_the_status_is_that_of_scenario_and_period(
        self, warehouse: Warehouse, said: dict[str, Any], status: str
    ) -> None:
        claim = warehouse.says(warehouse.document("a"), 480, **(said | {"status": "V"}))
        assert queue(warehouse) == ["beyond_limit"]
        warehouse.correct(claim, "confirm")
        row = only(warehouse)
        assert (row["claim_id"], row["obs_status"], row["rule"]) == (claim, status, "only_claim")
        assert queue(warehouse) == []
        assert warehouse.ask("select doubt, doubt_detail from mart.evidence") == [{"doubt": None, "doubt_detail": None}]

    @pytest.mark.parametrize("action", ["confirm", "choose"])
    def test_a_figure_beyond_the_limit_counts_once_a_person_has_looked(self, warehouse: Warehouse, action: str) -> None:
        claim = warehouse.says(warehouse.document("a"), 900, status="V")
        warehouse.correct(claim, action)
        assert only(warehouse)["value"] == 900
        warehouse.build()
        assert warehouse.check("claim_beyond_hard_limit") == []

    def test_a_figure_that_was_mended_beyond_the_limit_is_refused(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 90)
        warehouse.correct(claim, "amend", value=900.0, lower=900.0, upper=900.0, bound="exact")
        warehouse.build()
        assert [row["claim_id"] for row in warehouse.check("claim_beyond_hard_limit")] == [claim]

    def test_a_break_in_the_series_stays_one(self, warehouse: Warehouse) -> None:
        warehouse.correct(warehouse.says(warehouse.document("a"), 413, status="B"), "confirm")
        assert only(warehouse)["obs_status"] == "B"

    def test_what_was_looked_at_is_no_longer_listed(self, warehouse: Warehouse) -> None:
        unsure = warehouse.says(warehouse.document("unsure"), 413, confidence=0.3)
        scan = warehouse.says(warehouse.document("scan"), 12, area=BA_VI, is_recognised=True)
        counted = warehouse.says(warehouse.document("list"), 8, indicator="ntm_advanced_commune_count")
        warehouse.names(counted, "Tân Minh", "Tân Dân")
        assert queue(warehouse) == ["list_mismatch", "low_confidence", "recognised"]
        for claim in (unsure, scan, counted):
            warehouse.correct(claim, "confirm")
        assert queue(warehouse) == []

    def test_it_decides_no_conflict_but_settles_the_item_of_the_value(self, warehouse: Warehouse) -> None:
        office = warehouse.says(warehouse.document("office", rank=1), 413)
        warehouse.says(warehouse.document("press", rank=5), 500)
        warehouse.correct(office, "confirm")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"]) == (office, "source_rank", "conflict")
        assert queue(warehouse) == []

    def test_of_a_rival_it_leaves_the_conflict_open(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("office", rank=1), 413)
        warehouse.correct(warehouse.says(warehouse.document("press", rank=5), 500), "confirm")
        assert queue(warehouse) == ["conflict"]

    def test_a_jump_that_was_looked_at_is_no_longer_listed(self, warehouse: Warehouse) -> None:
        warehouse.says(
            warehouse.document("before"), 10_000, indicator=VISITS, period=("year", "2023-01-01", "2023-12-31")
        )
        after = warehouse.says(warehouse.document("after"), 900_000, indicator=VISITS)
        assert queue(warehouse) == ["implausible_jump"]
        warehouse.correct(after, "confirm")
        assert queue(warehouse) == []


class TestMeeting:
    def test_a_figure_of_headline_and_body_is_corrected_in_both(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a", rank=1)
        headline = warehouse.says(document, 4130, role="title")
        warehouse.says(document, 4130)
        warehouse.says(document, 77, indicator=VISITS)
        press = warehouse.says(warehouse.document("press", rank=5), 413)
        warehouse.correct(headline, "reject")
        assert {row["claim_id"]: row["rule"] for row in warehouse.observe() if row["indicator_id"] != VISITS} == {
            press: "only_claim"
        }
        assert warehouse.ask("select count(*) as n from core.amended_claim") == [{"n": 2}]
        assert unmet(warehouse) == []

    def test_a_headline_and_body_that_are_moved_move_together(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        headline = warehouse.says(document, 413, role="title")
        warehouse.says(document, 413)
        warehouse.correct(headline, "amend", area_id=BA_VI)
        row = only(warehouse)
        assert (row["area_id"], row["claim_count"], row["agreement"]) == (BA_VI, 2, "single")

    def test_another_figure_of_the_same_cell_is_not_meant(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        wrong = warehouse.says(document, 4130)
        right = warehouse.says(document, 413)
        warehouse.correct(wrong, "reject")
        assert only(warehouse)["claim_id"] == right

    def test_a_page_may_be_named_by_its_address(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        claim = warehouse.says(document, 4130)
        warehouse.correct(claim, "reject")
        warehouse.rows["ref.correction"][-1]["document"] = "https://example.org/a"
        assert warehouse.observe() == []
        rename(warehouse, document, "renamed.html")
        assert warehouse.observe() == []
        assert unmet(warehouse) == []

    def test_a_source_that_is_gone_is_told(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        correction = warehouse.correct(warehouse.says(document, 4130), "reject")
        warehouse.forget(document)
        assert unmet(warehouse) == [(correction, "4130", "no such document in the landing folder")]

    def test_a_source_that_was_mended_is_told_with_what_it_states_now(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        correction = warehouse.correct(warehouse.says(document, 4130), "reject")
        warehouse.forget(document)
        mended = warehouse.document("a, mended")
        rename(warehouse, mended, "a.html")
        warehouse.says(mended, 413)
        assert only(warehouse)["value"] == 413
        assert unmet(warehouse) == [(correction, "4130", "the document states 413")]

    def test_a_version_of_a_page_that_lies_beside_the_mended_one_is_told_too(self, warehouse: Warehouse) -> None:
        older = warehouse.document("older")
        correction = warehouse.correct(warehouse.says(older, 4130), "reject")
        newer = warehouse.document("newer")
        warehouse.says(newer, 413)
        for document in (older, newer):
            [row] = [row for row in warehouse.rows["raw.document"] if row["document_id"] == document]
            row["url"] = "https://example.org/page"
        warehouse.supersede(older, newer)
        warehouse.rows["ref.correction"][-1]["document"] = "https://example.org/page"
        assert only(warehouse)["value"] == 413
        assert unmet(warehouse) == [(correction, "4130", "the document states 413")]

    def test_by_its_address_a_correction_outlives_the_version_that_it_was_made_for(self, warehouse: Warehouse) -> None:
        older = warehouse.document("older")
        warehouse.correct(warehouse.says(older, 4130), "reject")
        newer = warehouse.document("newer")
        warehouse.says(newer, 4130)
        for document in (older, newer):
            [row] = [row for row in warehouse.rows["raw.document"] if row["document_id"] == document]
            row["url"] = "https://example.org/page"
        warehouse.supersede(older, newer)
        warehouse.rows["ref.correction"][-1]["document"] = "https://example.org/page"
        assert warehouse.observe() == []
        assert unmet(warehouse) == []

    def test_a_source_that_says_nothing_of_it_any_more_is_told(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        correction = warehouse.correct(warehouse.says(document, (900, 1000), "range"), "reject")
        warehouse.rows["core.claim"].clear()
        assert unmet(warehouse) == [(correction, "900..1000", "the document states nothing of this cell")]

    def test_of_two_about_one_claim_one_is_heard_and_the_other_told(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("a"), 4130)
        by_file = warehouse.correct(claim, "amend", value=413.0, lower=413.0, upper=413.0, bound="exact")
        by_address = warehouse.correct(claim, "reject")
        warehouse.rows["ref.correction"][-1]["document"] = "https://example.org/a"
        row = only(warehouse)
        assert (row["value"], row["correction_id"], row["claim_count"]) == (413, by_file, 1)
        assert unmet(warehouse) == [(by_address, "4130", "another correction is about the same claim")]

    def test_a_claim_that_was_moved_may_meet_one_that_is_corrected_there(self, warehouse: Warehouse) -> None:
        moved = warehouse.says(warehouse.document("a", rank=1), 413)
        there = warehouse.says(warehouse.document("b", rank=2), 500, area=BA_VI)
        warehouse.correct(moved, "amend", area_id=BA_VI)
        warehouse.correct(there, "choose")
        row = only(warehouse)
        assert (row["claim_id"], row["rule"], row["agreement"]) == (there, "reviewed", "conflict")
        assert unmet(warehouse) == []
