"""Places: the administrative units and single sites that a passage names.

`find` lists the mentions of a passage with the units that each can mean on a day. Which mention governs a figure is decided in `claims`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from pipelines.language.areas import KINDS, AreaIndex, is_kind
from pipelines.language.text import Text

_KIND: Final = re.compile(
    r"(?<!\w)(tỉnh|thành phố|tp|huyện đảo|huyện|quận|thị xã|tx|xã|phường|thị trấn|đặc khu)\b\.?\s*"
    r"(?:(?:mới|miền núi|vùng cao|biên giới|ngoại thành|trung du|ven biển|vùng biên|cũ|biển|đảo)\s+)*"
)
# "các xã Tân Minh, Tân Dân" goes on with units of the kind; "xã Nam Sơn, Sóc Sơn" with what holds the first.
_LIST_AHEAD: Final = re.compile(r"(?:các|những|hai|ba|bốn|\d+)\s+$")
_LISTED: Final = re.compile(r"\s*(?:,|và|;|-)\s*")
_LONGEST_NAME: Final = 6
# The unit that speaks or acts, not the one whose figure is told.
_ACTOR: Final = re.compile(
    r"(?<!\w)(?:sở(?:\s[\w,]+){0,6}|ubnd|ủy ban nhân dân|hđnd|phòng(?:\s[\w&,-]+){0,8}|giám đốc|chủ tịch|bí thư|trưởng phòng|báo|đài|công an|đoàn|hội(?:\s\w+){0,3}|ban(?:\s[\w,]+){0,6}|"
    r"trung tâm(?:\s[\w,-]+){0,6}|huyện ủy|thành ủy|tỉnh ủy|đảng bộ|từ|đi|mttq)\s*(?:của\s+)?$"
)  # fmt: skip
# A bare "huyện" stands for the unit where it does something or has something.
_DOES: Final = re.compile(
    r"\s+(?:này\s+|ta\s+|cũng\s+|hiện\s+|đã\s+|đang\s+|sẽ\s+|ước\s+|chỉ\s+|mới\s+|còn\s+|vẫn\s+|lại\s+|cần\s+|dự kiến\s+|phấn đấu\s+|đặt mục tiêu\s+)*"
    r"(?:đón|có|đạt|thu|phấn đấu|đặt|hiện|ước|tiếp nhận|tổ chức|phục vụ|dự kiến|triển khai|duy trì|quản lý|công nhận|xây dựng|phát hành|hoàn thành|mở|này)(?!\w)"
)
_GENERIC: Final = re.compile(
    r"(?<!\w)(?:(?P<whole>toàn|cả|khắp)\s+(?P<whole_kind>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|nước|quốc)|(?P<country>cả nước|toàn quốc|nước ta|việt nam(?=\s+(?:ước|đón|thu|có|đã|đạt|phục vụ|tiếp|xếp)(?!\w)))|"
    r"(?:trên )?địa bàn(?:\s+(?P<ground>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn))?|(?P<own>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn))(?!\w)"
)
SITE_NOUNS: Final = (
    "chùa", "đền", "đình", "miếu", "phủ", "lăng", "khu di tích", "di tích", "quần thể", "khu du lịch", "khu danh thắng", "danh thắng", "thắng cảnh", "khu thắng cảnh", "điểm du lịch",
    "điểm đến", "hồ", "thác", "hang", "động", "núi", "bãi biển", "bãi tắm", "bãi", "cầu kính", "cầu", "bảo tàng", "vườn quốc gia", "công viên", "phố đi bộ", "không gian đi bộ",
    "tuyến phố", "phố cổ", "khu phố cổ", "đô thị cổ", "thành cổ", "chợ", "chợ đêm", "làng", "làng nghề", "làng cổ", "bản", "thôn", "xóm", "ấp", "buôn", "tổ dân phố", "khu phố", "khu dân cư",
    "khách sạn", "resort", "homestay", "suối", "đồi", "đảo", "cáp treo", "tuyến cáp treo", "ga", "nhà tù", "khu nghỉ dưỡng", "làng văn hóa", "nhà cổ", "trường", "hợp tác xã", "vịnh",
    "đỉnh", "đèo", "cao nguyên", "khu bảo tồn", "ngôi chợ", "khu",
)  # fmt: skip
# Second syllables of common words that look like a site ("hoạt động", "văn bản", "toàn cầu"), and plurals of sites.
_NO_SITE: Final = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "hoạt", "lao", "vận", "lưu", "hành", "chủ", "tác", "biến", "phát", "tự", "di", "năng", "khởi", "xúc", "sôi", "văn", "cơ", "kịch", "nhật", "phiên", "biên",
        "toàn", "nhu", "yêu", "chính", "môi", "thị", "hiện", "quảng", "thương", "nhà", "gia", "quy", "các", "những", "nhiều", "mọi", "số", "vài", "từng", "mỗi", "và", "ở các",
        "hội", "xóm,", "thôn,", "làng,", "miền", "vùng",
    )
)  # fmt: skip
_SITE: Final = re.compile(
    rf"(?<!\w){_NO_SITE}(?P<noun>{'|'.join(sorted(map(re.escape, SITE_NOUNS), key=lambda n: -len(n)))})(?!\w)(?P<more>(?:\s+(?:quốc gia|đặc biệt|cấp tỉnh|văn hóa|lịch sử|sinh thái|cộng đồng|danh thắng|bộ)){{0,4}})"
    r"(?P<which>\s+(?:này|ấy|đó|nói trên|trên đây)(?!\w)|\s+\d+(?![\d.,%])|\s+(?=[^\W\d_]))"
)
_SITES: Final = re.compile(
    r"(?<!\w)(?:các|những)\s+(?P<noun>điểm du lịch|điểm đến|khu du lịch|làng|bản|chợ|di tích|homestay|khách sạn|điểm)(?:\s+\w+){0,2}\s+(?:này|ấy|đó|nói trên|trên)(?!\w)"
    r"|(?<!\w)(?:hai|ba|bốn|năm|sáu|bảy|tám|\d+)\s+(?:điểm du lịch|điểm đến)(?:\s+\w+){0,2}(?:\s+(?:tại|ở|của|thuộc)(?!\w)|,)"
    r"|(?<!\w)riêng\s+(?:khu\s+)?(?:vườn quốc gia|đền|chùa|đình|miếu|bảo tàng|chợ|phố đi bộ|phố cổ|khu di tích|khu du lịch|bãi tắm|bãi biển|thác|hang|động|cáp treo|làng|thắng cảnh)"
    r"(?=\s+(?:\d|đón|có|thu|bán|tiếp|đạt|chiếm|ước|đã|gần|hơn|khoảng))|(?<!\w)(?:ban quản trị|ban trị sự|ban khánh tiết|nhà chùa|nhà đền|nhà thờ)(?!\w)"
    r"|(?<!\w)(?:toàn|cả)\s+(?:khu|tuyến phố|làng|bản|thôn)(?!\w)(?!\s+(?:vực|phố|dân cư))"
)
# The middle of a unit is a place in it, not the unit: "trung tâm thị trấn Thất Khê", "thị trấn huyện lỵ".
_CENTRE: Final = re.compile(
    r"(?<!\w)(?<!cách )(?<!xa )(?<!gần )(?<!về )(?<!ra )(?<!tới )(?<!đến )(?<!từ )(?:khu vực\s+|khu\s+)?"
    r"(?:trung tâm (?:thị trấn|huyện|thị xã|thành phố|xã|phường|quận)|thị trấn (?:trung tâm )?huyện(?: lỵ)?|thị trấn trung tâm|trung tâm huyện lỵ)(?!\w)"
)
# A name lent to something else is no place: "được gọi là \"Hạ Long cạn\"".
_NICKNAME: Final = re.compile(
    r"(?<!\w)(?:gọi là|ví như|ví là|mệnh danh|mệnh danh là|coi là|xem là)\s+(?:một\s+)?[\"']?$"
)
# All other nouns are common words too: with them a name or "này" must follow directly.
_DEFINITE_ALONE: Final = frozenset({"phố đi bộ", "không gian đi bộ", "phố cổ", "khu phố cổ", "tuyến phố"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a passage.

    `candidates` are the units it can mean on the day asked for: one where it is clear, several where it is ambiguous,
    none for a site. `kind` is `unit`, `bare` (a name without its kind), `generic` ("toàn huyện"), or `site`.
    """

    start: int
    end: int
    kind: str
    candidates: tuple[str, ...]
    is_actor: bool = False
    noun: str = ""


