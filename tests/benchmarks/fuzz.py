"""Mutated files of every format, read in the sandbox: each must have an outcome, and the parent must not grow.

`python tests/benchmarks/fuzz.py [FILES] [SEED]` reads 5,000 files by default and prints what became of them. The seeds
are small documents made here; a number of a file and a seed always make the same bytes.
"""

import argparse
import io
import random
import re
import struct
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import docx
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from pipelines.reading import RejectedError
from pipelines.reading.archive import Member, Refused
from pipelines.reading.codepages import as_windows, from_tcvn3
from pipelines.reading.confinement import memory_of
from pipelines.reading.sandbox import FaultError, Limits, Sandbox

TEXT: Final = (
    "Huyện Sóc Mẫu đón khách trở lại\n\n"
    "Năm 2023, huyện Sóc Mẫu đón 120.000 lượt khách, tăng 12% so với năm 2022; doanh thu ước đạt 95 tỷ đồng.\n\n"
    "- Có 185 di tích được xếp hạng\n- 100% xã, thị trấn có tổ công nghệ số cộng đồng\n"
)
ROWS: Final = (("STT", "Chỉ tiêu", "Năm 2022", "Năm 2023"), ("1", "Lượt khách", "107.000", "120.000"))
_MOMENT: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
INTERESTING: Final = (
    b"\0",
    b"\xff" * 4,
    b"\x7f\xff\xff\xff",
    b"\0\0\0\x80",
    b"-1",
    b"99999999999",
    b"<",
    b"&#0;",
    b"../",
)


def _tcvn3() -> bytes:
    letters = {from_tcvn3(as_windows(chr(byte))): byte for byte in range(0xA1, 0x100)}
    return bytes(letters.get(letter) or (ord(letter) if letter.isascii() else 63) for letter in TEXT)


def _word() -> bytes:
    document, buffer = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def _workbook() -> bytes:
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = workbook.active
    for row in (*ROWS, (TEXT, 12, 0.5, None)):
        sheet.append(row)
    sheet.merge_cells("A5:C6")
    workbook.save(buffer)
    return _without_clock(buffer.getvalue())


def _pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for at, line in enumerate(TEXT.splitlines()):
        canvas.drawString(50, 780 - 20 * at, line)
    canvas.showPage()
    canvas.drawString(50, 700, "2023 | 120.000")
    canvas.save()
    return buffer.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Báo cáo du lịch", "a@soc-mau.vn"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    message.set_boundary("between")
    return message.as_bytes()


