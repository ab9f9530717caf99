"""Layer mart: what analysts read. Models only; each table is filled by the SELECT of `sql/mart/<table>.sql`.

The exception is `data_dictionary`, whose rows the publish step writes. The wide tables take their
columns from the catalogue and stand in `schemas.wide`.
"""

from typing import Annotated, Any, ClassVar

import pandera.polars as pa
import polars as pl

from schemas import columns, mart_columns, vocabulary
from schemas.contract import Table
from schemas.core import Claim, ExtractionScore, Observation, Release, Revision, Succession
from schemas.raw import Document
from schemas.ref import Area, Indicator, Publisher
from schemas.staging import Passage


class AreaMart(Table):
    """Administrative units of either system: one row per unit, with the units above it and what it became."""

    area_id: str = columns.area_id()
    area_code: str = mart_columns.same(Area, "area_code")
    area_name: str = mart_columns.area_name()
    level: str = mart_columns.same(Area, "level")
    system: str = mart_columns.same(Area, "system")
    district_id: str = pa.Field(
        nullable=True, description="District that holds the area, or is it; null where there is none"
    )
    district_name: str = pa.Field(nullable=True, description="Name of that district")
    province_id: str = pa.Field(
        nullable=True, description="Province that holds the area, or is it; null for the country"
    )
    province_name: str = mart_columns.province_name()
    valid_from: pl.Date = mart_columns.same(Area, "valid_from")
    valid_from_is_exact: bool = mart_columns.same(Area, "valid_from_is_exact")
    valid_to: pl.Date = mart_columns.same(Area, "valid_to")
    latitude: float = mart_columns.same(Area, "latitude")
    longitude: float = mart_columns.same(Area, "longitude")
    area_km2: float = mart_columns.same(Area, "area_km2")
    successor_ids: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String}, description="Areas that it became, whole or in part"
    )
    predecessor_ids: pl.List = pa.Field(dtype_kwargs={"inner": pl.String}, description="Areas out of which it was made")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area"
        metadata: ClassVar[dict[str, Any]] = {"schema": "mart", "key": ["area_id"]}


class AreaContinuity(Table):
    """What a district's series goes on as: one row per district that ended with the three-tier system.

    Of an exact union `mart.indicator_yearly` holds the sums of its communes, where all of them report.
    """

    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name()
    province_name: str = mart_columns.province_name()
    changed_on: pl.Date = mart_columns.same(Succession, "changed_on")
    is_exact_union: bool = columns.is_exact_union()
    member_ids: pl.List = columns.member_ids()
    member_names: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String}, description="Names of the communes, in order of member_ids"
    )
    outside_ids: pl.List = columns.outside_ids()
    outside_names: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String}, description="Names of these areas, in order of outside_ids"
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area_continuity"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["area_id"],
            "sql_checks": {
                **columns.UNION,
                "named": "len(member_names) = len(member_ids) and len(outside_names) = len(outside_ids)",
            },
        }


