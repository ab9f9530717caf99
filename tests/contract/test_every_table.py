"""Every table refuses a bad row, in Polars and in DuckDB alike, and keeps the conventions of names, types and texts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import duckdb
import polars as pl
import pytest
from pandera.api.checks import Check

from schemas import columns
from schemas.catalogue import load
from schemas.contract import LAYERS, split
from schemas.ddl import quoted
from schemas.registry import tables

# The wide tables repeat a column for each entry of the catalogue: the reviewed files prove nothing more than a few.
CATALOGUE = load()
FEW = replace(
    CATALOGUE,
    indicators=dict(islice(CATALOGUE.indicators.items(), 2)),
    practices=dict(islice(CATALOGUE.practices.items(), 2)),
)
TABLES = tables(FEW)
COLUMNS = [(name, column.name) for name, model in TABLES.items() for column in model.columns()]
ROW_CHECKS = [(name, check.name) for name, model in TABLES.items() for check in model.spec().row_checks]

MATCHING = {
    columns.SHA256: "0" * 64,
    columns.AREA_ID: "district-016",
    columns.CODE: "culture_relics",
    columns.CORRECTION_ID: "soc-son-2024",
    r"^[0-9a-f]{12}$": "0123456789ab",
    r"^[0-9a-f]{16}-[0-9]+$": "0123456789abcdef-7",
    r"^[a-z0-9][a-z0-9._-]*$": "baochinhphu.vn",
    r"^[a-z]{2}$": "vi",
    r"^[a-z]+/[a-z0-9.+-]+$": "text/html",
    r"^(VN|[0-9]{2}|[0-9]{3}|[0-9]{5})$": "016",
}
"""A text for each pattern that a column declares."""

FITTING = {
    "start": 0,
    "end": 5,
    "header_start": 0,
    "header_end": 5,
    "text": "năm 5",
    "year": 2024,
    "why": "chosen",
    "obs_status": "V",
    "action": "amend",
    "expect_lower": None,
    "expect_upper": None,
    "to_year": 2024,
    "candidate_indicator_id": None,
    "text_id": "1" * 64,
    "superseded_by": "1" * 64,
    "valid_from": dt.date(2024, 1, 1),
    "member_ids": ["commune-00376-2025"],
    "member_names": ["Xã Sóc Sơn"],
    "claim_ids": ["x"],
    "member_count": 1,
    "continuation": "no_sum",
}
"""Values that a row needs where several columns must fit together."""

FITTING_IN: dict[str, dict[str, Any]] = {
    "mart.indicator_yearly": {"claim_id": None, "rule": "sum_of_members"},
}
"""Such values of one table, where the same column of others must hold something else."""

BREAKING: dict[tuple[str, str], dict[str, Any]] = {
    ("staging.passage", "span"): {"end": 6},
    ("staging.quantity", "span"): {"end": 0},
    ("core.claim", "span"): {"end": 0},
    ("core.claim", "year_of_period"): {"year": 2023},
    ("core.claim", "stated"): {"value": None, "lower": None, "upper": None},
    ("core.claim", "interval"): {"lower": 6.0},
    ("core.claim", "derivation"): {"derivation": None},
    ("core.claim", "header"): {"header_end": None},
    ("core.claim", "doubted"): {"doubt": None},
    ("core.unclaimed_quantity", "candidates"): {"candidate_ids": ["district-016"]},
    ("core.adoption", "span"): {"end": 0},
    ("core.named_item", "span"): {"end": 0},
    ("core.source_text", "itself"): {"text_id": "0" * 64},
    ("core.source_text", "another"): {"superseded_by": "0" * 64},
    ("core.succession", "union"): {"outside_ids": ["district-017"]},
    ("core.succession", "followed"): {"member_ids": []},
    ("core.reconstruction", "year_of_period"): {"year": 2023},
    ("core.reconstruction", "stated"): {"value": None, "lower": None, "upper": None},
    ("core.reconstruction", "interval"): {"lower": 6.0},
    ("core.reconstruction", "members"): {"member_count": 2},
    ("core.continuation", "explained"): {"continuation_detail": None},
    ("core.revision", "removed"): {"claim_id": None},
    ("core.extraction_score", "part_of_whole"): {"hits": 6},
    ("ref.area_state", "days"): {"valid_from": dt.date(2024, 12, 31)},
    ("ref.area_name", "days"): {"valid_from": dt.date(2024, 12, 31)},
    ("ref.labelled_claim", "year_of_period"): {"year": 2023},
    ("ref.labelled_claim", "stated"): {"value": None, "lower": None, "upper": None},
    ("ref.labelled_claim", "interval"): {"lower": 6.0},
    ("ref.correction", "expected"): {"expect_lower": 5.0},
    ("ref.correction", "figure"): {"to_bound": None},
    ("ref.correction", "interval"): {"to_lower": 6.0},
    ("ref.correction", "year_of_period"): {"to_year": 2023},
    ("ref.correction", "amended"): {"action": "reject"},
    ("mart.area_continuity", "union"): {"is_exact_union": False},
    ("mart.area_continuity", "followed"): {"member_ids": [], "member_names": []},
    ("mart.area_continuity", "named"): {"member_names": []},
    ("mart.indicator_yearly", "sourced"): {
        "is_reconstructed": False,
        "claim_id": "x",
        "member_ids": [],
        "rule": "only_claim",
        "sentence": None,
    },
    ("mart.indicator_yearly", "one_claim"): {"claim_id": "x"},
    ("mart.indicator_yearly", "members"): {"claim_ids": []},
    ("mart.indicator_yearly", "summed"): {"rule": "only_claim"},
    ("mart.evidence", "choice"): {"is_chosen": False},
    ("mart.coverage", "part_of_whole"): {"reported_indicators": 6},
    ("mart.extraction_quality", "part_of_whole"): {"hits": 6},
    ("mart.extraction_volume", "part_of_whole"): {"claimed_numbers": 6},
}
"""How to break each rule over several columns, and no other."""
BREAKING |= {("core.amended_claim", rule): row for (table, rule), row in BREAKING.items() if table == "core.claim"}

LOCAL = {
    "what the table itself is about": {"name", "search_key", "kind", "subdomain", "text", "partition_year"},
    "a vocabulary of its own": {"reason", "rule", "change"},
    "what the id is, where it is made; what it points to, elsewhere": {
        "document_id",
        "claim_id",
        "correction_id",
        "quantity_id",
        "passage_no",
        "table_name",
    },
    "of the page, or of a decision": {"author"},
    "as read, before it is a claim": {"value", "surface"},
    "of the cell, or of the whole release": {"claim_count"},
    "of the document, or of any document behind the row": {"is_restated"},
}
"""Columns whose text depends on their table, with the reason."""


def good_value(dtype: pl.DataType, checks: list[Check]) -> Any:
    """Return a value that a column's type and checks accept."""
    stats = {str(check.name): check.statistics or {} for check in checks}
    if "isin" in stats:
        return stats["isin"]["allowed_values"][0]
    if "str_matches" in stats:
        return MATCHING[stats["str_matches"]["pattern"]]
    if limits := stats.get("in_range"):
        five = limits["min_value"] <= 5 <= limits["max_value"]
        return 5 if five else limits["min_value"]
    match dtype:
        case pl.String():
            return "x" * stats.get("str_length", {}).get("min_value", 1)
        case pl.Boolean():
            return True
        case pl.Date():
            return dt.date(2024, 12, 31)
        case pl.Datetime():
            return dt.datetime(2024, 12, 31, 12, tzinfo=dt.UTC)
        case pl.List():
            return []
    return 5


