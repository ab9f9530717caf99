"""Units in time: what each was called and where it lay on which days, and the names that follow from it.

Days are texts (`2025-07-01`), empty where there is no limit; spells are half-open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from schemas.catalogue.area_corrections import Step
from schemas.catalogue.area_spellings import KINDS, name_en, spellings, split_kind
from schemas.catalogue.search_key import search_key


@dataclass(frozen=True)
class State:
    """One row of `ref.area_state`: a spell of days in which neither name nor parent changed."""

    valid_from: str
    is_exact: bool
    valid_to: str
    full_name: str
    parent_id: str


@dataclass(frozen=True)
class Unit:
    """One row of `ref.area`: its states in order of time, and other spellings, each with the full name it spells."""

    area_id: str
    states: tuple[State, ...]
    point: str = ""
    km2: str = ""
    spellings: tuple[tuple[str, str], ...] = ()

    @property
    def level(self) -> str:
        """Return country, province, district or commune."""
        return self.area_id.split("-")[0]

    @property
    def last(self) -> State:
        """Return the state in force, or the last one."""
        return self.states[-1]

    @property
    def valid_from(self) -> str:
        """Return the first day."""
        return self.states[0].valid_from

    @property
    def is_exact(self) -> bool:
        """Tell whether the unit is no older than its first day."""
        return self.states[0].is_exact

    @property
    def valid_to(self) -> str:
        """Return the day after the last one."""
        return self.last.valid_to


class Named(NamedTuple):
    """A name of a unit and its days; without a day it holds as long as the unit does."""

    name: str
    kind: str
    valid_from: str
    valid_to: str


def states(
    valid_from: str, is_exact: bool, valid_to: str, full_names: Iterable[Step], parents: Iterable[Step]
) -> tuple[State, ...]:
    """Divide the life of a unit where its name or its parent changes; the first step of both has no day."""
    steps = sorted({step.since: None for step in (*full_names, *parents)})
    called, held = dict(full_names), dict(parents)
    found: list[State] = []
    full_name = parent_id = ""
    for day, until in zip(steps, (*steps[1:], valid_to), strict=True):
        full_name, parent_id = called.get(day, full_name), held.get(day, parent_id)
        found.append(State(day or valid_from, is_exact or bool(day), until, full_name, parent_id))
    return tuple(found)


def names(unit: Unit, aliases: Iterable[str]) -> Iterator[Named]:
    """Yield the names of a unit, each once; a number alone is no name, its ward is `Phường 4`.

    What follows from a full name holds on the days of that name; `aliases`, whose days nobody told, hold always.
    """
    kinds: dict[str, str] = {}
    sources: dict[str, set[str]] = {}
    for name, kind, full_name in _forms(unit):
        kinds.setdefault(name, kind)
        sources.setdefault(name, set()).add(full_name)
    for name in aliases:
        kinds.setdefault(name, "alias")
        sources[name] = {state.full_name for state in unit.states}
    for name, kind in kinds.items():
        borne = [state for state in unit.states if state.full_name in sources[name]]
        valid_from = "" if borne[0] == unit.states[0] else borne[0].valid_from
        yield Named(name, kind, valid_from, "" if borne[-1] == unit.last else borne[-1].valid_to)


def _forms(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """Yield the names of a unit with their kinds of name and the full name that each follows from."""
    said = list(dict.fromkeys(state.full_name for state in reversed(unit.states)))
    is_commune = unit.level == "commune"
    present = split_kind(unit.last.full_name)[1]
    # Of 14,000 communes `ref.area` gives the short name already, and the search key finds its other tone marks.
    keyed = [form for form in spellings(present) if search_key(form) == search_key(present)]
    known = {present, *keyed} if is_commune else set()
    called = {full_name: full_name for full_name in said}
    for form, full_name in unit.spellings:
        called.setdefault(form, full_name)
    parts = [(*split_kind(form), full_name) for form, full_name in called.items()]
    yield from ((full_name, "official", full_name) for full_name in said)
    yield from ((name, "short", of) for _, name, of in parts[: len(said)] if not name.isdigit() and name not in known)
    if not is_commune:
        yield name_en(unit.last.full_name), "english", unit.last.full_name
    for kind, name, of in parts:
        if name.isdigit():
            forms = [name.lstrip("0"), name.zfill(2)] if is_commune else [name]
        else:
            forms = [name, *spellings(name)]
            yield from ((form, "alias", of) for form in forms if form not in known)
        if name.isdigit() or not is_commune:
            yield from ((f"{kind} {form}".strip(), "alias", of) for form in forms)
        abbreviations = KINDS[kind].abbreviations if kind else ()
        yield from ((f"{abbreviation}{form}", "alias", of) for abbreviation in abbreviations for form in forms[:2])
