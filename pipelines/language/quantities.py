"""Quantities: every number of a passage with its reading.

Amounts (cardinals, percentages, money, ratios, ranges, measures) get value, bound and unit words; dates, names and
the like are listed with their category and no value. What an amount counts, where and when is read in `claims`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.language import hedges, marks, repairs, spoken, units
from pipelines.language.numerals import CHAIN, MOST_PLACES, Numeral, read_chain, scale_words, scaled
from pipelines.language.repairs import Mended
from pipelines.language.spoken import Spoken
from pipelines.language.text import Text

_AMOUNT: Final = re.compile(rf"(?<![\w.,]){CHAIN}")
_LINK_WORDS: Final = r"(?:-|~|đến|tới)\s{0,4}(?:(?:khoảng|gần|hơn)\s+)?"
_RANGE_LINK: Final = re.compile(rf"\s{{0,4}}(?:{units.PERCENT}|{units.MONEY}|tỷ|triệu)?\s{{0,4}}{_LINK_WORDS}(?=\d)")
_RATIO_LINK: Final = re.compile(r"\s?/\s?(?=\d)")
_SECOND: Final = re.compile(CHAIN)
_TOO_LONG: Final = re.compile(rf"\d{{{MOST_PLACES + 1}}}")
_LARGEST_PART: Final = 10
# A dash before a number is a minus only in a cell of its own, in brackets, or behind a word of change or result.
_MINUS: Final = re.compile(r"(?:^\s{0,4}-\s?|\(-|(?<!\w)(?:đạt|là|tăng|giảm|trưởng|mức|còn|xuống)\s-)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a passage.

    `start` and `end` are half-open in the normalised text of the passage and include the scale word, not the unit.
    `value`, `lower`, `upper` are in units of one (đồng for money, percent for percentages); None where the number is
    no amount, but for the place that an ordinal names. For a ratio `value` is its first term and `total` its second.
    `is_repaired` tells a number that stands broken in the text.
    """

    start: int
    end: int
    surface: str
    category: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    bound: str | None = None
    unit: str | None = None
    total: float | None = None
    hedge_start: int | None = None
    is_repaired: bool = False

    @property
    def is_amount(self) -> bool:
        """Tell whether the number is an amount at all."""
        return self.bound is not None


def find(text: Text) -> list[Quantity]:
    """Find every number of a passage, in order and without overlap.

    >>> [(q.surface, q.category, q.value) for q in find(Text.of("Năm 2024 đón 3 triệu 150 ngàn lượt"))]
    [('2024', 'date', None), ('3 triệu 150 ngàn', 'cardinal', 3150000.0)]
    """
    mended = repairs.mend(text)
    seen = marks.find(mended.norm)
    taken = seen.taken
    reading = _Reading(text, mended, taken)
    found = [reading.unread(mark.category, mark.start, mark.end) for mark in seen.marks]
    for start, end in mended.broken:
        if reading.is_free(start, end):
            found.append(reading.unread("broken", start, end))
    found += reading.digit_amounts(seen.digits)
    found += reading.word_amounts(seen.words)
    found.sort(key=lambda quantity: quantity.start)
    return found


