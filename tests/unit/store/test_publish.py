"""A published file is whole, readers are never disturbed, and an unlucky publisher leaves what was live as it was."""

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.store.publish import PublishError, connect, publish

MORNING = datetime(2025, 1, 31, 6, tzinfo=UTC)


def numbers(number: int, rows: int = 1000) -> str:
    return f"create schema core; create table core.t as select {number} as n from range({rows})"


def put(root: Path, number: int, built_at: datetime = MORNING, keep: int = 3) -> Path:
    """Publish a file whose table holds `number` only."""
    path, _ = publish(
        root, f"run-{number}", built_at, lambda connection: connection.execute(numbers(number)), keep=keep
    )
    return path


def shown(root: Path) -> int:
    """Return the number that a reader finds."""
    with connect(root / "niengiam.duckdb") as connection:
        [(low, high, rows)] = connection.execute("select min(n), max(n), count(*) from core.t").fetchall()
    assert (low, rows) == (high, 1000)
    return int(low)


def files(root: Path) -> list[str]:
    paths = [path.relative_to(root) for path in root.rglob("*") if path.is_symlink() or path.is_file()]
    return sorted(str(path) for path in paths if path.name != "lock")


def numbers_kept(root: Path) -> list[int]:
    return [int(path.stem.rpartition("-")[2]) for path in sorted((root / "snapshots").iterdir())]


def test_the_live_name_is_a_link_to_a_read_only_snapshot(tmp_path: Path) -> None:
    snapshot = put(tmp_path, 1)
    assert snapshot.name == "20250131T060000_000000-run-1.duckdb"
    assert (tmp_path / "niengiam.duckdb").resolve() == snapshot
    assert (tmp_path / "niengiam.duckdb").readlink().is_absolute() is False
    assert snapshot.stat().st_mode & 0o222 == 0
    assert files(tmp_path) == ["niengiam.duckdb", f"snapshots/{snapshot.name}"]


def test_the_file_is_written_in_a_format_that_older_clients_open(tmp_path: Path) -> None:
    put(tmp_path, 1)
    with connect(tmp_path / "niengiam.duckdb") as connection:
        tags = connection.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert "v1.4" in str(tags)


def test_what_fill_returns_comes_back(tmp_path: Path) -> None:
    assert publish(tmp_path, "run", MORNING, lambda _: 42)[1] == 42


def test_the_newest_three_stay(tmp_path: Path) -> None:
    for number in range(1, 6):
        put(tmp_path, number, MORNING + timedelta(hours=number))
    assert (numbers_kept(tmp_path), shown(tmp_path)) == ([3, 4, 5], 5)


def test_a_clock_set_back_does_not_change_the_order(tmp_path: Path) -> None:
    for number in range(1, 6):
        put(tmp_path, number, MORNING - timedelta(days=number))
    assert (numbers_kept(tmp_path), shown(tmp_path)) == ([3, 4, 5], 5)


def test_a_link_turned_back_to_an_old_snapshot_keeps_it(tmp_path: Path) -> None:
    first = put(tmp_path, 1)
    put(tmp_path, 2)
    put(tmp_path, 3)
    live = tmp_path / "niengiam.duckdb"
    live.unlink()
    live.symlink_to(first.relative_to(tmp_path))
    with pytest.raises(duckdb.Error):
        publish(tmp_path, "broken", MORNING, lambda connection: connection.execute("no sql"))
    assert shown(tmp_path) == 1
    put(tmp_path, 4)
    assert (numbers_kept(tmp_path), shown(tmp_path)) == ([2, 3, 4], 4)


def test_files_that_are_not_ours_stay(tmp_path: Path) -> None:
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "before-the-flood.duckdb").touch()
    put(tmp_path, 1, keep=1)
    put(tmp_path, 2, keep=1)
    assert len(files(tmp_path)) == 3


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_a_build_that_fails_leaves_everything_as_it_was(tmp_path: Path, error: BaseException) -> None:
    put(tmp_path, 1)
    before = files(tmp_path)

    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(numbers(2))
        raise error

    with pytest.raises(type(error)):
        publish(tmp_path, "run-2", MORNING, fail)
    assert (files(tmp_path), shown(tmp_path)) == (before, 1)


@pytest.mark.parametrize("step", ["chmod", "rename", "symlink_to", "replace"])
def test_a_step_that_fails_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(tmp_path, 1)
    before = files(tmp_path)

    def full_disc(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, step, full_disc)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path, 2)
    assert (files(tmp_path), shown(tmp_path)) == (before, 1)


