"""Encodings of Vietnamese from before Unicode, and their letters as windows-1252 shows them.

Sources: TCVN 5712:1993 (TCVN3, "ABC"); RFC 1456 (VISCII); the fonts of VNI for Windows. The functions take text in the
letters of windows-1252 (`as_windows`); what an encoding has no letter for stays as it is.
"""

import re
import unicodedata
from typing import Final

from pipelines.language.syllables import is_syllable


def _windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:  # five bytes are open there; browsers read them as the controls of Latin-1
        return chr(byte)


_BYTES: Final = {_windows(byte): byte for byte in range(0x80, 0x100)}
_CONTROLS: Final = {byte: _windows(byte) for byte in range(0x80, 0xA0)}

# Bytes A0 to FF; a dot where the fonts have no letter. B0 to B4, tones by themselves, stand for signs in texts (°, ²).
_TCVN3_LETTERS: Final = (
    ".ĂÂÊÔƠƯĐăâêôơưđẰ"
    ".....àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)  # fmt: skip
# Bytes 80 to FF; A0 is Õ by the standard and a blank in the texts that reach us, so it stays.
_VISCII_LETTERS: Final = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    ".ắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)  # fmt: skip
_VISCII_CONTROLS: Final = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

# A vowel of VNI has its marks behind it; ơ, ư, đ and what is too narrow for marks have letters of their own.
_VNI_MARKS: Final = {
    "ø": "\u0300", "ù": "\u0301", "õ": "\u0303", "û": "\u0309", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301",
    "ã": "\u0302\u0303", "å": "\u0302\u0309", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301",
    "ü": "\u0306\u0303", "ú": "\u0306\u0309", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS: Final = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "ó": "ĩ", "æ": "ỉ", "ò": "ị", "î": "ỵ",
}  # fmt: skip


def _marked_letters() -> dict[str, str]:
    bases = {base: base for base in "aeouy"} | {sign: _VNI_LETTERS[sign] for sign in "ôö"}
    written = {
        base + sign: unicodedata.normalize("NFC", letter + marks)
        for base, letter in bases.items()
        for sign, marks in _VNI_MARKS.items()
    }
    return {pair: letter for pair, letter in written.items() if len(letter) == 1}


def _from_byte(first: int, letters: str) -> dict[int, str]:
    return {ord(_windows(byte)): letter for byte, letter in enumerate(letters, first) if letter != "."}


_TCVN3: Final = _from_byte(0xA0, _TCVN3_LETTERS)
_VISCII: Final = _VISCII_CONTROLS | _from_byte(0x80, _VISCII_LETTERS)
_VNI: Final = _VNI_LETTERS | _marked_letters()
_VNI_LETTER: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)

_LATER: Final = "".join(map(re.escape, (_windows(byte) for byte in range(0x80, 0xC0))))
_UTF8_LETTER: Final = re.compile(f"[Â-ß][{_LATER}]|[à-ï][{_LATER}]{{2}}|[ð-ô][{_LATER}]{{3}}")
_CUT_WORD: Final = re.compile(r"([A-Za-zđĐ]*)Ã ([a-z]{0,2})(?!\w)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BULLET: Final = re.compile(r"(?<!\S)ã(?!\S)")  # no word; the sign of lists in the font Symbol


def as_windows(text: str) -> str:
    """Show the control characters of a text that was decoded as Latin-1 as windows-1252 shows them."""
    return text.translate(_CONTROLS)


def from_tcvn3(text: str) -> str:
    """Read the letters of TCVN3.

    Accented capitals have no code: fonts whose names end in H draw them. They are known where all other letters of the
    line, or at least two letters of the word, are capitals.

    >>> from_tcvn3("Uû BAN NH¢N D¢N"), from_tcvn3("Tæng l­ît kh¸ch"), from_tcvn3("huyÖn MAI CH¢U, Sè: 3/Q§")
    ('UỶ BAN NHÂN DÂN', 'Tổng lượt khách', 'huyện MAI CHÂU, Số: 3/QĐ')
    """
    read = _BULLET.sub("·", text.translate(_TCVN3))
    capitals, small = _plain_letters(text)
    if capitals > 1 and not small:
        return read.upper()
    return _WORD.sub(lambda match: _in_its_case(text[match.start() : match.end()], match.group()), read)


def _plain_letters(text: str) -> tuple[int, int]:
    capitals = sum("A" <= c <= "Z" for c in text)
    return capitals, sum("a" <= c <= "z" for c in text)


def _in_its_case(written: str, read: str) -> str:
    capitals, small = _plain_letters(written)
    return read.upper() if capitals > 1 and not small else read


def from_viscii(text: str) -> str:
    """Read the letters of VISCII.

    >>> from_viscii("T±ng lßþt khách ðÕt 12.500 lßþt")
    'Tổng lượt khách đạt 12.500 lượt'
    """
    return text.translate(_VISCII)


def from_vni(text: str) -> str:
    """Read the letters of VNI; the first sign of a letter tells whether it is a capital.

    >>> from_vni("Toång löôït khaùch ñaït 12.500 löôït"), from_vni("HUYEÄN Ñoâng Giang")
    ('Tổng lượt khách đạt 12.500 lượt', 'HUYỆN Đông Giang')
    """

    def letter(match: re.Match[str]) -> str:
        read = _VNI[match.group().lower()]
        return read.upper() if match.group()[0].isupper() else read

    return _VNI_LETTER.sub(letter, text)


def from_utf8(text: str) -> str:
    """Read the letters of UTF-8; of à, the second half is a no-break blank and often became a plain one.

    >>> from_utf8("Ä‘Ã³n khÃ¡ch"), from_utf8("ngÃ y vÃ  Ä‘Ãªm")
    ('đón khách', 'ngày và đêm')
    """

    def letter(match: re.Match[str]) -> str:
        written = bytes(_BYTES[c] for c in match.group())
        try:
            return written.decode()
        except UnicodeDecodeError:
            return match.group()

    def word(match: re.Match[str]) -> str:
        joined = f"{match[1]}à{match[2]}"
        return joined if is_syllable(joined) else match.group()

    return _CUT_WORD.sub(word, _UTF8_LETTER.sub(letter, text))
