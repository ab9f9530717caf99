"""Comparisons: numbers that compare a figure with another one and are never values themselves."""

import re
from typing import Final

from pipelines.claims.clauses import REACH, Clause, clause_start
from pipelines.claims.model import Comparison
from pipelines.language.quantities import Quantity

_NEUTRAL: Final = r"(?:\s*(?:[\"(]|thêm|tới|đến|khoảng|gần|hơn|trên|xấp xỉ|ước|chừng|bình quân|trung bình|được|là|từ|thêm được|lần lượt)(?!\w))*\s*"
_BASELINE: Final = (
    r"(?:cùng kỳ(?:\s+năm (?:trước|ngoái))?|năm trước|năm ngoái|kế hoạch|chỉ tiêu(?:\s+kế hoạch)?|mục tiêu)"
)
_RISE: Final = r"(?:tăng trưởng|tăng|giảm|sụt|hụt|nhích|nhỉnh|bật tăng|vọt)"
# What leads to the number, up to it.
_CHANGES: Final = re.compile(
    rf"(?<!\w){_RISE}(?:\s+(?:bình quân|trung bình|thêm|tới|mạnh|nhẹ|hơn|khoảng|gần|trên|xấp xỉ|ước|được|đến|là|đều|tương ứng|lần lượt|hạng|bậc)){{0,4}}\s*$"
)
# A change may stand further off from a percentage ("tăng so với cùng kỳ 12%"), unless a verb of result comes between.
_CHANGES_FAR: Final = re.compile(
    rf"(?<!\w){_RISE}(?!\s+(?:tốc|cường|lên|từ|về))(?:(?!(?<!\w)(?:đạt|lên|còn|là|chiếm)(?!\w))[^\d.;])*?{_NEUTRAL}$"
)
# "Các tỷ lệ này tăng từ 40 đến 50%": by how much, for several figures at once.
_CHANGES_BY_RANGE: Final = re.compile(rf"(?<!\w)(?:các|những)[^.;]*{_RISE}(?:\s+từ)?\s*$")
_MORE_THAN: Final = re.compile(
    rf"(?<!\w)(?<!không )(?:cao|thấp|nhiều|ít|nhích|nhỉnh|lớn|kém|đông)\s+hơn(?:\s+(?:so với\s+)?{_BASELINE})?(?:\s+(?:khoảng|gần|trên|tới|đến|thêm))?\s*$"
)
_NAMES_BASELINE: Final = re.compile(rf"{_BASELINE}\s*$")
_REACHES: Final = re.compile(
    rf"(?<!\w)(?:bằng|đạt|tương đương|vượt|hoàn thành|đáp ứng|thực hiện|chạm|phục hồi|khôi phục){_NEUTRAL}$"
)
_EXCEEDS: Final = re.compile(
    rf"(?<!\w)(?:vượt|(?<!không )cao hơn|(?<!không )thấp hơn|kém){_NEUTRAL}(?:(?:so với\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu)(?:\s+[^\W\d]+){{0,4}}\s*)?$"
)
_OVER: Final = re.compile(rf"(?<!\w)vượt{_NEUTRAL}$")
# What follows the number.
_OF_A_TARGET: Final = re.compile(
    r"\s*%?\s*(?:\)?\s*)(?:so với|so|của|với|mức|cùng kỳ|kế hoạch|kh\b|chỉ tiêu|mục tiêu|dự toán|năm trước|năm ngoái|kịch bản|nghị quyết|năm (?:19|20)\d{2}(?=[^\d]|$))"
)
_TIMES: Final = re.compile(r"\s*lần(?!\s+(?:thứ|đầu|này|nữa|tổ chức))")
_AGAINST: Final = re.compile(r"[^.,;()\d]{0,40}?(?<!\w)so với(?!\w)")
# "So với ngày đầu thì có thêm 594 cửa hàng": what came on top of a baseline told before.
_ON_TOP: Final = re.compile(r"(?<!\w)so với(?!\w)[^.;]*(?<!\w)(?:thêm|nhiều thêm)\s*$")
# "Gấp 1,7 lần năm 2016, tức hơn 99 vạn người": the comparison before, said as a number.
_IN_OTHER_WORDS: Final = re.compile(
    r"(?<!\w)(?:tức|tức là|tương đương|nghĩa là)(?:\s+(?:tăng|giảm|thêm|hơn|khoảng|gần))*\s*$"
)
_FOLDS: Final = {"rưỡi": 1.5, "đôi": 2.0, "ba": 3.0, "bốn": 4.0}
_FOLD: Final = re.compile(r"(?<!\w)gấp\s+(?:hơn\s+|gần\s+)?(?P<fold>rưỡi|đôi|ba|bốn)(?!\w|\s+(?:lần|rưỡi))")
_FALLS: Final = re.compile(r"(?<!\w)(?:giảm|sụt|hụt|thấp hơn|ít hơn|kém hơn|kém)(?!\w)[^\d;]*$")
_SIGNED: Final = ("change_percent", "change_points", "change_absolute")
_POINTS: Final = re.compile(r"điểm\s*(?:%|phần trăm)")
_STEPS: Final = re.compile(r"\s*bậc(?!\w)")
# The baseline.
_PLAN: Final = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|dự toán|(?<!\w)kh(?!\w)|nghị quyết|kịch bản")
_NAMED_YEAR: Final = re.compile(r"(?:cùng kỳ\s+|so với\s+|năm\s+|của\s+)+(?P<year>(?:19|20)\d{2})(?!\d)")
_OTHER_BASELINES: Final = (
    ("same_period", re.compile(r"cùng kỳ")),
    ("previous_year", re.compile(r"năm (?:trước|ngoái)")),
)
# Against a plan a change is a gap, and an index a share.
_AGAINST_PLAN: Final = {
    "index_percent": "share_of_plan",
    "change_percent": "gap_to_plan",
    "change_points": "gap_to_plan",
}


