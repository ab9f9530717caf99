"""Reading claims: every number of a document becomes a claim or stays unclaimed with its reason.

This module walks a document's passages; what one sentence says is read in `sentence`, what the document is about in
`setting`.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from operator import attrgetter
from typing import Final, TypeVar

from pipelines.claims import adoption, comparisons, named_items, ratios, recognition, restated, sanity, tables
from pipelines.claims.clauses import Clause
from pipelines.claims.cues import Cues
from pipelines.claims.grids import is_total
from pipelines.claims.model import Adoption, Claim, Comparison, NamedItem, Passage, Reading, Source, Unclaimed
from pipelines.claims.period_scope import year_of_state
from pipelines.claims.place_scope import Place
from pipelines.claims.sentence import Sentence
from pipelines.claims.setting import Setting
from pipelines.claims.spots import RowSpot, TextSpot
from pipelines.claims.telling import Told
from pipelines.claims.topic import Stated, Topic
from pipelines.language import damage, periods, quantities
from pipelines.language.areas import AreaIndex
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.quantities import Quantity
from pipelines.language.sentences import sentence_spans
from pipelines.language.text import Text
from schemas.catalogue import Catalogue

_NO_AMOUNT: Final = ("date", "ordinal", "document_number", "phone", "anniversary", "part_of_name")


# Labels and headers that name no figure, though cues hold them.
_SAY_NOTHING: Final = frozenset({"tổng số", "tổng cộng"})
# Passages whose figures mostly stand in the text as well.
_MAY_REPEAT: Final = ("title", "heading", "lead", "caption")


_T = TypeVar("_T", Quantity, Mention, TimeExpression)
_START: Final = attrgetter("start")


def _begun_in(found: Sequence[_T], span: tuple[int, int]) -> Sequence[_T]:
    """Give those that begin within a span, of what a passage holds in order."""
    first = bisect_left(found, span[0], key=_START)
    return found[first : bisect_left(found, span[1], first, key=_START)]


def _may_state(number: Quantity) -> bool:
    return number.is_amount or (number.category == "ordinal" and number.value is not None)


class Reader:
    """Reads documents with one catalogue: compile once, read many."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the catalogue's cues, practices and areas."""
        self.catalogue = catalogue
        self.cues = Cues(catalogue)
        self.practices = adoption.Practices(catalogue)
        tables = (catalogue.areas, catalogue.area_names, catalogue.area_changes, catalogue.area_states)
        self.index = AreaIndex.of(*(table.iter_rows(named=True) for table in tables))

    def read(self, source: Source, numbers: Mapping[int, Sequence[Quantity]]) -> Reading:
        """Read a document; `numbers` gives the quantities of each passage by its number."""
        return _Walk(self, source).read(numbers)


