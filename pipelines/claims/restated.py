"""Figures told more than once: headlines, captions and later sentences that repeat a figure say no more than it does.

A repeated figure takes from its fuller statement what it leaves open: the indicator, the period, or, of units of one
name, the one that is meant.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from pipelines.claims.model import Claim, Period, Unclaimed
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
    known = _of_their_time(claims, index)
    known = _in_one_place(known, index)
    known = _in_one_period(known)
    told: dict[object, list[Claim]] = defaultdict(list)
    for claim in known:
        if claim.derivation is None and _digits(claim.quantity) >= _DIGITS:
            for key in _keys(claim.quantity):
                told[key].append(claim)
    meant = {key: _only_meaning(claims) for key, claims in told.items()}
    left: list[Unclaimed] = []
    repeated: list[Claim] = []
    for number in unclaimed:
        keys = () if number.quantity is None else _keys(number.quantity)
        match = next((found for key in keys if (found := meant.get(key)) is not None), None)
        if match is None or number.quantity is None:
            left.append(number)
            continue
        repeated.append(_repeating(match, number, number.quantity))
    return [*known, *repeated], left


def _figure(quantity: Quantity) -> object:
    kind = "count" if quantity.category in ("cardinal", "ratio", "range") else quantity.category
    return kind, quantity.value, quantity.lower, quantity.upper, unit_head(quantity)


def _keys(quantity: Quantity) -> tuple[object, ...]:
    """Give what a figure is found again by; a headline may call what a long number counts by another name."""
    if quantity.category == "cardinal" and _digits(quantity) > _DIGITS:
        return _figure(quantity), quantity.value
    return (_figure(quantity),)


def _digits(quantity: Quantity) -> int:
    """Give how many significant digits a number has."""
    mantissa = f"{quantity.value or quantity.upper or 0.0:.11e}".partition("e")[0]
    return len(mantissa.replace(".", "").rstrip("0"))


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


def _of_their_time(claims: Sequence[Claim], index: AreaIndex) -> list[Claim]:
    """Move figures from before their unit existed to the older unit of that name which the document speaks of."""
    spoken_of: dict[int, set[str]] = defaultdict(set)
    for claim in claims:
        spoken_of[claim.period.end.year].add(claim.area_id)

    def moved(claim: Claim) -> Claim:
        area, end = index.areas[claim.area_id], claim.period.end
        if area.exists_on(end) or end >= area.valid_from:
            return claim
        units = (index.areas[area_id] for area_id in spoken_of[end.year])
        older = [unit.area_id for unit in units if unit.exists_on(end) and unit.name == area.name]
        return replace(claim, area_id=older[0]) if len(older) == 1 else claim

    return [moved(claim) for claim in claims]


def _in_one_place(claims: Sequence[Claim], index: AreaIndex) -> list[Claim]:
    """Give one unit to one figure: of two units of a name, the one that the figure was first told of."""
    first: dict[object, Claim] = {}
    for claim in claims:
        if claim.derivation is None:
            first.setdefault((_said(claim), claim.period.end), claim)

    def placed(claim: Claim) -> Claim:
        if claim.derivation is not None or _digits(claim.quantity) < _DIGITS_ACROSS_PLACES:
            return claim
        told_of = first[_said(claim), claim.period.end].area_id
        is_namesake = told_of != claim.area_id and index.areas[told_of].name == index.areas[claim.area_id].name
        return replace(claim, area_id=told_of) if is_namesake else claim

    return [placed(claim) for claim in claims]


def _in_one_period(claims: Sequence[Claim]) -> list[Claim]:
    """Give a figure that says no time of its own the period in which the same figure was told with one."""
    periods: dict[object, dict[tuple[str, date], Period]] = defaultdict(dict)
    for claim in claims:
        if claim.derivation is None and claim.period.origin not in _INHERITED:
            told = periods[_said(claim), claim.area_id]
            told.setdefault((claim.period.type, claim.period.end), claim.period)

    def dated(claim: Claim) -> Claim:
        if claim.derivation is not None or claim.period.origin not in _INHERITED:
            return claim
        told = list(periods.get((_said(claim), claim.area_id), {}).values())
        if len(told) != 1 or _digits(claim.quantity) < _DIGITS:
            return claim
        return replace(claim, period=replace(told[0], origin="context"))

    return [dated(claim) for claim in claims]


def _said(claim: Claim) -> tuple[object, ...]:
    """Give what two statements of one figure have in common."""
    return claim.indicator_id, claim.scenario, claim.value, claim.lower, claim.upper
