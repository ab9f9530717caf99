"""No text makes the reading of numbers run away: what it costs grows with the text's length, not with its square."""

import itertools
import time

import pytest

from pipelines.language import quantities
from pipelines.language.text import Text

LENGTH = 100_000
# One text of this length takes a tenth of it; a square would take minutes.
SECONDS = 5.0
PIECES = [
    "9", "0", ".", ",", "(", ")", "/", " ", "-", "%", "\n", "1.1.1.", "1,1,", "1/1/1/", "1 ", "12 345 ", "1.500. ",
    "9 8% ", "1 .5 ", "1 ,5 ",
    "(1", "1(a", "1%a", "1-a", "a1", "a-1", "a@", "x_", "www.", "http://", "2000,", "1: ", "1đ ", "1.500.000 lượt, ",
    "1/1/2020 ", "٣", "²",
    "một ", "một hai ", "hai ba ", "mười ", "năm ", "không phẩy ", "một trăm ", "linh ", "triệu ", "1 triệu ",
    "rưỡi ", "âm ", "hai đến ",
    "ngày 1, ", "ngày 1 và ", "tháng ", "năm 2024-", "số 1/", "nghị quyết 1/", "tel 1", "khoảng ", "hơn 1 ", "đến ",
    "1 đến ", "giai đoạn 1 ",
]  # fmt: skip


HEADS = ["1", "1 triệu", "1%", "tel", "ngày 1", "tháng", "hơn", "một", "(", "năm 2024"]


def seconds(source: str) -> float:
    begun = time.process_time()
    numbers = quantities.find(Text.of(source))
    taken = time.process_time() - begun
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    return taken


@pytest.mark.parametrize("piece", PIECES)
def test_one_piece_again_and_again(piece: str) -> None:
    assert seconds((piece * LENGTH)[:LENGTH]) < SECONDS


@pytest.mark.parametrize(
    ("piece", "other"), [("1", "a"), (" ", "1"), ("(", "1"), ("một ", "1 "), ("%", "năm "), (".", "1")]
)
def test_long_runs_in_turn(piece: str, other: str) -> None:
    run = (piece * 999)[:999] + other
    assert seconds((run * LENGTH)[:LENGTH]) < SECONDS


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("sign", [" ", "9", ".", ",", "-", "/", "("])
def test_a_long_tail(head: str, sign: str) -> None:
    assert seconds(head + sign * LENGTH + head) < SECONDS
