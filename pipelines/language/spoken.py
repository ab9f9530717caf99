"""Spoken numbers: which number words of a passage say an amount, and which are names, years or figures of speech."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.language import units
from pipelines.language.numerals import BIG, UNITS, Numeral, read_first

SpokenWord = tuple[str, int, int]

# Behind these words "năm" is a year, never five.
_BEFORE_YEAR: Final = frozenset(
    {"trong", "cả", "hết", "đến", "mỗi", "hàng", "hằng", "các", "những", "đầu", "cuối", "nhiều", "vài", "giữa",
    "nửa", "suốt", "qua", "theo", "một", "số", "mấy"}
)  # fmt: skip
# "vài ba hộ", "mươi hai xã" name no number; "tháng mười", "thứ hai" no amount.
_NO_AMOUNT_BEHIND: Final = frozenset(
    {"vài", "dăm", "đôi", "mấy", "hàng", "hằng", "mươi", "từng", "tháng", "thứ", "mùng", "mồng"}
)
_SENTENCE_ENDS: Final = ("", ".", "!", "?", ":", '"', "-", "|")
_TEN_OR_HUNDRED: Final = {"mươi": 10.0, "chục": 10.0, "trăm": 100.0}
_LAST_WORD: Final = re.compile(r"(?<!\w)(\w+)\s{1,3}\Z")
_LINK: Final = re.compile(r"\s+(?:đến|tới)\s+(?:(?:khoảng|gần|hơn)\s+)?|\s*-\s*")
_LONGEST_WORD: Final = 9
# The longest number has some forty words; what is longer is no speech.
_LONGEST_RUN: Final = 100


@dataclass(frozen=True, slots=True)
class Spoken:
    """An amount in words and its span; `upper` is the second end of a range, whose first is `numeral`."""

    start: int
    end: int
    numeral: Numeral
    upper: float | None = None


def find(cased: str, norm: str, words: Sequence[SpokenWord]) -> Iterator[Spoken]:
    """Find the amounts that a passage says in words; `words` are its number words in order."""
    passage = _Passage(cased, norm)
    runs = _runs(passage, words)
    skipped = 0
    for number, run in enumerate(runs):
        if len(run) > _LONGEST_RUN:
            continue
        forms = [form for form, _, _ in run]
        following = runs[number + 1] if number + 1 < len(runs) else ()
        at, free = skipped, True
        skipped = 0
        while at < len(run):
            if (spoken := passage.about(run, forms, at)) is not None:
                at, free = spoken[1], True
                yield spoken[0]
                continue
            first = read_first(forms, at)
            if first is None:
                free = forms[at] not in UNITS and forms[at] not in _TEN_OR_HUNDRED
                at += 1
                continue
            numeral, end = first
            if end == len(run) and free and (range_ := passage.range(run, at, numeral, following)) is not None:
                at, skipped = end, range_[1]
                yield range_[0]
                continue
            stands = free and passage.stands(run, forms, at, end, numeral)
            if stands:
                yield passage.spoken(run, at, end, numeral)
            # "hai ba trăm": what stands behind a digit that is no amount is none either; "năm" may be a year.
            free = stands or forms[end - 1] == "năm"
            at = end


def _runs(passage: "_Passage", words: Sequence[SpokenWord]) -> list[list[SpokenWord]]:
    """Cut number words into runs with nothing but blanks between; a capital begins anew, as in "một Hai Bà"."""
    runs: list[list[SpokenWord]] = []
    end = -1
    for word in words:
        if runs and passage.norm[end : word[1]].isspace() and not passage.begins_name(word[1]):
            runs[-1].append(word)
        else:
            runs.append([word])
        end = word[2]
    return runs


class _Passage:
    def __init__(self, cased: str, norm: str) -> None:
        self.cased = cased
        self.norm = norm

    def begins_name(self, start: int) -> bool:
        """Tell a word with a capital from one in a text of capitals."""
        return self.cased[start].isupper() and not self.cased[start + 1 : start + 2].isupper()

    def counts(self, end: int) -> bool:
        return units.counts_noun(self.norm, end) or units.has_unit(self.norm, end)

    def word_before(self, start: int) -> str:
        match = _LAST_WORD.search(self.norm, max(0, start - _LONGEST_WORD), start)
        return match.group(1) if match else ""

    def about(self, run: Sequence[SpokenWord], forms: Sequence[str], at: int) -> tuple[Spoken, int] | None:
        """Read two digits in a row as the range they say: "hai ba trăm người", "năm sáu hộ"."""
        if at + 1 >= len(forms) or (at and forms[at - 1] in UNITS):
            return None
        low, high = UNITS.get(forms[at], 0), UNITS.get(forms[at + 1], 0)
        if not 0 < low < high == low + 1 or forms[at + 1] == "năm":
            return None
        end, factor = at + 2, 1.0
        if end < len(forms) and forms[end] in _TEN_OR_HUNDRED:
            factor, end = _TEN_OR_HUNDRED[forms[end]], end + 1
        while end < len(forms) and end < at + 5 and forms[end] in BIG:
            factor, end = factor * BIG[forms[end]], end + 1
        start, stop = run[at][1], run[end - 1][2]
        if (end < len(forms) and forms[end] != "năm") or not self.counts(stop) or self._is_name(start, stop):
            return None
        if forms[at] == "năm" and self.word_before(start) in _BEFORE_YEAR:
            return None
        return Spoken(start, stop, Numeral(low * factor, factor), high * factor), end

    def range(
        self, run: Sequence[SpokenWord], at: int, first: Numeral, following: Sequence[SpokenWord]
    ) -> tuple[Spoken, int] | None:
        """Read "hai đến ba triệu"; give it with the number of words that it takes of the following run."""
        link = _LINK.match(self.norm, run[-1][2]) if following else None
        if link is None or link.end() != following[0][1]:
            return None
        forms = [form for form, _, _ in following]
        read = read_first(forms, 0)
        if read is None:
            return None
        second, count = read
        lower = first.value
        if run[-1][0] not in BIG:
            for form in forms[:count][::-1]:
                if form not in BIG or lower * BIG[form] >= second.value:
                    break
                lower *= BIG[form]
        start, end = run[at][1], following[count - 1][2]
        if not lower < second.value or not (self.counts(end) or count > 1) or self._is_name(start, end):
            return None
        if self.word_before(start) in _NO_AMOUNT_BEHIND:
            return None
        return Spoken(start, end, Numeral(lower, first.step), second.value), count

    def stands(self, run: Sequence[SpokenWord], forms: Sequence[str], at: int, end: int, numeral: Numeral) -> bool:
        """Tell number words that count something from names, years and figures of speech."""
        start, stop = run[at][1], run[end - 1][2]
        if self._is_name(start, stop):
            return False
        before = forms[at - 1] if at else self.word_before(start)
        if before in _NO_AMOUNT_BEHIND:
            return False
        if end == at + 1:
            return self._single_stands(forms[at], before, stop, is_alone=len(forms) == 1)
        if before == "năm" and 1000 <= numeral.value < 2100 and not self.counts(stop):
            return False  # a year in words
        if end == at + 2 and forms[at] in UNITS and forms[at + 1] in UNITS:  # "ba mốt" is 31, "một chín chín" a year
            return before not in UNITS and (end == len(forms) or forms[end] == "năm")
        return True

    def _single_stands(self, form: str, before: str, stop: int, *, is_alone: bool) -> bool:
        if form == "không":
            return units.makes_zero(self.norm, stop)
        if form == "năm":
            is_counted = units.counts_noun(self.norm, stop) or units.has_size(self.norm, stop)
            return is_counted and before not in _BEFORE_YEAR
        return (form == "mười" and is_alone) or self.counts(stop)

    def _is_name(self, start: int, end: int) -> bool:
        if self.cased[start:end].isupper():
            return not self.counts(end)
        if self.cased[end : end + 3].lstrip()[:1].isupper():
            return True
        return self.cased[start].isupper() and self.norm[max(0, start - 4) : start].rstrip()[-1:] not in _SENTENCE_ENDS

    def spoken(self, run: Sequence[SpokenWord], at: int, end: int, numeral: Numeral) -> Spoken:
        """Give an amount, negative behind a "trừ" that opens the passage."""
        start, stop = run[at][1], run[end - 1][2]
        opening = self.norm[: start + 1].lstrip() if start < _LONGEST_WORD else ""
        if opening[:-1].rstrip() == "trừ" and not units.counts_noun(self.norm, stop):
            return Spoken(self.norm.index("trừ"), stop, Numeral(-numeral.value, numeral.step))
        return Spoken(start, stop, numeral)
