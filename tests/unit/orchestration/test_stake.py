"""The years a build covers: those in which something would change, and all of them where nobody can know."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipelines.orchestration.intake import Read, find
from pipelines.orchestration.stake import years_at_stake
from pipelines.orchestration.steps import finding_numbers, run_step
from pipelines.reading import read

TEXT = "Huyện Bắc Sơn đón khách\n\nNăm 2023, huyện Bắc Sơn đón 120.000 lượt khách du lịch đến tham quan, nghỉ dưỡng.\n"
LAST, ALL = range(2025, 2026), range(1995, 2026)


def at_stake(desk: Any, reader: Read | None = None) -> range:
    found, steps = find(desk.settings, desk.maker), [finding_numbers(desk.tables)]
    return years_at_stake(found, desk.raw, steps, desk.maker, read=reader or desk.reader)


def build(desk: Any) -> None:
    desk.take_in()
    for year in ALL:
        run_step(finding_numbers(desk.tables), year, desk.version)


@pytest.fixture
def built(desk: Any) -> Any:
    desk.put("a.txt", published_on="2010-03-01")
    desk.put("b.txt", published_on="2021-03-01")
    desk.put("bad.txt", "broken", year=2023)
    build(desk)
    return desk


def test_nothing_changed_leaves_the_last_year(built: Any) -> None:
    assert at_stake(built) == LAST


def test_a_new_document_may_go_to_its_year_or_be_rejected(built: Any) -> None:
    built.put("c.txt", published_on="2022-03-01", year=2024)
    assert at_stake(built) == range(2022, 2025)


def test_a_new_document_without_a_day_in_the_register_is_looked_into(built: Any) -> None:
    built.put("c.txt", published_on=None, year=2023)
    assert at_stake(built) == range(2023, 2024)
    dated = replace(read(TEXT.encode(), "c.txt"), published_on=date(2020, 1, 1))
    assert at_stake(built, lambda content, name: dated) == range(2020, 2024)


def test_many_documents_without_a_day_may_go_anywhere(built: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.orchestration.stake.MOST_LOOKED_INTO", 1)
    built.put("c.txt", published_on=None)
    assert at_stake(built) == range(2024, 2025)
    built.put("d.txt", published_on=None)
    assert at_stake(built) == ALL


def test_a_new_file_that_cannot_be_read_goes_to_the_year_it_came(built: Any) -> None:
    built.put("c.txt", "broken too", published_on=None, year=2023)
    assert at_stake(built) == range(2023, 2024)


def test_a_removed_document_leaves_its_year(built: Any) -> None:
    built.remove("a.txt")
    assert at_stake(built) == range(2010, 2011)


def test_a_moved_document_concerns_both_years(built: Any) -> None:
    built.register(b_txt="2022-01-01")
    assert at_stake(built) == range(2021, 2025)


def test_a_file_that_is_no_longer_broken_leaves_the_year_it_was_met(built: Any) -> None:
    built.remove("bad.txt")
    assert at_stake(built) == range(2023, 2024)


def test_a_fault_of_the_register_concerns_the_year_it_is_met(built: Any) -> None:
    built.register(gone_txt="2012-01-01")
    assert at_stake(built) == range(2012, 2013)
    build(built)
    assert at_stake(built) == LAST


def test_a_step_that_did_not_follow_concerns_its_years(built: Any) -> None:
    built.register(a_txt="2010-04-01")
    built.take_in()
    assert at_stake(built) == range(2010, 2011)


def test_another_version_concerns_all_documents(built: Any) -> None:
    built.version = "ba9876543210"
    assert at_stake(built) == range(2010, 2025)


def test_outside_of_the_range_a_build_would_change_nothing(built: Any) -> None:
    built.register(b_txt="2022-01-01")
    built.put("c.txt", published_on="2019-03-01", year=2020)
    narrow = at_stake(built)
    built.take_in(narrow)
    for year in narrow:
        run_step(finding_numbers(built.tables), year, built.version)
    assert at_stake(built) == LAST
    assert built.documents() == {"a.txt": 2010, "b.txt": 2022, "c.txt": 2019}
