"""Places: the administrative units and single sites that a passage names.

`find` lists the mentions of a passage with the units that each can mean on a day. Which mention governs a figure is decided in `claims`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Final

from pipelines.language.anchors import Anchored
from pipelines.language.areas import KINDS, AreaIndex, is_kind
from pipelines.language.namesakes import held_behind, nearest, told_apart, went_into
from pipelines.language.naming import KIND, longest_name
from pipelines.language.text import Text

# "các xã Tân Minh, Tân Dân" goes on with units of the kind; "xã Nam Sơn, Sóc Sơn" with what holds the first.
_LIST_AHEAD: Final = re.compile(r"(?:các|những|hai|ba|bốn|\d+)\s+$")
_LISTED: Final = re.compile(r"(?:\s*\([^()\d]{2,40}\))?\s*(?:,|và|;|-)\s*")
_NEXT_CAPITAL: Final = re.compile(r" \s*(?=\S)")
# The unit that speaks or acts, not the one whose figure is told.
_ACTOR: Final = re.compile(
    r"(?<!\w)(?:sở(?:\s(?!khách|lượng|đến|toàn|cả|cho|thấy|trong|năm|có|đã|tính)[\w,]+){0,6}|ubnd|ủy ban nhân dân|hđnd|phòng(?:\s[\w&,-]+){0,8}|giám đốc|chủ tịch|bí thư|trưởng phòng|báo|đài|công an|đoàn|hội(?:\s\w+){0,3}|ban(?:\s[\w,]+){0,6}|"
    r"trung tâm(?:\s[\w,-]+){0,6}|huyện ủy|thành ủy|tỉnh ủy|đảng bộ|từ|đi|mttq)\s*(?:của\s+)?$"
)  # fmt: skip
# A bare "huyện" stands for the unit where it does something or has something.
_DOES: Final = re.compile(
    r"\s+(?:này\s+|ta\s+|cũng\s+|hiện\s+|đã\s+|đang\s+|sẽ\s+|ước\s+|chỉ\s+|mới\s+|còn\s+|vẫn\s+|lại\s+|cần\s+|dự kiến\s+|phấn đấu\s+|đặt mục tiêu\s+)*"
    r"(?:đón|có|đạt|thu|phấn đấu|đặt|hiện|ước|tiếp nhận|tổ chức|phục vụ|dự kiến|triển khai|duy trì|quản lý|công nhận|xây dựng|phát hành|hoàn thành|mở|này)(?!\w)"
)
_ACTOR_REACH: Final = 70
_GENERIC: Final = re.compile(
    r"(?<!\w)(?:(?P<whole>toàn|cả|khắp)\s+(?P<whole_kind>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|nước|quốc)|(?P<country>cả nước|toàn quốc|nước ta|việt nam(?=\s+(?:ước|đón|thu|có|đã|đạt|phục vụ|tiếp|xếp)(?!\w)))|"
    r"(?:trên )?địa bàn(?:\s+(?P<ground>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn))?|(?P<own>huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn))(?!\w)"
)
SITE_NOUNS: Final = (
    "chùa", "đền", "đình", "miếu", "phủ", "lăng", "khu di tích", "di tích", "quần thể", "khu du lịch", "khu danh thắng", "danh thắng", "thắng cảnh", "khu thắng cảnh", "điểm du lịch",
    "điểm đến", "hồ", "thác", "hang", "động", "núi", "bãi biển", "bãi tắm", "bãi", "cầu kính", "cầu", "bảo tàng", "vườn quốc gia", "công viên", "phố đi bộ", "không gian đi bộ",
    "tuyến phố", "phố cổ", "khu phố cổ", "đô thị cổ", "thành cổ", "chợ", "chợ đêm", "làng", "làng nghề", "làng cổ", "bản", "thôn", "xóm", "ấp", "buôn", "tổ dân phố", "khu phố", "khu dân cư",
    "khách sạn", "resort", "homestay", "suối", "đồi", "đảo", "cáp treo", "tuyến cáp treo", "ga", "nhà tù", "khu nghỉ dưỡng", "làng văn hóa", "nhà cổ", "trường", "hợp tác xã", "vịnh",
    "rừng tràm", "rừng", "cù lao", "điểm dừng", "điểm dừng chân", "điểm ngắm", "đỉnh", "đèo", "cao nguyên", "khu bảo tồn", "ngôi chợ", "khu",
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
    rf"(?<!\w){_NO_SITE}(?P<noun>{'|'.join(sorted(map(re.escape, SITE_NOUNS), key=lambda n: -len(n)))})(?!\w)(?P<more>(?:\s+(?:thông|tràm|dừa|dừa nước|nguyên sinh|phòng hộ|đước|quốc gia|đặc biệt|cấp tỉnh|văn hóa|lịch sử|sinh thái|cộng đồng|danh thắng|bộ)){{0,4}})"
    r"(?P<which>\s+(?:này|ấy|đó|nói trên|trên đây)(?!\w)|\s+\d+(?![\d.,%])|\s+(?!không dùng tiền mặt)(?=[^\W\d_]))"
)
_SITES: Final = re.compile(
    r"(?<!\w)(?:các|những)\s+(?P<noun>điểm du lịch|điểm đến|khu du lịch|làng|bản|chợ|di tích|homestay|khách sạn|điểm)(?:\s+\w+){0,2}\s+(?:này|ấy|đó|nói trên|trên)(?!\w)"
    r"|(?<!\w)(?<!thêm )(?<!có )(?<!nhận )(?:hai|ba|bốn|năm|sáu|bảy|tám|\d+)\s+(?:điểm du lịch|điểm đến)(?:\s+\w+){0,2}(?:\s+(?:tại|ở|của|thuộc)(?!\w)|,)"
    r"|(?<!\w)riêng\s+(?:khu\s+)?(?:vườn quốc gia|đền|chùa|đình|miếu|bảo tàng|chợ|phố đi bộ|phố cổ|khu di tích|khu du lịch|bãi tắm|bãi biển|thác|hang|động|cáp treo|làng|thắng cảnh)"
    r"(?=\s+(?:\d|đón|có|thu|bán|tiếp|đạt|chiếm|ước|đã|gần|hơn|khoảng))|(?<!\w)(?:ban quản trị|ban trị sự|ban khánh tiết|nhà chùa|nhà đền|nhà thờ)(?!\w)"
    r"|(?<!\w)(?<!các )(?:khu du lịch|khu di tích|khu sinh thái|làng du lịch)(?=(?:\s(?!và|các|trên)[^\W\d]+){1,4}\s(?:năm qua\s|năm nay\s|hiện\s|đã\s)*(?:đón|thu hút|tiếp|bán|phục vụ)\s)"
    r"|(?<!\w)(?:toàn|cả)\s+(?:khu|tuyến phố|làng|bản|thôn)(?!\w)(?!\s+(?:vực|phố|dân cư))"
)
# The middle of a unit is a place in it, not the unit: "trung tâm thị trấn Thất Khê", "thị trấn huyện lỵ".
_CENTRE: Final = re.compile(
    r"(?<!\w)(?:khu vực\s+|khu\s+)?(?:trung tâm (?:thị trấn|huyện|thị xã|thành phố|xã|phường|quận)|thị trấn (?:trung tâm )?huyện(?: lỵ)?|thị trấn trung tâm)(?!\w)"
)
_FAR_FROM: Final = re.compile(r"(?<!\w)(?:cách|xa|gần|về|ra|tới|đến|từ)\s+$")
# A name lent to something else is no place: "được gọi là \"Hạ Long cạn\"".
_NICKNAME: Final = re.compile(
    r"(?<!\w)(?:gọi là|ví như|ví là|mệnh danh|mệnh danh là|coi là|xem là)\s+(?:một\s+)?[\"']?$"
)
_ACTORS: Final = Anchored([_ACTOR])
_ANCHORED: Final = Anchored([KIND, _SITE, _SITES, _GENERIC, _CENTRE])
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
    index = index.on(day)
    norm, cased = text.norm, text.cased
    found: list[Mention] = []
    taken = bytearray(len(norm))

    def take(mention: Mention) -> None:
        is_nickname = _NICKNAME.search(norm, max(0, mention.start - 24), mention.start) is not None
        if not is_nickname and taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
            found.append(mention)

    met: tuple[list[re.Match[str]], ...] = [], [], [], [], []
    for number, match in _ANCHORED.matches(norm, (text.forms, text.starts)):
        met[number].append(match)
    kinds, sites, many_sites, generics, centres = met
    actors = _ACTORS.places(norm, text.forms, text.starts).get(0, [])
    for match in centres:
        if not _FAR_FROM.search(norm, max(0, match.start() - 8), match.start()):
            take(Mention(match.start(), _name_end(text, match.end() + 1), "site", (), noun=match.group()))
    for mention in _units(text, kinds, actors, index, home, day):
        take(mention)
    for match in sites:
        if taken[match.start()]:
            continue
        end = match.end()
        is_named = match["which"].strip() != "" or cased[end : end + 1].isupper()
        if match["noun"] == "đảo" and longest_name(text, index, text.word_at(end), "huyện", day):
            continue  # an island that is a district
        if is_named or match["noun"] in _DEFINITE_ALONE:
            take(Mention(match.start(), _name_end(text, end), "site", (), noun=match["noun"]))
    for match in many_sites:
        take(Mention(*match.span(), "site", (), noun=match["noun"] or ""))
    if home is not None:
        for mention in _bare(text, actors, index, home, day):
            take(mention)
    found = _settled(text, found, index, home, day)
    if home is not None:
        units = [m for m in found if m.kind in ("unit", "bare") and len(m.candidates) == 1]
        for match in generics:
            generic = _generic(match, norm, actors, index, home) or _named_before(match, norm, actors, index, units)
            if generic is not None:
                take(generic)
    return sorted(found, key=lambda m: m.start)


def _settled(text: Text, found: Iterable[Mention], index: AreaIndex, home: str | None, day: date) -> list[Mention]:
    """Leave of the units that each name can mean those that the words beside it, and then the own unit, leave."""
    in_order = sorted(found, key=_BY_START)
    named = [m for m in in_order if m.kind in ("unit", "bare")]
    told = iter(told_apart(text, named, index, day))
    return [
        replace(m, candidates=nearest(index, next(told), home)) if m.kind in ("unit", "bare") else m for m in in_order
    ]


def _named_before(
    match: re.Match[str], norm: str, actors: Sequence[int], index: AreaIndex, units: Sequence[Mention]
) -> Mention | None:
    """Give the unit of a kind that the passage named last, where the document's own is of another kind."""
    kind = match["whole_kind"] or match["ground"] or match["own"]
    if kind not in KINDS or (match["own"] and _DOES.match(norm, match.end()) is None):
        return None
    last = bisect_left(units, match.start(), key=_BY_START)
    recent = (m for m in reversed(units[max(0, last - _RECENT) : last]) if is_kind(index.areas[m.candidates[0]], kind))
    named = next(recent, None)
    if named is None:
        return None
    return Mention(match.start(), match.end(), "generic", named.candidates, _is_actor(norm, match.start(), actors))


