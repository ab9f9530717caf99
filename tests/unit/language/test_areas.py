"""Units by name and by what became of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.areas import AreaIndex

OLD, NEW = date(2000, 1, 1), date(2025, 7, 1)


def unit(area_id: str, level: str, name: str, kind: str, since: date, until: date | None) -> dict[str, object]:
    return {
        "area_id": area_id,
        "level": level,
        "system": "old" if until else "new",
        "type_vi": kind,
        "name": name,
        "parent_id": "province-1" if level != "province" else None,
        "valid_from": since,
        "valid_from_is_exact": since == NEW,
        "valid_to": until,
    }


UNITS = [
    unit("province-1", "province", "Hải Trung", "Tỉnh", OLD, None),
    unit("district-1", "district", "Hòn Đông", "Huyện", OLD, NEW),
    unit("district-2", "district", "Đất Liền", "Huyện", OLD, NEW),
    unit("commune-1", "commune", "Bến Cá", "Xã", OLD, NEW),
    unit("commune-2", "commune", "Hòn Đông", "Đặc khu", NEW, None),
    unit("commune-3", "commune", "Đất Liền", "Xã", NEW, None),
]


def index(*changes: tuple[str, str, str]) -> AreaIndex:
    rows = [{"predecessor_id": old, "successor_id": new, "coverage": coverage} for old, new, coverage in changes]
    return AreaIndex.of(UNITS, [], rows)


class TestDistrictsBefore:
    def test_a_district_that_became_one_unit_as_a_whole(self) -> None:
        assert index(("district-1", "commune-2", "full")).districts_before == {"commune-2": ("district-1",)}

    @pytest.mark.parametrize(
        ("old", "coverage"), [("district-2", "partial"), ("commune-1", "full"), ("district-unknown", "full")]
    )
    def test_parts_communes_and_unknown_units_are_none(self, old: str, coverage: str) -> None:
        assert index((old, "commune-3", coverage)).districts_before == {}

    def test_two_districts_that_became_one_unit_are_both_kept(self) -> None:
        found = index(("district-1", "commune-3", "full"), ("district-2", "commune-3", "full"))
        assert found.districts_before == {"commune-3": ("district-1", "district-2")}

    def test_without_changes_there_are_none(self) -> None:
        assert index().districts_before == {}


@pytest.mark.parametrize(
    ("name", "kind", "day", "found"),
    [
        ("Hòn Đông", "huyện", date(2024, 5, 1), ("district-1",)),
        ("Hòn Đông", "đặc khu", date(2025, 8, 1), ("commune-2",)),
        ("Hòn Đông", "huyện", date(2025, 8, 1), ("district-1",)),
        ("Hòn Đông", None, date(2024, 5, 1), ("district-1",)),
        ("Hòn Đông", None, date(2025, 8, 1), ("commune-2",)),
        ("hòn  đông", "huyện", date(2024, 5, 1), ("district-1",)),
        ("Hòn Tây", None, date(2024, 5, 1), ()),
    ],
)
def test_a_name_means_the_unit_of_its_day_and_kind(
    name: str, kind: str | None, day: date, found: tuple[str, ...]
) -> None:
    assert index().named(name, kind, day) == found


def renamed(area_id: str, *spells: tuple[date, str, str, str]) -> list[dict[str, object]]:
    return [
        {"area_id": area_id, "valid_from": since, "type_vi": kind, "name": name, "parent_id": parent_id}
        for since, kind, name, parent_id in spells
    ]


def named(area_id: str, name: str, since: date | None, until: date | None) -> dict[str, object]:
    return {"area_id": area_id, "name": name, "kind": "official", "valid_from": since, "valid_to": until}


MERGED = date(2024, 1, 1)
# Đất Liền took in Hòn Đông and its name, Bến Cá went from the one to the other and became a township; Đất Mới began.
TOLD = AreaIndex.of(
    [
        unit("province-1", "province", "Hải Trung", "Tỉnh", OLD, None),
        unit("district-1", "district", "Hòn Đông", "Huyện", OLD, MERGED),
        unit("district-2", "district", "Hòn Đông", "Thị xã", OLD, NEW),
        unit("district-3", "district", "Đất Mới", "Huyện", MERGED, NEW) | {"valid_from_is_exact": True},
        unit("commune-1", "commune", "Bến Cá", "Thị trấn", OLD, NEW) | {"parent_id": "district-2"},
        unit("commune-2", "commune", "Hòn Đông", "Xã", NEW, None),
    ],
    [
        named("district-1", "Huyện Hòn Đông", None, None),
        named("district-2", "Huyện Đất Liền", None, MERGED),
        named("district-2", "Thị xã Hòn Đông", MERGED, None),
        named("district-3", "Huyện Đất Mới", None, None),
        named("commune-1", "Xã Bến Cá", None, MERGED),
        named("commune-1", "Thị trấn Bến Cá", MERGED, None),
    ],
    states=[
        *renamed("district-2", (OLD, "Huyện", "Đất Liền", "province-1"), (MERGED, "Thị xã", "Hòn Đông", "province-1")),
        *renamed("commune-1", (OLD, "Xã", "Bến Cá", "district-1"), (MERGED, "Thị trấn", "Bến Cá", "district-2")),
    ],
)


@pytest.mark.parametrize(
    ("name", "kind", "day", "found"),
    [
        # Two units bore one name, one after the other.
        ("Hòn Đông", None, date(2023, 12, 31), ("district-1",)),
        ("Hòn Đông", None, MERGED, ("district-2",)),
        ("Hòn Đông", "huyện", date(2023, 1, 1), ("district-1",)),
        ("Hòn Đông", "thị xã", date(2025, 1, 1), ("district-2",)),
        # A kind of another time still finds its unit.
        ("Hòn Đông", "thị xã", date(2018, 1, 1), ("district-2",)),
        ("Bến Cá", "xã", date(2025, 1, 1), ("commune-1",)),
        ("Bến Cá", "thị trấn", date(2018, 1, 1), ("commune-1",)),
        # A former name goes on in texts.
        ("Đất Liền", "huyện", date(2025, 1, 1), ("district-2",)),
        ("Đất Liền", None, date(2026, 1, 1), ("district-2",)),
        # Who is gone is found after its end, who is to come before its beginning.
        ("Đất Mới", "huyện", date(2010, 1, 1), ("district-3",)),
        ("Đất Mới", "huyện", date(2026, 1, 1), ("district-3",)),
        ("Hòn Đông", "huyện", date(2026, 1, 1), ("district-2",)),
        ("Hòn Đông", "xã", date(2010, 1, 1), ("commune-2",)),
        ("Hòn Đông", None, date(2026, 1, 1), ("commune-2",)),
        ("Hòn Tây", "xã", date(2024, 1, 1), ()),
    ],
)
def test_days_decide_between_units_of_one_name(name: str, kind: str | None, day: date, found: tuple[str, ...]) -> None:
    assert TOLD.named(name, kind, day) == found


def test_of_units_that_are_gone_the_nearest_is_meant_on_every_day_between_two_changes() -> None:
    early, late = date(2010, 1, 1), date(2020, 1, 1)
    twins = AreaIndex.of(
        [
            unit("district-1", "district", "Hòn Đông", "Huyện", OLD, early),
            unit("district-2", "district", "Hòn Đông", "Huyện", late, NEW) | {"valid_from_is_exact": True},
        ],
        [],
    )
    days = (date(2010, 1, 1), date(2014, 12, 1), date(2015, 2, 1), date(2019, 12, 31))
    assert [twins.named("Hòn Đông", "huyện", day) for day in days] == [
        ("district-1",), ("district-1",), ("district-2",), ("district-2",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "kind", "name", "held"),
    [
        (date(1990, 1, 1), "xã", "Đất Liền", ("commune-1", "district-1", "province-1")),
        (date(2023, 12, 31), "xã", "Đất Liền", ("commune-1", "district-1", "province-1")),
        (MERGED, "thị trấn", "Hòn Đông", ("commune-1", "district-2", "province-1")),
        (date(2030, 1, 1), "thị trấn", "Hòn Đông", ("commune-1", "district-2", "province-1")),
    ],
)
def test_the_units_of_a_day_have_its_kinds_names_and_parents(
    day: date, kind: str, name: str, held: tuple[str, ...]
) -> None:
    then = TOLD.on(day)
    assert (then.areas["commune-1"].kind, then.areas["district-2"].name) == (kind, name)
    assert then.lineage("commune-1") == held
    assert then.ancestor("commune-1", "district") == held[1]
    assert then.on(MERGED).lineage("commune-1")[1] == "district-2"
    assert then.on(day) is then


def test_without_states_units_are_what_they_were_last() -> None:
    assert index().on(date(2010, 1, 1)).areas == index().areas


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from(("huyện", "thị xã", "xã", "thị trấn", None)))
def test_who_bears_a_name_on_the_day_goes_before_all_others(day: date, kind: str | None) -> None:
    for name in ("Hòn Đông", "Đất Liền", "Đất Mới", "Bến Cá"):
        then = TOLD.on(day).areas.values()
        on_the_day = {
            a.area_id for a in then if a.name == name and a.exists_on(day) and (kind is None or a.kind == kind)
        }
        found = set(TOLD.named(name, kind, day))
        assert found == on_the_day if on_the_day else found or kind is not None
