"""Layer core, as far as it is read out of documents: claims, what became none, practices and listed members."""

from collections.abc import Iterator, Mapping
from typing import Final

import dagster as dg

from pipelines.orchestration.assets.steps import step_over_years
from pipelines.orchestration.metadata import table_spec
from pipelines.orchestration.partitions import WHOLE_RANGE, YEARS
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.steps import reading_claims
from schemas.contract import Table

TABLES: Final = ("core.claim", "core.unclaimed_quantity", "core.adoption", "core.named_item")


def claim_tables(models: Mapping[str, type[Table]], code_version: str) -> dg.AssetsDefinition:
    """Define the assets that hold what documents state."""
    read = ["raw.document", "staging.passage", "staging.quantity"]
    catalogue_read = ["ref.area", "ref.area_state", "ref.area_name", "ref.indicator", "ref.practice", "ref.unit"]

    @dg.multi_asset(
        name="claims",
        specs=[
            table_spec(
                models[name],
                kinds={"python", "polars"},
                deps=[*read, *catalogue_read],
                code_version=code_version,
            )
            for name in TABLES
        ],
        partitions_def=YEARS,
        backfill_policy=WHOLE_RANGE,
    )
    def claims(
        context: dg.AssetExecutionContext,
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None]]:
        step = reading_claims(folders.tables, lambda: catalogue.reader)
        yield from step_over_years(context, step, catalogue.extractor_version, progress, Stage.CLAIMS)

    return claims
