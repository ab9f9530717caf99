"""Columns that stand in more than one table: the same name has the same type, unit and text everywhere.

Each function returns a fresh pandera field (a field object belongs to one model). Columns of one table only are
declared in that table's model.
"""

from typing import Any

import pandera.polars as pa
import polars as pl

from schemas import vocabulary

SHA256 = r"^[0-9a-f]{64}$"
AREA_ID = r"^(country-VN|province-[0-9]{2}(-2025)?|district-[0-9]{3}|commune-[0-9]{5}(-2025)?)$"
CODE = r"^[a-z][a-z0-9_]*$"
CORRECTION_ID = r"^[a-z0-9][a-z0-9-]*$"
# Above any figure that a Vietnamese source can state in a unit of the catalogue; keeps infinities out of the measures.
LARGEST = 1e18

STATEMENT = {
    "year_of_period": "year(period_end) = year",
    "stated": "value is not null or lower is not null or upper is not null",
    "interval": "lower is null or upper is null or lower <= upper",
}
"""Rules between the columns of a stated figure, by name, as DuckDB expressions."""

UNION = {"union": "is_exact_union = (len(outside_ids) = 0)", "followed": "len(member_ids) > 0"}
"""Rules between the columns of a district and of what followed it."""

COMPARISON = pl.Struct(
    {"kind": pl.String, "amount": pl.Float64, "baseline": pl.String, "baseline_year": pl.Int32, "surface": pl.String}
)
"""One comparison a claim carries: a word of COMPARISON_KINDS, its amount as printed, and what it compares with."""


def coded(words: tuple[str, ...], description: str, **options: Any) -> Any:
    """Declare a column that holds one word of a closed vocabulary."""
    return pa.Field(isin=list(words), description=description, **options)


def is_derived() -> Any:
    """Declare whether a figure is printed or computed."""
    return pa.Field(description="True when the figure is computed from a printed one; of a sum, when a member's is")


def is_recognised() -> Any:
    """Declare whether words were read as text or recognised from an image."""
    return pa.Field(description="True when the words were recognised from a scan, and may be wrong sign by sign")


def document_id(**options: Any) -> Any:
    """Declare the reference to `raw.document`."""
    return pa.Field(str_matches=SHA256, description="SHA-256 of the document's bytes, in lower-case hex", **options)


def file_name(**options: Any) -> Any:
    """Declare a file's name in the landing folder."""
    return pa.Field(description="Name of the file, relative to the landing folder", **options)


def url() -> Any:
    """Declare the address of a document."""
    return pa.Field(nullable=True, description="Address of the page, or of the first page that the text restates")


def extractor_version() -> Any:
    """Declare by which version of the extractor something was read."""
    return pa.Field(
        str_matches=r"^[0-9a-f]{12}$", description="Fingerprint of the code and catalogue that read the document"
    )


def score_level() -> Any:
    """Declare how much of a statement must be right for it to count as found."""
    return coded(
        vocabulary.SCORE_LEVELS,
        "What must be right, each level with all before it: figure (document, indicator and number), placed (area), "
        "dated (year, period and scenario; point and year are one), exact (bound and both ends)",
    )


def text_start(of: str = "the document's text") -> Any:
    """Declare the first code point of a span."""
    return pa.Field(ge=0, description=f"First code point of the span in {of}, counted from 0")


def text_end(of: str = "the document's text") -> Any:
    """Declare the end of a span."""
    return pa.Field(ge=0, description=f"Code point after the last one of the span in {of} (half-open)")


def header_start() -> Any:
    """Declare the first code point of the header above a claim's row."""
    return pa.Field(
        nullable=True,
        ge=0,
        description="First code point of the table's header, where the claim is a cell of a table; null elsewhere",
    )


def header_end() -> Any:
    """Declare the end of the header above a claim's row."""
    return pa.Field(
        nullable=True,
        ge=0,
        description="Code point after the last one of the table's header (half-open); null elsewhere",
    )


