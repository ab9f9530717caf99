"""Numbers in words and in the short forms of speech: what they say, and which words only look like numbers."""

import pytest

from pipelines.language import quantities
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text


def amounts(source: str) -> list[Quantity]:
    return [number for number in quantities.find(Text.of(source)) if number.is_amount]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("có 4 chục hộ", 40),
        ("giá 250k", 250_000),
        ("đạt sáu mươi hai phẩy bảy phần trăm", 62.7),
        ("âm bốn độ c", -4),
        ("tăng trưởng đạt -2,4%", -2.4),
        ("(-2,4%)", -2.4),
        ("hơn 3/4 số hộ", 0.75),
        ("ba trăm tư người", 340),
        ("hai nghìn linh bảy hộ", 2007),
        ("một triệu sáu lượt khách", 1_600_000),
        ("bảy mốt xã", 71),
        ("ba tấn rưỡi", 3.5),
        ("hai mươi năm", 20),  # a five behind tens is "lăm"
    ],
)
def test_what_is_said(written: str, value: float) -> None:
    (number,) = amounts(written)
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("written", "lower", "upper"),
    [("ba bốn trăm hộ", 300, 400), ("sáu bảy người", 6, 7), ("từ hai đến bốn triệu lượt", 2_000_000, 4_000_000)],
)
def test_what_is_said_as_a_range(written: str, lower: float, upper: float) -> None:
    (number,) = amounts(written)
    assert (number.value, number.lower, number.upper) == (None, lower, upper)


@pytest.mark.parametrize(
    "written",
    [
        "dăm bảy người",
        "vài ba hộ",
        "hàng chục nghìn lượt khách",
        "không một hộ nào",
        "không đồng ý",
        "tháng mười",
        "thứ hai",
        "hạt chín",
        "xã Triệu Sơn",
        "phường Tám Xã",
        "độ phân giải 4k",
        "tối 3/4",
        "năm một nghìn chín trăm bảy mươi lăm",
    ],
)
def test_what_only_looks_like_an_amount(written: str) -> None:
    assert not amounts(written)


@pytest.mark.parametrize(("written", "value"), [("- 14 di tích", 14), ("-14 di tích", 14), ("- 62% hộ", 62)])
def test_the_dash_of_a_list_is_no_minus(written: str, value: float) -> None:
    (number,) = amounts(written)
    assert number.value == value


def test_a_scale_that_begins_a_name_multiplies_nothing() -> None:
    (number,) = amounts("số 5 Vạn Bảo")
    assert number.value == 5
    (number,) = amounts("ĐÓN 5 VẠN LƯỢT KHÁCH")
    assert number.value == 50_000
