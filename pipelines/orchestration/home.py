"""The folder in which Dagster keeps its configuration and the history of runs, written by `python -m` with this module.

The configuration itself is `dagster.yaml` beside this module.
"""

import sys
from importlib.resources import files
from pathlib import Path

from pipelines.settings import Settings, SettingsError


def write_home(home: Path) -> Path:
    """Create the folder and write the configuration into it, where it is not there already; return its file."""
    home.mkdir(parents=True, exist_ok=True)
    content = files("pipelines.orchestration").joinpath("dagster.yaml").read_text(encoding="utf-8")
    file = home / "dagster.yaml"
    if not file.exists() or file.read_text(encoding="utf-8") != content:
        # Whoever starts Dagster at this moment must not find half of it.
        temporary = home / ".dagster.yaml.tmp"
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(file)
    return file


def main() -> int:
    """Write the configuration for the warehouse of the environment and print where it is."""
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    print(write_home(settings.dagster_home))
    return 0


if __name__ == "__main__":
    sys.exit(main())