# What leads to the next statement is not said of this one.
_TRAILING: Final = re.compile(r"(?:[ ,;.)]|(?<= )(?:và|nhưng|song|rồi|còn|chỉ|mới))+\Z")


def comparison(norm: str, quantity: Quantity, clause: Clause) -> Comparison | None:
    """Read a number as a comparison; None where it is none."""
    left = norm[_with_its_head(norm, clause) : quantity.start]
    right = norm[quantity.end : min(clause.sentence[1], quantity.end + REACH)]
    kind = (
        _percent_kind(left, right, quantity)
        if quantity.category == "percent"
        else _count_kind(left, right, (quantity.unit or "").lower())
    )
    if kind is None:
        return None
    amount = quantity.value
    if amount is not None and kind in _SIGNED and _FALLS.search(left):
        amount = -amount
    near = norm[clause.left[0] : clause.right[1]]
    surface = _TRAILING.sub("", norm[quantity.start : clause.right[1]])
    year = _NAMED_YEAR.search(near)
    if kind != "times" and _PLAN.search(near):
        return Comparison(_AGAINST_PLAN.get(kind, kind), amount, "plan", None, surface)
    if year:
        return Comparison(kind, amount, "named_year", int(year["year"]), surface)
    baseline = next((name for name, pattern in _OTHER_BASELINES if pattern.search(near)), "unstated")
    return Comparison(kind, amount, baseline, None, surface)


def of_column(header: str, amount: float | None, surface: str) -> Comparison:
    """Read a cell of a column that compares ("So với kế hoạch (%)", "Tăng, giảm so cùng kỳ").

    >>> of_column("so với kế hoạch (%)", 104.5, "104,5").kind
    'share_of_plan'
    """
    is_change = re.search(rf"(?<!\w){_RISE}(?!\w)|chênh lệch|[+±]\s*/", header) is not None
    kind = "index_percent" if not is_change else ("change_percent" if "%" in header else "change_absolute")
    year = re.search(r"(?:19|20)\d{2}", header)
    if _PLAN.search(header) or re.search(r"hoàn thành|đạt", header):
        return Comparison(_AGAINST_PLAN.get(kind, kind), amount, "plan", None, surface)
    if year is not None:
        return Comparison(kind, amount, "named_year", int(year[0]), surface)
    baseline = next((name for name, pattern in _OTHER_BASELINES if pattern.search(header)), "unstated")
    return Comparison(kind, amount, baseline, None, surface)


def _count_kind(left: str, right: str, unit: str) -> str | None:
    """Name what a number that is no percentage compares."""
    if _TIMES.match(right):
        return "times"
    is_more = _MORE_THAN.search(left) is not None and (_AGAINST.match(right) or _NAMES_BASELINE.search(left))
    if _POINTS.match(unit):
        return "change_points"
    if _STEPS.match(right):
        return "change_absolute"
    return "change_absolute" if _CHANGES.search(left) or is_more or _ON_TOP.search(left) else None


def _with_its_head(norm: str, clause: Clause) -> int:
    """Give where the words that lead to a number begin: with the head before its colon, where it has no words else."""
    first = clause.left[0]
    if norm[first : clause.left[1]].strip() or not norm[max(0, first - REACH) : first].rstrip().endswith(":"):
        return first
    return clause_start(norm, clause.sentence[0], norm.rindex(":", 0, first))


def spoken(norm: str, start: int, end: int) -> Comparison | None:
    """Read a comparison that is told without a number, behind a figure: "gấp đôi năm trước"."""
    match = _FOLD.search(norm, start, end)
    if match is None:
        return None
    near = norm[match.start() : end]
    baseline = next((name for name, pattern in _OTHER_BASELINES if pattern.search(near)), "unstated")
    year = _NAMED_YEAR.search(near)
    amount, surface = _FOLDS[match["fold"]], _TRAILING.sub("", near)
    if _PLAN.search(near):
        return Comparison("times", amount, "plan", None, surface)
    if year is not None:
        return Comparison("times", amount, "named_year", int(year["year"]), surface)
    return Comparison("times", amount, baseline, None, surface)


def is_restated(norm: str, quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a number only says the comparison before it in other words ("tức hơn 99 vạn người")."""
    return _IN_OTHER_WORDS.search(norm, clause.left[0], clause.left[1]) is not None and quantity.category != "percent"


def _percent_kind(left: str, right: str, quantity: Quantity) -> str | None:
    """Name what a percentage compares; None where it is a rate."""
    if _TIMES.match(right):
        return "times"
    if (quantity.unit or "").startswith("điểm"):
        return "change_points"
    if quantity.bound == "range" and _CHANGES_BY_RANGE.search(left):
        return "change_percent"
    if _CHANGES.search(left) or _CHANGES_FAR.search(left) or _MORE_THAN.search(left):
        return "change_percent"
    if _OF_A_TARGET.match(right) and (_REACHES.search(left) or not left.strip(" (,")):
        return "change_percent" if _OVER.search(left) else "index_percent"
    return "change_percent" if _EXCEEDS.search(left) else None
