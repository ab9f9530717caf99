"""Phrases of the catalogue found in a text: whole words, in any spelling of a term, with gaps.

One walk over the words finds all phrases at once; the time does not depend on how many phrases there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.language.text import Text, Word

GAP: Final = "..."
# How many words a gap may span.
GAP_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A phrase found: its span in the normalised text, and how many words of the phrase it matched."""

    phrase: str
    start: int
    end: int
    words: int


class Phrases:
    """A set of phrases, compiled with the terms that may stand for one another."""

    def __init__(self, phrases: Iterable[str], terms: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        """Compile phrases; `terms` gives each canonical term with its other spellings."""
        self._spellings: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for term, others in terms:
            canonical = tuple(w.form for w in Text.of(term).words)
            for other in others:
                spelling = tuple(w.form for w in Text.of(other).words)
                self._spellings[spelling[0]].append((spelling, canonical))
        for spellings in self._spellings.values():
            spellings.sort(key=lambda pair: -len(pair[0]))
        self._by_first: dict[str, list[tuple[str, tuple[tuple[str, ...], ...]]]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            parts = tuple(tuple(w.form for w in self.words(Text.of(part))) for part in phrase.split(GAP))
            self._by_first[parts[0][0]].append((phrase, parts))

    def words(self, text: Text) -> list[Word]:
        """Give the words of a text in canonical spelling; every word of a replaced term has the term's whole span."""
        words, out, position = text.words, [], 0
        while position < len(words):
            for spelling, canonical in self._spellings.get(words[position].form, ()):
                stop = position + len(spelling)
                if tuple(w.form for w in words[position:stop]) == spelling:
                    out += [Word(form, words[position].start, words[stop - 1].end) for form in canonical]
                    position = stop
                    break
            else:
                out.append(words[position])
                position += 1
        return out

    def find(self, text: Text) -> list[Occurrence]:
        """Find every occurrence of every phrase, overlapping ones included, by start."""
        words = self.words(text)
        forms = [word.form for word in words]
        found: list[Occurrence] = []
        for first, form in enumerate(forms):
            for phrase, parts in self._by_first.get(form, ()):
                last = _match(forms, first, parts)
                if last is not None:
                    found.append(Occurrence(phrase, words[first].start, words[last].end, sum(map(len, parts))))
        return found


# Behind these a word belongs to another one: "khách" in "khách sạn", "phòng" in "phòng chống".
_GOES_ON: Final = {
    "khách": frozenset({"sạn"}),
    "hộ": frozenset({"tịch", "chiếu", "khẩu", "kinh"}),
    "phòng": frozenset({"chống", "khám", "cháy", "họp", "bệnh"}),
    "tổ": frozenset({"chức", "dân", "trưởng"}),
    "bản": frozenset({"đồ", "tin", "sắc"}),
    "giải": frozenset({"pháp", "quyết", "phóng", "trí"}),
    "cuộc": frozenset({"sống"}),
    "lớp": frozenset({"học"}),
    "bài": frozenset({"bản", "trừ"}),
    "người": frozenset({"dân", "lao"}),
}


def _match(forms: list[str], first: int, parts: tuple[tuple[str, ...], ...]) -> int | None:
    """Give the index of the last word of a match that begins at `first`."""
    position = first
    for number, part in enumerate(parts):
        starts = range(position, position + 1 if number == 0 else position + GAP_WORDS + 1)
        start = next((s for s in starts if tuple(forms[s : s + len(part)]) == part), None)
        if start is None:
            return None
        position = start + len(part)
    if position < len(forms) and forms[position] in _GOES_ON.get(forms[position - 1], ()):
        return None
    return position - 1
