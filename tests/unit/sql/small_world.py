"""The small world of the stories: six indicators, two practices, and a dozen areas before and after the reform."""

import unicodedata
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from schemas.catalogue import Catalogue, Indicator, Labels, Practice, Publishers
from schemas.catalogue.corrections import Corrections
from schemas.catalogue.rows import Rows
from schemas.contract import Table
from schemas.ref import AreaState
from schemas.registry import tables

Row = dict[str, Any]

DISTRICT = "district-016"
BA_VI = "district-271"
VERSION = "0123456789ab"
NEW_COMMUNE = "commune-00376-2025"
MEMBERS = (NEW_COMMUNE, "commune-00382-2025", "commune-00385-2025")
FESTIVALS = "festivals_held"
FAMILY_RATE = "cultural_family_rate"
COMMUNES = "ntm_advanced_commune_count"
VISITS = "tourism_visits_total"
COMPARISON = {
    "kind": "change_percent",
    "amount": 12.0,
    "baseline": "same_period",
    "baseline_year": None,
    "surface": "12%",
}


def _indicator(indicator_id: str, domain: str, unit_id: str, kind: str, hard_max: float, tier: int = 1) -> Indicator:
    return Indicator(
        indicator_id=indicator_id,
        tier=tier,
        domain=domain,
        subdomain="subject",
        label_vi=f"Số {indicator_id}",
        label_en=indicator_id.replace("_", " ").capitalize(),
        definition_vi="Định nghĩa.",
        definition_en="Definition.",
        unit_id=unit_id,
        part_of=VISITS if indicator_id == "tourism_visits_international" else None,
        sum_of=(),
        kind=kind,
        is_additive=kind != "rate" and unit_id != "communes",
        rate_over="stock" if kind == "rate" else None,
        yearly_rule="sum",
        hard_min=0,
        hard_max=hard_max,
        hard_max_province=hard_max if kind == "rate" else 40 * hard_max,
        hard_max_country=hard_max if kind == "rate" else 720 * hard_max,
        usual_min=0,
        usual_max=hard_max,
        decimals=0,
        direction="up",
        official_reference=None,
        reading_note=None,
        cues=(),
    )


INDICATORS = (
    _indicator(FESTIVALS, "culture", "festivals", "flow", 500),
    _indicator(FAMILY_RATE, "culture", "percent", "rate", 100),
    _indicator(VISITS, "tourism", "visits", "flow", 30_000_000),
    _indicator("tourism_visits_international", "tourism", "visits", "flow", 8_000_000),
    _indicator("officials_trained_dx", "digital", "persons", "flow", 20_000, tier=2),
    _indicator(COMMUNES, "culture", "communes", "stock", 60, tier=2),
)
UNITS = {indicator.indicator_id: indicator.unit_id for indicator in INDICATORS}
PRACTICES = tuple(
    Practice(name, "society", name, name.capitalize(), "Định nghĩa.", "Definition.", (name,))
    for name in ("vneid", "zalo_oa")
)


def small_catalogue() -> Catalogue:
    """Make a catalogue of six indicators and two practices, without areas."""
    nothing = pl.DataFrame()
    return Catalogue(
        indicators={indicator.indicator_id: indicator for indicator in INDICATORS},
        practices={practice.practice_id: practice for practice in PRACTICES},
        units={},
        publishers=Publishers((), ()),
        terms=(),
        areas=nothing,
        area_states=nothing,
        area_names=nothing,
        area_changes=nothing,
        labels=Labels(Rows(nothing, (), nothing), nothing, {}),
        corrections=Corrections(nothing, (), "0" * 12),
        fingerprint="0" * 64,
    )


_STATE = tuple(AreaState.dtypes())


@cache
def models() -> dict[str, type[Table]]:
    """Return every table by name, the wide ones with the columns of the small catalogue."""
    return tables(small_catalogue())


