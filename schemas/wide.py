"""The wide marts: a row per area and year, a column per indicator of a domain and per digital practice.

Their columns come from the catalogue, so a new indicator there is a new column here. How a cell is filled is the
business of `sql/mart/district_*.sql`; marts with fixed columns stand in `schemas.mart`.
"""

from collections.abc import Mapping
from typing import Any

import pandera.polars as pa
import polars as pl

from schemas import columns, mart_columns, vocabulary
from schemas.catalogue import Catalogue
from schemas.contract import ContractError, Table
from schemas.raw import Document
from schemas.ref import Area

FLAG_ENTRY = pl.Struct({"key": pl.String, "value": pl.String})
"""One entry of a MAP(VARCHAR, VARCHAR), as Polars holds it."""

_TABLES: Mapping[str, tuple[str, str]] = {
    "culture": (
        "district_culture",
        "Culture of an area: one row per area and year, a column per indicator of the domain.",
    ),
    "tourism": (
        "district_tourism",
        "Tourism of an area: one row per area and year, a column per indicator of the domain.",
    ),
    "digital": (
        "district_digital_adoption",
        "Digital adoption of an area: one row per area and year, a column per indicator of the domain and practice.",
    ),
}


def wide_tables(catalogue: Catalogue) -> list[type[Table]]:
    """Build the model of each domain's wide table, in the order of the vocabulary.

    Raise ContractError, listing all of them, where ids of the catalogue would name a column twice or hide a method of
    `Table`.
    """
    practices = {
        practice_id: (str, _stage(f"{practice.label_en} ({practice.label_vi}): furthest stage stated in the year"))
        for practice_id, practice in catalogue.practices.items()
    }
    faults: list[str] = []
    tables: list[type[Table]] = []
    for domain in vocabulary.DOMAINS:
        own = [
            (indicator.indicator_id, (float, _value(f"{indicator.label_en} ({indicator.label_vi})", indicator.unit_id)))
            for indicator in catalogue.indicators.values()
            if indicator.domain == domain
        ]
        listed = own + (list(practices.items()) if domain == "digital" else [])
        fixed = _fixed_columns()
        taken = {*fixed, *dir(Table)}
        for name, _ in listed:
            if name in taken:
                faults.append(f"mart.{_TABLES[domain][0]}: {name} is taken already; rename it in the catalogue")
            taken.add(name)
        tables.append(_model(domain, fixed | dict(listed)))
    if faults:
        raise ContractError("\n".join(faults))
    return tables


def _fixed_columns() -> dict[str, tuple[Any, Any]]:
    flags = pa.Field(
        dtype_kwargs={"inner": FLAG_ENTRY},
        description="What a reader must know of a value, by column: about, more than, at least, nearly, under, "
        "at most, range a..b (the value is null), to/at a day (not the whole year), estimate, break in series, "
        "reconstructed from n areas, derived, conflict; several joined by `; `. A practice of which several stages are "
        "stated: also <stage>",
        metadata={"duckdb_type": "MAP(VARCHAR, VARCHAR)"},
    )
    restated = mart_columns.same(
        Document, "is_restated", description="True when some text behind the row restates other pages"
    )
    return {
        "area_id": (str, columns.area_id()),
        "area_name": (str, mart_columns.area_name()),
        "level": (str, mart_columns.same(Area, "level")),
        "province_name": (str, mart_columns.province_name()),
        "year": (pl.Int32, columns.year()),
        "documents": (int, mart_columns.documents()),
        "is_restated": (bool, restated),
        "flags": (pl.List, flags),
    }


def _value(description: str, unit_id: str) -> Any:
    limits = {"min_value": -columns.LARGEST, "max_value": columns.LARGEST}
    return pa.Field(nullable=True, in_range=limits, description=description, metadata={"unit": unit_id})


def _stage(description: str) -> Any:
    return columns.coded(vocabulary.STAGES, description, nullable=True)


def _model(domain: str, declared: Mapping[str, tuple[Any, Any]]) -> type[Table]:
    name, description = _TABLES[domain]
    metadata = {"schema": "mart", "key": ["area_id", "year"]}
    namespace: dict[str, Any] = {column: field for column, (_, field) in declared.items()}
    namespace["__annotations__"] = {column: dtype for column, (dtype, _) in declared.items()}
    namespace["__doc__"] = description
    namespace["__module__"] = __name__
    namespace["Config"] = type("Config", (Table.Config,), {"name": name, "metadata": metadata})
    return type(name.title().replace("_", ""), (Table,), namespace)
