"""What reading gives: a document with its passages, or the reason why there is none. No rules belong here."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["title", "lead", "body", "heading", "list_item", "table_row", "caption", "quote", "boilerplate"]
"""Words of `schemas.vocabulary.ROLES`."""

Reason = Literal[
    "empty",
    "too_large",
    "unreadable",
    "unsupported_format",
    "unknown_encoding",
    "not_vietnamese",
    "damaged",
    "encrypted",
    "too_slow",
    "too_much_memory",
    "crashed",
    "unsafe_name",
    "needs_program",
]
"""The words of `schemas.vocabulary.REJECTION_REASONS` that reading uses."""


class RejectedError(Exception):
    """Bytes that cannot be read as a Vietnamese document: why, what was found, and what a person can do about it."""

    def __init__(self, reason: Reason, message: str, cure: str) -> None:
        super().__init__(reason, message, cure)
        self.reason: Reason = reason
        self.message = message
        self.cure = cure

    def __str__(self) -> str:
        return f"{self.reason}: {self.message} {self.cure}"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a document says of itself."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text: code points `start` to `end` (half-open), its role, and the nearest heading above it.

    `is_recognised` says that its words were recognised from an image, and may be wrong sign by sign.
    """

    role: Role
    section: str | None
    start: int
    end: int
    is_recognised: bool


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as read.

    Passages are in order, do not overlap, neither begin nor end with white space, and hold every other character of the
    text between them.
    """

    media_type: str
    encoding: str
    language: str
    title: str | None
    author: str | None
    site: str | None
    published_on: date | None
    text: str
    passages: tuple[Passage, ...]

    def text_of(self, passage: Passage) -> str:
        """Return the words of a passage of this document."""
        return self.text[passage.start : passage.end]
