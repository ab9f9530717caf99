"""Sanity: claims that cannot be true as they stand, alone or beside what else their document states.

A claim in doubt keeps its figure, is unvalidated (`V`) and says why. Of statements that contradict each other those are
doubted for which the document speaks least; where nothing tells, all of them. Nothing is corrected, and documents are
not compared with each other.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import inf
from typing import Final

from pipelines.claims.model import Claim
from pipelines.claims.ratios import Share
from pipelines.language.quantities import Quantity
from schemas.catalogue import Catalogue, Indicator

# From here on a figure without a hedge may be a rounded one ("15 vạn" of 150.300), of two digits at the least.
_ROUNDED_FROM: Final = 10_000
_LEADING_DIGITS: Final = 2
_SHOWN: Final = 5

Span = tuple[int, int]
Cell = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class PlacedShare:
    """A ratio of the text with its percentage, and where both numbers stand in the document."""

    share: Share
    ratio_at: Span
    rate_at: Span | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Statements that cannot all be true, by their place among the claims: a word of `DOUBTS`, and the figures."""

    claims: tuple[int, ...]
    word: str
    detail: str


def placed(shares: Iterable[Share], span_of: Callable[[Quantity], Span]) -> list[PlacedShare]:
    """Place ratios in their document; `span_of` gives the span of a number."""
    return [PlacedShare(s, span_of(s.ratio), None if s.rate is None else span_of(s.rate)) for s in shares]


def judged(
    claims: Sequence[Claim],
    shares: Iterable[PlacedShare],
    catalogue: Catalogue,
    level_of: Callable[[str], str],
    lost_words: Sequence[str] = (),
) -> tuple[Claim, ...]:
    """Give the claims of one document in their order, those in doubt marked as such.

    `level_of` gives the level of an area, `lost_words` what shows that the document lost letters: then nothing in it is
    sure. A claim that is computed from a doubted figure shares its doubt.
    """
    printed = {n: claim for n, claim in enumerate(claims) if claim.derivation is None}
    doubts: dict[int, Doubt] = {}
    for number, claim in printed.items():
        if detail := _beyond_limit(claim, catalogue.indicators[claim.indicator_id], level_of(claim.area_id)):
            doubts[number] = Doubt((number,), "beyond_limit", detail)
    possible = {n: claim for n, claim in printed.items() if n not in doubts}
    found = [
        *_parts_above_wholes(possible, catalogue),
        *_sums(possible, catalogue.indicators),
        *_ratios(possible, shares, catalogue.indicators),
    ]
    standing = _standing(possible, found)
    for doubt in found:
        least = min(standing[number] for number in doubt.claims)
        for number in doubt.claims:
            if standing[number] == least:
                doubts.setdefault(number, doubt)
    if lost_words:
        detail = "; ".join(lost_words[:_SHOWN])
        doubts = {number: Doubt((number,), "letters_lost", detail) for number in printed} | doubts
    by_figure = {(claims[n].number, claims[n].indicator_id): doubt for n, doubt in doubts.items()}
    return tuple(_marked(claim, by_figure.get((claim.number, claim.indicator_id))) for claim in claims)


def _marked(claim: Claim, doubt: Doubt | None) -> Claim:
    return claim if doubt is None else replace(claim, obs_status="V", doubt=doubt.word, doubt_detail=doubt.detail)


def _beyond_limit(claim: Claim, indicator: Indicator, level: str) -> str | None:
    """Say which hard limit any stated end breaks; None where it breaks none."""
    most = indicator.most(level)
    for end in (claim.value, claim.lower, claim.upper):
        if end is not None and end > most:
            return f"{_figure(end)} {claim.unit_id} is above {_figure(most)}, the most that a {level} can have"
        if end is not None and end < indicator.hard_min:
            return f"{_figure(end)} {claim.unit_id} is below {_figure(indicator.hard_min)}, the least that there can be"
    return None


def _parts_above_wholes(claims: Mapping[int, Claim], catalogue: Catalogue) -> Iterator[Doubt]:
    """Find parts above an indicator that they are a part of, for one area, period and scenario."""
    by_cell = _by_cell(claims)
    for part_id, *cell in by_cell:
        wholes = [n for whole_id in catalogue.wholes(str(part_id)) for n in by_cell.get((whole_id, *cell), ())]
        parts = [(n, _extent(claims[n])[0]) for n in by_cell[part_id, *cell]] if wholes else ()
        most = {n: _extent(claims[n])[1] for n in wholes}
        least = min(most.values(), default=inf)
        for (part, low), whole in product([stated for stated in parts if stated[1] > least], wholes):
            if low > most[whole]:
                yield Doubt((part, whole), "part_above_whole", f"{_told(claims[part])} is above {_told(claims[whole])}")


