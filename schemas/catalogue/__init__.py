"""The catalogue: indicators, practices, units, publishers, terms, areas, labels and corrections, from reviewed files.

`load()` reads them all and refuses the whole when anything is wrong. How a text is matched against the catalogue is
the reader's business.
"""

from schemas.catalogue.faults import CatalogueError
from schemas.catalogue.labels import Labels
from schemas.catalogue.load import FOLDER, Catalogue, load
from schemas.catalogue.model import Cue, Indicator, Practice, Term, Unit
from schemas.catalogue.publishers import Publisher, Publishers

__all__ = [
    "FOLDER",
    "Catalogue",
    "CatalogueError",
    "Cue",
    "Indicator",
    "Labels",
    "Practice",
    "Publisher",
    "Publishers",
    "Term",
    "Unit",
    "load",
]
