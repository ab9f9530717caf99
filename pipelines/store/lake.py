"""The Parquet lake: one file per table, or per table and year, replaced whole and never seen half-written.

`<root>/<layer>/<table>[/year=YYYY]/data.parquet`. Rows that a table refused lie under `raw/rejected_row`, a file per
refusing table and year, so that whoever writes a table replaces its own rejects and no others. What a frame must look
like is its model's affair, not the lake's.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

REJECTED_ROW: Final = "raw.rejected_row"

_FILE: Final = "data.parquet"
_FINGERPRINTS: Final = "niengiam.fingerprints"
_YEAR: Final = "year="


class LakeError(RuntimeError):
    """A file of the lake that is missing, unreadable or not what its table should hold."""


@dataclass(frozen=True)
class Lake:
    """The lake under `root`; tables go by their qualified name (`core.claim`), partitions by year."""

    root: Path

    def path(self, table: str, year: int | None = None) -> Path:
        """Return where a table, or one year of it, is stored."""
        folder = self.root.joinpath(*table.split("."))
        return (folder if year is None else folder / f"{_YEAR}{year:04d}") / _FILE

    def rejected_path(self, table: str, year: int | None = None) -> Path:
        """Return where the rows that a table, or one year of it, refused are stored."""
        folder = self.root.joinpath(*REJECTED_ROW.split("."), f"table={table}")
        return (folder if year is None else folder / f"{_YEAR}{year:04d}") / _FILE

    def years(self, table: str) -> list[int]:
        """Return the years of a table that are stored, in order."""
        folder = self.path(table).parent
        return sorted(int(file.parent.name.removeprefix(_YEAR)) for file in folder.glob(f"{_YEAR}*/{_FILE}"))

    def files(self, table: str) -> list[Path]:
        """Return every file of a table, in order of its years."""
        return sorted(self.path(table).parent.rglob(_FILE))

    def read(self, table: str, year: int | None = None) -> pl.DataFrame:
        """Return one year of a table or, without a year, all of it.

        Raise LakeError where nothing is stored, or a file is damaged or unlike the others.
        """
        files = self.files(table) if year is None else [self.path(table, year)]
        found = [file for file in files if file.exists()]
        if not found:
            raise LakeError(f"{self.path(table, year)} does not exist; materialise {table} first")
        frames = [_read(file, table) for file in found]
        for file, frame in zip(found, frames, strict=True):
            if frame.schema != frames[0].schema:
                raise LakeError(
                    f"{file} has other columns or types than {found[0]}: one of them was written by another version; "
                    f"materialise {table} again for all years"
                )
        return pl.concat(frames)

    def schema(self, file: Path, table: str) -> pl.Schema:
        """Return the columns of one file of a table, without reading its rows."""
        with _naming(file, table):
            return pl.Schema(pl.read_parquet_schema(file))

    def write(
        self,
        table: str,
        frame: pl.DataFrame,
        year: int | None = None,
        fingerprints: Mapping[str, str] | None = None,
    ) -> Path:
        """Replace a table, or one year of it, in one step; return the file.

        `fingerprints` says which version of the pipeline read which document (`{document_id: fingerprint}`); it is kept
        in the file itself, so that rows and versions cannot disagree. A reader sees the old file or the new one.
        """
        self._refuse_mixture(table, year)
        metadata = {_FINGERPRINTS: json.dumps(fingerprints, sort_keys=True)} if fingerprints is not None else None
        return _replace(self.path(table, year), frame, metadata)

    def write_rejected(self, table: str, rows: pl.DataFrame, year: int | None = None) -> None:
        """Replace the rows that a table, or one year of it, refused; no rows leave no file."""
        path = self.rejected_path(table, year)
        if rows.is_empty():
            path.unlink(missing_ok=True)
        else:
            _replace(path, rows, None)

    def fingerprints(self, table: str, year: int | None = None) -> dict[str, str]:
        """Return which version read which document of a stored table or year; empty where nothing says so."""
        file = self.path(table, year)
        if not file.exists():
            return {}
        with _naming(file, table):
            text = pl.read_parquet_metadata(file).get(_FINGERPRINTS, "{}")
        return {str(document): str(fingerprint) for document, fingerprint in json.loads(text).items()}

    def remove(self, table: str, year: int | None = None) -> None:
        """Remove a table, or one year of it, with its rejects; what does not exist is no error."""
        self.path(table, year).unlink(missing_ok=True)
        self.rejected_path(table, year).unlink(missing_ok=True)

    def _refuse_mixture(self, table: str, year: int | None) -> None:
        other = self.files(table) if year is None else [self.path(table)]
        clashing = [file for file in other if file.exists() and file != self.path(table, year)]
        if clashing:
            raise LakeError(
                f"{table} would be stored both whole and by year, and its rows be counted twice; "
                f"remove {clashing[0]} or write it the way it is stored"
            )


@contextmanager
def _naming(file: Path, table: str) -> Iterator[None]:
    try:
        yield
    except (PolarsError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise LakeError(
            f"{file} cannot be read as Parquet ({reason}); delete it and materialise {table} again"
        ) from error


def _read(file: Path, table: str) -> pl.DataFrame:
    with _naming(file, table):
        return pl.read_parquet(file, hive_partitioning=False)


def _replace(path: Path, frame: pl.DataFrame, metadata: dict[str, str] | None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # One writer at a time per folder: the fixed temporary name then also clears what a killed writer left.
        fcntl.flock(folder, fcntl.LOCK_EX)
        try:
            with temporary.open("wb") as file:
                frame.write_parquet(file, compression="zstd", metadata=metadata)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
