"""What analysts read: the tables of `sql/mart/`, built from one story that holds something of everything (`told`)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from schemas.vocabulary import DOUBTS

if TYPE_CHECKING:
    from conftest import Row, Warehouse

SOC_SON = "area_id = 'district-016'"
VISITS_AND_FLAG = "tourism_visits_total as visits, flags['tourism_visits_total'] as flag"


def one(warehouse: Warehouse, sql: str) -> Row:
    [row] = warehouse.ask(sql)
    return row


def column(warehouse: Warehouse, sql: str) -> list:
    return [next(iter(row.values())) for row in warehouse.ask(sql)]


class TestArea:
    def test_every_unit_knows_the_province_and_district_above_it(self, told: Warehouse) -> None:
        rows = told.ask("select area_id, district_name, province_name from mart.area order by area_id")
        assert [tuple(row.values()) for row in rows] == [
            ("commune-00376", "Huyện Sóc Sơn", "Thành phố Hà Nội"),
            ("commune-00376-2025", None, "Thành phố Hà Nội"),
            ("commune-00382-2025", None, "Thành phố Hà Nội"),
            ("commune-00385-2025", None, "Thành phố Hà Nội"),
            ("commune-09619-2025", None, "Thành phố Hà Nội"),
            ("commune-09700", "Huyện Quốc Oai", "Thành phố Hà Nội"),
            ("country-VN", None, None),
            ("district-016", "Huyện Sóc Sơn", "Thành phố Hà Nội"),
            ("district-271", "Huyện Ba Vì", "Thành phố Hà Nội"),
            ("district-275", "Huyện Quốc Oai", "Thành phố Hà Nội"),
            ("province-01", None, "Thành phố Hà Nội"),
            ("province-01-2025", None, "Thành phố Hà Nội"),
        ]

    def test_units_of_one_name_in_both_systems_keep_their_own_province(self, told: Warehouse) -> None:
        row = one(told, "select province_id, predecessor_ids from mart.area where area_id = 'commune-00376-2025'")
        assert row == {"province_id": "province-01-2025", "predecessor_ids": ["commune-00376", "district-016"]}

    def test_an_area_that_nothing_followed_has_no_successors(self, told: Warehouse) -> None:
        assert column(told, "select successor_ids from mart.area where area_id = 'commune-09619-2025'") == [[]]


class TestEvidence:
    def test_every_claim_stands_once_chosen_or_not(self, told: Warehouse) -> None:
        assert column(told, "select claim_id from mart.evidence order by all") == column(
            told, "select claim_id from core.claim order by all"
        )

    def test_the_sentence_is_the_sources_own_behind_letters_of_several_code_points(self, told: Warehouse) -> None:
        row = one(told, "select sentence, quote from mart.evidence where value = 124")
        assert row == {"sentence": "Năm qua, huyện đạt 124 đơn vị.", "quote": "124"}

    def test_each_claim_says_how_it_stands_to_the_value(self, told: Warehouse) -> None:
        rows = told.ask(
            "select why, list(coalesce(value, lower) order by value) as values from mart.evidence group by why"
        )
        standing = {row["why"]: row["values"] for row in rows}
        assert standing == {
            "chosen": [5, 7, 8, 10, 12, 92, 95, 95.5, 124, 413, 55_000, 1_500_000, 1_800_000, 27_000_000, 900_000],
            "agrees": [120],
            "contradicts": [500],
            "other_period": [90_000],
            "not_yearly": [10_000],
            "unvalidated": [335_000_000],
        }

    def test_a_figure_said_again_repeats_and_a_derived_one_gives_way(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        for _ in range(2):
            warehouse.says(document, 413)
        warehouse.says(document, 400, derivation="413 - 13")
        rows = warehouse.build().ask("select why from mart.evidence order by start")
        assert [row["why"] for row in rows] == ["chosen", "repeats", "derived"]

    def test_a_headline_agrees_with_its_text(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        warehouse.says(document, 150_000, role="title")
        warehouse.says(document, 150_300)
        rows = warehouse.build().ask("select why, role from mart.evidence order by start")
        assert [tuple(row.values()) for row in rows] == [("agrees", "title"), ("chosen", "body")]

    def test_a_restatement_names_the_pages_that_it_restates(self, told: Warehouse) -> None:
        rows = told.ask("select distinct is_restated, restated_from from mart.evidence order by all")
        assert [tuple(row.values()) for row in rows] == [(False, []), (True, ["https://goc.example/1"])]


class TestIndicatorYearly:
    def test_the_flag_says_how_exact_the_value_is(self, warehouse: Warehouse) -> None:
        said: list[tuple[float | tuple[float, float], str, str | None]] = [
            (413, "exact", None),
            (413, "gt", "more than"),
            (413, "ge", "at least"),
            (413, "lt_near", "nearly"),
            (413, "lt", "under"),
            (413, "le", "at most"),
            (1_500_000, "about", "about"),
            ((1_300_000, 1_500_000), "range", "range 1300000..1500000"),
            ((0.25, 0.75), "range", "range 0.25..0.75"),
        ]
        document = warehouse.document("a")
        for year, (figure, bound, _) in enumerate(said, start=2011):
            warehouse.says(document, figure, bound, period=("year", f"{year}-01-01", f"{year}-12-31"))
        flags = column(warehouse.build(), "select flag from mart.indicator_yearly order by year")
        assert flags == [flag for _, _, flag in said]

    def test_the_flag_says_what_part_of_the_year_is_covered(self, warehouse: Warehouse) -> None:
        said = [
            (("ytd", "2011-01-01", "2011-11-30"), "to 2011-11-30"),
            (("half", "2012-01-01", "2012-06-30"), "to 2012-06-30"),
            (("half", "2013-07-01", "2013-12-31"), "2013-07-01 to 2013-12-31"),
            (("month", "2014-03-01", "2014-03-31"), "2014-03-01 to 2014-03-31"),
            (("point", None, "2015-06-30"), "at 2015-06-30"),
            (("point", None, "2016-12-31"), None),
        ]
        document = warehouse.document("a")
        for period, _ in said:
            warehouse.says(document, 413, period=period)
        flags = column(warehouse.build(), "select flag from mart.indicator_yearly order by year")
        assert flags == [flag for _, flag in said]

    def test_the_flag_says_that_a_value_was_recognised_from_a_scan(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), 413, "gt", is_recognised=True)
        built = warehouse.build()
        assert column(built, "select flag from mart.indicator_yearly") == ["more than; recognised from a scan"]
        assert column(built, "select map_values(flags)[1] from mart.district_culture") == [
            "more than; recognised from a scan"
        ]
        assert column(built, "select is_recognised from mart.evidence") == [True]

    def test_several_flags_stand_side_by_side(self, warehouse: Warehouse) -> None:
        press, report = warehouse.document("press"), warehouse.document("report", rank=2)
        november = ("ytd", "2024-01-01", "2024-11-30")
        warehouse.says(press, 300, scenario="estimate", period=november)
        warehouse.says(report, 400, "gt", scenario="estimate", period=november)
        warehouse.build()
        flags = column(warehouse, "select flag from mart.indicator_yearly")
        assert flags == ["more than; to 2024-11-30; estimate; conflict"]

    def test_a_derived_value_and_a_break_in_the_series_are_flagged(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), 92, derivation="95 - 3", status="B")
        assert column(warehouse.build(), "select flag from mart.indicator_yearly") == ["break in series; derived"]

    def test_the_actual_value_is_preferred_then_the_estimate_and_never_the_plan(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        for scenario in ("plan", "estimate", "actual"):
            warehouse.says(document, 1, scenario=scenario)
        for scenario in ("plan", "estimate"):
            warehouse.says(document, 2, scenario=scenario, area="district-271")
        warehouse.says(document, 3, scenario="plan", indicator="officials_trained_dx")
        warehouse.build()
        rows = warehouse.ask("select scenario, value from mart.indicator_yearly where is_preferred order by value")
        assert [tuple(row.values()) for row in rows] == [("actual", 1), ("estimate", 2)]

    def test_a_value_names_its_source(self, told: Warehouse) -> None:
        row = one(told, "from mart.indicator_yearly where value = 413")
        assert (row["document_title"], row["publisher"], row["source_rank"]) == (
            "Bài bao-cao",
            "Publisher of rank 2",
            2,
        )
        assert (row["area_name"], row["level"], row["province_name"]) == (
            "Huyện Sóc Sơn",
            "district",
            "Thành phố Hà Nội",
        )
        assert (row["url"], row["published_on"]) == ("https://example.org/bao-cao", date(2025, 1, 5))
        assert (row["agreement"], row["rule"], row["claim_count"], row["source_count"]) == (
            "conflict",
            "source_rank",
            2,
            2,
        )


class TestConflict:
    def test_the_chosen_and_the_rival_stand_side_by_side(self, told: Warehouse) -> None:
        row = one(told, "from mart.conflict")
        assert (row["chosen_value"], row["rival_value"], row["difference"]) == (413, 500, 87)
        assert row["ratio"] == pytest.approx(500 / 413)
        assert (row["chosen_publisher"], row["rival_publisher"]) == ("Publisher of rank 2", "Publisher of rank 4")
        assert (row["chosen_sentence"], row["rival_sentence"]) == (
            "Năm qua, huyện đạt 413 đơn vị.",
            "Năm qua, huyện đạt 500 đơn vị.",
        )

    def test_a_rounded_figure_beside_the_exact_one_is_no_row(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), 120, "gt")
        warehouse.says(warehouse.document("b"), 124)
        assert warehouse.build().ask("from mart.conflict") == []

    def test_only_the_claims_that_contradict_the_value_are_rivals(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("office", rank=1), 413)
        warehouse.says(warehouse.document("repeats"), 413)
        warehouse.says(warehouse.document("agrees"), 400, "gt")
        warehouse.says(warehouse.document("contradicts"), 300)
        assert column(warehouse.build(), "select rival_value from mart.conflict") == [300]

    def test_two_that_contradict_each_other_stand_beside_a_value_that_agrees_with_both(
        self, warehouse: Warehouse
    ) -> None:
        warehouse.says(warehouse.document("office", rank=1), (450, 550), "range")
        warehouse.says(warehouse.document("low"), 460, "lt")
        warehouse.says(warehouse.document("high"), 540, "gt")
        assert column(warehouse.build(), "select rival_value from mart.conflict order by all") == [460, 540]
        assert warehouse.check("conflict_not_shown") == []

    def test_a_chosen_zero_has_no_ratio(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("office", rank=1), 0)
        warehouse.says(warehouse.document("press"), 5)
        assert one(warehouse.build(), "select difference, ratio from mart.conflict") == {"difference": 5, "ratio": None}


class TestCoverage:
    def test_it_counts_values_plans_and_documents_by_area_domain_and_year(self, told: Warehouse) -> None:
        row = one(told, f"from mart.coverage where {SOC_SON} and domain = 'culture' and year = 2024")
        assert (row["reported_indicators"], row["planned_indicators"], row["indicators"]) == (3, 1, 3)
        assert (row["reported_share"], row["claims"], row["documents"]) == (100, 5, 2)
        assert (row["first_published_on"], row["last_published_on"]) == (date(2025, 1, 5), date(2025, 1, 9))

    def test_a_misprint_alone_is_a_claim_but_no_report(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), 900, status="V")
        row = one(warehouse.build(), "select reported_indicators, claims from mart.coverage")
        assert row == {"reported_indicators": 0, "claims": 1}


class TestReviewQueue:
    def test_what_reaches_the_readers_comes_first(self, told: Warehouse) -> None:
        assert column(told, "select reason from mart.review_queue order by place") == [
            "conflict",
            "list_mismatch",
            "low_confidence",
            "beyond_limit",
            "rejected_document",
        ]

    def test_a_value_from_a_scan_is_looked_at_once_however_unsure(self, warehouse: Warehouse) -> None:
        claim = warehouse.says(warehouse.document("scan"), 413, confidence=0.54, is_recognised=True)
        [row] = warehouse.build().ask("select reason, claim_id, detail from mart.review_queue")
        assert (row["reason"], row["claim_id"]) == ("recognised", claim)
        assert row["detail"] == "chosen from a scan at confidence 0.54; compare the figure with the page"

    def test_a_scan_that_lost_to_a_text_is_only_looked_at_where_they_differ(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("scan"), 413, is_recognised=True)
        warehouse.says(warehouse.document("press"), 413)
        assert column(warehouse.build(), "select reason from mart.review_queue") == []

    def test_a_scan_of_the_year_above_the_part_that_was_read_is_no_finding(self, warehouse: Warehouse) -> None:
        november = ("ytd", "2024-01-01", "2024-11-30")
        warehouse.says(warehouse.document("scan"), 1_650_000, indicator="tourism_visits_total", is_recognised=True)
        warehouse.says(warehouse.document("press"), 1_500_000, indicator="tourism_visits_total", period=november)
        assert column(warehouse.build(), "select reason from mart.review_queue") == []

    def test_each_finding_says_what_and_where(self, told: Warehouse) -> None:
        details = column(told, "select detail from mart.review_queue order by place")
        assert details == [
            "1 claim(s) state another figure than the chosen one: Publisher of rank 4; see mart.conflict",
            "the text counts 8 and names 2; see core.named_item",
            "chosen at confidence 0.30: sentence",
            "335000000 cannot be: kept out of the yearly values",
            "empty: the file holds nothing; fetch it again",
        ]

    def test_a_finding_shows_its_sentence_and_a_rejected_file_its_name(self, told: Warehouse) -> None:
        rows = told.ask(
            "select sentence, file_name from mart.review_queue where reason in ('conflict', 'rejected_document')"
        )
        assert sorted(map(str, (tuple(row.values()) for row in rows))) == sorted(
            map(str, [("Năm qua, huyện đạt 413 đơn vị.", "bao-cao.html"), (None, "hong.pdf")])
        )

    def test_a_part_of_a_year_above_the_year_is_a_finding(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("november"), 1_500, period=("ytd", "2024-01-01", "2024-11-30"))
        year = warehouse.says(warehouse.document("year"), (1_000, 1_200), "range")
        rows = warehouse.build().ask("select reason, detail from mart.review_queue")
        assert [tuple(row.values()) for row in rows] == [
            ("part_above_year", f"the figure to 2024-11-30 is above the value of the longer period, claim {year}")
        ]

    def test_a_stock_may_have_been_higher_earlier_in_the_year(self, warehouse: Warehouse) -> None:
        for day, figure in (("2024-06-30", 12), ("2024-12-31", 10)):
            warehouse.says(
                warehouse.document(day), figure, indicator="ntm_advanced_commune_count", period=("point", None, day)
            )
        assert warehouse.build().ask("from mart.review_queue") == []

    @pytest.mark.parametrize("doubt", [doubt for doubt in DOUBTS if doubt != "rejected"])
    def test_a_doubt_is_a_reason_of_its_own(self, warehouse: Warehouse, doubt: str) -> None:
        warehouse.says(warehouse.document("a"), 900, status="V", doubt=doubt)
        row = one(warehouse.build(), "select place, reason, detail, indicator_id from mart.review_queue")
        assert row == {
            "place": 1,
            "reason": doubt,
            "detail": "900 cannot be: kept out of the yearly values",
            "indicator_id": "festivals_held",
        }

    def test_a_list_as_long_as_its_count_needs_no_review(self, warehouse: Warehouse) -> None:
        warehouse.names(warehouse.says(warehouse.document("a"), 2), "Tân Minh", "Tân Dân")
        assert warehouse.build().ask("from mart.review_queue") == []


class TestExtractionQuality:
    def test_indicators_add_up_to_all(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        right, late, early = (warehouse.says(document, figure) for figure in (120, 130, 140))
        visits = warehouse.says(document, 5000, indicator="tourism_visits_total")
        for claim_id in (right, late):
            warehouse.label(claim_id)
        warehouse.label(early, value=150)
        warehouse.label(visits)
        warehouse.label(visits)
        warehouse.score()
        warehouse.build()
        rows = warehouse.ask(
            "select indicator, label_en, labelled, found, hits, precision, recall, f1 from mart.extraction_quality "
            "where score_level = 'figure' order by indicator"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("all", None, 5, 4, 3, 3 / 4, 3 / 5, pytest.approx(2 / 3)),
            ("festivals_held", "Festivals held", 3, 3, 2, 2 / 3, 2 / 3, pytest.approx(2 / 3)),
            ("tourism_visits_total", "Tourism visits total", 2, 1, 1, 1.0, 0.5, pytest.approx(2 / 3)),
        ]

    def test_what_nobody_found_or_labelled_has_no_share(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        warehouse.label(warehouse.says(document, 5), indicator_id="officials_trained_dx")
        warehouse.score()
        rows = warehouse.build().ask(
            "select indicator, precision, recall, f1 from mart.extraction_quality "
            "where score_level = 'exact' order by indicator"
        )
        assert [tuple(row.values()) for row in rows] == [
            ("all", 0, 0, 0),
            ("festivals_held", 0, None, 0),
            ("officials_trained_dx", None, 0, 0),
        ]

    def test_versions_stand_side_by_side(self, warehouse: Warehouse) -> None:
        document = warehouse.document("a")
        warehouse.label(warehouse.says(document, 5))
        warehouse.score()
        for row in list(warehouse.rows["core.extraction_score"]):
            earlier = {"extractor_version": "ba9876543210", "version_no": 7, "hits": 0, "indicator_id": "renamed_since"}
            warehouse.rows["core.extraction_score"].append(row | earlier)
        rows = warehouse.build().ask(
            "select version_no, recall from mart.extraction_quality "
            "where score_level = 'dated' and indicator = 'all' order by version_no"
        )
        assert [tuple(row.values()) for row in rows] == [(1, 1.0), (7, 0.0)]


class TestExtractionVolume:
    def test_every_number_is_accounted_for_by_kind_of_document(self, told: Warehouse) -> None:
        row = one(told, "from mart.extraction_volume where document_kind = 'article'")
        assert (row["documents"], row["documents_without_claim"]) == (5, 1)
        assert (row["numbers"], row["claimed_numbers"], row["claims"]) == (15, 13, 13)
        assert row["claimed_share"] == pytest.approx(100 * 13 / 15)
        assert row["unclaimed_by_reason"] == {"boilerplate": 1, "no_indicator": 1}
        assert (row["derived_claims"], row["unvalidated_claims"], row["practices"]) == (1, 1, 2)
        assert row["mean_confidence"] == pytest.approx((12 * 0.9 + 0.3) / 13)

    def test_documents_without_numbers_have_no_share(self, warehouse: Warehouse) -> None:
        warehouse.document("a")
        row = one(
            warehouse.build(), "select claimed_share, mean_confidence, unclaimed_by_reason from mart.extraction_volume"
        )
        assert row == {"claimed_share": None, "mean_confidence": None, "unclaimed_by_reason": {}}


class TestWideTables:
    def test_a_row_is_an_area_and_year_with_a_column_per_indicator(self, told: Warehouse) -> None:
        row = one(told, f"from mart.district_culture where {SOC_SON} and year = 2024")
        assert (row["festivals_held"], row["cultural_family_rate"], row["ntm_advanced_commune_count"]) == (124, 95.5, 8)
        assert (row["area_name"], row["level"], row["documents"]) == ("Huyện Sóc Sơn", "district", 1)
        assert row["is_restated"] is False

    def test_the_flags_say_column_by_column_what_to_know(self, told: Warehouse) -> None:
        rows = told.ask(
            "select year, flags, is_restated from mart.district_culture where level = 'district' order by area_id, year"
        )
        assert [row["flags"] for row in rows] == [
            {"cultural_family_rate": "derived"},
            {"cultural_family_rate": "estimate"},
            {"festivals_held": "reconstructed from 3 areas"},
            {"ntm_advanced_commune_count": "nearly; at 2024-06-30"},
        ]
        assert [row["is_restated"] for row in rows] == [True, False, False, False]

    def test_a_range_has_no_value_and_a_flag(self, told: Warehouse) -> None:
        row = one(told, f"select {VISITS_AND_FLAG} from mart.district_tourism where year = 2023")
        assert row == {"visits": None, "flag": "range 900000..1000000"}

    def test_of_months_and_longer_parts_of_a_year_only_the_chosen_one_shows(self, told: Warehouse) -> None:
        row = one(told, f"select {VISITS_AND_FLAG} from mart.district_tourism where {SOC_SON} and year = 2024")
        assert row == {"visits": 1_500_000, "flag": "about; to 2024-11-30"}

    def test_areas_of_every_level_stand_side_by_side(self, told: Warehouse) -> None:
        assert set(column(told, "select level from mart.district_tourism")) == {"district", "province"}
        levels = column(told, "select level from mart.district_culture where year = 2025 order by level")
        assert levels == ["commune", "commune", "commune", "district"]

    def test_a_practice_shows_its_furthest_stage_and_flags_the_others(self, told: Warehouse) -> None:
        row = one(told, f"from mart.district_digital_adoption where {SOC_SON}")
        assert (row["vneid"], row["zalo_oa"], row["officials_trained_dx"]) == ("in_use", None, 413)
        assert row["flags"] == {
            "officials_trained_dx": "conflict",
            "vneid": "also planned",
        }
        assert (row["documents"], row["is_restated"]) == (2, True)

    def test_an_area_with_practices_and_no_figure_has_a_row(self, told: Warehouse) -> None:
        row = one(told, "from mart.district_digital_adoption where area_id = 'district-271'")
        assert (row["zalo_oa"], row["officials_trained_dx"], row["flags"], row["documents"]) == ("piloted", None, {}, 1)

    def test_plans_alone_make_no_row(self, warehouse: Warehouse) -> None:
        warehouse.says(warehouse.document("a"), 130, scenario="plan")
        assert warehouse.build().ask("from mart.district_culture") == []


def test_an_empty_warehouse_builds(warehouse: Warehouse) -> None:
    warehouse.build()
    for table in ("indicator_yearly", "evidence", "conflict", "coverage", "review_queue"):
        assert warehouse.ask(f"from mart.{table}") == []
    for table in ("extraction_quality", "extraction_volume"):
        assert warehouse.ask(f"from mart.{table}") == []
    for table in ("district_culture", "district_tourism", "district_digital_adoption"):
        assert warehouse.ask(f"from mart.{table}") == []
