"""What Dagster is told: an asset per table, each with its columns, one job over all of them, and two schedules."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from pipelines.orchestration.assembly import JOB, build_definitions
from pipelines.orchestration.partitions import YEARS, existing_years, range_tags
from pipelines.settings import Settings
from pipelines.store.sql_models import load_checks, load_models
from schemas.catalogue import load
from schemas.registry import tables

READ_FROM_DOCUMENTS = {
    "raw.document", "raw.rejected_document", "staging.passage", "staging.quantity", "staging.text_sketch",
    "core.claim", "core.unclaimed_quantity", "core.adoption", "core.named_item",
}  # fmt: skip
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    folder: Path = tmp_path_factory.mktemp("warehouse")
    return build_definitions(Settings(folder / "landing", folder))


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {".".join(spec.key.path): spec for spec in definitions.resolve_all_asset_specs()}


def test_every_table_is_an_asset_and_every_asset_a_table(specs: dict[str, dg.AssetSpec]) -> None:
    assert specs.keys() == tables(load()).keys()


def test_layers_are_groups(specs: dict[str, dg.AssetSpec]) -> None:
    assert all(spec.group_name == name.partition(".")[0] for name, spec in specs.items())


def test_what_comes_out_of_documents_is_partitioned_by_year_and_nothing_else_is(specs: dict[str, dg.AssetSpec]) -> None:
    assert {name for name, spec in specs.items() if spec.partitions_def is not None} == READ_FROM_DOCUMENTS
    assert {spec.partitions_def for name, spec in specs.items() if name in READ_FROM_DOCUMENTS} == {YEARS}


def test_all_years_of_a_backfill_are_one_run(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    policies = {graph.get(dg.AssetKey(name.split("."))).backfill_policy for name in READ_FROM_DOCUMENTS}
    assert policies == {dg.BackfillPolicy.single_run()}


def test_the_current_year_is_a_partition() -> None:
    keys = YEARS.get_partition_keys()
    assert keys == [str(year) for year in existing_years()]
    assert (keys[0], keys[-1]) == ("1995", str(datetime.now(HANOI).year))


def test_assets_say_what_a_row_is_and_what_each_column_means(specs: dict[str, dg.AssetSpec]) -> None:
    for name, model in tables().items():
        assert specs[name].description == model.spec().description
        schema = specs[name].metadata["dagster/column_schema"]
        assert [(column.name, column.description is not None) for column in schema.columns] == [
            (column.name, True) for column in model.columns()
        ]


def test_columns_show_their_rules(specs: dict[str, dg.AssetSpec]) -> None:
    columns = {column.name: column for column in specs["core.claim"].metadata["dagster/column_schema"].columns}
    assert not columns["claim_id"].constraints.nullable
    assert columns["claim_id"].constraints.unique
    assert columns["value"].constraints.nullable
    assert any("'exact'" in rule for rule in columns["bound"].constraints.other)


def test_sql_assets_depend_on_what_their_select_reads(specs: dict[str, dg.AssetSpec]) -> None:
    for model in load_models():
        read = {".".join(dep.asset_key.path) for dep in specs[model.qualified_name].deps}
        assert read == set(model.depends_on)


def test_whatever_code_or_sql_makes_has_a_version(specs: dict[str, dg.AssetSpec]) -> None:
    made = READ_FROM_DOCUMENTS | {model.qualified_name for model in load_models()}
    assert all(re.fullmatch("[0-9a-f]{12}", specs[name].code_version or "") for name in made)


def test_every_sql_check_is_an_asset_check(definitions: dg.Definitions) -> None:
    keys = definitions.resolve_asset_graph().asset_check_keys
    assert sorted(key.name for key in keys) == sorted(check.name for check in load_checks())


def test_the_job_holds_all_assets_and_runs_in_one_process(
    definitions: dg.Definitions, specs: dict[str, dg.AssetSpec]
) -> None:
    job = definitions.resolve_job_def(JOB)
    assert {".".join(key.path) for key in job.asset_layer.executable_asset_keys} == specs.keys()
    assert job.partitions_def == YEARS
    assert job.executor_def == dg.in_process_executor


def test_only_the_publisher_is_in_a_pool(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def(JOB)
    assert {op.name: op.pool for op in job.all_node_defs if op.pool} == {"warehouse": "publish"}


@pytest.mark.parametrize(
    ("name", "cron", "moment", "tags"),
    [
        ("weekly", "0 3 * * 1", datetime(2025, 3, 3, 3, tzinfo=HANOI), range_tags(1995, 2025)),
        ("weekly", "0 3 * * 1", datetime(2029, 1, 1, 3, tzinfo=HANOI), range_tags(1995, 2029)),
        ("yearly", "0 5 10 1 *", datetime(2026, 1, 10, 5, tzinfo=HANOI), range_tags(2025, 2026)),
    ],
)
def test_schedules_run_by_themselves_over_the_years_that_matter(
    definitions: dg.Definitions, name: str, cron: str, moment: datetime, tags: dict[str, str]
) -> None:
    schedule = definitions.resolve_schedule_def(name)
    assert (schedule.cron_schedule, schedule.execution_timezone) == (cron, "Asia/Ho_Chi_Minh")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert schedule.job_name == JOB
    with dg.build_schedule_context(
        scheduled_execution_time=moment, repository_def=definitions.get_repository_def()
    ) as context:
        [request] = schedule.evaluate_tick(context).run_requests or []
    assert tags.items() <= request.tags.items()


def test_definitions_can_be_loaded_as_dagster_loads_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NIENGIAM_WAREHOUSE", str(tmp_path))
    from pipelines.definitions import defs

    dg.Definitions.validate_loadable(defs)
