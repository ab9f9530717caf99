"""The partitions of the documents: one per year of publication; the year that a figure speaks of is a column."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import dagster as dg

FIRST_YEAR: Final = 1995
TIMEZONE: Final = "Asia/Ho_Chi_Minh"

YEARS: Final = dg.TimeWindowPartitionsDefinition(
    start=str(FIRST_YEAR),
    fmt="%Y",
    cron_schedule="0 0 1 1 *",
    # Without it a year would be a partition only when it is over.
    end_offset=1,
    timezone=TIMEZONE,
)

WHOLE_RANGE: Final = dg.BackfillPolicy.single_run()
"""All partitions of a backfill in one run: starting a run takes longer than reading a year."""

_RANGE_START: Final = "dagster/asset_partition_range_start"
_RANGE_END: Final = "dagster/asset_partition_range_end"


def existing_years(now: datetime | None = None) -> range:
    """Return the years that have a partition, the current one included."""
    return range(FIRST_YEAR, (now or datetime.now(ZoneInfo(TIMEZONE))).year + 1)


def selected_years(context: dg.AssetExecutionContext) -> list[int]:
    """Return the years that a run is about."""
    return [int(key) for key in context.partition_keys]


def range_tags(first: int, last: int) -> Mapping[str, str]:
    """Return the tags that make one run cover the years from `first` to `last`."""
    return {_RANGE_START: str(first), _RANGE_END: str(last)}
