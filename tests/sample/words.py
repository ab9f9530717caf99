"""The words of the three reports of the sample: headings, paragraphs, tables, and the documents that each restates.

Every figure is one that another document of the sample states, and its label holds. How the reports look is told in
`make_reports`.
"""

from collections.abc import Sequence
from typing import Final

WORD, PDF, EXCEL = "240-nhieu-huyen-2024.docx", "242-nhieu-noi-2023.pdf", "244-nhieu-huyen-2023.xlsx"
ISSUER: Final = "Niên giám - tài liệu mẫu"
DAY: Final = "Hà Nội, ngày 20 tháng 6 năm 2025"
SAMPLE: Final = (
    "Đây là tài liệu mẫu của dự án Niên giám, không phải văn bản của một cơ quan nào: số liệu được viết lại từ các "
    "trang đã công bố, có địa chỉ ở cuối tài liệu."
)
SOURCES: Final = {
    WORD: ("026", "036", "120", "001", "116"),
    PDF: ("028", "038", "080", "126", "040", "068", "100", "134"),
    EXCEL: ("022", "020", "146", "028", "064", "072", "080", "126", "040"),
}
"""The documents of the sample whose pages each of these restates, by the number that their names begin with."""

# (style, words): a heading, a paragraph, an item of a list, or the table.
WORD_TITLE: Final = "Tổng hợp số liệu du lịch, văn hóa và chuyển đổi số của một số huyện, thành phố năm 2024"
WORD_BODY: Final = (
    ("paragraph", SAMPLE),
    ("section", "I. DU LỊCH"),
    ("heading", "1. Thành phố Hội An"),
    (
        "paragraph",
        "Năm 2024, thành phố Hội An (tỉnh Quảng Nam) đón khoảng 4,426 triệu lượt khách, tăng 6,58% so với cùng kỳ:",
    ),
    ("item", "Khách quốc tế ước đạt 3,574 triệu lượt, tăng 11,43% so với cùng kỳ;"),
    ("item", "Khách lưu trú ước đạt 1,87 triệu lượt, tăng 18,64% so với cùng kỳ;"),
    ("item", "Công suất sử dụng phòng cả năm đạt 46,85%."),
    ("heading", "2. Thành phố Phú Quốc"),
    (
        "paragraph",
        "Trong 7 tháng đầu năm 2024, thành phố Phú Quốc (tỉnh Kiên Giang) đón gần 4 triệu lượt khách, đạt 59,2% kế "
        "hoạch năm, trong đó có hơn 560.000 lượt khách quốc tế. Tổng thu từ du lịch 7 tháng đầu năm 2024 gần 12.850 tỷ "
        "đồng, đạt 75,6% kế hoạch năm.",
    ),
    (
        "paragraph",
        "Riêng tháng 7/2024, thành phố ước đón gần 640.000 lượt khách, tăng 3,3% so với cùng kỳ; khách quốc tế của "
        "tháng 7/2024 ước hơn 63.100 lượt, tăng 27,4%; tổng thu du lịch tháng 7/2024 đạt 1.640 tỷ đồng.",
    ),
    ("heading", "3. Thành phố Sầm Sơn"),
    ("paragraph", "Kết quả năm 2024 và mục tiêu năm 2025 của thành phố Sầm Sơn (tỉnh Thanh Hóa) được nêu ở Bảng 1."),
    ("caption", "Bảng 1. Du lịch thành phố Sầm Sơn năm 2024 và mục tiêu năm 2025"),
    ("table", ""),
    (
        "paragraph",
        "Toàn tỉnh Thanh Hóa đặt mục tiêu năm 2025 đón 16 triệu lượt khách, tổng thu du lịch 45.500 tỷ đồng.",
    ),
    ("section", "II. VĂN HÓA CƠ SỞ VÀ LÀNG NGHỀ"),
    ("heading", "1. Huyện Sóc Sơn"),
    (
        "paragraph",
        "Năm 2024, các thôn, làng của huyện Sóc Sơn (thành phố Hà Nội) tổ chức hơn 170 buổi biểu diễn văn nghệ và hơn "
        "320 cuộc giao lưu thể dục thể thao. Tỷ lệ gia đình văn hóa năm 2024 của huyện đạt 95%.",
    ),
    ("heading", "2. Huyện Thường Tín"),
    ("item", "Tính đến năm 2024, huyện có 50 làng nghề mang danh hiệu làng nghề truyền thống hoặc làng nghề Hà Nội;"),
    ("item", "Cũng đến năm 2024, UBND thành phố đã công nhận 04 điểm du lịch trên địa bàn huyện."),
    ("section", "III. CHUYỂN ĐỔI SỐ"),
    ("heading", "1. Huyện Sóc Sơn"),
    ("paragraph", "Năm 2024, huyện có:"),
    ("item", "413 cán bộ, công chức được bồi dưỡng kỹ năng số và an toàn thông tin;"),
    (
        "item",
        "Gần 2.000 thành viên tổ chuyển đổi số cộng đồng cùng cán bộ chủ chốt của các hội, đoàn thể được tuyên truyền.",
    ),
    ("section", "NGUỒN SỐ LIỆU"),
)
WORD_TABLE: Final = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2024", "So với kế hoạch năm 2024 (%)", "Mục tiêu năm 2025"),
    ("1", "Lượt khách du lịch", "triệu lượt", "8,86", "104,3", "9,68"),
    ("2", "Số ngày khách", "triệu ngày", "17,27", "104,7", "19,9"),
    ("3", "Tổng thu từ khách du lịch", "tỷ đồng", "17.100", "108,8", "21.000"),
)

