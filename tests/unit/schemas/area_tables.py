"""The area tables of the catalogue as they are committed, and the reference lists where they are at hand."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from schemas.catalogue import area_corrections, build_areas, load
from schemas.contract import Table
from schemas.ref import Area, AreaChange, AreaName, AreaState

REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "admin"
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference lists are not beside the checkout")
REFORM = "2025-07-01"
FILES: dict[str, type[Table]] = {
    "areas.csv": Area,
    "area_states.csv": AreaState,
    "area_names.csv": AreaName,
    "area_changes.csv": AreaChange,
}
Rows = list[dict[str, str]]


@cache
def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> Rows:
    return rows_of(build_areas.FOLDER / name)


def reference(name: str) -> Rows:
    return rows_of(REFERENCE / name)


@cache
def areas() -> dict[str, dict[str, str]]:
    return {row["area_id"]: row for row in table("areas.csv")}


@cache
def changes_of(kind: str) -> dict[str, Rows]:
    """The corrections of one kind by area, the latest first."""
    found: dict[str, Rows] = defaultdict(list)
    for row in sorted(table(area_corrections.CORRECTIONS), key=lambda row: row["changed_on"], reverse=True):
        if row["change"] == kind:
            found[row["area_id"]].append(row)
    return found


@cache
def states() -> dict[str, Rows]:
    """The states of every area in order of time, as the catalogue gives them; days as texts, empty for none."""
    found: dict[str, Rows] = defaultdict(list)
    for row in load().area_states.iter_rows(named=True):
        told = {name: "" if value is None else str(value) for name, value in row.items()}
        found[row["area_id"]].append(told | {"valid_from_is_exact": str(row["valid_from_is_exact"]).lower()})
    return found


def state_on(area_id: str, day: str) -> dict[str, str] | None:
    """The state of an area on a day; an inexact start means that day or earlier."""
    for row in states().get(area_id, []):
        has_begun = row["valid_from"] <= day or row["valid_from_is_exact"] == "false"
        if has_begun and (not row["valid_to"] or day < row["valid_to"]):
            return row
    return None
