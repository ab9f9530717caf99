"""The clause of a number: which words around it are its own, and which belong to its neighbours."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipelines.language.marks import COUNTED_NOUNS
from pipelines.language.quantities import Quantity

_CONJUNCTION: Final = re.compile(
    r"(?<!\w)(?:và|còn|với|cùng với|trong đó|bao gồm|gồm|riêng|trong khi|đạt|chiếm|bằng|tương ứng|tương đương"
    r"|lên(?!\s+(?:sàn|mạng|đảo|núi|cổng))|nhưng|song|qua|cho|là|thu|trên tổng(?: số)?)(?!\w)"
)

# "Gấp hơn 3 lần chỉ tiêu 300.000 lượt": the target belongs to the second number.
_TIMES_A_TARGET: Final = re.compile(r"\s*lần\s+(?=(?:so với\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu|con số|mốc)(?!\w))")
# "11 ngôi đình, chùa được tu bổ với ...": the comma joins two names of what is counted, with its verb behind them.
_IN_NOUNS: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted(map(re.escape, COUNTED_NOUNS), key=lambda n: -len(n)))})(?:\s+(?:và\s+)?\w+)?"
    r"\s+(?:được|đã|đạt|có|đang|tham gia|dự)\s(?=.*\s(?:với|và|trong đó|gồm)\s)"
)
# "09 xã, thị trấn chuyển sang ...": the comma joins two kinds of one thing, as offices name them in one breath.
_PAIRED: Final = re.compile(
    r"(?:(?<!\w)(?:xã|phường)\s?, (?=(?:phường|thị trấn|đặc khu)(?!\w))"
    r"|(?<!\w)(?:thôn|xóm|ấp|bản|buôn|làng|khu dân cư|khu phố|cụm dân cư)\s?, "
    r"(?=(?:tổ dân phố|khu phố|bản|buôn|làng|xóm|ấp|khu dân cư|cụm dân cư|tdp)(?!\w))"
    r"|(?<!\w)(?:cán bộ|công chức)\s?, (?=(?:công chức|viên chức)(?!\w)))"
)
# "Trên 90% cơ quan và trên 60% làng bản đạt chuẩn văn hóa": what is said of the second is said of the first.
# What a percentage is measured by ("118,3% năm 2022 và vượt 3% kế hoạch") is no one it is said of.
_SHARES_PREDICATE: Final = re.compile(
    r"\s*%?(?:\s+(?!(?:so|cùng|năm|kế hoạch|chỉ tiêu|mục tiêu)\s)[^\W\d]+){1,4}\s+và\s*"
    r"|\s*%?(?:\s+(?!(?:so|cùng|năm|kế hoạch|chỉ tiêu|mục tiêu|đạt|có|là|được|tăng|giảm|số)(?!\w))[^\W\d]+){1,3},\s*"
)
# What stands further off in its sentence no longer governs a number, whatever it says.
REACH: Final = 1000
# What follows these is said of something else.
_CONTRAST: Final = re.compile(r";|,?\s+(?:nhưng|song|tuy nhiên|tuy vậy|trong khi|còn)(?=\s)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_SEMICOLON: Final = re.compile(";")
_COMMA: Final = re.compile(r"[,:)](?=\s|$)")
_STOP: Final = re.compile(r"[,;:](?=\s|\w)|(?<!\w)(?:trong khi|còn|nhưng|song)(?!\w)")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretches of a sentence that a number can draw on, as half-open spans of the passage's normalised text.

    `left` and `right` are the number's own words before and after it, `segment` what stands between semicolons.
    """

    sentence: tuple[int, int]
    left: tuple[int, int]
    right: tuple[int, int]
    segment: tuple[int, int]

    def lead(self, position: int) -> int:
        """Give where the words begin that can govern what stands at a position: those of its sentence, within reach."""
        return max(self.sentence[0], position - REACH)


