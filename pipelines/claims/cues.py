"""Cues: how the catalogue's phrases and the words around a number say which indicator it states."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, NamedTuple

from pipelines.claims.clauses import Clause, joining_commas
from pipelines.claims.phrases import Occurrence, Phrases
from pipelines.language.marks import COUNTED_NOUNS
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text
from schemas.catalogue import Catalogue, Cue, Indicator

# What a matched word is worth by where it stands. A head that leads the whole sentence serves its later numbers too,
# but any word of a number's own clause says more.
_OWN: Final = 1.0
_FAR: Final = 0.55
_BEHIND_COMMA: Final = 0.5
_CONTEXT: Final = 0.35
# Words that may stand between a number and what it counts.
_FILLERS: Final = frozenset({"số", "tổng", "các", "những", "lượng", "của", "trên", "trong", "về", "chiếc", "cái"})
_REACH: Final = 24
# What follows a noun phrase that is over: a stop, or a word that says when, where, how or of whom.
_NOT_COUNTED: Final = re.compile(
    r"\s*(?:$|[^\w\s]|\d|(?:và|với|trong|đạt|được|tăng|giảm|so|là|của|do|từ|đến|tới|cho|năm|tháng|quý|tuần|mỗi|một|ở|tại|trên|khi|lúc|thì|"
    r"vào|nhưng|song|mà|nữa|ra|sau|trước|theo|trở|bằng|gấp|chiếm|cùng|nhờ|vượt|dù|còn|hồi|cao|thấp|nhiều|ít|rồi|như|ngay|đã|cả|riêng)(?!\w))"
)
_SPEAKS_FOR_ITSELF: Final = 1.9
# How far from its number a word of `unless` still speaks of it.
_UNLESS_REACH: Final = 70
_NOUN_HEADS: Final = frozenset(noun.split()[0] for noun in COUNTED_NOUNS)
_MONEY: Final = ("đồng", "đ", "vnd", "tỷ", "tỉ")
_CATEGORIES: Final = {
    "share": ("percent",),
    "money": ("money",),
    "count": ("cardinal", "ratio", "range"),
    "score": ("cardinal", "ratio", "range", "measure"),
    "rank": ("cardinal", "ratio", "ordinal"),
    "time": ("measure", "cardinal"),
    "status": (),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that a number may state: how strongly its cue matched, and where the matched words begin and end.

    `is_vague` where only a bare unit says so ("412.000 lượt"), which may carry on with another figure as well.
    """

    indicator_id: str
    score: float
    start: int
    end: int
    is_own: bool
    has_far_head: bool = False
    is_vague: bool = False


class _Compiled(NamedTuple):
    """A cue with what its indicator says of it; of each set in `asked` one phrase must be told."""

    indicator: Indicator
    cue: Cue
    categories: tuple[str, ...]
    nouns: frozenset[str]
    asked: tuple[frozenset[str], ...]
    with_: frozenset[str]

    def can_hold(self, said: frozenset[str], context: frozenset[str]) -> bool:
        """Tell whether a sentence that says these phrases has all that the cue asks for."""
        if any(phrases.isdisjoint(said) for phrases in self.asked):
            return False
        return not (self.with_ and self.with_.isdisjoint(said) and self.with_.isdisjoint(context))


