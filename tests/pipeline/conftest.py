"""One warehouse that is built once and looked at by many tests, and copies of it for those that change something."""

import shutil
from pathlib import Path

import dagster as dg
import pytest
from pipeline.workshop import HOI_AN, MOC_CHAU, SOC_SON, SOC_SON_AGAIN, Workshop, why

from pipelines.orchestration.resources import CatalogueFolder

RUSSIAN = "Отчёт о культуре и туризме района за 2005 год: принято 12 тысяч гостей. " * 8
ENGLISH = "The district welcomed 413,000 visitors in 2023, up twelve percent on the year before. " * 8


@pytest.fixture(scope="session")
def catalogue() -> CatalogueFolder:
    """The shipped catalogue, loaded and compiled once."""
    return CatalogueFolder()


@pytest.fixture(scope="session")
def first(
    tmp_path_factory: pytest.TempPathFactory, catalogue: CatalogueFolder
) -> tuple[Workshop, dg.ExecuteInProcessResult]:
    """Four documents, everything that can be wrong with a file or a line of the register, and one build of them."""
    workshop = Workshop(tmp_path_factory.mktemp("first"), catalogue)
    workshop.put(
        "soc-son.txt",
        SOC_SON,
        kind="article",
        publisher="hanoimoi.vn",
        published_on="2024-01-05",
        area_id="district-016",
    )
    workshop.put(
        "soc-son-again.txt", SOC_SON_AGAIN, kind="article", publisher="Báo Kinh tế & Đô thị", published_on="2024-01-08",
        area_id="district-016",
    )  # fmt: skip
    workshop.put(
        "hoi-an.txt", HOI_AN, kind="article", publisher="baoquangnam.vn", published_on="2025-01-03",
        area_id="district-503", source_urls="https://baoquangnam.vn/1|https://hoian.gov.vn/2", restated="true",
    )  # fmt: skip
    workshop.put("moc-chau.txt", MOC_CHAU)
    workshop.put("empty.txt", "")
    workshop.put("large.txt", "Huyện Sóc Sơn. " * 20_000)
    workshop.put("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200))
    workshop.put("koi8.txt", RUSSIAN.encode("koi8-r"))
    workshop.put("english.txt", ENGLISH)
    workshop.put("twice.txt", SOC_SON)
    workshop.register("gone.txt", kind="article", published_on="2022-03-01")
    workshop.register("moc-chau.txt", kind="article", area_id="district-999", published_on="2021-13-45")
    result = workshop.build()
    assert result.success, why(result)
    return workshop, result


@pytest.fixture
def copied(first: tuple[Workshop, dg.ExecuteInProcessResult], tmp_path: Path) -> Workshop:
    """The same landing folder and warehouse once more, to be changed."""
    original, _ = first
    for name in ("landing", "warehouse"):
        shutil.copytree(original.root / name, tmp_path / name, symlinks=True)
    return Workshop(tmp_path, original.catalogue, {name: dict(cells) for name, cells in original.cells.items()})
