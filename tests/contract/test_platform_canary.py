"""The calls and the traps of the libraries we stand on: an upgrade that changes one of them fails here, by name.

Each test holds one call that the project makes, or one oddity that its code works around. When a test fails after an
upgrade, mend the code that relies on it first.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import dagster as dg
import duckdb
import pandera.polars as pa
import polars as pl
import pytest
import sqlglot
from pandera.errors import SchemaErrors
from polars.exceptions import ComputeError, InvalidOperationError
from rensa import RMinHash
from sqlglot import exp
from sqlglot.lineage import lineage


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        yield connection


@pytest.mark.parametrize("library", ["duckdb", "polars", "pandera", "dagster", "sqlglot", "rensa"])
def test_the_young_libraries_are_pinned_to_the_version_that_was_measured(library: str) -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    [wanted] = [line for line in project["project"]["dependencies"] if line.split(">=")[0].split("[")[0] == library]
    lowest, _, below = wanted.partition(">=")[2].partition(",<")
    installed = tuple(map(int, version(library).split(".")[:2]))
    assert tuple(map(int, lowest.split(".")[:2])) <= installed < tuple(map(int, (below + ".0").split(".")[:2]))


class TestDuckDB:
    def test_a_query_becomes_a_polars_frame_and_a_frame_a_table(self, database: duckdb.DuckDBPyConnection) -> None:
        database.register("frame", pl.DataFrame({"a": [1, 2]}))
        assert database.sql("select sum(a)::bigint as a from frame").pl().to_dicts() == [{"a": 3}]

    def test_the_old_ways_from_a_query_to_a_frame_are_gone(self, database: duckdb.DuckDBPyConnection) -> None:
        assert not hasattr(database, "arrow")
        assert not hasattr(database, "fetch_arrow_table")

    def test_an_attached_file_has_the_chosen_format_and_leaves_no_log(
        self, database: duckdb.DuckDBPyConnection, tmp_path: Path
    ) -> None:
        database.execute(f"attach '{tmp_path}/w.duckdb' as w (storage_version 'v1.4.0')")
        database.execute("use w")
        database.execute("create table t as select 1 as a")
        database.execute("use memory")
        database.execute("checkpoint w")
        database.execute("detach w")
        assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb"]
        with duckdb.connect(tmp_path / "w.duckdb", read_only=True) as reader:
            assert reader.execute("from t").fetchall() == [(1,)]

    def test_insert_by_name_leaves_out_columns_as_null_and_refuses_unknown_ones(
        self, database: duckdb.DuckDBPyConnection
    ) -> None:
        database.execute("create table t (a integer, b varchar)")
        database.execute("insert into t by name select 'x' as b")
        assert database.execute("from t").fetchall() == [(None, "x")]
        with pytest.raises(duckdb.BinderException):
            database.execute("insert into t by name select 1 as c")

    def test_insert_rounds_in_silence(self, database: duckdb.DuckDBPyConnection) -> None:
        database.execute("create table t (a integer)")
        database.execute("insert into t by name select 7.6 as a")
        assert database.execute("from t").fetchall() == [(8,)]

    def test_a_key_can_be_added_when_the_rows_are_there(self, database: duckdb.DuckDBPyConnection) -> None:
        database.execute("create table t (a integer not null)")
        database.execute("insert into t values (1)")
        database.execute("alter table t add primary key (a)")
        with pytest.raises(duckdb.ConstraintException, match="Duplicate key"):
            database.execute("insert into t values (1)")

    def test_infinity_passes_a_check_with_a_lower_limit_only(self, database: duckdb.DuckDBPyConnection) -> None:
        database.execute("create table t (a double check (a >= 0), b double check (b <= 1e18))")
        database.execute("insert into t (a) values ('nan'), ('infinity')")
        for value in ("nan", "infinity"):
            with pytest.raises(duckdb.ConstraintException):
                database.execute(f"insert into t (b) values ('{value}')")

    def test_a_query_is_described_without_being_run(self, database: duckdb.DuckDBPyConnection) -> None:
        described = database.execute(
            "describe\n-- words\nselect 1 as a, 1.5::double as b, 1.5::decimal(4, 1) as c"
        ).fetchall()
        assert [row[:2] for row in described] == [("a", "INTEGER"), ("b", "DOUBLE"), ("c", "DECIMAL(4,1)")]

    def test_a_macro_needs_the_tables_it_reads(self, database: duckdb.DuckDBPyConnection) -> None:
        with pytest.raises(duckdb.CatalogException):
            database.execute("create macro m(x) as table select * from later where a = x")
        database.execute("create table later as select 1 as a")
        database.execute("create macro m(x) as table select * from later where a = x")
        assert database.execute("from m(1)").fetchall() == [(1,)]

    def test_a_parquet_file_keeps_its_own_columns_beside_a_year_folder(
        self, database: duckdb.DuckDBPyConnection, tmp_path: Path
    ) -> None:
        folder = tmp_path / "year=2024"
        folder.mkdir()
        pl.DataFrame({"a": [1]}).write_parquet(folder / "data.parquet")
        assert database.execute(
            f"from read_parquet(['{folder}/data.parquet'], hive_partitioning = false)"
        ).fetchall() == [(1,)]

    def test_a_map_comes_from_entries_only(self, database: duckdb.DuckDBPyConnection) -> None:
        database.register("frame", pl.DataFrame({"m": [[{"key": "a", "value": "b"}]]}))
        database.execute("create table t (m map(varchar, varchar))")
        with pytest.raises(duckdb.ConversionException):
            database.execute("insert into t select m from frame")
        database.execute("insert into t select map_from_entries(m) from frame")
        assert database.execute("from t").fetchall() == [({"a": "b"},)]

    def test_lambdas_are_written_out(self, database: duckdb.DuckDBPyConnection) -> None:
        assert database.execute("select list_transform([1], lambda x: x + 1)").fetchall() == [([2],)]

    def test_vietnamese_needs_its_collation(self, database: duckdb.DuckDBPyConnection) -> None:
        names = "(values ('Ba'), ('Đà'), ('Ea')) as t(name)"
        plain = database.execute(f"select list(name order by name) from {names}").fetchall()
        sorted_vi = database.execute(f"select list(name order by name collate vi) from {names}").fetchall()
        assert (plain, sorted_vi) == ([(["Ba", "Ea", "Đà"],)], [(["Ba", "Đà", "Ea"],)])

    def test_accents_are_stripped_from_all_letters_but_d(self, database: duckdb.DuckDBPyConnection) -> None:
        assert database.execute("select strip_accents('Đường Ứng Hoà')").fetchall() == [("Đuong Ung Hoa",)]

    def test_a_digit_class_is_ascii(self, database: duckdb.DuckDBPyConnection) -> None:
        assert database.execute(r"select regexp_matches('٣', '^\d$')").fetchall() == [(False,)]


class TestPolars:
    def test_text_is_cast_to_no_date(self) -> None:
        with pytest.raises(InvalidOperationError):
            pl.Series(["2024-12-31"]).cast(pl.Date, strict=False)
        assert pl.Series(["2024-12-31", "x"]).str.to_date("%Y-%m-%d", strict=False).to_list() == [
            dt.date(2024, 12, 31),
            None,
        ]

    def test_a_fraction_is_cut_off_in_silence(self) -> None:
        assert pl.Series([1.5]).cast(pl.Int32, strict=False).to_list() == [1]

    def test_a_digit_class_is_unicode(self) -> None:
        assert pl.Series(["٣"]).str.contains(r"^\d$").to_list() == [True]

    def test_the_end_of_a_pattern_is_the_end_of_the_text(self) -> None:
        assert pl.Series(["a\n"]).str.contains("^a$").to_list() == [False]

    def test_words_of_ones_own_travel_in_a_parquet_file(self, tmp_path: Path) -> None:
        with (tmp_path / "x").open("wb") as file:
            pl.DataFrame({"a": [1]}).write_parquet(file, compression="zstd", metadata={"k": "v"})
        assert pl.read_parquet_metadata(tmp_path / "x")["k"] == "v"
        assert dict(pl.read_parquet_schema(tmp_path / "x")) == {"a": pl.Int64}

    def test_a_damaged_parquet_file_is_a_compute_error(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_bytes(b"PAR1")
        with pytest.raises(ComputeError):
            pl.read_parquet_metadata(tmp_path / "x")

    def test_an_anti_join_keeps_the_order_of_rows(self) -> None:
        left, right = pl.DataFrame({"a": [3, 1, 2]}), pl.DataFrame({"a": [1]})
        assert left.join(right, on="a", how="anti", maintain_order="left")["a"].to_list() == [3, 2]

    def test_a_row_becomes_json_with_dates_as_iso_text(self) -> None:
        frame = pl.DataFrame({"d": [dt.date(2024, 12, 31)], "l": [[{"k": 1}]]})
        assert frame.select(pl.struct(pl.all()).struct.json_encode()).item() == '{"d":"2024-12-31","l":[{"k":1}]}'


class Shape(pa.DataFrameModel):
    """One column of each kind that needs care."""

    code: str = pa.Field(str_matches="a|b")
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(nullable=True)
    parts: pl.List = pa.Field(nullable=True, dtype_kwargs={"inner": pl.Struct({"no": pl.Int32})})

    class Config:
        strict = True


class TestPandera:
    def frame(self, *codes: str | None) -> pl.DataFrame:
        schema = {"code": pl.String, "seen_at": pl.Datetime("us", "UTC"), "parts": pl.List(pl.Struct({"no": pl.Int32}))}
        return pl.DataFrame([(code, None, None) for code in codes], schema=schema, orient="row")

    def test_failures_point_to_rows(self) -> None:
        with pytest.raises(SchemaErrors) as error:
            Shape.validate(self.frame("a", "x", None), lazy=True)
        cases = error.value.failure_cases.select("column", "check", "index")
        assert sorted(cases.rows()) == [("code", "not_nullable", 2), ("code", "str_matches('a|b')", 1)]
        assert "failure_case" in error.value.failure_cases.columns

    def test_a_pattern_is_anchored_at_its_start_only(self) -> None:
        Shape.validate(self.frame("xb", "ax"), lazy=True)

    def test_a_lazy_frame_is_not_checked(self) -> None:
        Shape.validate(self.frame("x").lazy()).collect()

    def test_a_model_tells_its_types_and_the_figures_of_its_checks(self) -> None:
        columns = Shape.to_schema().columns
        assert columns["seen_at"].dtype.type == pl.Datetime("us", "UTC")
        assert columns["parts"].dtype.type == pl.List(pl.Struct({"no": pl.Int32}))
        [check] = columns["code"].checks
        assert (check.name, check.statistics) == ("str_matches", {"pattern": "a|b"})


class TestSqlglot:
    def test_a_macro_parses_as_a_create_with_its_body(self) -> None:
        tree = sqlglot.parse_one("create or replace macro mart.m(x) as table select * from core.t", dialect="duckdb")
        assert isinstance(tree, exp.Create)
        assert (tree.kind, tree.this.this.db, tree.this.this.name) == ("MACRO", "mart", "m")
        assert [table.name for table in tree.expression.find_all(exp.Table)] == ["t"]

    def test_lineage_of_all_columns_comes_in_one_call(self) -> None:
        schema = {"core": {"t": {"a": "INTEGER"}}}
        nodes = lineage(None, "select a as b from core.t", schema, dialect="duckdb", trim_selects=False)
        [leaf] = [node for node in nodes["b"].walk() if isinstance(node.source, exp.Table)]
        assert (leaf.name, leaf.source.db, leaf.source.name) == ("t.a", "core", "t")


class TestRensa:
    def test_a_text_has_the_hashes_that_are_stored_of_it(self) -> None:
        hashes = RMinHash(3, 1)
        hashes.update(["huyện đón khách"])
        assert hashes.digest() == [1670221642, 3078214950, 483715090]


class TestDagster:
    def test_the_current_year_is_a_partition(self) -> None:
        years = dg.TimeWindowPartitionsDefinition(
            start="1995", fmt="%Y", cron_schedule="0 0 1 1 *", end_offset=1, timezone="Asia/Ho_Chi_Minh"
        )
        keys = years.get_partition_keys(current_time=dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
        assert (keys[0], keys[-1]) == ("1995", "2025")

    def test_columns_are_shown_with_their_constraints(self) -> None:
        constraints = dg.TableColumnConstraints(nullable=False, other=["a > 0"])
        schema = dg.TableSchema(columns=[dg.TableColumn("a", "INTEGER", "A", constraints)])
        assert schema.columns[0].constraints.other == ["a > 0"]

    def test_a_backfill_is_one_run_in_one_process(self) -> None:
        assert dg.BackfillPolicy.single_run().max_partitions_per_run is None
        assert dg.in_process_executor.name == "in_process"
