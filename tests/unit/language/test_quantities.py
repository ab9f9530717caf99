"""Numbers as Vietnamese texts write them: what they amount to, how they are hedged, and what is no amount."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language import quantities
from pipelines.language.numerals import read_digits, read_words
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text


def found(source: str) -> list[Quantity]:
    return quantities.find(Text.of(source))


def only(source: str) -> Quantity:
    (quantity,) = [q for q in found(source) if q.is_amount]
    return quantity


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("đón 1.500.000 lượt", 1_500_000),
        ("có 3000 hộ", 3000),
        ("có 02 di sản", 2),
        ("đạt 3,5 triệu lượt", 3_500_000),
        ("đón 1,250 triệu lượt", 1_250_000),  # a comma with three digits is a decimal here
        ("đón 42 vạn lượt", 420_000),
        ("đón 3 triệu 150 ngàn lượt", 3_150_000),
        ("đón 2,37triệu lượt", 2_370_000),
        ("thu 7,1 nghìn tỷ đồng", 7.1e12),
        ("thu 1 tỷ 200 triệu đồng", 1.2e9),
        ("hai triệu rưỡi lượt", 2_500_000),
        ("hai mươi lăm lễ hội", 25),
        ("vượt nửa triệu lượt", 500_000),
        ("chỉ số 0.8002 điểm", 0.8002),
    ],
)
def test_written_forms(written: str, value: float) -> None:
    assert only(written).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("written", "bound", "lower", "upper"),
    [
        ("đạt 413 người", "exact", 413, 413),
        ("hơn 120 lễ hội", "gt", 120, None),
        ("ước đạt hơn 120 lễ hội", "gt", 120, None),
        ("gần 2.000 thành viên", "lt_near", None, 2000),
        ("khoảng gần 4 triệu lượt", "lt_near", None, 4_000_000),
        ("khoảng 1.500.000 lượt", "about", 1_450_000, 1_550_000),
        ("ước khoảng trên 6.000 lượt", "gt", 6000, None),
        ("tối thiểu 80% hồ sơ", "ge", 80, None),
        ("90% hồ sơ thủ tục trở lên", "ge", 90, None),
        ("không quá 15 ngày", "le", None, 15),
        ("mức độ 4 và bên dưới là 129 tổ", "exact", 129, 129),
    ],
)
def test_hedges(written: str, bound: str, lower: float | None, upper: float | None) -> None:
    quantity = [q for q in found(written) if q.is_amount][-1]
    assert (quantity.bound, quantity.lower, quantity.upper) == (bound, lower, upper)


@pytest.mark.parametrize(
    ("written", "lower", "upper"),
    [
        ("1,3-1,5 triệu khách", 1_300_000, 1_500_000),
        ("từ 8 đến 10 người", 8, 10),
        ("60 - 65%", 60, 65),
        ("1.000.000 đến 1.200.000 lượt", 1_000_000, 1_200_000),
        ("giá 20-30.000đ", 20_000, 30_000),
    ],
)
def test_ranges_share_their_unit(written: str, lower: float, upper: float) -> None:
    quantity = only(written)
    assert (quantity.bound, quantity.value) == ("range", None)
    assert (quantity.lower, quantity.upper) == (lower, upper)


def test_a_ratio_keeps_both_terms() -> None:
    quantity = only("có 13/14 xã, thị trấn")
    assert (quantity.category, quantity.value, quantity.total) == ("ratio", 13, 14)


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("ngày 27/9/2022", "date"),
        ("năm 2024", "date"),
        ("6 tháng đầu năm", "date"),
        ("quý I/2013", "date"),
        ("Luật số 39/2024/QH15", "document_number"),
        ("Quyết định số 969", "document_number"),
        ("Hotline: 0982.095.095", "phone"),
        ("kỷ niệm 70 năm", "anniversary"),
        ("lần thứ X", "ordinal"),
        ("1. Về du lịch", "ordinal"),
        ("(2) Về văn hóa", "ordinal"),
        ("1.2. Về lễ hội", "ordinal"),
        ("phát triển 4G/5G", "part_of_name"),
        ("bộ phận một cửa", "part_of_name"),
        ("mô hình chợ 4.0", "part_of_name"),
    ],
)
def test_numbers_that_are_no_amounts(written: str, category: str) -> None:
    assert {q.category for q in found(written)} == {category}


@pytest.mark.parametrize("written", ["12 lễ hội", "2.500 lượt", "khách đông (3) lần", "Cả năm có 3. Khách"])
def test_a_number_that_counts_is_no_place_in_a_list(written: str) -> None:
    assert {q.category for q in found(written)} <= {"cardinal"}


@pytest.mark.parametrize(
    "written", ["huyện Ba Vì", "quận Hai Bà Trưng", "không có gì", "tỷ lệ hộ nghèo", "hàng trăm lượt khách"]
)
def test_homographs_are_silent(written: str) -> None:
    assert not found(written)


def test_five_and_the_year_are_told_apart() -> None:
    numbers = found("xếp hạng thêm năm di tích trong năm 2020")
    assert [(q.surface, q.value) for q in numbers] == [("năm", 5), ("2020", None)]


@given(st.integers(min_value=0, max_value=999_999_999_999))
def test_dotted_digits_read_back(number: int) -> None:
    assert read_digits(f"{number:,}".replace(",", ".")).value == number


ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(number: int) -> list[str]:
    """Say a number below a million as school teaches it."""
    if number >= 1000:
        return [
            *in_words(number // 1000),
            "nghìn",
            *(_below_thousand(number % 1000, is_full=True) if number % 1000 else []),
        ]
    return _below_thousand(number, is_full=False)


def _below_thousand(number: int, *, is_full: bool) -> list[str]:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [ONES[hundreds], "trăm"] if hundreds or is_full else []
    if tens == 0:
        return words + ((["linh", ONES[ones]] if words else [ONES[ones]]) if ones or not words else [])
    words += ["mười"] if tens == 1 else [ONES[tens], "mươi"]
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, ONES[ones]))
    return words


@given(st.integers(min_value=1, max_value=999_999))
def test_number_words_read_back(number: int) -> None:
    numeral = read_words(in_words(number))
    assert numeral is not None
    assert numeral.value == number


@given(st.text(alphabet="0123456789.,/-% đồngtriệutỷnăm ", max_size=60))
def test_numbers_never_overlap_and_stand_where_they_say(source: str) -> None:
    text = Text.of(source)
    numbers = quantities.find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    assert all(q.surface == text.cased[q.start : q.end] for q in numbers)


@pytest.mark.parametrize("source", ["9" * 20_000, "1.0" * 7000, "(" * 20_000, "1/2-" * 2000, "năm " * 2000])
def test_no_pattern_runs_away(source: str) -> None:
    numbers = quantities.find(Text.of(source))
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    assert bool(numbers) == any(c.isdigit() for c in source)
