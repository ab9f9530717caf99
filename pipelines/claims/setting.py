"""What a document is about: its own unit, its reporting year, the day whose units it names. Read before its numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from pipelines.claims.home import homes
from pipelines.claims.model import Passage, Source
from pipelines.claims.place_scope import Place, governors, place_end
from pipelines.claims.sections import is_outlook, open_headings, tells_both
from pipelines.claims.timeframe import Frame, cutoff_of, frame_of
from pipelines.language import periods, places
from pipelines.language.areas import KINDS, AreaIndex
from pipelines.language.namesakes import held_behind
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.repairs import without_crowds
from pipelines.language.text import Text

# The two-tier system took over in this year (resolution 202/2025/QH15): its texts mean old and new units alike.
_YEAR_OF_CHANGE: Final = 2025
_NUMBERED: Final = re.compile(r"^[\s+*•–-]*(?:[\w.]{1,6}[./)]\s+)?")
# What may follow the unit that heads a section: nothing, its province in brackets, a colon or a dash.
_SAID_BEHIND: Final = re.compile(r"\)?\s*(?:\([^()]*\)\s*)?(?:$|[:.–-])")
# What is said of the ground goes with the place of the section ("trên địa bàn").
_ON_SITE: Final = "địa bàn"
# They announce what the text tells in full below them.
_HEADLINES: Final = ("title", "lead", "heading", "caption")
_HOLDER_BEHIND: Final = re.compile(r"\s*[,(]")
_BRACKET: Final = re.compile(r"\s*\([^()]*\)\s*$")
_KINDS: Final = sorted(KINDS, key=len, reverse=True)
_LONGEST_UNIT: Final = 60
# The times that a heading gives to all that stands under it.
_HEADED: Final = ("year", "half", "quarter", "month", "ytd")


@dataclass(frozen=True)
class Setting:
    """A document's texts (boilerplate apart), times, frame and place; spans are those of the normalised passages."""

    source: Source
    index: AreaIndex
    texts: Mapping[int, Text]
    times: Mapping[int, Sequence[TimeExpression]]
    frame: Frame
    day: date
    homes: tuple[str, ...]
    headings: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, source: Source, index: AreaIndex) -> "Setting":
        """Read what a document is about; the register's unit goes before what the text says."""
        texts = {p.passage_no: Text.of(p.text) for p in source.passages if p.role != "boilerplate"}
        times = {no: _times(text) for no, text in texts.items()}
        told = [(p.role, e) for p in source.passages for e in times.get(p.passage_no, ())]
        title = periods.find(Text.of(source.title or "").norm) or [e for role, e in told if role == "title"]
        lead = [e for role, e in told if role == "lead"]
        frame = frame_of(title, lead, [e for _, e in told], source.published_on)
        cutoffs = (cutoff_of(norm, found, frame) for norm, found in _opening(source, texts, times))
        frame = replace(frame, cutoff=next((c for c in cutoffs if c is not None), None))
        day = _within(source, index, _day(source, frame))
        index = index.on(day)
        registered = index.areas.get(source.area_id or "")
        own = homes(source.passages, texts, index, day) if registered is None else (registered.area_id,)
        numbers = (p.passage_no for p in source.passages)
        headings = dict(zip(numbers, open_headings(source.passages), strict=True))
        return cls(source, index, texts, times, frame, day, own, headings)

    @cached_property
    def home(self) -> str | None:
        """Give the document's own unit; None where it is not known which one that is."""
        return self.homes[0] if len(self.homes) == 1 else None

    @property
    def own_place(self) -> Place:
        """Give the document's own unit as a place."""
        return Place(self.homes, False, "document")

    def mentions(self, text: Text, passage: Passage, place: Place) -> list[Mention]:
        """Find the places that can govern a figure of a text, which a passage tells under a place."""
        found = [
            replace(m, candidates=self._as_told(m.candidates, passage, m.start)) if len(m.candidates) > 1 else m
            for m in places.find(text, self.index, place.area_id or self.home, self.day)
            if not (len(place.candidates) > 1 and text.norm.endswith(_ON_SITE, m.start, m.end))
        ]
        return governors(text.norm, found, self.index)

    def _as_told(self, candidates: tuple[str, ...], passage: Passage, position: int) -> tuple[str, ...]:
        """Give of units of one name the one that the text has told by then, a headline the one that it tells at all.

        A text that tells two units of the name tells neither.
        """
        told = [c for c in candidates if c in self._told_first]
        if len(told) != 1:
            return candidates
        is_told = passage.role in _HEADLINES or self._told_first[told[0]] < (passage.passage_no, position)
        return (told[0],) if is_told else candidates

    def time_of_section(self, passage: Passage) -> TimeExpression | None:
        """Give the time that the innermost heading over a passage names, if any does."""
        for heading in self.headings[passage.passage_no]:
            if tells_both(heading):
                continue  # "Tồn tại, nhiệm vụ năm 2025": the year is that of what is to come
            told = [e for e in periods.find(Text.of(heading).norm) if e.kind in _HEADED or e.is_horizon]
            if told:
                return told[0]
        return None

    def is_outlook(self, passage: Passage) -> bool:
        """Tell whether a passage stands in a section of plans."""
        return is_outlook(self.headings[passage.passage_no])

    def place_of_section(self, passage: Passage) -> Place | None:
        """Give the unit that a section is about, where its heading begins with one ("Thường Tín: bán câu chuyện")."""
        headings = self.headings[passage.passage_no]
        if not headings:
            return None
        text = Text.of(_NUMBERED.sub("", headings[0]))
        found = places.find(text, self.index, self.home, self.day)
        if not found or found[0].start > 0:
            return None
        first = found[0]
        if first.kind == "site":
            return Place((), True, "context")
        if _SAID_BEHIND.match(text.norm, place_end(text.norm, found, self.index)) is None:
            return None
        told = [c for c in first.candidates if c in self._told_first] if len(first.candidates) > 1 else []
        return Place(tuple(told) if len(told) == 1 else first.candidates, False, "context")

    def units_of_row(self, label: str, group: str | None, passage: Passage) -> tuple[str, ...]:
        """Give the units that a row of a table can be of, by its label and that of the group it stands under."""
        units = self.units_named(label)
        if len(units) > 1 and group is not None:
            holders = self.units_named(group)
            units = tuple(u for u in units if not set(holders).isdisjoint(self.index.lineage(u)[1:])) or units
        return self._as_told(units, passage, 0) if len(units) > 1 else units

    def units_named(self, label: str) -> tuple[str, ...]:
        """Give the units that a label of a table can mean, the kind told or not ("Huyện Ba Vì", "Ba Vì").

        Those in what stands behind ("Xã Thành Sơn (Bá Thước)"), and then those within the document's own unit, go
        before others of the name, the larger before the smaller.
        """
        text = Text.of(label)
        kind, found = self._bearers(_BRACKET.sub("", text.norm))
        if behind := _HOLDER_BEHIND.search(text.norm):
            kind, named = (kind, found) if found else self._bearers(text.norm[: behind.start()])
            found = held_behind(text, behind.start(), named, self.index, self.day) or found
        if self.home is None:
            return found if kind is not None else ()
        inside = [a for a in found if self.home in self.index.lineage(a)]
        if not inside:
            return found if kind is not None else ()
        depth = min(len(self.index.lineage(a)) for a in inside)
        return tuple(a for a in inside if len(self.index.lineage(a)) == depth)

    def _bearers(self, label: str) -> tuple[str | None, tuple[str, ...]]:
        """Give the kind that a label tells, if any, and all units of the name."""
        words = label.strip(" .:;")
        if not 2 <= len(words) <= _LONGEST_UNIT or any(map(str.isdigit, words.split()[0])):
            return None, ()
        kind = next((k for k in _KINDS if words.startswith(f"{k} ") or words.startswith(f"{k}. ")), None)
        name = words if kind is None else words[len(kind) :].lstrip(" .")
        return kind, self.index.named(name, kind, self.day)

    def in_time(self, area_id: str, day: date) -> str:
        """Give the unit that bore this one's name on a day before it existed, where the text names that one too.

        "Nửa đầu năm 2025 Mai Châu đón ..." in a text about the new xã speaks of the huyện; the place follows the date.
        """
        area = self.index.areas[area_id]
        if area.exists_on(day) or day >= area.valid_from:
            return area_id
        if len(districts := self.index.districts_before.get(area_id, ())) == 1:
            return districts[0]  # a district that became one unit as a whole, as the islands did
        # The name as it was when the unit took over: by then a province may have taken that of its city (Huế).
        eve = area.valid_from - timedelta(days=1)
        older = [a for a in self.index.named(area.name, None, eve) if self.index.areas[a].exists_on(day)]
        provinces = [a for a in older if self.index.areas[a].level == area.level == "province"]
        same = provinces or [a for a in older if a in self._told_first]
        return same[0] if len(same) == 1 else area_id

    @cached_property
    def _told_first(self) -> Mapping[str, tuple[int, int]]:
        """Give where each unit is first named with its kind, and as no other of the name: passage and position."""
        first: dict[str, tuple[int, int]] = {}
        for number, text in sorted(self.texts.items()):
            for mention in places.find(text, self.index, self.home, self.day):
                if mention.kind == "unit" and len(mention.candidates) == 1:
                    first.setdefault(mention.candidates[0], (number, mention.start))
        return first


