"""An analyst adds an indicator in the catalogue and touches no Python; each key of its cues asks for what it says."""

import shutil
from datetime import date

import pytest

from pipelines.claims.model import Passage, Source
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.text import Text
from schemas import catalogue

ENTRY = """
- indicator_id: tourism_guides
  tier: 2
  subdomain: supply
  label_vi: Số hướng dẫn viên du lịch
  label_en: Tour guides
  definition_vi: Số người có thẻ hướng dẫn viên du lịch đang hành nghề tại địa bàn.
  definition_en: Persons with a guide's card who work in the area.
  unit_id: persons
  kind: stock
  yearly_rule: last
  hard_min: 0
  hard_max: 5000
  usual_min: 0
  usual_max: 500
  decimals: 0
  direction: up
  cues:
    - counted: [hướng dẫn viên du lịch, hướng dẫn viên]
      unless: [được tập huấn]
    - alone: [thẻ]
      counted: [tấm thẻ]
      unless: [gửi xe]
    - alone: [phù hiệu]
      with: [dẫn khách]
    - head: [số thẻ hành nghề]
    - tail: [mang áo dẫn đường]
"""


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give a reader with the shipped catalogue and the entry."""
    folder = tmp_path_factory.mktemp("analyst") / "catalogue"
    shutil.copytree(catalogue.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (folder / "indicators" / "tourism.yaml").open("a", encoding="utf-8") as indicators:
        indicators.write(ENTRY)
    return Reader(catalogue.load(folder))


def told(reader: Reader, text: str) -> list[tuple[str, float | None]]:
    passage = Passage(0, "body", None, 0, text)
    source = Source("0" * 64, "article", None, date(2025, 1, 9), date(2025, 1, 9), "district-016", (passage,))
    reading = reader.read(source, {0: quantities.find(Text.of(text))})
    return [(c.indicator_id, c.value) for c in reading.claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2024, huyện Sóc Sơn có 32 hướng dẫn viên du lịch.",
        "Năm 2024, huyện có 32 thẻ.",
        "Năm 2024, huyện có 32 thẻ được trao.",
        "Năm 2024, huyện có 32 thẻ, tăng so với năm trước.",
        "Năm 2024, huyện có 32 tấm thẻ nhựa.",
        "Năm 2024, nghề dẫn khách có 32 phù hiệu.",
        "Nghề dẫn khách rất vui. Năm 2024, huyện có 32 phù hiệu.",
        "Năm 2024, số thẻ hành nghề của huyện là 32.",
        "Năm 2024, huyện có 32 người mang áo dẫn đường.",
    ],
)
def test_an_entry_in_the_catalogue_is_all_it_takes(guided: Reader, sentence: str) -> None:
    assert told(guided, sentence) == [("tourism_guides", 32)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2024, huyện có 32 hướng dẫn viên được tập huấn.",
        "Năm 2024, huyện có 32 thẻ căn cước.",
        "Năm 2024, huyện thu 32 thẻ gửi xe.",
        "Năm 2024, bãi gửi xe có 32 thẻ.",
        "Năm 2024, huyện có 32 phù hiệu.",
        "Năm 2024, nghề dẫn khách có 32 phù hiệu xe.",
        "Năm 2024, huyện có 32. Số thẻ hành nghề tăng.",
        "Năm 2024, huyện có 32 người bán áo.",
    ],
)
def test_words_that_lack_what_a_cue_asks_for_state_nothing(guided: Reader, sentence: str) -> None:
    assert told(guided, sentence) == []
