"""Whatever the bytes are, a document comes out whole or a typed refusal does."""

import unicodedata
from typing import get_args

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from pipelines.reading import ReadDocument, RejectedError, read
from pipelines.reading.document import Reason, Role
from schemas.vocabulary import REJECTION_REASONS, ROLES

# Enough of the language that few of the documents below are refused for what is mixed in.
VIETNAMESE = "Huyện Sóc Sơn đẩy mạnh chuyển đổi số, giữ gìn lễ hội và phát triển du lịch bền vững ở từng xã, thị trấn."
WORDS = st.sampled_from(
    [
        "huyện", "Sóc Sơn", "1.500.000", "lượt khách", "năm 2024", "09/01/2025", "Tin liên quan", "Bình luận (3)",
        "Ảnh: Lê An", "1.jpg", "- ", "I. ", "Số: 12/BC-UBND", "Nơi nhận:", "BÁO CÁO", "Xem thêm:", ".", "\xa0",
        "\u200b", "e\u0301", "🏞", "|", "\t", "đạt 95%, vượt kế hoạch đề ra và tăng mạnh so với cùng kỳ năm trước.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    [
        "p", "div", "h1", "h2", "b", "a href=/x", "li", "ul", "table", "tr", "td", "td colspan=3", "br", "img", "pre",
        "blockquote", "figure", "figcaption", "article", "aside", "footer", "div class=sapo", "div class=related",
        "time", "div style=display:none", "script", "title", "form", "option", "div id=content itemprop=articleBody",
    ]
)  # fmt: skip
LINES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=25).map("\n".join)
PAGES = st.lists(
    st.one_of(WORDS, TAGS.map(lambda tag: f"<{tag}>"), TAGS.map(lambda tag: f"</{tag.split()[0]}>")), max_size=80
).map(" ".join)


def attempt(content: bytes, name: str) -> ReadDocument | None:
    try:
        return read(content, name)
    except RejectedError as refused:
        assert refused.reason in REJECTION_REASONS
        assert refused.message
        assert refused.cure
        return None


def assert_whole(document: ReadDocument) -> None:
    """Passages are in order, apart, stripped, and hold every character that is not blank."""
    position = 0
    for passage in document.passages:
        assert position <= passage.start < passage.end <= len(document.text)
        assert not document.text[position : passage.start].strip()
        words = document.text_of(passage)
        assert words == words.strip()
        assert passage.role in ROLES
        position = passage.end
    assert not document.text[position:].strip()
    document.text.encode()


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a"]))
def test_any_bytes_give_a_document_or_a_refusal(content: bytes, name: str) -> None:
    document = attempt(content, name)
    if document is not None:
        assert_whole(document)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(PAGES)
def test_passages_of_any_page_are_whole(page: str) -> None:
    document = attempt(f"<html><body><p>{VIETNAMESE}</p>{page}".encode(), "a.html")
    if document is None:
        reject()
    assert_whole(document)


@settings(deadline=None)
@given(LINES)
def test_passages_of_any_text_are_whole(lines: str) -> None:
    document = attempt(f"{VIETNAMESE}\n{lines}".encode(), "a.txt")
    if document is None:
        reject()
    assert document.text == f"{VIETNAMESE}\n{lines}"
    assert_whole(document)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(PAGES)
def test_reading_is_a_function_of_the_bytes(page: str) -> None:
    content = f"<html><body><p>{VIETNAMESE}</p>{page}".encode()
    assert attempt(content, "a.html") == attempt(content, "a.html")


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.html"]))
def test_passages_of_any_signs_are_whole(signs: str, name: str) -> None:
    document = attempt(f"{VIETNAMESE}\n\n{signs}\n\n{VIETNAMESE}".encode(errors="replace"), name)
    if document is not None:
        assert_whole(document)


def roles_and_words(document: ReadDocument | None) -> list[tuple[str, str]]:
    assert document is not None
    return [(p.role, unicodedata.normalize("NFC", document.text_of(p))) for p in document.passages]


@settings(deadline=None)
@given(LINES)
def test_composed_and_decomposed_lines_get_the_same_roles(lines: str) -> None:
    text = f"{VIETNAMESE}\n{lines}\n\n{VIETNAMESE}"
    composed, decomposed = (attempt(unicodedata.normalize(form, text).encode(), "a.txt") for form in ("NFC", "NFD"))
    assert roles_and_words(composed) == roles_and_words(decomposed)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(PAGES)
def test_composed_and_decomposed_pages_get_the_same_roles(page: str) -> None:
    source = f"<html><body><p>{VIETNAMESE}</p>{page}"
    composed, decomposed = (attempt(unicodedata.normalize(form, source).encode(), "a.html") for form in ("NFC", "NFD"))
    if composed is None:
        reject()
    assert roles_and_words(composed) == roles_and_words(decomposed)


def test_roles_and_reasons_are_words_of_the_vocabulary() -> None:
    assert set(get_args(Role)) == set(ROLES)
    assert set(get_args(Reason)) <= set(REJECTION_REASONS)
