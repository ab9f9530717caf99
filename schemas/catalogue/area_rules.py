"""What must hold between the rows of the area files: references, lives told without gaps, changes and aliases.

A fault names the file, the line (of the first row that it concerns) and the cure. The files themselves are read in
`areas`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from schemas.catalogue.areas import AreaRows
from schemas.catalogue.faults import Faults
from schemas.catalogue.search_key import search_key

_REBUILD = "correct area_corrections.csv and run `make areas`"
Row = Mapping[str, Any]


def check_areas(files: Mapping[str, AreaRows], faults: Faults) -> None:
    """Note every rule that the sound rows of the area files, by file name, break together."""
    _check_references(files, faults)
    areas, states = files["areas.csv"].good, files["area_states.csv"].placed
    for line, finding in _broken_lives(areas, states):
        faults.add(f"area_states.csv:{line}", finding, _REBUILD)
    changes = files["area_changes.csv"].placed
    for line, finding in sorted((*_misdated_changes(areas, changes), *_circles(changes))):
        faults.add(f"area_changes.csv:{line}", finding, _REBUILD)
    for line, alias, one, other in _ambiguous_aliases(areas, files["area_names.csv"].placed):
        finding = f"the alias `{alias}` names `{one}` and `{other}`, which exist at one time under one parent"
        faults.add(f"area_names.csv:{line}", finding, "keep it with one of the two, or with neither")


def _check_references(files: Mapping[str, AreaRows], faults: Faults) -> None:
    """Note ids of areas that do not exist, each once for a column."""
    areas = files["areas.csv"]
    known = pl.concat([areas.good["area_id"], areas.refused_ids])
    if not known.len():
        return  # of a file that cannot be read at all, every reference would be a fault and hide the cause
    for file, column in (
        ("areas.csv", "parent_id"),
        ("area_states.csv", "area_id"),
        ("area_states.csv", "parent_id"),
        ("area_names.csv", "area_id"),
        ("area_changes.csv", "predecessor_id"),
        ("area_changes.csv", "successor_id"),
    ):
        # Most ids are known: only where one is not, lines are looked for.
        is_unknown = pl.col(column).is_not_null() & ~pl.col(column).is_in(known.implode())
        if files[file].good.filter(is_unknown).is_empty():
            continue
        unknown = files[file].placed.filter(is_unknown).unique(column, keep="first", maintain_order=True)
        for area_id, line in unknown.select(column, "line").iter_rows():
            finding = f"`{column}` is `{area_id}`, which areas.csv does not have"
            faults.add(f"{file}:{line}", finding, "correct it or add the area")


def _broken_lives(areas: pl.DataFrame, states: pl.DataFrame) -> Iterator[tuple[int, str]]:
    """Find states that leave the life of their area, or days of it that have two states or none."""
    units = {row["area_id"]: row for row in areas.join(states, on="area_id", how="semi").iter_rows(named=True)}
    for rows in states.sort("area_id", "valid_from").partition_by("area_id", maintain_order=True):
        told = rows.to_dicts()
        if (unit := units.get(told[0]["area_id"])) is None:
            continue  # noted as an unknown id
        for row in told:
            if row["valid_from"] < unit["valid_from"] or _end(row) > _end(unit):
                yield row["line"], f"`{unit['area_id']}` exists {_days(unit)}, but has a state {_days(row)}"
        yield from _seams(unit, told)
        said, wanted = ({name: row[name] for name in _TOLD} for row in (told[-1], unit))
        if said != wanted:
            differs = ", ".join(f"`{n}` is `{said[n]}`, not `{wanted[n]}`" for n in _TOLD if said[n] != wanted[n])
            yield (
                told[-1]["line"],
                f"the last state of `{unit['area_id']}` differs from its row of areas.csv: {differs}",
            )


_TOLD = ("type_vi", "name", "full_name", "parent_id", "search_key")
"""What the last state of an area and its row of `areas.csv` both tell."""


def _seams(unit: Row, told: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Find where the states of one area, in order of time, do not meet."""
    reached = unit["valid_from"]
    for row in told:
        if row["valid_from"] > reached:
            yield row["line"], f"`{unit['area_id']}` has no state from {reached} to {row['valid_from']}"
        elif row["valid_from"] < reached and row is not told[0]:
            yield row["line"], f"`{unit['area_id']}` has two states from {row['valid_from']} to {reached}"
        reached = max(reached, _end(row))
    if reached < _end(unit):
        until = f"to {unit['valid_to']}" if unit["valid_to"] else "on"
        yield told[-1]["line"], f"`{unit['area_id']}` has no state from {reached} {until}"