class Cues:
    """The cues of all indicators, compiled."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the catalogue's cues with its terms."""
        indicators = catalogue.indicators.values()
        self._order = {indicator_id: i for i, indicator_id in enumerate(catalogue.indicators)}
        terms = [(t.term, t.also) for t in catalogue.terms]
        self._phrases = Phrases((p for i in indicators for c in i.cues for p in _phrases(c)), terms)
        self._indicators = catalogue.indicators
        self._compiled: list[_Compiled] = []
        self._by_anchor: dict[str, list[int]] = defaultdict(list)
        for indicator in sorted(indicators, key=lambda i: i.indicator_id):
            nouns = frozenset(word for c in indicator.cues for p in (*c.counted, *c.head) for word in p.split())
            categories = _CATEGORIES[catalogue.units[indicator.unit_id].dimension]
            for cue in indicator.cues:
                groups = ((*cue.counted, *cue.alone), cue.head, cue.tail)
                anchors = [frozenset(phrases) for phrases in groups if phrases]
                # All of these must be told: one is enough to look for, that of the longest phrases.
                for phrase in max(anchors, key=_shortest, default=()):
                    self._by_anchor[phrase].append(len(self._compiled))
                self._compiled.append(
                    _Compiled(indicator, cue, categories, nouns, tuple(anchors), frozenset(cue.with_))
                )

    def is_excluded(self, indicator_id: str, quantity: Quantity, clause: Clause, found: "FoundCues") -> bool:
        """Tell whether words near a number forbid every cue of an indicator ("28 nhà xây mới" are no stock of houses)."""
        cues = self._indicators[indicator_id].cues
        return all(cue.unless and _is_forbidden(cue, quantity, clause, found) for cue in cues)

    def find(self, text: Text) -> "FoundCues":
        """Find the phrases of a passage once, for all of its numbers."""
        return FoundCues(text, self._phrases.find(text))

    def candidates(
        self, quantity: Quantity, clause: Clause, found: "FoundCues", context: frozenset[str]
    ) -> list[Candidate]:
        """Rank the indicators that a number may state, the strongest first.

        `context` holds the phrases of the section's heading, where `with` may be met too.
        """
        best: dict[str, Candidate] = {}
        noun = _counted_noun(quantity)
        is_money = quantity.category == "range" and (quantity.unit or "").startswith(_MONEY)
        category = "money" if is_money else quantity.category
        for compiled in self._told(found, clause.sentence, context, category):
            indicator, cue = compiled.indicator, compiled.cue
            # A cue without a counted noun would claim a number of things that the indicator never counts.
            counts = cue.counted or cue.alone or cue.tail or compiled.categories is _CATEGORIES["rank"]
            if noun is not None and not counts and noun not in compiled.nouns:
                continue
            candidate = _matched(indicator, cue, quantity, clause, found, context)
            known = best.get(indicator.indicator_id)
            if candidate is not None and (known is None or candidate.score > known.score):
                best[indicator.indicator_id] = candidate
        ranked = sorted(best.values(), key=lambda c: (-c.score, self._order[c.indicator_id]))
        # What the clause says itself goes before what the sentence's subject would add to it.
        if any(not c.has_far_head and c.score >= _SPEAKS_FOR_ITSELF for c in ranked):
            ranked = [c for c in ranked if not c.has_far_head]
        return ranked

    def _told(
        self, found: "FoundCues", sentence: tuple[int, int], context: frozenset[str], category: str
    ) -> list[_Compiled]:
        """Give the cues for numbers of a category that a sentence can meet, cut down to the phrases that it tells."""
        if (known := found.told.get((sentence, category))) is not None and known[0] == context:
            return known[1]
        said = found.phrases_in(*sentence)
        anchored = {number for phrase in said for number in self._by_anchor.get(phrase, ())}
        told = [
            compiled._replace(cue=_cut_down(compiled.cue, said, context))
            for compiled in map(self._compiled.__getitem__, sorted(anchored))
            if category in compiled.categories and compiled.can_hold(said, context)
        ]
        found.told[sentence, category] = context, told
        return told


