"""Layer ref: the tables of the catalogue. They come first, so that a fault in them stops a run before it reads."""

from collections.abc import Iterator, Mapping

import dagster as dg

from pipelines.orchestration.lake_tables import LakeTable
from pipelines.orchestration.metadata import asset_key, shown, table_spec, written_metadata
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from schemas.catalogue import CatalogueError
from schemas.contract import Table


def catalogue_tables(models: Mapping[str, type[Table]]) -> dg.AssetsDefinition:
    """Define the assets of layer ref, filled together from the reviewed files."""

    of_layer = [model for model in models.values() if model.schema_name() == "ref"]

    @dg.multi_asset(name="catalogue", specs=[table_spec(model, kinds={"yaml", "polars"}) for model in of_layer])
    def catalogue_of(
        folders: WarehouseFolders,
        catalogue: dg.ResourceParam[CatalogueFolder],
        progress: dg.ResourceParam[Progress],
    ) -> Iterator[dg.MaterializeResult[None]]:
        progress.begin(Stage.CATALOGUE)
        try:
            loaded = catalogue.catalogue
        except CatalogueError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        for name, frame in loaded.frames().items():
            written = LakeTable(folders.lake, models[name]).write(frame)
            yield dg.MaterializeResult(
                asset_key=asset_key(name),
                metadata=written_metadata([written]) | shown(written),
                data_version=dg.DataVersion(loaded.version_of(name)),
            )

    return catalogue_of
