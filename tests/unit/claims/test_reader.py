"""What texts state: each test is a way of speaking, with invented figures."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.model import Claim, Reading
from pipelines.language import quantities
from pipelines.language.text import Text

Read = Callable[..., Reading]
SOC_SON = "district-016"
TITLE = "Sóc Sơn năm 2024"


def facts(reading: Reading) -> list[tuple[str, float | None, str, int, str, str]]:
    """Give what a reading states, as (indicator, value, area, year, period type, scenario)."""
    return [_fact(claim) for claim in reading.claims if claim.derivation is None]


def _fact(c: Claim) -> tuple[str, float | None, str, int, str, str]:
    return c.indicator_id, c.value, c.area_id, c.period.end.year, c.period.type, c.scenario


def reasons(reading: Reading, full_text: str) -> dict[str, str]:
    """Give the reason of each unclaimed number, by the number."""
    return {full_text[slice(*u.number)]: u.reason for u in reading.unclaimed}


def test_a_plain_figure(read: Read) -> None:
    reading = read("Năm 2024, huyện Sóc Sơn đón khoảng 1.350.000 lượt khách du lịch.")
    claim = reading.claims[0]
    assert facts(reading) == [("tourism_visits_total", 1_350_000, SOC_SON, 2024, "year", "actual")]
    assert (claim.bound, claim.lower, claim.upper) == ("about", 1_345_000, 1_355_000)


def test_letters_of_other_alphabets_hide_no_figure(read: Read) -> None:
    sentence = "Năm 2024, huyện đón 35.000 lượt ԁu ҟҺáςh (tăռg 9,6% so với năm trước)."
    reading = read(sentence)
    claim = reading.claims[0]
    assert facts(reading)[0] == ("tourism_visits_total", 35_000, SOC_SON, 2024, "year", "actual")
    assert f"{TITLE}\n{sentence}"[claim.number[0] : claim.number[1]] == "35.000"
    assert claim.comparisons


def test_up_to_october_is_never_the_year(read: Read) -> None:
    (claim,) = read("Tính đến hết tháng 10/2024, lượng khách du lịch đạt 980.000 lượt.").claims
    assert (claim.period.type, claim.period.end, claim.obs_status) == ("ytd", date(2024, 10, 31), "P")


def test_parts_follow_their_whole(read: Read) -> None:
    reading = read(
        "Năm 2024 huyện đón 640.000 lượt khách, trong đó khách quốc tế 12.300 lượt; doanh thu du lịch đạt 310 tỷ đồng."
    )
    assert [(f[0], f[1]) for f in facts(reading)] == [
        ("tourism_visits_total", 640_000),
        ("tourism_visits_international", 12_300),
        ("tourism_revenue", 310),
    ]


def test_a_part_of_another_whole_is_not_the_areas(read: Read) -> None:
    reading = read("Khách lưu trú đạt 187.000 lượt, trong đó khách quốc tế là 16.300 lượt.")
    assert [f[0] for f in facts(reading)] == ["tourism_overnight_visits"]


def test_comparisons_stay_with_their_figure(read: Read) -> None:
    reading = read("Năm 2024 huyện đón 640.000 lượt khách, tăng 12% so với cùng kỳ, bằng 104,3% kế hoạch.")
    claim = reading.claims[0]
    assert [(c.kind, c.amount, c.baseline) for c in claim.comparisons] == [
        ("change_percent", 12, "same_period"),
        ("share_of_plan", 104.3, "plan"),
    ]


def test_a_rate_above_its_plan_implies_the_plan(read: Read) -> None:
    printed, derived = read("Tỷ lệ gia đình văn hóa đạt 91%, vượt 2% so với chỉ tiêu kế hoạch.").claims
    assert (printed.value, printed.derivation) == (91, None)
    assert (derived.value, derived.scenario, derived.obs_status) == (89, "plan", "F")
    assert derived.derivation is not None


@pytest.mark.parametrize(
    ("sentence", "scenario", "year"),
    [
        ("Năm 2025, huyện phấn đấu đón 1,6 triệu lượt khách.", "plan", 2025),
        ("Huyện đặt mục tiêu năm 2025 đón 1,6 triệu lượt khách.", "plan", 2025),
        ("Năm 2024 huyện ước đón 1,6 triệu lượt khách.", "estimate", 2024),
        ("Năm 2024 huyện đã đón 1,6 triệu lượt khách, vượt kế hoạch.", "actual", 2024),
    ],
)
def test_scenarios(read: Read, sentence: str, scenario: str, year: int) -> None:
    assert facts(read(sentence)) == [("tourism_visits_total", 1_600_000, SOC_SON, year, "year", scenario)]


def test_this_years_result_and_next_years_plan_in_one_paragraph(read: Read) -> None:
    reading = read("Năm 2024 huyện đón trên 350 nghìn lượt khách; năm 2025 huyện phấn đấu đón trên 400 nghìn lượt.")
    assert [(f[1], f[3], f[5]) for f in facts(reading)] == [(350_000, 2024, "actual"), (400_000, 2025, "plan")]


def test_a_holiday_or_a_site_is_not_the_areas_year(read: Read) -> None:
    holiday = "Dịp nghỉ lễ 2/9, huyện đón 52.000 lượt khách."
    site = "Năm 2024, chùa Non Nước đón 83.000 lượt khách."
    reading = read(holiday, site)
    assert not facts(reading)
    unclaimed = reasons(reading, f"{TITLE}\n{holiday}\n{site}")
    assert (unclaimed["52.000"], unclaimed["83.000"]) == ("event_period", "site_level")


def test_city_and_district_in_one_sentence(read: Read) -> None:
    reading = read("Năm 2024 Hà Nội đón 27 triệu lượt khách, trong đó huyện Sóc Sơn khoảng 1,4 triệu lượt.")
    assert [(f[1], f[2]) for f in facts(reading)] == [(27_000_000, "province-01"), (1_400_000, SOC_SON)]


def test_a_commune_of_the_district_inside_its_sentence(read: Read) -> None:
    reading = read("Cuối năm 2024, toàn huyện còn 9 thôn lõm sóng; riêng xã Nam Sơn có 4 thôn.")
    assert [(f[1], f[2]) for f in facts(reading)] == [(9, SOC_SON), (4, "commune-00388")]


def test_registered_and_missing_are_not_reached(read: Read) -> None:
    registered = "Đầu năm có 8.400 hộ đăng ký gia đình văn hóa."
    missing = "Còn 27% xóm, bản trong huyện chưa có nhà văn hóa."
    assert not facts(read(registered, missing))


def test_a_total_after_an_addition(read: Read) -> None:
    reading = read("Huyện xây mới 05 trạm, nâng tổng số trạm BTS trên địa bàn lên 118 trạm.")
    assert [(f[0], f[1]) for f in facts(reading)] == [("bts_stations", 118)]


def test_stated_twice_is_two_claims(read: Read) -> None:
    assert len(read("Năm 2024 huyện có hơn 90 lễ hội được tổ chức.", "Cả năm, hơn 90 lễ hội được tổ chức.").claims) == 2


def test_members_behind_a_count_are_named_and_placed(read: Read) -> None:
    reading = read(
        "Phòng hướng dẫn 3 xã (Tân Minh, Tân Dân, Hiền Ninh) triển khai chương trình nông thôn mới nâng cao."
    )
    assert [(i.item, i.area_id) for i in reading.named_items] == [
        ("Tân Minh", "commune-00406"),
        ("Tân Dân", "commune-00415"),
        ("Hiền Ninh", "commune-00412"),
    ]


def test_a_list_that_is_not_as_long_as_its_count_is_not_taken(read: Read) -> None:
    assert not read(
        "Phòng hướng dẫn 8 xã (Tân Minh, Tân Dân) triển khai chương trình nông thôn mới nâng cao."
    ).named_items


def test_practices_have_a_stage_and_never_a_figure(read: Read) -> None:
    reading = read("Huyện dùng chữ ký số; nâng cấp hệ thống thông tin cơ sở; thí điểm mô hình thôn thông minh.")
    assert {a.practice_id: a.stage for a in reading.adoptions} == {
        "digital_signature": "in_use",
        "grassroots_information_system": "upgraded",
        "smart_village": "piloted",
    }
    assert not reading.claims


def test_a_misprint_is_kept_and_marked(read: Read) -> None:
    (claim,) = read("Năm 2024 doanh thu du lịch của huyện đạt 3.040.641 tỷ đồng.").claims
    assert claim.obs_status == "V"


def test_boilerplate_is_accounted_for_and_never_claimed(read: Read) -> None:
    reading = read("Năm 2024 Sa Pa đón 3,5 triệu lượt khách.", roles=("boilerplate",))
    assert not reading.claims
    assert {u.reason for u in reading.unclaimed if u.number[0] > 17} == {"boilerplate"}


def test_an_old_district_in_a_text_of_the_new_commune(read: Read) -> None:
    reading = read(
        "Sáu tháng đầu năm nay, huyện Mai Châu (cũ) đón 470.000 lượt khách. "
        "Từ 1/7 đến hết tháng 10, xã đón 95.000 lượt khách.",
        title="Xã Mai Châu năm 2025",
        area_id="commune-05200-2025",
        day=date(2025, 11, 27),
    )
    assert [(f[1], f[2], f[4]) for f in facts(reading)] == [
        (470_000, "district-156", "half"),
        (95_000, "commune-05200-2025", "ytd"),
    ]


def test_the_texts_own_unit_is_found_without_a_register(read: Read) -> None:
    reading = read(
        "Năm 2023, huyện Thường Xuân (Thanh Hóa) đón 120.000 lượt khách.",
        title="Thường Xuân năm 2023",
        area_id=None,
        day=date(2024, 1, 5),
    )
    assert facts(reading) == [("tourism_visits_total", 120_000, "district-396", 2023, "year", "actual")]


def test_decomposed_letters_state_the_same(read: Read) -> None:
    told = "Năm 2024, huyện Sóc Sơn đón gần 1.350.000 lượt khách; tỷ lệ gia đình văn hoá đạt 91%."
    assert facts(read(unicodedata.normalize("NFD", told))) == facts(read(told))
    assert facts(read(told.replace("hoá", "hóa"))) == facts(read(told))


@given(st.text(max_size=80))
def test_any_text_passes_through_and_every_number_is_accounted_for(read: Read, paragraph: str) -> None:
    reading = read(paragraph)
    assert all(c.start <= c.number[0] < c.number[1] <= c.end for c in reading.claims)


PIECES = (
    "Năm 2024",
    "huyện",
    "đón",
    "1.200 lượt khách",
    ",",
    "trong đó",
    "khách quốc tế",
    "95%",
    "gia đình văn hóa",
    ";",
    "tăng 3%",
    "so với",
    "(",
    ")",
    "2023",
    "xã Nam Sơn",
    "phấn đấu",
    "12 tỷ đồng",
    "doanh thu",
    "5 xã",
    ".",
)


@given(st.lists(st.sampled_from(PIECES), max_size=24))
def test_every_number_is_a_claim_or_has_a_reason(read: Read, pieces: list[str]) -> None:
    paragraph = " ".join(pieces)
    numbers = quantities.find(Text.of(paragraph))
    reading = read(paragraph)
    spans = [c.number for c in reading.claims if c.derivation is None] + [u.number for u in reading.unclaimed]
    body = len(TITLE) + 1
    assert sorted(s for s in spans if s[0] >= body) == [(body + q.start, body + q.end) for q in numbers]
