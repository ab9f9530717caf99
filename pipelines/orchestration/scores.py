"""How well each version of the extractor reads the labelled documents: the rows of `core.extraction_score`.

What is counted is written in `sql/lake/core/extraction_score.sql`; here earlier versions are kept beside this one.
"""

from dataclasses import dataclass
from typing import Final

import polars as pl

from pipelines.orchestration.lake_tables import LakeTable
from pipelines.store.selecting import select_from_lake
from pipelines.store.sql_models import SqlModel
from schemas.contract import TableSpec

SCORES: Final = "core.extraction_score"


@dataclass(frozen=True)
class Versions:
    """Which extractor read, and by which labels it is judged; both as 12 hex digits."""

    extractor: str
    labels: str


def scores(stored: LakeTable, model: SqlModel, specs: dict[str, TableSpec], versions: Versions) -> pl.DataFrame:
    """Return the scores of all versions: this one's over its documents in the lake, the others' as they are stored."""
    counted = select_from_lake(model, stored.lake, specs, {"extractor_version": versions.extractor})
    return with_earlier(stored.rows(), counted, versions)


def with_earlier(stored: pl.DataFrame, counted: pl.DataFrame, versions: Versions) -> pl.DataFrame:
    """Put what was counted in the place of the stored rows of its version; a new version comes last.

    Where nothing was counted, no labelled document has landed, and the version has no rows.
    """
    is_this = pl.col("extractor_version") == versions.extractor
    known = dict(stored.select("extractor_version", "version_no").rows())
    numbered = counted.with_columns(
        pl.lit(known.get(versions.extractor, max(known.values(), default=0) + 1), pl.Int32).alias("version_no"),
        pl.lit(versions.labels).alias("label_version"),
    )
    return pl.concat([stored.filter(~is_this), numbered.select(stored.columns)])