_BY_START: Final = attrgetter("start")
# How many names back a bare "huyện" may point.
_RECENT: Final = 12


def _name_end(text: Text, start: int) -> int:
    """Give the end of the name that begins here: capitalised words, with a common noun inside ("Thành cổ Sơn Tây")."""
    end = start
    waiting = False
    for index in range(text.word_from(start), len(text.starts)):
        begin, form = text.starts[index], text.forms[index]
        if begin > start and not text.norm[max(start, begin - 1)].isspace():
            break
        if text.cased[begin].isupper():
            end, waiting = begin + len(form), False
        elif form in _INSIDE_NAMES:
            continue
        elif waiting or form in _ENDS_NAMES or end == start:
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


def _units(
    text: Text,
    kinds: Iterable[re.Match[str]],
    actors: Sequence[int],
    index: AreaIndex,
    home: str | None,
    day: date,
) -> Iterable[Mention]:
    """Give the names that follow their kind ("huyện Sóc Sơn"), lists included ("các xã Tân Minh, Tân Dân")."""
    norm, cased = text.norm, text.cased
    for match in kinds:
        kind, position, start = match.group(1), match.end(), match.start()
        is_list: bool | None = None
        while name := longest_name(text, index, first := text.word_at(position), kind, day):
            end, candidates = name
            candidates = tuple(dict.fromkeys((*candidates, *went_into(index, home, text, first, kind, end))))
            yield Mention(start, end, "unit", candidates, _is_actor(norm, start, actors))
            if is_list is None:
                is_list = _LIST_AHEAD.search(norm[max(0, start - 12) : start]) is not None
            link = _LISTED.match(norm, end)
            if link is None or not is_list or not cased[link.end() : link.end() + 1].isupper():
                break
            start = position = link.end()


