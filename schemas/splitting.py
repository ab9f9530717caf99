"""Dividing a frame into the rows its table accepts and the rows it refuses, each with its reasons; no row is lost.

What is good here can be inserted into the table's DuckDB twin: rules of one column run in pandera, rules over several
columns in DuckDB itself, and the key is checked last, among rows that are otherwise good. What a table demands is
declared in its model, never here.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import polars as pl
from pandera.errors import SchemaErrors

from schemas.casting import FAULTS, ROW, cast_rows
from schemas.ddl import ContractError, RowCheck, TableSpec

if TYPE_CHECKING:
    from schemas.contract import Table

REJECTED_ROW = pl.Schema(
    [("table_name", pl.String), ("row_no", pl.Int32), ("reasons", pl.List(pl.String)), ("row_json", pl.String)]
)
"""Columns of `raw.rejected_row`."""

_EXAMPLES = 3


@dataclass(frozen=True)
class Split:
    """The two parts of a frame, and a count of what was wrong.

    `good` has the table's types and keeps the order of rows; `bad` has one row of `raw.rejected_row` per refused row;
    `cases` has one row per column and rule broken: column, check, failures, examples (a few offending values).
    """

    good: pl.DataFrame
    bad: pl.DataFrame
    cases: pl.DataFrame


def split(frame: pl.DataFrame, model: "type[Table]") -> Split:
    """Cast and validate `frame` row by row against `model`.

    Raise ContractError where columns are missing or unknown, or one has a type that cannot be cast: then no row can
    be judged. Of rows with the same key the first good one is kept.
    """
    table = model.spec()
    _refuse_shape(frame, table)
    typed, faults = cast_rows(frame, model.dtypes(), table.qualified_name)
    # A cell that was cast to null would only break further rules because of that.
    faults = pl.concat([faults, _column_faults(typed, model).join(faults, on=[ROW, "column"], how="anti")])
    numbered = typed.with_row_index(ROW)
    faults = pl.concat([faults, _row_faults(_without(numbered, faults), table)])
    faults = pl.concat([faults, _key_faults(_without(numbered, faults), table)])
    return Split(_without(numbered, faults).drop(ROW), _rejected(frame, faults, table), _cases(faults))


def _refuse_shape(frame: pl.DataFrame, table: TableSpec) -> None:
    # Of a LazyFrame pandera would check the types only, in silence.
    if not isinstance(frame, pl.DataFrame):
        raise ContractError(f"{table.qualified_name}: got a {type(frame).__name__}; collect it into a DataFrame first")
    wanted = [column.name for column in table.columns]
    missing = [name for name in wanted if name not in frame.columns]
    extra = [name for name in frame.columns if name not in wanted]
    faults = [f"{word}: {', '.join(names)}" for word, names in (("missing", missing), ("unknown", extra)) if names]
    if faults:
        raise ContractError(
            f"{table.qualified_name}: the frame's columns are not the table's ({'; '.join(faults)}); "
            "select exactly the columns of the table's model"
        )


def _column_faults(typed: pl.DataFrame, model: "type[Table]") -> pl.DataFrame:
    try:
        model.validate(typed, lazy=True)
    except SchemaErrors as error:
        cases: pl.DataFrame = error.failure_cases
    else:
        return FAULTS.to_frame()
    if (whole := cases.filter(pl.col("index").is_null())).height:
        details = "; ".join(f"{row['column']}: {row['check']}" for row in whole.iter_rows(named=True))
        raise ContractError(f"{model.qualified_name()}: rules that point to no row: {details}")
    return cases.select(
        pl.col("index").cast(pl.UInt32).alias(ROW),
        "column",
        "check",
        pl.col("failure_case").cast(pl.String).alias("case"),
    )


def _row_faults(rows: pl.DataFrame, table: TableSpec) -> pl.DataFrame:
    # Only rows whose columns are good come here, so that no expression meets a value out of its range.
    if rows.is_empty() or not table.row_checks:
        return FAULTS.to_frame()
    used = dict.fromkeys(column for check in table.row_checks for column in check.columns)
    connection = _duckdb().cursor()
    try:
        connection.register("checked", rows.select(ROW, *used))
        return pl.concat(_one_check(connection, check, table) for check in table.row_checks)
    finally:
        connection.close()


def _one_check(connection: duckdb.DuckDBPyConnection, check: RowCheck, table: TableSpec) -> pl.DataFrame:
    try:
        failing: pl.DataFrame = connection.sql(f"select {ROW} from checked where not ({check.sql})").pl()
    except duckdb.Error as error:
        raise ContractError(
            f"{table.qualified_name}: sql_checks[{check.name!r}] fails instead of answering: {error}; "
            "write an expression that is true, false or null for every row"
        ) from error
    return failing.select(
        pl.col(ROW).cast(pl.UInt32),
        pl.lit(", ".join(check.columns)).alias("column"),
        pl.lit(check.name).alias("check"),
        pl.lit(None, pl.String).alias("case"),
    )


@cache
def _duckdb() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"autoinstall_known_extensions": "false"})


def _key_faults(rows: pl.DataFrame, table: TableSpec) -> pl.DataFrame:
    if not table.key:
        return FAULTS.to_frame()
    key = pl.col(table.key[0]) if len(table.key) == 1 else pl.struct(table.key)
    return rows.filter(~key.is_first_distinct()).select(
        ROW,
        pl.lit(", ".join(table.key)).alias("column"),
        pl.lit("duplicate_key").alias("check"),
        pl.struct(table.key).struct.json_encode().alias("case"),
    )


def _without(rows: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    if faults.is_empty():
        return rows
    return rows.join(faults, on=ROW, how="anti", maintain_order="left")


def _rejected(frame: pl.DataFrame, faults: pl.DataFrame, table: TableSpec) -> pl.DataFrame:
    if faults.is_empty():
        return REJECTED_ROW.to_frame()
    reasons = (
        faults.sort(ROW, "column", "check")
        .group_by(ROW, maintain_order=True)
        .agg(pl.format("{}: {}", "column", "check").alias("reasons"))
    )
    refused = frame.with_row_index(ROW).join(reasons, on=ROW, how="semi", maintain_order="left")
    as_json = refused.select(ROW, pl.struct(frame.columns).struct.json_encode().alias("row_json"))
    return as_json.join(reasons, on=ROW, how="left", maintain_order="left").select(
        pl.lit(table.qualified_name).alias("table_name"),
        pl.col(ROW).cast(pl.Int32).alias("row_no"),
        "reasons",
        "row_json",
    )


def _cases(faults: pl.DataFrame) -> pl.DataFrame:
    return (
        faults.group_by("column", "check")
        .agg(
            pl.len().cast(pl.Int64).alias("failures"),
            pl.col("case").drop_nulls().unique(maintain_order=True).head(_EXAMPLES).alias("examples"),
        )
        .sort("column", "check")
    )