def test_a_live_file_that_is_no_link_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "niengiam.duckdb").write_text("mine")
    with pytest.raises(PublishError, match="move it away"):
        put(tmp_path, 1)
    assert (tmp_path / "niengiam.duckdb").read_text() == "mine"


def test_a_run_id_that_is_no_file_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"run id '\.\./x'"):
        publish(tmp_path, "../x", MORNING, lambda _: None)


def test_a_warehouse_that_was_never_built_is_named_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"niengiam\.duckdb does not exist; build the warehouse first"):
        connect(tmp_path / "niengiam.duckdb")


def test_a_misspelt_function_is_an_error_and_no_download(tmp_path: Path) -> None:
    put(tmp_path, 1)
    with connect(tmp_path / "niengiam.duckdb") as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("select st_area(1)")


def test_an_open_reader_stays_on_what_it_opened(tmp_path: Path) -> None:
    put(tmp_path, 1)
    with connect(tmp_path / "niengiam.duckdb") as reader:
        for number in range(2, 6):
            put(tmp_path, number)
        assert reader.execute("select distinct n from core.t").fetchall() == [(1,)]
    assert shown(tmp_path) == 5


def test_publishers_wait_for_each_other(tmp_path: Path) -> None:
    threads = [threading.Thread(target=put, args=(tmp_path, number)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers_kept(tmp_path)) == 3
    assert shown(tmp_path) == numbers_kept(tmp_path)[-1]


READER = """
import sys, time
from pathlib import Path
from pipelines.store.publish import connect
root, reads = Path(sys.argv[1]), 0
print("ready", flush=True)
while not (root / "stop").exists():
    with connect(root / "niengiam.duckdb") as connection:
        [(low, high, rows)] = connection.execute("select min(n), max(n), count(*) from core.t").fetchall()
    assert (low, rows) == (high, 1000), (low, high, rows)
    reads += 1
print(reads)
"""


def test_readers_never_see_half_a_publish(tmp_path: Path) -> None:
    put(tmp_path, 0)
    command = [sys.executable, "-c", READER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for number in range(1, 8):
            put(tmp_path, number)
        (tmp_path / "stop").touch()
        output, errors = reader.communicate(timeout=20)
    assert (reader.returncode, errors) == (0, "")
    assert int(output) > 0


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.store.publish import publish

root, event, nth = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
seen = 0

def kill_at(name, _):
    global seen
    if name == event:
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)

def fill(connection):
    connection.execute("create schema core; create table core.t as select 9 as n from range(1000)")
    sys.addaudithook(kill_at)
    sys.audit("filling")

publish(root, "run-9", datetime(2025, 2, 1, tzinfo=UTC), fill)
"""


@pytest.mark.parametrize(
    ("event", "nth", "live"),
    [
        ("filling", 1, 3),
        ("os.chmod", 1, 3),
        ("os.rename", 1, 3),
        ("os.symlink", 1, 3),
        ("os.rename", 2, 3),
        ("os.remove", 1, 9),
    ],
    ids=["while filling", "before chmod", "before rename", "after rename", "before the swap", "after the swap"],
)
def test_a_publisher_killed_at_any_moment_leaves_a_good_file(tmp_path: Path, event: str, nth: int, live: int) -> None:
    for number in range(1, 4):
        put(tmp_path, number)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), event, str(nth)], check=False)
    assert killed.returncode == -9
    assert shown(tmp_path) == live
    assert len(numbers_kept(tmp_path)) <= 4
    put(tmp_path, 10, datetime(2025, 2, 2, tzinfo=UTC))
    assert shown(tmp_path) == 10
    assert len(numbers_kept(tmp_path)) == 3
    assert [file for file in files(tmp_path) if file.startswith(".staging")] == []


def test_runs_killed_again_and_again_before_the_swap_do_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, 1)
    with monkeypatch.context() as patch:
        # What a kill leaves there: the snapshot in place, the link not yet turned.
        patch.setattr("pipelines.store.publish._swap", lambda *_: None)
        for number in range(2, 7):
            put(tmp_path, number)
            assert (len(numbers_kept(tmp_path)) <= 4, shown(tmp_path)) == (True, 1)
    assert (tmp_path / "niengiam.duckdb").readlink().name.endswith("run-1.duckdb")
