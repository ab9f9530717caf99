"""A landing folder and a warehouse of a test's own, with the few texts that the stories are told with."""

import csv
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.orchestration.assembly import JOB, build_definitions
from pipelines.orchestration.partitions import range_tags
from pipelines.orchestration.progress import Stage
from pipelines.orchestration.resources import CatalogueFolder
from pipelines.settings import Settings
from pipelines.store.publish import connect

TOLD_OF_RELEASES = {
    **dict.fromkeys(("core.release", "core.document_change", "core.revision", "mart.release")),
    "mart.review_queue": (
        "select * exclude (place) from mart.review_queue where reason <> 'coverage_shrank' order by place"
    ),
}
"""Tables in which releases before this one show: what is left to ask of them."""

LANDED = datetime(2024, 6, 1, tzinfo=UTC)
"""When every file of a test came into its landing folder."""

SOC_SON = """Huyện Sóc Sơn: Du lịch khởi sắc trong năm 2023

Năm 2023, huyện Sóc Sơn đón 413.000 lượt khách du lịch, tăng 12% so với cùng kỳ năm 2022.
Doanh thu du lịch trên địa bàn huyện đạt hơn 95 tỷ đồng.

Toàn huyện có 185 di tích được xếp hạng. Huyện phát huy vai trò của tổ công nghệ số cộng đồng.
"""
SOC_SON_AGAIN = """Sóc Sơn tổng kết ngành du lịch

Theo phòng Văn hóa, năm 2023 huyện Sóc Sơn đón 500.000 lượt khách du lịch, vượt kế hoạch đề ra của huyện.
Năm 2022 doanh thu du lịch của huyện đạt 335.000 tỷ đồng; huyện đón 210.000 lượt khách, trong đó có 260.000 lượt khách
quốc tế.
"""
HOI_AN = """Hội An đón khách trở lại

Thành phố Hội An cho biết năm 2024 thành phố đón khoảng 4,4 triệu lượt khách du lịch, trong đó khách quốc tế
đạt 3,6 triệu lượt. Thành phố phấn đấu năm 2025 đón 4,7 triệu lượt khách du lịch.
"""
MOC_CHAU = """Mộc Châu giữ nhịp tăng trưởng du lịch

Năm 2021, huyện Mộc Châu đón gần 700.000 lượt khách du lịch. Doanh thu du lịch của huyện ước đạt 650 tỷ đồng.
"""


@dataclass
class Watcher:
    """Hears how many files a build reads, and how many documents each step goes through."""

    totals: dict[Stage, int] = field(default_factory=dict)

    def begin(self, stage: Stage, total: int = 0) -> None:
        self.totals[stage] = total

    def advance(self, stage: Stage) -> None:
        assert stage in self.totals


@dataclass
class Workshop:
    """One landing folder with its register, and the warehouse that is built from it."""

    root: Path
    catalogue: CatalogueFolder
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    heard: Watcher = field(default_factory=Watcher)

    def __post_init__(self) -> None:
        self.settings.landing.mkdir(parents=True, exist_ok=True)

    @property
    def settings(self) -> Settings:
        return Settings(self.root / "landing", self.root / "warehouse", max_bytes=200_000)

    def put(self, name: str, content: str | bytes, **cells: str) -> None:
        """Put a file into the landing folder, and a line into the register when there are cells for one."""
        path = self.settings.landing / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        os.utime(path, (LANDED.timestamp(), LANDED.timestamp()))
        if cells:
            self.register(name, **cells)

    def register(self, name: str, **cells: str) -> None:
        """Write a line of the register anew."""
        self.cells[name] = cells
        path = self.settings.landing / "sources.csv"
        columns = ("file", "kind", "publisher", "source_urls", "published_on", "area_id", "title", "restated")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows({"file": name} | cells for name, cells in self.cells.items())
        os.utime(path, (LANDED.timestamp(), LANDED.timestamp()))

    def remove(self, name: str) -> None:
        """Take a file and its line out of the landing folder."""
        (self.settings.landing / name).unlink()
        if self.cells.pop(name, None) is not None:
            last = next(reversed(self.cells))
            self.register(last, **self.cells[last])

    def definitions(self, **overrides: Any) -> dg.Definitions:
        """Return what Dagster would be told of this warehouse."""
        return build_definitions(self.settings, catalogue=self.catalogue, progress=self.heard, **overrides)

    def build(self, first: int = 2021, last: int = 2025, **overrides: Any) -> dg.ExecuteInProcessResult:
        """Run the job over some years, in this process and without a history."""
        self.heard = Watcher()
        with dg.DagsterInstance.ephemeral() as instance:
            return (
                self.definitions(**overrides)
                .resolve_job_def(JOB)
                .execute_in_process(
                    instance=instance,
                    tags=dict(range_tags(first, last)),
                    raise_on_error=False,
                    run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
                )
            )

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a query gives of the published file."""
        with connect(self.settings.live) as connection:
            return connection.execute(sql).fetchall()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every published table, but for what tells one release from another."""
        with connect(self.settings.live) as connection:
            names = connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables() order by all"
            ).fetchall()
            asked = {name: f"from {name}" for (name,) in names} | TOLD_OF_RELEASES
            return {name: connection.execute(sql).fetchall() for name, sql in asked.items() if sql is not None}


def why(result: dg.ExecuteInProcessResult) -> str:
    """Return what the steps of a failed run say."""
    failures = [event.step_failure_data for event in result.all_events if event.is_step_failure]
    return "\n".join(
        failure.user_failure_data.description or "" if failure.user_failure_data else failure.error.to_string()
        for failure in failures
    )
