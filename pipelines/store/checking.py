"""Running the checks of `sql/checks/` in a database: each SELECT returns the rows that break its rule."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.store.publish import PublishError
from pipelines.store.sql_models import Severity, SqlCheck

SAMPLE_ROWS = 5
"""Failing rows that a result shows."""


@dataclass(frozen=True)
class CheckResult:
    """What one check found: how many rows break its rule, and the first of them."""

    name: str
    severity: Severity
    description: str
    failing: int
    sample: pl.DataFrame


class CheckError(PublishError):
    """A build whose rows break a rule; `checks` holds the results of all checks, of those that passed too."""

    def __init__(self, message: str, checks: tuple[CheckResult, ...]) -> None:
        super().__init__(message)
        self.checks = checks


def run_checks(connection: duckdb.DuckDBPyConnection, checks: Iterable[SqlCheck]) -> tuple[CheckResult, ...]:
    """Run all checks and return what each found.

    Raise CheckError, listing them all, where rules of severity `error` are broken or checks cannot run.
    """
    results: list[CheckResult] = []
    faults: list[str] = []
    for check in checks:
        try:
            result = _run(connection, check)
        except duckdb.Error as error:
            faults.append(f"sql/checks/{check.name}.sql cannot run: {error}")
            continue
        results.append(result)
        if result.failing and result.severity == "error":
            faults.append(_report(result))
    if faults:
        raise CheckError("not published:\n" + "\n".join(faults), tuple(results))
    return tuple(results)


def _run(connection: duckdb.DuckDBPyConnection, check: SqlCheck) -> CheckResult:
    [(failing,)] = connection.execute(f"select count(*) from (\n{check.sql}\n)").fetchall()
    # Without a limit in the SQL: DuckDB 2.0.0 can hang where one ends a join of many rows early.
    found = connection.execute(check.sql)
    names = [column[0] for column in found.description]
    rows = found.fetchmany(SAMPLE_ROWS) if failing else []
    sample = pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], infer_schema_length=None)
    return CheckResult(check.name, check.severity, check.description, failing, sample)


def _report(result: CheckResult) -> str:
    rows = "\n".join(
        "  " + ", ".join(f"{column}={value!r}" for column, value in row.items())
        for row in result.sample.iter_rows(named=True)
    )
    return f"check {result.name} ({result.description}): {result.failing} failing rows, the first of them\n{rows}"
