"""Layer staging: the texts cut into passages and every number in them, verbatim and with offsets; nothing dropped."""

import pandera.polars as pa
import polars as pl

from schemas import columns, vocabulary
from schemas.contract import Table


class Passage(Table):
    """Passages of a document in reading order: one row per block of text, with its role on the page."""

    document_id: str = columns.document_id()
    passage_no: pl.Int32 = pa.Field(ge=0, description="Number of the passage in its document, counted from 0")
    role: str = columns.coded(vocabulary.ROLES, "What the passage is on the page; boilerplate is never read for claims")
    section: str = pa.Field(nullable=True, description="Nearest heading above the passage")
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    text: str = pa.Field(
        str_length={"min_value": 1}, description="The passage: exactly text[start:end] of the document"
    )
    is_recognised: bool = columns.is_recognised()

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "passage"
        metadata = {
            "schema": "staging",
            "key": ["document_id", "passage_no"],
            "sql_checks": {"span": '"end" - "start" = length("text")'},
        }


class Quantity(Table):
    """Every number of a document with its reading, boilerplate included: one row per number."""

    quantity_id: str = pa.Field(
        str_matches=r"^[0-9a-f]{16}-[0-9]+$", description="Start of the document's id, and the number's offset"
    )
    document_id: str = columns.document_id()
    passage_no: pl.Int32 = pa.Field(ge=0, description="Passage in which the number stands")
    start: pl.Int32 = columns.text_start()
    end: pl.Int32 = columns.text_end()
    surface: str = pa.Field(str_length={"min_value": 1}, description="The number as printed, with its scale word")
    category: str = columns.coded(vocabulary.QUANTITY_CATEGORIES, "What kind of number it is")
    value: float = columns.measure("The number read; null for a range and for numbers that are no amounts")
    lower: float = columns.lower()
    upper: float = columns.upper()
    bound: str = columns.bound(nullable=True)
    total: float = columns.measure("Second term of a ratio: 14 of `13/14 xã`")
    hedge_start: pl.Int32 = pa.Field(
        nullable=True, ge=0, description="First code point of the words that hedge the number, or of the number"
    )
    unit_surface: str = pa.Field(
        nullable=True, description="Words after the number that name what is counted, as printed"
    )

    is_repaired: bool = pa.Field(
        description="Whether the number stands broken in the text (`9 8%`, `3 ,5 triệu`) and was closed up to be read"
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "quantity"
        metadata = {"schema": "staging", "key": ["quantity_id"], "sql_checks": {"span": '"end" > "start"'}}


class TextSketch(Table):
    """What is kept of a text to find its copies: one row per document, over its passages but the boilerplate."""

    document_id: str = columns.document_id()
    word_count: pl.Int32 = pa.Field(ge=0, description="Words of the text, numbers included")
    min_hashes: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.UInt32},
        description="MinHash of the text: the least hash of its shingles (three words each; of a text of few words, "
        "the whole) under each of 192 orders; empty where it has no words",
    )
    printed_numbers: pl.List = pa.Field(
        dtype_kwargs={"inner": pl.String},
        description="Different numbers of the text without points and commas, each with the word behind it; "
        "dates and times of day left out",
    )

    class Config(Table.Config):
        """Where the table lives and what identifies a row."""

        name = "text_sketch"
        metadata = {"schema": "staging", "key": ["document_id"]}
