"""The tables, checks and macros that are written as SQL: `sql/<layer>/<table>.sql`, `sql/checks/`, `sql/macros/`.

What `sql/lake/<layer>/<table>.sql` gives goes into the lake, before a file is built, and is loaded like all it holds.

Each file holds one statement under a header of `--` lines that says what it is. Loading finds what each reads, so that
they can run in order; running them is `pipelines.store.build`'s work, tracing columns `pipelines.store.lineage`'s.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final, Literal, TypeVar, cast

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

Severity = Literal["error", "warn"]

MODEL_LAYERS: Final = ("core", "mart")
"""Layers whose tables may be written as SQL."""

_ANSI: Final = re.compile(r"\x1b\[[0-9;]*m")
_SEVERITY: Final = "severity:"
_VIEW: Final = "stored: view"


class SqlModelError(ValueError):
    """SQL files that cannot be used; the message lists every fault of every file."""


@dataclass(frozen=True)
class SqlModel:
    """One table as the SELECT that fills it; `depends_on` names the tables it reads, `calls` the macros it uses.

    A view (`-- stored: view` in its header) keeps the SELECT instead of the rows. A SELECT that reads its own table is
    a history: it gives the rows that are added to what earlier builds have left.
    """

    layer: str
    name: str
    description: str
    sql: str
    depends_on: tuple[str, ...]
    calls: tuple[str, ...] = ()
    is_view: bool = False
    is_history: bool = False

    @property
    def qualified_name(self) -> str:
        """Return the table's name with its layer: `mart.conflict`."""
        return f"{self.layer}.{self.name}"


@dataclass(frozen=True)
class SqlCheck:
    """One rule over tables as the SELECT that returns the rows that break it."""

    name: str
    severity: Severity
    description: str
    sql: str
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class SqlMacro:
    """One macro of the warehouse as its CREATE MACRO statement; the names are qualified, as in `SqlModel`."""

    name: str
    description: str
    sql: str
    depends_on: tuple[str, ...]
    calls: tuple[str, ...] = ()


def sql_root() -> Path:
    """Return the folder of the SQL files: packed into the wheel, or else the checkout's `sql`."""
    packed = Path(__file__).parents[1] / "_sql"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "sql"


def load_models(root: Path | None = None) -> tuple[SqlModel, ...]:
    """Load the tables written as SQL, each after those it reads."""
    folder = root or sql_root()
    files = [file for layer in MODEL_LAYERS for file in _sql_files(folder / layer)]
    models = {model.qualified_name: model for model in _load(files, folder, _model)}
    return tuple(models[name] for name in in_order({name: model.depends_on for name, model in models.items()}))


def load_lake_model(table: str, root: Path | None = None) -> SqlModel:
    """Load the SELECT whose rows a table of the lake keeps."""
    folder = root or sql_root()
    [model] = _load([folder.joinpath("lake", *table.split(".")).with_suffix(".sql")], folder, _model)
    return model


def load_checks(root: Path | None = None) -> tuple[SqlCheck, ...]:
    """Load the checks, by name."""
    folder = root or sql_root()
    return tuple(_load(_sql_files(folder / "checks"), folder, _check))


def load_macros(root: Path | None = None) -> tuple[SqlMacro, ...]:
    """Load the macros, each after those it calls."""
    folder = root or sql_root()
    macros = {macro.name: macro for macro in _load(_sql_files(folder / "macros"), folder, _macro)}
    return tuple(macros[name] for name in in_order({name: macro.calls for name, macro in macros.items()}))


def in_order(reads: dict[str, tuple[str, ...]]) -> list[str]:
    """Order names so that each stands after those it reads; raise SqlModelError where they read in a circle."""
    graph = {name: [read for read in read_names if read in reads] for name, read_names in sorted(reads.items())}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise SqlModelError(f"{circle} read each other in a circle; break it by moving the shared part up") from error


Loaded = TypeVar("Loaded")


def _load(files: Iterable[Path], root: Path, read: Callable[[Path, "_Statement"], Loaded]) -> list[Loaded]:
    loaded: list[Loaded] = []
    faults: list[str] = []
    for file in files:
        place = f"sql/{file.relative_to(root).as_posix()}"
        try:
            loaded.append(read(file, _parse(file.read_text(encoding="utf-8"))))
        except SqlModelError as error:
            faults.append(f"{place}: {error}")
    if faults:
        raise SqlModelError("\n".join(faults))
    return loaded


