"""Taking in the landing folder: every file is told of once, in its year, and read again only when something changed."""

from typing import Any

import polars as pl
import pytest

from pipelines.landing import LandingError
from pipelines.orchestration.intake import find, take_in
from pipelines.orchestration.manifest import NEVER
from pipelines.reading.sandbox import FaultError, SandboxError
from schemas.raw import Document
from schemas.staging import Passage


def test_a_document_stands_in_the_year_of_its_publication_with_its_passages(desk: Any) -> None:
    desk.put("a.txt", published_on="2019-03-01")
    intake = desk.take_in()
    assert (intake.read, intake.reused, intake.faults) == (1, 0, ())
    assert desk.documents() == {"a.txt": 2019}
    document = desk.raw.documents.rows(2019).row(0, named=True)
    assert desk.raw.passages.rows(2019)["document_id"].unique().to_list() == [document["document_id"]]


def test_nothing_is_read_twice(desk: Any) -> None:
    desk.put("a.txt")
    desk.put("bad.txt", "broken")
    desk.take_in()
    files = {file: file.stat().st_mtime_ns for file in desk.lake.root.rglob("*.parquet")}
    intake = desk.take_in()
    assert (desk.read, intake.read, intake.reused) == ([], 0, 1)
    assert {file: file.stat().st_mtime_ns for file in desk.lake.root.rglob("*.parquet")} == files


def test_what_is_kept_is_what_reading_again_would_give(desk: Any) -> None:
    desk.put("a.txt")
    desk.put("b.txt", published_on=None)
    desk.put("bad.txt", "broken")
    desk.take_in()
    kept = {table: getattr(desk.raw, table).rows(2024) for table in ("documents", "passages", "rejected")}
    for file in desk.lake.root.rglob("*.parquet"):
        file.unlink()
    desk.take_in()
    for table, rows in kept.items():
        assert getattr(desk.raw, table).rows(2024).equals(rows)


@pytest.mark.parametrize("change", ["content", "register", "version", "touched", "name"])
def test_a_change_is_heard(desk: Any, change: str) -> None:
    desk.put("a.txt")
    desk.put("b.txt", published_on=None)
    desk.take_in()
    match change:
        case "content":
            desk.put("a.txt", "Huyện Bắc Sơn có 12 di tích được xếp hạng, thêm 3 di tích so với năm trước đó.\n")
        case "register":
            desk.register(a_txt="2024-01-06")
        case "version":
            desk.version = "ba9876543210"
        case "touched":
            desk.came("a.txt", 2023)
        case "name":
            (desk.landing / "a.txt").rename(desk.landing / "c.txt")
    desk.take_in()
    expected = {"version": ["a.txt", "b.txt"], "name": ["c.txt"]}.get(change, ["a.txt"])
    assert desk.read == expected
    assert len(desk.documents()) == 2
    if change == "version":
        assert set(desk.raw.documents.rows(2024)["extractor_version"]) == {"ba9876543210"}


def test_a_removed_document_disappears_with_its_passages(desk: Any) -> None:
    desk.put("a.txt", published_on="2019-03-01")
    desk.put("b.txt")
    desk.take_in()
    desk.remove("a.txt")
    desk.take_in()
    assert desk.documents() == {"b.txt": 2024}
    assert desk.raw.passages.years() == [2024]


def test_a_document_moves_when_its_day_is_corrected(desk: Any) -> None:
    desk.put("a.txt", published_on="2019-03-01")
    desk.take_in()
    desk.register(a_txt="2021-03-01")
    desk.take_in()
    assert desk.documents() == {"a.txt": 2021}
    assert desk.raw.passages.years() == [2021]


@pytest.mark.parametrize("years", [[2019], [2021], [2024]])
def test_it_does_not_move_in_a_run_that_holds_only_one_of_its_places(desk: Any, years: list[int]) -> None:
    desk.put("a.txt", published_on="2019-03-01")
    desk.take_in()
    desk.register(a_txt="2021-03-01")
    desk.take_in(years)
    assert desk.documents() == {"a.txt": 2019}
    desk.take_in()
    assert desk.documents() == {"a.txt": 2021}


