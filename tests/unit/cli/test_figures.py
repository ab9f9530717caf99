"""Figures as people read them."""

import doctest

import pytest

from pipelines.cli import figures


def test_the_examples_hold() -> None:
    assert doctest.testmod(figures).failed == 0


@pytest.mark.parametrize(
    ("bound", "value", "lower", "upper", "text"),
    [
        ("exact", 413.0, 413.0, 413.0, "413"),
        ("gt", 120.0, 120.0, None, "more than 120"),
        ("ge", 120.0, 120.0, None, "at least 120"),
        ("lt_near", 700_000.0, None, 700_000.0, "nearly 700,000"),
        ("lt", 5.5, None, 5.5, "under 5.5"),
        ("le", 5.0, None, 5.0, "at most 5"),
        ("range", None, 900_000.0, 1_000_000.0, "900,000 to 1,000,000"),
        ("exact", 0.1 + 0.2, 0.3, 0.3, "0.3"),
    ],
)
def test_a_bound_is_said_in_words(bound: str, value: float | None, lower: float, upper: float, text: str) -> None:
    assert figures.figure({"bound": bound, "value": value, "lower": lower, "upper": upper}) == text
