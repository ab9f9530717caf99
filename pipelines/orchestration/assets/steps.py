"""How an asset runs a step: over the years of the run, with its faults in the log and its rows in the results."""

from collections.abc import Iterator

import dagster as dg

from pipelines.orchestration.assets.results import results
from pipelines.orchestration.partitions import selected_years
from pipelines.orchestration.progress import Progress, Stage
from pipelines.orchestration.steps import Step, run_step, to_make


def step_over_years(
    context: dg.AssetExecutionContext, step: Step, version: str, progress: Progress, stage: Stage
) -> Iterator[dg.MaterializeResult[None]]:
    """Run a step over the years of a run and report the tables it stored."""
    years = selected_years(context)
    progress.begin(stage, sum(len(to_make(step, year, version)) for year in years))
    done = {year: run_step(step, year, version, done=lambda: progress.advance(stage)) for year in years}
    for year in done.values():
        for fault in year.faults:
            context.log.error(fault)
    yield from results(context, {year: of_year.written for year, of_year in done.items()}, {})
