"""Reading claims: every number of a document becomes a claim or stays unclaimed with its reason.

The steps for one number are those of the contract: what it is, which indicator, where, when, in which scenario, how
exactly. Each step lives in a module of its own; this one walks the document and keeps what its parts inherit.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from pipelines.claims import adoption, comparisons, derived, named_items, tables
from pipelines.claims.clauses import Clause, clauses
from pipelines.claims.cues import Candidate, Cues, FoundCues
from pipelines.claims.home import home
from pipelines.claims.limits import status
from pipelines.claims.model import Claim, Comparison, NamedItem, Passage, Period, Reading, Source, Unclaimed
from pipelines.claims.period_scope import Frame, Refusal, frame_of, governing, is_usable, resolve
from pipelines.claims.place_scope import Place, govern, governors, is_anaphoric, place_of
from pipelines.claims.refusals import refusal
from pipelines.claims.scenario import scenario
from pipelines.language import periods, places, quantities
from pipelines.language.places import AreaIndex, Mention
from pipelines.language.quantities import Quantity
from pipelines.language.sentences import sentence_spans
from pipelines.language.text import Text
from schemas.catalogue import Catalogue

_NO_AMOUNT: Final = {
    "date": "date", "ordinal": "ordinal", "document_number": "document_number", "phone": "phone",
    "anniversary": "anniversary", "part_of_name": "part_of_name", "broken": "other",
}  # fmt: skip
# How sure a reading is, by where place and period were found.
_CERTAINTY: Final = {"clause": 1.0, "sentence": 0.95, "context": 0.85, "document": 0.8}
# The two-tier system took over on this day (resolution 202/2025/QH15).
_TWO_TIER: Final = date(2025, 7, 1)


@dataclass
class _Topic:
    """What the sentences of a paragraph hand on to the next."""

    place: Place
    year: int | None
    expression: periods.TimeExpression | None = None
    claims: list[Claim] = field(default_factory=list)
    stated: tuple[str, Quantity, str | None] | None = None
    amounts: list[tuple[Quantity, str | None]] = field(default_factory=list)


class Reader:
    """Reads documents with one catalogue: compile once, read many."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the catalogue's cues, practices and areas."""
        self._catalogue = catalogue
        self._cues = Cues(catalogue)
        self._practices = adoption.Practices(catalogue)
        self._index = AreaIndex.of(catalogue.areas.iter_rows(named=True), catalogue.area_names.iter_rows(named=True))

    def read(self, source: Source, numbers: Mapping[int, Sequence[Quantity]]) -> Reading:
        """Read a document; `numbers` gives the quantities of each passage by its number."""
        return _Document(self._catalogue, self._cues, self._practices, self._index, source, numbers).read()


