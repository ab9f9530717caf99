"""What goes into reading claims and what comes out, as plain values. No reading happens here."""

from dataclasses import dataclass
from datetime import date

from pipelines.language.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document: its number, role, section heading, offset in the document's text, and its words.

    `is_recognised` where the words come from a scan.
    """

    passage_no: int
    role: str
    section: str | None
    start: int
    text: str
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the reading of claims needs it. `retrieved_on` stands in where no date of publication is known."""

    document_id: str
    kind: str
    title: str | None
    published_on: date | None
    retrieved_on: date
    area_id: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the contract: its type, first day (None for a point) and last day."""

    type: str
    start: date | None
    end: date
    origin: str = "sentence"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a source compares a figure with: never a value."""

    kind: str
    amount: float | None
    baseline: str
    baseline_year: int | None
    surface: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of a figure. Spans are half-open in the document's text; `value` is in the indicator's unit.

    `quantity` is in the coordinates of its passage's normalised text, `number` its span in the document's text, and
    `header` that of the header above it, for a claim of a table.
    """

    quantity: Quantity
    number: tuple[int, int]
    indicator_id: str
    area_id: str
    period: Period
    scenario: str
    value: float | None
    lower: float | None
    upper: float | None
    bound: str
    unit_id: str
    obs_status: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    comparisons: tuple[Comparison, ...]
    confidence: float
    rule: str
    derivation: str | None = None
    doubt: str | None = None
    doubt_detail: str | None = None
    header: tuple[int, int] | None = None
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a number is no claim; where only its place is open, the units it can be of, in order, and what it states."""

    reason: str
    candidate_ids: tuple[str, ...] = ()
    candidate_indicator_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A number that became no claim, with its span in the document's text and the reason.

    `quantity` is set where it may repeat a figure told elsewhere; `quote` and `sentence` are then its own words.
    The candidates are those of its refusal.
    """

    number: tuple[int, int]
    reason: str
    quantity: Quantity | None = None
    quote: tuple[int, int] = (0, 0)
    sentence: tuple[int, int] = (0, 0)
    candidate_ids: tuple[str, ...] = ()
    candidate_indicator_id: str | None = None


@dataclass(frozen=True, slots=True)
class Adoption:
    """A digital practice that a text says an area has."""

    practice_id: str
    area_id: str
    year: int
    stage: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class NamedItem:
    """A member listed behind a count, in the order of the list."""

    claim_no: int
    item_no: int
    item: str
    area_id: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one document states."""

    claims: tuple[Claim, ...]
    unclaimed: tuple[Unclaimed, ...]
    adoptions: tuple[Adoption, ...]
    named_items: tuple[NamedItem, ...]
