"""Numbers that compare a figure with another one: kept beside it, never a value."""

from collections.abc import Callable

import pytest

from pipelines.claims.model import Reading

Read = Callable[..., Reading]
GUESTS = "Năm 2024 huyện đón 640.000 lượt khách"


def compared(reading: Reading) -> list[tuple[str, float | None, str]]:
    (claim,) = (c for c in reading.claims if c.derivation is None)
    return [(c.kind, c.amount, c.baseline) for c in claim.comparisons]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tăng 128.000 lượt", ("change_absolute", 128_000, "unstated")),
        ("nhiều hơn năm trước 128.000 lượt", ("change_absolute", 128_000, "previous_year")),
        ("bật tăng 25%", ("change_percent", 25, "unstated")),
        ("sụt 3,5% so với năm ngoái", ("change_percent", -3.5, "previous_year")),
        ("tăng trưởng bình quân 8% so với cùng kỳ", ("change_percent", 8, "same_period")),
        ("tăng lần lượt 8% so với cùng kỳ", ("change_percent", 8, "same_period")),
        ("đông hơn cùng kỳ 8%", ("change_percent", 8, "same_period")),
        ("so với cùng kỳ: tăng 12%", ("change_percent", 12, "unstated")),
        ("phục hồi 92% so với năm 2019", ("index_percent", 92, "named_year")),
        ("đáp ứng 92% kế hoạch", ("share_of_plan", 92, "plan")),
        ("gấp 1,7 lần năm 2021", ("times", 1.7, "named_year")),
    ],
)
def test_what_a_comparison_says(read: Read, words: str, expected: tuple[str, float, str]) -> None:
    assert compared(read(f"{GUESTS}, {words}.")) == [expected]


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("tăng 9,6% so với cùng kỳ và vượt 4,7% kế hoạch", ("change_percent", 9.6, "same_period")),
        ("bằng 118,3% năm 2022 và vượt 4,7% kế hoạch", ("index_percent", 118.3, "named_year")),
    ],
)
def test_two_comparisons_keep_their_own_baselines(read: Read, words: str, before: tuple[str, float, str]) -> None:
    assert compared(read(f"{GUESTS}, {words}.")) == [before, ("gap_to_plan", 4.7, "plan")]


def test_the_growth_of_what_is_no_indicator_is_not_the_figures_before_it(read: Read) -> None:
    assert compared(read(f"{GUESTS}, phục vụ 17,27 triệu suất ăn, tăng 9,6% so với cùng kỳ.")) == []


def test_a_hedged_growth_implies_no_figure(read: Read) -> None:
    (claim,) = read(f"{GUESTS}, tăng hơn 18% so với năm trước.").claims
    assert [c.amount for c in claim.comparisons] == [18]


def test_a_comparison_ends_before_the_next(read: Read) -> None:
    claim = read(f"{GUESTS}, đạt 26% kế hoạch năm và chỉ bằng 99,2% cùng kỳ.").claims[0]
    assert [c.surface for c in claim.comparisons] == ["26% kế hoạch năm", "99,2% cùng kỳ"]


def test_a_plan_implied_twice_is_kept_once(read: Read) -> None:
    reading = read(f"{GUESTS}, đạt 104,3% kế hoạch, vượt 4,7% kế hoạch.")
    assert len(compared(reading)) == 2
    assert len([c for c in reading.claims if c.scenario == "plan"]) == 1


def test_what_a_percentage_of_a_named_year_is_held_against(read: Read) -> None:
    claim, _derived = read(f"{GUESTS}, bằng 132% năm 2021.").claims
    assert [(c.amount, c.baseline_year) for c in claim.comparisons] == [(132, 2021)]
    assert claim.period.end.year == 2024


def test_what_came_on_top_is_no_figure(read: Read) -> None:
    assert not read("So với năm 2022 thì có thêm 128.000 lượt khách.").claims


@pytest.mark.parametrize("words", ["tức hơn 264.000 lượt khách", "tương đương tăng 264.000 lượt khách"])
def test_a_comparison_said_again_as_a_number_is_no_figure(read: Read, words: str) -> None:
    reading = read(f"{GUESTS}, gấp 1,7 lần năm 2021, {words}.")
    assert [c.value for c in reading.claims] == [640_000]


def test_the_target_behind_a_multiple_is_a_plan(read: Read) -> None:
    reading = read(f"{GUESTS}, gấp hơn 2 lần chỉ tiêu 300.000 lượt.")
    assert [(c.value, c.scenario) for c in reading.claims] == [(640_000, "actual"), (300_000, "plan")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tỷ lệ gia đình văn hóa năm 2024 tăng tốc, đạt 91%.",
        "Tỷ lệ gia đình văn hóa năm 2024 được tăng cường và đạt 91%.",
        "Tỷ lệ gia đình văn hóa năm 2024 tăng, còn là 91%.",
        "Tỷ lệ gia đình văn hóa năm 2024 không thấp hơn 91%.",
    ],
)
def test_a_rate_behind_words_of_rise_is_still_a_rate(read: Read, sentence: str) -> None:
    assert [c.value for c in read(sentence).claims] == [91]


def test_a_change_may_stand_far_from_its_rise(read: Read) -> None:
    reading = read("Năm 2024 tỷ lệ gia đình văn hóa tăng so với cùng kỳ 3%.")
    assert not reading.claims
    assert "comparison" in {u.reason for u in reading.unclaimed}


@pytest.mark.parametrize("words", ["lần thứ 3", "lần tổ chức"])
def test_times_that_something_was_done_compare_nothing(read: Read, words: str) -> None:
    assert compared(read(f"{GUESTS}, hội mở 2 {words}.")) == []
