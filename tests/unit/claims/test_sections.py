"""Under which headings and labels a passage stands, and what they say of its figures."""

from collections.abc import Callable

import pytest

from pipelines.claims.model import Passage, Reading
from pipelines.claims.sections import is_outlook, open_headings

Read = Callable[..., Reading]


def headings_over(*told: str) -> list[tuple[str, ...]]:
    """Give the headings over each passage; what begins with "=" is a heading."""
    passages = [
        Passage(n, "heading" if t.startswith("=") else "body", None, 0, t.lstrip("=")) for n, t in enumerate(told)
    ]
    return list(open_headings(passages))


def stands_under(*told: str) -> tuple[str, ...]:
    return headings_over(*told)[-1]


class TestNesting:
    @pytest.mark.parametrize(
        ("outer", "inner"),
        [
            ("I. Văn hóa", "1. Lễ hội"),
            ("Phần thứ hai: Du lịch", "II. Cơ sở lưu trú"),
            ("Mục 3", "a) Di tích"),
            ("B. Du lịch", "1) Khách"),
            ("2. Văn hóa", "2.1. Di tích"),
            ("2.1. Di tích", "2.1.4. Tu bổ"),
            ("1. Văn hóa", "I. Di tích"),
            ("A. Văn hóa", "b) Di tích"),
        ],
    )
    def test_a_new_way_of_numbering_opens_inside(self, outer: str, inner: str) -> None:
        assert stands_under(f"={outer}", f"={inner}", "Huyện vui hội.") == (inner, outer)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("I. Văn hóa", "IV) Du lịch"),
            ("Chương 1: Văn hóa", "Phần thứ ba: Du lịch"),
            ("Mục 1. Văn hóa", "Mục 2. Du lịch"),
            ("a) Văn hóa", "đ) Du lịch"),
            ("9. Văn hóa", "10/ Du lịch"),
            ("3.1 Văn hóa", "3.2. Du lịch"),
            ("3.1.1 Văn hóa", "3.1.2 Du lịch"),
        ],
    )
    def test_the_same_way_of_numbering_closes(self, first: str, second: str) -> None:
        assert stands_under(f"={first}", f"={second}", "Huyện vui hội.") == (second,)

    def test_a_heading_closes_all_inside_the_one_that_it_follows(self) -> None:
        told = ("=I. Kết quả", "=1. Văn hóa", "=a) Di tích", "=II. Nhiệm vụ", "=1. Du lịch", "Huyện vui hội.")
        assert stands_under(*told) == ("1. Du lịch", "II. Nhiệm vụ")

    def test_the_text_decides_which_numbering_is_the_outer_one(self) -> None:
        told = ("=1. Văn hóa", "=I. Di tích", "=2. Du lịch", "=I. Khách", "Huyện vui hội.")
        assert stands_under(*told) == ("I. Khách", "2. Du lịch")

    def test_an_unnumbered_heading_behind_text_begins_anew(self) -> None:
        assert stands_under("=I. Văn hóa", "Huyện vui hội.", "=Du lịch", "Huyện đón khách.") == ("Du lịch",)

    def test_an_unnumbered_heading_right_below_another_stands_inside(self) -> None:
        assert stands_under("=I. Văn hóa", "=Di tích", "Huyện vui hội.") == ("Di tích", "I. Văn hóa")

    def test_a_heading_stands_under_itself_and_a_text_before_it_under_none(self) -> None:
        assert headings_over("Huyện vui hội.", "=I. Văn hóa") == [(), ("I. Văn hóa",)]


