"""Tables of the lake: what is written keeps its contract, and what was written under another one is not used."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.orchestration.lake_tables import Failure, LakeTable
from pipelines.orchestration.manifest import NEVER
from pipelines.store.lake import Lake
from schemas.core import UnclaimedQuantity

DOCUMENTS = {"a" * 64: "1", "b" * 64: "2"}


def numbers(**surfaces: str) -> pl.DataFrame:
    """Return rows of `core.unclaimed_quantity`, a number for each document; an empty one is refused."""
    rows = [(f"{name}-1", name * 64, 0, 1, surface, "date", [], None) for name, surface in surfaces.items()]
    return pl.DataFrame(rows, schema=UnclaimedQuantity.dtypes(), orient="row")


@pytest.fixture
def table(tmp_path: Path) -> LakeTable:
    return LakeTable(Lake(tmp_path), UnclaimedQuantity)


def refused(table: LakeTable) -> list[str]:
    file = table.lake.rejected_path(table.name, 2024)
    return pl.read_parquet(file, hive_partitioning=False)["row_json"].to_list() if file.exists() else []


def test_rows_are_stored_in_the_order_of_the_key(table: LakeTable) -> None:
    table.write(numbers(b="2", a="1"), 2024, DOCUMENTS)
    assert table.rows(2024)["quantity_id"].to_list() == ["a-1", "b-1"]
    assert table.fingerprints(2024) == DOCUMENTS


def test_a_refused_row_is_kept_beside_the_table_and_marks_its_document(table: LakeTable) -> None:
    written = table.write(numbers(a="1", b=""), 2024, DOCUMENTS)
    assert (written.rows.height, written.refused.height) == (1, 1)
    assert table.fingerprints(2024) == {"a" * 64: "1", "b" * 64: NEVER}
    assert ["b-1" in row for row in refused(table)] == [True]


def test_a_good_row_takes_the_place_of_a_refused_one(table: LakeTable) -> None:
    table.write(numbers(a="1", b=""), 2024, DOCUMENTS)
    table.write(numbers(a="1", b="2"), 2024, DOCUMENTS)
    assert (table.rows(2024).height, refused(table)) == (2, [])


def test_a_failed_document_is_told_and_marked(table: LakeTable) -> None:
    for _ in range(2):
        failures = [Failure("b" * 64, "KeyError: 'x'")]
        written = table.write(numbers(a="1"), 2024, {**DOCUMENTS, "b" * 64: NEVER}, failures)
        assert (written.rows.height, written.refused.height) == (1, 1)
    assert table.fingerprints(2024) == {"a" * 64: "1", "b" * 64: NEVER}
    assert refused(table) == [f'{{"document_id": "{"b" * 64}"}}']


def test_what_stands_already_is_not_written_again(table: LakeTable) -> None:
    table.write(numbers(a="1"), 2024, DOCUMENTS)
    before = table.lake.path(table.name, 2024).stat()
    table.write(numbers(a="1"), 2024, DOCUMENTS)
    assert table.lake.path(table.name, 2024).stat().st_ino == before.st_ino
    table.write(numbers(a="1"), 2024, {**DOCUMENTS, "b" * 64: "3"})
    assert table.lake.path(table.name, 2024).stat().st_ino != before.st_ino


def test_a_year_without_documents_leaves_no_file(table: LakeTable) -> None:
    table.write(numbers(a="1", b=""), 2024, DOCUMENTS)
    table.write(numbers(), 2024, {})
    assert (table.years(), refused(table)) == ([], [])


def test_a_year_whose_documents_have_no_rows_remembers_them(table: LakeTable) -> None:
    table.write(numbers(), 2024, DOCUMENTS)
    assert (table.rows(2024).height, table.fingerprints(2024)) == (0, DOCUMENTS)


def test_rows_of_another_contract_are_not_used_and_can_be_replaced(table: LakeTable) -> None:
    old = numbers(a="1").with_columns(pl.lit("x").alias("dropped_since"))
    table.lake.write(table.name, old, 2024, DOCUMENTS)
    assert (table.rows(2024).height, table.fingerprints(2024)) == (0, {})
    table.write(numbers(a="1"), 2024, DOCUMENTS)
    assert (table.rows(2024).height, table.fingerprints(2024)) == (1, DOCUMENTS)