class FoundCues:
    """The phrases found in a passage, by phrase; `told` keeps which cues each sentence can meet, by category."""

    def __init__(self, text: Text, occurrences: Iterable[Occurrence]) -> None:
        """Index occurrences, given in order, by phrase."""
        self._text = text
        self._all = list(occurrences)
        self._by_phrase: dict[str, list[Occurrence]] = defaultdict(list)
        for occurrence in self._all:
            self._by_phrase[occurrence.phrase].append(occurrence)
        self.told: dict[tuple[tuple[int, int], str], tuple[frozenset[str], list[_Compiled]]] = {}
        self._before: tuple[int, frozenset[str]] = 0, frozenset()

    def phrases_in(self, start: int, end: int) -> frozenset[str]:
        """Give the phrases that stand within a span."""
        first = bisect_left(self._all, start, key=_START)
        last = bisect_left(self._all, end, first, key=_START)
        return frozenset(o.phrase for o in self._all[first:last] if o.end <= end)

    def phrases_in_all(self) -> frozenset[str]:
        """Give every phrase found."""
        return frozenset(self._by_phrase)

    def before(self, end: int) -> frozenset[str]:
        """Give the phrases of the sentences before a position."""
        if self._before[0] != end:
            count = bisect_right(self._first_ends, end, key=lambda first: first[0])
            self._before = end, frozenset(phrase for _, phrase in self._first_ends[:count])
        return self._before[1]

    @cached_property
    def _first_ends(self) -> list[tuple[int, str]]:
        """Give where each phrase ends for the first time, in order."""
        return sorted((found[0].end, phrase) for phrase, found in self._by_phrase.items())

    def first_comma(self, start: int) -> int:
        """Give where the first comma behind a position stands, or the passage's end."""
        index = bisect_left(self._commas, start)
        return self._commas[index] if index < len(self._commas) else len(self._text.norm)

    @cached_property
    def _commas(self) -> list[int]:
        joining = joining_commas(self._text.norm)
        return [m.start() for m in _COMMA.finditer(self._text.norm) if m.start() not in joining]

    def within(self, phrase: str, start: int, end: int) -> Sequence[Occurrence]:
        """Give the occurrences of a phrase within a span, in order: neither their starts nor their ends go back."""
        found = self._by_phrase.get(phrase)
        if found is None:
            return ()
        first = bisect_left(found, start, key=_START)
        return found[first : bisect_right(found, end, first, key=_END)]

    def last_within(self, phrase: str, start: int, end: int) -> Sequence[Occurrence]:
        """Give of the occurrences of a phrase within a span those that end last, in order."""
        found = self._by_phrase.get(phrase)
        if found is None or (last := bisect_right(found, end, key=_END)) == 0 or found[last - 1].start < start:
            return ()
        first = last - 1
        while first and found[first - 1].end == found[last - 1].end and found[first - 1].start >= start:
            first -= 1
        return found[first:last]

    def has(self, phrase: str, start: int, end: int) -> bool:
        """Tell whether a phrase stands within a span."""
        found = self._by_phrase.get(phrase, ())
        first = bisect_left(found, start, key=_START)
        return first < len(found) and found[first].end <= end

    def begins(self, phrase: str, start: int, before: int, end: int) -> bool:
        """Tell whether a phrase begins within a span; it may go on behind it, up to `end`."""
        found = self._by_phrase.get(phrase, ())
        first = bisect_left(found, start, key=_START)
        return first < len(found) and found[first].start < before and found[first].end <= max(before, end)

    def words_of(self, phrase: str, start: int, end: int) -> int:
        """Give how many words a phrase that stands within a span has; 0 where it does not stand there."""
        return self._by_phrase[phrase][0].words if self.has(phrase, start, end) else 0

    def is_all(self, occurrence: Occurrence) -> bool:
        """Tell whether no further word of what is counted follows a phrase ("412.000 lượt, ...")."""
        return _NOT_COUNTED.match(self._text.norm, occurrence.end) is not None

    def follows(self, number_end: int, occurrence: Occurrence) -> bool:
        """Tell whether a phrase follows a number directly, but for fillers, the percent sign or a bracket."""
        if occurrence.start - number_end > _REACH:
            return False
        between = self._text.norm[number_end : occurrence.start]
        return not _STOP.search(between) and all(w in _FILLERS for w in _WORD.findall(between))


_START: Final = attrgetter("start")
_END: Final = attrgetter("end")
_COMMA: Final = re.compile(", ")
_STOP: Final = re.compile(r"[.;,)]")
_WORD: Final = re.compile(r"\w+")


def _phrases(cue: Cue) -> Sequence[str]:
    return (*cue.counted, *cue.alone, *cue.head, *cue.tail, *cue.with_, *cue.unless)


def _counted_noun(quantity: Quantity) -> str | None:
    """Give the noun of a count that texts use for things of many kinds; None where the number counts no such thing."""
    if quantity.category not in ("cardinal", "ratio", "range") or quantity.unit is None:
        return None
    first = _WORD.match(quantity.unit.lower())
    return first.group() if first is not None and first.group() in _NOUN_HEADS else None


