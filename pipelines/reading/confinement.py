"""What a worker gives up before it looks at foreign bytes: memory, files, the network, and its life after its parent.

Limits of POSIX hold everywhere. Landlock, where the kernel has it, takes away every place to write but one folder, and
TCP; the readers ask for neither, so that without it a worker does the same. What files mean does not belong here.
"""

import contextlib
import ctypes
import os
import resource
import signal
import struct
from pathlib import Path
from typing import Final

# What is mapped from files (the interpreter, libxml2, pdfium) counts as resident, but not as data.
_MAPPED: Final = 64 << 20
# What a converter writes of a report of 50 MB, and no more.
_MOST_WRITTEN: Final = 256 << 20
_MOST_OPEN: Final = 256

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38

# linux/landlock.h: the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG: Final = 1
_PATH_BENEATH: Final = 1
_WRITE_FILE: Final = 1 << 1
_REMOVE_FILE: Final = 1 << 5
_MAKE_SOCKET: Final = 1 << 9
# Write, remove and make files of every kind (bits 1 and 4 to 12), move them (13, since version 2), cut them (14, 3).
_WRITES: Final = _WRITE_FILE | sum(1 << bit for bit in range(4, 13))
_WRITES_SINCE: Final = ((2, 1 << 13), (3, 1 << 14))
_TCP: Final = 0b11  # Bind and connect, since version 4.
_SCOPES: Final = 0b11  # Abstract sockets and signals of others, since version 6.


def confine(memory_bytes: int, folder: Path, parent: int) -> None:
    """Give up what a worker does not need; it dies with the process `parent`, and writes below `folder` alone."""
    # Soft limits: programs that a reader starts get limits of their own (`programs.run`).
    _limit(resource.RLIMIT_DATA, max(memory_bytes - _MAPPED, _MAPPED))
    _limit(resource.RLIMIT_FSIZE, _MOST_WRITTEN)
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN)
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError, AttributeError):  # Not Linux: the end of its input tells the worker to go.
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _lock_in(libc, folder)
    if os.getppid() != parent:
        raise SystemExit("the parent is gone")


def memory_of(process: int | str = "self") -> dict[str, int]:
    """Return bytes of resident memory of a process, `now` and at its `peak`; nothing where the system does not tell.

    Not from getrusage, whose maximum a new process takes over from the one that started it.
    """
    told: dict[str, int] = {}
    with contextlib.suppress(OSError), Path(f"/proc/{process}/status").open() as status:
        for line in status:
            if line.startswith(("VmHWM:", "VmRSS:")):
                told["peak" if line.startswith("VmHWM:") else "now"] = int(line.split()[1]) * 1024
    return told


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _lock_in(libc: ctypes.CDLL, folder: Path) -> None:
    """Let this process and its children write below `folder` alone, and reach nothing by TCP, as Landlock allows."""
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))
    if version < 1:
        return
    writes = _WRITES | sum(right for since, right in _WRITES_SINCE if version >= since)
    rules = struct.pack("=QQQ", writes, _TCP, _SCOPES)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), ctypes.c_uint32(0))
    if ruleset < 0:
        return
    _allow(libc, ruleset, folder, writes)
    _allow(libc, ruleset, Path(os.devnull), _WRITE_FILE)
    # LibreOffice ends at once where it cannot make, and remove, the socket by which a second one would find it.
    _allow(libc, ruleset, Path("/tmp"), _MAKE_SOCKET | _REMOVE_FILE)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0))
    os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, place: Path, rights: int) -> None:
    try:
        found = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, found), ctypes.c_uint32(0))
    os.close(found)
