"""The columns of a SQL model lead back to the stored columns they are made of."""

from pipelines.store.lineage import column_lineage
from pipelines.store.sql_models import SqlModel, load_macros, load_models
from schemas.core import AmendedClaim, Claim
from schemas.ref import Area

TABLES = {spec.qualified_name: spec for spec in (Claim.spec(), Area.spec())}


def model(sql: str) -> SqlModel:
    return SqlModel("mart", "m", "x", sql, ())


def test_columns_are_followed_through_ctes_joins_and_stars() -> None:
    traced = column_lineage(
        model(
            """
            with wide as (select claim.*, area.full_name from core.claim as claim join ref.area using (area_id))
            select area_id, full_name as area_name, coalesce(lower, "value") as low, count(*) as claims
            from wide group by all
            """
        ),
        TABLES,
    )
    assert traced["area_name"] == ("ref.area.full_name",)
    assert traced["low"] == ("core.claim.lower", "core.claim.value")
    assert "core.claim.area_id" in traced["area_id"]
    assert "claims" not in traced


def test_both_sides_of_a_union_are_sources() -> None:
    traced = column_lineage(
        model("select area_id as id from core.claim union all select area_id from ref.area"), TABLES
    )
    assert traced == {"id": ("core.claim.area_id", "ref.area.area_id")}


def test_a_query_that_cannot_be_traced_gives_nothing() -> None:
    assert column_lineage(model("select * exclude (from"), TABLES) == {}
    assert column_lineage(model("select 1 + 1"), TABLES) == {}


def test_the_chosen_value_leads_back_to_the_claim() -> None:
    [observation] = [model for model in load_models() if model.name == "observation"]
    tables = TABLES | {AmendedClaim.qualified_name(): AmendedClaim.spec()}
    traced = column_lineage(observation, tables, load_macros())
    assert traced["value"] == ("core.amended_claim.value", "core.claim.value")