PDF_TITLE: Final = "Tổng hợp số liệu du lịch và chuyển đổi số của một số địa phương năm 2022 và năm 2023"
PDF_BODY: Final = (
    ("paragraph", SAMPLE),
    ("heading", "I. DU LỊCH Ở MỘT SỐ THÀNH PHỐ VÀ HUYỆN"),
    (
        "paragraph",
        "Ngành du lịch thành phố Hội An (tỉnh Quảng Nam) có doanh thu năm 2023 ước đạt 4.139,7 tỷ đồng, tăng 202,31% "
        "so với cùng kỳ. Năm 2023, thành phố đón 4 triệu lượt khách, gồm 3 triệu lượt khách quốc tế và 1 triệu lượt "
        "khách trong nước. Khách lưu trú năm 2023 là 1.553.000 lượt; công suất sử dụng phòng cả năm là 50,81%.",
    ),
    (
        "paragraph",
        "Tại thành phố Phú Quốc (tỉnh Kiên Giang), lượng khách 10 tháng đầu năm 2023 ước đạt hơn 5,1 triệu lượt, tăng "
        "17,4% so với cùng kỳ năm 2022; khách quốc tế ước đạt 540.323 lượt, tăng 242,4%. Tổng doanh thu du lịch 10 "
        "tháng đầu năm 2023 của thành phố hơn 13.200 tỷ đồng, tăng 105,4% so với cùng kỳ.",
    ),
    (
        "paragraph",
        "Huyện Mù Cang Chải (tỉnh Yên Bái) đặt mục tiêu năm 2023 đón trên 240 nghìn lượt khách, doanh thu du lịch từ "
        "235 tỷ đồng trở lên. Hai mức này đều thấp hơn kết quả năm 2022 của huyện, được nêu ở bảng dưới đây.",
    ),
    ("heading", "II. CHUYỂN ĐỔI SỐ Ở CƠ SỞ"),
    (
        "paragraph",
        "Tính đến năm 2023, huyện Đan Phượng (thành phố Hà Nội) có 129 tổ công nghệ số cộng đồng ở các thôn, cụm dân "
        "cư, tổ dân phố, với 1.015 thành viên.",
    ),
    ("heading", "III. SỐ LIỆU THEO ĐỊA PHƯƠNG"),
    ("paragraph", "Bảng dưới đây xếp các chỉ tiêu theo địa phương; ô để trống là năm mà nguồn không nêu số liệu."),
    ("table", ""),
    ("heading", "IV. NGUỒN SỐ LIỆU"),
)
PDF_TABLE: Final = (
    ("TT", "Địa phương", "Chỉ tiêu", "Đơn vị tính", "Năm 2022", "Năm 2023"),
    ("1", "Huyện Mù Cang Chải (tỉnh Yên Bái)", "Lượt khách du lịch", "nghìn lượt", "trên 350", ""),
    ("", "", "Doanh thu du lịch", "tỷ đồng", "trên 270", ""),
    ("2", "Huyện Bá Thước (tỉnh Thanh Hóa)", "Lượt khách du lịch", "lượt", "82.646", ""),
    ("", "", "Doanh thu du lịch", "tỷ đồng", "khoảng 120", ""),
    ("3", "Huyện Lý Sơn (tỉnh Quảng Ngãi)", "Lượt khách du lịch", "nghìn lượt", "", "170"),
    ("", "", "Lượt khách du lịch quốc tế", "nghìn lượt", "", "gần 2"),
    ("", "", "Cơ sở lưu trú du lịch", "cơ sở", "", "130"),
    ("4", "Tỉnh Hà Giang", "Lượt khách du lịch", "triệu lượt", "", "trên 3"),
    ("", "", "Lượt khách du lịch quốc tế", "nghìn lượt", "", "282"),
    ("", "", "Lượt khách du lịch nội địa", "triệu lượt", "", "trên 2,7"),
    ("5", "Tỉnh Trà Vinh", "Chỉ số chuyển đổi số (DTI)", "điểm", "0,6077", ""),
    ("", "", "Xếp hạng chỉ số chuyển đổi số (DTI)", "hạng", "25/63", ""),
)

