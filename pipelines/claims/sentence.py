"""A sentence being read: for each of its numbers what, where, when, in which scenario, how exactly.

The answers come from modules of their own; here they are asked in order, and a claim is put together or refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from pipelines.claims import comparisons
from pipelines.claims.bearers import Bearers
from pipelines.claims.clauses import Clause, clauses
from pipelines.claims.cues import Candidate, Cues, FoundCues
from pipelines.claims.model import Claim, Comparison, Period, Refusal, Unclaimed
from pipelines.claims.period_scope import governing, is_usable, resolve, year_told
from pipelines.claims.place_scope import Place, govern, is_anaphoric
from pipelines.claims.refusals import is_point_of_departure, refusal
from pipelines.claims.scenario import scenario, status
from pipelines.claims.setting import Setting
from pipelines.claims.spots import Spot
from pipelines.claims.timeframe import PARTS
from pipelines.claims.topic import Stated, Topic, unit_head
from pipelines.language.areas import Area
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text
from schemas.catalogue import Catalogue

# How sure a reading is, by where place and period were found.
_CERTAINTY: Final = {"clause": 1.0, "sentence": 0.95, "context": 0.85, "document": 0.8}
_FROM_AFAR: Final = 0.9
# A text of the last months of a year can tell the whole year as good as over.
_NEARLY_OVER: Final = 60
_A_WHILE: Final = 300
# "Công nhận thêm 1 điểm du lịch, đưa tổng số lên 4": the total of what was counted before.
_RAISED: Final = re.compile(r"(?<!\w)(?:nâng|đưa) tổng số[^.;\d]{0,30}\slên\s*$")
# "Đạt 38,9%, chưa đạt kế hoạch 45%": the target of the figure before it, whatever the sentence began with.
_NAMED_TARGET: Final = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu)\s*(?:là\s*)?$")
_REFERRED_TO: Final = re.compile(r"(?<!\w)(?:mốc|con số|số)(?:\s+(?:hơn|gần|trên|khoảng))?\s*$")
_COMPARES: Final = Refusal("comparison")


@dataclass(frozen=True)
class Sentence:
    """One sentence with all that is known of it: its text, cues, its places and times, and what it inherits."""

    catalogue: Catalogue
    cues: Cues
    setting: Setting
    is_outlook: bool
    text: Text
    span: tuple[int, int]
    mentions: Sequence[Mention]
    times: Sequence[TimeExpression]
    found: FoundCues
    context: frozenset[str]
    topic: Topic
    spot: Spot
    may_repeat: bool = False

    def read(self, amounts: Sequence[Quantity]) -> tuple[list[tuple[Claim, Clause]], list[Unclaimed]]:
        """Read the amounts of the sentence, in order; what was read is handed on to the topic.

        Derived claims follow the claim that they come from. A comparison is the figure's that stands before it; behind
        a figure that is no claim ("17,27 triệu ngày khách, tăng 9,6%") it is nobody's.
        """
        norm = self.text.norm
        self.topic.begin(self.span, self.mentions, self.setting.home)
        bearers = Bearers(self.catalogue, norm, self.topic)
        unclaimed: list[Unclaimed] = []
        follows_comparison = has_bearer = False
        before: tuple[Quantity, Refusal] | None = None
        for quantity, clause in zip(amounts, clauses(norm, self.span, amounts), strict=True):
            compared = comparisons.comparison(norm, quantity, clause)
            bracketed = before if before is not None and _is_aside(norm, before[0], quantity) else None
            if bracketed is not None:
                outcome: Claim | Refusal = bracketed[1]
            elif follows_comparison and compared is None and comparisons.is_restated(norm, quantity, clause):
                outcome = _COMPARES
            else:
                outcome = self._claim(quantity, clause, compared)
            follows_comparison = outcome is _COMPARES
            before = None
            if isinstance(outcome, Claim):
                has_bearer = True
                self.topic.amounts.append((quantity, outcome.indicator_id))
                bearers.add(outcome, clause)
                continue
            unclaimed.append(self._unclaimed(quantity, clause, outcome))
            if outcome is not _COMPARES:
                before = quantity, outcome
                self.topic.amounts.append((quantity, None))
                has_bearer = False
            elif compared is not None and has_bearer:
                bearers.compare(compared, quantity, clause)
        subjects = [m for m in self.mentions if not (self._is_below_home(m) or self._is_in_passing(m))]
        self.topic.hand_on(norm, self.span, self._usable_times, subjects)
        return bearers.claims, unclaimed

    def _unclaimed(self, quantity: Quantity, clause: Clause, refused: Refusal) -> Unclaimed:
        """Keep a number that states nothing; one in a headline, or one that is referred to, may repeat a figure."""
        number = self.spot.number(quantity)
        is_referred_to = _REFERRED_TO.search(self.text.norm, *clause.left) is not None
        told = Unclaimed(
            number,
            refused.reason,
            candidate_ids=refused.candidate_ids,
            candidate_indicator_id=refused.candidate_indicator_id,
        )
        if refused.reason != "no_indicator" or not (self.may_repeat or is_referred_to):
            return told
        quote = self.spot.quote(quantity.start, quantity.end)
        return replace(told, quantity=quantity, quote=quote, sentence=self.spot.sentence())

    @cached_property
    def _usable_times(self) -> list[TimeExpression]:
        """Give the times of the sentence that say when."""
        return [e for e in self.times if is_usable(self.text.norm, e, self.span[0])]

    @cached_property
    def _skipped(self) -> list[tuple[int, int]]:
        """Give the spans of places and times, which say nothing of what is counted."""
        return [(m.start, m.end) for m in self.mentions] + [(e.start, e.end) for e in self.times]

    def _claim(self, quantity: Quantity, clause: Clause, compared: Comparison | None) -> Claim | Refusal:
        """Read one number: a claim, or the reason why it is none."""
        norm = self.text.norm
        told = scenario(norm, quantity, clause, self.is_outlook)
        if told == "actual" and self.topic.is_part_of_estimate(norm, clause, quantity.start):
            told = "estimate"
        expression, origin = governing(norm, clause, quantity.start, self.times, self._usable_times)
        if expression is not None and expression.kind == "baseline":
            expression = self._same_period(expression)
        told_year = year_told(norm, clause, quantity.start, expression, self._usable_times, self.setting.frame)
        year = told_year or self.topic.year
        mentions = [m for m in self.mentions if m.start >= clause.segment[0] or not self._is_below_home(m)]
        place = govern(norm, clause, quantity.start, mentions, self._inherited_place(clause))
        chosen = self._indicator(quantity, clause, place, expression)
        if compared is not None and not self._is_planned_value(quantity, compared, told):
            return _COMPARES
        raised = self.topic.considered if chosen is None and _RAISED.search(norm, *clause.left) else None
        chosen = chosen or raised
        self.topic.considered = chosen
        indicator = None if chosen is None else self.catalogue.indicators[chosen.indicator_id]
        kind = None if indicator is None else indicator.kind
        if reason := refusal(norm, quantity, clause, kind, indicator is not None and indicator.part_of is not None):
            return Refusal(reason)
        if origin != "clause" and is_point_of_departure(norm, quantity, clause):
            return Refusal("no_period")
        if origin == "context" or _points_back(expression):
            expression = self.topic.expression
        if chosen is None or indicator is None:
            return Refusal(_nothing_known(quantity, expression, place))
        self.topic.stated.append(Stated(chosen.indicator_id, indicator.part_of, quantity, place.area_id, self.span[0]))
        kind = "flow_rate" if indicator.rate_over == "flow" else indicator.kind
        period = resolve(expression, kind, told, self.setting.frame, year, origin)
        if (
            isinstance(period, Period)
            and told == "actual"
            and _is_yet_to_come(period, expression, self.setting.frame.published_on)
        ):
            told = "plan"
            period = resolve(expression, kind, told, self.setting.frame, year, origin)
        if isinstance(period, Refusal):
            return period
        if place.is_site:
            return Refusal("site_level")
        if place.area_id is None:
            meant = {self.setting.in_time(candidate, period.end) for candidate in place.candidates}
            return Refusal("no_area", tuple(sorted(meant)), chosen.indicator_id)
        area_id = self.setting.in_time(place.area_id, period.end)
        period = _within_life(period, self.setting.index.areas[area_id], expression)
        claim = self._built(quantity, chosen, area_id, period, told, (origin, place.origin))
        whole = self.catalogue.indicators.get(indicator.part_of or "")
        siblings = whole.sum_of if whole is not None and indicator.indicator_id in whole.sum_of else ()
        is_part = self.topic.is_component(claim, norm) or self.topic.is_part_of_another(
            claim, indicator.part_of, siblings, norm, self.span[0]
        )
        return Refusal("no_indicator") if is_part else claim

    def _same_period(self, baseline: TimeExpression) -> TimeExpression:
        """Give the period of "Cùng kỳ năm 2023 tỷ lệ này là 51,4%": that of the text, in the year named."""
        told = self.topic.expression or self.setting.frame.topic
        shape = told if told is not None and told.kind in PARTS else replace(baseline, kind="year")
        year = baseline.year if baseline.year is not None or self.topic.year is None else self.topic.year - 1
        return replace(shape, start=baseline.start, end=baseline.end, year=year, shift=None)

    def _is_below_home(self, mention: Mention) -> bool:
        """Tell whether a unit lies within the document's district or commune: it governs its own part of a sentence."""
        home, index = self.setting.home, self.setting.index
        if home is None or index.areas[home].level not in ("district", "commune"):
            return False
        return any(home in index.lineage(c) and c != home for c in mention.candidates)

    def _is_in_passing(self, mention: Mention) -> bool:
        """Tell whether the unit that holds the document's own only owns what is told ("tỷ lệ chung của tỉnh")."""
        home, index = self.setting.home, self.setting.index
        if home is None or not self.text.norm.endswith("của ", 0, mention.start):
            return False
        return any(c != home and c in index.lineage(home) for c in mention.candidates)

    def _inherited_place(self, clause: Clause) -> Place:
        """Give the paragraph's place; a site goes on only where the clause points back to it."""
        if is_anaphoric(self.text.norm, clause) or not self.topic.place.is_site or self.topic.is_headed:
            return self.topic.place
        return self.setting.own_place

    def _is_planned_value(self, quantity: Quantity, compared: Comparison, told: str) -> bool:
        """Tell "vượt kế hoạch 65%" (a plan of 65 %) from "vượt kế hoạch 3%" (a gap), by the figure before it."""
        if told != "plan" or compared.baseline != "plan" or not self.topic.claims or quantity.value is None:
            return False
        last = self.topic.claims[-1].quantity
        is_alike = (last.category == "percent") == (quantity.category == "percent") and (
            quantity.category == "percent" or unit_head(last) == unit_head(quantity)
        )
        return is_alike and last.value is not None and quantity.value >= last.value / 2

    def _indicator(
        self, quantity: Quantity, clause: Clause, place: Place, expression: TimeExpression | None
    ) -> Candidate | None:
        candidates = self.cues.candidates(quantity, clause, self.found, self._told_before)
        is_target = _NAMED_TARGET.search(self.text.norm, *clause.left) is not None
        if candidates and not candidates[0].is_vague and not (is_target and candidates[0].has_far_head):
            return candidates[0]
        continued = self.topic.continued(quantity, clause, self.text, place, expression, self._skipped)
        if continued is not None and self.cues.is_excluded(continued.indicator_id, quantity, clause, self.found):
            continued = None
        if continued is None and candidates and not self.topic.follows_unclaimed(quantity):
            return candidates[0]
        return continued

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
            obs_status=status(told, period),
            start=start,
            end=end,
            sentence_start=sentence_start,
            sentence_end=sentence_end,
            comparisons=(),
            confidence=round(certainty, 3),
            rule=f"indicator by {indicator_from}; place by {origins[1]}; period by {period.origin}",
            header=self.spot.header,
        )


