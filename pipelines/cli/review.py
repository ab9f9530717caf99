"""`niengiam review`: walk the review queue, decide about one item after the other, and keep each decision at once."""

import getpass
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import click
import duckdb
from rich.console import Console
from rich.markup import escape

from pipelines.cli.answers import FIGURE_FORMS, PERIOD_FORMS, read_figure, read_period
from pipelines.cli.decisions import CorrectionsFile, correction_id, decide, entry_text
from pipelines.cli.figures import figure, number
from pipelines.cli.findings import KEYS, Item, correcting, deciding, read_item, read_queue
from pipelines.cli.folders import published, warehouse_option
from pipelines.cli.lookup import find_area, find_topic
from pipelines.cli.statements import period, show_source
from schemas.catalogue import FOLDER, CatalogueError
from schemas.catalogue.corrections import CORRECTIONS_FILE

_ACTIONS: Final = {"c": "choose", "r": "reject", "v": "amend", "p": "amend", "d": "amend", "o": "confirm"}

Answer = TypeVar("Answer")


@click.command()
@click.option("--reason", "reasons", multiple=True, help="Only items of this reason; may be given several times.")
@click.option("--area", help="Only items of this area: an id, or a name in any common spelling.")
@click.option("--limit", type=click.IntRange(min=1), help="Items at most.")
@click.option("--author", help="Who decides [git's user.name, or the login].")
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=FOLDER / CORRECTIONS_FILE,
    help="File that decisions are appended to [corrections.yaml of the catalogue, which a build reads].",
)
@warehouse_option
def review(
    reasons: tuple[str, ...],
    area: str | None,
    limit: int | None,
    author: str | None,
    corrections: Path,
    warehouse: Path | None,
) -> None:
    """Decide about what stands in the review queue, the most harmful first.

    Each item is shown with its sentence and source, a conflict with its rivals, and one key decides: choose, reject,
    mend the value, the place or the period, or confirm. Every decision has a reason and is written to the corrections
    file before the next item comes, so that quitting, at any moment, loses none. What has no claim, such as a file that
    could not be read, shows its cure and can only be skipped.

    \b
    niengiam review
    niengiam review --reason conflict --area "Sóc Sơn" --limit 10

    The next `niengiam build` applies what was decided, and reads no document anew.
    """
    with published(warehouse) as connection:
        file = CorrectionsFile(corrections, _ids(connection, "indicator"), _ids(connection, "area"))
        # A file at fault is told before anybody has decided anything.
        _readable(file.read)
        area_id = find_area(connection, area, None).area_id if area else None
        rows = read_queue(connection, reasons, area_id)
        if not rows:
            held = ", ".join(sorted({row["reason"] for row in read_queue(connection, (), None)}))
            click.echo(f"The queue holds nothing of this; its reasons are: {held}." if held else "The queue is empty.")
            return
        session = Session(connection, file, author or _author(), Console(highlight=False, soft_wrap=True))
        try:
            session.walk(rows, limit)
        finally:
            session.conclude()


