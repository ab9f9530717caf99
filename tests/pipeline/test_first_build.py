"""A build from nothing: every file is told of, every figure opens to its words, and the UI is told what was stored."""

from typing import Any

import dagster as dg
import pytest
from pipeline.workshop import Workshop

from pipelines.store.sql_models import load_checks


@pytest.fixture(scope="module")
def workshop(first: tuple[Workshop, dg.ExecuteInProcessResult]) -> Workshop:
    return first[0]


@pytest.fixture(scope="module")
def result(first: tuple[Workshop, dg.ExecuteInProcessResult]) -> dg.ExecuteInProcessResult:
    return first[1]


def test_good_documents_are_read_whatever_lies_beside_them(workshop: Workshop) -> None:
    assert workshop.ask("select file_name, publisher_id, partition_year from raw.document order by file_name") == [
        ("hoi-an.txt", "baoquangnam.vn", 2025),
        ("moc-chau.txt", "unknown", 2024),
        ("soc-son-again.txt", "other_press", 2024),
        ("soc-son.txt", "hanoimoi.vn", 2024),
    ]


@pytest.mark.parametrize(
    ("file_name", "line_no", "reason", "year"),
    [
        ("empty.txt", 0, "empty", 2024),
        ("large.txt", 0, "too_large", 2024),
        ("picture.txt", 0, "unsupported_format", 2024),
        ("koi8.txt", 0, "unknown_encoding", 2024),
        ("english.txt", 0, "not_vietnamese", 2024),
        ("twice.txt", 0, "duplicate", 2024),
        ("sources.csv", 5, "missing_file", 2022),
        ("sources.csv", 6, "bad_register_line", 2024),
    ],
)
def test_each_bad_input_is_a_row_with_its_reason_and_cure(
    workshop: Workshop, file_name: str, line_no: int, reason: str, year: int
) -> None:
    found = workshop.ask(
        "select reason, partition_year, message <> '' and cure <> '' from raw.rejected_document "
        f"where file_name = '{file_name}' and line_no = {line_no}"
    )
    assert found == [(reason, year, True)]


def test_nothing_else_is_rejected(workshop: Workshop) -> None:
    assert workshop.ask("select count(*) from raw.rejected_document") == [(8,)]


def test_all_that_is_wrong_with_a_line_is_told_in_its_row(workshop: Workshop) -> None:
    [(message,)] = workshop.ask("select message from raw.rejected_document where line_no = 6")
    assert "2021-13-45" in message
    assert "district-999" in message


def test_every_quote_is_the_text_between_its_offsets(workshop: Workshop) -> None:
    documents = dict(workshop.ask("select document_id, text from raw.document"))
    spans: list[tuple[Any, ...]] = []
    for table, column in (
        ("staging.passage", "text"), ("staging.quantity", "surface"), ("core.claim", "quote"),
        ("core.unclaimed_quantity", "surface"), ("core.adoption", "quote"), ("core.named_item", "item"),
    ):  # fmt: skip
        spans += workshop.ask(f"select document_id, start, \"end\", {column}, '{table}' from {table}")
    assert {span[4] for span in spans} >= {"staging.passage", "staging.quantity", "core.claim", "core.adoption"}
    for document_id, start, end, words, table in spans:
        assert documents[document_id][start:end] == words, table


def test_every_number_is_claimed_or_stands_aside(workshop: Workshop) -> None:
    [(numbers, claimed, aside)] = workshop.ask(
        """select (select count(*) from staging.quantity), (select count(distinct quantity_id) from core.claim),
        (select count(*) from core.unclaimed_quantity)"""
    )
    assert numbers == claimed + aside > 0


def test_a_value_is_chosen_and_its_rival_kept(workshop: Workshop) -> None:
    assert workshop.ask(
        """select value, agreement, claim_count from core.observation
        where area_id = 'district-016' and indicator_id = 'tourism_visits_total' and year = 2023"""
    ) == [(413_000.0, "conflict", 2)]
    assert workshop.ask("select chosen_value, rival_value from mart.conflict") == [(413_000.0, 500_000.0)]


def test_what_cannot_be_true_is_kept_for_review_and_out_of_the_values(workshop: Workshop) -> None:
    assert workshop.ask(
        """select reason, indicator_id, detail like '%is above%' from mart.review_queue
        where area_id = 'district-016' and year = 2022 order by all"""
    ) == [
        ("beyond_limit", "tourism_revenue", True),
        ("part_above_whole", "tourism_visits_international", True),
        ("part_above_whole", "tourism_visits_total", True),
    ]
    assert workshop.ask(
        """select distinct doubt, obs_status, why from mart.evidence
        where area_id = 'district-016' and year = 2022 order by all"""
    ) == [
        ("beyond_limit", "V", "unvalidated"),
        ("part_above_whole", "V", "unvalidated"),
        (None, "A", "chosen"),  # what the growth that the other article tells makes of its own figure
    ]
    assert workshop.ask(
        "select indicator_id, value from core.observation where area_id = 'district-016' and year = 2022"
    ) == [("tourism_visits_total", 368_750.0)]
    assert workshop.ask(
        """select tourism_visits_total, tourism_visits_international, tourism_revenue from mart.district_tourism
        where area_id = 'district-016' and year = 2022"""
    ) == [(368_750.0, None, None)]


def test_a_restated_text_names_its_sources_down_to_the_marts(workshop: Workshop) -> None:
    assert workshop.ask(
        "select distinct url, is_restated, restated_from from mart.evidence where area_id = 'district-503'"
    ) == [("https://baoquangnam.vn/1", True, ["https://baoquangnam.vn/1", "https://hoian.gov.vn/2"])]


def test_every_asset_is_materialised_and_every_check_evaluated(
    workshop: Workshop, result: dg.ExecuteInProcessResult
) -> None:
    keys = {event.asset_key for event in result.get_asset_materialization_events()}
    assert keys == {spec.key for spec in workshop.definitions().resolve_all_asset_specs()}
    assert sorted(check.check_name for check in result.get_asset_check_evaluations()) == sorted(
        check.name for check in load_checks()
    )


def materialisations(result: dg.ExecuteInProcessResult, *path: str) -> list[dg.AssetMaterialization]:
    return [
        event.materialization
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(path)
    ]


def test_the_ui_is_told_how_many_rows_each_partition_got(result: dg.ExecuteInProcessResult) -> None:
    rows = {
        one.partition: one.metadata["dagster/partition_row_count"].value
        for one in materialisations(result, "raw", "document")
    }
    assert rows == {"2021": 0, "2022": 0, "2023": 0, "2024": 3, "2025": 1}
    assert {one.metadata["dagster/row_count"].value for one in materialisations(result, "raw", "document")} == {4}


def test_the_ui_shows_columns_first_rows_and_lineage_of_a_mart(result: dg.ExecuteInProcessResult) -> None:
    [wide] = materialisations(result, "mart", "district_tourism")
    columns = [column.name for column in wide.metadata["dagster/column_schema"].value.columns]
    assert {"area_id", "year", "tourism_visits_total"} <= set(columns)
    assert "Huyện Sóc Sơn" in str(wide.metadata["preview"].value)
    [yearly] = materialisations(result, "mart", "indicator_yearly")
    lineage = yearly.metadata["dagster/column_lineage"].value
    assert dg.TableColumnDep(dg.AssetKey(["core", "observation"]), "agreement") in lineage.deps_by_column["agreement"]


def test_the_release_names_the_run(workshop: Workshop, result: dg.ExecuteInProcessResult) -> None:
    assert workshop.ask("select release_id, document_count, rejected_count from mart.release") == [
        (result.run_id, 4, 8)
    ]
