"""Layer staging: every number of the passages."""

from collections.abc import Iterator, Mapping
from typing import Final

import dagster as dg

from pipelines.orchestration.assets.steps import step_over_years
from pipelines.orchestration.metadata import table_spec
from pipelines.orchestration.partitions import WHOLE_RANGE, YEARS
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.steps import finding_numbers
from schemas.contract import Table

TABLE: Final = "staging.quantity"


def number_table(models: Mapping[str, type[Table]], code_version: str) -> dg.AssetsDefinition:
    """Define the asset that holds every number of the documents."""

    @dg.multi_asset(
        name="quantities",
        specs=[
            table_spec(
                models[TABLE],
                kinds={"python", "polars"},
                deps=["raw.document", "staging.passage"],
                code_version=code_version,
            )
        ],
        partitions_def=YEARS,
        backfill_policy=WHOLE_RANGE,
    )
    def quantities(
        context: dg.AssetExecutionContext,
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None]]:
        step = finding_numbers(folders.tables)
        yield from step_over_years(context, step, catalogue.extractor_version, progress, Stage.NUMBERS)

    return quantities
