"""The numbers and bullets that a word processor writes before paragraphs: they are counted, not typed.

Source: ECMA-376 part 1, 17.9 (numbering). Only what a reader sees is made; indents and fonts are left aside.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET: Final = "-"
_DEEPEST: Final = 9
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST: Final = 3999


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST:
        return str(number)
    told = ""
    for value, sign in _ROMAN:
        while number >= value:
            told, number = told + sign, number - value
    return told


def _letter(number: int) -> str:
    """Count a, b, ... z, aa, bb, ... as word processors do."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 3) if number > 0 else str(number)


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerLetter": _letter,
}


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    first: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    _levels: Mapping[str, Mapping[int, _Level]]
    _kinds: Mapping[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, tree: etree._Element | None) -> "Numbering":
        """Take the lists of the part `numbering.xml`; a document without it has none."""
        if tree is None:
            return cls({})
        kinds = {
            str(kind.get(f"{W}abstractNumId")): {
                int(str(level.get(f"{W}ilvl", "0"))): _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""), _number(level, "start", 1)
                )
                for level in kind.iterchildren(f"{W}lvl")
            }
            for kind in tree.iterchildren(f"{W}abstractNum")
        }
        lists = {
            str(one.get(f"{W}numId")): kinds.get(_value(one, "abstractNumId", ""), {})
            for one in tree.iterchildren(f"{W}num")
        }
        kind_of = {str(one.get(f"{W}numId")): _value(one, "abstractNumId", "") for one in tree.iterchildren(f"{W}num")}
        starts = {
            (str(one.get(f"{W}numId")), int(str(override.get(f"{W}ilvl", "0")))): _number(override, "startOverride", 1)
            for one in tree.iterchildren(f"{W}num")
            for override in one.iterchildren(f"{W}lvlOverride")
            if override.find(f"{W}startOverride") is not None
        }
        return cls(lists, kind_of, starts)

    def label(self, list_id: str, depth: int) -> str:
        """Count a paragraph of a list; return what stands before it ("1.2.", "a)", "-"), empty where nothing does."""
        levels = self._levels.get(list_id, {})
        level = levels.get(depth)
        if level is None or depth >= _DEEPEST:
            return ""
        if level.form == "bullet":
            return BULLET
        counts = self._counts[self._kinds.get(list_id, list_id)]  # lists of one kind go on counting
        if (start := self._starts.pop((list_id, depth), None)) is not None:
            counts[depth] = start - 1
        counts[depth] = counts.get(depth, level.first - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        told = level.text
        for above in range(depth + 1):
            of_level = levels.get(above, level)
            number = counts.get(above, of_level.first)
            told = told.replace(f"%{above + 1}", _FORMATS.get(of_level.form, str)(number))
        return "" if level.form == "none" else told


def _value(element: etree._Element, name: str, default: str) -> str:
    child = element.find(f"{W}{name}")
    return default if child is None else str(child.get(f"{W}val", default))


def _number(element: etree._Element, name: str, default: int) -> int:
    value = _value(element, name, str(default))
    return int(value) if value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 6 else default
