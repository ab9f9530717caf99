"""A table declared once compiles into everything that must agree with it."""

from collections.abc import Iterator
from typing import Annotated, Any

import duckdb
import pandera.polars as pa
import polars as pl
import pytest

from schemas.contract import DICTIONARY, ContractError, Table
from schemas.ddl import create_view
from schemas.mart import DataDictionary


class Figure(Table):
    """Figures that a text states:
    one row per figure.
    """

    figure_id: str = pa.Field(str_matches="f[0-9]+$", description="Number of the figure")
    kind: str = pa.Field(isin=["count", "author's share"], description="What it counts")
    year: pl.Int32 = pa.Field(in_range={"min_value": 1900, "max_value": 2100}, description="Reporting year")
    value: float = pa.Field(nullable=True, ge=0, lt=1e6, description="The number", metadata={"unit": "person"})
    end: pl.Int32 = pa.Field(gt=0, description="Where it ends")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was read")
    said_on: pl.Date = pa.Field(nullable=True, description="When it was said")
    urls: pl.List = pa.Field(dtype_kwargs={"inner": pl.String}, description="Where it stands")
    parts: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.Struct({"no": pl.Int32, "share": pl.Float64})}, description="What it is made of"
    )
    flags: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.Struct({"key": pl.String, "value": pl.String})},
        description="What to know",
        metadata={"duckdb_type": "MAP(VARCHAR, VARCHAR)"},
    )

    class Config(Table.Config):
        name = "figure"
        metadata = {"schema": "core", "key": ["figure_id", "year"], "sql_checks": {"order": '"end" > length(kind)'}}


def model(column: Any = None, annotation: Any = str, **metadata: Any) -> type[Table]:
    """Declare a table of one column."""
    config = type("Config", (Table.Config,), {"name": "t", "metadata": {"schema": "core"} | metadata})
    field = pa.Field(description="x") if column is None else column
    return type("T", (Table,), {"c": field, "__annotations__": {"c": annotation}, "Config": config})


def lines(ddl: str) -> list[str]:
    return [line.strip().rstrip(",") for line in ddl.splitlines()]


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema core")
        yield connection


@pytest.mark.parametrize(
    "line",
    [
        '"figure_id" VARCHAR not null check (regexp_matches("figure_id", \'^f[0-9]+$\'))',
        """"kind" VARCHAR not null check ("kind" in ('count', 'author''s share'))""",
        '"year" INTEGER not null check ("year" >= 1900 and "year" <= 2100)',
        '"value" DOUBLE check ("value" >= 0) check ("value" < 1000000.0)',
        '"end" INTEGER not null check ("end" > 0)',
        '"seen_at" TIMESTAMPTZ not null',
        '"said_on" DATE',
        '"urls" VARCHAR[] not null',
        '"parts" STRUCT("no" INTEGER, "share" DOUBLE)[] not null',
        '"flags" MAP(VARCHAR, VARCHAR) not null',
        'check ("end" > length(kind))',
        'primary key ("figure_id", "year")',
    ],
)
def test_every_clause_of_the_model_is_in_the_ddl(line: str) -> None:
    assert line in lines(Figure.ddl())


def test_the_key_can_be_left_to_a_check() -> None:
    assert "primary key" not in Figure.ddl(primary_key=False)


