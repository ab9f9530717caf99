"""What the sentences of a paragraph hand on: place, time, the figure told last, and the wholes whose parts follow."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipelines.claims.clauses import REACH, Clause, bracket_of
from pipelines.claims.cues import Candidate
from pipelines.claims.model import Claim
from pipelines.claims.place_scope import Place, place_of
from pipelines.language.periods import TimeExpression
from pipelines.language.places import Mention
from pipelines.language.quantities import Quantity
from pipelines.language.text import Text

_REFERRING: Final = re.compile(
    r"(?<!\w)(?:con số|số này|tỷ lệ (?:này|ấy|đó|tương ứng)|chỉ tiêu|kế hoạch|mục tiêu)(?!\w)(?P<direct>(?:\s+(?:là|của|năm|cả))*\s*$)?"
)
# Words for one thing: "2 triệu lượt khách", later "2,1 triệu người".
_VISITORS: Final = frozenset({"lượt", "khách", "người", "du"})
# Words that say nothing of what is counted: "riêng xã Bát Mọt có 4 thôn", "mục tiêu đặt ra khi ấy là 3,9 triệu lượt".
_SAY_NOTHING: Final = frozenset(
    re.findall(
        r"\w+",
        """
        a biết bàn báo bằng bị cho chung chính chỉ con cuối các cáo còn có cùng cũng cả của du dù dẫn dừng ghi giữ hiện
        hoạch huyện hơn hẳn khi khoảng khách kế là làm lên lúc lượng lượt lại lần mà mới mục mức nay ngay ngoài người
        như nhưng nhất nhận những này nên năm phương phường phấn phố quận ra riêng rất rồi sang sau so sẽ số theo thu
        thành thì thị thời thứ tiêu tiếp toàn trong trên trước trấn tương tại tỉnh tới tức từ và vào vì vẫn về với xuống
        xã à đang điểm đây đã đó đón được đạt đấu đầu đặt đến đề đều địa đối đồng đợt đứng ấy ở ứng
        """,
    )
)
_FREE_WORDS: Final = 3
# How many figures back a text still speaks of one.
_RECALLED: Final = 200
_CONTINUED_SCORE: Final = 0.5
_PART: Final = re.compile(
    r"(?<!\w)(?:trong đó(?!\s+là)|trong số này|trong số đó|trong số ấy|gồm|bao gồm|trong tổng số này|bóc riêng|bóc tách|tách riêng|tách ra|chia ra|phân ra)(?!\w)"
)
# A unit that another is held against is not what the next sentence speaks of: "nhìn sang huyện Cầu Kè, Trà Cú còn ...".
_ASIDE: Final = re.compile(
    r"(?<!\w)(?:nhìn sang|so với|so sánh với|khác với|bên cạnh|cùng với|hơn|như|vượt|vượt qua|rời|đi qua)\s+(?:cả\s+|toàn\s+)?$"
)
_ESTIMATED: Final = re.compile(r"(?<!\w)(?:dự )?ước(?!\w)")
_PARTITION: Final = re.compile(
    r"(?<!\w)(?:gồm|bao gồm|trong đó|trong số đó|trong số này|trong số ấy|chia ra|chia theo)(?!\w)|[(:]"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A number whose indicator was known: the whole that indicator is part of, the unit told of, where its sentence began."""

    indicator_id: str
    part_of: str | None
    quantity: Quantity
    area_id: str | None
    sentence_start: int


