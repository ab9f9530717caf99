"""Stories of plain texts: pages that were copied by hand, and reports saved as text."""

from datetime import date

import pytest

from pipelines.reading import ReadDocument, read

TITLE = "Huyện Yên Mẫu vượt kế hoạch đón khách"
FIRST = "Năm 2024, huyện Yên Mẫu đón 182.000 lượt khách, tăng mạnh so với năm trước."
SECOND = "Doanh thu du lịch của huyện đạt 95 tỷ đồng; toàn huyện có 46 cơ sở lưu trú."
THIRD = "Năm 2025, huyện đặt mục tiêu đón 200.000 lượt khách và thêm 3 điểm du lịch."


def text(*groups: str) -> ReadDocument:
    return read("\n\n".join(groups).encode(), "bai.txt")


def roles(document: ReadDocument) -> list[tuple[str, str]]:
    return [(passage.role, document.text_of(passage)) for passage in document.passages]


def role_of(document: ReadDocument, words: str) -> str:
    (role,) = [role for role, passage in roles(document) if words in passage]
    return role


def test_title_lead_and_body_of_an_article() -> None:
    assert roles(text(TITLE, FIRST, SECOND)) == [("title", TITLE), ("lead", FIRST), ("body", SECOND)]


def test_each_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    document = text(TITLE, f"{FIRST}\n{SECOND}\n{THIRD}")
    assert [role for role, _ in roles(document)] == ["title", "lead", "body", "body"]


def test_hard_wrapped_lines_are_one_passage_that_keeps_its_breaks() -> None:
    wrapped = (
        "Phòng Văn hóa huyện cho biết, trong 182.000 lượt khách đến từ đầu năm đến\r\n"
        "hết tháng 11 có 166.000 lượt khách trong nước. Doanh thu ước đạt hơn\r\n"
        "95 tỷ đồng, bằng 108% kế hoạch năm. Huyện không lo: quý IV là mùa khách\r\n"
        "châu Âu, khách nội địa cũng bắt đầu trở lại."
    )
    document = text(TITLE, FIRST, wrapped)
    assert roles(document)[-1] == ("body", wrapped)


def test_a_range_that_a_wrap_splits_is_no_list_item() -> None:
    wrapped = "Nghị quyết của huyện cho nhiệm kỳ 2015\n- 2020 đặt du lịch cộng đồng cạnh xây dựng nông thôn mới."
    assert roles(text(TITLE, FIRST, wrapped))[-1] == ("body", wrapped)


def test_the_top_of_a_copied_page_is_boilerplate_and_says_who_and_when() -> None:
    document = text("Báo Mẫu", "Trang chủ | Thời sự | Du lịch", TITLE, "Lê An 08:31 09/01/2025", FIRST, SECOND)
    assert (document.title, document.author, document.site) == (TITLE, "Lê An", "Báo Mẫu")
    assert document.published_on == date(2025, 1, 9)
    assert role_of(document, "08:31") == role_of(document, "Trang chủ") == "boilerplate"


def test_the_day_of_the_visit_above_the_title_is_not_the_day_of_publication() -> None:
    document = text("Báo Mẫu", "Thứ Hai, 12/05/2025 | 33°C", TITLE, FIRST, SECOND)
    assert (document.title, document.published_on) == (TITLE, None)


def test_an_image_name_is_boilerplate_and_the_line_below_it_a_caption() -> None:
    document = text(TITLE, FIRST, "1.jpg\nCác đại biểu dự hội nghị 5 xã.", SECOND)
    assert (role_of(document, "1.jpg"), role_of(document, "5 xã")) == ("boilerplate", "caption")


def test_everything_from_the_related_articles_on_is_boilerplate() -> None:
    tail = "Bài liên quan\n(0) Bình luận\nĐừng bỏ lỡ\n  • Thị xã Bến Giả đón 640 nghìn lượt khách\n    " + THIRD
    document = text(TITLE, FIRST, SECOND, tail, "POWERED BY MAUCMS")
    assert [role for role, _ in roles(document)] == ["title", "lead", "body"] + ["boilerplate"] * 6


def test_a_box_of_other_articles_does_not_end_an_article_that_goes_on() -> None:
    document = text(TITLE, FIRST, "Tin liên quan\nThị xã Bến Giả đón 640 nghìn lượt khách", SECOND, THIRD)
    assert role_of(document, "640 nghìn") == "boilerplate"
    assert role_of(document, "95 tỷ") == role_of(document, "200.000") == "body"


def test_counters_hotlines_and_tags_are_boilerplate_wherever_they_stand() -> None:
    lines = ["Lượt xem: 3.418", "Đường dây nóng: 0238.3000.777", "Từ khóa: du lịch, 2024", "Chia sẻ: 46", "#dulich2024"]
    document = text(TITLE, FIRST, "\n".join(lines), SECOND)
    assert [role for role, _ in roles(document)] == ["title", "lead", *["boilerplate"] * 5, "body"]


