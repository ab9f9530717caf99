"""Named items: the members that a text lists behind a count, in brackets or after a colon."""

import re
from datetime import date
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Claim, NamedItem, Passage
from pipelines.language.areas import KINDS, AreaIndex
from pipelines.language.text import Text

_OPENED: Final = re.compile(r"[^.;()\d]{0,90}?(?P<mark>\(|:|(?<!\w)(?:gồm|bao gồm|là|như)(?!\w)\s*:?)\s*")
# "đền A, xã B" is one relic, "xã A, xã B" are two communes, "A, huyện B" is one.
_COMMA: Final = r";|,(?!\s*(?:xã|phường|thị trấn|huyện|tỉnh|quận|thị xã)\s)"
_COMMA_OF_COMMUNES: Final = r";|,(?!\s*(?:huyện|tỉnh|quận|thị xã|thành phố)\s)"
_AND: Final = r"(?<!\w)(?:và|cùng)(?!\w)"
_BETWEEN: Final = {
    is_communes: (re.compile(rf"\s*(?:{comma}|{_AND})\s*"), re.compile(rf"\s*(?:{comma})\s*"))
    for is_communes, comma in ((False, _COMMA), (True, _COMMA_OF_COMMUNES))
}
_CLOSES: Final = re.compile(r"[).;:]|(?<!\w)(?:tại|triển khai|được|đã|làm|để|theo|với|trong|do|nhân)(?!\w)")
_KIND_WORD: Final = re.compile(rf"^(?:các\s+)?({'|'.join(sorted(KINDS, key=len, reverse=True))})\.?\s+")
# The nouns of the counts whose members are units.
_COMMUNES: Final = frozenset({"xã", "phường", "thị trấn"})
# Behind these stand examples, or members of another count.
_EXAMPLES: Final = re.compile(
    r"(?<!\w)(?:như|tiêu biểu|điển hình|nổi bật|nhất là|trong đó|đặc biệt|ví dụ|chẳng hạn|riêng|còn|chưa|thêm|chủ yếu)(?!\w)"
)
_OPEN_ENDED: Final = re.compile(
    r"\.\.|…|(?<!\w)v\.\s?v|(?<!\w)vân vân(?!\w)|(?:[,;]|(?<!\w)(?:và|cùng))\s*(?:nhiều|một số|các)\s[^,;]*$|(?<!\w)khác\s*$"
)
_GOES_ON: Final = re.compile(r"\.\.|\s*…")
# "là" and "như" may open examples; these open all there are.
_WHOLE_LIST: Final = re.compile(r"(?:\(|:|(?<!\w)(?:bao )?gồm)\s*$")
_UNIT_NOUN: Final = re.compile(r"\s*(xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?!\w)")


def read(
    number: int,
    claim: Claim,
    passage: Passage,
    text: Text,
    clause: Clause,
    index: AreaIndex,
    home: str | None,
    day: date,
) -> list[NamedItem]:
    """Read the list behind a claim's count: its members, or none where it is no list of all that is counted.

    A list as long as the count is taken where any member is a name. Of another length it is a mismatch to be looked at
    only where it must be the whole list: every member a name, most of the count named, and no word of examples.
    """
    if (
        claim.value is None
        or claim.bound != "exact"
        or not 1 < claim.value <= _LONGEST
        or claim.unit_id in ("percent", "visits")
    ):
        return []
    opened = _OPENED.match(text.norm, claim.quantity.end, clause.sentence[1])
    if opened is None:
        return []
    start = opened.end()
    end = _closed(text, start, clause.sentence[1], opened["mark"])
    # Dots close the list and say that it goes on.
    if _OPEN_ENDED.search(text.norm[start:end]) or _GOES_ON.match(text.norm, end):
        return []
    match = _UNIT_NOUN.match(text.norm, claim.quantity.end)
    noun = match.group(1) if match else None
    between, comma = _BETWEEN[noun in _COMMUNES]
    spans = _split(text.norm, start, end, between)
    areas = [_area(text.norm[s:e], noun, index, home, day) for s, e in spans]
    names = [any(c.isupper() for c in text.cased[s:e]) for s, e in spans]
    if len(spans) == claim.value:
        if not any(names):
            return []
    else:
        # "hội Gióng và hội Đền" may be one festival or two.
        fewest = len(_split(text.norm, start, end, comma))
        led = text.norm[claim.quantity.end : start]
        is_whole = len(spans) > claim.value / 2 and not fewest <= claim.value <= len(spans)
        is_list = _WHOLE_LIST.search(led) is not None and not _EXAMPLES.search(led)
        if not (is_whole and is_list and all(areas if noun else names)) or re.search(r"[\d(]", text.norm[start:end]):
            return []
    items: list[NamedItem] = []
    for item_no, ((s, e), area_id) in enumerate(zip(spans, areas, strict=True), start=1):
        source_start, source_end = text.source_span(s, e)
        item = passage.text[source_start:source_end]
        items.append(
            NamedItem(number, item_no, item, area_id, passage.start + source_start, passage.start + source_end)
        )
    return items


_LONGEST: Final = 60


def _closed(text: Text, start: int, limit: int, mark: str) -> int:
    """Give where a list ends: at its bracket, or before a word that goes on with the sentence."""
    if mark == "(":
        closed = text.norm.find(")", start, limit)
        return limit if closed < 0 else closed
    # A name may begin with such a word ("Nhân Hòa").
    ends = (m.start() for m in _CLOSES.finditer(text.norm, start, limit) if not text.cased[m.start()].isupper())
    return next(ends, limit)


def _split(norm: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = start
    for match in [*separator.finditer(norm, start, end), None]:
        stop = match.start() if match else end
        piece = norm[position:stop]
        s, e = position + len(piece) - len(piece.lstrip()), stop - (len(piece) - len(piece.rstrip()))
        if s < e:
            spans.append((s, e))
        position = match.end() if match else end
    return spans


def _area(name: str, noun: str | None, index: AreaIndex, home: str | None, day: date) -> str | None:
    """Resolve a member that is a unit, inside the document's own; None where it is none or not clear which."""
    kind = noun
    if match := _KIND_WORD.match(name):
        kind, name = match.group(1), name[match.end() :]
    if kind is None or home is None:
        return None
    candidates = index.named(name, None if noun and kind == noun else kind, day)
    inside = [c for c in candidates if home in index.lineage(c) and c != home]
    return inside[0] if len(inside) == 1 else None
