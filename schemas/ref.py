"""Layer ref: what the reviewed files of the catalogue say, from areas and indicators to labels and corrections."""

from typing import Any

import pandera.polars as pa
import polars as pl

from schemas import columns, vocabulary
from schemas.contract import Table

_DAYS = {"days": "valid_to is null or valid_from is null or valid_from < valid_to"}


def _type_vi() -> Any:
    return pa.Field(nullable=True, description="Kind of unit in Vietnamese (Huyện, Quận, Thị xã, Xã, Phường, ...)")


def _bare_name() -> Any:
    return pa.Field(str_length={"min_value": 1}, description="Name without its kind")


def _full_name() -> Any:
    return pa.Field(str_length={"min_value": 1}, description="Name with its kind")


def _parent_id() -> Any:
    return pa.Field(
        nullable=True, str_matches=columns.AREA_ID, description="Unit that holds this one; null for the country"
    )


def _valid_from(**options: Any) -> Any:
    description = "First day on which the row holds, or the day our sources begin; null: as long as the area exists"
    return pa.Field(description=description, **options)


def _valid_from_is_exact() -> Any:
    return pa.Field(description="False where valid_from only says `that day or earlier`")


def _valid_to() -> Any:
    return pa.Field(
        nullable=True, description="Day after the last on which the row holds; null: as long as the area exists"
    )


def _search_key(of: str) -> Any:
    return pa.Field(str_length={"min_value": 1}, description=f"{of} in lower case without diacritics, đ as d")


class Area(Table):
    """Administrative units of both systems with the days between which they exist: one row per unit.

    Three-tier system (provinces, districts, communes) until 2025-06-30; two-tier system (provinces, communes) since
    2025-07-01, by resolutions 202/2025/QH15 and 1654 to 1687/NQ-UBTVQH15 and decision 19/2025/QD-TTg.
    """

    area_id: str = columns.area_id()
    area_code: str = pa.Field(
        str_matches=r"^(VN|[0-9]{2}|[0-9]{3}|[0-9]{5})$",
        description="Official code; means nothing without its date, codes were reused",
    )
    level: str = columns.coded(vocabulary.LEVELS, "country, province, district or commune")
    system: str = columns.coded(vocabulary.SYSTEMS, "Administrative system the unit belongs to")
    type_vi: str = _type_vi()
    name: str = _bare_name()
    full_name: str = _full_name()
    name_en: str = pa.Field(nullable=True, description="Name in English")
    parent_id: str = _parent_id()
    valid_from: pl.Date = _valid_from()
    valid_from_is_exact: bool = _valid_from_is_exact()
    valid_to: pl.Date = _valid_to()
    latitude: float = pa.Field(
        nullable=True,
        in_range={"min_value": 4, "max_value": 24},
        description="Latitude of the unit's centre",
        metadata={"unit": "degree"},
    )
    longitude: float = pa.Field(
        nullable=True,
        in_range={"min_value": 101, "max_value": 118},
        description="Longitude of the unit's centre",
        metadata={"unit": "degree"},
    )
    area_km2: float = pa.Field(
        nullable=True, in_range={"min_value": 0, "max_value": 400000}, description="Surface", metadata={"unit": "km2"}
    )
    search_key: str = _search_key("Full name")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area"
        metadata = {"schema": "ref", "key": ["area_id"]}


class AreaState(Table):
    """What an area was called and where it lay: one row per area and spell of days in which neither changed.

    The last row of an area says what `ref.area` says of it.
    """

    area_id: str = columns.area_id()
    valid_from: pl.Date = _valid_from()
    valid_from_is_exact: bool = _valid_from_is_exact()
    valid_to: pl.Date = _valid_to()
    type_vi: str = _type_vi()
    name: str = _bare_name()
    full_name: str = _full_name()
    parent_id: str = _parent_id()
    search_key: str = _search_key("Full name")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area_state"
        metadata = {"schema": "ref", "key": ["area_id", "valid_from"], "sql_checks": _DAYS}


class AreaName(Table):
    """Names by which texts call an area: one row per area and name.

    A name has days where the area bore another one before or after; without days it holds as long as the area exists.
    """

    area_id: str = columns.area_id()
    name: str = pa.Field(str_length={"min_value": 1}, description="The name")
    kind: str = columns.coded(vocabulary.AREA_NAME_KINDS, "official (with its kind), short (without), english, alias")
    search_key: str = _search_key("The name")
    valid_from: pl.Date = _valid_from(nullable=True)
    valid_to: pl.Date = _valid_to()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area_name"
        metadata = {"schema": "ref", "key": ["area_id", "name"], "sql_checks": _DAYS}


