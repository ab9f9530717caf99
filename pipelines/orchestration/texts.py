"""Which documents print one text, and which are versions of one page: the rows of the sketches and of what follows.

Which texts are copies is decided in `language`; here a document is chosen to stand for them, and pages are compared by
their address.
"""

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from pipelines.language.resemblance import Sketch, groups, similarity, sketch
from pipelines.orchestration.lake_tables import LakeTable
from schemas.core import SourceText
from schemas.staging import TextSketch

_OF_DOCUMENT: Final = ("document_id", "publisher_id", "url", "is_restated", "published_on", "retrieved_at")
_NO_WORDS: Final = Sketch(0, array("I"), frozenset())
# Of 4,851 pairs of different texts of the sample and the corpus none was more alike than 0.20.
_ONE_PAGE: Final = 0.3


def sketch_frame(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Sketch the texts of documents by their passages, the boilerplate left out; give rows of `staging.text_sketch`."""
    read = passages.filter(pl.col("role") != "boilerplate").sort("passage_no")
    of_document = read.group_by("document_id").agg("text")
    joined = documents.select("document_id").join(of_document, on="document_id", how="left").sort("document_id")
    rows = [_sketch_row(document, sketch(texts or ())) for document, texts in joined.iter_rows()]
    return pl.DataFrame(rows, schema=TextSketch.dtypes(), orient="row")


def source_texts(tables: Mapping[str, LakeTable]) -> pl.DataFrame:
    """Return the rows of `core.source_text` for all documents of the lake."""
    return source_text_frame(
        _of_all_years(tables["raw.document"], _OF_DOCUMENT),
        _of_all_years(tables["staging.text_sketch"], TextSketch.dtypes().names()),
        tables["ref.publisher"].rows(),
    )


def source_text_frame(documents: pl.DataFrame, sketches: pl.DataFrame, publishers: pl.DataFrame) -> pl.DataFrame:
    """Put together the copies of each text and the versions of each page; a document without a sketch has no copies."""
    ordered = (
        documents.select(_OF_DOCUMENT)
        .join(publishers.select("publisher_id", "rank"), on="publisher_id", how="left")
        # In this order the first document of a group is the one that stands for it.
        .sort("rank", "published_on", "document_id", nulls_last=True)
    )
    ids = ordered["document_id"].to_list()
    known = {row["document_id"]: _sketch(row) for row in sketches.iter_rows(named=True)}
    sketched = [known.get(document, _NO_WORDS) for document in ids]
    firsts = groups(sketched)
    found = pl.DataFrame(
        {
            "document_id": ids,
            "text_id": [ids[first] for first in firsts],
            "similarity": [
                1.0 if first == index else similarity(sketched[index], sketched[first])
                for index, first in enumerate(firsts)
            ],
        },
        schema_overrides={"document_id": pl.String, "text_id": pl.String, "similarity": pl.Float64},
    )
    newer = _superseded(documents, {document: known.get(document, _NO_WORDS) for document in ids})
    return found.join(newer, on="document_id", how="left").select(SourceText.dtypes().names()).sort("document_id")


def _superseded(documents: pl.DataFrame, sketches: Mapping[str, Sketch]) -> pl.DataFrame:
    """Return which document is the newest version of the page of another.

    A text that restates a page bears its address and is no version of it; nor are attachments of one page versions of
    each other, whose texts are as unlike as any two.
    """
    pages = documents.filter(pl.col("url").is_not_null() & ~pl.col("is_restated"))
    newest = pl.col("document_id").sort_by("retrieved_at", "published_on", "document_id", nulls_last=False).last()
    versions = pages.select("document_id", newest.over("url").alias("superseded_by"))
    pairs = versions.filter(pl.col("document_id") != pl.col("superseded_by"))
    alike = [similarity(sketches[older], sketches[newer]) >= _ONE_PAGE for older, newer in pairs.iter_rows()]
    return pairs.filter(pl.Series(alike, dtype=pl.Boolean))


def _of_all_years(table: LakeTable, columns: Iterable[str]) -> pl.DataFrame:
    # Year by year, so that no more texts are held than one year has.
    return pl.concat([rows.select(columns) for rows in (table.model.empty(), *map(table.rows, table.years()))])


def _sketch_row(document: str, made: Sketch) -> tuple[Any, ...]:
    return document, made.word_count, made.min_hashes.tolist(), sorted(made.numbers)


def _sketch(row: Mapping[str, Any]) -> Sketch:
    return Sketch(row["word_count"], array("I", row["min_hashes"]), frozenset(row["printed_numbers"]))
