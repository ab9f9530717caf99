"""The chart that the UI shows: a picture within Markdown that says what it is given, whatever that is."""

import base64
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from pipelines.orchestration.plot import chart


def drawn(labels: Sequence[str], **series: Sequence[float | None]) -> ElementTree.Element:
    image = chart("figures", labels, series)
    assert image.startswith("![figures](data:image/svg+xml;base64,")
    return ElementTree.fromstring(base64.b64decode(image.rpartition(",")[2].rstrip(")")))


def tagged(image: ElementTree.Element, tag: str) -> list[ElementTree.Element]:
    return list(image.iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def test_a_chart_has_a_point_for_each_figure_and_the_higher_figure_stands_higher() -> None:
    image = drawn(["1", "2", "3"], recall=[0.91, 0.95, 0.99])
    heights = [float(point.get("cy", "")) for point in tagged(image, "circle")]
    assert len(heights) == 3
    assert heights == sorted(heights, reverse=True)
    assert {"1", "2", "3", "recall", "0.9"} <= {text.text for text in tagged(image, "text")}


def test_a_line_does_not_pass_over_a_gap() -> None:
    whole, broken = drawn(["1", "2", "3"], f1=[0.9, 0.9, 0.9]), drawn(["1", "2", "3"], f1=[0.9, None, 0.9])
    assert len(tagged(whole, "path")) - len(tagged(broken, "path")) == 2


@pytest.mark.parametrize("figures", [[1.0], [0.0], [None], [0.0, 1.0], []])
def test_any_figures_can_be_drawn_within_the_picture(figures: list[float | None]) -> None:
    image = drawn([str(number) for number in range(len(figures))], f1=figures)
    assert all(0 <= float(point.get("cy", "")) <= float(image.get("height", "")) for point in tagged(image, "circle"))