class _Document:
    """One document being read."""

    def __init__(
        self, catalogue: Catalogue, cues: Cues, practices: adoption.Practices, index: AreaIndex, source: Source, numbers: Mapping[int, Sequence[Quantity]]
    ) -> None:
        self.catalogue, self.cues, self.practices, self.index = catalogue, cues, practices, index
        self.source, self.numbers = source, numbers
        self.texts = {p.passage_no: Text.of(p.text) for p in source.passages if p.role != "boilerplate"}
        self.times = {no: periods.find(text.norm) for no, text in self.texts.items()}
        by_role = {role: [e for p in source.passages if p.role == role for e in self.times.get(p.passage_no, ())] for role in ("title", "lead")}
        body = [e for p in source.passages for e in self.times.get(p.passage_no, ())]
        title = by_role["title"] or periods.find(Text.of(source.title or "").norm)
        self.frame: Frame = frame_of(title, by_role["lead"], body, source.published_on)
        self.day = self._within(self._day())
        self.home = source.area_id if source.area_id in index.areas else home(source.passages, index, self.day)
        self.title_phrases = self._phrases_of(source.title)
        self.claims: list[Claim] = []
        self.unclaimed: list[Unclaimed] = []
        self.named: list[NamedItem] = []

    def _day(self) -> date:
        """Give the day whose administrative units the text means."""
        if self.source.published_on is not None:
            return self.source.published_on
        if self.frame.year is not None and self.frame.year != _TWO_TIER.year:
            return min(date(self.frame.year, 12, 31), self.source.retrieved_on)
        return self.source.retrieved_on

    def _within(self, day: date) -> date:
        """Move a day into the life of the unit that the register names: a text about it means the units of its time."""
        area = self.index.areas.get(self.source.area_id or "")
        if area is None or area.exists_on(day):
            return day
        return area.valid_to - timedelta(days=1) if area.valid_to is not None and day >= area.valid_to else area.valid_from

    def in_time(self, area_id: str, day: date) -> str:
        """Give the unit that bore this one's name on a day before it existed, where the text names that one too.

        "Nửa đầu năm 2025 Mai Châu đón ..." in a text about the new xã speaks of the huyện; the place follows the date.
        """
        area = self.index.areas[area_id]
        if area.exists_on(day) or day >= area.valid_from:
            return area_id
        older = [a for a in self.index.named(area.name, None, day) if a in self.named_units]
        return older[0] if len(older) == 1 else area_id

    @cached_property
    def named_units(self) -> frozenset[str]:
        """Give every unit that the text names with its kind."""
        return frozenset(
            m.candidates[0]
            for text in self.texts.values()
            for m in places.find(text, self.index, self.home, self.day)
            if m.kind == "unit" and len(m.candidates) == 1
        )

    def read(self) -> Reading:
        own = Place(self.home, False, "document")
        adoptions: list[adoption.Adoption] = []
        for position, passage in enumerate(self.source.passages):
            found = list(self.numbers.get(passage.passage_no, ()))
            if passage.role == "boilerplate":
                text = Text.of(passage.text)
                self.unclaimed += [Unclaimed(_span(passage, text, q), "boilerplate") for q in found]
                continue
            topic = _Topic(self._place_of_section(passage) or own, self.frame.year)
            cells = list(tables.cells(self.source.passages, position)) if passage.role == "table_row" else []
            if cells:
                found = self._read_row(passage, found, cells, topic)
            self._read_passage(passage, found, topic)
            if self.home is not None and self.frame.year is not None:
                adoptions += self.practices.read(passage, self.texts[passage.passage_no], self._governors(passage), self.index, self.home, self.frame.year)
        return Reading(tuple(self.claims), tuple(self.unclaimed), adoption.merged(adoptions), tuple(self.named))

    def _place_of_section(self, passage: Passage) -> Place | None:
        """Give the unit that a section is about, where its heading begins with one ("Thường Tín: bán câu chuyện ...")."""
        heading = passage.text if passage.role == "heading" else passage.section
        if heading is None or self.home is None:
            return None
        text = Text.of(heading)
        first = next(iter(places.find(text, self.index, self.home, self.day)), None)
        if first is None or first.start > 0 or len(first.candidates) != 1:
            return None
        return Place(first.candidates[0], False, "context") if text.norm[first.end :].lstrip()[:1] in ("", ":", "-") else None

    def _phrases_of(self, heading: str | None) -> frozenset[str]:
        """Give the cue phrases of a title or heading, under which its passages stand."""
        return self.cues.find(Text.of(heading)).phrases_in_all() if heading else frozenset()

    def _governors(self, passage: Passage) -> list[Mention]:
        text = self.texts[passage.passage_no]
        return governors(text.norm, places.find(text, self.index, self.home, self.day), self.index)

    def _read_row(self, passage: Passage, found: list[Quantity], cells: Sequence[tables.Cell], topic: _Topic) -> list[Quantity]:
        """Read the cells of a table's row; give the row's numbers that no cell read."""
        stored, left = self.texts[passage.passage_no], list(found)
        for cell in cells:
            text = Text.of(cell.sentence)
            told = [q for q in quantities.find(text) if q.is_amount]
            inside = [q for q in found if cell.start <= stored.source_span(q.start, q.end)[0] < cell.end]
            if len(inside) != 1 or not told:
                continue
            mentions = governors(text.norm, places.find(text, self.index, topic.place.area_id or self.home, self.day), self.index)
            spot = _RowSpot(passage, _span(passage, stored, inside[0]))
            whole = (0, len(text.norm))
            sentence = _Sentence(self, passage, text, whole, mentions, periods.find(text.norm), self.cues.find(text), self.title_phrases, replace(topic), spot)
            left.remove(inside[0])
            sentence.read([told[-1]])
        return left

    def _read_passage(self, passage: Passage, found: list[Quantity], topic: _Topic) -> None:
        text = self.texts[passage.passage_no]
        mentions = self._governors(passage)
        cues = self.cues.find(text)
        context = self.title_phrases | self._phrases_of(passage.section)
        for span in sentence_spans(text):
            inside = [q for q in found if span[0] <= q.start < span[1]]
            amounts = [q for q in inside if q.is_amount or (q.category == "ordinal" and q.value is not None)]
            for quantity in inside:
                if quantity not in amounts:
                    self.unclaimed.append(Unclaimed(_span(passage, text, quantity), _NO_AMOUNT.get(quantity.category, "other")))
            spot = _TextSpot(passage, text, span)
            _Sentence(self, passage, text, span, mentions, self.times[passage.passage_no], cues, context, topic, spot).read(amounts)


