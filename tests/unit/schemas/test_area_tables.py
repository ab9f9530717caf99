"""The area tables agree with themselves and with their corrections."""

import math
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise

import polars as pl
import pytest
from unit.schemas.area_tables import FILES, REFORM, areas, state_on, states, table

from schemas.catalogue import build_areas
from schemas.catalogue.area_corrections import CORRECTIONS
from schemas.contract import split


@pytest.mark.parametrize("name", FILES)
def test_every_row_passes_the_rules_of_its_table(name: str) -> None:
    data = (build_areas.FOLDER / name).read_bytes()
    frame = pl.read_csv(data, infer_schema=False)
    assert frame.columns == list(FILES[name].dtypes())
    assert split(frame, FILES[name]).bad.rows() == []


def test_the_files_stay_lean_and_in_one_form() -> None:
    files = [build_areas.FOLDER / name for name in (*FILES, CORRECTIONS)]
    texts = [file.read_bytes().decode("utf-8") for file in files]
    assert sum(file.stat().st_size for file in files) < 4_250_000
    assert not any("\r" in text for text in texts)
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_an_id_says_level_code_and_system() -> None:
    wrong = [
        area_id
        for area_id, area in areas().items()
        if area_id != f"{area['level']}-{area['area_code']}{'-2025' if area['system'] == 'two_tier' else ''}"
    ]
    assert wrong == []


def test_a_unit_lies_in_the_level_above() -> None:
    above = {"province": "country", "district": "province", "commune": "district"}
    for area_id, area in areas().items():
        if area["level"] != "country":
            is_new = area["system"] == "two_tier"
            wanted = "province" if is_new and area["level"] == "commune" else above[area["level"]]
            parent = areas()[area["parent_id"]]
            assert (parent["level"], parent["system"]) in ((wanted, area["system"]), ("country", "country")), area_id


def test_a_unit_lies_in_a_parent_that_exists() -> None:
    for area_id, found in states().items():
        for state in found:
            if state["parent_id"]:
                parent = areas()[state["parent_id"]]
                assert state["valid_from"] >= parent["valid_from"], (area_id, state)
                assert (state["valid_to"] or "9") <= (parent["valid_to"] or "9"), (area_id, state)


def test_states_follow_one_another_through_the_life_of_their_unit() -> None:
    assert states().keys() == areas().keys()
    for area_id, found in states().items():
        area = areas()[area_id]
        assert all(one["valid_to"] == other["valid_from"] for one, other in pairwise(found)), area_id
        assert (found[0]["valid_from"], found[-1]["valid_to"]) == (area["valid_from"], area["valid_to"]), area_id
        assert found[0]["valid_from_is_exact"] == area["valid_from_is_exact"], area_id
        assert all(state["valid_from_is_exact"] == "true" for state in found[1:]), area_id


def test_two_states_that_meet_differ() -> None:
    told = ("type_vi", "name", "full_name", "parent_id")
    pairs = [pair for found in states().values() for pair in pairwise(found)]
    assert len(pairs) > 600
    assert [pair for pair in pairs if [pair[0][n] for n in told] == [pair[1][n] for n in told]] == []


def test_the_last_state_is_the_row_of_the_unit() -> None:
    for area_id, found in states().items():
        for column in ("type_vi", "name", "full_name", "parent_id", "search_key"):
            assert found[-1][column] == areas()[area_id][column], (area_id, column)


def test_only_units_with_several_states_are_written_down() -> None:
    written = Counter(row["area_id"] for row in table("area_states.csv"))
    assert set(written) == {area_id for area_id, found in states().items() if len(found) > 1}
    assert min(written.values()) > 1


def test_the_systems_meet_on_the_day_of_the_reform() -> None:
    old = [area for area in areas().values() if area["system"] == "three_tier"]
    new = [area for area in areas().values() if area["system"] == "two_tier"]
    assert all(area["valid_to"] <= REFORM for area in old)
    assert all((area["valid_from"], area["valid_to"]) == (REFORM, "") for area in new)
    last = Counter(area["level"] for area in old if area["valid_to"] == REFORM)
    assert last == {"province": 63, "district": 696, "commune": 10_035}


def test_a_full_name_is_kind_and_name() -> None:
    told = [*areas().values(), *table("area_states.csv")]
    assert [row for row in told if row["full_name"] != f"{row['type_vi']} {row['name']}".strip()] == []