class IndicatorYearly(Table):
    """Yearly values with their evidence: one row per area, indicator, year and scenario."""

    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name()
    level: str = mart_columns.same(Area, "level")
    province_name: str = mart_columns.province_name()
    indicator_id: str = columns.indicator_id()
    domain: str = mart_columns.same(Indicator, "domain")
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
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
    flag: str = pa.Field(
        nullable=True,
        description="What a reader must know of the value, joined by `; `: about, more than, at least, nearly, under, "
        "at most, range a..b, to/at a day (not the whole year), estimate, plan, break in series, "
        "reconstructed from n areas, derived, recognised from a scan, conflict (or: conflict, settled by review); "
        "null when nothing",
    )
    is_preferred: bool = pa.Field(
        description="True for the actual value, or for the estimate where none is actual; never for a plan"
    )
    is_reconstructed: bool = pa.Field(
        description="True for a district that has ended, as the sum of its members; the row has no sentence of its own"
    )
    member_ids: pl.List = columns.member_ids()
    claim_ids: pl.List = columns.claim_ids()
    agreement: str = columns.agreement()
    claim_count: int = mart_columns.same(Observation, "claim_count")
    source_count: int = mart_columns.same(Observation, "source_count")
    rule: str = columns.coded(
        (*vocabulary.CHOICE_RULES, *vocabulary.RECONSTRUCTION_RULES),
        "What set the chosen claim above its strongest rival; sum_of_members where the row is reconstructed",
    )
    correction_id: str = columns.correction_id()
    is_derived: bool = mart_columns.same(Claim, "is_derived")
    confidence: float = mart_columns.same(Claim, "confidence")
    claim_id: str = mart_columns.claim_id(nullable=True)
    quote: str = columns.quote(nullable=True)
    sentence: str = mart_columns.sentence(nullable=True)
    header: str = mart_columns.header()
    document_id: str = columns.document_id(nullable=True)
    document_title: str = mart_columns.document_title()
    document_kind: str = mart_columns.document_kind(nullable=True)
    publisher: str = mart_columns.publisher(nullable=True)
    source_rank: pl.Int32 = mart_columns.same(Publisher, "rank", nullable=True)
    url: str = mart_columns.same(Document, "url")
    is_restated: bool = mart_columns.same(Document, "is_restated")
    restated_from: pl.List = mart_columns.restated_from()
    published_on: pl.Date = mart_columns.same(Document, "published_on")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "indicator_yearly"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["area_id", "indicator_id", "year", "scenario"],
            "sql_checks": {
                "sourced": "is_reconstructed or (quote is not null and sentence is not null and document_id is not null"
                " and document_kind is not null and publisher is not null and source_rank is not null)",
                "one_claim": "is_reconstructed = (claim_id is null)",
                "members": "is_reconstructed = (len(member_ids) > 0) and len(claim_ids) = greatest(len(member_ids), 1)",
                "summed": "is_reconstructed = (rule = 'sum_of_members')",
            },
        }


class Evidence(Table):
    """Every claim of the warehouse, chosen or not, with its sentence and source: one row per claim."""

    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name()
    level: str = mart_columns.same(Area, "level")
    province_name: str = mart_columns.province_name()
    indicator_id: str = columns.indicator_id()
    domain: str = mart_columns.same(Indicator, "domain")
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound()
    unit_id: str = columns.unit_id()
    obs_status: str = columns.obs_status()
    doubt: str = columns.doubt()
    doubt_detail: str = columns.doubt_detail()
    period_type: str = columns.period_type()
    period_start: pl.Date = columns.period_start()
    period_end: pl.Date = columns.period_end()
    claim_id: str = mart_columns.claim_id()
    quantity_id: str = mart_columns.same(Claim, "quantity_id")
    is_chosen: bool = pa.Field(description="True when the claim is the value of its cell")
    why: str = columns.coded(
        vocabulary.CLAIM_STANDINGS,
        "How the claim stands to the value of its cell: chosen, repeats (the same figure), agrees (intervals meet), "
        "contradicts (they do not), other_period (covers another part of the year), derived (a printed claim exists), "
        "not_yearly (habitual or several years), superseded (a newer version of the page stands for it), "
        "area_not_valid (no such area existed in the year), unvalidated (status V)",
    )
    is_derived: bool = mart_columns.same(Claim, "is_derived")
    derivation: str = mart_columns.same(Claim, "derivation")
    is_recognised: bool = mart_columns.same(Claim, "is_recognised")
    comparison: pl.List = pa.Field(
        dtype_kwargs={"inner": columns.COMPARISON}, description=Claim.to_schema().columns["comparison"].description
    )
    confidence: float = mart_columns.same(Claim, "confidence")
    reading_rule: str = mart_columns.same(Claim, "rule")
    correction_id: str = columns.correction_id()
    correction: str = columns.correction()
    quote: str = columns.quote()
    sentence: str = mart_columns.sentence()
    header: str = mart_columns.header()
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    role: str = mart_columns.same(Passage, "role", nullable=True)
    section: str = mart_columns.same(Passage, "section")
    document_id: str = columns.document_id()
    file_name: str = columns.file_name()
    document_title: str = mart_columns.document_title()
    document_kind: str = mart_columns.document_kind()
    publisher: str = mart_columns.publisher()
    source_rank: pl.Int32 = mart_columns.same(Publisher, "rank")
    url: str = mart_columns.same(Document, "url")
    is_restated: bool = mart_columns.same(Document, "is_restated")
    restated_from: pl.List = mart_columns.restated_from()
    published_on: pl.Date = mart_columns.same(Document, "published_on")
    extractor_version: str = mart_columns.same(Document, "extractor_version")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "evidence"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["claim_id"],
            "sql_checks": {"choice": "is_chosen = (why = 'chosen')"},
        }


