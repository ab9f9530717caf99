"""ZIP files and XML are refused before they cost anything: torn, locked, lying, or packed too high."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.reading.hostile_files import locked, lying, many_entries, overlapping, word_file, zipped

from pipelines.reading.document import RejectedError
from pipelines.reading.xml import parse_xml
from pipelines.reading.zipped import ZipLimits, open_zip, read_entry, refuse_false_sizes

FILES = {"a.txt": b"Xin " * 50_000, "b/c.txt": b"", "d.bin": bytes(range(256)) * 40}
SMALL = ZipLimits(entries=5, entry_bytes=1_000, total_bytes=3_000, ratio=20, ratio_from=500)


def refusal(call: Callable[[], object]) -> RejectedError:
    with pytest.raises(RejectedError) as refused:
        call()
    assert refused.value.message.endswith(".")
    assert refused.value.cure.endswith(".")
    return refused.value


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_honest_file_is_opened_and_unpacked(method: int) -> None:
    content = zipped(FILES, method)
    archive = open_zip(content)
    refuse_false_sizes(content, archive)
    assert {name: read_entry(archive, name) for name in archive.namelist()} == FILES
    with pytest.raises(KeyError):
        read_entry(archive, "e.txt")


def test_a_file_behind_other_bytes_is_opened() -> None:
    content = b"#!/bin/sh\n" + zipped(FILES)
    archive = open_zip(content)
    refuse_false_sizes(content, archive)
    assert read_entry(archive, "a.txt") == FILES["a.txt"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", zipped(FILES)[:-30], zipped(FILES)[:200], b"PK\x05\x06" * 9])
def test_a_torn_file_is_damaged(content: bytes) -> None:
    assert refusal(lambda: open_zip(content)).reason == "damaged"


def test_a_locked_file_is_encrypted() -> None:
    assert refusal(lambda: open_zip(locked(zipped(FILES)))).reason == "encrypted"


def test_an_entry_that_was_changed_is_damaged() -> None:
    content = bytearray(zipped(FILES, zipfile.ZIP_STORED))
    content[100] ^= 1
    archive = open_zip(bytes(content))
    assert "`a.txt`" in refusal(lambda: read_entry(archive, "a.txt")).message


@pytest.mark.parametrize("size", [100, 199_999, 200_001])
def test_a_false_size_is_found_by_whoever_unpacks(size: int) -> None:
    content = lying(zipped({"a.txt": FILES["a.txt"]}), size)
    archive = open_zip(content)
    assert refusal(lambda: read_entry(archive, "a.txt")).reason == "damaged"
    assert refusal(lambda: refuse_false_sizes(content, archive)).reason == "damaged"


@pytest.mark.parametrize(
    "files",
    [
        {str(number): b"" for number in range(6)},
        {str(number): bytes(range(250)) * 4 for number in range(4)},
        {"a.txt": bytes(501)},
    ],
    ids=["entries", "bytes", "ratio"],
)
def test_what_is_beyond_a_limit_is_too_large(files: dict[str, bytes]) -> None:
    content = zipped(files)
    open_zip(content)
    assert refusal(lambda: open_zip(content, SMALL)).reason == "too_large"


def test_small_repetition_may_be_packed_as_high_as_it_likes() -> None:
    assert read_entry(open_zip(zipped({"a.txt": bytes(499)}), SMALL), "a.txt") == bytes(499)


def test_an_entry_beyond_the_limit_is_not_unpacked() -> None:
    archive = open_zip(zipped(FILES))
    assert refusal(lambda: read_entry(archive, "a.txt", 1_000)).reason == "too_large"


def test_many_entries_are_refused_before_they_are_listed() -> None:
    assert "entries" in refusal(lambda: open_zip(many_entries())).message


def test_entries_that_share_bytes_are_refused() -> None:
    assert refusal(lambda: open_zip(overlapping(50))).reason == "damaged"
    assert len(open_zip(zipped(dict.fromkeys(map(str, range(50)), b"same"))).namelist()) == 50


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_inflate_without_a_bound_are_refused(method: int) -> None:
    assert refusal(lambda: open_zip(zipped(FILES, method))).reason == "unsupported_format"


def test_a_name_is_shown_on_one_line() -> None:
    error = refusal(lambda: open_zip(locked(zipped({"a\n" + "b" * 500: b"x"}))))
    assert "\n" not in error.message
    assert len(error.message) < 250


@given(st.data())
def test_whatever_is_changed_there_is_a_refusal_or_the_entry(data: st.DataObject) -> None:
    content = bytearray(word_file())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = open_zip(bytes(content))
        refuse_false_sizes(bytes(content), archive)
        for entry in archive.infolist():
            read_entry(archive, entry)
    except RejectedError:
        pass


def test_a_directory_with_an_impossible_place_is_damaged() -> None:
    content = bytearray(zipped({"a.txt": b"x"}))
    content[-6:-2] = struct.pack("<I", 0x7FFFFFFF)
    assert refusal(lambda: open_zip(bytes(content))).reason == "damaged"
    assert zipfile.is_zipfile(io.BytesIO(content))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{LAUGHS}]><l>&k;</l>", "unreadable"),
        (f"{LAUGHS}]><l x='&k;'/>", "unreadable"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "unreadable"),
        ("<a>" * 300 + "</a>" * 300, "unreadable"),
        ("<a>" + "x" * 11_000_000 + "</a>", "unreadable"),
        ("<a><b></a>", "damaged"),
        ("", "damaged"),
        ("no element", "damaged"),
        ("<?xml version='1.0' encoding='klingon'?><a/>", "damaged"),
    ],
    ids=["laughs", "laughs in an attribute", "entity", "depth", "length", "torn", "empty", "text", "encoding"],
)
def test_xml_that_no_office_program_writes_is_refused(content: str, reason: str) -> None:
    error = refusal(lambda: parse_xml(content.encode(), "`word/document.xml`"))
    assert error.reason == reason
    assert "`word/document.xml`" in error.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_is_parsed_in_its_encoding(encoding: str) -> None:
    assert parse_xml("<a b='1'>Sóc Mẫu</a>".encode(encoding)).text == "Sóc Mẫu"
