"""How names of areas are written: their kinds, their English form, and the spellings that follow from a name by rule.

Facts about a single area are no business of this module; they are rows of `area_corrections.csv`.
"""

import re
from collections.abc import Callable, Iterable
from itertools import product
from typing import Final, NamedTuple
from unicodedata import normalize

from schemas.catalogue.search_key import search_key, without_diacritics


class Kind(NamedTuple):
    """How a kind of unit is called in English, and the abbreviations that Vietnamese texts set before its name."""

    english: str
    abbreviations: tuple[str, ...] = ()


# An abbreviation of communes ("P.", "TT.") names so many that it helps nobody without its district.
KINDS: Final = {
    "Tỉnh": Kind("Province"),
    "Thành phố": Kind("City", ("TP. ", "TP.", "TP ")),
    "Quận": Kind("District", ("Q. ", "Q.")),
    "Huyện": Kind("District", ("H. ",)),
    "Thị xã": Kind("Town", ("TX. ", "TX.")),
    "Thị trấn": Kind("Township"),
    "Phường": Kind("Ward"),
    "Xã": Kind("Commune"),
    "Đặc khu": Kind("Special Zone"),
}


def split_kind(full_name: str) -> tuple[str, str]:
    """Divide a full name into kind and name; the kind is empty where there is none.

    >>> split_kind("Thành Phố  Đồng Hới")
    ('Thành phố', 'Đồng Hới')
    """
    text = " ".join(normalize("NFC", full_name).split())
    for kind in KINDS:
        if text.lower().startswith(f"{kind.lower()} "):
            return kind, text[len(kind) + 1 :]
    return "", text


def tidy(full_name: str) -> str:
    """Return the full name with single blanks and its kind in the usual case."""
    return " ".join(split_kind(full_name)).strip()


def bare_name(full_name: str) -> str:
    """Return the name without its kind and, of a numbered ward, without leading zeros."""
    return split_kind(full_name)[1].lstrip("0")


def plain_key(text: str) -> str:
    """Return the letters and digits alone, in lower case without diacritics.

    >>> plain_key("Phường Tân-Minh 2")
    'phuongtanminh2'
    """
    return re.sub(r"[^a-z0-9]", "", search_key(text))


def name_en(full_name: str) -> str:
    """Return the name in English: the plain letters and the kind, `District 4` for numbers."""
    kind, name = split_kind(full_name)
    english = KINDS[kind].english if kind else ""
    return f"{english} {int(name)}" if name.isdigit() else f"{without_diacritics(name)} {english}".strip()


_TONE_PAIRS: Final = [
    (normalize("NFC", vowels[0] + tone + vowels[1]), normalize("NFC", vowels + tone))
    for vowels, tone in product(("oa", "Oa", "oe", "Oe", "uy", "Uy"), "\u0300\u0301\u0303\u0309\u0323")
]
"""Open syllables whose tone mark stands on either vowel: the usual style (hòa) and the other one (hoà)."""


def _exchange(pairs: Iterable[tuple[str, str]], before: str) -> Callable[[str], str]:
    exchanged = dict(pairs)
    pattern = re.compile(rf"{before}({'|'.join(exchanged)})(?!\w)")
    return lambda name: pattern.sub(lambda match: exchanged[match[1]], name)


# After q the u belongs to the consonant, so quý has one style only, but is also spelled quí.
_RULES: Final[tuple[Callable[[str], str], ...]] = (
    _exchange(((new, old) for old, new in _TONE_PAIRS), "(?<![qQ])"),
    _exchange(_TONE_PAIRS, "(?<![qQ])"),
    _exchange(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True), r"(?<=\b[qQ]u)"),
    _exchange(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True), r"(?<=\b[qQ]u)"),
    _exchange((("Đăk", "Đắk"), ("Đak", "Đắk")), r"\b"),
    _exchange((("Đắk", "Đăk"), ("Đak", "Đăk")), r"\b"),
    lambda name: re.sub(r"(?<=\w) ?[-–] ?(?=\w)", " - ", name),
    lambda name: re.sub(r"(?<=\w) - (?=\w)", "-", name),
    lambda name: re.sub(r"(?<=\w) - (?=\w)", " – ", name),
    lambda name: name.replace("'", "’"),
)


def spellings(name: str) -> list[str]:
    """Return the other spellings of a name that texts use and that follow from it by rule.

    >>> spellings("Đắk Hoà")
    ['Đắk Hòa', 'Đăk Hoà', 'Đăk Hòa']
    """
    found = {name: None}
    for rule in _RULES:
        found |= dict.fromkeys(map(rule, tuple(found)))
    return list(found)[1:]
