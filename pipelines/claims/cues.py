"""Cues: how the catalogue's phrases and the words around a number say which indicator it states."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.claims.clauses import Clause
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


class Cues:
    """The cues of all indicators, compiled."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the catalogue's cues with its terms."""
        self._indicators = catalogue.indicators
        self._dimensions = {i.indicator_id: catalogue.units[i.unit_id].dimension for i in catalogue.indicators.values()}
        self._nouns = {
            i.indicator_id: {word for c in i.cues for p in (*c.counted, *c.head) for word in p.split()}
            for i in catalogue.indicators.values()
        }
        terms = [(t.term, t.also) for t in catalogue.terms]
        self._phrases = Phrases((p for i in catalogue.indicators.values() for c in i.cues for p in _phrases(c)), terms)
        self._by_anchor: dict[str, set[tuple[str, int]]] = defaultdict(set)
        for indicator in catalogue.indicators.values():
            for number, cue in enumerate(indicator.cues):
                for phrase in (*cue.counted, *cue.alone, *cue.head, *cue.tail):
                    self._by_anchor[phrase].add((indicator.indicator_id, number))

    def _counts_something_else(self, quantity: Quantity, indicator_id: str, cue: Cue) -> bool:
        """Tell whether a cue without a counted noun would claim a number of things that the indicator never counts."""
        if (
            cue.counted
            or cue.alone
            or cue.tail
            or quantity.category not in ("cardinal", "ratio", "range")
            or quantity.unit is None
        ):
            return False
        first = re.match(r"\w+", quantity.unit.lower())
        return first is not None and first.group() in _NOUN_HEADS and first.group() not in self._nouns[indicator_id]

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
        for indicator_id, number in sorted(
            {a for p in found.phrases_in(*clause.sentence) for a in self._by_anchor.get(p, ())}
        ):
            if quantity.category not in _CATEGORIES[self._dimensions[indicator_id]]:
                continue
            if self._counts_something_else(quantity, indicator_id, self._indicators[indicator_id].cues[number]):
                continue
            candidate = _matched(
                self._indicators[indicator_id],
                self._indicators[indicator_id].cues[number],
                quantity,
                clause,
                found,
                context,
            )
            if candidate is not None and (indicator_id not in best or candidate.score > best[indicator_id].score):
                best[indicator_id] = candidate
        order = {indicator_id: i for i, indicator_id in enumerate(self._indicators)}
        ranked = sorted(best.values(), key=lambda c: (-c.score, order[c.indicator_id]))
        # What the clause says itself goes before what the sentence's subject would add to it.
        if any(not c.has_far_head and c.score >= _SPEAKS_FOR_ITSELF for c in ranked):
            ranked = [c for c in ranked if not c.has_far_head]
        return ranked


class FoundCues:
    """The phrases found in a passage, by phrase."""

    def __init__(self, text: Text, occurrences: Iterable[Occurrence]) -> None:
        """Index occurrences by phrase."""
        self._text = text
        self._by_phrase: dict[str, list[Occurrence]] = defaultdict(list)
        for occurrence in occurrences:
            self._by_phrase[occurrence.phrase].append(occurrence)

    def phrases_in(self, start: int, end: int) -> list[str]:
        """Give the phrases that stand within a span."""
        return [p for p, found in self._by_phrase.items() if any(o.start >= start and o.end <= end for o in found)]

    def phrases_in_all(self) -> frozenset[str]:
        """Give every phrase found."""
        return frozenset(self._by_phrase)

    def before(self, end: int) -> frozenset[str]:
        """Give the phrases of the sentences before a position."""
        return frozenset(p for p, found in self._by_phrase.items() if any(o.end <= end for o in found))

    def first_comma(self, start: int) -> int:
        """Give where the first comma behind a position stands, or the passage's end."""
        at = self._text.norm.find(", ", start)
        return len(self._text.norm) if at < 0 else at

    def within(self, phrase: str, start: int, end: int) -> list[Occurrence]:
        """Give the occurrences of a phrase within a span."""
        return [o for o in self._by_phrase.get(phrase, ()) if o.start >= start and o.end <= end]

    def is_all(self, occurrence: Occurrence) -> bool:
        """Tell whether no further word of what is counted follows a phrase ("412.000 lượt, ...")."""
        return _NOT_COUNTED.match(self._text.norm, occurrence.end) is not None

    def follows(self, number_end: int, occurrence: Occurrence) -> bool:
        """Tell whether a phrase follows a number directly, but for fillers, the percent sign or a bracket."""
        between = self._text.norm[number_end : occurrence.start]
        return (
            len(between) <= _REACH
            and all(w in _FILLERS for w in re.findall(r"\w+", between))
            and not re.search(r"[.;,)]", between)
        )


def _phrases(cue: Cue) -> Sequence[str]:
    return (*cue.counted, *cue.alone, *cue.head, *cue.tail, *cue.with_, *cue.unless)


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
        weight = _OWN if longest.start <= found.first_comma(quantity.end) else _BEHIND_COMMA
        score, is_own = score + weight * longest.words - 0.005 * (longest.start - quantity.end), True
        spans.append((longest.start, longest.end))
    if cue.with_:
        told = [o.words for p in cue.with_ for o in found.within(p, *clause.sentence)]
        words = max([*told, *(len(p.split()) for p in cue.with_ if p in context)], default=0)
        if not words:
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
    near = (
        max(clause.left[0], quantity.start - _UNLESS_REACH),
        min(clause.right[1], found.first_comma(quantity.end), quantity.end + _UNLESS_REACH),
    )
    return any(found.within(p, *near) for p in cue.unless)


def _best_head(cue: Cue, quantity: Quantity, clause: Clause, found: FoundCues) -> tuple[float, Occurrence] | None:
    best: tuple[float, Occurrence] | None = None
    for phrase in cue.head:
        for occurrence in found.within(phrase, clause.segment[0], quantity.start):
            is_own = occurrence.start >= clause.left[0]
            # The nearer of two heads of the same length governs.
            weight = (_OWN if is_own else _FAR) * occurrence.words - 0.002 * (quantity.start - occurrence.end)
            if best is None or weight > best[0]:
                best = (weight, occurrence)
    return best
