"""Sentences of a passage. Clauses and their subjects are the business of whoever reads the figures."""

import re
from typing import Final

from pipelines.language.text import Text

# An abbreviation before a name ("TP. Huế", "Tr. 5") or a single capital ("P.Q") does not end a sentence.
_ABBREVIATIONS: Final = frozenset(
    {"tp", "tx", "tt", "q", "h", "p", "x", "ths", "ts", "pgs", "gs", "bs", "ks", "ô", "b", "tr", "st", "sdt", "đt"}
)
# Only the first of a row of signs begins a match, and none gives a sign back: "......x" is walked once.
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]]*+(?=\s|$)|/\./")
_INK: Final = re.compile(r"\S")


def sentence_spans(text: Text) -> list[tuple[int, int]]:
    """Cut a passage into sentences: half-open spans of `text.norm` without outer blanks, in order.

    >>> sentence_spans(Text.of("Huyện đón 1.500 lượt. TP. Huế đón 2,5 triệu."))
    [(0, 21), (22, 44)]
    """
    norm, cased = text.norm, text.cased
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(norm):
        if match.group() == ".":
            head = norm[max(start, match.start() - 5) : match.start()].rsplit(None, 1)
            word = head[-1] if head else ""
            if word in _ABBREVIATIONS and cased[match.start() - 1 : match.start()].isupper():
                continue
            following = _INK.search(cased, match.end())
            if following is not None and following.group().islower():
                continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(norm)))
    return [s for s in (_stripped(norm, *span) for span in spans) if s[0] < s[1]]


def _stripped(norm: str, start: int, end: int) -> tuple[int, int]:
    piece = norm[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
