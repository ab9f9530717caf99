"""Stories of the form of tables: what heads them, what each column holds, where one ends and another begins."""

from collections.abc import Sequence

import pytest
from unit.claims.tabled import passages

from pipelines.claims.grids import Cell, Grid, cells_of, grids, is_total


def grid(*lines: str) -> Grid:
    (found,) = grids(passages(*lines))
    return found


def body(table: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.cells]


def kinds(header: str, *rows: str) -> tuple[str, ...]:
    return grid(header, *rows).kinds


def figure(text: str) -> bool:
    return Cell(text, 0, len(text)).is_figure


def test_one_row_heads_a_table_of_one_row_of_headers() -> None:
    table = grid("Xã | Khách (lượt)", "Tân Mẫu | 1.200", "Phú Mẫu | 950")
    assert table.header == ("Xã", "Khách (lượt)")
    assert body(table) == [["Tân Mẫu", "1.200"], ["Phú Mẫu", "950"]]


def test_a_header_over_several_columns_holds_for_all_of_them() -> None:
    table = grid(
        "Chỉ tiêu | Năm 2022 | | Năm 2023 |", "| Kế hoạch | Thực hiện | Kế hoạch | Thực hiện", "Khách | 1 | 2 | 3 | 4"
    )
    assert table.header == (
        "Chỉ tiêu",
        "Năm 2022 Kế hoạch",
        "Năm 2022 Thực hiện",
        "Năm 2023 Kế hoạch",
        "Năm 2023 Thực hiện",
    )
    assert table.header_rows == (0, 1)


def test_a_header_over_several_rows_is_not_lent_to_its_neighbours() -> None:
    table = grid("TT | Xã | Khách | | Ghi chú", "| | Tổng | Quốc tế |", "1 | Tân Mẫu | 12 | 3 | ước")
    assert table.header == ("TT", "Xã", "Khách Tổng", "Khách Quốc tế", "Ghi chú")


def test_three_rows_of_headers_are_joined_from_above() -> None:
    table = grid(
        "Chỉ tiêu | Khách du lịch | | | Thu",
        "| Tổng | Trong đó | |",
        "| | Quốc tế | Nội địa |",
        "Tân Mẫu | 12 | 3 | 9 | 5",
    )
    assert table.header_rows == (0, 1, 2)
    assert table.header == (
        "Chỉ tiêu",
        "Khách du lịch Tổng",
        "Khách du lịch Trong đó Quốc tế",
        "Khách du lịch Trong đó Nội địa",
        "Thu",
    )


def test_the_header_has_its_place_in_the_text() -> None:
    lines = ("Bảng 1", "Xã | Khách |", "| Tổng | Quốc tế", "Tân Mẫu | 12 | 3")
    (found,) = grids(passages(*lines))
    assert found.header_span is not None
    assert "\n".join(lines)[slice(*found.header_span)] == "Xã | Khách |\n| Tổng | Quốc tế"
    assert found.caption == "Bảng 1"


@pytest.mark.parametrize("index", ["A | B | 1 | 2", "1 | 2 | 3 | 4", "(1) | (2) | (3) | (4)", "1 | 2 | 3 | 4=3/2"])
def test_a_row_that_numbers_the_columns_is_neither_header_nor_figures(index: str) -> None:
    table = grid("STT | Xã | Khách | Thu", index, "1 | Tân Mẫu | 1.200 | 15")
    assert table.header == ("STT", "Xã", "Khách", "Thu")
    assert body(table) == [["1", "Tân Mẫu", "1.200", "15"]]


def test_a_header_repeated_on_the_next_page_is_no_row() -> None:
    head = "STT | Xã | Khách"
    assert body(grid(head, "1 | Tân Mẫu | 12", head, "2 | Phú Mẫu | 9")) == [
        ["1", "Tân Mẫu", "12"],
        ["2", "Phú Mẫu", "9"],
    ]


def test_a_second_header_in_one_run_of_rows_begins_a_second_table() -> None:
    one, two = grids(passages("STT | Xã | Khách", "1 | Tân Mẫu | 12", "STT | Năm | Lễ hội", "1 | 2022 | 3"))
    assert (one.header, two.header) == (("STT", "Xã", "Khách"), ("STT", "Năm", "Lễ hội"))
    assert (len(one.rows), len(two.rows)) == (1, 1)


def test_text_between_rows_parts_tables() -> None:
    found = list(grids(passages("Xã | Khách", "A | 12", "Bảng sau nói về lễ hội.", "Xã | Lễ hội", "A | 3")))
    assert [table.caption for table in found] == ["", "Bảng sau nói về lễ hội."]


def test_notes_below_a_table_are_those_with_a_mark_and_end_at_the_first_text() -> None:
    table = grid("Xã | Khách", "A | 12*", "* Ước cả năm", "Nguồn: Phòng Văn hóa", "Năm nay được mùa.", "Ghi chú: không")
    assert table.notes == ("* Ước cả năm", "Nguồn: Phòng Văn hóa")


def test_a_long_text_above_a_table_is_no_caption() -> None:
    assert grid("Huyện đón khách. " * 20, "Xã | Khách", "A | 12").caption == ""


