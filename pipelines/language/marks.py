"""Numbers that are no amounts: dates, ordinals, document numbers, phones, anniversaries, digits inside names.

Each kind is a pattern; `find` gives the spans they take, so that `quantities` reads only what is left. What a date
says is read in `periods`.
"""

import re
from dataclasses import dataclass
from typing import Final

from pipelines.language.numerals import NUMBER_WORDS
from pipelines.language.text import Text

# Nouns that Vietnamese counts in these texts. Behind "13/14" or "hai" they tell an amount from a date or a name.
COUNTED_NOUNS: Final = (
    "lượt", "người", "khách", "du khách", "hộ", "gia đình", "xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "tỉnh", "thành phố",
    "thôn", "bản", "làng", "xóm", "ấp", "buôn", "phum", "sóc", "khóm", "khu phố", "tổ", "khu", "khu dân cư", "đội", "nhóm", "câu lạc bộ", "clb",
    "di tích", "di sản", "lễ hội", "điểm", "cơ sở", "khách sạn", "nhà nghỉ", "nhà hàng", "homestay", "phòng", "buồng", "giường", "buổi",
    "cuộc", "giải", "lớp", "hội nghị", "hội thi", "hội diễn", "liên hoan", "cán bộ", "công chức", "viên chức", "học viên", "học sinh", "giáo viên",
    "thành viên", "đoàn viên", "hội viên", "đại biểu", "mô hình", "sản phẩm", "hồ sơ", "thủ tục", "tthc", "dịch vụ", "trường hợp", "vụ", "trạm",
    "cụm", "loa", "đài", "tin", "bài", "cuốn", "đầu sách", "bản sách", "nhà văn hóa", "nghệ nhân", "làng nghề", "tài khoản", "camera",
    "đơn vị", "cơ quan", "doanh nghiệp", "trường", "tiêu chí", "chỉ tiêu", "chỉ số", "nhiệm vụ", "huy chương", "chương trình", "hoạt động",
    "sự kiện", "công trình", "dự án", "tuyến", "tuyến phố", "chợ", "tác phẩm", "tập thể", "cá nhân", "lao động", "nhân khẩu", "trẻ",
    "địa phương", "quốc gia", "nước", "nơi", "chiếc", "tấm", "lá cờ", "băng rôn", "pano", "ngôi", "ngôi nhà", "căn", "đình", "đền", "chùa", "miếu",
    "điều", "chương", "đoàn", "đợt", "tàu", "chuyến", "xe", "văn bản", "nghề", "hợp tác xã", "giao dịch", "tiểu thương", "hòn đảo", "máy",
)  # fmt: skip
_NOUN: Final = rf"(?:{'|'.join(sorted(map(re.escape, COUNTED_NOUNS), key=lambda n: -len(n)))})(?!\w)"
_YEAR: Final = r"(?:19|20)\d{2}(?!\d)"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])(?!\d|,\d)"
_WORD_NUMBER: Final = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười\s+một)"
_DECREES: Final = (
    r"(?:luật|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|kế hoạch|công văn|công điện|đề án|chương trình|văn bản|kết luận|"
    r"quy định|hướng dẫn|báo cáo|tờ trình|giấy phép|pháp lệnh|thông báo)"
)
_PLACE_KINDS: Final = (
    r"(?:thôn|xóm|bản|ấp|khóm|khu|khu phố|khu dân cư|tổ dân phố|tổ|tdp|phường|quận|đường|ngõ|hẻm|ngách|số nhà|quốc lộ|ql|tỉnh lộ|tầng|"
    r"chợ|công nghệ|cách mạng công nghiệp|cổng|km|tiêu chí|tiêu chí số|mức|mức độ|cấp độ|cấp|loại|nhóm|giai đoạn|phiên bản|vùng|tuyến số|đội)"
)

