"""Names of areas, their spellings, their days and their search keys."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.schemas.area_tables import REFORM, areas, changes_of, states, table

from schemas.catalogue.area_corrections import Step
from schemas.catalogue.area_spellings import name_en, spellings
from schemas.catalogue.area_units import Unit, names
from schemas.catalogue.area_units import states as life
from schemas.catalogue.search_key import search_key, without_diacritics


def test_search_keys_follow_from_the_names() -> None:
    told = [*table("areas.csv"), *table("area_states.csv")]
    assert [row for row in told if row["search_key"] != search_key(row["full_name"])] == []
    assert [row for row in table("area_names.csv") if row["search_key"] != search_key(row["name"])] == []


def test_every_area_has_its_official_name_and_its_former_ones() -> None:
    official = {(row["area_id"], row["name"]) for row in table("area_names.csv") if row["kind"] == "official"}
    present = {(area_id, area["full_name"]) for area_id, area in areas().items()}
    former = {(area_id, row["was"]) for area_id, rows in changes_of("renamed").items() for row in rows}
    assert official == present | former


def test_no_name_is_a_number_or_a_second_copy_of_the_search_key() -> None:
    for row in table("area_names.csv"):
        assert not row["name"].isdigit(), row
        assert row["kind"] == "english" or row["name"] != row["search_key"], row


@pytest.mark.parametrize(
    ("area_id", "name"),
    [
        ("district-016", "H. Sóc Sơn"),
        ("district-760", "Q.1"),
        ("district-088", "TX. Sa Pa"),
        ("district-311", "Thủy Nguyên"),
        ("district-555", "TP Tuy Hòa"),
        ("district-615", "Huyện Đăk Hà"),
        ("district-582", "Phan Rang – Tháp Chàm"),
        ("district-602", "Phú Quý"),
        ("district-474", "Thành phố Huế"),
        ("province-77", "Bà Rịa-Vũng Tàu"),
        ("province-46", "Thừa Thiên - Huế"),
        ("province-46-2025", "TP. Huế"),
        ("province-66", "Đắc Lắc"),
        ("province-79-2025", "TP.HCM"),
        ("commune-27367", "Phường 02"),
        ("commune-00829", "Sủng Cháng"),
    ],
)
def test_texts_find_the_area_under_the_names_they_use(area_id: str, name: str) -> None:
    assert any(row["area_id"] == area_id and row["name"] == name for row in table("area_names.csv"))


def test_a_former_name_holds_on_the_days_of_its_state() -> None:
    assert days_of("district-682", "Huyện Đạ Tẻh") == ("", "2025-01-01")
    assert days_of("district-682", "Huyện Đạ Huoai") == ("2025-01-01", "")
    assert days_of("district-681", "Huyện Đạ Huoai") == ("", "")


@pytest.mark.parametrize("name", ["Đạ Tẻh", "H. Đạ Tẻh"])
def test_what_follows_from_a_former_name_holds_no_longer_than_it(name: str) -> None:
    assert days_of("district-682", name) == ("", "2025-01-01")


def test_a_short_name_outlives_its_kind() -> None:
    assert days_of("district-123", "Huyện Mộc Châu") == ("", "2025-03-01")
    assert days_of("district-123", "Thị xã Mộc Châu") == ("2025-03-01", "")
    assert days_of("district-123", "Mộc Châu") == ("", "")


def test_an_alias_whose_days_nobody_told_holds_always() -> None:
    assert days_of("district-407", "Huyện Tĩnh Gia") == ("", "")


def days_of(area_id: str, name: str) -> tuple[str, str]:
    [row] = [row for row in table("area_names.csv") if (row["area_id"], row["name"]) == (area_id, name)]
    return row["valid_from"], row["valid_to"]


def test_official_names_have_the_days_of_the_states_that_bear_them() -> None:
    for row in table("area_names.csv"):
        if row["kind"] == "official":
            told = states()[row["area_id"]]
            # A ward is numbered with and without a leading zero.
            borne = [state for state in told if state["full_name"].replace(" 0", " ") == row["name"].replace(" 0", " ")]
            since = "" if borne[0] is told[0] else borne[0]["valid_from"]
            until = "" if borne[-1] is told[-1] else borne[-1]["valid_to"]
            assert (row["valid_from"], row["valid_to"]) == (since, until), row


def test_a_name_taken_up_again_holds_in_between_too() -> None:
    again = unit("district-001", ("", "Huyện A"), ("2022-01-01", "Thị xã A"), ("2023-01-01", "Huyện A"))
    days = {named.name: (named.valid_from, named.valid_to) for named in names(again, ())}
    assert days["Huyện A"] == ("", "")
    assert days["Thị xã A"] == ("2022-01-01", "2023-01-01")


def unit(area_id: str, *full_names: tuple[str, str]) -> Unit:
    steps = [Step(*step) for step in full_names]
    return Unit(area_id, life("2021-11-01", False, REFORM, steps, [Step("", "province-01")]))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thủy Nguyên", ["Thuỷ Nguyên"]),
        ("Hoài Đức", []),
        ("Quý Lộc", ["Quí Lộc"]),
        ("Quỳnh Lưu", []),
        ("Phan Rang-Tháp Chàm", ["Phan Rang - Tháp Chàm", "Phan Rang – Tháp Chàm"]),
        ("Đak Đoa", ["Đắk Đoa", "Đăk Đoa"]),
        ("Ea H'Leo", ["Ea H’Leo"]),
        ("Sóc Sơn", []),
    ],
)
def test_spellings_follow_from_a_name_by_rule(name: str, expected: list[str]) -> None:
    assert spellings(name) == expected


@pytest.mark.parametrize(
    ("full_name", "english"),
    [
        ("Huyện Sóc Sơn", "Soc Son District"),
        ("Phường 04", "Ward 4"),
        ("Thị xã Sa Pa", "Sa Pa Town"),
        ("Việt Nam", "Viet Nam"),
    ],
)
def test_english_names_are_plain_letters_and_the_kind(full_name: str, english: str) -> None:
    assert name_en(full_name) == english


def test_a_numbered_ward_has_no_bare_number_for_a_name() -> None:
    ward = unit("commune-00001", ("", "Phường 04"))
    assert {named.name for named in names(ward, ())} == {"Phường 04", "Phường 4"}


VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠằẩẫấệỉõốợủữýỵĐ '.-\u0300\u0301\u0303\u0309\u0323\u00a0\t")


@given(VIETNAMESE)
def test_a_search_key_of_vietnamese_is_plain_ascii_in_lower_case(text: str) -> None:
    key = search_key(text)
    assert key.isascii() and key == key.lower()
    assert "  " not in key and key == key.strip()


@given(st.text())
def test_a_search_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(VIETNAMESE)
def test_a_search_key_does_not_depend_on_form_or_case(text: str) -> None:
    assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))
    assert search_key(text.upper()) == search_key(text)


@given(VIETNAMESE, VIETNAMESE)
def test_a_search_key_joins_as_its_words_do(one: str, other: str) -> None:
    assert search_key(f"{one} {other}") == f"{search_key(one)} {search_key(other)}".strip()


def test_plain_letters_keep_case_and_punctuation() -> None:
    assert without_diacritics("Đắk R'Lấp - Ðức") == "Dak R'Lap - Duc"
