"""Stories of formats: the bytes tell them, whatever the file is called; what is not read is named with its cure."""

import contextlib
import io
import struct
import time
import zipfile
from collections.abc import Mapping

import pytest

from pipelines.reading import RejectedError, read
from pipelines.reading.document import Reason
from pipelines.reading.media import Format, format_of

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


def zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members.items():
            archive.writestr(name, words)
    return buffer.getvalue()


def office(media: str, part: str, *, holds: str | None = None) -> bytes:
    """Make a package of Office whose main part is `part` of type `media`; `holds` is what it holds in fact."""
    types = f'<Types><Default Extension="xml" ContentType="a/b"/><Override PartName="/{part}" ContentType="{media}"/>'
    return zipped({"[Content_Types].xml": types + "</Types>", holds or part: "<w/>" * 500})


DOCX = office(OFFICE + "wordprocessingml.document.main+xml", "word/document.xml")
XLSX = office(OFFICE + "spreadsheetml.sheet.main+xml", "xl/workbook.xml")


def odf(kind: str, manifest: str = "<manifest/>") -> bytes:
    return zipped({"mimetype": OPEN + kind, "META-INF/manifest.xml": manifest, "content.xml": "<x/>"})


def compound(names: Mapping[str, bytes], *, inside: str = "") -> bytes:
    """Make an OLE2 file: streams below the root as a list (each the right sibling of the last), `inside` a storage."""
    every = [*names, *([inside] if inside else [])]
    sectors = [-(-len(stream) // 512) for stream in names.values()]
    count = -(-(len(every) + 1) // 4)
    table = [0xFFFFFFFD, *range(2, count + 1), 0xFFFFFFFE]
    starts, entries = [], [("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)]
    for length in sectors:
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + length), 0xFFFFFFFE] if length else []
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        below = len(every) if inside and number == 1 else 0xFFFFFFFF
        kind = 1 if below != 0xFFFFFFFF else 2
        entries.append((name, kind, right, below, starts[number - 1], len(names[name])))
    if inside:
        entries.append((inside, 2, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00")
        + struct.pack("<HBBIII36xIQ", len(name) * 2 + 2, kind, 1, 0xFFFFFFFF, right, below, start, size)
        for name, kind, right, below, start, size in entries
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    streams = b"".join(
        stream.ljust(length * 512, b"\x00") for stream, length in zip(names.values(), sectors, strict=True)
    )
    return head + fat + directory.ljust(count * 512, b"\x00") + streams


WORD = bytes(5000)
LOCKED_WORD = bytes(11) + b"\x01" + bytes(5000)
BOOK = struct.pack("<HH16x", 0x809, 16) + bytes(5000)
LOCKED_BOOK = struct.pack("<HH16xHH54x", 0x809, 16, 0x2F, 54) + bytes(5000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj", "pdf"),
        (b"{\\rtf1\\ansi Xin", "rtf"),
        (DOCX, "docx"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"), "docx"),
        (office(OFFICE + "wordprocessingml.template.main+xml", "word/document.xml"), "docx"),
        (office(OFFICE + "wordprocessingml.document.main+xml", "word/document2.xml"), "docx"),
        (XLSX, "xlsx"),
        (office("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml"), "xlsx"),
        (office("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"), "xls"),
        (odf("text"), "odt"),
        (odf("text-template"), "odt"),
        (odf("spreadsheet"), "ods"),
        (zipped({"bao-cao.txt": "x"}), "zip"),
        (zipped({"word/bao-cao.docx": "x"}), "zip"),
        (zipped({}), "zip"),
        (compound({"WordDocument": WORD, "1Table": b""}), "doc"),
        (compound({"Workbook": BOOK}), "xls"),
        (compound({"Book": BOOK}), "xls"),
        (compound({"ObjectPool": b"", "WordDocument": WORD}, inside="Workbook"), "doc"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x">', "doc"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "text"),
        ("Hà Giang: năm 2024 đón 12.500 lượt".encode("utf-16"), "text"),
        ("Kính gửi: UBND huyện\nV/v: báo cáo\n\nNăm 2024".encode(), "text"),
        (b"Date: 2024\nSubject: so lieu\n\nHuyen", "text"),
        (b"BM 2024, MZ, BZh, ID3 la ten rieng", "text"),
    ],
)
@pytest.mark.parametrize("name", ["bai.txt", "bai.docx", "bai"])
def test_the_bytes_tell_the_format_whatever_the_file_is_called(content: bytes, told: Format, name: str) -> None:
    assert format_of(content, name) == told


MAIL = b"Return-Path: <a@b.vn>\r\nReceived: from x\r\n by y\r\nSubject: Bao cao\r\nFrom: a@b.vn\r\n\r\nKinh gui"


@pytest.mark.parametrize(
    ("content", "named", "cure"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG", "PDF of the photographs"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG", "PDF of the photographs"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP", "PDF of the photographs"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC", "PDF of the photographs"),
        (b"\x00\x00\x00\x18ftypmp42", "film", "written text"),
        (b"\x00\x00\x00\x18ftypM4A ", "M4A", "written text"),
        (b"ID3\x03" + bytes(40), "MP3", "written text"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "WAVE", "written text"),
        (b"Rar!\x1a\x07\x00", "RAR", "Unpack"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip", "Unpack"),
        (b"\x1f\x8b\x08\x00", "gzip", "Unpack"),
        (MAIL, "mail", "attached"),
        (b"From a@b.vn Mon Jan 1\n" + MAIL, "mail", "attached"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>", "MHTML", "as HTML"),
        (compound({"__properties_version1.0": b"", "__substg1.0_0037001F": b""}), "Outlook", "attached"),
        (compound({"PowerPoint Document": b""}), "PowerPoint", "PDF"),
        (compound({"Catalog": b""}), "old program", "LibreOffice"),
        (office(OFFICE + "presentationml.presentation.main+xml", "ppt/presentation.xml"), "PowerPoint", "PDF"),
        (odf("presentation"), "presentation", "PDF"),
        (zipped({"mimetype": "application/epub+zip"}), "EPUB", "HTML"),
        (b"SQLite format 3\x00", "SQLite", "XLSX"),
        (b"\x7fELF\x02", "program", "document itself"),
        (b"MZ\x90\x00\x03\x00", "program", "document itself"),
        (b"AT&TFORM\x00", "DjVu", "PDF"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "Excel", "XLSX"),
    ],
)
@pytest.mark.parametrize("name", ["bai.txt", "bai.html", "bai.docx"])
def test_what_is_not_read_is_named_with_a_cure_of_its_own(content: bytes, named: str, cure: str, name: str) -> None:
    with pytest.raises(RejectedError) as refused:
        read(content, name)
    assert refused.value.reason == "unsupported_format"
    assert named in refused.value.message
    assert cure in refused.value.cure


@pytest.mark.parametrize(
    ("content", "reason", "named"),
    [
        (DOCX[:-80], "damaged", "DOCX"),
        (XLSX[:-150], "damaged", "XLSX"),
        (XLSX[:150], "damaged", "a file of Office"),
        (zipped({"a.txt": "x" * 99})[:-30], "damaged", "ZIP"),
        (zipped({"word/document.xml": "x"}), "damaged", "DOCX"),
        (
            office(OFFICE + "wordprocessingml.document.main+xml", "word/document.xml", holds="word/a.xml"),
            "damaged",
            "DOCX",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged", "before 2007"),
        (compound({"WordDocument": WORD})[:900], "damaged", "before 2007"),
        (bytes(5000), "damaged", ".docx"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "encrypted", "Office"),
        (compound({"WordDocument": LOCKED_WORD}), "encrypted", "Word"),
        (compound({"Workbook": LOCKED_BOOK}), "encrypted", "Excel"),
        (odf("text", "<manifest:encryption-data/>"), "encrypted", "OpenDocument"),
    ],
)
def test_what_is_broken_or_locked_says_so(content: bytes, reason: Reason, named: str) -> None:
    with pytest.raises(RejectedError) as refused:
        format_of(content, "bao-cao.docx")
    assert refused.value.reason == reason
    assert named in refused.value.message
    assert refused.value.cure


def test_a_list_of_types_that_unpacks_without_end_is_read_to_a_megabyte() -> None:
    content = zipped({"[Content_Types].xml": " " * 50_000_000, "word/document.xml": "x"})
    began = time.perf_counter()
    with pytest.raises(RejectedError) as refused:
        format_of(content, "bom.docx")
    assert refused.value.reason == "damaged"
    assert time.perf_counter() - began < 2


def test_a_directory_that_runs_in_a_circle_ends() -> None:
    looped = bytearray(compound({"WordDocument": WORD}))
    looped[516:520] = struct.pack("<I", 1)
    with pytest.raises(RejectedError) as refused:
        format_of(bytes(looped), "a.doc")
    assert refused.value.reason == "damaged"


@pytest.mark.parametrize("fill", [b"From: a\n " + b" " * 60_000, b"1 " * 2000, b"PK\x03\x04" * 50_000, b"a:" * 40_000])
def test_telling_the_format_takes_no_time_whatever_is_repeated(fill: bytes) -> None:
    began = time.perf_counter()
    with contextlib.suppress(RejectedError):
        format_of(fill, "a.docx")
    assert time.perf_counter() - began < 2
