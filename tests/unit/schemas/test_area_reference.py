"""The area tables say what the reference lists say, but for the deviations that `AREAS.md` tells."""

from collections import defaultdict
from dataclasses import dataclass, replace

import pytest
from unit.schemas.area_tables import REFORM, areas, needs_reference, reference, state_on, states, table

from schemas.catalogue.area_spellings import spellings
from schemas.catalogue.search_key import search_key

Told = tuple[str, ...]


@dataclass(frozen=True)
class Called:
    """What a unit was called on a day, and where it lay."""

    full_name: str
    parent_id: str


def called(area_id: str, day: str) -> Called | None:
    state = state_on(area_id, day)
    return Called(state["full_name"], state["parent_id"]) if state else None


# Units of whom the reference says something else, and why the project does not follow.
SPELLED_OTHERWISE_IN_THE_LIST = {"commune-00745-2025"}  # Xã Phố Bảng, in 2025 listed as Xã Phó Bảng
RESURRECTED = {  # dissolved in 2020, back in the history for January and February 2025 only
    *("commune-07693", "commune-07732", "commune-07744", "commune-16387", "commune-16411", "commune-18448"),
    *("commune-20176", "commune-20674", "commune-25102", "commune-25174", "commune-25177", "commune-25186"),
}
RECODED_LATE = {  # merged wards of Hồ Chí Minh City, whose final codes the history gives two months late
    *("commune-26929", "commune-26953", "commune-27076", "commune-27226", "commune-27232", "commune-27367"),
    *("commune-27373", "commune-26935", "commune-26959", "commune-27067", "commune-27217", "commune-27223"),
    *("commune-27361", "commune-27379"),
}
RESPELLED = {"commune-07540", "commune-31246", "commune-00916"}  # a spelling mended later is no new name
DIVIDED_OTHERWISE = {"commune-19780"}  # Phường Phường Đúc, whose name the history gives as Đúc


@pytest.mark.parametrize(
    ("name", "level", "day"),
    [
        ("provinces_old_63.csv", "province", "2025-03-01"),
        ("districts_old_705_20240501.csv", "district", "2024-05-01"),
        ("districts_old_696_20250301.csv", "district", "2025-03-01"),
        ("communes_old_10035_20250301.csv", "commune", "2025-03-01"),
        ("provinces_new_34_20250701.csv", "province", REFORM),
        ("communes_new_3321_20250701.csv", "commune", REFORM),
        ("provinces_new_34_20260430.csv", "province", "2026-04-30"),
        ("communes_new_3321_20260430.csv", "commune", "2026-04-30"),
    ],
)
@needs_reference
def test_the_units_of_a_day_are_those_of_the_list(name: str, level: str, day: str) -> None:
    suffix = "-2025" if day >= REFORM else ""
    above = {"province": "country", "district": "province", "commune": "province" if suffix else "district"}[level]
    listed = {
        f"{level}-{row[f'{level}_code']}{suffix}": Called(
            row["full_name"], f"{above}-{row[f'{above}_code']}{suffix}" if above != "country" else "country-VN"
        )
        for row in reference(name)
    }
    ours = {a: state for a, area in areas().items() if area["level"] == level and (state := called(a, day)) is not None}
    assert ours.keys() == listed.keys()
    if day == "2026-04-30":  # this list sets the tone marks in the other style
        ours = {a: replace(s, full_name=usual_tones(s.full_name)) for a, s in ours.items()}
        listed = {a: replace(s, full_name=usual_tones(s.full_name)) for a, s in listed.items()}
    assert {a for a in listed if ours[a] != listed[a]} <= SPELLED_OTHERWISE_IN_THE_LIST


def usual_tones(name: str) -> str:
    return min((name, *spellings(name)))


def listed_states() -> dict[str, list[Told]]:
    """The rows of the history by id of the project: cut in two where a unit outlives the reform."""
    found: dict[str, list[Told]] = defaultdict(list)
    for row in reference("admin_units_history.csv"):
        if row["valid_from"] < REFORM:
            found[f"{row['level']}-{row['code']}"].append(listed_state(row, "", "district"))
        if not row["valid_to"] or row["valid_to"] > REFORM:
            found[f"{row['level']}-{row['code']}-2025"].append(listed_state(row, "-2025", "province"))
    return {area_id: sorted(rows) for area_id, rows in found.items()}


def listed_state(row: dict[str, str], suffix: str, above_communes: str) -> Told:
    above = {"district": "province", "commune": above_communes}.get(row["level"])
    parent_id = f"{above}-{row['parent_code']}{suffix}" if above else "country-VN"
    since = max(row["valid_from"], REFORM) if suffix else row["valid_from"]
    is_exact = bool(suffix) or row["valid_from_is_exact"] == "1"
    until = row["valid_to"] if suffix else min(row["valid_to"] or REFORM, REFORM)
    return since, str(is_exact).lower(), until, row["type_vi"], row["name"], row["full_name"], parent_id


