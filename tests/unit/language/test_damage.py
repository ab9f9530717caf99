"""A document that lost letters is told from its words without a vowel; one that did not is never suspected."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.damage import lost_words

REPORT = (
    "Trong dịp lễ hội, huyện đón 12.500 lượt khách du lịch, đạt 105% kế hoạch; các điểm di tích mở cửa miễn phí. "
    "Toàn huyện hiện có 18 di tích được xếp hạng, 6 thư viện xã và một bảo tàng nhỏ."
)


def without(marks: str, text: str) -> str:
    return "".join(c for c in text if not set(unicodedata.normalize("NFD", c)) & set(marks))


@pytest.mark.parametrize(
    "marks", ["\u0323", "\u0323\u0309", "\u0323\u0309\u0303"], ids=["dot", "hook too", "tilde too"]
)
def test_a_text_whose_marked_letters_were_dropped_is_told(marks: str) -> None:
    assert lost_words([without(marks, REPORT)])
    assert lost_words([REPORT]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "UBND, HĐND và MTTQ xã báo cáo theo QĐ-UBND, xem https://xa.gov.vn hoặc www.xa.vn.",
        "Cách tp. Huế 12 km, nặng 3 kg, dài 5 cm, đt: 0123; ths. Nam (đvt: tr. đồng).",
        "Mục b, c, d của khoản 2.",
    ],
)
def test_abbreviations_units_and_addresses_are_no_lost_words(text: str) -> None:
    assert lost_words([text]) == ()


def test_a_slip_in_a_long_text_is_no_loss() -> None:
    assert lost_words([REPORT] * 20 + ["Khch đến dp này đông."]) == ()


@given(st.lists(st.sampled_from(REPORT.split()), max_size=40).map(" ".join))
def test_words_of_the_language_are_never_lost(text: str) -> None:
    assert lost_words([text]) == ()
