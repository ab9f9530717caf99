"""The texts behind the documents: a sketch of each, made once, and what is found by comparing all of them."""

from collections.abc import Iterator, Mapping
from typing import Final

import dagster as dg

from pipelines.orchestration.assets.steps import step_over_years
from pipelines.orchestration.metadata import asset_key, shown, table_spec, written_metadata
from pipelines.orchestration.partitions import WHOLE_RANGE, YEARS
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.steps import sketching_texts
from pipelines.orchestration.texts import source_texts
from schemas.contract import Table

SKETCHES: Final = "staging.text_sketch"
TEXTS: Final = "core.source_text"
TABLES: Final = (SKETCHES, TEXTS)


def sketch_table(models: Mapping[str, type[Table]], code_version: str) -> dg.AssetsDefinition:
    """Define the asset that holds a sketch of the text of each document."""

    @dg.multi_asset(
        name="sketches",
        specs=[
            table_spec(
                models[SKETCHES],
                kinds={"python", "polars"},
                deps=["raw.document", "staging.passage"],
                code_version=code_version,
            )
        ],
        partitions_def=YEARS,
        backfill_policy=WHOLE_RANGE,
    )
    def sketches(
        context: dg.AssetExecutionContext,
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None]]:
        step = sketching_texts(folders.tables)
        yield from step_over_years(context, step, catalogue.extractor_version, progress, Stage.TEXTS)

    return sketches


def source_table(models: Mapping[str, type[Table]], code_version: str) -> dg.AssetsDefinition:
    """Define the asset that says which documents are copies of one text and which are versions of one page.

    A copy may be printed in any year, so it is made whole.
    """

    @dg.multi_asset(
        name="source_texts",
        specs=[
            table_spec(
                models[TEXTS],
                kinds={"python", "polars"},
                deps=["raw.document", "ref.publisher", SKETCHES],
                code_version=code_version,
            )
        ],
    )
    def texts_of(folders: WarehouseFolders) -> dg.MaterializeResult[None]:
        tables = folders.tables
        written = tables[TEXTS].write(source_texts(tables))
        return dg.MaterializeResult(asset_key=asset_key(TEXTS), metadata=written_metadata([written]) | shown(written))

    return texts_of
