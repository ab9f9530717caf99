"""How fast the state of a day is found over many releases, and how the store grows: with changes, not with releases.

`python tests/benchmarks/releases.py [RELEASES] [VALUES]`, 50 releases of 100,000 values where nothing is said, of which
none, one and five in a hundred change from each release to the next.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import duckdb

from pipelines.store.sql_models import load_macros
from schemas.contract import LAYERS
from schemas.ddl import create_table, quoted
from schemas.registry import tables

RELEASES: Final = 50
VALUES: Final = 100_000
CHANGED: Final = (0, 1, 5)
"""Values in a hundred that a release changes."""

_RELEASE: Final = """
insert into core.release by name
select
    'build-' || k as release_id, k as release_no,
    timestamptz '2025-01-01 00:00:00+00' + to_days((7 * k)::integer) as built_at,
    1 as document_count, 0 as rejected_count, 1 as claim_count, 1 as observation_count,
    '0123456789ab' as extractor_version, '0123456789ab' as rules_version, '0123456789ab' as corrections_version
from range(1, $releases + 1) as numbers(k)
"""
_REVISION: Final = """
insert into core.revision by name
select
    $release as release_no, format('district-{:03d}', k % 705) as area_id,
    'indicator_' || (k // 705) % 8 as indicator_id, 2000 + k // 5640 as year, 'actual' as scenario,
    if($release = 1, 'added', 'changed') as change, if($release = 1, 'first_release', 'new_source') as reason,
    (k + $release)::double as value, value as lower, value as upper, 'exact' as bound, 'visits' as unit_id,
    'A' as obs_status, 'year' as period_type, make_date(2000 + k // 5640, 1, 1) as period_start,
    make_date(2000 + k // 5640, 12, 31) as period_end, md5(k || '-' || $release) as claim_id, value::varchar as quote,
    1 as claim_count, 1 as source_count, 'single' as agreement, 'only_claim' as rule
from range($values) as numbers(k)
where $release = 1 or hash(k, $release) % 100 < $changed
"""


def measure(folder: Path, releases: int, values: int, changed: int) -> str:
    """Fill a store and ask for the first, the middle and the last state; return a line of figures."""
    file = folder / f"{changed}.duckdb"
    models = tables()
    with duckdb.connect(file) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for layer in LAYERS:
            connection.execute(f"create schema {quoted(layer)}")
        for name in ("core.release", "core.revision", "mart.area"):
            connection.execute(create_table(models[name].spec(), primary_key=False))
        connection.execute(_RELEASE, {"releases": releases})
        for release in range(1, releases + 1):
            connection.execute(_REVISION, {"release": release, "values": values, "changed": changed})
        connection.execute("checkpoint")
        [macro] = [macro for macro in load_macros() if macro.name == "mart.as_known_on"]
        connection.execute(macro.sql)
        [(rows,)] = connection.execute("select count(*) from core.revision").fetchall()
        asked = []
        for release in (1, releases // 2, releases):
            question = "from mart.as_known_on((select built_at from core.release where release_no = $release))"
            begun = time.perf_counter()
            known = connection.execute(f"select count(*), sum(value) {question}", {"release": release}).fetchall()
            asked.append(time.perf_counter() - begun)
            assert known[0][0] == values
    seconds = "".join(f"{one:9.3f}" for one in asked)
    return f"{changed:8} %{rows:12,}{file.stat().st_size / 1e6:9.1f}{seconds}"


def main(releases: int, values: int) -> None:
    """Print a line for each share of values that changes."""
    print(f"{releases} releases of {values:,} values; seconds of a query as of the first, middle and last one")
    print(f"{'changed':>10}{'revisions':>12}{'MB':>9}{'first':>9}{'middle':>9}{'last':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for changed in CHANGED:
            print(measure(Path(folder), releases, values, changed))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*(given + [RELEASES, VALUES][len(given) :]))
