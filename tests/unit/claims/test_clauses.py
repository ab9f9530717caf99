"""Which words are a number's own: the sentence is cut between its amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.clauses import Clause, clauses
from pipelines.language import quantities
from pipelines.language.text import Text


def cut(sentence: str) -> tuple[str, list[Clause]]:
    text = Text.of(sentence)
    amounts = [q for q in quantities.find(text) if q.is_amount]
    return text.norm, clauses(text.norm, (0, len(text.norm)), amounts)


def lefts(sentence: str) -> list[str]:
    norm, found = cut(sentence)
    return [norm[slice(*clause.left)].strip(" ,;:(") for clause in found]


def rights(sentence: str) -> list[str]:
    norm, found = cut(sentence)
    return [norm[slice(*clause.right)].strip(" ,;:().") for clause in found]


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        ("Huyện có 45 đình; xã có 12 chùa", ["huyện có", "xã có"]),
        ("Huyện có 45 đình, xã có 12 chùa", ["huyện có", "xã có"]),
        ("Huyện có 45 đình và xã có 12 chùa", ["huyện có", "và xã có"]),
        ("Huyện có 45 đình trong đó xã có 12 chùa", ["huyện có", "trong đó xã có"]),
        ("Huyện có 45 đình (gồm 12 ngôi cổ)", ["huyện có", "gồm"]),
        ("Huyện có 45 đình (mới sửa, đẹp) và 12 chùa", ["huyện có", "và"]),
        ("Thu nhập gấp 2 lần chỉ tiêu 15 tỷ đồng", ["thu nhập gấp", "chỉ tiêu"]),
        ("Đình 12 gian lên sàn 45 món", ["đình", ""]),
    ],
)
def test_words_before_a_number(sentence: str, own: list[str]) -> None:
    assert lefts(sentence) == own


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Có 11 ngôi đình, chùa được tu bổ với 42 tỷ đồng", "ngôi đình, chùa được tu bổ"),
        ("Có 11 ngôi đình, kinh phí 42 tỷ đồng", "ngôi đình"),
        ("Có 45 đình nhưng đường còn xấu", "đình"),
        ("Có 45 đình trong khi nơi khác chưa có", "đình"),
        ("Có 45 đình, tuy nhiên đường còn xấu", "đình"),
    ],
)
def test_words_behind_a_number(sentence: str, first: str) -> None:
    assert rights(sentence)[0] == first


@pytest.mark.parametrize("span", ["3 ngày", "một năm", "2 tuần"])
def test_a_span_of_time_takes_no_words_from_its_neighbours(span: str) -> None:
    assert lefts(f"Lễ hội đình sau {span} thu hút 45 đoàn")[-1].startswith("lễ hội đình")


def test_a_mean_of_days_and_days_that_are_counted_are_numbers_like_any() -> None:
    assert lefts("Khách ở 1,87 ngày và 45 đoàn")[-1] == "và"
    assert lefts("Khách ở 1.870 ngày và 45 đoàn")[-1] == "và"


PIECES = st.sampled_from(
    ["45 đình", "12 chùa", "và", "trong đó", ",", ";", "(", ")", "3 ngày", "91%", "lên", "nhưng", "15 tỷ đồng", "huyện"]
)


@given(st.lists(PIECES, max_size=20).map(" ".join))
def test_clauses_follow_their_numbers_and_stay_in_the_sentence(sentence: str) -> None:
    norm, found = cut(sentence)
    for clause in found:
        assert 0 <= clause.left[0] <= clause.left[1] <= clause.right[0] <= clause.right[1] <= len(norm)
        assert clause.segment[0] <= clause.left[1] <= clause.right[0] <= clause.segment[1]
    assert [c.right[0] for c in found] == sorted(c.right[0] for c in found)
