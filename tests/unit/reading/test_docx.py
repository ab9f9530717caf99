"""Stories of Word files: what a reader sees on paper is what is read, each word once and in order."""

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.reading.hostile_files import word_file, zipped
from unit.reading.word_files import p, row, run, style, table, word

from pipelines.reading import RejectedError, docx, read
from pipelines.reading.docx import read_docx
from pipelines.reading.laid import Laid

FIRST = "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng tại các điểm di tích."
SECOND = "Tổng doanh thu từ hoạt động du lịch ước đạt 95,6 tỷ đồng, tăng 12% so với năm trước và vượt kế hoạch."


def saved(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def lines(laid: Laid) -> list[str]:
    return [block.text for block in laid.blocks]


def forms(laid: Laid) -> list[tuple[str, str]]:
    return [(block.form, block.text) for block in laid.blocks]


def refused(content: bytes) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        read_docx(content)
    assert caught.value.message
    assert caught.value.cure
    return caught.value


def test_a_report_has_its_letterhead_title_sections_and_signature_told_apart() -> None:
    document = Document()
    head = document.add_table(rows=2, cols=2)
    for place, text in (
        ((0, 0), "UBND HUYỆN SÓC MẪU\nPHÒNG VĂN HÓA"),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ((1, 0), "Số: 45/BC-VHTT"),
        ((1, 1), "Sóc Mẫu, ngày 20 tháng 12 năm 2023"),
    ):
        head.cell(*place).text = text
    for text in ("BÁO CÁO", "Kết quả công tác văn hóa năm 2023"):
        document.add_paragraph(text).alignment = 1
    document.add_paragraph("I. KẾT QUẢ")
    document.add_paragraph(FIRST)
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- UBND huyện;\n- Lưu: VT, 3 bản."
    foot.cell(0, 1).text = "TRƯỞNG PHÒNG\nNguyễn Văn Mẫu"
    told = read(saved(document), "bao-cao.docx")
    chrome = [told.text_of(one) for one in told.passages if one.role == "boilerplate"]
    assert told.title == "BÁO CÁO Kết quả công tác văn hóa năm 2023"
    assert str(told.published_on) == "2023-12-20"
    assert [(one.role, told.text_of(one)) for one in told.passages if one.role not in ("boilerplate", "title")] == [
        ("heading", "I. KẾT QUẢ"),
        ("body", FIRST),
    ]
    assert chrome.index("Số: 45/BC-VHTT") < chrome.index("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert "TRƯỞNG PHÒNG" in chrome
    assert any(line.endswith("Lưu: VT, 3 bản.") for line in chrome)


def test_styles_of_headings_make_headings_in_both_languages_of_word() -> None:
    document = Document()
    document.add_heading("Kết quả du lịch", 1)
    document.add_heading("Lượt khách", 2)
    document.add_paragraph(FIRST)
    told = read_docx(saved(document))
    assert [(block.form, block.level) for block in told.blocks] == [("heading", 1), ("heading", 2), ("paragraph", 0)]
    named = style("Tiu1", "Tiêu đề 1") + style("Rieng", "Mục của phòng", '<w:basedOn w:val="Tiu1"/>')
    told = read_docx(
        word(
            "".join(p(text, properties=f'<w:pStyle w:val="{of}"/>') for text, of in (("A", "Tiu1"), ("B", "Rieng"))),
            styles=named,
        )
    )
    assert [(block.form, block.level) for block in told.blocks] == [("heading", 1), ("heading", 1)]


def test_a_level_of_outline_makes_a_heading_and_nine_is_text() -> None:
    body = p("Lượt khách", properties='<w:outlineLvl w:val="1"/>') + p(FIRST, properties='<w:outlineLvl w:val="9"/>')
    assert [(block.form, block.level) for block in read_docx(word(body)).blocks] == [("heading", 2), ("paragraph", 0)]


def test_bold_letters_make_a_heading_where_no_style_does_and_a_style_can_be_bold() -> None:
    named = style("Dam", "Dam", "<w:rPr><w:b/></w:rPr>")
    body = (
        p("Báo cáo kết quả công tác văn hóa", properties='<w:jc w:val="center"/>')
        + p(FIRST)
        + p(run("Công tác du lịch", "<w:b/>"))
        + p("Công tác di tích", properties='<w:pStyle w:val="Dam"/>')
        + p(run("Công tác lễ hội", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="Dam"/>')
        + p(SECOND)
    )
    told = read(word(body, styles=named), "a.docx")
    assert [told.text_of(one) for one in told.passages if one.role == "heading"] == [
        "Công tác du lịch",
        "Công tác di tích",
    ]


def test_a_number_that_word_cut_into_runs_is_one() -> None:
    assert lines(read_docx(word(p("Đón 1.2", run("50", "<w:b/>"), ".000 lượt khách")))) == ["Đón 1.250.000 lượt khách"]


def test_a_line_break_parts_lines_and_joins_a_sentence_that_goes_on() -> None:
    broken = p("UBND HUYỆN", "<w:r><w:br/></w:r>", "PHÒNG VĂN HÓA")
    wrapped = p("Huyện đón 120.000 lượt", "<w:r><w:br/></w:r>", "khách trong năm.")
    assert lines(read_docx(word(broken + wrapped))) == [
        "UBND HUYỆN",
        "PHÒNG VĂN HÓA",
        "Huyện đón 120.000 lượt khách trong năm.",
    ]


@pytest.mark.parametrize(
    ("sign", "seen"),
    [("<w:noBreakHyphen/>", "2022-2023"), ("<w:tab/>", "2022 2023"), ('<w:br w:type="page"/>', "2022 2023")],
)
def test_signs_of_word_are_told_as_they_are_seen(sign: str, seen: str) -> None:
    assert lines(read_docx(word(p("2022", f"<w:r>{sign}</w:r>", "2023")))) == [seen]


def test_what_was_inserted_is_read_and_what_was_deleted_or_moved_away_is_not() -> None:
    body = (
        f"<w:p>{run('Đón ')}<w:del><w:r><w:delText>900</w:delText></w:r></w:del><w:ins>{run('120')}</w:ins>"
        f"<w:moveFrom>{run(' nghìn')}</w:moveFrom>{run(' lượt')}</w:p><w:ins>{p('Thêm 5 lễ hội')}</w:ins>"
        + table(row("Xã", "Khách"), row("A", "1"), row("B", "2", properties="<w:del/>"), row("C", "3"))
    )
    assert lines(read_docx(word(body))) == ["Đón 120 lượt", "Thêm 5 lễ hội", "Xã | Khách", "A | 1", "C | 3"]


def test_hidden_text_is_not_read() -> None:
    body = p("Đón 120 lượt", run(" (thực ra 90)", "<w:vanish/>"), run(" khách", '<w:vanish w:val="false"/>'))
    assert lines(read_docx(word(body))) == ["Đón 120 lượt khách"]


def test_of_a_field_the_result_is_read_and_the_code_is_not() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE) 77</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("340")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="DOCPROPERTY 12">{run("56")}</w:fldSimple>'
    assert lines(read_docx(word(p("Cộng ", field, " và ", simple)))) == ["Cộng 340 và 56"]


def test_links_and_content_controls_are_opened() -> None:
    link = f"<w:hyperlink>{run('lễ hội')}</w:hyperlink>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{p('Cả đoạn')}{table(row('a', 'b'), row('c', 'd'))}</w:sdtContent></w:sdt>"
    assert lines(read_docx(word(p("Có ", control, " ", link) + block))) == [
        "Có 12 lễ hội",
        "Cả đoạn",
        "a | b",
        "c | d",
    ]


def test_a_text_box_is_read_once_though_word_writes_it_twice() -> None:
    box = f"<w:txbxContent>{p('Đón 45 đoàn')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict>{box.replace('45', '46')}</w:pict></w:r>"
    assert lines(read_docx(word(p("Thân bài", both) + p(old)))) == ["Thân bài", "Đón 45 đoàn", "Đón 46 đoàn"]


def test_footnotes_stand_at_the_end_and_the_line_above_them_is_none() -> None:
    notes = (
        f'<w:footnote w:type="separator">{p("---")}</w:footnote><w:footnote w:id="2">{p("Nguồn: phòng.")}</w:footnote>'
    )
    body = p("Đón 120 lượt", '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Hết")
    assert lines(read_docx(word(body, footnotes=notes))) == ["Đón 120 lượt", "Hết", "Nguồn: phòng."]


def test_headers_and_footers_are_furniture_each_wording_once() -> None:
    running = p("Báo cáo năm 2023")
    told = read_docx(word(p(FIRST), header1=running, header2=running + p("Trang 2"), footer1=running))
    assert forms(told) == [("paragraph", FIRST), ("furniture", "Báo cáo năm 2023"), ("furniture", "Trang 2")]
    whole = read(word(p(FIRST) + p(SECOND), header1=running), "a.docx")
    assert [one.role for one in whole.passages][-1] == "boilerplate"


def test_letters_of_a_font_from_before_unicode_are_converted_and_the_encoding_is_told() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    told = "HuyÖn ®· ®ãn tæng sè 950 ngh×n kh¸ch du lÞch, t¨ng so víi kÕ ho¹ch cña tØnh."
    laid = read_docx(word(p(run(told, font))))
    assert lines(laid) == ["Huyện đã đón tổng số 950 nghìn khách du lịch, tăng so với kế hoạch của tỉnh."]
    assert laid.encoding == "tcvn3"
    assert read_docx(word(p(FIRST))).encoding == "utf-8"


def test_the_letter_that_old_fonts_write_as_a_soft_hyphen_is_kept() -> None:
    told = "HuyÖn ®· ®ãn tæng sè 950 ngh×n l\xadît kh¸ch du lÞch, t¨ng so víi n¨m tr\xadíc."
    assert lines(read_docx(word(p(told)))) == [
        "Huyện đã đón tổng số 950 nghìn lượt khách du lịch, tăng so với năm trước."
    ]


def test_what_is_no_whole_word_file_is_refused() -> None:
    whole = word_file()
    assert refused(whole[: len(whole) * 6 // 10]).reason == "damaged"
    assert refused(zipped({"word/document.xml": "<w:document>"})).reason == "damaged"
    assert refused(zipped({"word/styles.xml": "<s/>"})).reason == "damaged"


def test_a_document_without_a_body_or_without_text_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = parts["word/document.xml"].replace(b"w:body", b"w:none")
    assert refused(zipped({**parts, "word/document.xml": main})).reason == "damaged"
    with pytest.raises(RejectedError) as caught:
        read(word(p("")), "a.docx")
    assert caught.value.reason == "empty"


def test_a_document_of_more_paragraphs_than_any_report_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_MOST_PARAGRAPHS", 3)
    assert len(read_docx(word(p("a") * 3)).blocks) == 3
    assert refused(word(p("a") * 4)).reason == "too_large"


TEXTS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Mn", "Me", "Cf"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=40,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, max_size=8))
def test_any_paragraphs_come_out_whole_and_in_order(texts: list[str]) -> None:
    laid = read_docx(word("".join(p(run(text)) for text in texts)))
    assert all(laid.text[block.start : block.end] == block.text for block in laid.blocks)
    ink = "".join("".join(texts).split())
    assert "".join(laid.text.split()) == ink
