"""Cells of tables told as sentences of label, header, caption and note."""

from datetime import date

import pytest
from unit.claims.tabled import Read, table, told


@pytest.mark.parametrize(
    "unit", ["(đơn vị: nghìn lượt)", "(nghìn lượt)", "- ĐVT: nghìn lượt", "(Đơn vị tính: nghìn lượt)"]
)
def test_rows_by_place_under_a_caption_with_the_unit(read: Read, unit: str) -> None:
    reading = table(
        read,
        f"Lượng khách du lịch năm 2023 {unit}",
        "Địa phương | Thực hiện",
        "Huyện Ba Vì | 4.100",
        "Quận Long Biên | 1.210",
        title="Du lịch Hà Nội",
        area_id="province-01",
    )
    assert told(reading) == [
        ("tourism_visits_total", 4_100_000, "district-271", 2023),
        ("tourism_visits_total", 1_210_000, "district-004", 2023),
    ]


def test_rows_by_year(read: Read) -> None:
    reading = table(read, "Lượng khách du lịch (đơn vị: nghìn lượt)", "Năm | Khách du lịch", "2022 | 431", "2023 | 512")
    assert told(reading) == [
        ("tourism_visits_total", 431_000, "district-016", 2022),
        ("tourism_visits_total", 512_000, "district-016", 2023),
    ]


def test_columns_by_year_with_the_unit_in_the_label(read: Read) -> None:
    reading = table(
        read,
        "Chỉ tiêu | 2022 | 2023",
        "Tỷ lệ gia đình văn hóa (%) | 88 | 90,5",
        "Doanh thu du lịch (tỷ đồng) | 190 | 240",
    )
    assert told(reading) == [
        ("cultural_family_rate", 88, "district-016", 2022),
        ("cultural_family_rate", 90.5, "district-016", 2023),
        ("tourism_revenue", 190, "district-016", 2022),
        ("tourism_revenue", 240, "district-016", 2023),
    ]


def test_columns_of_plan_and_result_with_the_year_in_the_corner(read: Read) -> None:
    reading = table(read, "Chỉ tiêu năm 2023 | Kế hoạch | Thực hiện", "Tỷ lệ gia đình văn hóa (%) | 90 | 91")
    assert [(c.value, c.scenario, c.period.end.year) for c in reading.claims] == [
        (90, "plan", 2023),
        (91, "actual", 2023),
    ]


@pytest.mark.parametrize(
    ("cell", "note"), [("481.000*", "* 9 tháng đầu năm 2024"), ("481.000 (*)", "(*) 9 tháng năm 2024")]
)
def test_a_cell_with_a_mark_takes_its_time_from_the_note(read: Read, cell: str, note: str) -> None:
    reading = table(
        read,
        "Chỉ tiêu | Thực hiện",
        f"Tổng lượt khách du lịch (lượt) | {cell}",
        note,
        title="Du lịch Sóc Sơn",
        day=date(2024, 10, 10),
    )
    (claim,) = reading.claims
    assert (claim.value, claim.period.type, claim.period.end) == (481_000, "ytd", date(2024, 9, 30))


def test_a_cell_without_a_mark_has_nothing_of_the_note(read: Read) -> None:
    reading = table(
        read,
        "Chỉ tiêu năm 2023 | Thực hiện",
        "Tổng lượt khách du lịch (lượt) | 512.000",
        "Tổng thu từ du lịch (tỷ đồng) | 190*",
        "* 9 tháng năm 2023",
    )
    assert [(c.value, c.period.type) for c in reading.claims] == [(512_000, "year"), (190, "ytd")]


def test_a_claim_of_a_cell_quotes_its_row(read: Read) -> None:
    row = "Tỷ lệ gia đình văn hóa (%) | 88 | 90,5"
    head = "Chỉ tiêu | 2022 | 2023"
    body = f"Sóc Sơn năm 2024\n{head}\n{row}"
    for claim, number in zip(table(read, head, row).claims, ("88", "90,5"), strict=True):
        assert body[claim.start : claim.end] == row
        assert body[slice(*claim.number)] == number


def test_a_header_alone_and_rows_of_words_state_nothing(read: Read) -> None:
    assert not table(read, "Tỷ lệ gia đình văn hóa (%) | 88 | 90").claims
    assert not table(read, "Chỉ tiêu | 2022 | 2023", "Tỷ lệ gia đình văn hóa (%) | cao | rất cao").claims


def test_a_number_that_no_cell_can_read_is_accounted_for(read: Read) -> None:
    reading = table(read, "Nội dung | Số", "Bàn ghế | 117")
    assert not reading.claims
    assert any(u.reason == "no_indicator" for u in reading.unclaimed)
