"""Whole pages: what a reader takes for the article is read as such, everything else is boilerplate."""

import json
import re
import textwrap
import unicodedata
from pathlib import Path

import pytest

from pipelines.reading import ReadDocument, read

PAGES = Path(__file__).parents[2] / "gold" / "pages"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def read_page(name: str) -> ReadDocument:
    return read((PAGES / name).read_bytes(), name)


def article(document: ReadDocument) -> list[str]:
    return [
        f"{passage.role}: {' '.join(document.text_of(passage).split())}"
        for passage in document.passages
        if passage.role != "boilerplate"
    ]


def test_every_page_of_the_folder_is_expected() -> None:
    assert {path.name for path in PAGES.glob("*.[ht]*")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_article_is_found_and_nothing_else(name: str) -> None:
    assert article(read_page(name)) == EXPECTED[name]["article"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_page_says_who_wrote_it_and_when(name: str) -> None:
    document = read_page(name)
    expected = EXPECTED[name]
    assert (document.title, document.author, document.site) == (expected["title"], expected["author"], expected["site"])
    assert document.published_on is not None
    assert document.published_on.isoformat() == expected["published_on"]


@pytest.mark.parametrize("name", EXPECTED)
def test_decomposed_letters_change_nothing(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", (PAGES / name).read_text(encoding="utf-8"))
    document = read(decomposed.encode(), name)
    assert [unicodedata.normalize("NFC", line) for line in article(document)] == EXPECTED[name]["article"]


# Where a tone stands on "oa", "oe" and "uy" at a syllable's end: as taught today, and before.
TONES = {
    new: old
    for news, olds in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for new, old in zip(news.split() + news.upper().split(), olds.split() + olds.upper().split(), strict=True)
}
SYLLABLE_END = re.compile(rf"(?:{'|'.join(TONES)})(?!\w)")


def with_old_tones(text: str) -> str:
    return SYLLABLE_END.sub(lambda match: TONES[match.group()], text)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_old_place_of_tone_marks_changes_nothing(name: str) -> None:
    old = with_old_tones((PAGES / name).read_bytes().decode())
    assert article(read(old.encode(), name)) == [with_old_tones(line) for line in EXPECTED[name]["article"]]


@pytest.mark.parametrize("name", EXPECTED)
def test_windows_line_ends_change_nothing(name: str) -> None:
    content = (PAGES / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert article(read(content, name)) == EXPECTED[name]["article"]


@pytest.mark.parametrize("width", range(60, 96, 3))
def test_paragraphs_wrapped_by_an_editor_stay_whole(width: int) -> None:
    lines = [line.split(": ", 1) for page in EXPECTED.values() for line in page["article"]]
    paragraphs = [words for role, words in lines if role in ("lead", "body", "list_item") and len(words) > 100]
    wrapped = [textwrap.fill(one, width, break_on_hyphens=False, break_long_words=False) for one in paragraphs]
    document = read("\n\n".join(["Huyện Sóc Mẫu đón khách", *wrapped]).encode(), "bai.txt")
    assert [line.split(": ", 1)[1] for line in article(document)][1:] == paragraphs


@pytest.mark.parametrize("name", EXPECTED)
def test_every_number_on_the_page_is_in_some_passage(name: str) -> None:
    document = read_page(name)
    inside = "".join(document.text_of(passage) for passage in document.passages)
    assert sum(c.isdigit() for c in inside) == sum(c.isdigit() for c in document.text) > 20