def _end(row: Row) -> date:
    end: date | None = row["valid_to"]
    return end or date.max


def _days(row: Row) -> str:
    until = f"to {row['valid_to']}" if row["valid_to"] else "on"
    return f"from {row['valid_from']} {until}"


def _misdated_changes(areas: pl.DataFrame, changes: pl.DataFrame) -> Iterator[tuple[int, str]]:
    """Find changes of a day on which neither the one area ends nor the other begins."""
    days = areas.select("area_id", "valid_from", "valid_to")
    dated = changes.join(days.select(predecessor_id="area_id", ends="valid_to"), on="predecessor_id").join(
        days.select(successor_id="area_id", begins="valid_from"), on="successor_id"
    )
    fits = pl.col("changed_on").eq_missing(pl.col("ends")) | (pl.col("changed_on") == pl.col("begins"))
    for row in dated.filter(~fits).iter_rows(named=True):
        ends = f"ends on {row['ends']}" if row["ends"] else "goes on"
        yield (
            row["line"],
            f"`{row['predecessor_id']}` became `{row['successor_id']}` on {row['changed_on']}, but the one {ends} "
            f"and the other begins on {row['begins']}",
        )


def _circles(changes: pl.DataFrame) -> Iterator[tuple[int, str]]:
    """Find areas that became, step by step, themselves: each circle once, at the line of its first change."""
    left, height = changes.select("predecessor_id", "successor_id", "line"), -1
    # What nothing became, and what became nothing, is in no circle; of sound files nothing is left.
    while left.height != height:
        height = left.height
        left = left.join(left, left_on="successor_id", right_on="predecessor_id", how="semi")
        left = left.join(left, left_on="predecessor_id", right_on="successor_id", how="semi")
    lines: dict[str, dict[str, int]] = {}
    for old, new, line in left.iter_rows():
        lines.setdefault(old, {}).setdefault(new, line)
    told: set[str] = set()
    for start in sorted(lines):
        if start not in told and (circle := _way_back(start, lines)):
            told.update(circle)
            line = min(lines[old][new] for old, new in pairwise(circle))
            yield line, f"{' became '.join(f'`{area_id}`' for area_id in circle)}, which is a circle"


def _way_back(start: str, became: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """Return the shortest way from an area through what became of it back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    reached = {start}
    for way in ways:
        for new in became.get(way[-1], ()):
            if new == start:
                return (*way, new)
            if new not in reached:
                reached.add(new)
                ways.append((*way, new))
    return ()


def _ambiguous_aliases(areas: pl.DataFrame, names: pl.DataFrame) -> list[tuple[int, str, str, str]]:
    """Find aliases that are also a name of a sibling on the same days.

    Siblings that share their very name (a town and a commune, a ward and the ward it is merged into) share what is
    made from it too; no alias can help there, so that such pairs are no fault.
    """
    siblings = areas.select(
        "area_id", "parent_id", pl.col("name").alias("own_name"), begins="valid_from", ends="valid_to"
    )
    placed = names.join(siblings, on="area_id").with_columns(
        pl.col("name").str.normalize("NFC").str.to_lowercase().alias("called"),
        pl.coalesce("valid_from", "begins"),
        pl.coalesce("valid_to", "ends", pl.lit(date.max)).alias("valid_to"),
    )
    pairs = placed.filter(pl.col("kind") == "alias").join(placed, on=["parent_id", "called"], suffix="_other")
    overlap = (pl.col("valid_from") < pl.col("valid_to_other")) & (pl.col("valid_from_other") < pl.col("valid_to"))
    # Two aliases meet twice; the pair is told once, from its first area.
    is_told = (pl.col("kind_other") != "alias") | (pl.col("area_id") < pl.col("area_id_other"))
    clashes = pairs.filter((pl.col("area_id") != pl.col("area_id_other")) & overlap & is_told)
    return [
        (row["line"], row["name"], row["area_id"], row["area_id_other"])
        for row in clashes.sort("name", "area_id", "area_id_other").iter_rows(named=True)
        if _key(row["own_name"]) != _key(row["own_name_other"])
    ]


def _key(name: str) -> str:
    # Wards are numbered with and without a leading zero.
    return search_key(name).lstrip("0")
