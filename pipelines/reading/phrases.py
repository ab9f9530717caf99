"""How Vietnamese pages word what is not the article: boxes of other articles, counters, imprints, bylines, captions.

Every function judges one block of text by its words alone; where the block stands on the page is judged by the callers.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.reading.dates import DAY, written_day

# Headings of boxes that hold other articles: nothing below them, inside their box, belongs to the article.
_OTHER_ARTICLES: Final = frozenset(
    {
        "bài liên quan", "bài viết liên quan", "các bài liên quan", "các bài viết liên quan", "các tin liên quan",
        "chủ đề liên quan", "nội dung liên quan", "sự kiện liên quan", "tin bài liên quan", "tin liên quan",
        "tin tức liên quan", "tin, bài liên quan", "video liên quan", "liên quan", "xem thêm", "đọc thêm",
        "xem thêm tin", "mời xem thêm", "mời đọc thêm", "tin đọc thêm", "có thể bạn quan tâm", "bạn có thể quan tâm",
        "có thể bạn chưa biết", "dành cho bạn", "được quan tâm", "quan tâm nhất", "đề xuất cho bạn", "gợi ý cho bạn",
        "đừng bỏ lỡ", "không thể bỏ lỡ", "đọc nhiều", "đọc nhiều nhất", "bài đọc nhiều", "tin đọc nhiều",
        "tin được đọc nhiều", "xem nhiều", "xem nhiều nhất", "tin xem nhiều", "tin nhiều người đọc", "mới nhất",
        "tin mới", "tin mới nhất", "tin mới cập nhật", "bài mới", "bài mới nhất", "tin trong ngày", "tin nóng",
        "nổi bật", "tin nổi bật", "tiêu điểm", "tin tiêu điểm", "tin tài trợ", "tin khác", "các tin khác",
        "tin bài khác", "các bài khác", "bài khác", "bài viết khác", "các bài viết khác", "tin tức khác",
        "các tin bài khác", "tin, bài khác", "những tin khác", "cùng chuyên mục", "tin cùng chuyên mục",
        "bài cùng chuyên mục", "bài viết cùng chuyên mục", "cùng chủ đề", "tin cùng chủ đề", "bài cùng chủ đề",
        "tin cùng loại", "cùng tác giả", "bài cùng tác giả", "tin đã đưa", "các tin đã đưa", "tin cũ hơn",
        "các tin cũ hơn", "tin mới hơn", "các tin mới hơn", "những tin cũ hơn", "những tin mới hơn", "bài trước",
        "bài sau", "tin trước", "tin sau", "đọc tiếp",
    }
)  # fmt: skip

# Of these, the ones that sentences begin with too: they open a box only where they stand alone.
_PLAIN_WORDS: Final = frozenset(
    {"liên quan", "mới nhất", "nổi bật", "tiêu điểm", "tin mới", "bài mới", "quan tâm nhất"}
)
_POINTERS: Final = _OTHER_ARTICLES - _PLAIN_WORDS

# After these only readers, the page's owner and its programs speak.
_END_OF_PAGE: Final = re.compile(
    r"(?:\(\d+\) )?(?:bình luận|ý kiến bạn đọc|ý kiến của bạn|ý kiến độc giả|phản hồi)(?: \(\d+\)| của bạn| bạn đọc)?"
    r"|(?:gửi|viết|thêm) (?:ý kiến|bình luận)(?: của bạn)?|\d+ bình luận|powered by\b.{0,80}"
)

# Words of buttons and labels, which say nothing and open nothing.
_LABELS: Final = frozenset(
    {
        "a-", "a+", "aa", "audio", "chia sẻ", "chia sẻ bài viết", "cỡ chữ", "copy link", "facebook", "gửi email",
        "in", "in bài", "in bài viết", "in trang", "infographic", "like", "link bài gốc", "lưu bài", "lưu tin",
        "nghe bài viết", "nghe đọc bài", "podcast", "quảng cáo", "quay lại", "sao chép liên kết", "sao chép link",
        "share", "thích", "top", "trang chủ", "trở về", "trở lại", "tweet", "twitter", "về đầu trang", "video",
        "xem trang in", "zalo", "đọc bài gốc", "đóng", "chia sẻ facebook", "chia sẻ zalo", "theo dõi",
        "theo dõi chúng tôi", "tải về", "bản in", "nguồn", "tags",
    }
)  # fmt: skip

_CHROME: Final = re.compile(
    r"""
    mời\ (?:quý\ vị|bạn|bạn\ đọc)\ (?:xem|đọc)\ (?:thêm|tiếp)\b.* | (?:xem|đọc)\ thêm\ ?>.* | >{2,}.*
    | (?:bình\ luận|chia\ sẻ|thích|lượt\ (?:xem|đọc|truy\ cập|thích)|số\ (?:lượt|người)\ (?:xem|đọc|truy\ cập)|đã\ xem)
        \ ?[:(]\ ?\d.*
    | \(?\d[\d.,]*\)?\ (?:bình\ luận|lượt\ (?:xem|đọc|thích|chia\ sẻ)|views?|phản\ hồi)
    | đánh\ giá\ ?:\ ?\d(?:[.,]\d)?\ ?/\ ?\d+\b.*
    | (?:hotline|đường\ dây\ nóng|điện\ thoại|đt|tel|fax|e-?mail|tòa\ soạn|toà\ soạn|trụ\ sở|địa\ chỉ\ (?:tòa|toà)\ soạn
        |(?:phó\ )?tổng\ biên\ tập|cơ\ quan\ chủ\ quản|chịu\ trách\ nhiệm[\w ]{0,30}|liên\ hệ[\w ]{0,20})\ ?:\ ?\S.*
    | (?:hotline|đường\ dây\ nóng|điện\ thoại|đt|tel)\.?\ ?\(?(?:\+?84|0|1[89]00)[\d .\-()]{5,}.*
    | giấy\ phép\ (?:số|hoạt\ động|xuất\ bản|thiết\ lập|thành\ lập|trang)\b.*
    | .{0,60}\bgiấy\ phép\ số\ ?:?\ ?\d+\ ?/\ ?gp.*
    | (?:©|\(c\)\ |copyright\b|bản\ quyền\ (?:©|\d{4}|thuộc)|ghi\ rõ\ nguồn|®).* | powered\ by\b.*
    | (?:từ\ khóa|từ\ khoá|tags?|chủ\ đề|\#)\ ?[:\#].* | \#\ ?\S.*
    | (?:nguồn|theo|link|link\ gốc|link\ bài\ gốc)\ ?:?\ ?(?:https?://|www\.)\S+ | (?:nguồn|theo)\ ?:[^\d]{1,40}
    | .{0,20}viết\ lại\ từ\ nguồn\ ?:.*
    | theo\ dõi\ [^\d]{0,60}(?:google\ news|facebook|zalo|youtube|tiktok)[^\d]*
    | (?:cỡ\ chữ|in\ bài|gửi\ (?:email|bài)|chia\ sẻ)(?:\ {1,3}(?:cỡ\ chữ|in\ bài|gửi\ (?:email|bài)|chia\ sẻ))+
    | (?:khoảng\ )?\d+\ (?:phút|giờ|ngày|tuần|tháng|năm)\ trước
    | [\w.\-() ]{1,80}\.(?:jpe?g|png|gif|webp|bmp|svg|mp4|mp3)
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST_CHROME: Final = 240
# What stands between the words that point to another article and its headline.
_POINTER_END: Final = re.compile(r" ?[:|>»]| [-–] ")

_IMAGE_NAME: Final = re.compile(r"[\w.\-() ]{1,80}\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE)
_CREDIT: Final = re.compile(
    r"(?:[.!?…”\")]|^)\s?\(?(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Đồ họa|Ảnh tư liệu)\b\s?(?:[:.]|minh|tư|do|của)?.{0,40}$"
)
_SENTENCE_END: Final = re.compile(r"(?:[.!?…]|\./\.)[\s”\"'’»)\]]*$")
_BULLET: Final = re.compile(r"[-–—+*•●▪■◦○‣·►➢✓✔][\s\xa0]*(?=\S)")
_NUMBERING: Final = re.compile(
    r"""(?:(?:[IVXLC]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)](?=\s|[^\W\d])|/(?=\s))|(?:[A-E]|[a-zđ])(?:\.(?=\s)|\)|/(?=\s)))\s?
    |(?:Phần|Chương|Mục)\ (?:[IVXLC]{1,5}|\d{1,2})(?:[.:]|(?=\s*$))\s?""",
    re.VERBOSE,
)
# Years and parts of a year, which headings name without stating a figure.
_PERIOD: Final = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{1,2} tháng\b|\b(?:tháng|quý) (?:\d{1,2}|[IVX]+)(?!\w)", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?(?!\d)(?:\s?[AP]M\b)?", re.IGNORECASE)
_DATE_WORDS: Final = re.compile(
    r"""\b(?:thứ\ (?:hai|ba|tư|năm|sáu|bảy|[2-7]) | chủ\ nhật | ngày(?:\ (?:đăng|xuất\ bản|tạo))?
        | (?:đăng|xuất\ bản)(?:\ (?:lúc|ngày))? | cập\ nhật(?:\ lúc)? | thời\ gian | lúc | vào | tác\ giả
        | (?:tin|bài)(?:,|\ và)\ ảnh | theo | bởi | (?:gmt|utc)\ ?\+?\ ?7?)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_AUTHOR_LABEL: Final = re.compile(
    r"""(?:tác\ giả | bài | tin | ảnh | nội\ dung | thực\ hiện | pv | phóng\ viên | ctv | người\ viết)
        (?:(?:\s?[,&/] | \s+và)\s?(?:bài | ảnh | clip | video))*\s?:\s?""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line of author and date says; either may be missing."""

    author: str | None
    published_on: date | None


def folded(text: str) -> str:
    """Return a text as it is compared: NFC, lower case, single blanks, without marks of lists and links at its ends."""
    text = " ".join(unicodedata.normalize("NFC", text[:1000]).lower().split())
    return text.strip(" :.-–—•●*»«>►▶|…[]\u200b")


def opens_other_articles(text: str) -> bool:
    """Return whether a block is the heading of a box with other articles."""
    return len(text) <= 60 and folded(text) in _OTHER_ARTICLES


def points_elsewhere(text: str) -> bool:
    """Return whether a heading of other articles cannot be the heading of a part of this one."""
    return folded(text) in _POINTERS


def ends_page(text: str) -> bool:
    """Return whether nothing after a block can belong to the article: comments, programs."""
    return len(text) <= 120 and _END_OF_PAGE.fullmatch(folded(text)) is not None


def is_chrome(text: str) -> bool:
    """Return whether a block is a label, a counter, an imprint, a list of tags or a pointer to another article."""
    if _POINTER_END.split(folded(text[:80].lstrip("(")), maxsplit=1)[0] in _POINTERS:
        return True
    if len(text) > _LONGEST_CHROME:
        return False
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    stripped = folded(text)
    return (
        stripped in _LABELS
        or stripped in _OTHER_ARTICLES
        or not any(character.isalnum() for character in words)
        or _CHROME.fullmatch(words.lstrip("•*►▶ ")) is not None
    )


def is_image_name(text: str) -> bool:
    """Return whether a block is the name of an image's file, as copying a page leaves it."""
    return _IMAGE_NAME.fullmatch(text.strip()) is not None


def ends_with_credit(text: str) -> bool:
    """Return whether a block ends as captions do, with the name of the photographer."""
    return len(text) <= 400 and _CREDIT.search(unicodedata.normalize("NFC", text)) is not None


def ends_sentence(text: str) -> bool:
    """Return whether a block ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:]) is not None


def is_sentence(text: str) -> bool:
    """Return whether a block is long enough for prose and ends as a sentence does."""
    return len(text) >= 60 and ends_sentence(text)


def bullet(text: str) -> str | None:
    """Return the mark that makes a line an item of a list, or None."""
    match = _BULLET.match(text)
    return match.group() if match else None


def numbering(text: str) -> str | None:
    """Return the number that begins a heading or an item ("II. ", "1.2. ", "a) "), or None.

    >>> numbering("II. KẾT QUẢ"), numbering("1.500 lượt khách")
    ('II. ', None)
    """
    match = _NUMBERING.match(text)
    return match.group() if match else None


def is_heading(text: str) -> bool:
    """Return whether a line may stand above others: short, no sentence, and without a figure other than of time."""
    if not 2 <= len(text) <= 150 or (ends_sentence(text) and not text.endswith("?")) or text.endswith((",", ";")):
        return False
    text = unicodedata.normalize("NFC", text)
    rest = _PERIOD.sub("", text[len(numbering(text) or "") :])
    return any(c.isalpha() for c in rest) and not any(c.isdigit() for c in rest)


def is_name(text: str) -> bool:
    """Return whether a block can be no more than the name of its author: up to five capitalised words."""
    text = unicodedata.normalize("NFC", text.strip(" .()-–*\xa0"))
    words = re.split(r"[\s,&-]+", text)
    return (
        3 <= len(text) <= 45
        and len(words) <= 5
        and all(w[:1].isupper() and w.replace(".", "").isalpha() for w in words)
    )


def byline(text: str) -> Byline | None:
    """Read a line that holds nothing but an author and a day with or without its hour, or return None.

    >>> byline("Minh Trang - Đăng lúc 09:00 ngày 09/01/2025")
    Byline(author='Minh Trang', published_on=datetime.date(2025, 1, 9))
    >>> byline("Ngày 09/01/2025, huyện đón 1.500 lượt khách") is None
    True
    """
    if not 3 <= len(text) <= 160:
        return None
    text = unicodedata.normalize("NFC", text)
    day = written_day(text)
    label = _AUTHOR_LABEL.match(text)
    if day is None and label is None:
        return None
    rest = DAY.sub("\n", text[label.end() :] if label else text)
    rest = _DATE_WORDS.sub("\n", _CLOCK.sub("\n", rest))
    parts = [part for piece in re.split(r"[\n|]|\s[-–/]\s|[()]", rest) if (part := piece.strip(" \xa0,;:.-–|/"))]
    if not all(is_name(part) for part in parts) or len(parts) > 2 or (day is None and not parts):
        return None
    return Byline(parts[0] if parts else None, day)
