"""Tables that only grow: what earlier releases left, carried into the file of the next one and kept in the lake.

The published file holds all of it, and so does the lake, a file per year of release, in case the file is rolled back or
lost. A build that is killed between publishing and keeping leaves the file ahead of the lake: the next build takes what
is further on.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.store.lake import Lake
from pipelines.store.publish import connect
from schemas.contract import TableSpec
from schemas.ddl import literal, quoted

RELEASES: Final = "core.release"
"""The table that numbers the releases, on which all histories go by `release_no`."""

_LIVE: Final = "live"


@dataclass(frozen=True)
class History:
    """The histories of a warehouse: tables by qualified name, the lake, and the live file, which may not exist."""

    tables: Mapping[str, TableSpec]
    lake: Lake
    live: Path

    def load(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Fill the histories, which exist and are empty, with what earlier releases left."""
        if not self.tables:
            return
        kept: dict[str, str | None] = {name: self._lake_rows(name) for name in self.tables}
        known = _newest(connection, kept[RELEASES])
        with _attached(connection, self.live) as is_there:
            if is_there:
                live = {name: f"from {_LIVE}.{spec.sql_name}" for name, spec in self.tables.items()}
                if _newest(connection, live[RELEASES]) > known:
                    kept = {**live}
            for name, rows in kept.items():
                if rows is not None:
                    self._insert(connection, self.tables[name], rows)

    def keep(self, published: Path) -> None:
        """Write the years of release that the lake lacks, or has only in part, out of a published file."""
        if not self.tables:
            return
        with connect(published) as connection:
            connection.execute("set TimeZone = 'UTC'")
            known = _newest(connection, self._lake_rows(RELEASES))
            releases = self.tables[RELEASES].sql_name
            years = connection.execute(
                f"select distinct year(built_at) from {releases} where release_no > ? order by all", [known]
            ).fetchall()
            # The releases last: what they name is there by then.
            for name in sorted(self.tables, key=lambda name: name == RELEASES):
                spec = self.tables[name]
                for (year,) in years:
                    rows: pl.DataFrame = connection.sql(
                        f"from {spec.sql_name} where release_no in "
                        f"(select release_no from {releases} where year(built_at) = {year}) order by all"
                    ).pl()
                    dtypes = {column.name: column.dtype for column in spec.columns}
                    self.lake.write(name, rows.cast(dtypes), year)  # type: ignore[arg-type]

    def _lake_rows(self, name: str) -> str | None:
        files = ", ".join(literal(str(file)) for file in self.lake.files(name))
        return f"from read_parquet([{files}], hive_partitioning = false, union_by_name = true)" if files else None

    def _insert(self, connection: duckdb.DuckDBPyConnection, table: TableSpec, rows: str) -> None:
        # A column that a newer version added is null in the rows of older ones; one that it dropped is left behind.
        given = {column for column, *_ in connection.execute(f"describe {rows}").fetchall()}
        columns = ", ".join(quoted(column.name) for column in table.columns if column.name in given)
        connection.execute(f"insert into {table.sql_name} by name select {columns} {rows}")


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, live: Path) -> Iterator[bool]:
    """Attach the live file for reading; tell whether it is there and can be read."""
    try:
        connection.execute(f"attach {literal(str(live.resolve(strict=True)))} as {_LIVE} (read_only)")
    except (OSError, duckdb.Error):  # The lake knows the history too.
        yield False
        return
    try:
        yield True
    finally:
        connection.execute(f"detach {_LIVE}")


def _newest(connection: duckdb.DuckDBPyConnection, releases: str | None) -> int:
    """Return the number of the newest release; 0 where there is none."""
    if releases is None:
        return 0
    try:
        [(newest,)] = connection.execute(f"select coalesce(max(release_no), 0) {releases}").fetchall()
    except duckdb.CatalogException:  # A file of before there were histories.
        return 0
    return int(newest)
