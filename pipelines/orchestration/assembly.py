"""The whole of what Dagster is told, assembled by one function; what may differ between two builds is an argument."""

from typing import Final

import dagster as dg

from pipelines.orchestration.assets import core, mart, raw, ref, scores, staging, texts
from pipelines.orchestration.manifest import code_digest
from pipelines.orchestration.progress import Progress, Unwatched
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.schedules import schedules
from pipelines.settings import Settings
from schemas.registry import tables

JOB: Final = "build"


def build_definitions(
    settings: Settings,
    *,
    catalogue: CatalogueFolder | None = None,
    progress: Progress | None = None,
    pool: str | None = mart.PUBLISH_POOL,
) -> dg.Definitions:
    """Assemble assets, checks, the job `build` and its schedules for one warehouse.

    Without a `catalogue` the shipped one is used; without `pool` nothing but the lock of the warehouse keeps two
    publishers apart. Raise SqlModelError where SQL files cannot be used.
    """
    models = tables()
    reading_code = code_digest(["reading"])[:12]
    extracting_code = code_digest()[:12]
    document_tables = [*raw.TABLES, staging.TABLE, *core.TABLES, *texts.TABLES]
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        description="Read the landing folder, extract what its documents state, and publish the warehouse.",
    )
    return dg.Definitions(
        assets=[
            ref.catalogue_tables(models),
            raw.document_tables(models, reading_code),
            staging.number_table(models, extracting_code),
            core.claim_tables(models, extracting_code),
            texts.sketch_table(models, extracting_code),
            texts.source_table(models, extracting_code),
            scores.score_table(models),
            mart.warehouse_tables(models, mart.WarehouseSql.load(), document_tables, pool),
        ],
        jobs=[job],
        schedules=schedules(JOB),
        resources={
            "folders": WarehouseFolders.of(settings),
            "catalogue": dg.ResourceDefinition.hardcoded_resource(catalogue or CatalogueFolder()),
            "progress": dg.ResourceDefinition.hardcoded_resource(progress or Unwatched()),
        },
        # Starting a process per step takes several times as long as what most steps do.
        executor=dg.in_process_executor,
    )
