"""What a build says at its end, read out of the file that it published."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.cli.folders import records

if TYPE_CHECKING:
    from pipelines.orchestration.run import Outcome

SHOWN_REJECTIONS: Final = 20
SHOWN_FINDINGS: Final = 5

_COUNTS: Final = """
select
    (select count(*) from raw.document) as documents,
    (select count(*) from raw.document where is_restated) as restated,
    (select count(*) from raw.document where document_id not in (select document_id from core.claim)) as without_claim,
    (select count(*) from raw.document where publisher_id = 'unknown') as unknown_publisher,
    (select count(*) from raw.rejected_document) as rejected,
    (select count(*) from core.claim) as claims,
    (select count(*) from core.unclaimed_quantity) as unclaimed,
    (select count(*) from core.adoption) as adoptions,
    (select count(*) from core.observation) as observations,
    (select count(*) from core.observation where agreement = 'conflict') as conflicts,
    (select count(*) from raw.rejected_row) as refused_rows,
    (select count(*) from mart.review_queue) as findings
"""


@dataclass(frozen=True)
class Rejected:
    """A file or a line of the register that could not be used."""

    file_name: str
    line_no: int
    reason: str
    message: str
    cure: str


@dataclass(frozen=True)
class Finding:
    """Something in the warehouse that a person should look at."""

    reason: str
    cell: str
    detail: str
    file_name: str


@dataclass(frozen=True)
class Summary:
    """What a published warehouse holds; lists are cut to what is shown."""

    counts: dict[str, int]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]
    unknown_publishers: tuple[str, ...]
    refused_tables: tuple[str, ...]
    example: tuple[str, str, int] | None


def read_summary(connection: duckdb.DuckDBPyConnection) -> Summary:
    """Read what a published warehouse holds."""
    [counts] = records(connection, _COUNTS)
    rejected = records(
        connection,
        f"""select file_name, line_no, reason, message, cure from raw.rejected_document
        order by file_name, line_no limit {SHOWN_REJECTIONS}""",
    )
    findings = records(
        connection,
        f"""select reason, concat_ws(', ', area_name, indicator_id, year) as cell, detail, file_name
        from mart.review_queue where reason <> 'rejected_document' order by place limit {SHOWN_FINDINGS}""",
    )
    names = records(
        connection,
        f"""select distinct coalesce(publisher_name, 'not named') as name from raw.document
        where publisher_id = 'unknown' order by name limit {SHOWN_FINDINGS}""",
    )
    refused = records(
        connection, "select table_name, count(*) as rows from raw.rejected_row group by all order by table_name"
    )
    example = connection.execute(
        """select area_id, indicator_id, year from core.observation
        where scenario = 'actual' order by claim_count desc, year desc, area_id, indicator_id limit 1"""
    ).fetchone()
    return Summary(
        counts,
        tuple(Rejected(**row) for row in rejected),
        tuple(Finding(**row) for row in findings),
        tuple(row["name"] for row in names),
        tuple(f"{row['table_name']} {row['rows']}" for row in refused),
        example,
    )


def show_summary(console: Console, summary: Summary, outcome: "Outcome", file: Path) -> None:
    """Print what was published, what could not be read, and what a person should look at."""
    counts = summary.counts
    kept = counts["documents"] - outcome.read
    unknown = f" ({', '.join(summary.unknown_publishers)})" if summary.unknown_publishers else ""
    refused = f" ({', '.join(summary.refused_tables)})" if summary.refused_tables else ""
    lines: Sequence[tuple[str, str]] = (
        ("Documents", f"{counts['documents']:,} ({outcome.read:,} read now, {kept:,} unchanged)"),
        ("  restated from other pages", f"{counts['restated']:,}"),
        ("  of an unknown publisher", f"{counts['unknown_publisher']:,}{unknown}"),
        ("  without a claim", f"{counts['without_claim']:,}"),
        ("Rejected files and lines", f"{counts['rejected']:,}"),
        ("Claims", f"{counts['claims']:,}"),
        ("Numbers that are no claim", f"{counts['unclaimed']:,}"),
        ("Practices adopted", f"{counts['adoptions']:,}"),
        ("Yearly values", f"{counts['observations']:,}"),
        ("  in conflict", f"{counts['conflicts']:,}"),
        ("Rows refused by their contract", f"{counts['refused_rows']:,}{refused}"),
    )
    table = Table.grid(padding=(0, 2))
    for label, value in lines:
        table.add_row(label, escape(value))
    console.print(table)
    _show_rejected(console, summary)
    _show_findings(console, summary, outcome)
    console.print(f"\nPublished {escape(str(file))}", highlight=False, soft_wrap=True)
    if summary.example is not None:
        area, indicator, year = summary.example
        console.print(f"Try: niengiam explain {area} {indicator} {year}", highlight=False, soft_wrap=True)


def _show_rejected(console: Console, summary: Summary) -> None:
    if not summary.rejected:
        return
    console.print("\nRejected", style="bold")
    for one in summary.rejected:
        place = f"{one.file_name}:{one.line_no}" if one.line_no else one.file_name
        console.print(
            f"  {escape(place)} ({one.reason}): {escape(one.message)}\n      [dim]{escape(one.cure)}[/]",
            highlight=False,
            soft_wrap=True,
        )
    if (rest := summary.counts["rejected"] - len(summary.rejected)) > 0:
        console.print(f"  and {rest:,} more: select * from raw.rejected_document", highlight=False)


def _show_findings(console: Console, summary: Summary, outcome: "Outcome") -> None:
    if not (summary.findings or outcome.warnings):
        return
    console.print("\nWhat to look at", style="bold")
    for rule in outcome.warnings:
        console.print(
            f"  check {rule.name}: {rule.failing:,} rows (sql/checks/{rule.name}.sql)", highlight=False, soft_wrap=True
        )
    for one in summary.findings:
        console.print(
            f"  {one.reason}: {escape(one.cell)}: {escape(one.detail)} ({escape(one.file_name)})",
            highlight=False,
            soft_wrap=True,
        )
    if summary.counts["findings"] > len(summary.findings):
        console.print(f"  all {summary.counts['findings']:,}: select * from mart.review_queue", highlight=False)
