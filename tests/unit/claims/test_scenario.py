"""Whether a figure was reached, is estimated, or is only planned."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Reading

Read = Callable[..., Reading]


def told(reading: Reading) -> list[tuple[float | None, str]]:
    return [(c.value, c.scenario) for c in reading.claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2025, huyện nhắm mốc 700.000 lượt khách.",
        "Năm 2025, huyện nhắm tới mốc 700.000 lượt khách.",
        "Huyện kỳ vọng năm 2025 đón 700.000 lượt khách.",
        "Năm 2025, huyện mong đón 700.000 lượt khách.",
        "Huyện lên kế hoạch năm 2025 đón 700.000 lượt khách.",
        "Huyện đặt đích năm 2025 đón 700.000 lượt khách.",
        "Năm 2025, kế hoạch đặt ra là 700.000 lượt khách.",
        "Năm 2025, chỉ tiêu đối với khách du lịch là 700.000 lượt.",
        "Chỉ tiêu năm 2025: đón 700.000 lượt khách.",
        "Năm 2025, huyện được đặt ở mức 700.000 lượt khách.",
        "Con số 700.000 lượt khách đề ra cho cả năm 2025 là khả thi.",
        "Năm 2025, huyện cần đạt 700.000 lượt khách.",
    ],
)
def test_words_of_intent(read: Read, sentence: str) -> None:
    # The year is over when this is told, so that nothing but the words makes a plan of it.
    (claim,) = read(sentence, day=date(2026, 1, 9)).claims
    assert (claim.value, claim.scenario, claim.obs_status, claim.period.end.year) == (700_000, "plan", "F", 2025)


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2024 huyện có thể đón 640.000 lượt khách.",
        "Năm 2024 huyện ước đón 640.000 lượt khách.",
        "Năm 2024 lượng khách dự ước 640.000 lượt.",
        "Ước cả năm, lượng khách đạt 640.000 lượt.",
        "2. Ước thực hiện cả năm: lượng khách 640.000 lượt.",
    ],
)
def test_words_of_estimate(read: Read, sentence: str) -> None:
    (claim,) = read(sentence).claims
    assert (claim.value, claim.scenario, claim.obs_status) == (640_000, "estimate", "E")


def test_an_estimate_of_the_year_is_one_of_all_that_follows(read: Read) -> None:
    reading = read("Ước cả năm, lượng khách đạt 640.000 lượt, doanh thu du lịch đạt 310 tỷ đồng.")
    assert told(reading) == [(640_000, "estimate"), (310, "estimate")]


def test_it_ends_at_the_semicolon(read: Read) -> None:
    reading = read("Ước cả năm, lượng khách đạt 640.000 lượt; huyện có 45 di tích.")
    assert told(reading) == [(640_000, "estimate"), (45, "actual")]


@pytest.mark.parametrize("words", ["thực tế đã đón", "kết quả đón", "nhưng đã đón", "đến nay đã đón"])
def test_what_was_reached_ends_the_plan(read: Read, words: str) -> None:
    reading = read(f"Huyện phấn đấu đón 600.000 lượt khách, {words} 640.000 lượt khách.", day=date(2024, 12, 27))
    assert told(reading) == [(600_000, "plan"), (640_000, "actual")]


def test_what_a_result_is_measured_by_is_the_plan(read: Read) -> None:
    reading = read("Tỷ lệ gia đình văn hóa đạt 91%, vượt chỉ tiêu 88%.")
    assert told(reading) == [(91, "actual"), (88, "plan")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2024 tỷ lệ gia đình văn hóa so với kế hoạch: 91%.",
        "Vượt kế hoạch năm, tỷ lệ gia đình văn hóa đạt 91%.",
        "Hoàn thành các chỉ tiêu năm, tỷ lệ gia đình văn hóa đạt 91%.",
    ],
)
def test_a_plan_that_only_measures_makes_no_plan(read: Read, sentence: str) -> None:
    assert told(read(sentence)) == [(91, "actual")]


def test_to_wish_is_not_to_estimate(read: Read) -> None:
    reading = read("Năm 2024 du khách ước nguyện ở 45 di tích của huyện.")
    assert {scenario for _, scenario in told(reading)} <= {"actual"}
    assert reading.claims
