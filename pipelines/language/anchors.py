"""Anchors: the words that a pattern can begin with, so that it is tried only where one of them stands.

A rule of the grammar begins with one of a few words. Trying every rule at every letter of a text takes most of the
time of a reading; the words of the text, looked up in a table, say at once which rules can begin where. What is found
is what `finditer` finds: a pattern whose first words are not plain from its parts is searched for everywhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from pipelines.language.text import words_of

_NUMBER: Final = "0"
_LETTERS: Final = re.compile(r"[^\W\d]+")
_WORD: Final = re.compile(r"\w")
# The syllables of Vietnamese are some seven thousand; what a table says of a word is looked up once.
_REMEMBERED: Final = 1 << 14
# A pattern that repeats letters at will is not worth following.
_LONGEST_WORD: Final = 24


class Opening(NamedTuple):
    """A way to begin: the letters of the first word and of the second ("0": a number; None: anything, or nothing).

    `is_behind_signs` marks signs or blanks before the first word, `is_inside` a pattern that may begin in the middle of
    a word too.
    """

    head: str
    second: str | None
    is_behind_signs: bool
    is_inside: bool


class _UnknownError(Exception):
    """A pattern can begin with more than a list of words says."""


class _Begun(NamedTuple):
    """What can begin at a word: patterns by their offset in it, and those that begin with the signs before it.

    `by_second` has what also asks for the word behind it, together with what does not.
    """

    at_word: tuple[tuple[int, int], ...]
    by_second: dict[str, tuple[tuple[int, int], ...]]
    behind_signs: tuple[tuple[int, bool], ...]


class Anchored:
    """Patterns with the words that each can begin with."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Read off the first words of each pattern."""
        self._patterns = tuple(patterns)
        self._at_head: defaultdict[str, list[tuple[int, Opening]]] = defaultdict(list)
        self._inside: defaultdict[str, list[tuple[int, Opening]]] = defaultdict(list)
        self._everywhere: list[int] = []
        for number, pattern in enumerate(self._patterns):
            if (found := openings(pattern)) is None:
                self._everywhere.append(number)
            for opening in found or ():
                (self._inside if opening.is_inside else self._at_head)[opening.head].append((number, opening))
        self._remembered = lru_cache(_REMEMBERED)(self._begun)

    def matches(
        self, norm: str, words: tuple[Sequence[str], Sequence[int]] | None = None
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Give the matches of each pattern in turn with its number, as `finditer` would.

        `words` are those of `words_of` where they are known.
        """
        places = self.places(norm, *(words_of(norm) if words is None else words))
        for number in sorted((*places, *self._everywhere)):
            pattern, end = self._patterns[number], 0
            if number not in places:
                for match in pattern.finditer(norm):
                    yield number, match
                continue
            for place in places[number]:
                if place >= end and (found := pattern.match(norm, place)) is not None:
                    yield number, found
                    end = found.end()

    def places(self, norm: str, forms: Sequence[str], starts: Sequence[int]) -> dict[int, list[int]]:
        """Give where each pattern can begin, in order; nothing is said of those that can begin anywhere."""
        places: defaultdict[int, list[int]] = defaultdict(list)
        known = list(map(self._remembered, forms))
        for index, (_, begun) in enumerate(known):
            if begun is None:
                continue
            start = starts[index]
            at_word, by_second, behind_signs = begun
            if behind_signs:
                signs = starts[index - 1] + len(forms[index - 1]) if index else 0
                if start - signs > 1 or not norm[signs:start].isspace():
                    for number, is_inside in behind_signs:
                        places[number] += _signs(norm, signs + (index > 0 and not is_inside), start)
            if by_second and index + 1 < len(known):
                at_word = by_second.get(known[index + 1][0], at_word)
            for offset, number in at_word:
                places[number].append(start + offset)
        return places

    def _begun(self, form: str) -> tuple[str, _Begun | None]:
        """Give the head of a word, and the patterns that it can begin."""
        letters = _LETTERS.match(form)
        head = _NUMBER if letters is None else letters.group()
        found = [(0, *pair) for pair in self._at_head.get(head, ())]
        for inner, pairs in self._inside.items():
            found += [(at.start(), *pair) for at in re.finditer(rf"(?={inner})", form) for pair in pairs]
        if not found:
            return head, None
        # Letters and digits in one word may be the pattern's first and second: what follows says nothing then.
        is_plain = form == head or form.isdecimal()
        at_word: set[tuple[int, int]] = set()
        by_second: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for offset, number, opening in found:
            if opening.is_behind_signs:
                continue
            if opening.second is None or not is_plain or opening.is_inside:
                at_word.add((offset, number))
            else:
                by_second[opening.second].add((offset, number))
        behind_signs = {(number, o.is_inside) for offset, number, o in found if o.is_behind_signs and not offset}
        return head, _Begun(
            tuple(sorted(at_word)),
            {second: tuple(sorted(pairs | at_word)) for second, pairs in by_second.items()},
            tuple(sorted(behind_signs)),
        )


def _signs(norm: str, start: int, end: int) -> list[int]:
    """Give where a match can begin between two words: at each sign, and at the first of a row of blanks."""
    return [p for p in range(start, end) if p == start or not (norm[p].isspace() and norm[p - 1].isspace())]


def openings(pattern: re.Pattern[str]) -> frozenset[Opening] | None:
    """Give the ways in which a match can begin; None where they are more than a list of words."""
    if pattern.flags & re.IGNORECASE:
        return None
    try:
        parts = tuple(parser.parse(pattern.pattern, pattern.flags))
        found = frozenset(_ways(parts, Opening("", None, False, True)))
    except _UnknownError:
        return None
    return None if any(way.is_inside and way.head == _NUMBER for way in found) else found


def _ways(items: tuple[Any, ...], so_far: Opening) -> Iterator[Opening]:
    """Walk the ways through the parts of a pattern up to the end of its first word, and then of its second."""
    for way, rest in _words(items, so_far, ""):
        if way.is_inside:
            yield way
            continue
        try:
            yield from {
                way._replace(second=second.head) for second, _ in _words(rest, Opening("", None, True, False), way.head)
            }
        except _UnknownError:
            yield way


def _words(items: tuple[Any, ...], so_far: Opening, before: str) -> Iterator[tuple[Opening, tuple[Any, ...]]]:
    """Walk the ways through the parts of a pattern up to the end of a word; give it with the parts that are left.

    Digits directly `before` go on where a number follows.
    """
    if not items:
        if not so_far.head or not so_far.is_inside:
            raise _UnknownError  # the word that is met may be longer
        yield so_far, items
        return
    (op, arg), rest = items[0], items[1:]
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, most, once = arg
        if least == 0:
            yield from _words(rest, so_far, before)
        if len(so_far.head) > _LONGEST_WORD:
            raise _UnknownError
        left = most if most is ops.MAXREPEAT else most - 1
        again = ((op, (0, left, once)),) if left and not _is_no_letter(once) else ()
        yield from _words((*once, *again, *rest), so_far, before)
    elif op is ops.SUBPATTERN and not arg[1] and not arg[2]:
        yield from _words((*arg[3], *rest), so_far, before)
    elif op is ops.ATOMIC_GROUP:
        yield from _words((*arg, *rest), so_far, before)
    elif op is ops.BRANCH:
        for way in arg[1]:
            yield from _words((*way, *rest), so_far, before)
    elif op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        if so_far.head and _ends_word(op, arg):
            yield so_far, rest
        else:
            begins = not so_far.head and not so_far.is_behind_signs and _begins_word(op, arg)
            yield from _words(rest, so_far._replace(is_inside=so_far.is_inside and not begins), before)
    else:
        kind = _kind(op, arg)
        if kind == "letter":
            yield from _words(rest, so_far._replace(head=so_far.head + chr(arg)), "")
        elif so_far.head:
            yield so_far, items
        elif kind == "sign":
            yield from _words(rest, so_far._replace(is_behind_signs=True), "")
        elif before == _NUMBER:
            yield from _words(rest, so_far, before)
        else:
            yield so_far._replace(head=_NUMBER), rest


def _kind(op: Any, arg: Any) -> str:
    """Tell whether a part is one letter, digits, or signs and blanks."""
    kinds = {_member(*member) for member in (arg if op is ops.IN else [(op, arg)])}
    if len(kinds) != 1 or (op is ops.IN and kinds == {"letter"}):
        raise _UnknownError
    return kinds.pop()


def _member(op: Any, arg: Any) -> str:
    if op is ops.CATEGORY and arg in (ops.CATEGORY_DIGIT, ops.CATEGORY_SPACE):
        return "digit" if arg is ops.CATEGORY_DIGIT else "sign"
    if op is ops.RANGE and chr(arg[0]).isdecimal() and arg[1] <= ord("9"):
        return "digit"
    if op is not ops.LITERAL:
        raise _UnknownError
    if not _WORD.match(chr(arg)):
        return "sign"
    return "digit" if chr(arg).isdecimal() else "letter"


def _is_no_letter(items: Any) -> bool:
    """Tell whether parts are one sign or digit: met again, it tells nothing new of the words."""
    return len(items) == 1 and items[0][0] in (ops.IN, ops.LITERAL) and _kind(*items[0]) != "letter"


def _ends_word(op: Any, arg: Any) -> bool:
    if op is ops.AT:
        return arg in (ops.AT_BOUNDARY, ops.AT_END, ops.AT_END_STRING)
    return op is ops.ASSERT_NOT and arg[0] > 0 and _is_word(arg[1])


def _begins_word(op: Any, arg: Any) -> bool:
    return op is ops.ASSERT_NOT and arg[0] < 0 and _is_word(arg[1])


def _is_word(items: Any) -> bool:
    """Tell whether a lookaround is of one letter or digit, other signs allowed."""
    return len(items) == 1 and items[0][0] is ops.IN and (ops.CATEGORY, ops.CATEGORY_WORD) in items[0][1]
