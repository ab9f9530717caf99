"""`niengiam explain` opens a value to its sentences, however people spell what they ask for."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    "area",
    [
        "district-016",
        "Sóc Sơn",
        "sóc sơn",
        "soc son",
        "Huyện Sóc Sơn",
        "  huyen  SOC SON ",
        "Sóc Sơn, Hà Nội",
        "Soc Son District",
    ],
)
def test_an_area_is_found_in_any_common_spelling(niengiam: Any, area: str) -> None:
    result = niengiam("explain", area, "tourism_visits_total", "2023")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Huyện Sóc Sơn, Thành phố Hà Nội (district-016, until 2025-06-30)\n")


def test_a_value_shows_its_rule_and_every_claim_with_its_source(niengiam: Any) -> None:
    lines = niengiam("explain", "Sóc Sơn", "tourism_visits_total", "2023").stdout.splitlines()
    text = "\n".join(lines)
    assert "period     year 2023-01-01 to 2023-12-31" in text
    assert "agreement  conflict; claims: 2, texts: 2" in text
    assert "chosen by  source_rank: its publisher ranks above the rival's" in text
    assert "1. chosen: 413,000; year 2023-01-01 to 2023-12-31; confidence" in text
    assert "“Năm 2023, huyện Sóc Sơn đón 413.000 lượt khách du lịch, tăng 12% so với cùng kỳ năm 2022.”" in text
    assert "rank 4 (local party or city press), 2024-01-05; file soc-son.txt" in text
    assert "2. contradicts: 500,000" in text


def test_a_bounded_figure_says_how(niengiam: Any) -> None:
    assert (
        "about 4,400,000 (4,350,000 to 4,450,000)"
        in niengiam("explain", "Hội An", "tourism_visits_total", "2024").stdout
    )
    assert "nearly 700,000" in niengiam("explain", "Mộc Châu", "tourism_visits_total", "2021").stdout


def test_a_doubted_figure_says_why_it_is_no_value(niengiam: Any) -> None:
    text = niengiam("explain", "Sóc Sơn", "tourism_revenue", "2022").stdout
    assert "no yearly value; none of the claims is fit for one" in text
    assert "1. unvalidated: 335,000; year 2022-01-01 to 2022-12-31" in text
    assert "beyond_limit: 335000 vnd_billion is above 200000, the most that a district can have" in text


def test_a_restated_text_names_whom_it_restates(niengiam: Any) -> None:
    text = niengiam("explain", "hoi an", "tourism_visits_total", "2024").stdout
    assert "restated from https://baoquangnam.vn/1, https://hoian.gov.vn/2" in text


def test_an_indicator_is_found_by_its_label(niengiam: Any) -> None:
    by_id = niengiam("explain", "Hội An", "tourism_visits_total", "2024").stdout
    label = by_id.splitlines()[1].partition(" (")[0]
    assert niengiam("explain", "Hội An", label.upper(), "2024").stdout == by_id


def test_a_plan_is_a_scenario_of_its_own(niengiam: Any) -> None:
    text = niengiam("explain", "Hội An", "tourism_visits_total", "2025").stdout
    assert "plan: 4,700,000" in text
    result = niengiam("explain", "Hội An", "tourism_visits_total", "2025", "--scenario", "actual")
    assert result.exit_code == 1
    assert "for 2025 as actual; there are 2024, 2025" in result.stderr


def test_a_practice_shows_its_sentences_and_no_figure(niengiam: Any) -> None:
    text = niengiam("explain", "Sóc Sơn", "community_digital_teams", "2023").stdout
    assert "1. in_use" in text
    assert "“Huyện phát huy vai trò của tổ công nghệ số cộng đồng.”" in text
    assert "period" not in text


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("Sóc Sơn", "tourism_visits_totl", "2023"), "nearly so: tourism_visits_total, "),
        (("Soc Sonn", "tourism_visits_total", "2023"), "no area is called `Soc Sonn`; nearly so: soc son, "),
        (("Sóc Sơn", "tourism_visits_total", "2001"), "for 2001; there are 2022, 2023"),
        (("Ba Vì", "tourism_visits_total", "2023"), "nor for any other year"),
        (("xyzxyz", "tourism_visits_total", "2023"), "no area is called `xyzxyz`; all of them stand in mart.area"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(niengiam: Any, asked: tuple[str, ...], message: str) -> None:
    result = niengiam("explain", *asked)
    assert result.exit_code == 1
    assert message in result.stderr


def test_an_ambiguous_name_lists_the_choices_with_their_provinces(niengiam: Any) -> None:
    result = niengiam("explain", "thị trấn Sóc Sơn", "tourism_visits_total", "2023")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[1:] == [
        "  Thị trấn Sóc Sơn, Thành phố Hà Nội (commune-00376, until 2025-06-30)",
        "  Thị trấn Sóc Sơn, Tỉnh Kiên Giang (commune-30820, until 2025-06-30)",
    ]


def test_of_several_areas_of_a_name_the_one_spoken_of_is_meant(niengiam: Any) -> None:
    assert "(district-808" in niengiam("explain", "Châu Thành", "relics_ranked_total", "2023").stdout
    assert "can mean several areas" in niengiam("explain", "Châu Thành", "tourism_visits_total", "2023").stderr
    assert "(district-808" in niengiam("explain", "Châu Thành, Long An", "tourism_visits_total", "2023").stderr


def test_a_district_after_its_end_shows_the_sentences_of_the_communes_that_make_it_up(niengiam: Any) -> None:
    text = niengiam("explain", "huyện Lý Sơn", "tourism_accommodations", "2026").stdout
    assert "actual: 120 " in text
    assert "to know    reconstructed from 1 area" in text
    assert "summed by  sum_of_members" in text
    assert "1. Đặc khu Lý Sơn (commune-" in text
    assert "“Đến cuối năm 2026, đặc khu Lý Sơn có 120 cơ sở lưu trú du lịch.”" in text
