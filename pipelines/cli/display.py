"""How a build shows how far it is: bars on a terminal, a line per stage anywhere else."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

_LINE_EVERY = 500
"""Documents between two lines of a long stage that nobody watches on a terminal."""


class Display:
    """One build while it runs; a stage ends where the next one begins."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Bars(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task: TaskID | None = None
        self._stage, self._done, self._total = "", 0, 0

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self._bars.stop()

    def begin(self, stage: str, total: int = 0) -> None:
        """Show that a stage begins, with so many documents to go through; 0 where it has none."""
        # A run loads the catalogue that was loaded to plan it.
        if stage == self._stage:
            return
        self._finish()
        self._stage, self._done, self._total = stage, 0, total
        if self._console.is_terminal:
            self._task = self._bars.add_task(stage, total=total or None)
        else:
            self._console.print(f"{stage} ({total})" if total else stage, highlight=False)

    def advance(self, stage: str) -> None:
        """Show that one more document is done."""
        self._done += 1
        if self._task is not None:
            self._bars.advance(self._task)
        elif self._done % _LINE_EVERY == 0:
            self._console.print(f"{stage} ({self._done} of {self._total})", highlight=False)

    def _finish(self) -> None:
        if self._task is not None:
            self._bars.update(self._task, total=max(self._total, 1), completed=max(self._total, 1))
            self._task = None
