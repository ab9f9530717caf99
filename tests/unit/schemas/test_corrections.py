"""What people decided about claims: intervals and years, every fault at once, and no part of the reading."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.catalogue import FOLDER, load
from schemas.catalogue.corrections import CORRECTIONS_FILE, Corrections, check_corrections, read_corrections
from schemas.catalogue.faults import CatalogueError, Faults
from schemas.contract import split
from schemas.ref import Correction

TEXT = """\
# Reviewed.
corrections:
  - correction_id: one
    action: amend
    document: a.txt
    indicator_id: festivals
    area_id: district-016
    year: 2024
    scenario: actual
    expect: {value: 12}
    becomes: {value: 21}
    reason: The digits are swapped.
    author: Lan
    decided_on: 2025-03-01
  - correction_id: two
    action: reject
    document: b.txt
    indicator_id: festivals
    area_id: district-016
    year: 2024
    scenario: plan
    expect: {lower: 12, upper: 15}
    reason: A plan of the province.
    author: Lan
    decided_on: 2025-03-02
"""


def read(text: str) -> Corrections:
    faults = Faults()
    corrections = read_corrections(text.encode(), faults)
    check_corrections(corrections, {"festivals"}, {"district-016", "district-017"})
    faults.raise_if_any()
    return corrections


def amended(becomes: str) -> dict[str, Any]:
    """Return what the first correction makes of a claim, without what stays."""
    row = read(TEXT.replace("{value: 21}", becomes)).frame.row(0, named=True)
    return {name.removeprefix("to_"): row[name] for name in row if name.startswith("to_") and row[name] is not None}


def test_a_correction_names_its_claim_and_the_figure_that_is_expected() -> None:
    frame = read(TEXT).frame
    assert split(frame, Correction).bad.is_empty()
    assert frame.select("correction_id", "action", "expect_value", "expect_lower", "expect_upper").rows() == [
        ("one", "amend", 12, None, None),
        ("two", "reject", None, 12, 15),
    ]
    assert frame["decided_on"].to_list() == [date(2025, 3, 1), date(2025, 3, 2)]


BECOMES: dict[str, dict[str, Any]] = {
    "{value: 21}": {"value": 21, "lower": 21, "upper": 21, "bound": "exact"},
    "{value: 21, bound: gt}": {"value": 21, "lower": 21, "bound": "gt"},
    "{value: 21, bound: ge}": {"value": 21, "lower": 21, "bound": "ge"},
    "{value: 21, bound: lt_near}": {"value": 21, "upper": 21, "bound": "lt_near"},
    "{value: 21, bound: le}": {"value": 21, "upper": 21, "bound": "le"},
    "{lower: 20, upper: 21.5}": {"lower": 20, "upper": 21.5, "bound": "range"},
    "{area_id: district-017}": {"area_id": "district-017"},
    "{year: 2023}": {"year": 2023},
    "{period_type: point, period_end: 2023-06-30}": {
        "year": 2023, "period_type": "point", "period_end": date(2023, 6, 30),
    },
    "{period_type: half, period_start: 2023-01-01, period_end: 2023-06-30}": {
        "year": 2023, "period_type": "half", "period_start": date(2023, 1, 1), "period_end": date(2023, 6, 30),
    },
}  # fmt: skip


@pytest.mark.parametrize(("becomes", "to"), BECOMES.items(), ids=BECOMES.keys())
def test_an_amended_figure_gets_its_ends_and_an_amended_period_its_year(becomes: str, to: dict[str, Any]) -> None:
    assert amended(becomes) == to
    assert split(read(TEXT.replace("{value: 21}", becomes)).frame, Correction).bad.is_empty()


FILE = CORRECTIONS_FILE
# What is changed, and how the only fault begins and what it says.
ONE_FAULT = {
    "no reason": ("    reason: The digits are swapped.\n", "", f"{FILE}:3 one: the key `reason` is missing"),
    "blank reason": ("The digits are swapped.", "' '", f"{FILE}:12: `reason` is no text"),
    "no author": ("    author: Lan\n", "", f"{FILE}:3 one: the key `author` is missing"),
    "no date": ("    decided_on: 2025-03-01\n", "", f"{FILE}:3 one: the key `decided_on` is missing"),
    "day that is none": ("2025-03-01", "2025-02-30", f"{FILE}:14: `decided_on` is no day"),
    "day of a week": ("2025-03-01", "2025-W09-6", f"{FILE}:14: `decided_on` is no day"),
    "unknown action": ("action: reject", "action: drop", f"{FILE}:16: `action` is `drop`, which is outside"),
    "unknown indicator": ("festivals", "feasts", f"{FILE}:6: `indicator_id` is `feasts`, which no indicator has"),
    "unknown area": ("district-016", "district-018", f"{FILE}:7: `area_id` is `district-018`, which areas.csv"),
    "unknown new area": ("{value: 21}", "{area_id: district-018}", f"{FILE}:11: `area_id` is `district-018`, which"),
    "bad id": ("correction_id: one", "correction_id: One", f"{FILE}:3: `correction_id` is `One`, which does not"),
    "id twice": ("correction_id: two", "correction_id: one", f"{FILE}:15: `correction_id` `one` is given at {FILE}:3"),
    "number for a document": ("document: a.txt", "document: 1", f"{FILE}:5: `document` is no text"),
    "amend without becomes": ("    becomes: {value: 21}\n", "", f"{FILE}:3 one: `becomes` goes with the action"),
    "becomes of another action": ("action: amend", "action: choose", f"{FILE}:11: `becomes` goes with the action"),
    "becomes nothing": ("{value: 21}", "{}", f"{FILE}:11: `becomes` is no mapping"),
    "becomes of another key": ("{value: 21}", "{unit_id: items}", f"{FILE}:11: the key `unit_id` is unknown"),
    "expects nothing": ("    expect: {value: 12}\n", "", f"{FILE}:3 one: the key `expect` is missing"),
    "expects words": ("{value: 12}", "12", f"{FILE}:10: `expect` is no mapping"),
    "expects a number and a range": ("{lower: 12,", "{value: 13, lower: 12,", f"{FILE}:22: `expect` holds neither"),
    "expects half a range": ("{lower: 12, upper: 15}", "{lower: 12}", f"{FILE}:22: `expect` holds neither"),
    "ends swapped": ("{lower: 12, upper: 15}", "{lower: 15, upper: 12}", f"{FILE}:22: `lower` 15 is not below"),
    "range of one number": ("{lower: 12, upper: 15}", "{lower: 12, upper: 12}", f"{FILE}:22: `lower` 12 is not below"),
    "part of a year without days": (
        "{value: 21}",
        "{period_type: half}",
        f"{FILE}:11: which days the `half` has is not told",
    ),
    "figure above all": ("{value: 12}", "{value: 1" + "0" * 19 + "}", f"{FILE}:10: `value` is above all"),
    "bound without a figure": ("{value: 21}", "{bound: gt, year: 2023}", f"{FILE}:11: `bound` is given without"),
    "bound that needs a unit": ("{value: 21}", "{value: 21, bound: about}", f"{FILE}:11: `bound` is `about`, which"),
    "bound of a range": ("{value: 21}", "{lower: 1, upper: 2, bound: gt}", f"{FILE}:11: `bound` is `gt`, which"),
    "two years": ("{value: 21}", "{year: 2023, period_end: 2022-12-31}", f"{FILE}:11: `year` is 2023, but"),
    "far day": ("{value: 21}", "{period_end: 0202-12-31}", f"{FILE}:11: `period_end` is 0202-12-31"),
    "days swapped": (
        "{value: 21}",
        "{period_type: ytd, period_start: 2024-02-01, period_end: 2024-01-31}",
        f"{FILE}:11: `period_start` 2024-02-01 is after",
    ),
    "point with a first day": (
        "{value: 21}",
        "{period_type: point, period_start: 2024-01-01, period_end: 2024-01-31}",
        f"{FILE}:11: a `point` has no first day",
    ),
    "part of a year without a first day": (
        "{value: 21}",
        "{period_type: ytd, period_end: 2024-01-31}",
        f"{FILE}:11: a `ytd` has a first day",
    ),
    "no list": ("corrections:", "decisions:", f"{FILE}:2: the key `corrections` is missing"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_a_fault_is_told_with_its_place_and_its_cure(old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(CatalogueError) as caught:
        read(TEXT.replace(old, new, 1))
    assert caught.value.faults[0].startswith(message)
    assert "; " in caught.value.faults[0]


def test_a_claim_is_corrected_once() -> None:
    cell = "document: {}\n    indicator_id: festivals\n    area_id: district-016\n    year: 2024\n    scenario: {}\n"
    twin = TEXT.replace(cell.format("b.txt", "plan"), cell.format("a.txt", "actual"))
    assert twin != TEXT
    assert read(twin).frame.height == 2
    with pytest.raises(CatalogueError, match=f"{FILE}:17: its claim is corrected at {FILE}:3 one too; keep one"):
        read(twin.replace("{lower: 12, upper: 15}", "{value: 12.0}"))


def test_all_faults_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    copy = catalogue_with(tmp_path, TEXT.replace("author: Lan", "author: ''").replace("action: amend", "action: mend"))
    with pytest.raises(CatalogueError) as caught:
        load(copy)
    # Of the small story, the shipped catalogue has no indicator `festivals` either.
    assert [fault.split(": ")[0] for fault in caught.value.faults] == [f"{FILE}:{n}" for n in (4, 13, 24, 6, 18)]


def test_a_file_without_corrections_is_sound() -> None:
    assert read("corrections: []\n").frame.is_empty()


def test_a_correction_makes_no_new_version_of_the_reading(tmp_path: Path) -> None:
    before = load()
    after = load(catalogue_with(tmp_path, TEXT.replace("festivals", "festivals_held")))
    assert after.frames()["ref.correction"].height == 2
    changed = {name for name in before.frames() if before.version_of(name) != after.version_of(name)}
    assert changed == {"ref.correction"}
    assert after.fingerprint == before.fingerprint


def catalogue_with(folder: Path, corrections: str) -> Path:
    copy = folder / "catalogue"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (copy / CORRECTIONS_FILE).write_text(corrections, encoding="utf-8")
    return copy
