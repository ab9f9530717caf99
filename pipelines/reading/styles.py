"""The styles of a DOCX as far as reading needs them: which make a heading, a list or bold letters.

Source: ECMA-376 part 1, 17.7 (styles). Word writes some hundred styles of which a report uses five, so that only those
are parsed: the whole part would cost most of the reading.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.reading.numbered import W

_STYLE: Final = re.compile(rb"<w:style\b[^>]*?w:styleId=\"([^\"]+)\"[^>]*>.*?</w:style>", re.DOTALL)
_ROOT: Final = b'<s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</s>'
_FOREIGN_PREFIX: Final = re.compile(rb"(?<=[<\s/])(?!w:)\w+:(?=\w+[\s=/>])")
_HEADING: Final = re.compile(r"heading (\d)|tiêu đề (\d)", re.IGNORECASE)
_LONGEST_CHAIN: Final = 12


@dataclass(frozen=True, slots=True)
class Style:
    """What a style gives its paragraphs: level of heading (0 for none), list and depth in it, bold letters."""

    level: int = 0
    list_id: str | None = None
    depth: int = 0
    is_bold: bool = False


_PLAIN: Final = Style()


@dataclass(slots=True)
class Styles:
    """The styles of a document, each read when it is first used."""

    _source: dict[str, bytes]
    _read: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> "Styles":
        """Take the part `styles.xml`, empty where a document has none."""
        return cls({match[1].decode("utf-8", "replace"): match[0] for match in _STYLE.finditer(content)})

    def style(self, style_id: str | None) -> Style:
        """Return a style with what it takes from those it is based on."""
        if style_id is None or style_id not in self._source:
            return _PLAIN
        if style_id not in self._read:
            self._read[style_id] = self._chain(style_id, _LONGEST_CHAIN)
        return self._read[style_id]

    def _chain(self, style_id: str, longest: int) -> Style:
        source = self._source.get(style_id)
        tree = None if source is None else _parsed(source)
        if tree is None or not longest:
            return _PLAIN
        based_on = tree.find(f"{W}basedOn")
        base = _PLAIN if based_on is None else self._chain(str(based_on.get(f"{W}val")), longest - 1)
        named = tree.find(f"{W}name")
        heading = None if named is None else _HEADING.fullmatch(str(named.get(f"{W}val", "")))
        level = int(heading[1] or heading[2]) if heading else outline(tree) or base.level
        list_id, depth = listed(tree)
        bold = tree.find(f"{W}rPr/{W}b")
        return Style(level, list_id or base.list_id, depth or base.depth, base.is_bold if bold is None else is_on(bold))


def _parsed(source: bytes) -> etree._Element | None:
    """Parse one style alone: names of other namespaces, which were declared at the root, lose their prefix."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree = etree.fromstring(_ROOT % _FOREIGN_PREFIX.sub(b"", source), parser)
    return None if tree is None else next(iter(tree), None)


def is_on(element: etree._Element) -> bool:
    """Return whether a toggle property such as bold is on: it is unless its value says no."""
    return str(element.get(f"{W}val", "true")) not in ("false", "0", "off")


def outline(properties: etree._Element) -> int:
    """Return the level of heading that paragraph properties give (1 the highest), 0 for none."""
    found = properties.find(f".//{W}outlineLvl")
    value = "" if found is None else str(found.get(f"{W}val", ""))
    return int(value) + 1 if value.isascii() and value.isdigit() and int(value) < 9 else 0


def listed(properties: etree._Element) -> tuple[str | None, int]:
    """Return the list and the depth in it that paragraph properties give; list "0" is none."""
    found = properties.find(f".//{W}numPr")
    if found is None:
        return None, 0
    list_id, depth = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    value = "0" if depth is None else str(depth.get(f"{W}val", "0"))
    return (
        None if list_id is None else str(list_id.get(f"{W}val", "")),
        int(value) if value.isascii() and value.isdigit() and len(value) < 3 else 0,
    )