@dataclass(frozen=True)
class _Statement:
    header: tuple[str, ...]
    sql: str
    tree: exp.Expression


def _parse(text: str) -> _Statement:
    header: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        header.append(line.removeprefix("--").strip())
    if not any(header):
        raise SqlModelError("no header; say in `--` lines at the top what the file holds")
    try:
        trees = [tree for tree in sqlglot.parse(text, dialect="duckdb") if tree is not None]
    except SqlglotError as error:
        raise SqlModelError(f"no SQL that can be read: {' '.join(_ANSI.sub('', str(error)).split())}") from error
    if len(trees) != 1:
        raise SqlModelError(f"{len(trees)} statements; keep exactly one in a file")
    return _Statement(tuple(header), text.strip().rstrip(";"), cast(exp.Expression, trees[0]))


def _model(file: Path, statement: _Statement) -> SqlModel:
    reads = _select_reads(statement.tree)
    own_name = f"{file.parent.name}.{file.stem}"
    return SqlModel(
        file.parent.name,
        file.stem,
        description=" ".join(line for line in statement.header if line != _VIEW),
        sql=statement.sql,
        depends_on=tuple(name for name in reads if name != own_name),
        calls=_calls(statement.tree),
        is_view=_VIEW in statement.header,
        is_history=own_name in reads,
    )


def _check(file: Path, statement: _Statement) -> SqlCheck:
    words = [line.removeprefix(_SEVERITY).strip() for line in statement.header if line.startswith(_SEVERITY)]
    if len(words) != 1 or words[0] not in ("error", "warn"):
        raise SqlModelError("no severity; write `-- severity: error` or `-- severity: warn` in the header")
    description = " ".join(line for line in statement.header if not line.startswith(_SEVERITY))
    if not description:
        raise SqlModelError("no description; say in the header which rule the returned rows break")
    reads = _select_reads(statement.tree)
    return SqlCheck(file.stem, cast(Severity, words[0]), description, statement.sql, reads)


def _macro(file: Path, statement: _Statement) -> SqlMacro:
    tree = statement.tree
    if not isinstance(tree, exp.Create) or tree.kind != "MACRO":
        raise SqlModelError("no macro; write one `create macro` statement")
    own = tree.this.this
    name = f"{own.db}.{own.name}"
    if not own.db or own.name != file.stem:
        raise SqlModelError(f"creates the macro {own.sql()}; call it <layer>.{file.stem}, like its file")
    description = " ".join(statement.header)
    return SqlMacro(name, description, statement.sql, _tables(tree.expression), _calls(tree.expression))


def _select_reads(tree: exp.Expression) -> tuple[str, ...]:
    if not isinstance(tree, exp.Query):
        raise SqlModelError("no SELECT; the file is the query alone, without create or insert")
    return _tables(tree)


def _tables(tree: exp.Expression) -> tuple[str, ...]:
    """Return the tables that a statement reads, its own CTEs aside; each must name its schema."""
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    # Table functions parse as tables, but their `this` is a call.
    tables = [table for table in tree.find_all(exp.Table) if isinstance(table.this, exp.Identifier)]
    bare = sorted({table.name for table in tables if not table.db} - own)
    if bare:
        raise SqlModelError(f"{', '.join(bare)} without a schema; write core.{bare[0]} or the like")
    return tuple(sorted({f"{table.db}.{table.name}" for table in tables if table.db}))


def _calls(tree: exp.Expression) -> tuple[str, ...]:
    """Return the schema-qualified functions that a statement calls: the warehouse's own macros."""
    scalar = [f"{dot.this.name}.{dot.expression.name}" for dot in tree.find_all(exp.Dot) if _is_call(dot.expression)]
    from_table = [f"{table.db}.{table.this.name}" for table in tree.find_all(exp.Table) if _is_call(table.this)]
    return tuple(sorted({*scalar, *from_table}))


def _is_call(node: object) -> bool:
    return isinstance(node, exp.Anonymous)


def _sql_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql"))
