"""The shipped catalogue: it loads, it is complete, it gives the tables of layer ref, and it knows its publishers."""

import csv
import hashlib
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sample.words import SOURCES as REPORTS

from schemas import vocabulary
from schemas.catalogue import FOLDER, Catalogue, load
from schemas.catalogue.entries import INDICATOR_KEYS
from schemas.catalogue.labels import LABEL_FILES
from schemas.catalogue.publishers import host_of
from schemas.contract import Table, split
from schemas.registry import tables

SHARED = Path(__file__).parents[4] / "shared"
REFERENCE = SHARED / "reference" / "indicators.csv"
LANDING = Path(__file__).parents[3] / "warehouse" / "landing"
SOURCES = SHARED / "digest" / "sources.csv"
REF_TABLES = {name: model for name, model in tables().items() if name.startswith("ref.")}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def given_indicators() -> list[dict[str, str]]:
    if not REFERENCE.is_file():
        pytest.skip("the list of indicators is not beside the checkout")
    with REFERENCE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_it_holds_every_indicator_and_practice(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) == 115
    assert len(catalogue.practices) == 31
    assert {i.domain for i in catalogue.indicators.values()} == set(vocabulary.DOMAINS)


def test_indicators_stand_in_the_order_of_the_given_list(catalogue: Catalogue) -> None:
    assert list(catalogue.indicators) == [row["indicator"] for row in given_indicators()]


def test_units_kinds_and_limits_are_those_of_the_given_list(catalogue: Catalogue) -> None:
    for row in given_indicators():
        indicator = catalogue.indicators[row["indicator"]]
        given = (row["unit"], row["kind"], row["yearly_rule"], row["direction"], int(row["tier"]), int(row["decimals"]))
        assert given == (
            indicator.unit_id,
            indicator.kind,
            indicator.yearly_rule,
            indicator.direction,
            indicator.tier,
            indicator.decimals,
        ), indicator.indicator_id
        limits = [float(row[key]) for key in ("hard_min", "hard_max", "usual_min_district", "usual_max_district")]
        assert limits == [indicator.hard_min, indicator.hard_max, indicator.usual_min, indicator.usual_max]


