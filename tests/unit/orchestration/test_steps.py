"""Steps after reading: rows are made for documents that changed, and a document that fails costs the others nothing."""

from typing import Any

import polars as pl
import pytest

from pipelines.orchestration.manifest import NEVER
from pipelines.orchestration.steps import Frames, Step, account_for_numbers, is_outdated, run_step, to_make
from schemas.core import Claim, NamedItem, UnclaimedQuantity
from schemas.staging import Quantity

YEAR = 2024


class Counting:
    """A step that finds one number per document, counts what it makes, and fails where it is told to."""

    def __init__(self, tables: Any) -> None:
        self.made: list[str] = []
        self.failing: set[str] = set()
        self.value = 1.0
        self.step = Step((tables["raw.document"], tables["staging.passage"]), (tables["staging.quantity"],), self.make)

    def make(self, rows: Frames) -> Frames:
        document = rows["raw.document"].row(0, named=True)
        self.made.append(document["file_name"])
        if document["file_name"] in self.failing:
            raise ZeroDivisionError("a fault of ours")
        assert rows["staging.passage"]["document_id"].unique().to_list() == [document["document_id"]]
        return {"staging.quantity": quantities((document["document_id"], 0, self.value))}


def quantities(*rows: tuple[str, int, float]) -> pl.DataFrame:
    """Return rows of `staging.quantity` from (document, offset, value)."""
    empty = dict.fromkeys(Quantity.dtypes())
    return pl.DataFrame(
        [
            empty
            | {
                "quantity_id": f"{document[:16]}-{start}",
                "document_id": document,
                "passage_no": 0,
                "start": start,
                "end": start + 1,
                "surface": "1",
                "category": "cardinal",
                "value": value,
                "is_repaired": False,
            }
            for document, start, value in rows
        ],
        schema=Quantity.dtypes(),
    )


@pytest.fixture
def counting(desk: Any) -> Counting:
    desk.put("a.txt")
    desk.put("b.txt")
    desk.take_in()
    return Counting(desk.tables)


def test_only_what_changed_is_made_anew(desk: Any, counting: Counting) -> None:
    run_step(counting.step, YEAR, "1")
    counting.made.clear()
    desk.register(b_txt="2024-02-02")
    desk.take_in()
    done = run_step(counting.step, YEAR, "1")
    assert (counting.made, done.made, done.reused) == (["b.txt"], 1, 1)
    assert done.written["staging.quantity"].rows.height == 2


def test_another_version_makes_all_anew(counting: Counting) -> None:
    run_step(counting.step, YEAR, "1")
    counting.value = 2.0
    done = run_step(counting.step, YEAR, "2")
    assert (done.made, done.written["staging.quantity"].rows["value"].to_list()) == (2, [2.0, 2.0])


def test_rows_of_a_vanished_document_vanish(desk: Any, counting: Counting) -> None:
    run_step(counting.step, YEAR, "1")
    desk.remove("a.txt")
    desk.take_in()
    assert is_outdated(counting.step, YEAR, "1")
    assert to_make(counting.step, YEAR, "1") == []
    done = run_step(counting.step, YEAR, "1")
    assert done.written["staging.quantity"].rows.height == 1


def test_a_year_is_outdated_until_the_step_has_run(counting: Counting) -> None:
    assert is_outdated(counting.step, YEAR, "1")
    run_step(counting.step, YEAR, "1")
    assert not is_outdated(counting.step, YEAR, "1")
    assert is_outdated(counting.step, YEAR, "2")
    assert not is_outdated(counting.step, 2011, "1")


