"""Layer raw, and the passages, which are found in the same reading: what the landing folder holds."""

from collections.abc import Iterator, Mapping
from typing import Final

import dagster as dg

from pipelines.landing import LandingError
from pipelines.orchestration import sandboxing
from pipelines.orchestration.assets.results import results
from pipelines.orchestration.intake import take_in
from pipelines.orchestration.metadata import asset_key, table_spec
from pipelines.orchestration.partitions import WHOLE_RANGE, YEARS, selected_years
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.reading.sandbox import SandboxError
from schemas.contract import Table

TABLES: Final = ("raw.document", "raw.rejected_document", "staging.passage")
DOCUMENTS_OP: Final = "documents"
READ: Final = "documents_read"
REUSED: Final = "documents_reused"


def document_tables(models: Mapping[str, type[Table]], code_version: str) -> dg.AssetsDefinition:
    """Define the assets that are filled by reading the landing folder."""

    @dg.multi_asset(
        name=DOCUMENTS_OP,
        specs=[
            table_spec(
                models[name],
                kinds={"python", "polars"},
                deps=["ref.area", "ref.publisher"],
                code_version=code_version,
            )
            for name in TABLES
        ],
        partitions_def=YEARS,
        backfill_policy=WHOLE_RANGE,
        # A folder on another machine can be out of reach for a moment; what a file holds never fails the run.
        retry_policy=dg.RetryPolicy(max_retries=2, delay=1, backoff=dg.Backoff.EXPONENTIAL),
    )
    def documents(
        context: dg.AssetExecutionContext,
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None]]:
        years = selected_years(context)
        tables = folders.raw_tables
        try:
            with sandboxing.sandbox(folders.settings) as sandbox:
                found = sandboxing.find_with(sandbox, folders.settings, catalogue.row_maker)
                intake = take_in(
                    found,
                    tables,
                    catalogue.row_maker,
                    years,
                    read=sandbox.read,
                    begin=lambda total: progress.begin(Stage.READING, total),
                    done=lambda: progress.advance(Stage.READING),
                )
        except (LandingError, SandboxError) as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        for note in found.notes:
            context.log.info(note)
        for fault in intake.faults:
            context.log.error(fault)
        written = {year: tables.write(year, content) for year, content in intake.by_year.items()}
        yield from results(context, written, {asset_key("raw.document"): {READ: intake.read, REUSED: intake.reused}})

    return documents
