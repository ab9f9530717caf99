"""Letters of other alphabets inside Vietnamese words are read as the Latin ones; other languages are left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.lookalikes import in_latin_letters
from pipelines.language.text import Text

EVERY_LOOKALIKE = "аαɑάӑвьсςϲҫԁеєεέɡցһнհɦіιίјյкκқҝҟҡӏլмпηոռоοσօόрρԛգզгրѕтτυսύνѵԝхχҳуүγ"
ALPHABETS = st.text(alphabet="abcđhknơưáệ АВСаеорсухкнвҟҺһΑαορςάόμԱոռսօ１２ａＢ𝐚𝗸𝟗ℎ²№ 0123.,\u0301\u0323", max_size=60)
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạốồổỗộứừửữựĐƯ %°²0123456789,.–\n", max_size=80)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("du ҟҺáςҺ", "du khách"),
        ("tăռg 12%", "tăng 12%"),
        ("hộ giа đình vănhόа", "hộ gia đình vănhóa"),
        ("ＨＵＹỆＮ có １２ xã", "huyện có 12 xã"),
        ("𝟭𝟮.𝟱𝟬𝟬 lượt 𝗸𝗵á𝗰𝗵", "12.500 lượt khách"),
    ],
)
def test_a_word_is_read_in_the_letters_that_it_shows(written: str, read: str) -> None:
    assert Text.of(written).norm == read


def test_letters_and_marks_apart_are_read_alike_and_lead_back_to_the_stored_text() -> None:
    stored = unicodedata.normalize("NFD", "đón ҟҺáςh về")
    text = Text.of(stored)
    word = next(word for word in text.words if word.form == "khách")
    assert stored[slice(*text.source_span(word.start, word.end))] == unicodedata.normalize("NFD", "ҟҺáςh")


@pytest.mark.parametrize("text", ["Тула и Орёл", "Ρόδος", "Երևան", "5 μm, 3 kΩ, ΔT", "24 °C, 12 m², № 7", "2023г"])
def test_words_of_other_alphabets_and_signs_of_science_stay(text: str) -> None:
    assert in_latin_letters(text) == text


@pytest.mark.parametrize("letter", EVERY_LOOKALIKE)
def test_each_lookalike_is_one_latin_letter_inside_a_latin_word(letter: str) -> None:
    read = in_latin_letters(f"k{letter}h")
    assert len(read) == 3
    assert unicodedata.normalize("NFD", read)[:2].isascii()
    assert in_latin_letters(letter) == letter


@given(ALPHABETS)
def test_the_length_stays_and_a_second_reading_changes_nothing(text: str) -> None:
    once = in_latin_letters(text)
    assert len(once) == len(text)
    assert in_latin_letters(once) == once


@given(VIETNAMESE)
def test_vietnamese_is_never_touched(text: str) -> None:
    assert in_latin_letters(text) == text
