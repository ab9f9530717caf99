"""Figures told more than once: which repeat another one, what they take from it, and which only look alike."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Claim, Reading

Read = Callable[..., Reading]


def told(claim: Claim) -> tuple[str, float | None, str, date]:
    return claim.indicator_id, claim.value, claim.area_id, claim.period.end


class TestHeadlines:
    @pytest.mark.parametrize(
        ("words", "role"),
        [
            ("Sóc Sơn và 1,35 triệu lượt người", "heading"),
            ("Một năm của 1,35 triệu lượt", "caption"),
            ("Vui cùng 1,35 triệu lượt khách", "lead"),
        ],
    )
    def test_they_repeat_the_figure_of_the_text(self, read: Read, words: str, role: str) -> None:
        reading = read(words, "Năm 2024, huyện đón 1,35 triệu lượt khách.", roles=(role, "body"))
        assert len(reading.claims) == 2
        assert len({told(c) for c in reading.claims}) == 1

    def test_a_repeated_figure_is_less_sure_and_quotes_its_own_words(self, read: Read) -> None:
        heading = "Sóc Sơn và 312 tỷ đồng"
        full, repeated = read(
            "Năm 2024, doanh thu du lịch đạt 312 tỷ đồng, tăng 9%.", heading, roles=("body", "heading")
        ).claims
        assert told(full) == told(repeated)
        assert repeated.confidence < full.confidence
        assert repeated.start > full.sentence_end
        assert (full.comparisons != (), repeated.comparisons) == (True, ())

    def test_a_sentence_of_the_text_that_says_nothing_repeats_nothing(self, read: Read) -> None:
        reading = read("Năm 2024, doanh thu du lịch đạt 312 tỷ đồng.", "Người dân góp 312 tỷ đồng làm đường.")
        assert [c.value for c in reading.claims] == [312]

    def test_the_caption_of_a_site_is_told_of_the_site(self, read: Read) -> None:
        reading = read(
            "Năm 2024, doanh thu du lịch đạt 312 tỷ đồng.", "Đền Sóc năm thu 312 tỷ đồng", roles=("body", "caption")
        )
        assert len(reading.claims) == 1


class TestReferredTo:
    @pytest.mark.parametrize("words", ["Mốc", "Con số", "Số"])
    def test_a_milestone_is_the_figure_told_before(self, read: Read, words: str) -> None:
        reading = read(f"Năm 2024, doanh thu du lịch đạt 312 tỷ đồng. {words} 312 tỷ đồng là niềm vui lớn.")
        assert [c.indicator_id for c in reading.claims] == ["tourism_revenue", "tourism_revenue"]

    def test_a_milestone_hedged_like_its_figure(self, read: Read) -> None:
        reading = read("Năm 2024, doanh thu du lịch đạt hơn 312 tỷ đồng. Con số hơn 312 tỷ đồng là niềm vui lớn.")
        assert [(c.value, c.bound) for c in reading.claims] == [(312, reading.claims[0].bound)] * 2

    def test_another_milestone_is_none(self, read: Read) -> None:
        reading = read("Năm 2024, doanh thu du lịch đạt 312 tỷ đồng. Mốc 500 tỷ đồng vẫn còn xa.")
        assert [c.value for c in reading.claims] == [312]


class TestNotMerged:
    def test_small_numbers_are_equal_by_chance(self, read: Read) -> None:
        reading = read("Sóc Sơn và 5 cơ sở", "Huyện có 5 cơ sở lưu trú.", roles=("heading", "body"))
        assert [c.value for c in reading.claims] == [5]

    def test_round_numbers_are_equal_by_chance(self, read: Read) -> None:
        reading = read("Sóc Sơn và 400 tỷ đồng", "Doanh thu du lịch đạt 400 tỷ đồng.", roles=("heading", "body"))
        assert len(reading.claims) == 1

    def test_what_is_told_of_two_indicators_is_neither_of_them(self, read: Read) -> None:
        reading = read(
            "Sóc Sơn và con số 45", "Huyện có 45 di tích và 45 câu lạc bộ thể thao.", roles=("heading", "body")
        )
        assert {c.indicator_id for c in reading.claims} == {"relics_total", "sport_clubs"}
        assert len(reading.claims) == 2

    def test_what_is_told_of_two_years_is_of_neither(self, read: Read) -> None:
        reading = read(
            "Năm 2023, doanh thu du lịch đạt 312 tỷ đồng.",
            "Năm 2024, doanh thu du lịch đạt 312 tỷ đồng.",
            "Sóc Sơn và 312 tỷ đồng",
            roles=("body", "body", "heading"),
        )
        assert [c.period.end.year for c in reading.claims] == [2023, 2024]

    def test_what_counts_other_things_is_another_figure(self, read: Read) -> None:
        reading = read("Sóc Sơn và 45 mái đình", "Huyện có 45 di tích.", roles=("heading", "body"))
        assert len(reading.claims) == 1

    def test_a_percentage_is_no_count(self, read: Read) -> None:
        reading = read("Sóc Sơn và 45", "Tỷ lệ gia đình văn hóa đạt 45%.", roles=("heading", "body"))
        assert len(reading.claims) == 1


class TestPeriods:
    def test_a_figure_without_a_time_takes_that_of_the_same_figure(self, read: Read) -> None:
        first, again = read(
            "9 tháng đầu năm 2024, huyện đón 481.000 lượt khách.",
            "Huyện đón 481.000 lượt khách.",
            day=date(2024, 12, 2),
        ).claims
        assert (first.period.type, first.period.end) == (again.period.type, again.period.end)
        assert again.period.end == date(2024, 9, 30)

    def test_so_does_the_lead_before_it(self, read: Read) -> None:
        lead, body = read(
            "Sóc Sơn đón 481.000 lượt khách.",
            "9 tháng đầu năm 2024, huyện đón 481.000 lượt khách.",
            roles=("lead", "body"),
            day=date(2024, 12, 2),
        ).claims
        assert lead.period.end == body.period.end == date(2024, 9, 30)

    @pytest.mark.parametrize(
        "again",
        [
            "Huyện đón 482.000 lượt khách.",
            "Xã Minh Phú đón 481.000 lượt khách.",
            "Huyện phấn đấu đón 481.000 lượt khách.",
            "Huyện đón 481.000 lượt khách lưu trú.",
            "Năm 2023, huyện đón 481.000 lượt khách.",
        ],
    )
    def test_another_value_place_scenario_indicator_or_time_keeps_its_own(self, read: Read, again: str) -> None:
        _, other = read("9 tháng đầu năm 2024, huyện đón 481.000 lượt khách.", again, day=date(2024, 12, 20)).claims
        assert other.period.end != date(2024, 9, 30)


class TestNamesakes:
    def test_a_figure_from_before_the_new_unit_is_the_old_ones(self, read: Read) -> None:
        reading = read(
            "Năm 2024, huyện Mai Châu đón 813.000 lượt khách. Doanh thu du lịch năm 2024 của Mai Châu đạt 512 tỷ đồng.",
            title="Xã Mai Châu hôm nay",
            area_id="commune-05200-2025",
            day=date(2025, 11, 27),
        )
        assert [(c.value, c.area_id) for c in reading.claims] == [(813_000, "district-156"), (512, "district-156")]

    def test_one_long_figure_belongs_to_the_unit_that_it_was_first_told_of(self, read: Read) -> None:
        reading = read(
            "10 tháng năm 2025, huyện Mai Châu cũ đón 813.400 lượt khách.",
            "10 tháng năm 2025, xã Mai Châu đón 813.400 lượt khách.",
            title="Mai Châu hôm nay",
            area_id="commune-05200-2025",
            day=date(2025, 11, 27),
        )
        assert len({c.area_id for c in reading.claims}) == 1

    def test_short_figures_of_namesakes_stay_apart(self, read: Read) -> None:
        reading = read(
            "Năm 2025, huyện Mai Châu cũ có 12 lễ hội.",
            "Năm 2025, xã Mai Châu có 12 lễ hội.",
            title="Mai Châu hôm nay",
            area_id="commune-05200-2025",
            day=date(2025, 11, 27),
        )
        assert {c.area_id for c in reading.claims} == {"district-156", "commune-05200-2025"}
