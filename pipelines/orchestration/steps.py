"""From rows of a document to further rows: a step takes what is unchanged from the lake and makes the rest.

What is made of a document is the business of the rooms below; a document on which their code fails costs the others
nothing.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from pipelines.claims.frames import quantity_frame, read_claims
from pipelines.claims.reader import Reader
from pipelines.orchestration.lake_tables import Failure, LakeTable, Written
from pipelines.orchestration.manifest import NEVER, edition, following, unchanged
from pipelines.orchestration.texts import sketch_frame
from schemas.contract import split
from schemas.core import Claim, UnclaimedQuantity

Frames = Mapping[str, pl.DataFrame]
"""Rows by qualified name of their table."""

_DOCUMENT: Final = "document_id"


@dataclass(frozen=True)
class Step:
    """What is made of what: the tables read, the first of them with a row per document, and the tables filled.

    `make` gets the rows of one document and gives its rows of every target; `settle`, which gets all new rows and all
    rows read, may mend what refused rows would leave behind.
    """

    sources: tuple[LakeTable, ...]
    targets: tuple[LakeTable, ...]
    make: Callable[[Frames], Frames]
    settle: Callable[[Frames, Frames], Frames] = lambda made, sources: made


@dataclass(frozen=True)
class StepOfYear:
    """What a step did for one year; `faults` are the tracebacks of documents on which it failed."""

    written: Mapping[str, Written]
    made: int
    reused: int
    faults: tuple[str, ...]


def to_make(step: Step, year: int, version: str) -> list[str]:
    """Return the documents of a year whose rows a run of the step would make."""
    wanted = _wanted(step, year, version)
    same = unchanged(wanted, *(target.fingerprints(year) for target in step.targets))
    return [document for document in wanted if document not in same]


def is_outdated(step: Step, year: int, version: str) -> bool:
    """Tell whether a run of the step would change anything in a year: make documents, or drop vanished ones."""
    wanted = _wanted(step, year, version)
    stored = {document for target in step.targets for document in target.fingerprints(year)}
    return bool(stored - wanted.keys() or to_make(step, year, version))


def run_step(step: Step, year: int, version: str, *, done: Callable[[], None] = lambda: None) -> StepOfYear:
    """Replace one year of the step's tables; `done` is called after each document that is made."""
    wanted = _wanted(step, year, version)
    todo = to_make(step, year, version)
    same = wanted.keys() - set(todo)
    sources = {source.name: source.rows(year) for source in step.sources}
    pieces: dict[str, list[pl.DataFrame]] = {target.name: [target.model.empty()] for target in step.targets}
    failures: list[Failure] = []
    faults: list[str] = []
    of_document = {name: _by_document(rows, todo) for name, rows in sources.items()}
    for document in todo:
        given = {name: found.get(document, sources[name].clear()) for name, found in of_document.items()}
        try:
            made = step.make(given)
        except Exception as error:  # One document must not cost the others, whatever is wrong with our code.
            failures.append(Failure(document, f"{type(error).__name__}: {error}"))
            faults.append(f"document {document}\n{traceback.format_exc()}")
        else:
            for name, rows in made.items():
                pieces[name].append(rows)
        done()
    new = step.settle({name: pl.concat(found) for name, found in pieces.items()}, _only(sources, todo))
    written = {}
    for target in step.targets:
        kept = target.rows(year).filter(pl.col(_DOCUMENT).is_in(same))
        # A failure is told once, by the first table; a document is unchanged only where all tables say so.
        told = failures if target is step.targets[0] else []
        written[target.name] = target.write(pl.concat([kept, new[target.name]]), year, wanted, told)
    return StepOfYear(written, len(todo), len(same), tuple(faults))


def finding_numbers(tables: Mapping[str, LakeTable]) -> Step:
    """Describe the step that finds every number of the passages."""
    return Step(
        sources=(tables["raw.document"], tables["staging.passage"]),
        targets=(tables["staging.quantity"],),
        make=lambda rows: {"staging.quantity": quantity_frame(rows["staging.passage"])},
    )


def sketching_texts(tables: Mapping[str, LakeTable]) -> Step:
    """Describe the step that sketches the text of each document, by which its copies are found."""
    return Step(
        sources=(tables["raw.document"], tables["staging.passage"]),
        targets=(tables["staging.text_sketch"],),
        make=lambda rows: {"staging.text_sketch": sketch_frame(rows["raw.document"], rows["staging.passage"])},
    )


def reading_claims(tables: Mapping[str, LakeTable], reader: Callable[[], Reader]) -> Step:
    """Describe the step that reads claims, adoptions and named items; `reader` is called when one is needed."""
    return Step(
        sources=(tables["raw.document"], tables["staging.passage"], tables["staging.quantity"]),
        targets=tuple(
            tables[name] for name in ("core.claim", "core.unclaimed_quantity", "core.adoption", "core.named_item")
        ),
        make=lambda rows: read_claims(
            reader(), rows["raw.document"], rows["staging.passage"], rows["staging.quantity"]
        ),
        settle=account_for_numbers,
    )


def account_for_numbers(made: Frames, sources: Frames) -> Frames:
    """Let every number stand once: what only a refused claim held, or nothing, is unclaimed for the reason `other`.

    The members that a refused claim lists go with it.
    """
    if sources["staging.quantity"].is_empty():
        return made
    claims = split(made["core.claim"], Claim).good
    unclaimed = made["core.unclaimed_quantity"]
    numbers = sources["staging.quantity"]
    left = numbers.join(claims, on="quantity_id", how="anti").join(unclaimed, on="quantity_id", how="anti")
    rest = left.with_columns(
        reason=pl.lit("other"),
        candidate_ids=pl.lit([], pl.List(pl.String)),
        candidate_indicator_id=pl.lit(None, pl.String),
    ).select(UnclaimedQuantity.dtypes().names())
    return {
        **made,
        "core.unclaimed_quantity": pl.concat([unclaimed, rest]),
        "core.named_item": made["core.named_item"].join(claims, on="claim_id", how="semi"),
    }


def _wanted(step: Step, year: int, version: str) -> dict[str, str]:
    """Return the fingerprint that each document of a year would get."""
    marks = [source.fingerprints(year) for source in step.sources]
    by = edition(version, (target.model for target in step.targets))
    return {document: following(by, *(table.get(document, NEVER) for table in marks)) for document in marks[0]}


def _by_document(rows: pl.DataFrame, documents: list[str]) -> dict[str, pl.DataFrame]:
    chosen = rows.filter(pl.col(_DOCUMENT).is_in(documents))
    return {str(document): part for (document,), part in chosen.partition_by(_DOCUMENT, as_dict=True).items()}


def _only(sources: Frames, documents: list[str]) -> Frames:
    of_these = pl.col(_DOCUMENT).is_in(documents)
    return {name: rows.filter(of_these) for name, rows in sources.items()}
