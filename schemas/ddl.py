"""What DuckDB must know of a table: its types, constraints and comments, compiled from pandera checks.

The values here (`TableSpec`, `ColumnSpec`, `RowCheck`) are neutral: DDL, comments, the data dictionary and the column
lists of other tools are all made from them. Reading pandera models is `schemas.contract`'s work, validating rows
`schemas.splitting`'s.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import sqlglot
from pandera.api.checks import Check
from polars.datatypes import DataTypeClass
from sqlglot import exp

# Their meaning differs between the two engines that apply a pattern: Unicode in Polars, ASCII in DuckDB.
ENGINE_DEPENDENT_PATTERN = re.compile(r"\\[dDwWsSbB]|\(\?[a-zA-Z]*i")

_SCALARS: Mapping[type[pl.DataType], str] = {
    pl.String: "VARCHAR",
    pl.Boolean: "BOOLEAN",
    pl.Int8: "TINYINT",
    pl.Int16: "SMALLINT",
    pl.Int32: "INTEGER",
    pl.Int64: "BIGINT",
    pl.UInt32: "UINTEGER",
    pl.UInt64: "UBIGINT",
    pl.Float32: "FLOAT",
    pl.Float64: "DOUBLE",
    pl.Date: "DATE",
}


class ContractError(ValueError):
    """A table that cannot be compiled, or a frame that does not have its table's columns."""


@dataclass(frozen=True)
class ColumnSpec:
    """One column as every consumer needs it; `checks` are DuckDB expressions that a row must not make false."""

    name: str
    dtype: pl.DataType
    duckdb_type: str
    description: str
    unit: str | None
    nullable: bool
    is_key: bool
    checks: tuple[str, ...]


@dataclass(frozen=True)
class RowCheck:
    """One rule over several columns of a row: a DuckDB expression that must not be false, and the columns it reads."""

    name: str
    sql: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class TableSpec:
    """One table: where it lives, what a row is, what identifies it and what must hold in it."""

    schema: str
    name: str
    description: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    row_checks: tuple[RowCheck, ...]

    @property
    def qualified_name(self) -> str:
        """Return the name as people and asset keys write it: `core.claim`."""
        return f"{self.schema}.{self.name}"

    @property
    def sql_name(self) -> str:
        """Return the name as SQL writes it, quoted."""
        return f"{quoted(self.schema)}.{quoted(self.name)}"


def quoted(identifier: str) -> str:
    """Quote an identifier for DuckDB: columns may be called "end" or "table"."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: object) -> str:
    """Write a Python value as a DuckDB literal."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return "'" + value.replace("'", "''") + "'"
        case date():
            return f"date '{value.isoformat()}'"
    raise ContractError(f"no DuckDB literal for {value!r}: use a bool, number, text or date in a check")


def instance(dtype: pl.DataType | DataTypeClass) -> pl.DataType:
    """Return a Polars type as an instance, however a model spells it."""
    return dtype() if isinstance(dtype, type) else dtype


def duckdb_type(dtype: pl.DataType | DataTypeClass) -> str:
    """Return the DuckDB type that holds a Polars type without loss; an enumeration is text with a check."""
    dtype = instance(dtype)
    match dtype:
        case pl.Decimal():
            return f"DECIMAL({dtype.precision}, {dtype.scale})"
        case pl.Datetime():
            return "TIMESTAMPTZ" if dtype.time_zone else "TIMESTAMP"
        case pl.Enum():
            return "VARCHAR"
        case pl.List():
            return duckdb_type(dtype.inner) + "[]"
        case pl.Struct():
            fields = ", ".join(f"{quoted(field.name)} {duckdb_type(field.dtype)}" for field in dtype.fields)
            return f"STRUCT({fields})"
    try:
        return _SCALARS[type(dtype)]
    except KeyError:
        raise ContractError(f"no DuckDB type for {dtype}: add it to schemas/ddl.py or choose another type") from None


def check_sql(column: str, check: Check) -> str:
    """Write one built-in pandera check of a column (given quoted) as a DuckDB expression.

    A check that has no SQL form is an error, so that what the frame promises is what the table enforces.
    """
    try:
        compiler = _CHECKS[str(check.name)]
    except KeyError:
        raise ContractError(
            f"check {check.name!r} has no SQL form; use a built-in check or the table's sql_checks"
        ) from None
    return compiler(column, check.statistics or {})


def row_check(name: str, sql: str, columns: Iterable[str]) -> RowCheck:
    """Read one rule over several columns and find the columns it uses."""
    try:
        used = {column.name for column in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Column)}
    except sqlglot.errors.ParseError as error:
        raise ContractError(f"sql_checks[{name!r}] is no DuckDB expression: {error}") from error
    known = list(columns)
    if unknown := sorted(used - set(known)):
        raise ContractError(f"sql_checks[{name!r}] names {', '.join(unknown)}, which the table does not have")
    return RowCheck(name, sql, tuple(column for column in known if column in used))


