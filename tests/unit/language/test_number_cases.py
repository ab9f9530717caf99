"""Lists of number strings kept beside the checkout, each with the reading that is expected of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines.language import quantities
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text

CASES = Path(__file__).parents[4] / "shared" / "cases"
NUMBERS = CASES / "numbers.json"
WORDS = CASES / "number_words.json"
BOUNDS = {"eq": ("exact",), "between": ("range",), "approx": ("about", "lt_near")}
SCALES = {"vạn": 1e4, "nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
needs_numbers = pytest.mark.skipif(not NUMBERS.exists(), reason="../shared/cases is not beside this checkout")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def amounts(source: str) -> list[Quantity]:
    return [number for number in quantities.find(Text.of(source)) if number.is_amount]


@needs_numbers
@pytest.mark.parametrize("case", read(NUMBERS), ids=lambda case: case["text"])
def test_a_listed_number(case: dict[str, Any]) -> None:
    numbers = amounts(case["text"])
    if case["cls"] == "trap":
        assert not numbers
        return
    (number,) = numbers
    assert number.value == pytest.approx(case["value"])
    assert number.bound in BOUNDS.get(case["qualifier"], (case["qualifier"],))
    if case["qualifier"] == "between":
        assert (number.lower, number.upper) == (case["lo"], case["hi"])
    assert (number.unit or "").startswith(case["unit"])


def figure(expected: str) -> float | None:
    """Return the figure of an expected answer ("-99.9 tỷ"); None where it stays in words."""
    match = re.search(r"(?<!\w)-?\d+(?:\.\d+)?", expected)
    if match is None:
        return None
    value = float(match.group())
    for word in expected[match.end() :].split():
        if word not in SCALES:
            break
        value *= SCALES[word]
    return value


@pytest.mark.skipif(not WORDS.exists(), reason="../shared/cases is not beside this checkout")
@pytest.mark.parametrize("kind", ["cardinal", "decimal", "measure", "money"])
def test_number_words_of_another_project(kind: str) -> None:
    cases = [case for case in read(WORDS)["cases"] if case["kind"] == kind]
    wrong = [case["text"] for case in cases if not is_right(case)]
    assert len(wrong) <= 0.02 * len(cases), wrong


def is_right(case: dict[str, str]) -> bool:
    values = [number.value for number in amounts(case["text"])]
    expected = figure(case["expected"])
    return values == [] if expected is None else values == [pytest.approx(expected)]
