"""Which period a figure covers: its own words, its sentence, its paragraph, then what the whole document is about."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Period, Refusal
from pipelines.claims.timeframe import PARTS, Frame, last_day
from pipelines.language.periods import TimeExpression, month_end

# A time that only belongs to the name of a plan or a programme says nothing of the figures around it.
_NAMES_A_PLAN: Final = re.compile(
    r"(?:đề án|chương trình|kế hoạch|nghị quyết|quy hoạch|chiến lược|dự án|quyết định|chỉ thị|luật|nghị định|văn bản)\s(?:(?!đề ra|đặt|giao|xác định|phấn đấu|mục tiêu|đã|đón|đạt|\bcó\b)[^,.;:]){0,80}$"
)
# Here a feast is where or why something was done, not when: "tại Ngày hội", "chào mừng các ngày lễ lớn".
_OCCASION: Final = re.compile(
    r"(?:tại|nhân|nhân dịp|chào mừng|mừng|kỷ niệm|phục vụ|cùng|như|các|những|tổ chức|tham gia|và|hưởng ứng)\s+(?:các\s+|những\s+)?$"
)


def governing(
    norm: str, clause: Clause, start: int, expressions: Sequence[TimeExpression], usable: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, str]:
    """Choose the expression of time nearest to the figure at `start` that is not about something else.

    `expressions` are those of the sentence, `usable` the ones of them that say when, both in order.
    """
    for opening in _before(expressions, clause.left[1])[-1:]:
        is_told = opening.kind == "baseline" and opening.year is not None
        if is_told and _OPENS.fullmatch(norm, opening.end, clause.left[1]):
            return opening, "clause"
    if not usable:
        return None, "context"
    left = _within(usable, clause.left[0], start)
    if left and left[-1].kind in _OF_ONE_FIGURE and ";" in norm[left[-1].end : start]:
        left = left[:-1]
    right = _within(usable, *clause.right)
    if right and _is_attached(norm[clause.right[0] : right[0].start]):
        is_nearer = not left or start - left[-1].end > right[0].start - clause.right[0]
        is_event = bool(left) and left[-1].kind == "event"
        if not is_event and (is_nearer or right[0].kind in ("frequency", "event")):
            return right[0], "clause"
    if left:
        return _of_the_bracket(norm, clause, left[-1], usable), "clause"
    far = _before(usable, clause.left[0])
    if right and not far and _reaches_back(norm[clause.right[0] : right[0].start], right[0].kind):
        return right[0], "clause"
    told = next((e for e in reversed(far) if e.kind not in _OF_ONE_FIGURE or _leads(e, clause)), None)
    if told is None:
        return None, "context"
    is_label = told.start - clause.sentence[0] <= _LABEL and norm[told.end : told.end + 1] == ":"
    return told, "clause" if is_label else "sentence"


_START: Final = attrgetter("start")


def _within(usable: Sequence[TimeExpression], start: int, end: int) -> list[TimeExpression]:
    first = bisect_left(usable, start, key=_START)
    return [e for e in usable[first : bisect_left(usable, end, first, key=_START)] if e.end <= end]


def _before(expressions: Sequence[TimeExpression], end: int) -> list[TimeExpression]:
    last = bisect_left(expressions, end, key=_START)
    return [e for e in expressions[max(0, last - _RECALLED) : last] if e.end <= end]


_OF_ONE_FIGURE: Final = ("habitual", "frequency")


def _leads(expression: TimeExpression, clause: Clause) -> bool:
    """Tell whether an expression begins the sentence, and so speaks for all of it."""
    return expression.start - clause.sentence[0] <= _LEAD


_LEAD: Final = 16
# "- Quý II/2024: mở 5 lớp; ...": a time before a colon is the whole sentence's, after a bullet or number.
_LABEL: Final = 6


def year_told(
    norm: str,
    clause: Clause,
    start: int,
    chosen: TimeExpression | None,
    usable: Sequence[TimeExpression],
    frame: Frame,
) -> int | None:
    """Give the year that a sentence tells elsewhere for an expression that leaves it open; `usable` as in `governing`.

    "Năm 2019 ..., 10 tháng được 21.400 lượt"; of the years that a mean runs through, the last one.
    """
    if chosen is None or chosen.year is not None or chosen.shift is not None:
        return None
    semicolon = -1 if chosen.kind == "habitual" else norm.rfind(";", clause.lead(chosen.start), chosen.start)
    first = semicolon + 1 or clause.sentence[0]
    last = bisect_left(usable, min(start, clause.segment[1]), key=_START)
    dated = (
        e
        for e in reversed(usable[max(0, last - _RECALLED) : last])
        if (e.year is not None or e.shift is not None)
        and not e.is_horizon
        and first <= e.start
        and (e.kind != "multi_year" or chosen.kind == "habitual")
    )
    told = next(dated, None)
    return None if told is None else _year_of(told, frame, None)


# How many times back a sentence still speaks of a year.
_RECALLED: Final = 200


def _of_the_bracket(
    norm: str, clause: Clause, expression: TimeExpression, usable: Sequence[TimeExpression]
) -> TimeExpression:
    """Give the feast that a sentence is about, where a bracket only names its year ("(năm 2019 là 81.000 lượt)")."""
    if expression.kind != "year":
        return expression
    opened = norm.rfind("(", clause.lead(expression.start), expression.start)
    if opened < 0 or ")" in norm[opened : expression.start]:
        return expression
    return next((e for e in usable[:_RECALLED] if e.kind == "event" and e.start < opened), expression)


def is_usable(norm: str, expression: TimeExpression, sentence_start: int) -> bool:
    """Tell whether an expression says when: not a baseline, nor part of the name of a plan, nor an occasion."""
    near = max(sentence_start, expression.start - _NEAR)
    if expression.kind == "since" or _PERCENT_OF.search(norm, near, expression.start):
        return False
    if expression.kind == "baseline" or _COMPARED_WITH.search(norm, near, expression.start):
        if expression.year is None and " năm " not in norm[expression.start : expression.end]:
            return False
        is_first = near == sentence_start and not norm[sentence_start : expression.start].strip(" -+•")
        leads = is_first or _TELLS.match(norm, expression.end) is not None
        is_measure = norm.startswith(("so", "bằng", "của", "hơn", "với"), expression.start)
        return leads and not is_measure and not _COMPARED_WITH.search(norm, near, expression.start)
    if expression.kind == "year" and _PLAN_FOR.search(norm, near, expression.start):
        return True
    if expression.kind == "event":
        stretch = norm[max(sentence_start, expression.start - 30) : expression.start]
        return not (_OCCASION.search(stretch) or norm.startswith(("những ngày lễ", "các ngày lễ"), expression.start))
    return not _NAMES_A_PLAN.search(norm[max(sentence_start, expression.start - 90) : expression.start])


# How far before a time the words begin that say what it is.
_NEAR: Final = 80
# "Bằng 132% năm 2022" compares as well; "từ 41% của năm 2021 lên 83,6%" does not.
_PERCENT_OF: Final = re.compile(
    r"(?<!\w)(?:bằng|tăng|giảm|vượt|gấp|so)(?!\w|\s+từ(?!\w))(?:[^.;,%]|(?<=\d),(?=\d)){0,30}%\s*$"
)
# "Giảm 3,2% so với quý I/2023": a time that a figure is measured by.
_COMPARED_WITH: Final = re.compile(
    r"(?<!\w)(?:so với|so|cùng kỳ|của cùng kỳ|bằng|hơn|so cùng kỳ|lần)\s+(?:mức\s+|của\s+)?$"
)
# "Kế hoạch 2026 là 9,5 triệu lượt": the year of a plan, not the name of one.
_PLAN_FOR: Final = re.compile(
    r"(?<!\w)(?<!thực hiện )(?<!theo )(?<!ban hành )(?:kế hoạch|chỉ tiêu|mục tiêu)\s+(?:của\s+)?(?:cả\s+)?$"
)


def _is_attached(between: str) -> bool:
    return len(between) <= _ATTACHED and not _BEGINS_ANEW.search(between)


_ATTACHED: Final = 40
# "So với năm 2017 (1.422.000 lượt)": the bracket tells the figure of the year compared with.
_OPENS: Final = re.compile(r"\s*\(\s*(?:là\s+|đạt\s+)?")
_BEGINS_ANEW: Final = re.compile(r"[,;:()]|(?<!\w)(?:để|nhằm|mà)(?!\w)")
# "Cùng kỳ năm ngoái chỉ 112.780 lượt": what was then, not what it is measured by.
_TELLS: Final = re.compile(r"\s+(?:chỉ|mới|là|đạt|có|đón)(?!\w)")


def _reaches_back(between: str, kind: str) -> bool:
    """Tell whether a time behind a figure can still be the figure's: no other statement has begun between them.

    Days told behind a comma are of something else ("phục vụ 5.140 lượt bạn đọc, 3 ngày trong tuần mở buổi tối").
    """
    if kind == "event" and "," in between:
        return False
    return "," not in between or (";" not in between and len(between.rpartition(",")[2].split()) <= _WORDS_BEHIND_COMMA)


_WORDS_BEHIND_COMMA: Final = 3


def year_of_state(
    norm: str,
    sentence_start: int,
    position: int,
    expressions: Sequence[TimeExpression],
    is_planned: bool,
    frame: Frame,
    context_year: int | None,
) -> int | None:
    """Give the year of a state told at a position of a sentence that states no figure; a plan's year may follow it."""
    dated = [
        e
        for e in expressions
        if (e.year is not None or e.shift is not None)
        and e.kind not in ("multi_year", "event", "day")
        and is_usable(norm, e, sentence_start)
        and (e.start < position or is_planned)
    ]
    chosen = dated[-1] if is_planned and dated else next((e for e in reversed(dated) if e.start < position), None)
    period = resolve(chosen, "stock", "plan" if is_planned else "actual", frame, context_year, "sentence")
    return period.end.year if isinstance(period, Period) else None


