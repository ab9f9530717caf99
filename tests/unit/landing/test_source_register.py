"""Stories of the register's lines: what is accepted, what is a fault, and what still serves."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.landing import register
from pipelines.landing.register import RegisterLine

HEADER = "file,kind,publisher,source_urls,published_on,area_id,title,restated"


def parse(*lines: str, header: str = HEADER) -> register.Register:
    return register.parse("\n".join([header, *lines]).encode())


def only_messages(found: register.Register) -> str:
    (fault,) = found.faults
    return "; ".join(fault.messages)


def test_a_full_line_is_read() -> None:
    found = parse("a.html,report,Báo Mẫu,https://a.vn/1|https://b.vn/2,2025-01-09,district-016,Tin,true")
    assert found.faults == ()
    assert found.lines["a.html"] == RegisterLine(
        line_no=2,
        file_name="a.html",
        kind="report",
        publisher="Báo Mẫu",
        source_urls=("https://a.vn/1", "https://b.vn/2"),
        published_on=date(2025, 1, 9),
        area_id="district-016",
        title="Tin",
        is_restated=True,
    )


def test_day_and_area_may_be_empty() -> None:
    found = parse("a.html,article,,,,,,false")
    assert found.faults == ()
    line = found.lines["a.html"]
    assert (line.published_on, line.area_id, line.publisher, line.source_urls) == (None, None, None, ())


def test_unknown_columns_are_ignored_and_missing_ones_are_no_fault() -> None:
    found = parse("x,a.html,9", header="sample, File ,figures")
    assert (found.faults, found.lines["a.html"]) == ((), RegisterLine(2, "a.html"))


def test_a_mark_of_utf_8_line_ends_of_windows_and_breaks_inside_quotes_are_read() -> None:
    content = (
        '\ufefffile,title,published_on\r\na.html,"Dòng một\r\ndòng hai, ""ba""",2025-01-09\r\nb.html,B,2025-13-01\r\n'
    )
    found = register.parse(content.encode())
    assert found.lines["a.html"].title == 'Dòng một dòng hai, "ba"'
    assert [fault.line_no for fault in found.faults] == [4]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a.html,essay,,,,,,", "`kind` is `essay`"),
        ("a.html,,,,,,,", "`kind` is ``"),
        ("a.html,article,,,09/01/2025,,,", "`published_on` is `09/01/2025`"),
        ("a.html,article,,,20250109,,,", "`published_on`"),
        ("a.html,article,,,2025-02-30,,,", "`published_on`"),
        ("a.html,article,,,0204-01-09,,,", "`published_on`"),
        ("a.html,article,,,,Sóc Sơn,,", "`area_id` is `Sóc Sơn`"),
        ("a.html,article,,,,district-16,,", "`area_id`"),
        ("a.html,article,,ftp://x,,,,", "`source_urls` holds `ftp://x`"),
        ("a.html,article,,,,,,yes", "`restated` is `yes`"),
        ("a.html,article,,,,,Một, hai,true", "9 cells under 8 columns"),
        (",article,,,,,,", "`file` is empty"),
    ],
)
def test_a_fault_is_named_with_its_cell(line: str, words: str) -> None:
    assert words in only_messages(parse(line))


def test_a_faulty_cell_costs_that_cell_alone() -> None:
    line = parse("a.html,essay,Báo Mẫu,https://a.vn/1|nowhere,9/1/2025,huyện,Tin,maybe").lines["a.html"]
    assert line == RegisterLine(2, "a.html", None, "Báo Mẫu", ("https://a.vn/1",), None, None, "Tin", False)


def test_the_first_of_two_lines_for_a_file_serves() -> None:
    found = parse("a.html,article,,,,,Một,", "./a.html,article,,,,,Hai,")
    assert found.lines["a.html"].title == "Một"
    assert "already stands on line 2" in only_messages(found)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_register(content: bytes) -> None:
    found = register.parse(content)
    assert all(fault.messages and fault.cure for fault in found.faults)


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=10), max_size=8))
def test_no_line_is_lost_without_a_fault(rows: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    found = register.parse("\n".join([HEADER, *quoted]).encode("utf-8", "replace"))
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert len(found.lines) + len(found.faults) >= filled
