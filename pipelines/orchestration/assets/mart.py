"""Layer mart and the rest of the warehouse file: all tables that are written as SQL, built and published by one op.

Every check of `sql/checks` is an asset check; those of severity `error` decide within the build whether it goes live.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import dagster as dg
import polars as pl

from pipelines.orchestration.metadata import (
    COLUMN_LINEAGE,
    COLUMN_SCHEMA,
    PREVIEW_ROWS,
    ROW_COUNT,
    asset_key,
    column_lineage,
    column_schema,
    preview,
    table_spec,
)
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.quality import QUALITY, quality_metadata
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.store.build import DICTIONARY, BuildReport, Versions, build_warehouse
from pipelines.store.checking import CheckError, CheckResult
from pipelines.store.lake import REJECTED_ROW
from pipelines.store.lineage import column_lineage as traced_columns
from pipelines.store.publish import PublishError, connect
from pipelines.store.sql_models import SqlCheck, SqlMacro, SqlModel, load_checks, load_macros, load_models
from schemas.contract import Table
from schemas.registry import tables

PUBLISH_POOL: Final = "publish"
RELEASE: Final = "mart.release"
"""The table that shows what concerns the file as a whole."""


@dataclass(frozen=True)
class WarehouseSql:
    """The SQL of the warehouse: its tables, checks and macros."""

    models: tuple[SqlModel, ...]
    checks: tuple[SqlCheck, ...]
    macros: tuple[SqlMacro, ...]

    @classmethod
    def load(cls) -> "WarehouseSql":
        """Load the SQL files; raise SqlModelError with all of their faults."""
        return cls(load_models(), load_checks(), load_macros())


def warehouse_tables(
    models: Mapping[str, type[Table]], sql: WarehouseSql, read: Sequence[str], pool: str | None
) -> dg.AssetsDefinition:
    """Define the assets of the published file; `read` are the tables of the documents, which come out of the lake."""
    specs = {
        REJECTED_ROW: table_spec(models[REJECTED_ROW], kinds={"polars", "duckdb"}, deps=read),
        **{model.qualified_name: _sql_spec(model, models) for model in sql.models},
        DICTIONARY: table_spec(models[DICTIONARY], kinds={"duckdb"}),
    }

    @dg.multi_asset(
        name="warehouse",
        specs=list(specs.values()),
        check_specs=[_check_spec(check, specs) for check in sql.checks],
        pool=pool,
    )
    def warehouse(
        context: dg.AssetExecutionContext,
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        progress.begin(Stage.PUBLISHING)
        declared = tables(catalogue.catalogue)
        try:
            report = build_warehouse(
                folders.lake,
                declared.values(),
                sql.models,
                sql.checks,
                folders.settings.warehouse,
                context.run.run_id,
                datetime.now(UTC),
                versions=Versions(catalogue.extractor_version, catalogue.catalogue.corrections.version),
                macros=sql.macros,
                keep=folders.settings.snapshots_kept,
            )
        except CheckError as error:
            yield from (_check_result(result, specs, sql) for result in error.checks)
            raise dg.Failure(str(error), allow_retries=False) from error
        except PublishError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        context.log.info(f"Published {report.path}")
        for name, metadata in _metadata(specs, report, declared, sql, catalogue.extractor_version).items():
            yield dg.MaterializeResult(asset_key=asset_key(name), metadata=metadata)
        yield from (_check_result(result, specs, sql) for result in report.checks)

    return warehouse


def _sql_spec(model: SqlModel, models: Mapping[str, type[Table]]) -> dg.AssetSpec:
    version = hashlib.sha256(model.sql.encode()).hexdigest()[:12]
    kinds = {"duckdb", "sql"}
    if (declared := models.get(model.qualified_name)) is not None:
        return table_spec(declared, kinds=kinds, deps=model.depends_on, code_version=version)
    # The columns of a wide table are the catalogue's, which is loaded when a run begins.
    return dg.AssetSpec(
        asset_key(model.qualified_name),
        deps=[asset_key(name) for name in model.depends_on],
        description=model.description,
        group_name=model.layer,
        kinds=kinds,
        code_version=version,
    )


def _check_spec(check: SqlCheck, specs: Mapping[str, dg.AssetSpec]) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=asset_key(_checked_table(check, specs)),
        description=check.description,
        metadata={"reads": ", ".join(check.depends_on), "severity": check.severity},
    )


def _checked_table(check: SqlCheck, specs: Mapping[str, dg.AssetSpec]) -> str:
    """Return the table that shows a check: one that it reads, or the release, where it reads none of this op's."""
    return next((name for name in check.depends_on if name in specs), RELEASE)


def _check_result(result: CheckResult, specs: Mapping[str, dg.AssetSpec], sql: WarehouseSql) -> dg.AssetCheckResult:
    check = next(check for check in sql.checks if check.name == result.name)
    is_error = result.severity == "error"
    return dg.AssetCheckResult(
        asset_key=asset_key(_checked_table(check, specs)),
        check_name=result.name,
        passed=result.failing == 0,
        severity=dg.AssetCheckSeverity.ERROR if is_error else dg.AssetCheckSeverity.WARN,
        description=f"{result.failing} failing rows" if result.failing else None,
        metadata={"failing_rows": result.failing, "sample": preview(result.sample)},
    )


def _metadata(
    names: Iterable[str], report: BuildReport, declared: Mapping[str, type[Table]], sql: WarehouseSql, version: str
) -> dict[str, dict[str, Any]]:
    """Return what was published, by table: rows, columns, where columns come from, and the first rows."""
    specs = {table: model.spec() for table, model in declared.items()}
    found: dict[str, dict[str, Any]] = {}
    with connect(report.path) as connection:
        for name in names:
            first: pl.DataFrame = connection.sql(f"select * from {specs[name].sql_name} limit {PREVIEW_ROWS}").pl()
            found[name] = {
                ROW_COUNT: report.rows[name],
                COLUMN_SCHEMA: column_schema(specs[name]),
                "preview": preview(first),
            }
        found[QUALITY] = {**quality_metadata(connection, version), **found[QUALITY]}
    for model in sql.models:
        found[model.qualified_name][COLUMN_LINEAGE] = column_lineage(traced_columns(model, specs, sql.macros))
    found[RELEASE]["file"] = dg.MetadataValue.path(str(report.path))
    return found
