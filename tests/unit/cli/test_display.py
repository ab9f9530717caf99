"""A build shows how far it is: bars on a terminal, a line per stage elsewhere."""

import io

from rich.console import Console

from pipelines.cli.display import Display


def test_elsewhere_a_stage_is_a_line_and_a_long_one_reports_on_the_way() -> None:
    out = io.StringIO()
    with Display(Console(file=out)) as display:
        display.begin("Loading")
        display.begin("Loading")
        display.begin("Reading", 1200)
        for _ in range(1200):
            display.advance("Reading")
    assert out.getvalue().splitlines() == [
        "Loading",
        "Reading (1200)",
        "Reading (500 of 1200)",
        "Reading (1000 of 1200)",
    ]


def test_on_a_terminal_every_stage_has_a_bar() -> None:
    out = io.StringIO()
    with Display(Console(file=out, force_terminal=True, width=80)) as display:
        display.begin("Reading", 2)
        display.advance("Reading")
        display.advance("Reading")
        display.begin("Publishing")
    shown = out.getvalue()
    assert "Reading" in shown
    assert "2/2" in shown
    assert "Publishing" in shown
    assert shown.count("✓") >= 2


def test_a_stage_that_failed_is_not_shown_as_done() -> None:
    out = io.StringIO()
    try:
        with Display(Console(file=out, force_terminal=True, width=80)) as display:
            display.begin("Publishing")
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert "✓" not in out.getvalue()
