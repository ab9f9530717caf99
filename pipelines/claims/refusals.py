"""Refusals: amounts that are no figure of an area, whatever words stand around them."""

import re
from typing import Final

from pipelines.claims.clauses import REACH, Clause, clause_start
from pipelines.language.quantities import Quantity

_PER: Final = re.compile(
    r"\s*(?:đồng|đ|vnđ|usd)?\s*(?:/|một\s|mỗi\s)\s*(?:lượt|vé|đêm|người|khách|kg|lít|suất|chiếc|cái|con|phòng|ngày|giờ|tháng|km|m2|lượng|ly|bát|tô|chuyến)(?!\w)"
)
_PRICE: Final = re.compile(
    r"(?<!\w)(?<!kinh )(?<!chi )(?<!miễn )(?:giá|giá vé|vé|phí|lệ phí|mức phạt|mức thu|lương|tiền công|tiền vé|học phí)(?:\s[\w,]+){0,7}\s*$"
)
# "Còn 43% chưa có", "12 hộ không đạt": the rest, not the figure.
_COMPLEMENT: Final = re.compile(
    r"^\s*%?[^.,;()\d]{0,40}?(?<!\w)(?:chưa|không|vẫn chưa|còn thiếu)(?!\w)(?!\s+(?:dùng|sử dụng)?\s*tiền mặt)"
)
_REMAINDER: Final = re.compile(r"(?<!\w)còn\s+(?:khoảng|gần|hơn|trên|tới)?\s*$")
_LEFT_OVER: Final = re.compile(
    r"(?:\s+[^\W\d]+){1,3}\s+còn lại\s+(?:đều\s+)?(?:phải|tạm|dừng|ngừng|hoãn|bị|không)(?!\w)"
)
_LACKS: Final = re.compile(r"[^.;()\d]{0,60}?(?<!\w)(?:chưa|không)\s+(?:có|được|đạt)(?!\w)")
# "Tăng từ 88% lên 91%": what it was before, at no time that is told.
_FROM: Final = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|rút|kéo|hạ)(?:\s\w+){0,3}\s+từ\s*$")
_TO: Final = re.compile(r"[^.;]{0,60}?(?<!\w)(?:lên|xuống|còn)(?!\w)")
# Said of what is wished for, handed in or under way; the figure was not reached.
_NOT_REACHED: Final = re.compile(
    r"(?<!\w)(?:đăng ký|đăng kí|ghi danh|đề nghị|đề xuất|trình duyệt|(?:lập|hoàn thiện|xây dựng) hồ sơ)(?!\w)"
)
_ADDED: Final = re.compile(
    r"(?<!\w)(?:thêm|bổ sung thêm|mới thêm|thêm mới|dựng mới|xây mới|xây dựng mới|thành lập mới|lắp mới|công nhận mới|mở mới|lắp đặt mới|thẩm định mới|cấp mới|xếp hạng mới|bổ sung)\s*(?:được\s+)?(?:khoảng|hơn|gần|trên)?\s*$"
)
# "Bình quân mỗi khách chi 2,45 triệu đồng": a mean per head is no total.
_PER_HEAD: Final = re.compile(
    r"(?<!\w)(?:bình quân|trung bình|mỗi|bình quân mỗi)\s+(?:mỗi\s+|một\s+)?(?:lượt\s+)?(?:khách|du khách|người|đầu người|hộ|tổ|đội|xã|đoàn)(?!\w)"
)
# One private person's or keeper's own, not the area's: "chủ khách sạn 45 phòng", "gia đình tôi có 12 phòng".
_PRIVATE: Final = re.compile(
    r"(?<!\w)(?:(?<!chúng )tôi|nhà mình|nhà (?:anh|chị|ông|bà|cô|chú|bác|em)|người có (?:một |ngôi )?(?:nhà trọ|nhà nghỉ|khách sạn|homestay|quán|cửa hàng)|chủ\s+(?:một\s+|ngôi\s+)?(?:khách sạn|nhà nghỉ|nhà trọ|homestay|cơ sở|quán|nhà hàng|hộ|cửa hàng|vườn|trang trại))(?!\w)"
)
# "27.915 hộ đăng ký (bằng 88% tổng số hộ)": a share of those who applied, not of those who reached it.
_OF_APPLICANTS: Final = re.compile(
    r"(?<!\w)đăng (?:ký|kí)(?!\w)(?![^.]*(?<!\w)(?:đạt danh hiệu|đạt gia đình|bình xét|công nhận)(?!\w))[^.;]*$"
)
# "13 lớp, tám lớp trong đó dạy bằng tiếng Mông": a part of the count before it.
_AMONG: Final = re.compile(r"\s*(?:\w+\s+){1,3}trong (?:đó|số đó|số này|số ấy)(?!\w)")
_NOT_YET: Final = re.compile(r"[^.,;()\d]{0,24}?(?<!\w)chưa (?:đạt|được|hoàn thành)(?!\w)")
# "Cứ ba vị khách thì có một người ngủ lại": a ratio of the whole, in words.
_ONE_IN: Final = re.compile(r"(?<!\w)cứ\s+(?:trong\s+)?(?:(?:\d+|\w+)\s[^.;]{0,80})?$")
# "18 sản phẩm lên sàn trên tổng số 26": what the figure is a part of.
_OUT_OF: Final = re.compile(r"(?<!\w)trên tổng(?: số| cộng)?\s*$|[,(]\s*trong tổng(?: số| cộng)?\s*$|\w\s*/\s*$")
# "Trong tổng số 5 triệu lượt khách có 200.000 lượt quốc tế": here the whole is told as well.
_HOLDS: Final = re.compile(r"[^.;\d]{0,60}?\scó\s")
_AMONG_PEERS: Final = re.compile(r"(?<!\w)(?:trong|trong số|trên)\s*$")
_ADDS: Final = re.compile(r"(?<!\w)(?:có thêm|thêm|công nhận thêm)\s+\d")
_RAISED: Final = re.compile(r"(?<!\w)(?:nâng|lên|tổng số|tổng cộng|để có)(?!\w)")
# What a single keeper can own; larger figures in such a sentence are told about the area.
_PRIVATE_LIMIT: Final = 5000
# Larger or broken numbers of days are stays added up, or their mean.
_LONGEST_EVENT: Final = 400
_EVENT_UNITS: Final = ("ngày", "đêm", "tuần", "ngày đêm")
_OTHER_UNITS: Final = ("km", "m", "mét", "cây số", "tuổi", "sao", "cm", "mm", "°c", "độ c", "giờ", "phút", "giây")


