"""Archives: the files of a ZIP file that is no document itself, each with its name, or with why it is not taken out.

Nothing is written anywhere: names are labels of documents, never paths. How ZIP files are opened is `zipped`.
"""

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipelines.reading.document import RejectedError
from pipelines.reading.zipped import LIMITS, ZipLimits, open_zip, read_entry

_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
# ECMA-376-2, 10.1.2.2; ODF 1.3 part 2, 3.3 and EPUB OCF 3.3, 4.3.
_OF_DOCUMENTS: Final = frozenset({"[Content_Types].xml", "mimetype"})
_OF_SYSTEMS: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_HIDDEN: Final = (".", "~$")
# Control signs, ends of lines and paragraphs, and marks that turn the direction of what follows.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_LONGEST_NAME: Final = 400

# APPNOTE.TXT, 4.4.4 and 4.6.9: names in UTF-8 by a flag, or beside the name in an extra field.
_UTF_8: Final = 0x800
_UNICODE_PATH: Final = 0x7075
# Code page 1258 writes marks as characters of their own behind the letter; these letters it has whole.
_VIETNAMESE: Final = frozenset("àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")

_RENAME: Final = "Unpack the archive, give the file a plain name, and put it into the folder."
_NESTED: Final = RejectedError(
    "unsupported_format",
    "The file is an archive within an archive, which is not unpacked: such archives can go on without end.",
    "Unpack it and put its files into the folder, or into the outer archive.",
)


class Member(NamedTuple):
    """A file of an archive: its name, with `/` between folders, and its bytes."""

    name: str
    content: bytes


class Refused(NamedTuple):
    """A file of an archive that is not taken out: its name in a form that can be shown, its size, and why."""

    name: str
    size_bytes: int
    error: RejectedError


def is_archive(content: bytes, limits: ZipLimits = LIMITS) -> bool:
    """Tell whether bytes are a ZIP file that is no document of an office program; raise RejectedError as `open_zip`."""
    return content.startswith(_MARKS) and _OF_DOCUMENTS.isdisjoint(open_zip(content, limits).namelist())


def members(content: bytes, limits: ZipLimits = LIMITS) -> Iterator[Member | Refused]:
    """Yield the files of an archive in the order of its directory; raise RejectedError as `open_zip` does.

    Folders, hidden files and what operating systems leave behind are no files of it.
    """
    archive = open_zip(content, limits)
    met: set[str] = set()
    for entry in archive.infolist():
        given = _name(entry)
        name = given.replace("\\", "/").removeprefix("./")
        if name.endswith("/") or _is_left_behind(name):
            continue
        fault = _fault(name, entry) or ("stands twice in the archive" if name in met else None)
        met.add(name)
        if fault is not None:
            found = RejectedError("unsafe_name", f"The file's name, or the file, {fault}.", _RENAME)
            yield Refused(showable(given), entry.file_size, found)
            continue
        try:
            taken = read_entry(archive, entry, limits.entry_bytes)
        except RejectedError as error:
            yield Refused(name, entry.file_size, error)
            continue
        yield Refused(name, len(taken), _NESTED) if _is_nested(taken, limits) else Member(name, taken)


def fault_of(name: str) -> str | None:
    r"""Return what makes a name unsafe as a label of a document, or None; `/` stands between folders.

    >>> fault_of("2024/bao-cao.docx"), fault_of("a/../../b.txt")
    (None, 'leads out of the archive')
    """
    parts = name.split("/")
    if _UNSEEN.search(name):
        return "holds signs that are not seen"
    if name.startswith("/") or _DRIVE.match(name):
        return "is that of a place on a disc"
    if ".." in parts:
        return "leads out of the archive"
    if "" in parts or "." in parts:
        return "has an empty part"
    return f"is longer than {_LONGEST_NAME} characters" if len(name) > _LONGEST_NAME else None


def showable(name: str) -> str:
    r"""Return a name without signs that are not seen, shortened.

    >>> showable("a\x00b.txt")
    'a\\x00b.txt'
    """
    return _UNSEEN.sub(lambda sign: ascii(sign[0])[1:-1], name)[:_LONGEST_NAME] or "(no name)"


def _fault(name: str, entry: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link or a device"
    return fault_of(name)


def _is_left_behind(name: str) -> bool:
    parts = name.split("/")
    return any(part.lower() in _OF_SYSTEMS or (part.startswith(_HIDDEN) and part not in ("..", ".")) for part in parts)


def _is_nested(content: bytes, limits: ZipLimits) -> bool:
    try:
        return is_archive(content, limits)
    except RejectedError:  # Its own reader will tell what is wrong with it.
        return False


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry as it was meant: in UTF-8 where it says so or is, in code page 1258, or 437."""
    # `zipfile` cuts names at a NUL and keeps the whole here.
    given = entry.orig_filename
    if entry.flag_bits & _UTF_8:
        return given
    written = given.encode("cp437")
    beside = _name_beside(entry.extra, written)
    if beside is not None:
        return beside
    try:
        return written.decode()
    except UnicodeDecodeError:
        pass
    try:
        vietnamese = unicodedata.normalize("NFC", written.decode("cp1258"))
    except UnicodeDecodeError:
        return given
    letters = {c for c in vietnamese.lower() if not c.isascii()}
    return vietnamese if letters <= _VIETNAMESE else given


def _name_beside(extra: bytes, written: bytes) -> str | None:
    """Return the name in UTF-8 that stands beside an older one, where it belongs to that."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(written)):
            try:
                return field[5:].decode()
            except UnicodeDecodeError:
                return None
    return None
