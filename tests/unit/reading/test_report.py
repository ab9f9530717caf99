"""Stories of the roles in a report: title and authority, sections and captions, signature and annex, the day."""

from collections.abc import Sequence
from datetime import date

import pytest

from pipelines.reading.blocks import Form
from pipelines.reading.document import PageFacts
from pipelines.reading.laid import Part, lay_out
from pipelines.reading.letterhead import issue_day
from pipelines.reading.report import roles_of_report

PROSE = "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng tại các điểm di tích."
MORE = "Tổng doanh thu từ hoạt động du lịch ước đạt 95,6 tỷ đồng, tăng 12% so với năm trước và vượt kế hoạch."
HEAD = ("UBND HUYỆN SÓC MẪU", "Số: 45/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DAY = "Sóc Mẫu, ngày 20 tháng 12 năm 2023"

Line = str | tuple[Form, str] | Part


def told(*lines: Line) -> tuple[list[tuple[str, str]], PageFacts]:
    """Give roles with texts; a line is a paragraph unless its form is said, a row where bars stand in it."""
    parts = [
        line
        if isinstance(line, Part)
        else Part(line[1], line[0], group)
        if isinstance(line, tuple)
        else Part(line, "table_row" if " | " in line else "paragraph", group)
        for group, line in enumerate(lines)
    ]
    laid = lay_out(parts)
    roles, facts = roles_of_report(laid.blocks)
    return [(role, block.text) for role, block in zip(roles, laid.blocks, strict=True)], facts


def of_role(found: Sequence[tuple[str, str]], role: str) -> list[str]:
    return [text for of, text in found if of == role]


def test_below_a_letterhead_stand_kind_and_subject_of_the_report() -> None:
    found, facts = told(*HEAD, DAY, "BÁO CÁO", "Kết quả công tác văn hóa năm 2023", "Kính gửi: UBND tỉnh", PROSE, MORE)
    assert of_role(found, "title") == ["BÁO CÁO", "Kết quả công tác văn hóa năm 2023"]
    assert of_role(found, "boilerplate") == [*HEAD, DAY, "Kính gửi: UBND tỉnh"]
    assert found[-2:] == [("lead", PROSE), ("body", MORE)]
    assert facts == PageFacts("BÁO CÁO Kết quả công tác văn hóa năm 2023", published_on=date(2023, 12, 20))


def test_without_a_letterhead_the_first_lines_are_the_title_up_to_prose() -> None:
    found, facts = told("PHỤ LỤC 02", "Một số chỉ tiêu du lịch năm 2023", PROSE, MORE)
    assert facts.title == "PHỤ LỤC 02 Một số chỉ tiêu du lịch năm 2023"
    assert [role for role, _ in found] == ["title", "title", "lead", "body"]


@pytest.mark.parametrize("line", ["I. KẾT QUẢ", "- Lễ hội: 12", "Đơn vị tính: lượt", "ĐVT: tỷ đồng", "Xã | Khách"])
def test_a_section_an_item_a_unit_or_a_row_ends_the_title(line: str) -> None:
    found, facts = told("CHỈ TIÊU DU LỊCH", line, "Tân Mẫu | 12", PROSE)
    assert facts.title == "CHỈ TIÊU DU LỊCH"
    assert of_role(found, "title") == ["CHỈ TIÊU DU LỊCH"]


@pytest.mark.parametrize("authority", ["UBND HUYỆN SÓC MẪU", "PHÒNG VĂN HÓA VÀ THÔNG TIN", "SỞ DU LỊCH", "XÃ TÂN MẪU"])
def test_who_reports_is_no_title(authority: str) -> None:
    found, facts = told(authority, "BIỂU TỔNG HỢP DU LỊCH NĂM 2023", "Xã | Khách", "Tân Mẫu | 1.200")
    assert (facts.title, found[0][0]) == ("BIỂU TỔNG HỢP DU LỊCH NĂM 2023", "boilerplate")


def test_the_name_of_a_sheet_is_no_title_but_a_heading() -> None:
    found, facts = told(("heading", "Biểu 1"), "CHỈ TIÊU DU LỊCH NĂM 2023", "Xã | Khách", "Tân Mẫu | 1.200")
    assert facts.title == "CHỈ TIÊU DU LỊCH NĂM 2023"
    assert found[0] == ("heading", "Biểu 1")


def test_a_report_that_begins_with_prose_or_a_table_has_no_title() -> None:
    assert told(PROSE, MORE)[1].title is None
    assert told("Xã | Khách", "Tân Mẫu | 1.200")[1].title is None


def test_sections_items_and_prose_are_told_apart() -> None:
    found, _ = told(
        "BÁO CÁO DU LỊCH",
        PROSE,
        "II. KẾT QUẢ ĐẠT ĐƯỢC",
        "1. Công tác du lịch",
        "- Đón 120.000 lượt khách",
        "a) Xây dựng 12 nhà văn hóa",
        Part("Công tác lễ hội", is_bold=True),
        MORE,
        "Ảnh: khách dự lễ hội",
    )
    assert [role for role, _ in found] == [
        "title", "lead", "heading", "heading", "list_item", "list_item", "heading", "body", "caption",
    ]  # fmt: skip


def test_a_line_right_above_a_table_is_its_caption() -> None:
    found, _ = told(
        "BÁO CÁO DU LỊCH", PROSE, "Khách du lịch các xã", "Xã | Khách", "A | 1", "Khách du lịch các xã", MORE
    )
    assert [role for role, text in found if text == "Khách du lịch các xã"] == ["caption", "body"]


def test_rows_of_a_table_keep_their_form_even_in_capitals() -> None:
    found, _ = told("BÁO CÁO DU LỊCH", PROSE, "I | TỔNG SỐ", "- | 12")
    assert of_role(found, "table_row") == ["I | TỔNG SỐ", "- | 12"]


@pytest.mark.parametrize(
    "end", ["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "TRƯỞNG PHÒNG", "NGƯỜI LẬP BIỂU", "(Đã ký)"]
)
def test_the_signature_reaches_to_the_end_or_to_an_annex(end: str) -> None:
    rest = ("- Lưu: VT, 3 bản", "Nguyễn Văn Mẫu")
    found, _ = told("BÁO CÁO DU LỊCH", PROSE, MORE, end, *rest, "PHỤ LỤC 01", "Xã | Khách", "Tân Mẫu | 1.200")
    assert of_role(found, "boilerplate") == [end, *rest]
    assert of_role(found, "table_row") == ["Xã | Khách", "Tân Mẫu | 1.200"]


def test_a_sentence_about_a_chairman_signs_nothing() -> None:
    said = "Chủ tịch UBND huyện Sóc Mẫu giao Phòng Văn hóa đón 130.000 lượt khách trong năm 2024."
    found, _ = told("BÁO CÁO DU LỊCH", PROSE, said, MORE)
    assert of_role(found, "boilerplate") == []


def test_furniture_is_no_part_of_the_report_wherever_it_stands() -> None:
    found, facts = told(("furniture", "Trang 1"), "BÁO CÁO DU LỊCH", PROSE, ("furniture", "Trang 2"), MORE)
    assert facts.title == "BÁO CÁO DU LỊCH"
    assert of_role(found, "boilerplate") == ["Trang 1", "Trang 2"]
    assert [role for role, _ in found if role != "boilerplate"] == ["title", "lead", "body"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("(Kèm theo Báo cáo số 19/BC-VHTT ngày 12/02/2025 của Phòng Văn hóa)", date(2025, 2, 12)),
        ("Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 03 tháng 4 năm 2022", date(2022, 4, 3)),
        (DAY, date(2023, 12, 20)),
        ("Ngày báo cáo: 05/01/2024", date(2024, 1, 5)),
        ("Khai mạc ngày 05/01/2024 tại đền Sóc", None),
        ("(Kèm theo Báo cáo số 19/BC-VHTT của Phòng Văn hóa)", None),
    ],
)
def test_the_day_of_a_report_is_that_of_its_line_of_place_or_of_what_it_goes_with(line: str, day: date | None) -> None:
    assert issue_day(["PHỤ LỤC", line]) == day


def test_a_day_in_a_table_is_not_that_of_the_report() -> None:
    _, facts = told("CHỈ TIÊU DU LỊCH", "Xã | Ngày khai hội", "Tân Mẫu | 05/01/2024", "Phú Mẫu | 06/01/2024")
    assert facts.published_on is None


def test_a_unit_line_is_neither_title_nor_heading() -> None:
    annex = (*HEAD, DAY, "PHỤ LỤC", "Chỉ tiêu du lịch", "Đơn vị tính: lượt", "Xã | Khách", "Tân Mẫu | 1.200")
    assert told(*annex)[1].title == "PHỤ LỤC Chỉ tiêu du lịch"
    found, _ = told("CHỈ TIÊU DU LỊCH", "Đơn vị tính: lượt", "Xã | Khách", "Tân Mẫu | 1.200")
    assert found[1][0] != "heading"