def test_duckdb_takes_the_ddl_and_gives_the_comments_back(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(Figure.ddl())
    for statement in Figure.comments():
        database.execute(statement)
    tables = database.execute("select comment from duckdb_tables() where table_name = 'figure'").fetchall()
    columns = dict(database.execute("select column_name, comment from duckdb_columns() where not internal").fetchall())
    assert tables == [("Figures that a text states: one row per figure.",)]
    assert columns["value"] == "The number [person]"
    assert columns["year"] == "Reporting year"


def test_a_macro_may_name_its_parameter_like_a_column_of_a_view(database: duckdb.DuckDBPyConnection) -> None:
    database.execute(create_view(model(annotation=pl.Int32).spec(), "select 2024 as c"))
    database.execute("create macro of_year(c) as table select shown.* from core.t as shown where shown.c = c")
    assert database.execute("from of_year(2024)").fetchall() == [(2024,)]


def test_the_frame_has_the_types_that_the_columns_declare() -> None:
    empty = Figure.empty()
    assert empty.schema == Figure.dtypes()
    assert empty.schema["seen_at"] == pl.Datetime("us", "UTC")
    assert empty.schema["parts"] == pl.List(pl.Struct({"no": pl.Int32, "share": pl.Float64}))


def test_a_table_knows_where_it_lives_and_what_identifies_a_row() -> None:
    assert (Figure.qualified_name(), Figure.schema_name()) == ("core.figure", "core")
    assert Figure.key() == ("figure_id", "year")


def test_the_dictionary_has_a_row_per_column_that_its_own_table_accepts() -> None:
    rows = Figure.dictionary()
    assert rows["column_name"].to_list() == [column.name for column in Figure.columns()]
    assert rows.schema == DICTIONARY == DataDictionary.dtypes()
    assert rows.row(3, named=True) == {
        "table_name": "core.figure",
        "column_name": "value",
        "data_type": "DOUBLE",
        "is_nullable": True,
        "is_key": False,
        "unit": "person",
        "description": "The number",
        "checks": '"value" >= 0 and "value" < 1000000.0',
    }


@pytest.mark.parametrize(
    ("field", "sql"),
    [
        (pa.Field(eq="a"), "\"c\" = 'a'"),
        (pa.Field(ne="a"), "\"c\" <> 'a'"),
        (pa.Field(le="b"), "\"c\" <= 'b'"),
        (pa.Field(notin=["a", "b"]), "\"c\" not in ('a', 'b')"),
        (pa.Field(str_contains="[0-9]"), "regexp_matches(\"c\", '[0-9]')"),
        (pa.Field(str_startswith="a"), "starts_with(\"c\", 'a')"),
        (pa.Field(str_endswith="a"), "ends_with(\"c\", 'a')"),
        (pa.Field(str_length={"min_value": 1, "max_value": 3}), 'length("c") >= 1 and length("c") <= 3'),
        (pa.Field(in_range={"min_value": 0, "max_value": 1, "include_max": False}), '"c" >= 0 and "c" < 1'),
    ],
)
def test_each_built_in_check_has_an_sql_form(field: Any, sql: str) -> None:
    assert model(field).columns()[0].checks == (sql,)


@pytest.mark.parametrize(
    ("dtype", "sql_type", "checks"),
    [
        (pl.Decimal(18, 4), "DECIMAL(18, 4)", ()),
        (pl.Enum(["a", "b"]), "VARCHAR", ("\"c\" in ('a', 'b')",)),
        (pl.Datetime("us"), "TIMESTAMP", ()),
        (pl.Int64, "BIGINT", ()),
    ],
)
def test_types_that_no_table_uses_yet_compile_too(dtype: Any, sql_type: str, checks: tuple[str, ...]) -> None:
    [column] = model(annotation=dtype).columns()
    assert (column.duckdb_type, column.checks) == (sql_type, checks)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (model(pa.Field(str_matches=r"^\d+$")), r"column c: \\d in .* other letters in Polars than in DuckDB"),
        (model(annotation=pl.Binary), "column c: no DuckDB type for Binary"),
        (model(schema="gold"), "one of ref, raw, staging, core, mart"),
        (model(key=["d"]), "key column d does not exist"),
        (model(pa.Field(nullable=True), key=["c"]), "key column c is nullable"),
        (model(sql_checks={"order": "c > d"}), r"sql_checks\['order'\] names d, which the table does not have"),
        (model(sql_checks={"order": "c >"}), r"sql_checks\['order'\] is no DuckDB expression"),
        (model(pa.Field(isin=[b"a"])), "no DuckDB literal for b'a'"),
    ],
)
def test_what_cannot_hold_in_duckdb_is_refused(broken: type[Table], message: str) -> None:
    with pytest.raises(ContractError, match=message):
        broken.spec()


def test_a_check_of_ones_own_is_refused_because_the_ddl_could_not_repeat_it() -> None:
    class Checked(Table):
        c: str = pa.Field(description="x")

        @pa.check("c")
        def fits(self, data: pa.PolarsData) -> pl.LazyFrame:
            return data.lazyframe.select(pl.col(data.key) == "a")

        class Config(Table.Config):
            name = "checked"
            metadata = {"schema": "core"}

    with pytest.raises(ContractError, match="check 'fits' has no SQL form"):
        Checked.spec()


def test_all_faults_of_a_model_are_named_at_once() -> None:
    broken = model(pa.Field(str_matches=r"^\w+$"), schema="gold", key=["d"])
    with pytest.raises(ContractError) as error:
        broken.spec()
    assert [part in str(error.value) for part in ("gold", r"\w", "key column d")] == [True, True, True]
