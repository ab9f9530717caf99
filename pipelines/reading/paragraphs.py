"""Lines to paragraphs: a plain text is cut into blocks without moving a character, hard-wrapped lines staying together.

What the paragraphs are is not known here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.reading.blocks import Block
from pipelines.reading.phrases import bullet, ends_sentence, has_columns, is_image_name, numbering

# Editors, mail and printers wrap at 60 to 100; anything much wider is a paragraph on one line.
_NARROWEST: Final = 40
_WIDEST: Final = 120
# "2015" and, on the next line, "- 2020": a range, no item of a list.
_SPLIT_RANGE: Final = re.compile(r"[-–] ?\d")


# Words that no sentence and no heading ends with, and those that a number follows where one does not either.
_UNFINISHED: Final = re.compile(
    r"(?<!\w)(?:của|và|với|là|ở|tại|từ|các|những|cho|được|bị|trong|theo|về|do|bởi|hoặc|cùng|gồm|đạt|hơn|gần|khoảng|mỗi"
    r"|nhờ|để|nhằm|vào|bằng)$|[-–(/&]$",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d(?!\d?(?:[:/-]|\s?h))")  # no day and no hour, as stand below a title
_BEFORE_NUMBER: Final = re.compile(r"(?<!\w)(?:tháng|năm|quý|ngày|đoạn|đến|trên|dưới|có|còn)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its margins; `width` counts what a reader sees, letters with their marks as one."""

    text: str
    start: int
    group: int
    width: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def paragraphs(text: str) -> list[Block]:
    """Cut a text into blocks: at blank lines, and at line ends where the next line does not go on with the sentence."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    blocks: list[Block] = []
    first = 0
    for last, line in enumerate(lines):
        following = lines[last + 1] if last + 1 < len(lines) else None
        if following is not None and following.group == line.group and _goes_on(line, following, width):
            continue
        start, end = lines[first].start, line.end
        blocks.append(Block(text[start:end], start, end, line.group))
        first = last + 1
    return blocks


def continues(text: str, following: str) -> bool:
    """Return whether the break between two pieces of text stands inside a sentence, as the letters tell.

    >>> continues("huyện đón gần 247.900 lượt khách, tổng doanh", "thu đạt 80,2 tỷ đồng")
    True
    """
    return following[:1].islower() and not _starts_item(following) and not text.endswith((".", "!", "?", "…", ":", ";"))


def is_unfinished(text: str, following: str) -> bool:
    """Return whether a piece of text ends with a word that needs the next: one that joins, or one before a number.

    >>> is_unfinished("theo tiêu chí của", "8. Môi trường"), is_unfinished("đến năm", "2020, duy trì")
    (True, True)
    """
    end = unicodedata.normalize("NFC", text[-20:])
    if _UNFINISHED.search(end) is not None:
        return True
    return _NUMBER.match(following) is not None and _BEFORE_NUMBER.search(end) is not None


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not blank, without their margins."""
    position = 0
    group = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            width = len(unicodedata.normalize("NFC", line))
            yield _Line(line, position + len(raw) - len(raw.lstrip()), group, width)
        else:
            group += 1
        position += len(raw)


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return the width at which the text is wrapped: the longest line of those that break inside a sentence.

    None unless two lines do; one may be an accident.
    """
    broken = [
        line.width
        for line, following in pairwise(lines)
        if line.group == following.group
        and _NARROWEST <= line.width <= _WIDEST
        and continues(line.text, following.text)
    ]
    return max(broken) if len(broken) >= 2 else None


def _goes_on(line: _Line, following: _Line, width: int | None) -> bool:
    if is_image_name(line.text) or has_columns(line.text) or has_columns(following.text):
        return False
    if _SPLIT_RANGE.match(following.text) and line.text[-1].isdigit():
        return True
    if _starts_item(following.text):
        return False
    if continues(line.text, following.text) or is_unfinished(line.text, following.text):
        return True
    if width is None or line.width > width:
        return False
    # The line is as full as the wrap allows: the next word had no room on it. A number may go on a little earlier.
    first_word = unicodedata.normalize("NFC", following.text.split(maxsplit=1)[0])
    room = width if not first_word[0].isdigit() or ends_sentence(line.text) else width * 0.75
    return line.width + 1 + len(first_word) > room


def _starts_item(line: str) -> bool:
    return bullet(line) is not None or numbering(line) is not None
