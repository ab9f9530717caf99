"""What assets are handed: the folders and limits of the warehouse, and the catalogue."""

from functools import cached_property
from pathlib import Path

import dagster as dg

from pipelines.claims.reader import Reader
from pipelines.orchestration.intake import RawTables
from pipelines.orchestration.lake_tables import LakeTable
from pipelines.orchestration.manifest import code_digest, extractor_version
from pipelines.orchestration.partitions import existing_years
from pipelines.reading.rows import RowMaker
from pipelines.settings import Settings
from pipelines.store.lake import Lake
from schemas.catalogue import FOLDER, Catalogue, load
from schemas.registry import tables


class WarehouseFolders(dg.ConfigurableResource[Settings]):
    """Where documents come from, where the warehouse is kept, and how much is allowed."""

    landing: str
    warehouse: str
    max_bytes: int
    snapshots_kept: int
    read_seconds: int
    read_memory_mb: int

    @classmethod
    def of(cls, settings: Settings) -> "WarehouseFolders":
        """Return the folders and limits of some settings."""
        return cls(
            landing=str(settings.landing),
            warehouse=str(settings.warehouse),
            max_bytes=settings.max_bytes,
            snapshots_kept=settings.snapshots_kept,
            read_seconds=settings.read_seconds,
            read_memory_mb=settings.read_memory_mb,
        )

    @property
    def settings(self) -> Settings:
        """Return the settings that the pipeline below works with."""
        return Settings(
            Path(self.landing),
            Path(self.warehouse),
            self.max_bytes,
            self.snapshots_kept,
            self.read_seconds,
            self.read_memory_mb,
        )

    @property
    def lake(self) -> Lake:
        """Return the Parquet lake."""
        return Lake(self.settings.lake)

    @property
    def tables(self) -> dict[str, LakeTable]:
        """Return the tables of the lake by qualified name."""
        lake = self.lake
        return {name: LakeTable(lake, model) for name, model in tables().items()}

    @property
    def raw_tables(self) -> RawTables:
        """Return the tables that are filled from the landing folder."""
        tables = self.tables
        return RawTables(tables["raw.document"], tables["raw.rejected_document"], tables["staging.passage"])


class CatalogueFolder:
    """The catalogue of a folder, loaded and compiled once by whoever needs it first; a run has one of its own."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the catalogue; raise CatalogueError with all of its faults."""
        return load(self.folder)

    @cached_property
    def reader(self) -> Reader:
        """Return the reader of claims with this catalogue."""
        return Reader(self.catalogue)

    @cached_property
    def extractor_version(self) -> str:
        """Return the version of everything that reads documents, as 12 hex digits."""
        return extractor_version(code_digest(), self.catalogue.fingerprint)

    @property
    def row_maker(self) -> RowMaker:
        """Return what makes rows of documents with this catalogue."""
        catalogue = self.catalogue
        return RowMaker(
            catalogue.publishers, frozenset(catalogue.areas["area_id"]), existing_years(), self.extractor_version
        )
