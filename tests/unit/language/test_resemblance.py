"""Twenty outlets that print one article print one text; an article of the same mould about another year is another."""

import doctest
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.language import resemblance
from pipelines.language.resemblance import FEW_WORDS, LEAST_SIMILARITY, Sketch, groups, is_copy, similarity, sketch

ARTICLE = (
    "Du lịch Mộc Châu khởi sắc",
    "Năm 2023, huyện Mộc Châu đón 1.650.000 lượt khách du lịch, tăng 12% so với năm trước, trong đó khách quốc tế đạt "
    "42.000 lượt. Doanh thu du lịch của huyện đạt 2.150 tỷ đồng, vượt kế hoạch đề ra từ đầu năm.",
    "Toàn huyện hiện có 236 cơ sở lưu trú với 3.120 phòng, trong đó 14 khách sạn được xếp hạng. Các điểm dừng chân dọc "
    "quốc lộ 6 được chỉnh trang, nhiều hộ dân ở các bản mở nhà nghỉ cộng đồng để đón khách cuối tuần.",
    "Về văn hóa, huyện có 18 di tích được xếp hạng, 95% số bản đạt chuẩn văn hóa; lễ hội Hết Chá được tổ chức trang "
    "trọng, thu hút đông đảo nhân dân các dân tộc và du khách gần xa về dự hội.",
    "Trong thời gian tới, huyện tiếp tục đẩy mạnh chuyển đổi số trong quảng bá điểm đến, đào tạo nhân lực và giữ gìn "
    "cảnh quan môi trường tại các khu du lịch trên cao nguyên.",
)
NEXT_YEAR = tuple(
    passage.replace("2023", "2024").replace("1.650.000", "1.900.000").replace("12%", "15%").replace("42.000", "61.500")
    .replace("2.150", "2.480").replace("236", "251").replace("3.120", "3.344").replace("14 khách", "16 khách")
    .replace("95%", "96%")
    for passage in ARTICLE
)  # fmt: skip
NOTICE = "Huyện Cô Tô đón 1.200 lượt khách trong ngày khai trương mùa du lịch biển."
WORDS = ("bản", "tin", "sáng", "nay", "tòa", "soạn", "ghi", "nhận", "phóng", "viên", "cao", "nguyên", "mùa", "hoa")


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def reprint(seed: int) -> tuple[str, ...]:
    """Print the article with a headline, a caption, a time of printing and a closing line of an outlet's own."""
    rng = random.Random(seed)
    caption = f"Ảnh: {words(rng, 9)}"
    printed = f"{rng.randint(1, 28)}/0{rng.randint(1, 9)}/2024 {rng.randint(10, 23)}:{rng.randint(10, 59)}"
    return (words(rng, 8), printed, *ARTICLE[1:3], caption, *ARTICLE[3:], words(rng, 10))


def together(*texts: tuple[str, ...]) -> list[int]:
    return groups([sketch(text) for text in texts])


def test_twenty_reprints_of_an_article_are_one_text() -> None:
    assert together(*(reprint(seed) for seed in range(20))) == [0] * 20


@pytest.mark.parametrize(
    "printed",
    [
        ARTICLE[1:],
        ARTICLE[:-1],
        (ARTICLE[0], *ARTICLE[2:]),
        (*ARTICLE[:2], "Du khách tại đồi chè. Ảnh: Tòa soạn", *ARTICLE[2:], "Theo Báo Sơn La"),
        tuple(passage.replace(", ", " - ").replace(".", ",").replace(";", ".") for passage in ARTICLE),
        tuple(passage.upper() for passage in ARTICLE),
        tuple(unicodedata.normalize("NFD", passage) for passage in ARTICLE),
        tuple(passage.replace("hóa", "hoá") for passage in ARTICLE),
        (" ".join(ARTICLE),),
    ],
    ids=[
        "no headline", "no last paragraph", "no first paragraph", "caption and editor", "punctuation", "capitals",
        "composed letters", "old tone marks", "one paragraph",
    ],
)  # fmt: skip
def test_a_reprint_is_known_whatever_was_done_to_its_form(printed: tuple[str, ...]) -> None:
    assert is_copy(sketch(ARTICLE), sketch(printed))


def test_an_article_of_the_same_mould_about_another_year_is_another_text() -> None:
    this, following = sketch(ARTICLE), sketch(NEXT_YEAR)
    assert similarity(this, following) > LEAST_SIMILARITY, "the words alone would make them one"
    assert not is_copy(this, following)


def test_one_corrected_figure_makes_no_other_text() -> None:
    assert is_copy(sketch(ARTICLE), sketch([passage.replace("236", "263") for passage in ARTICLE]))


def test_tables_that_number_their_rows_alike_are_not_one_for_it() -> None:
    rows = [(f"{row} | Xã Tân Lập số {row} | {row * 7 % 20} | {row * 3 % 20}") for row in range(1, 21)]
    others = [(f"{row} | Xã Tân Lập số {row} | {row * 11 % 20} | {row * 9 % 20}") for row in range(1, 21)]
    assert not is_copy(sketch(rows), sketch(others))


def test_a_short_notice_is_a_copy_of_the_same_words_only() -> None:
    assert sketch([NOTICE]).word_count < FEW_WORDS
    assert together((NOTICE,), (NOTICE.upper().rstrip("."),), (f"{NOTICE} Trời nắng đẹp.",)) == [0, 0, 2]
    assert together((NOTICE,), (NOTICE.replace("1.200", "1.300"),)) == [0, 1]


def test_texts_without_words_are_not_one_text() -> None:
    assert together((), ("***",), ARTICLE, ARTICLE) == [0, 1, 2, 2]


def test_copies_of_a_copy_are_of_one_group() -> None:
    rng = random.Random(3)
    paragraphs = [words(rng, 40) for _ in range(12)]
    first, second, third = (sketch(paragraphs[start : start + 8]) for start in (0, 2, 4))
    assert not is_copy(first, third)
    assert groups([first, third]) == [0, 1]
    assert groups([first, third, second]) == [0, 0, 0]


def like(one: Sketch, rng: random.Random, kept: float) -> Sketch:
    """Return a sketch that has so much of its hashes in common with another, and the same numbers."""
    hashes = type(one.min_hashes)("I", (h if rng.random() < kept else rng.getrandbits(32) for h in one.min_hashes))
    return Sketch(one.word_count, hashes, one.numbers)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_which_texts_are_together_does_not_depend_on_their_order(seed: int, shuffling: random.Random) -> None:
    rng = random.Random(seed)
    sketches = [sketch(text) for text in (ARTICLE, NEXT_YEAR, (NOTICE,), (NOTICE,), reprint(seed), ())]
    for _ in range(12):
        sketches.append(like(rng.choice(sketches[:2] + sketches[6:]), rng, rng.choice((0.4, 0.6, 0.75, 1.0))))
    order = list(range(len(sketches)))
    shuffling.shuffle(order)

    def parts(found: list[int], names: list[int]) -> set[frozenset[int]]:
        return {frozenset(names[i] for i, group in enumerate(found) if group == one) for one in set(found)}

    straight = parts(groups(sketches), list(range(len(sketches))))
    assert parts(groups([sketches[index] for index in order]), order) == straight
    for one in range(len(sketches)):
        for other in range(one):
            # Nearer to the limit two texts may fail to meet, if seldom.
            if similarity(sketches[one], sketches[other]) > 0.7 and is_copy(sketches[one], sketches[other]):
                assert any({one, other} <= part for part in straight)


def test_what_the_texts_of_the_module_show_is_so() -> None:
    assert doctest.testmod(resemblance).failed == 0
