"""How scores of versions are kept side by side: numbered as they are met, each replaced by its own next build."""

import polars as pl

from pipelines.orchestration.scores import Versions, with_earlier
from schemas.core import ExtractionScore

FIRST, SECOND, THIRD = "1" * 12, "2" * 12, "3" * 12
LABELS = "f" * 12
COUNTED = pl.DataFrame(
    {"score_level": ["dated"], "indicator_id": ["festivals_held"], "labelled": [4], "found": [3], "hits": [2]}
)


def counted(version: str, hits: int = 2) -> pl.DataFrame:
    return COUNTED.with_columns(pl.lit(version).alias("extractor_version"), pl.lit(hits, pl.Int64).alias("hits"))


def history(*versions: str) -> pl.DataFrame:
    stored = ExtractionScore.empty()
    for version in versions:
        stored = with_earlier(stored, counted(version), Versions(version, LABELS))
    return stored


def told(rows: pl.DataFrame) -> list[tuple[int, str, int]]:
    return sorted(rows.select("version_no", "extractor_version", "hits").rows())


def test_versions_are_numbered_in_the_order_in_which_they_are_met() -> None:
    rows = history(FIRST, SECOND, THIRD)
    assert told(rows) == [(1, FIRST, 2), (2, SECOND, 2), (3, THIRD, 2)]
    assert rows.schema == ExtractionScore.dtypes()


def test_a_version_replaces_its_own_rows_and_keeps_its_number() -> None:
    rows = with_earlier(history(FIRST, SECOND), counted(FIRST, hits=3), Versions(FIRST, "e" * 12))
    assert told(rows) == [(1, FIRST, 3), (2, SECOND, 2)]
    assert dict(rows.select("extractor_version", "label_version").rows()) == {FIRST: "e" * 12, SECOND: LABELS}


def test_a_version_that_meets_no_labelled_document_has_no_rows() -> None:
    assert told(with_earlier(history(FIRST, SECOND), counted(SECOND).clear(), Versions(SECOND, LABELS))) == [
        (1, FIRST, 2)
    ]
    assert with_earlier(ExtractionScore.empty(), counted(FIRST).clear(), Versions(FIRST, LABELS)).is_empty()