def quote(**options: Any) -> Any:
    """Declare the words of a source that state something."""
    words = "The source's own words: exactly text[start:end]"
    return pa.Field(str_length={"min_value": 1}, description=words, **options)


def area_id(**options: Any) -> Any:
    """Declare the reference to `ref.area`."""
    return pa.Field(
        str_matches=AREA_ID,
        description="Area, as level and official code; `-2025` marks units of the two-tier system since 2025-07-01",
        **options,
    )


def member_ids() -> Any:
    """Declare the areas that make up another."""
    return pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Areas whose figures make up the row, or that followed the area, in order of id; empty where none",
    )


def claim_ids() -> Any:
    """Declare the chosen claims behind a value."""
    return pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Chosen claims of `core.claim` behind the value: one, or one of each member in order of member_ids",
    )


def outside_ids() -> Any:
    """Declare the areas that keep a district from being an exact union."""
    return pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Areas outside the district out of which its communes were made too; empty for an exact union",
    )


def is_exact_union() -> Any:
    """Declare whether communes were made of one district alone."""
    return pa.Field(description="True where the communes that followed were made of nothing but the district")


def continuation(**options: Any) -> Any:
    """Declare whether the series of a district that has ended goes on."""
    return coded(
        vocabulary.CONTINUATIONS,
        "Whether the series of a district that has ended goes on: reconstructed (as the sum of its communes), "
        "members_missing (not all of them report, or not of one period), no_sum (the figures do not add up), "
        "not_a_union (the communes were made of other areas too); of several indicators the first that holds for one",
        **options,
    )


def continuation_detail() -> Any:
    """Declare what keeps a series from going on."""
    return pa.Field(
        nullable=True,
        description="What is missing for a sum, by indicator where several are spoken of: the communes that do not "
        "report, their several periods, or the other areas out of which they were made; null where nothing is",
    )


def indicator_id() -> Any:
    """Declare the reference to `ref.indicator`."""
    return pa.Field(str_matches=CODE, description="Indicator of the catalogue")


def practice_id() -> Any:
    """Declare the reference to `ref.practice`."""
    return pa.Field(str_matches=CODE, description="Digital practice of the catalogue")


def unit_id(**options: Any) -> Any:
    """Declare the reference to `ref.unit`."""
    return pa.Field(str_matches=CODE, description="Unit in which value, lower and upper are given", **options)


def publisher_id() -> Any:
    """Declare the reference to `ref.publisher`."""
    return pa.Field(str_matches=r"^[a-z0-9][a-z0-9._-]*$", description="Publisher of the catalogue, or `unknown`")


def year() -> Any:
    """Declare the reporting year."""
    return pa.Field(
        in_range={"min_value": 1900, "max_value": 2100}, description="Reporting year: the year of period_end"
    )


def measure(description: str) -> Any:
    """Declare a finite measure in the row's unit; null when the source does not state it."""
    return pa.Field(
        nullable=True,
        in_range={"min_value": -LARGEST, "max_value": LARGEST},
        description=description,
        metadata={"unit": "unit_id"},
    )


def figure(description: str) -> Any:
    """Declare a finite measure of a table that names the indicator and not its unit."""
    return pa.Field(
        nullable=True,
        in_range={"min_value": -LARGEST, "max_value": LARGEST},
        description=f"{description}; in the indicator's unit",
    )


def value() -> Any:
    """Declare the stated number."""
    return measure("The number as stated; null for a range")


def lower() -> Any:
    """Declare the lower end of the stated interval."""
    return measure("Lower end of what the source states; null when it states none")


def upper() -> Any:
    """Declare the upper end of the stated interval."""
    return measure("Upper end of what the source states; null when it states none")


def bound(**options: Any) -> Any:
    """Declare how the number limits the true figure."""
    return coded(
        vocabulary.BOUNDS,
        "How the number limits the figure: exact, gt (more than), ge (at least), lt_near (nearly), lt (under), "
        "le (at most), about (within half a unit of its last non-zero digit), range",
        **options,
    )


