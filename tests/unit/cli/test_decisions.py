"""A decision becomes an entry that reads back as it was made, and a file keeps all else byte for byte."""

import doctest
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cli import answers, decisions
from pipelines.cli.decisions import CorrectionsFile, Decision, appended, correction_id, entry_text
from schemas.catalogue import CatalogueError
from schemas.catalogue.corrections import read_corrections
from schemas.catalogue.faults import Faults

DECISION = Decision(
    action="reject",
    document="a.html",
    indicator_id="relics_total",
    area_id="district-016",
    year=2024,
    scenario="actual",
    expect={"value": 12.0},
    becomes={},
    reason="A misprint.",
    author="Lan",
    decided_on=date(2025, 3, 1),
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip) | st.text(
    "ạễđ \n\t:#'\"\\{}[],-&*!|>%@`?~\u0085\u2028\ufeff0.", min_size=1
).filter(str.strip)
AMENDED = {"lower": 1e16, "upper": 2.5e16, "area_id": "district-017", "period_type": "year"}


def written(**changes: Any) -> dict[str, Any]:
    """Return what the entry of a decision says to a YAML reader."""
    [entry] = yaml.safe_load(entry_text(Decision(**{**vars(DECISION), **changes}), "one"))
    return dict(entry)


def file_of(path: Path, text: str) -> CorrectionsFile:
    path.write_bytes(text.encode())
    return CorrectionsFile(path, {"relics_total"}, {"district-016", "district-017"})


def test_the_examples_hold() -> None:
    assert doctest.testmod(answers).failed == doctest.testmod(decisions).failed == 0


@given(WORDS, WORDS, WORDS)
def test_any_words_read_back_as_they_were_typed(reason: str, author: str, document: str) -> None:
    entry = written(reason=reason, author=author, document=document)
    assert (entry["reason"], entry["author"], entry["document"]) == (reason, author, document)


@given(WORDS, st.floats(-1e18, 1e18))
def test_the_file_reads_back_any_decision(reason: str, value: float) -> None:
    text = appended(
        "corrections: []\n", Decision(**{**vars(DECISION), "reason": reason, "expect": {"value": value}}), "a"
    )
    faults = Faults()
    [row] = read_corrections(text.encode(), faults).frame.to_dicts()
    assert not faults
    assert (row["reason"], row["expect_value"]) == (reason, value)


def test_what_a_claim_becomes_stands_in_the_entry_without_exponents(tmp_path: Path) -> None:
    file = file_of(tmp_path / "c.yaml", "corrections: []\n")
    file.append(Decision(**{**vars(DECISION), "action": "amend", "becomes": AMENDED}))
    assert "becomes: {lower: 10000000000000000, upper: 25000000000000000, area_id: district-017, period" in (
        tmp_path / "c.yaml"
    ).read_text("utf-8")
    [row] = file.read().to_dicts()
    assert (row["to_lower"], row["to_bound"], row["to_area_id"]) == (1e16, "range", "district-017")


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert correction_id(DECISION, ()) == "a-relics-total-2024"
    assert correction_id(DECISION, {"a-relics-total-2024", "a-relics-total-2024-2"}) == "a-relics-total-2024-3"


OLD = """\
# Đã xem.
corrections:  # by hand
{i}- correction_id: old   # keep
{i}  action: reject
{i}  document: 'b.html'
{i}  indicator_id: relics_total
{i}  area_id: district-017
{i}  year: 2023
{i}  scenario: actual
{i}  expect: {{value:   7}}
{i}  reason: >
{i}    On two
{i}    lines.
{i}  author: Lan
{i}  decided_on: 2025-03-01
# The end."""


