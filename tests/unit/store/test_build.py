"""A build fills every table under its contract, or publishes nothing and says why."""

from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.store.checking import CheckError
from pipelines.store.publish import PublishError, connect
from pipelines.store.sql_models import SqlCheck, SqlMacro, SqlModel


def select(sql: str, depends_on: tuple[str, ...] = ("core.figure",)) -> list[SqlModel]:
    return [SqlModel("mart", "total", "Totals.", sql, depends_on)]


def query(workshop: Any, sql: str) -> list[tuple[Any, ...]]:
    with connect(workshop.live) as connection:
        return connection.execute(sql).fetchall()


def figure(figure_id: str, year: int, value: float | None) -> pl.DataFrame:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    schema = {"figure_id": pl.String, "year": pl.Int32, "value": pl.Float64, "seen_at": pl.Datetime("us", "UTC")}
    return pl.DataFrame([(figure_id, year, value, moment)], schema=schema, orient="row")


def test_tables_come_from_the_lake_and_marts_from_their_select(workshop: Any) -> None:
    report = workshop.build()
    assert report.rows == {
        "core.figure": 3,
        "mart.total": 2,
        "mart.data_dictionary": 22,
        "core.release": 1,
        "core.arrival": 3,
    }
    assert report.columns["mart.total"] == ("year", "total", "figures", "flags")
    assert report.path.parent == workshop.root / "snapshots"
    assert query(workshop, "from mart.total order by year") == [(2023, 3.0, 2, {"a": "b"}), (2024, None, 1, {"a": "b"})]


def test_a_table_that_was_never_written_is_empty(workshop: Any) -> None:
    workshop.lake.remove("core.figure", 2023)
    workshop.lake.remove("core.figure", 2024)
    assert workshop.build().rows["core.figure"] == 0


def test_the_file_carries_its_contract_and_its_words(workshop: Any) -> None:
    workshop.build()
    kinds = query(
        workshop, "select constraint_type, count(*) from duckdb_constraints() where table_name = 'total' group by all"
    )
    assert set(kinds) == {("CHECK", 2), ("NOT NULL", 2), ("PRIMARY KEY", 1)}
    assert query(workshop, "select comment from duckdb_columns() where column_name = 'value'") == [("Value [person]",)]
    assert query(workshop, "select description from mart.data_dictionary where column_name = 'total'") == [
        ("Sum of the figures",)
    ]


def test_a_release_says_which_build_it_is(workshop: Any) -> None:
    workshop.build(built_at=datetime.fromisoformat("2025-01-31T19:00:00+07:00"))
    release = query(workshop, "select release_no, release_id, epoch(built_at), versions from core.release")
    assert release == [(1, "run-1", datetime(2025, 1, 31, 12, tzinfo=UTC).timestamp(), "0123456789ab ba9876543210")]


def test_a_table_too_large_for_an_index_is_counted_for_duplicates(workshop: Any) -> None:
    workshop.build(key_limit=2)
    keyed = query(workshop, "select table_name from duckdb_constraints() where constraint_type = 'PRIMARY KEY'")
    assert sorted(keyed) == [("release",), ("total",)]
    workshop.lake.write("core.figure", figure("a", 2025, 1.0), 2025)
    with pytest.raises(
        PublishError, match=r"core\.figure .*the key \(\"figure_id\"\) does not identify a row.*\('a', 2\)"
    ):
        workshop.build(key_limit=2)


def test_one_key_in_two_years_of_the_lake_is_refused(workshop: Any) -> None:
    workshop.lake.write("core.figure", figure("a", 2025, 1.0), 2025)
    with pytest.raises(PublishError, match=r"core\.figure \(lake\): the key .* does not identify a row.*\('a', 2\)"):
        workshop.build()


def test_a_row_that_slipped_past_validation_is_refused_by_the_table(workshop: Any) -> None:
    workshop.lake.write("core.figure", figure("d", 2025, -1.0), 2025)
    with pytest.raises(PublishError, match=r"core\.figure \(lake\): .*CHECK"):
        workshop.build()


def test_a_lake_file_of_another_version_is_refused(workshop: Any) -> None:
    workshop.lake.write("core.figure", figure("d", 2025, 1.0).drop("value"), 2025)
    with pytest.raises(
        PublishError, match=r"year=2025/data\.parquet has other columns or types than core\.figure has now"
    ):
        workshop.build()