def scenario() -> Any:
    """Declare whether a figure was reached, estimated or planned."""
    return coded(
        vocabulary.SCENARIOS, "actual (reached), estimate (said to be estimated), plan (target, plan or forecast)"
    )


def period_type(**options: Any) -> Any:
    """Declare the kind of period a figure covers."""
    return coded(
        vocabulary.PERIOD_TYPES,
        "year, ytd (a cumulative part of the year), half, quarter, month, point (a stock or rate at a date), "
        "multi_year, habitual (said of every year)",
        **options,
    )


def period_start() -> Any:
    """Declare the first day covered."""
    return pa.Field(nullable=True, description="First day covered; null for a point and for a habitual figure")


def period_end(**options: Any) -> Any:
    """Declare the last day covered."""
    return pa.Field(description="Last day covered, or the as-of date of a point", **options)


def obs_status(**options: Any) -> Any:
    """Declare the SDMX observation status."""
    return coded(
        vocabulary.OBS_STATUSES,
        "SDMX OBS_STATUS: A normal, P provisional (part of a year), E estimated, F forecast, B break in series, "
        "V unvalidated (`doubt` says why)",
        **options,
    )


def doubt() -> Any:
    """Declare why a claim is unvalidated."""
    return coded(
        vocabulary.DOUBTS,
        "Why the claim is unvalidated: beyond_limit (no such area can have as much), part_above_whole, sum_of_parts "
        "(parts that make up the whole add up to something else), ratio_against_rate (a of b is not the percentage "
        "beside it), ratio_above_one (a of b, and a is above b), letters_lost (the document lost letters, and what was "
        "read in it may be another's), rejected (by a reviewed correction); null for a claim that breaks nothing",
        nullable=True,
    )


def doubt_detail() -> Any:
    """Declare which figures a doubt is about."""
    return pa.Field(nullable=True, description="The figures or words that the doubt is about; null where there is none")


def correction_id(**options: Any) -> Any:
    """Declare the reference to `ref.correction`."""
    return pa.Field(
        nullable=True, description="Reviewed correction of `ref.correction` that the figure went through", **options
    )


def correction() -> Any:
    """Declare what a correction did, in words."""
    return pa.Field(nullable=True, description="What the correction did and why, its author and day")


def claim_count(**options: Any) -> Any:
    """Declare how many claims speak of a cell."""
    return pa.Field(ge=1, description="Claims about this cell, the chosen one included", **options)


def source_count(**options: Any) -> Any:
    """Declare how many texts speak of a cell."""
    return pa.Field(
        ge=1,
        description="Distinct texts among those claims, copies of a text being one; of a sum one that speaks of two "
        "members counts twice",
        **options,
    )


def agreement(**options: Any) -> Any:
    """Declare how the claims of a cell stand together."""
    return coded(
        vocabulary.AGREEMENTS,
        "How the claims of the chosen period stand together: single (one text states it, once or repeated), agree "
        "(several state the same interval), compatible (all intervals share a value), conflict (two are disjoint); of "
        "a sum the first of conflict, single, compatible, agree that a member has",
        **options,
    )


def release_id() -> Any:
    """Declare the reference to `core.release`."""
    return pa.Field(str_length={"min_value": 1}, description="Release of the warehouse, as the id of its build")


def release_no() -> Any:
    """Declare the number of a release."""
    return pa.Field(ge=1, description="Number of the release, counted from 1")


def label_vi() -> Any:
    """Declare the Vietnamese label."""
    return pa.Field(str_length={"min_value": 1}, description="Label in Vietnamese")


def label_en() -> Any:
    """Declare the English label."""
    return pa.Field(str_length={"min_value": 1}, description="Label in English")


def definition_vi() -> Any:
    """Declare the Vietnamese definition."""
    return pa.Field(str_length={"min_value": 1}, description="Definition in Vietnamese")


def definition_en() -> Any:
    """Declare the English definition."""
    return pa.Field(str_length={"min_value": 1}, description="Definition in English")
