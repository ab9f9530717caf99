"""Stories of cells: what a cell shows is what is read, written as a Vietnamese reader would."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from unit.reading.hostile_files import workbook as raw_workbook
from unit.reading.workbooks import laid, saved, sheets, table_rows

from pipelines.language import quantities
from pipelines.language.text import Text
from pipelines.reading.workbook import read_xlsx


def shown(value: object, form: str = "") -> str:
    """Give what is read of a cell beside a label."""

    def formatted(sheet: Worksheet) -> None:
        if form:
            sheet["B2"].number_format = form

    return (
        table_rows(laid([["Chỉ tiêu", "Năm 2023"], ["Một", value], ["Hai", 2]], formatted))[1]
        .removeprefix("Một |")
        .strip()
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (120000, "120000"),
        (1e6, "1000000"),
        (94.5, "94,5"),
        (0.1 + 0.2, "0,3"),
        (1.234, "1,234"),
        (-3.5, "-3,5"),
        (0, "0"),
    ],
)
def test_numbers_have_a_comma_before_decimals_and_no_crumbs(value: float, told: str) -> None:
    assert shown(value) == told


@pytest.mark.parametrize("form", ["0%", "0.00%", '0.0"  "%', "#,##0.0%;[Red]-0.0%"])
def test_a_share_in_a_cell_of_percents_is_told_in_percents(form: str) -> None:
    assert shown(0.945, form) == "94,5%"


@pytest.mark.parametrize("form", ['0.0"%"', "0.0\\%", "#,##0", '0.0 "(% so với năm trước)"'])
def test_a_percent_sign_that_is_only_written_changes_no_value(form: str) -> None:
    assert shown(94.5, form) == "94,5"


def test_a_text_in_a_cell_of_percents_stays_as_it_is() -> None:
    assert shown("94,5%", "0%") == "94,5%"


@pytest.mark.parametrize("told", ["1.234", "1.500.000", "12,5", "0982", "94,5%"])
def test_numbers_written_as_text_stay_as_they_are(told: str) -> None:
    assert shown(told) == told


def test_days_are_told_as_days() -> None:
    assert shown(date(2023, 11, 5)) == "05/11/2023"
    assert shown(datetime(2023, 11, 5, 10, 30)) == "05/11/2023"


def test_hours_and_truth_are_no_figures() -> None:
    assert shown(time(8, 30)) == "08:30:00"
    assert shown(True) == ""


def test_of_a_formula_the_result_that_was_saved_is_read() -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><t>Xã</t></is></c><c r="B1" t="inlineStr"><is><t>Khách</t></is></c>',
        '<c r="A2" t="inlineStr"><is><t>Cộng</t></is></c><c r="B2"><f>SUM(B3:B9)</f><v>340.5</v></c>',
        '<c r="A3" t="inlineStr"><is><t>Lỗi</t></is></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="A4" t="inlineStr"><is><t>Chữ</t></is></c><c r="B4" t="str"><f>"a"</f><v>12 lượt</v></c>',
    )
    told = read_xlsx(raw_workbook("".join(f'<row r="{no}">{row}</row>' for no, row in enumerate(cells, 1))))
    found = table_rows(told)
    assert found[:2] == ["Xã | Khách", "Cộng | 340,5"]
    assert "Chữ | 12 lượt" in found


def test_a_formula_without_a_saved_result_shows_nothing() -> None:
    content = saved(sheets(Bảng=[["Xã", "Khách"], ["A", 1], ["Cộng", "=SUM(B2:B2)"]]))
    assert "=" not in read_xlsx(content).text
    assert table_rows(read_xlsx(content))[:2] == ["Xã | Khách", "A | 1"]


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9).map(lambda value: round(value, 4)).filter(lambda v: v >= 1)
    )
)
def test_any_number_of_a_cell_can_be_read_back(value: float) -> None:
    told = shown(value)
    assert float(told.replace(",", ".")) == pytest.approx(value)
    if float(value).is_integer() and 0 < value < 10**9:
        (number,) = [one for one in quantities.find(Text.of(f"đón {told} lượt khách")) if one.is_amount]
        assert number.value == value


@pytest.mark.parametrize(("value", "told"), [(1e15, "1000000000000000"), (0.00001, "0,00001")])
def test_no_number_is_written_with_an_exponent(value: float, told: str) -> None:
    assert shown(value) == told
