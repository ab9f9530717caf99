"""Named items: the members that a text lists behind a count, in brackets or after a colon."""

import re
from datetime import date
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Claim, NamedItem, Passage
from pipelines.language.areas import KINDS, AreaIndex
from pipelines.language.text import Text

_OPENED: Final = re.compile(r"[^.;()\d]{0,90}?(?P<mark>\(|:|(?<!\w)(?:gồm|bao gồm|là|như)(?!\w)\s*:?)\s*")
_BETWEEN: Final = re.compile(
    r"\s*(?:;|,(?!\s*(?:xã|phường|thị trấn|huyện|tỉnh|quận|thị xã)\s)|(?<!\w)(?:và|cùng)(?!\w))\s*"
)
_CLOSES: Final = re.compile(r"[).;:]|(?<!\w)(?:tại|triển khai|được|đã|làm|để|theo|với|trong|do|nhân)(?!\w)")
_KIND_WORD: Final = re.compile(rf"^(?:các\s+)?({'|'.join(sorted(KINDS, key=len, reverse=True))})\.?\s+")
# The nouns of the counts whose members are units.
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
    """Read the list behind a claim's count: as many members as the count says, else none.

    Brackets always hold a list; behind a colon or "là" a list must begin with a name. A list whose length is not the
    count is not taken: it may be a list of examples.
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
    closed = (
        _CLOSES.search(text.norm, start, clause.sentence[1])
        if opened["mark"] != "("
        else re.compile(r"\)").search(text.norm, start, clause.sentence[1])
    )
    end = closed.start() if closed else clause.sentence[1]
    spans = _split(text.norm, start, end)
    if len(spans) != int(claim.value) or not any(
        text.cased[s:e][:1].isupper() or any(c.isupper() for c in text.cased[s:e]) for s, e in spans
    ):
        return []
    noun = _UNIT_NOUN.match(text.norm, claim.quantity.end)
    items: list[NamedItem] = []
    for item_no, (s, e) in enumerate(spans, start=1):
        source_start, source_end = text.source_span(s, e)
        area_id = _area(text.norm[s:e], noun.group(1) if noun else None, index, home, day)
        item = passage.text[source_start:source_end]
        items.append(
            NamedItem(number, item_no, item, area_id, passage.start + source_start, passage.start + source_end)
        )
    return items


_LONGEST: Final = 60


def _split(norm: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = start
    for match in [*_BETWEEN.finditer(norm, start, end), None]:
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
