"""The contract of a table: the base of every table model, and the one place where pandera models are read.

A table is declared once, as a subclass of `Table`; its DuckDB DDL, comments and dictionary follow from its `spec()`,
and `split` divides a frame into the rows it accepts and refuses. How a spec becomes SQL is `schemas.ddl`'s business,
how rows are cast and judged `schemas.casting`'s and `schemas.splitting`'s; import their public names from here. No
table is declared here.
"""

import inspect
from functools import cache
from typing import Any, ClassVar

import pandera.polars as pa
import polars as pl
from pandera.api.polars.components import Column

from schemas.ddl import (
    ColumnSpec,
    ContractError,
    RowCheck,
    TableSpec,
    check_sql,
    comment_statements,
    create_table,
    duckdb_type,
    instance,
    literal,
    quoted,
    row_check,
)
from schemas.splitting import REJECTED_ROW, Split, split

__all__ = [
    "DICTIONARY",
    "LAYERS",
    "REJECTED_ROW",
    "ColumnSpec",
    "ContractError",
    "RowCheck",
    "Split",
    "Table",
    "TableSpec",
    "split",
]

LAYERS = ("ref", "raw", "staging", "core", "mart")
"""The layers in the order in which data passes through them."""

DICTIONARY = pl.Schema(
    {
        "table_name": pl.String,
        "column_name": pl.String,
        "data_type": pl.String,
        "is_nullable": pl.Boolean,
        "is_key": pl.Boolean,
        "unit": pl.String,
        "description": pl.String,
        "checks": pl.String,
    }
)
"""Columns of `mart.data_dictionary`: one row per table and column."""


class Table(pa.DataFrameModel):
    """Base of every table: columns are pandera fields, the place and the rules of a row stand in `Config`.

    `Config.name` is the table's name; `Config.metadata` holds `schema` (the layer), `key` (the columns that identify a
    row) and `sql_checks` (rules over several columns, as DuckDB expressions by name). Every method reads `spec()`;
    a column must not be named like a method.
    """

    class Config:
        """Refuse unknown columns; leave casting to `split`, which loses no row."""

        name: ClassVar[str | None] = None
        strict = True
        coerce = False
        metadata: ClassVar[dict[str, Any]] = {}

    @classmethod
    def spec(cls) -> TableSpec:
        """Compile the model; raise ContractError, listing every fault, where it cannot hold in DuckDB."""
        return _compile(cls)

    @classmethod
    def qualified_name(cls) -> str:
        """Return the table's name with its layer: `core.claim`."""
        return cls.spec().qualified_name

    @classmethod
    def schema_name(cls) -> str:
        """Return the layer, which is the schema in DuckDB."""
        return cls.spec().schema

    @classmethod
    def key(cls) -> tuple[str, ...]:
        """Return the columns that identify a row."""
        return cls.spec().key

    @classmethod
    def columns(cls) -> list[ColumnSpec]:
        """Return the columns in order, with type, text, unit and checks."""
        return list(cls.spec().columns)

    @classmethod
    def dtypes(cls) -> pl.Schema:
        """Return the Polars schema of the table's frames."""
        return pl.Schema({column.name: column.dtype for column in cls.spec().columns})

    @classmethod
    def empty(cls, *_args: Any) -> pl.DataFrame:  # type: ignore[override]
        """Return a frame with the table's columns and no row."""
        return cls.dtypes().to_frame()

    @classmethod
    def ddl(cls, *, primary_key: bool = True) -> str:
        """Write the CREATE TABLE statement."""
        return create_table(cls.spec(), primary_key=primary_key)

    @classmethod
    def comments(cls) -> list[str]:
        """Write the COMMENT ON statements of the table and its columns."""
        return comment_statements(cls.spec())

    @classmethod
    def dictionary(cls) -> pl.DataFrame:
        """Return the table's rows of the data dictionary (schema `DICTIONARY`)."""
        table = cls.spec()
        rows = [
            (
                table.qualified_name,
                column.name,
                column.duckdb_type,
                column.nullable,
                column.is_key,
                column.unit,
                column.description,
                " and ".join(column.checks) or None,
            )
            for column in table.columns
        ]
        return pl.DataFrame(rows, schema=DICTIONARY, orient="row")


# A model does not change once it is declared.
@cache
def _compile(model: type[Table]) -> TableSpec:
    schema = model.to_schema()
    settings: dict[str, Any] = model.Config.metadata or {}
    layer, name = settings.get("schema", ""), model.Config.name or ""
    table = f"{layer}.{name}"
    key: tuple[str, ...] = tuple(settings.get("key", ()))
    columns: list[ColumnSpec] = []
    row_checks: list[RowCheck] = []
    faults: list[str] = []
    if layer not in LAYERS or not name:
        faults.append(f"Config names {table!r}; give `name` and one of {', '.join(LAYERS)} as metadata['schema']")
    for column_name, column in schema.columns.items():
        try:
            columns.append(_column(column_name, column, is_key=column_name in key))
        except ContractError as error:
            faults.append(str(error))
    for check_name, sql in settings.get("sql_checks", {}).items():
        try:
            row_checks.append(row_check(check_name, sql, schema.columns))
        except ContractError as error:
            faults.append(str(error))
    if schema.checks or schema.unique:
        faults.append("checks over a whole frame have no SQL form; use metadata['sql_checks'] and metadata['key']")
    for part in key:
        if part not in schema.columns:
            faults.append(f"key column {part} does not exist")
        elif schema.columns[part].nullable:
            faults.append(f"key column {part} is nullable; a key identifies every row")
    if faults:
        raise ContractError(f"{model.__module__}.{model.__name__} ({table}): " + "; ".join(faults))
    description = " ".join(inspect.cleandoc(model.__doc__ or "").split())
    return TableSpec(layer, name, description, tuple(columns), key, tuple(row_checks))


def _column(name: str, column: Column, *, is_key: bool) -> ColumnSpec:
    metadata: dict[str, Any] = column.metadata or {}
    dtype = instance(column.dtype.type)
    try:
        sql_type = metadata.get("duckdb_type") or duckdb_type(dtype)
        checks = [check_sql(quoted(name), check) for check in column.checks]
    except ContractError as error:
        raise ContractError(f"column {name}: {error}") from error
    if isinstance(dtype, pl.Enum):
        checks.append(f"{quoted(name)} in ({', '.join(map(literal, dtype.categories))})")
    return ColumnSpec(
        name=name,
        dtype=dtype,
        duckdb_type=sql_type,
        description=column.description or "",
        unit=metadata.get("unit"),
        nullable=bool(column.nullable),
        is_key=is_key,
        checks=tuple(checks),
    )
