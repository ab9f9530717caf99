"""Which period a figure covers, by its own words and those around it."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Claim, Reading

Read = Callable[..., Reading]


def told(claim: Claim) -> tuple[float | None, str, int]:
    return claim.value, claim.period.type, claim.period.end.year


class TestBehindTheFigure:
    def test_a_time_right_behind_a_comma_reaches_back(self, read: Read) -> None:
        (claim,) = read("Huyện đón 512.000 lượt khách, năm 2022.").claims
        assert told(claim) == (512_000, "year", 2022)

    def test_a_time_in_a_statement_of_its_own_does_not(self, read: Read) -> None:
        (claim,) = read("Huyện đón 512.000 lượt khách, doanh thu cao hơn mọi dự báo của năm 2022.").claims
        assert told(claim) == (512_000, "year", 2024)


class TestBaselines:
    def test_what_a_figure_is_measured_by_is_not_its_time(self, read: Read) -> None:
        (claim,) = read(
            "Huyện đón 151.000 lượt khách, giảm 3,2% so với quý II/2022.",
            title="Sóc Sơn quý I/2024",
            day=date(2024, 4, 3),
        ).claims
        assert (claim.period.type, claim.period.end) == ("quarter", date(2024, 3, 31))

    def test_nor_is_the_year_of_a_percentage(self, read: Read) -> None:
        (claim,) = read("Doanh thu du lịch bằng 132% năm 2021, đạt 310 tỷ đồng.").claims
        assert told(claim) == (310, "year", 2024)

    def test_a_sentence_that_begins_with_the_same_period_is_told_of_it(self, read: Read) -> None:
        now, then = read("Tỷ lệ gia đình văn hóa đạt 91%. Cùng kỳ năm 2022 tỷ lệ này là 88,4%.").claims
        assert (told(now), told(then)) == ((91, "point", 2024), (88.4, "point", 2022))

    def test_the_same_period_has_the_shape_of_the_one_told_before(self, read: Read) -> None:
        _, then = read(
            "6 tháng đầu năm 2024 huyện đón 320.000 lượt khách. Cùng kỳ năm 2022, huyện đón 281.000 lượt khách.",
            day=date(2024, 7, 3),
        ).claims
        assert (then.period.type, then.period.start, then.period.end) == ("half", date(2022, 1, 1), date(2022, 6, 30))

    def test_a_rate_and_the_one_that_it_came_from(self, read: Read) -> None:
        then, now = read("Tỷ lệ gia đình văn hóa từ 82% của năm 2020 lên 91,6%.").claims
        assert (told(then), told(now)[:2]) == ((82, "point", 2020), (91.6, "point"))


class TestYears:
    def test_what_is_usual_in_a_span_of_years_belongs_to_its_last(self, read: Read) -> None:
        (claim,) = read("Giai đoạn 2020-2023, bình quân mỗi năm huyện đón 430.000 lượt khách.").claims
        assert told(claim) == (430_000, "habitual", 2023)

    def test_all_of_a_span_of_years_is_no_year(self, read: Read) -> None:
        (claim,) = read("Giai đoạn 2020-2023, huyện đón 1,7 triệu lượt khách.").claims
        assert (claim.period.type, claim.period.start) == ("multi_year", date(2020, 1, 1))

    @pytest.mark.parametrize("ago", ["10 năm trước", "Mười năm về trước", "Hàng chục năm trước"])
    def test_years_ago_are_no_period(self, read: Read, ago: str) -> None:
        reading = read(f"{ago}, huyện đón 64.000 lượt khách.")
        assert not reading.claims
        assert "no_period" in {u.reason for u in reading.unclaimed}

    def test_months_of_a_year_that_the_sentence_told_before(self, read: Read) -> None:
        year, months = read("Năm 2019 huyện đón 512.000 lượt khách, 10 tháng đón 421.000 lượt.").claims
        assert (told(year), told(months)) == ((512_000, "year", 2019), (421_000, "ytd", 2019))

    def test_the_end_of_an_earlier_year_dates_only_its_own_figure(self, read: Read) -> None:
        villages, guests = read("Cuối năm 2021 còn 12 thôn lõm sóng. Huyện đón 640.000 lượt khách.").claims
        assert (told(villages), told(guests)) == ((12, "point", 2021), (640_000, "year", 2024))

    def test_this_month_is_the_month_told_before(self, read: Read) -> None:
        _, revenue = read(
            "Tháng 5/2024 huyện đón 61.000 lượt khách. Doanh thu du lịch tháng này đạt 29 tỷ đồng.",
            day=date(2024, 6, 6),
        ).claims
        assert (revenue.period.start, revenue.period.end) == (date(2024, 5, 1), date(2024, 5, 31))

    def test_a_bracket_that_names_another_year_stays_with_the_feast(self, read: Read) -> None:
        reading = read("Dịp Tết huyện đón 81.000 lượt khách (năm 2022 là 64.000 lượt).")
        assert [u.reason for u in reading.unclaimed if u.reason != "date"] == ["event_period", "event_period"]

    def test_a_feast_that_is_only_an_occasion_is_no_time(self, read: Read) -> None:
        (claim,) = read("Nhân dịp Tết, huyện công bố tỷ lệ gia đình văn hóa đạt 91%.").claims
        assert told(claim) == (91, "point", 2024)


class TestLabels:
    def test_a_time_before_a_colon_is_the_whole_sentences(self, read: Read) -> None:
        reading = read("Quý II/2024: huyện đón 182.000 lượt khách, doanh thu du lịch đạt 84 tỷ đồng.")
        assert [(c.period.type, c.period.end) for c in reading.claims] == [("quarter", date(2024, 6, 30))] * 2

    def test_behind_a_semicolon_another_time_may_begin(self, read: Read) -> None:
        reading = read("- Quý II/2024: mở 5 lớp tập huấn chuyển đổi số; quý III/2024: mở 7 lớp tập huấn chuyển đổi số.")
        assert [(c.value, c.period.end.month) for c in reading.claims] == [(5, 6), (7, 9)]


class TestStillToCome:
    def test_a_whole_year_under_way_is_meant_to_be(self, read: Read) -> None:
        (claim,) = read("Cả năm huyện đón 700.000 lượt khách.", day=date(2024, 5, 6)).claims
        assert (claim.scenario, told(claim)) == ("plan", (700_000, "year", 2024))

    def test_a_whole_year_that_is_nearly_over_is_told(self, read: Read) -> None:
        (claim,) = read("Cả năm huyện đón 700.000 lượt khách.", day=date(2024, 12, 6)).claims
        assert claim.scenario == "actual"

    @pytest.mark.parametrize(
        "sentence", ["Năm 2026 huyện đón 700.000 lượt khách.", "Tỷ lệ gia đình văn hóa năm 2026 là 95%."]
    )
    def test_a_year_after_the_text_is_a_plan(self, read: Read, sentence: str) -> None:
        (claim,) = read(sentence, day=date(2024, 12, 6)).claims
        assert (claim.scenario, claim.period.end) == ("plan", date(2026, 12, 31))

    def test_the_year_of_a_plan_is_no_name(self, read: Read) -> None:
        plan, result = read(
            "Kế hoạch 2026 là 950.000 lượt khách; năm 2025 huyện đã đón 900.000 lượt khách.",
            title="Sóc Sơn",
            day=date(2025, 12, 20),
        ).claims
        assert (plan.scenario, told(plan)) == ("plan", (950_000, "year", 2026))
        assert (result.scenario, told(result)) == ("actual", (900_000, "year", 2025))


def test_the_year_of_a_new_unit_begins_with_it(read: Read) -> None:
    (claim,) = read(
        "Năm 2025 xã đón 195.000 lượt khách.",
        title="Xã Mai Châu năm 2025",
        area_id="commune-05200-2025",
        day=date(2025, 12, 27),
    ).claims
    assert (claim.period.type, claim.period.start, claim.period.end) == ("year", date(2025, 7, 1), date(2025, 12, 31))


@pytest.mark.parametrize("words", ["Trong 7 tháng đầu năm 2025", "Sau bảy tháng năm 2025", "Từ 01/01 đến 31/7/2025"])
def test_months_that_are_counted_from_january_began_before_the_new_unit(read: Read, words: str) -> None:
    (claim,) = read(
        f"{words}, thành phố Huế đón 4.012.000 lượt khách.",
        title="Thành phố Huế năm 2025",
        area_id="province-46-2025",
        day=date(2025, 8, 2),
    ).claims
    assert claim.area_id == "province-46-2025"
    assert (claim.period.type, claim.period.start, claim.period.end) == ("ytd", date(2025, 1, 1), date(2025, 7, 31))


class TestStretchesOfYears:
    def test_a_stretch_of_years_ends_with_the_year_told_and_begins_as_many_years_before(self, read: Read) -> None:
        reading = read("Trong 15 năm, toàn huyện đón 180.000 lượt khách du lịch.", title="Huyện Sóc Sơn năm 2015")
        (claim,) = reading.claims
        assert (claim.period.type, claim.period.start, claim.period.end) == (
            "multi_year",
            date(2001, 1, 1),
            date(2015, 12, 31),
        )

    def test_many_years_have_no_beginning(self, read: Read) -> None:
        reading = read("Nhiều năm, huyện đón 180.000 lượt khách du lịch.", title="Huyện Sóc Sơn năm 2015")
        assert [one.reason for one in reading.unclaimed if one.reason == "no_period"] == ["no_period"]