@dataclass
class Topic:
    """The state of a paragraph while it is read.

    `stated` are the numbers whose indicator was known, with their places, `told` those of earlier paragraphs; `amounts`
    every number that compares nothing, with the indicator it was claimed for, if any; `wholes` are the claims by sentence
    and cell; `considered` is what the last number's words said, claimed or not. `time_area` is the unit whose sentence
    told the time.
    """

    place: Place
    year: int | None
    expression: TimeExpression | None = None
    own_year: int | None = None
    is_headed: bool = False
    told: list[Stated] = field(default_factory=list)
    time_area: str | None = None
    claims: list[Claim] = field(default_factory=list)
    wholes: dict[tuple[object, ...], list[Claim]] = field(default_factory=dict)
    stated: list[Stated] = field(default_factory=list)
    considered: Candidate | None = None
    amounts: list[tuple[Quantity, str | None]] = field(default_factory=list)

    def begin(self, span: tuple[int, int], mentions: Sequence[Mention], home: str | None) -> None:
        """Leave another unit's year behind where a sentence comes back to the document's own unit."""
        subject = next((m for m in mentions if span[0] <= m.start < span[1]), None)
        comes_back = subject is not None and subject.candidates == (home,) and self.time_area not in (None, home)
        if comes_back and self.year != self.own_year:
            self.expression, self.year = None, self.own_year

    def hand_on(
        self, norm: str, span: tuple[int, int], times: Sequence[TimeExpression], mentions: Sequence[Mention]
    ) -> None:
        """Keep a sentence's last time and its subject for the next sentence; `times` are those that say when."""
        told = [e for e in times if _is_handed_on(e, self.own_year) and not _is_said_aside(norm, e, self.own_year)]
        if len(told) > 1 and _ESTIMATED.search(norm, max(0, told[-1].start - 12), told[-1].start):
            del told[-1]  # "... đón 512.300 lượt; ước cả năm 535.000 lượt": the text goes on with the time told first
        first_amount = bisect_left(self.amounts, span[0], key=lambda amount: amount[0].start)
        figure = self.amounts[first_amount][0].start if first_amount < len(self.amounts) else span[1]
        if told and told[0].start > figure and all(_is_past(e, self.own_year) for e in told):
            told = []  # an earlier year told in passing: "đạt 924 tỷ đồng; năm 2017 là 718 tỷ đồng"
        first = next((m for m in mentions if span[0] <= m.start < span[1]), None)
        if told:
            self.time_area = first.candidates[0] if first is not None and len(first.candidates) == 1 else None
            self.expression = told[-1]
            years = [e.year for e in told if e.year is not None and not e.is_horizon and e.kind != "multi_year"]
            self.year = years[-1] if years else self.year
        subject = next((m for m in mentions if not _is_aside(norm, m)), None)
        if subject is not None:
            self.place = place_of(subject, "context")

    def keep(self, claim: Claim) -> None:
        """Keep a claim that the paragraph has stated."""
        self.claims.append(claim)
        self.wholes.setdefault(_cell(claim), []).append(claim)

    def continued(
        self,
        quantity: Quantity,
        clause: Clause,
        text: Text,
        place: Place,
        expression: TimeExpression | None,
        skipped: Sequence[tuple[int, int]],
    ) -> Candidate | None:
        """Carry an indicator on to a number of its kind that only names another place, year or scenario.

        `skipped` are the spans of places and times, which say nothing of what is counted.
        """
        if not (self.stated or self.told):
            return None
        referring = list(_REFERRING.finditer(text.norm, *clause.left))
        refers = bool(referring)
        is_direct = refers and referring[-1]["direct"] is not None
        before = self._carried_on(text.norm, quantity, clause, refers, is_direct)
        if before is None or (not is_direct and _says_more(text, clause, quantity, skipped)):
            return None
        is_other_place = place.origin in ("clause", "sentence") and place.area_id not in (None, before.area_id)
        is_other_time = expression is not None and clause.left[0] <= expression.start <= clause.right[1]
        if not (refers or is_other_place or is_other_time):
            return None
        return Candidate(before.indicator_id, _CONTINUED_SCORE, quantity.start, quantity.end, is_own=False)

    def _carried_on(
        self, norm: str, quantity: Quantity, clause: Clause, refers: bool, is_direct: bool
    ) -> Stated | None:
        """Give the figure that a number can carry on with: of its own sentence the last, of those before the last whole.

        A figure in a bracket is carried on inside it only.
        """
        begun = clause.sentence[0]
        recalled = (
            s
            for s in reversed(self.stated[-_RECALLED:])
            if s.sentence_start != begun
            or (span := bracket_of(norm, s.quantity.start)) is None
            or span[0] <= quantity.start < span[1]
        )
        alike = (s for s in recalled if _is_alike(quantity, s.quantity, refers, is_direct or s.sentence_start == begun))
        last = next(alike, None)
        if last is None and is_direct and (head := unit_head(quantity)):
            return next((s for s in self.told[:_RECALLED] if unit_head(s.quantity) == head), None)
        if last is None or last.part_of is None or last.sentence_start == begun:
            return last
        return next((s for s in alike if s.part_of is None), last)

    def is_part_of_estimate(self, norm: str, clause: Clause, start: int) -> bool:
        """Tell whether a number is named as a part of the estimate before it in its sentence."""
        if not self.claims or self.claims[-1].scenario != "estimate":
            return False
        whole = self.claims[-1].quantity
        first = max(whole.end, clause.lead(start))
        return clause.sentence[0] <= whole.start < start and _PART.search(norm, first, start) is not None

    def follows_unclaimed(self, quantity: Quantity) -> bool:
        """Tell whether the number of such things before this one states no indicator (tickets, readers)."""
        head = unit_head(quantity)
        alike = (i for q, i in reversed(self.amounts[-_RECALLED:]) if unit_head(q) == head)
        return next(alike, "") is None

    def is_component(self, claim: Claim, norm: str) -> bool:
        """Tell whether the sentence gave the whole of the same cell before, and this number only a part ("gồm")."""
        if claim.value is None or claim.unit_id == "percent":
            return False
        alike = self.wholes.get(_cell(claim), ())[-_RECALLED:]
        ends = [whole.quantity.end for whole in alike if whole.value is not None and claim.value < whole.value]
        return bool(ends) and min(ends) <= _last(_PARTITION, norm, 0, claim.quantity.start)

    def is_part_of_another(
        self, claim: Claim, part_of: str | None, siblings: Sequence[str], norm: str, sentence_start: int
    ) -> bool:
        """Tell whether a part ("trong số này 1,2 triệu lượt quốc tế") is one of another whole than its indicator's.

        `siblings` are the parts that make up the whole with this one; none of them is divided itself.
        """
        # A relic or a dossier is named by its own words, whatever stands before it; a guest is one of the last whole.
        if part_of is None or claim.unit_id != "visits":
            return False
        if (parted := _last(_PART, norm, sentence_start, claim.quantity.start)) < 0:
            return False
        heads = ("", unit_head(claim.quantity))
        for divided, indicator_id in reversed(self.amounts[-_RECALLED:]):
            if divided.end <= parted and unit_head(divided) in heads and indicator_id not in siblings:
                return indicator_id not in (part_of, claim.indicator_id)
        return False


