"""How a phrase of the catalogue is written, and which cues would claim the same words.

Phrases are matched on whole words by the reader of claims; here only their spelling is judged, so that no phrase
stands in a file that could never match or that two indicators would both claim.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Final

from schemas.catalogue.faults import Faults
from schemas.catalogue.model import Cue, Indicator, Term, Unit
from schemas.catalogue.sheet import Entry

GAP: Final = "..."
_WORD: Final = re.compile(r"\w+(?:\.\w+)*")
# The tone mark on the last vowel ("hoá", "thuỷ"): the catalogue has it on the first ("hóa", "thủy"), as taught today.
_OLD_TONE: Final = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])\b")
_SIGNS: Final = re.compile(r"[\W_]+")


def read_phrases(entry: Entry, key: str) -> tuple[str, ...]:
    """Read the phrases of a key and note those that are not written as phrases are."""
    phrases = entry.texts(key)
    for phrase in phrases:
        for finding, cure in _faults_of(phrase):
            entry.fault(key, f"the phrase `{phrase}` of `{key}` {finding}", cure)
    return phrases


def _faults_of(phrase: str) -> Iterator[tuple[str, str]]:
    words = phrase.split()
    if not words:
        yield "is empty", "write words or take it out"
        return
    if phrase != phrase.lower():
        yield "has upper-case letters", "write it in lower case"
    if _OLD_TONE.search(phrase):
        yield "has a tone mark on the last vowel", "write `hóa`, not `hoá`"
    if phrase != " ".join(words):
        yield "has blanks beside the single ones between its words", "take them out"
    if GAP in (words[0], words[-1]) or any(a == b == GAP for a, b in pairwise(words)):
        yield "has a gap that is not between two words", "begin and end with a word, one `...` between words"
    if signs := [w for w in words if w != GAP and not _WORD.fullmatch(w)]:
        yield f"holds `{' '.join(signs)}`", "write words only: signs are passed over in texts"


def check_spelling(phrases: Iterable[tuple[str, str]], terms: Sequence[Term], faults: Faults) -> None:
    """Note phrases (with their place) that hold another spelling of a term: terms.yaml makes that spelling match."""
    canonical = {_plain(other): term.term for term in terms for other in term.also}
    if not canonical:
        return
    spelling = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(canonical, key=len, reverse=True)))})\b")
    for place, phrase in phrases:
        if (match := spelling.search(phrase)) is not None:
            faults.add(
                place,
                f"the phrase `{phrase}` holds `{match.group()}`, which terms.yaml has as `{canonical[match.group()]}`",
                "write the term",
            )


def check_terms(terms: Sequence[tuple[str, Term]], faults: Faults) -> None:
    """Note spellings (of terms with their places) that stand for two terms, or are a term themselves."""
    names = {_plain(term.term) for _, term in terms}
    seen: dict[str, str] = {}
    for place, term in terms:
        for other in map(_plain, term.also):
            if other in names:
                faults.add(place, f"`{other}` is a term and stands in `also` of `{term.term}`", "keep one of the two")
            elif other in seen:
                faults.add(
                    place, f"`{other}` stands in `also` of `{seen[other]}` and `{term.term}`", "keep one of them"
                )
            else:
                seen[other] = term.term


def check_ambiguity(indicators: Sequence[tuple[str, Indicator]], units: Mapping[str, Unit], faults: Faults) -> None:
    """Note wordings that two indicators (with their places) would both claim.

    Two indicators of different dimensions may share a wording: the number (percent, money, count) tells them apart.
    `unless` does not tell two cues apart, because a clause may hold neither guard.
    """
    owners: dict[tuple[str, ...], str] = {}
    told: set[tuple[str, str]] = set()
    for place, indicator in indicators:
        unit = units.get(indicator.unit_id)
        if unit is None:
            continue
        for wording in {w for cue in indicator.cues for w in _wordings(cue)}:
            owner = owners.setdefault((unit.dimension, *wording), indicator.indicator_id)
            if owner != indicator.indicator_id and (owner, indicator.indicator_id) not in told:
                told.add((owner, indicator.indicator_id))
                faults.add(
                    place,
                    f"the cue {_spelled(wording)} stands in `{owner}` too, so that both would claim one number",
                    "add a word that only this figure has",
                )


def _wordings(cue: Cue) -> Iterator[tuple[str, ...]]:
    groups = (cue.counted, cue.alone, cue.head, cue.tail, cue.with_)
    yield from product(*(group or ("",) for group in groups))


def _spelled(wording: tuple[str, ...]) -> str:
    keys = ("counted", "alone", "head", "tail", "with")
    return ", ".join(f"{key} `{phrase}`" for key, phrase in zip(keys, wording, strict=True) if phrase)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text.lower()).strip()
