"""Closed vocabularies of the warehouse: the words that a coded column may hold.

One tuple per coded column, in the order a reader should meet them. Words of SDMX are used where SDMX has them
(`OBS_STATUS` of the SDMX cross-domain code list CL_OBS_STATUS 2.2).
"""

from typing import Final

LEVELS: Final = ("country", "province", "district", "commune")
SYSTEMS: Final = ("country", "three_tier", "two_tier")
AREA_NAME_KINDS: Final = ("official", "short", "english", "alias")
COVERAGES: Final = ("full", "partial")

DOMAINS: Final = ("culture", "tourism", "digital")
INDICATOR_KINDS: Final = ("stock", "flow", "rate", "index", "rank", "status")
RATE_BASES: Final = ("flow", "stock")
YEARLY_RULES: Final = ("last", "sum", "max", "avg")
DIRECTIONS: Final = ("up", "down", "neutral")
DIMENSIONS: Final = ("count", "share", "money", "time", "score", "rank", "status")

DOCUMENT_KINDS: Final = ("article", "report")
REJECTION_REASONS: Final = (
    "empty",
    "too_large",
    "unreadable",
    "unsupported_format",
    "unknown_encoding",
    "not_vietnamese",
    "damaged",
    "encrypted",
    "too_slow",
    "too_much_memory",
    "crashed",
    "unsafe_name",
    "needs_program",
    "duplicate",
    "missing_file",
    "bad_register_line",
)
ROLES: Final = (
    "title",
    "lead",
    "body",
    "heading",
    "list_item",
    "table_row",
    "caption",
    "quote",
    "boilerplate",
)
QUANTITY_CATEGORIES: Final = (
    "cardinal",
    "percent",
    "money",
    "ratio",
    "fraction",
    "range",
    "date",
    "ordinal",
    "document_number",
    "phone",
    "anniversary",
    "part_of_name",
    "measure",
    "broken",
)

BOUNDS: Final = ("exact", "gt", "ge", "lt_near", "lt", "le", "about", "range")
PERIOD_TYPES: Final = ("year", "ytd", "half", "quarter", "month", "point", "multi_year", "habitual")
SCENARIOS: Final = ("actual", "estimate", "plan")
OBS_STATUSES: Final = ("A", "P", "E", "F", "B", "V")
DOUBTS: Final = (
    "beyond_limit",
    "part_above_whole",
    "sum_of_parts",
    "ratio_against_rate",
    "ratio_above_one",
    "letters_lost",
    "rejected",
)
UNCLAIMED_REASONS: Final = (
    "boilerplate",
    "date",
    "ordinal",
    "document_number",
    "phone",
    "anniversary",
    "comparison",
    "event_period",
    "site_level",
    "no_indicator",
    "part_of_name",
    "price",
    "no_area",
    "no_period",
    "other",
)
COMPARISON_KINDS: Final = (
    "change_percent",
    "change_points",
    "change_absolute",
    "index_percent",
    "times",
    "share_of_plan",
    "gap_to_plan",
)
COMPARISON_BASELINES: Final = ("previous_year", "same_period", "plan", "named_year", "unstated")
STAGES: Final = ("in_use", "piloted", "upgraded", "planned")
AGREEMENTS: Final = ("single", "agree", "compatible", "conflict")
CHOICE_RULES: Final = (
    "only_claim",
    "reviewed",
    "read_over_recognised",
    "most_exact",
    "full_period",
    "actual_over_estimate",
    "source_rank",
    "report_over_article",
    "later_as_of",
    "later_published",
    "surer_reading",
    "first_stated",
)
RECONSTRUCTION_RULES: Final = ("sum_of_members",)
CONTINUATIONS: Final = ("reconstructed", "members_missing", "no_sum", "not_a_union")
CLAIM_STANDINGS: Final = (
    "chosen",
    "repeats",
    "agrees",
    "contradicts",
    "other_period",
    "derived",
    "not_yearly",
    "superseded",
    "area_not_valid",
    "unvalidated",
)
CORRECTION_ACTIONS: Final = ("reject", "amend", "choose", "confirm")
CHANGES: Final = ("added", "removed", "changed", "evidence_changed")
CHANGE_REASONS: Final = (
    "first_release",
    "correction",
    "new_source",
    "source_revised",
    "source_removed",
    "extractor_changed",
    "rules_changed",
    "unexplained",
)
SCORE_LEVELS: Final = ("figure", "placed", "dated", "exact")
SCORE_MEASURES: Final = ("precision", "recall", "f1")
REVIEW_REASONS: Final = (
    "conflict",
    "part_above_year",
    "above_whole",
    "above_province",
    "implausible_jump",
    "list_mismatch",
    "coverage_shrank",
    "low_confidence",
    "recognised",
    *(doubt for doubt in DOUBTS if doubt != "rejected"),
    "area_not_valid",
    "ambiguous_place",
    "rejected_document",
)
