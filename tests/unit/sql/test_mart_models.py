"""The models of the marts: `schemas/mart.py`, and the wide ones that `schemas/wide.py` makes from a catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from schemas.catalogue import load
from schemas.contract import ContractError
from schemas.wide import wide_tables

if TYPE_CHECKING:
    from schemas.catalogue import Catalogue


def test_each_domain_has_a_wide_table_with_a_column_per_indicator(small: Catalogue) -> None:
    culture, tourism, digital = wide_tables(small)
    assert [model.qualified_name() for model in (culture, tourism, digital)] == [
        "mart.district_culture",
        "mart.district_tourism",
        "mart.district_digital_adoption",
    ]
    fixed = ["area_id", "area_name", "level", "province_name", "year", "documents", "is_restated", "flags"]
    assert list(tourism.dtypes()) == [*fixed, "tourism_visits_total", "tourism_visits_international"]
    assert list(digital.dtypes()) == [*fixed, "officials_trained_dx", "vneid", "zalo_oa"]


def test_a_column_carries_its_indicators_labels_and_unit(small: Catalogue) -> None:
    _, tourism, _ = wide_tables(small)
    [column] = [column for column in tourism.columns() if column.name == "tourism_visits_total"]
    assert (column.description, column.unit) == ("Tourism visits total (Số tourism_visits_total)", "visits")
    assert (column.duckdb_type, column.nullable) == ("DOUBLE", True)


def test_a_practice_is_a_column_of_stages(small: Catalogue) -> None:
    _, _, digital = wide_tables(small)
    [column] = [column for column in digital.columns() if column.name == "vneid"]
    assert (column.duckdb_type, column.dtype, column.nullable) == ("VARCHAR", pl.String(), True)
    assert "'piloted'" in column.checks[0]


def test_ids_that_would_name_a_column_twice_are_refused_together(small: Catalogue) -> None:
    festivals = small.indicators["festivals_held"]
    taken = {name: replace(festivals, indicator_id=name, domain="digital") for name in ("year", "vneid", "ddl")}
    with pytest.raises(ContractError) as error:
        wide_tables(replace(small, indicators=small.indicators | taken))
    assert str(error.value).splitlines() == [
        f"mart.district_digital_adoption: {name} is taken already; rename it in the catalogue"
        for name in ("year", "ddl", "vneid")
    ]


def test_the_shipped_catalogue_fits_into_wide_tables() -> None:
    catalogue = load()
    models = wide_tables(catalogue)
    listed = {name for model in models for name in model.dtypes()}
    assert {*catalogue.indicators, *catalogue.practices} <= listed
    assert all(model.ddl() and model.comments() for model in models)
