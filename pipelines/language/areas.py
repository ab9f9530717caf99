"""Areas by name: the administrative units of all systems, looked up by what texts call them on a day.

Built from the tables `ref.area`, `ref.area_state` and `ref.area_name`; where a text names them is found in `places`.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any, Final

from pipelines.language.area_names import KINDS, Bearer, Names, full_kind, key_of, nearest

__all__ = ["KINDS", "Area", "AreaIndex", "is_kind"]

# Districts ended, and most communes were merged, on 2025-07-01 (resolution 202/2025/QH15).
_LAST_OF_DISTRICTS: Final = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Area:
    """A unit of `ref.area`, as far as reading a text needs it; kind, name and parent are those of one of its states."""

    area_id: str
    level: str
    system: str
    kind: str
    name: str
    parent_id: str | None
    valid_from: date
    is_start_exact: bool
    valid_to: date | None

    def exists_on(self, day: date) -> bool:
        """Tell whether the unit exists on a day; an inexact start reaches back as far as any text."""
        return (not self.is_start_exact or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class _Past:
    """What the views of all days share: the units, the states of those that changed, names, and answers given."""

    areas: Mapping[str, Area]
    states: Mapping[str, tuple[tuple[date, Area], ...]]
    names: Names
    views: dict[int, "AreaIndex"] = field(default_factory=dict)
    answers: dict[tuple[str, str | None, int], "_Answer"] = field(default_factory=dict)

    def as_on(self, area_id: str, day: date) -> Area:
        """Give a unit as it was on a day; before its first day or after its last, as it was then."""
        if (states := self.states.get(area_id)) is None:
            return self.areas[area_id]
        return next((area for since, area in reversed(states) if since <= day), states[0][1])

    @cached_property
    def changes(self) -> list[date]:
        """Give the days on which a unit or a name can begin to be another."""
        days = {day for bearers in self.names.by_key.values() for one in bearers for day in (one.since, one.until)}
        days |= {since for since, _ in chain.from_iterable(self.states.values())}
        days |= {day for area in self.areas.values() for day in (area.valid_from, area.valid_to) if day is not None}
        return sorted({*days, _LAST_OF_DISTRICTS + timedelta(days=1)})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a name means on all days between two changes: units, or else those who bear it on other days."""

    area_ids: tuple[str, ...] = ()
    others: tuple[Bearer, ...] = ()


_Reading = Callable[[str, str | None, date], list[Bearer]]


@dataclass(frozen=True)
class AreaIndex:
    """The units of all systems by id and by name, with the names, kinds and parents of one day or, undated, the last.

    `districts_before` are the districts that became one unit as a whole, `before` all units that went into one, whole
    or in part.
    """

    areas: Mapping[str, Area]
    districts_before: Mapping[str, tuple[str, ...]] = field(repr=False)
    before: Mapping[str, tuple[str, ...]] = field(repr=False)
    _past: _Past = field(repr=False)
    _lineages: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        areas: Iterable[Mapping[str, Any]],
        names: Iterable[Mapping[str, Any]],
        changes: Iterable[Mapping[str, Any]] = (),
        states: Iterable[Mapping[str, Any]] = (),
    ) -> "AreaIndex":
        """Build the index from rows of `ref.area`, `ref.area_name`, `ref.area_change` and `ref.area_state`.

        Without its states a unit counts as having been always what it was last.
        """
        units = {row["area_id"]: _area(row) for row in areas}
        spells: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in states:
            spells[row["area_id"]].append(row)
        told = {area_id: _states(units[area_id], rows) for area_id, rows in spells.items() if len(rows) > 1}
        districts: dict[str, tuple[str, ...]] = defaultdict(tuple)
        before: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for row in changes:
            old = units.get(row["predecessor_id"])
            if old is None:
                continue
            before[row["successor_id"]] += (old.area_id,)
            if old.level == "district" and row["coverage"] == "full":
                districts[row["successor_id"]] += (old.area_id,)
        return cls(units, dict(districts), dict(before), _Past(units, told, Names.of(_named(units, told, names))))

    def on(self, day: date) -> "AreaIndex":
        """Give the index with the names, kinds and parents of a day."""
        past = self._past
        span = bisect_right(past.changes, day)
        if (view := past.views.get(span)) is None:
            then = {area_id: past.as_on(area_id, day) for area_id in past.states}
            view = past.views[span] = replace(self, areas={**past.areas, **then})
        return view

    def lineage(self, area_id: str) -> tuple[str, ...]:
        """Give a unit and those that hold it, the smallest first."""
        if (known := self._lineages.get(area_id)) is not None:
            return known
        found: list[str] = []
        current: str | None = area_id
        while current is not None and current in self.areas:
            found.append(current)
            current = self.areas[current].parent_id
        return self._lineages.setdefault(area_id, tuple(found))

    def ancestor(self, area_id: str, level: str) -> str | None:
        """Give the unit of a level that holds this one, or this one itself."""
        return next((a for a in self.lineage(area_id) if self.areas[a].level == level), None)

    def named(self, name: str, kind: str | None, day: date) -> tuple[str, ...]:
        """Give the units that a name, with its kind where known, can mean on a day.

        Days only decide between units: a name that nobody bears on the day means who bore it before or after it.
        """
        return self.known(key_of(name), kind, day)

    def name_lengths(self, forms: Sequence[str], first: int) -> list[int]:
        """Give how many words the names have that begin with a word of a text, whatever their kind, in order."""
        return self._past.names.lengths(forms, first)

    def known(self, key: str, kind: str | None, day: date) -> tuple[str, ...]:
        """Give what `named` gives for a name in small letters with single blanks.

        What a name means is looked up once for all days between two changes of the units.
        """
        past = self._past
        if key not in past.names.by_key and (kind is None or _with_kind(key, kind) not in past.names.by_key):
            return ()
        question = (key, kind, bisect_right(past.changes, day))
        if (answer := past.answers.get(question)) is None:
            answer = past.answers[question] = self._find(key, kind, day)
        return answer.area_ids or nearest(answer.others, day)

    def _find(self, key: str, kind: str | None, day: date) -> _Answer:
        # A text of today that names a district, or a commune by a kind it no longer has, means the old one ("(cũ)").
        days = [day, _LAST_OF_DISTRICTS] if day > _LAST_OF_DISTRICTS else [day]
        readings: tuple[_Reading, ...] = (self._of_any,) if kind is None else (self._of_kind, self._of_level)
        for reading in readings:
            for on in days:
                if found := [b for b in reading(key, kind, on) if self._past.areas[b.area_id].exists_on(on)]:
                    is_settled = on != day or any(bearer.days_from(day) == 0 for bearer in found)
                    return _Answer(nearest(found, on)) if is_settled else _Answer(others=tuple(found))
        # Units that are gone, or yet to come.
        return _Answer(others=next((tuple(found) for read in readings if (found := read(key, kind, day))), ()))

    def _of_any(self, key: str, _kind: str | None, _day: date) -> list[Bearer]:
        return list(self._past.names.bearers(key))

    def _of_kind(self, key: str, kind: str | None, day: date) -> list[Bearer]:
        """Give who is of this kind on the day, and who bears, on any day, the name with this kind before it."""
        names, as_on = self._past.names, self._past.as_on
        of_day = [b for b in names.bearers(key) if kind is not None and is_kind(as_on(b.area_id, day), kind)]
        return [*of_day, *names.bearers(_with_kind(key, kind))]

    def _of_level(self, key: str, kind: str | None, _day: date) -> list[Bearer]:
        return [b for b in self._past.names.bearers(key) if _is_level(self._past.areas[b.area_id], kind)]


