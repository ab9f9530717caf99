"""Stories of reports as PDF: the order of what stands on sheets, paragraphs, tables, furniture, and what is refused."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from unit.reading.pdf_sheets import BOLD, HEIGHT, LEFT, WIDTH, Sheet, furniture, laid, pdf, rows, told

from pipelines.reading import programs
from pipelines.reading.document import RejectedError
from pipelines.reading.pdf import read_pdf

FIRST = [
    "Năm 2023, huyện Yên Mẫu đón 182.450 lượt khách,",
    "tăng 12,5% so với năm 2022, trong đó khách",
    "quốc tế có 9.810 lượt.",
]
SECOND = [
    "Doanh thu du lịch của huyện ước đạt 95,6 tỷ",
    "đồng, bằng 108% kế hoạch; huyện có 46 cơ sở",
    "lưu trú với 612 phòng.",
]


WORDS = "Trong năm qua huyện đón khách"


def whole(lines: list[str]) -> str:
    return " ".join(lines)


def test_lines_become_paragraphs_and_headings_stay_apart() -> None:
    def page(sheet: Sheet) -> None:
        sheet.write(LEFT, 80, "I. KẾT QUẢ NĂM 2023", font=BOLD)
        end = sheet.prose(100, FIRST)
        sheet.prose(end, SECOND)

    found = laid(page)
    assert told(found) == ["I. KẾT QUẢ NĂM 2023", whole(FIRST), whole(SECOND)]
    assert [block.is_bold for block in found.blocks] == [True, False, False]


def test_a_list_item_hangs_together_and_the_next_begins_anew() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        sheet.write(LEFT, 140, "- Mở 24 lớp cho 486 lượt cán bộ, công chức và hơn 2.150 lượt")
        sheet.write(LEFT + 11, 157, "người dân;")
        sheet.write(LEFT, 174, "- Lắp 1.460 camera an ninh.")

    items = ["- Mở 24 lớp cho 486 lượt cán bộ, công chức và hơn 2.150 lượt người dân;", "- Lắp 1.460 camera an ninh."]
    assert told(laid(page)) == [whole(FIRST), *items]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    def before(sheet: Sheet) -> None:
        sheet.prose(700, SECOND)
        sheet.prose(760, [*FIRST[:2], ""])

    assert told(laid(before, lambda sheet: sheet.prose(80, FIRST[2:], indent=0))) == [whole(SECOND), whole(FIRST)]


def test_a_letterhead_is_read_column_by_column_line_by_line() -> None:
    left = ["UBND HUYỆN YÊN MẪU", "PHÒNG VĂN HÓA", "Số: 12/BC-VHTT"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "Độc lập - Tự do - Hạnh phúc", "Yên Mẫu, ngày 05 tháng 12"]

    def page(sheet: Sheet) -> None:
        for number, pair in enumerate(zip(left, right, strict=True)):
            sheet.write(80, 80 + 16 * number, pair[0])
            sheet.write(300, 82 + 16 * number, pair[1])
        sheet.centre(160, "BÁO CÁO", font=BOLD)
        sheet.prose(200, FIRST)

    found = laid(page)
    assert told(found) == [*left, *right, "BÁO CÁO", whole(FIRST)]
    assert found.blocks[6].is_set_off


def test_a_signature_that_begins_above_the_addressees_comes_after_them() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        sheet.write(350, 160, "TRƯỞNG PHÒNG")
        for number, line in enumerate(["Nơi nhận:", "- Sở VHTTDL;", "- Lưu: VT."]):
            sheet.write(80, 172 + 14 * number, line, size=11)
        sheet.write(355, 200, "(Đã ký)")
        sheet.write(350, 240, "Nguyễn Văn A")

    assert told(laid(page))[1:] == [
        "Nơi nhận:",
        "- Sở VHTTDL;",
        "- Lưu: VT.",
        "TRƯỞNG PHÒNG",
        "(Đã ký)",
        "Nguyễn Văn A",
    ]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    texts = [
        [
            "Năm 2023 huyện đón 182.450 lượt",
            "khách, tăng 12,5% so với năm trước,",
            "trong đó khách quốc tế có 9.810",
            f"lượt tại {number} điểm.",
        ]
        for number in range(6)
    ]

    def page(sheet: Sheet) -> None:
        sheet.centre(60, "BẢN TIN DU LỊCH HUYỆN YÊN MẪU", size=16)
        for column, left in enumerate((60, 310)):
            y = 100.0
            for lines in texts[3 * column : 3 * column + 3]:
                y = sheet.prose(y, lines, left=left, right=left + 220, size=10)

    assert told(laid(page)) == ["BẢN TIN DU LỊCH HUYỆN YÊN MẪU", *map(whole, texts)]


def test_headers_footers_and_page_numbers_come_last_and_once() -> None:
    def page(number: int, lines: list[str]) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.write(LEFT, 30, "UBND huyện Yên Mẫu", size=9)
            sheet.prose(80, lines)
            sheet.centre(815, f"Trang {number}/2", size=9)

        return draw

    found = laid(page(1, FIRST), page(2, SECOND))
    assert told(found) == [whole(FIRST), whole(SECOND)]
    assert furniture(found) == ["UBND huyện Yên Mẫu", "Trang 1/2"]


@pytest.mark.parametrize("number", ["1", "- 1 -", "Trang 1"])
def test_the_number_of_an_only_page_is_furniture(number: str) -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        sheet.centre(815, number)

    found = laid(page)
    assert (told(found), furniture(found)) == ([whole(FIRST)], [number])


def test_a_number_that_ends_a_paragraph_at_the_foot_of_a_page_is_text() -> None:
    lines = [*FIRST[:2], "quốc tế đến từ các nước tham gia hội chợ năm", "2023"]
    found = laid(lambda sheet: sheet.prose(755, lines))
    assert (told(found), furniture(found)) == ([whole(lines)], [])


def test_a_ruled_table_is_read_row_by_row_with_empty_places_for_merged_cells() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        for x, y, text in (
            (83, 163, "TT"), (123, 163, "Chỉ tiêu"), (303, 154, "Năm 2023"),
            (303, 174, "Kế hoạch"), (403, 174, "Thực hiện"),
            (83, 200, "1"), (123, 194, "Lượt khách đến"), (123, 206, "địa bàn"), (303, 200, "150.000"),
            (403, 200, "182.450"),
        ):  # fmt: skip
            sheet.write(x, y, text, size=10)
        for y, left in ((140, 80), (160, 300), (180, 80), (210, 80)):
            sheet.canvas.line(left, HEIGHT - y, 500, HEIGHT - y)
        for x, top in ((80, 140), (120, 140), (300, 140), (400, 160), (500, 140)):
            sheet.canvas.line(x, HEIGHT - top, x, HEIGHT - 210)

    found = laid(page)
    assert rows(found) == [
        "TT | Chỉ tiêu | Năm 2023 |",
        "| | Kế hoạch | Thực hiện",
        "1 | Lượt khách đến địa bàn | 150.000 | 182.450",
    ]
    assert len({block.group for block in found.blocks if block.form == "table_row"}) == 1
    assert told(found)[0] == whole(FIRST)


def test_a_table_over_two_pages_is_one_run_without_its_second_header() -> None:
    header = ["TT", "Chỉ tiêu", "Số"]
    xs = [80, 120, 300, 400]
    found = laid(
        lambda sheet: sheet.table(700, [header, ["1", "Lượt khách", "182.450"]], xs),
        lambda sheet: sheet.table(80, [header, ["2", "Cơ sở lưu trú", "46"]], xs),
    )
    assert rows(found) == ["TT | Chỉ tiêu | Số", "1 | Lượt khách | 182.450", "2 | Cơ sở lưu trú | 46"]
    assert len({block.group for block in found.blocks}) == 1


def test_a_table_without_rulings_is_told_by_its_gaps_and_figures() -> None:
    cells = [
        ("Xã", "Năm 2021", "Năm 2022"),
        ("Hồng Hà", "1.200", "1.450"),
        ("Song Phượng", "980", "1.010"),
        ("Cộng", "2.180", "2.460"),
    ]

    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        for number, row in enumerate(cells):
            for x, cell in zip((80, 230, 360), row, strict=True):
                sheet.write(x, 160 + 18 * number, cell)
        sheet.prose(260, SECOND)

    found = laid(page)
    assert rows(found) == [" | ".join(row) for row in cells]
    assert told(found)[-1] == whole(SECOND)


def test_a_label_on_two_lines_is_one_row_of_a_table_without_rulings() -> None:
    def page(sheet: Sheet) -> None:
        for y, label, figure in ((80, "Hồng Hà", "1.200"), (98, "Song Phượng cùng", ""), (110, "vùng phụ cận", "980")):
            sheet.write(80, y, label)
            sheet.write(300, y, figure)
        sheet.write(80, 128, "Cộng")
        sheet.write(300, 128, "2.180")

    assert rows(laid(page)) == ["Hồng Hà | 1.200", "Song Phượng cùng vùng phụ cận | 980", "Cộng | 2.180"]


def test_prose_with_wide_gaps_is_no_table() -> None:
    lines = [
        "Năm 2023 huyện đón 120 lượt khách",
        "và 45 đoàn trong 12 tháng với 98 xe,",
        "chương trình 7 ngày và 30 điểm du",
        "lịch của 14 xã, 3 thị trấn; tăng 12",
        "đoàn.",
    ]
    assert told(laid(lambda sheet: sheet.prose(80, lines))) == [whole(lines)]


def test_gaps_inside_a_number_are_closed_and_gaps_between_cells_are_not() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.write(LEFT, 80, "Năm 2.01")
        end = sheet.write(end + 1.5, 80, "7 có 9")
        sheet.write(end + 1.5, 80, "8% số hộ đạt.")
        sheet.table(120, [["100", "98", "12"]], [80, 103, 118, 140])

    assert told(laid(page)) == ["Năm 2.017 có 98% số hộ đạt.", "100 | 98 | 12"]


@pytest.mark.parametrize("gap", [3.0, 6.0])
def test_letters_set_apart_are_words(gap: float) -> None:
    def page(sheet: Sheet) -> None:
        text = sheet.canvas.beginText(LEFT, 700)
        text.setFont("Vera", 12)
        text.setCharSpace(gap)
        text.textOut(WORDS)
        sheet.canvas.drawText(text)

    assert told(laid(page)) == [WORDS]


def test_letters_with_blanks_between_are_words_where_wider_blanks_part_them() -> None:
    text = "   ".join(" ".join(word) for word in WORDS.split())
    assert told(laid(lambda sheet: sheet.write(LEFT, 80, text, size=9))) == [WORDS]


def test_letters_come_composed_and_ligatures_as_letters() -> None:
    text = unicodedata.normalize("NFD", "Huyện tổ chức lễ hội") + ", \ufb01le số hóa"
    assert told(laid(lambda sheet: sheet.write(LEFT, 80, text))) == ["Huyện tổ chức lễ hội, file số hóa"]


def test_lines_are_read_from_top_to_bottom_however_they_are_stored() -> None:
    def page(sheet: Sheet) -> None:
        for number in (2, 0, 1):
            sheet.write(
                LEFT,
                80 + 17 * number,
                ["Huyện đón 45.000 lượt khách trong chín tháng, đạt", "90% kế hoạch", "năm."][number],
            )

    assert told(laid(page)) == ["Huyện đón 45.000 lượt khách trong chín tháng, đạt 90% kế hoạch năm."]


def test_a_raised_digit_does_not_become_part_of_a_number() -> None:
    def page(sheet: Sheet) -> None:
        end = sheet.write(LEFT, 80, "Diện tích 12,5 km")
        end = sheet.write(end, 75, "2", size=7)
        end = sheet.write(end, 80, ", đón 12.500")
        sheet.write(end, 75, "1", size=7)

    assert told(laid(page)) == ["Diện tích 12,5 km², đón 12.500¹"]


def test_a_sheet_that_is_turned_is_read_as_it_is_seen_and_a_stamp_askew_is_furniture() -> None:
    def page(sheet: Sheet) -> None:
        canvas = sheet.canvas
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.setFont("Vera", 12)
        canvas.drawString(80, 500, "PHỤ LỤC SỐ LIỆU")
        canvas.drawString(80, 480, "Huyện đón 45.000 lượt khách.")
        canvas.translate(300, 200)
        canvas.rotate(45)
        canvas.drawString(0, 0, "BẢN SAO")

    found = laid(page)
    assert told(found) == ["PHỤ LỤC SỐ LIỆU", "Huyện đón 45.000 lượt khách."]
    assert furniture(found) == ["BẢN SAO"]


def test_text_that_runs_upwards_in_a_cell_is_that_of_the_cell() -> None:
    def page(sheet: Sheet) -> None:
        sheet.table(80, [["", "Lượt khách", "Doanh thu"], ["2023", "182.450", "95,6"]], [80, 140, 260, 380], height=60)
        sheet.canvas.saveState()
        sheet.canvas.translate(110, HEIGHT - 135)
        sheet.canvas.rotate(90)
        sheet.canvas.drawString(0, 0, "Năm")
        sheet.canvas.restoreState()

    assert rows(laid(page)) == ["Năm | Lượt khách | Doanh thu", "2023 | 182.450 | 95,6"]


def hidden(sheet: Sheet, y: float, words: str) -> None:
    text = sheet.canvas.beginText(LEFT, HEIGHT - y)
    text.setFont("Vera", 12)
    text.setTextRenderMode(3)
    text.textOut(words)
    text.setTextRenderMode(0)
    sheet.canvas.drawText(text)


def test_hidden_text_beside_text_that_is_seen_is_left_out() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        hidden(sheet, 200, "Huyện đón 999.999 lượt khách.")

    assert told(laid(page)) == [whole(FIRST)]


def test_hidden_text_behind_the_image_of_a_scan_is_read_as_recognised() -> None:
    def page(sheet: Sheet) -> None:
        image(sheet)
        hidden(sheet, 200, "Huyện đón 45.000 lượt khách trong chín tháng.")

    (block,) = laid(page).blocks
    assert (block.text, block.is_recognised) == ("Huyện đón 45.000 lượt khách trong chín tháng.", True)


def image(sheet: Sheet) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 250)), 0, 0, WIDTH, HEIGHT)


def test_letters_of_a_font_from_before_unicode_are_converted() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont("Helvetica", 12)
        for number, line in enumerate(
            ["Huyện đã đón tæng sè 950 ngh×n l\xadît kh¸ch", "du lÞch, t¨ng so víi n¨m tr\xadíc vµ v\xadît kÕ ho¹ch."]
        ):
            text = line.replace("Huyện đã đón", "HuyÖn ®· ®ãn")
            sheet.canvas.drawString(LEFT, 700 - 17 * number, text)

    named = pdf(page).replace(b"/BaseFont /Helvetica", b"/BaseFont /.VnTimeXX")
    found = read_pdf(named)
    assert (
        " ".join(told(found))
        == "Huyện đã đón tổng số 950 nghìn lượt khách du lịch, tăng so với năm trước và vượt kế hoạch."
    )


def refused(content: bytes) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        read_pdf(content)
    assert caught.value.message
    assert caught.value.cure
    return caught.value


def test_a_pdf_with_a_password_is_refused_and_one_that_opens_without_is_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)

    assert refused(pdf(page, encrypt=StandardEncryption("secret", "owner"))).reason == "encrypted"
    assert told(laid(page, encrypt=StandardEncryption("", "owner"))) == [whole(FIRST)]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_pdf_that_breaks_off_is_refused(share: float) -> None:
    content = pdf(lambda sheet: sheet.prose(80, FIRST), lambda sheet: sheet.prose(80, SECOND))
    assert refused(content[: int(len(content) * share)]).reason == "damaged"


def test_bytes_behind_the_end_of_a_pdf_do_no_harm() -> None:
    assert told(read_pdf(pdf(lambda sheet: sheet.prose(80, FIRST)) + b"\r\n<html></html>" * 400)) == [whole(FIRST)]


def test_noise_that_calls_itself_a_pdf_is_refused() -> None:
    assert refused(b"%PDF-1.7\n" + bytes(range(256)) * 30 + b"%%EOF").reason == "damaged"


def test_an_empty_sheet_is_refused() -> None:
    assert refused(pdf(lambda sheet: None)).reason == "empty"


def test_a_pdf_of_more_pages_than_a_report_has_is_refused() -> None:
    assert refused(pdf(*[lambda sheet: sheet.write(80, 80, "Trang")] * 151)).reason == "too_large"


def test_scans_are_refused_where_nothing_recognises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda name: None)
    error = refused(pdf(image))
    assert error.reason == "needs_program"
    assert "tesseract-ocr-vie" in error.cure


def test_a_few_scans_among_text_are_named_where_nothing_recognises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda name: None)
    found = laid(lambda sheet: sheet.prose(80, FIRST), image)
    assert told(found) == [whole(FIRST)]
    assert furniture(found) == ["[Trang 2: ảnh quét, không đọc được]"]


def test_a_page_of_endless_lines_is_read_without_its_tables_and_soon() -> None:
    def page(sheet: Sheet) -> None:
        sheet.prose(80, FIRST)
        for number in range(40_000):
            sheet.canvas.line(number % 500, 100 + number % 600, number % 500 + 9, 100 + number % 600)

    content = pdf(page)
    start = time.perf_counter()
    assert told(read_pdf(content)) == [whole(FIRST)]
    assert time.perf_counter() - start < 20
