"""Settings come from the environment, an argument goes first, and what cannot be used is told at once."""

from pathlib import Path

import pytest

from pipelines.settings import Settings, SettingsError
from pipelines.store.publish import LIVE


def test_without_variables_everything_lies_below_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({})
    assert settings == Settings(tmp_path / "warehouse/landing", tmp_path / "warehouse", 50 * 1024 * 1024, 3)


def test_variables_are_heard_and_arguments_go_before_them() -> None:
    environment = {
        "NIENGIAM_LANDING": "/data/in",
        "NIENGIAM_WAREHOUSE": "/data/out",
        "NIENGIAM_MAX_BYTES": "1000",
        "NIENGIAM_SNAPSHOTS_KEPT": "5",
        "NIENGIAM_READ_SECONDS": "60",
        "NIENGIAM_READ_MEMORY_MB": "2048",
    }
    assert Settings.from_environment(environment) == Settings(Path("/data/in"), Path("/data/out"), 1000, 5, 60, 2048)
    assert Settings.from_environment(environment, landing=Path("/elsewhere")).landing == Path("/elsewhere")


def test_an_empty_variable_is_none() -> None:
    empty = {"NIENGIAM_WAREHOUSE": "", "NIENGIAM_MAX_BYTES": ""}
    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_all_faulty_limits_are_told_together() -> None:
    with pytest.raises(SettingsError) as error:
        Settings.from_environment({"NIENGIAM_MAX_BYTES": "many", "NIENGIAM_SNAPSHOTS_KEPT": "0"})
    assert [line.split()[0] for line in str(error.value).splitlines()] == [
        "NIENGIAM_MAX_BYTES",
        "NIENGIAM_SNAPSHOTS_KEPT",
    ]


def test_memory_in_which_nothing_can_be_read_is_refused() -> None:
    with pytest.raises(SettingsError, match="NIENGIAM_READ_MEMORY_MB is 64, less than 128"):
        Settings.from_environment({"NIENGIAM_READ_MEMORY_MB": "64"})


def test_the_live_file_is_the_one_that_is_published() -> None:
    assert Settings(Path("/in"), Path("/out")).live == Path("/out") / LIVE
