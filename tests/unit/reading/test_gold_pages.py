"""Whole pages: what a reader takes for the article is read as such, everything else is boilerplate."""

import json
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


@pytest.mark.parametrize("name", EXPECTED)
def test_every_number_on_the_page_is_in_some_passage(name: str) -> None:
    document = read_page(name)
    inside = "".join(document.text_of(passage) for passage in document.passages)
    assert sum(c.isdigit() for c in inside) == sum(c.isdigit() for c in document.text) > 20
