"""Stories of web pages, one behaviour each: what is kept, what is cut off, what a page says of itself."""

from datetime import date

import pytest

from pipelines.reading import ReadDocument, read

FIRST = "Năm 2024, huyện Yên Mẫu đón 182.000 lượt khách, tăng mạnh so với năm trước và vượt kế hoạch đề ra."
SECOND = "Doanh thu du lịch của huyện đạt 95 tỷ đồng; toàn huyện có 46 cơ sở lưu trú với 510 phòng phục vụ du khách."
THIRD = "Năm 2025, huyện đặt mục tiêu đón 200.000 lượt khách và đưa thêm 3 điểm du lịch cộng đồng vào hoạt động."
TITLE = "Huyện Yên Mẫu vượt kế hoạch đón khách du lịch"


def page(body: str, head: str = "") -> ReadDocument:
    source = f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read(source.encode(), "page.html")


def article(inner: str) -> str:
    return f"<div class=wrap><h1>{TITLE}</h1><div class=content>{inner}</div></div>"


def role_of(document: ReadDocument, words: str) -> str:
    roles = [passage.role for passage in document.passages if words in document.text_of(passage)]
    assert len(roles) == 1, f"{words!r} stands in {len(roles)} passages"
    return roles[0]


def body_of(document: ReadDocument) -> str:
    return "\n".join(document.text_of(p) for p in document.passages if p.role not in ("boilerplate", "title"))


PROSE = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def test_figures_of_the_sidebar_are_boilerplate() -> None:
    document = page(article(PROSE) + "<div class=right><h3>Đọc nhiều</h3><p>Đảo Mây đón 3 triệu lượt khách</p></div>")
    assert role_of(document, "3 triệu") == "boilerplate"


@pytest.mark.parametrize(
    "lead",
    [
        '<p class="sapo">{}</p>',
        '<h2 class="detail-sapo">{}</h2>',
        "<p><strong>{}</strong></p>",
        "<blockquote>{}</blockquote>",
        '<div class="article__sapo cms-desc">{}</div>',
    ],
)
def test_the_lead_survives_however_it_is_marked(lead: str) -> None:
    sapo = "Du khách trở lại, 412 hộ dân mở thêm homestay và thu nhập của xã vùng cao tăng rõ rệt trong năm qua."
    inside = page(article(lead.format(sapo) + PROSE))
    outside = page(f"<div><h1>{TITLE}</h1>{lead.format(sapo)}<div class=content>{PROSE}</div></div>")
    assert role_of(inside, "412 hộ") == role_of(outside, "412 hộ") == "lead"
    assert role_of(inside, "182.000") == "body"


def test_the_first_paragraph_leads_where_none_is_marked() -> None:
    document = page(article(PROSE))
    assert [role_of(document, words) for words in ("182.000", "95 tỷ", "200.000")] == ["lead", "body", "body"]


def test_a_lead_printed_twice_counts_once() -> None:
    document = page(article(f"<p class=sapo>{FIRST}</p><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"))
    roles = [p.role for p in document.passages if document.text_of(p) == FIRST]
    assert roles == ["lead", "boilerplate"]


def test_a_title_repeated_by_the_system_is_boilerplate() -> None:
    document = page(article(PROSE + f"<p>{TITLE}</p>"))
    assert [p.role for p in document.passages if document.text_of(p) == TITLE] == ["title", "boilerplate"]


@pytest.mark.parametrize(
    "teaser",
    [
        "<div class='related-box'><p>Thị xã Bến Giả đón 640 nghìn lượt khách</p></div>",
        "<ul><li><a href=/a>Thị xã Bến Giả đón 640 nghìn lượt khách</a></li></ul>",
        "<p><a href=/a>Thị xã Bến Giả đón 640 nghìn lượt khách</a></p>",
        "<p>Xem thêm: Thị xã Bến Giả đón 640 nghìn lượt khách</p>",
        "<p>>> Thị xã Bến Giả đón 640 nghìn lượt khách</p>",
        "<div><h4>Tin liên quan</h4><p>Thị xã Bến Giả đón 640 nghìn lượt khách</p></div>",
        "<p><b>Đọc thêm</b></p><p><a href=/a>Thị xã Bến Giả đón 640 nghìn lượt khách</a></p>",
        "<div><h3><a href=/a>Thị xã Bến Giả lập kỷ lục mới về du lịch</a></h3>"
        "<p>Chỉ trong mười tháng, thị xã đã đón 640 nghìn lượt khách, vượt xa kế hoạch của cả năm.</p></div>",
    ],
)
def test_a_teaser_inside_the_column_is_cut_and_the_article_goes_on(teaser: str) -> None:
    document = page(article(f"<p>{FIRST}</p><p>{SECOND}</p>{teaser}<p>{THIRD}</p>"))
    assert role_of(document, "640 nghìn") == "boilerplate"
    assert role_of(document, "200.000") == "body"


