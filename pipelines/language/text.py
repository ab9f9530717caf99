"""Text as the grammar reads it: one spelling of each letter, and the way back to the stored text.

Everything in `language` works on `Text.norm`; `Text.source_span` leads back to code points of the source. Nothing
here knows what the words mean.
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, pairwise
from typing import Final, NamedTuple

from pipelines.language.lookalikes import in_latin_letters

# Letters and signs that texts use for one another. One to one, so that offsets survive.
_LOOKALIKES: Final = (
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
# Patterns that begin with a set of letters are the fast ones: the search skips all others without trying.
_LOOKALIKE: Final = re.compile(f"[{re.escape(''.join(_LOOKALIKES))}]")
_MARKED: Final = "".join({letter for old in _TONES for letter in (old[1], old[1].upper())})
_OLD_TONE: Final = re.compile(rf"[oOuU][{_MARKED}](?!\w)(?<![qQ]..)")
# No letter of any language has so many marks; to compose them takes the square of their number.
_MARKS_WITHOUT_END: Final = re.compile("[\u0300-\u036f]{32}")
_BETWEEN_WORDS: Final = re.compile(r"(\W+)")


def _new_tone(match: re.Match[str]) -> str:
    pair = match.group()
    new = _TONES.get(pair.lower(), pair)
    return "".join(n.upper() if o.isupper() else n for o, n in zip(pair, new, strict=True))


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _composed(source: str) -> tuple[str, list[int] | None]:
    """Compose letters and marks (NFC); give each composed character's place in the source, None where equal."""
    if _MARKS_WITHOUT_END.search(source) or unicodedata.is_normalized("NFC", source):
        return source, None
    is_mark = {c: unicodedata.combining(c) > 0 for c in set(source)}
    starts = [place for place, c in enumerate(source) if place == 0 or not is_mark[c]]
    clusters = [source[start:end] for start, end in pairwise((*starts, len(source)))]
    nfc = {cluster: unicodedata.normalize("NFC", cluster) for cluster in set(clusters)}
    places = [start for start, cluster in zip(starts, clusters, strict=True) for _ in nfc[cluster]]
    return "".join(nfc[cluster] for cluster in clusters), places


# Signs that nobody sees, and blanks beside blanks, as justified lines have them; between digits they part two cells.
_UNSEEN: Final = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]+|(?<=(?<!\d) ) +|(?<= ) +(?!\d| )")


def _closed_up(text: str, places: list[int] | None) -> tuple[str, list[int] | None]:
    """Take out what nobody sees; give the place in the source of each character that is left."""
    if not _UNSEEN.search(text):
        return text, places
    where = range(len(text)) if places is None else places
    kept = bytearray(b"\x01" * len(text))
    for match in _UNSEEN.finditer(text):
        kept[match.start() : match.end()] = bytes(match.end() - match.start())
    return "".join(compress(text, kept)), list(compress(where, kept))


def words_of(norm: str) -> tuple[list[str], list[int]]:
    """Cut a normalised text into words; give their forms and where each begins."""
    pieces = _BETWEEN_WORDS.split(norm)  # words and what stands between them, by turns
    starts = list(accumulate(map(len, pieces), initial=0))
    first, last = int(not pieces[0]), len(pieces) - int(not pieces[-1])
    return pieces[2 * first : last : 2], starts[2 * first : last : 2]


class Word(NamedTuple):
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
        plain = _LOOKALIKE.sub(lambda match: _LOOKALIKES[match.group()], composed)
        plain, places = _closed_up(plain, places)
        cased = _OLD_TONE.sub(_new_tone, plain)
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
        return tuple(map(Word, self.forms, self.starts, self.ends))

    @property
    def forms(self) -> list[str]:
        """Give the forms of the words alone."""
        return self._forms_and_starts[0]

    @property
    def starts(self) -> list[int]:
        """Give where each word begins."""
        return self._forms_and_starts[1]

    @cached_property
    def _forms_and_starts(self) -> tuple[list[str], list[int]]:
        return words_of(self.norm)

    @cached_property
    def ends(self) -> list[int]:
        """Give where each word ends."""
        return list(map(int.__add__, self.starts, map(len, self.forms)))

    @cached_property
    def capitals(self) -> list[int]:
        """Give the indices of the words that begin with a capital."""
        cased = self.cased
        return [index for index, start in enumerate(self.starts) if cased[start].isupper()]

    def word_from(self, position: int) -> int:
        """Give the index of the first word that begins at a position or behind it."""
        return bisect_left(self.starts, position)

    def word_at(self, position: int) -> int | None:
        """Give the index of the word that begins at a position, None where none does."""
        index = self.word_from(position)
        return index if index < len(self.starts) and self.starts[index] == position else None
