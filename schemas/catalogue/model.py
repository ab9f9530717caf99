"""What the reviewed files say, as plain values: indicators with their cues, practices, units and terms.

Publishers live in `publishers`, because finding one is a rule of its own. Nothing is read or checked here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """One way in which a text states a figure.

    Each field holds phrases of which any one suffices; every field that is not empty must hold. `counted` follows the
    number directly, `alone` does so with no further word of what is counted, `head` stands before and `tail` after it
    in its clause, `with_` stands in the sentence or in its section heading, `unless` must not stand in the clause.
    `...` in a phrase is a gap of up to eight words.
    """

    counted: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with its limits (in its unit) and its cues; fields as in `ref.indicator`."""

    indicator_id: str
    tier: int
    domain: str
    subdomain: str
    label_vi: str
    label_en: str
    definition_vi: str
    definition_en: str
    unit_id: str
    part_of: str | None
    sum_of: tuple[str, ...]
    kind: str
    is_additive: bool
    rate_over: str | None
    yearly_rule: str
    hard_min: float
    hard_max: float
    hard_max_province: float
    hard_max_country: float
    usual_min: float
    usual_max: float
    decimals: int
    direction: str
    official_reference: str | None
    reading_note: str | None
    cues: tuple[Cue, ...]

    def most(self, level: str) -> float:
        """Return the most that an area of a level can have; a commune is bound as a district is."""
        return {"country": self.hard_max_country, "province": self.hard_max_province}.get(level, self.hard_max)


@dataclass(frozen=True, slots=True)
class Practice:
    """A digital practice; one phrase of `cues` names it, unless one of `unless` stands in the same clause."""

    practice_id: str
    subdomain: str
    label_vi: str
    label_en: str
    definition_vi: str
    definition_en: str
    cues: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; `vnd` is how many đồng one unit of money is, None for other units."""

    unit_id: str
    label_vi: str
    label_en: str
    dimension: str
    vnd: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field and the abbreviations and variants (`also`) that a text may hold instead."""

    term: str
    also: tuple[str, ...]