def create_table(table: TableSpec, *, primary_key: bool = True) -> str:
    """Write the CREATE TABLE statement with every constraint; `primary_key=False` leaves the key to a check.

    A key over long texts triples the time of a load beyond about a million rows.
    """
    lines = [_column_line(column) for column in table.columns]
    lines += [f"check ({check.sql})" for check in table.row_checks]
    if primary_key and table.key:
        lines.append(f"primary key ({', '.join(map(quoted, table.key))})")
    body = ",\n  ".join(lines)
    return f"create table {table.sql_name} (\n  {body}\n)"


def create_view(table: TableSpec, select: str) -> str:
    """Write the CREATE VIEW statement that gives the columns of the table, in its order and types, out of a SELECT."""
    columns = ",\n  ".join(
        f"selected.{quoted(column.name)}::{column.duckdb_type} as {quoted(column.name)}" for column in table.columns
    )
    return f"create view {table.sql_name} as select\n  {columns}\nfrom (\n{select}\n) as selected"


def broken_rules(table: TableSpec) -> dict[str, str]:
    """Write what no row of a view may be, by the name of the rule: DuckDB expressions that are true of a broken row.

    Rules of single columns are left to the tables that a view is made of; what its joins can break is told here.
    """
    nulls = {f"{c.name} is null": f"{quoted(c.name)} is null" for c in table.columns if not c.nullable}
    return nulls | {check.name: f"not ({check.sql})" for check in table.row_checks}


def comment_statements(table: TableSpec, kind: str = "table") -> list[str]:
    """Write the COMMENT ON statements of the table, or view, and of each column, units in brackets."""
    statements = [f"comment on {kind} {table.sql_name} is {literal(table.description)}"]
    for column in table.columns:
        text = column.description + (f" [{column.unit}]" if column.unit else "")
        statements.append(f"comment on column {table.sql_name}.{quoted(column.name)} is {literal(text)}")
    return statements


def _column_line(column: ColumnSpec) -> str:
    line = f"{quoted(column.name)} {column.duckdb_type}"
    if not column.nullable:
        line += " not null"
    return line + "".join(f" check ({check})" for check in column.checks)


def _limit(operator: str, statistic: str) -> Callable[[str, Mapping[str, Any]], str]:
    return lambda column, stats: f"{column} {operator} {literal(stats[statistic])}"


def _words(operator: str, statistic: str) -> Callable[[str, Mapping[str, Any]], str]:
    return lambda column, stats: f"{column} {operator} ({', '.join(map(literal, stats[statistic]))})"


def _text_test(function: str) -> Callable[[str, Mapping[str, Any]], str]:
    return lambda column, stats: f"{function}({column}, {literal(stats['string'])})"


def _in_range(column: str, stats: Mapping[str, Any]) -> str:
    low = ">=" if stats["include_min"] else ">"
    high = "<=" if stats["include_max"] else "<"
    return f"{column} {low} {literal(stats['min_value'])} and {column} {high} {literal(stats['max_value'])}"


def _str_length(column: str, stats: Mapping[str, Any]) -> str:
    operators = (("exact_value", "="), ("min_value", ">="), ("max_value", "<="))
    limits = [(operator, stats[key]) for key, operator in operators if stats.get(key) is not None]
    return " and ".join(f"length({column}) {operator} {limit}" for operator, limit in limits)


def _pattern(column: str, pattern: str | re.Pattern[str]) -> str:
    text = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
    if found := ENGINE_DEPENDENT_PATTERN.search(text):
        raise ContractError(
            f"{found[0]} in {text!r} means other letters in Polars than in DuckDB; write the class out, as in [0-9]"
        )
    return f"regexp_matches({column}, {literal(text)})"


def _str_matches(column: str, stats: Mapping[str, Any]) -> str:
    pattern = stats["pattern"]
    text = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
    return _pattern(column, text if text.startswith("^") else f"^{text}")


_CHECKS: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "equal_to": _limit("=", "value"),
    "not_equal_to": _limit("<>", "value"),
    "greater_than": _limit(">", "min_value"),
    "greater_than_or_equal_to": _limit(">=", "min_value"),
    "less_than": _limit("<", "max_value"),
    "less_than_or_equal_to": _limit("<=", "max_value"),
    "in_range": _in_range,
    "isin": _words("in", "allowed_values"),
    "notin": _words("not in", "forbidden_values"),
    "str_matches": _str_matches,
    "str_contains": lambda column, stats: _pattern(column, stats["pattern"]),
    "str_startswith": _text_test("starts_with"),
    "str_endswith": _text_test("ends_with"),
    "str_length": _str_length,
}
