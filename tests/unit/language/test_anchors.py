"""Patterns tried only where their first words stand find what a search of every letter finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language import periods, places
from pipelines.language.anchors import Anchored, Opening, openings
from pipelines.language.text import Text, words_of

PATTERNS = [
    r"(?<!\w)(?:trong|cả)?\s*năm\s*(?:19|20)\d{2}(?!\d)",
    r"(?<!\w)\(?\s*\d{1,2}\s*/\s*\d{1,2}",
    r"(?<!\w)quý\s+(?:i{1,3}|iv)(?!\w)",
    r"hiện(?=\s+có)|(?:/|một\s+)(?:ngày|năm)(?!\w)",
    r"(?<!\w)(?:hai|ba|\d+)\s+(?:tháng|năm)",
    r"(?<!\w)\w+\s+tháng",
    r"[aă]n",
]
PIECES = (
    "trong cả năm 2024 20 9 / ( quý i ii iii iv iiii hiện thiện có một ngày , . hai ba tháng tháng9 năm2024 trongnăm "
    "ăn bán  cănnăm 3tháng một/năm"
)
PASSAGES = st.lists(
    st.tuples(st.sampled_from(PIECES.split(" ")), st.sampled_from(["", " ", "  ", ", ", "/"])), max_size=20
).map(lambda pairs: "".join(piece + link for piece, link in pairs))


@given(PASSAGES)
def test_what_is_found_is_what_a_search_of_every_letter_finds(passage: str) -> None:
    patterns = [re.compile(pattern) for pattern in PATTERNS]
    found = [(number, match.span()) for number, match in Anchored(patterns).matches(passage)]
    assert found == [(n, match.span()) for n, pattern in enumerate(patterns) for match in pattern.finditer(passage)]


TIMES = (
    "từ đến hết cuối đầu năm tháng ngày quý II nửa 6 9 12 30/4 2/9 1/5/2024 2024 2021-2025 (2020 so với cùng kỳ trước "
    "nay qua trong giai đoạn mỗi hàng tuần một hai mười dịp nghỉ lễ tết mùng tính tới thời điểm hiện có thực / - , . "
    "của riêng nhiều liên tiếp gần đây vừa nhiệm toàn cả đón sáng"
)
PLACES = (
    "huyện xã tỉnh TP. thành phố thị trấn cũ Sóc Sơn Hà Nội Ba Vì các những làng chùa Hương này đó điểm du lịch 3 hai "
    "toàn cả nước trên địa bàn khu di tích UBND sở của , ; - . và việt nam đón hoạt động ubnd từ đảo Cát Hải"
)


@given(st.lists(st.sampled_from(TIMES.split(" ")), max_size=25).map(" ".join))
def test_rules_of_time_lose_nothing(source: str) -> None:
    norm = Text.of(source).norm
    patterns = periods._ANCHORED._patterns
    assert [(n, m.span()) for n, m in periods._ANCHORED.matches(norm)] == [
        (n, m.span()) for n, pattern in enumerate(patterns) for m in pattern.finditer(norm)
    ]


@given(st.lists(st.sampled_from(PLACES.split(" ")), max_size=25).map(" ".join))
def test_rules_of_places_lose_nothing(source: str) -> None:
    norm = Text.of(source).norm
    patterns = places._ANCHORED._patterns
    assert [(n, m.span()) for n, m in places._ANCHORED.matches(norm)] == [
        (n, m.span()) for n, pattern in enumerate(patterns) for m in pattern.finditer(norm)
    ]


@pytest.mark.parametrize("rules", [periods._ANCHORED, places._ANCHORED, places._ACTORS])
def test_every_rule_begins_with_words_that_are_known(rules: Anchored) -> None:
    assert not rules._everywhere


def test_the_words_that_a_pattern_begins_with() -> None:
    found = openings(re.compile(r"(?<!\w)(?:từ\s+)?ngày\s+\d{1,2}(?!\d)"))
    assert found == {Opening("từ", "ngày", False, False), Opening("ngày", "0", False, False)}


@pytest.mark.parametrize("pattern", [r"(?<!\w)\w+\s+tháng", r"(?<!\w)năm|tháng[a-z]*", r"(?i)(?<!\w)năm\s"])
def test_a_pattern_that_can_begin_with_anything_is_searched_for_everywhere(pattern: str) -> None:
    assert openings(re.compile(pattern)) is None


def test_words_are_cut_with_their_places() -> None:
    assert words_of("(đón 1.500 lượt") == (["đón", "1", "500", "lượt"], [1, 5, 7, 11])
    assert words_of("") == ([], [])
