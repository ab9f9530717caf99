"""What the UI shows of rows: the first of them as a table of Markdown that no cell can break."""

import polars as pl

from pipelines.orchestration.lake_tables import Written
from pipelines.orchestration.metadata import asset_key, column_lineage, partition_metadata, preview, written_metadata
from schemas.contract import REJECTED_ROW


def test_a_preview_is_a_table_of_the_first_rows() -> None:
    frame = pl.DataFrame({"a": range(9), "b": [None] * 9})
    assert preview(frame).value.splitlines() == ["| a | b |", "| --- | --- |", *(f"| {row} |  |" for row in range(5))]


def test_cells_are_cut_and_cannot_break_the_table() -> None:
    cell = preview(pl.DataFrame({"text": ["một | hai\nba " + "x" * 100]})).value.splitlines()[-1]
    assert cell.startswith("| một \\| hai ba xxx")
    assert cell.endswith("x… |")
    assert len(cell) == 64


def test_rows_and_refusals_are_counted_over_the_years() -> None:
    refused = pl.DataFrame([("core.claim", 0, ["value: x"], "{}")], schema=REJECTED_ROW, orient="row")
    parts = [Written(pl.DataFrame({"a": [1, 2]}), REJECTED_ROW.to_frame()), Written(pl.DataFrame({"a": [3]}), refused)]
    assert written_metadata(parts) == {"dagster/row_count": 3, "refused_rows": 1}
    assert partition_metadata(parts[0]).keys() == {"dagster/partition_row_count", "preview"}
    assert "value: x" in partition_metadata(parts[1])["refusals"].value


def test_lineage_names_tables_as_assets() -> None:
    lineage = column_lineage({"value": ["core.claim.value", "ref.unit.unit_id"]})
    assert [(dep.asset_key, dep.column_name) for dep in lineage.deps_by_column["value"]] == [
        (asset_key("core.claim"), "value"),
        (asset_key("ref.unit"), "unit_id"),
    ]
