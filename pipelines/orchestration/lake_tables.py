"""Tables of the lake under their contracts: what is written is validated, and what cannot be used any more is not read.

A refused row goes to `raw.rejected_row`, and its document is tried again by every build until all its rows are good.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from pipelines.orchestration.manifest import NEVER, Fingerprints
from pipelines.store.lake import Lake
from schemas.contract import REJECTED_ROW, Table, split

_DOCUMENT: Final = "document_id"


@dataclass(frozen=True)
class Failure:
    """A document of which a step could make no rows, because its code failed on it."""

    document_id: str
    error: str


@dataclass(frozen=True)
class Written:
    """What became of one table, or one year of it: the rows that are stored, and the rows that were refused."""

    rows: pl.DataFrame
    refused: pl.DataFrame


@dataclass(frozen=True)
class LakeTable:
    """One table of the lake with its model."""

    lake: Lake
    model: type[Table]
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.model.qualified_name())

    def years(self) -> list[int]:
        """Return the years that are stored, in order."""
        return self.lake.years(self.name)

    def rows(self, year: int | None = None) -> pl.DataFrame:
        """Return what is stored; nothing where it was written under another contract, with other columns."""
        return self.lake.read(self.name, year) if self._is_current(year) else self.model.empty()

    def fingerprints(self, year: int) -> Fingerprints:
        """Return what the stored rows of a year were made of, by document."""
        return self.lake.fingerprints(self.name, year) if self._is_current(year) else {}

    def write(
        self,
        frame: pl.DataFrame,
        year: int | None = None,
        fingerprints: Fingerprints | None = None,
        failures: Iterable[Failure] = (),
    ) -> Written:
        """Validate a frame and store its good rows in the order of the key, and its refused rows beside the table.

        Documents that `failures` name, or of which a row was refused, lose their fingerprint. What stands in the lake
        already is not written again.
        """
        ordered = frame.sort(self.model.key())
        if fingerprints and NEVER not in fingerprints.values() and self._stands(ordered, year, fingerprints):
            # Equal fingerprints: the same contract accepted the same rows before.
            return Written(ordered, REJECTED_ROW.to_frame())
        good, bad = self._judged(ordered)
        refused = pl.concat([bad, _failed(self.name, failures)])
        marked = self._marked(fingerprints, ordered, bad, failures)
        # The refused rows first: a run that is cut off between the two leaves them out of date, never missing.
        if not self._rejected(year).equals(refused):
            self.lake.write_rejected(self.name, refused, year)
        if year is not None and good.is_empty() and not marked:
            self.lake.remove(self.name, year)
        elif not self._stands(good, year, marked):
            self.lake.write(self.name, good, year, marked)
        return Written(good, refused)

    def _judged(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        # Most tables of most years are empty, and judging costs the same however few the rows.
        if frame.is_empty() and frame.schema == self.model.dtypes():
            return frame, REJECTED_ROW.to_frame()
        parts = split(frame, self.model)
        return parts.good, parts.bad

    def _is_current(self, year: int | None) -> bool:
        file = self.lake.path(self.name, year)
        return file.exists() and self.lake.schema(file, self.name) == self.model.dtypes()

    def _stands(self, good: pl.DataFrame, year: int | None, fingerprints: Fingerprints | None) -> bool:
        return (
            self._is_current(year)
            and self.lake.fingerprints(self.name, year) == (fingerprints or {})
            and self.rows(year).equals(good)
        )

    def _rejected(self, year: int | None) -> pl.DataFrame:
        file = self.lake.rejected_path(self.name, year)
        return pl.read_parquet(file, hive_partitioning=False) if file.exists() else REJECTED_ROW.to_frame()

    def _marked(
        self, fingerprints: Fingerprints | None, frame: pl.DataFrame, bad: pl.DataFrame, failures: Iterable[Failure]
    ) -> dict[str, str] | None:
        if fingerprints is None:
            return None
        faulty = {failure.document_id for failure in failures}
        if _DOCUMENT in frame.columns:
            faulty.update(frame.get_column(_DOCUMENT).gather(bad["row_no"]).drop_nulls())
        return {document: NEVER if document in faulty else mark for document, mark in fingerprints.items()}


def _failed(table: str, failures: Iterable[Failure]) -> pl.DataFrame:
    rows = [
        {
            "table_name": table,
            "row_no": 0,
            "reasons": [f"{_DOCUMENT}: its rows could not be made: {failure.error}"],
            "row_json": json.dumps({_DOCUMENT: failure.document_id}),
        }
        for failure in failures
    ]
    return pl.DataFrame(rows, schema=REJECTED_ROW)
