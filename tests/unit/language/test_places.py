"""Places that a passage names."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.language import places
from pipelines.language.areas import AreaIndex
from pipelines.language.text import Text
from schemas.catalogue import load

DAY = date(2024, 12, 31)
SOC_SON = "district-016"


Build = Callable[[], AreaIndex]


@pytest.fixture(scope="module")
def build() -> Build:
    catalogue = load()
    tables = (catalogue.areas, catalogue.area_names, catalogue.area_changes, catalogue.area_states)
    return lambda: AreaIndex.of(*(table.iter_rows(named=True) for table in tables))


@pytest.fixture(scope="module")
def index(build: Build) -> AreaIndex:
    return build()


def told(source: str, index: AreaIndex, home: str | None = SOC_SON) -> list[tuple[str, str, tuple[str, ...]]]:
    text = Text.of(source)
    found = places.find(text, index, home, DAY)
    return [(text.norm[m.start : m.end], m.kind, m.candidates) for m in found]


def test_a_unit_is_named_with_its_kind(index: AreaIndex) -> None:
    assert told("Lễ hội của huyện Sóc Sơn", index, None) == [("huyện sóc sơn", "unit", (SOC_SON,))]


def test_a_list_goes_on_with_its_kind(index: AreaIndex) -> None:
    found = told("tại các xã Tân Minh, Tân Dân và Nam Sơn", index)
    assert [(words, kind) for words, kind, _ in found] == [
        ("xã tân minh", "unit"), ("tân dân", "unit"), ("nam sơn", "unit"),
    ]  # fmt: skip


def test_the_longest_name_wins(index: AreaIndex) -> None:
    assert told("tỉnh Thừa Thiên Huế", index, None)[0][0] == "tỉnh thừa thiên huế"


def test_the_own_unit_is_known_without_its_kind(index: AreaIndex) -> None:
    assert told("Năm qua Sóc Sơn đón khách", index) == [("sóc sơn", "bare", (SOC_SON,))]


def test_a_site_bears_its_name(index: AreaIndex) -> None:
    assert told("khách thăm đền Sóc", index) == [("đền sóc", "site", ())]


@pytest.mark.parametrize(
    ("source", "is_actor"),
    [("UBND huyện Sóc Sơn", True), ("phòng Văn hóa huyện Sóc Sơn", True), ("khắp huyện Sóc Sơn", False)],
)
def test_who_speaks_is_no_place(index: AreaIndex, source: str, is_actor: bool) -> None:
    found = places.find(Text.of(source), index, None, DAY)
    assert [m.is_actor for m in found] == [is_actor]


@pytest.mark.parametrize("day", [date(2018, 3, 1), DAY, date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 1)])
def test_an_answer_that_is_remembered_is_that_of_the_day(index: AreaIndex, build: Build, day: date) -> None:
    fresh = build()
    for name, kind in (
        ("Sóc Sơn", None),
        ("Sóc Sơn", "huyện"),
        ("Sóc Sơn", "xã"),
        ("Hà Nội", "thành phố"),
        ("Huế", "tp"),
    ):
        assert index.named(name, kind, day) == fresh.named(name, kind, day)
        for found in index.named(name, kind, day):
            assert index.areas[found].exists_on(day) or index.areas[found].exists_on(date(2025, 6, 30))


@pytest.mark.parametrize(
    "source", ["chùa Hương " * 4000, "huyện Ba Vì " * 2000, "Hà Nội " * 4000, "các xã Ba Vì, " * 2000]
)
def test_no_row_of_names_runs_away(index: AreaIndex, source: str) -> None:
    assert places.find(Text.of(source), index, SOC_SON, DAY)
