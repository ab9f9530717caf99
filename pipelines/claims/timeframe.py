"""What a document is about in time: its reporting year, its period, and the day to which its figures run."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.claims.model import Period
from pipelines.language.periods import TimeExpression, month_end

PARTS: Final = ("ytd", "half", "quarter", "month")
# "Kỳ số liệu: từ 01/7/2025 đến 15/12/2025": a sentence without any figure that says which days all figures cover.
_FIGURES: Final = re.compile(
    r"(?<!\w)(?:kỳ (?:số liệu|báo cáo)|số liệu|thời (?:điểm|gian) (?:báo cáo|thống kê)|mốc (?:số liệu|báo cáo)|báo cáo (?:lấy|chốt|tính))(?!\w)"
    r"[^.;\d]{0,60}$"
)
_NOTHING_MORE: Final = re.compile(r"[^\d.;]*(?:[.;]|$)")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a document is about in time: its reporting year, the expression that says so, and its days.

    `plan_year` is the year of its plans where that is not the reporting year; `cutoff` the period that all of its figures
    cover, where it says so.
    """

    year: int | None
    topic: TimeExpression | None
    published_on: date | None
    is_year_end_text: bool
    plan_year: int | None = None
    cutoff: Period | None = None


def cutoff_of(norm: str, expressions: Iterable[TimeExpression], frame: Frame) -> Period | None:
    """Read a passage as the statement of which days a document's figures cover; None where it is none."""
    for expression in expressions:
        told = expression.year or frame.year
        is_part = expression.kind in (*PARTS, "as_of") and expression.month is not None
        if not is_part or told is None or not _NOTHING_MORE.match(norm, expression.end):
            continue
        if _FIGURES.search(norm, 0, expression.start):
            end = last_day(expression, told)
            first = date(told, *expression.first) if expression.first else date(told, 1, 1)
            is_year = (first, end) == (date(told, 1, 1), date(told, 12, 31))
            kind = "year" if is_year else "ytd" if expression.kind == "as_of" else expression.kind
            if (
                (topic := frame.topic) is not None
                and topic.kind == "half"
                and topic.first == (1, 1)
                and (end.month, end.day) == (6, 30)
            ):
                kind = "half"
            return Period(kind, first, end, "document")
    return None


def last_day(expression: TimeExpression, year: int) -> date:
    """Give the last day of an expression that names a month, in a year."""
    assert expression.month is not None
    end = month_end(year, expression.month)
    return end if expression.day is None else end.replace(day=min(expression.day, end.day))


def frame_of(
    title: Sequence[TimeExpression],
    lead: Sequence[TimeExpression],
    body: Sequence[TimeExpression],
    published_on: date | None,
) -> Frame:
    """Read what a document is about in time.

    The period comes from the lead, which is more exact than the title, else from the title; the year from the title,
    else from the lead, the date of publication, the body. A year that has hardly begun, or is still to come, is the year
    of the plans; the results are then of the year before.
    """
    topics = [e for e in (_topic(lead), _topic(title)) if e is not None]
    topic = next((e for e in topics if e.kind in PARTS), topics[0] if topics else None)
    if topic is not None and topic.kind == "event" and topic not in title:
        # A feast that a lead only begins with is not what the whole text is about.
        topic = next((e for e in lead if e.kind in ("year", "as_of") and not e.is_horizon), topic)
    named = _first_year(title) or _end_of_years(title, published_on)
    if named is None and topic is not None and topic.year is None and topic.kind in PARTS and published_on is not None:
        named = _year_over(topic, published_on)
    latest = _latest_year(lead, published_on)
    if latest is not None and named is None and not _is_history(latest, body, published_on):
        named = latest
    year = named
    if named is not None and published_on is not None:
        year = min(named, _last_reported(published_on, topic))
    if year is None and published_on is not None:
        year = _last_reported(published_on, topic)
    if year is None:
        years = [e.year for e in body if e.year is not None and e.kind not in _ELSEWHEN and not e.is_horizon]
        year = max(set(years), key=lambda y: (years.count(y), y)) if years else _implied_year([*title, *lead, *body])
    is_in_time = published_on is None or (
        year is not None and date(year, 12, 1) <= published_on < date(year + 1, _LAST_MONTH_OF_REPORTS + 2, 1)
    )
    is_over = year is not None and published_on is not None and year < published_on.year
    # A report of a year names it in its title, however late it comes.
    is_in_time = is_in_time or (is_over and _first_year(title) == year)
    is_of_year = topic is None or topic.kind in ("year", "as_of") or is_over
    is_year_end = year is not None and is_of_year and is_in_time
    return Frame(year, topic, published_on, is_year_end, named if named is not None and named != year else None)


