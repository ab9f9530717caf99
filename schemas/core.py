"""Layer core: what sources state, typed, placed and dated; and the one value chosen per place, year and indicator."""

import pandera.polars as pa
import polars as pl

from schemas import columns, vocabulary
from schemas.contract import Table

MEMBERS = {"members": "len(member_ids) > 0 and len(claim_ids) = len(member_ids) and member_count = len(member_ids)"}
SPAN = {"span": '"end" > "start"'}


class Claim(Table):
    """Statements of a figure: one row per number of a document and indicator it speaks of.

    A figure stated twice is two claims. `is_derived` claims are computed from a printed one (`derivation` says how).
    """

    claim_id: str = pa.Field(
        str_length={"min_value": 18}, description="The quantity's id, and the indicator, scenario and year"
    )
    document_id: str = columns.document_id()
    quantity_id: str = pa.Field(description="Number of `staging.quantity` that states the figure")
    indicator_id: str = columns.indicator_id()
    area_id: str = columns.area_id()
    year: pl.Int32 = columns.year()
    period_type: str = columns.period_type()
    period_start: pl.Date = columns.period_start()
    period_end: pl.Date = columns.period_end()
    scenario: str = columns.scenario()
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound()
    unit_id: str = columns.unit_id()
    obs_status: str = columns.obs_status()
    doubt: str = columns.doubt()
    doubt_detail: str = columns.doubt_detail()
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    quote: str = columns.quote()
    sentence_start: pl.Int32 = columns.text_start()
    sentence_end: pl.Int32 = columns.text_end()
    header_start: pl.Int32 = columns.header_start()
    header_end: pl.Int32 = columns.header_end()
    is_derived: bool = columns.is_derived()
    derivation: str = pa.Field(nullable=True, description="How a derived figure was computed")
    is_recognised: bool = columns.is_recognised()
    comparison: pl.List = pa.Field(
        dtype_kwargs={"inner": columns.COMPARISON},
        description="Comparisons the source makes with this figure; never values",
    )
    confidence: float = pa.Field(
        in_range={"min_value": 0, "max_value": 1},
        description="How sure the reading is, from 0 to 1: lower where place or period is inherited, "
        "and where the words were recognised from a scan",
    )
    rule: str = pa.Field(str_length={"min_value": 1}, description="Where indicator, place and period were taken from")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "claim"
        metadata = {
            "schema": "core",
            "key": ["claim_id"],
            "sql_checks": {
                **SPAN,
                **columns.STATEMENT,
                "header": "(header_start is null) = (header_end is null) and coalesce(header_end > header_start, true)",
                "derivation": "is_derived = (derivation is not null)",
                "doubted": "(obs_status = 'V') = (doubt is not null) and (doubt is null) = (doubt_detail is null)",
            },
        }


class UnclaimedQuantity(Table):
    """Numbers that became no claim: one row per number, with the reason."""

    quantity_id: str = pa.Field(description="Number of `staging.quantity`")
    document_id: str = columns.document_id()
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    surface: str = pa.Field(str_length={"min_value": 1}, description="The number as printed")
    reason: str = columns.coded(vocabulary.UNCLAIMED_REASONS, "Why the number is no claim")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "unclaimed_quantity"
        metadata = {"schema": "core", "key": ["quantity_id"]}


class Adoption(Table):
    """Digital practices that a text says an area has: one row per document, practice and area; never with a figure."""

    document_id: str = columns.document_id()
    practice_id: str = columns.practice_id()
    area_id: str = columns.area_id()
    year: pl.Int32 = columns.year()
    stage: str = columns.coded(vocabulary.STAGES, "How far the practice is: in_use, piloted, upgraded, planned")
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    quote: str = columns.quote()
    sentence_start: pl.Int32 = columns.text_start()
    sentence_end: pl.Int32 = columns.text_end()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "adoption"
        metadata = {"schema": "core", "key": ["document_id", "practice_id", "area_id", "year"], "sql_checks": SPAN}


class NamedItem(Table):
    """Members that a text lists behind a count: one row per claim and member."""

    claim_id: str = pa.Field(description="Claim of `core.claim` whose count the list spells out")
    document_id: str = columns.document_id()
    indicator_id: str = columns.indicator_id()
    item_no: pl.Int32 = pa.Field(ge=1, description="Place in the list, counted from 1")
    item: str = pa.Field(str_length={"min_value": 1}, description="The member as printed")
    area_id: str = columns.area_id(nullable=True)
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "named_item"
        metadata = {"schema": "core", "key": ["claim_id", "item_no"], "sql_checks": SPAN}


