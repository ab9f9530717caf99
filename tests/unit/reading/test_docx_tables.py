"""Stories of tables in Word files: tables of data become rows whose columns line up, others lay out the page."""

import pytest
from unit.reading.word_files import cell, p, row, table, word

from pipelines.reading import read
from pipelines.reading.docx import read_docx

PROSE = "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng tại các điểm di tích."
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def forms(body: str) -> list[tuple[str, str]]:
    return [(block.form, block.text) for block in read_docx(word(body)).blocks]


def rows(body: str) -> list[str]:
    return [text for form, text in forms(body) if form == "table_row"]


def test_cells_over_several_columns_or_rows_leave_the_other_places_empty() -> None:
    told = table(
        row(cell("Xã", properties=DOWN), cell("Khách (lượt)", properties=wide(2)), "Thu"),
        row(cell(properties=ON), "Năm 2022", "Năm 2023", "tỷ đồng"),
        row("Tân Mẫu", "1.200", "1.450", "2,5"),
    )
    assert rows(told) == [
        "Xã | Khách (lượt) | | Thu",
        "| Năm 2022 | Năm 2023 | tỷ đồng",
        "Tân Mẫu | 1.200 | 1.450 | 2,5",
    ]


def test_what_a_cell_that_goes_on_holds_by_itself_is_not_seen() -> None:
    told = table(row(cell("Cụm 1", properties=DOWN), "5"), row(cell("cũ", properties=ON), "7"))
    assert rows(told) == ["Cụm 1 | 5", "| 7"]


def test_columns_left_out_before_a_row_keep_their_places() -> None:
    before = '<w:gridBefore w:val="1"/>'
    assert rows(table(row("Xã", "Năm", "Khách"), row("2022", "120", properties=before))) == [
        "Xã | Năm | Khách",
        "| 2022 | 120",
    ]


def test_a_bar_in_a_cell_parts_no_cells() -> None:
    assert rows(table(row("Xã", "Khách | lượt"), row("A", "1"))) == ["Xã | Khách / lượt", "A | 1"]


def test_a_cell_of_two_paragraphs_is_one_cell() -> None:
    assert rows(table(row("Xã", "Khách"), row(cell("Tân", "Mẫu"), "120"))) == ["Xã | Khách", "Tân Mẫu | 120"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert forms(table(row("Ghi nhớ: 12 lễ hội"))) == [("paragraph", "Ghi nhớ: 12 lễ hội")]


def test_a_table_that_lays_out_prose_is_read_column_by_column() -> None:
    told = table(row(cell(PROSE, PROSE * 8), "Bên phải"), row("Trái dưới", "Phải dưới"))
    assert [text for _, text in forms(told)] == [PROSE, PROSE * 8, "Trái dưới", "Bên phải", "Phải dưới"]
    assert {form for form, _ in forms(told)} == {"paragraph"}


def test_a_table_of_data_inside_a_table_of_layout_is_read_as_rows() -> None:
    inner = table(row("Xã", "Khách"), row("A", "1"))
    assert forms(table(row(cell(p("Bên trái"), inner), "Bên phải"))) == [
        ("paragraph", "Bên trái"),
        ("table_row", "Xã | Khách"),
        ("table_row", "A | 1"),
        ("paragraph", "Bên phải"),
    ]


def test_tables_nested_without_end_are_read_to_a_depth() -> None:
    body = p("Đáy")
    for depth in range(14):
        body = table(row(cell(p(f"Tầng {depth}"), body)))
    found = [text for _, text in forms(body)]
    assert found[0] == "Tầng 13"
    assert "Đáy" not in found


@pytest.mark.parametrize("span", ["9999999", "100000", "-3", "0", "hai"])
def test_spans_that_no_table_has_do_no_harm(span: str) -> None:
    told = rows(table(row(cell("Xã", properties=f'<w:gridSpan w:val="{span}"/>'), "Khách"), row("A", "1")))
    assert told[0].startswith("Xã |")
    assert told[0].endswith("| Khách")
    assert len(told[0]) < 1000


def test_rows_of_one_table_stand_together_and_those_of_two_apart() -> None:
    one = table(row("Xã", "Khách"), row("A", "1"))
    groups = [block.group for block in read_docx(word(one + one)).blocks]
    assert groups[0] == groups[1] != groups[2] == groups[3]


def test_addressees_and_signature_in_a_table_are_furniture_of_the_report() -> None:
    foot = table(
        row(cell("Nơi nhận:", "- UBND huyện (để báo cáo);", "- Lưu: VT, 12."), cell("TRƯỞNG PHÒNG", "", "Trần Thị Mẫu"))
    )
    data = table(row("Chỉ tiêu", "Năm 2023"), row("Khách", "120.000"), row("Thu", "95"))
    told = read(word(p("BÁO CÁO DU LỊCH") + p(PROSE) + data + foot), "a.docx")
    roles = {told.text_of(one): one.role for one in told.passages}
    assert roles["Khách | 120.000"] == "table_row"
    assert {roles[text] for text in ("- Lưu: VT, 12.", "TRƯỞNG PHÒNG", "Trần Thị Mẫu")} == {"boilerplate"}


def test_a_table_of_data_with_many_rows_is_none_of_layout_for_one_word_of_a_signature() -> None:
    data = [row("Xã", "Khách"), *(row(f"Xã {no}", f"{no}.000") for no in range(1, 9)), row("Giám đốc", "12")]
    assert len(rows(table(*data))) == 10


def test_a_label_above_a_table_is_its_caption_and_a_note_below_stands_apart() -> None:
    data = table(row("Chỉ tiêu", "Năm 2023"), row("Khách", "120.000"))
    told = read(
        word(p("BÁO CÁO") + p(PROSE) + p("Một số chỉ tiêu du lịch") + data + p("Nguồn: Phòng Văn hóa.")), "a.docx"
    )
    assert [(one.role, told.text_of(one)) for one in told.passages][2:] == [
        ("caption", "Một số chỉ tiêu du lịch"),
        ("table_row", "Chỉ tiêu | Năm 2023"),
        ("table_row", "Khách | 120.000"),
        ("body", "Nguồn: Phòng Văn hóa."),
    ]


def test_an_empty_row_is_no_row() -> None:
    assert rows(table(row("Xã", "Khách"), row("", ""), row("A", "1"))) == ["Xã | Khách", "A | 1"]
