"""The members behind a count: taken where the list is the whole one, checked against the count, else left."""

from collections.abc import Callable

import pytest

from pipelines.claims.model import Reading

Read = Callable[..., Reading]


def named(reading: Reading) -> list[str]:
    return [item.item for item in reading.named_items]


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        (
            "Toàn huyện có ba lễ hội: hội Gióng, hội Núi Đôi và hội Chùa Non.",
            ["hội Gióng", "hội Núi Đôi", "hội Chùa Non"],
        ),
        (
            "Huyện có 2/26 xã đạt chuẩn nông thôn mới nâng cao (Tân Minh và Kim Lũ).",
            ["Tân Minh", "Kim Lũ"],
        ),
        (
            "Huyện có 3 xã đạt chuẩn nông thôn mới nâng cao: xã Tân Minh, xã Kim Lũ và xã Hiền Ninh.",
            ["xã Tân Minh", "xã Kim Lũ", "xã Hiền Ninh"],
        ),
    ],
)
def test_a_list_as_long_as_its_count(read: Read, sentence: str, items: list[str]) -> None:
    assert named(read(sentence)) == items


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao (Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ).", 4),
        ("Huyện có 3 xã đạt chuẩn nông thôn mới nâng cao, gồm: Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ.", 4),
        ("Toàn huyện có bốn lễ hội: hội Gióng, hội Núi Đôi, hội Chùa Non.", 3),
    ],
)
def test_a_whole_list_of_another_length_is_kept_for_review(read: Read, sentence: str, count: int) -> None:
    reading = read(sentence)
    assert len(named(reading)) == count
    assert all(claim.obs_status == "A" for claim in reading.claims)


@pytest.mark.parametrize(
    "sentence",
    [
        "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao (Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ...).",
        "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao: Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ…",
        "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao như: Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ.",
        "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao, tiêu biểu: Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ.",
        "Huyện có 5 xã đạt chuẩn nông thôn mới nâng cao (Tân Minh, Tân Dân).",
        "Huyện có hơn 5 xã đạt chuẩn nông thôn mới nâng cao (Tân Minh, Tân Dân, Hiền Ninh, Kim Lũ).",
        "Toàn huyện có 3 lễ hội: hội Gióng, hội Núi Đôi và nhiều lễ hội khác.",
        "Toàn huyện có 4 lễ hội: hội Gióng, hội Núi Đôi, hội Chùa Non và một số lễ hội làng.",
        "Toàn huyện có 3 lễ hội: hội Gióng và rước voi, hội Núi Đôi, hội Chùa Non.",
    ],
)
def test_examples_open_lists_and_unclear_ones_are_no_mismatch(read: Read, sentence: str) -> None:
    reading = read(sentence)
    assert len(reading.claims) == 1
    assert not named(reading)
