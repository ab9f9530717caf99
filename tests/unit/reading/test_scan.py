"""Stories of scans: what Tesseract tells of a sheet becomes rows and paragraphs that say they were recognised."""

import io
from collections.abc import Callable, Iterable

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from unit.reading.pdf_sheets import HEIGHT, WIDTH, Sheet, furniture, laid, pdf, rows, told

from pipelines.reading import programs
from pipelines.reading.document import RejectedError
from pipelines.reading.scan_rulings import without_rulings

HAS_MODEL = programs.found("tesseract") is not None and b"vie" in programs.run(
    ["tesseract", "--list-langs"], seconds=20, memory=1 << 30
)
needs_tesseract = pytest.mark.skipif(not HAS_MODEL, reason="Tesseract with its Vietnamese model is not installed")

Word = tuple[int, int, int, str, float]
"""A word of Tesseract: its line, where it begins and ends in dots, its letters, and how sure Tesseract is."""


def blank_scan(sheet: Sheet) -> None:
    sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 250)), 0, 0, WIDTH, HEIGHT)


def answer(words: Iterable[Word]) -> bytes:
    """Return the table that Tesseract writes; line n stands n * 70 dots down and is 50 dots high."""
    table = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    last = -1
    for line, left, right, text, sureness in words:
        if line != last:
            table.append(f"4\t1\t1\t1\t{line}\t0\t300\t{70 * line}\t1500\t50\t-1\t")
            last = line
        table.append(f"5\t1\t1\t1\t{line}\t1\t{left}\t{70 * line + 8}\t{right - left}\t30\t{sureness}\t{text}")
    return "\n".join(table).encode()


@pytest.fixture
def tesseract(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[Word]], None]:
    def tells(words: Iterable[Word]) -> None:
        told = answer(words)
        monkeypatch.setattr(programs, "found", lambda name: name)
        monkeypatch.setattr(
            programs, "run", lambda command, **settings: b"vie\n" if "--list-langs" in command else told
        )

    return tells


def test_recognised_words_become_a_paragraph_and_spots_are_left_out(
    tesseract: Callable[[Iterable[Word]], None],
) -> None:
    tesseract(
        [
            (4, 300, 420, "Huyện", 95), (4, 440, 520, "đón", 96), (4, 540, 900, "45.000", 91),
            (4, 920, 1500, "lượt", 90), (4, 1600, 1610, "|", 60), (5, 300, 600, "khách", 93), (5, 620, 900, "năm", 90),
            (5, 920, 1100, "2023.", 88),
            (9, 1000, 1030, "»:", 12),
        ]
    )  # fmt: skip
    found = laid(blank_scan)
    assert told(found) == ["Huyện đón 45.000 lượt khách năm 2023."]
    assert all(block.is_recognised for block in found.blocks)


def test_a_number_of_a_recognised_page_is_furniture_that_says_so(tesseract: Callable[[Iterable[Word]], None]) -> None:
    tesseract([(4, 300, 420, "Huyện", 95), (4, 440, 520, "đón", 96), (48, 1200, 1230, "7", 90)])
    found = laid(blank_scan)
    assert (told(found), furniture(found)) == (["Huyện đón"], ["7"])
    assert [block.is_recognised for block in found.blocks] == [True, True]


def test_a_page_of_text_beside_a_scan_stays_read(tesseract: Callable[[Iterable[Word]], None]) -> None:
    tesseract([(4, 300, 420, "Phụ", 95), (4, 440, 520, "lục", 96)])
    found = laid(lambda sheet: sheet.prose(80, ["Huyện đón 45.000 lượt khách."]), blank_scan)
    assert [(block.text, block.is_recognised) for block in found.blocks] == [
        ("Huyện đón 45.000 lượt khách.", False),
        ("Phụ lục", True),
    ]


def test_more_scans_than_are_recognised_are_refused(tesseract: Callable[[Iterable[Word]], None]) -> None:
    tesseract([])
    with pytest.raises(RejectedError) as caught:
        laid(*[blank_scan] * 31)
    assert caught.value.reason == "too_large"


def test_a_program_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **settings: object) -> bytes:
        if "--list-langs" in command:
            return b"vie\n"
        raise programs.ProgramError("tesseract took longer than 60 s")

    monkeypatch.setattr(programs, "found", lambda name: name)
    monkeypatch.setattr(programs, "run", run)
    with pytest.raises(RejectedError, match="needs_program: Page 1 could not be recognised: tesseract took longer"):
        laid(blank_scan)


def test_a_model_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda name: name)
    monkeypatch.setattr(programs, "run", lambda command, **settings: b"eng\nosd\n")
    with pytest.raises(RejectedError, match="Tesseract lacks its Vietnamese model"):
        laid(blank_scan)


def test_drawn_lines_are_found_and_wiped_out_and_strokes_and_pictures_are_not() -> None:
    across, down = 400, 300
    dots = bytearray(b"\xff" * (across * down))
    for y in (50, 51):  # a line
        dots[y * across + 20 : y * across + 380] = b"\x00" * 360
    for y in range(100, 120):  # a stroke of a letter
        dots[y * across + 60] = 0
    for y in range(150, 250):  # a picture
        dots[y * across + 100 : y * across + 300] = b"\x00" * 200
    image, rulings = without_rulings(bytes(dots), across, 2.0)
    assert {(one.x0, one.top, one.x1, one.bottom) for one in rulings} == {(10, 25, 190, 25), (10, 25.5, 190, 25.5)}
    assert image[50 * across : 52 * across] == b"\xff" * (2 * across)
    assert image[100 * across :] == bytes(dots[100 * across :])


@needs_tesseract
def test_a_scanned_sheet_with_a_table_is_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont("Helvetica", 13)
        sheet.canvas.drawString(80, 740, "Trong quy III, toan khu don 45.000 khach.")
        sheet.canvas.setFont("Helvetica", 12)
        for row, cells in enumerate((("Chi tieu", "2022", "2023"), ("Khach", "38.500", "45.000"))):
            for x, cell in zip((90, 210, 330), cells, strict=True):
                sheet.canvas.drawString(x, 680 - 30 * row, cell)
        sheet.canvas.grid([80, 200, 320, 440], [640, 670, 700])

    document = pdfium.PdfDocument(pdf(page))
    drawn = io.BytesIO()
    document[0].render(scale=200 / 72, grayscale=True).to_pil().save(drawn, "PNG")
    image = ImageReader(io.BytesIO(drawn.getvalue()))
    found = laid(lambda sheet: sheet.canvas.drawImage(image, 0, 0, WIDTH, HEIGHT))
    assert "45.000" in told(found)[0]
    assert [row.count("|") for row in rows(found)] == [2, 2]
    assert "38.500 | 45.000" in rows(found)[1]
    assert all(block.is_recognised for block in found.blocks)
