"""Numbers that are no amounts: dates, ordinals, document numbers, phones, anniversaries, digits inside names.

Each kind is a pattern behind the words that lead to it; `find` gives the spans they take, so that `quantities` reads
only what is left. What a date says is read in `periods`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.language.alternation import one_of
from pipelines.language.numerals import NUMBER_WORDS

# Nouns that Vietnamese counts in these texts. Behind "13/14" or "hai" they tell an amount from a date or a name.
COUNTED_NOUNS: Final = (
    "lượt", "người", "khách", "du khách", "hộ", "gia đình", "xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "tỉnh", "thành phố",
    "thôn", "bản", "làng", "xóm", "ấp", "buôn", "phum", "sóc", "khóm", "khu phố", "tổ", "khu", "khu dân cư", "đội", "nhóm", "câu lạc bộ", "clb",
    "di tích", "di sản", "lễ hội", "điểm", "cơ sở", "khách sạn", "nhà nghỉ", "nhà hàng", "homestay", "phòng", "buồng", "giường", "buổi",
    "cuộc", "giải", "lớp", "đêm văn nghệ", "đêm diễn", "đêm biểu diễn", "đêm giao lưu", "suất diễn", "hội nghị", "hội thi", "hội diễn", "liên hoan", "cán bộ", "công chức", "viên chức", "học viên", "học sinh", "giáo viên",
    "thành viên", "đoàn viên", "hội viên", "đại biểu", "mô hình", "sản phẩm", "hồ sơ", "thủ tục", "tthc", "dịch vụ", "trường hợp", "vụ", "trạm",
    "cụm", "loa", "đài", "tin", "bài", "cuốn", "đầu sách", "bản sách", "nhà văn hóa", "nghệ nhân", "làng nghề", "tài khoản", "camera",
    "đơn vị", "cơ quan", "doanh nghiệp", "trường", "tiêu chí", "chỉ tiêu", "chỉ số", "nhiệm vụ", "huy chương", "chương trình", "hoạt động",
    "sự kiện", "công trình", "dự án", "tuyến", "tuyến phố", "tủ sách", "chợ", "tác phẩm", "tập thể", "cá nhân", "lao động", "nhân khẩu", "trẻ",
    "địa phương", "quốc gia", "nước", "nơi", "chiếc", "tấm", "lá cờ", "băng rôn", "pano", "ngôi", "ngôi nhà", "căn", "đình", "đền", "chùa", "miếu",
    "điều", "chương", "đoàn", "đợt", "tàu", "chuyến", "xe", "văn bản", "nghề", "hợp tác xã", "giao dịch", "tiểu thương", "hòn đảo", "máy",
)  # fmt: skip
NOUN: Final = one_of(COUNTED_NOUNS)
_YEAR: Final = r"(?:19|20)\d{2}(?!\d)"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])(?!\d|,\d)"
_DECREES: Final = (
    "luật", "nghị định", "nghị quyết", "quyết định", "thông tư", "chỉ thị", "kế hoạch", "công văn", "công điện", "đề án", "chương trình",
    "văn bản", "kết luận", "quy định", "hướng dẫn", "báo cáo", "tờ trình", "giấy phép", "pháp lệnh", "thông báo",
)  # fmt: skip
_PLACE_KINDS: Final = (
    "thôn", "xóm", "bản", "ấp", "khóm", "khu", "khu phố", "khu dân cư", "tổ dân phố", "tổ", "tdp", "phường", "quận", "đường", "ngõ", "hẻm",
    "ngách", "số nhà", "quốc lộ", "ql", "tỉnh lộ", "tầng", "chợ", "công nghệ", "cách mạng công nghiệp", "cổng", "km", "tiêu chí", "tiêu chí số",
    "mức", "mức độ", "cấp độ", "cấp", "loại", "nhóm", "giai đoạn", "phiên bản", "vùng", "tuyến số", "đội",
)  # fmt: skip
_SMALL: Final = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một")
_AND_DAY: Final = rf"(?:\s{{0,4}}(?:,|và|đến|tới|-)\s{{0,4}}(?:(?:ngày|mùng|mồng)\s+)?{_DAY}(?![/.]\d"
_AMOUNT_FOLLOWS: Final = rf"(?!\s{{0,4}}(?:%|{NOUN}|tỷ|tỉ|triệu|nghìn|ngàn|vạn|đồng|usd|m2|m3|km|ha|m(?!\w)|tấn|kg))"

# "hơn 2/3", "2/3 số hộ", and "2/3" alone in a cell.
_NO_FRACTION: Final = (
    r"(?<!chiếm )(?<!bằng )(?<!hơn )(?<!quá )(?![1-9]/(?:[2-9]|10)\s+(?:số(?!\s+lượng)|tổng số|diện tích|dân số))"
    r"(?!\A[1-9]/(?:[2-9]|10)\s{0,4}\Z)"
)
# In place of the words that lead to a number: a digit, and a word with digits of its own ("qh15", "covid-19").
_DIGIT: Final = "0"
_GLUED: Final = "x0"
# In order of precedence: an earlier pattern keeps its span. Category, the words that lead, what follows them.
_PATTERNS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("part_of_name", ("http", "https"), r"://\S{1,200}"),
    ("part_of_name", ("www",), r"\.\S{1,200}"),
    ("document_number", (_DIGIT,), r"(?<!/)\d{1,5}(?:/\d{4})?\s?[/-]\s?(?=[a-zđ])[a-zđ]{1,6}\d{0,3}(?:\s?[-/&.]\s?[a-zđ]{1,8}\d{0,3}){0,3}(?<![/\s])(?!\w)"),
    ("document_number", _DECREES, rf"(?:\s+số)?:?\s+\d{{1,6}}(?![\d.,]{{0,20}}\s{{0,3}}(?:%|{NOUN}|tỷ|triệu))(?:/\d{{1,6}}){{0,3}}(?:/[\w-]{{1,40}})?"),
    ("document_number", ("số",), r":?\s+\d{1,9}(?=\s+(?:ngày|năm)\s)"),
    ("phone", (_DIGIT,), r"(?<!\.)(?:0\d{1,4}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)|1[89]00[ .]?\d{4}(?!\d))"),
    ("phone", ("hotline", "điện thoại", "đường dây nóng", "tổng đài", "đt", "tel"), r"\s{0,4}:?\s{0,4}\d[\d .()-]{2,30}\d"),
    ("date", (_DIGIT,), rf"(?<![.,/]){_DAY}\s?[/.-]\s?{_MONTH}\s?[/.-]\s?{_YEAR}"),
    ("date", (_DIGIT,), r"(?<![.,/])(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"),
    ("date", (_DIGIT,), r"(?<!:)(?:[01]?\d|2[0-4])(?:\s?(?:h|giờ)\s?[0-5]\d|:[0-5]\d(?::[0-5]\d)?)(?!\w)"),
    ("date", ("ngày", "mùng", "mồng", "rằm"), rf"\s+{_DAY}{_AND_DAY})){{0,9}}\s+tháng\s+(?:{_MONTH}|\w{{1,9}})(?:\s+năm\s+{_YEAR}|/{_YEAR})?"),
    ("date", ("ngày", "mùng", "mồng"), rf"\s+{_DAY}{_AND_DAY}|\s+(?:lượt|triệu))){{0,9}}(?:\s?[/-]\s?{_MONTH}(?:\s?[/-]\s?{_YEAR})?)?"),
    ("date", ("tháng",), rf"\s+(?:{_MONTH}(?:\s{{0,4}}[-/]\s{{0,4}}{_YEAR})?|giêng|chạp|tư|mười(?:\s+(?:một|hai))?)(?!\w)(?:\s+năm\s+{_YEAR})?"),
    ("date", (_DIGIT,), rf"(?<![.,/]){_MONTH}\s?/\s?{_YEAR}"),
    ("date", ("năm", "năm học", "niên khóa", "vụ", "nhiệm kỳ", "giai đoạn", "thời kỳ", "khóa"), rf"\s+{_YEAR}(?:\s{{0,4}}(?:-|đến|tới|/)\s{{0,4}}(?:năm\s+)?(?:{_YEAR}|\d{{2}}(?![\d.,%])))?"),
    ("date", (_DIGIT,), rf"(?<![.,]){_YEAR}\s{{0,4}}-\s{{0,4}}{_YEAR}"),
    ("date", ("quý", "quí"), r"\s+(?:i{1,3}|iv|[1-4])(?!\w)(?:\s{0,4}[-/]\s{0,4}(?:19|20)\d{2}|\s+năm\s+(?:19|20)\d{2})?"),
    ("date", ("thế kỷ", "thế kỉ"), r"\s+[ivx\d]{1,6}(?!\w)"),
    ("anniversary", ("kỷ niệm", "kỉ niệm", "mừng", "tròn", "chào mừng"), rf"\s+(?:lần thứ\s+)?(?:\d{{1,4}}|{one_of(_SMALL)})\s+(?:năm|ngày|tuổi)(?!\w)"),
    ("anniversary", (_DIGIT,), r"(?<![.,])\d{1,4}\s+năm(?=\s+(?:ngày|thành lập|chiến thắng|giải phóng|du lịch\s+\w|xây dựng và|truyền thống|thực hiện di chúc))"),
    ("ordinal", (_DIGIT,), r"(?<![^(])(?<!.\()\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s+(?=[^\W\d])"),  # "1.2. Du lịch" begins a passage
    ("ordinal", ("lần thứ", "lần", "khóa", "thứ", "kỳ", "đợt", "phần", "chương", "hạng", "vị trí thứ", "xếp thứ", "đứng thứ"), r"\s+(?:[ivxl]{1,6}|nhất|nhì)(?!\w)"),
    ("ordinal", ("lần thứ", "lần", "khóa", "thứ", "đại hội"), rf"\s+(?:\d{{1,4}}|{one_of(_SMALL)})(?![\w.,]{{0,9}}\d)(?!\w)(?!\s{{0,4}}(?:%|lượt|/\s{{0,4}}\d))"),
    ("part_of_name", (_DIGIT,), r"(?<![.,])(?:[2-6]g(?:\s?/\s?[2-6]g){0,4}|\dk)(?!\w)"),
    ("part_of_name", ("covid",), r"\s?-?\s?19"),
    ("part_of_name", ("cự ly", "cự li", "chặng", "chạy", "độ phân giải", "màn hình", "thông điệp", "video"), r"\s+\d{1,3}k(?!\w)"),
    ("part_of_name", _PLACE_KINDS, rf"\s+(?:số\s+)?\d{{1,3}}(?![\d%])(?!,(?!\s+(?:mức|mức độ|cấp độ)\s+\d))(?!\.\d{{3}})(?:\.\d(?!\d))?[a-z]?(?!\w)(?!\s{{0,4}}(?:%|{NOUN}|lượt|tỷ|triệu|nghìn|ngàn|-\s{{0,4}}\d|đến\s+\d))"),
    ("part_of_name", ("một",), r"\s+cửa(?!\w)"),
    ("part_of_name", (_DIGIT,), r"(?<![.,])\d\.0(?!\d)"),
    ("part_of_name", ("số",), r"\s+\d{1,3}(?=,|\s+(?:đường|phố|ngõ|[a-zđ]{1,20},))"),
    ("part_of_name", (_GLUED,), r"[a-zđ_]++-?\d++(?:[.,]\d++){0,3}(?:[-_.]?[a-z]++\d*+){0,5}(?!\w)"),
    ("date", (_DIGIT, *_SMALL), r"\s+(?:tháng|quý)(?!\w)"),
    ("date", (_DIGIT, *_SMALL), rf"\s+năm(?=\s+(?:qua|gần đây|nay|trước|sau|tới|liên tiếp|liên tục|trở lại|đầu|cuối|học|thực hiện|triển khai|{_YEAR}|[-(,.;]))"),
    ("date", (_DIGIT,), rf"(?<![.,/])(?<!hạng )(?<!thứ ){_NO_FRACTION}{_DAY}\s?/\s?{_MONTH}(?![/\w])(?!\s{{0,4}}(?:{NOUN}|%))"),
    ("date", (_DIGIT,), rf"(?<![.,/]){_YEAR}(?![\w.,]{{0,9}}\d)(?!\w){_AMOUNT_FOLLOWS}"),
)  # fmt: skip


_EMAIL: Final = re.compile(r"(?<!\S)\S{1,64}@\S{1,64}\.\w+")
_NUMBER_IN: Final = {
    "date": re.compile(r"\d+(?:\s?[/:.-]\s?\d+)*"),
    "anniversary": re.compile(r"\d+"),
    "ordinal": re.compile(r"\d+"),
    "phone": re.compile(r"\(?\d[\d .()-]*\d"),
}
_FROM_FIRST_DIGIT: Final = re.compile(r"\d.*", re.DOTALL)
_WORD: Final = re.compile(r"\w+")
_LONGEST_GLUED: Final = 24
_GLUED_BEFORE: Final = re.compile(r"(?<!\w)[a-zđ_]+-\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that is no amount: its category and its span in the normalised text, without the words around it."""

    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What one walk over a passage finds: the marks, and where digits and number words stand.

    `taken` has a byte for each sign of the passage: 1 where the number of a mark stands.
    """

    marks: list[Mark]
    taken: bytearray
    digits: list[int]
    words: list[tuple[str, int, int]]


_Led = tuple[int, re.Pattern[str]]


def _compiled() -> dict[str, list[_Led]]:
    """Compile the patterns, in order, by the first word that leads to them."""
    by_word: dict[str, list[_Led]] = defaultdict(list)
    for order, (_, heads, rest) in enumerate(_PATTERNS):
        words = [head for head in heads if head not in (_DIGIT, _GLUED)]
        lead = one_of(words) if words else ""
        if words and _DIGIT in heads:
            lead = rf"(?<![.,])(?:\d{{1,2}}|{lead})"
        pattern = re.compile(lead + rest)
        for word in dict.fromkeys(head.split()[0] for head in heads):
            by_word[word].append((order, pattern))
    return dict(by_word)


_LED_BY: Final = _compiled()
_LED_BY_DIGIT: Final = _LED_BY.pop(_DIGIT)
_LED_BY_GLUED: Final = _LED_BY.pop(_GLUED)
# Most numbers are amounts: one try says that no pattern holds.
_ANY_BY_DIGIT: Final = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _LED_BY_DIGIT))
_ROLES: Final = {word: (word in NUMBER_WORDS, _LED_BY.get(word, [])) for word in (*_LED_BY, *NUMBER_WORDS)}
# The words that lead to a number, number words, and every word with a digit in it.
_TELLING: Final = re.compile(rf"(?<!\w)(?:{one_of(_ROLES)}|[^\W\d]*+\d\w*+)")


def find(norm: str) -> Marks:
    """Find the numbers of a normalised passage that are no amounts, in order and without overlap."""
    digits: list[int] = []
    words: list[tuple[str, int, int]] = []
    found: list[tuple[int, int, int]] = []

    def meet(led: Sequence[_Led], position: int) -> None:
        for order, pattern in led:
            if match := pattern.match(norm, position):
                found.append((order, *match.span()))

    for word in _TELLING.finditer(norm):
        form, start = word.group(), word.start()
        if form[0].isdecimal():
            digits.append(start)
            if _ANY_BY_DIGIT.match(norm, start):
                meet(_LED_BY_DIGIT, start)
            if norm[start - 1 : start] == "-" and (
                glued := _GLUED_BEFORE.search(norm, max(0, start - _LONGEST_GLUED), start)
            ):
                meet(_LED_BY_GLUED, glued.start())
        elif form in _ROLES:
            is_number, led = _ROLES[form]
            if is_number:
                words.append((form, start, word.end()))
            meet(led, start)
        else:
            meet(_LED_BY_GLUED, start)
    if "@" in norm:
        found += [(0, *match.span()) for match in _EMAIL.finditer(norm)]
    marks = _placed(norm, sorted(found))
    taken = bytearray(len(norm))
    for mark in marks:
        taken[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    return Marks(marks, taken, digits, words)


def _placed(norm: str, found: Sequence[tuple[int, int, int]]) -> list[Mark]:
    """Give spans to patterns in their order; a pattern goes on behind its last match, as a search would."""
    marks: list[Mark] = []
    taken = bytearray(len(norm))
    last_order, last_end = -1, 0
    for order, start, end in found:
        if order == last_order and start < last_end:
            continue
        last_order, last_end = order, end
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            category = _PATTERNS[order][0]
            is_in_bracket = category == "phone" and norm[start - 1 : start] == "("
            marks += [Mark(category, *span) for span in _numbers_in(category, norm, start - is_in_bracket, end)]
    return sorted(marks, key=lambda mark: mark.start)


def _numbers_in(category: str, norm: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the numbers inside a match; number words and Roman numerals where it has no digit."""
    if found := [m.span() for m in _NUMBER_IN.get(category, _FROM_FIRST_DIGIT).finditer(norm, start, end)]:
        return found
    words = [m.span() for m in _WORD.finditer(norm, start, end)]
    return [next((span for span in words if norm[slice(*span)] in NUMBER_WORDS), words[-1])]