def is_point_of_departure(norm: str, quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a figure only says where a rise or fall began ("tăng từ 88% lên 91%")."""
    return bool(_FROM.search(norm, *clause.left) and _TO.match(norm, quantity.end, clause.sentence[1]))


def _speech_start(norm: str, sentence_start: int) -> int:
    """Give where the speech begins that a sentence stands in: its own start, where no quotation is open."""
    is_open = norm.count('"', 0, sentence_start) % 2 == 1
    return max(0, norm.rfind('"', 0, sentence_start) - _SPEAKER) if is_open else sentence_start


def _is_private(norm: str, quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a figure is of one household or business that is spoken of, or speaks, within reach."""
    near = max(0, quantity.start - REACH)
    if not _PRIVATE.search(norm, near, clause.right[1]):
        return False
    begun = _speech_start(norm, clause.sentence[0])
    return _PRIVATE.search(norm, max(near, begun), clause.right[1]) is not None


# Before the quotation stands who speaks.
_SPEAKER: Final = 80


def refusal(norm: str, quantity: Quantity, clause: Clause, kind: str | None, is_part: bool = False) -> str | None:
    """Name the reason why an amount can be no claim; None where it can.

    `kind` is that of the indicator a cue matched, None where none did; `is_part` says that it is part of another one.
    What was added is no stock.
    """
    has_indicator = kind is not None
    left = norm[clause.left[0] : quantity.start if quantity.hedge_start is None else quantity.hedge_start]
    right = norm[quantity.end : clause.right[1]]
    unit = (quantity.unit or "").lower()
    if quantity.category == "money" or "đồng" in unit:
        if _PER.match(norm, quantity.end):
            return "price"
        if _PRICE.search(left):
            return "price"
    if _PER_HEAD.search(left) or _ONE_IN.search(norm, clause.lead(quantity.start), quantity.start):
        return "no_indicator"
    if (quantity.value or 0) < _PRIVATE_LIMIT and _is_private(norm, quantity, clause):
        return "site_level"
    if quantity.category == "measure" and not has_indicator:
        if unit in _EVENT_UNITS:
            is_span = quantity.value is None or (quantity.value < _LONGEST_EVENT and quantity.value.is_integer())
            return "event_period" if is_span else "no_indicator"
        return "other" if unit in _OTHER_UNITS else "no_indicator"
    if kind == "stock" and _ADDED.search(left):
        return "no_indicator"
    stretch = norm[clause_start(norm, clause.sentence[0], quantity.start) : quantity.start]
    if kind == "stock" and _ADDS.search(stretch) and not _RAISED.search(stretch):
        return "no_indicator"
    if has_indicator and (
        (_OUT_OF.search(left) and not _HOLDS.match(norm, quantity.end)) or (not is_part and _AMONG.match(right))
    ):
        return "no_indicator"
    if (
        has_indicator
        and quantity.category == "percent"
        and _OF_APPLICANTS.search(norm, clause.lead(quantity.start), quantity.start)
    ):
        return "other"
    if kind == "rank" and _AMONG_PEERS.search(left):
        return "no_indicator"
    if kind == "stock" and _NOT_YET.match(right):
        return "other"
    nearest = re.split(r"[,;:]\s", left)[-1]
    if (
        has_indicator
        and _NOT_REACHED.search(nearest)
        and not _NOT_REACHED.search(norm[clause.lead(clause.left[0]) : clause.left[0]])
    ):
        return "no_indicator"
    is_rest = _COMPLEMENT.match(right) or (_REMAINDER.search(left) and _LACKS.match(right))
    if has_indicator and quantity.category == "percent" and is_rest:
        return "other"
    if has_indicator and _LEFT_OVER.match(norm, quantity.end):
        return "other"
    if kind == "stock" and _REMAINDER.search(left) and _LACKS.match(right):
        return "other"
    return None
