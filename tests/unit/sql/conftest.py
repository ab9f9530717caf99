"""A warehouse made of a story: the SQL under `sql/` builds its tables from what documents said."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

import duckdb
import polars as pl
import pytest
from unit.sql.small_world import (
    BA_VI,
    COMMUNES,
    FAMILY_RATE,
    MEMBERS,
    VERSION,
    VISITS,
    Row,
    models,
    small_catalogue,
)
from unit.sql.story import Story

from pipelines.store.sql_models import (
    SqlMacro,
    SqlModel,
    in_order,
    load_checks,
    load_lake_model,
    load_macros,
    load_models,
)
from schemas.catalogue import Catalogue
from schemas.contract import LAYERS
from schemas.ddl import create_table, quoted


@cache
def steps() -> dict[str, SqlModel | SqlMacro]:
    """Return the SQL models by table and the macros by `macro` and name, each after what it reads or calls."""
    found: dict[str, SqlModel | SqlMacro] = {model.qualified_name: model for model in load_models()}
    found |= {f"macro {macro.name}": macro for macro in load_macros()}
    reads = {name: (*step.depends_on, *(f"macro {call}" for call in step.calls)) for name, step in found.items()}
    return {name: found[name] for name in in_order(reads)}


@cache
def checks() -> dict[str, str]:
    """Return the SELECT of every check by name."""
    return {check.name: check.sql for check in load_checks()}


@dataclass
class Warehouse(Story):
    """A story, and the connection in which the SQL makes all other tables of it."""

    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    _begun: set[str] = field(default_factory=set)

    def count(self, version: str = VERSION) -> list[Row]:
        """Score what a version read of the story told so far."""
        model = load_lake_model("core.extraction_score")
        self._load(model.depends_on)
        counted: list[Row] = self.connection.sql(model.sql, params={"extractor_version": version}).pl().to_dicts()
        return counted

    def score(self) -> None:
        """Keep what was scored, as the pipeline does before it builds."""
        for row in self.count():
            self._add("core.extraction_score", version_no=1, label_version="ba9876543210", **row)

    def observe(self) -> list[Row]:
        """Make the yearly values of the story told so far."""
        self._load(("ref.area", "ref.publisher", "ref.correction", "raw.document", "core.claim", "core.source_text"))
        for name in (
            "core.covered_from",
            "core.grain",
            "core.is_of_its_time",
            "core.amended_claim",
            "core.claims",
            "core.observation",
        ):
            self._make(name if name in steps() else f"macro {name}")
        return self.ask("from core.observation order by all")

    def build(
        self, built_at: datetime = datetime(2025, 2, 1, tzinfo=UTC), extractor_version: str = VERSION
    ) -> "Warehouse":
        """Make every table of the story, each SQL model under the full contract of its table.

        Built again, it is the next release of the same warehouse.
        """
        told_corrections = hashlib.sha256(repr(self.rows.get("ref.correction")).encode()).hexdigest()[:12]
        variables = {
            "release_id": f"build-{built_at:%Y%m%d}",
            "built_at": built_at,
            "extractor_version": extractor_version,
            "rules_version": VERSION,
            "corrections_version": told_corrections,
        }
        for name, value in variables.items():
            self.connection.execute(f"set variable {name} = $value", {"value": value})
        self._load([name for name in models() if name not in steps()])
        for name in steps():
            self._make(name)
        return self

    def ask(self, sql: str) -> list[Row]:
        """Return the rows of a query."""
        answer: list[Row] = self.connection.sql(sql).pl().to_dicts()
        return answer

    def check(self, name: str) -> list[Row]:
        """Return the rows that break a rule of `sql/checks/`."""
        return self.ask(checks()[name])

    def _load(self, names: Iterable[str]) -> None:
        for layer in LAYERS:
            self.connection.execute(f"create schema if not exists {layer}")
        for name in names:
            model = models()[name]
            columns = ", ".join(f"{quoted(column.name)} {column.duckdb_type}" for column in model.columns())
            self.connection.execute(f"create or replace table {name} ({columns})")
            if self.rows.get(name):
                frame = pl.DataFrame(self.rows[name], schema=model.dtypes())
                self.connection.register("told", frame)
                self.connection.execute(f"insert into {name} by name select * from told")
                self.connection.unregister("told")

    def _make(self, name: str) -> None:
        step = steps()[name]
        if isinstance(step, SqlMacro):
            self.connection.execute(step.sql)
            return
        spec = models()[name].spec()
        if not step.is_history or name not in self._begun:
            self.connection.execute(f"drop table if exists {spec.sql_name}")
            self.connection.execute(create_table(spec))
            self._begun.add(name)
        # A view too is a table here, so that a test can break its rows.
        self.connection.execute(f"insert into {spec.sql_name} by name {step.sql}")


@pytest.fixture(scope="session")
def new_warehouse() -> Callable[[], AbstractContextManager[Warehouse]]:
    """Return the way to begin a story, for tests that tell several."""

    @contextmanager
    def begin() -> Iterator[Warehouse]:
        story = Warehouse()
        with story.connection:
            yield story

    return begin


@pytest.fixture(scope="session")
def told(new_warehouse: Callable[[], AbstractContextManager[Warehouse]]) -> Iterator[Warehouse]:
    """Tell one story with something of everything, and build it; not to be changed but in a transaction rolled back."""
    with new_warehouse() as story:
        report = story.document("bao-cao", kind="report", rank=2, published_on=date(2025, 1, 5))
        story.says(report, 124)
        story.says(report, 413, indicator="officials_trained_dx")
        story.says(report, 95, indicator=FAMILY_RATE, scenario="plan")
        story.says(report, 95.5, indicator=FAMILY_RATE, scenario="estimate")
        story.says(report, 1_800_000, indicator=VISITS, scenario="plan")
        counted = story.says(report, 8, indicator=COMMUNES, period=("point", None, "2024-12-31"))
        story.names(counted, "Tân Minh", "Tân Dân")
        story.says(report, 27_000_000, indicator=VISITS, area="province-01")
        story.adopts(report, "vneid", "in_use")
        story.mentions(report, "12", "ordinal")

        press = story.document("bai-bao", published_on=date(2025, 1, 9), restates="https://goc.example/1")
        story.says(press, 120, "gt")
        story.says(press, 500, indicator="officials_trained_dx")
        story.says(press, (900_000, 1_000_000), "range", indicator=VISITS, period=("year", "2023-01-01", "2023-12-31"))
        story.says(press, 335_000_000, indicator=VISITS, status="V")
        story.says(press, 92, indicator=FAMILY_RATE, period=("year", "2023-01-01", "2023-12-31"), derivation="95 - 3")
        story.says(press, 10_000, "gt", indicator=VISITS, period=("habitual", None, "2024-12-31"))
        story.adopts(press, "vneid", "planned")
        story.mentions(press, "7", "boilerplate", role="boilerplate")

        november = story.document("thang-11", published_on=date(2024, 12, 1))
        story.says(november, 1_500_000, "about", indicator=VISITS, period=("ytd", "2024-01-01", "2024-11-30"))
        story.says(november, 90_000, indicator=VISITS, period=("month", "2024-03-01", "2024-03-31"))

        elsewhere = story.document("ba-vi", rank=5, published_on=None)
        story.says(elsewhere, 10, "lt_near", indicator=COMMUNES, area=BA_VI, period=("point", None, "2024-06-30"))
        story.says(elsewhere, 55_000, indicator="tourism_visits_international", area=BA_VI, confidence=0.3)
        story.adopts(elsewhere, "zalo_oa", "piloted", area=BA_VI)

        after = story.document("xa-moi", published_on=date(2026, 1, 10))
        for member, festivals in zip(MEMBERS, (12, 7, 5), strict=True):
            seen = story.says(after, festivals, area=member, period=("year", "2025-01-01", "2025-12-31"))
        story.correct(seen, "confirm")

        story.mentions(story.document("khong-so", rank=7), "3", "no_indicator")
        story.reject("hong.pdf")

        for row in story.rows["core.claim"]:
            if row["document_id"] in (report, november):
                story.label(row["claim_id"])
        story.score()
        yield story.build()


@pytest.fixture
def warehouse(new_warehouse: Callable[[], AbstractContextManager[Warehouse]]) -> Iterator[Warehouse]:
    """Begin a story."""
    with new_warehouse() as story:
        yield story


@pytest.fixture(scope="session")
def rules() -> dict[str, str]:
    """Return the SELECT of every check by name."""
    return checks()


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """Return the catalogue of six indicators and two practices."""
    return small_catalogue()