class _Reading:
    """A passage while its numbers are read; `taken` has a byte for each sign that a number holds already."""

    def __init__(self, text: Text, mended: Mended, taken: bytearray) -> None:
        self.text = text
        self.norm = mended.norm
        self.mended = mended
        self.taken = taken

    def is_free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def unread(self, category: str, start: int, end: int) -> Quantity:
        """List a number that is no amount."""
        is_repaired = start in self.mended.repaired
        start = self.mended.starts.get(start, start)
        surface = self.text.cased[start:end]
        self.taken[start:end] = b"\x01" * (end - start)
        place = float(surface) if category == "ordinal" and surface.isdecimal() else None
        return Quantity(start, end, surface, category, place, place, place, is_repaired=is_repaired)

    def amount(
        self,
        start: int,
        end: int,
        category: str,
        value: float | None,
        interval: tuple[float | None, float | None],
        bound: str,
        unit: str | None,
        total: float | None,
        hedge_start: int,
    ) -> Quantity:
        """List an amount, with its span in the text."""
        mended = self.mended
        is_repaired = bool(mended.repaired) and any(start <= at < end for at in mended.repaired)
        if start in mended.starts:
            hedge_start = mended.starts[start] if hedge_start == start else hedge_start
            start = mended.starts[start]
        self.taken[start:end] = b"\x01" * (end - start)
        surface = self.text.cased[start:end]
        return Quantity(start, end, surface, category, value, *interval, bound, unit, total, hedge_start, is_repaired)

    def digit_amounts(self, starts: list[int]) -> Iterator[Quantity]:
        """Read the numbers written in digits that are free yet."""
        norm, taken, position = self.norm, self.taken, 0
        for start in starts:
            if start < position or taken[start] or (match := _AMOUNT.match(norm, start)) is None:
                continue
            end = match.end()
            if not self.is_free(start, end):
                continue
            end = self._without_name(start, end)
            if end - start > MOST_PLACES and _TOO_LONG.search(norm, start, end):
                position = end
                yield self.unread("broken", start, end)
                continue
            quantity = self._pair(start, end) or self._single(start, end, read_chain(norm[start:end]))
            position = quantity.end
            yield quantity

    def _without_name(self, start: int, end: int) -> int:
        """Cut off a scale that begins a name and counts nothing: "số 3 Vạn Phúc"."""
        cased = self.text.cased
        at = cased.rfind(" ", start, end)
        if at < 0 or not cased[at + 1].isupper() or not cased[end : end + 2].lstrip()[:1].isupper():
            return end
        return end if units.counts_noun(self.norm, end) or units.has_unit(self.norm, end) else at

    def _pair(self, start: int, end: int) -> Quantity | None:
        """Read two numbers as a ratio, a fraction or a range; None where they are none of these."""
        norm = self.norm
        for pattern in (_RATIO_LINK, _RANGE_LINK):
            link = pattern.match(norm, end)
            if link and (second := _SECOND.match(norm, link.end())) and self.is_free(*second.span()):
                if _TOO_LONG.search(norm, *second.span()):
                    return None
                first, other = norm[start:end], second.group()
                if pattern is _RATIO_LINK:
                    return self._ratio(start, second.end(), read_chain(first), read_chain(other))
                return self._range(start, second.end(), (first, read_chain(first)), (other, read_chain(other)))
        return None

    def _ratio(self, start: int, end: int, part: Numeral, whole: Numeral) -> Quantity:
        hedge = hedges.hedge_before(self.norm, start)
        words = units.unit_words(self.text.cased, end)
        a, b = part.value, whole.value
        if (
            a.is_integer()
            and a < b <= _LARGEST_PART
            and not units.counts_noun(self.norm, end)
            and not units.has_unit(self.norm, end)
        ):
            share = a / b
            ends = hedges.interval(hedge.bound, share, 0.0)
            return self.amount(start, end, "fraction", share, ends, hedge.bound, words, None, hedge.start)
        return self.amount(start, end, "ratio", a, (a, a), "exact", words, b, hedge.start)

    def _range(self, start: int, end: int, first: tuple[str, Numeral], second: tuple[str, Numeral]) -> Quantity | None:
        a, b = first[1], second[1]
        scales = scale_words(second[0])
        if scales and not scale_words(first[0]):
            shared = scaled(a, scales)
            a = shared if shared.value < b.value else a
        elif a.value < 1000 <= b.value and b.value % 1000 == 0 and "." in second[0]:
            a = Numeral(a.value * 1000, a.step * 1000)  # elliptic: "20-30.000đ"
        return self._between(start, end, a.value, b.value) if a.value < b.value else None

    def _between(self, start: int, end: int, lower: float, upper: float) -> Quantity:
        category, unit = units.measured(self.text.cased, self.norm, start, end)
        hedge = hedges.hedge_before(self.norm, start).start
        category = "percent" if category == "percent" else "range"
        return self.amount(start, end, category, None, (lower, upper), "range", unit, None, hedge)

    def _single(self, start: int, end: int, numeral: Numeral) -> Quantity:
        norm = self.norm
        hedge = hedges.hedge_before(norm, start)
        bound = hedges.hedge_after(norm, end) or hedge.bound
        category, unit = units.measured(self.text.cased, norm, start, end)
        value, step = numeral.value, numeral.step
        if category in ("money", "measure") and step >= 1 and units.half_more(norm, end):
            factor = scaled(Numeral(1.0, 1.0), scale_words(norm[start:end])).value
            value, step = value + factor / 2, factor / 10
        if "-" in norm[max(0, start - 2) : start] and (sign := self._minus(start, end, category)) is not None:
            value, start = -value, sign
        return self.amount(
            start, end, category, value, hedges.interval(bound, value, step), bound, unit, None, min(hedge.start, start)
        )

    def _minus(self, start: int, end: int, category: str) -> int | None:
        """Give the place of a minus before a number; None where no dash stands or the dash is none."""
        norm = self.norm
        match = _MINUS.search(norm, max(0, start - 12), start)
        if match is None:
            return None
        sign = norm.rindex("-", 0, start)
        is_cell = match.group().lstrip().startswith("-")
        if is_cell:
            rest = norm[end : end + 9].strip()
            return sign if start <= len(norm) - len(norm.lstrip()) + 2 and rest in ("", "%") else None
        return sign if category in ("percent", "measure") else None

    def word_amounts(self, words: list[tuple[str, int, int]]) -> Iterator[Quantity]:
        """Read the numbers said in words."""
        free = [word for word in words if self.is_free(word[1], word[2])]
        for said in spoken.find(self.text.cased, self.norm, free):
            yield self._said(said)

    def _said(self, said: Spoken) -> Quantity:
        if said.upper is not None:
            return self._between(said.start, said.end, said.numeral.value, said.upper)
        return self._single(said.start, said.end, said.numeral)
