"""How fast claims become values: a warehouse of generated claims, from the lake to the published file, step by step.

`python tests/benchmarks/resolving.py [CLAIMS] [RELEASES]`, a million claims over 20 years where nothing is said.
Documents, sentences and offsets are generated with the claims, so that every mart and check has its full work.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from pipelines.store import build, filling
from pipelines.store.build import Versions, build_warehouse
from pipelines.store.lake import Lake
from pipelines.store.sql_models import load_checks, load_macros, load_models
from schemas.catalogue import Catalogue, load
from schemas.registry import tables

CLAIMS: Final = 1_000_000
YEARS: Final = 20
CLAIMS_OF_A_DOCUMENT: Final = 10
VERSION: Final = "0123456789ab"
_SENTENCE: Final = 48

# Four claims of five agree with their cell's figure, by its hedges or to the digit; one is far from it. One of seven
# speaks of nine months, one of nine is a plan. `k` is the number of the claim.
_CLAIM: Final = f"""
with numbered as (
    select
        k, k // {CLAIMS_OF_A_DOCUMENT} as document, k % {CLAIMS_OF_A_DOCUMENT} as sentence,
        hash(k) % (select count(*) from area) as area_no,
        hash(k, 1) % (select count(*) from indicator) as indicator_no,
        2006 + (k // {CLAIMS_OF_A_DOCUMENT}) % {YEARS} as year,
        case when hash(k, 2) % 9 = 0 then 'plan' else 'actual' end as scenario,
        hash(k, 3) % 7 = 0 as is_part,
        case hash(k, 4) % 4 when 0 then 'gt' when 1 then 'about' else 'exact' end as bound,
        hash(k, 5) % 5 = 0 as is_far
    from range($claims) as numbers(k)
),
figured as (
    select
        numbered.*, area.area_id, indicator.indicator_id, indicator.unit_id, indicator.kind,
        10 * (1 + hash(area_no, indicator_no, year) % 9)::double
            + if(is_far, hash(k, 6) % 9, 0)
            - if(bound = 'gt' and not is_far, 10, 0) as value
    from numbered
    join area on area.number = area_no
    join indicator on indicator.number = indicator_no
),
placed as (
    select
        *, sha256(document::varchar) as document_id, sentence * {_SENTENCE} as sentence_start,
        if(is_part, 'ytd', if(kind in ('flow', 'rate'), 'year', 'point')) as period_type
    from figured
)
select
    document_id[:16] || '-' || (sentence_start + 20) as quantity_id,
    concat_ws('-', quantity_id, indicator_id, scenario, year) as claim_id,
    document_id, indicator_id, area_id, year, period_type,
    if(period_type = 'point', null, make_date(year, 1, 1)) as period_start,
    if(is_part, make_date(year, 9, 30), make_date(year, 12, 31)) as period_end,
    scenario, value,
    case bound when 'about' then value - 5 else value end as lower,
    case bound when 'gt' then null when 'about' then value + 5 else value end as upper,
    bound, unit_id, if(scenario = 'plan', 'F', if(is_part, 'P', 'A')) as obs_status,
    sentence_start + 20 as start, sentence_start + 30 as "end", lpad(value::integer::varchar, 10, '0') as quote,
    sentence_start, sentence_start + {_SENTENCE} as sentence_end,
    false as is_derived, false as is_recognised, 0.9 as confidence, 'clause' as rule, [] as comparison
from placed
"""
_DOCUMENT: Final = f"""
select
    document_id, document_id[:12] || '.html' as file_name, 'text/html' as media_type, 500 as size_bytes,
    if(hash(document_id, 1) % 10 = 0, 'report', 'article') as kind,
    publisher.publisher_id, 'Bài ' || document_id[:6] as title, 'https://example.org/' || document_id[:12] as url,
    [] as source_urls, false as is_restated, make_date(any_value(year) + 1, 1, 15) as published_on,
    make_timestamptz(any_value(year) + 1, 2, 1, 0, 0, 0) as retrieved_at, any_value(year) + 1 as partition_year,
    'vi' as language, 'utf-8' as encoding,
    string_agg('Năm qua, toàn huyện ' || quote || ' đơn vị trong kỳ. ', '' order by start) as text,
    sha256(document_id) as text_sha256, '{VERSION}' as extractor_version
from claim
join publisher on publisher.number = hash(document_id) % (select count(*) from publisher)
group by all
"""
_PASSAGE: Final = """
select document_id, 0 as passage_no, 'body' as role, 0 as start, length(text) as "end", text, false as is_recognised
from document
"""
_QUANTITY: Final = """
select distinct on (quantity_id)
    quantity_id, document_id, 0 as passage_no, start, "end", quote as surface, 'cardinal' as category,
    value, lower, upper, bound, false as is_repaired
from claim
"""


def fill_lake(lake: Lake, claims: int, catalogue: Catalogue) -> None:
    """Write the catalogue and generated documents that state so many claims."""
    models = tables()
    frames = catalogue.frames()
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        districts = frames["ref.area"].filter(pl.col("level") == "district")
        counted = frames["ref.indicator"].filter(pl.col("kind").is_in(["stock", "flow"]), pl.col("hard_max") >= 100)
        for name, frame in (("area", districts), ("indicator", counted), ("publisher", frames["ref.publisher"])):
            connection.register("numbered", frame.with_row_index("number"))
            connection.execute(f"create table {name} as from numbered")
        connection.execute(f"create table claim as {_CLAIM}", {"claims": claims})
        for name, sql in (("document", _DOCUMENT), ("passage", _PASSAGE), ("quantity", _QUANTITY)):
            connection.execute(f"create table {name} as {sql}")
        made = {
            name: connection.sql(f"from {name.partition('.')[2]}").pl()
            for name in ("core.claim", "raw.document", "staging.passage", "staging.quantity")
        }
    for name, frame in (frames | made).items():
        dtypes = models[name].dtypes()
        missing = [pl.lit(None).alias(column) for column in dtypes if column not in frame.columns]
        lake.write(name, frame.with_columns(missing).select(dtypes.names()).cast(dict(dtypes)))


@contextmanager
def timed(steps: dict[str, tuple[float, float]], name: str) -> Iterator[None]:
    """Keep the seconds by the clock, and of all processors, of what is done within."""
    begun = time.perf_counter(), time.process_time()
    yield
    steps[name] = time.perf_counter() - begun[0], time.process_time() - begun[1]


def watched(steps: dict[str, tuple[float, float]], name: str, step: Callable[..., object]) -> Callable[..., object]:
    """Return the step with its time kept under its name, and under that of what it fills."""

    def run(*arguments: object, **named: object) -> object:
        label = f"{name} {arguments[1]}" if name == "table" else name
        with timed(steps, label):
            return step(*arguments, **named)

    return run


def peak() -> float:
    """Return the most memory that the process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main(claims: int) -> None:
    """Generate, build, and print a line for each step."""
    steps: dict[str, tuple[float, float]] = {}
    attempt = filling.Filling._attempt
    filling.Filling._attempt = watched(steps, "table", attempt)
    build.run_checks = watched(steps, "checks", build.run_checks)
    catalogue = load()
    models = tables(catalogue)
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder) / "lake")
        fill_lake(lake, claims, catalogue)
        sql = load_models(), load_checks()
        versions = Versions(VERSION, VERSION)
        generated = peak()
        with timed(steps, "whole build"):
            report = build_warehouse(
                lake, models.values(), *sql, Path(folder), "first", datetime.now(UTC), versions=versions,
                macros=load_macros(),
            )  # fmt: skip
        print(f"{claims:,} claims, {report.rows['core.observation']:,} observations")
        print(f"file {report.path.stat().st_size / 1e6:,.0f} MB; peak {peak():,.0f} MB, {generated:,.0f} before")
        print(f"{'step':44}{'s':>8}{'cpu s':>8}")
        for name, seconds in sorted(steps.items(), key=lambda step: -step[1][1]):
            print(f"{name:44}{seconds[0]:8.2f}{seconds[1]:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
