"""A sentence being read: for each of its numbers what, where, when, in which scenario, how exactly.

The answers come from modules of their own; here they are asked in order, and a claim is put together or refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol

from pipelines.claims import comparisons, derived
from pipelines.claims.clauses import Clause, clauses
from pipelines.claims.cues import Candidate, Cues, FoundCues
from pipelines.claims.limits import status
from pipelines.claims.model import Claim, Comparison, Passage, Period, Unclaimed
from pipelines.claims.period_scope import Refusal, governing, resolve
from pipelines.claims.place_scope import Place, govern, is_anaphoric
from pipelines.claims.refusals import refusal
from pipelines.claims.scenario import scenario
from pipelines.claims.setting import Setting
from pipelines.claims.topic import Topic
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text
from schemas.catalogue import Catalogue

# How sure a reading is, by where place and period were found.
_CERTAINTY: Final = {"clause": 1.0, "sentence": 0.95, "context": 0.85, "document": 0.8}
_FROM_AFAR: Final = 0.9


class Spot(Protocol):
    """Where what is read stands in the document's text: half-open spans."""

    def number(self, quantity: Quantity) -> tuple[int, int]:
        """Give the span of a number."""

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the words that state the figure."""

    def sentence(self) -> tuple[int, int]:
        """Give the span of the sentence."""


@dataclass(frozen=True)
class TextSpot:
    """A sentence of a passage."""

    passage: Passage
    text: Text
    span: tuple[int, int]

    def number(self, quantity: Quantity) -> tuple[int, int]:
        """Give the span of a number."""
        return self.quote(quantity.start, quantity.end)

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the words that state the figure."""
        first, last = self.text.source_span(start, end)
        return self.passage.start + first, self.passage.start + last

    def sentence(self) -> tuple[int, int]:
        """Give the span of the sentence."""
        return self.quote(*self.span)


@dataclass(frozen=True)
class RowSpot:
    """A row of a table: the number of one cell, and the row as what says it."""

    passage: Passage
    cell: tuple[int, int]

    def number(self, _quantity: Quantity) -> tuple[int, int]:
        """Give the span of the cell's number."""
        return self.cell

    def quote(self, _start: int, _end: int) -> tuple[int, int]:
        """Give the span of the row."""
        return self.sentence()

    def sentence(self) -> tuple[int, int]:
        """Give the span of the row."""
        return self.passage.start, self.passage.start + len(self.passage.text)