class Conflict(Table):
    """Disagreements side by side: one row per chosen claim and rival claim that state disjoint figures."""

    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name()
    level: str = mart_columns.same(Area, "level")
    province_name: str = mart_columns.province_name()
    indicator_id: str = columns.indicator_id()
    domain: str = mart_columns.same(Indicator, "domain")
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    unit_id: str = columns.unit_id()
    period_type: str = columns.period_type()
    period_end: pl.Date = columns.period_end()
    rule: str = mart_columns.same(Observation, "rule")
    chosen_claim_id: str = mart_columns.claim_id()
    chosen_value: float = columns.value()
    chosen_lower: float = columns.lower()
    chosen_upper: float = columns.upper()
    chosen_bound: str = columns.bound()
    chosen_sentence: str = mart_columns.sentence()
    chosen_title: str = mart_columns.document_title()
    chosen_publisher: str = mart_columns.publisher()
    chosen_source_rank: pl.Int32 = mart_columns.same(Publisher, "rank")
    chosen_published_on: pl.Date = mart_columns.same(Document, "published_on")
    chosen_url: str = mart_columns.same(Document, "url")
    rival_claim_id: str = mart_columns.claim_id()
    rival_value: float = columns.value()
    rival_lower: float = columns.lower()
    rival_upper: float = columns.upper()
    rival_bound: str = columns.bound()
    rival_sentence: str = mart_columns.sentence()
    rival_title: str = mart_columns.document_title()
    rival_publisher: str = mart_columns.publisher()
    rival_source_rank: pl.Int32 = mart_columns.same(Publisher, "rank")
    rival_published_on: pl.Date = mart_columns.same(Document, "published_on")
    rival_url: str = mart_columns.same(Document, "url")
    difference: float = columns.measure("Rival value minus chosen value; null where one of them is a range")
    ratio: float = pa.Field(
        nullable=True, description="Rival value / chosen value; null where one is a range or the chosen one is 0"
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "conflict"
        metadata: ClassVar[dict[str, Any]] = {"schema": "mart", "key": ["chosen_claim_id", "rival_claim_id"]}


class Coverage(Table):
    """How much of the catalogue is known: one row per area, domain and year of which any claim speaks.

    A district that has ended speaks through the communes that followed it: `continuation` says how far.
    """

    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name()
    level: str = mart_columns.same(Area, "level")
    province_name: str = mart_columns.province_name()
    domain: str = mart_columns.same(Indicator, "domain")
    year: pl.Int32 = columns.year()
    reported_indicators: int = mart_columns.count("Indicators of the domain with an actual or estimated value")
    planned_indicators: int = mart_columns.count("Indicators of the domain with a plan")
    indicators: int = mart_columns.count("Indicators of the domain in the catalogue")
    reported_share: float = mart_columns.share("Reported indicators / indicators of the domain x 100")
    claims: int = mart_columns.claims()
    documents: int = mart_columns.documents()
    first_published_on: pl.Date = pa.Field(nullable=True, description="Earliest day of publication among the documents")
    last_published_on: pl.Date = pa.Field(nullable=True, description="Latest day of publication among the documents")
    continuation: str = columns.continuation(nullable=True)
    continuation_detail: str = columns.continuation_detail()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "coverage"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["area_id", "domain", "year"],
            "sql_checks": {"part_of_whole": "reported_indicators <= indicators and planned_indicators <= indicators"},
        }