@dataclass
class Session:
    """One walk along the queue: what it works with, and what was decided so far."""

    connection: duckdb.DuckDBPyConnection
    file: CorrectionsFile
    author: str
    console: Console
    written: list[str] = field(default_factory=list)
    settled: int = 0

    def walk(self, rows: list[dict[str, Any]], limit: int | None) -> None:
        """Ask about one item after the other until the last, the limit, or the end of answers."""
        shown = 0
        try:
            for place, row in enumerate(rows, start=1):
                item = read_item(self.connection, row)
                if deciding(_readable(self.file.read), item):
                    self.settled += 1
                    continue
                if shown == limit:
                    break
                shown += 1
                _show(self.console, item, f"{place} of {len(rows)}")
                if not self._ask(item):
                    break
        except click.Abort:
            self.console.print()

    def conclude(self) -> None:
        """Say what was decided, and what to do next."""
        if self.settled:
            self.console.print(f"Decided before, and waiting for a build: {self.settled}")
        if not self.written:
            self.console.print("No decision was written.")
            return
        decisions = "1 decision was" if len(self.written) == 1 else f"{len(self.written)} decisions were"
        self.console.print(f"{decisions} written to {escape(str(self.file.path))}; run `niengiam build` to apply them.")

    def _ask(self, item: Item) -> bool:
        """Ask until an item is decided or skipped; tell whether the walk goes on."""
        while True:
            key = _key(item)
            if key == "q":
                return False
            if key == "s":
                return True
            if key == "?":
                for shown in item.keys:
                    self.console.print(f"  {shown}  {KEYS[shown]}")
            elif key not in item.keys:
                self.console.print(f"  one of {' '.join(item.keys)}; ? says what they do")
            elif self._decide(item, key):
                return True

    def _decide(self, item: Item, key: str) -> bool:
        """Make a decision and write it, when it is wanted so; tell whether it was written."""
        claim = item.claim if key != "c" else self._choice(item)
        rows = _readable(self.file.read)
        if claim is not None and (before := correcting(rows, claim)):
            self.console.print(
                f"  {before['correction_id']} speaks of it; change that entry in {escape(str(self.file.path))}"
            )
            return False
        becomes: dict[str, Any] | None = {}
        if claim is not None and _ACTIONS[key] == "amend":
            becomes = self._mended(key, claim)
        if claim is None or becomes is None:
            return False
        while not (reason := _asked("  reason").strip()):
            self.console.print("  a decision needs a reason: say in a line why")
        decision = decide(_ACTIONS[key], claim, reason, self.author, date.today(), becomes)
        name = correction_id(decision, set(rows["correction_id"]))
        self.console.print(f"\n{escape(entry_text(decision, name))}", end="")
        if _asked("  write it? Y/n").strip().lower() not in ("", "y", "yes"):
            return False
        try:
            self.written.append(_writable(lambda: self.file.append(decision)))
        except CatalogueError as error:
            self.console.print(f"  not written: {escape(str(error))}")
            return False
        return True

    def _choice(self, item: Item) -> Mapping[str, Any] | None:
        """Ask which of the claims wins; None to go back."""
        claims = [claim for claim in (item.claim, *item.rivals) if claim is not None]
        if len(claims) == 1:
            return claims[0]

        def chosen(words: str) -> Mapping[str, Any]:
            if words.isdecimal() and 1 <= int(words) <= len(claims):
                return claims[int(words) - 1]
            raise ValueError(f"`{words}` is none of them; write a number from 1 to {len(claims)}")

        return self._until_read(f"  which one (1 to {len(claims)}; empty: back)", chosen)

    def _mended(self, key: str, claim: Mapping[str, Any]) -> dict[str, Any] | None:
        """Ask what a claim becomes; None to go back."""
        if key == "v":
            return self._until_read(f"  value in {claim['unit']}: {FIGURE_FORMS} (empty: back)", read_figure)
        if key == "d":
            return self._until_read(
                f"  period: {PERIOD_FORMS} (empty: back)", lambda words: read_period(words, claim["period_type"])
            )

        def placed(words: str) -> dict[str, Any]:
            found = find_area(self.connection, words, find_topic(self.connection, claim["indicator_id"]))
            if found.area_id == claim["area_id"]:
                raise ValueError(f"{found} is where it stands already")
            self.console.print(f"  {escape(str(found))}")
            return {"area_id": found.area_id}

        return self._until_read("  area: a name in any spelling, or an id (empty: back)", placed)

    def _until_read(self, question: str, read: Callable[[str], Answer]) -> Answer | None:
        """Ask until an answer can be read; an empty one goes back."""
        while words := _asked(question).strip():
            try:
                return read(words)
            except ValueError as error:
                self.console.print(f"  {escape(str(error))}")
            except click.ClickException as error:
                self.console.print(f"  {escape(error.message)}")
        return None


def _show(console: Console, item: Item, place: str) -> None:
    console.print(f"\n[bold]{place}  {item.reason}[/]: {escape(item.detail)}")
    if item.claim is None:
        about = ", ".join(str(part) for part in (item.area_name, item.year, item.file_name) if part is not None)
        console.print(f"  {escape(about)}\n  nothing to decide here: mend it as said above, and build again")
        return
    claim = item.claim
    province = f", {claim['province_name']}" if claim["province_name"] not in (None, claim["area_name"]) else ""
    console.print(f"  {escape(claim['area_name'])}{escape(province)} ({claim['area_id']})")
    console.print(f"  {escape(claim['label_en'])} ({escape(claim['label_vi'])}), {claim['year']}, {claim['scenario']}")
    for count, one in enumerate((claim, *item.rivals), start=1):
        stated = f"{figure(one)} {one['unit']}; {period(one)}; confidence {number(one['confidence'])}"
        console.print(f"\n  {count}. [bold]{one['why']}[/]: {escape(stated)}")
        show_source(console, one, indent=5)


def _key(item: Item) -> str:
    """Ask for one key; without a terminal, for the first letter of a line."""
    keys = " ".join(item.keys)
    if not sys.stdin.isatty():
        return _asked(f"\n  {keys}").strip()[:1].lower()
    click.echo(f"\n  {keys}: ", nl=False)
    try:
        key = click.getchar()
    except (KeyboardInterrupt, EOFError) as error:
        raise click.Abort from error
    click.echo(key if key.isprintable() else "")
    return key.lower()


def _asked(question: str) -> str:
    # Polars handles Ctrl-C so that a read goes on, and the next line would be waited for.
    signal.siginterrupt(signal.SIGINT, True)
    answer: str = click.prompt(question, default="", show_default=False)
    return answer


def _readable(read: Callable[[], Answer]) -> Answer:
    """Read the corrections file; what is wrong with it ends the command."""
    try:
        return _writable(read)
    except CatalogueError as error:
        raise click.ClickException(f"{error}\nMend the file; what was decided before stands in it.") from error


def _writable(work: Callable[[], Answer]) -> Answer:
    """Do something with the corrections file; what the disc refuses ends the command."""
    try:
        return work()
    except OSError as error:
        raise click.ClickException(
            f"{error.filename}: {error.strerror}. Make it writable, or name another file with --corrections."
        ) from error


def _ids(connection: duckdb.DuckDBPyConnection, table: str) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute(f"select {table}_id from ref.{table}").fetchall())


def _author() -> str:
    """Return git's name of who works here, or the login."""
    try:
        named = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, check=False).stdout
    except OSError:
        named = ""
    try:
        return named.strip() or getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.UsageError("nobody knows who decides; say it with --author") from error