def test_sentences_that_begin_like_counters_stay() -> None:
    lines = [
        "Số lượt khách quốc tế: 12.400 lượt",
        "Điện thoại thông minh đã đến tay 98,5% số hộ dân trong huyện Yên Mẫu.",
        "Chia sẻ tại hội nghị, lãnh đạo huyện cho biết 12/14 xã đã có trang Zalo.",
        "Trụ sở của 14 xã đều có mạng nội bộ và được nối với trung tâm dữ liệu tỉnh.",
    ]
    document = text(TITLE, FIRST, *lines, SECOND)
    assert all(role_of(document, line) != "boilerplate" for line in lines)


def test_the_author_below_the_article_is_boilerplate() -> None:
    document = text(TITLE, FIRST, SECOND, "Lê Minh An")
    assert (document.author, role_of(document, "Lê Minh An")) == ("Lê Minh An", "boilerplate")


def test_numbered_lines_are_headings_when_short_and_free_of_figures() -> None:
    document = text(
        TITLE, FIRST, "I. KẾT QUẢ 6 THÁNG", "1. Du lịch", SECOND, "2. Khách quốc tế 12.400 lượt", "a) Văn hóa", THIRD
    )
    found = [(role, passage) for role, passage in roles(document) if role in ("heading", "list_item")]
    assert found == [
        ("heading", "I. KẾT QUẢ 6 THÁNG"),
        ("heading", "1. Du lịch"),
        ("list_item", "2. Khách quốc tế 12.400 lượt"),
        ("heading", "a) Văn hóa"),
    ]


def test_dashes_and_bullets_make_list_items() -> None:
    items = ["- 46 cơ sở lưu trú;", "+ 5 khách sạn;", "• 41 homestay."]
    document = text(TITLE, FIRST, "\n".join(items), SECOND)
    assert [passage for role, passage in roles(document) if role == "list_item"] == items


def test_a_short_line_above_prose_is_a_heading_and_opens_a_section() -> None:
    document = text(TITLE, FIRST, "Mục tiêu mới", THIRD)
    assert roles(document)[2] == ("heading", "Mục tiêu mới")
    assert document.passages[3].section == "Mục tiêu mới"


LETTERHEAD = (
    "UBND HUYỆN YÊN MẪU          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "PHÒNG VĂN HÓA                   Độc lập - Tự do - Hạnh phúc\n"
    "Số: 12/BC-VHTT                Yên Mẫu, ngày 27 tháng 12 năm 2024"
)


def test_the_letterhead_of_a_report_is_boilerplate_and_dates_it() -> None:
    document = text(LETTERHEAD, "BÁO CÁO\nKết quả công tác văn hóa năm 2024", "Kính gửi: Sở Văn hóa", FIRST, SECOND)
    assert document.title == "BÁO CÁO Kết quả công tác văn hóa năm 2024"
    assert document.published_on == date(2024, 12, 27)
    assert [role for role, _ in roles(document)] == [
        *["boilerplate"] * 3,
        "title",
        "title",
        "boilerplate",
        "lead",
        "body",
    ]


def test_the_signature_of_a_report_is_boilerplate_and_its_annex_is_not() -> None:
    signature = "Nơi nhận:                 TRƯỞNG PHÒNG\n- Lưu: VT (02 bản)."
    document = text(LETTERHEAD, "BÁO CÁO", FIRST, SECOND, signature, "PHỤ LỤC", "Số di tích\tdi tích\t31")
    assert role_of(document, "02 bản") == "boilerplate"
    assert role_of(document, "\t31") == "table_row"


def test_a_district_named_with_an_abbreviation_is_no_signature() -> None:
    document = text(LETTERHEAD, "BÁO CÁO", FIRST, "Q. Hoàn Mẫu", SECOND, THIRD)
    assert role_of(document, "200.000") == "body"


def test_the_day_of_a_report_without_a_day_is_not_guessed() -> None:
    undated = LETTERHEAD.replace("ngày 27 tháng 12", "ngày      tháng 12")
    assert text(undated, "BÁO CÁO", FIRST, SECOND).published_on is None


def test_offsets_count_code_points_of_the_stored_text() -> None:
    document = read(f"\ufeff  {TITLE} 🏞\r\n\r\n\t{FIRST}\r\n\r\n{SECOND}".encode(), "bai.txt")
    assert [document.text_of(p) for p in document.passages] == [f"{TITLE} 🏞", FIRST, SECOND]
    assert document.text.startswith("  Huyện")


def test_a_counter_in_the_menu_is_no_title_and_the_systems_line_dates_the_text() -> None:
    document = text(
        "CỔNG THÔNG TIN HUYỆN", "Thủ tục hành chính 247", TITLE, f"{TITLE} - 09/01/2025 - Lượt xem: 8", FIRST
    )
    assert (document.title, document.published_on) == (TITLE, date(2025, 1, 9))
    assert role_of(document, "247") == role_of(document, "Lượt xem") == "boilerplate"


