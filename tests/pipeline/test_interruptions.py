"""Builds among readers, and builds that are killed: whoever asks always finds one whole warehouse."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest
from pipeline.workshop import MOC_CHAU, SOC_SON, Workshop

from pipelines.orchestration.progress import Stage
from pipelines.orchestration.run import build

ROOT = Path(__file__).parents[2]
READER = """
import sys
from pathlib import Path
from pipelines.store.publish import connect
live, stop = Path(sys.argv[1]), Path(sys.argv[2])
seen = set()
while not stop.exists():
    with connect(live) as connection:
        row = connection.execute('''select release_id, document_count, claim_count,
            (select count(*) from raw.document), (select count(*) from core.claim)
            from mart.release where is_current''').fetchone()
    assert row[1:3] == row[3:5], row
    seen.add(row[0])
print(len(seen))
"""
COMMAND = "from pipelines.cli import main; main()"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NIENGIAM_MAX_BYTES": "200000"}


def test_readers_see_one_whole_release_after_the_other(copied: Workshop, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(copied.settings.live), str(stop)]
    readers = [subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for name, text in (("more.txt", SOC_SON.replace("185", "186")), ("again.txt", MOC_CHAU.replace("650", "651"))):
        copied.put(name, text, kind="article", published_on="2024-03-01")
        assert copied.build(2024, 2024).success
    # At least one look at the last release.
    time.sleep(0.3)
    stop.touch()
    answers = [reader.communicate(timeout=20)[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(int(answer) >= 2 for answer in answers)


def killed_at(stage: Stage, workshop: Workshop) -> None:
    """Start a build as people do, and kill it as soon as it says that a stage begins."""
    folders = ["--landing", str(workshop.settings.landing), "--warehouse", str(workshop.settings.warehouse)]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "build", *folders], env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(stage):
            process.send_signal(signal.SIGKILL)
            break
    assert process.wait(timeout=20) == -signal.SIGKILL
    process.stderr.close()


def test_a_killed_build_leaves_the_warehouse_as_it_was_and_the_next_one_goes_on(copied: Workshop) -> None:
    before = copied.tables()
    copied.put("more.txt", SOC_SON.replace("185", "186"), kind="article", published_on="2024-03-01")
    killed_at(Stage.PUBLISHING, copied)
    assert copied.tables() == before
    outcome = build(copied.settings, catalogue=copied.catalogue, progress=copied.heard)
    assert (outcome.faults, outcome.read) == ((), 0)
    assert copied.ask("select count(*) from raw.document where file_name = 'more.txt'") == [(1,)]
    with dg.DagsterInstance.from_config(str(copied.settings.dagster_home)) as instance:
        ends = sorted(run.status.value for run in instance.get_runs())
    assert ends == ["FAILURE", "SUCCESS"]


@pytest.mark.parametrize("fault", ["folder", "lake"])
def test_a_build_that_cannot_begin_says_why(copied: Workshop, fault: str) -> None:
    if fault == "folder":
        copied.settings.landing.rename(copied.root / "elsewhere")
        [message] = build(copied.settings, catalogue=copied.catalogue).faults
        assert "no such folder" in message
    else:
        (copied.settings.lake / "raw" / "document" / "year=2024" / "data.parquet").write_bytes(b"PAR1")
        [message] = build(copied.settings, catalogue=copied.catalogue).faults
        assert "cannot be read as Parquet" in message


def test_an_unforeseen_error_is_told_with_its_step(copied: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*arguments: object, **options: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("pipelines.orchestration.assets.mart.build_warehouse", faulty)
    assert build(copied.settings, catalogue=copied.catalogue).faults == (
        "warehouse: ZeroDivisionError: a fault of ours",
    )
