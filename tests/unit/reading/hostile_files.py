"""Files that have brought readers down, made here: each kills in its own way, and none is a document of anybody."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple

PROSE = "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng."

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>{more}'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = f'<Relationship Id="{{}}" Type="{_R}/{{}}" Target="{{}}"{{}}/>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKSHEET = (
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)


def zipped(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a ZIP file of some entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word_file(body: str = f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>", doctype: str = "", relation: str = "") -> bytes:
    """Make a Word file with the XML of its body."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES.format(part="word/document.xml", kind="wordprocessingml.document", more=""),
            "_rels/.rels": _RELATIONS.format(_RELATION.format("r1", "officeDocument", "word/document.xml", "")),
            "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{_W}"><w:body>{body}</w:body>'
            "</w:document>",
            "word/_rels/document.xml.rels": _RELATIONS.format(relation),
        }
    )


def workbook(rows: str, doctype: str = "") -> bytes:
    """Make a workbook of one sheet with the XML of its rows."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet", more=_WORKSHEET),
            "_rels/.rels": _RELATIONS.format(_RELATION.format("r1", "officeDocument", "xl/workbook.xml", "")),
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
            '<sheet name="Bảng" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _RELATIONS.format(
                _RELATION.format("r1", "worksheet", "worksheets/sheet1.xml", "")
            ),
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{_S}"><sheetData>{rows}'
            "</sheetData></worksheet>",
        }
    )


def pdf(*objects: bytes) -> bytes:
    """Make a PDF of some objects, the first of which is the catalogue; the table of places is left to the reader."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<< /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


def _stream(content: bytes, filters: bytes) -> bytes:
    return b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def _page(contents: bytes) -> tuple[bytes, ...]:
    return (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        contents,
    )


def _deflated(piece: bytes, times: int) -> bytes:
    """Deflate a piece that is repeated, by repeating what it was deflated to."""
    deflating = zlib.compressobj(9)
    first, again = (deflating.compress(piece) + deflating.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    check = 1
    for _ in range(times):
        check = zlib.adler32(piece, check)
    return first + again * (times - 1) + deflating.flush()[:-4] + struct.pack(">I", check)


def flate_bomb() -> bytes:
    return pdf(*_page(_stream(_deflated(b" " * (1 << 20), 1_000), b"/FlateDecode")))


def double_flate_bomb() -> bytes:
    twice = zlib.compress(_deflated(b"0 0 m " * 200_000, 1_000))
    return pdf(*_page(_stream(twice, b"[/FlateDecode /FlateDecode]")))


def endless_pdf() -> bytes:
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>")


def two_far_cells() -> bytes:
    return workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')


def many_cells() -> bytes:
    cells = "".join(f'<c r="{chr(65 + at)}1"><v>1</v></c>' for at in range(26))
    return workbook("".join(f"<row>{cells}</row>" for _ in range(60_000)))


def _laughs(depth: int = 12) -> str:
    names = [chr(97 + at) for at in range(depth)]
    told = [f'<!ENTITY {names[0]} "{PROSE}">']
    told += [f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise(names)]
    return f"<!DOCTYPE x [{''.join(told)}]>"


def bomb_of_one_entry() -> bytes:
    packed = io.BytesIO(word_file())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.bin", "w") as entry:
        for _ in range(250):
            entry.write(bytes(1 << 20))
    return packed.getvalue()


def bomb_of_one_text() -> bytes:
    return word_file(f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>" * 600_000)


def lying(content: bytes, size: int, above: int = -1) -> bytes:
    """Let the directory of a ZIP file say of every entry with more than `above` bytes that it has `size`."""
    changed = bytearray(content)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        if struct.unpack_from("<I", content, at + 24)[0] > above:
            changed[at + 24 : at + 28] = struct.pack("<I", size)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def locked(content: bytes) -> bytes:
    """Let the entries of a ZIP file say that they are encrypted."""
    changed = bytearray(content)
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(mark)
        while at >= 0:
            changed[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(changed)


def overlapping(copies: int = 2_000) -> bytes:
    """Make a ZIP file in whose directory one entry stands under many names: D. Fifield, A better zip bomb, 2019."""
    content = zipped({"a.txt": bytes(1 << 20)})
    begin, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    one = content[begin:end]
    longer = one[:28] + struct.pack("<H", 5) + one[30:46]
    directory = b"".join(longer + b"%05d" % number for number in range(copies))
    closing = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), begin, 0)
    return content[:begin] + directory + closing


def many_entries(entries: int = 60_000) -> bytes:
    return zipped({f"{number}.txt": b"" for number in range(entries)}, zipfile.ZIP_STORED)


def encrypted_office() -> bytes:
    """Make the container of a document with a password ([MS-OFFCRYPTO] 2.3): names of its streams only."""
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
        0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE)
    entries = [("Root Entry", 5, 1), ("EncryptedPackage", 2, 2), ("EncryptionInfo", 2, 0xFFFFFFFF)]
    directory = b"".join(_stream_entry(*entry) for entry in entries)
    header = (header + bytes(436))[:76] + struct.pack("<I", 0) + b"\xff" * 432
    return header + (table + b"\xff" * 504) + (directory + bytes(512))[:512]


def _stream_entry(name: str, kind: int, next_to: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    child = 1 if kind == 5 else 0xFFFFFFFF
    sibling = next_to if kind == 2 else 0xFFFFFFFF
    tree = struct.pack("<BBIII36xII4x", kind, 1, 0xFFFFFFFF, sibling, child, 0xFFFFFFFE, 0)
    return raw.ljust(64, b"\0") + struct.pack("<H", len(raw)) + tree


def deep_page() -> bytes:
    return ("<html><body>" + "<div>" * 60_000 + f"<p>{PROSE}</p>" + "</div>" * 60_000).encode()


def huge_picture() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = _deflated(bytes(1 << 20), 300)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def deep_mail() -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(5_000))
    return f"From: a@b.vn\r\nMIME-Version: 1.0\r\nSubject: x\r\n{head}Content-Type: text/plain\r\n\r\n{PROSE}".encode()


