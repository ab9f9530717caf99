"""Running the job `build` in this process: the run stands in the history of Dagster like one started from its UI."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import dagster as dg

from pipelines.landing import LandingError
from pipelines.orchestration import sandboxing
from pipelines.orchestration.assembly import JOB, build_definitions
from pipelines.orchestration.assets.raw import DOCUMENTS_OP, READ
from pipelines.orchestration.home import write_home
from pipelines.orchestration.partitions import range_tags
from pipelines.orchestration.progress import Progress, Stage, Unwatched
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from pipelines.orchestration.stake import years_at_stake
from pipelines.orchestration.steps import finding_numbers, reading_claims, sketching_texts
from pipelines.reading.sandbox import SandboxError
from pipelines.settings import Settings
from pipelines.store.lake import LakeError
from schemas.catalogue import CatalogueError

_LOCK: Final = "build.lock"
_STARTED_BY: Final = {"niengiam/started_by": "command"}
_UNFINISHED: Final = [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED]
_QUIET: Final = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True)
class BrokenRule:
    """A check of severity `warn` that found rows; they were published all the same."""

    name: str
    failing: int
    table: str


@dataclass(frozen=True)
class Outcome:
    """How a build ended: published, unless there are faults, each a message for people with place and cure.

    `years` are the partitions that the run covered, `read` counts the documents that were read in it.
    """

    years: range
    faults: tuple[str, ...] = ()
    read: int = 0
    warnings: tuple[BrokenRule, ...] = ()


def build(settings: Settings, *, catalogue: CatalogueFolder | None = None, progress: Progress | None = None) -> Outcome:
    """Build and publish the warehouse from all that changed in the landing folder since the last build.

    A second build of the same warehouse waits until the first one ends.
    """
    catalogue, progress = catalogue or CatalogueFolder(), progress or Unwatched()
    write_home(settings.dagster_home)
    with _alone(settings.dagster_home / _LOCK, progress):
        try:
            progress.begin(Stage.CATALOGUE)
            years = _years(settings, catalogue)
        except (CatalogueError, LandingError, LakeError, SandboxError) as error:
            return Outcome(range(0), (str(error),))
        with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
            _bury_the_dead(instance)
            # The lock stands for the pool: what a killed process held of that would only come free by a daemon.
            definitions = build_definitions(settings, catalogue=catalogue, progress=progress, pool=None)
            result = definitions.resolve_job_def(JOB).execute_in_process(
                run_config=_QUIET,
                instance=instance,
                tags={**range_tags(years[0], years[-1]), **_STARTED_BY},
                raise_on_error=False,
            )
        return _outcome(result, years)


def _years(settings: Settings, catalogue: CatalogueFolder) -> range:
    folders, maker = WarehouseFolders.of(settings), catalogue.row_maker
    tables = folders.tables
    steps = [finding_numbers(tables), sketching_texts(tables), reading_claims(tables, lambda: catalogue.reader)]
    with sandboxing.sandbox(settings) as sandbox:
        found = sandboxing.find_with(sandbox, settings, maker)
        return years_at_stake(found, folders.raw_tables, steps, maker, read=sandbox.read)


def _outcome(result: dg.ExecuteInProcessResult, years: range) -> Outcome:
    if not result.success:
        return Outcome(years, tuple(dict.fromkeys(_faults(result))))
    materialised = result.asset_materializations_for_node(DOCUMENTS_OP)
    read = next(one.metadata[READ].value for one in materialised if READ in one.metadata)
    warnings = [
        BrokenRule(one.check_name, int(str(one.metadata["failing_rows"].value)), one.asset_key.to_user_string())
        for one in result.get_asset_check_evaluations()
        if not one.passed
    ]
    return Outcome(years, read=int(str(read)), warnings=tuple(warnings))


def _faults(result: dg.ExecuteInProcessResult) -> Iterator[str]:
    """Yield what a person must know of a failed run: what its steps say, or else what the run itself says."""
    failures = [event for event in result.all_events if event.is_step_failure]
    for event in failures:
        data = event.step_failure_data
        if data.user_failure_data is not None and data.user_failure_data.description:
            yield data.user_failure_data.description
        elif data.error is not None:
            yield _innermost(data.error, f"{event.step_key}: ")
    if not failures:
        for event in result.filter_events(lambda event: event.is_failure):
            if event.job_failure_data.error is not None:
                yield _innermost(event.job_failure_data.error)


def _innermost(error: Any, place: str = "") -> str:
    """Return the message of the error that caused all others."""
    while error.cause is not None:
        error = error.cause
    if error.cls_name == dg.DagsterExecutionInterruptedError.__name__:
        return "The build was interrupted."
    return f"{place}{error.message.strip()}"


@contextmanager
def _alone(lock: Path, progress: Progress) -> Iterator[None]:
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.begin(Stage.WAITING)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _bury_the_dead(instance: dg.DagsterInstance) -> None:
    """Mark runs of this kind that never ended as failed: whoever holds the lock knows that their process is gone."""
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=_UNFINISHED, tags=_STARTED_BY)):
        instance.report_run_failed(run, "The process that ran it was killed.")
