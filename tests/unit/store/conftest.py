"""A warehouse of four small tables that the tests of the store build and break."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import pandera.polars as pa
import polars as pl
import pytest

from pipelines.store.build import BuildReport, Versions, build_warehouse
from pipelines.store.lake import Lake
from pipelines.store.sql_models import SqlCheck, SqlMacro, SqlModel
from schemas.contract import Table
from schemas.mart import DataDictionary

BUILT_AT = datetime(2025, 1, 31, 12, tzinfo=UTC)


class Figure(Table):
    """Figures: one row per figure."""

    figure_id: str = pa.Field(description="Id")
    year: pl.Int32 = pa.Field(ge=1900, description="Reporting year")
    value: float = pa.Field(nullable=True, ge=0, description="Value", metadata={"unit": "person"})
    seen_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was read")

    class Config(Table.Config):
        name = "figure"
        metadata = {"schema": "core", "key": ["figure_id"]}


class Total(Table):
    """Totals: one row per year."""

    year: pl.Int32 = pa.Field(ge=1900, description="Reporting year")
    total: float = pa.Field(nullable=True, description="Sum of the figures")
    figures: int = pa.Field(ge=1, description="Figures behind it")
    flags: pl.List = pa.Field(
        nullable=True,
        dtype_kwargs={"inner": pl.Struct({"key": pl.String, "value": pl.String})},
        description="What to know",
        metadata={"duckdb_type": "MAP(VARCHAR, VARCHAR)"},
    )

    class Config(Table.Config):
        name = "total"
        metadata = {"schema": "mart", "key": ["year"]}


class Release(Table):
    """Releases: one row per release."""

    release_no: int = pa.Field(ge=1, description="Number")
    release_id: str = pa.Field(description="Id")
    built_at: Annotated[pl.Datetime, "us", "UTC"] = pa.Field(description="When it was built")
    versions: str = pa.Field(description="By what it was made")

    class Config(Table.Config):
        name = "release"
        metadata = {"schema": "core", "key": ["release_no"]}


class Arrival(Table):
    """Figures that came: one row per figure, with the release that had it first."""

    release_no: int = pa.Field(ge=1, description="Number")
    figure_id: str = pa.Field(description="Id")

    class Config(Table.Config):
        name = "arrival"
        metadata = {"schema": "core", "key": ["figure_id"]}


RELEASE = SqlModel(
    "core",
    "release",
    "Releases.",
    """select 1 + coalesce((select max(release_no) from core.release), 0) as release_no,
    getvariable('release_id') as release_id, getvariable('built_at') as built_at,
    concat_ws(' ', getvariable('extractor_version'), getvariable('corrections_version')) as versions""",
    (),
    is_history=True,
)
ARRIVAL = SqlModel(
    "core",
    "arrival",
    "Figures that came.",
    """select (select max(release_no) from core.release) as release_no, figure_id from core.figure
    where figure_id not in (select figure_id from core.arrival)""",
    ("core.figure", "core.release"),
    is_history=True,
)
TOTAL = SqlModel(
    "mart",
    "total",
    "Totals: one row per year.",
    """-- Totals: one row per year.
    select year, sum(mart.whole(value)) as total, count(*) as figures, map {'a': 'b'} as flags
    from core.figure group by year""",
    ("core.figure",),
    ("mart.whole",),
)
WHOLE = SqlMacro("mart.whole", "A value without its fraction", "create macro mart.whole(x) as floor(x)", ())
FIGURES_ADD_UP = SqlCheck(
    "figures_add_up",
    "error",
    "Totals count every figure",
    "-- severity: error\nselect year from mart.total where figures > 2",
    ("mart.total",),
)


def figures(*rows: tuple[str, int, float | None]) -> pl.DataFrame:
    """Return a frame of `core.figure` from (id, year, value)."""
    return pl.DataFrame(
        [(figure_id, year, value, BUILT_AT) for figure_id, year, value in rows], schema=Figure.dtypes(), orient="row"
    )


class Workshop:
    """A lake and a place to publish, with the parts of a build that a test can swap."""

    def __init__(self, folder: Path) -> None:
        self.lake = Lake(folder / "lake")
        self.root = folder / "published"
        self.parts: dict[str, Any] = {
            "models": [Figure, Total, DataDictionary, Release, Arrival],
            "sql_models": [RELEASE, ARRIVAL, TOTAL],
            "checks": [FIGURES_ADD_UP],
            "macros": [WHOLE],
            "versions": Versions("0123456789ab", "ba9876543210"),
            "run_id": "run-1",
            "built_at": BUILT_AT,
        }

    @property
    def live(self) -> Path:
        return self.root / "niengiam.duckdb"

    def build(self, **swapped: Any) -> BuildReport:
        return build_warehouse(self.lake, root=self.root, **(self.parts | swapped))

    def files(self) -> list[str]:
        """Return what lies in the published folder, except the lock."""
        paths = [path.relative_to(self.root) for path in self.root.rglob("*") if not path.is_dir()]
        return sorted(str(path) for path in paths if path.name != "lock")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    workshop = Workshop(tmp_path)
    workshop.lake.write("core.figure", figures(("a", 2023, 1.5), ("b", 2023, 2.0)), 2023)
    workshop.lake.write("core.figure", figures(("c", 2024, None)), 2024)
    return workshop
