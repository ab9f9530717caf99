"""How Vietnamese pages word what is not the article: boxes of other articles, counters, imprints, labels of buttons.

Closed lists of words, and functions that judge one block of text by its words alone. Where a block stands on the page
is judged by the callers; the forms of prose, headings and items belong to `phrases`.
"""

import re
import unicodedata
from typing import Final

# Headings of boxes that hold other articles: nothing below them, inside their box, belongs to the article.
_OTHER_ARTICLES: Final = frozenset(
    {
        "bài liên quan", "bài viết liên quan", "các bài liên quan", "các bài viết liên quan", "các tin liên quan",
        "chủ đề liên quan", "nội dung liên quan", "sự kiện liên quan", "tin bài liên quan", "tin liên quan",
        "tin tức liên quan", "tin, bài liên quan", "video liên quan", "liên quan", "có liên quan", "xem thêm",
        "đọc thêm", "xem thêm tin", "mời xem thêm", "mời đọc thêm", "mời bạn xem thêm", "mời bạn đọc thêm",
        "tin đọc thêm", "có thể bạn quan tâm", "bạn có thể quan tâm", "có thể bạn chưa biết", "dành cho bạn",
        "được quan tâm", "quan tâm nhất", "đề xuất cho bạn", "gợi ý cho bạn", "đừng bỏ lỡ", "không thể bỏ lỡ",
        "đọc nhiều", "đọc nhiều nhất", "bài đọc nhiều", "tin đọc nhiều", "tin được đọc nhiều", "xem nhiều",
        "xem nhiều nhất", "tin xem nhiều", "tin nhiều người đọc", "mới nhất", "tin mới", "tin mới nhất",
        "tin mới cập nhật", "bài mới", "bài mới nhất", "bài viết mới", "bài viết mới nhất", "tin trong ngày",
        "tin nóng", "nổi bật", "tin nổi bật", "bài viết nổi bật", "tiêu điểm", "tin tiêu điểm", "tin tài trợ",
        "tin khác", "các tin khác", "tin bài khác", "các bài khác", "bài khác", "bài viết khác", "các bài viết khác",
        "tin tức khác", "các tin bài khác", "tin, bài khác", "những tin khác", "cùng chuyên mục",
        "tin cùng chuyên mục", "bài cùng chuyên mục", "bài viết cùng chuyên mục", "các tin cùng chuyên mục",
        "tin bài cùng chuyên mục", "cùng chủ đề", "tin cùng chủ đề", "bài cùng chủ đề", "bài viết cùng chủ đề",
        "tin cùng loại", "các tin cùng loại", "cùng tác giả", "bài cùng tác giả", "bài viết cùng tác giả",
        "tin đã đưa", "các tin đã đưa", "tin đã đăng", "các tin đã đăng", "các tin đã đưa ngày", "tin cũ hơn",
        "các tin cũ hơn", "tin mới hơn", "các tin mới hơn", "những tin cũ hơn", "những tin mới hơn", "bài trước",
        "bài sau", "tin trước", "tin sau", "đọc tiếp", "đọc nhanh", "tin đọc nhanh", "tham khảo thêm",
        "mời tham khảo thêm", "mời bạn tham khảo thêm",
    }
)  # fmt: skip

# Of these, the ones that sentences begin with too: they open a box only where they stand alone.
_PLAIN_WORDS: Final = frozenset(
    {"liên quan", "có liên quan", "mới nhất", "nổi bật", "tiêu điểm", "tin mới", "bài mới", "quan tâm nhất"}
)
_POINTERS: Final = _OTHER_ARTICLES - _PLAIN_WORDS

# Counters of a site's visitors: the figures below them are the site's, named by no more than a day or a month.
_VISITORS: Final = re.compile(
    r"""(?:thống\ kê\ (?:lượt\ )?(?:truy\ cập|website)
    | (?:(?:tổng|số|tổng\ số)\ )?lượt\ (?:truy\ cập|truy\ nhập) | số\ người\ truy\ cập
    | (?:tổng\ |tổng\ số\ |số\ )?(?:truy\ cập|truy\ nhập)
    | (?:số\ )?(?:đang|người|khách)\ (?:truy\ cập|trực\ tuyến|online)
    )(?:\ ?:?\ ?\d[\d.,]*)?""",
    re.VERBOSE,
)
_VISITS: Final = re.compile(
    r"(?:hôm nay|hôm qua|tuần này|tuần trước|tháng này|tháng trước|trong (?:ngày|tuần|tháng)|tất cả|trực tuyến|online"
    r"|máy chủ tìm kiếm|khách viếng thăm|thành viên online) ?:? ?\d[\d.,]*"
)
# Who owns a site and under which licence: with these the foot of a page begins.
_IMPRINT: Final = re.compile(
    r"""giấy\ phép\ số\ ?:?\ ?\d.* | .{0,60}\bgiấy\ phép\b[^\d]{0,80}\d+\ ?/\ ?(?:gp|\w{0,4}-|\d{4}/).*
    | (?:©|\(c\)\ |copyright\b|®).* | bản\ quyền\ (?:©|\d{4}|(?:nội\ dung\ )?thuộc).*
    | (?:(?:phó\ )?tổng\ biên\ tập|cơ\ quan\ chủ\ quản|tòa\ soạn|toà\ soạn|chịu\ trách\ nhiệm[\w ]{0,30})\ ?:\ ?\S.*
    """,
    re.VERBOSE | re.DOTALL,
)