def _times(text: Text) -> list[TimeExpression]:
    """Find the times of a passage; numbers without end and without a word are none."""
    norm = without_crowds(text.norm)
    return periods.find(norm, (text.forms, text.starts) if norm == text.norm else None)


def _opening(
    source: Source, texts: Mapping[int, Text], times: Mapping[int, Sequence[TimeExpression]]
) -> Iterator[tuple[str, Sequence[TimeExpression]]]:
    """Give the passages that may say which days a document's figures cover: its own, and the letterhead before them."""
    has_begun = is_below_table = False
    for passage in source.passages:
        # What a note below a table says holds for the table, or the row that it marks, alone.
        is_note = is_below_table and _TABLE_NOTE.match(passage.text) is not None
        is_below_table = passage.role == "table_row" or is_note
        if is_below_table:
            continue
        if passage.passage_no in texts:
            has_begun = has_begun or passage.role in ("lead", "body", "list_item")
            yield texts[passage.passage_no].norm, times[passage.passage_no]
        elif not has_begun and len(passage.text) <= _LETTERHEAD_LINE:
            norm = Text.of(passage.text).norm
            yield norm, periods.find(norm)


_LETTERHEAD_LINE: Final = 200
_TABLE_NOTE: Final = re.compile(r"\s*(?:\(?\*+\)?|†|\(?\d\)\s|[-–+•]\s|ghi chú|chú thích|nguồn)", re.IGNORECASE)


def _day(source: Source, frame: Frame) -> date:
    """Give the day whose administrative units a text means."""
    if source.published_on is not None:
        return source.published_on
    if frame.year is not None and frame.year != _YEAR_OF_CHANGE:
        return min(date(frame.year, 12, 31), source.retrieved_on)
    return source.retrieved_on


def _within(source: Source, index: AreaIndex, day: date) -> date:
    """Move a day into the life of the unit that the register names: a text about it means the units of its time."""
    area = index.areas.get(source.area_id or "")
    if area is None or area.exists_on(day):
        return day
    if area.valid_to is not None and day >= area.valid_to:
        return area.valid_to - timedelta(days=1)
    return area.valid_from
