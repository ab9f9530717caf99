"""Where a command works: its settings, and the published file, opened so that a query can reach nothing else."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
import duckdb

from pipelines.settings import Settings, SettingsError
from pipelines.store.publish import connect

Command = TypeVar("Command", bound=Callable[..., Any])


def warehouse_option(command: Command) -> Command:
    """Add the option that names the warehouse."""
    return click.option(
        "--warehouse",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the warehouse [NIENGIAM_WAREHOUSE, or ./warehouse].",
    )(command)


def settings_of(*, landing: Path | None = None, warehouse: Path | None = None) -> Settings:
    """Return the settings of a command; variables that cannot be used are a usage error."""
    try:
        return Settings.from_environment(landing=landing, warehouse=warehouse)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def published(warehouse: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file for reading; nothing outside of it can be read or written through the connection."""
    live = settings_of(warehouse=warehouse).live
    try:
        connection = connect(live)
    except (FileNotFoundError, duckdb.Error) as error:
        raise click.ClickException(str(error)) from error
    with connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection


def records(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """Return what a query gives, a dictionary per row; `parameters` are those that it names as `$name`."""
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
