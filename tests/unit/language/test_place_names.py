"""What a name of a place means by the words around it: a unit, a site, or no place at all."""

from datetime import date

import pytest

from pipelines.language import places
from pipelines.language.areas import AreaIndex
from pipelines.language.text import Text
from schemas.catalogue import load

DAY = date(2024, 12, 31)
HANOI, SOC_SON, BA_VI = "province-01", "district-016", "district-271"


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    catalogue = load()
    tables = (catalogue.areas, catalogue.area_names, catalogue.area_changes, catalogue.area_states)
    return AreaIndex.of(*(table.iter_rows(named=True) for table in tables))


def told(source: str, index: AreaIndex, home: str | None = HANOI) -> list[tuple[str, str, tuple[str, ...]]]:
    text = Text.of(source)
    found = places.find(text, index, home, DAY)
    return [(text.norm[m.start : m.end], m.kind, m.candidates) for m in found]


class TestBareKinds:
    @pytest.mark.parametrize("does", ["đón khách", "hiện có chợ", "cũng đạt chuẩn", "phấn đấu đón khách", "này vui"])
    def test_a_bare_kind_that_does_something_is_the_unit_named_before(self, index: AreaIndex, does: str) -> None:
        assert told(f"Huyện Ba Vì đẹp, huyện {does}", index)[-1] == ("huyện", "generic", (BA_VI,))

    @pytest.mark.parametrize("words", ["các huyện khác", "cán bộ huyện khen", "đường huyện dài"])
    def test_a_bare_kind_that_does_nothing_is_none(self, index: AreaIndex, words: str) -> None:
        assert told(f"Huyện Ba Vì đẹp, {words}", index) == [("huyện ba vì", "unit", (BA_VI,))]

    def test_a_kind_that_was_not_named_before_is_none(self, index: AreaIndex) -> None:
        assert told("Huyện Ba Vì đẹp, quận đón khách", index) == [("huyện ba vì", "unit", (BA_VI,))]

    def test_the_last_named_counts(self, index: AreaIndex) -> None:
        assert told("Huyện Ba Vì và huyện Sóc Sơn đẹp, huyện đón khách", index)[-1][2] == (SOC_SON,)

    def test_the_texts_own_kind_is_the_texts_own_unit(self, index: AreaIndex) -> None:
        assert told("Hơn cả huyện Ba Vì, huyện đón khách", index, SOC_SON)[-1] == ("huyện", "generic", (SOC_SON,))


class TestNicknames:
    @pytest.mark.parametrize(
        "words",
        [
            'nơi được ví như "Đà Lạt" của Thủ đô',
            "nơi được mệnh danh là Sa Pa của Thủ đô",
            "nơi được gọi là một Hội An mới",
            "nơi được xem là Hạ Long cạn",
        ],
    )
    def test_a_name_that_is_lent_is_no_place(self, index: AreaIndex, words: str) -> None:
        assert told(words, index) == []

    def test_a_name_that_is_not_lent_is_one(self, index: AreaIndex) -> None:
        assert [kind for _, kind, _ in told("khách lên Đà Lạt rồi về Sa Pa", index)] == ["bare", "bare"]


class TestCentres:
    @pytest.mark.parametrize(
        "words",
        [
            "trung tâm thị trấn Sóc Sơn",
            "khu vực trung tâm huyện Sóc Sơn",
            "khu trung tâm thị xã Sơn Tây",
            "thị trấn huyện lỵ",
        ],
    )
    def test_the_middle_of_a_unit_is_a_site_in_it(self, index: AreaIndex, words: str) -> None:
        assert told(f"Chợ phiên họp tại {words}", index)[-1] == (words.lower(), "site", ())

    @pytest.mark.parametrize("words", ["cách", "xa", "gần"])
    def test_a_distance_from_it_is_not(self, index: AreaIndex, words: str) -> None:
        assert all(kind != "site" for _, kind, _ in told(f"Làng quê {words} trung tâm huyện Sóc Sơn 5 km", index))


class TestNumberedUnits:
    def test_a_quarter_may_be_numbered(self, index: AreaIndex) -> None:
        assert told("khách về Quận 4 xem hội", index, None) == [("quận 4", "unit", ("district-773",))]

    def test_a_ward_too(self, index: AreaIndex) -> None:
        (found,) = told("hội ở phường 12", index, None)
        assert (found[0], found[1]) == ("phường 12", "unit")
        assert len(found[2]) > 1

    @pytest.mark.parametrize(
        "words", ["thị xã 4.350.000 lượt", "quận 4.350 lượt", "huyện 4 lượt", "xã 12 lượt", "quận 400 lượt"]
    )
    def test_a_figure_behind_a_kind_is_no_name(self, index: AreaIndex, words: str) -> None:
        assert all(kind != "unit" for _, kind, _ in told(f"khách đến {words}", index))


class TestSites:
    @pytest.mark.parametrize(
        "words",
        [
            "rừng tràm Trà Sư",
            "cù lao Chàm",
            "đỉnh Hàm Rồng",
            "đèo Hải Vân",
            "vịnh Xuân Đài",
            "khu bảo tồn Vân Long",
            "ngôi chợ Nủa",
        ],
    )
    def test_natural_sites(self, index: AreaIndex, words: str) -> None:
        assert told(f"khách thăm {words} rất đông", index) == [(words.lower(), "site", ())]

    @pytest.mark.parametrize("words", ["hoạt động Văn hóa", "các làng nghề", "toàn cầu Việt", "miền núi Bắc"])
    def test_words_that_only_look_like_a_site(self, index: AreaIndex, words: str) -> None:
        assert all(kind != "site" for _, kind, _ in told(f"khách thích {words}", index))

    @pytest.mark.parametrize("words", ["ban quản trị", "nhà đền", "những điểm du lịch này", "toàn làng"])
    def test_those_who_keep_a_site_and_several_sites(self, index: AreaIndex, words: str) -> None:
        assert told(f"khách quý {words} lắm", index) == [(words, "site", ())]
