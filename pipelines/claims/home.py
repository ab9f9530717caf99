"""The document's own unit, where no register says it: the unit that its title and its text are about.

Where every unit that it names shares its name with another, those that it can be about.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pipelines.claims.model import Passage
from pipelines.language import places
from pipelines.language.areas import AreaIndex
from pipelines.language.text import Text

# How much a mention says about what the document is about, by the role of its passage.
_WEIGHTS: Final = {"title": 6.0, "lead": 3.0, "heading": 2.0}
# Of a district and the province that holds it, the district is what the text is about when it is named this often.
_SHARE_OF_SMALLER: Final = 0.4


def homes(passages: Sequence[Passage], texts: Mapping[int, Text], index: AreaIndex, day: date) -> tuple[str, ...]:
    """Find the unit a document is about; several where only the name they share is told, none where none is.

    Units count where they are named with their kind. `texts` are the normalised passages by number.
    """
    weights: dict[str, float] = defaultdict(float)
    ambiguous: list[tuple[tuple[str, ...], float]] = []
    for passage in passages:
        if passage.role == "boilerplate":
            continue
        weight = _WEIGHTS.get(passage.role, 1.0)
        for mention in places.find(texts[passage.passage_no], index, None, day):
            if mention.kind != "unit":
                continue
            if len(mention.candidates) == 1:
                weights[mention.candidates[0]] += weight
            else:
                ambiguous.append((mention.candidates, weight))
    for candidates, weight in ambiguous:
        chosen = _supported(candidates, weights, passages, index)
        if chosen is not None:
            weights[chosen] += weight
    if not weights:
        return _named_most(ambiguous)
    for passage in passages:
        if passage.role != "boilerplate":
            for area_id in weights:
                weights[area_id] += _WEIGHTS.get(passage.role, 1.0) * passage.text.count(index.areas[area_id].name)
    rolled = {a: sum(w for other, w in weights.items() if a in index.lineage(other)) for a in weights}
    best = max(weights, key=lambda a: (rolled[a], -len(index.lineage(a)), a))
    while True:
        inside = {
            a: rolled[a]
            for a in weights
            if index.areas[a].parent_id == best and rolled[a] >= _SHARE_OF_SMALLER * rolled[best]
        }
        if not inside:
            return (best,)
        best = max(inside, key=lambda a: (inside[a], a))


def _named_most(ambiguous: Sequence[tuple[tuple[str, ...], float]]) -> tuple[str, ...]:
    """Give the units of the name that weighs most; of equals the first told."""
    weights: dict[tuple[str, ...], float] = defaultdict(float)
    for candidates, weight in ambiguous:
        weights[candidates] += weight
    return max(weights, key=weights.__getitem__, default=())


def _supported(
    candidates: Sequence[str], weights: Mapping[str, float], passages: Sequence[Passage], index: AreaIndex
) -> str | None:
    """Choose, of units of one name, the one whose province or district the text names too."""
    scores = {c: sum(weights.get(a, 0.0) for a in index.lineage(c)[1:]) for c in candidates}
    whole = " ".join(p.text for p in passages if p.role != "boilerplate").lower()
    for candidate in candidates:
        scores[candidate] += sum(
            0.5 for a in index.lineage(candidate)[1:] if a != "country-VN" and index.areas[a].name.lower() in whole
        )
    best = max(scores.values())
    winners = [c for c, s in scores.items() if s == best]
    return winners[0] if best > 0 and len(winners) == 1 else None
