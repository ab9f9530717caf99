"""The tables that exist: the models of the package's modules and those made from the catalogue. None is declared."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import schemas
from schemas.contract import LAYERS, ContractError, Table
from schemas.wide import wide_tables

if TYPE_CHECKING:
    from schemas.catalogue import Catalogue


def tables(catalogue: "Catalogue | None" = None) -> dict[str, type[Table]]:
    """Return all table models by qualified name, in layer order and, within a layer, in order of declaration.

    The wide tables, whose columns are the catalogue's, are among them only where a catalogue is given. Raise
    ContractError where two models claim one name.
    """
    models = [*_declared(), *(wide_tables(catalogue) if catalogue else [])]
    found: dict[str, type[Table]] = {}
    for model in sorted(models, key=lambda model: LAYERS.index(model.schema_name())):
        name = model.qualified_name()
        if found.setdefault(name, model) is not model:
            raise ContractError(f"{name} is declared twice, in {found[name].__module__} and {model.__module__}")
    return found


def _declared() -> Iterator[type[Table]]:
    for info in pkgutil.iter_modules(schemas.__path__, "schemas."):
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            is_model = isinstance(value, type) and issubclass(value, Table) and value.__module__ == info.name
            if is_model and value is not Table:
                yield value
