"""Laying out: the pieces of a report, in reading order, become one text and its blocks. What they are is not told here.

The readers of DOCX, PDF and XLSX all end here, so that a line of each stands in the text in the same way.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from pipelines.reading.blocks import Block, Form
from pipelines.reading.encoding import refuse_piled_marks
from pipelines.reading.legacy import converted
from pipelines.reading.runs import clean, has_unseen

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
    given = list(parts)
    raw = "\n".join(part.text for part in given)
    if raw.count("\n") != len(given) - 1 or len(raw.splitlines()) > len(given):
        raw = "\n".join(" ".join(_LINE_END.split(part.text)) for part in given)
    decoded = converted(raw)
    told = (raw if decoded is None else decoded.text).split("\n") if given else []
    lines: list[str] = []
    blocks: list[Block] = []
    position = 0
    is_seen = not has_unseen(raw)
    for part, shown in zip(given, told, strict=True):
        line = shown.strip() if is_seen and part.form == "table_row" else clean(shown)  # `row_of` leaves single blanks
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
                -1,
                0.0,
                part.is_bold,
                part.is_set_off,
                False,
                part.is_recognised,
            )
        )
        lines.append(line)
        position = end + 1
    text = "\n".join(lines)
    refuse_piled_marks(text)
    return Laid(text, tuple(blocks), "utf-8" if decoded is None else decoded.encoding)


def row_of(cells: Sequence[str]) -> str:
    """Write a row of a table as one line; every cell has its place behind a bar, so that the columns of rows line up.

    >>> row_of(["1", "", "Lượt khách"]), row_of(["", "Cộng"])
    ('1 | | Lượt khách', '| Cộng')
    """
    line = " | ".join(cells)
    if line.count("|") > len(cells) - 1:
        line = " | ".join(cell.replace("|", "/") for cell in cells)
    return " ".join(line.split())
