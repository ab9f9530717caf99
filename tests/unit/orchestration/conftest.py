"""A landing folder and an empty lake, with a catalogue of two publishers and a reader that counts."""

import os
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.landing import Piece, Withheld
from pipelines.orchestration.intake import Intake, RawTables, find, take_in
from pipelines.orchestration.lake_tables import LakeTable
from pipelines.reading import ReadDocument, RejectedError, archive, read
from pipelines.reading.rows import RowMaker
from pipelines.settings import Settings
from pipelines.store.lake import Lake
from schemas.catalogue.publishers import Family, Publisher, Publishers
from schemas.raw import Document, RejectedDocument
from schemas.registry import tables
from schemas.staging import Passage

YEARS = range(1995, 2026)
PUBLISHERS = Publishers(
    (Publisher("baolangson.vn", "Báo Lạng Sơn", 4, (), ("baolangson.vn",)),),
    (Family(Publisher("unknown", "Không rõ", 7), (), ()),),
)
TEXT = "Huyện {} đón khách\n\nNăm 2023, huyện {} đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng.\n"


@dataclass
class Desk:
    """A landing folder, the tables filled from it, and the names of the files that were read."""

    folder: Path
    version: str = "0123456789ab"
    read: list[str] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    conditions: str = ""

    def __post_init__(self) -> None:
        self.landing.mkdir()

    @property
    def landing(self) -> Path:
        return self.folder / "landing"

    @property
    def lake(self) -> Lake:
        return Lake(self.folder / "lake")

    @property
    def tables(self) -> dict[str, LakeTable]:
        return {name: LakeTable(self.lake, model) for name, model in tables().items()}

    @property
    def raw(self) -> RawTables:
        return RawTables(*(LakeTable(self.lake, model) for model in (Document, RejectedDocument, Passage)))

    @property
    def maker(self) -> RowMaker:
        return RowMaker(PUBLISHERS, frozenset({"district-180"}), YEARS, self.version)

    @property
    def settings(self) -> Settings:
        return Settings(self.landing, self.folder)

    def put(
        self, name: str, content: str | None = None, published_on: str | None = "2024-01-05", year: int = 2024
    ) -> None:
        """Put a text of its own into the folder, as if it came in `year`; without a day the register has no line."""
        path = self.landing / name
        path.write_text(TEXT.format(name, name) if content is None else content, encoding="utf-8")
        self.came(name, year)
        if published_on is not None:
            self.lines[name] = published_on
        self.register()

    def came(self, name: str, year: int) -> None:
        moment = datetime(year, 6, 1, tzinfo=UTC).timestamp()
        os.utime(self.landing / name, (moment, moment))

    def register(self, **days: str) -> None:
        """Write the register, with other days of publication for some files."""
        self.lines |= {name.replace("_", "."): day for name, day in days.items()}
        rows = [f"{name},{day}" for name, day in self.lines.items()]
        (self.landing / "sources.csv").write_text("\n".join(["file,published_on", *rows]) + "\n", encoding="utf-8")
        self.came("sources.csv", 2024)

    def pack(self, name: str, files: dict[str, str], year: int = 2024) -> None:
        """Put an archive of texts into the folder, as if it came in `year`."""
        with zipfile.ZipFile(self.landing / name, "w") as packed:
            for inner, content in files.items():
                packed.writestr(inner, content)
        self.came(name, year)

    @staticmethod
    def unpack(content: bytes, take: Callable[[Piece | Withheld], None]) -> bool:
        """Unpack an archive here; the sandbox has stories of its own."""
        for one in archive.members(content):
            if isinstance(one, archive.Member):
                take(Piece(one.name, one.content))
            else:
                take(Withheld(one.name, one.size_bytes, one.error.reason, one.error.message, one.error.cure))
        return True

    def remove(self, name: str) -> None:
        (self.landing / name).unlink()
        self.lines.pop(name, None)
        self.register()

    def reader(self, content: bytes, file_name: str) -> ReadDocument:
        """Read a document and remember that it was read."""
        self.read.append(file_name)
        if file_name in self.failing:
            raise ZeroDivisionError("a fault of ours")
        if b"broken" in content:
            raise RejectedError("unreadable", "Broken.", "Fetch it again.")
        return read(content, file_name)

    def take_in(self, years: Collection[int] = YEARS) -> Intake:
        """Take in what some years hold and store it."""
        self.read.clear()
        found = find(self.settings, self.maker, unpack=self.unpack, conditions=self.conditions)
        intake = take_in(found, self.raw, self.maker, years, read=self.reader)
        for year, content in intake.by_year.items():
            self.raw.write(year, content)
        return intake

    def documents(self) -> dict[str, int]:
        """Return the partition of every stored document, by file name; each must stand once."""
        found: dict[str, int] = {}
        for year in self.raw.documents.years():
            for name in self.raw.documents.rows(year)["file_name"]:
                assert name not in found
                found[name] = year
        return found

    def rejected(self) -> dict[tuple[str, str], int]:
        """Return the partition of every stored rejection, by file name and reason."""
        found: dict[tuple[str, str], int] = {}
        for year in self.raw.rejected.years():
            for name, reason in self.raw.rejected.rows(year).select("file_name", "reason").rows():
                assert (name, reason) not in found
                found[name, reason] = year
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
