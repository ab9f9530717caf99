"""The key under which names of the catalogue are looked up, and the letters it is made of.

Here: how a Vietnamese name loses its diacritics and its case. Not here: spellings that differ in letters or
punctuation (Đắc for Đắk, `TP.` for `Thành phố`); those are rows of `area_names.csv`.
"""

import unicodedata

# Đ and đ carry a stroke, not a combining mark, so no normalisation form takes it off; Ð (eth) and Ɖ (African d) are
# typed for Đ in old texts.
_STROKED_D = str.maketrans("ĐÐƉđðɖ", "DDDddd")


def without_diacritics(text: str) -> str:
    """Return the text in plain letters, keeping case, blanks and punctuation.

    >>> without_diacritics("Huyện Đắk R'Lấp")
    "Huyen Dak R'Lap"
    """
    decomposed = unicodedata.normalize("NFKD", text).translate(_STROKED_D)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def search_key(text: str) -> str:
    """Return the text in lower case without diacritics, đ as d, with single blanks and none at the ends.

    >>> search_key("  Huyện\\u00a0Sóc   Sơn ")
    'huyen soc son'
    """
    return " ".join(without_diacritics(text).lower().split())
