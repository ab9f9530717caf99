"""`niengiam query`: one SQL question to the published file, answered as a table, CSV or JSON."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TextIO

import click
import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.cli.folders import published, warehouse_option

ROWS_OF_A_TABLE: Final = 100
"""Rows that a table shows where no limit is given; CSV and JSON hold all."""


@click.command()
@click.argument("sql")
@warehouse_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--limit", type=click.IntRange(min=1), help=f"Rows at most [table: {ROWS_OF_A_TABLE}, else all].")
def query(sql: str, warehouse: Path | None, form: str, limit: int | None) -> None:
    """Ask the published warehouse a question in SQL.

    The file is opened for reading only, and nothing but the file can be reached. What its columns mean stands in
    mart.data_dictionary.

    \b
    niengiam query "select area_name, year, value, flag from mart.indicator_yearly
                    where indicator_id = 'tourism_visits_total'"
    niengiam query "from mart.evidence('Sóc Sơn', 'festivals_held', 2024)" --format json
    """
    most = limit or (ROWS_OF_A_TABLE if form == "table" else None)
    with published(warehouse) as connection:
        names, rows = _ask(connection, sql, most)
    is_cut = most is not None and len(rows) > most
    shown = rows[:most]
    match form:
        case "csv":
            _write_csv(sys.stdout, names, shown)
        case "json":
            records = [dict(zip(names, row, strict=True)) for row in shown]
            click.echo(json.dumps(records, ensure_ascii=False, indent=1, default=_plain))
        case _:
            _print_table(names, shown)
    if is_cut:
        click.echo(f"The first {most:,} rows; --limit shows more.", err=True)


def _ask(connection: duckdb.DuckDBPyConnection, sql: str, most: int | None) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        if not connection.extract_statements(sql):
            raise click.ClickException("the question is empty; write a SELECT")
        result = connection.execute(sql)
        rows = result.fetchall() if most is None else result.fetchmany(most + 1)
        return [column[0] for column in result.description], rows
    except duckdb.Error as error:
        raise click.ClickException(str(error)) from error


def _write_csv(out: TextIO, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _print_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    table = Table(show_edge=False)
    for name in names:
        table.add_column(escape(name), overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    Console().print(table)


def _cell(value: Any) -> str:
    """Return a value as the text of a cell: nested ones as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(_plain(value)) if isinstance(value, date) else str(value)


def _plain(value: Any) -> Any:
    """Return what JSON has no form for as text, days and times in ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
