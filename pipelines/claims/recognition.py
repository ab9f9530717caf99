"""Claims read in words that were recognised from a scan: marked, and less sure. What they say is not judged here."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from pipelines.claims.model import Claim, Passage

# A recogniser that takes one sign in a hundred for another spoils one figure of seven digits in fifteen, and nothing in
# the text tells which. So a claim of a scan stays below what the review asks for in any other (0.75).
_CERTAINTY: Final = 0.6
_START: Final = attrgetter("start")


def marked(claims: Sequence[Claim], passages: Sequence[Passage]) -> tuple[Claim, ...]:
    """Mark the claims whose number stands in a recognised passage, and lower their confidence."""
    if not any(passage.is_recognised for passage in passages):
        return tuple(claims)
    in_order = sorted(passages, key=_START)

    def one(claim: Claim) -> Claim:
        if not in_order[bisect_right(in_order, claim.number[0], key=_START) - 1].is_recognised:
            return claim
        return replace(claim, is_recognised=True, confidence=round(claim.confidence * _CERTAINTY, 3))

    return tuple(map(one, claims))
