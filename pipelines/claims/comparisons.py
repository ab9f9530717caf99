"""Comparisons: numbers that compare a figure with another one and are never values themselves."""

import re
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Comparison
from pipelines.language.quantities import Quantity

_NEUTRAL: Final = r"(?:\s*(?:[\"(]|thêm|tới|đến|khoảng|gần|hơn|trên|xấp xỉ|ước|chừng|bình quân|trung bình|được|là|từ|thêm được|lần lượt)(?!\w))*\s*"
_CHANGE: Final = re.compile(rf"(?<!\w)(?:tăng trưởng|tăng|giảm|sụt|hụt|nhích|nhỉnh|bật tăng|cộng thêm|rút ngắn|vọt|trừ)(?!\s+(?:tốc|cường|lên|từ|về))(?P<mid>[^\d.;]*?){_NEUTRAL}$")
_CHANGE_DIRECT: Final = re.compile(rf"(?<!\w)(?:tăng trưởng|tăng|giảm|sụt|hụt|nhích|nhỉnh)(?:\s+(?:bình quân|trung bình|thêm|tới|mạnh|nhẹ|hơn|khoảng|gần|trên|xấp xỉ|ước|thêm được|được|đến|là|đều|tương ứng|lần lượt|hạng|bậc)){{0,4}}\s*$")
_MORE_THAN: Final = re.compile(
    r"(?<!\w)(?:cao|thấp|nhiều|ít|nhích|nhỉnh|lớn|kém|đông)\s+hơn(?:\s+(?:so với\s+)?(?:cùng kỳ(?:\s+năm (?:trước|ngoái))?|năm trước|năm ngoái|kế hoạch|chỉ tiêu(?:\s+kế hoạch)?|mục tiêu))?"
    r"(?:\s+(?:khoảng|gần|trên|tới|đến|thêm))?\s*$"
)
_INDEX: Final = re.compile(rf"(?<!\w)(?:bằng|đạt|chỉ bằng|mới đạt|mới bằng|chỉ đạt|tương đương|vượt|hoàn thành|đáp ứng|thực hiện|chạm){_NEUTRAL}$")
_EXCEEDS: Final = re.compile(
    rf"(?<!\w)(?:vượt|cao hơn|thấp hơn|kém){_NEUTRAL}(?:(?:so với\s+)?(?:chỉ tiêu|kế hoạch|mục tiêu)(?:\s+[^\W\d]+){{0,4}}\s*)?$"
)
_TARGET_AFTER: Final = re.compile(r"\s*%?\s*(?:\)?\s*)(?:so với|so|của|với|cùng kỳ|kế hoạch|kh\b|chỉ tiêu|mục tiêu|dự toán|năm trước|năm ngoái|kịch bản|nghị quyết|năm (?:19|20)\d{2}(?=[^\d]|$))")
_POINTS: Final = re.compile(r"\s*(?:điểm\s*%|điểm phần trăm|%\s*so với|điểm(?=\s+so với))")
_TIMES: Final = re.compile(r"\s*lần(?!\s+(?:thứ|đầu|này|nữa|tổ chức))")
_SO_VOI_AFTER: Final = re.compile(r"[^.,;()\d]{0,40}?(?<!\w)so với(?!\w)")
_MULTIPLE: Final = re.compile(rf"(?<!\w)(?:gấp|bằng|hơn|tăng|giảm|cao gấp){_NEUTRAL}$")
_SHARE: Final = re.compile(rf"(?<!\w)(?:chiếm|chiếm tỷ lệ|tỷ trọng|đóng góp|đảm nhận){_NEUTRAL}$")
_PLAN: Final = re.compile(r"kế hoạch|chỉ tiêu|mục tiêu|dự toán|(?<!\w)kh(?!\w)|nghị quyết|kịch bản")
_NAMED_YEAR: Final = re.compile(r"(?:cùng kỳ\s+|so với\s+|năm\s+|của\s+)+(?P<year>(?:19|20)\d{2})(?!\d)")


def comparison(norm: str, quantity: Quantity, clause: Clause) -> Comparison | None:
    """Read a number as a comparison; None where it is none."""
    left = norm[clause.left[0] : quantity.start]
    right = norm[quantity.end : clause.sentence[1]]
    unit = quantity.unit or ""
    kind = _kind(left, right, quantity, unit)
    if kind is None:
        return None
    # The words that name the baseline end where the next number's begin.
    near = norm[clause.left[0] : clause.right[1]]
    surface = norm[quantity.start : clause.right[1]].strip(" ,;.")
    year = _NAMED_YEAR.search(near)
    if _PLAN.search(near) and kind not in ("times",):
        baseline = "plan"
        kind = {"index_percent": "share_of_plan", "change_percent": "gap_to_plan", "change_points": "gap_to_plan"}.get(kind, kind)
    elif year:
        baseline = "named_year"
    elif "cùng kỳ" in near:
        baseline = "same_period"
    elif re.search(r"năm (?:trước|ngoái)", near):
        baseline = "previous_year"
    else:
        baseline = "unstated"
    return Comparison(kind, quantity.value, baseline, int(year["year"]) if year else None, surface)


def _kind(left: str, right: str, quantity: Quantity, unit: str) -> str | None:
    """Name the kind of comparison, by the words directly around the number."""
    if _TIMES.match(right):
        return "times"
    is_percent = quantity.category == "percent"
    direct = _CHANGE_DIRECT.search(left) is not None
    if unit.startswith("điểm") and is_percent:
        return "change_points"
    if direct or (is_percent and _CHANGE.search(left) and not re.search(r"(?<!\w)(?:đạt|lên|còn|là|chiếm)(?!\w)", _CHANGE.search(left)["mid"])):  # type: ignore[index]
        return "change_percent" if is_percent else "change_absolute"
    if _MORE_THAN.search(left) and (is_percent or _SO_VOI_AFTER.match(right) or re.search(r"(?:năm trước|năm ngoái|cùng kỳ)\s*$", left)):
        return "change_percent" if is_percent else "change_absolute"
    if is_percent and _MORE_THAN.search(left):
        return "change_percent"
    if is_percent and (_INDEX.search(left) or re.search(r"(?<!\w)(?:bằng|đạt|vượt)\s*$", left) or not left.strip(" (,")) and _TARGET_AFTER.match(right):
        return "change_percent" if re.search(rf"(?<!\w)vượt{_NEUTRAL}$", left) else "index_percent"
    if is_percent and _EXCEEDS.search(left):
        return "change_percent"
    return None


def is_share(norm: str, quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a percentage only says which part of a total a figure before it is."""
    left = norm[clause.left[0] : quantity.start]
    return quantity.category == "percent" and (_SHARE.search(left) is not None or left.strip() in ("", "("))
