"""Tables told to a reader, and the short forms in which stories look at what was read."""

from collections.abc import Callable

from pipelines.claims.model import Passage, Reading

Read = Callable[..., Reading]


def passages(*lines: str) -> list[Passage]:
    """Make passages: a line with bars is a row, one before them a caption, one behind them a text."""
    found, start = [], 0
    for number, text in enumerate(lines):
        role = "table_row" if "|" in text else "body" if number else "caption"
        found.append(Passage(number, role, None, start, text))
        start += len(text) + 1
    return found


def table(read: Read, *lines: str, **said: object) -> Reading:
    """Read a table, its lines as in `passages`."""
    return read(*lines, roles=tuple(passage.role for passage in passages(*lines)), **said)


def told(reading: Reading) -> list[tuple[str, float | None, str, int]]:
    """Give indicator, value, area and year of each claim."""
    return [(c.indicator_id, c.value, c.area_id, c.period.end.year) for c in reading.claims]


def values(reading: Reading) -> list[tuple[str, float | None]]:
    """Give indicator and value of each claim."""
    return [(c.indicator_id, c.value) for c in reading.claims]


def reasons(reading: Reading, text: str) -> dict[str, str]:
    """Give the reason of each number that became no claim, by its words in the document's text."""
    return {text[slice(*one.number)]: one.reason for one in reading.unclaimed}
