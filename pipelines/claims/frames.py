"""Frames: tables in, tables out. Reading works on plain values; here they meet the columns of the schemas."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from pipelines.claims.model import Adoption, Claim, NamedItem, Passage, Reading, Source, Unclaimed
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text
from schemas import core, staging

Row = dict[str, Any]


def quantity_frame(passages: pl.DataFrame) -> pl.DataFrame:
    """Find every number of `staging.passage` rows; give rows of `staging.quantity`, boilerplate included."""
    rows: list[Row] = []
    for passage in passages.iter_rows(named=True):
        text = Text.of(passage["text"])
        rows.extend(_quantity_row(passage, text, number) for number in quantities.find(text))
    return pl.DataFrame(rows, schema=staging.Quantity.dtypes(), orient="row")


def _quantity_id(document_id: str, start: int) -> str:
    return f"{document_id[:16]}-{start}"


def _quantity_row(passage: Mapping[str, Any], text: Text, number: Quantity) -> Row:
    start, end = (passage["start"] + offset for offset in text.source_span(number.start, number.end))
    hedge = (
        None if number.hedge_start is None else passage["start"] + text.source_span(number.hedge_start, number.start)[0]
    )
    return {
        "quantity_id": _quantity_id(passage["document_id"], start),
        "document_id": passage["document_id"],
        "passage_no": passage["passage_no"],
        "start": start,
        "end": end,
        "surface": passage["text"][start - passage["start"] : end - passage["start"]],
        "category": number.category,
        "value": number.value,
        "lower": number.lower,
        "upper": number.upper,
        "bound": number.bound,
        "total": number.total,
        "hedge_start": hedge,
        "unit_surface": number.unit,
        "is_repaired": number.is_repaired,
    }


def _quantity(row: Mapping[str, Any], text: Text, offset: int) -> Quantity:
    """Take a row of `staging.quantity` back to the coordinates of its passage's normalised text."""
    hedge = row["hedge_start"]
    return Quantity(
        text.position(row["start"] - offset),
        text.position(row["end"] - offset),
        row["surface"],
        row["category"],
        row["value"],
        row["lower"],
        row["upper"],
        row["bound"],
        row["unit_surface"],
        row["total"],
        None if hedge is None else text.position(hedge - offset),
        row["is_repaired"],
    )


