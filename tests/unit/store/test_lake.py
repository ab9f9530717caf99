"""The lake keeps whole files or nothing, and says which file is at fault and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines.store.lake import Lake, LakeError

FRAME = pl.DataFrame({"a": [1, 2], "b": ["x", None]})


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def stored(lake: Lake) -> list[str]:
    return sorted(str(path.relative_to(lake.root)) for path in lake.root.rglob("*") if path.is_file())


def test_a_table_comes_back_as_it_was_written(lake: Lake) -> None:
    lake.write("core.claim", FRAME)
    assert lake.read("core.claim").equals(FRAME)
    assert stored(lake) == ["core/claim/data.parquet"]


def test_a_table_by_year_is_read_whole_or_by_year(lake: Lake) -> None:
    lake.write("core.claim", FRAME, 2024)
    lake.write("core.claim", FRAME.head(1), 2019)
    assert lake.years("core.claim") == [2019, 2024]
    assert lake.read("core.claim", 2019).height == 1
    assert lake.read("core.claim").height == 3
    assert stored(lake) == ["core/claim/year=2019/data.parquet", "core/claim/year=2024/data.parquet"]


def test_a_year_without_rows_is_stored_too(lake: Lake) -> None:
    lake.write("core.claim", FRAME.clear(), 2024)
    assert lake.years("core.claim") == [2024]
    assert lake.read("core.claim").schema == FRAME.schema


def test_writing_again_replaces_the_year(lake: Lake) -> None:
    lake.write("core.claim", FRAME, 2024)
    lake.write("core.claim", FRAME.tail(1), 2024)
    assert lake.read("core.claim").to_dicts() == [{"a": 2, "b": None}]


def test_the_versions_that_read_the_documents_lie_in_the_file_itself(lake: Lake) -> None:
    lake.write("raw.document", FRAME, 2024, {"doc1": "v1"})
    assert lake.fingerprints("raw.document", 2024) == {"doc1": "v1"}
    lake.path("raw.document", 2025).parent.mkdir()
    lake.path("raw.document", 2024).rename(lake.path("raw.document", 2025))
    assert lake.fingerprints("raw.document", 2025) == {"doc1": "v1"}
    assert lake.fingerprints("raw.document", 2024) == {}


def test_rejects_are_replaced_by_the_table_and_year_that_made_them(lake: Lake) -> None:
    lake.write_rejected("core.claim", FRAME, 2023)
    lake.write_rejected("core.claim", FRAME, 2024)
    lake.write_rejected("core.adoption", FRAME, 2024)
    lake.write_rejected("core.claim", FRAME.tail(1), 2024)
    lake.write_rejected("core.claim", FRAME.clear(), 2023)
    assert stored(lake) == [
        "raw/rejected_row/table=core.adoption/year=2024/data.parquet",
        "raw/rejected_row/table=core.claim/year=2024/data.parquet",
    ]
    assert lake.read("raw.rejected_row").height == 3


def test_removing_a_year_removes_its_rejects(lake: Lake) -> None:
    for year in (2023, 2024):
        lake.write("core.claim", FRAME, year)
        lake.write_rejected("core.claim", FRAME, year)
    lake.remove("core.claim", 2023)
    lake.remove("core.claim", 1999)
    assert lake.years("core.claim") == [2024]
    assert lake.read("raw.rejected_row").height == 2


def test_what_was_never_written_is_named_with_the_cure(lake: Lake) -> None:
    with pytest.raises(LakeError, match=r"core/claim/data\.parquet does not exist; materialise core\.claim first"):
        lake.read("core.claim")


@pytest.mark.parametrize("content", [b"", b"PAR1 and nothing more", None])
def test_a_damaged_file_is_named_with_the_cure(lake: Lake, content: bytes | None) -> None:
    file = lake.write("core.claim", FRAME, 2024)
    file.write_bytes(content if content is not None else file.read_bytes()[:-9])
    message = r"year=2024/data\.parquet cannot be read as Parquet .*; delete it and materialise core\.claim again"
    with pytest.raises(LakeError, match=message):
        lake.read("core.claim")
    with pytest.raises(LakeError, match=message):
        lake.fingerprints("core.claim", 2024)


def test_years_of_different_versions_are_not_mixed(lake: Lake) -> None:
    lake.write("core.claim", FRAME, 2023)
    lake.write("core.claim", FRAME.drop("b"), 2024)
    with pytest.raises(LakeError, match=r"year=2024/data\.parquet has other columns"):
        lake.read("core.claim")


def test_a_table_is_stored_whole_or_by_year_but_not_both(lake: Lake) -> None:
    lake.write("core.claim", FRAME, 2023)
    with pytest.raises(LakeError, match="counted twice"):
        lake.write("core.claim", FRAME)
    lake.write("core.adoption", FRAME)
    with pytest.raises(LakeError, match="counted twice"):
        lake.write("core.adoption", FRAME, 2023)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    lake.write("core.claim", FRAME)

    def full_disc(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disc)
    with pytest.raises(OSError, match="No space left"):
        lake.write("core.claim", FRAME.head(1))
    assert stored(lake) == ["core/claim/data.parquet"]
    assert lake.read("core.claim").equals(FRAME)


KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
import polars as pl
from pipelines.store.lake import Lake
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
Lake(Path(sys.argv[1])).write("core.claim", pl.DataFrame({"a": [3]}))
"""


def test_a_killed_write_leaves_the_old_file_and_the_next_one_clears_up(lake: Lake) -> None:
    lake.write("core.claim", FRAME)
    killed = subprocess.run([sys.executable, "-c", KILLED_WRITER, str(lake.root)], check=False)
    assert killed.returncode == -9
    assert len(stored(lake)) == 2
    assert lake.read("core.claim").equals(FRAME)
    lake.write("core.claim", FRAME.head(1))
    assert stored(lake) == ["core/claim/data.parquet"]