def _picture() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header, rows = struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0), zlib.compress(bytes(41 * 40))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _archive(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # An entry without a clock: all of them are of 1980.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _without_clock(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return _archive({name: _MOMENT.sub(b"2024-01-05T00:00:00Z", content) for name, content in files.items()})


def _rtf() -> bytes:
    letters = (letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in TEXT.replace("\n", "\\par\n"))
    return ("{\\rtf1\\ansi\\ansicpg1258 {\\fonttbl{\\f0 Arial;}}\\f0 " + "".join(letters) + "}").encode()


def seeds() -> dict[str, bytes]:
    """Return one small document of every format, by file name."""
    page = (
        f"<html><head><title>t</title></head><body><h1>Tin</h1><p>{TEXT}</p><table><tr><td>1<td>2</table></body></html>"
    )
    texts = {"a.txt": TEXT.encode(), "a.html": page.encode()}
    return texts | {
        "tcvn3.txt": _tcvn3(),
        "1258.txt": TEXT.translate({ord("ậ"): "â\u0323", ord("ẫ"): "â\u0303"}).encode("cp1258", "replace"),
        "a.docx": _word(),
        "a.xlsx": _workbook(),
        "a.pdf": _pdf(),
        "a.rtf": _rtf(),
        "a.eml": _mail(),
        "a.png": _picture(),
        "a.zip": _archive(texts),
    }


Mutator = Callable[[random.Random, bytes], bytes]


def _flip(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    begin, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:begin] + (content[end:] if chance.random() < 0.6 else b"")


def _insert(chance: random.Random, content: bytes) -> bytes:
    at = chance.randrange(len(content) + 1)
    piece = chance.choice(INTERESTING) if chance.random() < 0.7 else chance.randbytes(chance.randrange(1, 200))
    return content[:at] + piece * chance.choice((1, 1, 1, 50)) + content[at + chance.choice((0, len(piece))) :]


def _repeat(chance: random.Random, content: bytes) -> bytes:
    begin = chance.randrange(len(content))
    piece = content[begin : begin + chance.randrange(1, 2_000)]
    return content[:begin] + piece * chance.choice((2, 3, 100, 2_000)) + content[begin:]


def _sizes(chance: random.Random, content: bytes) -> bytes:
    """Change what headers of ZIP files and PDF say about sizes and places."""
    changed = bytearray(content)
    marks = [
        at for at in range(len(content) - 30) if content[at : at + 4] in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")
    ]
    if marks:
        at = chance.choice(marks) + chance.randrange(4, 28)
        changed[at : at + 4] = struct.pack("<I", chance.choice((0, 1, 0xFFFF, 1 << 20, 0x7FFFFFFF, 0xFFFFFFFF)))
        return bytes(changed)
    digits = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    for at in chance.sample(digits, min(len(digits), 3)):
        changed[at] = chance.choice(b"0123456789")
    return bytes(changed)


def _entries(chance: random.Random, content: bytes) -> bytes:
    """Mutate or swap the unpacked entries of a ZIP file, so that the checksums are right; others are flipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, LookupError, EOFError, ValueError, OSError):
        return _flip(chance, content)
    if not files:
        return content
    one, other = chance.choice(list(files)), chance.choice(list(files))
    if chance.random() < 0.2:
        files[one], files[other] = files[other], files[one]
    elif files[one]:
        files[one] = chance.choice((_flip, _cut, _insert, _repeat))(chance, files[one])
    return _archive(files)


MUTATORS: Final[tuple[Mutator, ...]] = (_flip, _cut, _insert, _repeat, _sizes, _entries, _entries)


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Change a file in one to three ways."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        if not content:
            break
        content = chance.choice(MUTATORS)(chance, content)
    return content


@dataclass
class Report:
    """What became of the files: outcomes by file name, faults of readers, the slowest file, and memory in bytes."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, int] = field(default_factory=dict)
    slowest: tuple[float, int, str] = (0.0, 0, "")
    parent_before: int = 0
    parent_after: int = 0
    worker_peak: int = 0

    @property
    def files(self) -> int:
        """Return how many files have an outcome."""
        return self.outcomes.total()

    def reasons(self) -> Counter[str]:
        """Return how often each outcome was, over all formats."""
        found: Counter[str] = Counter()
        for (_, outcome), count in self.outcomes.items():
            found[outcome] += count
        return found


def outcome(sandbox: Sandbox, content: bytes, name: str, report: Report) -> str:
    """Read a file as a build does and return `read`, `archive`, `fault` or the reason of its rejection."""
    kept: list[Member | Refused] = []
    try:
        if name.endswith(".zip") and sandbox.members(content, kept.append):
            for member in kept:
                if isinstance(member, Member):
                    report.outcomes["member", outcome(sandbox, member.content, member.name, report)] += 1
            return "archive"
        sandbox.read(content, name)
    except RejectedError as error:
        return error.reason
    except FaultError as error:
        report.faults[f"{error.said[:150]} | {error.trace.strip().splitlines()[-3].strip()[:150]}"] += 1
        return "fault"
    return "read"


def fuzz(sandbox: Sandbox, files: int, seed: int) -> Report:
    """Read some mutated files, of each format alike."""
    report, originals = Report(), list(seeds().items())
    for number in range(files):
        chance = random.Random(f"{seed}/{number}")
        name, content = originals[number % len(originals)]
        changed = mutated(content, chance)
        begun = time.monotonic()
        found = outcome(sandbox, changed, name, report)
        report.slowest = max(report.slowest, (time.monotonic() - begun, number, name))
        report.outcomes[name, found] += 1
        report.examples.setdefault(f"{name} {found}", number)
        if number == min(files // 10, 200):
            report.parent_before = memory_of().get("now", 0)
    report.parent_after = memory_of().get("now", 0)
    report.worker_peak = sandbox.peak_bytes
    return report


def main() -> None:
    """Print what became of the files, and what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="?", type=int, default=5_000)
    parser.add_argument("seed", nargs="?", type=int, default=2024)
    arguments = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Sandbox(Path(folder) / "scratch", Limits()) as sandbox:
        report = fuzz(sandbox, arguments.files, arguments.seed)
    print(f"{report.files} outcomes of {arguments.files} files, {time.monotonic() - begun:.0f} s")
    for reason, count in report.reasons().most_common():
        print(f"{count:6} {reason}")
    for (name, reason), count in sorted(report.outcomes.items()):
        print(f"{count:6} {name:10} {reason:20} {report.examples.get(f'{name} {reason}', '')}")
    for fault, count in report.faults.most_common(20):
        print(f"{count:6} fault: {fault}")
    seconds, number, name = report.slowest
    print(f"slowest: {seconds:.2f} s, file {number} ({name})")
    megabytes = [size / 1e6 for size in (report.parent_before, report.parent_after, report.worker_peak)]
    print("memory in MB: parent {:.0f} at the beginning, {:.0f} at the end; worker at most {:.0f}".format(*megabytes))


if __name__ == "__main__":
    main()
