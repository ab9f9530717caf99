"""Which documents are read again: those of which anything changed that their rows are made from, and no others."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.landing import Entry, RegisterLine
from pipelines.orchestration.manifest import (
    NEVER,
    Stored,
    agreed,
    code_digest,
    edition,
    entry_fingerprint,
    extractor_version,
    following,
    plan,
    unchanged,
)
from schemas.core import Adoption, Claim
from schemas.raw import Document

LINE = RegisterLine(7, "a.txt", "article", "baolangson.vn", ("https://baolangson.vn/1",), date(2024, 1, 5))
ENTRY = Entry(Path("/in/a.txt"), "a.txt", "a" * 64, 120, datetime(2024, 6, 1, tzinfo=UTC), LINE)
OTHER = replace(ENTRY, file_name="b.txt", document_id="b" * 64)
MARK = entry_fingerprint(ENTRY, "1")


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, document_id="b" * 64),
        replace(ENTRY, file_name="renamed.txt"),
        replace(ENTRY, retrieved_at=datetime(2024, 6, 2, tzinfo=UTC)),
        replace(ENTRY, line=None),
        replace(ENTRY, line=replace(LINE, kind="report")),
        replace(ENTRY, line=replace(LINE, published_on=None)),
        replace(ENTRY, line=replace(LINE, area_id="district-180")),
        replace(ENTRY, line=replace(LINE, is_restated=True)),
    ],
)
def test_whatever_rows_are_made_from_changes_the_fingerprint(changed: Entry) -> None:
    assert entry_fingerprint(changed, "1") != MARK


def test_another_edition_changes_the_fingerprint() -> None:
    assert entry_fingerprint(ENTRY, "2") != MARK


def test_a_line_put_in_above_changes_nothing() -> None:
    assert entry_fingerprint(replace(ENTRY, line=replace(LINE, line_no=8)), "1") == MARK


def test_cells_cannot_run_into_each_other() -> None:
    one = replace(ENTRY, line=replace(LINE, publisher="a", title="bc"))
    other = replace(ENTRY, line=replace(LINE, publisher="ab", title="c"))
    assert entry_fingerprint(one, "1") != entry_fingerprint(other, "1")


def test_a_step_follows_what_it_reads_and_by_which_edition() -> None:
    assert following("1", MARK) == following("1", MARK)
    assert len({following("1", MARK), following("2", MARK), following("1", "x"), following("1", MARK, "x")}) == 4


def test_what_could_not_be_made_is_never_unchanged() -> None:
    assert following("1", MARK, NEVER) == NEVER
    assert unchanged({"a": NEVER}, {"a": NEVER}) == frozenset()


def test_a_document_is_unchanged_only_when_every_table_says_so() -> None:
    wanted = {"a": "1", "b": "1", "c": "1", "d": "1"}
    assert unchanged(wanted, {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "0", "d": "1"}) == {"a"}


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("012")), min_size=1, max_size=3))
def test_tables_that_disagree_say_never(tables: list[dict[str, str]]) -> None:
    said = agreed(*tables)
    assert said.keys() == {document for table in tables for document in table}
    for document, mark in said.items():
        everywhere = {table.get(document) for table in tables}
        assert mark == (next(iter(everywhere)) if len(everywhere) == 1 else NEVER)


def test_a_new_file_is_read_and_a_known_one_is_kept_where_it_stands() -> None:
    stored = Stored({2024: {ENTRY.document_id: MARK}}, {})
    planned = plan([ENTRY, OTHER], stored, "1", range(1995, 2027))
    assert (planned.kept, planned.to_read) == ({ENTRY.document_id: 2024}, (OTHER,))


def test_a_file_that_could_not_be_read_is_not_tried_again_before_it_changes() -> None:
    stored = Stored({}, {2023: {ENTRY.document_id: MARK}})
    assert plan([ENTRY], stored, "1", [2023]).kept_rejections == {ENTRY.document_id: 2023}
    assert plan([ENTRY], stored, "2", [2023]).to_read == (ENTRY,)


def test_a_changed_document_waits_for_a_run_that_holds_its_old_place() -> None:
    stored = Stored({2019: {ENTRY.document_id: "old"}}, {})
    assert plan([ENTRY], stored, "1", [2023, 2024]).to_read == ()
    assert plan([ENTRY], stored, "1", [2019, 2024]).to_read == (ENTRY,)


def test_a_document_that_a_cut_off_run_left_in_two_years_is_kept_in_one() -> None:
    stored = Stored({2019: {ENTRY.document_id: "old"}, 2024: {ENTRY.document_id: MARK}}, {})
    assert plan([ENTRY], stored, "1", range(1995, 2027)).kept == {ENTRY.document_id: 2024}


def test_the_digest_of_code_hears_names_and_bytes_but_no_compiled_files(tmp_path: Path) -> None:
    room = tmp_path / "reading"
    (room / "__pycache__").mkdir(parents=True)
    (room / "page.py").write_text("one")
    before = code_digest(["reading"], tmp_path)
    (room / "__pycache__" / "page.pyc").write_text("compiled")
    assert code_digest(["reading"], tmp_path) == before
    (room / "page.py").write_text("two")
    after = code_digest(["reading"], tmp_path)
    (room / "page.py").rename(room / "pages.py")
    assert len({before, after, code_digest(["reading"], tmp_path)}) == 3


def test_the_extractors_version_is_that_of_code_and_catalogue() -> None:
    versions = {extractor_version("a", "x"), extractor_version("b", "x"), extractor_version("a", "y")}
    assert len(versions) == 3
    assert {len(version) for version in versions} == {12}


def test_a_contract_is_part_of_the_edition() -> None:
    editions = [edition("1", [Claim]), edition("1", [Claim, Adoption]), edition("1", [Document]), edition("2", [Claim])]
    assert len(set(editions)) == 4
