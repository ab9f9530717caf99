"""Running one SELECT over tables of the lake, in memory: for rows that go into the lake, before a file is built."""

from collections.abc import Mapping

import duckdb
import polars as pl

from pipelines.store.filling import lake_rows
from pipelines.store.lake import Lake
from pipelines.store.publish import CONFIG
from pipelines.store.sql_models import SqlModel
from schemas.contract import TableSpec
from schemas.ddl import create_table, quoted


def select_from_lake(
    model: SqlModel, lake: Lake, specs: Mapping[str, TableSpec], parameters: Mapping[str, str]
) -> pl.DataFrame:
    """Return the rows of a SELECT; a table without a file is empty, and of the others only what it names is read.

    Raise LakeError where a file was written under another contract.
    """
    with duckdb.connect(config=dict(CONFIG)) as connection:
        for table in (specs[name] for name in model.depends_on):
            connection.execute(f"create schema if not exists {quoted(table.schema)}")
            source = lake_rows(lake, table)
            view = f"create view {table.sql_name} as {source}"
            connection.execute(create_table(table) if source is None else view)
        rows: pl.DataFrame = connection.sql(model.sql, params=dict(parameters)).pl()
    return rows