def bad_values(dtype: pl.DataType, nullable: bool, check: Check | None) -> Iterator[Any]:
    """Yield values that break one check of a column, or, without a check, its being there."""
    if check is None:
        yield from () if nullable else (None,)
        return
    stats = check.statistics or {}
    match str(check.name):
        case "isin":
            yield from ("no such word", "")
        case "str_matches":
            good = MATCHING[stats["pattern"]]
            yield from ("", "!", f"{good}\n", f"{good} ", f" {good}")
        case "str_length":
            yield "x" * (stats["min_value"] - 1)
        case "greater_than":
            yield stats["min_value"]
        case "greater_than_or_equal_to":
            yield stats["min_value"] - 1
        case "in_range" if dtype.is_integer():
            yield from (stats["min_value"] - 1, stats["max_value"] + 1)
        case "in_range":
            low, high = stats["min_value"], stats["max_value"]
            # A unit more is nothing to the largest floats.
            yield from (low - abs(low) - 1, high + abs(high) + 1, float("nan"), float("inf"), -float("inf"))
        case other:
            pytest.fail(f"say here how to break a {other} check")


@cache
def good_row(table: str) -> dict[str, Any]:
    model = TABLES[table]
    row = {name: good_value(model.dtypes()[name], column.checks) for name, column in model.to_schema().columns.items()}
    return row | {name: value for name, value in FITTING.items() if name in row} | FITTING_IN.get(table, {})


