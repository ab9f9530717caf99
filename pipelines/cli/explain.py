"""`niengiam explain`: one value of the warehouse, the rule that chose it, and every sentence behind it."""

from pathlib import Path
from typing import Any

import click
import duckdb
from rich.console import Console
from rich.markup import escape

from pipelines.cli.figures import figure, number
from pipelines.cli.folders import published, records, warehouse_option
from pipelines.cli.lookup import Area, Topic, find_area, find_topic
from pipelines.cli.statements import period, show_source
from schemas.vocabulary import SCENARIOS

STATUSES = {
    "A": "normal",
    "P": "provisional: a part of the year",
    "E": "estimated",
    "F": "forecast",
    "B": "break in series",
    "V": "unvalidated",
}
RULES = {
    "only_claim": "nothing else is said of it",
    "read_over_recognised": "it was read as text, its rival recognised from a scan",
    "most_exact": "the most exact of the claims that agree",
    "full_period": "it covers more of the year than its rival",
    "actual_over_estimate": "reached before estimated",
    "source_rank": "its publisher ranks above the rival's",
    "report_over_article": "a signed report before an article",
    "later_as_of": "it speaks of a later day than its rival",
    "later_published": "it was published after its rival",
    "surer_reading": "it was read with less doubt than its rival",
    "first_stated": "it stands first",
    "sum_of_members": "the areas that followed it all report, and make it up exactly",
}

_VALUES = """
select scenario, value, lower, upper, bound, obs_status, period_type, period_start, period_end, flag, agreement,
    claim_count, source_count, rule, is_reconstructed
from mart.indicator_yearly
where area_id = $area and indicator_id = $topic and year = $year and ($scenario is null or scenario = $scenario)
order by list_position(['actual', 'estimate', 'plan'], scenario)
"""
_CLAIMS = """
with cells as (
    select $area as area_id, scenario from unnest(['actual', 'estimate', 'plan']) as listed(scenario)
    union
    select unnest(member_ids), scenario
    from mart.indicator_yearly
    where area_id = $area and indicator_id = $topic and year = $year
)
select evidence.area_id, evidence.area_name, evidence.scenario,
    evidence.why, evidence.value, evidence.lower, evidence.upper, evidence.bound,
    evidence.period_type, evidence.period_start, evidence.period_end, evidence.confidence, evidence.derivation,
    evidence.is_recognised,
    evidence.doubt, evidence.doubt_detail,
    evidence.sentence, evidence.header, evidence.file_name,
    evidence.document_title as title, evidence.publisher, evidence.source_rank,
    evidence.url, evidence.published_on, evidence.is_restated, evidence.restated_from,
    quantity.start - claim.sentence_start as figure_start, quantity.end - claim.sentence_start as figure_end
from mart.evidence as evidence
join cells on cells.area_id = evidence.area_id and cells.scenario = evidence.scenario
join core.claim as claim on claim.claim_id = evidence.claim_id
join staging.quantity as quantity on quantity.quantity_id = evidence.quantity_id
where evidence.indicator_id = $topic and evidence.year = $year
    and ($scenario is null or evidence.scenario = $scenario)
order by evidence.is_chosen desc, evidence.area_id = $area desc, evidence.area_id,
    evidence.source_rank, evidence.published_on desc, evidence.document_id, evidence.start
"""
_ADOPTIONS = """
select adoption.stage,
    substr(document.text, adoption.sentence_start + 1, adoption.sentence_end - adoption.sentence_start) as sentence,
    null as header, $area as area_id, null as area_name,
    adoption.start - adoption.sentence_start as figure_start, adoption.end - adoption.sentence_start as figure_end,
    document.file_name, document.title, publisher.name as publisher, publisher.rank as source_rank, document.url,
    document.published_on, document.is_restated,
    case when document.is_restated then document.source_urls else [] end as restated_from
from core.adoption as adoption
join raw.document as document on document.document_id = adoption.document_id
join ref.publisher as publisher on publisher.publisher_id = document.publisher_id
where adoption.area_id = $area and adoption.practice_id = $topic and adoption.year = $year
order by publisher.rank, document.published_on desc, adoption.document_id
"""


