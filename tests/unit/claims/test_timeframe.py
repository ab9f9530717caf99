"""What a whole document is about in time: its year, the year of its plans, the days that its figures cover."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Claim, Reading

Read = Callable[..., Reading]
GUESTS = "Huyện đón 640.000 lượt khách."
FAMILIES = "Tỷ lệ gia đình văn hóa đạt 91%."
NO_TIME = "Du lịch Sóc Sơn khởi sắc"


def days(claim: Claim) -> tuple[str, date | None, date]:
    return claim.period.type, claim.period.start, claim.period.end


def year(number: int) -> tuple[str, date | None, date]:
    return "year", date(number, 1, 1), date(number, 12, 31)


class TestYear:
    @pytest.mark.parametrize(
        ("day", "reported"),
        [
            (date(2025, 1, 3), 2024),
            (date(2025, 2, 27), 2024),
            (date(2024, 12, 30), 2024),
        ],
    )
    def test_a_text_of_january_or_february_tells_the_year_before(self, read: Read, day: date, reported: int) -> None:
        (claim,) = read(GUESTS, title=NO_TIME, day=day).claims
        assert days(claim) == year(reported)

    def test_a_month_that_the_title_names_is_not_the_year_before(self, read: Read) -> None:
        (claim,) = read("Huyện đón 71.000 lượt khách.", title="Tháng 1/2025 ở Sóc Sơn", day=date(2025, 2, 2)).claims
        assert days(claim) == ("month", date(2025, 1, 1), date(2025, 1, 31))

    @pytest.mark.parametrize(
        ("title", "day", "end"),
        [
            ("Sóc Sơn sau 7 tháng", date(2024, 8, 4), date(2024, 7, 31)),
            ("Sóc Sơn sau 11 tháng", date(2024, 1, 14), date(2023, 11, 30)),
        ],
    )
    def test_a_part_of_a_year_is_the_latest_that_the_day_can_report(
        self, read: Read, title: str, day: date, end: date
    ) -> None:
        (claim,) = read(GUESTS, title=title, day=day).claims
        assert days(claim) == ("ytd", date(end.year, 1, 1), end)

    def test_a_year_that_has_hardly_begun_is_that_of_the_plans(self, read: Read) -> None:
        result, plan = read(
            GUESTS, "Huyện phấn đấu đón 700.000 lượt khách.", title="Sóc Sơn bước sang năm 2025", day=date(2025, 1, 20)
        ).claims
        assert (result.scenario, days(result)) == ("actual", year(2024))
        assert (plan.scenario, days(plan)) == ("plan", year(2025))

    @pytest.mark.parametrize("day", [date(2013, 12, 20), date(2014, 4, 20)])
    def test_a_title_that_runs_through_years_reports_the_last(self, read: Read, day: date) -> None:
        (guests,) = read(GUESTS, title="Sóc Sơn ba năm 2011-2013", day=day).claims
        assert days(guests) == year(2013)

    def test_a_title_whose_years_are_still_to_come_reports_none_of_them(self, read: Read) -> None:
        (claim,) = read(GUESTS, title="Sóc Sơn và phong trào 2021-2030", day=date(2023, 12, 20)).claims
        assert days(claim) == year(2023)

    def test_without_any_day_the_baseline_tells_the_year(self, read: Read) -> None:
        claim, _derived = read(
            "Huyện đón 640.000 lượt khách, tăng 9% so với cùng kỳ năm 2014.", title="Sóc Sơn hút khách", day=None
        ).claims
        assert claim.period.end.year == 2015


class TestFeasts:
    def test_a_text_about_a_feast_tells_nothing_of_the_year(self, read: Read) -> None:
        reading = read(GUESTS, title="Sóc Sơn hút khách dịp lễ 2/9", day=date(2024, 9, 4))
        assert "event_period" in {u.reason for u in reading.unclaimed}
        assert not reading.claims

    def test_a_lead_that_only_begins_with_a_feast_is_about_its_year(self, read: Read) -> None:
        (claim,) = read(
            "Dịp lễ 2/9, Sóc Sơn rộn ràng. Năm 2024 huyện có nhiều đổi mới.",
            GUESTS,
            roles=("lead", "body"),
            title="Sóc Sơn hút khách",
            day=date(2024, 12, 10),
        ).claims
        assert days(claim) == year(2024)


class TestCutOff:
    @pytest.mark.parametrize(
        ("line", "role"),
        [
            ("Số liệu từ 01/01/2024 đến 15/11/2024.", "body"),
            ("(Số liệu từ ngày 01/01/2024 đến ngày 15/11/2024)", "body"),
            ("Kỳ báo cáo: từ 01/01/2024 đến 15/11/2024", "list_item"),
            ("Thời gian thống kê: từ 01/01/2024 đến 15/11/2024", "boilerplate"),
            ("Mốc số liệu: tính đến ngày 15/11/2024", "boilerplate"),
        ],
    )
    def test_a_line_of_its_own_says_how_far_all_figures_run(self, read: Read, line: str, role: str) -> None:
        guests, families = read(line, GUESTS, FAMILIES, roles=(role,), day=date(2024, 12, 2)).claims
        assert days(guests) == ("ytd", date(2024, 1, 1), date(2024, 11, 15))
        assert days(families) == ("point", None, date(2024, 11, 15))

    def test_it_need_not_begin_in_january(self, read: Read) -> None:
        (claim,) = read("Số liệu từ 01/7/2024 đến 15/11/2024.", GUESTS, title="Sóc Sơn", day=date(2024, 12, 2)).claims
        assert days(claim) == ("ytd", date(2024, 7, 1), date(2024, 11, 15))

    def test_plans_and_figures_of_other_years_do_not_end_with_it(self, read: Read) -> None:
        before, plan = read(
            "Số liệu từ 01/01/2024 đến 15/11/2024.",
            "Năm 2023 huyện đón 580.000 lượt khách; năm 2025 phấn đấu đón 700.000 lượt khách.",
            day=date(2024, 12, 2),
        ).claims
        assert (days(before), days(plan)) == (year(2023), year(2025))

    def test_a_sentence_with_a_figure_is_no_such_line(self, read: Read) -> None:
        counted, guests = read(
            "Theo số liệu tính đến ngày 15/9/2024 có 45 di tích.", GUESTS, day=date(2024, 12, 20)
        ).claims
        assert days(counted) == ("point", None, date(2024, 9, 15))
        assert days(guests) == year(2024)

    def test_a_whole_year_is_the_year(self, read: Read) -> None:
        (claim,) = read("Số liệu từ 01/01/2024 đến 31/12/2024.", GUESTS, title="Sóc Sơn").claims
        assert days(claim) == year(2024)


class TestHalfYears:
    def test_a_report_printed_before_its_half_year_is_over(self, read: Read) -> None:
        guests, relics = read(
            GUESTS, "Huyện có 45 di tích.", title="Kết quả 6 tháng đầu năm 2024", day=date(2024, 6, 20)
        ).claims
        assert days(guests) == ("half", date(2024, 1, 1), date(2024, 6, 30))
        assert days(relics) == ("point", None, date(2024, 6, 20))

    def test_its_cut_off_makes_it_shorter(self, read: Read) -> None:
        guests, _ = read(
            "Thời điểm báo cáo: tính đến ngày 15/6/2024.",
            GUESTS,
            FAMILIES,
            title="Kết quả 6 tháng đầu năm 2024",
            day=date(2024, 6, 20),
        ).claims
        assert days(guests) == ("ytd", date(2024, 1, 1), date(2024, 6, 15))

    def test_a_cut_off_at_the_end_of_june_leaves_it_a_half_year(self, read: Read) -> None:
        (guests,) = read(
            "Số liệu tính từ 01/01/2024 đến 30/6/2024.",
            GUESTS,
            title="Kết quả nửa đầu năm 2024",
            day=date(2024, 7, 2),
        ).claims
        assert days(guests) == ("half", date(2024, 1, 1), date(2024, 6, 30))