def reaching_out(address: str) -> dict[str, bytes]:
    """Make files that ask for something at an address, in every way that their formats have."""
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'
    subset = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{address}"> %p;]>'
    whole = f'<!DOCTYPE x SYSTEM "{address}">'
    said = f"<w:p><w:r><w:t>{PROSE}&e;</w:t></w:r></w:p>"
    linked = _RELATION.format("r9", "attachedTemplate", address, ' TargetMode="External"')
    page = (
        f'<html><head><link rel="stylesheet" href="{address}"><base href="{address}"></head><body>'
        f'<img src="{address}"><iframe src="{address}"></iframe><p>{PROSE}</p></body></html>'
    )
    return {
        "entity.docx": word_file(said, entity),
        "parameter.docx": word_file(said.replace("&e;", ""), subset),
        "doctype.docx": word_file(said.replace("&e;", ""), whole),
        "linked.docx": word_file(said.replace("&e;", ""), relation=linked),
        "entity.xlsx": workbook('<row r="1"><c r="A1" t="str"><v>&e;</v></c></row>', entity),
        "page.html": page.encode(),
        "page.xhtml": f'<?xml version="1.0"?>{entity}{page}'.encode(),
        "field.rtf": f'{{\\rtf1 {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}"}}}} x}}'.encode(),
        "remote.pdf": pdf(*_page(b"<< /Length 0 /F << /FS /URL /F (%s) >> >>\nstream\nendstream" % address.encode())),
        "mail.eml": f"From: a@b.vn\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{page}".encode(),
    }


class Killer(NamedTuple):
    """A file, its name, and the reasons that may be told of it; `read` is none, and says that it may be read."""

    make: Callable[[], bytes]
    name: str
    outcomes: frozenset[str]


def _killer(make: Callable[[], bytes], name: str, *outcomes: str) -> Killer:
    return Killer(make, name, frozenset({*outcomes, "unsupported_format"}))


def _laughing_word() -> bytes:
    return word_file("<w:p>&k;</w:p>", _laughs())


def _laughing_workbook() -> bytes:
    return workbook('<row r="1"><c r="A1" t="str"><v>&k;</v></c></row>', _laughs())


def _laughing_page() -> bytes:
    return f"{_laughs()}<html><p>&k; {PROSE}".encode()


def _nested_tables() -> bytes:
    return word_file("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000)


def _deep_arrays() -> bytes:
    return pdf(*_page(b"[" * 300_000))


def _deep_rtf() -> bytes:
    return b"{\\rtf1 " + b"{" * 1_000_000


_TOO_MUCH = ("too_large", "too_slow", "too_much_memory", "unreadable", "damaged")
_NO_TEXT = (*_TOO_MUCH, "empty", "needs_program", "not_vietnamese", "crashed")

KILLERS: Mapping[str, Killer] = {
    "two far cells": _killer(two_far_cells, "a.xlsx", *_NO_TEXT, "read"),
    "many cells": _killer(many_cells, "a.xlsx", *_NO_TEXT, "read"),
    "bomb of one entry": _killer(bomb_of_one_entry, "a.docx", "too_large"),
    "bomb of one text": _killer(bomb_of_one_text, "a.docx", *_TOO_MUCH),
    "bomb that lies": _killer(lambda: lying(bomb_of_one_text(), 50_000, 50_000), "a.docx", *_TOO_MUCH),
    "workbook that lies": _killer(lambda: lying(many_cells(), 9_000, 9_000), "a.xlsx", "damaged"),
    "overlapping entries": _killer(overlapping, "a.docx", "damaged", "too_large"),
    "many entries": _killer(many_entries, "a.docx", "too_large", "damaged", "empty"),
    "nested divs": _killer(deep_page, "a.html", "read", "unreadable"),
    "billion laughs in Word": _killer(_laughing_word, "a.docx", "unreadable", "damaged"),
    "billion laughs in Excel": _killer(_laughing_workbook, "a.xlsx", *_NO_TEXT, "read"),
    "billion laughs in a page": _killer(_laughing_page, "a.html", "read", "unreadable"),
    "nested tables": _killer(_nested_tables, "a.docx", "unreadable", "damaged"),
    "flate bomb": _killer(flate_bomb, "a.pdf", *_NO_TEXT),
    "double flate bomb": _killer(double_flate_bomb, "a.pdf", *_NO_TEXT),
    "endless pages": _killer(endless_pdf, "a.pdf", *_NO_TEXT),
    "deep arrays": _killer(_deep_arrays, "a.pdf", *_NO_TEXT),
    "torn Word": _killer(lambda: word_file()[:-300], "a.docx", "damaged"),
    "torn Excel": _killer(lambda: two_far_cells()[:400], "a.xlsx", "damaged"),
    "torn PDF": _killer(lambda: flate_bomb()[:300], "a.pdf", *_NO_TEXT),
    "locked Word": _killer(lambda: locked(word_file()), "a.docx", "encrypted", "damaged"),
    "locked Office": _killer(encrypted_office, "a.xlsx", "encrypted"),
    "Word that is a PDF": _killer(endless_pdf, "a.docx", *_NO_TEXT),
    "huge picture": _killer(huge_picture, "a.png", *_NO_TEXT),
    "deep mail": _killer(deep_mail, "a.eml", *_TOO_MUCH, "read"),
    "deep RTF": _killer(_deep_rtf, "a.rtf", *_NO_TEXT),
}
