"""Runs of inline text of a page: collected as it is walked, then cut at line breaks and cleaned of layout blanks."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from pipelines.reading.paragraphs import continues

# White space as a browser sees it: everything but the blanks that are there to stay.
_BLANKS: Final = re.compile(r"[^\S\xa0\u202f\u2007]+")
# Signs that nobody sees: zero-width blanks and joiners, marks of direction, and the soft hyphen (no letter in Unicode).
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]+")


def has_unseen(text: str) -> bool:
    """Return whether a text holds signs that nobody sees."""
    return _UNSEEN.search(text) is not None


def clean(text: str) -> str:
    """Return a text as the page shows it: without unseen signs, white space as single blanks, no-break blanks kept."""
    return _BLANKS.sub(" ", text if text.isascii() else _UNSEEN.sub("", text)).strip()


def spaced(text: str) -> str:
    """Return a text with white space as single blanks; what is unseen stays, it may be a letter (TCVN3)."""
    return _BLANKS.sub(" ", text).strip()


class Run(NamedTuple):
    """A piece of inline text in one style; a line break and an image are runs of their own."""

    text: str = ""
    is_linked: bool = False
    is_bold: bool = False
    is_italic: bool = False
    is_break: bool = False
    is_image: bool = False


class Piece(NamedTuple):
    """Cleaned inline text that stands together; it may be empty.

    With it: which share of its letters is linked, whether all are bold or italic, and where an image stands.
    """

    text: str
    link_share: float = 0.0
    is_bold: bool = False
    is_italic: bool = False
    is_under_image: bool = False
    is_over_image: bool = False


def pieces(runs: Iterable[Run], cleaned: Callable[[str], str] = clean) -> list[Piece]:
    """Cut runs at line breaks: at every empty line, and where the next line does not go on with the sentence."""
    together = list(runs)
    if not any(run.is_break for run in together):
        return [joined(together, cleaned)]
    found: list[list[Run]] = [[]]
    line: list[Run] = []
    previous = ""
    is_new = False
    for run in [*together, Run(is_break=True)]:
        if not run.is_break:
            line.append(run)
            continue
        text = _text(line)
        if text and previous and (is_new or not continues(previous, text)):
            found.append([])
        is_new = not text
        previous = text or previous
        found[-1] += [Run(" "), *line]
        line = []
    return [joined(part, cleaned) for part in found]


def joined(runs: Iterable[Run], cleaned: Callable[[str], str] = clean) -> Piece:
    """Join runs to one piece, a line break counting as a blank."""
    texts: list[str] = []
    whole = linked = bold = italic = 0
    is_under_image = is_over_image = False
    for run in runs:
        if run.is_image:
            is_over_image = is_over_image or whole > 0
            is_under_image = is_under_image or not whole
            continue
        texts.append(" " if run.is_break else run.text)
        ink = sum(map(len, run.text.split()))
        whole += ink
        linked += ink * run.is_linked
        bold += ink * run.is_bold
        italic += ink * run.is_italic
    whole = max(whole, 1)
    return Piece(
        text=cleaned("".join(texts)),
        link_share=linked / whole,
        is_bold=bold > 0.98 * whole,
        is_italic=italic > 0.98 * whole,
        is_under_image=is_under_image,
        is_over_image=is_over_image,
    )


def _text(runs: Iterable[Run]) -> str:
    return clean("".join(run.text for run in runs))