def test_a_day_above_the_title_counts_where_it_says_that_it_is_the_texts() -> None:
    assert text("Thứ ba, 30/4/2024, 06:00 (GMT+7)", TITLE, FIRST, SECOND).published_on == date(2024, 4, 30)
    assert text("Thứ ba, 30/4/2024", TITLE, FIRST, SECOND).published_on is None


def test_a_day_below_the_article_counts_where_it_says_that_it_is_the_texts() -> None:
    assert text(TITLE, FIRST, SECOND, "Cập nhật: 02/03/2024 07:45").published_on == date(2024, 3, 2)


def test_a_lead_printed_twice_counts_once() -> None:
    document = text(TITLE, FIRST, FIRST.removesuffix("."), SECOND)
    assert [role for role, _ in roles(document)] == ["title", "lead", "boilerplate", "body"]


def test_one_paragraph_goes_on_after_headlines_that_stand_together() -> None:
    headlines = "ĐỌC THÊM\nThị xã Bến Giả đón 640 nghìn lượt khách\nĐồi Chè đặt mục tiêu 150 nghìn lượt"
    document = text(TITLE, FIRST, SECOND, headlines, THIRD)
    assert role_of(document, "640 nghìn") == "boilerplate"
    assert role_of(document, "200.000") == "body"


def test_a_button_between_paragraphs_hides_nothing() -> None:
    document = text(TITLE, FIRST, "Đọc tiếp ▼", THIRD)
    assert role_of(document, "200.000") == "body"


def test_without_blank_lines_a_paragraph_goes_on_after_headlines() -> None:
    headlines = ["Tham khảo thêm", "Bến Giả đón 640 nghìn lượt khách", "Đồi Chè có 45 điểm wifi"]
    document = text("\n".join([TITLE, "09/01/2025", FIRST, SECOND, *headlines, THIRD, "Lê Minh An"]))
    assert role_of(document, "640 nghìn") == "boilerplate"
    assert role_of(document, "200.000") == "body"


def test_headlines_below_the_tags_are_boilerplate_and_items_are_not() -> None:
    headline = "Bến Giả đón 640 nghìn lượt khách"
    assert role_of(text(TITLE, FIRST, SECOND, f"#dulich #yenmau\n{headline}"), "640 nghìn") == "boilerplate"
    assert role_of(text(TITLE, FIRST, SECOND, "#dulich #yenmau\n- 46 homestay"), "46 homestay") == "list_item"


def test_the_foot_of_a_site_ends_the_article_without_a_heading() -> None:
    foot = "Giấy phép số 55/GP-STTTT\nTrang tin huyện Yên Mẫu\nNhà số 18, đường Trần Mẫu"
    assert role_of(text(TITLE, FIRST, SECOND, foot), "số 18") == "boilerplate"


def test_a_paragraph_of_two_sentences_above_items_is_no_heading() -> None:
    opening = "Năm 2023, huyện ghi dấu ấn trên nhiều lĩnh vực. Dưới đây là những con số đáng nhớ:"
    assert role_of(text(TITLE, FIRST, opening, "- 46 cơ sở lưu trú;"), "dấu ấn") == "body"


def test_parts_of_a_report_are_headings() -> None:
    document = text(LETTERHEAD, "BÁO CÁO\nKết quả năm 2024", "Phần thứ nhất\nKẾT QUẢ", FIRST, "PHẦN II", SECOND)
    assert document.title == "BÁO CÁO Kết quả năm 2024"
    assert role_of(document, "thứ nhất") == role_of(document, "PHẦN II") == "heading"


def test_a_tab_behind_a_bullet_makes_no_table() -> None:
    document = text(TITLE, FIRST, "•\t46 cơ sở lưu trú\n\uf0b7\t5 khách sạn\nSố buồng\t510")
    assert [role for role, _ in roles(document)[2:]] == ["list_item", "list_item", "table_row"]


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("Ủy ban nhân dân huyện báo cáo kết quả công tác văn hóa 6 tháng đầu năm", "2021 như sau."),
        ("Lượng khách tăng nhanh nhưng ít người quay lại, theo khảo sát của", "Phòng Văn hóa."),
        ("Nghị quyết nhiệm kỳ của Đảng bộ huyện Yên Mẫu trong giai đoạn 2015 -", "2020 đặt du lịch lên đầu."),
        ("Doanh thu từ lưu trú và ăn uống của toàn thung lũng Yên Mẫu đạt 3,6", "tỷ đồng, bằng 70% năm trước."),
    ],
)
def test_a_single_break_inside_a_sentence_is_known_by_the_words_around_it(line: str, following: str) -> None:
    assert roles(text(TITLE, FIRST, f"{line}\n{following}"))[-1] == ("body", f"{line}\n{following}")
