"""The CSV files of areas, their names and their changes, as frames of `ref.area`, `ref.area_name`, `ref.area_change`.

Rows are judged by the table models; here stand the rules between rows: references, and aliases that would name two
areas at once. How the files are made is the business of `build_areas`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from schemas.catalogue.faults import Faults
from schemas.catalogue.rows import read_rows
from schemas.catalogue.search_key import search_key
from schemas.contract import Table
from schemas.ref import Area, AreaChange, AreaName

AREA_FILES: Final[dict[str, type[Table]]] = {
    "areas.csv": Area,
    "area_names.csv": AreaName,
    "area_changes.csv": AreaChange,
}
"""The CSV files of the catalogue and the tables whose columns they have."""


@dataclass(frozen=True)
class AreaRows:
    """The sound rows of a file, and the ids of areas that only its other rows describe."""

    good: pl.DataFrame
    refused_ids: pl.Series


def read_areas(file: str, data: bytes, faults: Faults) -> AreaRows:
    """Read one of AREA_FILES into the types of its table; rows at fault are noted."""
    rows = read_rows(file, data, AREA_FILES[file], faults)
    return AreaRows(rows.good, rows.bad["row_json"].str.json_path_match("$.area_id"))


def check_areas(areas: AreaRows, names: pl.DataFrame, changes: pl.DataFrame, faults: Faults) -> None:
    """Note references to areas that do not exist, and aliases that would name two areas at once."""
    known = pl.concat([areas.good["area_id"], areas.refused_ids])
    for file, frame, column in (
        ("areas.csv", areas.good, "parent_id"),
        ("area_names.csv", names, "area_id"),
        ("area_changes.csv", changes, "predecessor_id"),
        ("area_changes.csv", changes, "successor_id"),
    ):
        named = frame[column].drop_nulls().unique(maintain_order=True)
        # Of a file that cannot be read at all, every reference would be a fault and hide the cause.
        for area_id in named.filter(~named.is_in(known.implode())) if known.len() else ():
            faults.add(file, f"`{column}` is `{area_id}`, which areas.csv does not have", "correct it or add the area")
    for alias, one, other in _ambiguous_aliases(areas.good, names):
        faults.add(
            "area_names.csv",
            f"the alias `{alias}` names `{one}` and `{other}`, which exist at one time under one parent",
            "keep it with one of the two, or with neither",
        )


def _ambiguous_aliases(areas: pl.DataFrame, names: pl.DataFrame) -> list[tuple[str, str, str]]:
    """Find aliases that are also a name of a sibling whose days of existence overlap.

    Siblings that share their very name (a town and a commune, a ward and the ward it is merged into) share what is
    made from it too; no alias can help there, so that such pairs are no fault.
    """
    siblings = areas.select("area_id", "parent_id", "valid_from", "valid_to", pl.col("name").alias("own_name"))
    placed = names.join(siblings, on="area_id").with_columns(
        pl.col("name").str.normalize("NFC").str.to_lowercase().alias("called"),
        pl.col("valid_to").fill_null(date.max),
    )
    pairs = placed.filter(pl.col("kind") == "alias").join(placed, on=["parent_id", "called"], suffix="_other")
    overlap = (pl.col("valid_from") < pl.col("valid_to_other")) & (pl.col("valid_from_other") < pl.col("valid_to"))
    # Two aliases meet twice; the pair is told once, from its first area.
    is_told = (pl.col("kind_other") != "alias") | (pl.col("area_id") < pl.col("area_id_other"))
    clashes = pairs.filter((pl.col("area_id") != pl.col("area_id_other")) & overlap & is_told)
    return [
        (row["name"], row["area_id"], row["area_id_other"])
        for row in clashes.sort("name", "area_id", "area_id_other").iter_rows(named=True)
        if _key(row["own_name"]) != _key(row["own_name_other"])
    ]


def _key(name: str) -> str:
    # Wards are numbered with and without a leading zero.
    return search_key(name).lstrip("0")