def test_a_damaged_lake_file_is_named(workshop: Any) -> None:
    workshop.lake.path("core.figure", 2024).write_bytes(b"PAR1")
    with pytest.raises(PublishError, match=r"year=2024/data\.parquet cannot be read as Parquet"):
        workshop.build()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "select year, count(*) as figures, 1 as more from core.figure group by 1",
            "gives more, which the table does not",
        ),
        ("select year, sum(value) as total from core.figure group by 1", "gives no figures, which is never null"),
        (
            "select year, avg(value) as figures from core.figure group by 1",
            "figures as DOUBLE, which BIGINT would round",
        ),
        ("select 1800 as year, count(*) as figures from core.figure", "CHECK constraint failed"),
        ("select 2000 as year, 1 as figures from core.figure", "the key .* does not identify a row"),
        ("select yeer as year, 1 as figures from core.figure", 'column "yeer" not found'),
    ],
)
def test_a_select_that_does_not_fit_its_model_is_refused(workshop: Any, sql: str, message: str) -> None:
    with pytest.raises(PublishError, match=rf"mart\.total \(sql/mart/total\.sql\): (.|\n)*{message}"):
        workshop.build(sql_models=select(sql))


def test_a_nullable_column_that_a_select_leaves_out_is_null(workshop: Any) -> None:
    workshop.build(sql_models=select("select year, count(*) as figures from core.figure group by 1"))
    assert query(workshop, "select distinct total from mart.total") == [(None,)]


def test_all_faults_are_named_at_once_and_their_echoes_not_at_all(workshop: Any) -> None:
    workshop.lake.path("core.figure", 2024).write_bytes(b"")
    broken = SqlMacro("mart.broken", "x", "create macro mart.broken(x) as no_such(x", ())
    with pytest.raises(PublishError) as error:
        workshop.build(macros=[*workshop.parts["macros"], broken])
    assert [
        line.partition(":")[0] for line in str(error.value).splitlines() if line.startswith(("core", "mart", "macro"))
    ] == [
        "core.figure (lake)",
        "macro mart.broken (sql/macros)",
    ]


def test_what_nobody_declares_or_fills_is_refused_before_anything_is_built(workshop: Any) -> None:
    stray = SqlModel("mart", "stray", "x", "select 1", ("core.nothing",))
    check = SqlCheck("c", "warn", "x", "select 1", ("mart.nothing",))
    with pytest.raises(PublishError) as error:
        workshop.build(sql_models=[stray], checks=[check])
    assert str(error.value).splitlines()[1:] == [
        "sql/mart/stray.sql: no model declares mart.stray",
        "mart.total: nothing fills it; write sql/mart/total.sql",
        "sql/mart/stray.sql: reads core.nothing, which no model declares",
        "sql/checks/c.sql: reads mart.nothing, which no model declares",
    ]
    assert not workshop.root.exists()


def test_a_check_of_severity_error_stops_the_publish_and_shows_rows(workshop: Any) -> None:
    workshop.build()
    before = workshop.files()
    workshop.lake.write("core.figure", figure("d", 2023, 1.0), 2025)
    with pytest.raises(
        CheckError, match=r"figures_add_up \(Totals count every figure\): 1 failing rows(.|\n)*year=2023"
    ) as error:
        workshop.build(run_id="run-2")
    assert [result.failing for result in error.value.checks] == [1]
    assert workshop.files() == before
    assert query(workshop, "select release_id from core.release") == [("run-1",)]


def test_a_check_of_severity_warn_reports_only(workshop: Any) -> None:
    check = SqlCheck(
        "all_known", "warn", "Values are known", "select * from core.figure where value is null", ("core.figure",)
    )
    [result] = workshop.build(checks=[check]).checks
    assert (result.failing, result.sample["figure_id"].to_list()) == (1, ["c"])


def test_a_check_that_cannot_run_stops_the_publish(workshop: Any) -> None:
    check = SqlCheck("broken", "warn", "x", "select no_such from core.figure", ("core.figure",))
    with pytest.raises(CheckError, match=r"sql/checks/broken\.sql cannot run: .*no_such"):
        workshop.build(checks=[check])


def test_equal_inputs_give_equal_tables(workshop: Any) -> None:
    def content() -> dict[str, list[tuple[Any, ...]]]:
        tables = ("core.figure", "mart.total", "mart.data_dictionary")
        return {table: query(workshop, f"from {table}") for table in tables}

    workshop.build()
    first = content()
    workshop.build(run_id="run-2", built_at=datetime(2025, 2, 1, tzinfo=UTC) + timedelta(days=1))
    assert content() == first


def test_readers_cannot_write(workshop: Any) -> None:
    workshop.build()
    with connect(workshop.live) as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("delete from mart.total")


def test_a_macro_may_bear_the_name_of_the_table_it_reads(workshop: Any) -> None:
    macro = SqlMacro(
        "mart.total", "x", "create macro mart.total(y) as table from mart.total where year = y", ("mart.total",)
    )
    workshop.build(macros=[*workshop.parts["macros"], macro])
    assert query(workshop, "select figures from mart.total(2023)") == [(2,)]
