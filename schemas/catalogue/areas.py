"""The CSV files of areas, their states, names and changes, as frames of the tables `ref.area...`.

Rows are judged by the table models; what must hold between rows is said in `area_rules`. How the files are made is
the business of `build_areas`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from schemas.catalogue.faults import Faults
from schemas.catalogue.rows import read_rows
from schemas.contract import Table
from schemas.ref import Area, AreaChange, AreaName, AreaState

AREA_FILES: Final[dict[str, type[Table]]] = {
    "areas.csv": Area,
    "area_states.csv": AreaState,
    "area_names.csv": AreaName,
    "area_changes.csv": AreaChange,
}
"""The CSV files of the catalogue and the tables whose columns they have."""


@dataclass(frozen=True)
class AreaRows:
    """The sound rows of a file, the line of each, and the ids of areas that only its other rows describe."""

    good: pl.DataFrame
    lines: tuple[int, ...]
    refused_ids: pl.Series

    @property
    def placed(self) -> pl.DataFrame:
        """Return the sound rows with their lines as column `line`."""
        return self.good.with_columns(pl.Series("line", self.lines, dtype=pl.Int64))


def read_areas(data: Mapping[str, bytes], faults: Faults) -> dict[str, AreaRows]:
    """Read AREA_FILES into the types of their tables, by file name; rows at fault are noted."""
    return {file: _read(file, data[file], faults) for file in AREA_FILES}


def _read(file: str, data: bytes, faults: Faults) -> AreaRows:
    rows = read_rows(file, data, AREA_FILES[file], faults)
    return AreaRows(rows.good, rows.lines, rows.bad["row_json"].str.json_path_match("$.area_id"))


def all_states(areas: pl.DataFrame, written: pl.DataFrame) -> pl.DataFrame:
    """Return the states of all areas: the rows written down, and of every other area the one that `areas` tells."""
    single = areas.filter(~pl.col("area_id").is_in(written["area_id"].unique().implode()))
    return pl.concat([single.select(written.columns), written]).sort("area_id", "valid_from")
