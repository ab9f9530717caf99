"""Spots: where what is read stands in the document's text, in a passage or in a row of a table."""

from dataclasses import dataclass
from typing import Protocol

from pipelines.claims.model import Passage
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text


class Spot(Protocol):
    """Where what is read stands in the document's text: half-open spans."""

    def number(self, quantity: Quantity) -> tuple[int, int]:
        """Give the span of a number."""

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the words that state the figure."""

    def sentence(self) -> tuple[int, int]:
        """Give the span of the sentence."""

    @property
    def header(self) -> tuple[int, int] | None:
        """Give the span of the header above it, None where it stands in no table."""


@dataclass(frozen=True)
class TextSpot:
    """A sentence of a passage."""

    passage: Passage
    text: Text
    span: tuple[int, int]

    def number(self, quantity: Quantity) -> tuple[int, int]:
        """Give the span of a number."""
        return self.quote(quantity.start, quantity.end)

    def quote(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the words that state the figure."""
        first, last = self.text.source_span(start, end)
        return self.passage.start + first, self.passage.start + last

    def sentence(self) -> tuple[int, int]:
        """Give the span of the sentence."""
        return self.quote(*self.span)

    @property
    def header(self) -> None:
        """Give no header: a sentence stands for itself."""
        return None


@dataclass(frozen=True)
class RowSpot:
    """A row of a table: the number of one cell, the row as what says it, and the header above it."""

    passage: Passage
    cell: tuple[int, int]
    header: tuple[int, int] | None

    def number(self, _quantity: Quantity) -> tuple[int, int]:
        """Give the span of the cell's number."""
        return self.cell

    def quote(self, _start: int, _end: int) -> tuple[int, int]:
        """Give the span of the row."""
        return self.sentence()

    def sentence(self) -> tuple[int, int]:
        """Give the span of the row."""
        return self.passage.start, self.passage.start + len(self.passage.text)
