"""ZIP files, opened with care: what is packed too high, lies about itself or is torn is refused before it is unpacked.

The readers of DOCX and XLSX, which are ZIP files inside, and that of archives come here. What the entries hold is
their business.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.reading.document import RejectedError

_MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much of a ZIP file is unpacked, in entries, in bytes, and in bytes for each packed byte.

    A report with a hundred pictures has some hundred entries; the XML of a workbook of a million cells has 60 MB.
    Texts and tables are packed 5 to 40 times, bare repetition 200 to 1,032 times, which is the most that Deflate can;
    what is small when unpacked (`ratio_from`) may be packed as high as it likes.
    """

    entries: int = 10_000
    entry_bytes: int = 100 * _MIB
    total_bytes: int = 200 * _MIB
    ratio: int = 200
    ratio_from: int = 8 * _MIB


LIMITS: Final = ZipLimits()

# APPNOTE.TXT of PKWARE, 4.3.7 and 4.3.12: the header of an entry, and the mark of each in the directory.
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_LOCAL_MARK: Final = b"PK\x03\x04"
_DIRECTORY_MARK: Final = b"PK\x01\x02"
_END_MARK: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 0xFFFF
_ENCRYPTED: Final = 0x1
# The others inflate without a bound in one go; every office program and file manager writes these two.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_CHUNK: Final = 256 * 1024
_LONGEST_NAME: Final = 120

# What `zipfile` raises over bytes that are no ZIP file, besides its own error.
_FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
_FETCH_AGAIN: Final = "Fetch or copy the file again; it was cut off or changed on the way."
_PACK_AGAIN: Final = "Save the document again with the program that made it, or export it as PDF or plain text."


def open_zip(content: bytes, limits: ZipLimits = LIMITS) -> zipfile.ZipFile:
    """Open a ZIP file whose directory promises nothing beyond the limits; nothing is unpacked.

    Raise RejectedError: `damaged`, `encrypted`, `too_large` or `unsupported_format`.
    """
    # Each entry of the directory becomes an object of half a kilobyte, so they are counted before. Files that are
    # stored in this one unpacked bring marks of their own.
    if content.count(_DIRECTORY_MARK) > 4 * limits.entries:
        raise _too_many(limits)
    if _END_MARK not in content[-_LONGEST_END:]:
        raise RejectedError(
            "damaged", "The ZIP file has no directory at its end: a part of it is missing.", _FETCH_AGAIN
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
        _refuse_overlaps(content, entries, archive.start_dir)
    except _FAULTS as error:
        raise RejectedError("damaged", f"The ZIP file is damaged: {error}.", _FETCH_AGAIN) from error
    if len(entries) > limits.entries:
        raise _too_many(limits)
    _refuse_locked(entries)
    _refuse_bombs(entries, limits)
    return archive


def read_entry(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, limit: int = LIMITS.entry_bytes) -> bytes:
    """Unpack one entry of at most `limit` bytes; raise KeyError where there is none, RejectedError where it is torn."""
    entry = archive.getinfo(name) if isinstance(name, str) else name
    if entry.file_size > limit:
        raise RejectedError(
            "too_large",
            f"{shown(entry.filename)} in the ZIP file has {entry.file_size:,} bytes unpacked, the limit is {limit:,}.",
            _PACK_AGAIN,
        )
    try:
        # `zipfile` stops where the directory says that the entry ends, whatever comes, and compares the checksums.
        content = archive.read(entry)
    except _FAULTS as error:
        raise _torn(entry, error) from error
    if len(content) != entry.file_size:
        raise _torn(entry, EOFError(f"it ends after {len(content):,} of {entry.file_size:,} bytes"))
    return content


def shown(name: str) -> str:
    r"""Return the name of an entry as messages show it: short, and on one line.

    >>> shown("a\n.txt")
    '`a\\n.txt`'
    """
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name[:_LONGEST_NAME])
    return f"`{safe}{'…' if len(name) > _LONGEST_NAME else ''}`"