def _is_actor(norm: str, start: int, actors: Sequence[int]) -> bool:
    """Tell whether the unit named at a position is who speaks or acts; `actors` are where its words can begin."""
    before = norm[max(0, start - _ACTOR_REACH) : start]
    near = bisect_left(actors, start - len(before))
    is_near = near < len(actors) and actors[near] < start
    return (_ACTOR.search(before) if is_near else _ACTOR.match(before)) is not None


def _bare(text: Text, actors: Sequence[int], index: AreaIndex, home: str, day: date) -> Iterable[Mention]:
    """Give names without their kind that can only be meant as places of this document."""
    position = 0
    for word in text.capitals:
        start = text.starts[word]
        if start < position or (name := longest_name(text, index, word, None, day)) is None:
            continue
        end, candidates = name
        following = _NEXT_CAPITAL.match(text.cased, end)
        if following and text.cased[following.end()].isupper() and home not in candidates:
            continue  # part of a longer name
        candidates = _districts_told(text, end, candidates, index, day) or candidates
        chosen = next(_meant(index, candidates, home, text.norm[start:end]), None)
        if chosen is not None:
            position = end
            yield Mention(start, end, "bare", (chosen,), _is_actor(text.norm, start, actors))


def _districts_told(text: Text, end: int, candidates: tuple[str, ...], index: AreaIndex, day: date) -> tuple[str, ...]:
    """Give, of districts of one name, those that lie in what is named behind it ("Châu Thành, tỉnh Bến Tre").

    None where the name is that of a province too: provinces are told one behind the other.
    """
    levels = [index.areas[c].level for c in candidates]
    if levels.count("district") <= 1 or "province" in levels:
        return ()
    districts = tuple(c for c, level in zip(candidates, levels, strict=True) if level == "district")
    return held_behind(text, end, districts, index, day)