@click.command()
@click.argument("area")
@click.argument("indicator")
@click.argument("year", type=click.IntRange(1900, 2100))
@click.option("--scenario", type=click.Choice(SCENARIOS), help="Only what was reached, estimated or planned.")
@warehouse_option
def explain(area: str, indicator: str, year: int, scenario: str | None, warehouse: Path | None) -> None:
    """Show where a value comes from: its claims, each with its sentence and source, and why one was chosen.

    AREA is an id (district-016) or a name in any common spelling ("Sóc Sơn", "huyen soc son", "Sóc Sơn, Hà Nội").
    INDICATOR is an id or a label of an indicator, or of a digital practice, which has sentences but no figure.

    \b
    niengiam explain "Sóc Sơn" tourism_visits_total 2024
    niengiam explain district-016 community_digital_teams 2024 --scenario actual
    """
    with published(warehouse) as connection:
        topic = find_topic(connection, indicator)
        place = find_area(connection, area, topic)
        asked = {"area": place.area_id, "topic": topic.topic_id, "year": year}
        if topic.kind == "practice":
            values, claims = [], records(connection, _ADOPTIONS, asked)
        else:
            values = records(connection, _VALUES, {**asked, "scenario": scenario})
            claims = records(connection, _CLAIMS, {**asked, "scenario": scenario})
        if not claims:
            raise click.ClickException(_nothing(connection, place, topic, year, scenario))
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(str(place))}[/]")
    console.print(f"{escape(topic.label_en)} ({escape(topic.label_vi)}), {year}")
    if topic.kind == "practice":
        _show_statements(console, claims, topic, place)
        return
    for shown in [scenario] if scenario else SCENARIOS:
        of_scenario = [claim for claim in claims if claim["scenario"] == shown]
        if of_scenario:
            _show_value(console, shown, next((value for value in values if value["scenario"] == shown), None), topic)
            _show_statements(console, of_scenario, topic, place)


def _show_value(console: Console, scenario: str, value: dict[str, Any] | None, topic: Topic) -> None:
    if value is None:
        console.print(f"\n[bold]{scenario}[/]: no yearly value; none of the claims is fit for one")
        return
    console.print(f"\n[bold]{scenario}: {figure(value)} {escape(topic.unit or '')}[/]")
    console.print(f"  period     {period(value)}")
    console.print(f"  status     {value['obs_status']} ({STATUSES[value['obs_status']]})")
    if value["flag"]:
        console.print(f"  to know    {escape(value['flag'])}")
    console.print(f"  agreement  {value['agreement']}; claims: {value['claim_count']}, texts: {value['source_count']}")
    made = "summed by " if value["is_reconstructed"] else "chosen by "
    console.print(f"  {made} {value['rule']}: {RULES[value['rule']]}")


def _show_statements(console: Console, statements: list[dict[str, Any]], topic: Topic, area: Area) -> None:
    for place, one in enumerate(statements, start=1):
        member = "" if one["area_id"] == area.area_id else f"{escape(one['area_name'])} ({one['area_id']}), "
        console.print(f"\n  {place}. {member}{_standing(one, topic)}")
        show_source(console, one, indent=5)


def _standing(one: dict[str, Any], topic: Topic) -> str:
    if topic.kind == "practice":
        return f"[bold]{one['stage']}[/]"
    computed = f"; computed: {escape(one['derivation'])}" if one["derivation"] else ""
    scanned = "; recognised from a scan" if one["is_recognised"] else ""
    doubted = f"; {one['doubt']}: {escape(one['doubt_detail'])}" if one["doubt"] else ""
    read = f"{figure(one)}; {period(one)}; confidence {number(one['confidence'])}"
    return f"[bold]{one['why']}[/]: {read}{scanned}{computed}{doubted}"


def _nothing(connection: duckdb.DuckDBPyConnection, area: Area, topic: Topic, year: int, scenario: str | None) -> str:
    """Say that nothing is known of a cell, and of which years something is."""
    known_years = {
        "practice": "select year from core.adoption where area_id = $area and practice_id = $topic",
        "indicator": "select year from core.claim where area_id = $area and indicator_id = $topic"
        " union select year from core.reconstruction where area_id = $area and indicator_id = $topic",
    }[topic.kind]
    rows = connection.execute(
        f"select distinct year from ({known_years}) order by year", {"area": area.area_id, "topic": topic.topic_id}
    ).fetchall()
    years = ", ".join(str(known) for (known,) in rows)
    said = f"no text says anything of {topic.topic_id} in {area} for {year}"
    return (
        f"{said}{f' as {scenario}' if scenario else ''}; {f'there are {years}' if years else 'nor for any other year'}"
    )
