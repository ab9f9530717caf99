"""The reports of the sample: their files hold the words that stand here, and say where these are from."""

from collections.abc import Callable

import pytest
from sample.make_reports import FONTS, LANDING, REPORTS, addresses
from sample.words import PDF, SAMPLE

from pipelines.reading import read

with_fonts = pytest.mark.skipif(not FONTS.is_dir(), reason=f"the PDF is written with the fonts of {FONTS}")
REPORT = [pytest.param(name, report, marks=with_fonts if name == PDF else ()) for name, report in REPORTS.items()]


@pytest.mark.parametrize(("name", "report"), REPORT)
def test_the_file_that_ships_is_the_one_that_is_written(name: str, report: Callable[[], bytes]) -> None:
    shipped, written = (read(content, name) for content in ((LANDING / name).read_bytes(), report()))
    assert written.text == shipped.text
    assert written.passages == shipped.passages


@pytest.mark.parametrize(("name", "report"), REPORT)
def test_writing_it_again_gives_the_same_bytes(name: str, report: Callable[[], bytes]) -> None:
    assert report() == report()


@pytest.mark.parametrize("name", REPORTS)
def test_it_says_that_it_is_a_sample_and_where_its_figures_are_from(name: str) -> None:
    text = read((LANDING / name).read_bytes(), name).text
    assert SAMPLE in text
    joined = "".join(text.split())  # a PDF breaks long addresses
    assert [one for one in addresses(name) if one not in joined] == []