class Observation(Table):
    """The value of an area, indicator, year and scenario: one row per cell, chosen from its claims by a named rule."""

    area_id: str = columns.area_id()
    indicator_id: str = columns.indicator_id()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound()
    unit_id: str = columns.unit_id()
    obs_status: str = columns.obs_status()
    period_type: str = columns.period_type()
    period_start: pl.Date = columns.period_start()
    period_end: pl.Date = columns.period_end()
    claim_id: str = pa.Field(description="The chosen claim of `core.claim`")
    claim_count: int = pa.Field(ge=1, description="Claims about this cell, the chosen one included")
    source_count: int = pa.Field(
        ge=1, description="Distinct texts among those claims; of a sum one that speaks of two members counts twice"
    )
    agreement: str = columns.coded(
        vocabulary.AGREEMENTS,
        "single (one claim), agree (all state the same interval), compatible (all intervals share a value), "
        "conflict (two are disjoint); of a sum the first of conflict, single, compatible, agree that a member has",
    )
    rule: str = columns.coded(vocabulary.CHOICE_RULES, "What set the chosen claim above its strongest rival")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "observation"
        metadata = {"schema": "core", "key": ["area_id", "indicator_id", "year", "scenario"]}


class Succession(Table):
    """What became of the districts: one row per district that ended with the three-tier system, and its communes.

    A district is an exact union where its communes were made of nothing else: then their figures add up to its own.
    """

    area_id: str = columns.area_id()
    changed_on: pl.Date = pa.Field(description="First day of the successor")
    member_ids: pl.List = columns.member_ids()
    outside_ids: pl.List = columns.outside_ids()
    is_exact_union: bool = columns.is_exact_union()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "succession"
        metadata = {"schema": "core", "key": ["area_id"], "sql_checks": columns.UNION}


class Reconstruction(Table):
    """Values of districts that have ended: one row per district, indicator, year and scenario, the sum of its communes.

    Only of exact unions, and only where every commune reports the same period. Where the district's own first months
    adjoin them, the district is a member too.
    """

    area_id: str = columns.area_id()
    indicator_id: str = columns.indicator_id()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound()
    unit_id: str = columns.unit_id()
    obs_status: str = columns.obs_status()
    period_type: str = columns.period_type()
    period_start: pl.Date = columns.period_start()
    period_end: pl.Date = columns.period_end()
    claim_count: int = pa.Field(ge=1, description="Claims about the members' cells, the chosen ones included")
    source_count: int = pa.Field(ge=1, description=Observation.to_schema().columns["source_count"].description)
    agreement: str = columns.coded(
        vocabulary.AGREEMENTS, Observation.to_schema().columns["agreement"].description or ""
    )
    rule: str = columns.coded(vocabulary.RECONSTRUCTION_RULES, "sum_of_members: values and both ends added up")
    member_ids: pl.List = columns.member_ids()
    claim_ids: pl.List = columns.claim_ids()
    member_count: int = pa.Field(ge=1, description="Areas whose figures make up the row")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "reconstruction"
        metadata = {
            "schema": "core",
            "key": ["area_id", "indicator_id", "year", "scenario"],
            "sql_checks": {**columns.STATEMENT, **MEMBERS},
        }


class Continuation(Table):
    """Whether a district's series goes on: one row per district that ended, indicator, year and scenario.

    Of every year after the end of which any commune that followed it speaks.
    """

    area_id: str = columns.area_id()
    indicator_id: str = columns.indicator_id()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    continuation: str = columns.continuation()
    continuation_detail: str = columns.continuation_detail()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "continuation"
        metadata = {
            "schema": "core",
            "key": ["area_id", "indicator_id", "year", "scenario"],
            "sql_checks": {"explained": "(continuation = 'reconstructed') = (continuation_detail is null)"},
        }


class ExtractionScore(Table):
    """How many labelled statements a version found: one row per version of the extractor, level and indicator.

    The rows of a version are those of its last build; the rows of earlier versions stay.
    """

    extractor_version: str = columns.extractor_version()
    version_no: pl.Int32 = pa.Field(
        ge=1, description="Place of the version in the order in which this warehouse met them, counted from 1"
    )
    label_version: str = pa.Field(
        str_matches=r"^[0-9a-f]{12}$",
        description="Fingerprint of the labels; figures over different labels do not compare",
    )
    score_level: str = columns.score_level()
    indicator_id: str = columns.indicator_id()
    labelled: int = pa.Field(ge=0, description="Statements that are labelled in the documents that landed")
    found: int = pa.Field(ge=0, description="Statements that the extractor read in these documents")
    hits: int = pa.Field(ge=0, description="Statements that are labelled and were found, each pair counted once")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "extraction_score"
        metadata = {
            "schema": "core",
            "key": ["extractor_version", "score_level", "indicator_id"],
            "sql_checks": {"part_of_whole": "hits <= labelled and hits <= found"},
        }