class ReviewQueue(Table):
    """What a person should look at, the most harmful first: one row per finding."""

    place: int = pa.Field(ge=1, description="Place in the queue, counted from 1")
    reason: str = columns.coded(
        vocabulary.REVIEW_REASONS,
        "conflict (sources state disjoint figures), part_above_year (a part of the year exceeds the year's value), "
        "above_whole (a value exceeds the indicator that it is a part of), above_province (or that of its province), "
        "implausible_jump (far from the year before), list_mismatch (the members named are not as many as counted), "
        "coverage_shrank (a value that the release before had is gone), low_confidence (a chosen value read with "
        "doubt), recognised (a chosen value from a scan), a word of `doubt` (kept out of the values for it), "
        "area_not_valid (kept out: no such area existed in the year), "
        "ambiguous_place (a figure of an indicator whose place can be several), rejected_document (could not be read)",
    )
    detail: str = pa.Field(str_length={"min_value": 1}, description="What was found and where to look")
    area_id: str = columns.area_id(nullable=True)
    area_name: str = mart_columns.area_name(nullable=True)
    indicator_id: str = mart_columns.same(Indicator, "indicator_id", nullable=True)
    year: pl.Int32 = mart_columns.same(Claim, "year", nullable=True)
    scenario: str = mart_columns.same(Claim, "scenario", nullable=True)
    claim_id: str = mart_columns.claim_id(nullable=True)
    file_name: str = columns.file_name(nullable=True)
    sentence: str = mart_columns.sentence(nullable=True)

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "review_queue"
        metadata: ClassVar[dict[str, Any]] = {"schema": "mart", "key": ["place"]}


class ExtractionQuality(Table):
    """How well documents are read: one row per version of the extractor, level and indicator, and one for `all`.

    Over the labelled documents that landed; where none did, a version has no rows.
    """

    extractor_version: str = mart_columns.same(ExtractionScore, "extractor_version")
    version_no: pl.Int32 = mart_columns.same(ExtractionScore, "version_no")
    label_version: str = mart_columns.same(ExtractionScore, "label_version")
    score_level: str = mart_columns.same(ExtractionScore, "score_level")
    indicator: str = pa.Field(description="Indicator of `ref.indicator`, or `all` for all of them together")
    label_en: str = mart_columns.same(Indicator, "label_en", nullable=True)
    labelled: int = mart_columns.same(ExtractionScore, "labelled")
    found: int = mart_columns.same(ExtractionScore, "found")
    hits: int = mart_columns.same(ExtractionScore, "hits")
    precision: float = mart_columns.fraction("Hits / found, from 0 to 1; null where nothing was found")
    recall: float = mart_columns.fraction("Hits / labelled, from 0 to 1; null where nothing is labelled")
    f1: float = mart_columns.fraction("Harmonic mean of precision and recall, from 0 to 1")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "extraction_quality"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["extractor_version", "score_level", "indicator"],
            "sql_checks": {"part_of_whole": "hits <= labelled and hits <= found"},
        }


class ExtractionVolume(Table):
    """What became of the numbers of the documents: one row per version of the extractor and kind of document."""

    extractor_version: str = mart_columns.same(Document, "extractor_version")
    document_kind: str = mart_columns.document_kind()
    documents: int = mart_columns.documents()
    documents_without_claim: int = mart_columns.count("Documents of which no number became a claim")
    numbers: int = mart_columns.count("Numbers found in the documents, boilerplate included")
    claimed_numbers: int = mart_columns.count("Numbers that became one or more claims")
    claimed_share: float = mart_columns.share("Claimed numbers / numbers x 100")
    unclaimed_by_reason: pl.List = pa.Field(
        dtype_kwargs={"inner": mart_columns.COUNT_ENTRY},
        description="Numbers that became no claim, by reason",
        metadata={"duckdb_type": "MAP(VARCHAR, BIGINT)"},
    )
    claims: int = mart_columns.claims()
    chosen_claims: int = mart_columns.count("Claims that are the value of their cell")
    derived_claims: int = mart_columns.count("Claims computed from a printed figure")
    unvalidated_claims: int = mart_columns.count("Claims kept out of the values (status V)")
    mean_confidence: float = mart_columns.fraction("Mean confidence of the claims, from 0 to 1")
    practices: int = mart_columns.count("Statements that an area has a digital practice")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "extraction_volume"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["extractor_version", "document_kind"],
            "sql_checks": {"part_of_whole": "claimed_numbers <= numbers and documents_without_claim <= documents"},
        }


