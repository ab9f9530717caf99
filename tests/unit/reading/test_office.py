"""Stories of old Office files: LibreOffice makes DOCX of them, follows no link, leaves nothing, has limits."""

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from docx import Document

from pipelines.reading import RejectedError, office, programs
from pipelines.reading.media import format_of

HAS_OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")

SENTENCE = "Năm 2024, huyện đón 12.500 lượt khách du lịch."
RTF = (
    r"{\rtf1\ansi{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil\fcharset163 Times New Roman;}}"
    r"\f1 N\u259?m 2024, huy\u7879?n \u273?\'f3n 12.500 l\u432?\u7907?t kh\'e1ch du l\u7883?ch.\par "
    r"{\f0 \'ae\'e3n kh\'b8ch}\par}"
)
ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}.items()
)


def odt(body: str) -> bytes:
    content = (
        f'<office:document-content {ODT_NAMES} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text><text:p>{SENTENCE}</text:p>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, words in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            archive.writestr(name, words)
    return buffer.getvalue()


def old_word(content: bytes, ending: str, folder: Path) -> bytes:
    """Save a text as DOC, as people did, with the profile that LibreOffice has by itself."""
    source = folder / f"source.{ending}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'people').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".doc").read_bytes()


def lines(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs if paragraph.text]


@needs_office
def test_rich_text_keeps_its_words_and_the_fonts_that_tell_letters_of_before_unicode(tmp_path: Path) -> None:
    made = office.as_docx(RTF.encode(), "rtf", tmp_path)
    assert format_of(made, "a.rtf") == "docx"
    document = Document(io.BytesIO(made))
    assert document.paragraphs[0].text == SENTENCE
    [run] = document.paragraphs[1].runs
    assert (run.text, run.font.name) == ("®ãn kh¸ch", ".VnTime")


@needs_office
def test_an_opendocument_text_and_a_word_file_of_before_2007_are_read(tmp_path: Path) -> None:
    document = odt("")
    assert format_of(document, "a") == "odt"
    assert lines(office.as_docx(document, "odt", tmp_path)) == [SENTENCE]
    old = old_word(document, "odt", tmp_path)
    assert format_of(old, "a") == "doc"
    assert lines(office.as_docx(old, "doc", tmp_path)) == [SENTENCE]


@needs_office
def test_nothing_is_left_behind_whatever_happens(tmp_path: Path) -> None:
    for content in (RTF.encode(), b"{\\rtf1 cut"):
        try:
            office.as_docx(content, "rtf", tmp_path)
        except RejectedError as refused:
            assert refused.reason == "damaged"
        assert list(tmp_path.iterdir()) == []


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine: give the address, and what was asked for there."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline(1000).decode("latin-1"))
            self.close_connection = True

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@needs_office
def test_links_of_a_document_are_not_followed(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    frame = '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{}</draw:frame>'
    image = frame.format(f'<draw:image xlink:href="{address}/image.png" xlink:type="simple" xlink:actuate="onLoad"/>')
    linked = frame.format(
        f'<draw:object xlink:href="{address}/object.odt" xlink:type="simple" xlink:actuate="onLoad"/>'
    )
    source = f'<text:section-source xlink:href="{address}/section.odt" xlink:type="simple"/>'
    section = f'<text:section text:name="s">{source}<text:p>Mục</text:p></text:section>'
    document = odt(f"<text:p>{image}</text:p><text:p>{linked}</text:p>{section}")
    assert SENTENCE in lines(office.as_docx(document, "odt", tmp_path))
    rich = RTF.replace(
        r"\f1 N", rf'{{\field{{\*\fldinst INCLUDEPICTURE "{address}/a.png" \\d}}{{\fldrslt x}}}}\f1 N', 1
    )
    office.as_docx(rich.encode(), "rtf", tmp_path)
    assert asked == []
    old = old_word(odt(f"<text:p>{image}</text:p>"), "odt", tmp_path)
    assert asked, "the story proves nothing where people's own LibreOffice asks for nothing"
    asked.clear()
    assert lines(office.as_docx(old, "doc", tmp_path)) == [SENTENCE]
    assert asked == []


@needs_office
def test_what_takes_too_long_is_refused_and_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_SECONDS", 1.5)
    with pytest.raises(RejectedError) as refused:
        office.as_docx(rb"{\rtf1 \bin2147483647 abc}", "rtf", tmp_path)
    assert refused.value.reason == "too_slow"
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in running


def test_without_libreoffice_the_refusal_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "found", lambda name: None)
    with pytest.raises(RejectedError) as refused:
        office.as_docx(RTF.encode(), "rtf", tmp_path)
    assert refused.value.reason == "needs_program"
    assert "libreoffice-writer-nogui" in refused.value.cure