@pytest.mark.parametrize("before", [OLD.format(i=""), OLD.format(i="    "), OLD.format(i="  ").replace("\n", "\r\n")])
def test_other_entries_and_comments_stay_byte_for_byte(tmp_path: Path, before: str) -> None:
    file = file_of(tmp_path / "c.yaml", before)
    assert file.append(DECISION) == "a-relics-total-2024"
    assert (tmp_path / "c.yaml").read_bytes().startswith(before.encode())
    assert file.read()["correction_id"].to_list() == ["old", "a-relics-total-2024"]


def test_the_comment_of_an_empty_list_stays(tmp_path: Path) -> None:
    file = file_of(tmp_path / "c.yaml", "# corrections: []\ncorrections: []  # none\n# The end.\n")
    file.append(DECISION)
    assert (
        (tmp_path / "c.yaml")
        .read_text("utf-8")
        .startswith("# corrections: []\ncorrections:  # none\n# The end.\n  - c")
    )


@pytest.mark.parametrize(
    "text",
    [
        "corrections: [{correction_id: one}]\n",
        "{corrections: []}\n",
        "corrections: []\n...\n",
        "corrections: []\nnone: here\n",
        "corrections: [\n",
    ],
)
def test_a_file_that_could_not_be_read_back_is_not_replaced(tmp_path: Path, text: str) -> None:
    file = file_of(tmp_path / "c.yaml", text)
    with pytest.raises(CatalogueError, match=r"c\.yaml"):
        file.append(DECISION)
    assert (tmp_path / "c.yaml").read_text("utf-8") == text
    assert [file.name for file in tmp_path.iterdir()] == ["c.yaml"]


def test_an_entry_that_the_reader_refuses_is_not_written(tmp_path: Path) -> None:
    file = file_of(tmp_path / "c.yaml", "corrections: []\n")
    file.append(DECISION)
    before = (tmp_path / "c.yaml").read_bytes()
    with pytest.raises(CatalogueError, match="its claim is corrected at"):
        file.append(DECISION)
    assert (tmp_path / "c.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("150000", {"value": 150000}),
        (" 12.50 ", {"value": 12.5}),
        (">=90", {"value": 90, "bound": "ge"}),
        ("< 5", {"value": 5, "bound": "lt"}),
        ("100..120", {"lower": 100, "upper": 120}),
        ("100 - 120", {"lower": 100, "upper": 120}),
        ("-5", {"value": -5}),
    ],
)
def test_a_figure_is_read_as_it_is_typed(words: str, becomes: dict[str, Any]) -> None:
    assert answers.read_figure(words) == becomes


@pytest.mark.parametrize(
    "words", ["150.000", "1.500.000", "1,500", "12,5", "many", "120 to 100", "1e5", ">", "about 5"]
)
def test_a_figure_that_could_be_meant_otherwise_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"write"):
        answers.read_figure(words)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("2023-01-01 2023-12-31", "year"),
        ("2023-01-01 2023-06-30", "half"),
        ("2023-07-01 2023-12-31", "half"),
        ("2023-04-01 2023-06-30", "quarter"),
        ("2024-02-01 2024-02-29", "month"),
        ("2023-01-01 2023-11-15", "ytd"),
        ("2021-01-01 2023-12-31", "multi_year"),
    ],
)
def test_the_days_of_a_period_tell_its_kind(words: str, kind: str) -> None:
    first, last = words.split()
    days = {"period_start": date.fromisoformat(first), "period_end": date.fromisoformat(last)}
    assert answers.read_period(words, "year") == {"period_type": kind, **days}


def test_a_year_of_a_flow_is_all_of_it_and_a_day_is_a_point() -> None:
    whole = {"period_type": "year", "period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    assert answers.read_period("2023", "ytd") == whole
    assert answers.read_period("2023-06-30", "year") == {"period_type": "point", "period_end": date(2023, 6, 30)}


@pytest.mark.parametrize(
    "words", ["", "23", "2023-02-30", "2023-12-31 2023-01-01", "2023-03-05 2023-05-01", "soon", "2023 2024"]
)
def test_what_is_no_period_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"write|no year"):
        answers.read_period(words, "year")