def clauses(norm: str, sentence: tuple[int, int], numbers: Sequence[Quantity]) -> list[Clause]:
    """Cut a sentence between its amounts: one clause per amount, in order.

    A span of time ("một năm", "3 ngày") has a clause like any number, but takes no words from its neighbours.
    """
    parts = [number for number in numbers if not _is_span_of_time(number)]
    cuts = [sentence[0], *(_cut(norm, a.end, _hedged_start(b)) for a, b in pairwise(parts)), sentence[1]]
    ends = cuts[1:]
    for i, (a, b) in reversed(list(enumerate(pairwise(parts)))):
        if a.category == b.category == "percent" and _SHARES_PREDICATE.fullmatch(norm, a.end, _hedged_start(b)):
            ends[i] = ends[i + 1]
    own = {id(part): (cuts[i], ends[i]) for i, part in enumerate(parts)}
    around = [sentence[0], *(n.end for n in numbers[:-1])], [*(_hedged_start(n) for n in numbers[1:]), sentence[1]]
    ends = [match.start() for match in _SEMICOLON.finditer(norm, *sentence)]
    return [
        _clause(norm, sentence, number, *own.get(id(number), (around[0][i], around[1][i])), ends)
        for i, number in enumerate(numbers)
    ]


_SPANS_OF_TIME: Final = frozenset({"năm", "tháng", "tuần", "ngày", "đêm", "ngày đêm", "giờ", "phút", "giây", "tuổi"})
# Larger figures before "ngày" count something (days that guests stayed), and decimals are means ("1,87 ngày").
_LONGEST_SPAN: Final = 400


def _is_span_of_time(number: Quantity) -> bool:
    amount = number.upper or number.value or 0.0
    is_time = number.category == "measure" and (number.unit or "").lower() in _SPANS_OF_TIME
    return is_time and amount < _LONGEST_SPAN and amount.is_integer()


def _clause(norm: str, sentence: tuple[int, int], number: Quantity, first: int, last: int, ends: list[int]) -> Clause:
    contrast = _CONTRAST.search(norm, number.end, last)
    right = contrast.start() if contrast else max(number.end, last)
    before, after = bisect_left(ends, number.start), bisect_left(ends, number.end)
    segment = (ends[before - 1] + 1 if before else sentence[0], ends[after] if after < len(ends) else sentence[1])
    return Clause(sentence, (first, max(first, _hedged_start(number))), (number.end, right), segment)


def _hedged_start(number: Quantity) -> int:
    return number.start if number.hedge_start is None else number.hedge_start


def _cut(norm: str, start: int, end: int) -> int:
    """Choose where, between two numbers, the words of the first end."""
    if start >= end:
        return end
    if match := _TIMES_A_TARGET.match(norm, start, end):
        return match.end()
    between = norm[start:end]
    if "(" in between and ")" in between:
        between = _without_brackets(between)
    for sign in (";", "(", "|", " / "):
        if (at := between.rfind(sign)) >= 0:
            return start + at + len(sign)
    paired = joining_commas(between)
    commas = [
        m.end()
        for m in _COMMA.finditer(between)
        if m.start() not in paired and not _IN_NOUNS.match(between, m.end(), m.end() + REACH)
    ]
    if commas:
        return start + commas[-1]
    conjunctions = [m.start() for m in _CONJUNCTION.finditer(between)]
    if conjunctions:
        return start + conjunctions[0 if len(conjunctions) == 1 else -1]
    return end


def joining_commas(norm: str) -> frozenset[int]:
    """Give where commas stand that join two kinds of one thing ("xã, thị trấn"), and so part no statements."""
    return frozenset(match.end() - 2 for match in _PAIRED.finditer(norm))


def _without_brackets(text: str) -> str:
    """Blank out what stands in brackets, so that nothing inside it is taken for a boundary."""
    return _BRACKETS.sub(lambda match: " " * len(match.group()), text)


@lru_cache(maxsize=4)
def bracket_spans(norm: str) -> list[tuple[int, int]]:
    """Give the spans of bracketed stretches, brackets included."""
    return [match.span() for match in _BRACKETS.finditer(norm)]


def bracket_of(norm: str, position: int) -> tuple[int, int] | None:
    """Give the span of the bracketed stretch that a position stands in, None outside brackets."""
    spans = bracket_spans(norm)
    at = bisect_right(spans, (position, len(norm) + 1)) - 1
    return spans[at] if at >= 0 and position < spans[at][1] else None


@lru_cache(maxsize=16)
def clause_start(norm: str, sentence_start: int, position: int) -> int:
    """Give where the comma-free stretch before a position begins."""
    first = max(sentence_start, position - REACH)
    stretch = norm[first:position]
    if "(" in stretch and ")" in stretch:
        stretch = _without_brackets(stretch)
    last = 0
    for stop in _STOP.finditer(stretch):
        last = stop.end()
    return first + last
