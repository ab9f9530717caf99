"""Stories of spreadsheets: where tables begin and end, what stands around them, which sheets and files are read."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from unit.reading.hostile_files import encrypted_office, two_far_cells
from unit.reading.workbooks import Rows, laid, lines, saved, sheets, table_rows

from pipelines.reading import RejectedError, read
from pipelines.reading.laid import Laid
from pipelines.reading.media import format_of
from pipelines.reading.workbook import read_old_workbook, read_xlsx

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")

HEAD: Rows = (
    ["UBND HUYỆN SÓC MẪU", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["PHỤ LỤC"],
    ["MỘT SỐ CHỈ TIÊU DU LỊCH HUYỆN SÓC MẪU NĂM 2023"],
    ["(Kèm theo Báo cáo số 19/BC-VHTT ngày 12/02/2024 của Phòng Văn hóa)"],
    [],
)
DATA: Rows = (
    ["STT", "Chỉ tiêu", "Năm 2023", None, "Ghi chú"],
    [None, None, "Kế hoạch", "Thực hiện", None],
    ["I", "DU LỊCH"],
    [1, "Khách du lịch", 120000, 131500, "ước"],
    ["II", "VĂN HÓA"],
    [2, "Lễ hội", 12, 13],
)
FOOT: Rows = ([], ["Ghi chú: số liệu ước đến ngày 30/11/2023."], [], [None, None, None, "TRƯỞNG PHÒNG"])
TOLD = [
    "STT | Chỉ tiêu | Năm 2023 | | Ghi chú",
    "| | Kế hoạch | Thực hiện |",
    "I | DU LỊCH | | |",
    "1 | Khách du lịch | 120000 | 131500 | ước",
    "II | VĂN HÓA | | |",
    "2 | Lễ hội | 12 | 13 |",
]
PLAIN: Rows = (["Xã", "Khách"], ["Tân Mẫu", 1200], ["Phú Mẫu", 950])


def refused(content: bytes) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        read_xlsx(content)
    assert caught.value.message
    assert caught.value.cure
    return caught.value


def merged(sheet: Worksheet) -> None:
    for area in ("A6:A7", "B6:B7", "C6:D6", "E6:E7"):
        sheet.merge_cells(area)


def test_a_sheet_is_title_table_note_and_signature() -> None:
    told = laid([*HEAD, *DATA, *FOOT], merged)
    assert table_rows(told) == TOLD
    assert len({block.group for block in told.blocks if block.form == "table_row"}) == 1
    assert lines(told)[-2:] == ["Ghi chú: số liệu ước đến ngày 30/11/2023.", "TRƯỞNG PHÒNG"]


def test_an_annex_with_a_letterhead_has_its_title_and_the_day_of_its_report() -> None:
    told = read(saved(sheets(Bảng=[*HEAD, *DATA, *FOOT])), "phu-luc.xlsx")
    roles = {told.text_of(one): one.role for one in told.passages}
    assert told.title is not None
    assert told.title.startswith("PHỤ LỤC MỘT SỐ CHỈ TIÊU DU LỊCH HUYỆN SÓC MẪU NĂM 2023")
    assert str(told.published_on) == "2024-02-12"
    assert {roles[text] for text in ("UBND HUYỆN SÓC MẪU", "TRƯỞNG PHÒNG")} == {"boilerplate"}
    assert [text for text, role in roles.items() if role == "table_row"] == TOLD


def test_an_index_row_under_the_header_belongs_to_the_table() -> None:
    told = laid([["STT", "Xã", "Khách"], ["A", "B", 1], [1, "Tân Mẫu", 1200]])
    assert table_rows(told) == ["STT | Xã | Khách", "A | B | 1", "1 | Tân Mẫu | 1200"]


def test_a_unit_in_two_cells_is_one_line_above_the_table() -> None:
    told = laid([["Khách du lịch các xã"], ["Đơn vị tính:", "lượt"], *PLAIN])
    assert lines(told) == ["Khách du lịch các xã", "Đơn vị tính: lượt", "Xã | Khách", "Tân Mẫu | 1200", "Phú Mẫu | 950"]
    assert len(table_rows(told)) == 3


def test_an_empty_row_inside_a_table_does_not_end_it_and_a_second_header_begins_another() -> None:
    told = laid([*PLAIN, [], ["Minh Mẫu", 40], [], ["Năm", "Lễ hội"], ["2022", 3], [2023, 4]])
    groups: dict[int, list[str]] = {}
    for block in told.blocks:
        groups.setdefault(block.group, []).append(block.text)
    assert list(groups.values()) == [
        ["Xã | Khách", "Tân Mẫu | 1200", "Phú Mẫu | 950", "Minh Mẫu | 40"],
        ["Năm | Lễ hội", "2022 | 3", "2023 | 4"],
    ]


def test_a_table_that_begins_off_the_edge_of_a_sheet_is_read() -> None:
    told = laid([[], [], [None, None, "Xã", "Khách"], [None, None, "Tân Mẫu", 1200]])
    assert [row.strip("| ") for row in table_rows(told)] == ["Xã | Khách", "Tân Mẫu | 1200"]


def test_a_cell_of_several_lines_is_one_cell_in_a_table_and_lines_above_it() -> None:
    told = laid([["PHỤ LỤC\nKhách du lịch"], ["Xã", "Khách\n(lượt)"], ["Tân Mẫu", 1200]])
    assert lines(told) == ["PHỤ LỤC", "Khách du lịch", "Xã | Khách (lượt)", "Tân Mẫu | 1200"]


def test_a_sheet_of_words_alone_has_no_table() -> None:
    told = laid([["Báo cáo nhanh"], ["Người báo cáo", "Nguyễn Văn Mẫu", "Phòng Văn hóa"], ["Lễ hội diễn ra tốt đẹp."]])
    assert table_rows(told) == []
    assert lines(told)[-1] == "Lễ hội diễn ra tốt đẹp."


def test_sheets_stand_under_their_names_and_hidden_and_empty_ones_are_left_out() -> None:
    workbook = sheets(Khách=PLAIN, Nháp=[["Xã", "Khách"], ["Sai", 9]], Trống=[], Thu=[["Xã", "Thu"], ["Tân Mẫu", 2.5]])
    workbook["Nháp"].sheet_state = "hidden"
    told = read_xlsx(saved(workbook))
    assert [(block.form, block.text) for block in told.blocks] == [
        ("heading", "Khách"),
        ("table_row", "Xã | Khách"),
        ("table_row", "Tân Mẫu | 1200"),
        ("table_row", "Phú Mẫu | 950"),
        ("heading", "Thu"),
        ("table_row", "Xã | Thu"),
        ("table_row", "Tân Mẫu | 2,5"),
    ]


def test_a_sheet_alone_goes_without_its_name() -> None:
    assert lines(laid(PLAIN))[0] == "Xã | Khách"


def test_letters_of_before_unicode_are_converted_in_cells_too() -> None:
    told = laid([["X·", "L\xadît kh¸ch du lÞch"], ["HuyÖn ®· ®ãn tæng sè ngh×n l\xadît kh¸ch", 1200], ["T©n MÉu", 950]])
    assert lines(told)[:2] == ["Xã | Lượt khách du lịch", "Huyện đã đón tổng số nghìn lượt khách | 1200"]
    assert told.encoding == "tcvn3"


def test_a_sheet_that_reaches_further_than_any_report_is_refused() -> None:
    assert refused(two_far_cells()).reason == "too_large"
    far = sheets(Bảng=PLAIN)
    far["Bảng"]["XFD1048576"] = 1
    error = refused(saved(far))
    assert error.reason == "too_large"
    assert "Bảng" in error.message


def test_a_far_cell_without_content_does_no_harm() -> None:
    def styled(sheet: Worksheet) -> None:
        sheet["XFD1048576"].number_format = "0%"

    assert len(table_rows(laid(PLAIN, styled))) == 3


def test_a_workbook_with_a_password_is_refused_by_its_form() -> None:
    with pytest.raises(RejectedError) as caught:
        format_of(encrypted_office(), "a.xlsx")
    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_workbook_that_breaks_off_is_refused(share: float) -> None:
    content = saved(sheets(Bảng=PLAIN))
    assert refused(content[: int(len(content) * share)]).reason == "damaged"


def test_a_workbook_of_more_sheets_than_a_report_has_is_refused() -> None:
    workbook = Workbook()
    for _ in range(100):
        workbook.create_sheet()
    assert refused(saved(workbook)).reason == "too_large"


@needs_office
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_old_and_open_workbooks_are_read_alike(ending: str, tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(saved(sheets(Bảng=[*HEAD, *DATA, *FOOT])))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    content = source.with_suffix(f".{ending}").read_bytes()
    assert format_of(content, "a") == ending

    def without_ends(told: Laid) -> list[str]:
        return [text.rstrip("| ") for text in lines(told)]

    assert without_ends(read_old_workbook(content)) == without_ends(read_xlsx(source.read_bytes()))
