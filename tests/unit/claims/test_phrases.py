"""Phrases of the catalogue in a text."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.phrases import GAP_WORDS, Phrases
from pipelines.language.text import Text


def told(phrases: Phrases, source: str) -> list[tuple[str, str]]:
    text = Text.of(source)
    return [(o.phrase, text.norm[o.start : o.end]) for o in phrases.find(text)]


def test_phrases_may_overlap_and_come_by_their_start() -> None:
    phrases = Phrases(["khách quốc tế", "lượt khách", "khách"])
    assert told(phrases, "3.000 lượt khách quốc tế") == [
        ("lượt khách", "lượt khách"),
        ("khách quốc tế", "khách quốc tế"),
        ("khách", "khách"),
    ]


def test_a_gap_spans_some_words_only() -> None:
    phrases = Phrases(["tỷ lệ...trực tuyến"])
    near, far = " ".join(["hồ sơ"] * (GAP_WORDS // 2)), " ".join(["hồ sơ"] * GAP_WORDS)
    assert told(phrases, f"tỷ lệ {near} trực tuyến") == [("tỷ lệ...trực tuyến", f"tỷ lệ {near} trực tuyến")]
    assert told(phrases, f"tỷ lệ {far} trực tuyến") == []


def test_behind_a_gap_the_first_place_counts() -> None:
    phrases = Phrases(["a...b...c"])
    apart = " ".join("x" * GAP_WORDS)
    assert told(phrases, "a b b c") == [("a...b...c", "a b b c")]
    assert told(phrases, f"a b x b {apart} c") == []  # the second "b" would reach "c", the first does not


def test_a_term_is_met_in_any_spelling() -> None:
    phrases = Phrases(["tổ công nghệ số"], [("công nghệ số", ["chuyển đổi số"])])
    assert told(phrases, "122 tổ chuyển đổi số cộng đồng") == [("tổ công nghệ số", "tổ chuyển đổi số")]


def test_a_word_that_belongs_to_the_next_is_not_met() -> None:
    assert told(Phrases(["lượt khách"]), "lượt khách sạn") == []


WORDS = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join)


@given(st.lists(WORDS, min_size=1, max_size=6, unique=True), st.lists(st.sampled_from("abcd"), max_size=30))
def test_every_place_of_every_phrase_is_found(phrases: list[str], words: list[str]) -> None:
    found = {(o.phrase, o.start) for o in Phrases(phrases).find(Text.of(" ".join(words)))}
    expected = {
        (phrase, 2 * at)
        for phrase in phrases
        for at in range(len(words))
        if words[at : at + len(phrase.split())] == phrase.split()
    }
    assert found == expected
