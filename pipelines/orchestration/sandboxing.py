"""Foreign bytes in a run: what the rooms below are handed so that they read documents and archives in the sandbox."""

import json
from collections.abc import Callable
from typing import Final

from pipelines.landing import Piece, Unpack, Withheld
from pipelines.orchestration.intake import Found, find
from pipelines.reading import RejectedError, programs
from pipelines.reading.archive import Member, Refused
from pipelines.reading.rows import RowMaker
from pipelines.reading.sandbox import FaultError, Limits, Sandbox
from pipelines.settings import Settings

# The programs that readers use where they are installed.
_PROGRAMS: Final = ("soffice", "tesseract")
# Converting a report of hundreds of pages, or recognising a scanned one, takes minutes: with 4 s for a file, three.
_TIMES_WITH_PROGRAMS: Final = 45
_UNPACK_IT: Final = "Unpack the archive and put its files into the folder; report it to the maintainers."


def sandbox(settings: Settings) -> Sandbox:
    """Return a sandbox with the limits of some settings; nothing is started before something is to be read."""
    limits = Limits(
        seconds=settings.read_seconds,
        seconds_with_programs=settings.read_seconds * _TIMES_WITH_PROGRAMS,
        memory_bytes=settings.read_memory_mb << 20,
    )
    return Sandbox(settings.scratch, limits)


def find_with(sandbox: Sandbox, settings: Settings, maker: RowMaker) -> Found:
    """Scan the landing folder, and the archives in it by the sandbox; raise LandingError, or SandboxError."""
    return find(settings, maker, unpack=unpacking(sandbox), conditions=conditions(settings))


def conditions(settings: Settings) -> str:
    """Return what else decides whether a file can be read: the limits, and which programs are there."""
    there = [name for name in _PROGRAMS if programs.found(name)]
    return json.dumps([settings.read_seconds, settings.read_memory_mb, there])


def unpacking(sandbox: Sandbox) -> Unpack:
    """Return how a scan gets at the files of archives; whatever is wrong with one, it is told of that archive."""

    def unpack(content: bytes, take: Callable[[Piece | Withheld], None]) -> bool:
        def hand_on(one: Member | Refused) -> None:
            take(Piece(one.name, one.content) if isinstance(one, Member) else _withheld(one))

        try:
            return sandbox.members(content, hand_on)
        except RejectedError as error:
            take(_withheld(Refused("", len(content), error)))
        except FaultError as error:
            failed = RejectedError("unreadable", f"Unpacking failed: {error.said}", _UNPACK_IT)
            take(_withheld(Refused("", len(content), failed)))
        return True

    return unpack


def _withheld(one: Refused) -> Withheld:
    return Withheld(one.name, one.size_bytes, one.error.reason, one.error.message, one.error.cure)
