"""Which documents must be made anew and which stand in the lake as they would be made now; pure but for `code_digest`.

A fingerprint says of which input and by which edition of the pipeline the rows of a document were made; it is kept in
the lake with the rows. Equal fingerprints mean equal rows, so a build over what is kept equals a build from nothing.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Final

import pipelines
from pipelines.landing import Entry
from schemas.contract import Table

NEVER: Final = ""
"""Fingerprint of a document some of whose rows were refused or could not be made: the next build tries it again."""

Fingerprints = Mapping[str, str]
"""What was made of which document: `{document_id: fingerprint}`."""

EXTRACTING_ROOMS: Final = ("reading", "language", "claims")
"""The rooms of `pipelines` whose code decides what is read out of a document."""


def code_digest(rooms: Iterable[str] = EXTRACTING_ROOMS, root: Path = Path(pipelines.__file__).parent) -> str:
    """Return the SHA-256 over names and bytes of the source files of some rooms, in lower-case hex."""
    digest = hashlib.sha256()
    for room in rooms:
        files = sorted(file for file in (root / room).rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        for file in files:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def extractor_version(code: str, catalogue_fingerprint: str) -> str:
    """Return the version of everything that reads documents: code and catalogue, as 12 hex digits."""
    return _digest(code, catalogue_fingerprint)[:12]


def edition(version: str, models: Iterable[type[Table]]) -> str:
    """Return what rows of these tables are made by: the extractor's version and the tables' contracts."""
    return _digest(version, *(repr(model.spec()) for model in models))


def refusing(edition: str, conditions: str) -> str:
    """Return the edition that refuses files: what is refused may be read with more time, memory or programs."""
    return _digest(edition, conditions)


def entry_fingerprint(entry: Entry, edition: str) -> str:
    """Return the fingerprint of a document of the landing folder: of all that its rows are made from."""
    # Without the number of the register's line: a line put in above it changes nothing that is said.
    said = None if entry.line is None else astuple(replace(entry.line, line_no=0))
    return _digest(edition, entry.document_id, entry.file_name, entry.retrieved_at, said)


def following(edition: str, *fingerprints: str) -> str:
    """Return the fingerprint of what an edition makes of a document's rows that have these fingerprints."""
    return NEVER if NEVER in fingerprints else _digest(edition, *fingerprints)


def unchanged(wanted: Fingerprints, *stored: Fingerprints) -> frozenset[str]:
    """Return the documents that stand in every table of `stored` as they are wanted."""
    return frozenset(
        document
        for document, fingerprint in wanted.items()
        if fingerprint != NEVER and all(table.get(document) == fingerprint for table in stored)
    )


def agreed(*stored: Fingerprints) -> dict[str, str]:
    """Return what several tables of one step say together; where they disagree, a build was cut off between them."""
    documents = dict.fromkeys(document for table in stored for document in table)
    return {
        document: stored[0].get(document, NEVER) if len({table.get(document) for table in stored}) == 1 else NEVER
        for document in documents
    }


@dataclass(frozen=True)
class Stored:
    """What layer raw holds of the landing folder, by year: documents that were read, and files that could not be."""

    documents: Mapping[int, Fingerprints]
    rejections: Mapping[int, Fingerprints]

    def years_of(self, document_id: str) -> frozenset[int]:
        """Return the years in whose partitions a document, or its rejection, stands."""
        return frozenset(
            year
            for table in (self.documents, self.rejections)
            for year, documents in table.items()
            if document_id in documents
        )


@dataclass(frozen=True)
class Plan:
    """What a run over some years does with the files of the landing folder.

    `kept` documents and `kept_rejections` stand as they are, in the partition of the year given. `to_read` are new or
    changed. Files that are in neither wait for a run over all years that hold something of them: a document that moved
    alone into one of two partitions would be lost or doubled.
    """

    kept: Mapping[str, int]
    kept_rejections: Mapping[str, int]
    to_read: tuple[Entry, ...]


def plan(
    entries: Iterable[Entry], stored: Stored, edition: str, years: Collection[int], refused_by: str | None = None
) -> Plan:
    """Decide what to read of the files of a landing folder, in a run over `years`.

    `refused_by` is the edition of rejections, see `refusing`; without it, that of documents.
    """
    kept: dict[str, int] = {}
    kept_rejections: dict[str, int] = {}
    to_read: list[Entry] = []
    for entry in entries:
        wanted = entry_fingerprint(entry, edition)
        as_document = _year_of(stored.documents, entry.document_id, wanted)
        as_rejected = wanted if refused_by is None else entry_fingerprint(entry, refused_by)
        as_rejection = _year_of(stored.rejections, entry.document_id, as_rejected)
        if as_document is not None:
            kept[entry.document_id] = as_document
        elif as_rejection is not None:
            kept_rejections[entry.document_id] = as_rejection
        elif stored.years_of(entry.document_id) <= set(years):
            to_read.append(entry)
    return Plan(kept, kept_rejections, tuple(to_read))


def _year_of(table: Mapping[int, Fingerprints], document_id: str, wanted: str) -> int | None:
    return next((year for year, documents in sorted(table.items()) if documents.get(document_id) == wanted), None)


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]
