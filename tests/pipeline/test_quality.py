"""How well a build reads: scored against labels by each build, shown in the UI, kept by version, held to a floor."""

import csv
import shutil
from pathlib import Path

import dagster as dg
import polars as pl
import pytest
from pipeline.workshop import Workshop, why

from pipelines.orchestration.lake_tables import LakeTable
from pipelines.orchestration.progress import Stage
from pipelines.orchestration.resources import CatalogueFolder, WarehouseFolders
from schemas.catalogue import FOLDER
from schemas.core import Claim
from schemas.ref import LabelledClaim

READ = """
select claim.* exclude (quote), claim.quote as surface, document.file_name, null as note,
    row_number() over (partition by document_id order by claim_id) as statement_no
from core.claim as claim join raw.document as document using (document_id)
where file_name <> 'moc-chau.txt' and not is_derived
"""
ALL = "indicator = 'all' and score_level = 'dated'"


@pytest.fixture
def labelled(copied: Workshop, tmp_path: Path) -> Workshop:
    """The workshop with a catalogue that labels three of its four documents with what is read in them."""
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder)
    columns = list(LabelledClaim.dtypes())
    with (folder / "labels" / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(copied.ask(f"select {', '.join(columns)} from ({READ})"))
    copied.catalogue = CatalogueFolder(folder)
    return copied


def shown(result: dg.ExecuteInProcessResult) -> dict[str, dg.MetadataValue]:
    """Return what the UI is told of the quality of a build."""
    [event] = [
        event
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(["mart", "extraction_quality"])
    ]
    return dict(event.materialization.metadata)


def test_a_build_scores_itself_and_shows_its_figures(labelled: Workshop) -> None:
    result = labelled.build()
    assert result.success, why(result)
    assert labelled.heard.totals[Stage.READING] == 0, "labels say nothing about how to read"
    [(statements,)] = labelled.ask("select count(*) from ref.labelled_claim")
    assert labelled.ask(f"select labelled, found, hits, recall from mart.extraction_quality where {ALL}") == [
        (statements, statements, statements, 1.0)
    ]
    told = shown(result)
    assert [told[f"dated_{measure}"] for measure in ("precision", "recall", "f1")] == [dg.MetadataValue.float(1.0)] * 3
    assert told["extractor_version"].value == labelled.catalogue.extractor_version
    assert "](data:image/svg+xml;base64," in str(told["versions"].value)


def test_damaged_claims_publish_nothing(labelled: Workshop) -> None:
    assert labelled.build().success
    before = labelled.tables()
    claims = LakeTable(WarehouseFolders.of(labelled.settings).lake, Claim)
    other = pl.when(pl.col("bound") == "exact").then(pl.lit("district-271")).otherwise("area_id")
    claims.write(claims.rows(2024).with_columns(other.alias("area_id")), 2024, claims.fingerprints(2024))
    result = labelled.build()
    assert not result.success
    assert "check extraction_below_floor" in why(result)
    assert "score_level='dated', measure='recall'" in why(result)
    [check] = [one for one in result.get_asset_check_evaluations() if one.check_name == "extraction_below_floor"]
    assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.ERROR)
    assert check.asset_key == dg.AssetKey(["mart", "extraction_quality"])
    assert labelled.tables() == before


def test_without_labelled_documents_there_are_no_figures_and_nothing_fails(
    first: tuple[Workshop, dg.ExecuteInProcessResult],
) -> None:
    workshop, result = first
    assert workshop.ask("select count(*) > 0 from ref.labelled_claim") == [(True,)]
    assert workshop.ask("from mart.extraction_quality") == []
    assert "extractor_version" in shown(result)
    assert not {"dated_recall", "versions"} & shown(result).keys()
    [check] = [one for one in result.get_asset_check_evaluations() if one.check_name == "extraction_below_floor"]
    assert check.passed


def test_an_earlier_version_stays_beside_the_next_ones(labelled: Workshop) -> None:
    assert labelled.build().success
    earlier = labelled.ask("from core.extraction_score order by all")
    versions = [labelled.catalogue.extractor_version]
    folder = labelled.catalogue.folder
    with (folder / "terms.yaml").open("a", encoding="utf-8") as file:
        file.write("# Another catalogue is another version.\n")
    labelled.catalogue = CatalogueFolder(folder)
    versions.append(labelled.catalogue.extractor_version)
    for _ in range(2):
        result = labelled.build()
        assert result.success, why(result)
        assert labelled.ask(
            f"select version_no, extractor_version from mart.extraction_quality where {ALL} order by 1"
        ) == [
            (1, versions[0]),
            (2, versions[1]),
        ]
    assert labelled.ask("from core.extraction_score where version_no = 1 order by all") == earlier
    assert all(version in str(shown(result)["versions"].value) for version in versions)
