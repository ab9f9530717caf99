"""Every rule of `sql/checks/`: silent on a sound warehouse, loud on the one row that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Warehouse

EXACT = "bound = 'exact' and indicator_id = 'festivals_held' and year = 2024"
BROKEN = {
    "adoption_quote_not_in_text": ['update core.adoption set start = start + 1, "end" = "end" + 1'],
    "adoption_without_reference": [
        "update core.adoption set document_id = 'lost'",
        "update core.adoption set practice_id = 'unheard_of'",
        "update core.adoption set area_id = 'district-999'",
    ],
    "area_not_valid": [
        f"update core.claim set area_id = 'commune-00376-2025' where {EXACT}",
        f"update core.claim set period_end = date '2025-07-01' where {EXACT}",
    ],
    "area_not_valid_in_year": [
        f"update core.observation set year = 2026 where {EXACT}",
        "update core.observation set year = 2024 where area_id = 'commune-00376-2025'",
    ],
    "claim_beyond_hard_limit": [
        f"update core.claim set value = 501 where {EXACT}",
        f"update core.claim set value = -1 where {EXACT}",
        "update core.claim set obs_status = 'A' where obs_status = 'V'",
        "update core.claim set value = 101, area_id = 'province-01' where indicator_id = 'cultural_family_rate'",
        "update core.claim set value = null, lower = 499, upper = 501 where indicator_id = 'festivals_held'",
        "update core.claim set value = 1200000001 where area_id = 'province-01'",
    ],
    "claim_in_boilerplate": [
        "update staging.passage set role = 'boilerplate' where text like '%124%'",
        "update staging.passage set role = 'boilerplate' where text like '%zalo_oa%'",
    ],
    "claim_in_other_unit": [f"update core.claim set unit_id = 'percent' where {EXACT}"],
    "claim_outside_sentence": [
        f'update core.claim set sentence_end = "end" - 1 where {EXACT}',
        f"update core.claim set sentence_start = start + 1 where {EXACT}",
    ],
    "claim_quote_not_in_text": [
        f"update core.claim set quote = '125' where {EXACT}",
        "update raw.document set text = '.' || text",
    ],
    "claim_without_evidence": [
        "delete from mart.evidence where why = 'unvalidated'",
        "insert into core.claim by name (select * replace ('another' as claim_id) from core.claim limit 1)",
    ],
    "claim_without_reference": [
        f"update core.claim set document_id = 'lost' where {EXACT}",
        f"update core.claim set quantity_id = 'lost' where {EXACT}",
        f"update core.claim set area_id = 'district-999' where {EXACT}",
        f"update core.claim set indicator_id = 'unheard_of' where {EXACT}",
        f"update core.claim set unit_id = 'unheard_of' where {EXACT}",
    ],
    "conflict_not_shown": ["delete from mart.conflict"],
    "correction_unmet": [
        "update ref.correction set expect_value = 96; delete from core.amended_claim",
        "update ref.correction set document = 'lost.html'; delete from core.amended_claim",
        "update ref.correction set year = 2019; delete from core.amended_claim",
        "delete from core.amended_claim",
        "insert into core.source_text select document_id, document_id, 1, repeat('0', 64) from core.amended_claim",
        "insert into ref.correction select * replace ('another' as correction_id) from ref.correction",
    ],
    "coverage_shrank": ["update mart.revision set change = 'removed'"],
    "district_above_province": [
        "update core.observation set lower = 27000001 where area_id = 'district-016' and scenario = 'actual'"
        " and indicator_id = 'tourism_visits_total'"
    ],
    "document_without_publisher": ["update raw.document set publisher_id = 'unheard-of' where kind = 'report'"],
    "duplicate_cell": [
        "create or replace temp table twice as from core.observation; drop table core.observation;"
        "create table core.observation as from twice union all from twice"
    ],
    "extraction_below_floor": [
        "update mart.extraction_quality set precision = 0.89 where indicator = 'all' and score_level = 'dated'",
        "update mart.extraction_quality set recall = 0 where indicator = 'all' and score_level = 'dated'",
        "update mart.extraction_quality set f1 = 0.89 where indicator = 'all' and score_level = 'exact'",
        "update mart.extraction_quality set precision = null where indicator = 'all'",
        "update ref.quality_floor set floor = 1.01 where measure = 'f1'",
    ],
    "implausible_jump": [
        "insert into core.observation by name select * replace (2023 as year, 1 as value, 1 as lower, 1 as upper,"
        " date '2023-01-01' as period_start, date '2023-12-31' as period_end)"
        " from core.observation where indicator_id = 'officials_trained_dx'"
    ],
    "named_item_without_claim": ["update core.named_item set claim_id = 'lost'"],
    "observation_missing": ["delete from core.observation where indicator_id = 'festivals_held'"],
    "observation_of_unfit_claim": [
        f"update core.claim set obs_status = 'V' where {EXACT}",
        f"update core.claim set period_type = 'habitual' where {EXACT}",
        f"update core.claim set is_derived = true where {EXACT}",
        f"update core.claim set is_recognised = true where {EXACT}",
    ],
    "observation_without_claim": [
        f"delete from core.claim where {EXACT}",
        f"update core.claim set value = 123 where {EXACT}",
        f"update core.claim set scenario = 'plan' where {EXACT}",
    ],
    "part_above_whole": [
        "insert into core.observation by name (select * replace ('tourism_visits_total' as indicator_id,"
        " 54999 as value, 54999 as lower, 54999 as upper, 'other' as claim_id)"
        " from core.observation where indicator_id = 'tourism_visits_international')"
    ],
    "part_year_marked_normal": ["update core.claim set obs_status = 'A' where period_type = 'ytd'"],
    "passage_text_not_in_text": [
        "update staging.passage set text = 'Khác.' where passage_no = 1",
        "update staging.passage set document_id = 'lost' where passage_no = 1",
    ],
    "period_without_start": [
        f"update core.claim set period_start = null where {EXACT}",
        f"update core.claim set period_start = date '2025-01-01' where {EXACT}",
    ],
    "quantity_surface_not_in_text": ["update staging.quantity set surface = '99' where surface = '124'"],
    "quantity_unaccounted": [
        "delete from core.unclaimed_quantity where reason = 'ordinal'",
        f"delete from core.claim where {EXACT}",
        'insert into core.unclaimed_quantity by name select quantity_id, document_id, start, "end", surface,'
        " 'other' as reason, []::varchar[] as candidate_ids from staging.quantity where surface = '124'",
        "insert into core.unclaimed_quantity from core.unclaimed_quantity",
    ],
    "reconstruction_incomplete": [
        "update core.reconstruction set value = 25, lower = 25, upper = 25",
        "update core.reconstruction set upper = null",
        "update core.reconstruction set lower = 23",
        "update core.reconstruction set member_ids = member_ids[:2], claim_ids = claim_ids[:2], member_count = 2",
        "update core.reconstruction set area_id = 'district-271'",
        "update core.reconstruction set indicator_id = 'cultural_family_rate'",
        "update core.observation set claim_id = 'other' where area_id = 'commune-00382-2025'",
        "update core.observation set period_end = date '2025-11-30' where area_id = 'commune-00382-2025'",
        "update core.observation set period_start = date '2025-07-01' where area_id = 'commune-00382-2025'",
        "delete from core.observation where area_id = 'commune-00385-2025'",
        "delete from core.succession",
    ],
    "revision_untrue": [
        "delete from core.revision where indicator_id = 'festivals_held'",
        "update core.revision set value = 0 where indicator_id = 'festivals_held'",
        "update core.revision set change = 'removed', claim_id = null",
        "delete from core.observation where indicator_id = 'festivals_held'",
    ],
    "source_text_without_reference": [
        "insert into core.source_text select repeat('0', 64), document_id, 0.5, null from raw.document limit 1",
        "insert into core.source_text select document_id, repeat('0', 64), 0.5, null from raw.document limit 1",
        "insert into core.source_text select document_id, document_id, 1, repeat('0', 64) from raw.document limit 1",
    ],
    "unclaimed_without_quantity": ["delete from staging.quantity where surface = '12'"],
    "value_outside_interval": [
        f"update core.claim set upper = 125 where {EXACT}",
        f"update core.claim set upper = null where {EXACT}",
        "update core.claim set upper = 130 where bound = 'gt'",
        "update core.claim set lower = 1 where bound = 'lt_near'",
        "update core.claim set value = 1560000 where bound = 'about'",
        "update core.claim set value = 950000 where bound = 'range'",
    ],
    "wide_row_missing": [
        "delete from mart.district_culture where year = 2024",
        "delete from mart.district_tourism where year = 2023",
        "delete from mart.district_digital_adoption",
    ],
}


def test_every_check_has_a_row_that_breaks_it(rules: dict[str, str]) -> None:
    assert sorted(BROKEN) == sorted(rules)


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_sound_warehouse_breaks_no_rule(told: Warehouse, name: str) -> None:
    assert told.check(name) == []


@pytest.mark.parametrize(("name", "change"), [(name, change) for name, changes in BROKEN.items() for change in changes])
def test_a_broken_row_is_found(told: Warehouse, name: str, change: str) -> None:
    told.connection.begin()
    try:
        told.connection.execute(change)
        assert told.check(name) != []
    finally:
        told.connection.rollback()


def test_counts_of_provinces_may_exceed_the_limits_of_districts(told: Warehouse) -> None:
    told.connection.begin()
    try:
        told.connection.execute("update core.claim set value = 40000000 where area_id = 'province-01'")
        assert told.check("claim_beyond_hard_limit") == []
    finally:
        told.connection.rollback()


def test_several_claims_may_share_a_number(told: Warehouse) -> None:
    told.connection.begin()
    try:
        told.connection.execute(
            f"insert into core.claim by name (select * replace ('another' as claim_id) from core.claim where {EXACT})"
        )
        assert told.check("quantity_unaccounted") == []
    finally:
        told.connection.rollback()


@pytest.mark.parametrize(
    "change",
    [
        "delete from mart.extraction_quality",
        "update mart.extraction_quality set extractor_version = 'ba9876543210'",
        "update mart.extraction_quality set labelled = 4, hits = 4 where indicator = 'all'",
    ],
    ids=["no labelled document landed", "only an earlier version is so bad", "most labelled documents did not land"],
)
def test_the_floor_judges_the_released_version_over_the_labelled_documents(told: Warehouse, change: str) -> None:
    told.connection.begin()
    try:
        told.connection.execute("update mart.extraction_quality set precision = 0, recall = 0, f1 = 0")
        assert told.check("extraction_below_floor") != []
        told.connection.execute(change)
        assert told.check("extraction_below_floor") == []
    finally:
        told.connection.rollback()


def test_an_indicator_alone_may_be_below_the_floor(told: Warehouse) -> None:
    told.connection.begin()
    try:
        told.connection.execute("update mart.extraction_quality set recall = 0 where indicator <> 'all'")
        assert told.check("extraction_below_floor") == []
    finally:
        told.connection.rollback()
