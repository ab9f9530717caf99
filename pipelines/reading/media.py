"""What kind of document bytes are, told from the bytes; a file's name only helps where they are silent."""

import re
from typing import Final, Literal

from pipelines.reading.document import RejectedError

Media = Literal["text/html", "text/plain"]

# Prefixes by which formats are known (the "magic numbers" of file(1) and of IANA registrations).
_SIGNATURES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word, Excel or PowerPoint before 2007"),
    (b"{\\rtf", "a rich-text (RTF) file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_ZIPPED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"word/", "a Word (DOCX) file"),
    (b"xl/", "an Excel (XLSX) file"),
    (b"ppt/", "a PowerPoint (PPTX) file"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"application/epub+zip", "an EPUB book"),
)
_WEB_ARCHIVE: Final = re.compile(rb"(?:From: |MIME-Version: |Subject: )[^\r\n]{0,500}[\r\n]", re.IGNORECASE)
_EXPORT: Final = "Export it as HTML or as plain text in UTF-8 and put that file in its place."

_PROLOGUE: Final = re.compile(r"(?:\s+|<\?[^<>]{0,500}\?>|<!--.{0,2000}?-->)+", re.DOTALL)
_FIRST_TAG: Final = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|base|style|script|article|main|section|header|nav|div|span"
    r"|table|center|font|h[1-6]|p|ul|ol|br|b|a)[\s>/])",
    re.IGNORECASE,
)
_ANY_TAG: Final = re.compile(
    r"</(?:html|body|div|p|table|h[1-6]|article|section|ul|li|span)\s*>|<(?:br|p|div)\b", re.IGNORECASE
)


def refuse_foreign(content: bytes) -> None:
    """Raise RejectedError for bytes of a format that is no text, naming the format."""
    found = _format(content)
    if found is not None:
        raise RejectedError("unsupported_format", f"The file is {found}, which is not read yet.", _EXPORT)


def _format(content: bytes) -> str | None:
    # Readers of PDF accept up to 1,024 bytes before its mark, and writers of it make use of that.
    if b"%PDF-" in content[:1024] and b"obj" in content[:4096]:
        return "a PDF file"
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        inside = content[: 1 << 20]
        return next((name for part, name in _ZIPPED if part in inside), "a ZIP archive")
    if content[:4] == b"RIFF" and len(content) >= 12:
        return f"a {content[8:12].decode('ascii', 'replace').strip()} (RIFF) file"
    if content[4:8] == b"ftyp":
        return "a film or an image (ISO media)"
    if _WEB_ARCHIVE.match(content) and b"\nContent-Type:" in content[:8192]:
        return "a web archive (MHTML) or a mail"
    return None


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