def find(text: Text, index: AreaIndex, home: str | None, day: date) -> list[Mention]:
    """Find the places of a passage, in order and without overlap.

    `home` is the document's own unit: bare names are taken only where they name it, a unit that holds it, one of its
    siblings, or a province; generic words ("toàn huyện") lead back to it.
    """
    norm, cased = text.norm, text.cased
    found: list[Mention] = []
    taken = bytearray(len(norm))

    def take(mention: Mention) -> None:
        is_nickname = _NICKNAME.search(norm, max(0, mention.start - 24), mention.start) is not None
        if not is_nickname and taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            found.append(mention)

    for match in _CENTRE.finditer(norm):
        take(Mention(match.start(), _name_end(text, match.end() + 1), "site", (), noun=match.group()))
    for mention in _units(text, index, home, day):
        take(mention)
    for match in _SITE.finditer(norm):
        end = match.end()
        is_named = match["which"].strip() != "" or cased[end : end + 1].isupper()
        if match["noun"] == "đảo" and _longest_name(text, index, end, "huyện", day):
            continue  # an island that is a district
        if is_named or match["noun"] in _DEFINITE_ALONE:
            take(Mention(match.start(), _name_end(text, end), "site", (), noun=match["noun"]))
    for match in _SITES.finditer(norm):
        take(Mention(*match.span(), "site", (), noun=match["noun"] or ""))
    if home is not None:
        for mention in _bare(text, index, home, day):
            take(mention)
        for match in _GENERIC.finditer(norm):
            generic = _generic(match, norm, index, home) or _named_before(match, norm, index, found)
            if generic is not None:
                take(generic)
    return sorted(found, key=lambda m: m.start)


