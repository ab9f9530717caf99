"""Whether a text is Vietnamese, told from its letters. Which words it uses is not looked at.

The rule: a Vietnamese syllable has at most seven letters ("nghiêng") and is written by itself, and about every second
one has a letter that no other language of the web uses (đ, ơ, ư, and vowels with two marks, a hook or a dot). A text is
Vietnamese when at least 15 of 100 words have such a letter, and when these words are more than the words of eight
letters or more: an English page full of Vietnamese names passes the first half of the rule at times, never both.
"""

import re
import unicodedata
from itertools import islice
from typing import Final

_BASES: Final = "aăâeêioôơuưy"
_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MARKED: Final = frozenset(
    letter
    for base in _BASES + _BASES.upper()
    for tone in _TONES
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
) | frozenset("đĐ")
# Romanian has ă, and Latin-1 holds à á â ã è é ê ì í ò ó ô õ ù ú ý, which half of Europe uses.
_OWN: Final = frozenset(letter for letter in _MARKED if letter > "\u00ff") - frozenset("ăĂ")

_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS: Final = 20
_SAMPLE_WORDS: Final = 20_000


def has_vietnamese_letters(text: str) -> bool:
    """Return whether accented letters are Vietnamese (19 of 20) and many of them of Vietnamese alone (1 of 4).

    This judges an encoding, not a language: words without an accent, such as those of a page's markup, do not count.
    """
    accented = [c for c in text if c > "\u00bf" and c.isalpha()]
    ours = sum(c in _MARKED for c in accented)
    own = sum(c in _OWN for c in accented)
    return 0 < len(accented) * 19 <= ours * 20 and own * 4 >= len(accented)


def is_vietnamese(text: str) -> bool:
    """Return whether a text is Vietnamese.

    Fewer than twenty words are too few to count: one letter of Vietnamese alone tells, or any marked letter where no
    word is too long.

    >>> is_vietnamese("Huyện Sóc Sơn đón 1,5 triệu lượt khách"), is_vietnamese("Huyen Soc Son don 1,5 trieu luot khach")
    (True, False)
    """
    words = _words(text)
    own = sum(not _OWN.isdisjoint(word) for word in words)
    long = sum(len(word) > 7 for word in words)
    if len(words) < _ENOUGH_WORDS:
        return own > 0 or (long == 0 and any(not _MARKED.isdisjoint(word) for word in words))
    return own * 100 >= len(words) * 15 and own > long


def _words(text: str) -> list[str]:
    # Enough characters for the sample, so that composing a huge text does not cost time for nothing.
    composed = unicodedata.normalize("NFC", text[: _SAMPLE_WORDS * 20])
    return [match.group() for match in islice(_WORD.finditer(composed), _SAMPLE_WORDS)]
