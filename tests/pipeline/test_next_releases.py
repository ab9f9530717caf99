"""A release after another: what it changed is told with its reason, and what it did not touch is not written anew."""

import shutil
from pathlib import Path

import pytest
from pipeline.workshop import MOC_CHAU, SOC_SON, Workshop, why

from pipelines.orchestration.resources import CatalogueFolder
from schemas.catalogue import FOLDER

CORRECTION = """corrections:
  - correction_id: moc-chau-visits
    action: amend
    document: moc-chau.txt
    indicator_id: tourism_visits_total
    area_id: district-123
    year: 2021
    scenario: actual
    expect: {value: 700000}
    becomes: {value: 70000}
    reason: A zero too many.
    author: Lan
    decided_on: 2025-03-01
"""


TOLD = """
select area_name, indicator_id, year, scenario, change, reason, before_value, value, before_file_name, file_name
from mart.revision where is_current order by all
"""
MORE = "Huyện Sóc Sơn: lễ hội mùa xuân\n\nNăm 2023, toàn huyện tổ chức 118 lễ hội truyền thống.\n"
SON, HOI_AN = "Huyện Sóc Sơn", "Thành phố Hội An"
REVISED = ("soc-son.txt", "soc-son.txt")


@pytest.fixture(scope="module")
def correcting(tmp_path_factory: pytest.TempPathFactory) -> CatalogueFolder:
    """The shipped catalogue with one correction."""
    folder = tmp_path_factory.mktemp("correcting") / "catalogue"
    shutil.copytree(FOLDER, folder)
    (folder / "corrections.yaml").write_text(CORRECTION, encoding="utf-8")
    return CatalogueFolder(folder)


def inodes(workshop: Workshop) -> dict[Path, int]:
    return {file: file.stat().st_ino for file in workshop.settings.lake.rglob("year=*/data.parquet")}


def test_each_change_of_a_release_and_no_other_is_told_with_its_reason(
    copied: Workshop, correcting: CatalogueFolder
) -> None:
    copied.put("soc-son.txt", SOC_SON.replace("185", "186"), **copied.cells["soc-son.txt"])
    copied.remove("twice.txt")
    copied.remove("hoi-an.txt")
    copied.put("more.txt", MORE, kind="article", published_on="2024-02-01", area_id="district-016")
    copied.catalogue = correcting
    result = copied.build()
    assert result.success, why(result)

    assert copied.ask("select release_no, is_current, document_count from mart.release order by all") == [
        (1, False, 4),
        (2, True, 4),
    ]
    assert copied.ask(TOLD) == [
        (SON, "festivals_held", 2023, "actual", "added", "new_source", None, 118, None, "more.txt"),
        (SON, "relics_ranked_total", 2023, "actual", "changed", "source_revised", 185, 186, *REVISED),
        # The same figures, of the new text.
        *(
            (SON, indicator, year, "actual", "evidence_changed", "source_revised", value, value, *REVISED)
            for indicator, year, value in (
                ("tourism_revenue", 2023, 95),
                ("tourism_visits_total", 2022, 368_750),
                ("tourism_visits_total", 2023, 413_000),
            )
        ),
        *(
            (HOI_AN, indicator, year, scenario, "removed", "source_removed", value, None, "hoi-an.txt", None)
            for indicator, year, scenario, value in (
                ("tourism_visits_international", 2024, "actual", 3_600_000),
                ("tourism_visits_total", 2024, "actual", 4_400_000),
                ("tourism_visits_total", 2025, "plan", 4_700_000),
            )
        ),
        (
            "Thị xã Mộc Châu", "tourism_visits_total", 2021, "actual", "changed", "correction", 700_000, 70_000,
            "moc-chau.txt", "moc-chau.txt",
        ),
    ]  # fmt: skip


def test_files_of_years_without_a_change_are_not_written_anew(copied: Workshop) -> None:
    before = inodes(copied)
    copied.put("more.txt", MORE, kind="article", published_on="2024-02-01", area_id="district-016")
    assert copied.build().success
    after = inodes(copied)
    untouched = {file for file in before if file.parent.name == "year=2025"}
    assert len(untouched) >= 5
    assert {file: after[file] for file in untouched} == {file: before[file] for file in untouched}
    changed = {file.parts[-3] for file in before if file.parent.name == "year=2024" and after[file] != before[file]}
    assert {"document", "passage", "quantity", "claim"} <= changed


def test_a_correction_that_meets_nothing_stops_the_release(copied: Workshop, correcting: CatalogueFolder) -> None:
    live = copied.settings.live.resolve()
    copied.put("moc-chau.txt", MOC_CHAU.replace("700.000", "720.000"))
    copied.catalogue = correcting
    result = copied.build()
    assert not result.success
    told = why(result)
    for words in ("correction_unmet", "moc-chau-visits", "moc-chau.txt", "700000", "the document states 720000"):
        assert words in told
    assert copied.settings.live.resolve() == live
    assert copied.ask("select count(*) from mart.release") == [(1,)]
