"""Periods: the expressions of time in a passage and what each says.

An expression is found and read on its own here; which of them governs a figure is decided in `claims`. Years that a
text leaves open ("9 tháng đầu năm", "trong năm") stay open.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.language.anchors import Anchored
from pipelines.language.numerals import read_words

_NUMBER: Final = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)"
_YEAR: Final = r"(?:19|20)\d{2}(?!\d)"
_IN_YEAR: Final = rf"(?:(?:\s*(?:/|-|,?\s*năm)\s*|\s+)(?P<year>{_YEAR})|\s+(?:của\s+)?(?P<rel>năm nay|năm ngoái|năm trước|năm sau|năm tới|năm qua))?"
_DMY: Final = r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>(?:19|20)\d{2}))?(?![/\d])"
_ROMAN: Final = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "đầu": 1,
    "đầu tiên": 1,
    "cuối": 4,
}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time.

    `kind` is a period type of the contract, or `as_of` (a cut-off: "tính đến tháng 11"), `event` (a holiday, a
    festival, some days), `day` (one day), `since` (a beginning: "từ năm 2010"), `ago` ("mười năm trước"), `frequency` (said of a day, week or month), `baseline` (what a comparison compares with).
    `is_instant` marks a state seen on a day ("tại thời điểm tháng 4"), `is_horizon` the end of a plan ("đến năm 2030").
    `year` is None where the text leaves it open, `shift` then says by how many years it differs from the reporting
    year, None where it is that year without saying so. `length` is how many years a stretch of them has, where it is told.
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    shift: int | None = None
    month: int | None = None
    day: int | None = None
    first: tuple[int, int] | None = None
    is_horizon: bool = False
    is_instant: bool = False
    last_year: int | None = None
    length: int | None = None


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


_Reader = Callable[[re.Match[str]], dict[str, object] | None]
_RELATIVE: Final = {"năm nay": 0, "năm qua": 0, "năm ngoái": -1, "năm trước": -1, "năm sau": 1, "năm tới": 1}


def _year(match: re.Match[str]) -> dict[str, object]:
    groups = match.groupdict()
    if groups.get("year"):
        return {"year": int(groups["year"])}
    if groups.get("rel"):
        return {"shift": _RELATIVE[groups["rel"]]}
    return {}


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    numeral = read_words(word.split())
    return int(numeral.value) if numeral else 0


def _first_months(match: re.Match[str]) -> dict[str, object] | None:
    months = _count(match["n"])
    if not 1 <= months <= 12:
        return None
    kind = {6: "half", 12: "year"}.get(months, "ytd")
    return {"kind": kind, "month": months, "first": (1, 1), **_year(match)}


def _last_months(match: re.Match[str]) -> dict[str, object] | None:
    months = _count(match["n"])
    if not 1 <= months <= 11:
        return None
    return {"kind": "half" if months == 6 else "ytd", "month": 12, "first": (13 - months, 1), **_year(match)}


def _quarter(match: re.Match[str]) -> dict[str, object] | None:
    number = _ROMAN.get(match["q"])
    return (
        None
        if number is None
        else {"kind": "quarter", "month": number * 3, "first": (number * 3 - 2, 1), **_year(match)}
    )


def _quarters(match: re.Match[str]) -> dict[str, object] | None:
    number = _count(match["n"])
    return (
        {"kind": {2: "half"}.get(number, "ytd"), "month": number * 3, "first": (1, 1), **_year(match)}
        if 2 <= number <= 3
        else None
    )


def _half(match: re.Match[str]) -> dict[str, object]:
    second = "cuối" in match.group() or "sau" in match.group().split()[1:2]
    return {"kind": "half", "month": 12 if second else 6, "first": (7, 1) if second else (1, 1), **_year(match)}


def _month(match: re.Match[str]) -> dict[str, object] | None:
    month = int(match["month"])
    return {"kind": "month", "month": month, **_year(match)} if 1 <= month <= 12 else None


def _as_of_month(match: re.Match[str]) -> dict[str, object] | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    part = match.groupdict().get("part") or ""
    day = {"giữa": 15, "đầu": 1, "trung tuần": 15}.get(part.strip())
    return {"kind": "as_of", "month": month, "day": day, **_year(match)}


def _instant(match: re.Match[str]) -> dict[str, object] | None:
    fields = _as_of_month(match)
    return None if fields is None else {**fields, "is_instant": True}


def _as_of_day(match: re.Match[str]) -> dict[str, object] | None:
    day, month = int(match["d"]), int(match["m"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return {"kind": "as_of", "month": month, "day": day, "year": int(match["y"]) if match["y"] else None}


def _as_of_written_day(match: re.Match[str]) -> dict[str, object] | None:
    return (
        {"kind": "as_of", "month": int(match["month"]), "day": int(match["d"]), **_year(match)}
        if 1 <= int(match["month"]) <= 12
        else None
    )


def _span(match: re.Match[str]) -> dict[str, object] | None:
    d1, m1 = int(match["d1"]), int(match["m1"] or match["m2"])
    d2, m2 = int(match["d2"]), int(match["m2"])
    if not (1 <= m1 <= 12 and 1 <= m2 <= 12 and 1 <= d1 <= 31 and 1 <= d2 <= 31):
        return None
    year = match["y2"] or match["y1"]
    days = (m2 - m1) * 30 + d2 - d1
    if days < 0 or (match["y1"] and match["y2"] and match["y1"] != match["y2"]):
        # Over New Year: part of a year up to its end, as far as one year can say it.
        is_event = (
            not (match["y1"] and match["y2"]) or 365 * (int(match["y2"]) - int(match["y1"])) + days <= _LONGEST_EVENT
        )
        return {"kind": "event"} if is_event else {"kind": "as_of", "month": m2, "day": d2, "year": int(year)}
    if 0 <= days <= _LONGEST_EVENT:
        return {"kind": "event"}
    return {"kind": "ytd", "month": m2, "day": d2, "first": (m1, d1), "year": int(year) if year else None}


def _from_day_to_month(match: re.Match[str]) -> dict[str, object] | None:
    d1, m1, month = int(match["d1"]), int(match["m1"]), int(match["month"])
    if not (1 <= d1 <= 31 and 1 <= m1 <= month <= 12):
        return None
    return {"kind": "ytd", "month": month, "first": (m1, d1), **_year(match)}


def _as_of_year(match: re.Match[str]) -> dict[str, object]:
    return {"kind": "as_of", "month": 12, **_year(match)}


def _as_of_end(match: re.Match[str]) -> dict[str, object]:
    return (
        {"kind": "as_of", "month": 12, "year": int(match["year"])} if match["year"] else {"kind": "as_of", "month": 12}
    )


def _by_year(match: re.Match[str]) -> dict[str, object]:
    return {"kind": "as_of", "month": 12, "is_horizon": True, **_year(match)}


def _years(match: re.Match[str]) -> dict[str, object] | None:
    first, last = int(match["y1"]), match["y2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return {"kind": "multi_year", "year": end, "month": 12, "last_year": first} if first < end < first + 60 else None


def _some_years(match: re.Match[str]) -> dict[str, object]:
    return {"kind": "multi_year", "length": int(match["n"]) if match["n"] else None}


def _fixed(kind: str, **fields: object) -> _Reader:
    return lambda match: {"kind": kind, **fields, **_year(match)}


# A stretch of days longer than this is part of a year, not an event.
_LONGEST_EVENT: Final = 31
_FROM_TO_SEPARATOR: Final = r"\s*(?:đến|tới|-)\s*(?:hết\s+)?(?:ngày\s+)?"
_HOLIDAY: Final = (
    r"(?:tết(?:\s+(?:nguyên đán|dương lịch|âm lịch|cổ truyền|độc lập|trung thu))?(?!\s*:)|(?:kỳ|kì|dịp|đợt|ngày|những ngày|mấy ngày|trong)\s+(?:nghỉ\s+)?(?:lễ|tết|nghỉ)|"
    r"nghỉ lễ|nghỉ tết|giỗ tổ|quốc khánh|giáng sinh|noel|ngày hội|khai hội|mùa hội|ngày lễ|đại lễ|đêm hội|tuần lễ|ngày khai mạc|(?:các|những|mấy) tháng (?:hè|cao điểm|thấp điểm)|"
    r"lễ khai mạc|lễ 30\s*/\s*4|lễ 2\s*/\s*9|30/4\s*(?:-|,|và)\s*(?:0?1/5)|cuối tuần|trong tuần|tuần qua|tuần đầu(?: tiên)?|"
    r"(?:trong|riêng)\s+(?:ngày|đêm|tuần|tối)|chỉ trong ngày|kỳ nghỉ)(?!\w)"
)

# Earlier rows win where two overlap at the same place; longer matches win otherwise.
_RULES: Final[tuple[tuple[str, _Reader], ...]] = (
    (rf"(?:so với|cùng kỳ|cùng kì|bằng|mức)(?:\s+(?:với|cùng kỳ|cùng kì|của|mức))*\s+(?:năm\s+)?(?P<year>{_YEAR})", _fixed("baseline")),
    (r"(?:so với|so)\s+(?:với\s+)?(?:năm trước|năm ngoái|cùng kỳ|cùng kì)(?:\s+(?:năm trước|năm ngoái))?|(?:của|hơn|với|bằng)\s+(?:cùng kỳ\s+)?(?:năm trước|năm ngoái)(?!\s+(?:đón|đạt|thu))|cùng kỳ(?:\s+năm (?:trước|ngoái))?", _fixed("baseline")),
    (rf"{_HOLIDAY}(?:[^.,;()]{{0,28}}?(?:năm\s+)?(?P<year>{_YEAR}))?", _fixed("event")),
    (rf"(?:từ\s+)?đầu năm\s*(?P<year>{_YEAR})?\s*(?:đến|tới)\s*(?:thời điểm\s+)?(?:nay|này)", _fixed("ytd", first=(1, 1))),
    (rf"(?:từ\s+)?đầu năm\s*(?:{_YEAR})?\s*(?:đến|tới)\s*(?:hết|cuối|giữa)?\s*tháng\s*(?P<month>\d{{1,2}}){_IN_YEAR}", _as_of_month),
    (rf"(?:từ\s+)?đầu năm\s*(?P<year>{_YEAR})?\s*(?:đến|tới)\s*(?:hết|cuối)\s*(?:tuần|ngày|đợt)", _fixed("ytd", first=(1, 1))),
    (rf"(?:sau|qua)\s+{_NUMBER}\s+tháng\s+(?:đi vào\s+|chính thức\s+)?(?:vận hành|hoạt động|sáp nhập|thành lập)(?!\w)", _fixed("ytd", first=(1, 1))),
    (rf"(?P<n>{_NUMBER})\s+tháng\s+đầu(?:\s+năm(?!\s*\d|\s+(?:nay|ngoái|trước|sau|tới|qua)))?{_IN_YEAR}", _first_months),
    (rf"(?P<n>{_NUMBER})\s+tháng\s+cuối(?:\s+năm(?!\s*\d))?{_IN_YEAR}", _last_months),
    (rf"(?:lũy kế|lũy kế đến|sau|trong|qua|hết|cộng dồn|chỉ|với|tổng)?\s*(?<![\d.,])(?P<n>\d{{1,2}}|{_NUMBER})\s+tháng(?!\s+(?:giêng|chạp|một lần|(?:0?[1-9]|1[0-2])(?![\d,.%]))){_IN_YEAR}(?:\s+qua)?", _first_months),
    (rf"quý\s+(?P<q>i{{1,3}}|iv|[1-4]|một|hai|ba|bốn)(?!\w){_IN_YEAR}", _quarter),
    (rf"(?P<n>hai|ba|2|3|02|03)\s+quý\s+đầu(?:\s+năm(?!\s*\d))?{_IN_YEAR}", _quarters),
    (rf"quý\s+(?P<q>đầu(?:\s+tiên)?|cuối)(?:\s+(?:của\s+)?năm(?!\s*\d))?{_IN_YEAR}", _quarter),
    (rf"nửa\s+(?:đầu\s+|cuối\s+|sau\s+)?(?:của\s+)?(?:năm(?!\s*\d)|(?=năm\s*\d))(?:\s+đầu|\s+cuối)?{_IN_YEAR}", _half),
    (rf"(?:từ\s+)?(?:ngày\s+)?(?P<d1>\d{{1,2}})(?:\s*/\s*(?P<m1>\d{{1,2}}))?(?:\s*/\s*(?P<y1>{_YEAR}))?{_FROM_TO_SEPARATOR}(?P<d2>\d{{1,2}})\s*/\s*(?P<m2>\d{{1,2}})(?:\s*/\s*(?P<y2>{_YEAR}))?(?![/\d])", _span),
    (rf"từ\s+(?:ngày\s+)?(?P<d1>\d{{1,2}})\s*/\s*(?P<m1>\d{{1,2}})(?:\s*/\s*{_YEAR})?\s+(?:đến|tới)\s+(?:hết\s+|cuối\s+)?tháng\s+(?P<month>\d{{1,2}}){_IN_YEAR}", _from_day_to_month),
    (rf"(?:(?:tính\s+)?(?:đến|tới|hết)\s+(?:hết\s+|cuối\s+)?ngày|tính\s+(?:đến|tới)(?:\s+hết)?)\s+{_DMY}", _as_of_day),
    (rf"(?:tính\s+)?(?:đến|tới|hết)\s+(?:hết\s+)?ngày\s+(?P<d>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}}){_IN_YEAR}", _as_of_written_day),
    (rf"(?:tính\s+)?(?:đến|tới|hết)\s+(?:thời điểm\s+)?(?P<part>hết\s+|cuối\s+|giữa\s+|đầu\s+|trung tuần\s+)?tháng\s+(?P<month>\d{{1,2}}){_IN_YEAR}", _as_of_month),
    (rf"(?:tại thời điểm|thời điểm|vào cuối|cuối)\s+tháng\s+(?P<month>\d{{1,2}}){_IN_YEAR}", _instant),
    (rf"tháng\s+(?P<month>\d{{1,2}}){_IN_YEAR}", _month),
    (r"(?:tháng này|trong tháng)(?!\w)", _fixed("month")),
    (r"(?:quý này|(?:trong|trọn|cả|toàn|hết)\s+quý)(?!\s+(?:i{1,3}|iv|\d|đầu|cuối))(?!\w)", _fixed("quarter")),
    (rf"(?:(?:bình quân|trung bình)\s+)?(?:mỗi năm|hằng năm|hàng năm)\s+(?:của|trong)\s+(?:giai đoạn\s+)?{_YEAR}\s*-\s*(?P<year>{_YEAR})", _fixed("habitual")),
    (rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|trong\s+\d+\s+năm|từ năm|từ|{_NUMBER}\s+năm|các năm|những năm|niên khóa)?\s*(?:\(\s*)?(?P<y1>{_YEAR})\s*(?:-|đến(?:\s+năm)?|tới)\s*(?P<y2>{_YEAR}|\d{{2}}(?![\d.,%/]))", _years),
    (rf"(?:trong|sau|suốt|qua|{_NUMBER})\s+(?:{_NUMBER}|\d+)\s+năm\s+(?:qua|gần đây|liên tiếp)|nhiều năm|(?:trong|sau)\s+(?P<n>\d{{1,2}})\s+năm(?!\s+\d)|từ\s+(?:năm\s+)?(?:{_YEAR})\s+đến\s+nay|(?:cả|toàn|suốt) (?:nhiệm kỳ|giai đoạn|thời kỳ)", _some_years),
    (rf"(?:tính\s+)?(?:đến|tới)\s+(?:thời điểm\s+)?(?:hết|cuối)\s+năm(?:\s*(?P<year>{_YEAR})|\s+(?P<rel>nay))?", _as_of_end),
    (rf"(?:vào\s+|tại thời điểm\s+|thời điểm\s+)?(?:cuối|hết)\s+năm\s*(?P<year>{_YEAR})", _as_of_year),
    (rf"(?:tính\s+)(?:đến|tới)\s+(?:đầu\s+)?năm\s*(?P<year>{_YEAR})", _as_of_year),
    (rf"(?:đến|vào)\s+năm\s*(?P<year>{_YEAR})", _by_year),
    (rf"(?:\d{{1,2}}|{_NUMBER}|hàng chục|chục|mấy chục)\s+năm\s+(?:về\s+)?trước", _fixed("ago")),
    (r"đến nay|tính đến nay|hiện nay|hiện tại|tới nay|đến thời điểm (?:này|hiện tại)|tại thời điểm này|(?<!năm )(?<!hôm )(?<!đến )(?<!tới )nay(?=\s+(?:còn|chỉ|mới|lên|đã lên|đã có|chỉ còn))|(?<!thực )(?<!thể )(?<!xuất )(?<!phát )(?<!biểu )(?<!tái )(?<!cải )hiện(?=\s+(?:có|đang|còn|đã|trên|toàn|huyện|xã|thành phố|thị xã))", _fixed("as_of")),
    (rf"(?:từ|kể từ)\s+(?:năm\s+)?(?P<year>{_YEAR})(?!\s*(?:-|đến|tới|sang|lên))", _fixed("since")),
    (r"(?:bình quân|trung bình)?\s*(?:mỗi năm|hằng năm|hàng năm|/\s?năm)(?!\w)", _fixed("habitual")),
    (r"(?:bình quân|trung bình)?\s*(?:mỗi|hằng|hàng|theo)\s+(?:ngày|tuần|tháng|quý|đêm|buổi)(?!\w)|ngày thường|(?:/|một\s+)(?:ngày|tháng|tuần|đêm)(?!\w)(?!\s+\d)|có ngày", _fixed("frequency")),
    (rf"(?:cả|toàn)\s+năm\s*(?P<year>{_YEAR})", _fixed("year", month=12)),
    (rf"(?:trong|hết|suốt|của|riêng|kết thúc|khép lại|bước sang|bước vào|sang)?\s*năm\s*(?P<year>{_YEAR})", _fixed("year")),
    (r"(?:trong\s+|cả\s+|suốt\s+)?(?P<rel>năm nay|năm qua)(?!\w)|(?:trong\s+)?năm vừa qua", _fixed("year")),
    (r"(?:cả|toàn)\s+năm(?!\s+(?:ngoái|trước))(?!\w)", _fixed("year", month=12)),
    (r"(?:cả\s+|trong\s+)?(?P<rel>năm ngoái|năm trước|năm sau|năm tới)(?!\w)", _fixed("year")),
    (r"(?:cũng\s+)?(?:trong|cùng)\s+năm(?!\s*\d)(?!\w)|trong cùng năm", _fixed("year")),
    (rf"(?P<year>{_YEAR})", _fixed("year")),
    (r"(?:từ\s+)?(?:mùng|mồng|rằm)\s+\d{1,2}|(?:mùng|mồng)\s+(?:một|hai|ba|bốn|năm)", _fixed("event")),
    (rf"(?:trong\s+|sau\s+|suốt\s+|chỉ\s+|riêng\s+)?(?<![\d.,])(?P<n>\d{{1,2}}|{_NUMBER})\s+(?:ngày|đêm|tuần)(?!\w)(?!\s+(?:khách|công|văn nghệ|diễn|biểu diễn|giao lưu|nhạc|thơ|nghệ thuật|hội diễn|/))", _fixed("event")),
    (rf"(?:ngày|sáng|chiều|tối|đêm|hôm)\s+{_DMY}", _fixed("day")),
)  # fmt: skip


def _compiled(pattern: str) -> re.Pattern[str]:
    bounded = rf"(?<!\w){pattern}" if not pattern.startswith("(?P<year>") else rf"(?<![\w./,]){pattern}(?![.,]\d|/)"
    # Blanks are never given back: nothing that follows them begins with a blank, and a long row costs one walk.
    return re.compile(bounded.replace(r"\s*", r"\s*+").replace(r"\s+", r"\s++"))


_ANCHORED: Final = Anchored([_compiled(pattern) for pattern, _ in _RULES])


def find(norm: str, words: tuple[Sequence[str], Sequence[int]] | None = None) -> list[TimeExpression]:
    """Find the expressions of time of a passage, in order and without overlap; `words` are its words where known."""
    found: list[TimeExpression] = []
    taken = bytearray(len(norm))
    for number, match in _ANCHORED.matches(norm, words):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if taken.find(1, start, match.end()) >= 0:
            continue
        fields = _RULES[number][1](match)
        if fields is None:
            continue
        taken[start : match.end()] = b"\x01" * (match.end() - start)
        found.append(TimeExpression(start, match.end(), **fields))  # type: ignore[arg-type]
    return sorted(found, key=lambda expression: expression.start)
