"""A number reads back from every form it can be written in; no text makes the reading fail or lose its place."""

import itertools
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language import quantities
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
SCALES = {"nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "nghìn tỷ": 1e12}
COUNTED = st.sampled_from(["lượt khách", "người", "hộ", "cơ sở lưu trú"])


@dataclass(frozen=True)
class Written:
    """A number in one of its forms, and the ends of what it states."""

    text: str
    lower: float
    upper: float


def exactly(text: str, value: float) -> Written:
    return Written(text, value, value)


def grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


def decimal(number: float) -> str:
    return f"{number:.10g}".replace(".", ",")


def spoken(number: int) -> str:
    """Say a number below a thousand as school teaches it."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [ONES[hundreds], "trăm"] if hundreds else []
    if tens == 0:
        words += (["linh"] if words else []) + [ONES[ones]] if ones or not words else []
        return " ".join(words)
    words += ["mười"] if tens == 1 else [ONES[tens], "mươi"]
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, ONES[ones]))
    return " ".join(words)


whole = st.integers(min_value=1, max_value=999)
large = st.integers(min_value=1000, max_value=999_999_999)
tenths = st.integers(min_value=1, max_value=9999).map(lambda n: n / 10)
scale = st.sampled_from(sorted(SCALES))

DOTTED = large.map(lambda n: exactly(grouped(n, "."), n))
BLANKS = large.map(lambda n: exactly(grouped(n, " "), n))
SCALED = st.tuples(tenths, scale).map(lambda p: exactly(f"{decimal(p[0])} {p[1]}", p[0] * SCALES[p[1]]))
CHAINED = st.tuples(whole, whole).map(lambda p: exactly(f"{p[0]} triệu {p[1]} nghìn", p[0] * 1e6 + p[1] * 1e3))
HALVED = whole.map(lambda n: exactly(f"{n} triệu rưỡi", (n + 0.5) * 1e6))
IN_WORDS = st.integers(min_value=11, max_value=999).map(lambda n: exactly(spoken(n), n))
IN_SCALED_WORDS = st.tuples(whole, whole).map(
    lambda p: exactly(f"{spoken(p[0])} triệu {spoken(p[1])} nghìn", p[0] * 1e6 + p[1] * 1e3)
)
HALVED_WORDS = whole.map(lambda n: exactly(f"{spoken(n)} triệu rưỡi", (n + 0.5) * 1e6))
POINT_WORDS = st.tuples(whole, st.integers(min_value=1, max_value=9)).map(
    lambda p: exactly(f"{spoken(p[0])} phẩy {ONES[p[1]]} triệu", (p[0] + p[1] / 10) * 1e6)
)
RANGES = st.tuples(whole, whole, st.sampled_from([" - ", "-", " đến ", " tới "]), scale).map(
    lambda p: Written(
        f"{p[0]}{p[2]}{p[0] + p[1]} {p[3]}", p[0] * SCALES[p[3]], (p[0] + p[1]) * SCALES[p[3]]
    )
)  # fmt: skip
FORMS = {
    "dotted": DOTTED, "blanks": BLANKS, "scaled": SCALED, "chained": CHAINED, "halved": HALVED, "in words": IN_WORDS,
    "in words with scales": IN_SCALED_WORDS, "halved in words": HALVED_WORDS, "decimal in words": POINT_WORDS,
    "range": RANGES,
}  # fmt: skip


def only(source: str) -> Quantity:
    (number,) = [number for number in quantities.find(Text.of(source)) if number.is_amount]
    return number


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data(), counted=COUNTED)
def test_every_form_reads_back(form: str, data: st.DataObject, counted: str) -> None:
    written = data.draw(FORMS[form])
    number = only(f"Huyện đón {written.text} {counted}.")
    assert (number.lower, number.upper) == (pytest.approx(written.lower), pytest.approx(written.upper))
    assert (number.surface, number.is_repaired) == (written.text, False)


@given(st.integers(min_value=0, max_value=10_000).map(lambda n: n / 100), st.sampled_from(["%", " %", " phần trăm"]))
def test_percentages_read_back(value: float, sign: str) -> None:
    number = only(f"đạt {decimal(value)}{sign} kế hoạch")
    assert (number.category, number.value) == ("percent", pytest.approx(value))


@given(whole, whole)
def test_ratios_read_back(part: int, whole_: int) -> None:
    number = only(f"có {part}/{whole_} xã")
    assert (number.category, number.value, number.total) == ("ratio", part, whole_)


@given(large, st.data())
def test_a_blank_in_a_dotted_number_is_closed_or_told_never_misread(number: int, data: st.DataObject) -> None:
    dotted = grouped(number, ".")
    at = data.draw(st.integers(min_value=1, max_value=len(dotted) - 1))
    read = quantities.find(Text.of(f"Huyện đón {dotted[:at]} {dotted[at:]} lượt khách"))
    assert [(q.value, q.is_repaired) for q in read] in ([(number, True)], [(None, False)])


@given(data=st.data(), form=st.sampled_from(["NFC", "NFD"]))
def test_the_spelling_of_letters_changes_no_value(data: st.DataObject, form: str) -> None:
    written = data.draw(st.one_of(*FORMS.values()))
    today = f"Ngành văn hóa, thủy lợi đạt hơn {written.text} lượt khách"
    old = today.replace("hóa", "hoá").replace("thủy", "thuỷ")
    read, again = (only(unicodedata.normalize(form, source)) for source in (today, old))
    assert (read.value, read.lower, read.upper, read.bound) == (again.value, again.lower, again.upper, again.bound)
    assert read.lower == pytest.approx(written.lower)


NUMBERLIKE = st.text(alphabet="0123456789.,/-–% ()\t\nkđAă", max_size=40)
WORDLIKE = st.lists(
    st.sampled_from(
        [*ONES, "mươi", "mười", "mốt", "lăm", "trăm", "linh", "nghìn", "triệu", "tỷ", "rưỡi", "nửa", "âm", "trừ",
         "phẩy", "đến", "-", "%", "xã",
         "Ba", "TÁM", "tháng", "hơn", "1", "2.500", "9 8", "đồng", "cửa"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(st.one_of(st.text(max_size=80), NUMBERLIKE, WORDLIKE))
def test_any_text_is_read_and_numbers_stand_where_they_say(source: str) -> None:
    text = Text.of(source)
    numbers = quantities.find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    for number in numbers:
        start, end = text.source_span(number.start, number.end)
        assert number.start < number.end
        assert number.surface == text.cased[number.start : number.end]
        assert Text.of(source[start:end]).norm == text.norm[number.start : number.end]