def _meant(index: AreaIndex, candidates: tuple[str, ...], home: str, name: str) -> Iterator[str]:
    """Give the units that a bare name can mean in this document, the likeliest first."""
    areas, line, holder = index.areas, index.lineage(home), index.areas[home].parent_id
    yield from (c for c in candidates if c == home)
    yield from (c for c in candidates if c in line and areas[c].level != "country")
    yield from (c for c in candidates if areas[c].parent_id in (holder, home) and areas[c].level != "commune")
    yield from (c for c in candidates if areas[c].level == "province")
    yield from _elsewhere(index, candidates, home, name)


def _elsewhere(index: AreaIndex, candidates: tuple[str, ...], home: str, name: str) -> tuple[str, ...]:
    """Give the one district in the country that bears a name of two words or more, unless a unit of home does too."""
    districts = tuple(c for c in candidates if index.areas[c].level == "district")
    is_near = any(home in index.lineage(c) for c in candidates)
    return districts if len(districts) == 1 and " " in name and not is_near else ()


def _generic(match: re.Match[str], norm: str, actors: Sequence[int], index: AreaIndex, home: str) -> Mention | None:
    kind = match["whole_kind"] or match["ground"] or match["own"]
    if match["country"] or kind in ("nước", "quốc"):
        return Mention(
            match.start(),
            match.end(),
            "generic",
            ("country-VN",),
            _is_actor(norm, match.start(), actors),
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
    return Mention(match.start(), match.end(), "generic", (area_id,), _is_actor(norm, match.start(), actors))
