"""Laying out: the pieces of a report, in reading order, become one text and its blocks. What they are is not told here.

The readers of DOCX, PDF and XLSX all end here, so that a line of each stands in the text in the same way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.reading.blocks import Block, Form
from pipelines.reading.encoding import refuse_piled_marks
from pipelines.reading.runs import clean


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
    """A report laid out: its text, and its blocks in order."""

    text: str
    blocks: tuple[Block, ...]


def lay_out(parts: Iterable[Part]) -> Laid:
    """Join parts to a text, one on each line; parts without any sign that is seen are left out."""
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    for part in parts:
        line = clean(part.text)
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
    return Laid(text, tuple(blocks))


def row_of(cells: Iterable[str]) -> str:
    """Write a row of a table as one line; every cell has its place behind a bar, so that the columns of rows line up.

    >>> row_of(["1", "", "Lượt khách"]), row_of(["", "Cộng"])
    ('1 | | Lượt khách', '| Cộng')
    """
    told = (" ".join(cell.replace("|", "/").split()) for cell in cells)
    return " ".join(part for cell in told for part in ("|", cell) if part).removeprefix("|").strip()
