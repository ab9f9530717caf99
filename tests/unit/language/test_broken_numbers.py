"""Numbers that a PDF broke: closed up where one reading is left, listed without a value where two are."""

import pytest

from pipelines.language import quantities
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text


def found(source: str) -> list[Quantity]:
    return quantities.find(Text.of(source))


@pytest.mark.parametrize(
    ("written", "surface", "value"),
    [
        ("tỷ lệ thôn văn hóa đạt 9 6% trở lên", "9 6", 96),
        ("đạt 10 0% hồ sơ", "10 0", 100),
        ("đón 2.300. 000 lượt khách", "2.300. 000", 2_300_000),
        ("đón 47 .200 lượt khách", "47 .200", 47_200),
        ("thu 6 ,2 tỷ đồng", "6 ,2 tỷ", 6.2e9),
        ("đón 31.0 00 lượt khách", "31.0 00", 31_000),
    ],
)
def test_a_break_with_one_reading_is_closed_and_told(written: str, surface: str, value: float) -> None:
    (number,) = found(written)
    assert (number.surface, number.value, number.is_repaired) == (surface, value, True)


@pytest.mark.parametrize("written", ["năm 2.01 9", "Đến hết năm 20 21,", "năm 201 8"])
def test_a_broken_year_is_a_date(written: str) -> None:
    (number,) = found(written)
    assert (number.category, number.value, number.is_repaired) == ("date", None, True)


@pytest.mark.parametrize(
    "written",
    [
        "9 6%",  # or two cells
        "đón 2.300. 400 lượt khách",  # or the end of a sentence
        "có 1 6 xã",  # or 1/6
        "năm 201 8 xã",  # or a year and a number of communes
        "đạt 44 71%",
        "9" * 40,
    ],
)
def test_what_can_be_read_in_two_ways_has_no_value(written: str) -> None:
    (number,) = found(written)
    assert (number.category, number.value, number.is_amount) == ("broken", None, False)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("năm 2023 6 xã", [None, 6]),
        ("tháng 8 7 xã", [None, 7]),
        ("thôn 4 150 hộ", [None, 150]),
        ("các mức 10, 15, 20%", [10, 15, 20]),
        ("1 2 3", [1, 2, 3]),
        ("Quý 2 2023", [None, None]),
        ("Hồng Phong 14 250 731", [14, 250, 731]),
        ("Hồng Phong\t14\t250 hộ", [14, 250]),
        ("Bảng 2 415 hộ", [2, 415]),
        ("điện thoại 0913 224 668", [None]),
    ],
)
def test_numbers_side_by_side_are_not_one(written: str, values: list[float | None]) -> None:
    numbers = found(written)
    assert [number.value for number in numbers] == values
    assert not any(number.is_repaired for number in numbers)


@pytest.mark.parametrize(
    ("written", "value"),
    [("có 24 310 người", 24_310), ("2 700 000", 2_700_000), ("Huyện đón 1 350 000 lượt khách", 1_350_000)],
)
def test_groups_of_three_behind_blanks_are_no_break(written: str, value: float) -> None:
    (number,) = found(written)
    assert (number.value, number.is_repaired) == (value, False)


def test_a_range_of_blank_grouped_numbers() -> None:
    (number,) = found("đón 12 500 - 13 000 lượt")
    assert (number.lower, number.upper) == (12_500, 13_000)


def test_the_hedge_of_a_closed_number_stands_before_its_first_piece() -> None:
    text = Text.of("ước hơn 9 6% hộ")
    (number,) = quantities.find(text)
    assert (number.bound, number.lower, text.norm[number.hedge_start : number.start]) == ("gt", 96, "hơn ")


def test_a_crowd_of_numbers_without_a_letter_is_no_text() -> None:
    numbers = found("Có 5 xã. " + "1 22 " * 600 + "và 7 thôn")
    assert [(n.category, n.value) for n in numbers] == [("cardinal", 5), ("broken", None), ("cardinal", 7)]
