"""From the landing folder to rows of layer raw and `staging.passage`, by year: what a run over some years stores.

Documents that did not change are taken from the lake, all others are read. What their rows hold is decided in
`pipelines.reading.rows`, which of them are read in `pipelines.orchestration.manifest`.
"""

import traceback
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.landing import REGISTER_NAME, Entry, LandingError, Rejection, Unpack, scan
from pipelines.landing.register import parse
from pipelines.orchestration.lake_tables import LakeTable, Written
from pipelines.orchestration.manifest import NEVER, Stored, agreed, edition, entry_fingerprint, plan, refusing
from pipelines.reading import ReadDocument, RejectedError, read, rows
from pipelines.reading.rows import Row, RowMaker
from pipelines.reading.sandbox import FaultError, SandboxError
from pipelines.settings import Settings
from schemas.contract import Table

Read = Callable[[bytes, str], ReadDocument]

_CHANGED: Final = "Build again when nobody writes to the file."
_UNFORESEEN: Final = "Report the file to the maintainers; every build tries it again."


@dataclass(frozen=True)
class RawTables:
    """The tables that taking in fills, together and never one alone."""

    documents: LakeTable
    rejected: LakeTable
    passages: LakeTable

    @property
    def years(self) -> frozenset[int]:
        """Return every year of which something is stored."""
        return frozenset({*self.documents.years(), *self.rejected.years(), *self.passages.years()})

    def edition(self, version: str) -> str:
        """Return the edition of the pipeline that fills the tables now."""
        return edition(version, (self.documents.model, self.rejected.model, self.passages.model))

    def stored(self) -> Stored:
        """Return what was made of which document, by year."""
        return Stored(
            {year: agreed(self.documents.fingerprints(year), self.passages.fingerprints(year)) for year in self.years},
            {year: self.rejected.fingerprints(year) for year in self.rejected.years()},
        )

    def write(self, year: int, content: "YearOfRaw") -> dict[str, Written]:
        """Replace one year; passages of a document whose own row is refused are left out with it."""
        documents = self.documents.write(
            frame(content.kept_documents, content.documents, self.documents.model), year, content.marks
        )
        passages = frame(content.kept_passages, content.passages, self.passages.model)
        of_documents = passages.join(documents.rows, on="document_id", how="semi")
        rejected = frame(content.kept_rejected, content.rejected, self.rejected.model)
        return {
            self.documents.name: documents,
            self.passages.name: self.passages.write(of_documents, year, content.marks),
            self.rejected.name: self.rejected.write(rejected, year, content.rejected_marks),
        }


@dataclass(frozen=True)
class Found:
    """What a scan of the landing folder found: files, and by year the rejections that need no reading.

    `conditions` are those under which files are read now; a file that was refused under others is tried again.
    """

    entries: tuple[Entry, ...]
    rejections: Mapping[int, tuple[Rejection, ...]]
    notes: tuple[str, ...]
    conditions: str = ""


@dataclass
class YearOfRaw:
    """What one partition holds: rows from the lake, new rows, and the fingerprints of documents and rejected files."""

    kept_documents: pl.DataFrame
    kept_passages: pl.DataFrame
    kept_rejected: pl.DataFrame
    documents: list[Row] = field(default_factory=list)
    passages: list[Row] = field(default_factory=list)
    rejected: list[Row] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    rejected_marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """What a run over some years stores, and how it came by it.

    `read` and `reused` count documents: read now, and taken from the lake. `faults` are the tracebacks of what was not
    foreseen.
    """

    by_year: Mapping[int, YearOfRaw]
    read: int
    reused: int
    faults: tuple[str, ...]


def find(settings: Settings, maker: RowMaker, *, unpack: Unpack | None = None, conditions: str = "") -> Found:
    """Scan the landing folder, archives with `unpack`; raise LandingError when the folder is not there."""
    landing = scan(settings.landing, max_bytes=settings.max_bytes, unpack=unpack)
    areas = (maker.unknown_area(entry, REGISTER_NAME) for entry in landing.entries)
    days = _register_days(settings.landing / REGISTER_NAME)
    by_year: dict[int, list[Rejection]] = defaultdict(list)
    for one in rows.merged([*landing.rejections, *(fault for fault in areas if fault is not None)]):
        by_year[maker.partition_year(_met_on(settings.landing, one, days))].append(one)
    rejections = {year: tuple(found) for year, found in by_year.items()}
    return Found(landing.entries, rejections, landing.notes, conditions)


def take_in(
    found: Found,
    tables: RawTables,
    maker: RowMaker,
    years: Collection[int],
    *,
    read: Read = read,
    begin: Callable[[int], None] = lambda total: None,
    done: Callable[[], None] = lambda: None,
) -> Intake:
    """Make all that the partitions `years` hold, reading the files that are new or changed.

    A file that cannot be read becomes a rejection, whatever goes wrong with it; raise SandboxError where nothing can be
    read. `begin` hears how many files are to be
    read, `done` of each that was.
    """
    stored = tables.stored()
    edition = tables.edition(maker.extractor_version)
    refused_by = refusing(edition, found.conditions)
    todo = plan(found.entries, stored, edition, years, refused_by)
    desk = _Desk(tables, maker, (edition, refused_by), stored, frozenset(years))
    named = {entry.document_id: entry.file_name for entry in found.entries}
    for year in desk.by_year:
        desk.keep(year, {document for document, at in todo.kept.items() if at == year})
        desk.keep_rejected(year, {named[document] for document, at in todo.kept_rejections.items() if at == year})
    reused = sum(year.kept_documents.height for year in desk.by_year.values())
    begin(len(todo.to_read))
    for entry in todo.to_read:
        desk.take(entry, read)
        done()
    for year, rejections in found.rejections.items():
        for one in rejections:
            desk.reject(one, year)
    newly_read = sum(len(year.documents) for year in desk.by_year.values())
    return Intake(desk.by_year, newly_read, reused, tuple(desk.faults))


