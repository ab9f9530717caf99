"""The one spelling that the grammar reads, and the way back to the stored text."""

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.sentences import sentence_spans
from pipelines.language.text import Text

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạốồổỗộứừửữựýỳ ,.0123456789\n", max_size=80)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Văn hoá – thể thao", "văn hóa - thể thao"),
        ("thuỷ sản, quý I", "thủy sản, quý i"),  # "quý" has its mark where it belongs
        ("Ðan Phượng", "đan phượng"),
        ("1.500\u00a0lượt\nkhách", "1.500 lượt khách"),
    ],
)
def test_one_spelling(written: str, read: str) -> None:
    assert Text.of(written).norm == read


def test_composed_and_decomposed_letters_read_alike() -> None:
    written = "Huyện Sóc Sơn đón khoảng 1.500.000 lượt khách"
    assert Text.of(unicodedata.normalize("NFD", written)).norm == Text.of(written).norm


@given(VIETNAMESE, st.sampled_from(["NFC", "NFD"]))
def test_every_word_leads_back_to_its_place_in_the_source(source: str, form: str) -> None:
    stored = unicodedata.normalize(form, source)
    text = Text.of(stored)
    for word in text.words:
        start, end = text.source_span(word.start, word.end)
        assert Text.of(stored[start:end]).norm == word.form
        assert text.position(start) == word.start


@given(st.text(max_size=120))
def test_any_text_passes_through(source: str) -> None:
    text = Text.of(source)
    assert len(text.norm) == len(text.cased)
    start, end = text.source_span(0, len(text.norm))
    assert (not Text.of(source[:start]).norm.strip() and end == len(source)) or not text.norm


def test_an_abbreviation_or_a_decimal_ends_no_sentence() -> None:
    text = Text.of("Huyện đón 1.500 lượt. TP. Huế thu 2,5 tỷ đồng! Năm sau sẽ hơn./.")
    cut = [text.norm[start:end] for start, end in sentence_spans(text)]
    assert cut == ["huyện đón 1.500 lượt.", "tp. huế thu 2,5 tỷ đồng!", "năm sau sẽ hơn./."]


@given(VIETNAMESE)
def test_sentences_are_in_order_and_lose_no_word(source: str) -> None:
    text = Text.of(source)
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(any(s <= w.start and w.end <= e for s, e in spans) for w in text.words)


@given(VIETNAMESE, st.integers(min_value=0, max_value=80))
def test_the_first_word_from_a_position_is_found(source: str, position: int) -> None:
    text = Text.of(source)
    behind = [i for i, word in enumerate(text.words) if word.start >= position]
    assert text.word_from(position) == (behind[0] if behind else len(text.words))