def _named(
    units: Mapping[str, Area],
    states: Mapping[str, Sequence[tuple[date, Area]]],
    names: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[str, Bearer]]:
    """Give every name with its bearer: the names of the states, and those that the table lists."""
    life = {
        area.area_id: Bearer(
            area.area_id, area.valid_from if area.is_start_exact else date.min, area.valid_to or date.max
        )
        for area in units.values()
    }
    for area_id, whole in life.items():
        told = states.get(area_id) or [(whole.since, units[area_id])]
        days = [whole.since, *(since for since, _ in told[1:]), whole.until]
        for (_, state), since, until in zip(told, days, days[1:], strict=False):
            yield state.name, Bearer(area_id, since, until)
    for row in names:
        if row["kind"] in ("short", "alias", "official"):
            whole = life[row["area_id"]]
            spell = row.get("valid_from") or whole.since, row.get("valid_to") or whole.until
            yield row["name"], Bearer(whole.area_id, *spell)


def _states(unit: Area, rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[date, Area], ...]:
    """Give a unit as it was in each of its states, with the first day of each, in order of time."""
    in_order = sorted(rows, key=lambda row: row["valid_from"])
    return tuple(
        (row["valid_from"], replace(unit, kind=_kind(row), name=row["name"], parent_id=row["parent_id"]))
        for row in in_order
    )


def _area(row: Mapping[str, Any]) -> Area:
    return Area(
        area_id=row["area_id"],
        level=row["level"],
        system=row["system"],
        kind=_kind(row),
        name=row["name"],
        parent_id=row["parent_id"],
        valid_from=row["valid_from"],
        is_start_exact=row["valid_from_is_exact"],
        valid_to=row["valid_to"],
    )


def _kind(row: Mapping[str, Any]) -> str:
    return (row["type_vi"] or "").lower()


def _with_kind(key: str, kind: str | None) -> str:
    return f"{full_kind(kind or '')} {key}"


def _is_level(area: Area, kind: str | None) -> bool:
    """Tell whether a unit stands at the level of a kind: older texts know it by another kind."""
    stands_for = KINDS[kind or ""]
    return area.level in (("province", "district") if stands_for == "city" else (stands_for,))


def is_kind(area: Area, kind: str) -> bool:
    """Tell whether a unit is of a kind as texts write it."""
    stands_for = KINDS[kind]
    if stands_for == "city":
        return area.level in ("province", "district") and area.kind == "thành phố"
    return area.level == stands_for and area.kind == full_kind(kind)