@dataclass(frozen=True)
class Sentence:
    """One sentence with all that is known of it: its text, cues, places and times, and what it inherits."""

    catalogue: Catalogue
    cues: Cues
    setting: Setting
    section: str | None
    text: Text
    span: tuple[int, int]
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    found: FoundCues
    context: frozenset[str]
    topic: Topic
    spot: Spot

    def read(self, amounts: Sequence[Quantity]) -> tuple[list[tuple[Claim, Clause]], list[Unclaimed]]:
        """Read the amounts of the sentence, in order; what was read is handed on to the topic.

        Derived claims follow the claim that they come from.
        """
        norm = self.text.norm
        times = [e for e in self.times if self.span[0] <= e.start < self.span[1]]
        claims: list[tuple[Claim, Clause]] = []
        unclaimed: list[Unclaimed] = []
        for quantity, clause in zip(amounts, clauses(norm, self.span, amounts), strict=True):
            compared = comparisons.comparison(norm, quantity, clause)
            outcome = self._claim(quantity, clause, times, compared)
            if isinstance(outcome, Claim):
                claims.append((outcome, clause))
                self.topic.claims.append(outcome)
                self.topic.amounts.append((quantity, outcome.indicator_id))
                continue
            unclaimed.append(Unclaimed(self.spot.number(quantity), outcome))
            if outcome != "comparison":
                self.topic.amounts.append((quantity, None))
            elif compared is not None and claims:
                self._attach(claims, compared)
        self.topic.hand_on(norm, self.span, times, self.mentions)
        return claims, unclaimed

    def _attach(self, claims: list[tuple[Claim, Clause]], compared: Comparison) -> None:
        """Keep a comparison on the printed claim before it, and derive the plan it implies."""
        at = next(i for i in reversed(range(len(claims))) if claims[i][0].derivation is None)
        claim, clause = claims[at]
        kept = replace(claim, comparisons=(*claim.comparisons, compared))
        claims[at] = kept, clause
        if self.topic.claims[-1] is claim:
            self.topic.claims[-1] = kept
        if any(c.kind == compared.kind for c in claim.comparisons):
            return
        kind = self.catalogue.indicators[claim.indicator_id].kind
        if (plan := derived.plan(kept, compared, kind)) is not None:
            claims.append((plan, clause))

    def _claim(
        self, quantity: Quantity, clause: Clause, times: Sequence[TimeExpression], compared: Comparison | None
    ) -> Claim | str:
        """Read one number: a claim, or the reason why it is none."""
        norm = self.text.norm
        told = scenario(norm, quantity, clause, self.section)
        expression, origin = governing(norm, clause, quantity.start, times)
        place = govern(norm, clause, quantity.start, self.mentions, self._inherited_place(clause))
        chosen = self._indicator(quantity, clause, place, expression)
        if compared is not None and not self._is_planned_rate(quantity, compared, told):
            return "comparison"
        indicator = None if chosen is None else self.catalogue.indicators[chosen.indicator_id]
        if reason := refusal(norm, quantity, clause, None if indicator is None else indicator.kind):
            return reason
        if origin == "context" or _is_this_month(expression):
            expression = self.topic.expression
        if chosen is None or indicator is None:
            return _nothing_known(quantity, expression, place)
        self.topic.stated = (chosen.indicator_id, quantity, place.area_id)
        kind = "flow_rate" if indicator.rate_over == "flow" else indicator.kind
        period = resolve(expression, kind, told, self.setting.frame, self.topic.year, origin)
        if isinstance(period, Refusal):
            return period.reason
        if place.is_site:
            return "site_level"
        if place.area_id is None:
            return "no_area"
        area_id = self.setting.in_time(place.area_id, period.end)
        claim = self._built(quantity, chosen, area_id, period, told, (origin, place.origin))
        is_part = self.topic.is_component(claim, norm) or self.topic.is_part_of_another(
            claim, indicator.part_of, norm, self.span[0]
        )
        return "no_indicator" if is_part else claim

    def _inherited_place(self, clause: Clause) -> Place:
        """Give the paragraph's place; a site goes on only where the clause points back to it."""
        if is_anaphoric(self.text.norm, clause) or not self.topic.place.is_site:
            return self.topic.place
        return self.setting.own_place

    def _is_planned_rate(self, quantity: Quantity, compared: Comparison, told: str) -> bool:
        """Tell "vượt kế hoạch 65%" (a plan of 65 %) from "vượt kế hoạch 3%" (a gap), by the rate before it."""
        if told != "plan" or compared.baseline != "plan" or not self.topic.claims or quantity.value is None:
            return False
        rate = self.topic.claims[-1]
        return rate.unit_id == "percent" and rate.value is not None and quantity.value >= rate.value / 2

    def _indicator(
        self, quantity: Quantity, clause: Clause, place: Place, expression: TimeExpression | None
    ) -> Candidate | None:
        candidates = self.cues.candidates(quantity, clause, self.found, self._told_before)
        if candidates:
            return candidates[0]
        skipped = [(m.start, m.end) for m in self.mentions] + [(e.start, e.end) for e in self.times]
        return self.topic.continued(quantity, clause, self.text, place, expression, skipped)

    @cached_property
    def _told_before(self) -> frozenset[str]:
        """Give the cue phrases of the headings and of the passage's earlier sentences."""
        return self.context | self.found.before(self.span[0])

    def _built(
        self, quantity: Quantity, chosen: Candidate, area_id: str, period: Period, told: str, origins: tuple[str, str]
    ) -> Claim:
        """Put a claim together; `origins` say where period and place were found."""
        indicator = self.catalogue.indicators[chosen.indicator_id]
        factor = self.catalogue.units[indicator.unit_id].vnd or 1
        value, lower, upper = (_in_unit(v, factor) for v in (quantity.value, quantity.lower, quantity.upper))
        hedged = quantity.start if quantity.hedge_start is None else quantity.hedge_start
        start, end = self.spot.quote(min(chosen.start, hedged), max(chosen.end, quantity.end))
        sentence_start, sentence_end = self.spot.sentence()
        level = self.setting.index.areas[area_id].level
        certainty = min(_CERTAINTY[o] for o in (*origins, period.origin)) * (1.0 if chosen.is_own else _FROM_AFAR)
        indicator_from = "own words" if chosen.is_own else "sentence"
        return Claim(
            quantity=quantity,
            number=self.spot.number(quantity),
            indicator_id=chosen.indicator_id,
            area_id=area_id,
            period=period,
            scenario=told,
            value=value,
            lower=lower,
            upper=upper,
            bound=quantity.bound or "exact",
            unit_id=indicator.unit_id,
            obs_status=status(told, period, indicator, (value, lower, upper), level),
            start=start,
            end=end,
            sentence_start=sentence_start,
            sentence_end=sentence_end,
            comparisons=(),
            confidence=round(certainty, 3),
            rule=f"indicator by {indicator_from}; place by {origins[1]}; period by {period.origin}",
        )


def _is_this_month(expression: TimeExpression | None) -> bool:
    """Tell whether an expression points back to the month told before ("doanh thu tháng này")."""
    return expression is not None and expression.kind == "month" and expression.month is None


def _nothing_known(quantity: Quantity, expression: TimeExpression | None, place: Place) -> str:
    """Name the reason why a number without an indicator is unclaimed: what it is about, as far as that is known."""
    if quantity.category == "ordinal":
        return "ordinal"
    if expression is not None and expression.kind in ("event", "day"):
        return "event_period"
    return "site_level" if place.is_site else "no_indicator"


def _in_unit(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value / factor:.12g}")
