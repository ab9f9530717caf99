"""The real article that the project starts from: its body is read, its chrome is not. Skipped without the material."""

import csv
from pathlib import Path

import pytest

from pipelines.reading import ReadDocument, read

SEED = Path(__file__).parents[4] / "shared" / "seed"
END_OF_BODY = 6828

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the material beside the checkout is absent")


@pytest.fixture(scope="module")
def document() -> ReadDocument:
    return read((SEED / "soc-son-2024.txt").read_bytes(), "soc-son-2024.txt")


def test_every_figure_of_the_body_stands_in_a_passage_that_is_read(document: ReadDocument) -> None:
    with (SEED / "claims.csv").open(encoding="utf-8", newline="") as file:
        spans = [(int(row["start"]), int(row["end"])) for row in csv.DictReader(file)]
    assert spans
    for start, end in spans:
        (passage,) = [one for one in document.passages if one.start <= start < end <= one.end]
        assert passage.role in ("lead", "body")


def test_everything_below_the_body_is_boilerplate(document: ReadDocument) -> None:
    below = [passage.role for passage in document.passages if passage.start >= END_OF_BODY]
    assert len(below) > 20
    assert set(below) == {"boilerplate"}


def test_the_page_is_dated_and_signed(document: ReadDocument) -> None:
    assert document.published_on is not None
    assert (document.published_on.isoformat(), document.author) == ("2025-01-09", "Như Anh")
    # Below the paper's name, the headline is the first line; the page repeats it at its very end.
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    assert document.title == lines[1] == lines[-2]
