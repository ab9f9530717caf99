"""Where things are and how much is allowed: one frozen object, read from the environment by whoever starts a program.

Paths and limits only; nothing here creates a folder or opens a file.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

LANDING_VARIABLE = "NIENGIAM_LANDING"
WAREHOUSE_VARIABLE = "NIENGIAM_WAREHOUSE"
MAX_BYTES_VARIABLE = "NIENGIAM_MAX_BYTES"
SNAPSHOTS_VARIABLE = "NIENGIAM_SNAPSHOTS_KEPT"
READ_SECONDS_VARIABLE = "NIENGIAM_READ_SECONDS"
READ_MEMORY_VARIABLE = "NIENGIAM_READ_MEMORY_MB"

# The process that reads has 60 MB before it has read anything.
_LEAST_MEMORY_MB = 128


class SettingsError(ValueError):
    """Settings that cannot be used; the message names every variable at fault and the cure."""


@dataclass(frozen=True)
class Settings:
    """Folders and limits of one warehouse; the folders are absolute.

    `max_bytes` is the size above which a file is not read, `snapshots_kept` how many published files stay,
    `read_seconds` and `read_memory_mb` how much time by the clock and how much memory the reading of a file may take.
    """

    landing: Path
    warehouse: Path
    max_bytes: int = 50 * 1024 * 1024
    snapshots_kept: int = 3
    read_seconds: int = 4
    read_memory_mb: int = 512

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        landing: Path | None = None,
        warehouse: Path | None = None,
    ) -> Self:
        """Read the settings from `NIENGIAM_*` variables; an argument goes before its variable.

        Without either, the landing folder is `./warehouse/landing` and the warehouse is `./warehouse`. Raise
        SettingsError, listing all of them, where variables hold no whole number, or one below what is needed.
        """
        faults: list[str] = []
        max_bytes = _positive(environment, MAX_BYTES_VARIABLE, cls.max_bytes, faults)
        snapshots_kept = _positive(environment, SNAPSHOTS_VARIABLE, cls.snapshots_kept, faults)
        read_seconds = _positive(environment, READ_SECONDS_VARIABLE, cls.read_seconds, faults)
        read_memory_mb = _positive(environment, READ_MEMORY_VARIABLE, cls.read_memory_mb, faults, _LEAST_MEMORY_MB)
        if faults:
            raise SettingsError("\n".join(faults))
        return cls(
            landing=_folder(landing, environment.get(LANDING_VARIABLE), "warehouse/landing"),
            warehouse=_folder(warehouse, environment.get(WAREHOUSE_VARIABLE), "warehouse"),
            max_bytes=max_bytes,
            snapshots_kept=snapshots_kept,
            read_seconds=read_seconds,
            read_memory_mb=read_memory_mb,
        )

    @property
    def lake(self) -> Path:
        """Return the folder of the Parquet lake."""
        return self.warehouse / "lake"

    @property
    def live(self) -> Path:
        """Return the DuckDB file that readers open."""
        return self.warehouse / "niengiam.duckdb"

    @property
    def scratch(self) -> Path:
        """Return the folder in which the processes that read documents may write, while they run."""
        return self.warehouse / "scratch"

    @property
    def dagster_home(self) -> Path:
        """Return the folder in which Dagster keeps its configuration and the history of runs."""
        return self.warehouse / ".dagster"


def _folder(given: Path | None, variable: str | None, default: str) -> Path:
    # An empty variable is a variable that is not set, as in a shell's `VARIABLE= command`.
    return (given or Path(variable or default)).expanduser().absolute()


def _positive(environment: Mapping[str, str], variable: str, default: int, faults: list[str], least: int = 1) -> int:
    text = environment.get(variable, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        faults.append(f"{variable} is {text!r}, not a positive whole number; correct it or unset it")
        return default
    if int(text) < least:
        faults.append(f"{variable} is {text}, less than {least}; raise it or unset it")
        return default
    return int(text)