@cache
def broken_rows(table: str) -> list[tuple[str, dict[str, Any]]]:
    """Return (column or rule, row) for each way to break a table."""
    model = TABLES[table]
    broken = [
        (name, good_row(table) | {name: value})
        for name, column in model.to_schema().columns.items()
        for check in [None, *column.checks]
        for value in bad_values(model.dtypes()[name], column.nullable, check)
    ]
    return broken + [(rule, good_row(table) | BREAKING[owner, rule]) for owner, rule in ROW_CHECKS if owner == table]


@cache
def refused_by_split(table: str) -> list[list[str]]:
    """Return, for each broken row, the columns or rules that `split` gives as reasons."""
    rows = [good_row(table), *(row for _, row in broken_rows(table))]
    result = split(pl.DataFrame(rows, schema=TABLES[table].dtypes()), TABLES[table])
    assert result.bad["row_no"].to_list() == list(range(1, len(rows)))
    rules = {check.name for check in TABLES[table].spec().row_checks}
    named = [[reason.split(": ", 1) for reason in reasons] for reasons in result.bad["reasons"].to_list()]
    return [[rule if rule in rules else column for column, rule in reasons] for reasons in named]


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for layer in LAYERS:
            connection.execute(f"create schema {layer}")
        for model in TABLES.values():
            connection.execute(model.ddl())
            for comment in model.comments():
                connection.execute(comment)
        yield connection


