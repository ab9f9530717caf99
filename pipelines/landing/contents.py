"""Distinct contents: files and the files in archives, hashed; the first name of each content is the document.

What an archive is and how it is unpacked is told from outside (`Unpack`); names of files are the walk's business.
"""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pipelines.landing import register
from pipelines.landing.entry import Entry, LandingError, Piece, Rejection, Unpack, Withheld
from pipelines.landing.register import RegisterLine

# Documents of office programs and books are ZIP files too, and too many to be looked into at each scan for an archive.
_DOCUMENT_SUFFIXES: Final = frozenset(
    {
        ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".pptx", ".pptm", ".ppsx",
        ".odt", ".ott", ".ods", ".ots", ".odp", ".odg", ".epub",
    }
)  # fmt: skip
_ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PARTIAL_SUFFIXES: Final = (".part", ".tmp", ".crdownload")
_GUIDES: Final = ("readme.md", "readme.txt")


def is_ignored(own_name: str) -> bool:
    """Tell whether a file is none that people put there as a document: hidden, half downloaded or a guide."""
    lower = own_name.lower()
    return lower.startswith((".", "~$")) or lower.endswith(_PARTIAL_SUFFIXES) or lower in _GUIDES


class Contents:
    """The contents met in a scan; `lines` are those of the register, by comparable name."""

    def __init__(self, lines: Mapping[str, RegisterLine], max_bytes: int, unpack: Unpack | None) -> None:
        self.entries: list[Entry] = []
        self.rejections: list[Rejection] = []
        self.ignored: list[str] = []
        self._lines, self._max_bytes, self._unpack = lines, max_bytes, unpack
        self._first_names: dict[str, str] = {}
        self._pieces = _Pieces(unpack) if unpack else None

    def names(self) -> set[str]:
        """Return the comparable names of all that is a document or a rejection."""
        names = [entry.file_name for entry in self.entries] + [one.file_name for one in self.rejections]
        return {register.comparable(name) for name in names}

    def take(self, name: str, path: Path, status: os.stat_result) -> None:
        """Take a file, or what it holds where it is an archive."""
        came = datetime.fromtimestamp(status.st_mtime, UTC)
        try:
            with path.open("rb") as file:
                mark = file.read(len(_ZIP_MARKS[0]))
                file.seek(0)
                if self._unpack and mark in _ZIP_MARKS and path.suffix.lower() not in _DOCUMENT_SUFFIXES:
                    content = file.read()
                    document_id = hashlib.sha256(content).hexdigest()
                else:
                    content = b""
                    document_id = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            message = f"The file cannot be read ({error.strerror})"
            self._reject(name, "unreadable", message, "Give read rights on the file.", status.st_size)
            return
        if self._is_known(name, document_id, status.st_size):
            return
        if content and self._is_unpacked(name, path, content, document_id, came):
            return
        self._add(Entry(path, name, document_id, status.st_size, came, self._line(name)))

    def _is_unpacked(self, name: str, path: Path, content: bytes, document_id: str, came: datetime) -> bool:
        """Take the files of an archive in its place; return whether it is one."""
        assert self._unpack
        before = len(self.entries) + len(self.rejections)

        def take(one: Piece | Withheld) -> None:
            within = f"{name}/{one.name}" if one.name else name
            if isinstance(one, Piece):
                self._take_piece(one, within, path, came)
            else:
                identity = None if one.name else document_id
                self._reject(within, one.reason, one.message, one.cure, one.size_bytes, identity)

        if not self._unpack(content, take):
            return False
        if len(self.entries) + len(self.rejections) == before:
            message, cure = "The archive holds no document", "Put documents into it, or remove it."
            self._reject(name, "empty", message, cure, len(content), document_id)
        self._first_names[document_id] = name
        return True

    def _take_piece(self, piece: Piece, name: str, path: Path, came: datetime) -> None:
        own, size = piece.name.rpartition("/")[2], len(piece.content)
        if is_ignored(own):
            self.ignored.append(name)
        elif not size:
            self._reject(name, "empty", "The file is empty", "Fetch the document again.", 0)
        elif size > self._max_bytes:
            message = f"The file has {size:,} bytes, the limit is {self._max_bytes:,}"
            self._reject(name, "too_large", message, "Export the text alone, or raise the limit.", size)
        elif not self._is_known(name, document_id := hashlib.sha256(piece.content).hexdigest(), size):
            pieces, inner = self._pieces, piece.name
            assert pieces
            self._add(Entry(path, name, document_id, size, came, self._line(name), lambda: pieces.content(path, inner)))

    def _is_known(self, name: str, document_id: str, size: int) -> bool:
        first = self._first_names.get(document_id)
        if first is not None:
            message = f"The same bytes as {first}, which is the document"
            self._reject(name, "duplicate", message, "Remove one of the two files.", size, document_id)
        return first is not None

    def _add(self, entry: Entry) -> None:
        self._first_names[entry.document_id] = entry.file_name
        self.entries.append(entry)

    def _line(self, name: str) -> RegisterLine | None:
        return self._lines.get(register.comparable(name))

    def _reject(
        self, name: str, reason: str, message: str, cure: str, size: int, document_id: str | None = None
    ) -> None:
        self.rejections.append(Rejection(name, 0, document_id, size, reason, message, cure))


class _Pieces:
    """The files of one archive at a time, unpacked when the first of them is asked for; each is given once and let go.

    Entries of an archive are asked for one after another: so it is unpacked once for all of them.
    """

    def __init__(self, unpack: Unpack) -> None:
        self._unpack = unpack
        self._of: Path | None = None
        self._held: dict[str, bytes] = {}

    def content(self, path: Path, name: str) -> bytes:
        """Return the bytes of a file of an archive."""
        if self._of != path or name not in self._held:
            self._held, self._of = {}, path
            self._unpack(path.read_bytes(), self._hold)
        try:
            return self._held.pop(name)
        except KeyError:
            raise LandingError(
                f"{path}: does not give `{name}` any more. Scan the folder again when nobody writes to it."
            ) from None

    def _hold(self, one: Piece | Withheld) -> None:
        if isinstance(one, Piece):
            self._held[one.name] = one.content
