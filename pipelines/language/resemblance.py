"""Resemblance of texts: which of many are copies of one another, told by small sketches that are made once per text.

A copy is a reprint: with a headline of its own, a caption, an editor's line, a paragraph less. A text of the same
mould that states other figures is none, so numbers are compared apart from words. Who prints a text first, and what
follows from that, is no business of this module.

How the limits were chosen, over 99 articles, reports and digests of which none is a copy: no pair is more similar than
0.20, also where one restates the other. Reprints of the 29 of six paragraphs or more, with the first or the last one
cut, a caption and an editor's line added, or other punctuation, are 0.74 or more similar to them. Of all 99, every one
is known again without its first paragraph or with the two lines (0.62 or more), and 62 without their last, which is
half of a digest: such a piece is a text of its own. All of these share all of their numbers. Where four in five numbers
were changed, as in a yearly article of the same mould, texts are up to 0.86 similar, so that words cannot tell, and
share half of their numbers at most; where half of the numbers were changed, 4 of 99 pass for copies.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from operator import eq
from typing import Final, NamedTuple

from rensa import RMinHash

from pipelines.language.text import Text

FEW_WORDS: Final = 30
"""A text of fewer words is a copy of no other but one of the same words."""

LEAST_SIMILARITY: Final = 0.5
"""Copies have at least so much of their words in common; a text that joins two others is then a copy of one at most."""

LEAST_SHARED: Final = 0.8
"""Copies share at least this part of their numbers, counted by the one that holds fewer of them."""

_SHINGLE: Final = 3
_SEED: Final = 1
# Two texts meet where a band of both is equal: of texts at the least similarity, 9,998 in 10,000 do; of texts that have
# one shingle in a hundred in common, 6 in 100,000.
_ROWS: Final = 3
_BANDS: Final = 64
_MIN_HASHES: Final = _ROWS * _BANDS

# Dates and times of day tell one printing of a text from the next, not what it says.
_WORD: Final = re.compile(
    r"(?P<moment>(?<![\d.,/-])\d{1,2}(?:([/.-])\d{1,2}\2\d{4}|[:h]\d{2})(?!\d))"
    r"|(?P<number>\d+(?:[.,]\d+)*)|[^\W\d_]+"
)
_SIGN: Final = re.compile(r"\W")


class _Word(NamedTuple):
    form: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to compare it with others.

    `min_hashes` are the least hashes of its shingles under 192 orders (32 bits each), none where it has no words;
    `numbers` its numbers without points and commas, each with the word behind it.
    """

    word_count: int
    min_hashes: "array[int]"
    numbers: frozenset[str]


def sketch(passages: Iterable[str]) -> Sketch:
    """Sketch a text by its passages, blind to capitals, punctuation, and how letters and tone marks are encoded.

    >>> sorted(sketch(["Năm 2024, huyện đón 1.500.000 lượt khách (cập nhật 12/01/2025)."]).numbers)
    ['1500000 lượt', '2024 huyện']
    """
    words: list[str] = []
    numbers: set[str] = set()
    for passage in passages:
        read = list(_words(passage))
        words.extend(word.form for word in read)
        # The next word tells apart the small numbers of a table, which any two tables share.
        following = pairwise((*read, _Word("", False)))
        numbers.update(f"{word.form} {after.form}".rstrip() for word, after in following if word.is_number)
    hashes = RMinHash(_MIN_HASHES, _SEED)
    hashes.update(_shingles(words))
    return Sketch(len(words), array("I", hashes.digest() if words else ()), frozenset(numbers))


def similarity(one: Sketch, other: Sketch) -> float:
    """Estimate which part of their shingles two texts have in common (Jaccard, within 0.04), from 0 to 1."""
    equal: int = sum(map(eq, one.min_hashes, other.min_hashes))
    return equal / _MIN_HASHES


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts are copies of one: most of their words are the same, and so are their numbers."""
    fewer = min(len(one.numbers), len(other.numbers))
    if len(one.numbers & other.numbers) < LEAST_SHARED * fewer:
        return False
    return similarity(one, other) >= LEAST_SIMILARITY


def groups(sketches: Sequence[Sketch]) -> list[int]:
    """Return for each sketch the index of the first one of its group; copies of copies are of one group.

    Which sketches are together does not depend on their order. The work grows with their number, but for texts of one
    mould with other numbers, each of which is compared with each.
    """
    forest = _Forest(len(sketches))
    packed = [one.min_hashes.tobytes() for one in sketches]
    # Word for word the same: met once here, they need not meet in every band.
    distinct: dict[tuple[bytes, frozenset[str]], int] = {}
    for index, one in enumerate(sketches):
        if one.min_hashes:
            forest.join(index, distinct.setdefault((packed[index], one.numbers), index))
    refused: set[tuple[int, int]] = set()
    for meeting in _meetings(packed, list(distinct.values())):
        for pair in _strangers(meeting, forest):
            if pair in refused or forest.are_together(*pair):
                continue
            if is_copy(*(sketches[index] for index in pair)):
                forest.join(*pair)
            else:
                refused.add(pair)
    return [forest.root(index) for index in range(len(sketches))]


def _words(passage: str) -> Iterator[_Word]:
    for match in _WORD.finditer(Text.of(passage).norm):
        is_letters = match["moment"] is None and match["number"] is None
        form = match.group() if is_letters else _SIGN.sub("", match.group())
        yield _Word(form, match["number"] is not None)


def _shingles(words: Sequence[str]) -> list[str]:
    if len(words) < FEW_WORDS:
        return [" ".join(words)]
    return [" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)]


def _meetings(packed: Sequence[bytes], members: Sequence[int]) -> Iterator[list[int]]:
    """Yield the members that share a band, band by band."""
    width = array("I").itemsize * _ROWS
    for start in range(0, _BANDS * width, width):
        first: dict[bytes, int] = {}
        meetings: dict[int, list[int]] = {}
        for index in members:
            earlier = first.setdefault(packed[index][start : start + width], index)
            if earlier != index:
                meetings.setdefault(earlier, [earlier]).append(index)
        yield from meetings.values()


def _strangers(meeting: Sequence[int], forest: "_Forest") -> Iterator[tuple[int, int]]:
    """Yield the pairs of a meeting, the lesser index first, that are not together yet."""
    by_group: dict[int, list[int]] = {}
    for index in meeting:
        by_group.setdefault(forest.root(index), []).append(index)
    for group, other in combinations(by_group.values(), 2):
        for one, another in product(group, other):
            yield min(one, another), max(one, another)


class _Forest:
    """Which indices are together: each tree is a group, and its root the least index in it."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, index: int) -> int:
        """Return the least index of a group."""
        above = self._above
        while above[index] != index:
            above[index] = above[above[index]]
            index = above[index]
        return index

    def are_together(self, one: int, other: int) -> bool:
        """Tell whether two indices are of one group."""
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        """Put two groups together."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first