@cache
def prepared(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Prepare, once, the statement that puts one of a table's rows (0 is the good one) into its DuckDB twin."""
    name = table.replace(".", "_")
    rows = pl.DataFrame([good_row(table), *(row for _, row in broken_rows(table))], schema=TABLES[table].dtypes())
    connection.register("rows", rows.with_row_index("row number"))
    connection.execute(f"create temp table {name} as from rows")
    values = ", ".join(
        f"map_from_entries({quoted(column.name)})" if column.duckdb_type.startswith("MAP") else quoted(column.name)
        for column in TABLES[table].columns()
    )
    twin = TABLES[table].spec().sql_name
    connection.execute(f'prepare {name} as insert into {twin} select {values} from {name} where "row number" = $1')
    return name


def insert(connection: duckdb.DuckDBPyConnection, table: str, row_no: int) -> None:
    """Put one row into the table's DuckDB twin and take it out again."""
    statement = prepared(connection, table)
    connection.execute("begin")
    try:
        connection.execute(f"execute {statement}({row_no})")
    finally:
        connection.execute("rollback")


@pytest.mark.parametrize("table", TABLES)
def test_a_good_row_is_taken_by_both(database: duckdb.DuckDBPyConnection, table: str) -> None:
    assert split(pl.DataFrame([good_row(table)], schema=TABLES[table].dtypes()), TABLES[table]).bad.is_empty()
    insert(database, table, 0)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{table}.{column}" for table, column in COLUMNS])
def test_a_bad_value_is_refused_by_both(database: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    for row_no, ((name, row), reasons) in enumerate(zip(broken_rows(table), refused_by_split(table), strict=True), 1):
        if name == column:
            assert reasons == [column] * len(reasons), f"{row[column]!r} was refused for {reasons}"
            with pytest.raises(duckdb.ConstraintException):
                insert(database, table, row_no)


@pytest.mark.parametrize(("table", "rule"), ROW_CHECKS, ids=[f"{table}: {rule}" for table, rule in ROW_CHECKS])
def test_columns_that_do_not_fit_together_are_refused_by_both(
    database: duckdb.DuckDBPyConnection, table: str, rule: str
) -> None:
    [row_no] = [row_no for row_no, (name, _) in enumerate(broken_rows(table), 1) if name == rule]
    assert refused_by_split(table)[row_no - 1] == [rule]
    with pytest.raises(duckdb.ConstraintException):
        insert(database, table, row_no)


@pytest.mark.parametrize("table", [table for table, model in TABLES.items() if model.key()])
def test_a_second_row_with_the_same_key_is_refused(table: str) -> None:
    twice = pl.DataFrame([good_row(table)] * 2, schema=TABLES[table].dtypes())
    assert split(twice, TABLES[table]).bad["reasons"].to_list() == [
        [f"{', '.join(TABLES[table].key())}: duplicate_key"]
    ]


@pytest.mark.parametrize("table", [table for table, model in TABLES.items() if model.schema_name() != "mart"])
def test_a_measure_is_finite(table: str) -> None:
    unlimited = [
        column.name
        for column in TABLES[table].columns()
        if column.dtype == pl.Float64 and "<=" not in str(column.checks)
    ]
    assert unlimited == []


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_a_row_is(table: str) -> None:
    assert "one row" in TABLES[table].spec().description


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_is(table: str) -> None:
    texts = {column.name: column.description for column in TABLES[table].columns()}
    assert [name for name, text in texts.items() if len(text) < 4 or text.endswith(".")] == []


@pytest.mark.parametrize("table", TABLES)
def test_a_name_tells_the_type(table: str) -> None:
    types = {
        "is_": pl.Boolean,
        "has_": pl.Boolean,
        "_on": pl.Date,
        "_at": pl.Datetime,
        "_id": pl.String,
        "_no": pl.Int32,
    }
    for column in TABLES[table].columns():
        for affix, dtype in types.items():
            if column.name.startswith(affix) if affix.endswith("_") else column.name.endswith(affix):
                assert column.dtype == dtype, column.name


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_declared_in_the_module_of_its_layer(table: str) -> None:
    layer, module = TABLES[table].schema_name(), TABLES[table].__module__
    assert module == f"schemas.{layer}" or (layer, module) == ("mart", "schemas.wide")


def test_tables_come_in_the_order_of_their_layers() -> None:
    layers = [LAYERS.index(model.schema_name()) for model in TABLES.values()]
    assert layers == sorted(layers)
    assert len({model.schema_name() for model in TABLES.values()}) == len(LAYERS)


def seen_by_name(attribute: str) -> dict[str, set[Any]]:
    seen: dict[str, set[Any]] = defaultdict(set)
    for model in TABLES.values():
        for column in model.columns():
            seen[column.name].add(getattr(column, attribute))
    return seen


@pytest.mark.parametrize("attribute", ["duckdb_type", "unit"])
def test_the_same_name_has_the_same_type_and_unit_everywhere(attribute: str) -> None:
    assert {name: seen for name, seen in seen_by_name(attribute).items() if len(seen) > 1} == {}


def test_the_same_name_has_the_same_text_everywhere_but_where_a_reason_is_given() -> None:
    several = {name for name, seen in seen_by_name("description").items() if len(seen) > 1}
    assert several == set().union(*LOCAL.values())
