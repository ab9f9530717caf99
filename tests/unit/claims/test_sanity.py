"""What cannot be true is kept, doubted and told why; what can be true is left alone."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.model import Reading

Read = Callable[..., Reading]
TOTAL, ABROAD, HOME = "tourism_visits_total", "tourism_visits_international", "tourism_visits_domestic"


def doubts(reading: Reading) -> dict[tuple[str, float | None], str]:
    """Give what is doubted, by indicator and value; what is doubted is unvalidated, and nothing else is."""
    assert all((c.doubt is not None) == (c.obs_status == "V") == (c.doubt_detail is not None) for c in reading.claims)
    return {(c.indicator_id, c.value): c.doubt for c in reading.claims if c.doubt is not None}


def printed(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class TestLimits:
    @pytest.mark.parametrize(
        ("sentence", "limit"),
        [
            ("Năm 2024 doanh thu du lịch của thị xã Sơn Tây đạt 335.000 tỷ đồng.", "200000, the most that a district"),
            ("Năm 2024 doanh thu du lịch của Hà Nội đạt 3.040.641 tỷ đồng.", "1000000, the most that a province"),
            ("Năm 2024 xã Minh Phú đón 41 triệu lượt khách.", "30000000, the most that a commune"),
            ("Năm 2024 cả nước đón 4,1 tỷ lượt khách.", "1000000000, the most that a country"),
            ("Tỷ lệ gia đình văn hóa của Hà Nội năm 2024 đạt 887%.", "100, the most that a province"),
        ],
    )
    def test_more_than_an_area_of_its_level_can_have(self, read: Read, sentence: str, limit: str) -> None:
        (claim,) = read(sentence).claims
        assert (claim.obs_status, claim.doubt) == ("V", "beyond_limit")
        assert claim.doubt_detail is not None
        assert limit in claim.doubt_detail

    @pytest.mark.parametrize(
        "sentence",
        [
            "Năm 2024 Hà Nội đón 31 triệu lượt khách.",
            "Năm 2024 cả nước đón 126 triệu lượt khách.",
            "Năm 2024 doanh thu du lịch của cả nước đạt 840.000 tỷ đồng.",
        ],
    )
    def test_a_province_and_the_country_have_more_than_a_district(self, read: Read, sentence: str) -> None:
        reading = read(sentence)
        assert len(reading.claims) == 1
        assert not doubts(reading)

    def test_a_figure_computed_from_a_doubted_one_shares_its_doubt(self, read: Read) -> None:
        reading = read("Năm 2024, tỷ lệ gia đình văn hóa đạt 191%, vượt 2% so với chỉ tiêu.")
        assert [(c.scenario, c.doubt) for c in reading.claims] == [("actual", "beyond_limit"), ("plan", "beyond_limit")]
        assert len({c.doubt_detail for c in reading.claims}) == 1


class TestParts:
    def test_where_nothing_tells_part_and_whole_are_both_doubted(self, read: Read) -> None:
        reading = read("Năm 2024 huyện đón 640.000 lượt khách, trong đó có 950.000 lượt khách quốc tế.")
        assert doubts(reading) == {(TOTAL, 640_000): "part_above_whole", (ABROAD, 950_000): "part_above_whole"}
        assert {c.doubt_detail for c in reading.claims} == {f"{ABROAD} 950000 is above {TOTAL} 640000"}

    def test_a_whole_that_the_lead_repeats_stands(self, read: Read) -> None:
        reading = read(
            "Năm 2024 Sóc Sơn đón 640.000 lượt khách.",
            "Năm 2024 huyện đón 640.000 lượt khách, trong đó có 950.000 lượt khách quốc tế.",
        )
        assert doubts(reading) == {(ABROAD, 950_000): "part_above_whole"}

    def test_a_whole_that_another_statement_contradicts_falls(self, read: Read) -> None:
        reading = read(
            "Năm 2024 Sóc Sơn đón 2,6 triệu lượt khách.",
            "Năm 2024 huyện đón 260.000 lượt khách, trong đó có 310.000 lượt khách quốc tế.",
        )
        assert doubts(reading) == {(TOTAL, 260_000): "part_above_whole"}

    def test_a_whole_below_two_parts_is_the_misprint(self, read: Read) -> None:
        reading = read(
            "Năm 2024 huyện đón 120.000 lượt khách, gồm 310.000 lượt khách quốc tế và 890.000 lượt khách nội địa."
        )
        assert set(doubts(reading)) == {(TOTAL, 120_000)}

    def test_a_part_of_a_part_is_none_the_less_below_the_whole(self, read: Read) -> None:
        reading = read("Huyện có 45 di tích. Trên địa bàn có 61 di tích cấp quốc gia.")
        assert doubts(reading).keys() == {("relics_total", 45), ("relics_ranked_national", 61)}

    @pytest.mark.parametrize(
        "text",
        [
            "Sáu tháng đầu năm 2024 huyện đón 200.000 lượt khách. Cả năm 2024 có 230.000 lượt khách quốc tế.",
            "Năm 2024 xã Minh Phú đón 20.000 lượt khách. Năm 2024 huyện Sóc Sơn đón 90.000 lượt khách quốc tế.",
            "Năm 2023 huyện đón 200.000 lượt khách. Năm 2024 huyện đón 230.000 lượt khách quốc tế.",
            "Năm 2024 huyện đón 200.000 lượt khách. Năm 2024 huyện phấn đấu đón 230.000 lượt khách quốc tế.",
            "Năm 2024 huyện đón hơn 200.000 lượt khách, trong đó có 230.000 lượt khách quốc tế.",
            "Năm 2024 huyện đón khoảng 200.000 lượt khách, trong đó có 230.000 lượt khách nội địa.",
            "Năm 2024 huyện đón 15 vạn lượt khách, trong đó 150.300 lượt khách nội địa.",
        ],
    )
    def test_other_periods_places_scenarios_and_loose_words_contradict_nothing(self, read: Read, text: str) -> None:
        reading = read(text)
        assert len(reading.claims) == 2
        assert not doubts(reading)


class TestSums:
    def test_parts_that_add_up_to_something_else(self, read: Read) -> None:
        reading = read(
            "Năm 2024 huyện đón 900.000 lượt khách, gồm 110.000 lượt khách quốc tế và 590.000 lượt khách nội địa."
        )
        assert set(doubts(reading).values()) == {"sum_of_parts"}
        assert {c.indicator_id for c in reading.claims if c.doubt} == {TOTAL, ABROAD, HOME}

    def test_a_whole_that_the_lead_repeats_stands_against_its_parts(self, read: Read) -> None:
        reading = read(
            "Năm 2024 Sóc Sơn đón 900.000 lượt khách.",
            "Năm 2024 huyện đón 900.000 lượt khách, gồm 110.000 lượt khách quốc tế và 590.000 lượt khách nội địa.",
        )
        assert {indicator for indicator, _ in doubts(reading)} == {ABROAD, HOME}

    @pytest.mark.parametrize(
        "told",
        [
            "hơn 600.000 lượt khách, gồm 110.000 lượt khách quốc tế và 590.000 lượt khách nội địa",
            "700.000 lượt khách, gồm gần 120.000 lượt khách quốc tế và 590.000 lượt khách nội địa",
            "0,7 triệu lượt khách, gồm 110.200 lượt khách quốc tế và 594.000 lượt khách nội địa",
            "900.000 lượt khách, trong đó có 110.000 lượt khách quốc tế",
        ],
    )
    def test_hedged_rounded_and_missing_parts_may_add_up(self, read: Read, told: str) -> None:
        reading = read(f"Năm 2024 huyện đón {told}.")
        assert len(reading.claims) >= 2
        assert not doubts(reading)

    @given(
        abroad=st.integers(11_000, 900_000),
        home=st.integers(11_000, 4_000_000),
        digits=st.integers(2, 7),
    )
    def test_figures_that_fit_are_never_doubted(self, read: Read, abroad: int, home: int, digits: int) -> None:
        whole = abroad + home
        rounded = round(whole, min(0, digits - len(str(whole))))
        reading = read(
            f"Năm 2024 huyện đón {printed(rounded)} lượt khách, gồm {printed(abroad)} lượt khách quốc tế và "
            f"{printed(home)} lượt khách nội địa."
        )
        assert [c.value for c in reading.claims] == [rounded, abroad, home]
        assert not doubts(reading)

    @given(abroad=st.integers(11_000, 900_000), home=st.integers(11_000, 4_000_000))
    def test_a_digit_too_many_is_always_seen(self, read: Read, abroad: int, home: int) -> None:
        reading = read(
            f"Năm 2024 huyện đón {printed(abroad + home)} lượt khách, gồm {printed(abroad)} lượt khách quốc tế và "
            f"{printed(home * 10)} lượt khách nội địa."
        )
        assert (HOME, home * 10) in doubts(reading)


class TestRatios:
    def test_a_ratio_that_is_not_its_percentage(self, read: Read) -> None:
        reading = read("Hiện 17/23 xã, thị trấn có đài truyền thanh, đạt 93,7%.")
        assert doubts(reading) == {("radio_communes", 17): "ratio_against_rate"}
        assert reading.claims[0].doubt_detail == "17/23 is 73.91 %, beside it stands 93,7 %"

    def test_count_and_rate_are_both_doubted_where_nothing_tells(self, read: Read) -> None:
        reading = read("Năm 2024 có 117/130 thôn đạt danh hiệu làng văn hóa, đạt 60%.")
        assert doubts(reading).keys() == {("cultural_village_count", 117), ("cultural_village_rate", 60)}

    def test_a_rate_that_another_sentence_contradicts_falls(self, read: Read) -> None:
        reading = read(
            "Năm 2024 tỷ lệ làng văn hóa đạt 90%.",
            "Năm 2024 có 117/130 thôn đạt danh hiệu làng văn hóa, đạt 60%.",
        )
        assert doubts(reading) == {("cultural_village_rate", 60): "ratio_against_rate"}

    def test_more_than_all_there_are(self, read: Read) -> None:
        reading = read("Hiện 29/26 xã, thị trấn có đài truyền thanh.")
        assert doubts(reading) == {("radio_communes", 29): "ratio_above_one"}

    @pytest.mark.parametrize(
        "sentence",
        [
            "Hiện 29/26 xã, thị trấn có đài truyền thanh, vượt kế hoạch.",
            "Năm 2024 huyện tổ chức 12/10 giải thể thao.",
        ],
    )
    def test_a_plan_may_be_exceeded(self, read: Read, sentence: str) -> None:
        reading = read(sentence)
        assert len(reading.claims) == 1
        assert not doubts(reading)


class TestLostLetters:
    SENTENCE = "Vào dp l hi, huyn đón 12.500 lượt khách du lch."

    def test_what_is_read_where_words_were_lost_is_kept_and_doubted(self, read: Read) -> None:
        (claim,) = read(self.SENTENCE).claims
        assert (claim.doubt, claim.doubt_detail, claim.obs_status) == ("letters_lost", "dp; lch", "V")

    def test_the_whole_document_is_doubted(self, read: Read) -> None:
        reading = read(self.SENTENCE, "Hiện có 18 di tích quốc gia.")
        assert set(doubts(reading).values()) == {"letters_lost"}
        assert len(reading.claims) == 2

    def test_what_cannot_be_true_anyway_keeps_its_own_doubt(self, read: Read) -> None:
        reading = read(self.SENTENCE, "Năm 2024 xã Minh Phú đón 41 triệu lượt khách.")
        assert doubts(reading)[TOTAL, 41_000_000] == "beyond_limit"