@needs_reference
def test_every_row_of_the_history_is_a_state_or_a_known_deviation() -> None:
    listed = listed_states()
    columns = ("valid_from", "valid_from_is_exact", "valid_to", "type_vi", "name", "full_name", "parent_id")
    ours = {area_id: [tuple(row[name] for name in columns) for row in rows] for area_id, rows in states().items()}
    assert sum(map(len, listed.values())) > 15_400
    different = {area_id for area_id in ours.keys() | listed.keys() if ours.get(area_id) != listed.get(area_id)}
    explained = RESURRECTED | RECODED_LATE | RESPELLED | SPELLED_OTHERWISE_IN_THE_LIST | DIVIDED_OTHERWISE
    assert different == explained | {"country-VN"}


@needs_reference
def test_the_known_deviations_are_no_more_than_what_is_said_of_them() -> None:
    listed = listed_states()
    for area_id in RESURRECTED:
        assert area_id not in areas()
        assert [row[0:3:2] for row in listed[area_id]] == [("2025-01-01", "2025-03-01")], area_id
    for area_id in RECODED_LATE:
        # Until 2025 both say the same; from 2025-03-01 on too.
        for day in ("2024-12-31", "2025-03-01"):
            told = [(name, parent) for since, _, until, _, _, name, parent in listed[area_id] if since <= day < until]
            state = state_on(area_id, day)
            assert told == ([(state["full_name"], state["parent_id"])] if state else []), (area_id, day)
    for area_id in RESPELLED | SPELLED_OTHERWISE_IN_THE_LIST:
        [state] = states()[area_id]
        spelt = {search_key(row[5]).replace("xa ly", "sa ly") for row in listed[area_id]}
        assert spelt == {search_key(state["full_name"]).replace("xa ly", "sa ly")}, area_id
        assert {row[6] for row in listed[area_id]} == {state["parent_id"]}, area_id
    for area_id in DIVIDED_OTHERWISE:
        [state], [row] = states()[area_id], listed[area_id]
        assert (state["full_name"], state["valid_to"], state["parent_id"]) == (row[5], row[2], row[6])


def reform_changes(level: str) -> dict[tuple[str, str], str]:
    return {
        (row["predecessor_id"], row["successor_id"]): row["coverage"]
        for row in table("area_changes.csv")
        if row["changed_on"] == REFORM and row["predecessor_id"].startswith(level)
    }


@needs_reference
def test_the_crosswalk_of_communes_is_the_reference_one() -> None:
    listed = {
        (f"commune-{row['old_code']}", f"commune-{row['new_commune_code']}-2025"): row["coverage"]
        for row in reference("crosswalk_commune_20250701.csv")
        # Twelve units that the resolutions name had been dissolved before.
        if row["old_level"] == "commune" and row["old_unit_already_dissolved"] == "0"
    }
    assert reform_changes("commune") == listed


@needs_reference
def test_the_crosswalks_of_districts_and_provinces_are_the_reference_ones() -> None:
    districts = {
        (f"district-{row['old_district_code']}", f"commune-{row['new_commune_code']}-2025")
        for row in reference("crosswalk_district_20250701.csv")
    }
    provinces = {
        (f"province-{row['old_province_code']}", f"province-{row['new_province_code']}-2025"): "full"
        for row in reference("crosswalk_province_20250701.csv")
    }
    assert reform_changes("district").keys() == districts
    assert reform_changes("province") == provinces


@needs_reference
def test_the_same_391_districts_are_exact_unions_of_new_communes() -> None:
    links = reform_changes("district")
    donors: dict[str, set[str]] = defaultdict(set)
    for old, new in links:
        donors[new].add(old)
    exact = {old for old, _ in links} - {old for old, new in links if len(donors[new]) > 1}
    listed = {
        f"district-{row['old_district_code']}"
        for row in reference("districts_continuity_20250701.csv")
        if row["exact_union_of_new_communes"] == "1"
    }
    assert len(listed) == 391
    assert exact == listed


@needs_reference
def test_known_errors_of_published_crosswalks_are_not_here() -> None:
    links = reform_changes("commune").keys()
    for row in reference("crosswalk_corrections.csv"):
        if row["old_code"] != "*":
            link = (f"commune-{row['old_code']}", f"commune-{row['new_commune_code']}-2025")
            assert (link in links) == row["what_was_done"].startswith("added"), row
    assert "commune-06978-2025" in areas() and "commune-06970-2025" not in areas()
    assert "commune-23938-2025" in areas() and "commune-23737-2025" not in areas()
