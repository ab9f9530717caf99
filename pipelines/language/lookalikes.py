"""Letters of other alphabets that stand for Latin ones, as in texts that shall not be copied or found.

The idea is that of the confusables of Unicode Technical Standard 39; the table is our own. Letters that science writes
beside Latin ones (Δ, μ, Ω, β, λ, π) are left out.
"""

import re
import unicodedata
from itertools import chain
from typing import Final

# Cyrillic, Greek, Armenian, and the few of the phonetic alphabet that look like plain letters.
_LOOKALIKES: Final = {
    "a": "аαɑ", "á": "ά", "ă": "ӑ", "b": "вь", "c": "сςϲҫ", "d": "ԁ", "e": "еєε", "é": "έ", "g": "ɡց", "h": "һнհɦ",
    "i": "іι", "í": "ί", "j": "јյ", "k": "кκқҝҟҡ", "l": "ӏլ", "m": "м", "n": "пηոռ", "o": "оοσօ", "ó": "ό",
    "p": "рρ", "q": "ԛգզ", "r": "гր", "s": "ѕ", "t": "тτ", "u": "υս", "ú": "ύ", "v": "νѵ", "w": "ԝ", "x": "хχҳ",
    "y": "уүγ",
    "A": "АΑ", "Á": "Ά", "Ă": "Ӑ", "B": "ВΒ", "C": "СϹҪ", "E": "ЕΕ", "É": "Έ", "G": "Ԍ", "H": "НΗҢҺ", "I": "ІΙӀ",
    "Í": "Ί", "J": "Ј", "K": "КΚҚҜҞҠ", "L": "Լ", "M": "МΜ", "N": "Ν", "O": "ОΟՕ", "Ó": "Ό", "P": "РΡ", "Q": "Ԛ",
    "S": "ЅՏ", "T": "ТΤ", "U": "Ս", "V": "Ѵ", "W": "Ԝ", "X": "ХΧҲ", "Y": "УΥҮ", "Ý": "Ύ",
}  # fmt: skip
_LATIN: Final = {ord(letter): latin for latin, letters in _LOOKALIKES.items() for letter in letters}


def _plain_form(code: int) -> str | None:
    """Return the plain letter or digit that Unicode says a full-width or mathematical one is a form of."""
    kind = unicodedata.decomposition(chr(code)).partition(" ")[0]
    plain = unicodedata.normalize("NFKC", chr(code))
    return plain if kind in ("<wide>", "<font>") and len(plain) == 1 and plain.isascii() and plain.isalnum() else None


# Letter-like symbols (ℎ), full-width forms (ａ, １), mathematical alphanumerics (𝐚, 𝗸).
_STYLED: Final = {
    code: plain
    for code in chain(range(0x2100, 0x2150), range(0xFF00, 0xFF60), range(0x1D400, 0x1D800))
    if (plain := _plain_form(code)) is not None
}
# Stretches of the alphabets in place of their thousand letters, because a search through so many is slow.
_ANY: Final = re.compile("[\u0251\u0261\u0266\u0370-\u058f\u2100-\u214f\uff00-\uff5f\U0001d400-\U0001d7ff]")
_WORD: Final = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
# The Latin script with its marks: its letters up to U+024F, and those of Vietnamese from U+1E00 on.
_IS_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ALL_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]+")


def in_latin_letters(text: str) -> str:
    """Write a text's look-alike letters as the Latin ones they stand for; its length stays.

    Letters of other alphabets are replaced only in a word that has Latin ones beside them, and that is Latin then.

    >>> in_latin_letters("lượng ҟҺáςh (tăռg 960,6%), 𝟏𝟐 xã"), in_latin_letters("Тула, Ρόδος, 5 μm")
    ('lượng kHách (tăng 960,6%), 12 xã', 'Тула, Ρόδος, 5 μm')
    """
    return _WORD.sub(_word, text.translate(_STYLED)) if _ANY.search(text) else text


def _word(match: re.Match[str]) -> str:
    word = match.group()
    read = word.translate(_LATIN)
    return read if read != word and _IS_LATIN.search(word) and _ALL_LATIN.fullmatch(read) else word