@pytest.mark.parametrize("domain", vocabulary.DOMAINS)
def test_every_entry_gives_its_keys_in_one_order(domain: str) -> None:
    entries = yaml.safe_load((FOLDER / "indicators" / f"{domain}.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        assert list(entry) == [key for key in INDICATOR_KEYS if key in entry], entry["indicator_id"]


def test_what_places_share_and_counts_of_the_places_do_not_add_up(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        if indicator.kind not in ("stock", "flow") or indicator.unit_id == "communes":
            assert not indicator.is_additive, indicator.indicator_id
    assert catalogue.indicators["tourism_visits_total"].is_additive
    assert not catalogue.indicators["intangible_heritage_unesco"].is_additive


def test_rates_are_shares_within_a_hundred(catalogue: Catalogue) -> None:
    rates = [i for i in catalogue.indicators.values() if i.kind == "rate"]
    assert rates
    for rate in rates:
        assert catalogue.units[rate.unit_id].dimension == "share", rate.indicator_id
        assert (rate.hard_min, rate.hard_max) == (0, 100), rate.indicator_id


def test_usual_limits_lie_within_the_hard_ones(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.hard_min <= indicator.usual_min, indicator.indicator_id
        assert indicator.usual_max <= indicator.hard_max, indicator.indicator_id


def test_limits_widen_with_the_level_where_areas_add_up(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        limits = [indicator.most(level) for level in ("commune", "district", "province", "country")]
        if indicator.kind in ("stock", "flow"):
            assert limits[0] == limits[1] < limits[2] < limits[3], indicator.indicator_id
        else:
            assert set(limits) == {indicator.hard_max}, indicator.indicator_id


def test_a_part_is_counted_as_its_whole_is_and_never_limited_above_it(catalogue: Catalogue) -> None:
    parts = [i for i in catalogue.indicators.values() if i.part_of is not None]
    assert parts
    for part in parts:
        whole = catalogue.indicators[part.part_of or ""]
        assert (part.unit_id, part.kind) == (whole.unit_id, whole.kind), part.indicator_id
        assert part.hard_max <= whole.hard_max, part.indicator_id


def test_the_wholes_of_a_part_are_told_the_nearest_first(catalogue: Catalogue) -> None:
    assert catalogue.wholes("relics_ranked_national") == ("relics_ranked_total", "relics_total")
    assert catalogue.wholes("relics_total") == ()


def test_every_unit_is_used(catalogue: Catalogue) -> None:
    assert set(catalogue.units) == {i.unit_id for i in catalogue.indicators.values()}


def test_money_is_counted_in_dong(catalogue: Catalogue) -> None:
    assert catalogue.units["vnd_billion"].vnd == 10**9
    assert catalogue.units["vnd_million"].vnd == 10**6


def test_abbreviations_lead_to_their_terms(catalogue: Catalogue) -> None:
    terms = {other: term.term for term in catalogue.terms for other in term.also}
    assert terms["ntm"] == "nông thôn mới"
    assert terms["tthc"] == "thủ tục hành chính"
    assert terms["tổ công nghệ số cộng đồng"] == "tổ chuyển đổi số cộng đồng"
    assert "du khách" not in terms, "a visitor is not always a tourist"


def test_frames_are_the_tables_of_layer_ref(catalogue: Catalogue) -> None:
    frames = catalogue.frames()
    assert set(frames) == set(REF_TABLES)
    for name, frame in frames.items():
        assert frame.schema == REF_TABLES[name].dtypes(), name


@pytest.mark.parametrize("table", sorted(REF_TABLES))
def test_no_row_of_a_frame_breaks_its_table(catalogue: Catalogue, table: str) -> None:
    frame = catalogue.frames()[table]
    # Nothing need be corrected.
    assert frame.height > 0 or table == "ref.correction"
    assert split(frame, REF_TABLES[table]).cases.is_empty()


def test_the_fingerprint_is_that_of_the_files(catalogue: Catalogue, tmp_path: Path) -> None:
    copy = tmp_path / "catalogue"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert load(copy).fingerprint == catalogue.fingerprint
    with (copy / "units.yaml").open("a", encoding="utf-8") as file:
        file.write("# reviewed\n")
    changed = load(copy).fingerprint
    assert re.fullmatch("[0-9a-f]{64}", changed)
    assert changed != catalogue.fingerprint


@pytest.mark.parametrize(("file", "table"), LABEL_FILES.items())
def test_what_judges_the_reading_makes_no_new_version_of_it(
    catalogue: Catalogue, tmp_path: Path, file: str, table: type[Table]
) -> None:
    copy = tmp_path / "catalogue"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (copy / file).read_text(encoding="utf-8")
    (copy / file).write_text(text.replace("0.95", "0.94").replace("festivals,false", "festivals,true"), "utf-8")
    changed = load(copy)
    assert changed.fingerprint == catalogue.fingerprint
    before, after = catalogue.labels.versions, changed.labels.versions
    assert {name for name in before if before[name] != after[name]} == {table.qualified_name()}


def test_the_labelled_documents_are_the_sample_byte_for_byte(catalogue: Catalogue) -> None:
    for name, document_id in catalogue.labels.claims.select("file_name", "document_id").unique().rows():
        assert hashlib.sha256((LANDING / name).read_bytes()).hexdigest() == document_id, name


def test_the_labels_of_the_sample_are_those_that_were_given(catalogue: Catalogue) -> None:
    if not (given_file := SHARED / "digest" / "claims.csv").is_file():
        pytest.skip("the labels are not beside the checkout")
    with given_file.open(encoding="utf-8") as lines:
        given = [
            (r["document"], r["number"], r["indicator"], r["area_id"], r["period_end"]) for r in csv.DictReader(lines)
        ]
    # The reports restate figures of these documents, and were written and labelled here.
    claims = catalogue.labels.claims.filter(~pl.col("file_name").is_in(REPORTS))
    held = claims.select("file_name", "surface", "indicator_id", "area_id", "period_end").rows()
    assert [(*row[:4], str(row[4])) for row in held] == given


def test_a_report_of_the_sample_states_nothing_that_no_other_document_states(catalogue: Catalogue) -> None:
    claims = catalogue.labels.claims
    said = [c for c in claims.columns if c not in ("file_name", "document_id", "statement_no", "surface", "note")]
    is_report = pl.col("file_name").is_in(REPORTS)
    stated = set(claims.filter(~is_report).select(said).rows())
    reported = claims.filter(is_report)
    assert set(reported["file_name"]) == set(REPORTS)
    assert set(reported.select(said).rows()) <= stated


@pytest.mark.parametrize(
    ("name", "url", "publisher_id", "rank"),
    [
        ("nhandan.vn", None, "nhandan.vn", 5),
        ("www.qdnd.vn", None, "qdnd.vn", 5),
        ("báo  NHÂN DÂN", None, "nhandan.vn", 5),
        ("Niên giám", None, "niengiam", 6),
        (None, "https://www.baothanhhoa.vn/du-lich/1.htm", "baothanhhoa.vn", 4),
        (None, "http://yenbai.gov.vn:443/noidung", "yenbai.gov.vn", 3),
        (None, "https://vi.wikipedia.org./wiki/Hội_An", "vi.wikipedia.org", 6),
        (None, "https://m.baogialai.com.vn/x", "baogialai.com.vn", 4),
        (None, "https://en.baosonla.org.vn/x", "en.baosonla.org.vn", 6),
    ],
)
def test_a_listed_publisher_is_found_by_id_name_and_host(
    catalogue: Catalogue, name: str | None, url: str | None, publisher_id: str, rank: int
) -> None:
    found = catalogue.publishers.resolve(name, url)
    assert (found.publisher_id, found.rank) == (publisher_id, rank)


@pytest.mark.parametrize(
    ("name", "url", "publisher_id", "rank"),
    [
        ("Chi cục Thống kê huyện Sóc Sơn", None, "statistics_office", 1),
        (None, "https://www.gso.gov.vn/du-lich", "statistics_office", 1),
        ("UBND huyện Sóc Sơn", None, "peoples_committee", 2),
        ("UBND huyện Sóc Sơn", "https://socson.hanoi.gov.vn/bao-cao", "peoples_committee", 2),
        ("Uỷ ban nhân dân quận Hoàn Kiếm", None, "peoples_committee", 2),
        ("Phòng Văn hóa và Thông tin huyện Tam Nông", None, "department", 2),
        ("Cổng thông tin điện tử huyện Bắc Hà", None, "portal_by_name", 3),
        (None, "https://socson.hanoi.gov.vn/tin", "government_portal", 3),
        ("Báo Kiên Giang", None, "local_press", 4),
        (None, "https://special.baoquangtri.vn/x", "local_press", 4),
        (None, "https://tuoitre.vn/x", "other_press", 5),
        ("Tạp chí Du lịch", None, "other_press", 5),
        (None, "https://baomoi.com/x", "reprint", 6),
        ("Ông Tư bán nước mía", "https://blog.example.com/x", "unknown", 7),
        (None, None, "unknown", 7),
    ],
)
def test_an_unlisted_publisher_is_recognised_by_its_family(
    catalogue: Catalogue, name: str | None, url: str | None, publisher_id: str, rank: int
) -> None:
    found = catalogue.publishers.resolve(name, url)
    assert (found.publisher_id, found.rank) == (publisher_id, rank)


def test_a_listed_host_goes_before_a_family_that_fits_the_name(catalogue: Catalogue) -> None:
    assert catalogue.publishers.resolve("Báo Lào Cai", "https://nhandan.vn/x").publisher_id == "nhandan.vn"


@settings(max_examples=40)
@given(name=st.none() | st.text(), url=st.none() | st.text() | st.from_regex(r"https?://\S{0,30}"))
def test_any_name_and_address_has_a_publisher(catalogue: Catalogue, name: str | None, url: str | None) -> None:
    found = catalogue.publishers.resolve(name, url)
    assert catalogue.publishers.by_id[found.publisher_id] is found


@given(labels=st.lists(st.from_regex(r"[a-z][a-z0-9]{1,8}", fullmatch=True), min_size=2, max_size=4))
def test_a_host_is_read_from_any_form_of_its_address(labels: list[str]) -> None:
    host = ".".join(labels)
    bare = host_of(host)
    for address in (f"https://{host}/a?b=c#d", f"http://www.{host}:8080", f"//{host}./", host.upper(), f"x@{host}"):
        assert host_of(address.removeprefix("//")) == bare


def test_every_publisher_of_the_sample_sources_is_known(catalogue: Catalogue) -> None:
    if not SOURCES.is_file():
        pytest.skip("the register of sample sources is not beside the checkout")
    with SOURCES.open(encoding="utf-8") as lines:
        rows = [(row["publisher"], row["source_urls"].split()[0]) for row in csv.DictReader(lines)]
    listed = {p.publisher_id for p in catalogue.publishers.listed}
    for publisher, url in rows:
        by_name, by_url = catalogue.publishers.resolve(publisher, None), catalogue.publishers.resolve(None, url)
        assert by_name.publisher_id in listed, publisher
        assert by_url is by_name, url
