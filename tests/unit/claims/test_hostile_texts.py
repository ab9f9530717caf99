"""Texts made to be slow or to break the reader: each ends within its time, and says nothing that it does not state.

Times are of the processor and generous: a reading that takes the square of a text's length needs many times as long.
"""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.claims.model import Passage, Reading, Source
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.text import Text
from schemas.catalogue import load

_LONG = 300_000
_PARAGRAPH = 40_000
_SECONDS = 12.0


@pytest.fixture(scope="module")
def reader() -> Reader:
    reader = Reader(load())
    _read(reader, "Huyện Sóc Sơn đón 12.345 lượt khách năm 2024.")
    return reader


def _read(reader: Reader, *bodies: str) -> Reading:
    passages = tuple(Passage(number, "body", None, 0, body) for number, body in enumerate(bodies))
    source = Source("x" * 64, "article", None, date(2025, 1, 9), date(2025, 6, 1), "district-016", passages)
    return reader.read(source, {p.passage_no: quantities.find(Text.of(p.text)) for p in passages})


def _filled(pattern: str, length: int) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


def _timed(reader: Reader, body: str) -> Reading:
    start = time.process_time()
    reading = _read(reader, body)
    assert time.process_time() - start < _SECONDS
    return reading


@pytest.mark.parametrize(
    "pattern", ["1234567890", ".", "(", "()", "1.", "1 ", "(1", "1%", "1/1 ", "12.345.", "2024 ", " ", "-", "|", "a:"]
)
def test_signs_and_digits_without_end_are_read_in_time_and_claim_nothing(reader: Reader, pattern: str) -> None:
    assert _timed(reader, _filled(pattern, _LONG)).claims == ()


@pytest.mark.parametrize(
    "pattern",
    [
        "Huyện đón 12.345 lượt khách, doanh thu 1.234 tỷ đồng, ",
        "Huyện đón 12.345 lượt khách, doanh thu 1.234 tỷ đồng. ",
        "kế hoạch đón 12.345 lượt khách, ",
        "đón 12.345 lượt khách (tăng 5%), ",
        "gồm 12 di tích, trong đó 3 di tích cấp quốc gia, ",
        "năm 2019 đón 1.200 lượt khách, ",
    ],
)
def test_one_paragraph_of_many_figures_is_read_in_time(reader: Reader, pattern: str) -> None:
    _timed(reader, _filled(pattern, _PARAGRAPH))


def test_one_sentence_of_many_places_and_times_is_read_in_time(reader: Reader) -> None:
    names = reader.catalogue.areas["name"].to_list()
    told = (f"năm {1990 + n % 35} xã {names[n % len(names)]} đón {n + 1000} lượt khách" for n in range(800))
    _timed(reader, ", ".join(told))


@pytest.mark.parametrize(
    "body",
    [
        "",
        " ",
        "The district welcomed 12,345 visitors and earned 1.2 million dollars in 2024.",
        "12345 67890 12 1.500.000 2024",
        "không có dấu chấm " * 50,
        "?!?!",
        "\ufeff\u200b\u00ad\u0301",
    ],
)
def test_a_text_that_states_no_figure_of_an_area_claims_none(reader: Reader, body: str) -> None:
    reading = _read(reader, body, "")

    assert reading.claims == ()


def test_a_document_without_passages_states_nothing(reader: Reader) -> None:
    assert _read(reader) == Reading((), (), (), ())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.text(st.characters(blacklist_categories=("Cs",)), max_size=300))
def test_any_text_is_read_without_an_error(reader: Reader, body: str) -> None:
    assert all(claim.start < claim.end for claim in _read(reader, body).claims)


def test_every_number_is_a_claim_or_has_a_reason(reader: Reader) -> None:
    body = _filled("Huyện đón 12.345 lượt khách, năm 2024 có 3 di tích. 1 2 3 4 5; ", 3000)
    reading = _read(reader, body)

    told = {claim.number for claim in reading.claims} | {number.number for number in reading.unclaimed}
    assert told == {(q.start, q.end) for q in quantities.find(Text.of(body))}
