"""The catalogue as one value, read from its folder and checked as a whole before anybody uses it.

Here stand the rules between files and entries; what a single entry must hold is said in `entries`, `publishers` and
`areas`. Nothing is cached: whoever loads it keeps it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import polars as pl

from schemas import vocabulary
from schemas.catalogue.area_rules import check_areas
from schemas.catalogue.areas import AREA_FILES, all_states, read_areas
from schemas.catalogue.corrections import CORRECTIONS_FILE, Corrections, check_corrections, read_corrections
from schemas.catalogue.entries import read_indicator, read_practice, read_term, read_unit
from schemas.catalogue.faults import Faults
from schemas.catalogue.labels import LABEL_FILES, Labels, check_labels, read_labels
from schemas.catalogue.model import Indicator, Practice, Term, Unit
from schemas.catalogue.phrases import check_ambiguity, check_spelling, check_terms
from schemas.catalogue.publishers import Publishers, read_publishers
from schemas.catalogue.sheet import Entry, read_list, read_mapping
from schemas.contract import Table
from schemas.ref import Indicator as IndicatorTable
from schemas.ref import Practice as PracticeTable
from schemas.ref import Publisher as PublisherTable
from schemas.ref import Unit as UnitTable

FOLDER: Final = Path(__file__).parent
"""Where the shipped catalogue is."""

_INDICATOR_FILES: Final = {f"indicators/{domain}.yaml": domain for domain in vocabulary.DOMAINS}
_YAML_FILES: Final = (*_INDICATOR_FILES, "practices.yaml", "units.yaml", "publishers.yaml", "terms.yaml")
_JUDGING_FILES: Final = (*LABEL_FILES, CORRECTIONS_FILE)

V = TypeVar("V", Indicator, Practice, Unit)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything the reviewed files say; mappings are by id, in the order of the files."""

    indicators: Mapping[str, Indicator]
    practices: Mapping[str, Practice]
    units: Mapping[str, Unit]
    publishers: Publishers
    terms: tuple[Term, ...]
    areas: pl.DataFrame
    area_states: pl.DataFrame
    area_names: pl.DataFrame
    area_changes: pl.DataFrame
    labels: Labels
    corrections: Corrections
    fingerprint: str
    """SHA-256 over names and bytes of the files that say how to read, in lower-case hex: all but those that judge."""

    def wholes(self, indicator_id: str) -> tuple[str, ...]:
        """Return the indicators that one is a part of, the nearest first."""
        return _wholes(self.indicators, self.indicators[indicator_id])

    def frames(self) -> dict[str, pl.DataFrame]:
        """Return the tables of layer ref by qualified name, with exactly the columns and types of their models."""
        return {
            "ref.area": self.areas,
            "ref.area_state": self.area_states,
            "ref.area_name": self.area_names,
            "ref.area_change": self.area_changes,
            "ref.indicator": _frame(IndicatorTable, self.indicators.values()),
            "ref.practice": _frame(PracticeTable, self.practices.values()),
            "ref.unit": _frame(UnitTable, self.units.values()),
            "ref.publisher": _frame(PublisherTable, self.publishers.by_id.values()),
            "ref.labelled_claim": self.labels.claims,
            "ref.quality_floor": self.labels.floors,
            "ref.correction": self.corrections.frame,
        }

    def version_of(self, table: str) -> str:
        """Return the fingerprint of what fills a table of layer ref, in 12 hex digits."""
        versions = {**self.labels.versions, "ref.correction": self.corrections.version}
        return versions.get(table, self.fingerprint[:12])


