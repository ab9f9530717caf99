"""Building the warehouse: every table under its contract in one new DuckDB file, checked, then published.

Nothing goes live unless every table fills and every check of severity `error` passes; faults are collected and raised
together. Filling is `pipelines.store.filling`'s work, going live `pipelines.store.publish`'s; what the tables are is
declared in `schemas` and `sql/`.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.store.checking import CheckResult, run_checks
from pipelines.store.filling import Filling
from pipelines.store.history import History
from pipelines.store.lake import Lake
from pipelines.store.publish import LIVE, PublishError, publish
from pipelines.store.sql_models import SqlCheck, SqlMacro, SqlModel
from schemas.contract import Table, TableSpec

DICTIONARY: Final = "mart.data_dictionary"

# Beyond this the order and the index of a key take longer than all else; duplicates are looked for in any case.
KEY_LIMIT: Final = 200_000


@dataclass(frozen=True)
class Versions:
    """By what a release is made, besides the SQL: the extractor and the reviewed corrections, as 12 hex digits each."""

    extractor: str
    corrections: str


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
    versions: Versions,
    macros: Sequence[SqlMacro] = (),
    keep: int = 3,
    key_limit: int = KEY_LIMIT,
) -> BuildReport:
    """Build every table of `models` anew and publish the file under `root`.

    A model with a SELECT in `sql_models` is filled by it; `mart.data_dictionary` is written here; every other one is
    loaded from the lake, where no file means no row. A SELECT may ask for what makes the release: `getvariable` knows
    release_id, built_at, extractor_version, rules_version and corrections_version. Histories go on from what earlier
    releases left. Raise PublishError, listing all faults, where tables break their contract, and CheckError where a
    check of severity `error` finds rows; what was live stays live.
    """
    declared = {model.qualified_name(): model for model in models}
    specs = {name: model.spec() for name, model in declared.items()}
    _refuse_gaps(specs, sql_models, checks, macros)
    written = {model.qualified_name for model in sql_models} | {DICTIONARY}
    growing = {model.qualified_name: specs[model.qualified_name] for model in sql_models if model.is_history}
    history = History(growing, lake, root / LIVE)
    variables = {
        "release_id": run_id,
        "built_at": built_at.astimezone(UTC),
        "extractor_version": versions.extractor,
        "rules_version": _rules_version(sql_models, macros),
        "corrections_version": versions.corrections,
    }

    def fill(connection: duckdb.DuckDBPyConnection) -> tuple[Filling, tuple[CheckResult, ...]]:
        for name, value in variables.items():
            connection.execute(f"set variable {name} = $value", {"value": value})
        filling = Filling(connection, specs, key_limit)
        filling.create_schemas()
        if DICTIONARY in specs:
            filling.insert(DICTIONARY, pl.concat(model.dictionary() for model in declared.values()))
        filling.load(lake, [name for name in specs if name not in written])
        filling.begin(growing)
        history.load(connection)
        filling.run(sql_models, macros)
        filling.raise_faults()
        return filling, run_checks(connection, checks)

    path, (filling, results) = publish(root, run_id, built_at, fill, keep=keep)
    history.keep(path)
    return BuildReport(path, filling.rows, results, filling.columns)


def _rules_version(sql_models: Iterable[SqlModel], macros: Iterable[SqlMacro]) -> str:
    """Return the fingerprint of the SQL by which values are chosen, as 12 hex digits."""
    core = [model.sql for model in sql_models if model.layer == "core"]
    core += [macro.sql for macro in macros if macro.name.startswith("core.")]
    return hashlib.sha256("\0".join(sorted(core)).encode()).hexdigest()[:12]


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
    orphans = {name for name, spec in specs.items() if spec.schema == "mart"} - filled - {DICTIONARY}
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