class AreaChange(Table):
    """What an area became: one row per predecessor, successor and day."""

    predecessor_id: str = columns.area_id()
    successor_id: str = columns.area_id()
    changed_on: pl.Date = pa.Field(description="First day of the successor")
    coverage: str = columns.coded(
        vocabulary.COVERAGES, "full when the whole predecessor went into the successor, else partial"
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "area_change"
        metadata = {"schema": "ref", "key": ["predecessor_id", "successor_id", "changed_on"]}


class Indicator(Table):
    """Indicators of the catalogue: one row per indicator."""

    indicator_id: str = columns.indicator_id()
    tier: pl.Int32 = pa.Field(
        in_range={"min_value": 1, "max_value": 2}, description="1 for the indicators to look at first"
    )
    domain: str = columns.coded(vocabulary.DOMAINS, "culture, tourism or digital")
    subdomain: str = pa.Field(str_matches=columns.CODE, description="Subject within the domain")
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
    definition_vi: str = columns.definition_vi()
    definition_en: str = columns.definition_en()
    unit_id: str = columns.unit_id()
    part_of: str = pa.Field(
        nullable=True, str_matches=columns.CODE, description="Indicator of which this one counts a part; never above it"
    )
    sum_of: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Parts that make up this indicator without overlap or rest; empty where no such parts are known",
    )
    kind: str = columns.coded(
        vocabulary.INDICATOR_KINDS, "stock (at a date), flow (over a period), rate, index, rank or status"
    )
    is_additive: bool = pa.Field(
        description="True where the figures of places add up to that of the area they make up; false for rates, for "
        "what several of them share or offer alike, and for counts of the places themselves"
    )
    rate_over: str = columns.coded(
        vocabulary.RATE_BASES,
        "For a rate or index: flow (of what happened in a period) or stock (of a state at a date), else null",
        nullable=True,
    )
    yearly_rule: str = columns.coded(vocabulary.YEARLY_RULES, "How a year's value follows from several statements")
    hard_min: float = columns.measure("No area can be below this")
    hard_max: float = columns.measure("No district or commune can be above this")
    hard_max_province: float = columns.measure("No province can be above this")
    hard_max_country: float = columns.measure("The country cannot be above this")
    usual_min: float = columns.measure("Districts are seldom below this: a warning, never a rejection")
    usual_max: float = columns.measure("Districts are seldom above this: a warning, never a rejection")
    decimals: pl.Int32 = pa.Field(in_range={"min_value": 0, "max_value": 6}, description="Decimals to show")
    direction: str = columns.coded(vocabulary.DIRECTIONS, "Whether more is better (up), worse (down) or neither")
    official_reference: str = pa.Field(nullable=True, description="Decree, circular or standard that defines it")
    reading_note: str = pa.Field(nullable=True, description="What is easily mistaken for it")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "indicator"
        metadata = {"schema": "ref", "key": ["indicator_id"]}


class Practice(Table):
    """Digital practices of the catalogue (adoption without a figure): one row per practice."""

    practice_id: str = columns.practice_id()
    subdomain: str = pa.Field(str_matches=columns.CODE, description="Subject within the digital domain")
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
    definition_vi: str = columns.definition_vi()
    definition_en: str = columns.definition_en()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "practice"
        metadata = {"schema": "ref", "key": ["practice_id"]}


class Unit(Table):
    """Units of measure: one row per unit."""

    unit_id: str = columns.unit_id()
    label_vi: str = columns.label_vi()
    label_en: str = columns.label_en()
    dimension: str = columns.coded(vocabulary.DIMENSIONS, "What the unit measures")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "unit"
        metadata = {"schema": "ref", "key": ["unit_id"]}


