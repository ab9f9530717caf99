"""The examples in the docstrings of reading hold."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module", ["bylines", "dates", "legacy", "media", "paragraphs", "phrases", "vietnamese", "zipped"]
)
def test_examples_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"pipelines.reading.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
