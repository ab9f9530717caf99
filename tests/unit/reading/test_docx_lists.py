"""Stories of the numbers and bullets that Word writes before paragraphs: they are counted, as nobody typed them."""

import io

import pytest
from docx import Document
from unit.reading.word_files import item, level, lists, p, style, word

from pipelines.reading import read
from pipelines.reading.docx import read_docx

PROSE = "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng tại các điểm di tích."


def lines(content: bytes) -> list[str]:
    return [block.text for block in read_docx(content).blocks]


def test_levels_count_within_those_above_and_begin_anew_below_each() -> None:
    numbering = lists(
        level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "decimal", "%2.%3."), level(3, "bullet", "")
    )
    steps = [(0, "Kết quả"), (1, "Văn hóa"), (2, "Lễ hội"), (2, "Di tích"), (3, "đình"), (1, "Du lịch"), (2, "Khách")]
    body = "".join(item(text, "1", depth) for depth, text in [*steps, (0, "Nhiệm vụ"), (1, "Văn hóa")])
    assert lines(word(body, numbering=numbering)) == [
        "I. Kết quả",
        "1. Văn hóa",
        "1.1. Lễ hội",
        "1.2. Di tích",
        "- đình",
        "2. Du lịch",
        "2.1. Khách",
        "II. Nhiệm vụ",
        "1. Văn hóa",
    ]


@pytest.mark.parametrize(
    ("form", "text", "first", "told"),
    [
        ("decimal", "%1)", 9, ["9)", "10)"]),
        ("decimalZero", "%1.", 9, ["09.", "10."]),
        ("upperRoman", "%1.", 3, ["III.", "IV."]),
        ("lowerRoman", "(%1)", 8, ["(viii)", "(ix)"]),
        ("upperLetter", "%1.", 1, ["A.", "B."]),
        ("lowerLetter", "%1)", 26, ["z)", "aa)"]),
        ("decimal", "Điều %1.", 1, ["Điều 1.", "Điều 2."]),
    ],
)
def test_numbers_are_written_in_the_form_of_their_level(form: str, text: str, first: int, told: list[str]) -> None:
    body = item("Một", "1") + item("Hai", "1")
    found = lines(word(body, numbering=lists(level(0, form, text, first))))
    assert found == [f"{told[0]} Một", f"{told[1]} Hai"]


def test_lists_count_each_for_itself_and_plain_paragraphs_between_do_not_end_them() -> None:
    numbering = lists(level(0, "decimal", "%1."), others={"2": level(0, "lowerLetter", "%1)")})
    body = item("Một", "1") + p("Đoạn") + item("A", "2") + item("Hai", "1") + item("B", "2")
    assert lines(word(body, numbering=numbering)) == ["1. Một", "Đoạn", "a) A", "2. Hai", "b) B"]


def test_empty_paragraphs_of_a_list_are_not_counted() -> None:
    body = item("Một", "1") + item("", "1") + item("Hai", "1")
    assert lines(word(body, numbering=lists(level(0, "decimal", "%1.")))) == ["1. Một", "2. Hai"]


def test_a_style_gives_its_paragraphs_a_number_and_one_of_them_can_do_without() -> None:
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    named = style("Muc", "Mục", f"<w:pPr>{listed}</w:pPr>") + style("MucCon", "Mục con", '<w:basedOn w:val="Muc"/>')
    off = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = "".join(
        p(text, properties=f'<w:pStyle w:val="{of}"/>{more}')
        for text, of, more in (("Một", "Muc", ""), ("Hai", "MucCon", ""), ("Không", "Muc", off), ("Ba", "Muc", ""))
    )
    found = lines(word(body, styles=named, numbering=lists(level(0, "decimal", "%1."))))
    assert found == ["1. Một", "2. Hai", "Không", "3. Ba"]


def test_the_list_styles_of_word_make_items() -> None:
    document = Document()
    document.add_paragraph(PROSE)
    for text in ("Lễ hội đền Sóc", "Hội Gióng"):
        document.add_paragraph(text, style="List Bullet")
    for text in ("Có 12 làng nghề được công nhận trên địa bàn huyện trong năm vừa qua.", "Có 7 di tích."):
        document.add_paragraph(text, style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    told = read(buffer.getvalue(), "a.docx")
    assert [(one.role, told.text_of(one)) for one in told.passages][1:] == [
        ("list_item", "- Lễ hội đền Sóc"),
        ("list_item", "- Hội Gióng"),
        ("list_item", "1. Có 12 làng nghề được công nhận trên địa bàn huyện trong năm vừa qua."),
        ("list_item", "2. Có 7 di tích."),
    ]


def test_a_numbered_heading_is_a_heading_with_its_number() -> None:
    named = style("H", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = p("Kết quả", properties='<w:pStyle w:val="H"/>') + p(PROSE)
    told = read_docx(word(body, styles=named, numbering=lists(level(0, "upperRoman", "%1."))))
    assert [(block.form, block.text) for block in told.blocks] == [("heading", "I. Kết quả"), ("paragraph", PROSE)]


def test_a_list_that_the_document_does_not_have_gives_no_number() -> None:
    body = item("Một", "7") + item("Hai", "1", 5)
    assert lines(word(body, numbering=lists(level(0, "decimal", "%1.")))) == ["Một", "Hai"]
    assert lines(word(item("Một", "1"))) == ["Một"]


def test_a_level_without_a_number_writes_none() -> None:
    assert lines(word(item("Một", "1"), numbering=lists(level(0, "none", "")))) == ["Một"]


def test_a_list_that_starts_again_counts_anew() -> None:
    kinds = f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
    of_kind = '<w:abstractNumId w:val="1"/>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = f'{kinds}<w:num w:numId="1">{of_kind}</w:num><w:num w:numId="2">{of_kind}{again}</w:num>'
    body = item("Một", "1") + item("Hai", "1") + item("Lại một", "2") + item("Lại hai", "2")
    assert lines(word(body, numbering=numbering)) == ["1. Một", "2. Hai", "1. Lại một", "2. Lại hai"]


@pytest.mark.parametrize(("override", "told"), [("", "3. Ba"), ('<w:startOverride w:val="5"/>', "5. Ba")])
def test_lists_of_one_kind_share_their_count_until_one_starts_at_a_number(override: str, told: str) -> None:
    # ECMA-376 part 1, 17.9.15 and 17.9.26.
    of_kind = '<w:abstractNumId w:val="1"/>'
    more = f'<w:lvlOverride w:ilvl="0">{override}</w:lvlOverride>' if override else ""
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}</w:abstractNum>'
        f'<w:num w:numId="1">{of_kind}</w:num><w:num w:numId="2">{of_kind}{more}</w:num>'
    )
    body = item("Một", "1") + item("Hai", "1") + item("Ba", "2")
    assert lines(word(body, numbering=numbering)) == ["1. Một", "2. Hai", told]
