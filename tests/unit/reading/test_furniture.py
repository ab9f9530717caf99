"""Lines of pages by their words: what is furniture wherever it stands, and sentences that only begin like it."""

import unicodedata
from datetime import date

import pytest

from pipelines.reading.bylines import Byline, byline, repeated_title
from pipelines.reading.furniture import ends_page, is_chrome, is_imprint, is_tag_line, opens_other_articles
from pipelines.reading.phrases import ends_with_credit, is_caption

FURNITURE = [
    "Lượt xem: 1.234",
    "Số lượt xem: 345 | Đã kết nối EMC",
    "Cỡ chữ: A- A A+ | In bài | Chia sẻ",
    "Chia sẻ: 18 · Bình luận (0)",
    "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
    "Xếp hạng: 5 - 5 phiếu bầu",
    "[Xem thêm] Thị xã Bến Giả đón 640 nghìn lượt khách",
    "✅ Mời bạn xem thêm: Thị xã Bến Giả có 37 điểm du lịch",
    ">> Thị xã Bến Giả đón 640 nghìn lượt khách",
    "Các tin cùng chuyên mục: Bến Giả đón 640 nghìn lượt khách",
    "Bạn đang đọc bài viết Yên Mẫu đón khách tại chuyên mục Du lịch. Gọi 0913 000 111 để góp ý.",
    "Mọi ý kiến đóng góp xin gửi về hòm thư toasoan@bao.example.vn hoặc số 0913 000 111.",
    "Đăng ký nhận bản tin cùng 25.000 bạn đọc",
    "Giấy phép thiết lập trang thông tin điện tử tổng hợp số 55/GP-STTTT",
    "Tổng lượt truy cập: 12.345.678",
    "Đang trực tuyến: 27",
    "Hôm nay: 4.512",
    "00:00 / 03:12",
    "5 phút đọc",
    "Link bài: http://huyen.example.vn/tin/98231.aspx",
    "Ngày in: 12/11/2026 09:00",
    "#dulich2024 #yenmau",
]
PROSE = [
    "Xem thêm các sản phẩm của làng, khách ghé 12 cửa hàng dọc đường làng.",
    "Liên quan đến môi trường, huyện đầu tư 2 trạm xử lý nước thải.",
    "Được quan tâm nhất hiện nay là bến tàu mới dài 180 mét.",
    "Lượt truy cập cổng du lịch của huyện đạt 56.000 lượt.",
    "- Tổng lượt truy cập: 1.204.000",
    "- Điện thoại thông minh: 92% hộ",
    "Hôm nay: 4.512 lượt khách đã đến huyện.",
    "Giấy phép hoạt động được cấp cho 37 cơ sở lưu trú trong năm.",
    "Giấy phép xây dựng cấp trực tuyến đạt 100%, với 37 hồ sơ.",
    "Theo báo cáo của huyện, 46 cơ sở lưu trú đạt chuẩn.",
    "Bình luận về kết quả này, lãnh đạo huyện nhắc đến 14 xã vùng cao.",
    "## 2. Kết quả",
    "14/14",
]


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_furniture_is_known_by_its_words(line: str, form: str) -> None:
    assert is_chrome(unicodedata.normalize(form, line))


@pytest.mark.parametrize("line", PROSE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_only_begins_like_furniture_stays(line: str, form: str) -> None:
    line = unicodedata.normalize(form, line)
    assert not (is_chrome(line) or opens_other_articles(line) or is_imprint(line) or ends_page(line))


@pytest.mark.parametrize(
    "line", ["Bài viết cùng chủ đề:", "▼ Đọc tiếp", "TIN LIÊN QUAN", "Thống kê truy cập", "Tham khảo thêm"]
)
def test_headings_of_boxes_open_them(line: str) -> None:
    assert opens_other_articles(line)


@pytest.mark.parametrize("line", ["Bình luận (3)", "Ý kiến (12)", "Gửi bình luận", "Ý kiến bạn đọc"])
def test_comments_end_the_page(line: str) -> None:
    assert ends_page(line)


def test_hashtags_are_tags_and_marked_headings_are_not() -> None:
    assert is_tag_line("#dulich #yenmau")
    assert is_tag_line("Từ khoá: du lịch, 2024")
    assert not is_tag_line("# Kết quả năm 2024")


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: Các gian hàng nông sản của 15 hợp tác xã.",
        "Trong ảnh: 12 nghệ nhân dệt vải",
        "Ảnh minh hoạ: chợ phiên",
        "VIDEO: Ngày hội thu hút 900 học sinh",
    ],
)
def test_a_line_that_says_what_an_image_shows_is_a_caption(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line", ["Nghệ nhân dệt vải trước 200 du khách (Ảnh: Lê Giả)", "120 thành viên ra quân - Ảnh: VGP/Giả"]
)
def test_a_credit_ends_a_caption_without_a_full_stop_before_it(line: str) -> None:
    assert ends_with_credit(line)


@pytest.mark.parametrize(
    "line", ["Bức ảnh của ông được 12 báo đăng lại.", "Huyện mở triển lãm 60 bức ảnh - cả cũ lẫn mới"]
)
def test_a_sentence_about_images_is_no_caption(line: str) -> None:
    assert not (is_caption(line) or ends_with_credit(line))


DAY = date(2024, 12, 28)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Ngày đăng: 28/12/2024 | Lượt xem: 1.234", None),
        ("Thứ bảy - 28/12/2024 15:32\xa0\xa0612\xa00", None),
        ("28/12/2024 10:15:00 SA", None),
        ("28/12/2024 · 5 phút đọc", None),
        ("Thứ bảy, 28/12/2024, 06:00 (GMT+07:00)", None),
        ("Lê Minh An - 28/12/2024 - Số lượt xem: 345", "Lê Minh An"),
    ],
)
def test_counters_beside_the_day_do_not_hide_it(line: str, author: str | None) -> None:
    assert byline(line) == Byline(author, DAY)


def test_a_day_before_bare_numbers_is_a_row_of_a_table() -> None:
    assert byline("28/12/2024 | 1.500 | 2.300") is None


@pytest.mark.parametrize(
    "line",
    [
        "Huyện Yên Mẫu đón khách",
        "HUYỆN YÊN MẪU ĐÓN KHÁCH.",
        "Huyện Yên Mẫu đón khách - 28/12/2024 - Lượt xem: 345",
        "Trang chủ » Tin tức » Huyện Yên Mẫu đón khách",
    ],
)
def test_the_system_repeats_the_title_in_many_ways(line: str) -> None:
    assert repeated_title(line, "Huyện Yên Mẫu đón khách") is not None


@pytest.mark.parametrize(
    "line",
    [
        "Huyện Yên Mẫu đón khách: 12.000 lượt trong ba ngày",
        "Huyện Yên Mẫu đón khách trở lại sau 2 năm",
        "Mong ước huyện Yên Mẫu đón khách",
    ],
)
def test_a_line_that_says_more_than_the_title_stays(line: str) -> None:
    assert repeated_title(line, "Huyện Yên Mẫu đón khách") is None
