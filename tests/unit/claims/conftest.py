"""A reader with the shipped catalogue, and texts told as stories."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Passage, Reading, Source
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.text import Text
from schemas.catalogue import Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def reader(catalogue: Catalogue) -> Reader:
    return Reader(catalogue)


Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """Read paragraphs as the body of a text of huyện Sóc Sơn, told at the end of 2024, unless said otherwise."""

    def told(
        *paragraphs: str,
        title: str = "Sóc Sơn năm 2024",
        area_id: str | None = "district-016",
        day: date | None = date(2025, 1, 9),
        roles: tuple[str, ...] = (),
    ) -> Reading:
        passages, start = [], 0
        for number, text in enumerate((title, *paragraphs)):
            role = "title" if number == 0 else (roles[number - 1] if number <= len(roles) else "body")
            passages.append(Passage(number, role, None, start, text))
            start += len(text) + 1
        source = Source("0" * 64, "article", title, day, date(2025, 6, 1), area_id, tuple(passages))
        return reader.read(source, {p.passage_no: quantities.find(Text.of(p.text)) for p in passages})

    return told
