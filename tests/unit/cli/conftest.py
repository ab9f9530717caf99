"""One warehouse, built as people build it: by `niengiam build`, over a folder with good and bad files."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pipeline.workshop import HOI_AN, MOC_CHAU, SOC_SON, SOC_SON_AGAIN, Workshop

from pipelines.cli import main
from pipelines.orchestration.resources import CatalogueFolder

Run = Callable[..., Result]


def run(arguments: Sequence[str], environment: dict[str, str] | None = None) -> Result:
    """Run `niengiam` with some arguments, on a wide screen."""
    return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "200", **(environment or {})})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, Result]:
    """The folders, and what the command said when it built the warehouse."""
    workshop = Workshop(tmp_path_factory.mktemp("cli"), CatalogueFolder())
    soc_son = {"kind": "article", "area_id": "district-016"}
    workshop.put("soc-son.txt", SOC_SON, publisher="hanoimoi.vn", published_on="2024-01-05", **soc_son)
    workshop.put("soc-son-again.txt", SOC_SON_AGAIN, publisher="[Báo] Lạ", published_on="2024-01-08", **soc_son)
    workshop.put(
        "hoi-an.txt", HOI_AN, kind="article", publisher="baoquangnam.vn", published_on="2025-01-03",
        area_id="district-503", source_urls="https://baoquangnam.vn/1|https://hoian.gov.vn/2", restated="true",
    )  # fmt: skip
    workshop.put("moc-chau.txt", MOC_CHAU, kind="article", published_on="2022-01-03", area_id="district-123")
    chau_thanh = "Huyện Châu Thành giữ gìn di sản\n\nĐến cuối năm 2023, toàn huyện có 12 di tích được xếp hạng.\n"
    workshop.put("chau-thanh.txt", chau_thanh, kind="article", published_on="2024-01-09", area_id="district-808")
    workshop.put("empty.txt", "")
    workshop.register("gone.txt", kind="article", published_on="2024-03-01")
    ly_son = "Đặc khu Lý Sơn vào mùa khách\n\nĐến cuối năm 2026, đặc khu Lý Sơn có 120 cơ sở lưu trú du lịch.\n"
    workshop.put(
        "ly-son.txt", ly_son, kind="article", publisher="baoquangnam.vn", published_on="2027-01-09",
        area_id="commune-21548-2025",
    )  # fmt: skip
    return workshop, build(workshop)


def build(workshop: Workshop) -> Result:
    settings = workshop.settings
    return run(["build", "--landing", str(settings.landing), "--warehouse", str(settings.warehouse)])


@pytest.fixture(scope="session")
def niengiam(built: tuple[Workshop, Result]) -> Run:
    """Run a command over the built warehouse."""
    environment = {"NIENGIAM_WAREHOUSE": str(built[0].settings.warehouse)}
    return lambda *arguments: run(arguments, environment)


@pytest.fixture
def nowhere(tmp_path: Path) -> Run:
    """Run a command where no warehouse was ever built."""
    return lambda *arguments: run(arguments, {"NIENGIAM_WAREHOUSE": str(tmp_path)})
