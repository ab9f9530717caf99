"""What the sentences of a paragraph hand on: place, time, the figure told last, and the wholes whose parts follow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.cues import Candidate
from pipelines.claims.model import Claim
from pipelines.claims.period_scope import is_usable
from pipelines.claims.place_scope import Place, place_of
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text

_REFERRING: Final = ("con số", "số này", "chỉ tiêu", "kế hoạch", "mục tiêu")
# Words for one thing: "2 triệu lượt khách", later "2,1 triệu người".
_VISITORS: Final = frozenset({"lượt", "khách", "người", "du"})
# "Riêng xã Bát Mọt có 4 thôn": so few words say nothing new.
_FREE_WORDS: Final = 8
_CONTINUED_SCORE: Final = 0.5
_PART: Final = re.compile(
    r"(?<!\w)(?:trong đó(?!\s+là)|trong số này|trong số đó|trong số ấy|gồm|bao gồm|trong tổng số này)(?!\w)"
)
_PARTITION: Final = re.compile(
    r"(?<!\w)(?:gồm|bao gồm|trong đó|trong số đó|trong số này|trong số ấy|chia ra|chia theo)(?!\w)|[(:]"
)


@dataclass
class Topic:
    """The state of a paragraph while it is read.

    `stated` is the last number whose indicator was known, with its place; `amounts` every number that compares
    nothing, with the indicator it was claimed for, if any.
    """

    place: Place
    year: int | None
    expression: TimeExpression | None = None
    claims: list[Claim] = field(default_factory=list)
    stated: tuple[str, Quantity, str | None] | None = None
    amounts: list[tuple[Quantity, str | None]] = field(default_factory=list)

    def hand_on(
        self, norm: str, span: tuple[int, int], times: Sequence[TimeExpression], mentions: Sequence[Mention]
    ) -> None:
        """Keep a sentence's last time and its subject for the next sentence."""
        told = [e for e in times if _is_handed_on(e) and is_usable(norm, e, span[0])]
        if told:
            self.expression = told[-1]
            years = [e.year for e in told if e.year is not None and not e.is_horizon and e.kind != "multi_year"]
            self.year = years[-1] if years else self.year
        subject = next((m for m in mentions if span[0] <= m.start < span[1]), None)
        if subject is not None:
            self.place = place_of(subject, "context")

    def continued(
        self,
        quantity: Quantity,
        clause: Clause,
        text: Text,
        place: Place,
        expression: TimeExpression | None,
        skipped: Sequence[tuple[int, int]],
    ) -> Candidate | None:
        """Carry the last indicator on to a number that only names another place, year or scenario.

        `skipped` are the spans of places and times, which say nothing of what is counted.
        """
        if self.stated is None:
            return None
        indicator_id, last, area_id = self.stated
        heads = {unit_head(quantity), unit_head(last)}
        refers = any(word in text.norm[clause.left[0] : quantity.start] for word in _REFERRING)
        if (len(heads) > 1 and not (refers and heads <= _VISITORS)) or _family(quantity) != _family(last):
            return None
        is_other_place = place.origin in ("clause", "sentence") and place.area_id not in (None, area_id)
        is_other_time = expression is not None and clause.left[0] <= expression.start <= clause.right[1]
        if not refers and (not (is_other_place or is_other_time) or _says_more(text, clause, quantity, skipped)):
            return None
        return Candidate(indicator_id, _CONTINUED_SCORE, quantity.start, quantity.end, is_own=False)

    def is_component(self, claim: Claim, norm: str) -> bool:
        """Tell whether the sentence gave the whole of the same cell before, and this number only a part ("gồm")."""
        if claim.value is None or claim.unit_id == "percent":
            return False
        for whole in self.claims:
            if whole.sentence_start != claim.sentence_start or _cell(whole) != _cell(claim):
                continue
            is_divided = _PARTITION.search(norm[whole.quantity.end : claim.quantity.start]) is not None
            if is_divided and whole.value is not None and claim.value < whole.value:
                return True
        return False

    def is_part_of_another(self, claim: Claim, part_of: str | None, norm: str, sentence_start: int) -> bool:
        """Tell whether a part ("trong số này 1,2 triệu lượt quốc tế") is one of another whole than its indicator's."""
        # A relic or a dossier is named by its own words, whatever stands before it; a guest is one of the last whole.
        if part_of is None or claim.unit_id != "visits":
            return False
        alike = [(q, i) for q, i in self.amounts if unit_head(q) in ("", unit_head(claim.quantity))]
        for divided, indicator_id in reversed(alike):
            if _PART.search(norm[max(sentence_start, divided.end) : claim.quantity.start]):
                return indicator_id not in (part_of, claim.indicator_id)
        return False


def _cell(claim: Claim) -> tuple[object, ...]:
    return claim.indicator_id, claim.area_id, claim.scenario, claim.period.end


def _says_more(text: Text, clause: Clause, quantity: Quantity, skipped: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a clause holds words of its own beside places, times and what is counted."""
    unit = (quantity.unit or "").lower()
    own = (
        w for w in text.words if clause.left[0] <= w.start < quantity.start or quantity.end <= w.start < clause.right[1]
    )
    free = [w for w in own if not any(s <= w.start < e for s, e in skipped) and w.form not in unit]
    return len(free) > _FREE_WORDS


def _is_handed_on(expression: TimeExpression) -> bool:
    """Tell whether the next sentences still speak of this time; a bare "hiện nay" dates only its own figure."""
    if expression.kind in ("frequency", "habitual", "day"):
        return False
    return not (expression.kind in ("as_of", "month") and expression.month is None)


def _family(quantity: Quantity) -> str:
    """Give the family of categories that can state the same indicator."""
    return "count" if quantity.category in ("cardinal", "ratio", "range") else quantity.category


def unit_head(quantity: Quantity) -> str:
    """Give the first word of what a number counts."""
    return (quantity.unit or "").lower().split(" ")[0]
