"""Whatever the parts of a report are, its text holds each once, in order, at the place that its block says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.claims.grids import cells_of
from pipelines.reading import RejectedError
from pipelines.reading.laid import Part, lay_out, row_of

SIGNS = st.characters(exclude_categories=("Cs", "Mn", "Me"))
TEXTS = st.text(SIGNS, max_size=30)
PARTS = st.builds(
    Part,
    text=TEXTS,
    form=st.sampled_from(["paragraph", "heading", "list_item", "table_row", "furniture"]),
    group=st.integers(0, 5),
    level=st.integers(0, 9),
    is_bold=st.booleans(),
    is_set_off=st.booleans(),
    is_recognised=st.booleans(),
)
UNSEEN = {*map(chr, range(0x200B, 0x2010)), "\u2060", "\ufeff", "\u00ad"}


def ink(text: str) -> str:
    return "".join(sign for sign in "".join(text.split()) if sign not in UNSEEN)


@given(st.lists(PARTS, max_size=8))
def test_blocks_stand_where_they_say_each_on_its_line(parts: list[Part]) -> None:
    laid = lay_out(parts)
    position = 0
    for block in laid.blocks:
        assert block.start == position
        assert laid.text[block.start : block.end] == block.text == block.text.strip() != ""
        position = block.end + 1
    assert laid.text == "\n".join(block.text for block in laid.blocks)
    assert len(laid.text.splitlines()) == len(laid.blocks)


@given(st.lists(PARTS, max_size=8))
def test_no_sign_that_is_seen_is_lost(parts: list[Part]) -> None:
    laid = lay_out(parts)
    if laid.encoding == "utf-8":
        assert ink(laid.text) == ink("".join(part.text for part in parts))


@given(st.lists(PARTS, max_size=8))
def test_what_is_known_of_a_part_is_known_of_its_block(parts: list[Part]) -> None:
    laid = lay_out(parts)
    if len(laid.blocks) == len(parts):
        for block, part in zip(laid.blocks, parts, strict=True):
            known = (block.form, block.group, block.level, block.is_bold, block.is_set_off, block.is_recognised)
            assert known == tuple(part[1:])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_line_end_inside_a_part_does_not_tear_it(end: str) -> None:
    assert lay_out([Part(f"Đón 120{end}lượt"), Part("Hết")]).text == "Đón 120 lượt\nHết"


def test_blanks_and_unseen_signs_are_those_of_layout() -> None:
    laid = lay_out([Part("\t Đón\u200b   120 \ufeff"), Part(" \u200b "), Part("1\u00a0000")])
    assert [block.text for block in laid.blocks] == ["Đón 120", "1\u00a0000"]


def test_letters_of_one_encoding_are_converted_in_every_part() -> None:
    laid = lay_out([Part("HuyÖn ®· ®ãn tæng sè 950 ngh×n l\xadît kh¸ch"), Part("n¨m tr\xadíc vµ v\xadît", "table_row")])
    assert laid.text == "Huyện đã đón tổng số 950 nghìn lượt khách\nnăm trước và vượt"
    assert laid.encoding == "tcvn3"


def test_marks_piled_on_one_letter_are_refused() -> None:
    with pytest.raises(RejectedError):
        lay_out([Part("Huyện " + "a" + "\u0301" * 5_000)])


@given(st.lists(st.text(SIGNS, max_size=12), min_size=1, max_size=6))
def test_the_cells_of_a_row_are_found_again_in_their_columns(cells: list[str]) -> None:
    seen = [unicodedata.normalize("NFC", " ".join(cell.replace("|", "/").split())) for cell in cells]
    if any(seen):
        assert [cell.text for cell in cells_of(row_of(cells))] == seen


@given(st.lists(st.sampled_from(["", "Xã", "1.200", "Khách du lịch", "12 / 15"]), min_size=2, max_size=7).filter(any))
def test_empty_cells_keep_their_places(cells: list[str]) -> None:
    assert [cell.text for cell in cells_of(row_of(cells))] == cells
