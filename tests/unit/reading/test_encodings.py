"""Stories of bytes: which encodings are read or converted, which are refused, and that mojibake never passes."""

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipelines.reading import RejectedError, read
from pipelines.reading.codepages import from_tcvn3
from pipelines.reading.legacy import converted

ARTICLE = (
    "Huyện Sóc Mẫu tổng kết năm du lịch 2024\n\n"
    "Năm 2024, huyện đón 170 nghìn lượt khách, tăng 26% so với năm trước; khách quốc tế gần 2 nghìn lượt.\n\n"
    "Huyện có 130 cơ sở lưu trú, 32 hướng dẫn viên và đẩy mạnh thanh toán không dùng tiền mặt tại các điểm tham quan.\n"
)
PAGE = (
    "<html><head><meta charset={}><title>t</title></head><body><div class='main-content wrapper'>{}</div></body></html>"
)
GOLD = Path(__file__).parents[2] / "gold"
SHARED = Path(__file__).parents[4] / "shared"


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: a vowel with its mark, then the tone as a byte of its own."""
    encoded = bytearray()
    for letter in text:
        try:
            encoded += letter.encode("windows-1258")
        except UnicodeEncodeError:
            base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
            if len(base) > 1 and tone not in "\u0300\u0301\u0303\u0309\u0323":
                base, tone = base[0] + tone, base[1]
            encoded += (unicodedata.normalize("NFC", base) + tone).encode("windows-1258")
    return bytes(encoded)


def as_page(text: str, charset: str) -> str:
    title, *paragraphs = text.strip().split("\n\n")
    return PAGE.format(charset, f"<h1>{title}</h1>" + "".join(f"<p>{one}</p>" for one in paragraphs))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    document = read(ARTICLE.encode(encoding), "bai.txt")
    assert document.text == ARTICLE
    assert document.encoding.startswith(encoding.removesuffix("-sig")[:6])


def test_windows_1258_is_read_and_composed() -> None:
    document = read(windows_1258(ARTICLE), "bai.txt")
    assert (document.encoding, document.text) == ("windows-1258", ARTICLE)


def test_the_bytes_decide_where_the_declaration_lies() -> None:
    document = read(windows_1258(as_page(ARTICLE, "utf-8")), "bai.html")
    assert document.encoding == "windows-1258"
    assert "170 nghìn lượt khách" in document.text
    assert read(as_page(ARTICLE, "windows-1258").encode(), "bai.html").encoding == "utf-8"


def test_unicode_text_stays_as_it_was_decoded() -> None:
    decomposed = unicodedata.normalize("NFD", ARTICLE)
    assert read(decomposed.encode(), "bai.txt").text == decomposed


def test_a_letter_cut_in_two_does_not_lose_the_page() -> None:
    content = (
        as_page(ARTICLE, "utf-8")
        .encode()
        .replace(b"<title>t</title>", "<title>Huyện Sóc M</title>".encode() + b"<p>Kh\xe1\xba")
    )
    document = read(content, "bai.html")
    assert "170 nghìn lượt khách" in document.text
    assert "\ufffd" in document.text


def test_a_page_in_latin_1_with_letters_as_references_is_read() -> None:
    written = as_page(ARTICLE, "iso-8859-1").encode("iso-8859-1", "xmlcharrefreplace")
    assert "170 nghìn lượt khách" in read(written, "bai.html").text


UNICODE = (
    "Năm 2005, huyện đón 950 nghìn lượt khách, trong đó khách quốc tế 12 nghìn lượt. Tỷ lệ gia đình văn hoá đạt 61,5%."
)
TCVN3 = (
    "N¨m 2005, huyÖn ®ãn 950 ngh×n l­ît kh¸ch, trong ®ã kh¸ch quèc tÕ 12 ngh×n l­ît. Tû lÖ gia ®×nh v¨n ho¸ ®¹t 61,5%."
)
VNI = (
    "Naêm 2005, huyeän ñoùn 950 nghìn löôït khaùch, trong ñoù khaùch quoác teá 12 nghìn löôït. "
    "Tyû leä gia ñình vaên hoaù ñaït 61,5%."
)
VISCII = (
    "Nåm 2005, huy®n ðón 950 nghìn lßþt khách, trong ðó khách qu¯c tª 12 nghìn lßþt. TÖ l® gia ðình vån hoá ðÕt 61,5%."
)
TWICE = UNICODE.encode().decode("latin-1")
TWICE_BY_WINDOWS = "".join(
    c
    if "\x80" <= c < "\xa0" and not c.encode("latin-1").decode("cp1252", "ignore")
    else c.encode("latin-1").decode("cp1252")
    for c in TWICE
)


@pytest.mark.parametrize(
    ("text", "stored_as", "encoding"),
    [
        (TCVN3, "latin-1", "tcvn3"),
        (TCVN3, "utf-8", "tcvn3"),
        (TCVN3, "utf-16", "tcvn3"),
        (VNI, "latin-1", "vni"),
        (VNI, "utf-8", "vni"),
        (VISCII, "latin-1", "viscii"),
        (VISCII, "utf-8", "viscii"),
        (TWICE, "utf-8", "utf-8 as cp1252"),
        (TWICE_BY_WINDOWS, "utf-8", "utf-8 as cp1252"),
    ],
)
@pytest.mark.parametrize("is_page", [False, True], ids=["text", "page"])
def test_a_text_of_before_unicode_is_stored_in_unicode_with_the_name_of_its_encoding(
    text: str, stored_as: str, encoding: str, is_page: bool
) -> None:
    content = (as_page(f"{text}\n\n{text}", "utf-8") if is_page else text).encode(stored_as)
    document = read(content, "bai.html" if is_page else "bai.txt")
    assert document.encoding == encoding
    assert {document.text_of(passage) for passage in document.passages} == {UNICODE}


def test_letters_that_a_page_writes_as_references_are_converted_too() -> None:
    written = as_page(f"{TCVN3}\n\n{TCVN3}", "us-ascii").replace("®", "&reg;").replace("\xad", "&shy;")
    document = read(written.encode("ascii", "xmlcharrefreplace"), "bai.html")
    assert document.encoding == "tcvn3"
    assert UNICODE in document.text


def test_the_menu_of_a_page_in_unicode_stays_while_its_article_is_converted() -> None:
    page = as_page(f"{TCVN3}\n\n{TCVN3}", "utf-8").replace("<div", "<ul><li>Trang chủ<li>Hà Nam</ul><div", 1)
    document = read(page.encode(), "bai.html")
    assert document.text.startswith("Trang chủ\nHà Nam\n")
    assert UNICODE in document.text


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("UBND HUYÖN TH¹CH MÉU", "UBND HUYỆN THẠCH MẪU"),
        ("Uû BAN NH¢N D¢N", "UỶ BAN NHÂN DÂN"),
        ("Uû ban MÉU, Sè 3", "Uỷ ban MẪU, Số 3"),
    ],
    ids=["a word of capitals", "a line of capitals", "what cannot be known stays small"],
)
def test_capitals_of_tcvn3_are_kept_where_the_plain_letters_tell_them(written: str, read_as: str) -> None:
    assert from_tcvn3(written) == read_as


def test_a_list_of_tcvn3_keeps_its_bullets() -> None:
    assert from_tcvn3("· Kh¸ch ®· ®Õn") == "· Khách đã đến"


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        unicodedata.normalize("NFD", ARTICLE),
        "Hà Nam, Hà Nam, Hà Nam: 3 xã, 12 nhà",
        "© 2024 Báo Nam\n« Xem thêm »",
        "Le café «Été» a été fermé à midi; la fête, déjà passée, fut très animée.",
        "Euro på 2\nEuro på 4\nDen må stå på så små føtter",
        "L'opzione «%s» richiede un argomento; l'opzione «%s» non ammette argomenti.",
        "Größe über fünf Meter, »%s« schön und »%s« groß.",
    ],
)
def test_unicode_and_other_languages_are_never_converted(text: str) -> None:
    assert converted(text) is None


def test_what_does_not_become_vietnamese_is_refused_with_a_cure() -> None:
    garbled = TCVN3.replace("n", "nfz").replace("h", "hw")
    with pytest.raises(RejectedError) as refused:
        read(garbled.encode("latin-1"), "bai.txt")
    assert refused.value.reason == "unknown_encoding"
    assert "Unicode" in refused.value.cure


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        read("Это обычный русский текст о районе и туризме.".encode("koi8-r"), "bai.txt")
    assert refused.value.reason == "unknown_encoding"


def test_a_report_in_tcvn3_gives_its_title_its_day_and_the_words_of_its_figures() -> None:
    path = GOLD / "corpus" / "broken" / "thuong-xuan-2005-bao-cao-tcvn3.txt"
    document = read(path.read_bytes(), path.name)
    assert (document.encoding, document.published_on) == ("tcvn3", date(2005, 12, 15))
    assert document.title == "BÁO CÁO Kết quả hoạt động văn hoá - thông tin năm 2005, phương hướng năm 2006"
    assert any("74/146 làng, bản khai trương xây dựng làng văn hoá" in document.text_of(p) for p in document.passages)


REAL = sorted((SHARED / "legacy").glob("*.mojibake.txt"))


@pytest.mark.skipif(not REAL, reason="the material beside the checkout is absent")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name.split(".")[0])
def test_real_documents_of_before_unicode_become_the_words_that_they_were_typed_with(path: Path) -> None:
    document = read(path.read_bytes(), path.name)
    truth = path.with_name(path.name.replace("mojibake", "truth")).read_text("utf-8")
    words, true_words = (re.findall(r"\w+", text.lower()) for text in (document.text, truth))
    right = (Counter(words) & Counter(true_words)).total()
    assert document.encoding == "tcvn3"
    assert right >= 0.995 * max(len(words), len(true_words))
