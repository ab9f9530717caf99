"""Writes the report in Word, the report in PDF and the appendix in Excel of the sample landing.

How each of them looks stands here, their words in `words`; what they state is labelled in
`schemas/catalogue/labels/claims.csv`. The addresses of the pages that they restate are those of the register.

`PYTHONPATH=tests python -m sample.make_reports [FOLDER]` writes into `warehouse/landing` by default. Dates and ids are
fixed: the same versions of python-docx, ReportLab, openpyxl and zlib give the same bytes. Other bytes need their new
`document_id` in the labels. The PDF embeds those letters it needs of DejaVu Serif, a free font that has all of
Vietnamese; it must be installed (Debian's package `fonts-dejavu-core` or `fonts-dejavu`).
"""

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import BaseDocTemplate
from sample.words import (
    DAY,
    EXCEL,
    EXCEL_SHEETS,
    EXCEL_TITLE,
    ISSUER,
    PDF,
    PDF_BODY,
    PDF_TABLE,
    PDF_TITLE,
    SAMPLE,
    SOURCES,
    WORD,
    WORD_BODY,
    WORD_TABLE,
    WORD_TITLE,
)  # fmt: skip

LANDING: Final = Path(__file__).parents[2] / "warehouse" / "landing"
FONTS: Final = Path("/usr/share/fonts/truetype/dejavu")
WRITTEN_AT: Final = datetime(2025, 6, 20, 8)


def addresses(name: str) -> Iterator[str]:
    """Give the addresses of the pages that a document restates, as the register has them."""
    with (LANDING / "sources.csv").open(encoding="utf-8", newline="") as lines:
        told = {row["file"][:3]: row["source_urls"] for row in csv.DictReader(lines)}
    yield from (told[number] for number in SOURCES[name])


