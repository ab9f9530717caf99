"""Who stands for the copies of a text, which version of a page is the newest, and that nothing is made twice."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.orchestration.steps import run_step, sketching_texts
from pipelines.orchestration.texts import sketch_frame, source_text_frame, source_texts
from schemas.contract import split
from schemas.core import SourceText
from schemas.raw import Document
from schemas.ref import Publisher
from schemas.staging import Passage, TextSketch

PUBLISHERS = pl.DataFrame(
    [("portal", "Cổng", 3), ("press", "Báo", 5), ("reprint", "Báo chép", 6)], schema=Publisher.dtypes(), orient="row"
)
STORY = "Năm 2023, huyện Sóc Sơn đón 413.000 lượt khách, doanh thu đạt 95 tỷ đồng. " + " ".join(
    f"Thôn {word} mở hội, dân làng và du khách cùng dự." for word in ("Đoài", "Đông", "Nam", "Bắc", "Trung")
)
OTHER = "Thành phố Hội An cho biết khách lưu trú tăng nhanh, phố cổ đông vui mỗi tối. " * 4
PAGE = "https://bao.vn/du-lich"


def document(name: str, **otherwise: Any) -> dict[str, Any]:
    said = {
        "document_id": name.encode().hex().ljust(64, "0"),
        "publisher_id": "press",
        "is_restated": False,
        "retrieved_at": datetime(2024, 6, 1, tzinfo=UTC),
    }
    return dict.fromkeys(Document.dtypes()) | said | otherwise


def found(*told: tuple[dict[str, Any], str]) -> dict[str, tuple[str, float, str | None]]:
    """Return what is found of documents and their texts, by name: whom they copy, how nearly, what is newer."""
    documents = pl.DataFrame([row for row, _ in told], schema=Document.dtypes())
    texts = [passage(row["document_id"], text) for row, text in told]
    sketches = sketch_frame(documents, pl.DataFrame(texts, schema=Passage.dtypes(), orient="row"))
    rows = source_text_frame(documents, sketches, PUBLISHERS)
    assert split(sketches, TextSketch).bad.is_empty()
    assert split(rows, SourceText).bad.is_empty()
    assert rows["document_id"].to_list() == sorted(documents["document_id"])
    return {name(row[0]): (name(row[1]), row[2], name(row[3])) for row in rows.iter_rows()}


def passage(document_id: str, text: str, number: int = 0, role: str = "body") -> tuple[Any, ...]:
    return (document_id, number, role, None, 0, len(text), text, False)


def name(document_id: str | None) -> Any:
    return document_id and bytes.fromhex(document_id).rstrip(b"\0").decode()


@pytest.mark.parametrize(
    ("stands", "copies"),
    [
        ({"publisher_id": "portal"}, {"published_on": date(2024, 1, 1)}),
        ({"published_on": date(2024, 1, 5)}, {"published_on": date(2024, 1, 6)}),
        ({"published_on": date(2024, 1, 5)}, {}),
        ({}, {"publisher_id": "reprint", "published_on": date(2024, 1, 1)}),
        ({}, {"publisher_id": "gone from the catalogue"}),
    ],
    ids=["better rank", "earlier", "dated", "better rank without a day", "unknown rank"],
)
def test_the_best_source_stands_for_the_text_then_the_first(stands: dict[str, Any], copies: dict[str, Any]) -> None:
    rows = found((document("a", **copies), STORY), (document("b", **stands), STORY), (document("c"), OTHER))
    assert rows == {"a": ("b", 1.0, None), "b": ("b", 1.0, None), "c": ("c", 1.0, None)}


def test_of_equals_the_least_id_stands_and_a_copy_says_how_near_it_is() -> None:
    rows = found((document("b"), f"{STORY} Theo bạn đọc, hội làng còn kéo dài."), (document("a"), STORY))
    assert rows["a"] == ("a", 1.0, None)
    assert rows["b"][0] == "a"
    assert 0.5 <= rows["b"][1] < 1


def test_a_page_fetched_again_with_another_figure_supersedes_what_it_was() -> None:
    def fetched(name: str, month: int, **otherwise: Any) -> dict[str, Any]:
        return document(name, url=PAGE, retrieved_at=datetime(2024, month, 1, tzinfo=UTC), **otherwise)

    corrected = STORY.replace("413.000", "431.000")
    rows = found((fetched("b", 3), corrected), (fetched("c", 1), STORY))
    assert {name: newer for name, (_, _, newer) in rows.items()} == {"b": None, "c": "b"}
    together = [("x", {}), ("y", {"published_on": date(2024, 1, 1)}), ("z", {"published_on": date(2024, 1, 1)})]
    rows = found(*((fetched(name, 1, **said), OTHER) for name, said in together))
    assert {name: newer for name, (_, _, newer) in rows.items()} == {"x": "z", "y": "z", "z": None}


def test_two_attachments_of_one_page_are_no_versions_of_each_other() -> None:
    rows = found((document("report", url=PAGE), STORY), (document("appendix", url=PAGE), OTHER))
    assert {newer for _, _, newer in rows.values()} == {None}


def test_texts_that_restate_a_page_are_no_versions_of_it() -> None:
    rows = found(
        (document("a", url=PAGE, is_restated=True), STORY),
        (document("b", url=PAGE, is_restated=True), OTHER),
        (document("c", url=PAGE), "Bản gốc của trang."),
        (document("d"), "Không có địa chỉ."),
        (document("e"), "Cũng không có."),
    )
    assert {newer for _, _, newer in rows.values()} == {None}


def test_what_stands_on_every_page_of_an_outlet_is_no_part_of_the_text() -> None:
    menu = "Trang chủ, chính trị, xã hội, kinh tế, văn hóa, thể thao, du lịch, bạn đọc, liên hệ tòa soạn. " * 6
    one, other = document("a"), document("b")
    documents = pl.DataFrame([one, other], schema=Document.dtypes())
    texts = [passage(row["document_id"], menu, 0, "boilerplate") for row in (one, other)]
    texts += [passage(one["document_id"], STORY, 1), passage(other["document_id"], OTHER, 1)]
    sketches = sketch_frame(documents, pl.DataFrame(texts, schema=Passage.dtypes(), orient="row"))
    assert source_text_frame(documents, sketches, PUBLISHERS)["text_id"].n_unique() == 2


def test_a_document_without_a_sketch_is_a_text_of_its_own() -> None:
    documents = pl.DataFrame([document("a"), document("b")], schema=Document.dtypes())
    rows = source_text_frame(documents, TextSketch.empty(), PUBLISHERS)
    assert rows["text_id"].to_list() == rows["document_id"].to_list()
    assert source_text_frame(Document.empty(), TextSketch.empty(), PUBLISHERS).schema == SourceText.dtypes()


@given(st.permutations([("a", STORY), ("b", STORY), ("x", STORY), ("d", OTHER), ("c", OTHER), ("e", "Vắng khách.")]))
def test_the_order_of_documents_does_not_matter(told: list[tuple[str, str]]) -> None:
    ranks = {"a": "reprint", "b": "press", "x": "portal"}
    rows = found(*((document(name, publisher_id=ranks.get(name, "press"), url=PAGE), text) for name, text in told))
    assert {name: text for name, (text, _, _) in rows.items()} == {
        "a": "x", "b": "x", "c": "c", "d": "c", "e": "e", "x": "x",
    }  # fmt: skip
    assert {name: newer for name, (_, _, newer) in rows.items() if newer} == {"a": "x", "b": "x"}


def test_sketches_are_made_once_and_texts_compared_over_all_years(desk: Any) -> None:
    desk.put("a.txt", STORY, published_on="2023-12-30")
    desk.put("b.txt", STORY + " Theo báo huyện.", published_on="2024-01-02")
    desk.take_in()
    step, tables = sketching_texts(desk.tables), desk.tables
    tables["ref.publisher"].write(PUBLISHERS)

    def build() -> list[int]:
        made = [run_step(step, year, "1").made for year in (2023, 2024)]
        tables["core.source_text"].write(source_texts(tables))
        return made

    def stamps() -> dict[Path, tuple[int, int]]:
        files = [path for path in desk.lake.root.rglob("*") if path.is_file()]
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}

    assert build() == [1, 1]
    assert tables["core.source_text"].rows()["text_id"].n_unique() == 1
    before = stamps()
    assert build() == [0, 0]
    assert stamps() == before
    desk.remove("a.txt")
    desk.take_in()
    assert build() == [0, 0]
    [(document_id, text_id)] = tables["core.source_text"].rows().select("document_id", "text_id").rows()
    assert text_id == document_id
