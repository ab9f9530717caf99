"""How a run tells whoever watches it how far it is; nothing here is needed to run, and nothing draws on a screen."""

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The parts of a build that take time, in order."""

    WAITING = "Waiting for another build to end"
    CATALOGUE = "Loading the catalogue"
    READING = "Reading documents"
    NUMBERS = "Finding numbers"
    TEXTS = "Sketching texts"
    CLAIMS = "Reading claims"
    PUBLISHING = "Building and publishing the warehouse"


class Progress(Protocol):
    """Somebody who watches a run."""

    def begin(self, stage: Stage, total: int = 0) -> None:
        """Hear that a stage begins, with so many documents to go through; 0 where it has none."""

    def advance(self, stage: Stage) -> None:
        """Hear that one more document is done."""


class Unwatched:
    """Nobody."""

    def begin(self, stage: Stage, total: int = 0) -> None:
        """Do nothing."""

    def advance(self, stage: Stage) -> None:
        """Do nothing."""
