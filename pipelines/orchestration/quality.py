"""What the UI shows of the quality of a release: figures that it plots over builds, and a chart over versions.

Read out of the published file; how statements are matched and counted is written in SQL.
"""

from typing import Any, Final

import dagster as dg
import duckdb
import polars as pl

from pipelines.orchestration.plot import chart
from schemas.vocabulary import SCORE_LEVELS, SCORE_MEASURES

QUALITY: Final = "mart.extraction_quality"

_VERSIONS: Final = """
select
    quality.extractor_version, quality.version_no, quality.score_level, quality.labelled, quality.precision,
    quality.recall, quality.f1, release.extractor_version is not null as is_released
from mart.extraction_quality as quality
left join mart.release as release on release.is_current and release.extractor_version = quality.extractor_version
where quality.indicator = 'all'
order by quality.version_no, list_position($levels, quality.score_level)
"""
# What a figure must have to become a value of its year; the bound is finer than most readers need.
_SHOWN_LEVEL: Final = "dated"
_SHOWN_VERSIONS: Final = 20


def quality_metadata(connection: duckdb.DuckDBPyConnection, extractor_version: str) -> dict[str, Any]:
    """Return all versions as a chart, and each figure of the released one as a number of its own (`dated_recall`).

    A version that met no labelled document has no figures.
    """
    rows: pl.DataFrame = connection.sql(_VERSIONS, params={"levels": list(SCORE_LEVELS)}).pl()
    shown = rows.filter(pl.col("score_level") == _SHOWN_LEVEL).tail(_SHOWN_VERSIONS)
    figures = {
        f"{row['score_level']}_{measure}": float(row[measure])
        for row in rows.filter("is_released").iter_rows(named=True)
        for measure in SCORE_MEASURES
        if row[measure] is not None
    }
    versions = {"versions": dg.MetadataValue.md(_over_versions(shown))} if shown.height else {}
    return {"extractor_version": extractor_version, **versions, **figures}


def _over_versions(rows: pl.DataFrame) -> str:
    """Draw precision and recall over versions, above a table of the same figures, the newest first."""
    lines = ["| version | labelled | precision | recall | f1 |", "| --- | --- | --- | --- | --- |"]
    for row in rows.reverse().iter_rows(named=True):
        mark = " (this release)" if row["is_released"] else ""
        figures = " | ".join("" if row[measure] is None else f"{row[measure]:.3f}" for measure in SCORE_MEASURES)
        lines.append(f"| {row['version_no']}: {row['extractor_version']}{mark} | {row['labelled']} | {figures} |")
    image = chart(
        f"precision and recall of level {_SHOWN_LEVEL} over versions",
        [str(number) for number in rows["version_no"]],
        {measure: rows[measure].to_list() for measure in ("precision", "recall")},
    )
    return "\n".join([f"Level `{_SHOWN_LEVEL}`, over versions of the extractor:", "", image, "", *lines])
