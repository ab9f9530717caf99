"""The container of Office before 2007 (OLE2 compound file): what it holds, told from its directory.

Source: [MS-CFB]. Only names and beginnings of the streams right below the root are read: an object within a document
(a worksheet in a letter) does not say what the document is.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NOTHING: Final = 0xFFFFFFFF
_LAST_SECTOR: Final = 0xFFFFFFFA
_ENTRY: Final = 128
_MOST_SECTORS: Final = 1 << 16
_SMALLEST_STREAM: Final = 4096


class Stream(NamedTuple):
    """A stream or storage below the root: its name and its first bytes, none where it is short or a storage."""

    name: str
    beginning: bytes


def streams(content: bytes) -> tuple[Stream, ...] | None:
    """List what stands right below the root of a compound file, or return None where its directory cannot be read."""
    try:
        return tuple(_streams(content))
    except (struct.error, IndexError, UnicodeDecodeError):
        return None


def _streams(content: bytes) -> Iterator[Stream]:
    (shift,) = struct.unpack_from("<H", content, 30)
    if shift not in (9, 12):
        raise IndexError("sectors of neither version")
    size = 1 << shift
    directory = _directory(content, size)
    entries = [directory[place : place + _ENTRY] for place in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    (child,) = struct.unpack_from("<I", entries[0], 76)
    waiting, seen = [child], set[int]()
    while waiting:
        number = waiting.pop()
        if number == _NOTHING or number in seen:
            continue
        seen.add(number)
        entry = entries[number]
        left, right = struct.unpack_from("<II", entry, 68)
        waiting += (left, right)
        (length,) = struct.unpack_from("<H", entry, 64)
        start, stream_size = struct.unpack_from("<II", entry, 116)
        is_long = entry[66] == 2 and stream_size >= _SMALLEST_STREAM
        beginning = content[size * (start + 1) :][:size] if is_long else b""
        yield Stream(entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le"), beginning)


def _directory(content: bytes, size: int) -> bytes:
    """Join the sectors of the directory by the table of sectors (FAT)."""
    (sector,) = struct.unpack_from("<I", content, 48)
    tables = _tables(content, size)
    joined = bytearray()
    seen = set[int]()
    while sector < _LAST_SECTOR:
        if sector in seen or len(seen) > _MOST_SECTORS:
            raise IndexError("a directory without end")
        seen.add(sector)
        joined += _sector(content, sector, size)
        table = _sector(content, tables[sector // (size // 4)], size)
        (sector,) = struct.unpack_from("<I", table, sector % (size // 4) * 4)
    return bytes(joined)


def _tables(content: bytes, size: int) -> list[int]:
    """Return the sectors that hold the table of sectors: 109 are listed in the header, the rest in a chain (DIFAT)."""
    found = list(struct.unpack_from("<109I", content, 76))
    (sector,) = struct.unpack_from("<I", content, 68)
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST_SECTOR:
            break
        *more, sector = struct.unpack(f"<{size // 4}I", _sector(content, sector, size))
        found += more
    return found


def _sector(content: bytes, number: int, size: int) -> bytes:
    sector = content[size * (number + 1) : size * (number + 2)]
    if len(sector) < size:
        raise IndexError("a sector beyond the end of the file")
    return sector


def is_encrypted_word(stream: bytes) -> bool:
    """Return whether a Word document is encrypted, by its first bytes: bit fEncrypted of FibBase ([MS-DOC] 2.5.2)."""
    return len(stream) > 11 and bool(stream[11] & 1)


def is_encrypted_workbook(stream: bytes) -> bool:
    """Return whether a workbook is encrypted, by its first records: one of them is FilePass ([MS-XLS] 2.4.117)."""
    place = 0
    while place + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, place)
        if record == 0x2F:
            return True
        place += 4 + length
    return False