def test_a_run_over_one_year_leaves_the_others_alone(desk: Any) -> None:
    desk.put("a.txt", published_on="2019-03-01")
    desk.put("b.txt", published_on="2021-03-01")
    desk.take_in([2021])
    assert desk.documents() == {"b.txt": 2021}
    desk.take_in([2019])
    assert desk.documents() == {"a.txt": 2019, "b.txt": 2021}
    assert desk.read == ["a.txt"]


def test_a_file_that_cannot_be_read_is_a_row_in_the_year_it_came(desk: Any) -> None:
    desk.put("bad.txt", "broken", published_on="2011-01-01", year=2023)
    desk.put("a.txt")
    desk.take_in()
    assert desk.rejected() == {("bad.txt", "unreadable"): 2023}
    assert desk.documents() == {"a.txt": 2024}


def test_a_mended_file_is_a_document_and_no_rejection_any_more(desk: Any) -> None:
    desk.put("a.txt", "broken")
    desk.take_in()
    desk.put("a.txt")
    desk.take_in()
    assert (desk.documents(), desk.rejected()) == ({"a.txt": 2024}, {})


def test_a_rejection_is_told_once_however_the_years_are_run(desk: Any) -> None:
    desk.put("bad.txt", "broken", year=2023)
    desk.take_in()
    desk.put("bad.txt", "broken again", year=2024)
    desk.take_in([2024])
    assert desk.rejected() == {("bad.txt", "unreadable"): 2023}
    desk.take_in()
    assert desk.rejected() == {("bad.txt", "unreadable"): 2024}


def test_a_duplicate_of_a_broken_file_is_told_once_too(desk: Any) -> None:
    desk.put("bad.txt", "broken")
    desk.put("copy-of-bad.txt", "broken")
    desk.take_in()
    desk.take_in()
    assert desk.rejected() == {("bad.txt", "unreadable"): 2024, ("copy-of-bad.txt", "duplicate"): 2024}


def test_a_missing_file_is_told_in_the_year_that_the_register_names(desk: Any) -> None:
    desk.lines = {"gone.txt": "2017-01-01"}
    desk.register()
    desk.take_in()
    assert desk.rejected() == {("sources.csv", "missing_file"): 2017}


def test_a_fault_of_our_own_costs_no_other_document_and_is_tried_again(desk: Any) -> None:
    desk.put("a.txt")
    desk.put("b.txt")
    desk.failing = {"a.txt"}
    [fault] = desk.take_in().faults
    assert "ZeroDivisionError: a fault of ours" in fault
    assert (desk.documents(), desk.rejected()) == ({"b.txt": 2024}, {("a.txt", "unreadable"): 2024})
    desk.failing = set()
    desk.take_in()
    assert (desk.read, desk.documents(), desk.rejected()) == (["a.txt"], {"a.txt": 2024, "b.txt": 2024}, {})


