"""`niengiam build`: run the pipeline in this process, show how far it is, and say what it published."""

import sys
from pathlib import Path

import click
from rich.console import Console

from pipelines.cli.display import Display
from pipelines.cli.folders import published, settings_of, warehouse_option
from pipelines.cli.summary import read_summary, show_summary


@click.command()
@click.option(
    "--landing",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the documents and their sources.csv [NIENGIAM_LANDING, or ./warehouse/landing].",
)
@warehouse_option
def build(landing: Path | None, warehouse: Path | None) -> None:
    """Read the landing folder and publish the warehouse.

    Only what is new or changed is read; the file that readers open is replaced at the end, in one step, and only when
    every check of severity `error` passes. The run stands in the history of the Dagster UI (`make ui`).

    Exit codes: 0 published; 1 nothing published, with what was wrong and the cure; 2 wrong usage.
    """
    settings = settings_of(landing=landing, warehouse=warehouse)
    if not settings.landing.is_dir():
        raise click.ClickException(
            f"{settings.landing}: no such folder. Create it and put the documents into it, "
            "or name another with --landing."
        )
    watched = Console(stderr=True)
    watched.print(f"Building {settings.warehouse} from {settings.landing}", highlight=False, soft_wrap=True)
    with Display(watched) as display:
        # Dagster takes seconds to import.
        from pipelines.orchestration.run import build as run  # noqa: PLC0415

        outcome = run(settings, progress=display)
    if outcome.faults:
        for fault in outcome.faults:
            click.secho(f"Error: {fault}", fg="red", err=True)
        click.echo("Nothing was published; what was published before is as it was.", err=True)
        sys.exit(1)
    with published(settings.warehouse) as connection:
        show_summary(Console(), read_summary(connection), outcome, settings.live)