def test_a_link_inside_a_sentence_is_no_teaser() -> None:
    document = page(article(f"<p>{FIRST}</p><p>Theo <a href=/a>báo cáo của huyện</a>, {SECOND}</p><p>{THIRD}</p>"))
    assert role_of(document, "95 tỷ") == "body"


def test_comments_end_the_article() -> None:
    comment = "Tôi đã đi 4 lần trong năm và lần nào cũng thấy đường lên bản rất khó đi, mong huyện sớm sửa."
    document = page(article(PROSE + f"<p>Bình luận (2)</p><p>{comment}</p>"))
    assert role_of(document, "4 lần") == "boilerplate"


def test_a_box_of_facts_beside_the_prose_belongs_to_the_article() -> None:
    fact = "Huyện Yên Mẫu có 12 xã, 31 di tích và một lễ hội được ghi danh di sản văn hóa phi vật thể quốc gia."
    document = page(article(PROSE.replace("</p><p>", f"</p><aside><p>{fact}</p></aside><p>", 1)))
    assert role_of(document, "31 di tích") == "body"


def test_an_unlucky_class_name_does_not_hide_the_article() -> None:
    around = page(f"<div class='sidebar-1 has-related'><h1>{TITLE}</h1><div class='content tags'>{PROSE}</div></div>")
    within = page(article(f"<div class='text related'><p>{FIRST}</p><p>{SECOND}</p></div><p>{THIRD}</p>"))
    assert role_of(around, "200.000") == role_of(within, "95 tỷ") == "body"


def test_the_last_part_of_an_article_may_stand_in_a_box_of_its_own() -> None:
    parts = f"<div class=part1>{PROSE}<p>{SECOND.replace('95', '96')}</p><p>{FIRST.replace('182', '183')}</p></div>"
    last = f"<div class=part2><h3>Năm tới</h3><p>{THIRD.replace('200', '220')}</p></div>"
    document = page(f"<div class=wrap><h1>{TITLE}</h1>{parts}{last}</div><p>Trang này thuộc huyện.</p>")
    assert (role_of(document, "Năm tới"), role_of(document, "220.000")) == ("heading", "body")


def test_a_table_of_figures_becomes_one_row_per_line_with_its_columns_kept() -> None:
    rows = (
        "<tr><th>Chỉ tiêu</th><th>Kế hoạch</th><th>Kết quả</th></tr>"
        "<tr><td rowspan=2>Lượt khách</td><td>170.000</td><td>182.000</td></tr><tr><td colspan=2>chưa có</td></tr>"
    )
    document = page(article(f"<p>{SECOND}</p><table>{rows}</table><p>{THIRD}</p>"))
    table = [document.text_of(p) for p in document.passages if p.role == "table_row"]
    assert table == ["Chỉ tiêu | Kế hoạch | Kết quả", "Lượt khách | 170.000 | 182.000", "| chưa có |"]


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    cells = f"<tr><td><ul><li><a href=/>Trang chủ</a></li></ul></td><td><h1>{TITLE}</h1>{PROSE}</td></tr>"
    document = page(f"<table>{cells}</table>")
    assert [p.role for p in document.passages] == ["boilerplate", "title", "lead", "body", "body"]


def test_captions_are_told_from_prose() -> None:
    inner = (
        f"<p>{FIRST}</p><figure><img src=a.jpg><figcaption>Du khách ở bản Hạ, nơi có 20 nhà sàn.</figcaption></figure>"
        f"<p>{SECOND}</p><p><img src=b.jpg></p><p><em>Chợ phiên họp 4 lần mỗi tháng.</em></p>"
        f"<p>Lễ hội xuân có 9 đội thi. Ảnh: Minh An</p><p>{THIRD}</p>"
    )
    document = page(article(inner))
    assert [role_of(document, words) for words in ("20 nhà", "4 lần", "9 đội", "510 phòng")] == [
        "caption",
        "caption",
        "caption",
        "body",
    ]


