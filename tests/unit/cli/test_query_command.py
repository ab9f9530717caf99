"""`niengiam query` answers SQL from the published file, and reaches nothing else."""

import csv
import io
import json
from typing import Any

import pytest

VALUES = """select area_name, year, value, period_end, flag, restated_from from mart.indicator_yearly
where indicator_id = 'tourism_visits_total' and scenario = 'actual' order by year"""


def test_a_table_for_people(niengiam: Any) -> None:
    result = niengiam("query", VALUES)
    assert result.exit_code == 0
    header, _, *rows = result.stdout.splitlines()
    assert [name.strip() for name in header.split("┃")] == [
        "area_name", "year", "value", "period_end", "flag", "restated_from",
    ]  # fmt: skip
    assert [row.split("│")[0].strip() for row in rows] == [
        "Thị xã Mộc Châu", "Huyện Sóc Sơn", "Huyện Sóc Sơn", "Thành phố Hội An",
    ]  # fmt: skip


def test_csv_for_programs(niengiam: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(niengiam("query", VALUES, "--format", "csv").stdout)))
    assert [row["period_end"] for row in rows] == ["2021-12-31", "2022-12-31", "2023-12-31", "2024-12-31"]
    assert [row["flag"] for row in rows] == ["nearly", "about; derived", "conflict", "about"]
    assert json.loads(rows[3]["restated_from"]) == ["https://baoquangnam.vn/1", "https://hoian.gov.vn/2"]


def test_json_for_programs(niengiam: Any) -> None:
    rows = json.loads(niengiam("query", VALUES, "--format", "json").stdout)
    assert rows[0] == {
        "area_name": "Thị xã Mộc Châu",
        "year": 2021,
        "value": 700000.0,
        "period_end": "2021-12-31",
        "flag": "nearly",
        "restated_from": [],
    }


def test_times_and_maps_have_a_form(niengiam: Any) -> None:
    sql = "select built_at, map {'a': 1} as counts, null as nothing, 'a|b,\"c\"' as text from mart.release"
    [row] = json.loads(niengiam("query", sql, "--format", "json").stdout)
    assert row["built_at"].endswith("+00:00")
    assert row["counts"] == {"a": 1}
    [cells] = csv.DictReader(io.StringIO(niengiam("query", sql, "--format", "csv").stdout))
    assert (cells["counts"], cells["nothing"], cells["text"]) == ('{"a": 1}', "", 'a|b,"c"')


def test_a_limit_cuts_and_says_so(niengiam: Any) -> None:
    result = niengiam("query", "from range(9)", "--format", "csv", "--limit", "2")
    assert result.stdout.splitlines() == ["range", "0", "1"]
    assert "The first 2 rows" in result.stderr
    assert niengiam("query", "from range(2)", "--limit", "2").stderr == ""
    assert len(niengiam("query", "from range(200)").stdout.splitlines()) == 102
    assert len(niengiam("query", "from range(200)", "--format", "csv").stdout.splitlines()) == 201


def test_markup_in_the_data_is_shown_as_it_is(niengiam: Any) -> None:
    assert "[red]x[/]" in niengiam("query", "select '[red]x[/]' as \"[b]\"").stdout


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("selec 1", "syntax error"),
        ("select nothing from core.claim", '"nothing" not found'),
        ("  ", "the question is empty"),
        ("create table mart.mine as select 1", "read-only"),
        ("delete from core.claim", "read-only"),
        ("select * from read_csv('/etc/hostname')", "disabled by configuration"),
        ("copy (select 1) to 'x.csv'", "disabled by configuration"),
        ("attach 'x.db'", "disabled by configuration"),
        ("set enable_external_access = true", "configuration has been locked"),
    ],
)
def test_what_cannot_be_done_is_an_error(niengiam: Any, sql: str, message: str) -> None:
    result = niengiam("query", sql)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr


def test_without_a_warehouse_the_cure_is_told(nowhere: Any) -> None:
    result = nowhere("query", "select 1")
    assert result.exit_code == 1
    assert "build the warehouse first with `niengiam build`" in result.stderr