class Publisher(Table):
    """Publishers and their rank: one row per publisher."""

    publisher_id: str = columns.publisher_id()
    name: str = pa.Field(str_length={"min_value": 1}, description="Name of the publisher")
    rank: pl.Int32 = pa.Field(
        in_range={"min_value": 1, "max_value": 7},
        description=(
            "1 statistics office, 2 signed report, 3 government portal, 4 local party or city press, 5 other press, "
            "6 reprint or translation, 7 unknown"
        ),
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "publisher"
        metadata = {"schema": "ref", "key": ["publisher_id"]}


class LabelledClaim(Table):
    """What people read in the labelled documents: one row per statement of a figure, stated twice being two rows.

    A document is known by its bytes: another file of the same name is not labelled.
    """

    document_id: str = columns.document_id()
    file_name: str = columns.file_name()
    statement_no: pl.Int32 = pa.Field(ge=1, description="Place among the statements of the document, counted from 1")
    surface: str = pa.Field(
        str_length={"min_value": 1}, description="The number as printed, with its scale word, without what it counts"
    )
    indicator_id: str = columns.indicator_id()
    area_id: str = columns.area_id()
    year: pl.Int32 = columns.year()
    period_type: str = columns.period_type()
    period_end: pl.Date = columns.period_end()
    scenario: str = columns.scenario()
    value: float = columns.value()
    bound: str = columns.bound()
    lower: float = columns.lower()
    upper: float = columns.upper()
    unit_id: str = columns.unit_id()
    is_derived: bool = columns.is_derived()
    note: str = pa.Field(nullable=True, description="Why it was labelled so, where that is not plain")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "labelled_claim"
        metadata = {"schema": "ref", "key": ["document_id", "statement_no"], "sql_checks": columns.STATEMENT}


class QualityFloor(Table):
    """Figures of which no release may fall short over the labelled documents: one row per level and measure."""

    score_level: str = columns.score_level()
    measure: str = columns.coded(
        vocabulary.SCORE_MEASURES,
        "precision (share of what was found that is labelled), recall (share of what is labelled that was found) or f1 "
        "(their harmonic mean)",
    )
    floor: float = pa.Field(in_range={"min_value": 0, "max_value": 1}, description="Least figure that is published")
    least_share: float = pa.Field(
        in_range={"min_value": 0, "max_value": 1},
        description="Share of all labelled statements that must have landed for the floor to be judged",
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "quality_floor"
        metadata = {"schema": "ref", "key": ["score_level", "measure"]}


class Correction(Table):
    """What people decided about claims, each with the figure it expects to be stated: one row per correction.

    It speaks of every claim of its document, cell and expected figure; an amended one becomes what `to_` columns say.
    """

    correction_id: str = pa.Field(str_matches=columns.CORRECTION_ID, description="Name of the correction")
    action: str = columns.coded(
        vocabulary.CORRECTION_ACTIONS,
        "reject (wrong, never used), amend (right but for the `to_` columns), choose (wins its cell) or confirm (right "
        "as it is read)",
    )
    document: str = pa.Field(
        str_length={"min_value": 1}, description="Name of the file in the landing folder, or address of the page"
    )
    indicator_id: str = columns.indicator_id()
    area_id: str = columns.area_id()
    year: pl.Int32 = columns.year()
    scenario: str = columns.scenario()
    expect_value: float = columns.figure("Number that the claim states; null for a range")
    expect_lower: float = columns.figure("Lower end of the range that the claim states; null for a number")
    expect_upper: float = columns.figure("Upper end of the range that the claim states; null for a number")
    to_value: float = columns.figure("Number that it becomes; null for a range, and where the figure stays")
    to_lower: float = columns.figure("Lower end of what it becomes; null where there is none, or the figure stays")
    to_upper: float = columns.figure("Upper end of what it becomes; null where there is none, or the figure stays")
    to_bound: str = columns.coded(vocabulary.BOUNDS, "Bound that it becomes; null where it stays", nullable=True)
    to_area_id: str = pa.Field(
        nullable=True, str_matches=columns.AREA_ID, description="Area that it becomes; null where the area stays"
    )
    to_year: pl.Int32 = pa.Field(
        nullable=True,
        in_range={"min_value": 1900, "max_value": 2100},
        description="Reporting year that it becomes; null where the year stays",
    )
    to_period_type: str = columns.coded(
        vocabulary.PERIOD_TYPES, "Kind of period that it becomes; null where it stays", nullable=True
    )
    to_period_start: pl.Date = pa.Field(nullable=True, description="First day that it becomes; null where it stays")
    to_period_end: pl.Date = pa.Field(nullable=True, description="Last day that it becomes; null where it stays")
    reason: str = pa.Field(str_length={"min_value": 1}, description="Why it was decided")
    author: str = pa.Field(str_length={"min_value": 1}, description="Who decided it")
    decided_on: pl.Date = pa.Field(description="Day on which it was decided")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "correction"
        metadata = {
            "schema": "ref",
            "key": ["correction_id"],
            "sql_checks": {
                "expected": "(expect_value is null) = (expect_lower is not null) and "
                "(expect_lower is null) = (expect_upper is null)",
                "figure": "(to_bound is null) = (to_value is null and to_lower is null and to_upper is null)",
                "interval": "coalesce(expect_lower <= expect_upper, true) and coalesce(to_lower <= to_upper, true)",
                "year_of_period": "to_period_end is null or year(to_period_end) is not distinct from to_year",
                "amended": "(action = 'amend') = (to_bound is not null or to_area_id is not null or "
                "to_year is not null or to_period_type is not null or to_period_start is not null)",
            },
        }