class _Desk:
    """The partitions of a run while they are put together; whatever belongs to other years is left alone."""

    def __init__(
        self, tables: RawTables, maker: RowMaker, editions: tuple[str, str], stored: Stored, years: frozenset[int]
    ) -> None:
        self.tables, self.maker, self.stored = tables, maker, stored
        self.edition, self.refused_by = editions
        self.faults: list[str] = []
        nothing = [table.model.empty() for table in (tables.documents, tables.passages, tables.rejected)]
        self.by_year = {year: YearOfRaw(nothing[0], nothing[1], nothing[2]) for year in sorted(years)}
        elsewhere = (tables.rejected.rows(year) for year in tables.rejected.years() if year not in years)
        self.rejected_elsewhere = {key for frame in elsewhere for key in frame.select("file_name", "line_no").rows()}

    def keep(self, year: int, documents: set[str]) -> None:
        """Take documents from the lake, in the partition where they stand."""
        if not documents:
            return
        into, marks = self.by_year[year], self.stored.documents[year]
        of_these = pl.col("document_id").is_in(documents)
        into.kept_documents = pl.concat([into.kept_documents, self.tables.documents.rows(year).filter(of_these)])
        into.kept_passages = pl.concat([into.kept_passages, self.tables.passages.rows(year).filter(of_these)])
        into.marks |= {document: marks[document] for document in documents}

    def keep_rejected(self, year: int, file_names: set[str]) -> None:
        """Take the rejections of files from the lake."""
        if not file_names:
            return
        into, marks = self.by_year[year], self.stored.rejections[year]
        kept = self.tables.rejected.rows(year).filter(pl.col("file_name").is_in(file_names))
        into.kept_rejected = pl.concat([into.kept_rejected, kept])
        into.rejected_marks |= {document: marks[document] for document in kept["document_id"]}

    def take(self, entry: Entry, read: Read) -> None:
        """Read a file and put it into its partition; where the run does not hold that, all stays as it is."""
        try:
            document = read(entry.content(), entry.file_name)
        except RejectedError as error:
            self._reject_file(entry, rows.rejection(entry, error), entry_fingerprint(entry, self.refused_by))
            return
        except LandingError as error:
            self._reject_file(entry, rows.rejection(entry, RejectedError("unreadable", str(error), _CHANGED)), NEVER)
            return
        except SandboxError:
            raise
        except FaultError as error:
            self._fail(entry, error.said, error.trace)
            return
        except Exception as error:  # One file must not cost the others, whatever is wrong with our code.
            self._fail(entry, f"{type(error).__name__}: {error}", traceback.format_exc())
            return
        row = self.maker.document(entry, document)
        if (into := self.by_year.get(row["partition_year"])) is None:
            self._leave(entry)
            return
        into.documents.append(row)
        into.passages.extend(rows.passages(entry.document_id, document))
        into.marks[entry.document_id] = entry_fingerprint(entry, self.edition)

    def reject(self, found: Rejection, year: int) -> bool:
        """Put a rejection into its partition; tell whether the run holds it and no other year tells it already."""
        if year not in self.by_year or (found.file_name, found.line_no) in self.rejected_elsewhere:
            return False
        self.by_year[year].rejected.append(rows.rejected_document(found, year))
        return True

    def _fail(self, entry: Entry, said: str, trace: str) -> None:
        self.faults.append(f"{entry.file_name}\n{trace}")
        found = RejectedError("unreadable", f"Reading failed: {said}", _UNFORESEEN)
        self._reject_file(entry, rows.rejection(entry, found), NEVER)

    def _reject_file(self, entry: Entry, found: Rejection, mark: str) -> None:
        year = self.maker.partition_year(entry.retrieved_at)
        if self.reject(found, year):
            self.by_year[year].rejected_marks[entry.document_id] = mark
        else:
            self._leave(entry)

    def _leave(self, entry: Entry) -> None:
        for year in self.by_year:
            if entry.document_id in self.stored.documents.get(year, {}):
                self.keep(year, {entry.document_id})
            if entry.document_id in self.stored.rejections.get(year, {}):
                self.keep_rejected(year, {entry.file_name})


def frame(kept: pl.DataFrame, new: Iterable[Row], model: type[Table]) -> pl.DataFrame:
    """Return rows from the lake and new rows as one frame of a table."""
    return pl.concat([kept, pl.DataFrame(list(new), schema=model.dtypes())])


def _register_days(register: Path) -> Mapping[int, date]:
    """Return the days of publication that the register states, by line; none where it cannot be read."""
    try:
        lines = parse(register.read_bytes()).lines.values()
    except OSError:  # The scan tells of it.
        return {}
    return {line.line_no: line.published_on for line in lines if line.published_on is not None}


def _met_on(folder: Path, found: Rejection, days: Mapping[int, date]) -> date:
    """Return the day on which a rejection was met: of the missing document, or else of the file's last change."""
    if found.reason == "missing_file" and found.line_no in days:
        return days[found.line_no]
    # A file of an archive is met in the file that stands above it in the name, a removed one in its folder.
    named = folder / found.file_name
    for path in (named, *(above for above in named.parents if above.is_relative_to(folder))):
        try:
            return datetime.fromtimestamp(path.lstat().st_mtime, UTC).date()
        except OSError:  # A name that is not UTF-8 is told in another spelling; the folder then stands for it.
            continue
    raise LandingError(f"{folder}: the folder is gone. Build again when it is there.")
