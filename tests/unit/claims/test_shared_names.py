"""Units that share their name: which one a figure is of where the text tells, and which ones it can be where not."""

from collections.abc import Callable
from datetime import date

import pytest

from pipelines.claims.model import Reading
from pipelines.claims.reader import Reader

Read = Callable[..., Reading]
# A unit of the name in each of two districts of a province, before 2025-07-01.
THANH_HOA = "province-38"
IN_QUAN_HOA, IN_BA_THUOC = "commune-14872", "commune-14938"
BA_THUOC = "district-386"
BEFORE, AFTER = date(2025, 1, 9), date(2025, 12, 20)


def open_places(reading: Reading) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Give reason, indicator and candidates of each number that is not claimed."""
    return [(u.reason, u.candidate_indicator_id, u.candidate_ids) for u in reading.unclaimed if u.reason != "date"]


def placed(reading: Reading) -> list[tuple[str, str]]:
    return [(c.indicator_id, c.area_id) for c in reading.claims]


def test_two_communes_of_a_name_in_one_province_are_both_recorded(read: Read) -> None:
    reading = read("Năm 2024, xã Thành Sơn đón 5.200 lượt khách.", title="Du lịch Thanh Hóa", area_id=THANH_HOA)
    assert not reading.claims
    assert open_places(reading) == [("no_area", "tourism_visits_total", (IN_QUAN_HOA, IN_BA_THUOC))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xã Thành Sơn có 7 làng văn hóa. Năm 2024, đón 5.200 lượt khách.",
        "Năm 2024, có 5.200 lượt khách đến xã Thành Sơn.",
        "Năm 2024, xã Thành Sơn đón 5.200 lượt khách, trong đó có 310 lượt khách quốc tế.",
    ],
)
def test_they_go_wherever_the_place_of_a_figure_is_looked_for(read: Read, sentence: str) -> None:
    told = open_places(read(sentence, title="Du lịch Thanh Hóa", area_id=THANH_HOA))
    assert {ids for _, _, ids in told} == {(IN_QUAN_HOA, IN_BA_THUOC)}
    assert "tourism_visits_total" in {indicator for _, indicator, _ in told}


def test_the_text_s_own_district_tells_which_is_meant(read: Read) -> None:
    reading = read("Năm 2024, xã Thành Sơn đón 5.200 lượt khách.", title="Du lịch Bá Thước", area_id=BA_THUOC)
    assert placed(reading) == [("tourism_visits_total", IN_BA_THUOC)]


def test_a_text_that_names_the_district_of_one_means_it(read: Read) -> None:
    sentences = ("Xã Thành Sơn thuộc huyện Bá Thước, tỉnh Thanh Hóa.", "Năm 2024, xã Thành Sơn đón 5.200 lượt khách.")
    assert placed(read(*sentences, title="Du lịch cộng đồng", area_id=None)) == [("tourism_visits_total", IN_BA_THUOC)]


@pytest.mark.parametrize(
    ("day", "year", "area_id"), [(BEFORE, 2024, "commune-19483"), (AFTER, 2025, "commune-19483-2025")]
)
def test_a_name_that_one_unit_bears_at_a_time_is_that_of_the_text_s_day(
    read: Read, day: date, year: int, area_id: str
) -> None:
    reading = read(f"Năm {year}, xã A Dơi đón 5.200 lượt khách.", title="Du lịch xã A Dơi", area_id=None, day=day)
    assert placed(reading) == [("tourism_visits_total", area_id)]


def test_a_name_with_several_bearers_then_and_one_now(read: Read) -> None:
    def told(day: date) -> Reading:
        return read(f"Năm {day.year}, xã Sơn Lâm có 9 làng văn hóa.", title="Xã Sơn Lâm", area_id=None, day=day)

    then, now = told(date(2024, 12, 20)), told(AFTER)
    assert open_places(then) == [("no_area", "cultural_village_count", ("commune-18145", "commune-22720"))]
    assert placed(now) == [("cultural_village_count", "commune-17759-2025")]


def test_a_text_about_one_of_several_districts_can_be_about_any_of_them(reader: Reader, read: Read) -> None:
    reading = read(
        "Huyện Chợ Mới giàu di tích.", "Năm 2024 đón 52.000 lượt khách.", title="Du lịch huyện Chợ Mới", area_id=None
    )
    assert open_places(reading) == [("no_area", "tourism_visits_total", ("district-065", "district-893"))]
    assert {reader.index.areas[a].name for a in open_places(reading)[0][2]} == {"Chợ Mới"}


def test_of_two_such_names_a_text_is_about_the_one_it_names_more(read: Read) -> None:
    reading = read(
        "Đoàn của huyện Bảo Lâm đã đến thăm.", "Năm 2024 đón 52.000 lượt khách.", title="Huyện Chợ Mới", area_id=None
    )
    assert [ids for _, _, ids in open_places(reading)] == [("district-065", "district-893")]


def test_a_row_named_after_several_units_can_be_of_each(read: Read) -> None:
    rows = (
        "Lượt khách năm 2024 theo xã",
        "Xã | Lượt khách du lịch",
        "Xã Cổ Lũng | 3.100",
        "Xã Thành Sơn | 5.200",
        "Xã Thành Lâm | 4.150",
    )
    roles = ("caption", *("table_row",) * 4)
    reading = read(*rows, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=roles)
    assert open_places(reading) == [("no_area", "tourism_visits_total", (IN_QUAN_HOA, IN_BA_THUOC))]
    assert len(reading.claims) == 2


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Năm 2024, chùa Hương ở xã Thành Sơn đón 5.200 lượt khách.", "site_level"),
        ("Năm 2024, xã Thành Sơn trồng 5.200 cây.", "no_indicator"),
        ("Năm 2024, lượt khách của xã Thành Sơn tăng 12%.", "comparison"),
    ],
)
def test_a_number_that_lacks_more_than_its_place_has_no_candidates(read: Read, sentence: str, reason: str) -> None:
    reading = read(sentence, title="Du lịch Thanh Hóa", area_id=THANH_HOA)
    assert open_places(reading) == [(reason, None, ())]


def test_where_no_unit_is_named_none_can_be_meant(read: Read) -> None:
    reading = read("Năm 2024 đón 52.000 lượt khách.", title="Du lịch khởi sắc", area_id=None)
    assert open_places(reading) == [("no_area", "tourism_visits_total", ())]


def test_the_candidates_of_a_figure_are_the_units_of_its_period(read: Read) -> None:
    """Of an older year a text that names xã and huyện alike speaks of the huyện, whichever xã it means."""
    old, new = "district-187", ("commune-06463-2025", "commune-09313-2025")

    def told(year: int) -> Reading:
        sentences = ("Huyện Chi Lăng (cũ) trồng na.", f"Năm {year}, xã Chi Lăng đón 5.200 lượt khách.")
        return read(*sentences, title="Mùa na chín", area_id=None, day=AFTER)

    assert [open_places(told(year)) for year in (2024, 2025)] == [
        [("no_area", "tourism_visits_total", (old,))],
        [("no_area", "tourism_visits_total", new)],
    ]


class TestWordsBeside:
    """What a place is by the words beside it is told in `tests/unit/language/test_namesakes.py`."""

    @pytest.mark.parametrize(
        "place",
        ["xã Thành Sơn, huyện Bá Thước", "xã Thành Sơn (Bá Thước)", "xã Thành Sơn (cũ), huyện Bá Thước",
         "xã Thành Sơn của huyện Bá Thước", "huyện Bá Thước, xã Thành Sơn"],
    )  # fmt: skip
    @pytest.mark.parametrize("area_id", [THANH_HOA, "district-385", None])
    def test_they_place_the_figure(self, read: Read, place: str, area_id: str | None) -> None:
        reading = read(f"Năm 2024, {place} đón 5.200 lượt khách.", title="Mùa du lịch", area_id=area_id)
        assert placed(reading) == [("tourism_visits_total", IN_BA_THUOC)]

    def test_a_text_is_about_the_unit_that_they_tell(self, read: Read) -> None:
        reading = read("Năm 2024 đón 52.000 lượt khách.", title="Du lịch huyện Chợ Mới (An Giang)", area_id=None)
        assert placed(reading) == [("tourism_visits_total", "district-893")]

    @pytest.mark.parametrize(
        "labels",
        [
            ("Xã Thành Sơn (Bá Thước)", "Xã Cổ Lũng"),
            ("Xã Thành Sơn, huyện Bá Thước", "Xã Cổ Lũng"),
            ("Thành Sơn (Bá Thước)", "Cổ Lũng"),
        ],
    )
    def test_they_stand_in_the_label_of_a_row(self, read: Read, labels: tuple[str, str]) -> None:
        rows = ("Xã | Lượt khách du lịch năm 2024", f"{labels[0]} | 5.200", f"{labels[1]} | 3.100")
        reading = read(*rows, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("table_row",) * 3)
        assert [area_id for _, area_id in placed(reading)] == [IN_BA_THUOC, "commune-14965"]

    def test_in_the_label_too_they_go_before_the_texts_own_unit(self, read: Read) -> None:
        rows = ("Xã | Lượt khách du lịch năm 2024", "Xã Thành Sơn (huyện Bá Thước) | 5.200", "Xã Hiền Kiệt | 900")
        reading = read(*rows, title="Du lịch Quan Hóa", area_id="district-385", roles=("table_row",) * 3)
        assert placed(reading)[0] == ("tourism_visits_total", IN_BA_THUOC)

    def test_the_group_of_a_row_holds_it(self, read: Read) -> None:
        rows = ("Xã | Lượt khách du lịch năm 2024", "Huyện Quan Hóa | ", "Xã Thành Sơn | 700", "Xã Hiền Kiệt | 900",
                "Huyện Bá Thước | ", "Xã Thành Sơn | 5.200", "Xã Cổ Lũng | 3.100")  # fmt: skip
        reading = read(*rows, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("table_row",) * 7)
        assert [area_id for _, area_id in placed(reading)][::2] == [IN_QUAN_HOA, IN_BA_THUOC]


class TestHeadings:
    UNDER = "Năm 2024 đón 5.200 lượt khách."

    @pytest.mark.parametrize("heading", ["Xã Thành Sơn", "Xã Thành Sơn: mùa lúa chín", "2. Xã Thành Sơn"])
    @pytest.mark.parametrize("area_id", [THANH_HOA, None])
    def test_a_heading_that_can_be_of_several_leaves_them_all(
        self, read: Read, heading: str, area_id: str | None
    ) -> None:
        reading = read(heading, self.UNDER, title="Tỉnh Thanh Hóa", area_id=area_id, roles=("heading",))
        assert open_places(reading)[-1] == ("no_area", "tourism_visits_total", (IN_QUAN_HOA, IN_BA_THUOC))
        assert not reading.claims

    def test_a_label_does_so_too(self, read: Read) -> None:
        reading = read(f"Xã Thành Sơn: {self.UNDER}", title="Du lịch Thanh Hóa", area_id=THANH_HOA)
        assert open_places(reading) == [("no_area", "tourism_visits_total", (IN_QUAN_HOA, IN_BA_THUOC))]

    @pytest.mark.parametrize("sentence", ["Trên địa bàn có 12 di tích.", "Toàn xã có 12 di tích."])
    def test_the_ground_is_that_of_the_heading(self, read: Read, sentence: str) -> None:
        reading = read("Xã Thành Sơn", sentence, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("heading",))
        assert [ids for _, _, ids in open_places(reading)] == [(IN_QUAN_HOA, IN_BA_THUOC)]

    def test_under_it_the_province_is_named_to_be_meant(self, read: Read) -> None:
        told = "Toàn tỉnh đón 15 triệu lượt khách năm 2024."
        reading = read("Xã Thành Sơn", told, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("heading",))
        assert placed(reading) == [("tourism_visits_total", THANH_HOA)]

    @pytest.mark.parametrize(
        "heading",
        ["Xã Thành Sơn (Bá Thước)", "Xã Thành Sơn, huyện Bá Thước", "Xã Thành Sơn của huyện Bá Thước: mùa lúa chín"],
    )
    def test_a_heading_may_tell_it_itself(self, read: Read, heading: str) -> None:
        reading = read(heading, self.UNDER, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("heading",))
        assert placed(reading) == [("tourism_visits_total", IN_BA_THUOC)]

    def test_the_text_may_tell_it_below(self, read: Read) -> None:
        below = ("Xã Thành Sơn, huyện Bá Thước, có nhiều bản làng.", self.UNDER)
        reading = read("Xã Thành Sơn", *below, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("heading",))
        assert placed(reading) == [("tourism_visits_total", IN_BA_THUOC)]

    def test_no_practice_is_of_the_province(self, read: Read) -> None:
        told = "Chợ không dùng tiền mặt đã hoạt động năm 2024."
        under = [
            read(heading, told, title="Du lịch Thanh Hóa", area_id=THANH_HOA, roles=("heading",))
            for heading in ("Xã Cổ Lũng", "Xã Thành Sơn")
        ]
        assert [[a.area_id for a in reading.adoptions] for reading in under] == [["commune-14965"], []]


class TestToldBefore:
    FULL, SHORT = "Xã Thành Sơn, huyện Bá Thước, có 7 làng văn hóa.", "Năm 2024, xã Thành Sơn đón 5.200 lượt khách."

    def visits(self, read: Read, *paragraphs: str, **more: object) -> list[str]:
        reading = read(*paragraphs, title="Du lịch Thanh Hóa", area_id=THANH_HOA, **more)
        return [area_id for indicator, area_id in placed(reading) if indicator == "tourism_visits_total"]

    def test_a_place_told_in_full_is_meant_later(self, read: Read) -> None:
        assert self.visits(read, self.FULL, self.SHORT) == [IN_BA_THUOC]
        assert self.visits(read, f"{self.FULL} {self.SHORT}") == [IN_BA_THUOC]

    def test_it_is_not_meant_before(self, read: Read) -> None:
        assert self.visits(read, self.SHORT, self.FULL) == []

    @pytest.mark.parametrize("role", ["lead", "heading"])
    def test_but_in_a_headline_it_is(self, read: Read, role: str) -> None:
        assert self.visits(read, self.SHORT, self.FULL, roles=(role,)) == [IN_BA_THUOC]

    @pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (1, 0, 2)])
    def test_a_text_that_tells_two_of_the_name_tells_neither(self, read: Read, order: tuple[int, ...]) -> None:
        other = "Xã Thành Sơn (Quan Hóa) cũng có 5 làng văn hóa."
        assert self.visits(read, *((self.FULL, other, self.SHORT)[n] for n in order)) == []

    def test_it_holds_for_the_rows_of_a_table_below(self, read: Read) -> None:
        rows = ("Xã | Lượt khách du lịch năm 2024", "Xã Thành Sơn | 5.200", "Xã Cổ Lũng | 3.100")
        roles = ("body", *("table_row",) * 3)
        assert self.visits(read, self.FULL, *rows, roles=roles) == [IN_BA_THUOC, "commune-14965"]

    def test_the_texts_own_commune_goes_before_it(self, read: Read) -> None:
        reading = read(self.FULL, self.SHORT, title="Quan Hóa", area_id="district-385")
        assert ("tourism_visits_total", IN_QUAN_HOA) in placed(reading)


class TestOldUnitsOfANewCommune:
    @pytest.mark.parametrize(
        ("home", "name", "meant"),
        [
            ("commune-14956-2025", "Thành Sơn", IN_BA_THUOC),
            ("commune-14872-2025", "Thành Sơn", IN_QUAN_HOA),
            ("commune-00430-2025", "Xuân Giang", "commune-00424"),
        ],
    )
    def test_the_one_that_went_into_it_is_meant(self, read: Read, home: str, name: str, meant: str) -> None:
        told = f"Năm 2024, xã {name} đón 5.200 lượt khách."
        assert placed(read(told, title="Chuyện làng", area_id=home, day=AFTER)) == [("tourism_visits_total", meant)]
