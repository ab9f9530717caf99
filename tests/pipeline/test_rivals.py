"""Which sources agree and which do not, over real documents: the notes of the labels tell it, the marts must show it.

The documents of Sóc Sơn were written to agree, to be compatible and to conflict; their labels say of each figure which.
The sample restates true figures, and hardly disagrees.
"""

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pipeline.workshop import Workshop, why

from pipelines.orchestration.resources import CatalogueFolder

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "gold" / "corpus"
LANDING = ROOT / "warehouse" / "landing"
APPENDIX = "soc-son-2022-2024-phu-luc.xlsx"
DOCUMENTS = (
    "soc-son-2022-bai-bao.txt",
    "soc-son-2023-bai-bao.html",
    "soc-son-2024-bao-cao.docx",
    APPENDIX,
    "ha-noi-2024-ba-dia-ban-bai-bao.html",
)
AGREES = ("agrees with", "compatible with", "inside the range of")
NOTE = re.compile(rf"({'|'.join((*AGREES, 'conflicts with'))}) ([^;]*)")
FILE = re.compile(r"[\w-]+\.(?:html|txt|docx|xlsx)")

APART = {
    # 250 tỷ and nearly 900.000 are estimates in December, 262,5 tỷ and 870.000 what they came to: cells of their own,
    # which cannot conflict.
    ("tourism_revenue", "district-016", "2023"),
    ("tourism_visits_total", "district-016", "2022"),
    # The note compares years: the appendix states 174 festivals of 2024, the article 174 of 2023.
    ("festivals_inventory", "district-016", "2024"),
}
"""What is noted beside another document that states nothing of the same cell and period."""

Cell = tuple[str, ...]


@dataclass(frozen=True)
class Noted:
    """What a note says of two figures: cell, documents, and figures, None where they are of two cells."""

    cell: Cell
    is_conflict: bool
    documents: tuple[str, str]
    figures: frozenset[float] | None


def labels() -> list[dict[str, str]]:
    with (CORPUS / "claims.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["document"] in DOCUMENTS]


def cell_of(row: dict[str, str]) -> Cell:
    return (row["indicator"], row["area_id"], row["year"], row["scenario"])


def period_of(row: dict[str, str]) -> tuple[str, str]:
    return ("year" if row["period_type"] == "point" else row["period_type"], row["period_end"])


def noted() -> Iterator[Noted]:
    """Read the notes: every figure that is said to stand beside one of another of the documents."""
    rows = labels()
    for row in rows:
        for relation, of in NOTE.findall(row["note"]):
            others = {*FILE.findall(of), *([APPENDIX] if "the appendix" in of else [])}
            for other in sorted(others & {*DOCUMENTS} - {row["document"]}):
                beside = [
                    one
                    for one in rows
                    if one["document"] == other and (cell_of(one), period_of(one)) == (cell_of(row), period_of(row))
                ]
                values = {float(one["value"]) for one in (row, *beside) if one["value"]} if beside else None
                figures = None if values is None else frozenset(values)
                yield Noted(cell_of(row), relation not in AGREES, (row["document"], other), figures)


def built(folder: Path, names: list[str], root: Path, catalogue: CatalogueFolder) -> Workshop:
    """Build a warehouse of some documents of a folder, with their lines of its register."""
    workshop = Workshop(root, catalogue)
    for name in names:
        shutil.copy(folder / name, workshop.settings.landing / name)
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["file"] in names:
                workshop.register(
                    line["file"],
                    **{name: line[name] for name in ("kind", "publisher", "source_urls", "published_on", "area_id",
                                                     "title", "restated")},
                )  # fmt: skip
    result = workshop.build(1995, 2026)
    assert result.success, why(result)
    return workshop


@pytest.fixture(scope="module")
def soc_son(tmp_path_factory: pytest.TempPathFactory, catalogue: CatalogueFolder) -> Workshop:
    return built(CORPUS, list(DOCUMENTS), tmp_path_factory.mktemp("rivals"), catalogue)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, catalogue: CatalogueFolder) -> Workshop:
    names = [path.name for path in LANDING.iterdir() if path.name != "sources.csv"]
    return built(LANDING, names, tmp_path_factory.mktemp("sample"), catalogue)


def shown_conflicts(workshop: Workshop) -> set[tuple[Cell, frozenset[float]]]:
    rows = workshop.ask(
        "select indicator_id, area_id, year::varchar, scenario, chosen_value, rival_value from mart.conflict"
    )
    return {(tuple(cell), frozenset((chosen, rival))) for *cell, chosen, rival in rows}


def test_the_notes_tell_of_many_cells() -> None:
    told = list(noted())
    assert len({one.cell for one in told}) > 40
    assert {one.documents[0] for one in told} == set(DOCUMENTS)
    assert {one.cell[:3] for one in told if one.figures is None} == APART


