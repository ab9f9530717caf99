"""Which place a figure belongs to: the nearest unit that governs its clause, a site, or the document's own unit."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from pipelines.claims.clauses import Clause, bracket_of, clause_start
from pipelines.language.areas import AreaIndex
from pipelines.language.places import Mention

# Between a place and what it lies in: "chùa Hương ở huyện Mỹ Đức (Hà Nội)".
_LIES_IN: Final = re.compile(
    r"(?:\s*\(cũ\))?[\s,(]*(?:(?:ở|tại|thuộc|của|trên|nằm|xã|phường|tỉnh|huyện|nay thuộc|cũ|địa bàn|trực thuộc)\s*|[,(]\s*)*"
)
_TOWARDS: Final = re.compile(
    r"(?:đến|tới|về|ở|tại|của|trên|thuộc|thăm|cho|trong|ra|vào)\s+(?:với\s+|thăm\s+|tham quan\s+|cả\s+|toàn\s+)?(?:đảo\s+)?$"
)
# A unit named only to say where another one lies: "đặc khu thuộc tỉnh Lâm Đồng", "hòn đảo cách Phan Thiết 56 hải lý".
_LOCATES: Final = re.compile(
    r"(?<!\w)(?:thuộc|trực thuộc|giáp|giáp với|giáp ranh|tiếp giáp|cách|nằm cạnh|nằm giữa|liền kề)\s+(?:với\s+)?(?:trung tâm\s+)?$"
    r"|(?<!\w)(?:huyện|quận|thị xã|huyện đảo|xã|đảo|đặc khu|phường|vùng đất|địa phương|miền đất)\s(?:(?!đón|có|đạt|thu)[^\W\d]+\s){0,5}"
    r"(?:(?:chưa đầy|hơn|gần|khoảng)\s[\d.]+\s\w+\s)?(?:của|ở|tại|phía \w+)\s+$"
)
# "Kim Sơn dù có nhà thờ đá đón ...", "Thị xã nhờ vịnh Xuân Đài và làng tôm hùm được 486.000 lượt": a site that only helps, the unit is the subject.
_MEANS: Final = re.compile(r"(?<!\w)(?:nhờ|dù có|nhờ có|có|sở hữu)\s+(?:[^,.;\d]{0,50}\s(?:và|cùng)\s+)?$")
# "Chợ Bồng Sơn nằm trong số 5 chợ của thị xã": the number counts the unit's, not the site's.
_ONE_OF: Final = re.compile(r"[^.;\d]{0,20}(?:trong số|một trong(?: số)?|trong tổng số)\s+(?=\d|những)")
_HERE: Final = re.compile(
    r"(?<!\w)(?:nơi này|nơi đây|tại đây|ở đây|đến đây|tới đây|về đây|điểm này|địa điểm này|vào đây)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The place that governs a figure: the units that it can be, of which one is meant; none for a site."""

    candidates: tuple[str, ...]
    is_site: bool
    origin: str

    @property
    def area_id(self) -> str | None:
        """Give the unit; None for a site, and where it can be several."""
        return self.candidates[0] if len(self.candidates) == 1 else None


def governors(norm: str, mentions: Sequence[Mention], index: AreaIndex) -> list[Mention]:
    """Drop what only locates the mention before it, and those who merely speak."""
    kept: list[Mention] = []
    last: Mention | None = None
    for mention in mentions:
        located = (
            last is not None
            and _LIES_IN.fullmatch(norm[last.end : mention.start]) is not None
            and _holds(index, mention, last)
        )
        is_means = mention.kind == "site" and (
            _ONE_OF.match(norm, mention.end) or _MEANS.search(norm, max(0, mention.start - 60), mention.start)
        )
        last = None if is_means else mention
        if (
            located
            or is_means
            or mention.is_actor
            or (mention.kind != "site" and _LOCATES.search(norm, max(0, mention.start - 90), mention.start))
        ):
            continue
        kept.append(mention)
    return kept


