"""Entries of the YAML files as values: what each key of an indicator, cue, practice, unit and term must hold.

Rules that look at one entry stand here; rules across entries and files stand in `load` and `phrases`.
"""

from typing import Final

from schemas import vocabulary
from schemas.catalogue.model import Cue, Indicator, Practice, Term, Unit
from schemas.catalogue.phrases import read_phrases
from schemas.catalogue.sheet import Entry
from schemas.columns import CODE

INDICATOR_KEYS: Final = (
    "indicator_id",
    "tier",
    "subdomain",
    "label_vi",
    "label_en",
    "definition_vi",
    "definition_en",
    "unit_id",
    "part_of",
    "sum_of",
    "kind",
    "is_additive",
    "rate_over",
    "yearly_rule",
    "hard_min",
    "hard_max",
    "hard_max_province",
    "hard_max_country",
    "usual_min",
    "usual_max",
    "decimals",
    "direction",
    "official_reference",
    "reading_note",
    "cues",
)
"""Keys of an indicator in the order in which the files give them."""

_OPTIONAL: Final = (
    "part_of",
    "sum_of",
    "is_additive",
    "rate_over",
    "hard_max_province",
    "hard_max_country",
    "official_reference",
    "reading_note",
)
_ADDS_UP: Final = ("stock", "flow")
# More districts than any province has, and than the country had: what adds up cannot be more than theirs together.
_DISTRICTS: Final = (40, 720)
_ANCHORS: Final = ("counted", "alone", "head", "tail")
_PRACTICE_KEYS: Final = (
    "practice_id",
    "subdomain",
    "label_vi",
    "label_en",
    "definition_vi",
    "definition_en",
    "cues",
)


def read_indicator(entry: Entry, domain: str) -> Indicator:
    """Read an indicator of the domain that its file is named after."""
    entry.only((key for key in INDICATOR_KEYS if key not in _OPTIONAL), _OPTIONAL)
    kind, hard_max = entry.word("kind", vocabulary.INDICATOR_KINDS), entry.number("hard_max")
    of_a_province, of_the_country = _DISTRICTS if kind in _ADDS_UP else (1, 1)
    indicator = Indicator(
        indicator_id=entry.text("indicator_id", CODE),
        tier=entry.whole("tier", 1, 2),
        domain=domain,
        subdomain=entry.text("subdomain", CODE),
        label_vi=entry.text("label_vi"),
        label_en=entry.text("label_en"),
        definition_vi=entry.text("definition_vi"),
        definition_en=entry.text("definition_en"),
        unit_id=entry.text("unit_id", CODE),
        part_of=entry.text("part_of", CODE) if entry.has("part_of") else None,
        sum_of=entry.texts("sum_of"),
        kind=kind,
        is_additive=_is_additive(entry, kind),
        rate_over=_rate_over(entry, kind),
        yearly_rule=entry.word("yearly_rule", vocabulary.YEARLY_RULES),
        hard_min=entry.number("hard_min"),
        hard_max=hard_max,
        hard_max_province=_number_or(entry, "hard_max_province", hard_max * of_a_province),
        hard_max_country=_number_or(entry, "hard_max_country", hard_max * of_the_country),
        usual_min=entry.number("usual_min"),
        usual_max=entry.number("usual_max"),
        decimals=entry.whole("decimals", 0, 6),
        direction=entry.word("direction", vocabulary.DIRECTIONS),
        official_reference=entry.optional_text("official_reference"),
        reading_note=entry.optional_text("reading_note"),
        cues=tuple(_read_cue(cue) for cue in entry.entries("cues")),
    )
    _check_limits(entry, indicator)
    return indicator


def _is_additive(entry: Entry, kind: str) -> bool:
    """Read whether figures of places add up to that of the whole; a stock or flow that says nothing does."""
    if not entry.has("is_additive"):
        return kind in _ADDS_UP
    if kind not in _ADDS_UP:
        entry.fault("is_additive", f"a {kind} never adds up", "remove the key, or make the kind `stock` or `flow`")
    return entry.truth("is_additive")


def _rate_over(entry: Entry, kind: str) -> str | None:
    """Read what a rate is a share of; a rate that does not say so is one of a state."""
    if kind not in ("rate", "index"):
        if entry.has("rate_over"):
            entry.fault("rate_over", "only a rate or index has `rate_over`", "remove the key, or make the kind `rate`")
        return None
    if entry.has("rate_over"):
        return entry.word("rate_over", vocabulary.RATE_BASES)
    return "stock" if kind == "rate" else None


def _number_or(entry: Entry, key: str, default: float) -> float:
    return entry.number(key) if entry.has(key) else default


def _check_limits(entry: Entry, indicator: Indicator) -> None:
    for low, high in (
        ("hard_min", "hard_max"),
        ("usual_min", "usual_max"),
        ("hard_max", "hard_max_province"),
        ("hard_max_province", "hard_max_country"),
    ):
        least, most = getattr(indicator, low), getattr(indicator, high)
        if entry.has(low) and entry.has(high) and least > most:
            entry.fault(low, f"`{low}` {least:g} is above `{high}` {most:g}", "swap or correct them")


def _read_cue(entry: Entry) -> Cue:
    entry.only((), (*_ANCHORS, "with", "unless"))
    if not any(entry.has(key) for key in _ANCHORS):
        entry.fault(
            "counted",
            "a cue has none of `counted`, `alone`, `head` and `tail`",
            "say how the words stand to the number",
        )
    return Cue(
        counted=read_phrases(entry, "counted"),
        alone=read_phrases(entry, "alone"),
        head=read_phrases(entry, "head"),
        tail=read_phrases(entry, "tail"),
        with_=read_phrases(entry, "with"),
        unless=read_phrases(entry, "unless"),
    )


def read_practice(entry: Entry) -> Practice:
    """Read a practice."""
    entry.only(_PRACTICE_KEYS, ("unless",))
    return Practice(
        practice_id=entry.text("practice_id", CODE),
        subdomain=entry.text("subdomain", CODE),
        label_vi=entry.text("label_vi"),
        label_en=entry.text("label_en"),
        definition_vi=entry.text("definition_vi"),
        definition_en=entry.text("definition_en"),
        cues=read_phrases(entry, "cues"),
        unless=read_phrases(entry, "unless"),
    )


def read_unit(entry: Entry) -> Unit:
    """Read a unit; a unit of money, and no other, says in `vnd` how many đồng it is."""
    entry.only(("unit_id", "label_vi", "label_en", "dimension"), ("vnd",))
    dimension = entry.word("dimension", vocabulary.DIMENSIONS)
    if entry.has("dimension") and entry.has("vnd") != (dimension == "money"):
        entry.fault("vnd", "`vnd` goes with the dimension `money` and with no other", "add it or take it out")
    return Unit(
        unit_id=entry.text("unit_id", CODE),
        label_vi=entry.text("label_vi"),
        label_en=entry.text("label_en"),
        dimension=dimension,
        vnd=entry.whole("vnd", 1, 10**12) if entry.has("vnd") else None,
    )


def read_term(entry: Entry) -> Term:
    """Read a term and its other spellings, all in lower case."""
    entry.only(("term", "also"))
    term = Term(term=entry.text("term"), also=entry.texts("also"))
    for key, text in (("term", term.term), *(("also", other) for other in term.also)):
        if text != text.lower() or (entry.has(key) and not text.strip()):
            entry.fault(key, f"`{text}` is empty or has upper-case letters", "write it in lower case")
    return term
