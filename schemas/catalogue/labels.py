"""What the reading is measured by: labelled statements of some documents, and figures that no release may miss.

The labels judge the reading and are no part of it: a corrected label makes no new version of the extractor.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from schemas import vocabulary
from schemas.catalogue.faults import Faults
from schemas.catalogue.model import Indicator
from schemas.catalogue.rows import Rows, read_rows
from schemas.catalogue.sheet import Entry, read_mapping
from schemas.contract import Table
from schemas.ref import LabelledClaim, QualityFloor

CLAIMS_FILE: Final = "labels/claims.csv"
FLOOR_FILE: Final = "quality_floor.yaml"
LABEL_FILES: Final[Mapping[str, type[Table]]] = {CLAIMS_FILE: LabelledClaim, FLOOR_FILE: QualityFloor}
"""The files of the catalogue that judge the reading, and the tables that hold them."""


@dataclass(frozen=True, eq=False)
class Labels:
    """The rows of `ref.labelled_claim` with their lines, and those of `ref.quality_floor`.

    `versions` holds a fingerprint of each of these tables by qualified name, in 12 hex digits.
    """

    rows: Rows
    floors: pl.DataFrame
    versions: Mapping[str, str]

    @property
    def claims(self) -> pl.DataFrame:
        """Return the rows of `ref.labelled_claim`."""
        return self.rows.good

    @property
    def version(self) -> str:
        """Return the fingerprint of the labelled statements."""
        return self.versions[LabelledClaim.qualified_name()]


def read_labels(data: Mapping[str, bytes], faults: Faults) -> Labels:
    """Read LABEL_FILES; note what is at fault in them."""
    rows = read_rows(CLAIMS_FILE, data[CLAIMS_FILE], LabelledClaim, faults)
    _check_documents(rows, faults)
    floors = _read_floors(read_mapping(FLOOR_FILE, data[FLOOR_FILE], faults))
    versions = {
        table.qualified_name(): hashlib.sha256(data[file]).hexdigest()[:12] for file, table in LABEL_FILES.items()
    }
    return Labels(rows, floors, versions)


def check_labels(labels: Labels, indicators: Mapping[str, Indicator], areas: frozenset[str], faults: Faults) -> None:
    """Note labels of indicators and areas that do not exist, and figures in another unit than their indicator's."""
    for line, row in _numbered(labels.rows):
        place = f"{CLAIMS_FILE}:{line}"
        indicator = indicators.get(row["indicator_id"])
        if indicator is None:
            finding = f"`indicator_id` is `{row['indicator_id']}`, which no indicator has"
            faults.add(place, finding, "correct it or add the indicator")
        elif row["unit_id"] != indicator.unit_id:
            finding = f"`unit_id` is `{row['unit_id']}`, but `{indicator.indicator_id}` is in `{indicator.unit_id}`"
            faults.add(place, finding, "give the figure in the unit of its indicator")
        if row["area_id"] not in areas:
            finding = f"`area_id` is `{row['area_id']}`, which areas.csv does not have"
            faults.add(place, finding, "correct it or add the area")


def _numbered(rows: Rows) -> Iterator[tuple[int, dict[str, Any]]]:
    return zip(rows.lines, rows.good.iter_rows(named=True), strict=True)


def _check_documents(rows: Rows, faults: Faults) -> None:
    """Note a file that is given two contents, and a content that is given two names."""
    for name, other in (("file_name", "document_id"), ("document_id", "file_name")):
        told: dict[str, str] = {}
        for line, row in _numbered(rows):
            if told.setdefault(row[name], row[other]) != row[other]:
                finding = f"`{other}` of `{row[name]}` is `{row[other]}` here and `{told[row[name]]}` above"
                faults.add(f"{CLAIMS_FILE}:{line}", finding, "give every row of a document the same two")


def _read_floors(entry: Entry | None) -> pl.DataFrame:
    floors: dict[tuple[str, str], float] = {}
    least_share = 0.0
    if entry is not None:
        entry.only(("least_share", "floors"))
        least_share = _share(entry, "least_share")
        for one in entry.entries("floors"):
            one.only(("score_level", "measure", "floor"))
            place = (
                one.word("score_level", vocabulary.SCORE_LEVELS),
                one.word("measure", vocabulary.SCORE_MEASURES),
            )
            if place in floors:
                one.fault("measure", f"the {place[1]} of `{place[0]}` has a floor above", "keep one of them")
            floors[place] = _share(one, "floor")
    rows = [(*place, floor, least_share) for place, floor in floors.items() if all(place)]
    return pl.DataFrame(rows, schema=QualityFloor.dtypes(), orient="row")


def _share(entry: Entry, key: str) -> float:
    share = entry.number(key)
    if not 0 <= share <= 1:
        entry.fault(key, f"`{key}` is {share:g}", "write a number from 0 to 1")
    return share
