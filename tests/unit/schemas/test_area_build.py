"""What is built from the packages and the corrections, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import area_sources, build_areas
from schemas.catalogue.area_corrections import Correction, Corrections, Step
from schemas.catalogue.area_sources import Source, Sources
from schemas.catalogue.area_units import names, states
from schemas.catalogue.faults import CatalogueError


def correction(area_id: str, change: str, **fields: str) -> Correction:
    empty = dict.fromkeys(("changed_on", "was", "becomes", "parent_id", "decision", "note"), "")
    return Correction(2, area_id, change, **(empty | fields))


def sources(early: dict[str, Source], late: dict[str, Source]) -> Sources:
    province = {"province-01": Source("Thành phố Hà Nội", "country-VN")}
    return Sources(province | early, province | late, {}, frozenset())


HUYEN = {"district-123": Source("Huyện Mộc Châu", "province-01")}
THI_XA = {"district-123": Source("Thị xã Mộc Châu", "province-01")}


@pytest.mark.parametrize(
    ("early", "late", "rows", "message"),
    [
        (HUYEN, THI_XA, [], "add a `renamed` or `moved` row"),
        ({}, THI_XA, [], "add a `begins` row"),
        (HUYEN, {}, [], "add or remove its `ends` row"),
        (
            HUYEN,
            HUYEN,
            [correction("district-123", "spelled", was="Huyện Mộc Chau", becomes="?")],
            "review or remove the row",
        ),
        (HUYEN, HUYEN, [correction("district-123", "renamed", was="A", becomes="B")], "review the states"),
        (HUYEN, HUYEN, [correction("district-124", "alias", becomes="Mộc")], "no such area; mend the id"),
        (HUYEN, HUYEN, [correction("district-123", "renmaed")], "use one of begins"),
        (HUYEN, {}, [correction("district-123", "ends", was="Huyện Mộc", changed_on="2025-01-01")], "mend one of them"),
        (HUYEN, HUYEN, [correction("district-123", "link_dropped", was="commune-00001-2025")], "remove the row"),
    ],
)
def test_what_packages_and_corrections_do_not_explain_is_refused(
    early: dict[str, Source], late: dict[str, Source], rows: list[Correction], message: str
) -> None:
    with pytest.raises(CatalogueError, match=re.escape(message)):
        build_areas.build(sources(early, late), Corrections(rows))


def test_all_faults_are_told_at_once() -> None:
    rows = [correction("district-124", "alias", becomes="Mộc"), correction("district-125", "alias", becomes="Châu")]
    with pytest.raises(CatalogueError) as caught:
        build_areas.build(sources(HUYEN, THI_XA), Corrections(rows))
    assert len(caught.value.faults) == 3


def test_a_renamed_unit_keeps_both_names_and_takes_the_last() -> None:
    renamed = correction(
        "district-123", "renamed", changed_on="2025-03-01", was="Huyện Mộc Châu", becomes="Thị xã Mộc Châu"
    )
    (unit,) = (
        u for u in build_areas.three_tier(sources(HUYEN, THI_XA), Corrections([renamed])) if u.level == "district"
    )
    assert unit.last.full_name == "Thị xã Mộc Châu"
    official = [(one.name, one.valid_from, one.valid_to) for one in names(unit, ()) if one.kind == "official"]
    assert official == [("Thị xã Mộc Châu", "2025-03-01", ""), ("Huyện Mộc Châu", "", "2025-03-01")]


def test_rows_of_one_unit_must_join() -> None:
    steps = [
        correction("district-1", "renamed", changed_on="2022-01-01", was="A", becomes="B"),
        correction("district-1", "renamed", changed_on="2023-01-01", was="C", becomes="D"),
    ]
    corrections = Corrections(reversed(steps))
    assert corrections.chain("district-1", "renamed", "B") == (("", "A"), ("2022-01-01", "B"), ("2023-01-01", "D"))
    with pytest.raises(CatalogueError, match="starts from 'C', not from 'B'; join the rows"):
        corrections.faults.raise_if_any()


def test_a_missing_package_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_sources, "PACKAGES", {"no-such-package": "1.0"})
    with pytest.raises(CatalogueError, match=re.escape("no-such-package: is missing, not 1.0; run `make areas`")):
        area_sources.read_sources()


def test_a_unit_has_a_state_for_each_stretch_between_two_changes() -> None:
    rows = [
        correction("district-123", "renamed", changed_on="2023-01-01", was="Huyện A", becomes="Thị xã A"),
        correction("district-123", "moved", changed_on="2024-01-01", was="province-02", becomes="province-01"),
    ]
    early = {"province-02": Source("Tỉnh B", "country-VN"), "district-123": Source("Huyện A", "province-02")}
    late = {"province-02": Source("Tỉnh B", "country-VN"), "district-123": Source("Thị xã A", "province-01")}
    written = build_areas.build(sources(early, late), Corrections(rows))["area_states.csv"]
    assert [row[:4] + row[6:8] for row in written[1:]] == [
        ("district-123", "2021-11-01", "false", "2023-01-01", "Huyện A", "province-02"),
        ("district-123", "2023-01-01", "true", "2024-01-01", "Thị xã A", "province-02"),
        ("district-123", "2024-01-01", "true", "2025-07-01", "Thị xã A", "province-01"),
    ]


def test_what_changes_on_one_day_is_one_state() -> None:
    names_told = [Step("", "A"), Step("2024-01-01", "B")]
    parents = [Step("", "province-01"), Step("2024-01-01", "province-02")]
    told = states("2021-11-01", False, "", names_told, parents)
    assert [(state.full_name, state.parent_id) for state in told] == [("A", "province-01"), ("B", "province-02")]


CHANGE_DAYS = st.lists(st.dates().map(str), unique=True, max_size=6).map(sorted)


@given(CHANGE_DAYS, CHANGE_DAYS)
def test_states_fill_a_life_without_a_gap(renamed: list[str], moved: list[str]) -> None:
    full_names = [Step("", "?"), *(Step(day, f"of {day}") for day in renamed)]
    parents = [Step("", "?"), *(Step(day, f"in {day}") for day in moved)]
    told = states("0000", False, "", full_names, parents)
    assert len(told) == 1 + len({*renamed, *moved})
    assert [state.valid_to for state in told] == [*(state.valid_from for state in told[1:]), ""]
    for state in told:
        assert state.full_name == [step.said for step in full_names if step.since <= state.valid_from][-1]
        assert state.parent_id == [step.said for step in parents if step.since <= state.valid_from][-1]


def test_an_alias_that_means_a_sibling_too_is_left_out() -> None:
    early = {
        "district-001": Source("Thị xã Hoà Bình", "province-01"),
        "district-002": Source("Huyện Hòa Bình", "province-01"),
    }
    rows = build_areas.build(sources(early, early), Corrections([]))["area_names.csv"]
    called = {(area_id, name) for area_id, name, *_ in rows}
    assert ("district-001", "Hoà Bình") in called
    assert ("district-002", "Hoà Bình") not in called


def test_an_alias_that_a_sibling_bore_before_is_kept() -> None:
    early = {
        "district-001": Source("Huyện Đạ Huoai", "province-01"),
        "district-002": Source("Huyện Đạ Tẻh", "province-01"),
    }
    late = {"district-002": Source("Huyện Đạ Huoai", "province-01")}
    day = {"changed_on": "2025-01-01"}
    rows = [
        correction("district-001", "ends", was="Huyện Đạ Huoai", **day),
        correction("district-002", "renamed", was="Huyện Đạ Tẻh", becomes="Huyện Đạ Huoai", **day),
    ]
    named = build_areas.build(sources(early, late), Corrections(rows))["area_names.csv"]
    assert {row[0] for row in named if row[1] == "H. Đạ Huoai"} == {"district-001", "district-002"}