def _shortest(phrases: Iterable[str]) -> int:
    return min(map(len, phrases))


def _cut_down(cue: Cue, said: frozenset[str], context: frozenset[str]) -> Cue:
    """Keep of a cue what a sentence or its context says."""

    def kept(phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(p for p in phrases if p in said) if phrases else ()

    with_ = tuple(p for p in cue.with_ if p in said or p in context) if cue.with_ else ()
    return Cue(kept(cue.counted), kept(cue.alone), kept(cue.head), kept(cue.tail), with_, kept(cue.unless))


def _matched(
    indicator: Indicator, cue: Cue, quantity: Quantity, clause: Clause, found: FoundCues, context: frozenset[str]
) -> Candidate | None:
    if _is_forbidden(cue, quantity, clause, found):
        return None
    score, spans, is_own, has_far_head = 0.0, [(quantity.start, quantity.end)], False, False
    if cue.counted or cue.alone:
        counted = [
            o
            for p in (*cue.counted, *cue.alone)
            for o in found.within(p, quantity.end, clause.right[1])
            if found.follows(quantity.end, o) and (p in cue.counted or found.is_all(o))
        ]
        if not counted:
            return None
        longest = max(counted, key=lambda o: o.words)
        score, is_own = score + _OWN * longest.words, True
        spans.append((longest.start, longest.end))
    if cue.head:
        matched = _best_head(cue, quantity, clause, found)
        if matched is None:
            return None
        weight, occurrence = matched
        has_far_head = occurrence.start < clause.left[0]
        score, is_own = score + weight, is_own or not has_far_head
        if not has_far_head:
            spans.append((occurrence.start, occurrence.end))
    if cue.tail:
        tails = [o for p in cue.tail for o in found.within(p, *clause.right)]
        if not tails:
            return None
        longest = max(tails, key=lambda o: o.words - 0.01 * (o.start - quantity.end))
        is_near = longest.start <= found.first_comma(quantity.end)
        if not is_near and any(found.has(p, quantity.end, longest.end) for p in cue.unless):
            return None
        weight = _OWN if is_near else _BEHIND_COMMA
        score, is_own = score + weight * longest.words - 0.005 * (longest.start - quantity.end), True
        spans.append((longest.start, longest.end))
    if cue.with_:
        told = [words for p in cue.with_ if (words := found.words_of(p, *clause.sentence))]
        words = max([*told, *(len(p.split()) for p in cue.with_ if p in context)], default=0)
        # A heading's word and a head alone are weak: the name of another figure in the sentence outweighs them.
        is_weak = not (cue.counted or cue.alone or cue.tail)
        if not words or (not told and is_weak and any(" " in p and found.has(p, *clause.sentence) for p in cue.unless)):
            return None
        score += _CONTEXT * words
    return Candidate(
        indicator.indicator_id,
        score,
        min(s for s, _ in spans),
        max(e for _, e in spans),
        is_own,
        has_far_head,
        is_vague=bool(cue.alone) and not cue.head and not cue.tail,
    )


def _is_forbidden(cue: Cue, quantity: Quantity, clause: Clause, found: FoundCues) -> bool:
    if not cue.unless:
        return False
    near = (
        max(clause.left[0], quantity.start - _UNLESS_REACH),
        min(clause.right[1], found.first_comma(quantity.end), quantity.end + _UNLESS_REACH),
    )
    return any(found.begins(p, *near, clause.right[1]) for p in cue.unless)


def _best_head(cue: Cue, quantity: Quantity, clause: Clause, found: FoundCues) -> tuple[float, Occurrence] | None:
    best: tuple[float, Occurrence] | None = None
    for phrase in cue.head:
        for occurrence in found.last_within(phrase, clause.segment[0], quantity.start):
            is_own = occurrence.start >= clause.left[0]
            # The nearer of two heads of the same length governs.
            weight = (_OWN if is_own else _FAR) * occurrence.words - 0.002 * (quantity.start - occurrence.end)
            if best is None or weight > best[0]:
                best = (weight, occurrence)
    return best
