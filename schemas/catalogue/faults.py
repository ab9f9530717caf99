"""Faults of the catalogue: collected while its files are read, and raised together once.

A fault is one line: the place, what is wrong there, and the cure. What counts as a fault is decided where the files
are read.
"""

from collections.abc import Iterable


class CatalogueError(Exception):
    """The catalogue cannot be used; `faults` holds one line per fault, in the order of the files."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        lines = (f"{number:>3}. {fault}" for number, fault in enumerate(self.faults, start=1))
        super().__init__("\n".join((f"the catalogue has {len(self.faults)} fault(s)", *lines)))


class Faults:
    """A growing list of faults."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def __bool__(self) -> bool:
        """Tell whether anything was noted."""
        return bool(self._lines)

    def add(self, place: str, finding: str, cure: str) -> None:
        """Note what is wrong at a place (`file:line`), and how to mend it."""
        self._lines.append(f"{place}: {finding}; {cure}")

    def extend(self, other: "Faults") -> None:
        """Take over what was noted elsewhere."""
        self._lines.extend(other._lines)

    def raise_if_any(self) -> None:
        """Raise CatalogueError when anything was noted."""
        if self:
            raise CatalogueError(self._lines)