class DataDictionary(Table):
    """What every column of the warehouse means: one row per table and column, written from the models."""

    table_name: str = pa.Field(str_length={"min_value": 3}, description="Table, with its layer: core.claim")
    column_name: str = pa.Field(str_length={"min_value": 1}, description="Column")
    data_type: str = pa.Field(str_length={"min_value": 1}, description="Type in DuckDB")
    is_nullable: bool = pa.Field(description="True when the column may be empty")
    is_key: bool = pa.Field(description="True when the column is part of what identifies a row")
    unit: str = pa.Field(nullable=True, description="Unit of the column, or the column that holds each row's unit")
    description: str = pa.Field(str_length={"min_value": 1}, description="What the column means")
    checks: str = pa.Field(nullable=True, description="Rules that every value keeps, as SQL")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "data_dictionary"
        metadata: ClassVar[dict[str, Any]] = {"schema": "mart", "key": ["table_name", "column_name"]}


class ReleaseMart(Table):
    """Every release of the warehouse: one row per published build; this file is the one that `is_current`."""

    release_no: pl.Int32 = columns.release_no()
    release_id: str = columns.release_id()
    built_at: Annotated[pl.Datetime, "us", "UTC"] = mart_columns.same(Release, "built_at")
    is_current: bool = mart_columns.is_current()
    document_count: int = mart_columns.same(Release, "document_count")
    rejected_count: int = mart_columns.same(Release, "rejected_count")
    claim_count: int = mart_columns.same(Release, "claim_count")
    observation_count: int = mart_columns.same(Release, "observation_count")
    extractor_version: str = mart_columns.same(Release, "extractor_version")
    rules_version: str = mart_columns.same(Release, "rules_version")
    corrections_version: str = mart_columns.same(Release, "corrections_version")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "release"
        metadata: ClassVar[dict[str, Any]] = {"schema": "mart", "key": ["release_no"]}


class RevisionMart(Table):
    """What releases changed, with what stood there before: one row per release and yearly value it changed."""

    release_no: pl.Int32 = columns.release_no()
    built_at: Annotated[pl.Datetime, "us", "UTC"] = mart_columns.same(Release, "built_at")
    is_current: bool = mart_columns.is_current()
    change: str = mart_columns.same(Revision, "change")
    reason: str = mart_columns.same(Revision, "reason")
    area_id: str = columns.area_id()
    area_name: str = mart_columns.area_name(nullable=True)
    level: str = mart_columns.same(Area, "level", nullable=True)
    province_name: str = mart_columns.province_name()
    indicator_id: str = columns.indicator_id()
    label_vi: str = mart_columns.same(Indicator, "label_vi", nullable=True)
    label_en: str = mart_columns.same(Indicator, "label_en", nullable=True)
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    value: float = columns.value()
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = mart_columns.same(Revision, "bound")
    unit_id: str = columns.unit_id(nullable=True)
    period_end: pl.Date = columns.period_end(nullable=True)
    quote: str = columns.quote(nullable=True)
    file_name: str = columns.file_name(nullable=True)
    before_value: float = columns.measure("The value of the release before")
    before_lower: float = columns.measure("Lower end in the release before")
    before_upper: float = columns.measure("Upper end in the release before")
    before_bound: str = mart_columns.same(Revision, "bound")
    before_period_end: pl.Date = pa.Field(nullable=True, description="Last day covered in the release before")
    before_quote: str = pa.Field(nullable=True, description="The words behind the value of the release before")
    before_file_name: str = pa.Field(nullable=True, description="File in which those words stood")
    agreement: str = columns.agreement(nullable=True)
    rule: str = mart_columns.same(Revision, "rule")
    correction_id: str = columns.correction_id()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "revision"
        metadata: ClassVar[dict[str, Any]] = {
            "schema": "mart",
            "key": ["release_no", "area_id", "indicator_id", "year", "scenario"],
        }
