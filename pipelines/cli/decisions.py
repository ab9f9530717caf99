"""Decisions about claims as entries of a corrections file: their YAML text, and the file they are appended to.

What is written before stays byte for byte. The text of an entry is pure; the file is read and replaced at the edge.
"""

import os
import re
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl
import yaml

from schemas.catalogue.corrections import check_corrections, read_corrections
from schemas.catalogue.faults import CatalogueError, Faults
from schemas.catalogue.search_key import search_key

_NO_ENTRY: Final = re.compile(r"^corrections:(?P<none>[ \t]*\[[ \t\r\n]*\])", re.MULTILINE)
_FIRST_ENTRY: Final = re.compile(r"^corrections:.*\n(?:[ \t]*(?:#.*)?\r?\n)*(?P<indent> *)- ", re.MULTILINE)
# Signs that mean nothing to YAML wherever they stand; a text with any other is quoted.
_PLAIN_TEXT: Final = re.compile(r"[\w(][\w .()/%+-]*")


@dataclass(frozen=True)
class Decision:
    """What a person decided about one claim; `becomes` is empty but for the action `amend`."""

    action: str
    document: str
    indicator_id: str
    area_id: str
    year: int
    scenario: str
    expect: Mapping[str, float]
    becomes: Mapping[str, Any]
    reason: str
    author: str
    decided_on: date


def decide(
    action: str, claim: Mapping[str, Any], reason: str, author: str, decided_on: date, becomes: Mapping[str, Any]
) -> Decision:
    """Decide about a claim as `mart.evidence` has it; its figure is what is expected."""
    return Decision(
        action=action,
        document=claim["file_name"],
        indicator_id=claim["indicator_id"],
        area_id=claim["area_id"],
        year=claim["year"],
        scenario=claim["scenario"],
        expect={key: claim[key] for key in expected_keys(claim)},
        becomes=becomes,
        reason=reason,
        author=author,
        decided_on=decided_on,
    )


def expected_keys(claim: Mapping[str, Any]) -> tuple[str, ...]:
    """Tell by which columns a claim's figure is known: its number, or both ends of a range."""
    return ("lower", "upper") if claim["value"] is None else ("value",)


def entry_text(decision: Decision, correction_id: str, indent: str = "  ") -> str:
    """Write a decision as an entry of a YAML list, each line ended."""
    lines = [
        f"correction_id: {correction_id}",
        f"action: {decision.action}",
        f"document: {_scalar(decision.document)}",
        f"indicator_id: {decision.indicator_id}",
        f"area_id: {decision.area_id}",
        f"year: {decision.year}",
        f"scenario: {decision.scenario}",
        f"expect: {_flow(decision.expect)}",
        *([f"becomes: {_flow(decision.becomes)}"] if decision.becomes else []),
        f"reason: {_scalar(decision.reason)}",
        f"author: {_scalar(decision.author)}",
        f"decided_on: {decision.decided_on}",
    ]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))


def correction_id(decision: Decision, taken: Collection[str]) -> str:
    """Name a decision after its document, indicator and year, with a number where that name is taken."""
    stem = decision.document.rpartition(".")[0] or decision.document
    words = re.findall("[a-z0-9]+", search_key(f"{stem} {decision.indicator_id} {decision.year}"))
    name = "-".join(words)
    number, named = 1, name
    while named in taken:
        number += 1
        named = f"{name}-{number}"
    return named


def appended(text: str, decision: Decision, name: str) -> str:
    """Return the text of a corrections file with a decision as its last entry, and every other sign as it was."""
    if none := _NO_ENTRY.search(text):
        text = text[: none.start("none")] + text[none.end("none") :]
        indent = "  "
    else:
        first = _FIRST_ENTRY.search(text)
        indent = first["indent"] if first else "  "
    broken = "" if text.endswith("\n") else "\n"
    entry = entry_text(decision, name, indent)
    return text + (broken + entry).replace("\n", "\r\n" if "\r\n" in text else "\n")


def _scalar(value: Any) -> str:
    """Write a value as a YAML scalar on one line; a text is quoted wherever it could be taken for anything else."""
    if not isinstance(value, str):
        return _number(value) if isinstance(value, int | float) else str(value)
    if value == value.strip() and _PLAIN_TEXT.fullmatch(value) and yaml.safe_load(value) == value:
        return value
    quoted: str = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=float("inf"))
    return quoted.removesuffix("\n")


def _number(value: float) -> str:
    """Write a number without an exponent.

    >>> _number(1500000.0), _number(91.7), _number(1e16)
    ('1500000', '91.7', '10000000000000000')
    """
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text


def _flow(fields: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in fields.items()) + "}"


class CorrectionsFile:
    """A corrections file and the ids that its entries may name."""

    def __init__(self, path: Path, indicators: Collection[str], areas: Collection[str]) -> None:
        self.path = path.resolve()
        self._indicators = indicators
        self._areas = areas

    def read(self) -> pl.DataFrame:
        """Return the rows of `ref.correction`; raise CatalogueError with all faults of the file."""
        return self._checked(self.path.read_bytes())

    def append(self, decision: Decision) -> str:
        """Add a decision as the last entry, all or nothing, and return its id.

        Raise CatalogueError where the file could not be read back; it is as it was then.
        """
        before = self.path.read_bytes()
        rows = self._checked(before)
        name = correction_id(decision, set(rows["correction_id"]))
        after = appended(before.decode(), decision, name).encode()
        read = self._checked(after)
        if not read[:-1].equals(rows) or read["correction_id"].to_list()[-1:] != [name]:
            raise CatalogueError(
                [f"{self.path}: no entry can be added at its end; write `corrections:` as a list of lines with `- `"]
            )
        _replace(self.path, after)
        return name

    def _checked(self, data: bytes) -> pl.DataFrame:
        faults = Faults()
        try:
            data.decode()
        except UnicodeDecodeError:
            faults.add(str(self.path), "the file is not in UTF-8", "save it as UTF-8")
        faults.raise_if_any()
        corrections = read_corrections(data, faults, str(self.path))
        check_corrections(corrections, self._indicators, self._areas)
        faults.raise_if_any()
        return corrections.frame


def _replace(path: Path, data: bytes) -> None:
    """Replace a file by one that is wholly written, with the permissions of the old one."""
    # Its ending is none that the catalogue looks for, in case it is left behind.
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
