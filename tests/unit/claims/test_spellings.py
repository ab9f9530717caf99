"""One text in several spellings states one thing, at the places where it stands."""

import re
import unicodedata
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claims.model import Claim, Reading
from pipelines.language import quantities
from pipelines.language.text import Text

Read = Callable[..., Reading]
TITLE = "Sóc Sơn năm 2024"

FORMS = (
    "Năm {year}, huyện Sóc Sơn đón khoảng {big} lượt khách, tăng {small}% so với cùng kỳ.",
    "Luỹ kế 9 tháng đầu năm {year}, doanh thu du lịch đạt {big} triệu đồng.",
    "Tỷ lệ gia đình văn hóa đạt {rate}%, vượt {small}% so với chỉ tiêu kế hoạch.",
    "Toàn huyện có {small}/26 xã có đài truyền thanh; riêng xã Nam Sơn có {small} thôn văn hóa.",
    "Huyện phấn đấu năm {year} đón hơn {big} lượt khách, trong đó khách quốc tế {small} nghìn lượt.",
    "Hiện huyện có {small} câu lạc bộ thể thao (gồm {small} câu lạc bộ bóng đá) và {rate} di tích.",
    "- Đền Sóc: {big} lượt khách; hồ Đồng Quan: {big} lượt.",
    "Số hóa {rate}% hồ sơ; {big} hồ sơ thủy lợi tiếp nhận trực tuyến.",
)


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


SENTENCES = st.builds(
    lambda form, year, big, rate, small: form.format(year=year, big=grouped(big), rate=rate, small=small),
    st.sampled_from(FORMS),
    st.integers(2016, 2026),
    st.integers(10_000, 9_999_999),
    st.integers(11, 99),
    st.integers(2, 26),
)
DOCUMENTS = st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4)
# New and old spelling: the mark stands on the first or the second vowel where no consonant follows.
_MARKS = (("óa", "oá"), ("òa", "oà"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"))


def with_marks_on(text: str, vowel: int) -> str:
    for pair in _MARKS:
        text = re.sub(rf"(?:{pair[0]}|{pair[1]})(?!\w)", pair[vowel], text)
    return text


def stated(claim: Claim) -> tuple[object, ...]:
    return (
        claim.indicator_id,
        claim.area_id,
        claim.period,
        claim.scenario,
        (claim.value, claim.lower, claim.upper, claim.bound),
        tuple((c.kind, c.amount, c.baseline, c.baseline_year) for c in claim.comparisons),
        claim.obs_status,
        claim.rule,
    )


def all_stated(reading: Reading) -> list[tuple[object, ...]]:
    return [stated(claim) for claim in reading.claims]


@settings(max_examples=40)
@given(DOCUMENTS)
def test_composed_and_decomposed_letters(read: Read, paragraphs: list[str]) -> None:
    composed, decomposed = (read(*(unicodedata.normalize(form, p) for p in paragraphs)) for form in ("NFC", "NFD"))
    assert all_stated(composed) == all_stated(decomposed)
    assert [u.reason for u in composed.unclaimed] == [u.reason for u in decomposed.unclaimed]


@settings(max_examples=40)
@given(DOCUMENTS)
def test_old_and_new_places_of_tone_marks(read: Read, paragraphs: list[str]) -> None:
    new, old = (read(*(with_marks_on(p, vowel) for p in paragraphs)) for vowel in (0, 1))
    assert all_stated(new) == all_stated(old)


@settings(max_examples=40)
@given(DOCUMENTS, st.sampled_from(["\u00a0", "\u2009", "\u202f", "\u3000", "\t", "\n"]))
def test_blanks_of_any_kind(read: Read, paragraphs: list[str], blank: str) -> None:
    assert all_stated(read(*(p.replace(" ", blank) for p in paragraphs))) == all_stated(read(*paragraphs))


@settings(max_examples=40)
@given(DOCUMENTS, st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "\u00a0", "  "]))
def test_a_claim_stands_where_it_says(read: Read, paragraphs: list[str], form: str, blank: str) -> None:
    told = [unicodedata.normalize(form, p).replace(" ", blank) for p in paragraphs]
    text = "\n".join((TITLE, *told))
    for claim in read(*told).claims:
        quote, number, sentence = (
            text[slice(*span)]
            for span in (
                (claim.start, claim.end),
                claim.number,
                (claim.sentence_start, claim.sentence_end),
            )
        )
        assert number in quote in sentence
        assert Text.of(quote).norm in Text.of("\n".join(told)).norm
        if claim.derivation is None:
            (read_again,) = quantities.find(Text.of(f"có {number} người"))[:1]
            assert read_again.value == claim.quantity.value


@given(
    st.lists(st.text(max_size=60), min_size=1, max_size=4), st.sampled_from(["body", "lead", "heading", "table_row"])
)
def test_any_text_in_any_role_passes_through(read: Read, paragraphs: list[str], role: str) -> None:
    reading = read(*paragraphs, roles=(role,) * len(paragraphs))
    size = len(TITLE) + sum(len(p) + 1 for p in paragraphs)
    assert all(0 <= c.start < c.end <= size for c in reading.claims)
    assert all(0 <= u.number[0] < u.number[1] <= size for u in reading.unclaimed)


ENGLISH = (
    "The district welcomed {big} visitors in {year}, up {small}% on the year before.",
    "Tourism receipts reached {big} billion dong; {small} of 26 communes have a radio station.",
    "Of {big} households {rate}% are cultural families, and the plan for {year} is {rate}%.",
    "There are {small} festivals, {rate} relics and {big} guests a year.",
)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=4),
    st.integers(2016, 2026),
    st.integers(10_000, 9_999_999),
    st.integers(2, 99),
)
def test_english_states_nothing(read: Read, forms: list[str], year: int, big: int, small: int) -> None:
    told = " ".join(f.format(year=year, big=f"{big:,}", small=small, rate=small) for f in forms)
    assert not read(told, title="Soc Son in 2024").claims


@given(st.text(alphabet="0123456789 .,;:%/()-+\n", max_size=80))
def test_digits_alone_state_nothing(read: Read, paragraph: str) -> None:
    assert not read(paragraph).claims
