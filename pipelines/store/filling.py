"""Filling a new DuckDB file with the tables: each under the DDL of its model, from the lake or from its SELECT."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import duckdb
import polars as pl

from pipelines.store.lake import Lake, LakeError
from pipelines.store.publish import PublishError
from pipelines.store.sql_models import SqlMacro, SqlModel, in_order
from schemas.contract import LAYERS, TableSpec
from schemas.ddl import broken_rules, comment_statements, create_table, create_view, literal, quoted

_INTEGERS: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT")


@dataclass
class Filling:
    """One file while it is filled: what was loaded, and every fault met on the way.

    A table that fails is noted in `faults`, and what reads it is passed over in silence: its faults would be echoes.
    `columns` holds the columns that the SELECT of each SQL model gives.
    """

    connection: duckdb.DuckDBPyConnection
    specs: Mapping[str, TableSpec]
    key_limit: int
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _failed: set[str] = field(default_factory=set, init=False)

    def create_schemas(self) -> None:
        """Create the layers."""
        for layer in LAYERS:
            self.connection.execute(f"create schema {quoted(layer)}")

    def load(self, lake: Lake, names: Iterable[str]) -> None:
        """Load tables from the lake; a table without a file is empty."""
        for name in names:
            self._attempt(name, "lake", partial(self._load, lake, self.specs[name]))

    def insert(self, name: str, frame: pl.DataFrame) -> None:
        """Create a table and fill it with a frame of its columns."""
        self._attempt(name, "rows written by the build", partial(self._insert, self.specs[name], frame))

    def begin(self, names: Iterable[str]) -> None:
        """Create tables that stay empty until `run` adds to them."""
        for name in names:
            self._create(self.specs[name])

    def run(self, models: Sequence[SqlModel], macros: Sequence[SqlMacro]) -> None:
        """Fill the SQL models and create the macros, each after what it reads or calls."""
        # A macro may bear the name of a table.
        steps: dict[str, SqlModel | SqlMacro] = {model.qualified_name: model for model in models}
        steps |= {_macro(macro.name): macro for macro in macros}
        reads = {name: (*step.depends_on, *map(_macro, step.calls)) for name, step in steps.items()}
        for name in in_order(reads):
            step = steps[name]
            if self._failed.intersection(reads[name]):
                self._failed.add(name)
            elif isinstance(step, SqlModel):
                self._attempt(name, f"sql/{step.layer}/{step.name}.sql", partial(self._select, step))
            else:
                self._attempt(name, "sql/macros", partial(self.connection.execute, step.sql))

    def raise_faults(self) -> None:
        """Raise PublishError with all faults, where there are any."""
        if self.faults:
            raise PublishError("not published:\n" + "\n".join(self.faults))

    def _attempt(self, name: str, place: str, step: Callable[[], object]) -> None:
        try:
            step()
        except (duckdb.Error, LakeError, PublishError) as error:
            self.faults.append(f"{name} ({place}): {error}")
            self._failed.add(name)

    def _load(self, lake: Lake, table: TableSpec) -> None:
        self._create(table)
        name = table.qualified_name
        source = lake_rows(lake, table)
        try:
            if source is not None:
                self.connection.execute(f"insert into {table.sql_name} by name {source}")
            self._finish(table)
        except (duckdb.Error, PublishError) as error:
            raise LakeError(
                f"{error}; what the lake holds is not what {name} allows: materialise {name} again"
            ) from error

    def _insert(self, table: TableSpec, frame: pl.DataFrame) -> None:
        self._create(table)
        self.connection.register("inserted", frame)
        self.connection.execute(f"insert into {table.sql_name} by name select * from inserted")
        self.connection.unregister("inserted")
        self._finish(table)

    def _select(self, model: SqlModel) -> None:
        table = self.specs[model.qualified_name]
        described = self.connection.execute(f"describe\n{model.sql}").fetchall()
        given = {column: sql_type for column, sql_type, *_ in described}
        self.columns[model.qualified_name] = tuple(given)
        _refuse_columns(given, table)
        if model.is_view:
            self._view(model, table)
            return
        if not model.is_history:
            self._create(table)
        # In the order of the key, so that equal inputs give equal files; many rows cost more to sort than to make.
        is_small = max(self.rows.values(), default=0) <= self.key_limit
        order = f" order by {', '.join(map(quoted, table.key))}" if table.key and is_small else ""
        self.connection.execute(f"insert into {table.sql_name} by name select * from (\n{model.sql}\n){order}")
        self._finish(table)

    def _view(self, model: SqlModel, table: TableSpec) -> None:
        comments = comment_statements(table, "view")
        self.connection.execute(";\n".join(("begin", create_view(table, model.sql), *comments, "commit")))
        rules = broken_rules(table)
        counts = ", ".join(("count(*)", *(f"count(*) filter ({broken})" for broken in rules.values())))
        [(rows, *broken)] = self.connection.execute(f"select {counts} from {table.sql_name}").fetchall()
        if faults := [f"{rule}: {count} rows" for rule, count in zip(rules, broken, strict=True) if count]:
            raise PublishError(f"rows break its contract: {'; '.join(faults)}")
        self.rows[table.qualified_name] = rows
        self._refuse_copies(table)

    def _create(self, table: TableSpec) -> None:
        # In one call: each call is a transaction of its own, and there are hundreds of comments.
        statements = ("begin", create_table(table, primary_key=False), *comment_statements(table), "commit")
        self.connection.execute(";\n".join(statements))

    def _finish(self, table: TableSpec) -> None:
        [(rows,)] = self.connection.execute(f"select count(*) from {table.sql_name}").fetchall()
        self.rows[table.qualified_name] = rows
        self._refuse_copies(table)
        if table.key and rows <= self.key_limit:
            key = ", ".join(map(quoted, table.key))
            self.connection.execute(f"alter table {table.sql_name} add primary key ({key})")

    def _refuse_copies(self, table: TableSpec) -> None:
        if not table.key:
            return
        key = ", ".join(map(quoted, table.key))
        counted = f"select {key}, count(*) as copies from {table.sql_name} group by all having copies > 1 limit 3"
        if twice := self.connection.execute(counted).fetchall():
            raise PublishError(f"the key ({key}) does not identify a row; with the number of copies: {twice}")


def lake_rows(lake: Lake, table: TableSpec) -> str | None:
    """Write the SELECT of all that the lake holds of a table, or None; raise LakeError where its columns are others."""
    name = table.qualified_name
    files = lake.files(name)
    wanted = [(column.name, column.dtype) for column in table.columns]
    for file in files:
        if list(lake.schema(file, name).items()) != wanted:
            raise LakeError(f"{file} has other columns or types than {name} has now; materialise {name} again")
    paths = ", ".join(literal(str(file)) for file in files)
    return f"select * from read_parquet([{paths}], hive_partitioning = false)" if files else None


def _macro(name: str) -> str:
    return f"macro {name}"


def _refuse_columns(given: Mapping[str, str], table: TableSpec) -> None:
    """Refuse a SELECT that lacks or invents columns, or whose values would be rounded on the way in, in silence."""
    wanted = {column.name: column for column in table.columns}
    faults = [f"gives {name}, which the table does not have" for name in given if name not in wanted]
    for name, column in wanted.items():
        if name not in given:
            if not column.nullable:
                faults.append(f"gives no {name}, which is never null")
        elif _rounds(given[name], column.duckdb_type):
            faults.append(f"gives {name} as {given[name]}, which {column.duckdb_type} would round; cast it on purpose")
    if faults:
        raise PublishError("the SELECT " + "; it ".join(faults))


def _rounds(source: str, target: str) -> bool:
    fractional = source in ("FLOAT", "DOUBLE") or (source.startswith("DECIMAL") and not source.endswith(",0)"))
    return (fractional and target in _INTEGERS) or (source.startswith("TIMESTAMP") and target == "DATE")
