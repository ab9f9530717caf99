"""Columns that several marts share; those that other layers have too stand in `schemas.columns`. No table is here."""

from typing import Any

import pandera.polars as pa
import polars as pl

from schemas import columns, vocabulary
from schemas.contract import Table

COUNT_ENTRY = pl.Struct({"key": pl.String, "value": pl.Int64})
"""One entry of a MAP(VARCHAR, BIGINT), as Polars holds it."""


def same(table: type[Table], column: str, **options: Any) -> Any:
    """Declare a column of another table anew, with that table's text, unit and nullability."""
    declared = table.to_schema().columns[column]
    settings = {"description": declared.description, "nullable": declared.nullable, "metadata": declared.metadata}
    return pa.Field(**(settings | options))


def area_name(**options: Any) -> Any:
    """Declare the name under which an area is shown."""
    return pa.Field(description="Area's name with its kind, as in Huyện Sóc Sơn", **options)


def province_name() -> Any:
    """Declare the name of the province above an area."""
    return pa.Field(nullable=True, description="Province that holds the area, or is it; null for the country")


def is_current() -> Any:
    """Declare whether a release is the one at hand."""
    return pa.Field(description="True for the release that this file is")


def documents() -> Any:
    """Declare how many documents stand behind a row."""
    return pa.Field(ge=0, description="Documents behind the row")


def claim_id(**options: Any) -> Any:
    """Declare the reference to `core.claim`."""
    return pa.Field(description="Claim of `core.claim`", **options)


def claims() -> Any:
    """Declare how many claims stand behind a row."""
    return pa.Field(ge=0, description="Claims behind the row, chosen or not")


def header() -> Any:
    """Declare the header of a table whose row is quoted."""
    return pa.Field(
        nullable=True, description="Header of the table, where the sentence is a row of one; null elsewhere"
    )


def sentence(**options: Any) -> Any:
    """Declare the sentence in which a figure stands."""
    return pa.Field(description="The sentence that states it, as the source wrote it", **options)


def document_title() -> Any:
    """Declare a document's title."""
    return pa.Field(nullable=True, description="Title of the document")


def document_kind(**options: Any) -> Any:
    """Declare whether a document is an article or a report."""
    words = "article (press or portal) or report (signed by an authority)"
    return columns.coded(vocabulary.DOCUMENT_KINDS, words, **options)


def publisher(**options: Any) -> Any:
    """Declare a publisher's name."""
    return pa.Field(description="Publisher's name in the catalogue", **options)


def restated_from() -> Any:
    """Declare the addresses that a text restates."""
    return pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Addresses whose figures the text restates; empty when it restates none",
    )


def count(description: str) -> Any:
    """Declare a number of things."""
    return pa.Field(ge=0, description=description)


def fraction(description: str) -> Any:
    """Declare a part of one."""
    return pa.Field(nullable=True, in_range={"min_value": 0, "max_value": 1}, description=description)


def share(description: str) -> Any:
    """Declare a share in percent."""
    return pa.Field(
        nullable=True,
        in_range={"min_value": 0, "max_value": 100},
        description=description,
        metadata={"unit": "percent"},
    )
