"""Which percentage is that of a ratio, and which ratios it can stand for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.claims.ratios import Share, shares
from pipelines.language import quantities
from pipelines.language.text import Text


def only_share(sentence: str) -> Share:
    text = Text.of(sentence)
    (share,) = shares(text.norm, (0, len(text.norm)), [q for q in quantities.find(text) if q.is_amount])
    return share


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 18/24 thôn văn hóa, đạt 75%.",
        "Có 18/24 thôn, tổ dân phố đạt danh hiệu văn hóa năm 2023, tỷ lệ 75%, tăng 3% so với năm trước.",
        "Có 18/24 xã đạt tiêu chí số 16 (75%).",
        "Có 18/24 xã có đài truyền thanh (đạt tỷ lệ 75%).",
        "Có 18/24 xã có đài truyền thanh, chiếm 75% tổng số xã.",
        "Có 18/24 nơi đạt chuẩn, tương ứng 75,0%.",
        "Tỷ lệ thôn văn hóa đạt 75% (18/24 thôn).",
        "Tỷ lệ thôn văn hóa đạt hơn 74%, tương ứng 18/24 thôn, tổ dân phố.",
    ],
)
def test_a_percentage_that_the_words_tie_to_the_ratio(sentence: str) -> None:
    share = only_share(sentence)
    assert share.rate is not None
    assert share.is_rate_right


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 18/24 xã có đài truyền thanh; hộ văn hóa đạt 88%.",
        "Có 18/24 xã có đài truyền thanh, tỷ lệ gia đình văn hóa đạt 88%.",
        "Có 18/24 xã có đài truyền thanh, đạt 105% kế hoạch.",
        "Có 18/24 xã có đài truyền thanh, chiếm 12% số xã toàn tỉnh.",
        "Có 18/24 xã có đài truyền thanh (tăng 5%).",
        "Có 18/24 xã, thị trấn đạt 100%.",
        "Có 18/24 xã có nước sạch, đạt từ 95% trở lên.",
        "Số xã có đài tăng 5% (18/24 xã).",
        "Tỷ lệ hộ dùng nước sạch là 95% (18/24 xã đã hoàn thành việc đấu nối).",
    ],
)
def test_a_percentage_of_something_else(sentence: str) -> None:
    assert only_share(sentence).rate is None


@pytest.mark.parametrize(
    ("rate", "is_right"),
    [
        ("91,3%", True),
        ("91,30%", True),
        ("91%", True),
        ("91,4%", False),
        ("92%", False),
        ("hơn 91%", True),
        ("hơn 92%", False),
        ("gần 92%", True),
        ("gần 90%", False),
        ("khoảng 90%", True),
        ("khoảng 80%", False),
    ],
)
def test_printed_digits_and_hedges_say_how_exact_a_rate_is(rate: str, is_right: bool) -> None:
    assert only_share(f"Có 42/46 thôn văn hóa, đạt {rate}.").is_rate_right is is_right


@given(part=st.integers(1, 500), whole=st.integers(1, 500), decimals=st.integers(0, 2), is_cut_off=st.booleans())
def test_a_rate_rounded_or_cut_off_is_right_and_one_further_off_is_not(
    part: int, whole: int, decimals: int, is_cut_off: bool
) -> None:
    assume(1 < part <= whole)
    scaled = 100 * part * 10**decimals
    steps = scaled // whole if is_cut_off else (2 * scaled + whole) // (2 * whole)
    for shift, is_right in ((0, True), (3, False), (-3, False)):
        if steps + shift > 0:
            rate = f"{(steps + shift) / 10**decimals:.{decimals}f}".replace(".", ",")
            assert only_share(f"Có {part}/{whole} hộ văn hóa, đạt {rate}%.").is_rate_right is is_right, rate
