"""The CSV files of the catalogue, each with the columns of one table: rows judged by its model, with lines for faults.

Rules between rows and between files stand with what the rows are about, in `areas` and `labels`.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from schemas.catalogue.faults import Faults
from schemas.contract import REJECTED_ROW, ContractError, Table, split

# A broken export breaks every row; the first ones say enough.
_SHOWN: Final = 20


@dataclass(frozen=True)
class Rows:
    """The sound rows of a file in its order, the line of each, and the refused rows (schema `REJECTED_ROW`)."""

    good: pl.DataFrame
    lines: tuple[int, ...]
    bad: pl.DataFrame


def read_rows(file: str, data: bytes, model: type[Table], faults: Faults) -> Rows:
    """Read a file into the types of its table; rows at fault are noted."""
    try:
        parts = split(pl.read_csv(data, infer_schema=False), model)
    except (PolarsError, ContractError) as error:
        faults.add(file, " ".join(str(error).split()), "write the columns of the table, comma-separated, in UTF-8")
        return Rows(model.empty(), (), REJECTED_ROW.to_frame())
    for row in parts.bad.head(_SHOWN).iter_rows(named=True):
        line = row["row_no"] + 2
        faults.add(f"{file}:{line}", f"the row breaks {', '.join(row['reasons'])}", "correct those cells")
    if parts.bad.height > _SHOWN:
        faults.add(file, f"{parts.bad.height - _SHOWN} more rows are at fault", "correct the first ones and load again")
    refused = set(parts.bad["row_no"])
    numbers = range(parts.good.height + len(refused))
    return Rows(parts.good, tuple(number + 2 for number in numbers if number not in refused), parts.bad)
