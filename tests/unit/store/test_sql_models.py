"""SQL files say what they hold and are run in the order of what they read."""

from pathlib import Path

import pytest

from pipelines.store.sql_models import SqlModelError, load_checks, load_macros, load_models, sql_root


def write(root: Path, **files: str) -> Path:
    """Write SQL files; `core__claim` stands for `core/claim.sql`."""
    for name, text in files.items():
        file = root / f"{name.replace('__', '/')}.sql"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def test_a_model_says_what_it_is_and_what_it_reads(tmp_path: Path) -> None:
    header = "-- Totals: one row per year.\n-- Plans aside.\n"
    query = f"{header}with known as (select * from core.claim)\nselect * from known, ref.unit;\n"
    [model] = load_models(write(tmp_path, mart__total=query))
    assert model.qualified_name == "mart.total"
    assert model.description == "Totals: one row per year. Plans aside."
    assert model.depends_on == ("core.claim", "ref.unit")
    assert model.sql.endswith("ref.unit")


def test_models_come_after_what_they_read(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        core__a="-- x\nselect * from mart.b",
        mart__b="-- x\nselect * from mart.c join raw.document using (document_id)",
        mart__c="-- x\nselect 1 as one",
    )
    assert [model.qualified_name for model in load_models(root)] == ["mart.c", "mart.b", "core.a"]


def test_table_functions_are_no_tables(tmp_path: Path) -> None:
    query = "-- x\nselect * from core.claim, unnest(comparison) as u(c), range(3), lateral (select 1 from ref.unit)"
    [model] = load_models(write(tmp_path, mart__m=query))
    assert model.depends_on == ("core.claim", "ref.unit")


def test_a_circle_is_named(tmp_path: Path) -> None:
    root = write(tmp_path, core__a="-- x\nselect * from core.b", core__b="-- x\nselect * from core.a")
    with pytest.raises(SqlModelError, match=r"core\.\w -> core\.\w -> core\.\w read each other in a circle"):
        load_models(root)


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        core__bare="-- x\nselect * from claim",
        core__silent="select 1",
        core__two="-- x\nselect 1; select 2",
        mart__create="-- x\ncreate table t as select 1",
        mart__broken="-- x\nselect from where ((",
    )
    with pytest.raises(SqlModelError) as error:
        load_models(root)
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == [
        "sql/core/bare.sql",
        "sql/core/silent.sql",
        "sql/core/two.sql",
        "sql/mart/broken.sql",
        "sql/mart/create.sql",
    ]
    assert "claim without a schema; write core.claim" in str(error.value)
    assert "\x1b" not in str(error.value)


def test_a_check_has_a_severity_and_says_its_rule(tmp_path: Path) -> None:
    text = "-- severity: warn\n-- Every claim lies in its document.\nselect * from core.claim where false"
    [check] = load_checks(write(tmp_path, checks__inside=text))
    assert (check.name, check.severity, check.depends_on) == ("inside", "warn", ("core.claim",))
    assert check.description == "Every claim lies in its document."


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("-- A rule.", "no severity"),
        ("-- severity: fatal\n-- A rule.", "no severity"),
        ("-- severity: warn", "no descr"),
    ],
)
def test_a_check_that_does_not_say_enough_is_refused(tmp_path: Path, header: str, message: str) -> None:
    with pytest.raises(SqlModelError, match=f"sql/checks/c.sql: {message}"):
        load_checks(write(tmp_path, checks__c=f"{header}\nselect 1"))


def test_macros_come_after_those_they_call(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        macros__a="-- x\ncreate macro mart.a(i) as table select mart.b(value) from core.claim join mart.c(i) on true",
        macros__b="-- x\ncreate or replace macro mart.b(x) as x + 1",
        macros__c="-- x\ncreate macro mart.c(i) as table select i",
    )
    first, second, last = load_macros(root)
    assert {first.name, second.name} == {"mart.b", "mart.c"}
    assert (last.name, last.depends_on, last.calls) == ("mart.a", ("core.claim",), ("mart.b", "mart.c"))


@pytest.mark.parametrize("text", ["select 1", "create macro other(x) as x", "create table mart.m as select 1"])
def test_a_macro_file_holds_the_macro_it_is_named_for(tmp_path: Path, text: str) -> None:
    with pytest.raises(SqlModelError, match=r"sql/macros/m\.sql"):
        load_macros(write(tmp_path, macros__m=f"-- x\n{text}"))


def test_a_checkout_uses_its_own_sql_folder() -> None:
    assert sql_root() == Path(__file__).parents[3] / "sql"


def test_every_file_of_the_project_loads() -> None:
    assert "core.observation" in [model.qualified_name for model in load_models()]
    assert len(load_macros()) == len([*sql_root().glob("macros/*.sql")])
    assert {check.name for check in load_checks()} == {file.stem for file in sql_root().glob("checks/*.sql")}
