"""Scenario: whether a figure was reached, is estimated, or is only planned."""

import re
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.claims.model import Period
from pipelines.language.quantities import Quantity

# Words that make everything after them in the sentence a plan, until something was reached.
_PLANS: Final = re.compile(
    r"(?<!\w)(?:(?:chỉ tiêu|mục tiêu|kế hoạch|phương hướng) [^.;:]{0,60}:|nhắm (?:tới |đến )?mốc|(?:kế hoạch|chỉ tiêu|mục tiêu) (?:của )?(?:cả )?năm(?: nay)? là|(?:chỉ tiêu|mục tiêu) (?:đối với|cho|về)[^.;\d]{0,80}? là|(?:chỉ tiêu|mục tiêu|kế hoạch)(?: (?:cả năm|năm nay|năm tới|đề ra|đặt ra|(?:của |cho )?(?:năm )?20\d\d))? là|phấn đấu|dự kiến|dự báo|kỳ vọng|kì vọng|quyết tâm|hướng tới|hướng đến|nhắm tới|nhắm đến|đặt đích|theo kế hoạch|đặt mục tiêu|đặt ra mục tiêu|đề ra mục tiêu|"
    r"mục tiêu(?: (?:đến|năm|là|của|đặt ra|đề ra|huyện|doanh thu|đón|về|phát triển|cụ thể|chung)|:)|giao (?:chỉ tiêu|kế hoạch)|đặt (?:chỉ tiêu|kế hoạch|ra chỉ tiêu)|"
    r"(?:chỉ tiêu|mục tiêu|kế hoạch)[^.;]{0,60}?(?:đề ra|đặt ra)[^.;]{0,30}?(?:là|:)|"
    r"(?:được )?đặt (?:ở )?(?:mức|mốc)|cần đạt|phải đạt|sẽ|mong (?:muốn|chạm|đón|đạt)|tham vọng|lên kế hoạch|xây dựng kế hoạch|chỉ tiêu (?:năm|đến|cụ thể|kế hoạch năm)|kế hoạch (?:năm|đề ra|đặt ra|là))(?!\w)"
)
# Before these a plan word only names what a result is measured by.
_MEASURED_BY: Final = re.compile(
    r"(?:so với|vượt|đạt|bằng|hoàn thành|của|%|chạm|về đích|hơn|kém|dưới|trên|với|theo|hoàn thành các|thực hiện|lập|thực hiện tốt)\s*(?:mức\s+|các\s+|toàn bộ\s+)?$"
)
_REACHED: Final = re.compile(
    r"(?<!\w)(?:đã|thực tế|kết quả|trong khi đó|nhưng|song|thực hiện được|mới đạt|mới chỉ|chỉ đạt|tuy vậy|tuy nhiên|(?<!thực )(?<!thể )hiện|đến nay)(?!\w)"
)
# A number right behind a plan word is the plan, also where the sentence tells a result: "vượt chỉ tiêu 92%".
_ADJACENT: Final = re.compile(
    r"(?<!\w)mức (?:[^\W\d]+ ){0,3}giao\s*\($|(?:kế hoạch|chỉ tiêu|mục tiêu|đích)(?:\s+(?:năm|cả năm|là|của|đề ra|đặt ra|giao|được giao|đón|đạt|thu|từ đầu năm|huyện|tỉnh|thành phố|thị xã|doanh thu|khách|đầu năm|(?:19|20)\d{2}|trung ương|"
    r"khoảng|hơn|trên|tối thiểu|ít nhất|gần|mức|ở mức|ban đầu|phải đạt|tỉnh giao|kế hoạch|được))*\s*(?:\(|:|\"|là)?\s*$"
)
_ESTIMATE: Final = re.compile(
    r"(?<!\w)(?:có thể(?=\s+(?:đón|đạt|thu))|ước|ước tính|ước đạt|ước đón|ước thực hiện|dự ước|ước cả năm)(?!\w)(?!\s+(?:mơ|muốn|nguyện|vọng|lệ))"
)
_PARTS_OF_A_YEAR: Final = frozenset({"ytd", "half", "quarter", "month"})


_ESTIMATED_BY: Final = re.compile(r"[^.;,\d]{0,40}(?<!\w)theo ước tính(?!\w)")
# "Con số 750 tỷ đồng đề ra cho cả năm": what follows the number says that it was set.
_SET: Final = re.compile(
    r"\s*(?:%|đồng|tỷ|lượt khách|lượt|hộ|người)?\s*(?:được\s+)?(?:đề ra|đặt ra|giao)\s+(?:cho|từ|hồi|đầu|trong|của)(?!\w)"
)
# "Ước cả năm, lượng khách đạt 1.020.000 lượt, doanh thu 276 tỷ đồng": all that follows is estimated.
_ESTIMATED_YEAR: Final = re.compile(
    r"[\s+-]*(?:[\w.]{1,4}[/.)]\s*)?(?:dự\s+)?ước\s+(?:tính\s+|thực hiện\s+|đạt\s+)?(?:đến\s+)?(?:cả|hết|trong|toàn)?\s*năm(?!\w)"
)


def scenario(norm: str, quantity: Quantity, clause: Clause, is_outlook: bool) -> str:
    """Read a figure's scenario: `plan` where a word of intent governs it, `estimate` after "ước", else `actual`.

    In a section of plans (`is_outlook`) a figure is one unless its sentence tells a result.
    """
    start = quantity.start
    before = norm[clause.lead(start) : start]
    if (named := _ADJACENT.search(before)) and not (
        named.group().rstrip().endswith(":") and _MEASURED_BY.search(before[: named.start()])
    ):
        return "plan"
    if _SET.match(norm, quantity.end, clause.right[1]):
        return "plan"
    plan = _last_plan(before)
    if plan is not None:
        reached = [m.start() for m in _REACHED.finditer(before)]
        if not reached or reached[-1] < plan:
            return "plan"
    if is_outlook and plan is None and not _REACHED.search(before):
        return "plan"
    if _ESTIMATE.search(norm, clause.left[0], start) or _ESTIMATED_YEAR.match(norm, clause.segment[0], start):
        return "estimate"
    return "estimate" if _ESTIMATED_BY.match(norm, quantity.end, clause.right[1]) else "actual"


def _last_plan(before: str) -> int | None:
    found = None
    for match in _PLANS.finditer(before):
        is_spelled_out = match.group().endswith(("là", ":"))
        if (
            not is_spelled_out
            and re.match(r"(?:mục tiêu|kế hoạch|chỉ tiêu)", match.group())
            and _MEASURED_BY.search(before[: match.start()])
        ):
            continue
        found = match.end()
    return found


def status(told: str, period: Period) -> str:
    """Give the OBS_STATUS of a claim (SDMX code list CL_OBS_STATUS) as far as its own words tell."""
    if told == "plan":
        return "F"
    if told == "estimate":
        return "E"
    return "P" if period.type in _PARTS_OF_A_YEAR else "A"