def test_headings_open_sections() -> None:
    document = page(
        article(f"<p>{FIRST}</p><h2>Doanh thu tăng</h2><p>{SECOND}</p><p><b>Mục tiêu mới</b></p><p>{THIRD}</p>")
    )
    sections = {document.text_of(p)[:8]: p.section for p in document.passages if p.role in ("lead", "body")}
    assert sections == {FIRST[:8]: None, SECOND[:8]: "Doanh thu tăng", THIRD[:8]: "Mục tiêu mới"}


def test_a_line_break_inside_a_sentence_does_not_cut_it() -> None:
    document = page(
        article(f"<p>{FIRST}</p><p>Toàn huyện hiện có<br>46 cơ sở lưu trú,<br>trong đó 5 khách sạn.</p><p>{THIRD}</p>")
    )
    assert "cơ sở lưu trú, trong đó 5 khách sạn." in body_of(document)


def test_two_line_breaks_make_two_paragraphs() -> None:
    document = page(f"<div><h1>{TITLE}</h1><div>{FIRST}<br><br>{SECOND}<br/><br/>{THIRD}</div></div>")
    assert [p.role for p in document.passages] == ["title", "lead", "body", "body"]


def test_hidden_text_is_not_on_the_page() -> None:
    hidden = (
        "<script>var x = 'khuất';</script><style>.khuất{width:78px}</style><p style='display: none'>khuất</p>"
        "<p hidden>khuất</p><noscript>khuất</noscript><!-- khuất --><template><p>khuất</p></template>"
    )
    document = page(article(PROSE + hidden))
    assert "khuất" not in document.text


def test_unseen_signs_do_not_split_numbers() -> None:
    document = page(
        article(f"<p>{FIRST}</p><p>Huyện có 1\u200b.250\u00ad hộ làm du lịch ở 12 xã vùng cao và vùng thấp.</p>{PROSE}")
    )
    assert "1.250 hộ" in document.text


def test_a_no_break_blank_stays() -> None:
    document = page(
        article(f"<p>{FIRST}</p><p>Huyện có 98&nbsp;% số hộ dùng internet, theo báo cáo mới nhất.</p>{PROSE}")
    )
    assert "98\xa0%" in document.text


def test_a_page_without_an_article_is_all_boilerplate() -> None:
    links = "".join(f"<li><a href=/{n}>Tin số {n} của huyện Yên Mẫu</a></li>" for n in range(5))
    document = page(f"<nav><ul>{links}</ul></nav>")
    assert {p.role for p in document.passages} == {"boilerplate"}


def test_an_outer_document_type_is_neither_fetched_nor_expanded() -> None:
    source = (
        "<!DOCTYPE html [<!ENTITY secret SYSTEM 'file:///etc/hostname'><!ENTITY many 'xxxxxxxxxx'>"
        f"<!ENTITY more '&many;&many;'>]><html><body><h1>{TITLE}</h1><p>&secret;&more;{FIRST}</p>{PROSE}</body></html>"
    )
    document = read(source.encode(), "page.html")
    assert "xxxx" not in document.text
    assert "&secret;" in document.text


BYLINE = "<p class=meta>{}</p>"


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ('<meta property="article:published_time" content="2025-01-08T18:31:00Z">', ""),
        ('<meta itemprop="datePublished" content="09/01/2025 08:31">', ""),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-01-09"}</script>',
            "",
        ),
        ("", '<time datetime="2025-01-09T08:31:00+07:00">hôm nay</time>'),
        ("", BYLINE.format("08:31 09/01/2025")),
        ("", BYLINE.format("Thứ Năm, 9/1/2025 | 08:31 GMT+7")),
        ("", BYLINE.format("Minh An - Đăng lúc 08:31 ngày 09-01-2025")),
        ('<link rel="canonical" href="https://bao.example.vn/2025/01/09/yen-mau.html">', ""),
    ],
)
def test_the_day_of_publication_is_read_where_the_page_states_it(head: str, top: str) -> None:
    document = page(f"<div><h1>{TITLE}</h1>{top}<div>{PROSE}</div></div>", head)
    assert document.published_on == date(2025, 1, 9)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<div class=top>Thứ Hai, 12/05/2025</div>{article(PROSE)}"),
        ("", article(PROSE.replace("Năm 2025", "Ngày 12/05/2025"))),
        ('<meta name="date" content="1/2/2025 8:31:00 AM">', article(PROSE)),
        ('<meta property="article:published_time" content="0001-01-01T00:00:00">', article(PROSE)),
        ('<script type="application/ld+json">{"datePublished":</script>', article(PROSE)),
        ('<link rel="canonical" href="https://bao.example.vn/2025/05/tin-20251399.html">', article(PROSE)),
    ],
)
def test_no_day_is_better_than_a_wrong_one(head: str, body: str) -> None:
    assert page(body, head).published_on is None


