"""Adoption: the digital practices that a text says an area has, with the stage it gives them; never a figure."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from pipelines.claims.model import Adoption, Passage
from pipelines.claims.phrases import Occurrence, Phrases
from pipelines.language.places import Mention
from pipelines.language.sentences import sentence_spans
from pipelines.language.text import Text
from schemas.catalogue import Catalogue

_STAGES: Final = (
    ("planned", re.compile(r"(?<!\w)(?:sẽ|phấn đấu|dự kiến|kế hoạch|mục tiêu|yêu cầu (?=xóa|hoàn thành|triển khai)|định hướng|đang lập|lập đề án|sắp|chuẩn bị|hướng tới xây dựng|nghiên cứu|đề xuất)(?!\w)")),
    ("upgraded", re.compile(r"(?<!\w)(?:nâng cấp|hiện đại hóa|nâng cao chất lượng|cải tạo|thay thế|mở rộng nâng cấp|chuyển đổi sang)(?!\w)")),
    ("piloted", re.compile(r"(?<!\w)(?:mô hình điểm|thí điểm|thử nghiệm|chạy thử|làm điểm|bước đầu|xây dựng điểm|triển khai điểm|làm thử)(?!\w)")),
    ("in_use", re.compile(r"(?<!\w)(?:đảm bảo|bảo đảm|duy trì|(?<!không )sử dụng|ứng dụng|áp dụng|vận hành|kết nối|tiếp nhận|đưa vào|khai thác|nhân rộng)(?!\w)")),
)  # fmt: skip
# What is said of a practice behind its name: "đang chạy thử", "rồi nhân rộng ra toàn huyện".
_AFTER: Final = (
    ("upgraded", re.compile(r"^\W*(?:\w+\s){0,3}(?:được|đã) (?:nâng cấp|hiện đại hóa|cải tạo|thay mới|làm mới)(?!\w)")),
    ("planned", re.compile(r"(?<!\w)(?:đã (?:đề nghị|kiến nghị)|đề nghị|kiến nghị|yêu cầu) (?:các )?(?:nhà mạng|doanh nghiệp)(?!\w)|^\W*(?:\w+\s){0,6}dự kiến(?!\w)")),
    ("in_use", re.compile(r"(?<!\w)(?:nhân rộng|đi vào hoạt động|được duy trì|đã phủ)(?!\w)")),
    ("piloted", re.compile(r"(?<!\w)(?:đang (?:được )?(?:chạy thử|thí điểm|thử nghiệm)|chạy thử|thí điểm|làm thử)(?!\w)")),
)  # fmt: skip
_NEGATED: Final = re.compile(r"(?<!\w)(?:chưa có|chưa|không có|thiếu)(?!\w)[^,;.]{0,30}$")

# How far before a practice the words begin that deny it.
_REACH: Final = 60
Mentions = Callable[[], Sequence[Mention]]


class Practices:
    """The practices of the catalogue, compiled."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Compile the cues of all practices with the catalogue's terms."""
        terms = [(t.term, t.also) for t in catalogue.terms]
        self._by_phrase: dict[str, list[str]] = {}
        self._unless = {p.practice_id: p.unless for p in catalogue.practices.values()}
        for practice in catalogue.practices.values():
            for phrase in practice.cues:
                self._by_phrase.setdefault(phrase, []).append(practice.practice_id)
        every = [*self._by_phrase, *(u for unless in self._unless.values() for u in unless)]
        self._phrases = Phrases(every, terms)

    def read(
        self,
        passage: Passage,
        text: Text,
        mentions: Mentions,
        home: str | None,
        year_of: Callable[[tuple[int, int], int, str], int | None],
        is_outlook: bool,
    ) -> list[Adoption]:
        """Find the practices that a passage says the area has; titles only announce and are not read.

        `mentions` gives the places of the passage; it is asked only where a practice is named. `year_of` gives the year
        that is told of a position in a sentence, for a stage.
        """
        if passage.role == "title":
            return []
        out: list[Adoption] = []
        if not (found := self._phrases.find(text)):
            return out
        for span in sentence_spans(text):
            inside = [o for o in found if o.start >= span[0] and o.end <= span[1]]
            for occurrence in inside:
                for practice_id in self._by_phrase.get(occurrence.phrase, ()):
                    near = max(span[0], occurrence.start - _REACH)
                    if any(o.phrase in self._unless[practice_id] for o in inside) or _NEGATED.search(
                        text.norm, near, occurrence.start
                    ):
                        continue
                    area_id = _area(occurrence, span, mentions(), home)
                    if area_id is None:
                        continue
                    start, end = text.source_span(occurrence.start, occurrence.end)
                    sentence = text.source_span(*span)
                    at = passage.start
                    stage = _stage(text.norm, span, occurrence, is_outlook)
                    year = year_of(span, occurrence.start, stage)
                    if year is None:
                        continue
                    out.append(
                        Adoption(
                            practice_id, area_id, year, stage, at + start, at + end, at + sentence[0], at + sentence[1]
                        )
                    )
        return out


def _area(occurrence: Occurrence, span: tuple[int, int], mentions: Sequence[Mention], home: str | None) -> str | None:
    """Give the unit before the practice in its sentence, else the document's own; None where it can be several."""
    before = [m for m in mentions if span[0] <= m.start < occurrence.start and m.kind in ("unit", "bare", "generic")]
    if not before:
        return home
    return before[-1].candidates[0] if len(before[-1].candidates) == 1 else None


def _stage(norm: str, span: tuple[int, int], occurrence: Occurrence, is_outlook: bool) -> str:
    """Read the stage from the nearest word of a stage before the practice, or from what is said of it behind its name.

    In a section of plans a practice is planned, unless a word says that it is there.
    """
    behind = re.split(r"[;.]", norm[occurrence.end : span[1]], maxsplit=1)[0]
    for stage, pattern in _AFTER:
        if pattern.search(behind):
            return stage
    stretch = norm[span[0] : occurrence.start]
    last: tuple[int, str] | None = None
    for stage, pattern in _STAGES:
        for match in pattern.finditer(stretch):
            if last is None or match.start() > last[0]:
                last = (match.start(), stage)
    if is_outlook and (last is None or last[1] == "in_use"):
        return "planned"
    return last[1] if last else "in_use"


# "In use" is what a bare mention says; a plan only counts where nothing else is said.
_SAYS_MORE: Final = ("upgraded", "piloted", "in_use", "planned")


def merged(adoptions: Iterable[Adoption]) -> tuple[Adoption, ...]:
    """Keep one row per practice, area and year: the mention that says most of the stage, the first of equals."""
    best: dict[tuple[str, str, int], Adoption] = {}
    for adoption in adoptions:
        key = (adoption.practice_id, adoption.area_id, adoption.year)
        if key not in best or _SAYS_MORE.index(adoption.stage) < _SAYS_MORE.index(best[key].stage):
            best[key] = adoption
    return tuple(sorted(best.values(), key=lambda a: (a.start, a.practice_id)))
