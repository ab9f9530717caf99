"""The command `niengiam`: build the warehouse, ask it, see where a value comes from, and correct it.

Commands show and ask; what they show is made below. Heavy imports stand inside the commands, so that a first line
appears at once.
"""

import click

from pipelines.cli.build import build
from pipelines.cli.explain import explain
from pipelines.cli.query import query
from pipelines.cli.review import review

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="niengiam", prog_name="niengiam")
def main() -> None:
    """Build and ask Niên giám, a yearly indicator warehouse of Vietnamese districts.

    Put articles and reports into the landing folder, list them in its sources.csv, and run `niengiam build`. Every
    value of the warehouse opens to the sentence that states it: see `niengiam explain --help`. What a person should
    look at is decided, and kept, with `niengiam review`.

    Folders come from the options, or else from NIENGIAM_LANDING and NIENGIAM_WAREHOUSE, or else are ./warehouse/landing
    and ./warehouse.
    """


main.add_command(build)
main.add_command(query)
main.add_command(explain)
main.add_command(review)