def read_claims(
    reader: Reader, documents: pl.DataFrame, passages: pl.DataFrame, numbers: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Read documents from their rows of `raw.document`, `staging.passage` and `staging.quantity`.

    Gives frames of `core.claim`, `core.unclaimed_quantity`, `core.adoption` and `core.named_item` by these names.
    """
    passages_of = _grouped(passages)
    numbers_of = _grouped(numbers)
    rows: dict[str, list[Row]] = {
        "core.claim": [],
        "core.unclaimed_quantity": [],
        "core.adoption": [],
        "core.named_item": [],
    }
    for document in documents.iter_rows(named=True):
        document_id = document["document_id"]
        source = _source(document, passages_of[document_id])
        reading = reader.read(source, _by_passage(source.passages, numbers_of[document_id]))
        for name, found in _rows(document, reading).items():
            rows[name].extend(found)
    models = {
        "core.claim": core.Claim,
        "core.unclaimed_quantity": core.UnclaimedQuantity,
        "core.adoption": core.Adoption,
        "core.named_item": core.NamedItem,
    }
    return {name: pl.DataFrame(found, schema=models[name].dtypes(), orient="row") for name, found in rows.items()}


def _grouped(frame: pl.DataFrame) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        grouped[row["document_id"]].append(row)
    return grouped


def _source(document: Mapping[str, Any], passages: Iterable[Mapping[str, Any]]) -> Source:
    return Source(
        document["document_id"],
        document["kind"],
        document["title"],
        document["published_on"],
        document["retrieved_at"].date(),
        document["area_id"],
        tuple(
            Passage(p["passage_no"], p["role"], p["section"], p["start"], p["text"], p["is_recognised"])
            for p in sorted(passages, key=lambda p: int(p["passage_no"]))
        ),
    )


def _by_passage(passages: Sequence[Passage], rows: Iterable[Mapping[str, Any]]) -> dict[int, list[Quantity]]:
    texts = {p.passage_no: (Text.of(p.text), p.start) for p in passages}
    found: dict[int, list[Quantity]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: int(r["start"])):
        found[row["passage_no"]].append(_quantity(row, *texts[row["passage_no"]]))
    return found


def _rows(document: Mapping[str, Any], reading: Reading) -> dict[str, list[Row]]:
    document_id, text = document["document_id"], document["text"]
    claim_ids = [_claim_id(document_id, claim) for claim in reading.claims]
    return {
        "core.claim": [
            _claim_row(document_id, text, c, claim_id) for c, claim_id in zip(reading.claims, claim_ids, strict=True)
        ],
        "core.unclaimed_quantity": [_unclaimed_row(document_id, text, u) for u in reading.unclaimed],
        "core.adoption": [_adoption_row(document_id, text, a) for a in reading.adoptions],
        "core.named_item": [
            _item_row(document_id, n, reading.claims[n.claim_no], claim_ids[n.claim_no]) for n in reading.named_items
        ],
    }


def _claim_id(document_id: str, claim: Claim) -> str:
    return f"{_quantity_id(document_id, claim.number[0])}-{claim.indicator_id}-{claim.scenario}-{claim.period.end.year}"


def _claim_row(document_id: str, text: str, claim: Claim, claim_id: str) -> Row:
    return {
        "claim_id": claim_id,
        "document_id": document_id,
        "quantity_id": _quantity_id(document_id, claim.number[0]),
        "indicator_id": claim.indicator_id,
        "area_id": claim.area_id,
        "year": claim.period.end.year,
        "period_type": claim.period.type,
        "period_start": claim.period.start,
        "period_end": claim.period.end,
        "scenario": claim.scenario,
        "value": claim.value,
        "lower": claim.lower,
        "upper": claim.upper,
        "bound": claim.bound,
        "unit_id": claim.unit_id,
        "obs_status": claim.obs_status,
        "doubt": claim.doubt,
        "doubt_detail": claim.doubt_detail,
        "start": claim.start,
        "end": claim.end,
        "quote": text[claim.start : claim.end],
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "header_start": None if claim.header is None else claim.header[0],
        "header_end": None if claim.header is None else claim.header[1],
        "is_derived": claim.derivation is not None,
        "derivation": claim.derivation,
        "is_recognised": claim.is_recognised,
        "comparison": [asdict(compared) for compared in claim.comparisons],
        "confidence": claim.confidence,
        "rule": claim.rule,
    }


def _unclaimed_row(document_id: str, text: str, unclaimed: Unclaimed) -> Row:
    start, end = unclaimed.number
    return {
        "quantity_id": _quantity_id(document_id, start),
        "document_id": document_id,
        "start": start,
        "end": end,
        "surface": text[start:end],
        "reason": unclaimed.reason,
        "candidate_ids": list(unclaimed.candidate_ids),
        "candidate_indicator_id": unclaimed.candidate_indicator_id,
    }


def _adoption_row(document_id: str, text: str, adoption: Adoption) -> Row:
    return {
        "document_id": document_id,
        "practice_id": adoption.practice_id,
        "area_id": adoption.area_id,
        "year": adoption.year,
        "stage": adoption.stage,
        "start": adoption.start,
        "end": adoption.end,
        "quote": text[adoption.start : adoption.end],
        "sentence_start": adoption.sentence_start,
        "sentence_end": adoption.sentence_end,
    }


def _item_row(document_id: str, item: NamedItem, claim: Claim, claim_id: str) -> Row:
    return {
        "claim_id": claim_id,
        "document_id": document_id,
        "indicator_id": claim.indicator_id,
        "item_no": item.item_no,
        "item": item.item,
        "area_id": item.area_id,
        "start": item.start,
        "end": item.end,
    }
