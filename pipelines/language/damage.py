"""Letters lost on the way to a text, as by an export that knows no ị, ộ or ễ ("dp l hi" for "dịp lễ hội").

They cannot be put back: most words that are left look like others, and what was lost may be a feast, a place or a part
of the year. But a word without a vowel, which the language has none of, gives such a text away.
"""

import re
from collections.abc import Iterable
from typing import Final

# In small letters only, for abbreviations are capitals; behind a number stand units ("5 km").
_VOWELLESS: Final = re.compile(r"(?<![\w.,/'&@:-])(?<!\d\s)[bcdđfghjklmnpqrstvwxz]{2,}(?![\w/'&@:-]|\.\w)")
_SHORT_FORMS: Final = {
    "tp", "tx", "tt", "ts", "ths", "bs", "ks", "gs", "pgs", "đc", "đt", "sđt", "đvt", "tr", "vnđ", "nxb", "vs",
    "km", "kg", "cm", "mm",
}  # fmt: skip
_FEWEST: Final = 2
_ONE_IN: Final = 100


def lost_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the different words without a vowel of a document that lost letters; none of any other.

    They are two at least, and every hundredth word of the document is one.

    >>> lost_words(["Vào dp l hi, huyn đón 12.500 lượt khách du lch."])
    ('dp', 'lch')
    >>> lost_words(["Vào dịp lễ hội, huyện đón 12.500 lượt khách, cách tp. Huế 15 km."])
    ()
    """
    told = list(texts)
    lost = [word for text in told for word in _VOWELLESS.findall(text) if word not in _SHORT_FORMS]
    different = tuple(dict.fromkeys(lost))
    if len(different) < _FEWEST or len(lost) * _ONE_IN < sum(len(text.split()) for text in told):
        return ()
    return different
