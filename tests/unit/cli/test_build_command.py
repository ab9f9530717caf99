"""`niengiam build` says what it published and what a person should look at, or why nothing was published."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main


def rows(output: str) -> dict[str, str]:
    """Return the lines of the summary by their label."""
    found = (re.fullmatch(r" *(\S.*?)  +(\S.*?) *", line) for line in output.splitlines())
    return {match[1]: match[2] for match in found if match}


def test_it_ends_with_a_summary_of_what_was_published(built: Any) -> None:
    workshop, result = built
    assert result.exit_code == 0, result.output
    summary = rows(result.stdout)
    expected = {
        "Documents": "6 (6 read now, 0 unchanged)",
        "restated from other pages": "1",
        "of an unknown publisher": "3 ([Báo] Lạ, not named)",
        "without a claim": "0",
        "Rejected files and lines": "2",
        "Claims": str(workshop.ask("select count(*) from core.claim")[0][0]),
        "Numbers that are no claim": str(workshop.ask("select count(*) from core.unclaimed_quantity")[0][0]),
        "Yearly values": str(workshop.ask("select count(*) from core.observation")[0][0]),
        "in conflict": "1",
        "Rows refused by their contract": "0",
    }
    assert expected.items() <= summary.items()
    assert f"Published {workshop.settings.live}" in result.stdout


def test_it_names_each_rejected_file_with_reason_and_cure(built: Any) -> None:
    _, result = built
    assert "empty.txt (empty): The file is empty\n      Fetch the document again." in result.stdout
    assert "sources.csv:7 (missing_file): `gone.txt`" in result.stdout


def test_it_says_what_to_look_at_and_what_to_try(built: Any) -> None:
    _, result = built
    assert "conflict: Huyện Sóc Sơn, tourism_visits_total, 2023" in result.stdout
    assert "Try: niengiam explain district-016 tourism_visits_total 2023" in result.stdout


def test_away_from_a_terminal_it_prints_a_line_per_stage(built: Any) -> None:
    workshop, result = built
    assert result.stderr.splitlines() == [
        f"Building {workshop.settings.warehouse} from {workshop.settings.landing}",
        "Loading the catalogue",
        "Reading documents (6)",
        "Finding numbers (6)",
        "Sketching texts (6)",
        "Reading claims (6)",
        "Building and publishing the warehouse",
    ]


def test_the_run_stands_in_the_history_of_dagster(built: Any) -> None:
    import dagster as dg

    workshop, _ = built
    with dg.DagsterInstance.from_config(str(workshop.settings.dagster_home)) as instance:
        [run] = instance.get_runs()
        assert (run.job_name, run.status) == ("build", dg.DagsterRunStatus.SUCCESS)


def test_a_landing_folder_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", "--landing", str(tmp_path / "none"), "--warehouse", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {tmp_path}/none: no such folder. Create it")
    assert list(tmp_path.iterdir()) == []


def test_what_stops_a_build_is_shown_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    damaged = tmp_path / "lake" / "raw" / "document" / "year=2024" / "data.parquet"
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"PAR1")
    result = CliRunner().invoke(main, ["build", "--landing", str(tmp_path / "landing"), "--warehouse", str(tmp_path)])
    assert result.exit_code == 1
    assert f"Error: {damaged} cannot be read as Parquet" in result.stderr
    assert "Nothing was published" in result.stderr
    assert not (tmp_path / "niengiam.duckdb").exists()


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["build", "--unheard-of"], {}),
        (["build"], {"NIENGIAM_MAX_BYTES": "many"}),
        (["query"], {}),
        (["explain", "Sóc Sơn", "tourism_visits_total", "last year"], {}),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], environment: dict[str, str]) -> None:
    assert CliRunner().invoke(main, arguments, env=environment).exit_code == 2


@pytest.mark.parametrize("command", [[], ["build"], ["query"], ["explain"]])
def test_help_says_what_a_command_does(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 12


def test_the_version_is_the_packages() -> None:
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("niengiam, version ")
