"""Build the area tables of the catalogue: two packages in, the project's corrections applied, four CSV files out.

Run by `make areas`, never by the pipeline. Here: what becomes of a unit in what the packages (`area_sources`) and the
reviewed facts (`area_corrections`) say of it, and what it became. Not here: its names (`area_units`) and the reading of
the tables. `AREAS.md` tells the sources and the limits.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from schemas.catalogue.area_corrections import CORRECTIONS, Corrections, Step, read_corrections
from schemas.catalogue.area_sources import COUNTRY, LEVELS, Source, Sources, read_sources
from schemas.catalogue.area_spellings import bare_name, name_en, plain_key, split_kind
from schemas.catalogue.area_units import Named, Unit, names, states
from schemas.catalogue.faults import CatalogueError
from schemas.catalogue.search_key import search_key
from schemas.ref import Area, AreaChange, AreaName, AreaState

FOLDER: Final = Path(__file__).parent
SOURCES_BEGIN: Final = "2021-11-01"
REFORM: Final = "2025-07-01"

Units = dict[str, Unit]
Link = tuple[str, str, str]
"""Predecessor, successor and the first day of the successor."""


def three_tier(sources: Sources, corrections: Corrections) -> Iterator[Unit]:
    """Yield the units of the three-tier system; note a fault where the packages differ and no row says why."""
    faults = corrections.faults
    starts = {row.area_id: row for row in corrections.rows if row.change in ("begins", "added")}
    for area_id in {**sources.early, **sources.late, **starts}:
        start, end = starts.get(area_id), next(iter(corrections.of(area_id, "ends")), None)
        early, late = sources.early.get(area_id), sources.late.get(area_id)
        if start:
            early = Source(start.becomes, start.parent_id)
        if early is None:
            faults.add(area_id, "only vietnamadminunits knows it", "add a `begins` row that says since when")
            continue
        said = corrections.replaced(area_id, "spelled", early.full_name)
        full_names = corrections.chain(area_id, "renamed", said)
        last_name = full_names[-1].said
        parents = corrections.chain(area_id, "moved", early.parent_id)
        if (end is None) == (late is None):
            faults.add(area_id, "is in vietnamadminunits and ends before, or neither", "add or remove its `ends` row")
        if end and end.was != last_name:
            faults.add(end.place, f"ends {end.was!r}, the last name is {last_name!r}", "mend one of them")
        last_parent = parents[-1].said
        if late and (split_kind(late.full_name)[0], late.parent_id) != (split_kind(last_name)[0], last_parent):
            finding = f"is {last_name} in {last_parent}, but late {late.full_name} in {late.parent_id}"
            faults.add(area_id, finding, "add a `renamed` or `moved` row")
        # Misprints of the code list were copied by others, so texts hold them.
        others = [(early.full_name, said)] if early.full_name != said else []
        others += [(late.full_name, last_name)] if late else []
        point = corrections.replaced(area_id, "placed", late.point if late else "")
        since = start.changed_on if start else ""
        until = end.changed_on if end else REFORM
        life = states(since or SOURCES_BEGIN, bool(since), until, full_names, parents)
        yield Unit(area_id, life, point, "", tuple(others))


def two_tier(sources: Sources, corrections: Corrections) -> Iterator[Unit]:
    """Yield the units of the two-tier system under their final codes."""
    for said_id, source in sources.two_tier.items():
        area_id = corrections.replaced(said_id, "recoded", said_id)
        full_names = corrections.chain(area_id, "renamed", source.full_name)
        point = corrections.replaced(area_id, "placed", source.point)
        parents = corrections.chain(area_id, "moved", source.parent_id)
        yield Unit(area_id, states(REFORM, True, "", full_names, parents), point, source.km2)


def reform_links(units: Units, sources: Sources, corrections: Corrections) -> Iterator[Link]:
    """Yield what became of each commune, district and province on the day of the reform."""
    links = {(old, corrections.replaced(new, "recoded", new)) for old, new in sources.links}
    for row in corrections.rows:
        if row.change == "link_dropped":
            if (row.area_id, row.was) not in links:
                corrections.faults.add(row.place, "the package has no such link", "remove the row")
            links.discard((row.area_id, row.was))
        if row.change == "link_added" and row.changed_on == REFORM:
            if (row.area_id, row.becomes) in links:
                corrections.faults.add(row.place, "the package has this link", "remove the row")
            links.add((row.area_id, row.becomes))
    # Five island districts had no communes: their links are of districts already.
    districts = {(old if units[old].level == "district" else units[old].last.parent_id, new) for old, new in links}
    provinces = {(units[old].last.parent_id, units[new].last.parent_id) for old, new in districts}
    yield from ((old, new, REFORM) for old, new in links | districts | provinces)


def earlier_links(units: Units, sources: Sources, corrections: Corrections) -> Iterator[Link]:
    """Yield what became of units before the reform: of districts by the moves, of communes by what others took in."""
    heirs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in corrections.rows:
        if row.change == "moved" and row.changed_on in (units[row.was].valid_to, units[row.becomes].valid_from):
            heirs[row.was, row.changed_on].add(row.becomes)
        if row.change == "link_added" and row.changed_on != REFORM:
            yield row.area_id, row.becomes, row.changed_on
    yield from ((old, new, day) for (old, day), found in heirs.items() for new in found)
    late: dict[str, list[str]] = defaultdict(list)
    for area_id, source in sources.late.items():
        late[source.parent_id].append(area_id)
    for unit in units.values():
        if unit.level == "commune" and unit.valid_to not in ("", REFORM):
            homes = {unit.last.parent_id} | heirs.get((unit.last.parent_id, unit.valid_to), set())
            for area_id in (area_id for home in homes for area_id in late[home]):
                # The package leaves out a merged unit that gave the new one its name.
                named_then = any(row.changed_on == unit.valid_to for row in corrections.of(area_id, "renamed"))
                is_namesake = bare_name(units[area_id].last.full_name) == bare_name(unit.last.full_name)
                if plain_key(unit.last.full_name) in sources.late[area_id].merged or (named_then and is_namesake):
                    yield unit.area_id, area_id, unit.valid_to


def build(sources: Sources, corrections: Corrections) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of the four files, header first, by file name; raise CatalogueError with all faults."""
    # The state took its present name on 2 July 1976.
    found = [Unit(COUNTRY, states("1976-07-02", True, "", [Step("", "Việt Nam")], [Step("", "")]))]
    found += [*three_tier(sources, corrections), *two_tier(sources, corrections)]
    found.sort(key=lambda unit: (unit.area_id.endswith("-2025"), LEVELS.index(unit.level), unit.area_id))
    units = {unit.area_id: unit for unit in found}
    for row in corrections.rows:
        if row.area_id not in units and row.change != "recoded":
            corrections.faults.add(row.place, "no such area", "mend the id")
    corrections.faults.raise_if_any()
    links = sorted({*reform_links(units, sources, corrections), *earlier_links(units, sources, corrections)})
    corrections.faults.raise_if_any()
    return {
        "areas.csv": [tuple(Area.dtypes()), *map(_area_row, found)],
        "area_states.csv": [tuple(AreaState.dtypes()), *_state_rows(found)],
        "area_names.csv": [tuple(AreaName.dtypes()), *_name_rows(found, corrections)],
        "area_changes.csv": [tuple(AreaChange.dtypes()), *_change_rows(links, units)],
    }