def first_rows() -> dict[str, list[Row]]:
    """Return the rows of layer ref with which every story begins, by table."""
    rows: dict[str, list[Row]] = {}

    def add(table: str, **row: Any) -> None:
        rows.setdefault(table, []).append(row)

    for indicator in INDICATORS:
        add("ref.indicator", **{name: getattr(indicator, name) for name in Indicator.__slots__ if name != "cues"})
    for practice in PRACTICES:
        add("ref.practice", **{name: getattr(practice, name) for name in Practice.__slots__[:6]})
    for unit_id in sorted(set(UNITS.values())):
        add("ref.unit", unit_id=unit_id, label_vi=unit_id, label_en=unit_id, dimension="count")
    for rank in range(1, 8):
        add("ref.publisher", publisher_id=f"rank-{rank}", name=f"Publisher of rank {rank}", rank=rank)
    _add_areas(rows)
    for level, measure in (("dated", "precision"), ("dated", "recall"), ("exact", "f1")):
        add("ref.quality_floor", score_level=level, measure=measure, floor=0.9, least_share=0.5)
    return rows


def _add_areas(rows: dict[str, list[Row]]) -> None:
    def add(table: str, **row: Any) -> None:
        rows.setdefault(table, []).append(row)

    units = (
        ("country-VN", "country", "country", "Việt Nam", "Việt Nam", None),
        ("province-01", "province", "three_tier", "Hà Nội", "Thành phố Hà Nội", "country-VN"),
        ("district-016", "district", "three_tier", "Sóc Sơn", "Huyện Sóc Sơn", "province-01"),
        ("district-271", "district", "three_tier", "Ba Vì", "Huyện Ba Vì", "province-01"),
        ("commune-00376", "commune", "three_tier", "Sóc Sơn", "Thị trấn Sóc Sơn", "district-016"),
        ("commune-09700", "commune", "three_tier", "Phú Cát", "Xã Phú Cát", "district-275"),
        ("district-275", "district", "three_tier", "Quốc Oai", "Huyện Quốc Oai", "province-01"),
        ("province-01-2025", "province", "two_tier", "Hà Nội", "Thành phố Hà Nội", "country-VN"),
        ("commune-00376-2025", "commune", "two_tier", "Sóc Sơn", "Xã Sóc Sơn", "province-01-2025"),
        ("commune-00382-2025", "commune", "two_tier", "Kim Anh", "Xã Kim Anh", "province-01-2025"),
        ("commune-00385-2025", "commune", "two_tier", "Trung Giã", "Xã Trung Giã", "province-01-2025"),
        ("commune-09619-2025", "commune", "two_tier", "Suối Hai", "Xã Suối Hai", "province-01-2025"),
    )
    reform = date(2025, 7, 1)
    for area_id, level, system, name, full_name, parent_id in units:
        is_new = system == "two_tier"
        add(
            "ref.area",
            area_id=area_id,
            area_code=area_id.split("-")[1],
            level=level,
            system=system,
            name=name,
            full_name=full_name,
            parent_id=parent_id,
            valid_from=reform if is_new else date(2021, 11, 1),
            valid_from_is_exact=is_new,
            valid_to=reform if system == "three_tier" else None,
            search_key=search_key(full_name),
        )
        add("ref.area_state", **{name: rows["ref.area"][-1].get(name) for name in _STATE})
        for kind, spelt in (("official", full_name), ("short", name)):
            if kind == "official" or name != full_name:
                add("ref.area_name", area_id=area_id, name=spelt, kind=kind, search_key=search_key(spelt))
    # Sóc Sơn became three communes; Suối Hai was made of Ba Vì and of a commune of Quốc Oai.
    for predecessor_id, successor_id in (
        *((DISTRICT, member) for member in MEMBERS),
        ("commune-00376", NEW_COMMUNE),
        (BA_VI, "commune-09619-2025"),
        ("district-275", "commune-09619-2025"),
        ("commune-09700", "commune-09619-2025"),
        ("province-01", "province-01-2025"),
    ):
        add(
            "ref.area_change",
            predecessor_id=predecessor_id,
            successor_id=successor_id,
            changed_on=reform,
            coverage="partial",
        )


def search_key(text: str) -> str:
    """Return a name in lower case without diacritics."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
