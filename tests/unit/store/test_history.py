"""What only grows is carried from release to release, whatever becomes of the file or the lake in between."""

import shutil
from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from pipelines.store.publish import connect

EXTRA = pl.DataFrame(
    [("new", 2025, 4.0, None)],
    schema={"figure_id": pl.String, "year": pl.Int32, "value": pl.Float64, "seen_at": pl.Datetime("us", "UTC")},
    orient="row",
)


def build(workshop: Any, number: int) -> Any:
    return workshop.build(run_id=f"run-{number}", built_at=workshop.parts["built_at"] + timedelta(days=number))


def add_a_figure(workshop: Any) -> None:
    frame = EXTRA.with_columns(pl.lit(workshop.parts["built_at"]).dt.cast_time_unit("us").alias("seen_at"))
    workshop.lake.write("core.figure", frame, 2025)


def told(workshop: Any) -> list[tuple[Any, ...]]:
    with connect(workshop.live) as connection:
        releases = connection.execute("select release_no, release_id from core.release order by all").fetchall()
        arrivals = connection.execute("select release_no, count(*) from core.arrival group by all order by all")
        return [*releases, *arrivals.fetchall()]


def test_a_release_is_added_to_those_before_and_only_what_is_new_with_it(workshop: Any) -> None:
    build(workshop, 1)
    build(workshop, 2)
    add_a_figure(workshop)
    build(workshop, 3)
    assert told(workshop) == [(1, "run-1"), (2, "run-2"), (3, "run-3"), (1, 3), (3, 1)]


def test_the_lake_keeps_what_the_file_holds(workshop: Any) -> None:
    build(workshop, 1)
    add_a_figure(workshop)
    build(workshop, 2)
    assert workshop.lake.read("core.release")["release_id"].to_list() == ["run-1", "run-2"]
    assert workshop.lake.read("core.arrival").height == 4


def test_a_build_killed_before_it_kept_its_history_loses_none_of_it(workshop: Any) -> None:
    build(workshop, 1)
    before = workshop.root.parent / "before"
    shutil.copytree(workshop.lake.root, before)
    add_a_figure(workshop)
    build(workshop, 2)
    # As it would be, had the process died between the two: the file is live, the lake knows nothing of it.
    for table in ("core.release", "core.arrival"):
        shutil.copy(before.joinpath(*table.split("."), "year=2025", "data.parquet"), workshop.lake.path(table, 2025))
    build(workshop, 3)
    assert told(workshop) == [(1, "run-1"), (2, "run-2"), (3, "run-3"), (1, 3), (2, 1)]
    assert workshop.lake.read("core.release").height == 3


def test_after_a_rollback_the_releases_go_on_from_the_newest(workshop: Any) -> None:
    first = build(workshop, 1)
    build(workshop, 2)
    link = workshop.live.with_name("link")
    link.symlink_to(first.path.relative_to(workshop.root))
    link.replace(workshop.live)
    build(workshop, 3)
    assert [row for row in told(workshop) if isinstance(row[1], str)] == [(1, "run-1"), (2, "run-2"), (3, "run-3")]


def test_a_file_that_cannot_be_read_costs_no_history(workshop: Any) -> None:
    broken = build(workshop, 1).path
    broken.chmod(0o644)
    broken.write_bytes(b"broken")
    build(workshop, 2)
    assert told(workshop) == [(1, "run-1"), (2, "run-2"), (1, 3)]


def test_years_of_release_are_files_of_their_own(workshop: Any) -> None:
    build(workshop, 1)
    untouched = workshop.lake.path("core.release", 2025).stat().st_mtime_ns
    build(workshop, 400)
    assert workshop.lake.years("core.release") == [2025, 2026]
    assert workshop.lake.path("core.release", 2025).stat().st_mtime_ns == untouched


def test_a_build_that_fails_leaves_no_trace_in_the_history(workshop: Any) -> None:
    build(workshop, 1)
    workshop.lake.write("core.figure", EXTRA.with_columns(pl.lit(None).alias("figure_id")), 2025)
    with pytest.raises(Exception, match=r"core\.figure"):
        build(workshop, 2)
    workshop.lake.remove("core.figure", 2025)
    build(workshop, 3)
    assert told(workshop) == [(1, "run-1"), (2, "run-3"), (1, 3)]