Shown = str | float | None
EXCEL_TITLE: Final = "Phụ lục: số liệu văn hóa và du lịch của một số huyện"
# Sheet, title, the table under two rows of headers (None goes on with the cell to the left, in the second row with the
# one above), note. Each sheet restates the pages of as many of its SOURCES as the last number says.
EXCEL_SHEETS: Final[tuple[tuple[str, str, tuple[Sequence[Shown], ...], str, int], ...]] = (
    (
        "Văn hóa",
        "Kết quả phong trào xây dựng đời sống văn hóa của một số huyện, thị xã",
        (
            ("TT", "Địa phương", "Số gia đình văn hóa (hộ)", None, None, "Tỷ lệ gia đình văn hóa", None,
             "Tỷ lệ thôn, tổ dân phố văn hóa (%)", None, "Tỷ lệ cơ quan văn hóa (%)"),
            (None, None, "Năm 2015", "Năm 2022", "Năm 2023", "Năm 2015", "Năm 2022",
             "Năm 2022", "Năm 2023", "Năm 2022"),
            (1, "Thị xã An Khê (Gia Lai)", None, 15307, None, None, 0.8833, 98.33, None, 80.5),
            (2, "Huyện Bắc Trà My (Quảng Nam)", None, None, "10.591", None, None, None, 91.3, None),
            (3, "Huyện Phú Lương (Thái Nguyên)", "gần 25.300", None, None, 0.884, None, None, None, None),
        ),
        "Ghi chú: ô để trống là số liệu mà nguồn không nêu.",
        3,
    ),
    (
        "Du lịch",
        "Lượt khách và doanh thu du lịch của một số huyện, quận, thành phố",
        (
            ("TT", "Địa phương", "Lượt khách du lịch (lượt)", None, "Khách du lịch quốc tế (lượt)", None, None,
             "Doanh thu du lịch (tỷ đồng)", None, "Công suất sử dụng phòng"),
            (None, None, "Năm 2022", "Năm 2023", "Năm 2017", "Năm 2018", "Năm 2019",
             "Năm 2022", "Năm 2023", "Năm 2023"),
            (1, "Thành phố Hội An (Quảng Nam)", None, 4000000, None, None, None, None, "ước 4.139,7", 0.5081),
            (2, "Quận Hoàn Kiếm (Hà Nội)", None, None, "1,950 triệu", 2185170, "2.355.000", None, None, None),
            (3, "Huyện Cô Tô (Quảng Ninh)", None, None, 2200, None, None, None, None, None),
            (4, "Huyện Mù Cang Chải (Yên Bái)", "trên 350.000", None, None, None, None, "trên 270", None, None),
            (5, "Huyện Bá Thước (Thanh Hóa)", 82646, None, None, None, None, "khoảng 120", None, None),
            (6, "Huyện Lý Sơn (Quảng Ngãi)", None, 170000, None, None, None, None, None, None),
        ),
        "Ghi chú: số liệu của quận Hoàn Kiếm là khách quốc tế đến lưu trú; ô để trống là số liệu mà nguồn không nêu.",
        6,
    ),
)  # fmt: skip