class _Walk:
    """One walk through a document, collecting what it states."""

    def __init__(self, reader: Reader, source: Source) -> None:
        self._reader, self._source = reader, source
        self._setting = Setting.of(source, reader.index)
        # What headings tell, once for all that stands under them.
        self._headed: dict[str, frozenset[str]] = {}
        self._sections: dict[tuple[str, ...], tuple[Place | None, TimeExpression | None]] = {}
        self._title_phrases = self._phrases_of(source.title)
        year = self._setting.frame.year
        self._rows = tables.rows(
            source.passages,
            self._says_what,
            lambda word: bool(self._phrases_of(word)),
            lambda label: bool(self._setting.units_named(label)),
            year,
        )
        self._claims: list[Claim] = []
        self._unclaimed: list[Unclaimed] = []
        self._named: list[NamedItem] = []
        self._told: list[Stated] = []
        self._shares: list[sanity.PlacedShare] = []

    def read(self, numbers: Mapping[int, Sequence[Quantity]]) -> Reading:
        adoptions: list[Adoption] = []
        for position, passage in enumerate(self._source.passages):
            found = list(numbers.get(passage.passage_no, ()))
            if passage.role == "boilerplate":
                self._refuse(passage, Text.of(passage.text), found, "boilerplate")
                continue
            if passage.role == "table_row":
                found = self._read_row(position, found)
            text = self._setting.texts[passage.passage_no]
            mentions = cache(partial(self._setting.mentions, text, passage, self._topic(passage).place))
            if any(map(_may_state, found)):
                self._read_passage(passage, found, mentions())
            else:
                self._refuse(passage, text, found)
            adoptions += self._adoptions(passage, mentions)
        areas, catalogue = self._reader.index.areas, self._reader.catalogue
        told, unclaimed = restated.settled(self._claims, self._unclaimed, self._reader.index)
        lost_words = damage.lost_words(text.cased for text in self._setting.texts.values())
        claims = sanity.judged(told, self._shares, catalogue, lambda area_id: areas[area_id].level, lost_words)
        claims = recognition.marked(claims, self._source.passages)
        return Reading(claims, tuple(unclaimed), adoption.merged(adoptions), tuple(self._named))

    def _phrases_of(self, heading: str | None) -> frozenset[str]:
        """Give the cue phrases of a title or heading, under which its passages stand."""
        if not heading:
            return frozenset()
        if heading not in self._headed:
            self._headed[heading] = self._reader.cues.find(Text.of(heading)).phrases_in_all()
        return self._headed[heading]

    def _says_what(self, words: str) -> bool:
        return any(" " in phrase and phrase not in _SAY_NOTHING for phrase in self._phrases_of(words))

    def _topic(self, passage: Passage) -> Topic:
        headings = self._setting.headings[passage.passage_no]
        if headings not in self._sections:
            self._sections[headings] = self._setting.place_of_section(passage), self._setting.time_of_section(passage)
        headed, told = self._sections[headings]
        place = headed or self._setting.own_place
        year = self._setting.frame.year if told is None or told.year is None else told.year
        return Topic(place, year, told, self._setting.frame.year, headed is not None, self._told)

    def _refuse(self, passage: Passage, text: Text, numbers: Sequence[Quantity], reason: str | None = None) -> None:
        """Keep numbers that are no amounts, or not read at all, with the reason."""
        spot = TextSpot(passage, text, (0, len(text.norm)))
        for number in numbers:
            own = number.category if number.category in _NO_AMOUNT else "other"
            self._unclaimed.append(Unclaimed(spot.number(number), reason or own))

    def _keep(self, read: tuple[list[tuple[Claim, Clause]], list[Unclaimed]]) -> list[tuple[int, Claim, Clause]]:
        """Keep what a sentence stated; give its claims with their numbers."""
        claims, unclaimed = read
        first = len(self._claims)
        self._claims += [claim for claim, _ in claims]
        self._unclaimed += unclaimed
        return [(first + i, claim, clause) for i, (claim, clause) in enumerate(claims)]

    def _read_passage(self, passage: Passage, found: Sequence[Quantity], mentions: Sequence[Mention]) -> None:
        reader, setting = self._reader, self._setting
        text, topic = setting.texts[passage.passage_no], self._topic(passage)
        cues = reader.cues.find(text)
        context = self._title_phrases | self._phrases_of(passage.section)
        times = setting.times[passage.passage_no]
        for span in sentence_spans(text):
            inside = _begun_in(found, span)
            amounts = [q for q in inside if _may_state(q)]
            self._refuse(passage, text, [q for q in inside if not _may_state(q)])
            spot = TextSpot(passage, text, span)
            sentence = Sentence(
                reader.catalogue,
                reader.cues,
                setting,
                self._setting.is_outlook(passage),
                text,
                span,
                _begun_in(mentions, span),
                _begun_in(times, span),
                cues,
                context,
                topic,
                spot,
                may_repeat=passage.role in _MAY_REPEAT,
            )
            self._shares += sanity.placed(ratios.shares(text.norm, span, amounts), spot.number)
            for number, claim, clause in self._keep(sentence.read(amounts)):
                self._named += named_items.read(
                    number, claim, passage, text, clause, setting.index, setting.home, setting.day
                )
        self._told += topic.stated

    def _read_row(self, position: int, found: Sequence[Quantity]) -> list[Quantity]:
        """Read the figures of a table's row; give the numbers that are to be read as a text, in a row of words."""
        passage, row = self._source.passages[position], self._rows.get(position, tables.Row())
        stored = self._setting.texts[passage.passage_no]
        whole = TextSpot(passage, stored, (0, len(stored.norm)))
        left = list(found)

        def taken(start: int, end: int) -> list[Quantity]:
            inside = [q for q in left if start <= stored.source_span(q.start, q.end)[0] < end]
            left[:] = [q for q in left if q not in inside]
            return inside

        for cell in row.ordinals:
            self._refuse(passage, stored, taken(cell.start, cell.end), "ordinal")
        kept: list[tuple[int, Claim, Clause]] = []
        for told in row.told:
            inside = taken(told.start, told.end)
            if inside:
                kept += self._read_cell(passage, told, whole.number(inside[0]), row.header_span)
                self._refuse(passage, stored, inside[1:], "other")
        for cell, header in row.comparisons:
            inside = taken(cell.start, cell.end)
            self._refuse(passage, stored, inside, "comparison")
            if inside and kept:
                self._compare(kept, comparisons.of_column(header.lower(), inside[0].value, cell.text))
        if row.is_words:
            return left
        self._refuse(passage, stored, left)
        return []

    def _read_cell(
        self, passage: Passage, told: Told, number: tuple[int, int], header: tuple[int, int] | None
    ) -> list[tuple[int, Claim, Clause]]:
        """Read one figure of a table by the sentence that it is told as; give its claims with their numbers."""
        reader, setting = self._reader, self._setting
        text = Text.of(told.sentence)
        amounts = [q for q in quantities.find(text) if q.is_amount]
        spot = RowSpot(passage, number, header)
        if not amounts:
            self._unclaimed.append(Unclaimed(number, "other"))
            return []
        topic = replace(self._topic(passage))
        mentions = setting.mentions(text, passage, topic.place)
        if told.area is not None:
            is_sum = is_total(told.area)
            units = setting.homes if is_sum else setting.units_of_row(told.area, told.group_area, passage)
            topic, mentions = replace(topic, place=Place(units, False, "clause"), is_headed=True), []
        context = self._title_phrases | self._phrases_of(passage.section) | self._phrases_of(told.group)
        sentence = Sentence(
            reader.catalogue,
            reader.cues,
            setting,
            self._setting.is_outlook(passage) and not told.is_result,
            text,
            (0, len(text.norm)),
            mentions,
            periods.find(text.norm),
            reader.cues.find(text),
            context,
            topic,
            spot,
        )
        return self._keep(sentence.read([amounts[-1]]))

    def _compare(self, kept: Sequence[tuple[int, Claim, Clause]], compared: Comparison) -> None:
        """Keep a comparison of a row on its last result, which is what rows compare."""
        results = [no for no, claim, _ in kept if claim.scenario != "plan" and claim.derivation is None]
        if results:
            claim = self._claims[results[-1]]
            self._claims[results[-1]] = replace(claim, comparisons=(*claim.comparisons, compared))

    def _adoptions(self, passage: Passage, mentions: Callable[[], Sequence[Mention]]) -> list[Adoption]:
        setting, topic = self._setting, self._topic(passage)
        home = None if len(topic.place.candidates) > 1 else topic.place.area_id or setting.home
        text, times = setting.texts[passage.passage_no], setting.times[passage.passage_no]

        def year_of(span: tuple[int, int], position: int, stage: str) -> int | None:
            inside = [e for e in times if span[0] <= e.start < span[1]]
            return year_of_state(text.norm, span[0], position, inside, stage == "planned", setting.frame, topic.year)

        return self._reader.practices.read(passage, text, mentions, home, year_of, setting.is_outlook(passage))
