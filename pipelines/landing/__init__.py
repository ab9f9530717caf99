"""Getting bytes: the landing folder and its register. What the bytes mean belongs to `pipelines.reading`."""

from pipelines.landing.entry import Entry, LandingError, Piece, Rejection, Unpack, Withheld
from pipelines.landing.folder import MAX_BYTES, REGISTER_NAME, Landing, scan
from pipelines.landing.register import RegisterLine

__all__ = [
    "MAX_BYTES",
    "REGISTER_NAME",
    "Entry",
    "Landing",
    "LandingError",
    "Piece",
    "RegisterLine",
    "Rejection",
    "Unpack",
    "Withheld",
    "scan",
]
