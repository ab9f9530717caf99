"""Stories of what is refused: other formats, other languages, nothing at all; each with its reason and a cure."""

import pickle

import pytest

from pipelines.reading import RejectedError, read
from pipelines.reading.media import media_of
from pipelines.reading.vietnamese import is_vietnamese

VIETNAMESE = "Huyện Sóc Mẫu đón khoảng 1,5 triệu lượt khách du lịch trong năm 2024."


def refusal(content: bytes, name: str = "bai.txt") -> RejectedError:
    with pytest.raises(RejectedError) as refused:
        read(content, name)
    assert refused.value.message
    assert refused.value.cure
    return refused.value


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u2003\n".encode()])
def test_nothing_is_empty(content: bytes) -> None:
    assert refusal(content).reason == "empty"


@pytest.mark.parametrize(
    "content", [b"<html></html>", b"<!-- <p>x</p> -->", b"<html><body><script>a</script></body></html>", b"<p> </p>"]
)
def test_a_page_that_shows_no_text_is_empty(content: bytes) -> None:
    assert refusal(content, "bai.html").reason == "empty"


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"abc\x00def" * 50, b"\x01\x02\x03Huy" * 40])
def test_binary_junk_is_unreadable(content: bytes) -> None:
    assert refusal(content).reason == "unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "Soc Son District welcomed about 1.5 million visitors in 2024, according to the report of the committee.",
        "Huyen Soc Son don khoang 1,5 trieu luot khach du lich, trong do co 18 nghin luot khach quoc te.",
        "1.500.000 2024 95% 120",
        "Le district a accueilli près de 1,5 million de visiteurs; la fréquentation des hôtels a dépassé 60 %.",
        "区政府表示,2024年接待游客150万人次。",
        "Ủy ban " + "The committee of Sóc Sơn in Hà Nội organised numerous traditional festivals across communes. " * 3,
    ],
)
def test_other_languages_and_vietnamese_without_its_marks_are_refused(text: str) -> None:
    assert refusal(text.encode()).reason == "not_vietnamese"


def test_an_english_article_between_vietnamese_menus_is_refused() -> None:
    menus = "<nav><ul>" + "<li><a href=/>Chuyển đổi số và du lịch</a></li>" * 30 + "</ul></nav>"
    prose = "".join(
        f"<p>In {y} the district welcomed {y * 700} visitors, the committee announced.</p>" for y in (2022, 2023, 2024)
    )
    page = f"<html><body>{menus}<article><h1>Tourism grows quickly again</h1>{prose}</article></body></html>"
    assert refusal(page.encode(), "a.html").reason == "not_vietnamese"


@pytest.mark.parametrize("text", ["Sóc Sơn", "Hà Giang: 12.000 lượt", "Lễ hội"])
def test_a_text_too_short_to_tell_needs_one_vietnamese_letter(text: str) -> None:
    assert read(text.encode(), "bai.txt").language == "vi"


def test_abbreviations_and_foreign_names_do_not_make_a_report_foreign() -> None:
    text = (
        "UBND huyện đã đưa VNeID, iHanoi, Zalo OA, Facebook và hệ thống e-Office vào dùng ở 14 xã, TT; có 118 trạm BTS."
    )
    assert is_vietnamese(text * 3)


@pytest.mark.parametrize(
    ("text", "name", "media"),
    [
        ("<!DOCTYPE html><p>Xin chào", "a.txt", "text/html"),
        ("\n<?xml version='1.0'?>\n<html xmlns='x'>", "a.txt", "text/html"),
        ("<div class='x'>Xin chào</div>", "noname", "text/html"),
        ("Trang đã lưu <br> của huyện", "a.htm", "text/html"),
        ("Trang đã lưu <br> của huyện", "a.txt", "text/plain"),
        ("<= 5% số hộ", "a.txt", "text/plain"),
        ("Không có thẻ nào", "a.html", "text/plain"),
    ],
)
def test_the_beginning_tells_a_page_from_a_text(text: str, name: str, media: str) -> None:
    assert media_of(text, name) == media


def test_the_message_of_the_error_holds_reason_finding_and_cure() -> None:
    error = refusal(b"GIF89a")
    assert str(error) == f"unsupported_format: {error.message} {error.cure}"


def test_a_document_far_beyond_a_report_is_too_large() -> None:
    assert refusal((VIETNAMESE + "\n").encode() * 200_001).reason == "too_large"
    assert refusal(b"<html><body>" + b"<i></i>" * 200_001, "a.html").reason == "too_large"


def test_a_refusal_survives_the_way_between_processes() -> None:
    error = refusal(b"GIF89a")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.reason, copy.message, copy.cure) == (error.reason, error.message, error.cure)
