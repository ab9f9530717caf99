"""The reviewed facts of `area_corrections.csv`, by area and change, applied to what the packages say.

Each row names what it expects to find; what it does not find is a fault. `AREAS.md` tells what the columns hold.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from schemas.catalogue.faults import Faults

CORRECTIONS: Final = "area_corrections.csv"
CHANGES: Final = (
    *("begins", "added", "spelled", "recoded", "renamed", "moved", "ends"),
    *("link_dropped", "link_added", "placed", "alias"),
)


class Step(NamedTuple):
    """What is said of a unit from a day on."""

    since: str
    said: str


@dataclass(frozen=True)
class Correction:
    """One row of the corrections; `AREAS.md` says what `was` and `becomes` hold for each change."""

    line: int
    area_id: str
    change: str
    changed_on: str
    was: str
    becomes: str
    parent_id: str
    decision: str
    note: str

    @property
    def place(self) -> str:
        """Say where the row stands, for messages."""
        return f"{CORRECTIONS}:{self.line} ({self.change} {self.area_id})"


class Corrections:
    """The rows of the corrections by area and change, and the faults found while they are applied."""

    def __init__(self, rows: Iterable[Correction]) -> None:
        self.rows = sorted(rows, key=lambda row: row.changed_on)
        self.faults = Faults()
        self._by_area: dict[tuple[str, str], list[Correction]] = defaultdict(list)
        for row in self.rows:
            self._by_area[row.area_id, row.change].append(row)
            if row.change not in CHANGES:
                self.faults.add(row.place, "unknown change", f"use one of {', '.join(CHANGES)}")

    def of(self, area_id: str, change: str) -> list[Correction]:
        """Return the area's rows of a change in order of time."""
        return self._by_area.get((area_id, change), [])

    def replaced(self, area_id: str, change: str, said: str) -> str:
        """Return what the package should have said."""
        for row in self.of(area_id, change):
            if row.was not in (said, ""):
                finding = f"expects {row.was!r}, the package says {said!r}"
                self.faults.add(row.place, finding, "review or remove the row")
            said = row.becomes
        return said

    def chain(self, area_id: str, change: str, said: str) -> tuple[Step, ...]:
        """Return all that holds in order of time, each from its day on; what the package says must be among it.

        The first has no day: it holds since the unit exists.
        """
        rows = self.of(area_id, change)
        for before, row in pairwise(rows):
            if before.becomes != row.was:
                self.faults.add(row.place, f"starts from {row.was!r}, not from {before.becomes!r}", "join the rows")
        steps = [Step("", rows[0].was if rows else said), *(Step(row.changed_on, row.becomes) for row in rows)]
        if said not in (step.said for step in steps):
            self.faults.add(rows[0].place, f"the package says {said!r}", "review the states of the unit")
        return tuple(steps)


def read_corrections(path: Path) -> Corrections:
    """Read the reviewed corrections."""
    with path.open(encoding="utf-8", newline="") as file:
        return Corrections(Correction(line, **row) for line, row in enumerate(csv.DictReader(file), start=2))
