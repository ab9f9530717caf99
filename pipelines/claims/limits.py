"""Limits: the SDMX status of a claim, and whether it breaks a limit that no true figure can break."""

from typing import Final

from pipelines.claims.model import Period
from schemas.catalogue import Indicator

_SMALL_LEVELS: Final = frozenset({"district", "commune"})
_PARTS: Final = frozenset({"ytd", "half", "quarter", "month"})


def status(
    scenario: str,
    period: Period,
    indicator: Indicator,
    ends: tuple[float | None, float | None, float | None],
    level: str,
) -> str:
    """Give the OBS_STATUS of a claim (SDMX code list CL_OBS_STATUS).

    A figure beyond a hard limit is `V`, whatever else it is. Limits of counts and money are meant for a district and
    do not bind provinces and the country; limits of rates bind everywhere.
    """
    if breaks_limit(indicator, ends, level):
        return "V"
    if scenario == "plan":
        return "F"
    if scenario == "estimate":
        return "E"
    return "P" if period.type in _PARTS else "A"


def breaks_limit(indicator: Indicator, ends: tuple[float | None, float | None, float | None], level: str) -> bool:
    """Tell whether any stated end lies beyond the indicator's hard limits for an area of this level."""
    if indicator.kind != "rate" and level not in _SMALL_LEVELS:
        return any(e is not None and e < 0 for e in ends)
    return any(e is not None and not (_below(indicator.hard_min, e) and _below(e, indicator.hard_max)) for e in ends)


def _below(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high
