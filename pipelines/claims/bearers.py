"""Bearers: the claims of a sentence, each with what its source compares it with and what that implies.

What a number compares is read in `comparisons`, what follows from it in `derived`.
"""

from dataclasses import dataclass, field, replace

from pipelines.claims import comparisons, derived
from pipelines.claims.clauses import Clause
from pipelines.claims.model import Claim, Comparison
from pipelines.claims.topic import Topic
from pipelines.language.quantities import Quantity
from schemas.catalogue import Catalogue


@dataclass(frozen=True)
class Bearers:
    """The claims of a sentence in order, each with its clause; derived ones follow the claim that they come from."""

    catalogue: Catalogue
    norm: str
    topic: Topic
    claims: list[tuple[Claim, Clause]] = field(default_factory=list)

    def add(self, claim: Claim, clause: Clause) -> None:
        """Add a printed claim, and the comparison that is told behind it without a number."""
        self.claims.append((claim, clause))
        self.topic.keep(claim)
        self._compare_spoken(clause)

    def compare(self, compared: Comparison, quantity: Quantity, clause: Clause) -> None:
        """Keep a comparison on the printed claim before it, and the one that is told behind it without a number."""
        self._attach(compared, is_exact=_is_exact(self.norm, quantity))
        self._compare_spoken(clause)

    def _compare_spoken(self, clause: Clause) -> None:
        told = comparisons.spoken(self.norm, *clause.right)
        if told is not None:
            self._attach(told, is_exact=True)

    def _attach(self, compared: Comparison, *, is_exact: bool) -> None:
        """Keep a comparison on the last printed claim, and derive what it implies where it is told exactly."""
        at = next(i for i in reversed(range(len(self.claims))) if self.claims[i][0].derivation is None)
        claim, clause = self.claims[at]
        kept = replace(claim, comparisons=(*claim.comparisons, compared))
        self.claims[at] = kept, clause
        if self.topic.claims[-1] is claim:
            self.topic.claims[-1] = kept
        if not is_exact or any(c.kind == compared.kind for c in claim.comparisons):
            return
        indicator = self.catalogue.indicators[claim.indicator_id]
        if any(told.indicator_id == indicator.part_of for told, _ in self.claims):
            return  # behind "trong đó" a growth may be the whole's as well as the part's
        computed = derived.implied(kept, compared, indicator.kind)
        if computed is not None and not any(_is_same_cell(computed, known) for known, _ in self.claims[at + 1 :]):
            self.claims.append((computed, clause))


def _is_exact(norm: str, quantity: Quantity) -> bool:
    """Tell whether a percentage is told without a hedge; "vượt 3% kế hoạch" names the gap itself."""
    hedge = "" if quantity.hedge_start is None else norm[quantity.hedge_start : quantity.start].strip()
    return quantity.bound == "exact" or hedge == "vượt"


def _is_same_cell(computed: Claim, known: Claim) -> bool:
    """Tell whether one figure's comparisons imply the same plan or year twice; the first told is kept."""
    return (computed.number, computed.scenario, computed.period.end) == (known.number, known.scenario, known.period.end)
