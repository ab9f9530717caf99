"""A SELECT over the lake: it sees what a table holds, an empty table where there is none, and no other columns."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.store.lake import Lake, LakeError
from pipelines.store.selecting import select_from_lake
from pipelines.store.sql_models import SqlModel, SqlModelError, load_lake_model
from schemas.core import NamedItem
from schemas.ref import Unit

MODEL = SqlModel(
    "core",
    "counted",
    "Rows.",
    "select (select count(*) from ref.unit where unit_id = $unit) as units, (select count(*) from core.named_item)",
    ("core.named_item", "ref.unit"),
)
SPECS = {"ref.unit": Unit.spec(), "core.named_item": NamedItem.spec()}
ROWS = pl.DataFrame({"unit_id": ["visits", "rooms"], "label_vi": "x", "label_en": "x", "dimension": "count"})


def test_it_reads_what_is_stored_and_nothing_where_nothing_is(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write("ref.unit", ROWS)
    assert select_from_lake(MODEL, lake, SPECS, {"unit": "rooms"}).rows() == [(1, 0)]


def test_a_file_of_another_contract_is_named_with_the_cure(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    file = lake.write("ref.unit", ROWS.drop("label_vi"))
    with pytest.raises(LakeError, match=f"{file} has other columns.*materialise ref.unit again"):
        select_from_lake(MODEL, lake, SPECS, {"unit": "rooms"})


def test_the_select_of_a_lake_table_is_found_by_its_name(tmp_path: Path) -> None:
    assert "core.claim" in load_lake_model("core.extraction_score").depends_on
    (tmp_path / "lake" / "core").mkdir(parents=True)
    (tmp_path / "lake" / "core" / "claim.sql").write_text("select 1", encoding="utf-8")
    with pytest.raises(SqlModelError, match=r"sql/lake/core/claim\.sql: no header"):
        load_lake_model("core.claim", tmp_path)