def test_a_document_on_which_our_code_fails_is_told_and_tried_again(counting: Counting) -> None:
    counting.failing = {"a.txt"}
    done = run_step(counting.step, YEAR, "1")
    written = done.written["staging.quantity"]
    [fault] = done.faults
    assert "ZeroDivisionError: a fault of ours" in fault
    assert written.rows.height == 1
    assert written.refused["reasons"].to_list() == [
        ["document_id: its rows could not be made: ZeroDivisionError: a fault of ours"]
    ]
    counting.failing = set()
    counting.made.clear()
    done = run_step(counting.step, YEAR, "1")
    assert counting.made == ["a.txt"]
    assert (done.written["staging.quantity"].rows.height, done.written["staging.quantity"].refused.height) == (2, 0)


def test_a_document_with_a_refused_row_is_tried_again(counting: Counting) -> None:
    counting.value = float("inf")
    run_step(counting.step, YEAR, "1")
    assert set(counting.step.targets[0].fingerprints(YEAR).values()) == {NEVER}
    counting.value = 3.0
    assert run_step(counting.step, YEAR, "1").written["staging.quantity"].rows["value"].to_list() == [3.0, 3.0]


def test_a_run_that_was_cut_off_between_two_tables_is_made_good(desk: Any, counting: Counting) -> None:
    step = Step(
        counting.step.sources,
        (desk.tables["staging.quantity"], desk.tables["core.unclaimed_quantity"]),
        lambda rows: {**counting.make(rows), "core.unclaimed_quantity": UnclaimedQuantity.empty()},
    )
    run_step(step, YEAR, "1")
    desk.lake.path("core.unclaimed_quantity", YEAR).unlink()
    assert is_outdated(step, YEAR, "1")
    assert run_step(step, YEAR, "1").made == 2
    assert not is_outdated(step, YEAR, "1")


def claims(*rows: tuple[str, str, float | None]) -> pl.DataFrame:
    """Return rows of `core.claim` from (claim, quantity, value); a claim without a value is refused."""
    return pl.DataFrame(
        [
            dict.fromkeys(Claim.dtypes())
            | {
                "claim_id": claim,
                "document_id": "a" * 64,
                "quantity_id": quantity,
                "indicator_id": "tourism_visits_total",
                "area_id": "district-180",
                "year": 2023,
                "period_type": "year",
                "period_end": "2023-12-31",
                "scenario": "actual",
                "value": value,
                "bound": "exact",
                "unit_id": "visit",
                "obs_status": "A",
                "start": 0,
                "end": 1,
                "quote": "1",
                "sentence_start": 0,
                "sentence_end": 1,
                "is_derived": False,
                "is_recognised": False,
                "comparison": [],
                "confidence": 1.0,
                "rule": "r",
            }
            for claim, quantity, value in rows
        ],
        schema=Claim.dtypes() | {"period_end": pl.String()},
    ).with_columns(pl.col("period_end").str.to_date())


def test_every_number_stands_once_whatever_is_refused() -> None:
    numbers = quantities(*(("a" * 64, start, 1.0) for start in range(4)))
    ids = numbers["quantity_id"].to_list()
    made = {
        "core.claim": claims(("claim-with-a-value", ids[0], 1.0), ("claim-without-value", ids[1], None)),
        "core.unclaimed_quantity": pl.DataFrame(
            [(ids[2], "a" * 64, 2, 3, "1", "date", [], None)], schema=UnclaimedQuantity.dtypes(), orient="row"
        ),
        "core.named_item": pl.DataFrame(
            [
                (claim, "a" * 64, "tourism_visits_total", 1, "x", None, 0, 1)
                for claim in ("claim-with-a-value", "claim-without-value")
            ],
            schema=NamedItem.dtypes(),
            orient="row",
        ),
    }
    settled = account_for_numbers(made, {"staging.quantity": numbers})
    assert dict(settled["core.unclaimed_quantity"].select("quantity_id", "reason").rows()) == {
        ids[1]: "other",
        ids[2]: "date",
        ids[3]: "other",
    }
    assert settled["core.named_item"]["claim_id"].to_list() == ["claim-with-a-value"]
    assert settled["core.claim"].equals(made["core.claim"])
