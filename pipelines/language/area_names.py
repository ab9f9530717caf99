"""Names of areas: who bears which name on which days, and how far a row of words goes on as a name.

What a name means by kind and by day is decided in `areas`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit and the days on which it bears a name: from `since` until the day before `until`."""

    area_id: str
    since: date
    until: date

    def days_from(self, day: date) -> int:
        """Give how many days lie between a day and those of the name; 0 on a day of the name."""
        if day < self.since:
            return (self.since - day).days
        return max(0, (day - self.until).days + 1)


def nearest(bearers: Sequence[Bearer], day: date) -> tuple[str, ...]:
    """Give the units that bear the name on a day or, where none does, bore or will bear it nearest to that day."""
    if len(bearers) <= 1:
        return tuple(bearer.area_id for bearer in bearers)
    least = min(bearer.days_from(day) for bearer in bearers)
    return tuple(sorted({bearer.area_id for bearer in bearers if bearer.days_from(day) == least}))


# The names that go on with a word; the empty word marks that one ends.
_Names = dict[str, "_Names"]
_END: Final = ""


@dataclass(frozen=True)
class Names:
    """The bearers of every name by its key: small letters, the tone marks in the usual place, single blanks."""

    by_key: Mapping[str, tuple[Bearer, ...]]

    @classmethod
    def of(cls, told: Iterable[tuple[str, Bearer]]) -> "Names":
        """Gather names with their bearers; of a name that a unit bears by several spellings, all days count."""
        found: dict[str, dict[str, Bearer]] = defaultdict(dict)
        for name, bearer in told:
            bearers = found[key_of(name)]
            known = bearers.setdefault(bearer.area_id, bearer)
            if known != bearer:
                spell = min(known.since, bearer.since), max(known.until, bearer.until)
                bearers[bearer.area_id] = Bearer(bearer.area_id, *spell)
        return cls({key: tuple(sorted(by_id.values(), key=attrgetter("area_id"))) for key, by_id in found.items()})

    def bearers(self, key: str) -> tuple[Bearer, ...]:
        """Give all who bear a name on any day, by id."""
        return self.by_key.get(key, ())

    def lengths(self, forms: Sequence[str], first: int) -> list[int]:
        """Give how many words the names have that begin with a word of a text, whatever their kind, in order."""
        lengths: list[int] = []
        names = self._tree
        for position in range(first, len(forms)):
            following = names.get(forms[position])
            if following is None:
                break
            names = following
            if _END in names:
                lengths.append(position - first + 1)
        return lengths

    @cached_property
    def _tree(self) -> _Names:
        """Give all names as a tree of their words, with and without their kind."""
        tree: _Names = {}
        kinds = tuple(f"{_FULL_KIND.get(kind, kind)} " for kind in KINDS)
        for key in self.by_key:
            for name in (key, *(key.removeprefix(kind) for kind in kinds if key.startswith(kind))):
                names = tree
                for word in name.split(" "):
                    names = names.setdefault(word, {})
                names[_END] = {}
        return tree


def key_of(name: str) -> str:
    """Give the key of a name as texts write it."""
    return " ".join(Text.of(name).forms)


def full_kind(kind: str) -> str:
    """Give the kind that is written in short or with more words than the unit's own."""
    return _FULL_KIND.get(kind, kind)
