"""The home of Dagster: a configuration that sends nothing, and that an instance can be made from."""

from pathlib import Path

import dagster as dg
import pytest

from pipelines.orchestration.home import main, write_home


def test_an_instance_of_it_sends_nothing_and_publishes_one_at_a_time(tmp_path: Path) -> None:
    write_home(tmp_path / "home")
    with dg.DagsterInstance.from_config(str(tmp_path / "home")) as instance:
        assert not instance.telemetry_enabled
        assert not instance.nux_enabled
        pools = instance.get_concurrency_config().pool_config
        assert (pools.default_pool_limit, str(pools.pool_granularity)) == (1, "PoolGranularity.OP")
        assert instance.run_monitoring_enabled
        assert instance.get_settings("retention")["schedule"] == {"purge_after_days": 90}


def test_it_is_written_once_and_mended_when_it_differs(tmp_path: Path) -> None:
    file = write_home(tmp_path)
    before = file.stat().st_mtime_ns
    assert write_home(tmp_path).stat().st_mtime_ns == before
    content = file.read_text()
    file.write_text("telemetry: {enabled: true}\n")
    assert write_home(tmp_path).read_text() == content


def test_the_command_writes_the_home_of_the_warehouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIENGIAM_WAREHOUSE", str(tmp_path))
    assert main() == 0
    assert capsys.readouterr().out == f"{tmp_path}/.dagster/dagster.yaml\n"
    assert (tmp_path / ".dagster" / "dagster.yaml").is_file()


def test_settings_that_cannot_be_used_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIENGIAM_MAX_BYTES", "many")
    assert main() == 1
    assert "NIENGIAM_MAX_BYTES" in capsys.readouterr().err