def _named_before(match: re.Match[str], norm: str, index: AreaIndex, found: Iterable[Mention]) -> Mention | None:
    """Give the unit of a kind that the passage named last, where the document's own is of another kind."""
    kind = match["whole_kind"] or match["ground"] or match["own"]
    if kind not in KINDS or (match["own"] and _DOES.match(norm, match.end()) is None):
        return None
    named = [
        m
        for m in found
        if m.start < match.start()
        and m.kind in ("unit", "bare")
        and len(m.candidates) == 1
        and is_kind(index.areas[m.candidates[0]], kind)
    ]
    if not named:
        return None
    last = max(named, key=lambda m: m.start)
    return Mention(match.start(), match.end(), "generic", last.candidates, _is_actor(norm, match.start()))


def _is_actor(norm: str, start: int) -> bool:
    """Tell whether a unit named at a position only speaks or acts."""
    return _ACTOR.search(norm, max(0, start - 70), start) is not None


def _name_end(text: Text, start: int) -> int:
    """Give the end of the name that begins here: capitalised words, with a common noun inside ("Thành cổ Sơn Tây")."""
    end = start
    waiting = False
    for word in islice(text.words, text.word_from(start), None):
        if word.start > start and not text.norm[max(start, word.start - 1)].isspace():
            break
        if text.cased[word.start].isupper():
            end, waiting = word.end, False
        elif word.form in _INSIDE_NAMES:
            continue
        elif waiting or word.form in _ENDS_NAMES or end == start:
            break
        else:
            waiting = True  # "Nhà tù Côn Đảo": one common syllable, if the name goes on behind it
    return end


# Before these a name is over: a kind of unit, or a word of the sentence.
_ENDS_NAMES: Final = frozenset(
    {"tỉnh", "thành", "tp", "huyện", "quận", "thị", "tx", "xã", "phường", "đặc", "của", "ở", "tại", "thuộc", "đến", "tới", "từ", "là", "có", "đón", "với",
     "trong", "trên", "nay", "thì", "cho", "do", "cùng", "hay", "hoặc", "như", "còn", "được", "đã", "mới", "năm", "về", "khi"}
)  # fmt: skip
_INSIDE_NAMES: Final = frozenset(
    {"cổ", "văn", "hóa", "quốc", "gia", "nhà", "thờ", "bộ", "và", "núi", "đền", "chùa", "hồ", "động"}
)


