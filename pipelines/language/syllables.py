"""What a Vietnamese syllable looks like in the national script (chữ quốc ngữ): onset, nucleus with one tone, coda."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_ONSETS: Final = "ngh ng nh gh gi g kh k ch c qu ph p th tr t b d đ h l m n r s v x"
_NUCLEI: Final = (
    "a ai ao au ay ă â âu ây e eo ê êu i ia iê iêu iu y yê yêu o oa oai oao oay oă oe oeo oi oo ô ôi ơ ơi "
    "u ua uâ uây uê ui uô uôi uơ uy uya uyê uyu ư ưa ưi ươ ươi ươu ưu"
)
_CODAS: Final = "ch c m ng nh n p t"
_SYLLABLE: Final = re.compile(
    f"(?:{_ONSETS.replace(' ', '|')})?(?:{_NUCLEI.replace(' ', '|')})(?:{_CODAS.replace(' ', '|')})?"
)
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Return whether a word has the form of a Vietnamese syllable; whether it means something is not asked.

    >>> [is_syllable(word) for word in ("Nghiêng", "khách", "đ", "lch", "löôït", "café")]
    [True, True, False, False, False, False]
    """
    plain, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)) is not None
