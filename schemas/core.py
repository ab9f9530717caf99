"""Layer core: what sources state, typed, placed and dated; and the one value chosen per place, year and indicator."""

from typing import Annotated

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


class AmendedClaim(Claim):
    """Claims that a reviewed correction is about, as they stand after it: one row per claim."""

    correction_id: str = columns.correction_id()
    correction: str = columns.correction()
    is_selected: bool = pa.Field(description="True where the correction chose the claim for its cell")

    class Config(Claim.Config):
        """Where the table lives and what identifies a row."""

        name = "amended_claim"


class UnclaimedQuantity(Table):
    """Numbers that became no claim: one row per number, with the reason."""

    quantity_id: str = pa.Field(description="Number of `staging.quantity`")
    document_id: str = columns.document_id()
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    surface: str = pa.Field(str_length={"min_value": 1}, description="The number as printed")
    reason: str = columns.coded(vocabulary.UNCLAIMED_REASONS, "Why the number is no claim")
    candidate_ids: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Areas that the number can be of, in order, where the reason is `no_area` and the text names "
        "several of one name; empty elsewhere",
    )
    candidate_indicator_id: str = pa.Field(
        nullable=True,
        str_matches=columns.CODE,
        description="Indicator that the number states, where the reason is `no_area`; null elsewhere",
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "unclaimed_quantity"
        metadata = {
            "schema": "core",
            "key": ["quantity_id"],
            "sql_checks": {
                "candidates": "(reason = 'no_area' or len(candidate_ids) = 0) "
                "and (candidate_indicator_id is null or reason = 'no_area')",
            },
        }


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


class SourceText(Table):
    """Which documents print one text, and which are older versions of a page: one row per document.

    A document whose text nobody else prints stands for itself.
    """

    document_id: str = columns.document_id()
    text_id: str = pa.Field(
        str_matches=columns.SHA256,
        description="Document that stands for all copies of the text: of the best ranked publisher, then the earliest "
        "published",
    )
    similarity: float = pa.Field(
        in_range={"min_value": 0, "max_value": 1},
        description="Estimated share of word shingles in common with that document (Jaccard), 1 for itself; "
        "a copy of a copy may be less similar than copies are",
    )
    superseded_by: str = pa.Field(
        nullable=True,
        str_matches=columns.SHA256,
        description="Newest version of the same page (same url, neither restated, texts alike); null for the newest "
        "itself",
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "source_text"
        metadata = {
            "schema": "core",
            "key": ["document_id"],
            "sql_checks": {
                "itself": "text_id <> document_id or similarity = 1",
                "another": "superseded_by is null or superseded_by <> document_id",
            },
        }


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
    is_derived: bool = columns.is_derived()
    is_recognised: bool = columns.is_recognised()
    correction_id: str = columns.correction_id()
    claim_count: int = columns.claim_count()
    source_count: int = columns.source_count()
    agreement: str = columns.agreement()
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
    source_count: int = columns.source_count()
    agreement: str = columns.agreement()
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


class Release(Table):
    """Every release of the warehouse: one row per published build, never changed."""

    release_id: str = columns.release_id()
    release_no: pl.Int32 = columns.release_no()
    built_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was built")
    document_count: int = pa.Field(ge=0, description="Documents that were read")
    rejected_count: int = pa.Field(ge=0, description="Files and register lines that could not be read")
    claim_count: int = pa.Field(ge=0, description="Claims in the warehouse")
    observation_count: int = pa.Field(ge=0, description="Yearly values in the warehouse")
    extractor_version: str = columns.extractor_version()
    rules_version: str = pa.Field(
        str_matches=r"^[0-9a-f]{12}$", description="Fingerprint of the SQL that chooses values among claims"
    )
    corrections_version: str = pa.Field(
        str_matches=r"^[0-9a-f]{12}$", description="Fingerprint of the reviewed corrections"
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "release"
        metadata = {"schema": "core", "key": ["release_no"]}


class DocumentChange(Table):
    """Documents that came and went: one row per release and document that it has first, or has no more."""

    release_no: pl.Int32 = columns.release_no()
    document_id: str = columns.document_id()
    change: str = columns.coded(vocabulary.CHANGES[:2], "added or removed")
    file_name: str = columns.file_name()
    url: str = columns.url()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "document_change"
        metadata = {"schema": "core", "key": ["release_no", "document_id"]}


class Revision(Table):
    """Yearly values that a release added, changed or removed: one row per release and cell; unchanged ones have none.

    Over all releases they hold every value that was ever published: the last row of a cell up to a release is what
    that release said of it.
    """

    release_no: pl.Int32 = columns.release_no()
    area_id: str = columns.area_id()
    indicator_id: str = columns.indicator_id()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    change: str = columns.coded(
        vocabulary.CHANGES,
        "added, removed, changed (value, interval, period or status), evidence_changed (the same figure, with other "
        "claims behind it)",
    )
    reason: str = columns.coded(
        vocabulary.CHANGE_REASONS,
        "Why: first_release, correction, new_source, source_revised (a newer version of a file or page), "
        "source_removed, extractor_changed (documents are read otherwise), rules_changed (values are chosen "
        "otherwise), unexplained",
    )
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound(nullable=True)
    unit_id: str = columns.unit_id(nullable=True)
    obs_status: str = columns.obs_status(nullable=True)
    period_type: str = columns.period_type(nullable=True)
    period_start: pl.Date = columns.period_start()
    period_end: pl.Date = columns.period_end(nullable=True)
    claim_id: str = pa.Field(nullable=True, description="The claim chosen then; null where the value was removed")
    quote: str = columns.quote(nullable=True)
    correction_id: str = columns.correction_id()
    claim_count: int = columns.claim_count(nullable=True)
    source_count: int = columns.source_count(nullable=True)
    agreement: str = columns.agreement(nullable=True)
    rule: str = columns.coded(vocabulary.CHOICE_RULES, "What set the chosen claim above its rivals", nullable=True)

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "revision"
        metadata = {
            "schema": "core",
            "key": ["release_no", "area_id", "indicator_id", "year", "scenario"],
            "sql_checks": {"removed": "(change = 'removed') = (claim_id is null)"},
        }
