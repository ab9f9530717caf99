"""Quantities: every number of a passage with its reading.

Amounts (cardinals, percentages, money, ratios, ranges, measures) get value, bound and unit words; dates, names and
the like are listed with their category and no value. What an amount counts, where and when is read in `claims`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.language import hedges, marks
from pipelines.language.numerals import DIGITS, NUMBER_WORDS, SCALE, Numeral, read_digits, read_words, scaled
from pipelines.language.text import Text, Word

# "7,1 nghìn tỷ", "2 triệu rưỡi"; chained where a smaller scale follows: "3 triệu 150 ngàn", "1 tỷ 200 triệu".
_CHAIN: Final = (
    rf"{DIGITS}(?:(?:\s*{SCALE})*\s*(?:tỷ|tỉ)\s+\d{{1,3}}\s*triệu(?!\w)|\s*triệu\s+\d{{1,3}}\s*(?:nghìn|ngàn)(?!\w)"
    rf"|\s*vạn\s+\d\s*(?:nghìn|ngàn)(?!\w)|(?:\s*{SCALE})*(?:\s+rưỡi(?!\w))?)"
)
_MONEY: Final = r"(?:đồng|đ|vnđ|vnd|usd|đô la|euro)(?!\w)"
_MEASURE: Final = (
    r"(?:km2|km²|km|m2|m²|m3|m³|mét|ha|hecta|héc-ta|hécta|kg|tấn|tạ|lít|mw|kw|cm|mm|m|°c|độ c|cây số|"
    r"ngày đêm|ngày|đêm|tuần|giờ|phút|giây|tuổi|sao|năm|tháng)(?!\w)"
)
_PERCENT: Final = r"(?:%|phần trăm(?!\w))"
_TAIL: Final = rf"\s*(?P<unit>(?:điểm\s*{_PERCENT})|{_PERCENT}|{_MONEY}|{_MEASURE})"
_UNIT: Final = re.compile(_TAIL)
_AMOUNT: Final = re.compile(rf"(?<![\w.,]){_CHAIN}")
_CHAIN_PART: Final = re.compile(rf"({DIGITS})((?:\s*{SCALE})*)")
_SCALE_WORD: Final = re.compile(SCALE)
_RANGE_LINK: Final = re.compile(
    rf"\s*(?:{_PERCENT}|{_MONEY}|tỷ|triệu)?\s*(?:-|~|đến|tới)\s*(?:khoảng\s+|gần\s+|hơn\s+)?(?=\d)"
)
_RATIO_LINK: Final = re.compile(r"\s?/\s?(?=\d)")
_NOUN_AFTER: Final = re.compile(
    rf"\s+(?:{'|'.join(sorted(map(re.escape, marks.COUNTED_NOUNS), key=lambda n: -len(n)))})(?!\w)"
)
_MONEY_HEAD: Final = re.compile(
    r"(?<!\w)(?:thu|doanh thu|kinh phí|vốn|ngân sách|trị giá|giá trị|tiền|chi|nguồn lực|đầu tư)(?!\w)"
)
_ENDS_UNIT: Final = re.compile(
    r"[,;.:()\"!?/|]|\s-\s|(?<!\w)(?:và|với|trong|đạt|được|tăng|giảm|so|là|của|do|từ|đến|cho)(?!\w)"
)
# Behind these words "năm" is a year, never five.
_BEFORE_YEAR: Final = frozenset(
    {"trong", "cả", "hết", "đến", "mỗi", "hàng", "hằng", "các", "những", "đầu", "cuối", "nhiều", "vài", "giữa", "nửa", "suốt", "qua", "theo", "một", "số", "mấy"}
)  # fmt: skip
_ALONE: Final = frozenset({"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a passage.

    `start` and `end` are half-open in the normalised text of the passage and include the scale word, not the unit.
    `value`, `lower`, `upper` are in units of one (đồng for money, percent for percentages); None where the number is
    no amount, but for the place that an ordinal names. For a ratio `value` is its first term and `total` its second.
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

    @property
    def is_amount(self) -> bool:
        """Tell whether the number is an amount at all."""
        return self.bound is not None


def find(text: Text) -> list[Quantity]:
    """Find every number of a passage, in order and without overlap."""
    taken = marks.find(text)
    found = [_unread(text, mark) for mark in taken]
    mask = bytearray(len(text.norm))
    for number in found:
        _take(mask, number)
    amounts = list(_digit_amounts(text, mask))
    for number in amounts:
        _take(mask, number)
    found += amounts
    found += _word_amounts(text, mask)
    return sorted(found, key=lambda quantity: quantity.start)


def _unread(text: Text, mark: marks.Mark) -> Quantity:
    surface = text.cased[mark.start : mark.end]
    place = float(surface) if mark.category == "ordinal" and surface.isdigit() else None
    return Quantity(mark.start, mark.end, surface, mark.category, place, place, place)


def _take(mask: bytearray, number: Quantity) -> None:
    mask[number.start : number.end] = b"\x01" * (number.end - number.start)


def _is_free(mask: bytearray, start: int, end: int) -> bool:
    return mask.find(1, start, end) < 0


def _digit_amounts(text: Text, mask: bytearray) -> Iterator[Quantity]:
    norm = text.norm
    position = 0
    while match := _AMOUNT.search(norm, position):
        start, end = match.span()
        position = end
        if not _is_free(mask, start, end):
            position = max(start + 1, mask.find(0, mask.find(1, start, end)))
            continue
        second = _second_term(norm, mask, end)
        if second is not None:
            link, other = second
            amount = _pair(text, match, link, other)
            if amount is not None:
                position = amount.end
                yield amount
                continue
        yield _single(text, start, end, _read_chain(match.group()))


def _second_term(norm: str, mask: bytearray, end: int) -> tuple[re.Match[str], re.Match[str]] | None:
    for pattern in (_RATIO_LINK, _RANGE_LINK):
        if (
            (link := pattern.match(norm, end))
            and (other := _AMOUNT_AT.match(norm, link.end()))
            and _is_free(mask, *other.span())
        ):
            return link, other
    return None


_AMOUNT_AT: Final = re.compile(_CHAIN)


def _read_chain(surface: str) -> Numeral:
    """Read digits with scales, chained: "3 triệu 150 ngàn", "2 triệu rưỡi"."""
    total, step, last_factor = 0.0, 1.0, 1.0
    for part in _CHAIN_PART.finditer(surface):
        words = _SCALE_WORD.findall(part.group(2))
        numeral = scaled(read_digits(part.group(1)), words)
        total, step = total + numeral.value, numeral.step
        last_factor = scaled(Numeral(1.0, 1.0), words).value
    if surface.endswith("rưỡi"):
        total, step = total + last_factor / 2, last_factor / 10
    return Numeral(total, step)


def _pair(text: Text, first: re.Match[str], link: re.Match[str], second: re.Match[str]) -> Quantity | None:
    """Read two numbers as a ratio or a range; None where they are neither."""
    start, end = first.start(), second.end()
    a, b = _read_chain(first.group()), _read_chain(second.group())
    unit = _UNIT.match(text.norm, end)
    if "/" in link.group():
        return Quantity(
            start, end, text.cased[start:end], "ratio", a.value, a.value, a.value, "exact",
            _unit_words(text, end), b.value, hedges.hedge_before(text.norm, start).start,
        )  # fmt: skip
    scales = _SCALE_WORD.findall(second.group())
    if scales and not _SCALE_WORD.search(first.group()):
        shared = scaled(a, scales)
        a = shared if shared.value < b.value else a
    elif a.value < 1000 <= b.value and b.value % 1000 == 0 and "." in second.group():
        a = Numeral(a.value * 1000, a.step * 1000)  # elliptic: "20-30.000đ"
    if not a.value < b.value:
        return None
    category = "percent" if unit and _is_percent(unit) else "range"
    return Quantity(
        start, end, text.cased[start:end], category, None, a.value, b.value, "range",
        unit.group("unit") if unit else _unit_words(text, end), None, hedges.hedge_before(text.norm, start).start,
    )  # fmt: skip


def _is_percent(unit: re.Match[str]) -> bool:
    return unit.group("unit").endswith(("%", "phần trăm"))


def _single(text: Text, start: int, end: int, numeral: Numeral) -> Quantity:
    norm = text.norm
    unit = _UNIT.match(norm, end)
    hedge = hedges.hedge_before(norm, start)
    bound = hedges.hedge_after(norm, end, len(norm)) or hedge.bound
    category = _category(norm, start, end, unit)
    lower, upper = hedges.interval(bound, numeral.value, numeral.step)
    words = unit.group("unit") if unit and category != "cardinal" else _unit_words(text, end)
    return Quantity(
        start, end, text.cased[start:end], category, numeral.value, lower, upper, bound, words, None, hedge.start
    )


def _category(norm: str, start: int, end: int, unit: re.Match[str] | None) -> str:
    surface = norm[start:end]
    if unit is not None and not _NOUN_AFTER.match(norm, end):
        if _is_percent(unit):
            return "percent"
        if re.fullmatch(_MONEY, unit.group("unit")):
            return "money"
        return "measure"
    # "tỷ" without "đồng" is money only where a word of money leads to it.
    if (
        re.search(r"t[ỷỉ]$", surface)
        and not _NOUN_AFTER.match(norm, end)
        and _MONEY_HEAD.search(norm, max(0, start - 60), start)
    ):
        return "money"
    return "cardinal"


def _unit_words(text: Text, end: int) -> str | None:
    """Give up to four words behind a number, to the next stop."""
    stretch = text.cased[end : end + 60]
    stop = _ENDS_UNIT.search(stretch.lower())
    words = stretch[: stop.start() if stop else None].split()[:4]
    return " ".join(words) or None


def _word_amounts(text: Text, mask: bytearray) -> Iterator[Quantity]:
    words = text.words
    position = 0
    while position < len(words):
        if words[position].form not in NUMBER_WORDS or not _is_free(mask, words[position].start, words[position].end):
            position += 1
            continue
        last = position
        while (
            last + 1 < len(words)
            and words[last + 1].form in NUMBER_WORDS
            and text.norm[words[last].end : words[last + 1].start].isspace()
            and _is_free(mask, words[last + 1].start, words[last + 1].end)
        ):
            last += 1
        amount = _longest_amount(text, words, position, last)
        if amount is None:
            position = last + 1
            continue
        length, quantity = amount
        yield quantity
        position += length


def _longest_amount(text: Text, words: tuple[Word, ...], first: int, last: int) -> tuple[int, Quantity] | None:
    for stop in range(last, first - 1, -1):
        forms = [w.form for w in words[first : stop + 1]]
        numeral = read_words(forms)
        if numeral is None or not _stands_for_amount(text, words, first, stop):
            continue
        start, end = words[first].start, words[stop].end
        return stop - first + 1, _single(text, start, end, numeral)
    return None


def _stands_for_amount(text: Text, words: tuple[Word, ...], first: int, last: int) -> bool:
    """Tell number words that count something from names, years and figures of speech."""
    start, end = words[first].start, words[last].end
    if (
        text.cased[start].isupper()
        and start > 0
        and text.norm[:start].rstrip()[-1:] not in (".", "!", "?", ":", '"', "-")
    ):
        return False
    following = text.cased[end:].lstrip()[:1]
    if following.isupper():
        return False
    counts = _NOUN_AFTER.match(text.norm, end) is not None or _UNIT.match(text.norm, end) is not None
    if words[first].form in ("năm",) and first == last:
        before = words[first - 1].form if first else ""
        return _NOUN_AFTER.match(text.norm, end) is not None and before not in _BEFORE_YEAR
    if first == last:
        return words[first].form in _ALONE and counts
    return counts or last - first >= 1
