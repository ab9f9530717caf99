"""Which years a build must cover: those in which something changed since what the lake holds was made.

A run tells Dagster of every table in every year that it covers, which takes longer than to look into a few documents
for the day that says where they go.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import polars as pl

from pipelines.landing import Entry
from pipelines.orchestration.intake import Found, RawTables, Read, frame
from pipelines.orchestration.manifest import Plan, Stored, plan, refusing
from pipelines.orchestration.steps import Step, is_outdated
from pipelines.reading import read
from pipelines.reading.rows import RowMaker, rejected_document

MOST_LOOKED_INTO: Final = 200
"""New documents without a day in the register that are read for theirs; with more of them, every year is at stake."""


def years_at_stake(found: Found, raw: RawTables, steps: Iterable[Step], maker: RowMaker, *, read: Read = read) -> range:
    """Return the shortest range of partitions outside of which a build would change nothing, at least the last one."""
    version, stored = maker.extractor_version, raw.stored()
    edition = raw.edition(version)
    todo = plan(found.entries, stored, edition, maker.years, refusing(edition, found.conditions))
    undated = [entry for entry in todo.to_read if entry.line is None or entry.line.published_on is None]
    if len(undated) > MOST_LOOKED_INTO:
        return maker.years
    years = _left(stored, todo) | _told_otherwise(found, raw, stored, todo)
    for entry in todo.to_read:
        day = entry.line.published_on if entry.line else None
        # Unreadable, it would go where files without a day go.
        moments = (entry.retrieved_at, day or _printed_day(entry, read) or entry.retrieved_at)
        years |= {maker.partition_year(moment) for moment in moments}
    for step in steps:
        held = {year for table in (*step.sources, *step.targets) for year in table.years()}
        years |= {year for year in held if is_outdated(step, year, version)}
    return range(min(years, default=maker.years[-1]), max(years, default=maker.years[-1]) + 1)


def _printed_day(entry: Entry, read: Read) -> date | None:
    """Return the day of publication that a document states of itself; what is wrong with it, the run will tell."""
    try:
        return read(entry.content(), entry.file_name).published_on
    except (
        Exception
    ):  # Only the day is asked for here; the run reads the document again and keeps what is wrong with it.
        return None


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