def test_a_file_that_changes_while_it_is_read_is_told_and_tried_again(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("a.txt")

    def changed(entry: Any) -> bytes:
        raise LandingError(f"{entry.path}: changed after it was scanned.")

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.landing.Entry.content", changed)
        desk.take_in()
    assert desk.rejected() == {("a.txt", "unreadable"): 2024}
    desk.take_in()
    assert (desk.documents(), desk.rejected()) == ({"a.txt": 2024}, {})


TEXTS = {
    "a.txt": "Huyện Bắc Sơn đón khách\n\nNăm 2023, huyện Bắc Sơn đón 120.000 lượt khách du lịch đến tham quan.\n",
    "b/c.txt": "Huyện Chi Lăng đón khách\n\nNăm 2023, huyện Chi Lăng đón 90.000 lượt khách du lịch đến tham quan.\n",
}


def test_files_of_an_archive_are_documents_and_read_once(desk: Any) -> None:
    desk.pack("tin.zip", TEXTS, year=2022)
    desk.register(**{"tin.zip/a.txt": "2019-03-01"})
    desk.take_in()
    assert desk.documents() == {"tin.zip/a.txt": 2019, "tin.zip/b/c.txt": 2022}
    intake = desk.take_in()
    assert (desk.read, intake.reused) == ([], 2)


def test_a_new_file_in_an_archive_is_read_alone(desk: Any) -> None:
    desk.pack("tin.zip", TEXTS)
    desk.take_in()
    desk.pack("tin.zip", TEXTS | {"d.txt": TEXTS["a.txt"].replace("Bắc Sơn", "Văn Quan")})
    desk.take_in()
    assert desk.read == ["tin.zip/d.txt"]
    assert len(desk.documents()) == 3


def test_a_removed_archive_takes_its_documents_and_rejections_with_it(desk: Any) -> None:
    desk.pack("tin.zip", TEXTS | {"bad.txt": "broken", "../evil.txt": "x"})
    desk.put("z.txt")
    desk.take_in()
    assert desk.rejected() == {("tin.zip/bad.txt", "unreadable"): 2024, ("tin.zip/../evil.txt", "unsafe_name"): 2024}
    desk.remove("tin.zip")
    desk.take_in()
    assert (desk.documents(), desk.rejected()) == ({"z.txt": 2024}, {})
    assert desk.raw.passages.rows(2024)["document_id"].n_unique() == 1


def test_a_file_of_an_archive_that_is_refused_stands_in_the_year_of_the_archive(desk: Any) -> None:
    desk.pack("tin.zip", {"../evil.txt": "x", "bad.txt": "broken"}, year=2021)
    desk.take_in()
    desk.take_in()
    assert desk.rejected() == {("tin.zip/bad.txt", "unreadable"): 2021, ("tin.zip/../evil.txt", "unsafe_name"): 2021}


def test_what_was_refused_is_tried_again_under_other_conditions_and_nothing_else_is(desk: Any) -> None:
    desk.put("a.txt")
    desk.put("bad.txt", "broken")
    desk.take_in()
    desk.conditions = "more memory"
    desk.take_in()
    assert desk.read == ["bad.txt"]
    desk.take_in()
    assert desk.read == []


def test_a_fault_in_another_process_is_kept_with_its_trace(desk: Any) -> None:
    desk.put("a.txt")

    def failing(content: bytes, name: str) -> Any:
        raise FaultError("KeyError: 'w:p'", "Traceback: far away")

    found = find(desk.settings, desk.maker)
    intake = take_in(found, desk.raw, desk.maker, [2024], read=failing)
    assert intake.faults == ("a.txt\nTraceback: far away",)
    [rejected] = intake.by_year[2024].rejected
    assert (rejected["reason"], rejected["message"]) == ("unreadable", "Reading failed: KeyError: 'w:p'")
    assert list(intake.by_year[2024].rejected_marks.values()) == [NEVER]


def test_where_nothing_can_be_read_the_run_stops(desk: Any) -> None:
    desk.put("a.txt")

    def unable(content: bytes, name: str) -> Any:
        raise SandboxError("no worker")

    with pytest.raises(SandboxError):
        take_in(find(desk.settings, desk.maker), desk.raw, desk.maker, [2024], read=unable)


def test_passages_of_a_refused_document_are_left_out_with_it(desk: Any) -> None:
    desk.put("a.txt")
    [content] = [year for year in desk.take_in().by_year.values() if year.documents]
    document_id = content.documents[0]["document_id"]
    content.documents[0]["size_bytes"] = -1
    desk.raw.write(2024, content)
    assert desk.raw.documents.rows(2024).equals(Document.empty())
    assert desk.raw.passages.rows(2024).equals(Passage.empty())
    assert desk.raw.documents.fingerprints(2024) == {document_id: NEVER}
    refused = pl.read_parquet(desk.lake.rejected_path("raw.document", 2024), hive_partitioning=False)
    assert refused["reasons"].to_list() == [["size_bytes: greater_than(0)"]]


def test_a_landing_folder_that_is_not_there_stops_the_run(desk: Any) -> None:
    desk.landing.rmdir()
    with pytest.raises(LandingError, match="no such folder"):
        desk.take_in()
