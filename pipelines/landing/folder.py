"""The landing folder: which files are there, what their bytes are, and what the register says of each.

Walking and the register's own file belong here; bytes are taken in `contents`, lines are read in `register`. Nothing
here looks into a file: whether its bytes can be read as a document is decided by `pipelines.reading`.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.landing import register
from pipelines.landing.contents import Contents, is_ignored
from pipelines.landing.entry import Entry, LandingError, Rejection, Unpack
from pipelines.landing.register import Register

REGISTER_NAME: Final = "sources.csv"
MAX_BYTES: Final = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Landing:
    """What a scan found: documents by file name, rejections by file name and line, and remarks that need no action."""

    entries: tuple[Entry, ...]
    rejections: tuple[Rejection, ...]
    notes: tuple[str, ...]


def scan(
    folder: Path, *, register_name: str = REGISTER_NAME, max_bytes: int = MAX_BYTES, unpack: Unpack | None = None
) -> Landing:
    """List the documents of a folder and its sub-folders with what the register says of each.

    Hidden files, partial downloads, README files and the register are no documents. Of files with the same bytes the
    first name is the document. With `unpack`, the files of an archive stand in its place. Raise LandingError when the
    folder is not there.
    """
    if not folder.is_dir():
        raise LandingError(
            f"{folder}: no such folder. Create it and put the documents into it, or name another folder."
        )
    walk = _Walk(folder, register_name, max_bytes)
    files = walk.files()
    found, register_notes, register_rejections = _register(folder, register_name, max_bytes)
    contents = Contents(found.lines, max_bytes, unpack)
    for name, path, status in files:
        contents.take(name, path, status)
    entries = sorted(contents.entries, key=lambda entry: entry.file_name)
    present = {register.comparable(name) for name, _, _ in files} | walk.refused_names() | contents.names()
    rejections = contents.rejections + walk.rejections + register_rejections + _faults(found, register_name, present)
    unlisted = sum(entry.line is None for entry in entries)
    notes = list(register_notes)
    if unlisted and not register_notes:
        notes.append(f"{unlisted} of {len(entries)} documents have no line in {register_name}")
    if ignored := sorted(walk.ignored + contents.ignored):
        notes.append(f"Not documents and not read: {', '.join(ignored)}")
    rejections.sort(key=lambda one: (one.file_name, one.line_no))
    return Landing(tuple(entries), tuple(rejections), tuple(notes))


class _Walk:
    """One pass over the folder: regular files in order of their names, and what was refused or ignored on the way."""

    def __init__(self, folder: Path, register_name: str, max_bytes: int) -> None:
        self.folder = folder
        self.root = folder.resolve()
        self.register_name = register_name
        self.max_bytes = max_bytes
        self.rejections: list[Rejection] = []
        self.ignored: list[str] = []

    def files(self) -> list[tuple[str, Path, os.stat_result]]:
        """Return name, path and status of every file that may be a document, sorted by name."""
        return sorted(self._walk(self.folder), key=lambda file: file[0])

    def refused_names(self) -> set[str]:
        """Return the names of files that are there but were refused unread."""
        return {register.comparable(one.file_name) for one in self.rejections}

    def _walk(self, folder: Path) -> Iterator[tuple[str, Path, os.stat_result]]:
        try:
            children = sorted(folder.iterdir())
        except OSError as error:
            self._refuse(
                self._name(folder), f"The folder cannot be listed ({error.strerror})", "Give read rights on it."
            )
            return
        for path in children:
            name = self._name(path)
            if self._is_ignored(path.name, name):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(self.root):
                self._refuse(name, "A link that leaves the landing folder", "Put the file itself into the folder.")
            elif path.is_dir():
                if path.is_symlink():
                    self.ignored.append(f"{name} (a link to a folder)")
                else:
                    yield from self._walk(path)
            else:
                yield from self._file(path, name)

    def _file(self, path: Path, name: str) -> Iterator[tuple[str, Path, os.stat_result]]:
        try:
            status = path.stat()
            name.encode()
        except OSError as error:
            self._refuse(name, f"The file cannot be opened ({error.strerror})", "Put the file itself into the folder.")
            return
        except UnicodeEncodeError:
            shown = name.encode("utf-8", "backslashreplace").decode()
            self._refuse(shown, "The file's name is not UTF-8", "Rename the file.")
            return
        if not stat.S_ISREG(status.st_mode):
            self._refuse(name, "Neither a file nor a folder", "Put the file itself into the folder.")
        elif status.st_size == 0:
            self._refuse(name, "The file is empty", "Fetch the document again.", reason="empty", size=0)
        elif status.st_size > self.max_bytes:
            self._refuse(
                name,
                f"The file has {status.st_size:,} bytes, the limit is {self.max_bytes:,}",
                "Export the text alone, or raise the limit.",
                reason="too_large",
                size=status.st_size,
            )
        else:
            yield name, path, status

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _is_ignored(self, own: str, name: str) -> bool:
        if name == self.register_name:
            return True
        if is_ignored(own):
            self.ignored.append(name)
            return True
        return False

    def _refuse(
        self, name: str, message: str, cure: str, *, reason: str = "unreadable", size: int | None = None
    ) -> None:
        self.rejections.append(Rejection(name, 0, None, size, reason, message, cure))


def _register(folder: Path, register_name: str, max_bytes: int) -> tuple[Register, list[str], list[Rejection]]:
    path = folder / register_name
    if not path.exists():
        return Register({}), [f"No register ({register_name}): every document is read from its own words alone"], []
    try:
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            raise OSError(0, "not a file of the landing folder")
        if path.stat().st_size > max_bytes:
            raise OSError(0, f"larger than {max_bytes:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        message = f"The register cannot be read: {error.strerror}; the folder is read without it"
        cure = "Put a readable CSV file in its place."
        return Register({}), [], [Rejection(register_name, 0, None, None, "bad_register_line", message, cure)]
    return register.parse(content), [], []


def _faults(found: Register, register_name: str, present: set[str]) -> list[Rejection]:
    """Return one rejection per faulty line: what it says wrong, and a file that it names but that is not there."""
    messages: dict[int, list[str]] = {fault.line_no: list(fault.messages) for fault in found.faults}
    cures = {fault.line_no: fault.cure for fault in found.faults}
    missing = {line.line_no: line.file_name for key, line in found.lines.items() if key not in present}
    for line_no, file_name in missing.items():
        messages.setdefault(line_no, []).insert(0, f"`{file_name}` is not among the files that are read")
        cures[line_no] = "Put the file into the folder, or take the line out; mend every other cell that is named."
    return [
        Rejection(
            file_name=register_name,
            line_no=line_no,
            document_id=None,
            size_bytes=None,
            reason="missing_file" if line_no in missing else "bad_register_line",
            message="; ".join(found_wrong),
            cure=cures[line_no],
        )
        for line_no, found_wrong in messages.items()
    ]
