"""Rows that break their contract are set apart with their reasons; no row is lost, and no good row is refused."""

import datetime as dt
from typing import Annotated, Any

import duckdb
import pandera.polars as pa
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.contract import REJECTED_ROW, ContractError, Table, split
from schemas.raw import RejectedRow


class Span(Table):
    """Spans: one row per span."""

    span_id: str = pa.Field(str_matches="^s[0-9]$", description="Id")
    start: pl.Int32 = pa.Field(ge=0, description="Start")
    end: pl.Int32 = pa.Field(ge=0, description="End")
    value: float = pa.Field(nullable=True, in_range={"min_value": -1e18, "max_value": 1e18}, description="Value")
    said_on: pl.Date = pa.Field(nullable=True, description="Day")
    is_open: bool = pa.Field(description="Open or not")

    class Config(Table.Config):
        name = "span"
        metadata = {"schema": "core", "key": ["span_id"], "sql_checks": {"order": '"end" - "start" > 0'}}


GOOD = {"span_id": "s1", "start": 0, "end": 5, "value": 1.5, "said_on": dt.date(2024, 2, 29), "is_open": True}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([GOOD | row for row in rows], infer_schema_length=None)


def reasons(data: pl.DataFrame) -> dict[int, list[str]]:
    bad = split(data, Span).bad
    return dict(zip(bad["row_no"], bad["reasons"].to_list(), strict=True))


def test_good_rows_come_back_typed_and_in_order() -> None:
    result = split(frame({"span_id": "s2"}, {"span_id": "s1"}), Span)
    assert result.good.schema == Span.dtypes()
    assert result.good["span_id"].to_list() == ["s2", "s1"]
    assert result.bad.is_empty() and result.cases.is_empty()


def test_a_bad_row_is_kept_as_it_came_with_every_reason() -> None:
    result = split(frame({}, {"span_id": "x", "start": -1}), Span)
    assert result.good.height == 1
    assert result.bad.to_dicts() == [
        {
            "table_name": "core.span",
            "row_no": 1,
            "reasons": ["span_id: str_matches('^s[0-9]$')", "start: greater_than_or_equal_to(0)"],
            "row_json": '{"span_id":"x","start":-1,"end":5,"value":1.5,"said_on":"2024-02-29","is_open":true}',
        }
    ]


def test_rejected_rows_are_rows_of_their_own_table() -> None:
    assert RejectedRow.dtypes() == REJECTED_ROW
    assert split(split(frame({"start": -1}), Span).bad, RejectedRow).good.height == 1


def test_the_cases_count_what_was_wrong() -> None:
    cases = split(frame({"start": -1}, {"start": -2}, {"start": -2}), Span).cases
    assert cases.to_dicts() == [
        {"column": "start", "check": "greater_than_or_equal_to(0)", "failures": 3, "examples": ["-1", "-2"]}
    ]


def test_rules_over_several_columns_are_judged_as_duckdb_judges_them() -> None:
    assert reasons(frame({}, {"span_id": "s2", "end": 0})) == {1: ["start, end: order"]}


def test_a_rule_over_several_columns_meets_only_values_in_their_range() -> None:
    # The difference would overflow, and with it every row of the frame.
    assert reasons(frame({}, {"span_id": "s2", "start": -(2**31), "end": 2**31 - 1})) == {
        1: ["start: greater_than_or_equal_to(0)"]
    }


def test_of_two_rows_with_one_key_the_first_good_one_stays() -> None:
    data = frame({"start": -1}, {"value": 1.0}, {"value": 2.0})
    assert split(data, Span).good["value"].to_list() == [1.0]
    assert reasons(data) == {0: ["start: greater_than_or_equal_to(0)"], 2: ["span_id: duplicate_key"]}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_no_measure(value: float) -> None:
    assert list(reasons(frame({"value": value}))) == [0]


def test_text_is_read_as_the_type_of_its_column() -> None:
    data = pl.DataFrame(
        {
            "span_id": ["s1"],
            "start": ["0"],
            "end": ["5"],
            "value": ["1.5"],
            "said_on": ["2024-02-29"],
            "is_open": ["True"],
        }
    )
    assert split(data, Span).good.to_dicts() == [GOOD]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("start", ["0", "x"]),
        ("start", [0.0, 1.5]),
        ("start", [0, 2**40]),
        ("said_on", ["2024-02-29", "29/02/2024"]),
        ("said_on", [dt.datetime(2024, 2, 29), dt.datetime(2024, 2, 29, 12)]),
        ("is_open", ["true", "yes"]),
        ("is_open", [1, 2]),
        ("value", [1, 2**53 + 1]),
    ],
)
def test_a_cell_that_would_lose_something_in_a_cast_rejects_its_row_only(column: str, values: list[Any]) -> None:
    result = split(frame({}, {"span_id": "s2"}).with_columns(pl.Series(column, values)), Span)
    assert result.good["span_id"].to_list() == ["s1"]
    assert result.bad["reasons"].to_list() == [[f"{column}: cast({Span.dtypes()[column]})"]]


