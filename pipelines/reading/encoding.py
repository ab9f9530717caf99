"""Bytes to characters. The bytes decide; what a page says of its encoding is believed only where they allow it.

Read are Unicode (UTF-8, UTF-16, UTF-32), windows-1258, the encodings of `legacy`, and others that a page declares.
Text in Unicode is kept as decoded; windows-1258, which has no letter for a vowel with its tone, is composed (NFC).
"""

import codecs
import re
import unicodedata
from typing import Final

from pipelines.reading.document import RejectedError
from pipelines.reading.legacy import UTF8_TWICE, Decoded, converted, remnant
from pipelines.reading.vietnamese import has_vietnamese_letters

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED: Final = re.compile(
    rb"""<meta[^<>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# Encodings of text that a page may declare; Python knows others that are none (idna, unicode_escape, hex).
_BELIEVABLE: Final = re.compile(
    r"(?:windows-?|cp)125\d|iso-?8859-?\d{1,2}|latin-?1|us-ascii|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|shift[_-]jis|koi8-r"
)
_CONTROLS: Final = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))
_CONVERT: Final = "Convert it to Unicode (for instance with UniKey), mend what stays wrong, and save it as UTF-8."
# Signs that may be marks; Unicode's Stream-Safe Text Format (UAX #15) ends a pile of them at thirty.
_PILE: Final = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MOST_MARKS: Final = 30
_SAVE: Final = "Open it in a program that shows it rightly and save it as UTF-8."


def decode(content: bytes) -> Decoded:
    """Decode the bytes of a text, or raise RejectedError: `unreadable` for what is no text, else `unknown_encoding`."""
    decoded = _unicode(content) or _eight_bit(content)
    refuse_piled_marks(decoded.text)
    decoded = converted(decoded.text) or decoded
    refuse_remnants(decoded.text)
    return decoded


def refuse_piled_marks(text: str) -> None:
    """Raise RejectedError for a text in which a letter carries marks without end: composing it costs their square."""
    for match in _PILE.finditer(text):
        height = 0
        for sign in match.group():
            height = height + 1 if unicodedata.combining(sign) else 0
            if height > _MOST_MARKS:
                raise RejectedError(
                    "unreadable",
                    f"A letter carries more than {_MOST_MARKS} marks, which no writing does.",
                    "Put the document itself in its place, as HTML or text.",
                )


def refuse_remnants(text: str) -> None:
    """Raise RejectedError for a text that is in an encoding of before Unicode and could not be converted."""
    found = remnant(text)
    if found is not None:
        raise _unknown(f"The text looks like {found}, but its words do not become Vietnamese ones.", _CONVERT)


def _unknown(message: str, cure: str = _SAVE) -> RejectedError:
    return RejectedError("unknown_encoding", message, cure)


def _unicode(content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _attempt(content[len(mark) :], encoding)
            if text is None and encoding == "utf-8":
                text = _mended_utf8(content[len(mark) :])
            if text is None:
                raise _unknown(f"The file begins with the mark of {encoding}, but its bytes are not {encoding}.")
            return Decoded(text, encoding)
    if b"\x00" in content:
        return _unmarked_utf16(content)
    _refuse_controls(content)
    text = _attempt(content, "utf-8")
    if text is None:
        text = _mended_utf8(content)
    return None if text is None else Decoded(text, "utf-8")


def _attempt(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(content: bytes) -> Decoded:
    """Decode UTF-16 without its mark: blanks and digits give every second byte away as zero."""
    for encoding, high in (("utf-16-le", content[1::2]), ("utf-16-be", content[::2])):
        other = content[::2] if encoding == "utf-16-le" else content[1::2]
        if high.count(0) * 5 > len(high) and other.count(0) == 0:
            text = _attempt(content, encoding)
            if text is not None:
                return Decoded(text, encoding)
    raise RejectedError(
        "unreadable", "The bytes are no text: some are zero.", "Put the document itself in its place, as HTML or text."
    )


def _refuse_controls(content: bytes) -> None:
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if controls * 100 > len(content):
        raise RejectedError(
            "unreadable",
            f"The bytes are no text: {controls:,} of {len(content):,} are control characters.",
            "Put the document itself in its place, as HTML or text.",
        )


def _mended_utf8(content: bytes) -> str | None:
    """Decode UTF-8 in which at most one letter in fifty is broken, as where a page cuts a teaser inside a letter.

    Broken letters become U+FFFD, so that nothing is guessed.
    """
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    marked = sum(not character.isascii() for character in text)
    return text if broken * 50 <= marked else None


def _eight_bit(content: bytes) -> Decoded:
    """Decode as what makes Vietnamese of the bytes, else as what the page declares where the bytes allow it."""
    shown = content.decode("latin-1")
    found = converted(shown)
    if found is not None and found.encoding != UTF8_TWICE:  # broken UTF-8 is not mended by half
        return found
    text = _attempt(content, "windows-1258")
    if text is not None:
        refuse_piled_marks(text)
        text = unicodedata.normalize("NFC", text)
        if has_vietnamese_letters(text) and remnant(text) is None:
            return Decoded(text, "windows-1258")
    refuse_remnants(shown)
    declared = _declared(content)
    if declared is not None:
        text = _attempt(content, declared)
        if text is not None:
            return Decoded(text, declared)
    raise _unknown("The bytes are neither UTF-8 nor windows-1258, and name no encoding that fits them.")


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:4096])
    if match is None:
        return None
    name = (match[1] or match[2]).decode("ascii", "replace").lower()
    if not _BELIEVABLE.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
