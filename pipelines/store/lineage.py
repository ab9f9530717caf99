"""Where the columns of a SQL model come from, as far as its query can be traced without running it."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage

from pipelines.store.sql_models import SqlMacro, SqlModel
from schemas.contract import TableSpec


def column_lineage(
    model: SqlModel, tables: Mapping[str, TableSpec], macros: Iterable[SqlMacro] = ()
) -> dict[str, tuple[str, ...]]:
    """Return, for each column of the model's SELECT, the stored columns it is made of, as `core.claim.value`.

    `tables` holds the specs of the tables by qualified name: without them a `*` cannot be followed. Table macros
    without arguments are followed through their SELECT. A column made of
    nothing stored is left out, and a query that sqlglot cannot resolve gives no columns: lineage informs, it does not
    judge.
    """
    schema: dict[str, Any] = {}
    for table in tables.values():
        schema.setdefault(table.schema, {})[table.name] = {column.name: column.duckdb_type for column in table.columns}
    selects = {macro.name: macro for macro in macros}
    try:
        with _quiet():
            tree = _expanded(sqlglot.parse_one(model.sql, dialect="duckdb"), selects)
            traced = lineage(None, tree, schema, dialect="duckdb", trim_selects=False)
    except (SqlglotError, ValueError):
        return {}
    found = {column: _stored_columns(node) for column, node in traced.items()}
    return {column: sources for column, sources in found.items() if sources}


def _expanded(tree: exp.Expr, macros: Mapping[str, SqlMacro]) -> exp.Expr:
    """Put the SELECT of each table macro in the place of its call."""
    for table in list(tree.find_all(exp.Table)):
        macro = macros.get(f"{table.db}.{table.this.name}") if isinstance(table.this, exp.Anonymous) else None
        if macro is not None and not table.this.expressions:
            select = sqlglot.parse_one(macro.sql, dialect="duckdb").expression
            if isinstance(select, exp.Query):
                _expanded(select, macros)
                table.replace(select.subquery(table.alias or table.this.name))
    return tree


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep sqlglot from warning of every part that it cannot follow: those columns are left out anyway."""
    logger = logging.getLogger("sqlglot")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _stored_columns(node: Node) -> tuple[str, ...]:
    found: set[str] = set()
    for leaf in node.walk():
        table = leaf.source
        if isinstance(table, exp.Table) and not leaf.downstream and leaf.name != "*":
            found.add(f"{table.db}.{table.name}.{exp.to_column(leaf.name).name}")
    return tuple(sorted(found))
