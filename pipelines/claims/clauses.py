"""The clause of a number: which words around it are its own, and which belong to its neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.language.quantities import Quantity

_CONJUNCTION: Final = re.compile(
    r"(?<!\w)(?:và|còn|với|cùng với|trong đó|bao gồm|gồm|riêng|trong khi|đạt|chiếm|bằng|tương ứng|tương đương|lên|nhưng|song|qua|cho|là|thu)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretches of a sentence that a number can draw on, as half-open spans of the passage's normalised text.

    `left` and `right` are the number's own words before and after it; `far_left` is the sentence before them.
    """

    sentence: tuple[int, int]
    far_left: tuple[int, int]
    left: tuple[int, int]
    right: tuple[int, int]


def clauses(norm: str, sentence: tuple[int, int], numbers: Sequence[Quantity]) -> list[Clause]:
    """Cut a sentence between its amounts: one clause per amount, in order."""
    cuts = [sentence[0]]
    for before, after in zip(numbers, numbers[1:], strict=False):
        cuts.append(_cut(norm, before.end, _hedged_start(after)))
    cuts.append(sentence[1])
    return [
        Clause(sentence, (sentence[0], cuts[i]), (cuts[i], max(cuts[i], _hedged_start(number))), (number.end, max(number.end, cuts[i + 1])))
        for i, number in enumerate(numbers)
    ]


def _hedged_start(number: Quantity) -> int:
    return number.start if number.hedge_start is None else number.hedge_start


def _cut(norm: str, start: int, end: int) -> int:
    """Choose where, between two numbers, the words of the first end."""
    if start >= end:
        return end
    between = norm[start:end]
    for sign in (";", "(", "|"):
        if (at := between.rfind(sign)) >= 0:
            return start + at + len(sign)
    opened = between.find(")")
    if opened >= 0 and not between[opened + 1 :].strip(" ,"):
        return start + opened + 1
    commas = [m.end() for m in re.finditer(r"[,:)](?=\s|$)", between)]
    if commas:
        return start + commas[-1]
    conjunctions = [m.start() for m in _CONJUNCTION.finditer(between)]
    if conjunctions:
        return start + conjunctions[0 if len(conjunctions) == 1 else -1]
    return end


def clause_start(norm: str, sentence_start: int, position: int) -> int:
    """Give where the comma-free stretch before a position begins."""
    stretch = norm[sentence_start:position]
    stops = [m.end() for m in re.finditer(r"[,;:(](?=\s|\w)|(?<!\w)(?:trong khi|còn|nhưng|song)(?!\w)", stretch)]
    return sentence_start + (stops[-1] if stops else 0)
