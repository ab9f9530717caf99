"""Phrases of the catalogue found in a text: whole words, in any spelling of a term, with gaps.

One walk over the words finds all phrases at once; the time does not depend on how many phrases there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipelines.language.text import Text

GAP: Final = "..."
# How many words a gap may span.
GAP_WORDS: Final = 8


class Occurrence(NamedTuple):
    """A phrase found: its span in the normalised text, and how many words of the phrase it matched."""

    phrase: str
    start: int
    end: int
    words: int


class _Phrase(NamedTuple):
    """A phrase by its place among all, and how many words it has."""

    number: int
    phrase: str
    words: int


@dataclass(slots=True)
class _Node:
    """What may follow the words read so far: the next word, or a gap and the word behind it."""

    ends: list[_Phrase] = field(default_factory=list)
    next: "dict[str, _Node]" = field(default_factory=dict)
    behind_gap: "dict[str, _Node]" = field(default_factory=dict)


class Phrases:
    """A set of phrases, compiled with the terms that may stand for one another."""

    def __init__(self, phrases: Iterable[str], terms: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        """Compile phrases; `terms` gives each canonical term with its other spellings."""
        self._spellings: dict[str, list[tuple[list[str], list[str]]]] = defaultdict(list)
        for term, others in terms:
            for other in others:
                spelling = Text.of(other).forms
                self._spellings[spelling[0]].append((spelling, Text.of(term).forms))
        for spellings in self._spellings.values():
            spellings.sort(key=lambda pair: -len(pair[0]))
        self._first: dict[str, _Node] = {}
        for number, phrase in enumerate(dict.fromkeys(phrases)):
            parts = [self._words(Text.of(part))[0] for part in phrase.split(GAP)]
            self._add(_Phrase(number, phrase, sum(map(len, parts))), parts)

    def _add(self, phrase: _Phrase, parts: Iterable[Sequence[str]]) -> None:
        branches, node = self._first, _Node()
        for part in parts:
            for form in part:
                node = branches.setdefault(form, _Node())
                branches = node.next
            branches = node.behind_gap
        node.ends.append(phrase)

    def _words(self, text: Text) -> tuple[Sequence[str], Sequence[int], Sequence[int]]:
        """Give the words of a text in canonical spelling: their forms, starts and ends.

        Every word of a replaced term has the term's whole span.
        """
        forms, starts, ends = text.forms, text.starts, text.ends
        new_forms: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        position = 0
        for first, stop, canonical in self._respelled(forms):
            new_forms += forms[position:first] + canonical
            new_starts += starts[position:first] + [starts[first]] * len(canonical)
            new_ends += ends[position:first] + [ends[stop - 1]] * len(canonical)
            position = stop
        if not position:
            return forms, starts, ends
        return new_forms + forms[position:], new_starts + starts[position:], new_ends + ends[position:]

    def _respelled(self, forms: list[str]) -> Iterator[tuple[int, int, list[str]]]:
        """Give where a term stands in another spelling, with the canonical one."""
        position = 0
        for first in [index for index, form in enumerate(forms) if form in self._spellings]:
            if first < position:
                continue
            for spelling, canonical in self._spellings[forms[first]]:
                if forms[first : first + len(spelling)] == spelling:
                    position = first + len(spelling)
                    yield first, position, canonical
                    break

    def find(self, text: Text) -> list[Occurrence]:
        """Find every occurrence of every phrase, overlapping ones included, by start."""
        forms, starts, ends = self._words(text)
        found: list[Occurrence] = []
        nodes = self._first
        for first in [index for index, form in enumerate(forms) if form in nodes]:
            met: list[tuple[_Phrase, int]] = []
            _follow(forms, first + 1, nodes[forms[first]], met, None)
            for phrase, stop in sorted(met) if len(met) > 1 else met:
                if stop == len(forms) or forms[stop] not in _GOES_ON.get(forms[stop - 1], ()):
                    found.append(Occurrence(phrase.phrase, starts[first], ends[stop - 1], phrase.words))
        return found


def _follow(
    forms: Sequence[str], position: int, node: _Node, met: list[tuple[_Phrase, int]], told: set[int] | None
) -> None:
    """Follow the words from a position; add the phrases that end on the way to `met`, and behind which word.

    Behind a gap, of several places of the same words the first counts: `told` holds those met before.
    """
    while True:
        if (node.ends or node.behind_gap) and (told is None or id(node) not in told):
            if told is not None:
                told.add(id(node))
            met += [(phrase, position) for phrase in node.ends]
            if node.behind_gap:
                behind: set[int] = set()
                for start in range(position, min(position + GAP_WORDS + 1, len(forms))):
                    if (first := node.behind_gap.get(forms[start])) is not None:
                        _follow(forms, start + 1, first, met, behind)
        if position == len(forms) or (following := node.next.get(forms[position])) is None:
            return
        node, position = following, position + 1


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
