"""Pages made to break readers: they are read or refused, in time, and no text is lost on the way."""

import time

import pytest

from pipelines.reading import RejectedError, read

PROSE = "Huyện Sóc Mẫu đón khoảng 1.500.000 lượt khách du lịch trong năm vừa qua, theo phòng văn hóa."
HEAD = "<html><body><h1>Huyện Sóc Mẫu đón khách</h1>"


@pytest.mark.parametrize(
    "page",
    [
        HEAD + "<div>" * 60_000 + f"<p>{PROSE}</p>" + "</div>" * 60_000,
        HEAD + f"<p><b>{PROSE}" * 1_000,
        HEAD + "<table><tr><td>" * 20_000 + PROSE,
        HEAD + "<ul><li>" * 20_000 + PROSE,
        HEAD + f"<span>{PROSE}" * 400,
        HEAD
        + "<table>"
        + "<tr><td rowspan=9999 colspan=9999>Huyện 5</td><td>xã</td></tr>" * 400
        + f"</table><p>{PROSE}",
        HEAD + "<p>" + " " * 500_000 + PROSE,
        HEAD + "<" * 300_000 + f"<p>{PROSE}",
        HEAD + "<p>" + "một dòng<br>" * 15_000 + PROSE,
        HEAD + "<p><a href=/>Tin liên quan</a></p>" * 5_000 + f"<p>{PROSE}",
        HEAD + "<script type='application/ld+json'>" + "[" * 100_000 + f"</script><p>{PROSE}",
        "\n".join(["Nguyễn Văn Mẫu", ""] * 10_000 + [PROSE]),
        "\n".join([PROSE, ""] + ["Tin liên quan", "huyện bên"] * 5_000),
        "1." * 100_000 + "\n" + PROSE,
        *(f"{PROSE}\n\n{sign * (1_000_000 // len(sign))}" for sign in ("7", ".", "([", "- ", "ă", "1/", "&", "<", "…")),
        *(f"{HEAD}<p>{PROSE}</p><p>{sign * (1_000_000 // len(sign))}" for sign in ("7", "1.", "&", "<", "([", "ă")),
    ],
    ids=range(29),
)
def test_a_hostile_document_is_read_in_time(page: str) -> None:
    started = time.process_time()
    document = read(page.encode(), "page.html" if page.startswith("<") else "text.txt")
    assert time.process_time() - started < 2
    assert PROSE in document.text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ((PROSE + "a" + "\u0323\u0301" * 500_000).encode(), "text.txt"),
        (f"{HEAD}<p>{PROSE}a{'&#x323;&#x301;' * 70_000}".encode(), "page.html"),
        (b"Huy" + b"\xf2\xec" * 500_000, "text.txt"),
    ],
    ids=["utf-8", "references", "windows-1258"],
)
def test_marks_piled_on_one_letter_are_refused_before_they_cost_their_square(content: bytes, name: str) -> None:
    started = time.process_time()
    with pytest.raises(RejectedError) as refused:
        read(content, name)
    assert time.process_time() - started < 2
    assert refused.value.reason == "unreadable"


def test_a_page_nested_beyond_reading_is_refused() -> None:
    with pytest.raises(RejectedError) as refused:
        read((HEAD + "<x>" * 50_000 + f"<p>{PROSE}").encode(), "page.html")
    assert refused.value.reason == "unreadable"


def test_text_below_the_parsers_limit_of_depth_is_not_lost() -> None:
    page = (
        HEAD
        + f"<p>{PROSE}</p>"
        + "<span>" * 300
        + "<p>Ở dưới sâu còn 77 hộ.</p>"
        + "</span>" * 300
        + "<p>Cuối trang 78.</p>"
    )
    text = read(page.encode(), "page.html").text
    assert "77 hộ" in text
    assert "trang 78" in text
