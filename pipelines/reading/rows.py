"""Rows of layers raw and staging, made of what landing knows of a file and what reading found in it; pure.

The register of the landing folder wins over the document's own words, cell by cell. Reading bytes, and storing rows,
are the business of others.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from pipelines.landing import Entry, RegisterLine, Rejection
from pipelines.reading import letterhead
from pipelines.reading.blocks import Block, composed
from pipelines.reading.document import ReadDocument, RejectedError
from schemas.catalogue import Publisher, Publishers
from schemas.catalogue.publishers import UNKNOWN

Row = dict[str, Any]

# A letterhead stands right above the title; menus and banners of a page, further up, may hold its words by chance.
_ABOVE_TITLE: Final = 12


@dataclass(frozen=True)
class RowMaker:
    """What rows need besides the document: the catalogue's publishers and areas, the partitions, the version.

    `years` are the partitions that exist, without gaps; `extractor_version` has 12 hex digits.
    """

    publishers: Publishers
    area_ids: frozenset[str]
    years: range
    extractor_version: str

    def document(self, entry: Entry, document: ReadDocument) -> Row:
        """Make the row of `raw.document`; an area that the catalogue does not have is left out, see `unknown_area`."""
        line = entry.line or RegisterLine(0, entry.file_name)
        published_on = line.published_on or document.published_on
        publisher = self._publisher(line, document)
        return {
            "document_id": entry.document_id,
            "file_name": entry.file_name,
            "media_type": document.media_type,
            "size_bytes": entry.size_bytes,
            "kind": line.kind or ("report" if looks_like_report(document) else "article"),
            "publisher_id": publisher.publisher_id,
            "publisher_name": line.publisher or document.site,
            "title": line.title or document.title,
            "author": document.author,
            "url": next(iter(line.source_urls), None),
            "source_urls": list(line.source_urls),
            "is_restated": line.is_restated,
            "published_on": published_on,
            "retrieved_at": entry.retrieved_at,
            "partition_year": self.partition_year(published_on or entry.retrieved_at),
            "area_id": line.area_id if line.area_id in self.area_ids else None,
            "language": document.language,
            "encoding": document.encoding,
            "text": document.text,
            "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
            "extractor_version": self.extractor_version,
        }

    def unknown_area(self, entry: Entry, register_name: str) -> Rejection | None:
        """Return what is wrong with the register's line, where it names an area that the catalogue does not have."""
        line = entry.line
        if line is None or line.area_id is None or line.area_id in self.area_ids:
            return None
        message = f"`area_id` is `{line.area_id}`, which ref.area does not have; {entry.file_name} is read without it"
        cure = "Look the area up in ref.area; units of before 2025-07-01 have no `-2025` at the end."
        return Rejection(register_name, line.line_no, None, None, "bad_register_line", message, cure)

    def partition_year(self, moment: date | datetime) -> int:
        """Return the partition of a day: its year, or the nearest one where that has no partition."""
        return min(max(moment.year, self.years[0]), self.years[-1])

    def _publisher(self, line: RegisterLine, document: ReadDocument) -> Publisher:
        """Find the publisher by name, then by address; the addresses of a restated text are those of others."""
        found = self.publishers.resolve(line.publisher or document.site, None)
        if found.publisher_id == UNKNOWN and not (line.is_restated and line.publisher):
            found = self.publishers.resolve(None, next(iter(line.source_urls), None))
        return found


def passages(document_id: str, document: ReadDocument) -> list[Row]:
    """Make the rows of `staging.passage` of one document, in reading order."""
    return [
        {
            "document_id": document_id,
            "passage_no": number,
            "role": passage.role,
            "section": passage.section,
            "start": passage.start,
            "end": passage.end,
            "text": document.text_of(passage),
            "is_recognised": passage.is_recognised,
        }
        for number, passage in enumerate(document.passages)
    ]


def rejection(entry: Entry, error: RejectedError) -> Rejection:
    """Say of a file of the landing folder why it could not be read."""
    return Rejection(
        entry.file_name, 0, entry.document_id, entry.size_bytes, error.reason, error.message, error.cure
    )  # fmt: skip


def rejected_document(found: Rejection, partition_year: int) -> Row:
    """Make the row of `raw.rejected_document`."""
    return {
        "file_name": found.file_name,
        "line_no": found.line_no,
        "document_id": found.document_id,
        "size_bytes": found.size_bytes,
        "reason": found.reason,
        "message": found.message,
        "cure": found.cure,
        "partition_year": partition_year,
    }


def merged(rejections: Iterable[Rejection]) -> list[Rejection]:
    """Join what was found wrong with the same file or line, so that each is told once; sorted by file and line."""
    found: dict[tuple[str, int], Rejection] = {}
    for one in rejections:
        key = (one.file_name, one.line_no)
        first = found.get(key)
        if first is None:
            found[key] = one
        elif one.message not in first.message:
            found[key] = Rejection(
                *key,
                first.document_id,
                first.size_bytes,
                first.reason,
                f"{first.message}; {one.message}",
                first.cure if one.cure in first.cure else f"{first.cure} {one.cure}",
            )
    return [found[key] for key in sorted(found)]


def looks_like_report(document: ReadDocument) -> bool:
    """Tell whether a document carries the letterhead of an official report above its title."""
    shown = [number for number, passage in enumerate(document.passages) if passage.role != "boilerplate"]
    if not shown:
        return False
    from_head = document.passages[max(shown[0] - _ABOVE_TITLE, 0) :]
    blocks = composed(Block(document.text_of(passage), passage.start, passage.end, 0) for passage in from_head)
    return letterhead.frame(blocks) is not None
