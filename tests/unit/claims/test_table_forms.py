"""Forms of tables in reports: plan and result, groups and parts, places, times, units and notes."""

from datetime import date

import pytest
from unit.claims.tabled import Read, reasons, table, told, values

TOTAL, FOREIGN, DOMESTIC = "tourism_visits_total", "tourism_visits_international", "tourism_visits_domestic"
LAO_CAI = {"title": "Du lịch tỉnh Lào Cai năm 2019", "area_id": "province-10", "day": date(2020, 1, 15)}


def test_plan_and_result_are_two_claims_and_the_share_compares_the_result(read: Read) -> None:
    row = "1 | Lượt khách du lịch | lượt | 120.000 | 131.500 | 109,6"
    head = "TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2024 | Thực hiện năm 2024 | So với kế hoạch (%)"
    reading = table(read, head, row)
    plan, result = reading.claims
    assert [(c.value, c.scenario, c.period.end.year) for c in (plan, result)] == [
        (120_000, "plan", 2024),
        (131_500, "actual", 2024),
    ]
    assert plan.comparisons == ()
    (compared,) = result.comparisons
    assert (compared.amount, compared.baseline, compared.surface) == (109.6, "plan", "109,6")
    found = reasons(reading, f"Sóc Sơn năm 2024\n{head}\n{row}")
    assert (found["1"], found["109,6"]) == ("ordinal", "comparison")


def test_a_claim_names_the_place_of_all_rows_of_its_header(read: Read) -> None:
    lines = ("Chỉ tiêu | Khách du lịch (lượt) |", "| Năm 2022 | Năm 2023", "Toàn huyện | 431.000 | 512.000")
    text = "\n".join(("Sóc Sơn năm 2024", *lines))
    claims = table(read, *lines).claims
    assert [c.value for c in claims] == [431_000, 512_000]
    for claim in claims:
        assert claim.header is not None
        assert text[slice(*claim.header)] == "\n".join(lines[:2])


def test_rows_under_a_group_are_read_in_its_words(read: Read) -> None:
    reading = table(
        read,
        "TT | Chỉ tiêu | Đơn vị | Năm 2023",
        "I | Tỷ lệ gia đình văn hóa | |",
        "1 | Toàn huyện | % | 91",
        "II | Doanh thu du lịch | |",
        "1 | Toàn huyện | tỷ đồng | 240",
    )
    assert values(reading) == [("cultural_family_rate", 91), ("tourism_revenue", 240)]


@pytest.mark.parametrize("parts", [("- Quốc tế", "- Nội địa"), ("Trong đó: khách quốc tế", "Khách nội địa")])
def test_parts_take_unit_and_noun_of_the_whole_above_them(read: Read, parts: tuple[str, str]) -> None:
    reading = table(
        read,
        "TT | Chỉ tiêu | Năm 2023",
        "1 | Khách du lịch (nghìn lượt) | 512",
        f"| {parts[0]} | 12",
        f"| {parts[1]} | 500",
    )
    assert values(reading) == [(TOTAL, 512_000), (FOREIGN, 12_000), (DOMESTIC, 500_000)]


def test_rows_of_districts_of_a_province_with_their_total(read: Read) -> None:
    reading = table(
        read,
        "Khách du lịch các huyện, thành phố (lượt)",
        "STT | Địa phương | Năm 2019",
        "1 | Huyện Bắc Hà | 390.000",
        "2 | Sa Pa | 3.200.000",
        "| Tổng cộng | 3.590.000",
        **LAO_CAI,
    )
    assert told(reading)[0] == (TOTAL, 390_000, "district-085", 2019)
    assert told(reading)[-1] == (TOTAL, 3_590_000, "province-10", 2019)
    assert len({c.area_id for c in reading.claims}) == 3


def test_rows_of_communes_are_claims_of_the_communes_and_never_of_the_district(read: Read) -> None:
    reading = table(
        read,
        "Lượng khách du lịch các xã năm 2023 (lượt)",
        "TT | Xã, thị trấn | Thực hiện",
        "1 | Xã Minh Phú | 12.000",
        "2 | Xã Phù Linh | 150.000",
        "3 | Toàn huyện | 162.000",
    )
    at_home = [c.value for c in reading.claims if c.area_id == "district-016"]
    assert at_home == [162_000]


def test_a_name_that_two_units_bear_is_claimed_of_neither(read: Read) -> None:
    reading = table(
        read,
        "Khách du lịch các xã năm 2023 (lượt)",
        "TT | Xã | Thực hiện",
        "1 | Xã Tân Tiến | 7.000",
        "2 | Xã Tân Lập | 9.000",
        title="Du lịch các xã năm 2023",
        area_id=None,
    )
    assert reading.claims == ()
    assert len([one for one in reading.unclaimed if one.reason not in ("ordinal", "date")]) == 2


@pytest.mark.parametrize(
    ("header", "period", "end"),
    [
        ("Năm 2023", "year", date(2023, 12, 31)),
        ("2023", "year", date(2023, 12, 31)),
        ("6 tháng đầu năm 2024", "half", date(2024, 6, 30)),
        ("9 tháng năm 2024", "ytd", date(2024, 9, 30)),
        ("Quý I/2024", "quarter", date(2024, 3, 31)),
        ("Tháng 8/2024", "month", date(2024, 8, 31)),
    ],
)
def test_columns_say_the_time_of_their_figures(read: Read, header: str, period: str, end: date) -> None:
    reading = table(read, f"Chỉ tiêu | {header}", "Lượt khách du lịch (lượt) | 12.000", day=date(2025, 1, 9))
    (claim,) = reading.claims
    assert (claim.period.end, claim.value) == (end, 12_000)
    assert claim.period.type in (period, "ytd") if period == "half" else claim.period.type == period


