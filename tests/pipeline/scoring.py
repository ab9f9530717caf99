"""Precision and recall of what is read against labels, over statements: a figure stated twice counts twice."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.claims.frames import quantity_frame, read_claims
from pipelines.claims.reader import Reader
from pipelines.reading import read
from schemas import staging

Statement = tuple[str, ...]

LEVELS = {"figure": 3, "placed": 4, "dated": 7, "exact": 10}
"""How many parts of a statement a level compares, out of those that `_statement` gives, in that order."""


@dataclass(frozen=True)
class Score:
    """How many of the labelled statements were found, and how many of the found ones are labelled."""

    hits: int
    labelled: int
    found: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.labelled + self.found) if self.labelled + self.found else 0.0


def register(folder: Path) -> dict[str, dict[str, str]]:
    """Read a folder's register by file name; empty where there is none."""
    file = folder / "sources.csv"
    return {row["file"]: row for row in _rows(file)} if file.exists() else {}


def read_folder(reader: Reader, folder: Path, names: list[str]) -> dict[str, pl.DataFrame]:
    """Read documents of a folder with its register; give the core tables, with a column `document`."""
    told = register(folder)
    documents, passages = [], []
    for name in names:
        content = (folder / name).read_bytes()
        line, page = told.get(name, {}), read(content, name)
        document_id = hashlib.sha256(content).hexdigest()
        published_on = date.fromisoformat(line["published_on"]) if line.get("published_on") else page.published_on
        documents.append(
            {
                "document_id": document_id,
                "document": name,
                "kind": line.get("kind", "article"),
                "title": line.get("title") or page.title,
                "published_on": published_on,
                "retrieved_at": datetime(2026, 1, 1, tzinfo=UTC),
                "area_id": line.get("area_id") or None,
                "text": page.text,
            }
        )
        passages += [
            {
                "document_id": document_id,
                "passage_no": number,
                "role": p.role,
                "section": p.section,
                "start": p.start,
                "end": p.end,
                "text": page.text[p.start : p.end],
            }
            for number, p in enumerate(page.passages)
        ]
    frame = pl.DataFrame(documents)
    cut = pl.DataFrame(passages, schema=staging.Passage.dtypes())
    tables = read_claims(reader, frame, cut, quantity_frame(cut))
    tables["staging.passage"] = cut
    return {
        name: table.join(frame.select("document_id", "document"), on="document_id") for name, table in tables.items()
    }


def read_labels(file: Path) -> pl.DataFrame:
    """Read labels that stand beside their documents, with the column names of `ref.labelled_claim`."""
    columns = {"document": "file_name", "indicator": "indicator_id"}
    is_derived = pl.col("note").fill_null("").str.starts_with("derived")
    return pl.read_csv(file, infer_schema=False).rename(columns).with_columns(is_derived=is_derived)


def score(claims: pl.DataFrame, labels: pl.DataFrame, documents: Iterable[str], level: str = "dated") -> Score:
    """Score printed claims of documents that have labels, as far as a level looks: LEVELS."""
    gold = _statements(labels.filter(pl.col("file_name").is_in(list(documents))), "file_name", level)
    labelled = {statement[0] for statement in gold}
    found = _statements(claims.filter(pl.col("document").is_in(labelled)), "document", level)
    return Score((gold & found).total(), gold.total(), found.total())


def _statements(rows: pl.DataFrame, document: str, level: str) -> Counter[Statement]:
    printed = rows.filter(~pl.col("is_derived")).iter_rows(named=True)
    return Counter(_statement(str(row[document]), row)[: LEVELS[level]] for row in printed)


def _statement(document: str, row: dict[str, object]) -> Statement:
    value, lower, upper = (_number(row[name]) for name in ("value", "lower", "upper"))
    # A rate "in 2024" and one "at the end of 2024" are one reading.
    period = "year" if row["period_type"] == "point" else str(row["period_type"])
    said = (str(row["area_id"]), _number(row["year"]), period, str(row["scenario"]), str(row["bound"]))
    return (document, str(row["indicator_id"]), value or f"{lower}..{upper}", *said, lower, upper)


def _number(value: object) -> str:
    return "" if value in (None, "") else f"{float(str(value)):.10g}"


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
