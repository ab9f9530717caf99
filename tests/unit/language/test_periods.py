"""Expressions of time: what each says on its own."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language import periods
from pipelines.language.text import Text


def only(source: str) -> periods.TimeExpression:
    (expression,) = periods.find(Text.of(source).norm)
    return expression


@pytest.mark.parametrize(
    ("written", "kind", "year", "month"),
    [
        ("trong năm 2024", "year", 2024, None),
        ("đến hết năm 2024", "as_of", 2024, 12),
        ("tính đến tháng 11/2024", "as_of", 2024, 11),
        ("9 tháng đầu năm 2019", "ytd", 2019, 9),
        ("hai tháng đầu năm 2023", "ytd", 2023, 2),
        ("6 tháng đầu năm 2022", "half", 2022, 6),
        ("nửa đầu năm", "half", None, 6),
        ("quý I/2013", "quarter", 2013, 3),
        ("tháng 7/2024", "month", 2024, 7),
        ("giai đoạn 2021-2025", "multi_year", 2025, 12),
        ("bình quân mỗi năm", "habitual", None, None),
        ("mỗi ngày", "frequency", None, None),
        ("so với cùng kỳ năm 2014", "baseline", 2014, None),
        ("dịp nghỉ lễ", "event", None, None),
        ("từ ngày 17 đến ngày 23/11/2023", "event", None, None),
        ("từ ngày 1/7 đến ngày 10/10/2025", "ytd", 2025, 10),
    ],
)
def test_kinds(written: str, kind: str, year: int | None, month: int | None) -> None:
    expression = only(written)
    assert (expression.kind, expression.year, expression.month) == (kind, year, month)


def test_a_horizon_is_no_cut_off() -> None:
    assert only("đến năm 2030").is_horizon
    assert not only("đến hết năm 2030").is_horizon


def test_the_second_half_begins_in_july() -> None:
    assert only("6 tháng cuối năm 2023").first == (7, 1)


def test_carrying_out_is_not_now() -> None:
    assert not periods.find("huyện thực hiện có hiệu quả")


@given(st.text(max_size=100))
def test_any_text_passes_through(source: str) -> None:
    found = periods.find(Text.of(source).norm)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("source", ["tháng " * 2000, "1/1/" * 2000, "năm 20" * 2000, "đến " * 2000])
def test_no_pattern_runs_away(source: str) -> None:
    found = periods.find(source)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(source[e.start : e.end].strip() for e in found)