def repacked(package: bytes) -> bytes:
    """Pack an Office file anew with the day WRITTEN_AT instead of today's."""
    moment = WRITTEN_AT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(?<=W3CDTF\">)[^<]+", moment, content)
            new.writestr(zipfile.ZipInfo(name, WRITTEN_AT.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def word_report() -> bytes:
    """Return the report of 2024 as a DOCX: letterhead, sections with items, a table, addressees and signature."""
    document = Document()
    document.core_properties.author, document.core_properties.title = ISSUER, WORD_TITLE
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for style in ("Normal", "Heading 1", "Heading 2", "Caption"):
        font = document.styles[style].font
        font.name, font.size, font.color.rgb = "Times New Roman", Pt(13), None
        document.styles[style].element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            document.styles[style].element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    head = document.add_table(1, 2)
    for cell, lines in zip(head.rows[0].cells, ((ISSUER.upper(), "Số: 01/TM"), ("", DAY)), strict=True):
        for no, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if no == 0 else cell.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(line)
            run.bold, run.italic = no == 0, line == DAY
    for line in ("BÁO CÁO", WORD_TITLE):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    styles = {
        "section": "Heading 1",
        "heading": "Heading 2",
        "paragraph": "Normal",
        "caption": "Caption",
        "item": "List Bullet",
    }
    for style, words in WORD_BODY:
        if style == "table":
            table = document.add_table(0, len(WORD_TABLE[0]), "Table Grid")
            for no, row in enumerate(WORD_TABLE):
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].add_run(text).bold = no == 0
        else:
            document.add_paragraph(words, styles[style])
    for address in addresses(WORD):
        document.add_paragraph(address, "List Bullet")
    foot = document.add_table(1, 2).rows[0].cells
    foot[0].paragraphs[0].add_run("Nơi nhận:").italic = True
    for line in ("- Người đọc tài liệu mẫu;", "- Lưu: Niên giám."):
        foot[0].add_paragraph(line)
    foot[1].paragraphs[0].add_run("NGƯỜI LẬP BIỂU").bold = True
    foot[1].add_paragraph("(tài liệu mẫu, không ký)")
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def pdf_report() -> bytes:
    """Return the report of 2022 and 2023 as a PDF of two pages, with a ruled table that goes over both."""
    for style, file in (("Regular", "DejaVuSerif.ttf"), ("Bold", "DejaVuSerif-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(style, FONTS / file))
    words = ParagraphStyle("words", fontName="Regular", fontSize=11, leading=16, alignment=TA_JUSTIFY, spaceAfter=6)
    left = ParagraphStyle("left", words, alignment=TA_LEFT)
    cell = ParagraphStyle("cell", left, fontSize=10, leading=13.5, spaceAfter=0)
    bold = ParagraphStyle("bold", cell, fontName="Bold")
    styles = {"paragraph": words, "heading": ParagraphStyle("heading", left, fontName="Bold", spaceBefore=6)}
    title = ParagraphStyle("title", words, fontName="Bold", fontSize=13, alignment=TA_CENTER)
    rows = [[Paragraph(text, bold if no == 0 else cell) for text in row] for no, row in enumerate(PDF_TABLE)]
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    table = Table(rows, [1.1 * cm, 4.1 * cm, 4.6 * cm, 2.2 * cm, 2 * cm, 2 * cm], repeatRows=1, style=ruled)
    story = [Paragraph(f"{ISSUER.upper()}<br/>Số: 02/TM", left), Paragraph(DAY, left), Spacer(1, 10)]
    story += [Paragraph("BÁO CÁO", title), Paragraph(PDF_TITLE, title)]
    for style, text in PDF_BODY:
        story.append(table if style == "table" else Paragraph(text, styles[style]))
    small = ParagraphStyle("small", left, fontSize=8, leading=11, spaceAfter=3)
    story += [Paragraph(address.replace("&", "&amp;"), small) for address in addresses(PDF)]
    written = io.BytesIO()
    sheet = SimpleDocTemplate(
        written, pagesize=A4, leftMargin=2.5 * cm, rightMargin=2.5 * cm, topMargin=2.3 * cm, bottomMargin=2.2 * cm,
        title=PDF_TITLE, author=ISSUER, lang="vi", invariant=1,
    )  # fmt: skip
    sheet.build(story, onFirstPage=_furniture, onLaterPages=_furniture)
    return written.getvalue()


def _furniture(canvas: Canvas, sheet: BaseDocTemplate) -> None:
    canvas.setFont("Regular", 9)
    canvas.drawString(2.5 * cm, A4[1] - 1.5 * cm, f"{ISSUER}: số liệu viết lại từ các trang đã công bố")
    canvas.drawCentredString(A4[0] / 2, 1.3 * cm, f"Trang {sheet.page}")


def excel_appendix() -> bytes:
    """Return the appendix as an XLSX of two sheets, each with a title block, a merged header and a note."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = ISSUER, EXCEL_TITLE
    told = addresses(EXCEL)
    for name, title, rows, note, sources in EXCEL_SHEETS:
        sheet = book.create_sheet(name)
        for line in (f"{ISSUER.upper()} - PHỤ LỤC", title, "(Kèm theo Báo cáo số 02/TM ngày 20/6/2025)", SAMPLE, ""):
            sheet.append([line])
        sheet["A1"].font = sheet["A2"].font = Font(bold=True)
        for row in rows:
            sheet.append(row)
        _dress(sheet, first=6, columns=len(rows[0]))
        for line in ("", note, "Nguồn số liệu:", *islice(told, sources)):
            sheet.append([line])
    written = io.BytesIO()
    book.save(written)
    return repacked(written.getvalue())


def _dress(sheet: Worksheet, first: int, columns: int) -> None:
    """Merge the two rows of the header, rule the table, and show shares as percents."""
    line = Side("thin")
    for row in sheet.iter_rows(first, sheet.max_row, 1, columns):
        for cell in row:
            cell.border = Border(line, line, line, line)
            if isinstance(cell.value, float) and cell.value < 1:
                cell.number_format = "0.00%"
            elif isinstance(cell.value, int) and cell.value >= 10_000:
                cell.number_format = "#,##0"
            if cell.row <= first + 1:
                cell.font, cell.alignment = Font(bold=True), Alignment("center", "center", wrap_text=True)
    top, below = (list(row) for row in sheet.iter_rows(first, first + 1, 1, columns, values_only=True))
    for no in range(columns):
        if top[no] is not None and below[no] is None:
            sheet.merge_cells(start_row=first, end_row=first + 1, start_column=no + 1, end_column=no + 1)
        elif top[no] is None:
            sheet.merge_cells(start_row=first, end_row=first, start_column=no, end_column=no + 1)
    for letter, width in zip("ABCDEFGHIJ", (5, 32, *[15] * 8), strict=True):
        sheet.column_dimensions[letter].width = width


REPORTS: Final = {WORD: word_report, PDF: pdf_report, EXCEL: excel_appendix}


def main(folder: Path) -> None:
    """Write the three documents into a folder."""
    for name, report in REPORTS.items():
        (folder / name).write_bytes(report())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else LANDING)