def resolve(
    expression: TimeExpression | None, kind: str, scenario: str, frame: Frame, context_year: int | None, origin: str
) -> Period | Refusal:
    """Turn an expression into a period for an indicator of a kind (`stock`, `flow`, `rate`, ...)."""
    is_stock = kind not in ("flow", "flow_rate")
    if is_stock and expression is not None and _says_no_date(expression, scenario, origin):
        expression = None
    # "Năm 2024 ước đón 3,3 triệu lượt": an estimate that names the year is of all of it.
    is_of_year = scenario == "estimate" and origin in ("clause", "sentence") and expression is not None
    is_of_year = is_of_year and expression is not None and expression.kind == "year" and expression.year is not None
    if (
        frame.cutoff is not None
        and scenario != "plan"
        and not is_of_year
        and _is_cut_off(expression, frame.cutoff, context_year)
    ):
        return Period("point", None, frame.cutoff.end, "document") if is_stock else frame.cutoff
    if expression is None:
        return _default(is_stock, scenario, frame, context_year)
    if expression.kind in ("event", "day"):
        return (
            _default(True, scenario, frame, expression.year or context_year)
            if is_stock and kind != "rate"
            else Refusal("event_period")
        )
    if expression.kind == "ago":
        return Refusal("no_period")
    if expression.kind == "frequency":
        return _default(True, scenario, frame, context_year) if is_stock else Refusal("no_indicator")
    year = _year_of(expression, frame, context_year)
    if year is None:
        return Refusal("no_period")
    if expression.kind == "habitual":
        return (
            _default(True, scenario, frame, context_year)
            if is_stock and kind != "rate"
            else Period("habitual", None, date(year, 12, 31), origin)
        )
    if expression.kind == "multi_year":
        if is_stock:
            return Period("point", None, date(year, 12, 31), origin)
        begun = expression.last_year or (year - expression.length + 1 if expression.length else None)
        if begun is None:
            return Refusal("no_period")  # "nhiều năm": nobody says since when
        return Period("multi_year", date(begun, 1, 1), date(year, 12, 31), origin)
    end = _end_of(expression, year, frame)
    if scenario == "plan" and (origin != "clause" or expression.kind in ("year", "as_of")):
        end = date(year, 12, 31)
        return Period("point", None, end, origin) if is_stock else Period("year", date(year, 1, 1), end, origin)
    if is_stock or (expression.is_instant and kind == "flow_rate"):
        return Period("point", None, end, origin)
    if expression.kind == "year" or (expression.kind == "as_of" and end == date(year, 12, 31)):
        return Period("year", date(year, 1, 1), end, origin)
    if expression.kind == "as_of":
        return Period("ytd", date(year, 1, 1), end, origin)
    if expression.kind == "month":
        return Period("month", date(end.year, end.month, 1), end, origin)
    first = date(year, *expression.first) if expression.first else date(year, 1, 1)
    if expression.kind == "ytd" and expression.month == 12 and first == date(year, 1, 1):
        return Period("year", first, end, origin)
    return Period(expression.kind, first, end, origin)


