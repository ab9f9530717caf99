"""The sandbox: foreign files are read in a child process, and whatever becomes of that, there is an outcome in time.

A file is read, or a RejectedError says why not: the worker's own words, or that it was too slow, took too much memory
or crashed. How the two speak is `wire`, what the worker gives up `confinement`; what files mean, the readers know.
"""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

import pipelines
from pipelines.reading.archive import Member, Refused, fault_of, showable
from pipelines.reading.child import Child, EndedError, NonsenseError, SilenceError
from pipelines.reading.document import ReadDocument, RejectedError
from pipelines.reading.wire import Frame, document_of, refusal_of, speakable

_Heard = TypeVar("_Heard")

_CODE: Final = Path(pipelines.__file__).parents[1]
WORKER: Final = (sys.executable, "-P", "-s", "-B", "-m", "pipelines.reading.worker")
"""The command of a worker: no module of the folder it runs in, or of a user, is imported, and none is compiled."""

# Starting takes half a second; a machine that is busy with other things must not cost a document.
_SECONDS_TO_START: Final = 60.0
# What allocators say when they give up and abort: Rust's, C++'s, glibc's.
_OUT_OF_MEMORY: Final = ("memory allocation of", "bad_alloc", "Cannot allocate memory", "out of memory", "MemoryError")

# Where programs, libraries and the letters of Tesseract are; what a reader starts needs them.
_PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "TESSDATA_PREFIX")

_EXPORT: Final = "Export its text as plain text or PDF and put that in its place"
_LESS: Final = f"{_EXPORT}, split it, or raise"


class SandboxError(Exception):
    """The worker cannot be started at all: nothing that a file is guilty of. The message names the cure."""


