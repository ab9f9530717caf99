"""How claims are matched with labels: `sql/lake/core/extraction_score.sql`, against the same rule written in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline.scoring import LEVELS, score

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from conftest import Warehouse

AT_ALL_LEVELS = {"figure": 1, "placed": 1, "dated": 1, "exact": 1}


def counts(warehouse: Warehouse, column: str = "hits") -> dict[str, int]:
    """Return a count by level, over all indicators."""
    found = dict.fromkeys(LEVELS, 0)
    for row in warehouse.count():
        found[row["score_level"]] += row[column]
    return found


@pytest.mark.parametrize(
    ("otherwise", "hits"),
    [
        ({}, {}),
        ({"value": 121}, {"figure": 0, "placed": 0, "dated": 0, "exact": 0}),
        ({"indicator_id": "officials_trained_dx"}, {"figure": 0, "placed": 0, "dated": 0, "exact": 0}),
        ({"area_id": "district-271"}, {"placed": 0, "dated": 0, "exact": 0}),
        ({"year": 2023}, {"dated": 0, "exact": 0}),
        ({"scenario": "plan"}, {"dated": 0, "exact": 0}),
        ({"period_type": "ytd"}, {"dated": 0, "exact": 0}),
        ({"period_type": "point"}, {}),
        ({"bound": "ge"}, {"exact": 0}),
        ({"upper": 130.0}, {"exact": 0}),
        ({"value": 120 + 1e-9}, {}),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, dict) else None,
)
def test_each_level_asks_for_more_of_a_statement(
    warehouse: Warehouse, otherwise: dict[str, Any], hits: dict[str, int]
) -> None:
    warehouse.label(warehouse.says(warehouse.document("a"), 120, "gt"), **otherwise)
    assert counts(warehouse) == AT_ALL_LEVELS | hits


def test_what_is_stated_twice_must_be_found_twice(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    claim_id = warehouse.says(document, 120)
    warehouse.label(claim_id)
    warehouse.label(claim_id)
    assert (counts(warehouse, "labelled")["exact"], counts(warehouse)["exact"]) == (2, 1)
    for _ in range(2):
        warehouse.says(document, 120)
    assert (counts(warehouse, "found")["exact"], counts(warehouse)["exact"]) == (3, 2)


def test_a_range_is_known_by_its_ends(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.label(warehouse.says(document, (900, 1000), "range"))
    warehouse.label(warehouse.says(document, (900, 1100), "range"), upper=1200.0)
    assert counts(warehouse)["figure"] == 1


def test_derived_figures_do_not_count_on_either_side(warehouse: Warehouse) -> None:
    document = warehouse.document("a")
    warehouse.label(warehouse.says(document, 120))
    warehouse.label(warehouse.says(document, 92, derivation="95 - 3"))
    assert (counts(warehouse, "labelled")["figure"], counts(warehouse, "found")["figure"]) == (1, 1)


def test_only_what_landed_is_scored(warehouse: Warehouse) -> None:
    labelled, other = warehouse.document("a"), warehouse.document("b")
    claim_id = warehouse.says(labelled, 120)
    warehouse.says(other, 130)
    warehouse.label(claim_id)
    warehouse.label(claim_id, document_id="f" * 64)
    assert (counts(warehouse, "labelled")["figure"], counts(warehouse, "found")["figure"]) == (1, 1)


def test_a_file_that_only_bears_the_name_of_a_labelled_one_is_not_scored(warehouse: Warehouse) -> None:
    warehouse.label(warehouse.says(warehouse.document("a"), 120), document_id="f" * 64)
    assert warehouse.count() == []


def test_a_document_that_could_not_be_read_counts_as_missed(warehouse: Warehouse) -> None:
    claim_id = warehouse.says(warehouse.document("a"), 120)
    warehouse.label(claim_id)
    warehouse.label(claim_id, document_id="f" * 64)
    warehouse.reject("b.html")
    warehouse.rows["raw.rejected_document"][-1]["document_id"] = "f" * 64
    assert (counts(warehouse, "labelled")["exact"], counts(warehouse)["exact"]) == (2, 1)


def test_what_another_version_read_is_not_scored(warehouse: Warehouse) -> None:
    warehouse.label(warehouse.says(warehouse.document("a"), 120))
    assert warehouse.count(version="ba9876543210") == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_counts_like_the_rule_written_in_python(
    new_warehouse: Callable[[], AbstractContextManager[Warehouse]], data: st.DataObject
) -> None:
    figures = st.sampled_from([120, 121, (900, 1000), 0.1 + 0.2, 0.3])
    changes = st.fixed_dictionaries(
        {},
        optional={
            "value": st.sampled_from([120.0, 0.3]),
            "area_id": st.just("district-271"),
            "period_type": st.sampled_from(["point", "ytd"]),
            "scenario": st.just("plan"),
            "bound": st.sampled_from(["exact", "gt"]),
            "is_derived": st.booleans(),
        },
    )
    with new_warehouse() as story:
        for name in ("a", "b"):
            document = story.document(name)
            for figure in data.draw(st.lists(figures, min_size=1, max_size=5)):
                claim_id = story.says(document, figure, "range" if isinstance(figure, tuple) else "exact")
                for change in data.draw(st.lists(changes, max_size=2)):
                    story.label(claim_id, **change)
        names = {row["document_id"]: row["file_name"] for row in story.rows["raw.document"]}
        claims = pl.DataFrame([row | {"document": names[row["document_id"]]} for row in story.rows["core.claim"]])
        columns = ("file_name", "indicator_id", "value", "area_id", "year", "period_type", "scenario", "bound")
        labels = pl.DataFrame(
            [
                {name: row[name] for name in (*columns, "lower", "upper", "is_derived")}
                for row in story.rows.get("ref.labelled_claim", [])
            ],
            schema={name: claims.schema.get(name, pl.String) for name in (*columns, "lower", "upper", "is_derived")},
        )
        for level in LEVELS:
            found = score(claims, labels, names.values(), level)
            assert (found.labelled, found.found, found.hits) == tuple(
                counts(story, column)[level] for column in ("labelled", "found", "hits")
            )
