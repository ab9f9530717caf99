"""Row-wise casts of a frame to a table's types: a cell that does not fit is reported, and no row is lost.

Pandera's own coercion is all or nothing, and Polars casts text to no date and `1.5` to the integer 1 in silence; so
each cast here is checked against its source. Rules about values belong to the tables.
"""

from collections.abc import Mapping

import polars as pl
from polars.exceptions import PolarsError

from schemas.ddl import ContractError

ROW = "__row_no"
"""Number of a row in its frame while it is judged; no table may have a column of this name."""

FAULTS = pl.Schema([(ROW, pl.UInt32), ("column", pl.String), ("check", pl.String), ("case", pl.String)])
"""One broken rule of one row: the row's number, the column, the rule, and the offending value as text."""

_TRUTH = {"true": True, "false": False}


def cast_rows(frame: pl.DataFrame, dtypes: Mapping[str, pl.DataType], table: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cast the columns of `frame` to `dtypes`; return the typed frame and its faults (schema `FAULTS`).

    Raise ContractError, listing all columns at fault, where a whole column has a type that cannot be read as another.
    """
    typed: list[pl.Series] = []
    faults: list[pl.DataFrame] = [FAULTS.to_frame()]
    breaches: list[str] = []
    for name, dtype in dtypes.items():
        source = frame.get_column(name)
        if source.dtype == dtype:
            typed.append(source)
            continue
        try:
            cell, changed = _cast(source, dtype)
        except (PolarsError, ContractError) as error:
            breaches.append(f"column {name} is {source.dtype} and cannot become {dtype}: {str(error).splitlines()[0]}")
            continue
        typed.append(cell)
        if changed.any():
            faults.append(_faults(source, changed, dtype))
    if breaches:
        raise ContractError(f"{table}: " + "; ".join(breaches) + "; give the frame the types of the table's dtypes()")
    return pl.DataFrame(typed), pl.concat(faults)


def _cast(source: pl.Series, dtype: pl.DataType) -> tuple[pl.Series, pl.Series]:
    if source.dtype == pl.Null:
        cell = source.cast(dtype)
        return cell, cell.is_null() & False
    if source.dtype == pl.String:
        cell = _from_text(source, dtype)
        return cell, cell.is_null() & source.is_not_null()
    _refuse_guesses(source.dtype, dtype)
    cell = source.cast(dtype, strict=False)
    # What does not come back as it was has lost something: a fraction, a time of day, a field, a list's member.
    changed = (
        cell.is_null() & source.is_not_null() if dtype == pl.String else source.ne_missing(cell.cast(source.dtype))
    )
    return cell, changed


def _from_text(source: pl.Series, dtype: pl.DataType) -> pl.Series:
    match dtype:
        case pl.Date():
            return source.str.to_date("%Y-%m-%d", strict=False)
        case pl.Datetime():
            return source.str.to_datetime("%+", time_unit=dtype.time_unit, time_zone=dtype.time_zone, strict=False)
        case pl.Boolean():
            return source.str.to_lowercase().replace_strict(_TRUTH, default=None, return_dtype=pl.Boolean)
    return source.cast(dtype, strict=False)


def _refuse_guesses(source: pl.DataType, dtype: pl.DataType) -> None:
    if not dtype.is_temporal():
        return
    if not source.is_temporal():
        raise ContractError("a number is no date; give a date or text like 2024-12-31")
    if isinstance(dtype, pl.Datetime) and bool(getattr(source, "time_zone", None)) != bool(dtype.time_zone):
        raise ContractError("one has a time zone and the other has none; name the zone of the times")


def _faults(source: pl.Series, changed: pl.Series, dtype: pl.DataType) -> pl.DataFrame:
    rows = pl.DataFrame({ROW: changed.arg_true(), "case": source.filter(changed)})
    case = pl.col("case")
    text = pl.struct(case).struct.json_encode() if source.dtype.is_nested() else case.cast(pl.String)
    return rows.select(
        pl.col(ROW).cast(pl.UInt32),
        pl.lit(source.name).alias("column"),
        pl.lit(f"cast({dtype})").alias("check"),
        text.alias("case"),
    )