class FaultError(Exception):
    """A fault of the reader that nobody foresaw: the error in one line, and its traceback."""

    def __init__(self, said: str, trace: str) -> None:
        super().__init__(said, trace)
        self.said = said
        self.trace = trace


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost.

    `seconds` by the clock, up to `seconds_with_programs` where a program has to be waited for; `memory_bytes` is what a
    worker may have resident. After `documents` a worker is replaced, so that what libraries leak goes with it.
    """

    seconds: float = 4.0
    seconds_with_programs: float = 180.0
    memory_bytes: int = 512 << 20
    documents: int = 500


class Sandbox:
    """One worker at a time, started when it is needed and again when it is lost; a context that leaves none behind.

    `scratch` is the only folder a worker may write to; it is made, and emptied, here. A sandbox belongs to the thread
    that uses it first. `peak_bytes` is the most memory that a worker had, as far as is known.
    """

    def __init__(self, scratch: Path, limits: Limits = Limits(), *, command: Sequence[str] = WORKER) -> None:
        self.limits = limits
        self.peak_bytes = 0
        self._scratch, self._command = scratch, command
        self._child: Child | None = None
        self._folder: Path | None = None
        self._served = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lose()

    def read(self, content: bytes, file_name: str) -> ReadDocument:
        """Read the bytes of a document; raise RejectedError, FaultError, or SandboxError where no worker starts."""
        begun = time.monotonic()
        was_used = self._child is not None and self._served > 0
        try:
            return self._read(content, file_name, self.limits.seconds)
        except RejectedError as error:
            left = self.limits.seconds - (time.monotonic() - begun)
            # The files before it may have spoilt the worker: a second reading, in a new one, makes the outcome that of
            # this file alone.
            if not (was_used and error.reason in ("crashed", "too_much_memory") and left > self.limits.seconds / 2):
                raise
        return self._read(content, file_name, left)

    def members(self, content: bytes, take: Callable[[Member | Refused], None]) -> bool:
        """Hand the files of an archive to `take`, in order; return False where the bytes are no archive.

        Raise as `read` does; files that were taken before are files of the archive all the same.
        """

        def hear(frame: Frame) -> bool | None:
            match frame.head:
                case {"say": "members", "is_archive": bool(is_archive)}:
                    return is_archive
                case {"say": "member", "name": str(name)} if fault_of(name) is None:
                    take(Member(name, frame.body))
                case {"say": "refused", "name": str(name), "size": int(size)} if size >= 0:
                    take(Refused(showable(name), size, _refusal(frame)))
                case _:
                    raise NonsenseError("an answer to something else")
            return None

        return self._converse(Frame({"do": "members"}, content), self.limits.seconds, hear)

    def _read(self, content: bytes, file_name: str, seconds: float) -> ReadDocument:
        def hear(frame: Frame) -> ReadDocument:
            if frame.head.get("say") != "document":
                raise NonsenseError("an answer to something else")
            try:
                return document_of(frame.body)
            except ValueError as error:
                raise NonsenseError(str(error)) from error

        return self._converse(Frame({"do": "read", "file_name": file_name}, content), seconds, hear)

    def _converse(self, request: Frame, seconds: float, hear: Callable[[Frame], _Heard | None]) -> _Heard:
        """Return the first thing that `hear` makes of an answer to `request`; any other end costs the worker."""
        child = self._started()
        begun = time.monotonic()
        deadline, latest = begun + seconds, begun + self.limits.seconds_with_programs
        is_whole = False
        try:
            child.ask(request)
            while True:
                frame = child.answer(deadline)
                match frame.head:
                    case {"say": "needs", "seconds": int(more) | float(more)}:
                        deadline = max(deadline, min(latest, time.monotonic() + more + seconds))
                        continue
                    case {"say": "rejected"}:
                        refusal = _refusal(frame)
                        is_whole = True
                        raise refusal
                    case {"say": "fault", "error": str(said), "trace": str(trace)}:
                        is_whole = True
                        raise FaultError(speakable(said), trace)
                    case {"say": "no_memory"}:
                        raise self._too_much_memory()
                heard = hear(frame)
                if heard is not None:
                    is_whole = True
                    return heard
        except SilenceError as error:
            raise _too_slow(time.monotonic() - begun) from error
        except NonsenseError as error:
            raise _crashed(f"told nonsense ({error})") from error
        except EndedError as error:
            if self._lacked_memory(error, child.peak_bytes):
                raise self._too_much_memory() from error
            raise _crashed(f"ended with {error.how}") from error
        finally:
            if is_whole:
                self._remember(frame)
            else:
                self._lose()

    def _started(self) -> Child:
        """Return a worker that waits for a request."""
        if self._child is not None and self._child.is_alive:
            return self._child
        self._lose()
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._sweep()
        self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._scratch))
        command = [*self._command, str(self.limits.memory_bytes), str(os.getpid())]
        self._child, self._served = Child(command, self._folder, _environment(self._folder)), 0
        try:
            if self._child.answer(time.monotonic() + _SECONDS_TO_START).head.get("say") == "ready":
                return self._child
            found = "it says something else"
        except SilenceError:
            found = f"it says nothing for {_SECONDS_TO_START:.0f} s"
        except (EndedError, NonsenseError) as error:
            found = error.last_words if isinstance(error, EndedError) else str(error)
        self._lose()
        raise SandboxError(f"The process that reads files does not start: {found.strip()}. Is its memory enough?")

    def _sweep(self) -> None:
        """Remove what workers wrote whose parent was killed; a folder is named after that."""
        for folder in self._scratch.iterdir():
            parent = folder.name.partition("-")[0]
            if parent.isdecimal() and not _is_running(int(parent)):
                shutil.rmtree(folder, ignore_errors=True)

    def _remember(self, last: Frame) -> None:
        """Take note of what a document cost; a worker that has grown, or served long enough, is given up."""
        self._served += 1
        peak, now = (size if isinstance(size := last.head.get(name), int) else 0 for name in ("peak", "now"))
        self.peak_bytes = max(self.peak_bytes, peak)
        if self._served >= self.limits.documents or now > self.limits.memory_bytes / 2:
            self._lose()

    def _lose(self) -> None:
        """End the worker, if there is one, and remove what it wrote."""
        if self._child is not None:
            self.peak_bytes = max(self.peak_bytes, self._child.peak_bytes)
            self._child.kill()
            self._child = None
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
            with contextlib.suppress(OSError):  # Another sandbox is at work there.
                self._scratch.rmdir()

    def _lacked_memory(self, error: EndedError, peak_bytes: int) -> bool:
        """Tell whether a worker ended for want of memory: killed by the system, by its own words, or full and dead."""
        return (
            error.code == -signal.SIGKILL
            or any(words in error.last_words for words in _OUT_OF_MEMORY)
            or (error.code < 0 and peak_bytes > self.limits.memory_bytes / 2)
        )

    def _too_much_memory(self) -> RejectedError:
        return RejectedError(
            "too_much_memory",
            f"Reading the file takes more than {self.limits.memory_bytes >> 20:,} MB of memory.",
            f"{_LESS} NIENGIAM_READ_MEMORY_MB and build again.",
        )


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of a worker: nothing of this process's own but where programs and their data are."""
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return own | {
        "PYTHONPATH": str(_CODE),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        # One arena: memory that was given back is found again by whichever library asks next.
        "MALLOC_ARENA_MAX": "1",
    }


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        pass
    return True


def _refusal(frame: Frame) -> RejectedError:
    try:
        return refusal_of(frame.head)
    except ValueError as error:
        raise NonsenseError(str(error)) from error


def _too_slow(seconds: float) -> RejectedError:
    return RejectedError(
        "too_slow", f"The file was not read within {seconds:.0f} s.", f"{_LESS} NIENGIAM_READ_SECONDS and build again."
    )


def _crashed(how: str) -> RejectedError:
    return RejectedError(
        "crashed",
        f"The process that read the file {how}.",
        f"{_EXPORT}; if the file is sound, report it to the maintainers.",
    )
