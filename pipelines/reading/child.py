"""A child process that answers frames: started, asked, waited for, killed. What it is asked is the sandbox's business.

Nothing here waits for longer than it is told to, or keeps more of what the child says than one frame and the last of
its errors.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipelines.reading.confinement import memory_of
from pipelines.reading.wire import LENGTHS, MOST_BODY, MOST_HEAD, Frame, head_of, packed_head

_CHUNK: Final = 1 << 20
_LAST_WORDS: Final = 4_000
_SECONDS_TO_DIE: Final = 5.0
# A process that is gone does not tell any more how much memory it had, so it is looked at while it is waited for.
_SECONDS_BETWEEN_GLANCES: Final = 0.05


class SilenceError(Exception):
    """The child has not answered in time."""


class NonsenseError(Exception):
    """The child says what no worker says; the message tells what."""


class EndedError(Exception):
    """The child is gone: `code` as subprocess tells it, negative for a signal, and the last words of its errors."""

    def __init__(self, code: int, last_words: str) -> None:
        super().__init__(code, last_words)
        self.code = code
        self.last_words = last_words

    @property
    def how(self) -> str:
        """Return how the child ended, in words."""
        if self.code >= 0:
            return f"exit code {self.code}"
        try:
            return signal.Signals(-self.code).name
        except ValueError:
            return f"signal {-self.code}"


class Child:
    """One process, the leader of a group of its own, and the pipes to it; it is lost when it is killed."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._input, self._output, self._errors = self._process.stdin, self._process.stdout, self._process.stderr
        self._selector = selectors.DefaultSelector()
        for pipe, events in (
            (self._input, selectors.EVENT_WRITE),
            (self._output, selectors.EVENT_READ),
            (self._errors, selectors.EVENT_READ),
        ):
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe, events)
        self._selector.unregister(self._input)
        self._is_told = True
        self._to_tell: list[memoryview] = []
        self._heard = bytearray()
        self._last_words = b""
        self._peak = 0

    @property
    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process.poll() is None

    @property
    def peak_bytes(self) -> int:
        """Return the most memory that the process was seen with, 0 where the system does not tell."""
        self._glance()
        return self._peak

    def ask(self, frame: Frame) -> None:
        """Put a request on its way; it is sent while the answer is waited for."""
        self._to_tell += [memoryview(part) for part in (packed_head(frame), frame.body) if part]
        if self._is_told:
            self._selector.register(self._input, selectors.EVENT_WRITE)
            self._is_told = False

    def answer(self, deadline: float) -> Frame:
        """Wait for the next frame until a moment of the monotonic clock.

        Raise SilenceError, EndedError or NonsenseError; the child is of no use then and must be killed.
        """
        while (frame := self._frame()) is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise SilenceError
            events = self._selector.select(min(left, _SECONDS_BETWEEN_GLANCES))
            if not events:
                self._glance()
            for key, _ in events:
                if key.fileobj is self._input:
                    self._tell()
                elif key.fileobj is self._errors:
                    self._hear_errors()
                else:
                    self._hear()
        return frame

    def kill(self) -> None:
        """End the process and all that it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_SECONDS_TO_DIE)
        self._selector.close()
        for pipe in (self._input, self._output, self._errors):
            pipe.close()
        self._to_tell.clear()

    def _glance(self) -> None:
        self._peak = max(self._peak, memory_of(self._process.pid).get("peak", 0))

    def _frame(self) -> Frame | None:
        """Take a whole frame out of what was heard."""
        if len(self._heard) < LENGTHS.size:
            return None
        head, body = LENGTHS.unpack_from(self._heard)
        if head > MOST_HEAD or body > MOST_BODY:
            raise NonsenseError(f"an answer of {head + body:,} bytes")
        end_of_head = LENGTHS.size + head
        if len(self._heard) < end_of_head + body:
            return None
        try:
            frame = Frame(
                head_of(bytes(self._heard[LENGTHS.size : end_of_head])),
                bytes(memoryview(self._heard)[end_of_head : end_of_head + body]),
            )
        except ValueError as error:
            raise NonsenseError(str(error)) from error
        self._heard = self._heard[end_of_head + body :]
        return frame

    def _tell(self) -> None:
        try:
            sent = os.write(self._input.fileno(), self._to_tell[0][:_CHUNK])
        except BlockingIOError:
            return
        except BrokenPipeError:  # The end of its output says how it ended.
            sent, self._to_tell = 0, []
        if self._to_tell:
            self._to_tell[0] = self._to_tell[0][sent:]
            if not self._to_tell[0]:
                del self._to_tell[0]
        if not self._to_tell:
            self._selector.unregister(self._input)
            self._is_told = True

    def _hear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            said = os.read(self._output.fileno(), _CHUNK)
            self._heard += said
            if not said:
                raise self._end()

    def _hear_errors(self) -> bool:
        with contextlib.suppress(BlockingIOError):
            said = os.read(self._errors.fileno(), _CHUNK)
            self._last_words = (self._last_words + said)[-_LAST_WORDS:]
            if said:
                return True
            self._selector.unregister(self._errors)
        return False

    def _end(self) -> EndedError:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        if self._errors in self._selector.get_map():
            while self._hear_errors():
                pass
        code = self._process.poll()
        return EndedError(0 if code is None else code, self._last_words.decode("utf-8", "replace"))