def _sums(claims: Mapping[int, Claim], indicators: Mapping[str, Indicator]) -> Iterator[Doubt]:
    """Find sentences whose parts make up a whole by the catalogue, and add up to something else than it states."""
    by_sentence: dict[Cell, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, claim in claims.items():
        by_sentence[claim.sentence_start, *_cell(claim)[1:]][claim.indicator_id].append(number)
    for stated in by_sentence.values():
        for whole_id, wholes in stated.items():
            groups = [wholes, *(stated.get(part, []) for part in indicators[whole_id].sum_of)]
            # Of an indicator that is told twice in the sentence, it is not known which one is meant.
            if len(groups) == 1 or any(len(group) != 1 for group in groups):
                continue
            whole, *parts = (group[0] for group in groups)
            low, high = (sum(ends) for ends in zip(*(_extent(claims[n]) for n in parts), strict=True))
            if not _meet((low, high), _extent(claims[whole])):
                told = " and ".join(_told(claims[n]) for n in parts)
                yield Doubt((whole, *parts), "sum_of_parts", f"{told} do not add up to {_told(claims[whole])}")


def _ratios(
    claims: Mapping[int, Claim], shares: Iterable[PlacedShare], indicators: Mapping[str, Indicator]
) -> Iterator[Doubt]:
    """Find ratios that are not the percentage beside them, and counts of more than all there are."""
    by_number: dict[Span, list[int]] = defaultdict(list)
    for number, claim in claims.items():
        by_number[claim.number].append(number)
    for placed in shares:
        share, counted = placed.share, by_number[placed.ratio_at]
        rated = by_number[placed.rate_at] if placed.rate_at is not None else []
        # What happened may exceed what was planned for it ("12/10 giải"); of what is there, a part cannot.
        stocks = [n for n in counted if indicators[claims[n].indicator_id].kind == "stock"]
        if share.rate is not None and not share.is_rate_right and (counted or rated):
            detail = f"{share.ratio.surface} is {share.percent:.2f} %, beside it stands {share.rate.surface} %"
            yield Doubt((*counted, *rated), "ratio_against_rate", detail)
        elif share.rate is None and share.percent > 100 and not share.is_of_plan and stocks:
            yield Doubt(tuple(stocks), "ratio_above_one", f"{share.ratio.surface} is more than all there are")


def _standing(claims: Mapping[int, Claim], doubts: Iterable[Doubt]) -> Counter[int]:
    """Count how a document speaks for its claims: statements of the same that agree, less all that contradicts."""
    standing: Counter[int] = Counter()
    for alike in _by_cell(claims).values():
        if len(alike) == 1:
            continue
        extents = {n: _extent(claims[n]) for n in alike}
        lows, highs = (sorted(ends) for ends in zip(*extents.values(), strict=True))
        for n, (low, high) in extents.items():
            apart = bisect_left(highs, low) + len(lows) - bisect_right(lows, high)
            standing[n] += len(alike) - 1 - 2 * apart
    for doubt in doubts:
        standing.subtract(doubt.claims)
    return standing


def _by_cell(claims: Mapping[int, Claim]) -> dict[Cell, list[int]]:
    by_cell: dict[Cell, list[int]] = defaultdict(list)
    for number, claim in claims.items():
        by_cell[_cell(claim)].append(number)
    return dict(by_cell)


def _cell(claim: Claim) -> Cell:
    period = claim.period
    return claim.indicator_id, claim.area_id, claim.scenario, period.type, period.start, period.end


def _extent(claim: Claim) -> tuple[float, float]:
    """Give the interval that a claim states, wider by what may have been rounded away."""
    low, high = (-inf if claim.lower is None else claim.lower), (inf if claim.upper is None else claim.upper)
    if claim.bound != "exact" or claim.value is None or claim.value < _ROUNDED_FROM:
        return low, high
    printed = Decimal(f"{claim.value:.12g}").normalize()
    last = min(int(printed.as_tuple().exponent), printed.adjusted() + 1 - _LEADING_DIGITS)
    return low - 10.0**last / 2, high + 10.0**last / 2


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _told(claim: Claim) -> str:
    ends = (claim.value,) if claim.value is not None else (claim.lower, claim.upper)
    figure = " to ".join(_figure(end) for end in ends if end is not None)
    return " ".join((claim.indicator_id, *(() if claim.bound == "exact" else (claim.bound,)), figure))


def _figure(value: float) -> str:
    return f"{value:.15g}"
