"""The registry finds every table, and no name twice."""

import pytest

from schemas import core
from schemas.catalogue import load
from schemas.contract import ContractError, Table
from schemas.registry import tables


def test_every_declared_table_is_found() -> None:
    declared = {value for value in vars(core).values() if isinstance(value, type) and issubclass(value, Table)} - {
        Table
    }
    assert {model for model in tables().values() if model.schema_name() == "core"} == declared


def test_the_wide_tables_come_with_the_catalogue_that_makes_their_columns() -> None:
    catalogue = load()
    wide = tables(catalogue).keys() - tables().keys()
    assert wide == {"mart.district_culture", "mart.district_tourism", "mart.district_digital_adoption"}
    columns = {column.name for name in wide for column in tables(catalogue)[name].columns()}
    assert catalogue.indicators.keys() | catalogue.practices.keys() <= columns


def test_a_name_declared_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Twin(core.Claim):
        """Another claim."""

        class Config(core.Claim.Config):
            name = "claim"

    monkeypatch.setattr(Twin, "__module__", core.__name__)
    monkeypatch.setattr(core, "Twin", Twin, raising=False)
    with pytest.raises(ContractError, match=r"core\.claim is declared twice"):
        tables()
