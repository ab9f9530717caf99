"""Stories of one text in many encodings: whichever it comes in, whatever it says of itself, its passages are the same.

The texts are encoded by turning the tables of `codepages` around; whether those are right is told in `test_encodings`.
"""

import unicodedata
from collections.abc import Callable, Iterable

import pytest

from pipelines.reading import ReadDocument, codepages, read

REPORT = """ủy ban nhân dân huyện Sóc Mẫu
báo cáo
Kết quả hoạt động văn hóa, du lịch năm 2024

I. Kết quả
1. Về du lịch
Năm 2024, toàn huyện đón 1.254.300 lượt khách, tăng 12,5% so với cùng kỳ; khách quốc tế ước đạt 18,2 nghìn lượt.
- Doanh thu từ du lịch đạt 356 tỷ đồng, bằng 104% kế hoạch (chỉ tiêu: 342 tỷ đồng).
- Có 27/27 xã thành lập tổ công nghệ số cộng đồng; 96,5% hồ sơ được nộp trực tuyến.
2. Về văn hóa
Tỷ lệ gia đình văn hóa đạt 93,4%; có 118/124 thôn được công nhận "Thôn văn hóa", trong đó 7 thôn kiểu mẫu.
"""
NEWS = """Mùa lễ hội ở vùng cao: khách đông, phố xá nhộn nhịp

Từ mùng 6 đến rằm tháng giêng, huyện đã tổ chức 14 lễ hội truyền thống, thu hút hơn 120.000 lượt người.

"Chúng tôi dựng thêm bãi đỗ xe, phát tờ rơi và dùng mã QR để du khách tự tìm hiểu", bà Hoàng Thị Nguyệt nói.

Năm ngoái, cả năm huyện đón khoảng 860 nghìn lượt khách; kế hoạch năm nay là 900 nghìn lượt.
"""
SUMMARY = """Chuyển đổi số ở cơ sở

Đến hết tháng 11, hệ thống họp trực tuyến đã nối tới 100% xã, phường; 412 cán bộ được tập huấn kỹ năng số.
Thanh toán không dùng tiền mặt phủ 85% chợ và cửa hàng; phần mềm quản lý văn bản được dùng ở mọi cơ quan.
Wi-Fi miễn phí đã lắp ở 32 điểm (nhà văn hóa, bến xe, khu di tích), nhiều gấp đôi năm 2023.
"""
TEXTS = (REPORT, NEWS, SUMMARY)

_SIGNS = [codepages.as_windows(chr(byte)) for byte in range(0x80, 0x100)]
_VOWELS = "aeouyôöAEOUYÔÖ"


def encoder(decoded: Callable[[str], str], written: Iterable[str]) -> Callable[[str], bytes]:
    """Turn a table around: `written` are the signs of windows-1252 that may stand for one letter."""
    table = {ord(letter): sign for sign in written if len(letter := decoded(sign)) == 1 and letter != sign}

    def encode(text: str) -> bytes:
        return text.translate(table).encode("cp1252")

    return encode


def windows_1258(text: str) -> bytes:
    """Encode letter by letter: what has no code is a letter that has one, and its tone behind it."""
    tones = dict.fromkeys("\u0300\u0301\u0303\u0309\u0323")
    encoded = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            encoded += letter.encode("windows-1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            [tone] = [mark for mark in marks if mark in tones]
            encoded += (unicodedata.normalize("NFC", marks.replace(tone, "")) + tone).encode("windows-1258")
    return bytes(encoded)


ENCODERS: dict[str, Callable[[str], bytes]] = {
    # Within a word: a sign that stands alone may be a bullet.
    "tcvn3": encoder(lambda sign: codepages.from_tcvn3(f"x{sign}")[1:], _SIGNS),
    "vni": encoder(codepages.from_vni, [*_SIGNS, *(vowel + sign for vowel in _VOWELS for sign in _SIGNS)]),
    "viscii": encoder(codepages.from_viscii, _SIGNS),
    "windows-1258": windows_1258,
}


def told(document: ReadDocument) -> list[tuple[str, str | None, str]]:
    """Give the passages, in small letters: TCVN3 has no accented capitals."""
    words = [(p.role, p.section, document.text_of(p)) for p in document.passages]
    return [(role, section and section.lower(), text.lower()) for role, section, text in words]


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("text", TEXTS, ids=["report", "news", "summary"])
def test_a_text_has_the_same_passages_in_every_encoding(text: str, encoding: str) -> None:
    document = read(ENCODERS[encoding](text), "bai.txt")
    assert document.encoding == encoding
    assert told(document) == told(read(text.encode(), "bai.txt"))


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1258", "gb2312", "x-no-such"])
@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_page_has_the_same_passages_whatever_charset_it_declares(encoding: str, declared: str) -> None:
    title, *paragraphs = NEWS.strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>{title}</title>'
        f"</head><body><h1>{title}</h1>{body}</body></html>"
    )
    document = read(ENCODERS[encoding](page), "bai.html")
    assert document.encoding == encoding
    assert told(document) == told(read(page.encode(), "bai.html"))
