"""Items of the review queue with the claims that they are about, and what a person can decide of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import duckdb
import polars as pl

from pipelines.cli.decisions import expected_keys
from pipelines.cli.folders import records

KEYS: Final = {
    "c": "choose: this claim, or a rival, wins its cell",
    "r": "reject: wrong as it is stated or read; kept, never used",
    "v": "mend the value: the figure is another",
    "p": "mend the place: the figure is of another area",
    "d": "mend the period: the figure is of another year, or of other days",
    "o": "confirm: looked at, right as it is read",
    "s": "skip: decide nothing now",
    "?": "show these keys",
    "q": "quit; what was decided is kept",
}
"""The keys of a review, and what each of them does."""

_WITHOUT_CLAIM: Final = ("s", "?", "q")

_QUEUE: Final = """
select place, reason, detail, area_name, year, file_name, claim_id
from mart.review_queue
where ($reasons = [] or reason in (select unnest($reasons))) and ($area is null or area_id = $area)
order by place
"""
_CLAIMS: Final = """
select evidence.claim_id, evidence.area_id, evidence.area_name, evidence.province_name, evidence.indicator_id,
    evidence.label_vi, evidence.label_en, unit.label_en as unit, evidence.year, evidence.scenario, evidence.why,
    evidence.value, evidence.lower, evidence.upper, evidence.bound,
    evidence.period_type, evidence.period_start, evidence.period_end, evidence.confidence,
    evidence.sentence, evidence.header, evidence.file_name, evidence.document_title as title,
    evidence.publisher, evidence.source_rank, evidence.url, evidence.published_on, evidence.is_restated,
    evidence.restated_from,
    coalesce(quantity.start, evidence.start) - claim.sentence_start as figure_start,
    coalesce(quantity.end, evidence.end) - claim.sentence_start as figure_end
from mart.evidence as evidence
join core.claim as claim on claim.claim_id = evidence.claim_id
join ref.unit as unit on unit.unit_id = evidence.unit_id
left join staging.quantity as quantity on quantity.quantity_id = evidence.quantity_id
where evidence.claim_id = $claim
    or evidence.claim_id in (select rival_claim_id from mart.conflict where chosen_claim_id = $claim)
order by evidence.claim_id = $claim desc, evidence.source_rank, evidence.published_on desc, evidence.claim_id
"""
_CELL: Final = ("indicator_id", "area_id", "year", "scenario")
_FIGURE: Final = ("value", "lower", "upper")

_Claim = tuple[Any, ...]
"""What tells a claim from others: document, cell and figure."""


@dataclass(frozen=True)
class Item:
    """One row of `mart.review_queue` with its claim, if it has one, and the claims that state another figure."""

    reason: str
    detail: str
    area_name: str | None
    year: int | None
    file_name: str
    claim: Mapping[str, Any] | None
    rivals: tuple[Mapping[str, Any], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of what can be done about it: without a claim there is nothing to decide here."""
        return tuple(KEYS) if self.claim else _WITHOUT_CLAIM


def read_queue(
    connection: duckdb.DuckDBPyConnection, reasons: Collection[str], area_id: str | None
) -> list[dict[str, Any]]:
    """Return the rows of the review queue in their order, of some reasons or all, of one area or all."""
    return records(connection, _QUEUE, {"reasons": list(reasons), "area": area_id})


def read_item(connection: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> Item:
    """Return a row of the queue with its claim and the rivals of that."""
    claims = records(connection, _CLAIMS, {"claim": row["claim_id"]}) if row["claim_id"] else []
    is_found = bool(claims) and claims[0]["claim_id"] == row["claim_id"]
    return Item(
        row["reason"],
        row["detail"],
        row["area_name"],
        row["year"],
        row["file_name"],
        claims[0] if is_found else None,
        tuple(claims[1:]) if is_found else (),
    )


def deciding(corrections: pl.DataFrame, item: Item) -> str | None:
    """Return the id of the correction that settles an item: that of its claim, or those of its rivals.

    A rival that was chosen settles it; so do rivals that are all rejected or amended.
    """
    if item.claim is None:
        return None
    own, *of_rivals = (correcting(corrections, claim) for claim in (item.claim, *item.rivals))
    chosen = next((row for row in of_rivals if row and row["action"] == "choose"), None)
    gone = [row for row in of_rivals if row and row["action"] in ("reject", "amend")]
    settling = own or chosen or (gone[0] if gone and len(gone) == len(of_rivals) else None)
    return settling["correction_id"] if settling else None


def correcting(corrections: pl.DataFrame, claim: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the correction of a claim, as it was read or as it was amended, by its file or by its address."""
    told = {one: row for row in corrections.iter_rows(named=True) for one in _claims_of(row)}
    figure = {key: claim[key] for key in expected_keys(claim)}
    rest = (*(claim[key] for key in _CELL), *(figure.get(key) for key in _FIGURE))
    return told.get((claim["file_name"], *rest)) or told.get((claim["url"], *rest))


def _claims_of(row: Mapping[str, Any]) -> tuple[_Claim, _Claim]:
    """Return what a correction speaks of: its claim as it is expected, and as it becomes."""
    expected = tuple(row[f"expect_{key}"] for key in _FIGURE)
    becomes = tuple(row[f"to_{key}"] for key in _FIGURE) if row["to_bound"] is not None else expected
    # The ends of a single number say nothing more of it.
    becomes = becomes if becomes[0] is None else (becomes[0], None, None)
    moved = (row[key] if row.get(f"to_{key}") is None else row[f"to_{key}"] for key in _CELL)
    return (row["document"], *(row[key] for key in _CELL), *expected), (row["document"], *moved, *becomes)