def test_a_group_under_the_header_does_not_head_the_table() -> None:
    table = grid("TT | Chỉ tiêu | Năm 2023", "I | DU LỊCH |", "1 | Khách | 12")
    assert table.header_rows == (0,)
    assert len(table.rows) == 2


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("TT | Xã | Khách", ["1 | A | 12", "2 | B | 9"], "ordinal label value"),
        ("Mã | Xã | Khách", ["I | A | 12", "II | B | 9"], "ordinal label value"),
        ("Chỉ tiêu | ĐVT | 2023", ["Khách | lượt | 12", "Thu | tỷ đồng | 9"], "label unit value"),
        ("Chỉ tiêu | Đơn vị tính | 2023", ["Khách | Lượt | 12", "Hộ số hóa | % | 9"], "label unit value"),
        ("TT | Đơn vị | Khách", ["1 | Xã Tân Mẫu | 12", "2 | Thị trấn Phú Mẫu | 9"], "ordinal label value"),
        ("Chỉ tiêu | Năm 2023 | Ghi chú", ["Khách | 12 | ước", "Thu | 9 |"], "label value note"),
        (
            "Chỉ tiêu | Năm 2023 | Đơn vị chủ trì",
            ["Khách | 12 | Phòng Văn hóa", "Thu | 9 | Chi cục"],
            "label value text",
        ),
        ("Năm | Khách", ["2022 | 12", "2023 | 14"], "label value"),
        ("Thời gian | Khách", ["Quý I/2023 | 12", "Quý II/2023 | 14"], "label value"),
    ],
)
def test_columns_are_told_by_their_header_and_what_they_hold(header: str, rows: Sequence[str], expected: str) -> None:
    assert " ".join(kinds(header, *rows)) == expected


@pytest.mark.parametrize(
    "header",
    [
        "So với cùng kỳ (%)",
        "So sánh TH/KH",
        "Tăng, giảm (%)",
        "Tỷ lệ hoàn thành kế hoạch",
        "% thực hiện",
        "Đạt (%) kế hoạch",
        "TH/KH",
        "So sánh 2023/2022 (%)",
        "Tốc độ tăng trưởng",
        "+/-",
    ],
)
def test_columns_that_compare_hold_no_figures_of_their_own(header: str) -> None:
    assert kinds(f"Chỉ tiêu | Năm 2023 | {header}", "Khách | 120 | 105", "Thu | 9 | 98")[2] == "comparison"


@pytest.mark.parametrize("header", ["Tỷ lệ (%)", "%", "Đạt (%)"])
def test_a_bare_ratio_compares_only_behind_plan_and_result(header: str) -> None:
    behind = kinds(f"Chỉ tiêu | Kế hoạch | Thực hiện | {header}", "Khách | 120 | 130 | 108", "Thu | 9 | 9 | 100")
    alone = kinds(f"Xã | Số hộ | {header}", "A | 120 | 92", "B | 90 | 88")
    assert (behind[3], alone[2]) == ("comparison", "value")


@pytest.mark.parametrize(
    "text",
    ["12", "1.200.000", "94,5%", "~ 120", "trên 120", "12 lượt", "12/15", "390 (ước)", "481.000*", "- 3,5", "120-130"],
)
def test_figures(text: str) -> None:
    assert figure(text)


@pytest.mark.parametrize(
    "text",
    ["2023", "Năm 2023", "05/11/2023", "6 tháng", "9 tháng/ cùng kỳ", "Quý 2", "1. Khách", "2.1. Thu", "", "cao", "-"],
)
def test_times_headings_and_words_are_no_figures(text: str) -> None:
    assert not figure(text)


def test_years_head_columns_and_are_figures_in_columns_of_figures() -> None:
    table = grid("Chỉ tiêu | 2022 | 2023", "Số hộ | 1.986 | 2023", "Khách | 12 | 14")
    assert table.header_rows == (0,)
    assert table.kinds == ("label", "value", "value")


def test_days_head_columns_of_figures() -> None:
    table = grid("Chỉ tiêu | 31/12/2022 | 30/11/2023", "Di tích | 12 | 14")
    assert (table.header_rows, table.kinds) == ((0,), ("label", "value", "value"))


@pytest.mark.parametrize("label", ["Tổng", "Tổng số:", "TỔNG CỘNG", "Cộng", "Toàn huyện", "Kế hoạch toàn tỉnh"])
def test_totals(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize("label", ["Tổng thu du lịch", "Cộng Hòa", "Xã Toàn Thắng", "Tổng khách"])
def test_no_totals(label: str) -> None:
    assert not is_total(label)


def test_cells_keep_their_places_in_the_row() -> None:
    row = "1 |  Khách du lịch | | 1.200 "
    assert [row[cell.start : cell.end] for cell in cells_of(row)] == ["1", "Khách du lịch", "", "1.200"]
    assert [cell.text for cell in cells_of("Xã\t\tKhách")] == ["Xã", "Khách"]


@pytest.mark.parametrize("header", ["2023/2022 (%)", "2023/2022"])
def test_two_years_parted_by_a_slash_head_a_column(header: str) -> None:
    table = grid(f"Chỉ tiêu | Năm 2022 | Năm 2023 | {header}", "Khách | 114 | 120 | 105")
    assert table.header_rows == (0,)
    assert table.kinds == ("label", "value", "value", "comparison")