def test_columns_of_months_and_rows_of_quarters(read: Read) -> None:
    months = table(read, "Chỉ tiêu | Tháng 1/2023 | Tháng 2/2023", "Lượt khách du lịch (lượt) | 100 | 200")
    assert [(c.value, c.period.type, c.period.end) for c in months.claims] == [
        (100, "month", date(2023, 1, 31)),
        (200, "month", date(2023, 2, 28)),
    ]
    rows = table(
        read, "Lượng khách du lịch (lượt)", "Thời gian | Khách du lịch", "Quý I/2023 | 100", "Quý II/2023 | 200"
    )
    assert [(c.value, c.period.type, c.period.end) for c in rows.claims] == [
        (100, "quarter", date(2023, 3, 31)),
        (200, "quarter", date(2023, 6, 30)),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("Chỉ tiêu | Năm 2023 (tỷ đồng)", "Doanh thu du lịch | 240"),
        ("Chỉ tiêu (tỷ đồng) | Năm 2023", "Doanh thu du lịch | 240"),
        ("Doanh thu du lịch (Đơn vị: tỷ đồng)", "Chỉ tiêu | Năm 2023", "Doanh thu du lịch | 240"),
        ("Chỉ tiêu | Năm 2023", "Doanh thu du lịch (tỷ đồng) | 240"),
        ("Chỉ tiêu | ĐVT | Năm 2023", "Doanh thu du lịch | tỷ đồng | 240"),
        ("Chỉ tiêu | Năm 2023", "Doanh thu du lịch | 240 tỷ đồng"),
        ("Chỉ tiêu | ĐVT | Năm 2023", "Doanh thu du lịch | triệu đồng | 240.000"),
    ],
)
def test_the_unit_stands_in_header_corner_caption_label_column_or_cell(read: Read, lines: tuple[str, ...]) -> None:
    assert told(table(read, *lines)) == [("tourism_revenue", 240, "district-016", 2023)]


def test_a_unit_beside_the_figure_goes_before_that_of_the_caption(read: Read) -> None:
    reading = table(
        read, "Du lịch (đơn vị: nghìn lượt)", "Chỉ tiêu | ĐVT | Năm 2023", "Lượt khách du lịch | lượt | 12.000"
    )
    assert values(reading) == [(TOTAL, 12_000)]


@pytest.mark.parametrize("row", ["390 (ước)", "ước 390", "390 | số ước"])
def test_an_estimate_is_one_wherever_the_row_says_so(read: Read, row: str) -> None:
    note = " | Ghi chú" if "|" in row else ""
    (claim,) = table(read, f"Chỉ tiêu | Năm 2024{note}", f"Doanh thu du lịch (tỷ đồng) | {row}").claims
    assert (claim.value, claim.scenario) == (390, "estimate")


def test_a_note_in_the_row_gives_its_time_and_states_its_own_figure(read: Read) -> None:
    reading = table(
        read,
        "Chỉ tiêu | Năm 2024 | Ghi chú",
        "Lượt khách du lịch (lượt) | 12.000 | Số liệu 11 tháng",
        "Doanh thu du lịch (tỷ đồng) | 240 | Năm 2022 doanh thu du lịch đạt 190 tỷ đồng.",
    )
    assert [(c.value, c.period.type, c.period.end) for c in reading.claims] == [
        (12_000, "ytd", date(2024, 11, 30)),
        (240, "year", date(2024, 12, 31)),
        (190, "year", date(2022, 12, 31)),
    ]


def test_numbers_that_are_no_figures_keep_their_reasons(read: Read) -> None:
    lines = (
        "TT | Chỉ tiêu | Năm 2023 | So với năm 2022 (%)",
        "1 | Lượt khách du lịch (lượt) | 12.000 | 105,5",
        "2 | Bàn ghế (bộ) | 117 | 99",
    )
    found = reasons(table(read, *lines), "\n".join(("Sóc Sơn năm 2024", *lines)))
    assert {found[one] for one in ("1", "2")} == {"ordinal"}
    assert {found[one] for one in ("105,5", "99")} == {"comparison"}
    assert {found[one] for one in ("2022", "2023")} == {"date"}
    assert found["117"] == "no_indicator"


def test_a_row_of_words_is_read_as_a_text(read: Read) -> None:
    reading = table(
        read,
        "TT | Nội dung | Kết quả",
        "1 | Du lịch | Năm 2023 huyện đón 120.000 lượt khách du lịch, doanh thu đạt 95 tỷ đồng",
    )
    assert values(reading) == [(TOTAL, 120_000), ("tourism_revenue", 95)]


def test_columns_of_months_take_their_year_from_the_caption(read: Read) -> None:
    lines = ("Khách du lịch năm 2023 (lượt)", "Chỉ tiêu | Tháng 1 | 6 tháng", "Lượt khách du lịch | 100 | 700")
    assert [c.period.end for c in table(read, *lines).claims] == [date(2023, 1, 31), date(2023, 6, 30)]


def test_a_bare_ratio_behind_plan_and_result_compares_with_the_plan(read: Read) -> None:
    head = "Chỉ tiêu | ĐVT | Kế hoạch năm 2024 | Thực hiện năm 2024 | Tỷ lệ (%)"
    claims = table(read, head, "Lượt khách du lịch | lượt | 120.000 | 131.500 | 109,6").claims
    assert [[one.baseline for one in c.comparisons] for c in claims] == [[], ["plan"]]
