"""Figures told more than once: headlines, captions and later sentences that repeat a figure say no more than it does.

A repeated figure takes from its fuller statement what it leaves open: the indicator, the period, or, of units of one
name, the one that is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipelines.claims.model import Claim, Unclaimed
from pipelines.claims.topic import unit_head
from pipelines.language.areas import AreaIndex
from pipelines.language.quantities import Quantity

# Figures with fewer digits are equal by chance.
_DIGITS: Final = 2
_DIGITS_ACROSS_PLACES: Final = 4
_INHERITED: Final = ("context", "document")
_RULE: Final = "indicator, place and period by a fuller statement of the figure"
_CERTAINTY: Final = 0.8


def settled(
    claims: Sequence[Claim], unclaimed: Sequence[Unclaimed], index: AreaIndex
) -> tuple[list[Claim], list[Unclaimed]]:
    """Give the claims and unclaimed numbers of a document once its figures have been compared, claims in order."""
    known = [_of_its_time(claim, claims, index) for claim in claims]
    known = [_in_one_place(claim, known, index) for claim in known]
    known = [_in_one_period(claim, known) for claim in known]
    told: dict[object, list[Claim]] = defaultdict(list)
    for claim in known:
        if claim.derivation is None and _digits(claim.quantity) >= _DIGITS:
            told[_figure(claim.quantity)].append(claim)
    left: list[Unclaimed] = []
    repeated: list[Claim] = []
    for number in unclaimed:
        match = None if number.quantity is None else _only_meaning(told.get(_figure(number.quantity), ()))
        if match is None and number.quantity is not None and _is_long_count(number.quantity):
            match = _only_meaning(c for c in known if _is_same_count(c, number.quantity))
        if match is None or number.quantity is None:
            left.append(number)
            continue
        repeated.append(_repeating(match, number, number.quantity))
    return [*known, *repeated], left


def _figure(quantity: Quantity) -> object:
    kind = "count" if quantity.category in ("cardinal", "ratio", "range") else quantity.category
    return kind, quantity.value, quantity.lower, quantity.upper, unit_head(quantity)


def _digits(quantity: Quantity) -> int:
    """Give how many significant digits a number has."""
    mantissa = f"{quantity.value or quantity.upper or 0.0:.11e}".partition("e")[0]
    return len(mantissa.replace(".", "").rstrip("0"))


def _is_long_count(quantity: Quantity) -> bool:
    """Tell whether a number counts things that a headline may call by another name ("486 điểm di sản")."""
    return quantity.category == "cardinal" and _digits(quantity) > _DIGITS


def _is_same_count(claim: Claim, quantity: Quantity) -> bool:
    told = claim.quantity
    return claim.derivation is None and told.category == "cardinal" and told.value == quantity.value


def _only_meaning(claims: Iterable[Claim]) -> Claim | None:
    """Give the first of equal figures, unless they are figures of several things."""
    found = list(claims)
    meanings = {(c.indicator_id, c.area_id, c.period.type, c.period.end, c.scenario) for c in found}
    return found[0] if len(meanings) == 1 else None


def _repeating(claim: Claim, number: Unclaimed, quantity: Quantity) -> Claim:
    return replace(
        claim,
        quantity=quantity,
        number=number.number,
        start=number.quote[0],
        end=number.quote[1],
        sentence_start=number.sentence[0],
        sentence_end=number.sentence[1],
        comparisons=(),
        confidence=round(claim.confidence * _CERTAINTY, 3),
        rule=_RULE,
    )


def _of_its_time(claim: Claim, claims: Sequence[Claim], index: AreaIndex) -> Claim:
    """Move a figure from before its unit existed to the older unit of that name which the document speaks of."""
    area = index.areas[claim.area_id]
    if area.exists_on(claim.period.end) or claim.period.end >= area.valid_from:
        return claim
    older = {
        c.area_id
        for c in claims
        if c.period.end.year == claim.period.end.year
        and index.areas[c.area_id].exists_on(claim.period.end)
        and index.areas[c.area_id].name == area.name
    }
    return replace(claim, area_id=older.pop()) if len(older) == 1 else claim


def _in_one_place(claim: Claim, claims: Sequence[Claim], index: AreaIndex) -> Claim:
    """Give one unit to one figure: of two units of a name, the one that the figure was first told of."""
    if _digits(claim.quantity) < _DIGITS_ACROSS_PLACES:
        return claim
    first = next(c for c in claims if c is claim or (_says_the_same(c, claim) and c.period.end == claim.period.end))
    is_namesake = index.areas[first.area_id].name == index.areas[claim.area_id].name
    return replace(claim, area_id=first.area_id) if is_namesake else claim


def _in_one_period(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """Give a figure that says no time of its own the period in which the same figure was told with one."""
    if claim.period.origin not in _INHERITED or _digits(claim.quantity) < _DIGITS:
        return claim
    periods = {
        c.period
        for c in claims
        if _says_the_same(c, claim) and c.area_id == claim.area_id and c.period.origin not in _INHERITED
    }
    ends = {(p.type, p.end) for p in periods}
    return replace(claim, period=replace(periods.pop(), origin="context")) if len(ends) == 1 else claim


def _says_the_same(one: Claim, other: Claim) -> bool:
    return (
        one.indicator_id == other.indicator_id
        and one.scenario == other.scenario
        and one.derivation is other.derivation is None
        and (one.value, one.lower, one.upper) == (other.value, other.lower, other.upper)
    )