def test_exactly_the_conflicts_that_the_notes_name_are_shown(soc_son: Workshop) -> None:
    expected = {(one.cell, one.figures) for one in noted() if one.is_conflict and one.figures is not None}
    assert len(expected) == 4
    assert shown_conflicts(soc_son) == expected


def test_what_is_noted_as_agreeing_agrees_and_is_in_no_conflict(soc_son: Workshop) -> None:
    agreeing = {one.cell for one in noted() if not one.is_conflict and one.figures is not None}
    apart = {one.cell for one in noted() if one.figures is None}
    rows = soc_son.ask(
        "select indicator_id, area_id, year::varchar, scenario, agreement, source_count from core.observation"
    )
    found = {tuple(cell): (agreement, sources) for *cell, agreement, sources in rows}
    assert {cell: found[cell] for cell in agreeing if found[cell][0] not in ("agree", "compatible")} == {}
    assert all(found[cell][1] >= 2 for cell in agreeing)
    assert {found[cell][0] for cell in apart} <= {"single", "agree", "compatible"}
    assert not (agreeing | apart) & {cell for cell, _ in shown_conflicts(soc_son)}


def test_of_a_conflict_the_appendix_of_the_office_is_chosen(soc_son: Workshop) -> None:
    rows = soc_son.ask(
        "select distinct evidence.file_name, conflict.rule from mart.conflict "
        "join mart.evidence on evidence.claim_id = conflict.chosen_claim_id order by all"
    )
    assert rows == [(APPENDIX, "later_published"), (APPENDIX, "source_rank")]


def test_the_most_exact_of_what_is_compatible_is_the_value(soc_son: Workshop) -> None:
    rows = soc_son.ask(
        "select indicator_id, year, value from core.observation where agreement = 'compatible' and scenario = 'actual' "
        "and area_id = 'district-016' order by all"
    )
    assert rows == [
        ("cdt_members_reached", 2024, 1986),
        ("dvc_online_rate", 2023, 71.8),
        ("festivals_held", 2024, 123),
        ("sport_exchanges", 2022, 210),
        ("sport_exchanges", 2024, 324),
        ("tourism_visits_total", 2023, 1_150_000),
        ("tourism_visits_total", 2024, 1_500_000),
    ]


def test_an_estimate_does_not_conflict_with_what_it_came_to(soc_son: Workshop) -> None:
    rows = soc_son.ask(
        "select scenario, value, is_preferred, agreement from mart.indicator_yearly "
        "where area_id = 'district-016' and indicator_id = 'tourism_revenue' and year = 2023 and scenario <> 'plan'"
        "order by all"
    )
    assert rows == [("actual", 262.5, True, "single"), ("estimate", 250, False, "single")]


def test_the_sample_restates_and_never_contradicts(sample: Workshop) -> None:
    # Each cell that several documents speak of was read by eye: all state one figure, but for the two below.
    assert shown_conflicts(sample) == set()
    assert sample.ask("select count(*) from core.observation where agreement in ('conflict', 'compatible')") == [(0,)]
    [(agreeing,)] = sample.ask("select count(*) from core.observation where agreement = 'agree' and source_count > 1")
    assert agreeing > 50


def test_what_differs_in_the_sample_is_of_another_part_of_the_year(sample: Workshop) -> None:
    rows = sample.ask(
        "select e.area_name, e.indicator_id, e.year, e.why, coalesce(e.value, e.lower), e.period_end::varchar "
        "from mart.evidence e join core.observation o using (area_id, indicator_id, year, scenario) "
        "where o.source_count > 1 and o.agreement = 'single' order by all"
    )
    assert rows == [
        ("Huyện Cô Tô", "tourism_visits_total", 2017, "chosen", 320_000, "2017-12-31"),
        ("Huyện Cô Tô", "tourism_visits_total", 2017, "other_period", 260_000, "2017-09-30"),
        ("Huyện Mai Châu", "tourism_homestays", 2018, "chosen", 103, "2018-12-31"),
        ("Huyện Mai Châu", "tourism_homestays", 2018, "other_period", 117, "2018-09-30"),
    ]


def test_seven_months_of_a_city_do_not_conflict_with_its_july(sample: Workshop) -> None:
    rows = sample.ask(
        "select value, period_start::varchar, period_end::varchar, why from mart.evidence where file_name like '226-%' "
        "and indicator_id = 'tourism_visits_total' order by all"
    )
    assert rows == [
        (709_000, "2025-07-01", "2025-07-31", "other_period"),
        (4_000_000, "2025-01-01", "2025-07-31", "chosen"),
        (4_000_000, "2025-01-01", "2025-07-31", "repeats"),
    ]
