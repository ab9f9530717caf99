"""What Dagster loads; nothing else belongs here."""

from pipelines.orchestration.assembly import build_definitions
from pipelines.settings import Settings

defs = build_definitions(Settings.from_environment())