def _is_cut_off(expression: TimeExpression | None, cutoff: Period, context_year: int | None) -> bool:
    """Tell whether a figure ends where the document's figures end: it says no time, or only their year."""
    if expression is None:
        return context_year in (None, cutoff.end.year)
    return (
        expression.kind == "year"
        and expression.month is None
        and expression.year in (None, cutoff.end.year)
        and (expression.year is not None or ((expression.shift or 0) == 0 and context_year in (None, cutoff.end.year)))
    )


def _says_no_date(expression: TimeExpression, scenario: str, origin: str) -> bool:
    """Tell whether a stock is not dated by an expression: a year left open, or one that an earlier sentence spoke of."""
    if expression.kind != "year" or scenario == "plan":
        return False
    return (expression.year is None and expression.shift is None) or origin == "context"


def _year_of(expression: TimeExpression, frame: Frame, context_year: int | None) -> int | None:
    if expression.year is not None:
        return expression.year
    if expression.shift is not None:
        # "năm nay" is the year of publication; "năm qua", told in January, the year before.
        base = (
            frame.year
            if frame.published_on is None or (expression.shift == 0 and frame.is_year_end_text)
            else frame.published_on.year
        )
        return None if base is None else base + expression.shift
    if expression.kind == "as_of" and expression.month is None and frame.published_on is not None:
        return frame.published_on.year if not frame.is_year_end_text else frame.year
    return context_year or frame.year


