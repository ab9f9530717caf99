"""What the UI shows of a table: its columns and texts from the model, and of a run what was stored and refused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import dagster as dg
import polars as pl

from pipelines.orchestration.lake_tables import Written
from schemas.contract import Table, TableSpec

COLUMN_SCHEMA: Final = "dagster/column_schema"
COLUMN_LINEAGE: Final = "dagster/column_lineage"
ROW_COUNT: Final = "dagster/row_count"
PARTITION_ROW_COUNT: Final = "dagster/partition_row_count"

PREVIEW_ROWS: Final = 5
_LONGEST_CELL: Final = 60


def asset_key(table: str) -> dg.AssetKey:
    """Return the asset key of a table by its qualified name."""
    return dg.AssetKey(table.split("."))


def table_spec(
    model: type[Table],
    *,
    kinds: set[str],
    deps: Iterable[str] = (),
    code_version: str | None = None,
) -> dg.AssetSpec:
    """Describe a table as an asset; `deps` are qualified names."""
    spec = model.spec()
    return dg.AssetSpec(
        asset_key(spec.qualified_name),
        deps=[asset_key(name) for name in deps],
        description=spec.description,
        group_name=spec.schema,
        kinds=kinds,
        code_version=code_version,
        metadata={COLUMN_SCHEMA: column_schema(spec)},
    )


def column_schema(spec: TableSpec) -> dg.TableSchema:
    """Return the columns of a table, with types, texts and rules, for the UI's Columns tab."""
    columns = [
        dg.TableColumn(
            column.name,
            column.duckdb_type,
            description=f"{column.description} [{column.unit}]" if column.unit else column.description,
            constraints=dg.TableColumnConstraints(
                nullable=column.nullable,
                unique=spec.key == (column.name,),
                other=[*(["key"] if column.is_key else []), *column.checks],
            ),
        )
        for column in spec.columns
    ]
    rules = [f"{check.name}: {check.sql}" for check in spec.row_checks]
    return dg.TableSchema(columns, constraints=dg.TableConstraints(rules) if rules else None)


def column_lineage(traced: Mapping[str, Sequence[str]]) -> dg.TableColumnLineage:
    """Return where columns come from, out of names like `core.claim.value`."""
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(asset_key(name.rpartition(".")[0]), name.rpartition(".")[2]) for name in names]
            for column, names in traced.items()
        }
    )


def written_metadata(parts: Sequence[Written]) -> dict[str, Any]:
    """Return what a run stored in a table: rows, and rows that were refused."""
    return {
        ROW_COUNT: sum(part.rows.height for part in parts),
        "refused_rows": sum(part.refused.height for part in parts),
    }


def partition_metadata(part: Written) -> dict[str, Any]:
    """Return what a run stored in one partition of a table."""
    return {PARTITION_ROW_COUNT: part.rows.height, **shown(part)}


def shown(part: Written) -> dict[str, Any]:
    """Return the first rows, and the first refused ones with their reasons, where there are any."""
    tables = {"preview": part.rows, "refusals": part.refused}
    return {name: preview(rows) for name, rows in tables.items() if rows.height}


def preview(frame: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """Return the first rows as a Markdown table, long cells cut."""
    head = frame.head(PREVIEW_ROWS)
    lines = [head.columns, ["---"] * head.width, *([_cell(value) for value in row] for row in head.rows())]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
