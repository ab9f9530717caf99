"""Formats that are no documents here: the marks by which they are known, their names, and what a person can do.

Formats that are read are told in `media`; marks are those of file(1) and of the registrations at IANA.
"""

import re
from typing import Final, Literal

from pipelines.reading.document import RejectedError

Kind = Literal["image", "print", "sound", "archive", "slides", "mail", "page", "book", "database", "program", "old"]

_CURES: Final[dict[Kind, str]] = {
    "image": "Make a PDF of the photographs of a report, one to a page: scans are recognised there.",
    "print": "Print or convert it to PDF and put that in its place: scans are recognised there.",
    "sound": "Put the written text of it in its place.",
    "archive": "Unpack it and put the documents that it holds in its place, or pack them as ZIP.",
    "slides": "Save it as PDF, or put the report that it shows in its place.",
    "mail": "Save the report that is attached to it, or the words of the mail as a text in UTF-8, in its place.",
    "page": "Open it in a browser and save the page as HTML.",
    "book": "Convert it to HTML or PDF and put that in its place.",
    "database": "Export the table as XLSX, or put the report that it was made for in its place.",
    "program": "Put the document itself in its place.",
    "old": "Open it in the program that wrote it, or in LibreOffice, and save it as DOCX, XLSX or PDF.",
}
_MARKS: Final[tuple[tuple[bytes, str, Kind], ...]] = (
    (rb"\x89PNG\r\n\x1a\n", "a PNG image", "image"),
    (rb"\xff\xd8\xff", "a JPEG image", "image"),
    (rb"GIF8[79]a", "a GIF image", "image"),
    (rb"II\*\x00|MM\x00\*", "a TIFF image", "image"),
    (rb"BM.{4}\x00{4}", "a BMP image", "image"),
    (rb"RIFF.{4}WEBP", "a WEBP image", "image"),
    (rb".{4}ftyp(?:hei|hev|mif|msf|avi)", "a HEIC or AVIF image", "image"),
    (rb"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image", "image"),
    (rb"8BPS", "a Photoshop image", "image"),
    (rb"AT&TFORM", "a DjVu scan", "print"),
    (rb"%!PS", "a PostScript file", "print"),
    (rb"\xd7\xcd\xc6\x9a|\x01\x00\x00\x00.{36} EMF", "a drawing of Windows (WMF, EMF)", "print"),
    (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]", "an MP3 recording", "sound"),
    (rb"OggS", "an Ogg recording", "sound"),
    (rb"fLaC", "a FLAC recording", "sound"),
    (rb"#!AMR", "an AMR recording", "sound"),
    (rb"RIFF.{4}WAVE", "a WAVE recording", "sound"),
    (rb".{4}ftypM4[AB]", "an M4A recording", "sound"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a recording or a film of Windows Media", "sound"),
    (rb"RIFF.{4}AVI ", "an AVI film", "sound"),
    (rb".{4}ftyp", "a film (MP4, MOV)", "sound"),
    (rb"\x1a\x45\xdf\xa3", "a Matroska or WebM film", "sound"),
    (rb"FLV\x01", "a Flash film", "sound"),
    (rb"\x00\x00\x01[\xba\xb3]", "an MPEG film", "sound"),
    (rb"RIFF", "a RIFF file of sounds or images", "sound"),
    (rb"Rar!\x1a\x07", "a RAR archive", "archive"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "archive"),
    (rb"\x1f\x8b", "a gzip archive", "archive"),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive", "archive"),
    (rb"\xfd7zXZ\x00", "an xz archive", "archive"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard archive", "archive"),
    (rb"MSCF\x00{4}", "a cabinet archive", "archive"),
    (rb".{257}ustar", "a tar archive", "archive"),
    (rb"PK\x07\x08|PK00PK", "a part of a split ZIP archive", "archive"),
    (rb"!BDN", "a mailbox of Outlook", "mail"),
    (rb"bplist00", "a property list or web archive of Apple", "page"),
    (rb"SQLite format 3\x00", "an SQLite database", "database"),
    (rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "an Access database", "database"),
    (rb".{8}DUCK", "a DuckDB database", "database"),
    (rb"PAR1", "a Parquet file", "database"),
    (rb"ARROW1\x00\x00", "an Arrow file", "database"),
    (rb"\x7fELF", "a program", "program"),
    (rb"MZ.{0,60}\x00", "a program", "program"),
    (rb"\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", "a program", "program"),
    (rb"\xdb\xa5-\x00|\xfe7\x00#|1\xbe\x00\x00\x00\xab", "a file of Word before 1995", "old"),
    (rb"\xffWPC", "a file of WordPerfect", "old"),
    (rb"\x09\x08\x08\x00|\x09\x04\x06\x00|\x09\x02\x06\x00|\x09\x00\x04\x00", "a file of Excel before 1995", "old"),
    (rb"\x00\x00[\x02\x1a]\x00[\x06\x00\x05][\x04\x10]", "a file of Lotus 1-2-3", "old"),
)
_FORMS: Final = tuple((re.compile(mark, re.DOTALL), name, kind) for mark, name, kind in _MARKS)

# RFC 5322: fields of a message, each on its line, folded ones indented, up to a blank line; mbox puts "From " above.
_FIELDS: Final = re.compile(rb"(?:From [^\r\n]*\r?\n)?((?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+)")
_FIELD: Final = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_SENT: Final = frozenset({b"received", b"return-path", b"delivered-to", b"message-id", b"to"})
_OF_MAIL: Final = frozenset({b"from", b"subject", b"date", b"mime-version", b"content-type"}) | _SENT
_LONGEST_HEAD: Final = 1 << 16


def refuse(name: str, kind: Kind) -> RejectedError:
    """Make the refusal of a format: what the file is, and the cure of its kind."""
    return RejectedError("unsupported_format", f"The file is {name}, which is not read.", _CURES[kind])


def foreign(content: bytes) -> RejectedError | None:
    """Return the refusal of bytes that bear the mark of a format which is not read, or None."""
    for form, name, kind in _FORMS:
        if form.match(content):
            return refuse(name, kind)
    return _mail(content[:_LONGEST_HEAD])


def _mail(content: bytes) -> RejectedError | None:
    head = _FIELDS.match(content)
    if head is None:
        return None
    fields = {name.lower() for name in _FIELD.findall(head[1])}
    if len(fields & _OF_MAIL) < 2 or not fields & (_SENT | {b"mime-version"}):
        return None
    if b"multipart/related" in head[1].lower() and not fields & _SENT:
        return refuse("a web page that was saved as one file (MHTML)", "page")
    return refuse("a mail", "mail")
