"""Stories of bytes: which encodings are read, which are recognised and refused, and that mojibake never passes."""

import unicodedata
from pathlib import Path

import pytest

from pipelines.reading import RejectedError, read

ARTICLE = (
    "Huyện Sóc Mẫu tổng kết năm du lịch 2024\n\n"
    "Năm 2024, huyện đón 170 nghìn lượt khách, tăng 26% so với năm trước; khách quốc tế gần 2 nghìn lượt.\n\n"
    "Huyện có 130 cơ sở lưu trú, 32 hướng dẫn viên và đẩy mạnh thanh toán không dùng tiền mặt tại các điểm tham quan.\n"
)
PAGE = (
    "<html><head><meta charset={}><title>t</title></head><body><div class='main-content wrapper'>{}</div></body></html>"
)
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


TCVN3 = (
    "N¨m 2005, huyÖn ®ãn 950 ngh×n l­ît kh¸ch, trong ®ã kh¸ch quèc tÕ 12 ngh×n l­ît. Tû lÖ gia ®×nh v¨n ho¸ ®¹t 61,5%."
)
VNI = "Naêm 2005, huyeän ñoùn 950 nghìn löôït khaùch, trong ñoù khaùch quoác teá 12 nghìn löôït, ñaït chæ tieâu."
TWICE = ARTICLE.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TCVN3, "latin-1"), (TCVN3, "utf-8"), (VNI, "latin-1"), (VNI, "utf-8"), (TWICE, "utf-8")],
    ids=["tcvn3", "tcvn3 as unicode", "vni", "vni as unicode", "decoded twice"],
)
@pytest.mark.parametrize("is_page", [False, True], ids=["text", "page"])
def test_encodings_of_before_unicode_are_refused_by_name_and_with_a_cure(
    text: str, encoding: str, is_page: bool
) -> None:
    content = (as_page(f"{text}\n\n{text}", "utf-8") if is_page else text).encode(encoding)
    with pytest.raises(RejectedError) as refused:
        read(content, "bai.html" if is_page else "bai.txt")
    assert refused.value.reason == "unknown_encoding"
    assert "Unicode" in refused.value.cure


def test_bytes_of_no_known_encoding_are_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        read("Это обычный русский текст о районе и туризме.".encode("koi8-r"), "bai.txt")
    assert refused.value.reason == "unknown_encoding"


def test_real_documents_of_before_unicode_are_refused_and_their_unicode_text_is_read() -> None:
    folder = SHARED / "legacy"
    if not folder.is_dir():
        pytest.skip("the material beside the checkout is absent")
    mojibake = sorted(folder.glob("*.mojibake.txt"))
    assert mojibake
    for path in mojibake:
        with pytest.raises(RejectedError, match=r"unknown_encoding: .* TCVN3"):
            read(path.read_bytes()[:20_000], path.name)
        truth = path.with_name(path.name.replace("mojibake", "truth"))
        assert read(truth.read_bytes(), truth.name).language == "vi"
