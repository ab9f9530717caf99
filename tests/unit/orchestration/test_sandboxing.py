"""A landing folder read in the sandbox: archives and documents end up as rows, whatever is wrong with them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from unit.reading.hostile_files import locked, two_far_cells, zipped

from pipelines.landing import Piece, Withheld
from pipelines.orchestration import sandboxing
from pipelines.orchestration.intake import take_in
from pipelines.reading.archive import Member, Refused
from pipelines.reading.sandbox import FaultError, Sandbox
from pipelines.settings import Settings

YEARS = range(1995, 2026)
TEXT = "Huyện Bắc Sơn đón khách\n\nNăm 2023, huyện Bắc Sơn đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng.\n"


def test_a_folder_of_sound_and_hostile_files_is_taken_in(desk: Any) -> None:
    desk.put("a.txt")
    (desk.landing / "b.zip").write_bytes(zipped({"tin.txt": TEXT, "../evil.txt": "x", "far.xlsx": two_far_cells()}))
    (desk.landing / "c.zip").write_bytes(locked(zipped({"tin.txt": TEXT})))
    (desk.landing / "d.zip").write_bytes(zipped({"tin.txt": TEXT})[:-9])
    for name in ("b.zip", "c.zip", "d.zip"):
        desk.came(name, 2023)
    with sandboxing.sandbox(desk.settings) as sandbox:
        found = sandboxing.find_with(sandbox, desk.settings, desk.maker)
        intake = take_in(found, desk.raw, desk.maker, YEARS, read=sandbox.read)
    for year, content in intake.by_year.items():
        desk.raw.write(year, content)
    assert intake.faults == ()
    assert desk.documents() == {"a.txt": 2024, "b.zip/tin.txt": 2023}
    rejected = {name: (reason, year) for (name, reason), year in desk.rejected().items()}
    assert rejected.pop("b.zip/far.xlsx")[1] == 2023
    assert rejected == {
        "b.zip/../evil.txt": ("unsafe_name", 2023),
        "c.zip": ("encrypted", 2023),
        "d.zip": ("damaged", 2023),
    }
    assert not desk.settings.scratch.exists()


class Broken(Sandbox):
    """A sandbox in which unpacking fails as nobody foresaw, after one file."""

    def members(self, content: bytes, take: Callable[[Member | Refused], None]) -> bool:
        take(Member("a.txt", b"x"))
        raise FaultError("KeyError: 5", "Traceback")


def test_a_fault_over_an_archive_is_told_of_it_and_its_files_before_are_kept(tmp_path: Path) -> None:
    taken: list[Piece | Withheld] = []
    assert sandboxing.unpacking(Broken(tmp_path))(b"PK", taken.append)
    piece, archive = taken
    assert piece == Piece("a.txt", b"x")
    assert isinstance(archive, Withheld)
    assert (archive.name, archive.reason, archive.message) == ("", "unreadable", "Unpacking failed: KeyError: 5")


def test_limits_and_programs_are_the_conditions_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(Path("/in"), Path("/out"))
    seen = {sandboxing.conditions(settings), sandboxing.conditions(Settings(Path("/in"), Path("/out"), read_seconds=9))}
    monkeypatch.setattr("pipelines.reading.programs.found", lambda name: None)
    without = sandboxing.conditions(settings)
    monkeypatch.setattr("pipelines.reading.programs.found", lambda name: f"/bin/{name}")
    assert len(seen | {without, sandboxing.conditions(settings)}) >= 3
    assert without != sandboxing.conditions(settings)


def test_the_limits_of_the_sandbox_are_those_of_the_settings() -> None:
    settings = Settings(Path("/in"), Path("/out"), read_seconds=10, read_memory_mb=256)
    limits = sandboxing.sandbox(settings).limits
    assert (limits.seconds, limits.seconds_with_programs, limits.memory_bytes) == (10, 450, 256 << 20)
