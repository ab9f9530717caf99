"""Figures as people read them: grouped digits, and the words that say how a number limits the figure."""

from collections.abc import Mapping
from typing import Any

_WORDS = {"gt": "more than", "ge": "at least", "lt_near": "nearly", "lt": "under", "le": "at most"}


def number(value: float) -> str:
    """Write a number with grouped digits and no more decimals than it has.

    >>> number(1500000.0), number(91.7)
    ('1,500,000', '91.7')
    """
    return f"{value:,.15g}"


def figure(row: Mapping[str, Any]) -> str:
    """Write what a row with value, lower, upper and bound states.

    >>> figure({"value": 1500000.0, "lower": 1450000.0, "upper": 1550000.0, "bound": "about"})
    'about 1,500,000 (1,450,000 to 1,550,000)'
    """
    value, lower, upper, bound = row["value"], row["lower"], row["upper"], row["bound"]
    if bound == "range" or value is None:
        ends = [number(end) for end in (lower, upper) if end is not None]
        return " to ".join(ends)
    if bound == "about":
        return f"about {number(value)} ({number(lower)} to {number(upper)})"
    return f"{_WORDS[bound]} {number(value)}" if bound in _WORDS else number(value)