# After these only readers, the page's owner and its programs speak.
_END_OF_PAGE: Final = re.compile(
    r"(?:\(\d+\) )?(?:bình luận|ý kiến bạn đọc|ý kiến của bạn|ý kiến độc giả|phản hồi)(?: ?\(\d+\)?| của bạn| bạn đọc)?"
    r"|ý kiến ?\(\d+\)?|(?:gửi|viết|thêm) (?:ý kiến|bình luận)(?: của bạn)?|\d+ bình luận|powered by\b.{0,80}"
)

# Words of buttons and labels, which say nothing and open nothing.
_LABELS: Final = frozenset(
    {
        "a-", "a+", "a", "aa", "audio", "chia sẻ", "chia sẻ bài viết", "cỡ chữ", "copy link", "facebook",
        "gửi email", "in", "in bài", "in bài viết", "in trang", "infographic", "like", "link bài gốc", "lưu bài",
        "lưu tin", "nghe audio", "nghe bài viết", "nghe báo", "nghe đọc bài", "podcast", "quảng cáo", "quay lại",
        "sao chép liên kết", "sao chép link", "share", "thích", "top", "trang chủ", "trở về", "trở lại", "tweet",
        "twitter", "về đầu trang", "video", "xem trang in", "zalo", "đọc bài gốc", "đóng", "chia sẻ facebook",
        "chia sẻ zalo", "theo dõi", "theo dõi chúng tôi", "màu chữ", "tải về", "bản in", "nguồn", "tags", "từ khóa",
        "từ khoá", "xem tất cả", "đăng nhập", "đăng ký", "trả lời", "tiếp", "e-paper", "lên đầu trang",
        "gửi phản hồi", "in ấn", "menu", "tìm kiếm",
    }
)  # fmt: skip

_CHROME: Final = re.compile(
    r"""
    mời\ (?:quý\ vị|bạn|bạn\ đọc)\ (?:xem|đọc)\ (?:thêm|tiếp)\b.* | (?:xem|đọc)\ thêm\ ?>.* | >{2,}.*
    | (?:bình\ luận|chia\ sẻ|thích|ý\ kiến|(?:số\ )?lượt\ (?:xem|đọc|truy\ cập|thích)
        |số\ người\ (?:xem|đọc|truy\ cập)|đã\ xem)\ ?[:(]\ ?\d.*
    | \(?\d[\d.,]*\)?\ (?:bình\ luận|lượt\ (?:xem|đọc|thích|chia\ sẻ)|views?|phản\ hồi|phút\ đọc)
    | (?:đánh\ giá|xếp\ hạng)\ ?:\ ?\d(?:[.,]\d)?\ ?[/-]\ ?\d+\b.* | click\ để\ đánh\ giá.*
    | tổng\ số\ điểm\ của\ bài\ viết.*
    | (?:hotline|đường\ dây\ nóng|điện\ thoại|đt|tel|fax|e-?mail|trụ\ sở|địa\ chỉ\ (?:tòa|toà)\ soạn
        |liên\ hệ[\w ]{0,20})\ ?:\ ?\S.*
    | (?:hotline|đường\ dây\ nóng|điện\ thoại|đt|tel)\.?\ ?\(?(?:\+?84|0|1[89]00)[\d .\-()]{5,}.*
    | ghi\ rõ\ nguồn.* | powered\ by\b.* | (?:thiết\ kế|phát\ triển|vận\ hành)\ (?:bởi|và\ phát\ triển)\b.{0,80}
    | chủ\ đề\ ?[:\#].*
    | (?:nguồn|theo|link|link\ gốc|link\ bài|link\ bài\ gốc|đường\ dẫn|url)\ ?:?\ ?(?:https?://|www\.)\S+
    | (?:nguồn|nguồn\ tin|theo|đăng\ bởi|người\ đăng|người\ viết)\ ?:[^\d]{1,40}
    | theo\ (?:báo(?!\ cáo)|tạp\ chí|cổng|trang|đài)\ [^\d.,;:]{1,40}
    | .{0,20}viết\ lại\ từ\ nguồn\ ?:.* | ngày\ in\ ?:.* | đã\ kết\ nối\ emc
    | theo\ dõi\ [^\d]{0,60}(?:google\ news|facebook|zalo|youtube|tiktok)[^\d]*
    | (?:đăng\ ký\ )?nhận\ (?:bản\ tin|newsletter|email)\b.* | cỡ\ chữ\ ?:?(?:\ ?a[+-]?)+
    | bạn\ đang\ (?:đọc|xem)\ (?:bài|tin)\b.*
    | mọi\ (?:thông\ tin|ý\ kiến|góp\ ý|phản\ ánh|đóng\ góp)\b.{0,60}\b(?:xin|vui\ lòng|mời)\ (?:gửi|liên\ hệ|gọi).*
    | (?:cỡ\ chữ|in\ bài|gửi\ (?:email|bài)|chia\ sẻ)(?:\ {1,3}(?:cỡ\ chữ|in\ bài|gửi\ (?:email|bài)|chia\ sẻ))+
    | (?:khoảng\ )?\d+\ (?:phút|giờ|ngày|tuần|tháng|năm)\ trước
    | \d{1,2}:\d{2}(?:\ ?/\ ?\d{1,2}:\d{2})?
    | [\w.\-() ]{1,80}\.(?:jpe?g|png|gif|webp|bmp|svg|mp4|mp3)
    """,
    re.VERBOSE | re.DOTALL,
)
_TAGS: Final = re.compile(r"(?:từ kh(?:óa|oá)|tags?) ?[:#].*|#\w.*", re.DOTALL)
_LONGEST_CHROME: Final = 240
# What stands between the words that point to another article and its headline.
_POINTER_END: Final = re.compile(r" ?[:|>»\]]| [-–] ")
_BESIDE: Final = re.compile(r" ?[|·•] ?")
# Ticks, arrows and pictures in front of a line. Dashes stay: behind one stands an item, and items are the article's.
_ORNAMENTS: Final = re.compile(r"[^\w(#>©®+\-–—\"“‘'«]+")
_ENDS: Final = " :.-–—•●*»«>►▶▼|…[]\u200b"


