"""A warehouse written as a story: documents that say figures, from which the SQL under `sql/` builds its tables.

Texts, passages, numbers and claims are laid out with true offsets, over letters of one and of several code points.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.store.sql_models import (
    SqlMacro,
    SqlModel,
    in_order,
    load_checks,
    load_lake_model,
    load_macros,
    load_models,
)
from schemas.catalogue import Catalogue, Indicator, Labels, Practice, Publishers
from schemas.catalogue.corrections import Corrections
from schemas.catalogue.rows import Rows
from schemas.contract import LAYERS, Table
from schemas.ddl import create_table, quoted
from schemas.ref import AreaState
from schemas.registry import tables

Row = dict[str, Any]

DISTRICT = "district-016"
BA_VI = "district-271"
VERSION = "0123456789ab"
NEW_COMMUNE = "commune-00376-2025"
MEMBERS = (NEW_COMMUNE, "commune-00382-2025", "commune-00385-2025")
FESTIVALS = "festivals_held"
FAMILY_RATE = "cultural_family_rate"
COMMUNES = "ntm_advanced_commune_count"
VISITS = "tourism_visits_total"
COMPARISON = {
    "kind": "change_percent",
    "amount": 12.0,
    "baseline": "same_period",
    "baseline_year": None,
    "surface": "12%",
}


def _indicator(indicator_id: str, domain: str, unit_id: str, kind: str, hard_max: float, tier: int = 1) -> Indicator:
    return Indicator(
        indicator_id=indicator_id,
        tier=tier,
        domain=domain,
        subdomain="subject",
        label_vi=f"Số {indicator_id}",
        label_en=indicator_id.replace("_", " ").capitalize(),
        definition_vi="Định nghĩa.",
        definition_en="Definition.",
        unit_id=unit_id,
        part_of=VISITS if indicator_id == "tourism_visits_international" else None,
        sum_of=(),
        kind=kind,
        is_additive=kind != "rate" and unit_id != "communes",
        rate_over="stock" if kind == "rate" else None,
        yearly_rule="sum",
        hard_min=0,
        hard_max=hard_max,
        hard_max_province=hard_max if kind == "rate" else 40 * hard_max,
        hard_max_country=hard_max if kind == "rate" else 720 * hard_max,
        usual_min=0,
        usual_max=hard_max,
        decimals=0,
        direction="up",
        official_reference=None,
        reading_note=None,
        cues=(),
    )


INDICATORS = (
    _indicator(FESTIVALS, "culture", "festivals", "flow", 500),
    _indicator(FAMILY_RATE, "culture", "percent", "rate", 100),
    _indicator(VISITS, "tourism", "visits", "flow", 30_000_000),
    _indicator("tourism_visits_international", "tourism", "visits", "flow", 8_000_000),
    _indicator("officials_trained_dx", "digital", "persons", "flow", 20_000, tier=2),
    _indicator(COMMUNES, "culture", "communes", "stock", 60, tier=2),
)
UNITS = {indicator.indicator_id: indicator.unit_id for indicator in INDICATORS}
PRACTICES = tuple(
    Practice(name, "society", name, name.capitalize(), "Định nghĩa.", "Definition.", (name,))
    for name in ("vneid", "zalo_oa")
)


def small_catalogue() -> Catalogue:
    """Make a catalogue of six indicators and two practices, without areas."""
    nothing = pl.DataFrame()
    return Catalogue(
        indicators={indicator.indicator_id: indicator for indicator in INDICATORS},
        practices={practice.practice_id: practice for practice in PRACTICES},
        units={},
        publishers=Publishers((), ()),
        terms=(),
        areas=nothing,
        area_states=nothing,
        area_names=nothing,
        area_changes=nothing,
        labels=Labels(Rows(nothing, (), nothing), nothing, {}),
        corrections=Corrections(nothing, (), "0" * 12),
        fingerprint="0" * 64,
    )


_STATE = tuple(AreaState.dtypes())


@cache
def models() -> dict[str, type[Table]]:
    """Return every table by name, the wide ones with the columns of the small catalogue."""
    return tables(small_catalogue())


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
class Warehouse:
    """One story: rows of the lake as they are told, and the connection in which the SQL makes the rest of them."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    _begun: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for indicator in INDICATORS:
            self._add(
                "ref.indicator", **{name: getattr(indicator, name) for name in Indicator.__slots__ if name != "cues"}
            )
        for practice in PRACTICES:
            self._add("ref.practice", **{name: getattr(practice, name) for name in Practice.__slots__[:6]})
        for unit_id in sorted(set(UNITS.values())):
            self._add("ref.unit", unit_id=unit_id, label_vi=unit_id, label_en=unit_id, dimension="count")
        for rank in range(1, 8):
            self._add("ref.publisher", publisher_id=f"rank-{rank}", name=f"Publisher of rank {rank}", rank=rank)
        self._areas()
        for level, measure in (("dated", "precision"), ("dated", "recall"), ("exact", "f1")):
            self._add("ref.quality_floor", score_level=level, measure=measure, floor=0.9, least_share=0.5)

    def document(
        self,
        name: str,
        *,
        kind: str = "article",
        rank: int = 4,
        published_on: date | None = date(2025, 1, 9),
        restates: str = "",
    ) -> str:
        """Begin a document and return its id; its text opens with letters of several code points."""
        document_id = hashlib.sha256(name.encode()).hexdigest()
        self._add(
            "raw.document",
            document_id=document_id,
            file_name=f"{name}.html",
            media_type="text/html",
            size_bytes=1000,
            kind=kind,
            publisher_id=f"rank-{rank}",
            title=f"Bài {name}",
            url=restates or f"https://example.org/{name}",
            source_urls=[restates] if restates else [],
            is_restated=bool(restates),
            published_on=published_on,
            retrieved_at=datetime(2025, 2, 1, tzinfo=UTC),
            partition_year=2025,
            area_id=DISTRICT,
            language="vi",
            encoding="utf-8",
            text="",
            text_sha256="",
            extractor_version=VERSION,
        )
        self._say(document_id, unicodedata.normalize("NFD", f"🎉 Huyện Sóc Sơn: {name}"), role="title")
        return document_id

    def says(
        self,
        document: str,
        figure: float | tuple[float, float],
        bound: str = "exact",
        *,
        indicator: str = FESTIVALS,
        area: str = DISTRICT,
        scenario: str = "actual",
        period: tuple[str, str | None, str] = ("year", "2024-01-01", "2024-12-31"),
        status: str | None = None,
        doubt: str = "beyond_limit",
        derivation: str | None = None,
        confidence: float = 0.9,
        role: str = "body",
        is_recognised: bool = False,
    ) -> str:
        """Let a document state a figure in a sentence of its own; return the id of the claim.

        A range is a pair. `period` is the type, the first day (None for a point) and the last day; `doubt` says why the
        status is V; `is_recognised` that the sentence was read off a scan.
        """
        printed = f"{figure[0]:g} - {figure[1]:g}" if isinstance(figure, tuple) else f"{figure:.15g}"
        sentence = f"Năm qua, huyện đạt {printed} đơn vị."
        passage = self._say(document, sentence, role, is_recognised)
        start = passage["start"] + sentence.index(printed)
        end = start + len(printed)
        lower, upper = _ends(figure, bound)
        period_type, first, last = period
        is_part = period_type in ("ytd", "half", "quarter", "month")
        span = {"document_id": document, "start": start, "end": end}
        stated = {
            "value": None if isinstance(figure, tuple) else figure,
            "lower": lower,
            "upper": upper,
            "bound": bound,
        }
        quantity_id = f"{document[:16]}-{start}"
        year = int(last[:4])
        claim_id = f"{quantity_id}-{indicator}-{scenario}-{year}"
        self._add(
            "staging.quantity",
            quantity_id=quantity_id,
            passage_no=passage["passage_no"],
            surface=printed,
            category="cardinal",
            **span,
            **stated,
        )
        self._add(
            "core.claim",
            claim_id=claim_id,
            quantity_id=quantity_id,
            indicator_id=indicator,
            area_id=area,
            year=year,
            period_type=period_type,
            period_start=first and date.fromisoformat(first),
            period_end=date.fromisoformat(last),
            scenario=scenario,
            unit_id=UNITS[indicator],
            obs_status=status or {"plan": "F", "estimate": "E"}.get(scenario, "P" if is_part else "A"),
            doubt=doubt if status == "V" else None,
            doubt_detail=f"{printed} cannot be" if status == "V" else None,
            quote=printed,
            sentence_start=passage["start"],
            sentence_end=passage["end"],
            header_start=None,
            header_end=None,
            is_derived=derivation is not None,
            derivation=derivation,
            is_recognised=is_recognised,
            comparison=[COMPARISON],
            confidence=confidence,
            rule="sentence",
            **span,
            **stated,
        )
        return claim_id

    def mentions(self, document: str, number: str, reason: str, role: str = "body") -> str:
        """Let a document print a number that is no claim; return the number's id."""
        passage = self._say(document, f"Xem thêm: {number} điều khác.", role)
        start = passage["start"] + len("Xem thêm: ")
        span = {"document_id": document, "start": start, "end": start + len(number), "surface": number}
        quantity_id = f"{document[:16]}-{start}"
        self._add(
            "staging.quantity", quantity_id=quantity_id, passage_no=passage["passage_no"], category="cardinal", **span
        )
        nothing = {"candidate_ids": [], "candidate_indicator_id": None}
        self._add("core.unclaimed_quantity", quantity_id=quantity_id, reason=reason, **nothing, **span)
        return quantity_id

    def adopts(self, document: str, practice: str, stage: str, area: str = DISTRICT, year: int = 2024) -> None:
        """Let a document say that an area has a practice."""
        passage = self._say(document, f"Huyện triển khai {practice} rộng rãi.", "body")
        start = passage["start"] + len("Huyện triển khai ")
        self._add(
            "core.adoption",
            document_id=document,
            practice_id=practice,
            area_id=area,
            year=year,
            stage=stage,
            start=start,
            end=start + len(practice),
            quote=practice,
            sentence_start=passage["start"],
            sentence_end=passage["end"],
        )

    def names(self, claim_id: str, *items: str) -> None:
        """List members behind a counted claim."""
        claim = next(row for row in self.rows["core.claim"] if row["claim_id"] == claim_id)
        for number, item in enumerate(items, start=1):
            self._add(
                "core.named_item",
                claim_id=claim_id,
                document_id=claim["document_id"],
                indicator_id=claim["indicator_id"],
                item_no=number,
                item=item,
                start=0,
                end=1,
            )

    def reprint(self, document: str, *, rank: int = 6) -> str:
        """Print a document again, word for word, in another place; return the copy's id."""
        copies = sum(row["text_id"] == document for row in self.rows.get("core.source_text", []))
        copy = hashlib.sha256(f"copy {copies} of {document}".encode()).hexdigest()
        for table in ("raw.document", "staging.passage", "staging.quantity", "core.claim"):
            for row in [row for row in self.rows[table] if row["document_id"] == document]:
                renamed = {
                    key: copy[:16] + value[16:] for key, value in row.items() if key in ("claim_id", "quantity_id")
                }
                self._add(table, **(row | renamed | {"document_id": copy}))
        self.rows["raw.document"][-1] |= {"publisher_id": f"rank-{rank}", "file_name": f"copy-{copy[:8]}.html"}
        self._add("core.source_text", document_id=copy, text_id=document, similarity=0.9, superseded_by=None)
        return copy

    def supersede(self, older: str, newer: str) -> None:
        """Let a document be an older version of another's page."""
        self._add("core.source_text", document_id=older, text_id=newer, similarity=0.9, superseded_by=newer)

    def reject(self, file_name: str) -> None:
        """Meet a file that cannot be read."""
        self._add(
            "raw.rejected_document",
            file_name=file_name,
            line_no=0,
            size_bytes=0,
            reason="empty",
            message="the file holds nothing",
            cure="fetch it again",
            partition_year=2025,
        )

    def label(self, claim_id: str, **otherwise: Any) -> None:
        """Let a person read what a claim says, but for what `otherwise` says."""
        [claim] = [row for row in self.rows["core.claim"] if row["claim_id"] == claim_id]
        [document] = [row for row in self.rows["raw.document"] if row["document_id"] == claim["document_id"]]
        labels = self.rows.setdefault("ref.labelled_claim", [])
        columns = models()["ref.labelled_claim"].dtypes()
        read = {name: claim[name] for name in columns if name in claim} | {
            "file_name": document["file_name"],
            "statement_no": len(labels) + 1,
            "surface": claim["quote"],
        }
        labels.append(read | otherwise)

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

    def correct(self, claim_id: str, action: str, **becomes: Any) -> str:
        """Let a person decide about a claim; return the id of the correction."""
        [claim] = [row for row in self.rows["core.claim"] if row["claim_id"] == claim_id]
        [document] = [row for row in self.rows["raw.document"] if row["document_id"] == claim["document_id"]]
        correction_id = f"correction-{len(self.rows.get('ref.correction', [])) + 1}"
        is_range = claim["value"] is None
        self._add(
            "ref.correction",
            correction_id=correction_id,
            action=action,
            document=document["file_name"],
            **{name: claim[name] for name in ("indicator_id", "area_id", "year", "scenario")},
            expect_value=claim["value"],
            expect_lower=claim["lower"] if is_range else None,
            expect_upper=claim["upper"] if is_range else None,
            **{f"to_{name}": value for name, value in becomes.items()},
            reason="Seen on the page.",
            author="Lan",
            decided_on=date(2025, 3, 1),
        )
        return correction_id

    def forget(self, document: str) -> None:
        """Take a document out of the landing folder, with all that was read in it."""
        for table in list(self.rows):
            self.rows[table] = [row for row in self.rows[table] if row.get("document_id") != document]

    def ask(self, sql: str) -> list[Row]:
        """Return the rows of a query."""
        answer: list[Row] = self.connection.sql(sql).pl().to_dicts()
        return answer

    def check(self, name: str) -> list[Row]:
        """Return the rows that break a rule of `sql/checks/`."""
        return self.ask(checks()[name])

    def was(self, area_id: str, full_name: str, until: date, parent_id: str) -> None:
        """Let an area have been called otherwise, or have lain elsewhere, until the day before `until`."""
        first = next(row for row in self.rows["ref.area_state"] if row["area_id"] == area_id)
        type_vi, _, name = full_name.partition(" ")
        called = {"full_name": full_name, "type_vi": type_vi, "name": name, "search_key": _search_key(full_name)}
        self._add("ref.area_state", **(first | called | {"valid_to": until, "parent_id": parent_id}))
        first |= {"valid_from": until, "valid_from_is_exact": True}

    def _add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def _say(self, document: str, sentence: str, role: str, is_recognised: bool = False) -> Row:
        [told] = [row for row in self.rows["raw.document"] if row["document_id"] == document]
        start = len(told["text"]) + 1 if told["text"] else 0
        told["text"] += ("\n" if start else "") + sentence
        told["text_sha256"] = hashlib.sha256(told["text"].encode()).hexdigest()
        passages = self.rows.setdefault("staging.passage", [])
        number = sum(row["document_id"] == document for row in passages)
        passage = {"document_id": document, "passage_no": number, "role": role, "section": None, "text": sentence}
        passage |= {"start": start, "end": start + len(sentence), "is_recognised": is_recognised}
        passages.append(passage)
        return passage

    def _areas(self) -> None:
        units = (
            ("country-VN", "country", "country", "Việt Nam", "Việt Nam", None),
            ("province-01", "province", "three_tier", "Hà Nội", "Thành phố Hà Nội", "country-VN"),
            ("district-016", "district", "three_tier", "Sóc Sơn", "Huyện Sóc Sơn", "province-01"),
            ("district-271", "district", "three_tier", "Ba Vì", "Huyện Ba Vì", "province-01"),
            ("commune-00376", "commune", "three_tier", "Sóc Sơn", "Thị trấn Sóc Sơn", "district-016"),
            ("commune-09700", "commune", "three_tier", "Phú Cát", "Xã Phú Cát", "district-275"),
            ("district-275", "district", "three_tier", "Quốc Oai", "Huyện Quốc Oai", "province-01"),
            ("province-01-2025", "province", "two_tier", "Hà Nội", "Thành phố Hà Nội", "country-VN"),
            ("commune-00376-2025", "commune", "two_tier", "Sóc Sơn", "Xã Sóc Sơn", "province-01-2025"),
            ("commune-00382-2025", "commune", "two_tier", "Kim Anh", "Xã Kim Anh", "province-01-2025"),
            ("commune-00385-2025", "commune", "two_tier", "Trung Giã", "Xã Trung Giã", "province-01-2025"),
            ("commune-09619-2025", "commune", "two_tier", "Suối Hai", "Xã Suối Hai", "province-01-2025"),
        )
        reform = date(2025, 7, 1)
        for area_id, level, system, name, full_name, parent_id in units:
            is_new = system == "two_tier"
            self._add(
                "ref.area",
                area_id=area_id,
                area_code=area_id.split("-")[1],
                level=level,
                system=system,
                name=name,
                full_name=full_name,
                parent_id=parent_id,
                valid_from=reform if is_new else date(2021, 11, 1),
                valid_from_is_exact=is_new,
                valid_to=reform if system == "three_tier" else None,
                search_key=_search_key(full_name),
            )
            self._add("ref.area_state", **{name: self.rows["ref.area"][-1].get(name) for name in _STATE})
            for kind, spelt in (("official", full_name), ("short", name)):
                if kind == "official" or name != full_name:
                    self._add("ref.area_name", area_id=area_id, name=spelt, kind=kind, search_key=_search_key(spelt))
        # Sóc Sơn became three communes; Suối Hai was made of Ba Vì and of a commune of Quốc Oai.
        for predecessor_id, successor_id in (
            *((DISTRICT, member) for member in MEMBERS),
            ("commune-00376", NEW_COMMUNE),
            (BA_VI, "commune-09619-2025"),
            ("district-275", "commune-09619-2025"),
            ("commune-09700", "commune-09619-2025"),
            ("province-01", "province-01-2025"),
        ):
            self._add(
                "ref.area_change",
                predecessor_id=predecessor_id,
                successor_id=successor_id,
                changed_on=reform,
                coverage="partial",
            )

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


def _ends(figure: float | tuple[float, float], bound: str) -> tuple[float | None, float | None]:
    if isinstance(figure, tuple):
        return figure
    if bound == "about":
        slack = 10 ** (len(f"{figure:.0f}") - len(f"{figure:.0f}".rstrip("0"))) / 2
        return figure - slack, figure + slack
    return (
        figure if bound in ("exact", "gt", "ge") else None,
        figure if bound in ("exact", "lt_near", "lt", "le") else None,
    )


def _search_key(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


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
