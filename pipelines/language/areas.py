"""Areas by name: the administrative units of all systems, looked up by what texts call them on a day.

Built from the tables `ref.area` and `ref.area_name`; where a text names them is found in `places`.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from pipelines.language.text import Text

# How texts write the kinds of unit, and the level each stands for.
KINDS: Final = {
    "tỉnh": "province",
    "thành phố": "city",
    "tp": "city",
    "huyện đảo": "district",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "tx": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_FULL_KIND: Final = {"tp": "thành phố", "tx": "thị xã", "huyện đảo": "huyện"}
# Districts ended, and most communes were merged, on 2025-07-01 (resolution 202/2025/QH15).
_LAST_OF_DISTRICTS: Final = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Area:
    """A unit of `ref.area`, as far as reading a text needs it."""

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


# The names that go on with a word; the empty word marks that one ends.
_Names = dict[str, "_Names"]
_END: Final = ""


@dataclass(frozen=True)
class AreaIndex:
    """The units of all systems by id and by name.

    `districts_before` are the districts that became one unit as a whole, `before` all units that went into one, whole
    or in part.
    """

    areas: Mapping[str, Area]
    by_name: Mapping[str, tuple[str, ...]] = field(repr=False)
    districts_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _lineages: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _answers: dict[tuple[str, str | None, int], tuple[str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(
        cls,
        areas: Iterable[Mapping[str, Any]],
        names: Iterable[Mapping[str, Any]],
        changes: Iterable[Mapping[str, Any]] = (),
    ) -> "AreaIndex":
        """Build the index from rows of `ref.area`, `ref.area_name` and `ref.area_change`."""
        units = {row["area_id"]: _area(row) for row in areas}
        by_name: dict[str, set[str]] = defaultdict(set)
        for area in units.values():
            by_name[_key(area.name)].add(area.area_id)
        for row in names:
            if row["kind"] in ("short", "alias", "official"):
                by_name[_key(row["name"])].add(row["area_id"])
        districts: dict[str, tuple[str, ...]] = defaultdict(tuple)
        before: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for row in changes:
            old = units.get(row["predecessor_id"])
            if old is None:
                continue
            before[row["successor_id"]] += (old.area_id,)
            if old.level == "district" and row["coverage"] == "full":
                districts[row["successor_id"]] += (old.area_id,)
        by_key = {name: tuple(sorted(ids)) for name, ids in by_name.items()}
        return cls(units, by_key, dict(districts), dict(before))

    def lineage(self, area_id: str) -> tuple[str, ...]:
        """Give a unit and those that hold it, the smallest first."""
        if (known := self._lineages.get(area_id)) is not None:
            return known
        chain: list[str] = []
        current: str | None = area_id
        while current is not None and current in self.areas:
            chain.append(current)
            current = self.areas[current].parent_id
        return self._lineages.setdefault(area_id, tuple(chain))

    def ancestor(self, area_id: str, level: str) -> str | None:
        """Give the unit of a level that holds this one, or this one itself."""
        return next((a for a in self.lineage(area_id) if self.areas[a].level == level), None)

    def named(self, name: str, kind: str | None, day: date) -> tuple[str, ...]:
        """Give the units that a name, with its kind where known, can mean on a day."""
        return self.known(_key(name), kind, day)

    def name_lengths(self, forms: Sequence[str], first: int) -> list[int]:
        """Give how many words the names have that begin with a word of a text, whatever their kind, in order."""
        lengths: list[int] = []
        names = self._names
        for position in range(first, len(forms)):
            following = names.get(forms[position])
            if following is None:
                break
            names = following
            if _END in names:
                lengths.append(position - first + 1)
        return lengths

    def known(self, key: str, kind: str | None, day: date) -> tuple[str, ...]:
        """Give what `named` gives for a name in small letters with single blanks.

        What a name means is looked up once for all days between two changes of the units.
        """
        if key not in self.by_name and (kind is None or _with_kind(key, kind) not in self.by_name):
            return ()
        question = (key, kind, bisect_right(self._changes, day))
        if (answer := self._answers.get(question)) is None:
            answer = self._answers[question] = self._find(key, kind, day)
        return answer

    def _find(self, key: str, kind: str | None, day: date) -> tuple[str, ...]:
        # A text of today that names a district, or a commune by a kind it no longer has, means the old one ("(cũ)").
        days = [day, _LAST_OF_DISTRICTS] if day > _LAST_OF_DISTRICTS else [day]
        if kind is None:
            return next((tuple(a.area_id for a in areas) for d in days if (areas := self._on(d, key))), ())
        for reading in (self._of_kind, self._of_level):
            for on in days:
                if found := reading(key, kind, on):
                    return found
        return ()

    def _of_kind(self, key: str, kind: str, day: date) -> tuple[str, ...]:
        """Give the units of this kind, those included that only bore the kind before."""
        exact = [area.area_id for area in self._on(day, key) if is_kind(area, kind)]
        former = self._on(day, _with_kind(key, kind))
        return (*exact, *(area.area_id for area in former if area.area_id not in exact))

    def _of_level(self, key: str, kind: str, day: date) -> tuple[str, ...]:
        return tuple(area.area_id for area in self._on(day, key) if _is_level(area, kind))

    @cached_property
    def _changes(self) -> list[date]:
        """Give the days on which a name can begin to mean another unit."""
        days = {day for area in self.areas.values() for day in (area.valid_from, area.valid_to) if day is not None}
        return sorted({*days, _LAST_OF_DISTRICTS + timedelta(days=1)})

    @cached_property
    def _names(self) -> _Names:
        """Give all names as a tree of their words, with and without their kind."""
        tree: _Names = {}
        kinds = tuple(f"{_FULL_KIND.get(kind, kind)} " for kind in KINDS)
        for key in self.by_name:
            for name in (key, *(key.removeprefix(kind) for kind in kinds if key.startswith(kind))):
                names = tree
                for word in name.split(" "):
                    names = names.setdefault(word, {})
                names[_END] = {}
        return tree

    def _on(self, day: date, key: str) -> list[Area]:
        return [self.areas[a] for a in self.by_name.get(key, ()) if self.areas[a].exists_on(day)]


def _area(row: Mapping[str, Any]) -> Area:
    return Area(
        area_id=row["area_id"],
        level=row["level"],
        system=row["system"],
        kind=(row["type_vi"] or "").lower(),
        name=row["name"],
        parent_id=row["parent_id"],
        valid_from=row["valid_from"],
        is_start_exact=row["valid_from_is_exact"],
        valid_to=row["valid_to"],
    )


def _key(name: str) -> str:
    return " ".join(Text.of(name).forms)


def _with_kind(key: str, kind: str) -> str:
    return f"{_FULL_KIND.get(kind, kind)} {key}"


def _is_level(area: Area, kind: str) -> bool:
    """Tell whether a unit stands at the level of a kind: older texts know it by another kind."""
    stands_for = KINDS[kind]
    return area.level in (("province", "district") if stands_for == "city" else (stands_for,))


def is_kind(area: Area, kind: str) -> bool:
    """Tell whether a unit is of a kind as texts write it."""
    stands_for = KINDS[kind]
    if stands_for == "city":
        return area.level in ("province", "district") and area.kind == "thành phố"
    return area.level == stands_for and area.kind == _FULL_KIND.get(kind, kind)
