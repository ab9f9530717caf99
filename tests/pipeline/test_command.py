"""The command `niengiam`: what it answers, where it refuses, and with which exit code."""

from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner, Result
from pipeline.workshop import Workshop

from pipelines.cli import main


@pytest.fixture(scope="module")
def built(first: tuple[Workshop, dg.ExecuteInProcessResult]) -> Workshop:
    return first[0]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("command", [[], ["build"], ["query"], ["explain"], ["review"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_wrong_usage_is_told_from_failure() -> None:
    assert run("buil").exit_code == 2
    assert run("query").exit_code == 2


def test_a_missing_landing_folder_is_named_with_the_cure(tmp_path: Path) -> None:
    result = run("build", "--landing", str(tmp_path / "nowhere"), "--warehouse", str(tmp_path))
    assert result.exit_code == 1
    assert "no such folder" in result.output
    assert "--landing" in result.output


@pytest.mark.parametrize("words", [["query", "select 1"], ["explain", "Sóc Sơn", "festivals_held", "2024"], ["review"]])
def test_without_a_warehouse_the_cure_is_to_build_it(tmp_path: Path, words: list[str]) -> None:
    result = run(*words, "--warehouse", str(tmp_path))
    assert result.exit_code == 1
    assert "niengiam build" in result.output


def test_a_question_is_answered_in_the_format_asked_for(built: Workshop) -> None:
    result = run("query", "select 1 as one", "--format", "csv", "--warehouse", str(built.settings.warehouse))
    assert (result.exit_code, result.output) == (0, "one\n1\n")


@pytest.mark.parametrize(
    "sql", ["delete from core.claim", "from read_csv('/etc/hosts')", "copy core.claim to 'x.csv'", "select nothing"]
)
def test_a_question_that_writes_or_reads_elsewhere_is_refused(built: Workshop, sql: str) -> None:
    result = run("query", sql, "--warehouse", str(built.settings.warehouse))
    assert result.exit_code == 1
    assert "Error" in result.output


@pytest.mark.parametrize("area", ["Sóc Sơn", "soc son", "huyện Sóc Sơn", "district-016"])
def test_a_value_opens_to_its_sentence_under_any_name_of_its_area(built: Workshop, area: str) -> None:
    [(indicator, year, quote)] = built.ask(
        "select indicator_id, year, quote from mart.indicator_yearly where area_id = 'district-016' "
        "order by all limit 1"
    )
    result = run("explain", area, indicator, str(year), "--warehouse", str(built.settings.warehouse))
    assert result.exit_code == 0
    assert quote in result.output


def test_an_unknown_indicator_gets_suggestions(built: Workshop) -> None:
    result = run("explain", "Sóc Sơn", "festival_held", "2024", "--warehouse", str(built.settings.warehouse))
    assert result.exit_code == 1
    assert "festivals_held" in result.output
