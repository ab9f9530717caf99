"""Which period a figure covers: its own words, its sentence, its paragraph, then what the whole document is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Period
from pipelines.language.periods import TimeExpression, month_end

# A time that only belongs to the name of a plan or a programme says nothing of the figures around it.
_NAMES_A_PLAN: Final = re.compile(
    r"(?:đề án|chương trình|kế hoạch|nghị quyết|quy hoạch|chiến lược|dự án|quyết định|chỉ thị|luật|nghị định|văn bản)\s(?:(?!đề ra|đặt|giao|xác định|phấn đấu|mục tiêu|đã|đón|đạt|\bcó\b)[^,.;:]){0,80}$"
)
# Here a feast is where or why something was done, not when: "tại Ngày hội", "chào mừng các ngày lễ lớn".
_OCCASION: Final = re.compile(
    r"(?:tại|nhân|nhân dịp|chào mừng|mừng|kỷ niệm|phục vụ|cùng|như|các|những|tổ chức|tham gia|và|hưởng ứng)\s+(?:các\s+|những\s+)?$"
)
_PARTS: Final = ("ytd", "half", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document is about in time: its reporting year, the expression that says so, and its days."""

    year: int | None
    topic: TimeExpression | None
    published_on: date | None
    is_year_end_text: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a figure has no period of the contract: `event_period` or `no_period` or `no_indicator` (said of a day or week)."""

    reason: str


def governing(
    norm: str, clause: Clause, start: int, expressions: Sequence[TimeExpression]
) -> tuple[TimeExpression | None, str]:
    """Choose the expression of time nearest to the figure at `start` that is not about something else."""
    usable = [e for e in expressions if is_usable(norm, e, clause.sentence[0])]
    left = [e for e in usable if clause.left[0] <= e.start and e.end <= start]
    right = [e for e in usable if clause.right[0] <= e.start and e.end <= clause.right[1]]
    if right and _is_attached(norm[clause.right[0] : right[0].start]):
        is_nearer = not left or start - left[-1].end > right[0].start - clause.right[0]
        is_event = bool(left) and left[-1].kind == "event"
        if not is_event and (is_nearer or right[0].kind in ("frequency", "event")):
            return right[0], "clause"
    if left:
        return _of_the_bracket(norm, clause, left[-1], usable), "clause"
    if right and not re.search(r"[;]", norm[clause.right[0] : right[0].start]):
        far = [e for e in usable if clause.sentence[0] <= e.start and e.end <= clause.left[0]]
        if not far:
            return right[0], "clause"
    far = [e for e in usable if clause.sentence[0] <= e.start and e.end <= clause.left[0]]
    return (far[-1], "sentence") if far else (None, "context")


def _of_the_bracket(
    norm: str, clause: Clause, expression: TimeExpression, usable: Sequence[TimeExpression]
) -> TimeExpression:
    """Give the feast that a sentence is about, where a bracket only names its year ("(năm 2019 là 81.000 lượt)")."""
    opened = norm.rfind("(", clause.sentence[0], expression.start)
    if expression.kind != "year" or opened < 0 or ")" in norm[opened : expression.start]:
        return expression
    return next((e for e in usable if e.kind == "event" and clause.sentence[0] <= e.start < opened), expression)


def is_usable(norm: str, expression: TimeExpression, sentence_start: int) -> bool:
    """Tell whether an expression says when: not a baseline, nor part of the name of a plan, nor an occasion."""
    if expression.kind == "baseline" or norm[sentence_start : expression.start].rstrip().endswith("%"):
        return False  # "bằng 132% năm 2022" compares as well
    if expression.kind == "event":
        stretch = norm[max(sentence_start, expression.start - 30) : expression.start]
        return not (_OCCASION.search(stretch) or norm.startswith(("những ngày lễ", "các ngày lễ"), expression.start))
    return not _NAMES_A_PLAN.search(norm[max(sentence_start, expression.start - 90) : expression.start])


def _is_attached(between: str) -> bool:
    return len(between) <= _ATTACHED and not re.search(r"[,;:()]", between)


_ATTACHED: Final = 40


def resolve(
    expression: TimeExpression | None, kind: str, scenario: str, frame: Frame, context_year: int | None, origin: str
) -> Period | Refusal:
    """Turn an expression into a period for an indicator of a kind (`stock`, `flow`, `rate`, ...)."""
    is_stock = kind not in ("flow", "flow_rate")
    if is_stock and expression is not None and _says_no_date(expression, scenario, origin):
        expression = None
    if expression is None:
        return _default(is_stock, scenario, frame, context_year)
    if expression.kind in ("event", "day"):
        return (
            _default(True, scenario, frame, expression.year or context_year)
            if is_stock and kind != "rate"
            else Refusal("event_period")
        )
    if expression.kind == "frequency":
        return _default(True, scenario, frame, context_year) if is_stock else Refusal("no_indicator")
    year = _year_of(expression, frame, context_year)
    if year is None:
        return Refusal("no_period")
    if expression.kind == "habitual":
        return (
            _default(True, scenario, frame, context_year)
            if is_stock
            else Period("habitual", None, date(year, 12, 31), origin)
        )
    if expression.kind == "multi_year":
        if is_stock or scenario == "plan":
            return Period(
                "point" if is_stock else "year", None if is_stock else date(year, 1, 1), date(year, 12, 31), origin
            )
        return Period(
            "multi_year", date(expression.last_year, 1, 1) if expression.last_year else None, date(year, 12, 31), origin
        )
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
        if expression.day is None:
            return month_end(year, expression.month)
        return min(
            date(year, expression.month, 1).replace(day=min(expression.day, month_end(year, expression.month).day)),
            month_end(year, expression.month),
        )
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
        and topic.kind in _PARTS
        and topic.month is not None
        and (topic.year or year) == year
    ):
        first = date(year, *topic.first) if topic.first else date(year, topic.month, 1)
        return Period(topic.kind, first, _end_of(topic, year, frame), "document")
    if scenario != "plan" and topic is not None and topic.kind == "event":
        return Refusal("event_period")
    return Period("year", date(year, 1, 1), date(year, 12, 31), "document")


def frame_of(
    title: Sequence[TimeExpression],
    lead: Sequence[TimeExpression],
    body: Sequence[TimeExpression],
    published_on: date | None,
) -> Frame:
    """Read what a document is about in time.

    The period comes from the lead, which is more exact than the title, else from the title; the year from the title,
    else from the lead, the date of publication, the body.
    """
    topics = [e for e in (_topic(lead), _topic(title)) if e is not None]
    topic = next((e for e in topics if e.kind in _PARTS), topics[0] if topics else None)
    year = _first_year(title)
    if year is None and topic is not None and topic.year is None and topic.kind in _PARTS and published_on is not None:
        year = published_on.year  # "sau 7 tháng" in a headline is of the year in which it was printed
    year = year or _latest_year(lead, published_on)
    if year is None and published_on is not None:
        # A text of January or February reports the year before, unless it says otherwise.
        year = (
            published_on.year - 1
            if published_on.month <= _LAST_MONTH_OF_REPORTS and (topic is None or topic.kind == "year")
            else published_on.year
        )
    if year is None:
        years = [
            e.year for e in body if e.year is not None and e.kind not in ("baseline", "multi_year") and not e.is_horizon
        ]
        year = max(set(years), key=lambda y: (years.count(y), y)) if years else _implied_year([*title, *lead, *body])
    is_in_time = published_on is None or (
        year is not None and date(year, 12, 1) <= published_on < date(year + 1, _LAST_MONTH_OF_REPORTS + 2, 1)
    )
    is_year_end = year is not None and (topic is None or topic.kind in ("year", "as_of")) and is_in_time
    return Frame(year, topic, published_on, is_year_end)


_LAST_MONTH_OF_REPORTS: Final = 2


def _topic(expressions: Sequence[TimeExpression]) -> TimeExpression | None:
    return next(
        (
            e
            for e in expressions
            if e.kind not in ("baseline", "frequency", "habitual", "multi_year", "day") and not e.is_horizon
        ),
        None,
    )


def _first_year(expressions: Sequence[TimeExpression]) -> int | None:
    return next(
        (
            e.year
            for e in expressions
            if e.year is not None and not e.is_horizon and e.kind not in ("baseline", "multi_year")
        ),
        None,
    )


def _latest_year(expressions: Sequence[TimeExpression], published_on: date | None) -> int | None:
    """Of the years a lead runs through ("từ năm 2016 đến năm 2019"), the last that is over is what it reports."""
    years = [
        e.year
        for e in expressions
        if e.year is not None and not e.is_horizon and e.kind not in ("baseline", "multi_year")
    ]
    past = [y for y in years if published_on is None or y <= published_on.year]
    return max(past, default=None)


def _implied_year(expressions: Sequence[TimeExpression]) -> int | None:
    """Take "so với cùng kỳ năm 2014" as the only hint of 2015, or the end of the years that a text is about."""
    baseline = next((e.year + 1 for e in expressions if e.kind == "baseline" and e.year is not None), None)
    return baseline or next((e.year for e in expressions if e.kind == "multi_year" and e.year is not None), None)