def place_end(norm: str, mentions: Sequence[Mention], index: AreaIndex) -> int:
    """Give where the first of some places ends, together with what it is said to lie in."""
    last = mentions[0]
    for mention in mentions[1:]:
        if not (_LIES_IN.fullmatch(norm, last.end, mention.start) and _holds(index, mention, last)):
            break
        last = mention
    return last.end


def _holds(index: AreaIndex, outer: Mention, inner: Mention) -> bool:
    if outer.kind == "site" or not outer.candidates:
        return False
    if inner.kind == "site":
        return True
    return any(o != i and o in index.lineage(i) for o in outer.candidates for i in inner.candidates)


def govern(norm: str, clause: Clause, start: int, mentions: Sequence[Mention], inherited: Place) -> Place:
    """Choose the place of the figure at `start`; `mentions` are the governors of its sentence, in order."""
    if not mentions:
        return inherited
    at, behind = bisect_left(mentions, start, key=_START), bisect_left(mentions, clause.right[1], key=_START)
    # A place inside brackets governs only what stands inside them too.
    around = (*mentions[:_SUBJECTS], *mentions[max(_SUBJECTS, at - _RECALLED) : behind])
    mentions = [m for m in around if (s := bracket_of(norm, m.start)) is None or s[0] <= start < s[1]]
    own = [m for m in mentions if clause.left[0] <= m.start and m.end <= start]
    if is_anaphoric(norm, clause):
        before = [m for m in mentions if m.end <= start and m.kind in ("site", "unit")]
        return place_of(before[-1], "sentence") if before else inherited
    stretch = clause_start(norm, clause.sentence[0], start)
    if own and (chosen := _usable(norm, own, stretch, clause)):
        return place_of(chosen, "clause")
    right = [m for m in mentions if clause.right[0] <= m.start and m.end <= clause.right[1]]
    for mention in right:
        if _TOWARDS.search(norm[clause.right[0] : mention.start]) and "," not in norm[clause.right[0] : mention.start]:
            return place_of(mention, "clause")
    far = [m for m in mentions if m.end <= clause.left[0]]
    if chosen := _usable(norm, far, stretch, clause):
        return place_of(chosen, "sentence")
    return inherited


def is_anaphoric(norm: str, clause: Clause) -> bool:
    """Tell whether the clause points back to the place told before ("nơi này", "tại đây")."""
    return _HERE.search(norm, clause.left[0], clause.right[1]) is not None


def _usable(norm: str, mentions: Sequence[Mention], stretch: int, clause: Clause) -> Mention | None:
    """Give the last mention that can be the subject.

    A site, or a unit that only says where something else was done ("khánh thành bể bơi tại xã Nam Sơn"), counts only within
    the figure's own stretch or at the sentence's start; a site also at the start of a part behind a semicolon.
    """
    for mention in reversed(mentions):
        starts = (clause.sentence[0], clause.segment[0]) if mention.kind == "site" else (clause.sentence[0],)
        if mention.start >= stretch or any(0 <= mention.start - s <= _SUBJECT_REACH for s in starts):
            return mention
        if _JUST_NAMED.fullmatch(norm, mention.end, clause.left[1]):
            return mention
        first = max(clause.sentence[0], mention.start - _SUBJECT_REACH)
        if mention.kind != "site" and not _WHERE.search(norm, first, mention.start):
            return mention
    return None


# "Phần lớn tập trung ở thành phố Buôn Ma Thuột, ước 336.000 lượt": nothing but a verb between unit and figure.
_JUST_NAMED: Final = re.compile(r"\s*,?\s*(?:(?:ước|với|đạt|được|là|có|đón)\s*)*")
_SUBJECT_REACH: Final = 24
# Of more places than any sentence names, the first may be its subject, and the last before a figure govern it.
_SUBJECTS: Final = 8
_RECALLED: Final = 64
_START: Final = attrgetter("start")
_WHERE: Final = re.compile(r"(?<!riêng )(?<!\w)(?:tại|ở|thuộc|về|từ|sang)\s+(?:các\s+)?$")


def place_of(mention: Mention, origin: str) -> Place:
    """Give the place that a mention stands for."""
    if mention.kind == "site":
        return Place((), True, origin)
    return Place(mention.candidates, False, origin)
