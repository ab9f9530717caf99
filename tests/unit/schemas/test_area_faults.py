"""What the area files must not say together: each fault with its line, and all of them at once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalogue.area_rules import check_areas
from schemas.catalogue.areas import AREA_FILES, all_states, read_areas
from schemas.catalogue.faults import CatalogueError, Faults

Row = tuple[str, ...]
HANOI = "province-01"


def area(area_id: str, name: str, since: str, until: str, parent_id: str = HANOI) -> Row:
    level, code = area_id.split("-")
    kind = {"province": "Tỉnh", "district": "Huyện", "commune": "Xã"}[level]
    return (
        *(area_id, code, level, "three_tier", kind, name, f"{kind} {name}", "", parent_id),
        *(since, "false", until, "", "", "", f"{kind} {name}".lower()),
    )


def state(area_id: str, name: str, since: str, until: str, parent_id: str = HANOI) -> Row:
    return (area_id, since, "false", until, "Huyện", name, f"Huyện {name}", parent_id, f"huyện {name}".lower())


AREAS = [
    (
        "country-VN",
        "VN",
        "country",
        "country",
        "",
        "Việt Nam",
        "Việt Nam",
        "",
        "",
        "1976-07-02",
        "true",
        *[""] * 4,
        "k",
    ),
    area(HANOI, "Hà Nội", "2000-01-01", "", "country-VN"),
    area("district-001", "Một", "2000-01-01", "2020-01-01"),
    area("district-002", "Hai", "2000-01-01", "2020-01-01"),
    area("district-003", "Ba", "2020-01-01", ""),
    area("district-004", "Bốn", "2020-01-01", ""),
]


def faults_of(
    states: list[Row] | None = None, names: list[Row] | None = None, changes: list[Row] | None = None
) -> list[str]:
    """Check small files; give the faults, each without its cure."""
    rows = dict(zip(AREA_FILES, (AREAS, states or [], names or [], changes or []), strict=True))
    data = {
        file: "\n".join(",".join(row) for row in (tuple(AREA_FILES[file].dtypes()), *told)).encode()
        for file, told in rows.items()
    }
    faults = Faults()
    files = read_areas(data, faults)
    assert not faults
    check_areas(files, faults)
    if not faults:
        return []
    with pytest.raises(CatalogueError) as caught:
        faults.raise_if_any()
    assert all("; " in fault for fault in caught.value.faults)
    return [fault.split("; ")[0] for fault in caught.value.faults]


OLD = state("district-001", "Cũ", "2000-01-01", "2010-01-01")
NEW = state("district-001", "Một", "2010-01-01", "2020-01-01")


def with_days(row: Row, since: str, until: str) -> Row:
    return (row[0], since, row[2], until, *row[4:])


def test_states_that_fill_the_days_of_their_area_are_sound() -> None:
    assert faults_of(states=[OLD, NEW]) == []
    assert faults_of(states=[NEW, OLD]) == []


@pytest.mark.parametrize(
    ("states", "fault"),
    [
        (
            [with_days(OLD, "2000-01-01", "2011-01-01"), NEW],
            "area_states.csv:3: `district-001` has two states from 2010-01-01 to 2011-01-01",
        ),
        (
            [with_days(OLD, "2000-01-01", "2009-01-01"), NEW],
            "area_states.csv:3: `district-001` has no state from 2009-01-01 to 2010-01-01",
        ),
        (
            [with_days(OLD, "2001-01-01", "2010-01-01"), NEW],
            "area_states.csv:2: `district-001` has no state from 2000-01-01 to 2001-01-01",
        ),
        (
            [OLD, with_days(NEW, "2010-01-01", "2019-01-01")],
            "area_states.csv:3: `district-001` has no state from 2019-01-01 to 2020-01-01",
        ),
        (
            [with_days(OLD, "1999-01-01", "2010-01-01"), NEW],
            "area_states.csv:2: `district-001` exists from 2000-01-01 to 2020-01-01, but has a state "
            "from 1999-01-01 to 2010-01-01",
        ),
        (
            [OLD, with_days(NEW, "2010-01-01", "")],
            "area_states.csv:3: `district-001` exists from 2000-01-01 to 2020-01-01, but has a state "
            "from 2010-01-01 on",
        ),
        (
            [OLD, state("district-001", "Khác", "2010-01-01", "2020-01-01", "country-VN")],
            "area_states.csv:3: the last state of `district-001` differs from its row of areas.csv: `name` is `Khác`, "
            "not `Một`, `full_name` is `Huyện Khác`, not `Huyện Một`, `parent_id` is `country-VN`, not `province-01`, "
            "`search_key` is `huyện khác`, not `huyện một`",
        ),
        (
            [state("district-009", "Chín", "2000-01-01", "2010-01-01")],
            "area_states.csv:2: `area_id` is `district-009`, which areas.csv does not have",
        ),
    ],
)
def test_states_that_do_not_tell_the_life_of_their_area(states: list[Row], fault: str) -> None:
    assert faults_of(states=states) == [fault]


def test_of_an_area_that_goes_on_a_state_must_go_on() -> None:
    since = ("district-003", "2020-01-01", "false", "2024-01-01", "Huyện", "Ba", "Huyện Ba", HANOI, "huyện ba")
    assert faults_of(states=[since]) == ["area_states.csv:2: `district-003` has no state from 2024-01-01 on"]


DAYS = st.integers(0, 7304).map(lambda days: f"{date(2000, 1, 1) + timedelta(days=days)}")


@settings(deadline=None, max_examples=30)
@given(st.lists(DAYS, min_size=2, max_size=4, unique=True).map(sorted))
def test_states_are_sound_where_they_fill_the_life_and_nowhere_else(days: list[str]) -> None:
    states = [state("district-001", "Một", since, until) for since, until in pairwise(days)]
    fills = (days[0], days[-1]) == ("2000-01-01", "2020-01-01")
    assert (faults_of(states=states) == []) == fills
    within = ["2000-01-01", *(day for day in days if day != "2000-01-01"), "2020-01-01"]
    assert faults_of(states=[state("district-001", "Một", since, until) for since, until in pairwise(within)]) == []


def test_a_change_is_of_the_day_on_which_one_ends_or_the_other_begins() -> None:
    assert faults_of(changes=[("district-001", "district-003", "2020-01-01", "full")]) == []
    assert faults_of(changes=[("district-003", "district-004", "2020-01-01", "partial")]) == []
    assert faults_of(changes=[("district-001", "district-002", "2020-01-01", "full")]) == []


@pytest.mark.parametrize(
    ("old", "new", "ends"),
    [("district-001", "district-003", "ends on 2020-01-01"), ("district-003", "district-004", "goes on")],
)
def test_a_change_of_another_day_fits_neither(old: str, new: str, ends: str) -> None:
    assert faults_of(changes=[(old, new, "2021-01-01", "partial")]) == [
        f"area_changes.csv:2: `{old}` became `{new}` on 2021-01-01, but the one {ends} and the other begins on "
        "2020-01-01"
    ]


def became(*pairs: tuple[int, int]) -> list[Row]:
    return [(f"district-00{old}", f"district-00{new}", "2020-01-01", "partial") for old, new in pairs]


def circles_of(*pairs: tuple[int, int]) -> list[str]:
    return [fault for fault in faults_of(changes=became(*pairs)) if fault.endswith(", which is a circle")]


def test_areas_that_became_one_another_are_a_circle() -> None:
    way = "`district-001` became `district-003` became `district-004` became `district-001`"
    assert circles_of((1, 3), (3, 4), (4, 1), (2, 3)) == [f"area_changes.csv:2: {way}, which is a circle"]


def test_an_area_that_became_itself_is_a_circle() -> None:
    way = "`district-001` became `district-001`"
    assert circles_of((2, 1), (1, 1)) == [f"area_changes.csv:3: {way}, which is a circle"]


def test_every_circle_is_told() -> None:
    told = circles_of((1, 3), (3, 1), (2, 4), (4, 2), (1, 2))
    assert [fault.split(": ")[0] for fault in told] == ["area_changes.csv:2", "area_changes.csv:4"]


PAIRS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=6, unique=True)


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_a_circle_is_told_where_there_is_one(pairs: list[tuple[int, int]]) -> None:
    reached = set(pairs)
    for _ in range(4):
        reached |= {(a, d) for a, b in reached for c, d in reached if b == c}
    assert bool(circles_of(*pairs)) == any(old == new for old, new in reached)


ALIAS = ("district-001", "Hai", "alias", "hai")
OWN = ("district-002", "Hai", "short", "hai")


def test_an_alias_may_be_a_name_that_a_sibling_bears_at_another_time() -> None:
    assert len(faults_of(names=[(*ALIAS, "", ""), (*OWN, "", "")])) == 1
    assert len(faults_of(names=[(*ALIAS, "", "2010-01-02"), (*OWN, "2010-01-01", "")])) == 1
    assert faults_of(names=[(*ALIAS, "", "2010-01-01"), (*OWN, "2010-01-01", "")]) == []


def test_all_faults_are_told_at_once_in_the_order_of_the_files() -> None:
    told = faults_of(
        states=[with_days(OLD, "2000-01-01", "2009-01-01"), NEW],
        names=[(*ALIAS, "", ""), (*OWN, "", "")],
        changes=[*became((1, 3), (1, 1)), ("district-001", "district-004", "2021-01-01", "partial")],
    )
    assert [fault.split(": ")[0] for fault in told] == [
        "area_states.csv:3", "area_changes.csv:3", "area_changes.csv:4", "area_names.csv:2",
    ]  # fmt: skip


def test_an_area_without_states_of_its_own_has_the_one_that_its_row_tells() -> None:
    data = {
        file: "\n".join(",".join(row) for row in (tuple(AREA_FILES[file].dtypes()), *rows)).encode()
        for file, rows in zip(AREA_FILES, (AREAS, [OLD, NEW], [], []), strict=True)
    }
    files = read_areas(data, Faults())
    told = all_states(files["areas.csv"].good, files["area_states.csv"].good)
    assert told.select("area_id", "name").rows()[1:4] == [
        ("district-001", "Cũ"), ("district-001", "Một"), ("district-002", "Hai"),
    ]  # fmt: skip
    assert told.columns == list(AREA_FILES["area_states.csv"].dtypes())
