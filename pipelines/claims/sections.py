"""Sections of a report: which headings a passage stands under, from the way they are numbered."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.claims.model import Passage
from pipelines.language.text import Text

# The ways in which headings are numbered. Which of them stands inside which, each report decides for itself.
_NUMBERINGS: Final = {
    "part": re.compile(r"(?:phần|chương)\s+(?:thứ\s+)?\w+"),
    "roman": re.compile(r"(?:mục\s+)?[ivx]{1,5}\s*[./)-]"),
    "item": re.compile(r"mục\s+\d+"),
    "letter": re.compile(r"[a-zđ]\s*[./)](?!\w)"),
    "number": re.compile(r"\d{1,2}\s*[./)](?!\d)"),
    "second_number": re.compile(r"\d{1,2}\.\d{1,2}\.?(?![.\d])"),
    "third_number": re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}"),
}
_UNNUMBERED: Final = "unnumbered"
# "7/ Năm 2024: phấn đấu ...", "TIÊN YÊN: Huyện chọn ...": what begins a passage and ends with a colon heads it.
_LABEL: Final = re.compile(
    r"[\s+*•–-]*((?:[\w.]{1,6}[./)]\s*)?[^:.;\d]{2,50}(?:\d{4}|\d{1,2} tháng[^:.;\d]{0,20})?[^:.;\d]{0,20}):\s"
)
_LONGEST_LABEL: Final = 300

_OUTLOOK: Final = re.compile(
    r"(?<!\w)(?:phương hướng|định hướng|(?:kế hoạch|nhiệm vụ|chỉ tiêu|mục tiêu|giải pháp)(?:,? (?:và )?(?:nhiệm vụ|giải pháp|chỉ tiêu))*"
    r"(?: (?:trọng tâm|chủ yếu|cụ thể|chung|phấn đấu|cơ bản|chính|thực hiện))*"
    r"(?: (?:công tác|cho|của|trong|đến|những|các))*(?: (?:cả )?năm| \d+ tháng| quý| tháng| cuối năm| thời gian tới| giai đoạn| sắp tới|$))"
)
_RESULTS: Final = re.compile(r"(?<!\w)(?:kết quả|đánh giá|tình hình|tổng kết|sơ kết|đã đạt|hạn chế|tồn tại)(?!\w)")


# "Các chỉ tiêu chủ yếu", "Biểu chỉ tiêu": figures of any kind, where no word tells of what is to come.
_ONLY_FIGURES: Final = re.compile(r"chỉ tiêu(?: (?:trọng tâm|chủ yếu|chung|cơ bản|chính))*")


def open_headings(passages: Iterable[Passage]) -> Iterator[tuple[str, ...]]:
    """Give, for each passage, the headings that it stands under, the innermost first; a heading stands under itself.

    Words with a colon that begin a passage head it.

    A heading closes the open one that is numbered like it, with all inside; one numbered in a new way opens inside.
    """
    stack: list[tuple[str, str]] = []
    follows_heading = False
    for passage in passages:
        if passage.role == "heading":
            kind = _numbering(passage.text)
            kinds = [open_kind for open_kind, _ in stack]
            if kind in kinds:
                del stack[kinds.index(kind) :]
            elif kind == _UNNUMBERED and not follows_heading:
                stack.clear()
            stack.append((kind, passage.text))
        follows_heading = passage.role == "heading"
        opened = tuple(text for _, text in reversed(stack))
        label = None if passage.role in ("heading", "title") else _LABEL.match(passage.text, 0, _LONGEST_LABEL)
        yield opened if label is None else (label.group(1), *opened)


def _numbering(heading: str) -> str:
    norm = Text.of(heading.strip()).norm
    kind = next((kind for kind, numbering in _NUMBERINGS.items() if numbering.match(norm)), _UNNUMBERED)
    return "small_letter" if kind == "letter" and heading.strip()[0].islower() else kind


def tells_both(heading: str) -> bool:
    """Tell whether a heading stands over results and plans at once."""
    norm = Text.of(heading).norm
    results, outlook = _RESULTS.search(norm), _OUTLOOK.search(norm)
    return results is not None and outlook is not None and results.start() < outlook.start()


def is_outlook(headings: Iterable[str]) -> bool:
    """Tell whether a passage stands in a section of plans: the innermost heading that says so decides."""
    for heading in headings:
        norm = Text.of(heading).norm.strip(" :.")
        if _RESULTS.search(norm):
            return False
        outlook = _OUTLOOK.search(norm)
        if outlook is not None and not _ONLY_FIGURES.fullmatch(outlook.group().strip()):
            return True
    return False