def _area_row(unit: Unit) -> tuple[str, ...]:
    system = "country" if unit.area_id == COUNTRY else "two_tier" if unit.area_id.endswith("-2025") else "three_tier"
    # Of communes the English name is only the plain letters of the Vietnamese one.
    full_name = unit.last.full_name
    english = "" if unit.level == "commune" else name_en(full_name)
    identity = (unit.area_id, unit.area_id.split("-")[1], unit.level, system)
    called = (*split_kind(full_name), full_name, english, unit.last.parent_id)
    valid = (unit.valid_from, _truth(unit.is_exact), unit.valid_to)
    latitude, _, longitude = unit.point.partition(" ")
    return (*identity, *called, *valid, latitude, longitude, unit.km2, search_key(full_name))


def _state_rows(units: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
    """Yield the states of units that have more than one; the state of the others is their row of `areas.csv`."""
    for unit in (unit for unit in units if len(unit.states) > 1):
        for state in unit.states:
            valid = (state.valid_from, _truth(state.is_exact), state.valid_to)
            called = (*split_kind(state.full_name), state.full_name, state.parent_id, search_key(state.full_name))
            yield unit.area_id, *valid, *called


def _truth(value: bool) -> str:
    return str(value).lower()


def _name_rows(units: Iterable[Unit], corrections: Corrections) -> Iterator[tuple[str, ...]]:
    found: list[tuple[Unit, Named]] = []
    bearers: dict[tuple[str, bool, str], list[tuple[str, str, str]]] = defaultdict(list)
    for unit in units:
        for named in names(unit, (row.becomes for row in corrections.of(unit.area_id, "alias"))):
            found.append((unit, named))
            bearers[_siblings(unit, named.name)].append((unit.area_id, *_days(unit, named)))
    for unit, named in found:
        since, until = _days(unit, named)
        # An alias that means a sibling too, at the same time, would only mislead.
        is_shared = any(
            area_id != unit.area_id and since < other_until and other_since < until
            for area_id, other_since, other_until in bearers[_siblings(unit, named.name)]
        )
        if named.kind != "alias" or not is_shared:
            yield unit.area_id, named.name, named.kind, search_key(named.name), named.valid_from, named.valid_to


def _siblings(unit: Unit, name: str) -> tuple[str, bool, str]:
    return unit.last.parent_id, unit.area_id.endswith("-2025"), name.lower()


def _days(unit: Unit, named: Named) -> tuple[str, str]:
    """Return the spell of a name; an inexact start reaches back as far as any text."""
    since = named.valid_from or (unit.valid_from if unit.is_exact else "")
    return since, named.valid_to or unit.valid_to or f"{date.max}"


def _change_rows(links: list[Link], units: Units) -> Iterator[tuple[str, ...]]:
    successors = Counter((old, day) for old, _, day in links)
    for old, new, day in links:
        is_whole = successors[old, day] == 1 and units[old].valid_to == day
        yield old, new, day, "full" if is_whole else "partial"


def main() -> None:
    """Rebuild the four files and say how many rows each holds."""
    try:
        tables = build(read_sources(), read_corrections(FOLDER / CORRECTIONS))
    except CatalogueError as error:
        sys.exit(str(error))
    for file_name, rows in tables.items():
        with (FOLDER / file_name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        print(f"{file_name}: {len(rows) - 1} rows")


if __name__ == "__main__":
    main()
