"""Vietnamese texts in encodings of before Unicode, or in UTF-8 that was decoded as windows-1252: told and converted.

The rule: read in the right encoding, nine of ten words with a marked letter and three of four of all words are
Vietnamese syllables; read as they stand, at most half of the marked words are. Lines with a letter of Vietnamese alone
(ư, đ, ạ) are in Unicode already.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import Final

from pipelines.language.syllables import is_syllable
from pipelines.reading import codepages

UTF8_TWICE: Final = "utf-8 as cp1252"
_ENCODINGS: Final[dict[str, Callable[[str], str]]] = {
    UTF8_TWICE: codepages.from_utf8,
    "tcvn3": codepages.from_tcvn3,
    "vni": codepages.from_vni,
    "viscii": codepages.from_viscii,
}
# Lines, and of a page the text between its tags.
_LINE: Final = re.compile(r"[^\n\r<>]+")
_UNICODE: Final = re.compile("[đĐơƠưƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323\u031b]")
# Letters of these encodings look like signs, so that only signs of ASCII and of typography part words.
_WORD: Final = re.compile(r"[^\x00-@\[-`{-\x7f\xa0\u2010-\u206f]+")
_ABBREVIATION: Final = re.compile("[A-ZĂÂĐÊÔƠƯ]{1,6}")
_SIGNS: Final = "µ¸¶·¹¨»¾¼½©®ª«¬×÷"
_VOWELS: Final = "aeiouyöôAEIOUYÖÔ"
# Each begins with its rare letter and looks back at the common one: a text is searched five times faster so.
_FORMS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    (
        "UTF-8 that was decoded as an 8-bit encoding",
        re.compile(r"áº|á»|Ä[‘\x90\x91ƒ\x83©¨]|Æ[°¡]|Ã[\x80-\xbf\u0192-\u2122]"),
    ),
    (
        "the VNI encoding",
        re.compile(
            r"[øûïåäëüØÛÏÅÄËÜùÙñÑ]"
            rf"(?:(?<=[{_VOWELS}][^ùÙñÑ])|(?<=[aâeêoôơuAÂEÊOÔƠU][ùÙ])|(?<=\b[ñÑ])(?=[{_VOWELS}]))"
        ),
    ),
    ("the TCVN3 (ABC) encoding", re.compile(rf"[{_SIGNS}](?:(?<=[A-Za-z].)|[A-Za-z])")),
)
_REFERENCE: Final = re.compile(r"&(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,8});")
_SAMPLE_CHARACTERS: Final = 200_000
_FEWEST_WORDS: Final = 3


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters and the name of the encoding that gave them."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How many words have a marked letter, how many of them are syllables; and the same of all words."""

    marked: int
    marked_syllables: int
    words: int
    syllables: int

    @property
    def share(self) -> float:
        return self.marked_syllables / max(self.marked, 1)

    @property
    def is_vietnamese(self) -> bool:
        return self.share >= 0.9 and self.syllables * 4 >= self.words * 3


def converted(text: str) -> Decoded | None:
    """Convert a text that is in an encoding of before Unicode, or return None.

    Every tenth word of all lines with marked letters must have become a syllable: texts have three to seven in ten.

    >>> converted("Huyeän ñoùn 12.500 löôït khaùch")
    Decoded(text='Huyện đón 12.500 lượt khách', encoding='vni')
    >>> converted("Huyện đón khách"), converted("Le café est déjà fermé à midi")
    (None, None)
    """
    told = _without_references(text)
    encoding = _encoding_of(codepages.as_windows(told[:_SAMPLE_CHARACTERS]))
    if encoding is None:
        return None
    shown = codepages.as_windows(told)
    read = _ENCODINGS[encoding]
    is_mixed = _UNICODE.search(shown) is not None
    return Decoded(_LINE.sub(lambda line: _line(line.group(), read, is_mixed), shown), encoding)


def _without_references(text: str) -> str:
    """Resolve the character references of a page to letters beyond ASCII; those of its markup stay."""

    def letter(match: re.Match[str]) -> str:
        character = unescape(match.group())
        return match.group() if character.isascii() or character == "\xa0" else character

    return _REFERENCE.sub(letter, text) if "&" in text else text


def _encoding_of(text: str) -> str | None:
    lines = [line for line in _LINE.findall(text) if not line.isascii()]
    foreign = [line for line in lines if not _UNICODE.search(line)]
    before = _spelling(foreign)
    if before.marked < _FEWEST_WORDS or before.share > 0.5:
        return None
    after = {name: _spelling(map(read, foreign)) for name, read in _ENCODINGS.items()}
    name = max(after, key=lambda name: after[name].share)
    best, all_words = after[name], sum(len(_WORD.findall(line)) for line in lines)
    is_enough = best.marked_syllables >= max(_FEWEST_WORDS, all_words / 10)
    return name if is_enough and best.is_vietnamese else None


def _spelling(lines: Iterable[str]) -> _Spelling:
    words = [
        word for line in lines for word in _WORD.findall(line) if len(word) > 1 and not _ABBREVIATION.fullmatch(word)
    ]
    marked = [word for word in words if not word.isascii()]
    return _Spelling(len(marked), sum(map(is_syllable, marked)), len(words), sum(map(is_syllable, words)))


def _line(line: str, read: Callable[[str], str], is_mixed: bool) -> str:
    """Convert a line; of a text that is partly in Unicode, only where it gains syllables or had none."""
    if line.isascii() or (is_mixed and _UNICODE.search(line)):
        return line
    after = read(line)
    if is_mixed and _spelling([line]).marked_syllables >= max(_spelling([after]).marked_syllables, 1):
        return line
    return after


def remnant(text: str) -> str | None:
    """Name the encoding whose marks a text still has in every tenth word though it could not be converted, or None.

    >>> remnant("®ãn 950 ngh×n l­ît kh¸ch"), remnant("đón 950 nghìn lượt khách")
    ('the TCVN3 (ABC) encoding', None)
    """
    sample = text[:_SAMPLE_CHARACTERS]
    found = [(name, form) for name, form in _FORMS if form.search(sample) is not None]
    tokens = [token for token in sample.split() if any(map(str.isalpha, token))] if found else []
    for name, form in found:
        if len(tokens) <= 10 * sum(form.search(token) is not None for token in tokens):
            return name
    return None
