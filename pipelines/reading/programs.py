"""Programs beside this one that read what no library here does: LibreOffice and Tesseract, where they are installed.

Only running them belongs here. A program gets its own limits of time and memory, no network is asked for, and a reader
that waits for one says how long it may take, so that whoever waits for the reader waits as long.
"""

import resource
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path

Ask = Callable[[float], None]

_ASK: ContextVar[Ask] = ContextVar("ask", default=lambda seconds: None)


class ProgramError(Exception):
    """A program that failed, took too long or is not there; the message says which, `code` what it ended with."""

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class TooLongError(ProgramError):
    """A program that took longer than it was given."""


def found(name: str) -> str | None:
    """Return the path of a program, or None where it is not installed."""
    return shutil.which(name)


def hear_of_time(ask: Ask) -> None:
    """Have `ask` called with the seconds that a program may take, before it is started."""
    _ASK.set(ask)


def run(
    command: Sequence[str],
    *,
    given: bytes = b"",
    seconds: float,
    memory: int,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run a program and return what it printed; `memory` is its address space in bytes. Raise ProgramError."""
    _ASK.get()(seconds)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    try:
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=seconds,
            cwd=folder,
            env=environment,
            preexec_fn=limited,
            check=False,
        )
    except FileNotFoundError as error:
        raise ProgramError(f"{command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise TooLongError(f"{command[0]} took longer than {seconds:.0f} s") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ProgramError(
            f"{command[0]} ended with {done.returncode}: {said[-1] if said else 'without a word'}", done.returncode
        )
    return done.stdout