def test_the_byline_is_boilerplate_and_names_the_author() -> None:
    document = page(f"<div><h1>{TITLE}</h1><p>Lê Minh An | 09/01/2025 08:31</p><div>{PROSE}</div></div>")
    assert (document.author, role_of(document, "08:31")) == ("Lê Minh An", "boilerplate")


def test_the_paper_is_no_author() -> None:
    head = '<meta name="author" content="Báo Mẫu"><meta property="og:site_name" content="Báo Mẫu">'
    document = page(article(PROSE + "<p style='text-align:right'><b>Lê Minh An</b></p>"), head)
    assert (document.author, document.site) == ("Lê Minh An", "Báo Mẫu")
    assert role_of(document, "Minh An") == "boilerplate"


def test_the_title_is_the_heading_that_the_markup_names_not_the_logo() -> None:
    document = page(f"<h1>Báo điện tử của tỉnh Mẫu</h1><div><h1>{TITLE}</h1><div>{PROSE}</div></div>")
    assert document.title == TITLE
    assert role_of(document, "Báo điện tử") == "boilerplate"


def test_the_title_is_found_without_a_heading_and_without_the_sites_name() -> None:
    source = (
        f"<html><head><title>{TITLE} - Báo Mẫu</title></head><body><div><div>{TITLE}</div><div>09/01/2025 08:31</div>"
        f"<div>{FIRST}</div><div>{PROSE}</div></div></body></html>"
    )
    document = read(source.encode(), "page.html")
    assert (document.title, document.published_on) == (TITLE, date(2025, 1, 9))


def test_a_line_named_title_is_one_where_the_markup_names_only_the_site() -> None:
    source = (
        "<html><head><title>Cổng thông tin huyện</title></head><body><div class=Title>Huyện đón khách quanh năm</div>"
        f"<div>{PROSE}</div></body></html>"
    )
    assert read(source.encode(), "page.html").title == "Huyện đón khách quanh năm"


def test_a_table_of_paragraphs_parted_by_empty_lines_lays_out_the_page() -> None:
    lines = "<br><br>".join([FIRST, SECOND, THIRD, FIRST.replace("182", "183"), SECOND.replace("95", "96")])
    document = page(
        f"<table><tr><td>Danh mục (1.204)</td><td><b>{TITLE}</b><br><br>{lines}<br><br>Lê Minh An</td></tr></table>"
    )
    assert [p.role for p in document.passages] == ["boilerplate", "title", "lead", *["body"] * 4, "boilerplate"]


def test_a_table_with_line_breaks_in_its_cells_holds_data() -> None:
    document = page(article(f"{PROSE}<table><tr><td>Khách<br>lưu trú</td><td>86.000<br>lượt</td></tr></table>"))
    assert role_of(document, "86.000") == "table_row"


def test_an_advertisement_of_an_amp_page_is_boilerplate() -> None:
    document = page(article(f"<p>{FIRST}</p><p>{SECOND}</p><amp-ad><div>Giảm giá 50%</div></amp-ad><p>{THIRD}</p>"))
    assert role_of(document, "50%") == "boilerplate"


def test_a_quotation_set_beside_the_prose_stays() -> None:
    quotation = "<div class='sidebar-quote'><blockquote>Chúng tôi giữ lại 70 nếp nhà sàn.</blockquote></div>"
    document = page(article(f"<p>{FIRST}</p>{quotation}<p>{SECOND}</p><p>{THIRD}</p>"))
    assert role_of(document, "70 nếp") == "quote"


def test_a_title_repeated_with_day_and_counter_is_boilerplate() -> None:
    document = page(article(PROSE + f"<p>{TITLE} | 17/11/2024 | Lượt xem: 518</p>"))
    assert role_of(document, "518") == "boilerplate"