@dataclass(frozen=True)
class _TextSpot:
    """Where the words of a sentence stand in the document."""

    passage: Passage
    text: Text
    span: tuple[int, int]

    def number(self, quantity: Quantity) -> tuple[int, int]:
        return _span(self.passage, self.text, quantity)

    def quote(self, start: int, end: int) -> tuple[int, int]:
        first, last = self.text.source_span(start, end)
        return self.passage.start + first, self.passage.start + last

    def sentence(self) -> tuple[int, int]:
        return self.quote(*self.span)


@dataclass(frozen=True)
class _RowSpot:
    """Where a cell's number stands; what is said of it is the row."""

    passage: Passage
    cell: tuple[int, int]

    def number(self, _quantity: Quantity) -> tuple[int, int]:
        return self.cell

    def quote(self, _start: int, _end: int) -> tuple[int, int]:
        return self.sentence()

    def sentence(self) -> tuple[int, int]:
        return self.passage.start, self.passage.start + len(self.passage.text)


@dataclass
class _Sentence:
    """One sentence being read, with what the document and the paragraph hand on."""

    document: _Document
    passage: Passage
    text: Text
    span: tuple[int, int]
    mentions: Sequence[Mention]
    times: Sequence[periods.TimeExpression]
    cues: FoundCues
    context: frozenset[str]
    topic: _Topic
    spot: "_TextSpot | _RowSpot"

    def read(self, amounts: Sequence[Quantity]) -> None:
        norm = self.text.norm
        times = [e for e in self.times if self.span[0] <= e.start < self.span[1]]
        for quantity, clause in zip(amounts, clauses(norm, self.span, amounts), strict=True):
            compared = comparisons.comparison(norm, quantity, clause)
            outcome = self._claim(quantity, clause, times, compared)
            if outcome != "comparison":
                self.topic.amounts.append((quantity, outcome.indicator_id if isinstance(outcome, Claim) else None))
            if isinstance(outcome, Claim):
                self.document.claims.append(outcome)
                self.topic.claims.append(outcome)
                self._name_items(outcome, clause)
                continue
            self.document.unclaimed.append(Unclaimed(self.spot.number(quantity), outcome))
            if compared is not None and outcome == "comparison" and self.topic.claims:
                self._attach(compared)
        self._hand_on(times)

    def _attach(self, compared: Comparison) -> None:
        """Keep a comparison on the claim before it in the same sentence, and derive the plan it implies."""
        claim = self.topic.claims[-1]
        if not self.span[0] <= claim.quantity.start < self.span[1]:
            return
        index = next(i for i in reversed(range(len(self.document.claims))) if self.document.claims[i] is claim)
        kept = replace(claim, comparisons=(*claim.comparisons, compared))
        self.document.claims[index] = self.topic.claims[-1] = kept
        kind = self.document.catalogue.indicators[claim.indicator_id].kind
        if claim.comparisons and any(c.kind == compared.kind for c in claim.comparisons):
            return
        if (plan := derived.plan(kept, compared, kind)) is not None:
            self.document.claims.append(plan)

    def _claim(self, quantity: Quantity, clause: Clause, times: Sequence[periods.TimeExpression], compared: Comparison | None) -> Claim | str:
        """Read one number: a claim, or the reason why it is none."""
        norm, document = self.text.norm, self.document
        told = scenario(norm, quantity, clause, self.passage.section)
        expression, origin = governing(norm, clause, quantity.start, times)
        place = govern(norm, clause, quantity.start, self.mentions, self._inherited_place(clause))
        chosen = self._indicator(quantity, clause, place, expression)
        if compared is not None and not self._is_planned_rate(quantity, compared, told, chosen):
            return "comparison"
        kind = document.catalogue.indicators[chosen.indicator_id].kind if chosen is not None else None
        if reason := refusal(norm, quantity, clause, kind):
            return reason
        if origin == "context":
            expression = self.topic.expression
        is_event = expression is not None and expression.kind in ("event", "day")
        if chosen is None:
            if quantity.category == "ordinal":
                return "ordinal"
            return "event_period" if is_event else "site_level" if place.is_site else "no_indicator"
        indicator = document.catalogue.indicators[chosen.indicator_id]
        self.topic.stated = (chosen.indicator_id, quantity, place.area_id)
        kind = "flow_rate" if indicator.rate_over == "flow" else indicator.kind
        period = resolve(expression, kind, told, document.frame, self.topic.year, origin)
        if isinstance(period, Refusal):
            return period.reason
        if place.is_site:
            return "site_level"
        if place.area_id is None:
            return "no_area"
        area_id = document.in_time(place.area_id, period.end)
        claim = self._built(quantity, clause, chosen, area_id, period, told, (origin, place.origin))
        return "no_indicator" if self._is_component(claim) or self._is_part_of_another(claim) else claim

    def _is_component(self, claim: Claim) -> bool:
        """Tell whether the sentence gave the whole of the same cell before, and this number only a part of it ("gồm")."""
        for whole in self.topic.claims:
            same_cell = (whole.indicator_id, whole.area_id, whole.scenario) == (claim.indicator_id, claim.area_id, claim.scenario)
            if not same_cell or whole.period.end != claim.period.end or whole.sentence_start != claim.sentence_start or claim.unit_id == "percent":
                continue
            between = self.text.norm[whole.quantity.end : claim.quantity.start]
            if _PARTITION.search(between) and whole.value is not None and claim.value is not None and claim.value < whole.value:
                return True
        return False

    def _is_part_of_another(self, claim: Claim) -> bool:
        """Tell whether a part ("trong số này 1,2 triệu lượt quốc tế") is one of another whole than its indicator's."""
        whole = self.document.catalogue.indicators[claim.indicator_id].part_of
        if whole is None:
            return False
        alike = [(q, i) for q, i in self.topic.amounts if _unit_head(q) in ("", _unit_head(claim.quantity))]
        for divided, indicator_id in reversed(alike):
            between = self.text.norm[max(self.span[0], divided.end) : claim.quantity.start]
            if _PART.search(between):
                return indicator_id not in (whole, claim.indicator_id)
        return False

    def _inherited_place(self, clause: Clause) -> Place:
        home_place = Place(self.document.home, False, "document")
        if is_anaphoric(self.text.norm, clause) or not self.topic.place.is_site:
            return self.topic.place
        return home_place

    def _is_planned_rate(self, quantity: Quantity, compared: Comparison, told: str, chosen: Candidate | None) -> bool:
        """Tell "vượt kế hoạch 65%" (a plan of 65 %) from "vượt kế hoạch 3%" (a gap of 3 points), by the rate before it."""
        if told != "plan" or compared.baseline != "plan" or not self.topic.claims or quantity.value is None:
            return False
        rate = self.topic.claims[-1]
        return rate.unit_id == "percent" and rate.value is not None and quantity.value >= rate.value / 2

    def _indicator(self, quantity: Quantity, clause: Clause, place: Place, expression: periods.TimeExpression | None) -> Candidate | None:
        candidates = self.document.cues.candidates(quantity, clause, self.cues, self.context | self.cues.before(self.span[0]))
        if candidates:
            return candidates[0]
        return self._continued(quantity, clause, place, expression)

    def _continued(self, quantity: Quantity, clause: Clause, place: Place, expression: periods.TimeExpression | None) -> Candidate | None:
        """Carry the indicator of the number before on to one that only names another place, year or scenario."""
        if self.topic.stated is None:
            return None
        indicator_id, last, area_id = self.topic.stated
        heads = {_unit_head(quantity), _unit_head(last)}
        if (len(heads) > 1 and not heads <= _VISITORS) or _family(quantity) != _family(last):
            return None
        is_other_place = place.origin in ("clause", "sentence") and place.area_id not in (None, area_id)
        is_other_time = expression is not None and clause.left[0] <= expression.start <= clause.right[1]
        refers = any(word in self.text.norm[clause.left[0] : quantity.start] for word in ("con số", "số này", "chỉ tiêu", "kế hoạch", "mục tiêu"))
        if not (is_other_place or is_other_time or refers) or (not refers and self._says_more(clause, quantity)):
            return None
        return Candidate(indicator_id, 0.5, quantity.start, quantity.end, is_own=False)

    def _says_more(self, clause: Clause, quantity: Quantity) -> bool:
        """Tell whether a clause holds words of its own beside places, times and what is counted."""
        skipped = [(m.start, m.end) for m in self.mentions] + [(e.start, e.end) for e in self.times]
        own = [w for w in self.text.words if clause.left[0] <= w.start < quantity.start or quantity.end <= w.start < clause.right[1]]
        free = [w for w in own if not any(s <= w.start < e for s, e in skipped) and w.form not in (quantity.unit or "").lower()]
        return len(free) > _FREE_WORDS

    def _built(self, quantity: Quantity, clause: Clause, chosen: Candidate, area_id: str, period: Period, told: str, origins: tuple[str, str]) -> Claim:
        indicator = self.document.catalogue.indicators[chosen.indicator_id]
        unit = self.document.catalogue.units[indicator.unit_id]
        factor = unit.vnd if unit.vnd is not None else 1.0
        value, lower, upper = (None if v is None else float(f"{v / factor:.12g}") for v in (quantity.value, quantity.lower, quantity.upper))
        bound = quantity.bound or "exact"
        first = min(chosen.start, quantity.start if quantity.hedge_start is None else quantity.hedge_start)
        start, end = self.spot.quote(first, max(chosen.end, quantity.end))
        sentence_start, sentence_end = self.spot.sentence()
        obs_status = status(told, period, indicator, (value, lower, upper), self.document.index.areas[area_id].level)
        certainty = min(_CERTAINTY[o] for o in (*origins, period.origin)) * (1.0 if chosen.is_own else 0.9)
        return Claim(
            quantity, self.spot.number(quantity), chosen.indicator_id, area_id, period, told, value, lower, upper, bound, indicator.unit_id, obs_status,
            start, end, sentence_start, sentence_end, (), round(certainty, 3),
            f"indicator by {'own words' if chosen.is_own else 'sentence'}; place by {origins[1]}; period by {period.origin}",
        )  # fmt: skip

    def _name_items(self, claim: Claim, clause: Clause) -> None:
        number = len(self.document.claims) - 1
        self.document.named += named_items.read(number, claim, self.passage, self.text, clause, self.document.index, self.document.home, self.document.day)

    def _hand_on(self, times: Sequence[periods.TimeExpression]) -> None:
        """Hand the sentence's last time and place on to the next sentence of the paragraph."""
        told = [e for e in times if _is_handed_on(e) and is_usable(self.text.norm, e, self.span[0])]
        if told:
            self.topic.expression = told[-1]
            years = [e.year for e in told if e.year is not None and not e.is_horizon and e.kind != "multi_year"]
            if years:
                self.topic.year = years[-1]
        subject = next((m for m in self.mentions if self.span[0] <= m.start < self.span[1]), None)
        if subject is not None:
            self.topic.place = place_of(subject, "context")