def test_columns_of_nothing_but_null_take_their_type() -> None:
    result = split(frame({"value": None, "said_on": None}), Span)
    assert result.good.schema == Span.dtypes() and result.good.height == 1


def test_a_null_where_none_may_be_rejects_the_row() -> None:
    assert reasons(frame({"is_open": None})) == {0: ["is_open: not_nullable"]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (frame({}).drop("end"), r"core.span: .*\(missing: end\)"),
        (frame({}).with_columns(extra=1, more=2), r"core.span: .*\(unknown: extra, more\)"),
        (frame({}).drop("end").with_columns(extra=1), r"missing: end; unknown: extra"),
        (frame({}).with_columns(start=pl.lit([1])), r"column start is List.* and cannot become Int32"),
        (
            frame({}).with_columns(said_on=20240229),
            "column said_on is Int32 and cannot become Date: a number is no date",
        ),
    ],
)
def test_a_frame_that_is_not_the_tables_is_refused_whole(data: pl.DataFrame, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        split(data, Span)


def test_a_lazy_frame_is_refused_because_its_rows_would_not_be_checked() -> None:
    with pytest.raises(ContractError, match="collect it"):
        split(frame({}).lazy(), Span)  # type: ignore[arg-type]


class Nested(Table):
    """Nested values: one row per value."""

    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When")
    parts: pl.List = pa.Field(dtype_kwargs={"inner": pl.Struct({"no": pl.Int32})}, description="Parts")

    class Config(Table.Config):
        name = "nested"
        metadata = {"schema": "core"}


def test_a_time_keeps_its_moment_whatever_its_zone() -> None:
    data = pl.DataFrame({"seen_at": ["2024-01-02T03:04:05+07:00", "2024-01-01T20:04:05Z"], "parts": [[], []]})
    assert split(data, Nested).good["seen_at"].unique().to_list() == [dt.datetime(2024, 1, 1, 20, 4, 5, tzinfo=dt.UTC)]


@pytest.mark.parametrize("moment", [dt.datetime(2024, 1, 1), dt.date(2024, 1, 1)])
def test_a_time_without_a_zone_is_refused(moment: dt.date) -> None:
    data = pl.DataFrame({"seen_at": [moment], "parts": [[]]})
    with pytest.raises(ContractError, match="name the zone"):
        split(data, Nested)


def test_a_list_whose_member_would_be_lost_rejects_its_row() -> None:
    now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    data = pl.DataFrame({"seen_at": [now, now], "parts": [[{"no": 1}], [{"no": 2**40}]]})
    result = split(data, Nested)
    assert result.good["parts"].to_list() == [[{"no": 1}]]
    assert result.bad["row_no"].to_list() == [1]


def test_a_rule_that_fails_instead_of_answering_is_a_fault_of_the_model() -> None:
    class Broken(Table):
        c: str = pa.Field(description="x")

        class Config(Table.Config):
            name = "broken"
            metadata = {"schema": "core", "sql_checks": {"number": "c::integer > 0"}}

    with pytest.raises(ContractError, match=r"sql_checks\['number'\] fails instead of answering"):
        split(pl.DataFrame({"c": ["x"]}), Broken)


CELLS = {
    "span_id": st.sampled_from(["s1", "s2", "s٣", "x", "s1\n", "", None]),
    "start": st.sampled_from([-(2**31), -1, 0, 3, 2**31 - 1, None]),
    "end": st.sampled_from([-1, 0, 3, 5, 2**31 - 1, None]),
    "value": st.one_of(st.none(), st.floats()),
    "said_on": st.one_of(st.none(), st.dates()),
    "is_open": st.sampled_from([True, False, None]),
}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.fixed_dictionaries(CELLS), max_size=8))
def test_whatever_comes_no_row_is_lost_and_duckdb_takes_every_good_one(rows: list[dict[str, Any]]) -> None:
    result = split(pl.DataFrame(rows, schema=Span.dtypes()), Span)
    assert result.good.height + result.bad.height == len(rows)
    with duckdb.connect() as connection:
        connection.execute("create schema core")
        connection.execute(Span.ddl())
        connection.register("good", result.good)
        connection.execute("insert into core.span by name select * from good")