# In order of precedence: an earlier pattern keeps its span.
_PATTERNS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("part_of_name", re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")),
    ("document_number", re.compile(r"(?<![\w/])\d{1,5}(?:/\d{4})?\s?[/-]\s?(?=[a-zđ])[a-zđ]{1,6}\d{0,3}(?:\s?[-/&.]\s?[a-zđ]{1,8}\d{0,3}){0,3}(?<![/\s])(?!\w)")),
    ("document_number", re.compile(rf"(?<!\w){_DECREES}(?:\s+số)?:?\s+\d+(?![\d.,]*\s*(?:%|{_NOUN}|tỷ|triệu))(?:/\d+)*(?:/[\w-]+)?")),
    ("document_number", re.compile(r"(?<!\w)số:?\s+\d+(?=\s+(?:ngày|năm)\s)")),
    ("phone", re.compile(r"(?<![\w.])\(?0\d{1,4}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)|(?<!\w)1[89]00[ .]?\d{4}(?!\d)")),
    ("phone", re.compile(r"(?:hotline|điện thoại|đường dây nóng|tổng đài|đt|tel)\s*:?\s*\d[\d .()-]{2,}\d")),
    ("date", re.compile(rf"(?<![\w.,/]){_DAY}\s?[/.-]\s?{_MONTH}\s?[/.-]\s?{_YEAR}")),
    ("date", re.compile(r"(?<![\w.,/])(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)")),
    ("date", re.compile(r"(?<![\w:])(?:[01]?\d|2[0-4])(?:\s?(?:h|giờ)\s?[0-5]\d|:[0-5]\d(?::[0-5]\d)?)(?!\w)")),
    ("date", re.compile(rf"(?<!\w)(?:ngày|mùng|mồng|rằm)\s+{_DAY}(?:\s*(?:,|và|đến|tới|-)\s*(?:ngày\s+|mùng\s+|mồng\s+)?{_DAY}(?![/.]\d))*\s+tháng\s+(?:{_MONTH}|\w+)(?:\s+năm\s+{_YEAR}|/{_YEAR})?")),
    ("date", re.compile(rf"(?<!\w)(?:ngày|mùng|mồng)\s+{_DAY}(?:\s*(?:,|và|đến|tới|-)\s*(?:ngày\s+|mùng\s+|mồng\s+)?{_DAY}(?![/.]\d|\s+(?:lượt|triệu)))*(?:\s?[/-]\s?{_MONTH}(?:\s?[/-]\s?{_YEAR})?)?")),
    ("date", re.compile(rf"(?<!\w)tháng\s+(?:{_MONTH}(?:\s*[-/]\s*{_YEAR})?|giêng|chạp)(?:\s+năm\s+{_YEAR})?")),
    ("date", re.compile(rf"(?<![\w.,/]){_MONTH}\s?/\s?{_YEAR}")),
    ("date", re.compile(rf"(?<!\w)(?:năm|năm học|niên khóa|vụ|nhiệm kỳ|giai đoạn|thời kỳ|khóa)\s+{_YEAR}(?:\s*(?:-|đến|tới|/)\s*(?:năm\s+)?(?:{_YEAR}|\d{{2}}(?![\d.,%])))?")),
    ("date", re.compile(rf"(?<![\w.,]){_YEAR}\s*-\s*{_YEAR}")),
    ("date", re.compile(r"(?<!\w)(?:quý|quí)\s+(?:i{1,3}|iv|[1-4])(?!\w)(?:\s*[-/]\s*(?:19|20)\d{2}|\s+năm\s+(?:19|20)\d{2})?")),
    ("date", re.compile(r"(?<!\w)(?:thế kỷ|thế kỉ)\s+[ivx\d]+(?!\w)")),
    ("anniversary", re.compile(rf"(?<!\w)(?:kỷ niệm|kỉ niệm|mừng|tròn|chào mừng)\s+(?:lần thứ\s+)?(?:\d{{1,4}}|{_WORD_NUMBER})\s+(?:năm|ngày|tuổi)(?!\w)")),
    ("anniversary", re.compile(r"(?<![\w.,])\d{1,4}\s+năm(?=\s+(?:ngày|thành lập|chiến thắng|giải phóng|du lịch\s+\w|xây dựng và|truyền thống|thực hiện di chúc))")),
    ("ordinal", re.compile(r"(?<!\w)(?:lần thứ|lần|khóa|thứ|kỳ|đợt|phần|chương|hạng|vị trí thứ|xếp thứ|đứng thứ)\s+(?:[ivxl]{1,6}|nhất|nhì)(?!\w)")),
    ("ordinal", re.compile(rf"(?<!\w)(?:lần thứ|lần|khóa|thứ|đại hội)\s+(?:\d{{1,4}}|{_WORD_NUMBER})(?![\w.,]*\d)(?!\w)(?!\s*(?:%|lượt|/\s*\d))")),
    ("part_of_name", re.compile(r"(?<![\w.,])[2-6]g(?:\s?/\s?[2-6]g)*(?!\w)|covid\s?-?\s?19|sars-cov-2")),
    ("part_of_name", re.compile(rf"(?<!\w){_PLACE_KINDS}\s+(?:số\s+)?\d{{1,3}}(?![\d,%])(?!\.\d{{3}})(?:\.\d(?!\d))?[a-z]?(?!\w)(?!\s*(?:%|{_NOUN}|lượt|tỷ|triệu|nghìn|ngàn|-\s*\d|đến\s+\d))")),
    ("part_of_name", re.compile(r"(?<!\w)một\s+cửa(?!\w)|(?<![\w.,])\d\.0(?!\d)|(?<!\w)số\s+\d{1,3}(?=,|\s+(?:đường|phố|ngõ|[a-zđ]+,))")),
    ("part_of_name", re.compile(r"(?<!\w)[a-zđ_]+[-_]?\d+(?:[.,]\d+)*(?:[-_.]?[a-z]+\d*)*(?!\w)")),
    ("date", re.compile(rf"(?<![\w.,])(?:\d{{1,2}}|{_WORD_NUMBER})\s+(?:tháng|quý)(?!\w)")),
    ("date", re.compile(rf"(?<![\w.,])(?:\d{{1,2}}|{_WORD_NUMBER})\s+năm(?=\s+(?:qua|gần đây|nay|trước|sau|tới|liên tiếp|liên tục|trở lại|đầu|cuối|học|thực hiện|triển khai|{_YEAR}|[-(,.;]))")),
)  # fmt: skip
_DAY_MONTH: Final = re.compile(rf"(?<![\w.,/]){_DAY}\s?/\s?{_MONTH}(?![/\w])")
_RATIO_NOUN: Final = re.compile(rf"\s*(?:{_NOUN}|%)")
_BARE_YEAR: Final = re.compile(rf"(?<![\w.,/]){_YEAR}(?![\w.,]*\d)(?!\w)")
_AMOUNT_FOLLOWS: Final = re.compile(rf"\s*(?:%|{_NOUN}|tỷ|tỉ|triệu|nghìn|ngàn|vạn|đồng|usd|m2|m3|km|ha|m(?!\w)|tấn|kg)")


