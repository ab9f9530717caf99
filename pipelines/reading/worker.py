"""The worker: reads one foreign file after another for a sandbox, in a process that can be lost.

`python -m pipelines.reading.worker MEMORY PARENT` hears frames on its input and answers on its output (`wire`); the
folder it is started in is the only one it may write to. What files mean is decided by the readers; whatever they do,
the next room of the house must not be imported here: a worker is small.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

from pipelines.reading import archive, programs
from pipelines.reading.confinement import confine, memory_of
from pipelines.reading.document import ReadDocument, RejectedError
from pipelines.reading.reader import read
from pipelines.reading.wire import LENGTHS, Frame, head_of, packed_document, packed_head, refusal

Read = Callable[[bytes, str], ReadDocument]

_LONGEST_TRACE: Final = 16_000


def main(arguments: list[str], read: Read = read) -> None:
    """Answer requests until the input ends; `arguments` are the bytes of memory allowed, and the parent's number."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints goes with the errors, and nothing that it starts hears the requests.
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    folder = Path.cwd()
    tempfile.tempdir = str(folder)
    confine(int(arguments[0]), folder, int(arguments[1]))
    programs.hear_of_time(lambda seconds: _answer(answers, {"say": "needs", "seconds": seconds}))
    _answer(answers, {"say": "ready"})
    while _serve_next(requests, answers, read):
        pass


def _serve_next(requests: BinaryIO, answers: BinaryIO, read: Read) -> bool:
    """Answer the next request, if there is one; its last frame says how much memory the worker has, and had at most."""
    request = _request(requests)
    if request is None:
        return False
    body = b""
    head: dict[str, Any]
    try:
        if request.head["do"] == "members":
            head = {"say": "members", "is_archive": _tell_members(request.body, answers)}
        else:
            body = packed_document(read(request.body, request.head["file_name"]))
            head = {"say": "document"}
    except RejectedError as error:
        head = {"say": "rejected", **refusal(error)}
    except MemoryError:
        head = {"say": "no_memory"}
    except Exception as error:  # Whatever it is, it is told, and the next document is read.
        trace = traceback.format_exc()[-_LONGEST_TRACE:]
        head = {"say": "fault", "error": f"{type(error).__name__}: {error}"[:_LONGEST_TRACE], "trace": trace}
    _answer(answers, {**head, **memory_of()}, body)
    return True


def _tell_members(content: bytes, answers: BinaryIO) -> bool:
    if not archive.is_archive(content):
        return False
    for one in archive.members(content):
        if isinstance(one, archive.Member):
            _answer(answers, {"say": "member", "name": one.name}, one.content)
        else:
            _answer(answers, {"say": "refused", "name": one.name, "size": one.size_bytes, **refusal(one.error)})
    return True


def _answer(answers: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    frame = Frame(head, body)
    answers.write(packed_head(frame))
    answers.write(body)
    answers.flush()


def _request(requests: BinaryIO) -> Frame | None:
    lengths = requests.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return Frame(head_of(requests.read(head)), requests.read(body))


if __name__ == "__main__":
    main(sys.argv[1:])
