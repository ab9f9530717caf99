"""Units by name and by what became of them."""

from datetime import date

import pytest

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
