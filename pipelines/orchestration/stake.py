"""Which years a build must cover: those in which something changed since what the lake holds was made.

Reading decides where an undated document goes; where a new one may go anywhere, every year is at stake.
"""

from collections.abc import Iterable

import polars as pl

from pipelines.orchestration.intake import Found, RawTables, frame
from pipelines.orchestration.manifest import Plan, Stored, plan
from pipelines.orchestration.steps import Step, is_outdated
from pipelines.reading.rows import RowMaker, rejected_document


def years_at_stake(found: Found, raw: RawTables, steps: Iterable[Step], maker: RowMaker) -> range:
    """Return the shortest range of partitions outside of which a build would change nothing, at least the last one."""
    version, stored = maker.extractor_version, raw.stored()
    todo = plan(found.entries, stored, raw.edition(version), maker.years)
    years = _left(stored, todo) | _told_otherwise(found, raw, stored, todo)
    for entry in todo.to_read:
        if entry.line is None or entry.line.published_on is None:
            return maker.years
        # Unreadable, it would go where files without a day go.
        years |= {maker.partition_year(entry.line.published_on), maker.partition_year(entry.retrieved_at)}
    for step in steps:
        held = {year for table in (*step.sources, *step.targets) for year in table.years()}
        years |= {year for year in held if is_outdated(step, year, version)}
    return range(min(years, default=maker.years[-1]), max(years, default=maker.years[-1]) + 1)


def _left(stored: Stored, todo: Plan) -> set[int]:
    """Return the years in which a document stands, or its rejection, that will not stand there any more."""
    tables = ((stored.documents, todo.kept), (stored.rejections, todo.kept_rejections))
    return {
        year
        for table, kept in tables
        for year, documents in table.items()
        if any(kept.get(document) != year for document in documents)
    }


def _told_otherwise(found: Found, raw: RawTables, stored: Stored, todo: Plan) -> set[int]:
    """Return the years whose stored rejections are not those of the scan and of the files that are kept as rejected."""
    names = {entry.document_id: entry.file_name for entry in found.entries}
    kept = [names[document] for document in todo.kept_rejections]
    model = raw.rejected.model
    years = set()
    for year in {*found.rejections, *stored.rejections}:
        told = raw.rejected.rows(year).filter(~pl.col("file_name").is_in(kept))
        wanted = frame(model.empty(), (rejected_document(one, year) for one in found.rejections.get(year, ())), model)
        if not told.equals(wanted.sort(model.key())):
            years.add(year)
    return years
