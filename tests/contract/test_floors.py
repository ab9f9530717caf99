"""The house has floors: imports go down only, Dagster stays upstairs, and language and claims touch no file."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FLOORS = (
    ("cli",),
    ("definitions",),
    ("orchestration",),
    ("claims", "reading", "exports", "yearbook"),
    ("language", "landing", "store"),
    ("settings",),
    ("schemas",),
)
"""The rooms, floor by floor, the highest first; imports point down the list, never along a floor or up."""

UPSTAIRS = ("orchestration", "definitions")
"""The rooms that know Dagster."""

PURE = ("language", "claims")
"""The rooms that take text and tables and give rows: no file, no database, no network."""

OUTWARD_MODULES = {
    "duckdb", "fcntl", "glob", "http", "io", "os", "pathlib", "requests", "shutil", "socket", "sqlite3", "subprocess",
    "tempfile", "urllib",
}  # fmt: skip
OUTWARD_CALLS = re.compile(
    r"open|(scan|sink|write)_\w+|read_(text|bytes|csv|parquet|json|ndjson|excel|ods|ipc|avro|delta|database)\w*"
)

LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
FILES = sorted([*ROOT.joinpath("pipelines").rglob("*.py"), *ROOT.joinpath("schemas").rglob("*.py")])
PLACES = [str(file.relative_to(ROOT)) for file in FILES]


def room_of(module: str) -> str | None:
    """Return the room of a dotted module name, or None for what is not ours."""
    first, _, rest = module.partition(".")
    if first == "schemas":
        return "schemas"
    return rest.partition(".")[0] if first == "pipelines" and rest else None


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield every absolute module name that a file imports, wherever in it; a relative import is `.`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "."
        elif isinstance(node, ast.ImportFrom) and node.module == "pipelines":
            yield from (f"pipelines.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def called(tree: ast.AST) -> Iterator[str]:
    """Yield the last name of every call of a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name


def faults(module: str, source: str) -> list[str]:
    """Return what a module does that its room may not."""
    tree = ast.parse(source)
    room = room_of(module)
    if room is None:
        return []
    if room not in LEVEL:
        return [f"{room} has no floor; give it one in FLOORS"]
    found = []
    for name in sorted(set(imported(tree))):
        other = room_of(name)
        if name == ".":
            found.append("imports relatively; write the whole name")
        elif other is not None and other not in LEVEL:
            found.append(f"imports {name}, which has no floor")
        elif other is not None and other != room and LEVEL[other] <= LEVEL[room]:
            found.append(f"imports {name}, which is not below {room}")
        elif name.split(".")[0].startswith("dagster") and room not in UPSTAIRS:
            found.append(f"imports {name}, which only {' and '.join(UPSTAIRS)} may")
        elif name.split(".")[0] in OUTWARD_MODULES and room in PURE:
            found.append(f"imports {name}, which reaches outside")
    if room in PURE:
        outward = {name for name in called(tree) if OUTWARD_CALLS.fullmatch(name)}
        found += [f"calls {name}, which reaches outside" for name in sorted(outward)]
    return found


@pytest.mark.parametrize("place", PLACES)
def test_a_module_keeps_to_its_floor(place: str) -> None:
    module = place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert faults(module, (ROOT / place).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pipelines.store.lake", "from pipelines.claims import reader"),
        ("pipelines.claims.reader", "import pipelines.reading.blocks"),
        ("pipelines.language.text", "from pipelines import store"),
        ("schemas.core", "def later():\n    from pipelines.language import text"),
        ("pipelines.settings", "from pipelines.store import lake"),
        ("pipelines.store.lake", "from . import publish"),
        ("pipelines.attic.chest", "x = 1"),
        ("pipelines.cli", "from pipelines.attic import chest"),
        ("pipelines.store.lake", "import dagster as dg"),
        ("pipelines.cli", "from dagster_webserver import cli"),
        ("pipelines.claims.reader", "from pathlib import Path"),
        ("pipelines.claims.reader", "import polars as pl\npl.read_csv('x')"),
        ("pipelines.language.text", "text = open('x').read()"),
        ("pipelines.language.text", "FOLDER.joinpath('x').read_text()"),
    ],
)
def test_what_breaks_the_house_is_found(module: str, source: str) -> None:
    assert len(faults(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pipelines.cli", "from pipelines.orchestration import assets\nimport os"),
        ("pipelines.orchestration.assets.core", "import dagster\nfrom pipelines.store import lake"),
        ("pipelines.claims.reader", "from pipelines.claims import cues\nfrom pipelines.language.text import Text"),
        ("pipelines.store.lake", "import os\nfrom pathlib import Path\nopen('x')"),
        ("pipelines", ""),
    ],
)
def test_what_the_house_allows_is_no_fault(module: str, source: str) -> None:
    assert faults(module, source) == []