def _end_of(expression: TimeExpression, year: int, frame: Frame) -> date:
    if expression.month is not None:
        return last_day(expression, year)
    if (
        expression.kind in ("as_of", "ytd", "month")
        and frame.published_on is not None
        and frame.published_on.year == year
        and not frame.is_year_end_text
    ):
        return frame.published_on if expression.kind != "month" else month_end(year, frame.published_on.month)
    return date(year, 12, 31)


def _default(is_stock: bool, scenario: str, frame: Frame, context_year: int | None) -> Period | Refusal:
    """Give the period of a figure whose sentence and paragraph say none."""
    year = context_year or frame.year
    if scenario == "plan" and frame.plan_year is not None and context_year in (None, frame.year):
        year = frame.plan_year
    if year is None:
        return Refusal("no_period")
    topic = frame.topic
    if is_stock:
        if (
            scenario != "plan"
            and frame.published_on is not None
            and not frame.is_year_end_text
            and context_year in (None, frame.year, frame.published_on.year)
        ):
            return Period("point", None, frame.published_on, "document")
        return Period("point", None, date(year, 12, 31), "document")
    if (
        scenario != "plan"
        and topic is not None
        and topic.kind in PARTS
        and topic.month is not None
        and (topic.year or year) == year
    ):
        first = date(year, *topic.first) if topic.first else date(year, topic.month, 1)
        return Period(topic.kind, first, _end_of(topic, year, frame), "document")
    if scenario != "plan" and topic is not None and topic.kind == "event":
        return Refusal("event_period")
    return Period("year", date(year, 1, 1), date(year, 12, 31), "document")
