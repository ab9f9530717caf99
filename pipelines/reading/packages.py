"""ZIP packages: which document one is, told from its list of members and its list of types.

Sources: ECMA-376 part 2 (Office from 2007), ODF 1.3 part 2, EPUB OCF. Nothing but these lists is unpacked, and no more
of them than a document needs. Reading the members is the business of others.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final, Literal

from lxml import etree

from pipelines.reading.document import RejectedError
from pipelines.reading.foreign import Kind, refuse

Package = Literal["docx", "xlsx", "xls", "odt", "ods", "zip"]

MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_LONGEST_LIST: Final = 1 << 20
# A document has some hundreds; beyond this many even listing them is left to the reader of archives.
_MOST_MEMBERS: Final = 20_000

_MAIN: Final[dict[str, Package]] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "docx",
    "application/vnd.ms-word.document.macroenabled.main+xml": "docx",
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": "xlsx",
    "application/vnd.ms-excel.template.macroenabled.main+xml": "xlsx",
    # XLSB, the sheets of XLSX in binary records: read like XLS, by the same library.
    "application/vnd.ms-excel.sheet.binary.macroenabled.main": "xls",
}
_FOREIGN: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("presentationml.", "a PowerPoint (PPTX) file", "slides"),
    ("ms-powerpoint.", "a PowerPoint (PPTM) file", "slides"),
    ("ms-visio.", "a Visio drawing", "print"),
    ("ms-package.xps-", "an XPS file", "print"),
    ("vnd.oasis.opendocument.presentation", "a presentation of OpenDocument (ODP)", "slides"),
    ("vnd.oasis.opendocument.", "a drawing, formula or database of OpenDocument", "print"),
    ("epub+zip", "an EPUB book", "book"),
)
_OPEN: Final[dict[str, Package]] = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
# Where the list of types is lost, the folder of the members still tells what was meant.
_FOLDERS: Final[tuple[tuple[str, str], ...]] = (
    ("word/", "a Word (DOCX) file"),
    ("xl/", "an Excel (XLSX) file"),
    ("ppt/", "a PowerPoint (PPTX) file"),
    ("[content_types].xml", "a file of Office"),
    ("mimetype", "an OpenDocument file"),
)
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, NotImplementedError
)  # fmt: skip
_TYPES: Final = "[Content_Types].xml"
_AGAIN: Final = "Fetch the file again, or open it in the program that wrote it, repair it there and save it anew."


def package_of(content: bytes) -> Package:
    """Tell which document a ZIP package is; `zip` for an archive of other files.

    Raise RejectedError: `damaged` for a package that is cut off or lost its main part, `encrypted` for one with a
    password, `unsupported_format` for a document of another kind.
    """
    if content.count(b"PK\x01\x02") > _MOST_MEMBERS:
        return "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _package(archive)
    except _BROKEN as error:
        raise _damaged(_meant(_local_names(content)), "is cut off or overwritten") from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise encrypted("a ZIP archive") from error


def _package(archive: zipfile.ZipFile) -> Package:
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    if "mimetype" in names:
        declared = _beginning(archive, names["mimetype"]).decode("ascii", "replace").strip()
        if declared in _OPEN:
            _refuse_password(archive, names)
            return _OPEN[declared]
        _refuse_foreign(declared)
    if _TYPES.lower() in names:
        return _office(_beginning(archive, names[_TYPES.lower()]), names)
    if {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"} & names.keys():
        raise _damaged(_meant(list(names)), "has lost its list of types")
    return "zip"


def _office(types: bytes, names: Mapping[str, str]) -> Package:
    """Tell the document by the type of its main part, which must be there."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(types, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(_meant(list(names)), "has a broken list of types") from error
    declared = [(e.get("ContentType", "").strip().lower(), e.get("PartName")) for e in root if isinstance(e.tag, str)]
    for media, part in declared:
        if media in _MAIN:
            if part is not None and part.lstrip("/").lower() not in names:
                raise _damaged(_meant(list(names)), f"has lost its main part {part}")
            return _MAIN[media]
    for media, _ in declared:
        _refuse_foreign(media)
    return "zip"


def _refuse_foreign(media: str) -> None:
    for part, name, kind in _FOREIGN:
        if part in media:
            raise refuse(name, kind)


def _refuse_password(archive: zipfile.ZipFile, names: Mapping[str, str]) -> None:
    manifest = names.get("meta-inf/manifest.xml")
    if "encrypted-package" in names or (manifest and b"encryption-data" in _beginning(archive, manifest)):
        raise encrypted("an OpenDocument file")


def encrypted(name: str) -> RejectedError:
    """Make the refusal of a document that is protected by a password."""
    return RejectedError(
        "encrypted",
        f"The file is {name} that is protected by a password.",
        "Open it with its password and save it without one.",
    )


def _damaged(name: str, what: str) -> RejectedError:
    return RejectedError("damaged", f"The file is {name}, but it {what}.", _AGAIN)


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(_LONGEST_LIST)


def _meant(names: list[str]) -> str:
    return next((name for folder, name in _FOLDERS if any(n.startswith(folder) for n in names)), "a ZIP archive")


def _local_names(content: bytes) -> list[str]:
    """Return the names that stand before the members themselves, which a file without its end still has."""
    found: list[str] = []
    place = content.find(MARKS[0])
    while place >= 0 and len(found) < _MOST_MEMBERS:
        length = int.from_bytes(content[place + 26 : place + 28], "little")
        found.append(content[place + 30 : place + 30 + length].decode("utf-8", "replace").lower())
        place = content.find(MARKS[0], place + 4)
    return found
