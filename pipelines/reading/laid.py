"""Laying out: the pieces of a report, in reading order, become one text and its blocks. What they are is not told here.

The readers of DOCX, PDF and XLSX all end here, so that a line of each stands in the text in the same way.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipelines.reading.blocks import Block, Form
from pipelines.reading.encoding import refuse_piled_marks
from pipelines.reading.legacy import converted
from pipelines.reading.runs import clean

# Every sign that would end a line of the text, and so tear a part in two.
_LINE_END: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


class Part(NamedTuple):
    """A paragraph, heading, item, row, caption or furniture of a report; fields as those of `Block`."""

    text: str
    form: Form = "paragraph"
    group: int = 0
    level: int = 0
    is_bold: bool = False
    is_set_off: bool = False
    is_recognised: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A report laid out: its text, its blocks in order, and the encoding from which its letters were converted."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"


def lay_out(parts: Iterable[Part]) -> Laid:
    """Join parts to a text, one on each line; parts without any sign that is seen are left out.

    Letters in an encoding of before Unicode are converted, as old reports have them in fonts like .VnTime.
    """
    given = [(part, " ".join(_LINE_END.split(part.text))) for part in parts]
    decoded = converted("\n".join(line for _, line in given))
    converted_lines = [line for _, line in given] if decoded is None else decoded.text.split("\n")
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    for (part, _), told in zip(given, converted_lines, strict=True):
        line = clean(told)
        if not line:
            continue
        end = position + len(line)
        blocks.append(
            Block(
                line,
                position,
                end,
                part.group,
                part.form,
                part.level,
                is_bold=part.is_bold,
                is_set_off=part.is_set_off,
                is_recognised=part.is_recognised,
            )
        )
        lines.append(line)
        position = end + 1
    text = "\n".join(lines)
    refuse_piled_marks(text)
    return Laid(text, tuple(blocks), "utf-8" if decoded is None else decoded.encoding)


def row_of(cells: Iterable[str]) -> str:
    """Write a row of a table as one line; every cell has its place behind a bar, so that the columns of rows line up.

    >>> row_of(["1", "", "Lượt khách"]), row_of(["", "Cộng"])
    ('1 | | Lượt khách', '| Cộng')
    """
    told = (" ".join(cell.replace("|", "/").split()) for cell in cells)
    return " ".join(part for cell in told for part in ("|", cell) if part).removeprefix("|").strip()