def _is_aside(norm: str, mention: Mention) -> bool:
    """Tell whether a unit is not what a sentence speaks of: one held against it, or the end of a way ("Phan Thiết - Phú Quý")."""
    is_way = norm.startswith(" - ", mention.end) or norm.endswith(" - ", 0, mention.start)
    return is_way or _ASIDE.search(norm, max(0, mention.start - 20), mention.start) is not None


def _last(pattern: re.Pattern[str], norm: str, first: int, position: int) -> int:
    """Give where a pattern stands last before a position, within reach; -1 where it does not."""
    found = -1
    for match in pattern.finditer(norm, max(first, position - REACH), position):
        found = match.start()
    return found


def _cell(claim: Claim) -> tuple[object, ...]:
    return claim.sentence_start, claim.indicator_id, claim.area_id, claim.scenario, claim.period.end


def _is_alike(quantity: Quantity, stated: Quantity, refers: bool, may_be_bare: bool) -> bool:
    """Tell whether two numbers can state one indicator: the same sort of figure, of the same things.

    A number may leave out what it counts where it is referred to, or goes on with a list.
    """
    heads = {unit_head(quantity), unit_head(stated)}
    are_visits = heads <= _VISITORS and (refers or unit_head(quantity) == "lượt")
    is_bare = may_be_bare and unit_head(quantity) == ""
    return _family(quantity) == _family(stated) and (len(heads) == 1 or are_visits or is_bare)


def _says_more(text: Text, clause: Clause, quantity: Quantity, skipped: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a clause holds words of its own beside places, times and what is counted."""
    unit = (quantity.unit or "").lower().split()
    comma = text.norm.find(",", quantity.end, clause.right[1])
    end = comma if comma >= 0 else clause.right[1]
    free = 0
    for first, last in ((clause.left[0], quantity.start), (quantity.end, end)):
        for at in range(text.word_from(first), text.word_from(last)):
            form, start = text.forms[at], text.starts[at]
            if form in _SAY_NOTHING or form in unit or any(s <= start < e for s, e in skipped):
                continue
            free += 1
            if free > _FREE_WORDS:
                return True
    return False


def _is_said_aside(norm: str, expression: TimeExpression, own_year: int | None) -> bool:
    """Tell whether an earlier year only stands in a bracket ("đạt 81,2% (năm 2022: 52,6%)")."""
    return _is_past(expression, own_year) and bracket_of(norm, expression.start) is not None


def _is_past(expression: TimeExpression, own_year: int | None) -> bool:
    return own_year is not None and expression.year is not None and expression.year < own_year


def _is_handed_on(expression: TimeExpression, own_year: int | None) -> bool:
    """Tell whether the next sentences still speak of this time.

    A bare "hiện nay" dates only its own figure, and so does the end of an earlier year ("cuối năm 2021 còn 12 thôn").
    """
    if expression.kind in ("frequency", "habitual", "day", "ago"):
        return False
    if expression.kind == "as_of" and expression.year is not None and own_year is not None:
        return expression.year >= own_year
    return not (expression.kind in ("as_of", "month") and expression.month is None)


def _family(quantity: Quantity) -> str:
    """Give the family of categories that can state the same indicator."""
    return "count" if quantity.category in ("cardinal", "ratio", "range") else quantity.category


def unit_head(quantity: Quantity) -> str:
    """Give the first word of what a number counts."""
    return (quantity.unit or "").lower().split(" ")[0]