def _is_aside(norm: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a number in a bracket only says the one before it again ("30.500 ngàn lượt (có lẽ 30.500 lượt)")."""
    between = norm[before.end : quantity.start]
    return "(" in between and ")" not in between and unit_head(before) == unit_head(quantity) != ""


def _within_life(period: Period, area: Area, expression: TimeExpression | None) -> Period:
    """Let a period begin no sooner than its unit, but for months counted from January ("bảy tháng 2025")."""
    begins_late = area.is_start_exact and period.start is not None and period.start < area.valid_from <= period.end
    is_counted = (
        expression is not None
        and expression.kind in ("ytd", "half")
        and expression.first == (1, 1)
        and expression.month is not None
    )
    return replace(period, start=area.valid_from) if begins_late and not is_counted else period


def _is_yet_to_come(period: Period, expression: TimeExpression | None, published_on: date | None) -> bool:
    """Tell whether a period is to come, or is a whole year under way: what is said of it is only meant to be."""
    if published_on is None or period.type in ("multi_year", "habitual"):
        return False
    is_whole = expression is not None and expression.kind == "year" and expression.month == 12
    is_under_way = is_whole and (period.end - published_on).days > _NEARLY_OVER
    is_far_off = period.type in ("year", "point") and (period.end - published_on).days > _A_WHILE
    return period.end.year > published_on.year or is_under_way or is_far_off


def _points_back(expression: TimeExpression | None) -> bool:
    """Tell whether an expression points back to the month or quarter told before ("doanh thu tháng này")."""
    return expression is not None and expression.kind in ("month", "quarter") and expression.month is None


def _nothing_known(quantity: Quantity, expression: TimeExpression | None, place: Place) -> str:
    """Name the reason why a number without an indicator is unclaimed: what it is about, as far as that is known."""
    if quantity.category == "ordinal":
        return "ordinal"
    if expression is not None and expression.kind in ("event", "day"):
        return "event_period"
    return "site_level" if place.is_site else "no_indicator"


def _in_unit(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value / factor:.12g}")
