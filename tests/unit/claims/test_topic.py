"""What sentences hand on: a figure carries on with another one, follows its whole, or stands for itself."""

from collections.abc import Callable

import pytest

from pipelines.claims.model import Reading

Read = Callable[..., Reading]
SOC_SON, BA_VI, MINH_PHU = "district-016", "district-271", "commune-00397"
TOTAL, ABROAD, NIGHTS = "tourism_visits_total", "tourism_visits_international", "tourism_overnight_visits"


def told(reading: Reading) -> list[tuple[str, float | None]]:
    return [(c.indicator_id, c.value) for c in reading.claims]


class TestCarryingOn:
    def test_with_the_last_figure_of_such_things(self, read: Read) -> None:
        reading = read("Năm 2024 huyện có 41.000 hộ đạt gia đình văn hóa, 45 di tích, riêng xã Minh Phú có 3.100 hộ.")
        last = reading.claims[-1]
        assert (last.indicator_id, last.value, last.area_id) == ("cultural_family_households", 3_100, MINH_PHU)

    def test_in_another_year(self, read: Read) -> None:
        reading = read("Năm 2024 có 41.000 hộ đạt gia đình văn hóa. Năm 2022 có 38.200 hộ.")
        assert [(c.value, c.period.end.year) for c in reading.claims] == [(41_000, 2024), (38_200, 2022)]

    def test_with_the_whole_rather_than_its_part_in_the_next_sentence(self, read: Read) -> None:
        reading = read(
            "Năm 2024 huyện Ba Vì đón 4,1 triệu lượt khách, trong đó khách quốc tế 21.300 lượt. "
            "Riêng xã Minh Châu được 181.000 lượt.",
            title="Hà Nội năm 2024",
            area_id="province-01",
        )
        assert told(reading) == [(TOTAL, 4_100_000), (ABROAD, 21_300), (TOTAL, 181_000)]

    @pytest.mark.parametrize(
        "sentence",
        [
            "Năm 2022, con số này là 512.000 lượt.",
            "Con số của năm 2022 là 512.000 lượt.",
            "Năm 2022, số này chỉ là 512.000 lượt.",
        ],
    )
    def test_by_words_that_refer_to_a_figure(self, read: Read, sentence: str) -> None:
        reading = read(f"Năm 2024 huyện đón 640.000 lượt khách. {sentence}")
        assert [(c.value, c.period.end.year) for c in reading.claims] == [(640_000, 2024), (512_000, 2022)]

    def test_to_what_was_aimed_at(self, read: Read) -> None:
        reading = read("Năm 2024 huyện đón 640.000 lượt khách; chỉ tiêu năm 2025 là 700.000 lượt.")
        assert [(c.value, c.scenario) for c in reading.claims] == [(640_000, "actual"), (700_000, "plan")]

    def test_not_with_a_figure_of_other_things(self, read: Read) -> None:
        assert told(read("Năm 2024 huyện đón 640.000 lượt khách. Năm 2022 có 1.200 chiếc.")) == [(TOTAL, 640_000)]

    def test_not_with_a_figure_of_another_sort(self, read: Read) -> None:
        reading = read("Năm 2024 có 41.000 hộ đạt gia đình văn hóa. Năm 2022 có 88% hộ.")
        assert len(reading.claims) == 1

    def test_not_where_the_clause_has_words_of_its_own(self, read: Read) -> None:
        reading = read(
            "Năm 2024 có 41.000 hộ đạt gia đình văn hóa. "
            "Năm 2022 đoàn viên thanh niên hỗ trợ cài đặt ứng dụng cho 3.200 hộ."
        )
        assert told(reading) == [("cultural_family_households", 41_000)]

    def test_not_where_nothing_new_is_named(self, read: Read) -> None:
        reading = read("Năm 2024 có 41.000 hộ đạt gia đình văn hóa. Có 3.200 hộ.")
        assert len(reading.claims) == 1

    def test_a_bare_number_behind_others_that_state_nothing_states_nothing(self, read: Read) -> None:
        reading = read("Huyện bán 12.400 lượt vé. Năm 2022 được 8.200 lượt.", title="Khách du lịch năm 2024")
        assert not reading.claims


class TestParts:
    def test_a_part_of_the_whole_that_another_sentence_told(self, read: Read) -> None:
        reading = read("Năm 2024 huyện đón 640.000 lượt khách. Bóc riêng khách quốc tế có 16.300 lượt.")
        assert told(reading) == [(TOTAL, 640_000), (ABROAD, 16_300)]

    @pytest.mark.parametrize("words", ["Bóc riêng", "Tách ra", "Trong số này", "Chia ra"])
    def test_a_part_of_another_whole_than_its_own(self, read: Read, words: str) -> None:
        reading = read(f"Năm 2024 huyện phục vụ 187.000 lượt khách lưu trú. {words} khách quốc tế có 16.300 lượt.")
        assert told(reading) == [(NIGHTS, 187_000)]

    def test_a_part_of_one_cell_is_not_that_cell_again(self, read: Read) -> None:
        reading = read("Năm 2024 huyện có 45 di tích, gồm 12 di tích đá và 33 di tích gỗ.")
        assert told(reading) == [("relics_total", 45)]

    def test_the_parts_of_an_estimate_are_estimated(self, read: Read) -> None:
        reading = read("Năm 2024 huyện ước đón 640.000 lượt khách, trong đó có 12.300 lượt khách quốc tế.")
        assert [c.scenario for c in reading.claims] == ["estimate", "estimate"]


class TestPlaces:
    def test_the_next_sentence_still_speaks_of_the_unit(self, read: Read) -> None:
        (claim,) = read("Huyện Ba Vì rất đông vui. Năm 2024 đón 4,1 triệu lượt khách.").claims
        assert claim.area_id == BA_VI

    @pytest.mark.parametrize("words", ["Nhìn sang huyện Ba Vì", "Bên cạnh huyện Ba Vì", "Khác với huyện Ba Vì"])
    def test_but_not_of_one_that_was_an_aside(self, read: Read, words: str) -> None:
        (claim,) = read(f"{words}, nơi đây rất vui. Năm 2024 đón 640.000 lượt khách.").claims
        assert claim.area_id == SOC_SON

    def test_nor_of_a_site(self, read: Read) -> None:
        reading = read("Đền Sóc đón 205.400 lượt khách. Năm 2024 đón 640.000 lượt khách.")
        assert [(c.value, c.area_id) for c in reading.claims] == [(640_000, SOC_SON)]

    def test_unless_it_is_pointed_back_to(self, read: Read) -> None:
        reading = read("Đền Sóc rất đông vui. Năm 2024 nơi đây đón 205.400 lượt khách.")
        assert not reading.claims
