"""Rows of raw and staging: the register goes before the document's own words, cell by cell."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.landing import Entry, RegisterLine, Rejection
from pipelines.reading import ReadDocument, RejectedError, read
from pipelines.reading.rows import RowMaker, looks_like_report, merged, passages, rejected_document, rejection
from schemas.catalogue.publishers import Family, Publisher, Publishers
from schemas.contract import split
from schemas.raw import Document, RejectedDocument
from schemas.staging import Passage

LANG_SON = Publisher("baolangson.vn", "Báo Lạng Sơn", 4, (), ("baolangson.vn",))
PRESS = Publisher("baovanhoa.vn", "Báo Văn Hóa", 5, (), ("baovanhoa.vn",))
UNKNOWN = Publisher("unknown", "Không rõ", 7)
MAKER = RowMaker(
    Publishers((LANG_SON, PRESS), (Family(UNKNOWN, (), ()),)),
    frozenset({"district-180"}),
    range(1995, 2026),
    "0123456789ab",
)
TEXT = "Huyện Bắc Sơn đón khách\n\nNăm 2023, huyện Bắc Sơn đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng.\n"
READ = replace(read(TEXT.encode(), "a.txt"), site="Báo Văn Hóa", author="Lê An", published_on=date(2023, 12, 30))
LINE = RegisterLine(4, "a.txt")
ENTRY = Entry(Path("/in/a.txt"), "a.txt", "a" * 64, len(TEXT), datetime(2024, 6, 1, tzinfo=UTC), LINE)


def said(document: ReadDocument = READ, **cells: object) -> dict[str, object]:
    """Return the row of a document of which the register says some cells."""
    return MAKER.document(replace(ENTRY, line=replace(LINE, **cells)), document)  # type: ignore[arg-type]


def test_without_a_register_the_document_speaks_for_itself() -> None:
    row = MAKER.document(replace(ENTRY, line=None), READ)
    own = {
        "kind": "article",
        "publisher_id": "baovanhoa.vn",
        "publisher_name": "Báo Văn Hóa",
        "title": "Huyện Bắc Sơn đón khách",
        "author": "Lê An",
        "published_on": date(2023, 12, 30),
    }
    assert own.items() <= row.items()
    assert (row["url"], row["source_urls"], row["is_restated"], row["area_id"]) == (None, [], False, None)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("kind", "report"), ("title", "Tên khác"), ("published_on", date(2022, 1, 2)), ("area_id", "district-180")],
)
def test_a_cell_of_the_register_goes_before_the_documents_own(cell: str, value: object) -> None:
    assert said(**{cell: value})[cell] == value


def test_the_first_source_is_the_address() -> None:
    row = said(source_urls=("https://baolangson.vn/1", "https://baovanhoa.vn/2"))
    assert (row["url"], row["source_urls"]) == (
        "https://baolangson.vn/1",
        ["https://baolangson.vn/1", "https://baovanhoa.vn/2"],
    )


@pytest.mark.parametrize(
    ("cells", "publisher_id"),
    [
        ({"publisher": "Báo Lạng Sơn"}, "baolangson.vn"),
        ({"publisher": "baolangson.vn", "source_urls": ("https://baovanhoa.vn/2",)}, "baolangson.vn"),
        ({"publisher": "Tờ báo lạ", "source_urls": ("https://baolangson.vn/1",)}, "baolangson.vn"),
        ({"publisher": "Tờ báo lạ", "source_urls": ("https://baolangson.vn/1",), "is_restated": True}, "unknown"),
        ({"publisher": "Tờ báo lạ"}, "unknown"),
        ({}, "baovanhoa.vn"),
    ],
)
def test_a_publisher_is_found_by_name_and_else_by_its_own_address(cells: dict[str, object], publisher_id: str) -> None:
    assert said(**cells)["publisher_id"] == publisher_id


def test_the_name_of_an_unknown_publisher_is_kept() -> None:
    assert said(publisher="Tờ báo lạ")["publisher_name"] == "Tờ báo lạ"


@pytest.mark.parametrize(
    ("published_on", "year"),
    [(date(2019, 5, 1), 2019), (date(1990, 5, 1), 1995), (date(2031, 5, 1), 2025), (None, 2024)],
)
def test_the_partition_is_the_year_of_publication_or_else_of_arrival(published_on: date | None, year: int) -> None:
    document = replace(READ, published_on=None)
    assert said(document, published_on=published_on)["partition_year"] == year


def test_an_area_that_does_not_exist_is_left_out_and_told() -> None:
    entry = replace(ENTRY, line=replace(LINE, area_id="district-999"))
    assert MAKER.document(entry, READ)["area_id"] is None
    fault = MAKER.unknown_area(entry, "sources.csv")
    assert fault is not None
    assert (fault.file_name, fault.line_no, fault.reason) == ("sources.csv", 4, "bad_register_line")
    assert "district-999" in fault.message


@pytest.mark.parametrize("line", [None, LINE, replace(LINE, area_id="district-180")])
def test_a_known_area_or_none_is_no_fault(line: RegisterLine | None) -> None:
    assert MAKER.unknown_area(replace(ENTRY, line=line), "sources.csv") is None


def test_rows_keep_the_contracts_of_their_tables() -> None:
    document = pl.DataFrame([said()], schema=Document.dtypes())
    of_text = pl.DataFrame(passages(ENTRY.document_id, READ), schema=Passage.dtypes())
    found = rejection(ENTRY, RejectedError("unreadable", "Broken.", "Fetch it again."))
    rejected = pl.DataFrame([rejected_document(found, 2024)], schema=RejectedDocument.dtypes())
    for frame, model in ((document, Document), (of_text, Passage), (rejected, RejectedDocument)):
        parts = split(frame, model)
        assert (parts.good.height, parts.bad.height) == (frame.height, 0)


def test_passages_are_the_text_between_their_offsets() -> None:
    for row in passages(ENTRY.document_id, READ):
        assert READ.text[row["start"] : row["end"]] == row["text"]


def test_a_letterhead_makes_a_report() -> None:
    report = """ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BẮC SƠN                        Độc lập - Tự do - Hạnh phúc

Số: 512/BC-UBND                      Bắc Sơn, ngày 15 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác văn hóa năm 2023

Năm 2023, huyện Bắc Sơn đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng tại các điểm du lịch.
"""
    assert looks_like_report(read(report.encode(), "r.txt"))
    assert not looks_like_report(READ)


def test_what_is_wrong_with_one_line_is_told_once() -> None:
    one = Rejection("sources.csv", 3, None, None, "bad_register_line", "`kind` is wrong", "Mend it.")
    other = Rejection("sources.csv", 3, None, None, "bad_register_line", "`area_id` is unknown", "Look it up.")
    empty = Rejection("a.txt", 0, None, 0, "empty", "Nothing in it", "Fetch it again.")
    first, second = merged([one, empty, other, one])
    assert first == empty
    assert (second.message, second.cure) == ("`kind` is wrong; `area_id` is unknown", "Mend it. Look it up.")
