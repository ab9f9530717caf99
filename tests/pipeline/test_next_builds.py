"""Builds after the first: what did not change is not made again, and what was published is as if made from nothing."""

import shutil
from pathlib import Path

import dagster as dg
import polars as pl
import pytest
from pipeline.workshop import SOC_SON, Workshop, why

from pipelines.claims.frames import quantity_frame
from pipelines.orchestration.assets.mart import WarehouseSql, warehouse_tables
from pipelines.orchestration.progress import Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.store.sql_models import SqlCheck
from schemas.catalogue import FOLDER
from schemas.registry import tables

MADE = (Stage.READING, Stage.NUMBERS, Stage.TEXTS, Stage.CLAIMS)


def test_a_second_build_makes_nothing_and_publishes_the_same(copied: Workshop) -> None:
    before = copied.tables()
    assert copied.build().success
    assert {stage: copied.heard.totals[stage] for stage in MADE} == dict.fromkeys(MADE, 0)
    assert copied.tables() == before


def test_a_build_after_changes_equals_a_build_from_nothing(copied: Workshop, tmp_path: Path) -> None:
    copied.remove("hoi-an.txt")
    copied.register("soc-son.txt", **{**copied.cells["soc-son.txt"], "published_on": "2023-12-31"})
    copied.put("empty.txt", SOC_SON.replace("413.000", "414.000"), kind="article", published_on="2024-02-01")
    assert copied.build().success
    assert copied.heard.totals[Stage.READING] == 2
    assert "hoi-an.txt" not in {name for (name,) in copied.ask("select file_name from raw.document")}
    assert copied.ask("select count(*) from core.claim where area_id = 'district-503'") == [(0,)]

    anew = Workshop(tmp_path / "anew", copied.catalogue, copied.cells)
    shutil.copytree(copied.settings.landing, anew.settings.landing, dirs_exist_ok=True)
    assert anew.build().success
    assert anew.tables() == copied.tables()


def test_another_catalogue_reads_every_document_again(copied: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder)
    with (folder / "terms.yaml").open("a", encoding="utf-8") as file:
        file.write("# A remark is a change: nobody judges which changes matter.\n")
    [(before,)] = copied.ask("select distinct extractor_version from raw.document")
    copied.catalogue = CatalogueFolder(folder)
    assert copied.build().success
    # The three that had to be read to be rejected are tried again too.
    assert copied.heard.totals[Stage.READING] == 7
    assert (copied.heard.totals[Stage.NUMBERS], copied.heard.totals[Stage.CLAIMS]) == (4, 4)
    [(after,)] = copied.ask("select distinct extractor_version from raw.document")
    assert after != before


def test_a_fault_of_the_catalogue_stops_the_run_before_anything_is_read(copied: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder)
    units = (folder / "units.yaml").read_text(encoding="utf-8")
    (folder / "units.yaml").write_text(units.replace("unit_id: visits\n", "unit_id: calls\n", 1), encoding="utf-8")
    (folder / "terms.yaml").write_text("- {term: only}\n", encoding="utf-8")
    before = copied.tables()
    copied.catalogue = CatalogueFolder(folder)
    result = copied.build()
    assert not result.success
    assert "the catalogue has" in why(result)
    assert "terms.yaml" in why(result)
    assert "`unit_id` is `visits`" in why(result)
    assert copied.heard.totals == {Stage.CATALOGUE: 0}
    assert copied.tables() == before


def test_a_landing_folder_that_is_gone_stops_the_run_at_once(copied: Workshop) -> None:
    shutil.rmtree(copied.settings.landing)
    result = copied.build()
    assert not result.success
    assert f"{copied.settings.landing}: no such folder" in why(result)
    assert not [event for event in result.all_events if event.event_type_value == "STEP_UP_FOR_RETRY"]


def test_a_broken_rule_publishes_nothing_and_is_shown_with_its_rows(copied: Workshop) -> None:
    sql = WarehouseSql.load()
    rule = SqlCheck(
        "no_visits", "error", "Nobody travels", "select area_id, value from core.observation", ("core.observation",)
    )
    asset = warehouse_tables(tables(), WarehouseSql(sql.models, (*sql.checks, rule), sql.macros), [], None)
    before = copied.tables()
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            [asset],
            instance=instance,
            resources={
                "folders": WarehouseFolders.of(copied.settings),
                "catalogue": copied.catalogue,
                "progress": copied.heard,
            },
            raise_on_error=False,
        )
    assert not result.success
    assert "check no_visits (Nobody travels)" in why(result)
    [shown] = [check for check in result.get_asset_check_evaluations() if check.check_name == "no_visits"]
    assert (shown.passed, shown.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert shown.asset_key == dg.AssetKey(["core", "observation"])
    assert "district-016" in str(shown.metadata["sample"].value)
    assert copied.tables() == before


def test_a_single_asset_can_be_materialised_afterwards(copied: Workshop) -> None:
    definitions = copied.definitions()
    for keys, partition in ((["staging/quantity"], "2024"), (["ref/unit"], None)):
        selection = dg.AssetSelection.assets(*keys).required_multi_asset_neighbors()
        job = dg.define_asset_job("alone", selection=selection)
        alone = dg.Definitions.merge(definitions, dg.Definitions(jobs=[job])).resolve_job_def("alone")
        with dg.DagsterInstance.ephemeral() as instance:
            assert alone.execute_in_process(instance=instance, partition_key=partition).success
    assert copied.ask("select count(*) > 0 from staging.quantity") == [(True,)]


def test_a_document_on_which_our_code_fails_costs_no_other(copied: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(passages: pl.DataFrame) -> pl.DataFrame:
        if "Hội An" in passages["text"][0]:
            raise ZeroDivisionError("a fault of ours")
        return quantity_frame(passages)

    WarehouseFolders.of(copied.settings).lake.remove("staging.quantity", 2025)
    with monkeypatch.context() as patched:
        patched.setattr("pipelines.orchestration.steps.quantity_frame", faulty)
        assert copied.build(2025, 2025).success
    [(table, [reason])] = copied.ask("select table_name, reasons from raw.rejected_row")
    assert (table, "ZeroDivisionError: a fault of ours" in reason) == ("staging.quantity", True)
    assert copied.ask("select distinct area_id from core.claim order by all") == [("district-016",), ("district-123",)]
    assert copied.build(2025, 2025).success
    assert copied.ask("select count(*) from raw.rejected_row") == [(0,)]
    assert copied.ask("select count(*) from core.claim where area_id = 'district-503'") == [(3,)]
