"""Units that share their name: the words beside it, and then the document's own unit, tell which one is meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language import places
from pipelines.language.areas import AreaIndex
from pipelines.language.namesakes import nearest
from pipelines.language.text import Text
from schemas.catalogue import load

DAY, TODAY = date(2024, 12, 31), date(2025, 12, 20)
THANH_HOA, QUAN_HOA, BA_THUOC = "province-38", "district-385", "district-386"
IN_QUAN_HOA, IN_BA_THUOC = "commune-14872", "commune-14938"


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    catalogue = load()
    tables = (catalogue.areas, catalogue.area_names, catalogue.area_changes)
    return AreaIndex.of(*(table.iter_rows(named=True) for table in tables))


def meant(
    index: AreaIndex, source: str, home: str | None = THANH_HOA, day: date = DAY
) -> list[tuple[str, tuple[str, ...]]]:
    """Give the units of a passage, each with its words and all that it can be."""
    text = Text.of(source)
    found = places.find(text, index, home, day)
    return [(text.norm[m.start : m.end], m.candidates) for m in found if m.kind in ("unit", "bare")]


def of_thanh_son(index: AreaIndex, source: str, home: str | None = THANH_HOA) -> list[tuple[str, ...]]:
    return [units for words, units in meant(index, source, home) if words.endswith("thành sơn")]


class TestWhatStandsBehind:
    @pytest.mark.parametrize(
        "source",
        [
            "xã Thành Sơn, huyện Bá Thước",
            "xã Thành Sơn, Bá Thước",
            "xã Thành Sơn (Bá Thước)",
            "xã Thành Sơn (huyện Bá Thước, tỉnh Thanh Hóa)",
            "xã Thành Sơn - Bá Thước",
            "xã Thành Sơn huyện Bá Thước",
            "xã Thành Sơn của huyện Bá Thước",
            "xã Thành Sơn thuộc Bá Thước",
            "xã Thành Sơn, thuộc địa bàn huyện Bá Thước",
            "xã Thành Sơn (nay thuộc huyện Bá Thước)",
            "xã Thành Sơn (cũ), huyện Bá Thước",
            "Xã vùng cao Thành Sơn ở huyện miền núi Bá Thước",
        ],
    )
    @pytest.mark.parametrize("home", [THANH_HOA, QUAN_HOA, "district-016", None])
    def test_holds_the_one_that_is_meant_whatever_the_text_is_about(
        self, index: AreaIndex, source: str, home: str | None
    ) -> None:
        assert of_thanh_son(index, source, home) == [(IN_BA_THUOC,)]

    @pytest.mark.parametrize(
        ("source", "area_id"),
        [
            ("huyện Chợ Mới (An Giang)", "district-893"),
            ("huyện Chợ Mới (tỉnh Bắc Kạn)", "district-065"),
            ("huyện Châu Thành, tỉnh Bến Tre", "district-831"),
            ("xã Bình Hòa, huyện Châu Thành, tỉnh An Giang", "commune-30607"),
        ],
    )
    def test_may_itself_share_its_name(self, index: AreaIndex, source: str, area_id: str) -> None:
        assert meant(index, source, None)[0][1] == (area_id,)

    def test_tells_a_bare_district_of_another_province(self, index: AreaIndex) -> None:
        assert meant(index, "khách từ Châu Thành, tỉnh Bến Tre", "province-84")[0] == ("châu thành", ("district-831",))

    def test_may_leave_several(self, index: AreaIndex) -> None:
        assert of_thanh_son(index, "xã Thành Sơn, tỉnh Thanh Hóa", None) == [(IN_QUAN_HOA, IN_BA_THUOC)]

    @pytest.mark.parametrize(
        "source",
        [
            "xã Thành Sơn và huyện Bá Thước",
            "xã Thành Sơn đón khách của huyện Bá Thước",
            "xã Thành Sơn; huyện Bá Thước",
            "(có xã Thành Sơn), huyện Bá Thước đông khách",
            "xã Thành Sơn, huyện Sóc Sơn",
            "xã Thành Sơn",
        ],
    )
    def test_leaves_all_where_it_holds_none_or_is_another_thing(self, index: AreaIndex, source: str) -> None:
        assert of_thanh_son(index, source) == [(IN_QUAN_HOA, IN_BA_THUOC)]

    def test_is_the_old_unit_where_the_text_is_of_today(self, index: AreaIndex) -> None:
        found = meant(index, "xã Thành Sơn, huyện Bá Thước cũ", "province-38-2025", TODAY)
        assert found[0] == ("xã thành sơn", (IN_BA_THUOC,))


class TestWhatStandsBefore:
    @pytest.mark.parametrize(
        "source",
        [
            "huyện Bá Thước, xã Thành Sơn",
            "Huyện Bá Thước: xã Thành Sơn",
            "Bá Thước: xã Thành Sơn",
            "huyện Bá Thước (gồm các xã Thành Sơn, Cổ Lũng)",
            "UBND huyện Bá Thước, xã Thành Sơn",
        ],
    )
    def test_holds_the_one_that_is_meant(self, index: AreaIndex, source: str) -> None:
        assert of_thanh_son(index, source) == [(IN_BA_THUOC,)]

    @pytest.mark.parametrize(
        "source",
        [
            "xã Cổ Lũng, huyện Bá Thước, xã Thành Sơn",
            "xã Cổ Lũng (Bá Thước), xã Thành Sơn",
            "huyện Bá Thước và xã Thành Sơn",
            "huyện Bá Thước xa xôi. Xã Thành Sơn",
        ],
    )
    def test_is_passed_over_where_it_belongs_to_another(self, index: AreaIndex, source: str) -> None:
        assert of_thanh_son(index, source) == [(IN_QUAN_HOA, IN_BA_THUOC)]

    def test_counts_less_than_what_stands_behind(self, index: AreaIndex) -> None:
        assert of_thanh_son(index, "huyện Bá Thước, xã Thành Sơn, huyện Quan Hóa") == [(IN_QUAN_HOA,)]


class TestLists:
    @pytest.mark.parametrize(
        "source",
        [
            "các xã Thành Sơn, Cổ Lũng của huyện Bá Thước",
            "các xã Thành Sơn, Thành Lâm, Cổ Lũng (Bá Thước)",
            "huyện Bá Thước, các xã Cổ Lũng, Thành Sơn và Thành Lâm",
        ],
    )
    def test_what_stands_beside_a_list_holds_all_of_it(self, index: AreaIndex, source: str) -> None:
        assert of_thanh_son(index, source) == [(IN_BA_THUOC,)]

    def test_each_may_have_its_own(self, index: AreaIndex) -> None:
        found = of_thanh_son(index, "hai xã Thành Sơn (Quan Hóa) và Thành Sơn (Bá Thước)")
        assert found == [(IN_QUAN_HOA,), (IN_BA_THUOC,)]

    def test_of_units_of_several_places_it_holds_the_last(self, index: AreaIndex) -> None:
        assert of_thanh_son(index, "các xã Thành Sơn, Hồi Xuân, Cổ Lũng (Bá Thước)") == [(IN_QUAN_HOA, IN_BA_THUOC)]


class TestTheOldUnitsOfANewCommune:
    PU_LUONG, DA_PHUC, NGUYEN_HUE = "commune-14956-2025", "commune-00430-2025", "commune-01699-2025"

    def test_of_old_communes_of_a_name_the_one_that_went_into_the_home_is_meant(self, index: AreaIndex) -> None:
        assert meant(index, "Trung tâm ở xã Thành Sơn cũ", self.PU_LUONG, TODAY) == [("xã thành sơn", (IN_BA_THUOC,))]

    def test_a_text_of_another_home_still_leaves_all(self, index: AreaIndex) -> None:
        assert len(meant(index, "xã Thành Sơn", "commune-00430-2025", TODAY)[0][1]) > 1

    def test_it_goes_before_units_of_today_in_other_provinces(self, index: AreaIndex) -> None:
        assert meant(index, "xã Xuân Giang", self.DA_PHUC, TODAY) == [("xã xuân giang", ("commune-00424",))]

    def test_it_does_not_go_before_a_neighbour_of_today(self, index: AreaIndex) -> None:
        both = {"commune-01465-2025", "commune-01702"}
        assert set(meant(index, "xã Quang Trung", self.NGUYEN_HUE, TODAY)[0][1]) == both

    @pytest.mark.parametrize("words", ["xã Quang Trung (cũ)", "xã Quang Trung cũ"])
    def test_unless_the_text_calls_it_former(self, index: AreaIndex, words: str) -> None:
        assert meant(index, words, self.NGUYEN_HUE, TODAY)[0][1] == ("commune-01702",)

    def test_the_home_itself_goes_before_what_went_into_it(self, index: AreaIndex) -> None:
        home = "commune-14959-2025"
        assert meant(index, "xã Cổ Lũng", home, TODAY)[0][1] == (home,)
        assert meant(index, "xã Cổ Lũng (cũ)", home, TODAY)[0][1] == ("commune-14965",)


PIECES = st.sampled_from(
    ["xã", "các xã", "huyện", "tỉnh", "Thành Sơn", "Châu Thành", "Chợ Mới", "Bá Thước", "An Giang", "Thanh Hóa",
     "Quan Hóa", "Sơn Lâm", "Bình Hòa", ",", "(", ")", "(cũ)", "của", "thuộc", "và", "-", ":", "năm 2024"]
)  # fmt: skip


@given(
    pieces=st.lists(PIECES, max_size=14),
    home=st.sampled_from([None, THANH_HOA, QUAN_HOA, BA_THUOC, "commune-14956-2025", "province-38-2025"]),
    day=st.sampled_from([DAY, TODAY]),
)
def test_no_unit_is_meant_that_the_name_cannot_mean(
    index: AreaIndex, pieces: list[str], home: str | None, day: date
) -> None:
    text = Text.of(" ".join(pieces))
    for mention in places.find(text, index, home, day):
        if mention.kind == "unit":
            name = (
                text.norm[mention.start : mention.end].removeprefix("xã ").removeprefix("huyện ").removeprefix("tỉnh ")
            )
            bearers = {a for k in ("xã", "huyện", "tỉnh") for d in (day, DAY) for a in index.named(name, k, d)}
            assert mention.candidates
            assert bearers.issuperset(mention.candidates)


@given(
    candidates=st.sampled_from([("Thành Sơn", "xã"), ("Châu Thành", "huyện"), ("Bình Hòa", "xã"), ("Tân Tiến", "xã")]),
    home=st.sampled_from([None, THANH_HOA, BA_THUOC, "commune-14956-2025", "province-38-2025", "country-VN"]),
    day=st.sampled_from([DAY, TODAY]),
)
def test_the_nearest_are_some_of_those_that_it_can_be(
    index: AreaIndex, candidates: tuple[str, str], home: str | None, day: date
) -> None:
    every = index.named(*candidates, day)
    found = nearest(index, every, home)
    assert found
    assert set(every).issuperset(found)
    assert nearest(index, found, home) == found
