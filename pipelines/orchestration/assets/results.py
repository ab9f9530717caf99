"""What a run over several years tells Dagster of the tables it stored: the whole, and each partition for itself."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from pipelines.orchestration.lake_tables import Written
from pipelines.orchestration.metadata import asset_key, partition_metadata, written_metadata


def results(
    context: dg.AssetExecutionContext,
    written: Mapping[int, Mapping[str, Written]],
    more: Mapping[dg.AssetKey, Mapping[str, Any]],
) -> Iterator[dg.MaterializeResult[None]]:
    """Report tables that were stored by year; `more` is metadata of single assets."""
    for key in sorted(context.selected_asset_keys):
        name = ".".join(key.path)
        parts = {year: tables[name] for year, tables in written.items()}
        for year, part in parts.items():
            context.add_asset_metadata(partition_metadata(part), asset_key=key, partition_key=str(year))
        metadata = written_metadata(list(parts.values()))
        yield dg.MaterializeResult(asset_key=asset_key(name), metadata={**metadata, **more.get(key, {})})
