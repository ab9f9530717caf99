"""A worker whose reader does what the file's name says: all that a reader must never do, and some that it may."""

import ctypes
import os
import socket
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from pipelines.reading import programs, worker
from pipelines.reading.document import Passage, ReadDocument, RejectedError

SERVED = [0]


def document(text: str, title: str | None = None) -> ReadDocument:
    return ReadDocument(
        "text/plain",
        "utf-8",
        "vi",
        title,
        None,
        None,
        date(2024, 1, 5),
        text,
        (Passage("body", None, 0, len(text), False),),
    )


def take_memory() -> None:
    held = []
    while True:
        held.append(b"x" * (10 << 20))


def say(head: bytes, body: bytes = b"", *, lengths: tuple[int, int] | None = None) -> None:
    """Say something on the way of the answers, wherever that is."""
    from pipelines.reading.wire import LENGTHS

    for number in range(3, 20):
        try:
            mode = str(Path(f"/proc/self/fd/{number}").readlink())
        except OSError:
            continue
        if mode.startswith("pipe:"):
            try:
                os.write(number, LENGTHS.pack(*(lengths or (len(head), len(body)))) + head + body)
            except OSError:
                continue


def read(content: bytes, name: str) -> ReadDocument:
    SERVED[0] += 1
    deed, _, rest = name.partition(" ")
    match deed:
        case "hang":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "memory":
            take_memory()
        case "abort":
            os.abort()
        case "full":
            held = b"x" * (120 << 20)
            time.sleep(0.3)
            ctypes.string_at(len(held) and 0)
        case "bad_alloc":
            os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "abort_later":  # Only what others left behind makes it fail.
            if SERVED[0] > 1:
                os.abort()
        case "print":
            print("x" * 100_000)
            os.write(1, b"more")
            return document(sys.stdin.read() or "nothing heard")
        case "babble":
            say(rest.encode())
            time.sleep(60)
        case "endless":
            say(b"", lengths=(8, 1 << 40))
            time.sleep(60)
        case "fault":
            raise ZeroDivisionError("nobody foresaw \ud800")
        case "half":
            return document("a \ud800 b")
        case "reject":
            raise RejectedError("empty", "Nothing in it.", "Fetch it again.")
        case "wait":
            programs.run(["sleep", rest], seconds=float(rest) + 1, memory=1 << 30)
        case "start":
            programs.run(["sleep", rest], seconds=0.1, memory=1 << 30)
        case "leave":
            os.spawnlp(os.P_NOWAIT, "sleep", "sleep", rest)
            time.sleep(60)
        case "environment":
            return document("\n".join(f"{name}={value}" for name, value in os.environ.items()))
        case "modules":
            return document(" ".join(sorted(sys.modules)))
        case "write":
            Path(rest).write_text("x")
        case "connect":
            socket.create_connection(("127.0.0.1", int(rest)), 1)
        case "who":
            return document(str(os.getpid()))
        case "folder":
            Path("left.txt").write_text("x")
            return document(str(Path.cwd()))
    return document(content.decode() or "read", "Tiêu đề")


if __name__ == "__main__":
    worker.main(sys.argv[1:], read)
