"""Namesakes: units that share their name, and which of them a text means.

What stands beside the name goes first ("xã Thành Sơn, huyện Bá Thước"), then how near they are to the document's own
unit. Nothing here gives a unit that the name itself cannot mean.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Protocol

from pipelines.language.areas import AreaIndex
from pipelines.language.naming import KIND, longest_name
from pipelines.language.text import Text

# What leads from a unit to the one that holds it: ", huyện Bá Thước", " (Bá Thước", " thuộc huyện Bá Thước".
_LINK: Final = re.compile(
    r"(?:\s*\(cũ\)|\s+cũ(?!\w))?(?:\s*(?P<sign>[,(-])\s*|\s+)"
    r"(?P<of>(?:(?:nay|hiện|vốn|trước đây|nằm)\s+)?(?:của|thuộc|trực thuộc|ở|tại)\s+(?:địa bàn\s+)?)?"
)
# "xã Thành Sơn (cũ)": what bore the name before the units of the text's day.
_FORMER: Final = re.compile(r"\s*(?:\(cũ\)|cũ(?!\w))")
_CLOSED: Final = re.compile(r"\s*\)")
# A commune, its district and its province; and what it is called today.
_LONGEST_CHAIN: Final = 4
# The kinds of unit that hold others: a name without its kind can be of each.
_HOLDING_KINDS: Final = (None, "tỉnh", "tp", "huyện", "quận", "thị xã")
# From the holder that is named first: "Huyện Bá Thước: các xã Thành Sơn, ...".
_LEADS_ON: Final = re.compile(r"\s*[,:(-]\s*(?:(?:tại|ở|gồm|như|riêng)\s+)?(?:(?:các|những|hai|ba|bốn|\d+)\s+)?")


class Name(Protocol):
    """A unit named in a text: where, and all units that it can be."""

    @property
    def kind(self) -> str:
        """Give "unit" where its kind is told, with it or with a list that it stands in."""

    @property
    def start(self) -> int:
        """Give where the name, or its kind, begins."""

    @property
    def end(self) -> int:
        """Give where the name ends."""

    @property
    def candidates(self) -> tuple[str, ...]:
        """Give the units that the name can mean."""


def told_apart(text: Text, names: Sequence[Name], index: AreaIndex, day: date) -> list[tuple[str, ...]]:
    """Give, for each of the names of a passage in order, the units that what stands beside it leaves.

    The unit named right behind a name, or else right before it, holds the one that is meant; where it holds none of
    them, all are left. What stands behind a list ("các xã Thành Lâm, Thành Sơn của huyện Bá Thước") holds all of it.
    """
    told = [_former(text, name, index, day) or name.candidates for name in names]
    if all(len(candidates) <= 1 for candidates in told):
        return told
    # "các xã Tân Minh, Tân Dân": the second has its kind from the first.
    listed = {name.start for name in names[1:] if name.kind == "unit" and not KIND.match(text.norm, name.start)}
    holders: list[tuple[str, ...]] = []
    for number in reversed(range(len(names))):
        if number + 1 == len(names) or names[number + 1].start not in listed:
            holders = list(_behind(text, names[number].end, index, day, listed))
        if kept := _held(told[number], holders, index):
            told[number] = kept
        else:
            holders = []  # a list of units of several places
    for number, name in enumerate(names):
        if name.start not in listed:
            holders = _before(text, names, told, number, index)
        if len(told[number]) > 1 and told[number] == name.candidates:
            told[number] = _held(told[number], holders, index) or told[number]
    return told


def held_behind(text: Text, end: int, candidates: tuple[str, ...], index: AreaIndex, day: date) -> tuple[str, ...]:
    """Give those of the units that a name can mean that lie in what is named right behind it; none where none does."""
    return _held(candidates, list(_behind(text, end, index, day, ())), index)


def went_into(
    index: AreaIndex, home: str | None, text: Text, first: int | None, kind: str, end: int
) -> tuple[str, ...]:
    """Give the units of the name that ends here that went into the document's own, itself a unit of a later day."""
    if home is None or not (before := index.before.get(home)):
        return ()
    name = longest_name(text, index, first, kind, index.areas[home].valid_from - timedelta(days=1))
    return () if name is None or name[0] != end else tuple(unit for unit in name[1] if unit in before)