def refuse_false_sizes(content: bytes, archive: zipfile.ZipFile) -> None:
    """Raise RejectedError where an entry unpacks to another size than the directory says.

    For readers that unpack by themselves and believe the bytes instead; costs the unpacking of everything once, in
    pieces that are thrown away.
    """
    for entry in archive.infolist():
        size = 0
        try:
            for piece in _inflated(content, entry):
                size += len(piece)
                if size > entry.file_size:
                    break
        except (zlib.error, struct.error, ValueError) as error:
            raise RejectedError(
                "damaged", f"{shown(entry.filename)} cannot be unpacked: {error}.", _FETCH_AGAIN
            ) from error
        if size != entry.file_size:
            held = "more" if size > entry.file_size else "less"
            raise RejectedError(
                "damaged",
                f"{shown(entry.filename)} holds {held} than the {entry.file_size:,} bytes that the ZIP file says.",
                _FETCH_AGAIN,
            )


def _inflated(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of an entry as they really are, in pieces."""
    begin = _begin_of_bytes(content, entry)
    packed = memoryview(content)[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed.tobytes()
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _CHUNK):
        given: bytes | memoryview = packed[at : at + _CHUNK]
        while given and not inflating.eof:
            yield inflating.decompress(given, _CHUNK)
            given = inflating.unconsumed_tail
    yield inflating.flush(_CHUNK)


def _begin_of_bytes(content: bytes, entry: zipfile.ZipInfo) -> int:
    mark, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    if mark != _LOCAL_MARK:
        raise zipfile.BadZipFile(f"no entry where {shown(entry.filename)} should begin")
    return entry.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)


def _refuse_overlaps(content: bytes, entries: Sequence[zipfile.ZipInfo], end_of_entries: int) -> None:
    """Raise BadZipFile where entries share bytes: that is how a small file holds petabytes, or itself."""
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < free_from:
            raise zipfile.BadZipFile(f"{shown(entry.filename)} shares its bytes with another entry")
        free_from = _begin_of_bytes(content, entry) + entry.compress_size
        if free_from > end_of_entries:
            raise zipfile.BadZipFile(f"{shown(entry.filename)} goes on beyond the end of the entries")


def _refuse_locked(entries: Sequence[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise RejectedError(
                "encrypted",
                f"The ZIP file is locked with a password ({shown(entry.filename)}).",
                "Unpack it with its password and put the files themselves into the folder.",
            )
        if entry.compress_type not in _METHODS:
            raise RejectedError(
                "unsupported_format",
                f"{shown(entry.filename)} is packed by method {entry.compress_type} of ZIP, which is not read.",
                "Pack the files again with the ordinary method (Deflate).",
            )


def _refuse_bombs(entries: Sequence[zipfile.ZipInfo], limits: ZipLimits) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        raise RejectedError(
            "too_large",
            f"The ZIP file has {total:,} bytes unpacked, the limit is {limits.total_bytes:,}.",
            "Split it, or put the documents themselves into the folder; take large pictures out of a report.",
        )
    packed = sum(entry.compress_size for entry in entries)
    for name, size, from_bytes in [
        *((shown(entry.filename), entry.file_size, entry.compress_size) for entry in entries),
        ("All of it", total, packed),
    ]:
        if size > limits.ratio_from and size > limits.ratio * max(from_bytes, 1):
            raise RejectedError(
                "too_large",
                f"{name} is packed {size // max(from_bytes, 1):,} times, to unpack {size:,} bytes: no document is.",
                _PACK_AGAIN,
            )


def _torn(entry: zipfile.ZipInfo, error: Exception) -> RejectedError:
    return RejectedError("damaged", f"{shown(entry.filename)} cannot be unpacked: {error}.", _FETCH_AGAIN)


def _too_many(limits: ZipLimits) -> RejectedError:
    return RejectedError(
        "too_large",
        f"The ZIP file has more than {limits.entries:,} entries, more than any document.",
        "Split the archive, or put the documents themselves into the folder.",
    )
