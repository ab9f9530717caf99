"""What kind of document bytes are, told from the bytes; a file's name only helps where they are silent."""

import re
from typing import Final, Literal

from pipelines.reading import ole, packages
from pipelines.reading.document import RejectedError
from pipelines.reading.foreign import Kind, foreign, refuse

Media = Literal["text/html", "text/plain"]
Format = Literal["docx", "xlsx", "xls", "doc", "rtf", "odt", "ods", "pdf", "zip", "text"]
"""Formats that have a reader. `xls` is what its library reads (XLS, XLSB), `doc` what LibreOffice does (DOC, XML)."""

NAMES: Final[dict[Format, str]] = {
    "docx": "a Word (DOCX) file",
    "xlsx": "an Excel (XLSX) file",
    "xls": "an Excel file of before 2007 or with binary sheets (XLS, XLSB)",
    "doc": "a Word file of before 2007 (DOC)",
    "rtf": "a rich-text (RTF) file",
    "odt": "an OpenDocument text (ODT)",
    "ods": "an OpenDocument spreadsheet (ODS)",
    "pdf": "a PDF file",
    "zip": "a ZIP archive",
    "text": "a page or a plain text",
}

# Readers of PDF accept up to 1,024 bytes before its mark, and writers of it make use of that.
_PDF: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_PDF_OBJECT: Final = re.compile(rb"\d\s+\d+\s+obj\b")
_RTF: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_BYTE_MARK: Final = re.compile(rb"\xff\xfe|\xfe\xff|\x00\x00\xfe\xff")
_NAMED_AS: Final = re.compile(r"\.(?:do[ct][xm]?|xl[st][xmb]?|rtf|od[ts]|pdf|zip)$", re.IGNORECASE)

# XML that is a document by its root, not by a tag of a page: as Word and Excel 2003 and LibreOffice can save it.
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_XML_ROOTS: Final[tuple[tuple[re.Pattern[bytes], Format | None, str], ...]] = (
    (re.compile(rb"<w:wordDocument\b"), "doc", "a Word file in XML of 2003"),
    (re.compile(rb"<office:document\b[^>]{0,9000}\.text\""), "odt", "an OpenDocument text in one file of XML"),
    (re.compile(rb"<office:document\b"), None, "an OpenDocument file in one file of XML"),
    (re.compile(rb"<pkg:package\b"), None, "an Office file in one file of XML"),
    (
        re.compile(rb"<(?:\w+:)?Workbook\b[^>]{0,2000}urn:schemas-microsoft-com:office:spreadsheet"),
        None,
        "an Excel file in XML of 2003",
    ),
)
# Names of the streams below the root, in the order in which they decide.
_OLE: Final[tuple[tuple[str, Format | None, str, Kind], ...]] = (
    ("worddocument", "doc", NAMES["doc"], "old"),
    ("workbook", "xls", NAMES["xls"], "old"),
    ("book", "xls", NAMES["xls"], "old"),
    ("powerpoint document", None, "a PowerPoint file of before 2007 (PPT)", "slides"),
    ("__properties_version1.0", None, "a mail of Outlook (MSG)", "mail"),
    ("visiodocument", None, "a Visio drawing", "print"),
    ("quill", None, "a file of Publisher", "print"),
    ("bodytext", None, "a file of Hangul (HWP)", "old"),
)

_PROLOGUE: Final = re.compile(r"(?:\s+|<\?[^<>]{0,500}\?>|<!--.{0,2000}?-->)+", re.DOTALL)
_FIRST_TAG: Final = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|style|script|article|main|section|header|nav|div|span"
    r"|table|center|font|h[1-6]|p|ul|ol|br|b|a)[\s>/])",
    re.IGNORECASE,
)
_ANY_TAG: Final = re.compile(
    r"</(?:html|body|div|p|table|h[1-6]|article|section|ul|li|span)\s*>|<(?:br|p|div)\b", re.IGNORECASE
)


def format_of(content: bytes, file_name: str) -> Format:
    """Tell the format of a document from its bytes; a name only says what bytes that are no text were meant to be.

    Raise RejectedError: `unsupported_format` for what is no document that is read, `damaged`, `encrypted`.

    >>> format_of(b"%PDF-1.7", "bao-cao.docx"), format_of(b"<p>Xin", "bao-cao.xls")
    ('pdf', 'text')
    """
    if _PDF.match(content) or (b"%PDF-" in content[:1024] and _PDF_OBJECT.search(content[:4096])):
        return "pdf"
    if _RTF.match(content):
        return "rtf"
    if content.startswith(packages.MARKS):
        return packages.package_of(content)
    if content.startswith(ole.MARK):
        return _compound(content)
    refused = foreign(content)
    if refused is not None:
        raise refused
    if _XML.match(content):
        return _xml(content[:65536])
    _refuse_junk(content, file_name)
    return "text"


def _compound(content: bytes) -> Format:
    streams = ole.streams(content)
    if streams is None:
        raise RejectedError(
            "damaged",
            "The file is one of Office before 2007, but its directory is cut off or overwritten.",
            "Fetch it again, or open it in the program that wrote it, repair it there and save it as DOCX or XLSX.",
        )
    beginnings = {stream.name.lower(): stream.beginning for stream in streams}
    if "encryptedpackage" in beginnings:
        raise packages.encrypted("an Office file")
    for name, form, described, kind in _OLE:
        if name in beginnings:
            if form is None:
                raise refuse(described, kind)
            is_encrypted = ole.is_encrypted_word if form == "doc" else ole.is_encrypted_workbook
            if is_encrypted(beginnings[name]):
                raise packages.encrypted(described)
            return form
    raise refuse("a file of an old program of Windows (OLE)", "old")


def _xml(content: bytes) -> Format:
    for root, form, name in _XML_ROOTS:
        if root.search(content):
            if form is None:
                raise refuse(name, "old")
            return form
    return "text"


def _refuse_junk(content: bytes, file_name: str) -> None:
    """Refuse bytes that are no text under the name of a document: its download failed, or its disc did."""
    named = _NAMED_AS.search(file_name)
    # Two zeros side by side stand in no text but UTF-32.
    if named and b"\x00\x00" in content[:4096] and not _BYTE_MARK.match(content):
        raise RejectedError(
            "damaged",
            f"The file is named {named[0].lower()}, but its bytes are of no such file.",
            "Fetch it again; it was cut off, overwritten or mixed up.",
        )


def media_of(text: str, file_name: str) -> Media:
    """Tell a page from a plain text; a name that ends in .htm(l) decides where the text holds a tag at all.

    >>> media_of("<!-- saved --> <!DOCTYPE html><p>Sóc Sơn", "a.txt")
    'text/html'
    >>> media_of("Tỷ lệ < 5%", "a.html")
    'text/plain'
    """
    beginning = _PROLOGUE.match(text[:8192])
    if _FIRST_TAG.match(text, beginning.end() if beginning else 0):
        return "text/html"
    if file_name.lower().endswith((".html", ".htm", ".xhtml")) and _ANY_TAG.search(text):
        return "text/html"
    return "text/plain"