def test_changes_name_known_areas_on_the_day_when_one_gives_way() -> None:
    for row in table("area_changes.csv"):
        old, new = areas()[row["predecessor_id"]], areas()[row["successor_id"]]
        assert old["valid_to"] >= row["changed_on"] >= new["valid_from"], row
        assert not new["valid_to"] or new["valid_to"] > row["changed_on"], row


def test_a_full_change_has_one_successor_and_ends_the_predecessor() -> None:
    successors: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table("area_changes.csv"):
        successors[row["predecessor_id"], row["changed_on"]].append(row["coverage"])
    for (area_id, day), coverages in successors.items():
        is_whole = len(coverages) == 1 and areas()[area_id]["valid_to"] == day
        assert set(coverages) == {"full" if is_whole else "partial"}, area_id


def test_every_unit_of_the_last_day_has_a_successor() -> None:
    ended = {area_id for area_id, area in areas().items() if area["valid_to"] == REFORM}
    gave_way = {row["predecessor_id"] for row in table("area_changes.csv") if row["changed_on"] == REFORM}
    assert gave_way == ended


def test_soc_son_became_five_communes() -> None:
    became = [row for row in table("area_changes.csv") if row["predecessor_id"] == "district-016"]
    assert {areas()[row["successor_id"]]["name"] for row in became} == {
        "Sóc Sơn", "Kim Anh", "Trung Giã", "Đa Phúc", "Nội Bài",
    }  # fmt: skip
    communes = {area_id for area_id, area in areas().items() if area["parent_id"] == "district-016"}
    taken_over = {
        r["predecessor_id"]
        for r in table("area_changes.csv")
        if r["successor_id"] in {b["successor_id"] for b in became}
    }
    assert taken_over == communes | {"district-016"}


def test_an_abolished_district_leads_to_the_one_that_took_it_in() -> None:
    became = {row["predecessor_id"]: row for row in table("area_changes.csv") if row["changed_on"] == "2025-01-01"}
    assert (became["district-413"]["successor_id"], became["district-413"]["coverage"]) == ("district-412", "full")


def test_points_of_old_and_new_communes_lie_together() -> None:
    def point(area_id: str) -> tuple[float, float] | None:
        area = areas()[area_id]
        return (float(area["latitude"]), float(area["longitude"])) if area["latitude"] else None

    distances: dict[str, list[float]] = defaultdict(list)
    for row in table("area_changes.csv"):
        old, new = point(row["predecessor_id"]), point(row["successor_id"])
        if old and new and areas()[row["successor_id"]]["level"] == "commune":
            east = (old[1] - new[1]) * math.cos(math.radians(old[0]))
            distances[row["predecessor_id"]].append(111 * math.hypot(old[0] - new[0], east))
    # The widest is an island commune of a district of islands.
    assert [area_id for area_id, found in distances.items() if min(found) > 55] == []


def test_every_correction_took_effect() -> None:
    names = {(row["area_id"], row["name"]) for row in table("area_names.csv")}
    links = {(row["predecessor_id"], row["successor_id"]) for row in table("area_changes.csv")}
    idle = [row for row in table(CORRECTIONS) if not took_effect(row, names, links)]
    assert idle == []


def took_effect(row: dict[str, str], names: set[tuple[str, str]], links: set[tuple[str, str]]) -> bool:
    area_id, day, was, becomes = row["area_id"], row["changed_on"], row["was"], row["becomes"]
    area = areas().get(area_id, {})
    match row["change"]:
        case "begins":
            return (area["valid_from"], area["valid_from_is_exact"]) == (day, "true")
        case "ends":
            return (area["valid_to"], area["full_name"]) == (day, was)
        case "renamed":
            return {(area_id, was), (area_id, becomes)} <= names
        case "moved":
            return (state := state_on(area_id, day)) is not None and state["parent_id"] == becomes
        case "added" | "spelled":
            return area["full_name"] == becomes
        case "recoded":
            return not area and becomes in areas()
        case "link_dropped":
            return (area_id, was) not in links
        case "link_added":
            return (area_id, becomes) in links
        case "placed":
            return f"{area['latitude']} {area['longitude']}".strip() == becomes
        case "alias":
            return (area_id, becomes) in names
    return False
