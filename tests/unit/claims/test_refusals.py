"""Amounts that are no figure of an area, each with its reason."""

from collections.abc import Callable

import pytest

from pipelines.claims.model import Reading

Read = Callable[..., Reading]
TITLE = "Du lịch và văn hóa Sóc Sơn năm 2024"


def reason(read: Read, sentence: str, number: str) -> str | None:
    """Give the reason why a number of a sentence is unclaimed; None where it is claimed."""
    text = f"{TITLE}\n{sentence}"
    return next((u.reason for u in read(sentence, title=TITLE).unclaimed if text[slice(*u.number)] == number), None)


@pytest.mark.parametrize(
    ("sentence", "number", "expected"),
    [
        ("Vé tham quan có giá 60.000 đồng/lượt khách.", "60.000", "price"),
        ("Khách du lịch chi 60.000 đồng mỗi suất.", "60.000", "price"),
        ("Mức phạt khoảng 5 triệu đồng.", "5 triệu", "price"),
        ("Bình quân mỗi khách du lịch chi 2,4 triệu đồng.", "2,4 triệu", "no_indicator"),
        ("Trung bình mỗi xã có 12 homestay.", "12", "no_indicator"),
        ("Cứ bốn khách du lịch thì có 1 lượt khách quốc tế.", "1", "no_indicator"),
    ],
)
def test_prices_and_means(read: Read, sentence: str, number: str, expected: str) -> None:
    assert reason(read, sentence, number) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Gia đình tôi có 12 homestay.",
        "Nhà bác Tư mở 12 homestay, nhà em phụ giúp.",
        "Chủ một khách sạn kể đã đón 12 lượt khách.",
    ],
)
def test_what_one_keeper_has(read: Read, sentence: str) -> None:
    assert reason(read, sentence, "12") == "site_level"


@pytest.mark.parametrize(
    "sentence",
    ["Năm 2024 chủ homestay vui vì huyện đón 640.000 lượt khách.", "Chúng tôi biết huyện đón 640.000 lượt khách."],
)
def test_what_a_keeper_says_of_the_area(read: Read, sentence: str) -> None:
    assert reason(read, sentence, "640.000") is None


@pytest.mark.parametrize(
    ("sentence", "number", "expected"),
    [
        ("Còn 9% hộ chưa đạt gia đình văn hóa.", "9", "other"),
        ("Có 12 thôn chưa đạt danh hiệu làng văn hóa.", "12", "other"),
        ("Huyện đề nghị công nhận 5 di tích cấp thành phố.", "5", "no_indicator"),
        ("Huyện trình duyệt xếp hạng 5 di tích cấp thành phố.", "5", "no_indicator"),
        ("Có 27.915 hộ đăng ký gia đình văn hóa (bằng 88% tổng số hộ).", "88", "other"),
        ("Có 27.915 hộ đăng kí gia đình văn hóa, chiếm 88%.", "88", "other"),
    ],
)
def test_what_was_not_reached(read: Read, sentence: str, number: str, expected: str) -> None:
    assert reason(read, sentence, number) == expected


def test_what_those_who_applied_did_reach(read: Read) -> None:
    assert reason(read, "Có 27.915 hộ đăng ký, qua bình xét 88% hộ đạt gia đình văn hóa.", "88") is None


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Huyện lắp mới 6 trạm BTS.", "6"),
        ("Huyện thành lập mới 6 câu lạc bộ thể thao.", "6"),
        ("Huyện có thêm 6 điểm du lịch được công nhận.", "6"),
    ],
)
def test_what_was_added_is_no_stock(read: Read, sentence: str, number: str) -> None:
    assert reason(read, sentence, number) == "no_indicator"


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("Huyện công nhận thêm 1 di tích, nâng tổng số di tích lên 46.", 46),
        ("Huyện thành lập thêm 2 câu lạc bộ thể thao, nâng tổng số lên 31.", 31),
        ("Huyện thành lập thêm 2 câu lạc bộ thể thao, đưa tổng số toàn huyện lên 31.", 31),
    ],
)
def test_the_total_behind_an_addition_is_one(read: Read, sentence: str, total: int) -> None:
    assert [c.value for c in read(sentence).claims] == [total]


@pytest.mark.parametrize(
    ("sentence", "part", "whole"),
    [
        ("Huyện mở 13 lớp tập huấn chuyển đổi số, 8 lớp trong đó dạy trực tuyến.", "8", 13),
        ("Có 18 sản phẩm OCOP lên sàn thương mại điện tử trên tổng số 26 sản phẩm OCOP.", "26", 18),
    ],
)
def test_a_part_of_the_count_before_and_what_a_count_is_out_of(
    read: Read, sentence: str, part: str, whole: int
) -> None:
    assert reason(read, sentence, part) == "no_indicator"
    assert [c.value for c in read(sentence, title=TITLE).claims] == [whole]


@pytest.mark.parametrize(("number", "unit"), [("12", "km"), ("36", "tuổi"), ("15", "phút")])
def test_measures_of_other_things(read: Read, number: str, unit: str) -> None:
    assert reason(read, f"Khách du lịch đi {number} {unit}.", number) == "other"
