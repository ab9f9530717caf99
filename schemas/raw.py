"""Layer raw: what arrived. Content-addressed, no cleaning; what cannot be read is a row too."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas import columns, vocabulary
from schemas.contract import Table


class Document(Table):
    """Documents that were read: one row per distinct content.

    The text is stored as every offset of the warehouse counts it. A document of the register that restates another
    page (`is_restated`) names that page in `source_urls`.
    """

    document_id: str = columns.document_id()
    file_name: str = columns.file_name()
    media_type: str = pa.Field(str_matches=r"^[a-z]+/[a-z0-9.+-]+$", description="Media type found in the bytes (IANA)")
    size_bytes: int = pa.Field(gt=0, description="Size of the file", metadata={"unit": "byte"})
    kind: str = columns.coded(vocabulary.DOCUMENT_KINDS, "article (press or portal) or report (signed by an authority)")
    publisher_id: str = columns.publisher_id()
    publisher_name: str = pa.Field(nullable=True, description="Publisher as the register or the page names it")
    title: str = pa.Field(nullable=True, description="Title, from the register or else from the page")
    author: str = pa.Field(nullable=True, description="Author, as the page names it")
    url: str = columns.url()
    source_urls: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String}, description="Every address that the text comes from, as the register says"
    )
    is_restated: bool = pa.Field(description="True when the text restates the figures of source_urls in other words")
    published_on: pl.Date = pa.Field(
        nullable=True, description="Day of publication; null when neither register nor page says"
    )
    retrieved_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(
        description="When the bytes came into the landing folder"
    )
    partition_year: pl.Int32 = pa.Field(
        in_range={"min_value": 1995, "max_value": 2100},
        description="Year of publication, or else of retrieval: the partition that holds the document",
    )
    area_id: str = columns.area_id(nullable=True)
    language: str = pa.Field(str_matches=r"^[a-z]{2}$", description="Language of the text (ISO 639-1)")
    encoding: str = pa.Field(description="Encoding of the bytes, or that of before Unicode which was converted")
    text: str = pa.Field(
        str_length={"min_value": 1}, description="The whole text, boilerplate included; offsets point here"
    )
    text_sha256: str = pa.Field(str_matches=columns.SHA256, description="SHA-256 of the text in UTF-8")
    extractor_version: str = columns.extractor_version()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "document"
        metadata = {"schema": "raw", "key": ["document_id"]}


class RejectedDocument(Table):
    """What could not be read: one row per file or register line, with the reason and the cure."""

    file_name: str = columns.file_name()
    line_no: pl.Int32 = pa.Field(ge=0, description="Line of the register that is at fault; 0 when the file itself is")
    document_id: str = pa.Field(
        nullable=True, str_matches=columns.SHA256, description="SHA-256 of the bytes, where there are any"
    )
    size_bytes: int = pa.Field(nullable=True, ge=0, description="Size of the file", metadata={"unit": "byte"})
    reason: str = columns.coded(vocabulary.REJECTION_REASONS, "Why it was rejected")
    message: str = pa.Field(str_length={"min_value": 1}, description="What was found")
    cure: str = pa.Field(str_length={"min_value": 1}, description="What a person can do about it")
    partition_year: pl.Int32 = pa.Field(
        in_range={"min_value": 1995, "max_value": 2100},
        description="The partition that holds the row: the year it was met",
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "rejected_document"
        metadata = {"schema": "raw", "key": ["file_name", "line_no"]}


class RejectedRow(Table):
    """Rows that broke their table's contract: one row per refused row, with the reasons; never silently dropped."""

    table_name: str = pa.Field(description="Table that refused the row")
    row_no: pl.Int32 = pa.Field(ge=0, description="Number of the row in its batch, counted from 0")
    reasons: pl.List = pa.Field(dtype_kwargs={"inner": pl.String}, description="Each broken rule as `column: check`")
    row_json: str = pa.Field(description="The row as it came")

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "rejected_row"
        metadata = {"schema": "raw", "key": []}
