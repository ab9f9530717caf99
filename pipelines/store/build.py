"""Building the warehouse: every table under its contract in one new DuckDB file, checked, then published.

Nothing goes live unless every table fills and every check of severity `error` passes; faults are collected and raised
together. Filling is `pipelines.store.filling`'s work, going live `pipelines.store.publish`'s; what the tables are is
declared in `schemas` and `sql/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.store.checking import CheckResult, run_checks
from pipelines.store.filling import Filling
from pipelines.store.lake import Lake
from pipelines.store.publish import PublishError, publish
from pipelines.store.sql_models import SqlCheck, SqlMacro, SqlModel
from schemas.contract import Table, TableSpec

DICTIONARY: Final = "mart.data_dictionary"
RELEASE: Final = "mart.release"

# Beyond this the index of a key takes longer to build than all else; duplicates are looked for in any case.
KEY_LIMIT: Final = 1_000_000


@dataclass(frozen=True)
class BuildReport:
    """What was published: the snapshot, rows per table, checks, and the columns that each SQL model's SELECT gives."""

    path: Path
    rows: Mapping[str, int]
    checks: tuple[CheckResult, ...]
    columns: Mapping[str, tuple[str, ...]]


def build_warehouse(
    lake: Lake,
    models: Iterable[type[Table]],
    sql_models: Sequence[SqlModel],
    checks: Sequence[SqlCheck],
    root: Path,
    run_id: str,
    built_at: datetime,
    *,
    extractor_version: str,
    macros: Sequence[SqlMacro] = (),
    keep: int = 3,
    key_limit: int = KEY_LIMIT,
) -> BuildReport:
    """Build every table of `models` anew and publish the file under `root`.

    A model with a SELECT in `sql_models` is filled by it; `mart.data_dictionary` and `mart.release` are written here;
    every other one is loaded from the lake, where no file means no row. Raise PublishError, listing all faults, where
    tables break their contract, and CheckError where a check of severity `error` finds rows; what was live stays live.
    """
    declared = {model.qualified_name(): model for model in models}
    specs = {name: model.spec() for name, model in declared.items()}
    _refuse_gaps(specs, sql_models, checks, macros)
    written = {model.qualified_name for model in sql_models} | {DICTIONARY, RELEASE}

    def fill(connection: duckdb.DuckDBPyConnection) -> tuple[Filling, tuple[CheckResult, ...]]:
        filling = Filling(connection, specs, key_limit)
        filling.create_schemas()
        if DICTIONARY in specs:
            filling.insert(DICTIONARY, pl.concat(model.dictionary() for model in declared.values()))
        filling.load(lake, [name for name in specs if name not in written])
        filling.run(sql_models, macros)
        filling.raise_faults()
        if RELEASE in specs:
            filling.insert(RELEASE, _release(filling.rows, run_id, built_at, extractor_version))
        filling.raise_faults()
        return filling, run_checks(connection, checks)

    path, (filling, results) = publish(root, run_id, built_at, fill, keep=keep)
    return BuildReport(path, filling.rows, results, filling.columns)


def _release(rows: Mapping[str, int], run_id: str, built_at: datetime, extractor_version: str) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "release_id": [run_id],
            "built_at": [built_at.astimezone(UTC)],
            "document_count": [rows.get("raw.document", 0)],
            "rejected_count": [rows.get("raw.rejected_document", 0)],
            "claim_count": [rows.get("core.claim", 0)],
            "observation_count": [rows.get("core.observation", 0)],
            "extractor_version": [extractor_version],
        }
    )


def _refuse_gaps(
    specs: Mapping[str, TableSpec],
    sql_models: Sequence[SqlModel],
    checks: Sequence[SqlCheck],
    macros: Sequence[SqlMacro],
) -> None:
    """Refuse, before anything is built, SQL without a model, marts without SQL, and names that nobody declares."""
    faults: list[str] = []
    filled = {model.qualified_name for model in sql_models}
    faults += [f"sql/{name.replace('.', '/')}.sql: no model declares {name}" for name in sorted(filled - specs.keys())]
    orphans = {name for name, spec in specs.items() if spec.schema == "mart"} - filled - {DICTIONARY, RELEASE}
    faults += [f"{name}: nothing fills it; write sql/{name.replace('.', '/')}.sql" for name in sorted(orphans)]
    readers: list[tuple[str, SqlModel | SqlCheck | SqlMacro]] = [
        *((f"sql/{model.layer}/{model.name}.sql", model) for model in sql_models),
        *((f"sql/checks/{check.name}.sql", check) for check in checks),
        *((f"macro {macro.name}", macro) for macro in macros),
    ]
    for place, reader in readers:
        faults += [f"{place}: reads {name}, which no model declares" for name in reader.depends_on if name not in specs]
    if faults:
        raise PublishError("not built:\n" + "\n".join(faults))
