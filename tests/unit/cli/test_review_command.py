"""`niengiam review` asks about one item after the other and keeps each decision in the corrections file at once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pipeline.workshop import Workshop

from pipelines.cli import main
from pipelines.cli.decisions import CorrectionsFile

EMPTY = "# Reviewed.\ncorrections: []\n"
Review = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "corrections.yaml"
    path.write_text(EMPTY, encoding="utf-8")
    return path


@pytest.fixture
def reviewing(built: tuple[Workshop, Result], file: Path) -> Review:
    """Review the built warehouse, typing some lines."""
    folder = str(built[0].settings.warehouse)

    def run(*lines: str, options: tuple[str, ...] = ("--reason", "conflict"), author: str = "Lan") -> Result:
        arguments = ["review", "--warehouse", folder, "--corrections", str(file), "--author", author, *options]
        return CliRunner().invoke(main, arguments, input="".join(f"{line}\n" for line in lines), env={"COLUMNS": "200"})

    return run


def rows(file: Path) -> list[dict[str, Any]]:
    indicators = {"tourism_visits_total", "tourism_revenue", "tourism_visits_international"}
    areas = {"district-016", "district-503", "district-123"}
    return CorrectionsFile(file, indicators, areas).read().to_dicts()


def test_a_conflict_is_shown_with_its_rival_and_settled_by_choosing_it(reviewing: Review, file: Path) -> None:
    result = reviewing("c", "2", "The later count", "")
    assert result.exit_code == 0, result.output
    assert "conflict: 1 claim(s) state another figure" in result.stdout
    assert "1. chosen: 413,000 visits; year 2023-01-01 to 2023-12-31" in result.stdout
    assert "2. contradicts: 500,000 visits" in result.stdout
    assert "“Theo phòng Văn hóa, năm 2023 huyện Sóc Sơn đón 500.000 lượt khách du lịch" in result.stdout
    assert "1 decision was written to" in result.stdout
    assert "run `niengiam build`" in result.stdout
    [row] = rows(file)
    assert (row["action"], row["document"], row["expect_value"]) == ("choose", "soc-son-again.txt", 500_000)
    assert (row["area_id"], row["year"], row["scenario"], row["author"]) == ("district-016", 2023, "actual", "Lan")
    assert row["reason"] == "The later count"
    assert file.read_text("utf-8").startswith("# Reviewed.\ncorrections:\n  - correction_id: soc-son-again-")


def test_a_misprint_is_rejected(reviewing: Review, file: Path) -> None:
    result = reviewing("r", "335.000 for 335: a misprint", "y", options=("--reason", "beyond_limit"))
    assert result.exit_code == 0, result.output
    [row] = rows(file)
    assert (row["action"], row["indicator_id"], row["expect_value"]) == ("reject", "tourism_revenue", 335_000)
    assert row["reason"] == "335.000 for 335: a misprint"


def test_a_place_is_mended_by_name(reviewing: Review, file: Path) -> None:
    result = reviewing("p", "thị trấn Sóc Sơn", "Mộc Châuu", "soc son", "moc chau", "Of another article", "")
    assert result.exit_code == 0, result.output
    assert "Thị trấn Sóc Sơn, Tỉnh Kiên Giang (commune-30820" in result.stdout
    assert "no area is called `Mộc Châuu`" in result.stdout
    assert "is where it stands already" in result.stdout
    [row] = rows(file)
    assert (row["action"], row["to_area_id"], row["to_bound"], row["to_year"]) == ("amend", "district-123", None, None)


def test_a_value_is_mended_with_its_bound_and_a_period_with_its_days(reviewing: Review, file: Path) -> None:
    result = reviewing("v", "335.000", "> 335", "Counted in millions", "", options=("--reason", "beyond_limit"))
    assert result.exit_code == 0, result.output
    assert "`335.000` can mean two figures" in result.stdout
    reviewing("d", "2022-01-01 2022-06-30", "Six months", "")
    value, period = rows(file)
    assert (value["to_value"], value["to_lower"], value["to_upper"], value["to_bound"]) == (335, 335, None, "gt")
    assert (period["to_period_type"], period["to_year"], str(period["to_period_start"])) == ("half", 2022, "2022-01-01")


def test_a_decision_needs_a_reason(reviewing: Review, file: Path) -> None:
    result = reviewing("o", "", "  ", "Compared with the page", "")
    assert result.stdout.count("a decision needs a reason") == 2
    assert [row["reason"] for row in rows(file)] == ["Compared with the page"]


def test_an_entry_is_shown_before_it_is_written_and_can_be_dropped(reviewing: Review, file: Path) -> None:
    result = reviewing("r", "Why not", "n", "s")
    assert "    action: reject\n" in result.stdout
    assert "No decision was written." in result.stdout
    assert file.read_text("utf-8") == EMPTY


@pytest.mark.parametrize("last", [["q"], [], ["r"], ["v", "12"]])
def test_quitting_anywhere_keeps_what_was_decided(reviewing: Review, file: Path, last: list[str]) -> None:
    result = reviewing("o", "Right", "", *last, options=())
    assert result.exit_code == 0, result.output
    assert "1 decision was written" in result.stdout
    assert [row["action"] for row in rows(file)] == ["confirm"]


def test_an_interrupt_ends_a_question_and_keeps_what_was_decided(built: tuple[Workshop, Result], file: Path) -> None:
    # A shell may have told its background jobs to ignore the signal.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    options = ["--warehouse", str(built[0].settings.warehouse), "--corrections", str(file), "--author", "Lan"]
    with subprocess.Popen(
        [sys.executable, "-c", f"{heeding}; from pipelines.cli import main; main()", "review", *options],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as asking:
        assert asking.stdin is not None and asking.stdout is not None
        asking.stdin.write(b"o\nRight\n\nr\n")
        asking.stdin.flush()
        # The last but one stands in the entry that is shown.
        heard = b""
        while heard.count(b"reason: ") < 3 and (letter := asking.stdout.read(1)):
            heard += letter
        # A signal between the question and the reading of its answer only shows with the next one.
        for _ in range(120):
            asking.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                asking.wait(timeout=0.5)
                break
        asking.kill()
        rest = asking.stdout.read()
    assert b"1 decision was written" in rest
    assert [row["action"] for row in rows(file)] == ["confirm"]


def test_what_was_decided_is_not_asked_again(reviewing: Review, file: Path) -> None:
    reviewing("c", "2", "The later count", "")
    result = reviewing("s")
    assert "Decided before, and waiting for a build: 1" in result.stdout
    assert "413,000" not in result.stdout
    assert len(rows(file)) == 1


def test_a_claim_that_was_confirmed_is_not_chosen_by_a_second_entry(reviewing: Review, file: Path) -> None:
    reviewing("c", "2", "The later count", "")
    text = file.read_text("utf-8").replace("action: choose", "action: confirm")
    file.write_text(text, encoding="utf-8")
    result = reviewing("c", "2", "q")
    assert "speaks of it; change that entry" in result.stdout
    assert file.read_text("utf-8") == text


def test_what_has_no_claim_shows_its_cure_and_can_only_be_skipped(reviewing: Review, file: Path) -> None:
    result = reviewing("r", "?", "s", "q", options=("--reason", "rejected_document"))
    assert "empty.txt" in result.stdout
    assert "one of s ? q" in result.stdout
    assert "s  skip: decide nothing now" in result.stdout
    assert "choose" not in result.stdout
    assert file.read_text("utf-8") == EMPTY


def test_the_walk_is_narrowed_by_area_and_limit(reviewing: Review) -> None:
    result = reviewing("s", "s", "s", options=("--area", "soc son", "--limit", "2"))
    assert "Huyện Sóc Sơn" in result.stdout
    assert result.stdout.count("c r v p d o s ? q") == 2
    nothing = reviewing(options=("--area", "Mộc Châu", "--reason", "conflict"))
    assert "The queue holds nothing of this; its reasons are: beyond_limit, conflict, " in nothing.stdout


def test_a_broken_file_is_named_before_the_first_question(reviewing: Review, file: Path) -> None:
    file.write_text("corrections:\n  - correction_id: one\n    action: drop\n", encoding="utf-8")
    result = reviewing("q")
    assert result.exit_code == 1
    assert f"{file}:3: `action` is `drop`" in result.stderr
    assert f"{file}:2 one: the key `reason` is missing" in result.stderr
    assert "conflict" not in result.stdout


def test_a_file_that_is_not_there_is_a_usage_error(reviewing: Review, file: Path) -> None:
    file.unlink()
    assert reviewing("q").exit_code == 2


def test_without_a_name_the_one_of_git_signs(monkeypatch: pytest.MonkeyPatch, reviewing: Review, file: Path) -> None:
    answer = subprocess.CompletedProcess([], 0, stdout="Trần Lan\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
    reviewing("o", "Right", "", author="")
    assert [row["author"] for row in rows(file)] == ["Trần Lan"]