def nearest(index: AreaIndex, candidates: tuple[str, ...], home: str | None) -> tuple[str, ...]:
    """Prefer, of units of one name, the nearest to the document's own: itself, inside it, inside what holds it.

    What went into the document's own unit is as near as its neighbours of today.
    """
    if len(candidates) <= 1 or home is None:
        return candidates
    if home in candidates:
        return (home,)
    around, before = {home}, index.before.get(home, ())
    while around:
        if inside := tuple(c for c in candidates if not around.isdisjoint(index.lineage(c))):
            return inside
        holders = {index.areas[unit].parent_id for unit in around}
        around, before = {h for h in holders if h is not None and index.areas[h].level != "country"} | {*before}, ()
    return candidates


def _former(text: Text, name: Name, index: AreaIndex, day: date) -> tuple[str, ...]:
    """Give, of units of the past and of the day, those of the past where the text says so."""
    if len(name.candidates) <= 1 or not _FORMER.match(text.norm, name.end):
        return ()
    return tuple(c for c in name.candidates if not index.areas[c].exists_on(day))


def _behind(text: Text, end: int, index: AreaIndex, day: date, listed: Container[int]) -> Iterator[tuple[str, ...]]:
    """Give, for each unit named right behind a name as what holds it, all that it can be; the nearest first."""
    is_open = False
    for _ in range(_LONGEST_CHAIN):
        if is_open and (closed := _CLOSED.match(text.norm, end)):
            end, is_open = closed.end(), False
        link = _LINK.match(text.norm, end)
        if link is None or link.end() in listed:
            return
        kind = KIND.match(text.norm, link.end())
        if kind is None and link["sign"] is None and link["of"] is None:
            return
        is_open = is_open or link["sign"] == "("
        first = text.word_at(link.end() if kind is None else kind.end())
        kinds = _HOLDING_KINDS if kind is None else (kind.group(1),)
        found = [name for k in kinds if (name := longest_name(text, index, first, k, day)) is not None]
        if not found:
            return
        end = max(name_end for name_end, _ in found)
        yield tuple(dict.fromkeys(unit for name_end, units in found if name_end == end for unit in units))


def _before(
    text: Text, names: Sequence[Name], told: Sequence[tuple[str, ...]], number: int, index: AreaIndex
) -> list[tuple[str, ...]]:
    """Give the unit named right before a name, or before the list that it begins, as what may hold it."""
    if number == 0 or not _LEADS_ON.fullmatch(text.norm, names[number - 1].end, names[number].start):
        return []
    holder = names[number - 1]
    if number > 1:
        link = _LINK.match(text.norm, names[number - 2].end, holder.start)
        if link is not None and link.end() == holder.start and _held(told[number - 2], [told[number - 1]], index):
            return []  # "xã Cổ Lũng, huyện Bá Thước, xã Thành Sơn": it holds the one before it
    return [told[number - 1]]


def _held(candidates: tuple[str, ...], holders: Iterable[tuple[str, ...]], index: AreaIndex) -> tuple[str, ...]:
    """Give the units that lie in the first holder, in the next one too, and so on up to one that has none of them.

    What went into a holder lies in it. None where the first holder has none.
    """
    kept: tuple[str, ...] = ()
    for units in holders:
        around = {*units, *(before for unit in units for before in index.before.get(unit, ()))}
        inside = tuple(c for c in kept or candidates if c not in units and not around.isdisjoint(index.lineage(c)))
        if not inside:
            break
        kept = inside
    return kept
