"""Publishing the DuckDB file: built beside the live one, checked, and put in its place in one step.

Readers open `niengiam.duckdb`, a link to a snapshot that nobody writes any more. A build that fails or is killed, at
any moment, leaves the link and its snapshot as they were. What the file holds is `pipelines.store.build`'s work.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import duckdb

LIVE: Final = "niengiam.duckdb"
"""Name of the link that readers open."""

CATALOG: Final = "warehouse"
"""Name under which a connection that builds a file sees it."""

# The newest command-line client that can be had, DuckDB 1.5, cannot open the default format of 2.0.
STORAGE_VERSION: Final = "v1.4.0"

_SNAPSHOTS: Final = "snapshots"
_STAGING: Final = ".staging"
_LOCK: Final = "lock"
_STAMP: Final = "%Y%m%dT%H%M%S_%f"
_RUN_ID: Final = re.compile(r"[A-Za-z0-9_-]+")
_SNAPSHOT: Final = re.compile(rf"[0-9]{{8}}T[0-9]{{6}}_[0-9]{{6}}-{_RUN_ID.pattern}\.duckdb")
# A misspelt function must be an error at once, not a download.
CONFIG: Final = {"autoinstall_known_extensions": "false"}

Filled = TypeVar("Filled")


class PublishError(RuntimeError):
    """A build that was not published; what was live still is."""


def publish(
    root: Path,
    run_id: str,
    built_at: datetime,
    fill: Callable[[duckdb.DuckDBPyConnection], Filled],
    *,
    keep: int = 3,
) -> tuple[Path, Filled]:
    """Build a file with `fill`, check that it opens and make it the live one; return it and what `fill` returned.

    `fill` gets a connection whose default catalog is the new, empty file. Whatever it raises is passed on, with nothing
    changed. Publishers wait for each other. The `keep` newest snapshots stay, the live one always among them.
    """
    if not _RUN_ID.fullmatch(run_id):
        raise PublishError(f"run id {run_id!r} cannot be part of a file name; use letters, digits, `-` and `_`")
    snapshots, staging, live = root / _SNAPSHOTS, root / _STAGING, root / LIVE
    snapshots.mkdir(parents=True, exist_ok=True)
    staging.mkdir(exist_ok=True)
    with _locked(staging / _LOCK):
        if live.exists() and not live.is_symlink():
            raise PublishError(f"{live} is a file where a link to {snapshots} belongs; move it away and publish again")
        _clear(staging)
        # Before building too: a run killed between its last two steps leaves one snapshot more each time.
        _prune(snapshots, live, keep)
        try:
            built = staging / f"{run_id}.duckdb"
            filled = _build(built, staging / "spill", fill)
            _smoke_test(built)
            built.chmod(0o444)
            _sync(built)
            snapshot = snapshots / _snapshot_name(snapshots, built_at, run_id)
            built.rename(snapshot)
            _sync(snapshots)
            _swap(live, snapshot, staging / "link")
        finally:
            _clear(staging)
        _prune(snapshots, live, keep)
    return snapshot, filled


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse for reading; raise FileNotFoundError where there is none.

    The connection stays on the snapshot that was live when it was opened, however many follow.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; build the warehouse first with `niengiam build`")
    return duckdb.connect(path.resolve(), read_only=True, config=dict(CONFIG))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        # Held by the open file: the kernel frees it when the process dies.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear(staging: Path) -> None:
    for left in staging.iterdir():
        if left.name == _LOCK:
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _swap(live: Path, snapshot: Path, link: Path) -> None:
    try:
        link.symlink_to(snapshot.relative_to(live.parent))
        link.replace(live)
    except BaseException:
        snapshot.unlink()
        raise
    _sync(live.parent)


def _published(snapshots: Path) -> list[Path]:
    return sorted(file for file in snapshots.iterdir() if _SNAPSHOT.fullmatch(file.name))


def _prune(snapshots: Path, live: Path, keep: int) -> None:
    linked = live.resolve() if live.is_symlink() else None
    others = [snapshot for snapshot in _published(snapshots) if snapshot.resolve() != linked]
    surplus = len(others) - (keep - 1 if linked else keep)
    # A reader that has one of these open keeps it until it closes.
    for snapshot in others[: max(surplus, 0)]:
        snapshot.unlink()


def _build(file: Path, spill: Path, fill: Callable[[duckdb.DuckDBPyConnection], Filled]) -> Filled:
    # From memory, so that the file is an attached one: only then can its format be chosen and its end be checked.
    with duckdb.connect(config={**CONFIG, "temp_directory": str(spill)}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        target = str(file).replace("'", "''")
        connection.execute(f"attach '{target}' as {CATALOG} (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"use {CATALOG}")
        filled = fill(connection)
        connection.execute("use memory")
        connection.execute(f"checkpoint {CATALOG}")
        connection.execute(f"detach {CATALOG}")
    log = file.with_name(f"{file.name}.wal")
    if log.exists():
        raise PublishError(f"{log} is left after the checkpoint: the file alone is not the whole warehouse")
    return filled


def _smoke_test(file: Path) -> None:
    try:
        with duckdb.connect(file, read_only=True, config=dict(CONFIG)) as connection:
            connection.execute("select count(*) from duckdb_tables()").fetchall()
    except duckdb.Error as error:
        raise PublishError(f"the new file {file} does not open again: {error}") from error


def _snapshot_name(snapshots: Path, built_at: datetime, run_id: str) -> str:
    moment = built_at.astimezone(UTC)
    # Names must sort in the order of publication, also after the clock was set back.
    newest = max((_moment(snapshot) for snapshot in _published(snapshots)), default=None)
    if newest is not None and moment <= newest:
        moment = newest + timedelta(microseconds=1)
    return f"{moment:{_STAMP}}-{run_id}.duckdb"


def _moment(snapshot: Path) -> datetime:
    return datetime.strptime(snapshot.name.partition("-")[0], _STAMP).replace(tzinfo=UTC)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
