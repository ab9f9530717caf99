"""An analyst adds an indicator in the catalogue and touches no Python."""

import shutil
from datetime import date
from pathlib import Path

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
"""


def test_an_entry_in_the_catalogue_is_all_it_takes(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue.FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (folder / "indicators" / "tourism.yaml").open("a", encoding="utf-8") as indicators:
        indicators.write(ENTRY)
    text = "Năm 2024, huyện Sóc Sơn có 32 hướng dẫn viên du lịch."
    passage = Passage(0, "body", None, 0, text)
    source = Source("0" * 64, "article", None, date(2025, 1, 9), date(2025, 1, 9), "district-016", (passage,))

    reading = Reader(catalogue.load(folder)).read(source, {0: quantities.find(Text.of(text))})

    assert [(c.indicator_id, c.value) for c in reading.claims] == [("tourism_guides", 32)]
