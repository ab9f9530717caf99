"""Text as the grammar reads it: one spelling of each letter, and the way back to the stored text.

Everything in `language` works on `Text.norm`; `Text.source_span` leads back to code points of the source. Nothing
here knows what the words mean.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pipelines.language.lookalikes import in_latin_letters

# Letters and signs that texts use for one another. One to one, so that offsets survive.
_LOOKALIKES: Final = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
        "\n": " ", "\r": " ", "\t": " ", "\v": " ", "\f": " ", "\u2028": " ", "\u2029": " ", "\x85": " ",
        "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ",
        "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "÷": "-",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'",
        "％": "%", "，": ",", "．": ".", "／": "/",
    }
)  # fmt: skip

# The old place of the tone mark ("hoá", "thuỷ") against the one taught today ("hóa", "thủy"); only at a syllable's end.
_TONES: Final = {
    old: new
    for olds, news in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}
_OLD_TONE: Final = re.compile(rf"(?<![qQ])(?:{'|'.join(_TONES)})(?!\w)", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


def _new_tone(match: re.Match[str]) -> str:
    pair = match.group()
    new = _TONES[pair.lower()]
    return "".join(n.upper() if o.isupper() else n for o, n in zip(pair, new, strict=True))


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _composed(source: str) -> tuple[str, list[int] | None]:
    """Compose letters and marks (NFC); give each composed character's place in the source, None where equal."""
    if unicodedata.is_normalized("NFC", source):
        return source, None
    composed: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(source) + 1):
        if end < len(source) and unicodedata.combining(source[end]):
            continue
        cluster = unicodedata.normalize("NFC", source[start:end])
        composed.append(cluster)
        places.extend([start] * len(cluster))
        start = end
    return "".join(composed), places


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the normalised text: its lower-case form and its span."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A passage in the spelling that the grammar reads.

    `cased` keeps capitals, `norm` does not; both have the same length. Spans in `norm` are half-open.
    """

    source: str
    cased: str
    norm: str
    places: tuple[int, ...] | None

    @classmethod
    def of(cls, source: str) -> "Text":
        """Normalise a text: NFC, today's tone marks, plain blanks, dashes and quotes.

        >>> Text.of("Văn hoá – thể thao").norm
        'văn hóa - thể thao'
        """
        composed, places = _composed(in_latin_letters(source))
        cased = _OLD_TONE.sub(_new_tone, composed.translate(_LOOKALIKES))
        return cls(source, cased, _lower(cased), tuple(places) if places is not None else None)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the source that a span of `norm` stands for."""
        if self.places is None:
            return start, end
        places = self.places
        last = places[end] if end < len(places) else len(self.source)
        if start < end and last <= places[end - 1]:  # the span ends inside a cluster that did not compose
            following = bisect_left(places, places[end - 1] + 1)
            last = places[following] if following < len(places) else len(self.source)
        return places[start] if start < len(places) else len(self.source), last

    def position(self, place: int) -> int:
        """Give the position in `norm` of a code point of the source."""
        return place if self.places is None else bisect_left(self.places, place)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Give the words in order; punctuation stands between them and is not kept."""
        return tuple(Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(self.norm))

    @cached_property
    def _word_starts(self) -> tuple[int, ...]:
        return tuple(word.start for word in self.words)

    def word_from(self, position: int) -> int:
        """Give the index of the first word that begins at a position or behind it."""
        return bisect_left(self._word_starts, position)