# "Riêng xã Bát Mọt có 4 thôn": so few words say nothing new.
_FREE_WORDS: Final = 8
_PART: Final = re.compile(r"(?<!\w)(?:trong đó(?!\s+là)|trong số này|trong số đó|trong số ấy|gồm|bao gồm|bóc riêng|trong tổng số này)(?!\w)")
_PARTITION: Final = re.compile(r"(?<!\w)(?:gồm|bao gồm|trong đó|trong số đó|chia ra|chia theo)(?!\w)|[(:]")


# Words for one thing: "2 triệu lượt khách", later "2,1 triệu người".
_VISITORS: Final = frozenset({"lượt", "khách", "người", "du"})


def _is_handed_on(expression: periods.TimeExpression) -> bool:
    """Tell whether the next sentences of a paragraph still speak of this time; a bare "hiện nay" dates only its own figure."""
    if expression.kind in ("frequency", "habitual", "day"):
        return False
    return not (expression.kind == "as_of" and expression.month is None)


def _family(quantity: Quantity) -> str:
    """Give the family of categories that can state the same indicator."""
    return "count" if quantity.category in ("cardinal", "ratio", "range") else quantity.category


def _span(passage: Passage, text: Text, quantity: Quantity) -> tuple[int, int]:
    """Give a number's span in the document's text."""
    start, end = text.source_span(quantity.start, quantity.end)
    return passage.start + start, passage.start + end


def _unit_head(quantity: Quantity) -> str:
    return (quantity.unit or "").lower().split(" ")[0]