class TestLabels:
    @pytest.mark.parametrize(
        ("passage", "label"),
        [
            ("Minh Phú: Đồi thông gọi khách về.", "Minh Phú"),
            ("- Năm 2023: huyện mở hội.", "Năm 2023"),
            ("4/ Năm 2025: phấn đấu đón khách.", "4/ Năm 2025"),
            ("• Kế hoạch 9 tháng cuối năm: mở hội.", "Kế hoạch 9 tháng cuối năm"),
        ],
    )
    def test_words_before_a_colon_head_their_passage(self, passage: str, label: str) -> None:
        assert stands_under("=I. Du lịch", passage) == (label, "I. Du lịch")

    @pytest.mark.parametrize(
        "passage",
        [
            "Huyện mở hội. Lịch hội: đầu xuân.",
            "Hội mở lúc 8:30 sáng.",
            "Người dân trong vùng từ lâu đã quen với việc mỗi độ xuân về lại cùng nhau dựng cây nêu, gói bánh, đón "
            "khách xa gần: vui lắm.",
        ],
    )
    def test_other_colons_head_nothing(self, passage: str) -> None:
        assert stands_under(passage) == ()

    def test_a_label_heads_its_own_passage_only(self) -> None:
        assert headings_over("Minh Phú: Đồi thông gọi khách.", "Huyện vui hội.") == [("Minh Phú",), ()]

    def test_a_label_of_time_dates_all_that_follows_it(self, read: Read) -> None:
        reading = read("- Năm 2022: đón 430.000 lượt khách; doanh thu du lịch đạt 190 tỷ đồng.")
        assert {c.period.end.year for c in reading.claims} == {2022}
        assert len(reading.claims) == 2

    def test_a_label_of_place_places_all_that_follows_it(self, read: Read) -> None:
        reading = read(
            "Ba Vì: Năm 2024 đón 4,1 triệu lượt khách; doanh thu du lịch đạt 610 tỷ đồng.",
            title="Hà Nội năm 2024",
            area_id="province-01",
        )
        assert [c.area_id for c in reading.claims] == ["district-271", "district-271"]

    def test_a_label_of_plans_makes_plans(self, read: Read) -> None:
        reading = read("Kế hoạch năm 2025: đón 700.000 lượt khách; tỷ lệ gia đình văn hóa đạt 93%.")
        assert [(c.scenario, c.period.end.year) for c in reading.claims] == [("plan", 2025), ("plan", 2025)]

    @pytest.mark.parametrize("site", ["Đền Sóc", "Hồ Đồng Quan", "Vịnh Đồng Đò", "Rừng tràm Minh Phú"])
    def test_a_label_that_is_a_site_keeps_its_figure_from_the_area(self, read: Read, site: str) -> None:
        reading = read(f"- {site}: 81.300 lượt", title="Khách du lịch về Sóc Sơn năm 2024")
        assert not reading.claims
        assert "site_level" in {u.reason for u in reading.unclaimed}


class TestOutlook:
    @pytest.mark.parametrize(
        "heading",
        [
            "II. PHƯƠNG HƯỚNG NĂM 2025",
            "Nhiệm vụ trọng tâm năm 2025",
            "Mục tiêu, nhiệm vụ và giải pháp quý IV",
            "Chỉ tiêu cụ thể",
            "Kế hoạch công tác 6 tháng cuối năm",
            "Định hướng phát triển",
            "Nhiệm vụ thời gian tới",
        ],
    )
    def test_headings_of_plans(self, heading: str) -> None:
        assert is_outlook([heading])

    @pytest.mark.parametrize(
        "heading",
        [
            "I. KẾT QUẢ NĂM 2024",
            "Kết quả thực hiện nhiệm vụ năm 2024",
            "Tình hình thực hiện kế hoạch năm 2024",
            "Hạn chế, tồn tại",
            "Văn hóa và du lịch",
        ],
    )
    def test_headings_of_results_and_of_subjects(self, heading: str) -> None:
        assert not is_outlook([heading])

    def test_the_innermost_heading_that_says_so_decides(self) -> None:
        assert is_outlook(["1. Văn hóa", "II. Phương hướng năm 2025", "Báo cáo kết quả"])
        assert not is_outlook(["Kết quả đạt được", "Phương hướng năm 2025"])

    def test_one_sentence_is_a_result_in_one_section_and_a_plan_in_the_other(self, read: Read) -> None:
        told = "Tỷ lệ gia đình văn hóa đạt 92%."
        reading = read(
            "I. Kết quả năm 2024",
            "1. Văn hóa",
            told,
            "II. Phương hướng năm 2025",
            "1. Văn hóa",
            told,
            roles=("heading", "heading", "body", "heading", "heading", "body"),
        )
        assert [(c.scenario, c.period.end.year) for c in reading.claims] == [("actual", 2024), ("plan", 2025)]

    def test_a_sentence_that_tells_a_result_stays_one_among_plans(self, read: Read) -> None:
        reading = read(
            "Nhiệm vụ trọng tâm năm 2025",
            "Năm 2024, huyện đã đón 640.000 lượt khách.",
            roles=("heading", "body"),
        )
        assert [(c.scenario, c.period.end.year) for c in reading.claims] == [("actual", 2024)]

    def test_the_time_of_a_heading_is_that_of_its_section(self, read: Read) -> None:
        reading = read(
            "a) Quý I/2024",
            "Huyện đón 151.000 lượt khách.",
            "b) Quý II/2024",
            "Huyện đón 182.000 lượt khách.",
            roles=("heading", "body", "heading", "body"),
        )
        assert [(c.value, c.period.type, c.period.end.month) for c in reading.claims] == [
            (151_000, "quarter", 3),
            (182_000, "quarter", 6),
        ]

    def test_the_unit_of_a_heading_is_that_of_its_section(self, read: Read) -> None:
        reading = read(
            "1. Xã Minh Phú",
            "Năm 2024 đón 15.400 lượt khách.",
            "2. Xã Nam Sơn",
            "Năm 2024 đón 12.800 lượt khách.",
            roles=("heading", "body", "heading", "body"),
        )
        assert [c.area_id for c in reading.claims] == ["commune-00397", "commune-00388"]
