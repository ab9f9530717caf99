"""The scores of the extractor: what was read in the labelled documents, against their labels, version by version."""

import hashlib
from collections.abc import Mapping

import dagster as dg

from pipelines.orchestration.metadata import asset_key, shown, table_spec, written_metadata
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.scores import SCORES, Versions, scores
from pipelines.store.sql_models import load_lake_model
from schemas.contract import Table


def score_table(models: Mapping[str, type[Table]]) -> dg.AssetsDefinition:
    """Define the asset that keeps the scores of all versions; raise SqlModelError where its SQL cannot be used."""
    model = load_lake_model(SCORES)
    specs = {name: declared.spec() for name, declared in models.items()}

    @dg.multi_asset(
        name="scores",
        specs=[
            table_spec(
                models[SCORES],
                kinds={"sql", "duckdb", "polars"},
                deps=model.depends_on,
                code_version=hashlib.sha256(model.sql.encode()).hexdigest()[:12],
            )
        ],
    )
    def scores_of(
        folders: WarehouseFolders, catalogue: dg.ResourceParam[CatalogueFolder]
    ) -> dg.MaterializeResult[None]:
        table = folders.tables[SCORES]
        versions = Versions(catalogue.extractor_version, catalogue.catalogue.labels.version)
        written = table.write(scores(table, model, specs, versions))
        return dg.MaterializeResult(asset_key=asset_key(SCORES), metadata=written_metadata([written]) | shown(written))

    return scores_of