def _is_history(year: int, body: Sequence[TimeExpression], published_on: date | None) -> bool:
    """Tell whether a lead only looks back: its year is long past, and the text goes on to years that are not."""
    if published_on is None or year >= published_on.year - 1:
        return False
    return any(e.year is not None and published_on.year - 1 <= e.year <= published_on.year for e in body)


def _year_over(part: TimeExpression, published_on: date) -> int:
    """Give the year of a part of a year that a text of a day can report ("sau 7 tháng", in a headline)."""
    end = last_day(part, published_on.year) if part.month is not None else published_on
    is_long_to_go = (end - published_on).days > _TOLD_AHEAD
    return published_on.year - 1 if is_long_to_go else published_on.year


# Figures of a month or quarter are printed before its last day.
_TOLD_AHEAD: Final = 45


def _last_reported(published_on: date, topic: TimeExpression | None) -> int:
    """Give the latest year that a text reports: one of January or February tells the year before, if not of a part."""
    is_of_part = topic is not None and topic.kind in PARTS
    is_of_feast = topic is not None and topic.kind == "event" and published_on.month > 1
    is_early = published_on.month <= _LAST_MONTH_OF_REPORTS and not (is_of_part or is_of_feast)
    return published_on.year - 1 if is_early else published_on.year


_LAST_MONTH_OF_REPORTS: Final = 2
_ELSEWHEN: Final = ("baseline", "since", "multi_year")


def _topic(expressions: Sequence[TimeExpression]) -> TimeExpression | None:
    return next(
        (
            e
            for e in expressions
            if e.kind not in ("baseline", "since", "frequency", "habitual", "multi_year", "day") and not e.is_horizon
        ),
        None,
    )


def _first_year(expressions: Sequence[TimeExpression]) -> int | None:
    return next(
        (e.year for e in expressions if e.year is not None and not e.is_horizon and e.kind not in _ELSEWHEN),
        None,
    )


def _end_of_years(expressions: Sequence[TimeExpression], published_on: date | None) -> int | None:
    """Give the last of the years that a title runs through ("ba năm 2011-2013"), once it is there."""
    ends = [e.year for e in expressions if e.kind == "multi_year" and e.year is not None]
    return next((y for y in ends if published_on is not None and y <= published_on.year), None)


def _latest_year(expressions: Sequence[TimeExpression], published_on: date | None) -> int | None:
    """Of the years a lead runs through ("từ năm 2016 đến năm 2019"), the last that is over is what it reports."""
    years = [e.year for e in expressions if e.year is not None and not e.is_horizon and e.kind not in _ELSEWHEN]
    past = [y for y in years if published_on is None or y <= published_on.year]
    return max(past, default=None)


def _implied_year(expressions: Sequence[TimeExpression]) -> int | None:
    """Take "so với cùng kỳ năm 2014" as the only hint of 2015, or the end of the years that a text is about."""
    baseline = next((e.year + 1 for e in expressions if e.kind == "baseline" and e.year is not None), None)
    return baseline or next((e.year for e in expressions if e.kind == "multi_year" and e.year is not None), None)
