"""What a scan finds: documents to read, files that become none, and what an archive holds. No walking, no rules."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipelines.landing.register import RegisterLine


class LandingError(Exception):
    """The landing folder cannot be used, or changed while it was used; the message names the place and the cure."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to read: distinct content under its first name.

    A file of an archive has the name `archive.zip/file`, the path of the archive, and a way of its own to its bytes.
    """

    path: Path
    file_name: str
    document_id: str
    size_bytes: int
    retrieved_at: datetime
    line: RegisterLine | None
    fetch: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)

    def content(self) -> bytes:
        """Return the bytes whose SHA-256 is `document_id`; raise LandingError when the file changed since the scan."""
        try:
            content = self.fetch() if self.fetch else self.path.read_bytes()
        except OSError as error:
            raise LandingError(
                f"{self.path}: cannot be read any more ({error.strerror}). Scan the folder again."
            ) from error
        if hashlib.sha256(content).hexdigest() != self.document_id:
            raise LandingError(
                f"{self.path}: changed after it was scanned. Scan the folder again when nobody writes to it."
            )
        return content


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or register line that does not become a document, as a row of `raw.rejected_document` states it."""

    file_name: str
    line_no: int
    document_id: str | None
    size_bytes: int | None
    reason: str
    message: str
    cure: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of an archive: its name in there, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Withheld:
    """A file of an archive that cannot be taken out, and why; without a name it is the archive itself."""

    name: str
    size_bytes: int
    reason: str
    message: str
    cure: str


Unpack = Callable[[bytes, Callable[[Piece | Withheld], None]], bool]
"""Hands all that an archive holds to the function given; returns False where the bytes are no archive."""