_NUMBER_IN: Final = {
    "date": re.compile(r"\d+(?:\s?[/:.-]\s?\d+)*"),
    "anniversary": re.compile(r"\d+"),
    "ordinal": re.compile(r"\d+"),
    "phone": re.compile(r"\(?\d[\d .()-]*\d"),
}
_FROM_FIRST_DIGIT: Final = re.compile(r"\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that is no amount: its category and its span in the normalised text, without the words around it."""

    category: str
    start: int
    end: int


def find(text: Text) -> list[Mark]:
    """Find the numbers that are no amounts, in order and without overlap."""
    norm = text.norm
    marks: list[Mark] = []
    taken = bytearray(len(norm))

    def take(category: str, start: int, end: int) -> None:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            marks.extend(Mark(category, s, e) for s, e in _numbers_in(category, norm, start, end))

    for category, pattern in _PATTERNS:
        for match in pattern.finditer(norm):
            take(category, *match.span())
    for match in _DAY_MONTH.finditer(norm):
        if not _RATIO_NOUN.match(norm, match.end()) and not norm[
            max(0, match.start() - 10) : match.start()
        ].rstrip().endswith(("hạng", "thứ")):
            take("date", *match.span())
    for match in _BARE_YEAR.finditer(norm):
        if not _AMOUNT_FOLLOWS.match(norm, match.end()):
            take("date", *match.span())
    return sorted(marks, key=lambda mark: mark.start)


def _numbers_in(category: str, norm: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the numbers inside a match; number words and Roman numerals where it has no digit."""
    if found := [m.span() for m in _NUMBER_IN.get(category, _FROM_FIRST_DIGIT).finditer(norm, start, end)]:
        return found
    words = [m.span() for m in re.finditer(r"\w+", norm[start:end])]
    number = next((w for w in words if norm[start + w[0] : start + w[1]] in NUMBER_WORDS), words[-1])
    return [(start + number[0], start + number[1])]