def _units(text: Text, index: AreaIndex, home: str | None, day: date) -> Iterable[Mention]:
    """Give the names that follow their kind ("huyện Sóc Sơn"), lists included ("các xã Tân Minh, Tân Dân")."""
    norm, cased = text.norm, text.cased
    for match in _KIND.finditer(norm):
        kind, position, start = match.group(1), match.end(), match.start()
        is_list = _LIST_AHEAD.search(norm[max(0, start - 12) : start]) is not None
        while name := _longest_name(text, index, position, kind, day):
            end, candidates = name
            is_actor = _is_actor(norm, start)
            yield Mention(start, end, "unit", _narrowed(index, candidates, home), is_actor)
            link = _LISTED.match(norm, end)
            if link is None or not is_list or not cased[link.end() : link.end() + 1].isupper():
                break
            start = position = link.end()


def _longest_name(
    text: Text, index: AreaIndex, start: int, kind: str | None, day: date
) -> tuple[int, tuple[str, ...]] | None:
    if not (text.cased[start : start + 1].isupper() or text.cased[start : start + 1].isdigit()):
        return None
    ends: list[int] = []
    first = text.word_from(start)
    if first == len(text.words) or text.words[first].start != start:
        return None
    for word in text.words[first : first + _LONGEST_NAME]:
        if ends and not re.fullmatch(r"\s+|\s?-\s?|'", text.norm[ends[-1] : word.start]):
            break
        ends.append(word.end)
    for end in reversed(ends):
        if candidates := index.named(text.norm[start:end], kind, day):
            return end, candidates
    return None


def _narrowed(index: AreaIndex, candidates: tuple[str, ...], home: str | None) -> tuple[str, ...]:
    """Prefer, of units of one name, the nearest to the document's own: itself, inside it, inside what holds it."""
    if len(candidates) <= 1 or home is None:
        return candidates
    if home in candidates:
        return (home,)
    for holder in index.lineage(home):
        inside = tuple(c for c in candidates if holder in index.lineage(c))
        if inside:
            return inside
    return candidates


def _bare(text: Text, index: AreaIndex, home: str, day: date) -> Iterable[Mention]:
    """Give names without their kind that can only be meant as places of this document."""
    line = index.lineage(home)
    holder = index.areas[home].parent_id
    position = 0
    for word in text.words:
        if word.start < position or not text.cased[word.start].isupper():
            continue
        name = _longest_name(text, index, word.start, None, day)
        if name is None:
            continue
        end, candidates = name
        if text.cased[end:].lstrip()[:1].isupper() and text.cased[end : end + 1] == " " and home not in candidates:
            continue  # part of a longer name
        for choice in (
            tuple(c for c in candidates if c == home),
            tuple(c for c in candidates if c in line and index.areas[c].level != "country"),
            tuple(
                c
                for c in candidates
                if index.areas[c].parent_id in (holder, home) and index.areas[c].level != "commune"
            ),
            tuple(c for c in candidates if index.areas[c].level == "province"),
            _elsewhere(index, candidates, home, text.norm[word.start : end]),
        ):
            if choice:
                position = end
                is_actor = _is_actor(text.norm, word.start)
                yield Mention(word.start, end, "bare", choice[:1], is_actor)
                break


def _elsewhere(index: AreaIndex, candidates: tuple[str, ...], home: str, name: str) -> tuple[str, ...]:
    """Give the one district in the country that bears a name of two words or more, unless a unit of home does too."""
    districts = tuple(c for c in candidates if index.areas[c].level == "district")
    is_near = any(home in index.lineage(c) for c in candidates)
    return districts if len(districts) == 1 and " " in name and not is_near else ()


def _generic(match: re.Match[str], norm: str, index: AreaIndex, home: str) -> Mention | None:
    kind = match["whole_kind"] or match["ground"] or match["own"]
    if match["country"] or kind in ("nước", "quốc"):
        return Mention(
            match.start(),
            match.end(),
            "generic",
            ("country-VN",),
            _is_actor(norm, match.start()),
        )
    if kind is None:
        return Mention(match.start(), match.end(), "generic", (home,))
    own = index.areas[home]
    area_id = home
    if not is_kind(own, kind):
        if match["own"] and kind in ("thành phố", "tỉnh", "xã", "phường", "thị trấn"):
            # "thành phố", "tỉnh" alone are mostly who acts or grants; "xã, thị trấn" what is counted.
            return None
        level = {"city": "province"}.get(KINDS[kind], KINDS[kind])
        held = index.ancestor(home, level)
        if held is None or not is_kind(index.areas[held], kind):
            return None
        area_id = held
    is_actor = _is_actor(norm, match.start())
    return Mention(match.start(), match.end(), "generic", (area_id,), is_actor)
