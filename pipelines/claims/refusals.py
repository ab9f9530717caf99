"""Refusals: amounts that are no figure of an area, whatever words stand around them."""

import re
from typing import Final

from pipelines.claims.clauses import Clause
from pipelines.language.quantities import Quantity

_PER: Final = re.compile(r"\s*(?:đồng|đ|vnđ|usd)?\s*(?:/|một\s|mỗi\s)\s*(?:lượt|vé|đêm|người|khách|kg|lít|suất|chiếc|cái|con|phòng|ngày|giờ|tháng|km|m2|lượng|ly|bát|tô|chuyến)(?!\w)")
_PRICE: Final = re.compile(r"(?<!\w)(?:giá|giá vé|vé|phí|lệ phí|mức phạt|mức thu|lương|tiền công|tiền vé|học phí)(?:\s[\w,]+){0,7}\s*$")
# "Còn 43% chưa có", "12 hộ không đạt": the rest, not the figure.
_COMPLEMENT: Final = re.compile(r"^\s*%?[^.,;()\d]{0,40}?(?<!\w)(?:chưa|không|vẫn chưa|còn thiếu)(?!\w)(?!\s+(?:dùng|sử dụng)?\s*tiền mặt)")
# Said of what is wished for, handed in or under way; the figure was not reached.
_NOT_REACHED: Final = re.compile(r"(?<!\w)(?:đăng ký|đăng kí|ghi danh|đề nghị|đề xuất|xin|trình duyệt|chờ)(?!\w)")
_ADDED: Final = re.compile(r"(?<!\w)(?:thêm|bổ sung thêm|mới thêm|thêm mới|dựng mới|xây mới|xây dựng mới|thành lập mới|lắp mới|công nhận mới|mở mới|lắp đặt mới|bổ sung)\s*(?:được\s+)?(?:khoảng|hơn|gần|trên)?\s*$")
_EVENT_UNITS: Final = ("ngày", "đêm", "tuần", "ngày đêm")
_OTHER_UNITS: Final = ("km", "m", "mét", "cây số", "tuổi", "sao", "cm", "mm", "°c", "độ c", "giờ", "phút", "giây")


def refusal(norm: str, quantity: Quantity, clause: Clause, has_indicator: bool) -> str | None:
    """Name the reason why an amount can be no claim; None where it can.

    `has_indicator` says that a cue matched: then words of wishing and adding are the catalogue's to judge (`unless`).
    """
    left = norm[clause.left[0] : quantity.start if quantity.hedge_start is None else quantity.hedge_start]
    right = norm[quantity.end : clause.right[1]]
    unit = (quantity.unit or "").lower()
    if quantity.category == "money" or "đồng" in unit:
        if _PER.match(norm, quantity.end):
            return "price"
        if _PRICE.search(left):
            return "price"
    if quantity.category == "measure" and not has_indicator:
        if unit in _EVENT_UNITS:
            return "event_period"
        return "other" if unit in _OTHER_UNITS else "no_indicator"
    if has_indicator and _ADDED.search(left):
        return "no_indicator"
    if has_indicator and _NOT_REACHED.search(left) and not _NOT_REACHED.search(norm[clause.sentence[0] : clause.left[0]]):
        return "no_indicator"
    if has_indicator and quantity.category == "percent" and _COMPLEMENT.match(right):
        return "other"
    return None
