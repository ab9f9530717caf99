"""What a source says as people read it: the sentence with its figure highlighted, the period, and who published it."""

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.markup import escape

RANKS: Final = {
    1: "statistics office",
    2: "signed report or resolution",
    3: "government portal",
    4: "local party or city press",
    5: "other press",
    6: "reprint or translation",
    7: "unknown",
}


def show_source(console: Console, one: Mapping[str, Any], indent: int) -> None:
    """Print the sentence of a statement under its header, its title, publisher, day, file and address."""
    margin = " " * indent
    if one["header"]:
        console.print(f"{margin}[dim]under the header “{escape(' / '.join(one['header'].splitlines()))}”[/]")
    console.print(f"{margin}“{highlighted(one)}”")
    rank = one["source_rank"]
    day = one["published_on"].isoformat() if one["published_on"] else "undated"
    console.print(f"{margin}{escape(one['title'] or one['file_name'])}")
    console.print(
        f"{margin}{escape(one['publisher'])}, rank {rank} ({RANKS[rank]}), {day}; file {escape(one['file_name'])}"
    )
    if one["is_restated"]:
        console.print(f"{margin}restated from {escape(', '.join(one['restated_from']) or 'a source not named')}")
    elif one["url"]:
        console.print(f"{margin}{escape(one['url'])}")


def highlighted(one: Mapping[str, Any]) -> str:
    """Write the sentence of a statement with its figure marked, as console markup."""
    # Blank for blank, so that the offsets stay right in a sentence that was broken over lines.
    sentence = "".join(" " if letter.isspace() else letter for letter in one["sentence"])
    start, end = one["figure_start"], one["figure_end"]
    return f"{escape(sentence[:start])}[bold yellow]{escape(sentence[start:end])}[/]{escape(sentence[end:])}"


def period(row: Mapping[str, Any]) -> str:
    """Write the kind and the days of a period."""
    start, end = row["period_start"], row["period_end"]
    return f"{row['period_type']} at {end}" if start is None else f"{row['period_type']} {start} to {end}"