def folded(text: str) -> str:
    """Return a text as it is compared: NFC, lower case, single blanks, without marks of lists and links at its ends."""
    return _lowered(text[:1000]).strip(_ENDS)


def opens_other_articles(text: str) -> bool:
    """Return whether a block is the heading of a box with other articles, or of the counters of a site."""
    if len(text) > 60:
        return False
    words = _plain(text)
    return words in _OTHER_ARTICLES or (text[:1].isalpha() and _VISITORS.fullmatch(words) is not None)


def points_elsewhere(text: str) -> bool:
    """Return whether a heading of other articles cannot be the heading of a part of this one."""
    return _plain(text) in _POINTERS


def is_imprint(text: str) -> bool:
    """Return whether a block says who owns the site, as the foot of its pages does."""
    return len(text) <= _LONGEST_CHROME and _IMPRINT.fullmatch(_lowered(text)) is not None


def is_tag_line(text: str) -> bool:
    """Return whether a block lists the tags of the article, as pages do right below it."""
    return len(text) <= _LONGEST_CHROME and _TAGS.fullmatch(_lowered(text)) is not None


def ends_page(text: str) -> bool:
    """Return whether nothing after a block can belong to the article: comments, programs."""
    return len(text) <= 120 and _END_OF_PAGE.fullmatch(folded(text)) is not None


def is_chrome(text: str) -> bool:
    """Return whether a block is a label, a counter, an imprint, a list of tags or a pointer to another article."""
    words = _lowered(text[: _LONGEST_CHROME + 1])
    start = _ORNAMENTS.match(words)
    bare = words[start.end() :] if start else words
    head = bare[:80].lstrip("(").rstrip(_ENDS)
    end = _POINTER_END.search(head)
    if (head[: end.start()] if end else head) in _POINTERS:
        return True
    if len(text) > _LONGEST_CHROME:
        return False
    plain = words.strip(_ENDS)
    return (
        plain in _LABELS
        or bare.strip(_ENDS) in _OTHER_ARTICLES
        or not any(map(str.isalnum, words))
        or _CHROME.fullmatch(bare) is not None
        or _TAGS.fullmatch(bare) is not None
        or _IMPRINT.fullmatch(bare) is not None
        or (_BESIDE.search(plain) is not None and all(map(is_chrome, _BESIDE.split(plain))))
        or (words[0].isalpha() and (_VISITORS.fullmatch(plain) or _VISITS.fullmatch(plain)) is not None)
    )


def _lowered(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def _plain(text: str) -> str:
    words = _lowered(text[:120])
    start = _ORNAMENTS.match(words)
    return (words[start.end() :] if start else words).strip(_ENDS)
