"""Texts in encodings of before Unicode, or decoded wrongly: recognised, so that they are never read as Vietnamese.

Their conversion does not belong here. TCVN3 (ABC, TCVN 5712:1993) puts Vietnamese letters on signs such as `¸ ¶ ®`,
VNI writes a vowel and its marks as two letters (`aù`, `eä`), and UTF-8 read as an 8-bit encoding begins each letter
with `Ã`, `Ä`, `Æ` or `á»`. Each leaves marks inside words that Vietnamese in Unicode never has there.
"""

import re
from typing import Final

# The soft hyphen, the letter ư of TCVN3, is left out: pages in Unicode hyphenate with it. The other signs are plenty.
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
_SAMPLE_CHARACTERS: Final = 200_000


def legacy_form(text: str) -> str | None:
    """Name the encoding that a wrongly decoded Vietnamese text is in, or return None.

    One word in ten with the marks of an encoding is enough; texts in one have three to seven.

    >>> legacy_form("®ãn 950 ngh×n l­ît kh¸ch"), legacy_form("Huyeän ñoùn khaùch"), legacy_form("đón khách")
    ('the TCVN3 (ABC) encoding', 'the VNI encoding', None)
    """
    sample = text[:_SAMPLE_CHARACTERS]
    found = [(name, form) for name, form in _FORMS if form.search(sample) is not None]
    tokens = [token for token in sample.split() if any(map(str.isalpha, token))] if found else []
    for name, form in found:
        if len(tokens) <= 10 * sum(form.search(token) is not None for token in tokens):
            return name
    return None