def load(folder: Path = FOLDER) -> Catalogue:
    """Read and check the catalogue; raise CatalogueError with all of its faults."""
    faults = Faults()
    data = _read_files(folder, faults)
    # Without a file every reference to its entries would be a fault too, and hide the cause.
    faults.raise_if_any()
    indicators = [
        (entry, read_indicator(entry, domain))
        for file, domain in _INDICATOR_FILES.items()
        for entry in read_list(file, data[file], faults)
    ]
    practices = [(e, read_practice(e)) for e in read_list("practices.yaml", data["practices.yaml"], faults)]
    units = [(e, read_unit(e)) for e in read_list("units.yaml", data["units.yaml"], faults)]
    terms = [(e, read_term(e)) for e in read_list("terms.yaml", data["terms.yaml"], faults)]
    publishers = read_publishers(read_mapping("publishers.yaml", data["publishers.yaml"], faults), faults)
    # Told last, and all at once: what a label or correction names is only known when the rest is sound.
    of_corrections = Faults()
    area_files = read_areas(data, faults)
    areas = area_files["areas.csv"].good
    catalogue = Catalogue(
        indicators=_by_id(indicators, lambda i: i.indicator_id, "indicator_id", faults),
        practices=_by_id(practices, lambda p: p.practice_id, "practice_id", faults),
        units=_by_id(units, lambda u: u.unit_id, "unit_id", faults),
        publishers=publishers,
        terms=tuple(term for _, term in terms),
        areas=areas,
        area_states=all_states(areas, area_files["area_states.csv"].good),
        area_names=area_files["area_names.csv"].good,
        area_changes=area_files["area_changes.csv"].good,
        labels=read_labels(data, faults),
        corrections=read_corrections(data[CORRECTIONS_FILE], of_corrections),
        fingerprint=_fingerprint({file: data[file] for file in data if file not in _JUDGING_FILES}),
    )
    for entry, indicator in indicators:
        if indicator.unit_id and catalogue.units and indicator.unit_id not in catalogue.units:
            finding = f"`unit_id` is `{indicator.unit_id}`, which units.yaml does not have"
            entry.fault("unit_id", finding, "use one of its ids or add the unit there")
    _check_parts(indicators, catalogue.indicators, faults)
    check_terms([(entry.place, term) for entry, term in terms], faults)
    check_spelling(_phrases(indicators, practices), catalogue.terms, faults)
    check_ambiguity([(entry.place, indicator) for entry, indicator in indicators], catalogue.units, faults)
    check_areas(area_files, faults)
    if not faults:
        # What is at fault elsewhere would be a fault of every label that names it, and be hidden by them.
        area_ids = frozenset(catalogue.areas["area_id"])
        check_labels(catalogue.labels, catalogue.indicators, area_ids, faults)
        check_corrections(catalogue.corrections, catalogue.indicators, area_ids)
    faults.extend(of_corrections)
    faults.raise_if_any()
    return catalogue


def _read_files(folder: Path, faults: Faults) -> dict[str, bytes]:
    data: dict[str, bytes] = {}
    for file in (*_YAML_FILES, *AREA_FILES, *_JUDGING_FILES):
        if (folder / file).is_file():
            data[file] = (folder / file).read_bytes()
        else:
            faults.add(file, f"the file is missing in {folder.name}", "restore it")
    for path in sorted(folder.rglob("*.yaml")):
        if (file := path.relative_to(folder).as_posix()) not in (*_YAML_FILES, *_JUDGING_FILES):
            faults.add(file, "the file belongs to no part of the catalogue", f"use one of: {', '.join(_YAML_FILES)}")
    return data


def _fingerprint(data: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for file in sorted(data):
        digest.update(f"{file}\0{len(data[file])}\0".encode())
        digest.update(data[file])
    return digest.hexdigest()


def _by_id(entries: Iterable[tuple[Entry, V]], id_of: Callable[[V], str], key: str, faults: Faults) -> dict[str, V]:
    values: dict[str, V] = {}
    places: dict[str, str] = {}
    for entry, value in entries:
        name = id_of(value)
        if name and name in values:
            faults.add(entry.place, f"`{key}` `{name}` is given at {places[name]} too", "rename or remove one of them")
        values.setdefault(name, value)
        places.setdefault(name, entry.place_of(key))
    return values


def _check_parts(
    entries: Iterable[tuple[Entry, Indicator]], indicators: Mapping[str, Indicator], faults: Faults
) -> None:
    """Note wholes that do not exist or are parts of their own parts, and sums of what is no part."""
    for entry, indicator in entries:
        if indicator.part_of is not None and indicator.part_of not in indicators:
            finding = f"`part_of` is `{indicator.part_of}`, which is no indicator"
            entry.fault("part_of", finding, "correct it or take it out")
        elif indicator.indicator_id in _wholes(indicators, indicator):
            entry.fault("part_of", "`part_of` leads back to the indicator itself", "correct it or take it out")
        for part in indicator.sum_of:
            if part not in indicators or indicators[part].part_of != indicator.indicator_id:
                finding = f"`sum_of` names `{part}`, which is not `part_of` {indicator.indicator_id}"
                entry.fault("sum_of", finding, "name parts of this indicator only")


def _wholes(indicators: Mapping[str, Indicator], indicator: Indicator) -> tuple[str, ...]:
    wholes: list[str] = []
    whole = indicator.part_of
    while whole is not None and whole in indicators and whole not in wholes:
        wholes.append(whole)
        whole = indicators[whole].part_of
    return tuple(wholes)


def _phrases(
    indicators: Iterable[tuple[Entry, Indicator]], practices: Iterable[tuple[Entry, Practice]]
) -> Iterable[tuple[str, str]]:
    for entry, indicator in indicators:
        phrases = (p for cue in indicator.cues for group in astuple(cue) for p in group)
        yield from ((entry.place, phrase) for phrase in dict.fromkeys(phrases))
    for entry, practice in practices:
        yield from ((entry.place, phrase) for phrase in (*practice.cues, *practice.unless))


def _frame(model: type[Table], values: Iterable[Any]) -> pl.DataFrame:
    dtypes = model.dtypes()
    rows = [[getattr(value, column) for column in dtypes] for value in values]
    return pl.DataFrame(rows, schema=dtypes, orient="row")
