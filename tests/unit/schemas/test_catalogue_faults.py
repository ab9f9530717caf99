"""What the catalogue refuses: each test puts one fault into a small sound catalogue and reads the message."""

from pathlib import Path

import pytest

from schemas.catalogue import CatalogueError, load

INDICATOR = """\
- indicator_id: {name}
  tier: 1
  subdomain: demand
  label_vi: Nhãn
  label_en: Label
  definition_vi: Định nghĩa.
  definition_en: Definition.
  unit_id: {unit}
  kind: flow
  yearly_rule: sum
  hard_min: 0
  hard_max: 100
  usual_min: 0.5
  usual_max: 50
  decimals: 0
  direction: up
  cues:
    - counted: [{phrase}]
      unless: [đăng ký]
"""
FILES = {
    "indicators/culture.yaml": INDICATOR.format(name="festivals", unit="items", phrase="lễ hội"),
    "indicators/tourism.yaml": INDICATOR.format(name="visits", unit="items", phrase="lượt khách"),
    "indicators/digital.yaml": INDICATOR.format(name="teams", unit="items", phrase="tổ ... cộng đồng"),
    "practices.yaml": """\
- practice_id: zalo
  subdomain: information
  label_vi: Zalo
  label_en: Zalo
  definition_vi: Định nghĩa.
  definition_en: Definition.
  cues: [zalo]
""",
    "units.yaml": """\
- {unit_id: items, label_vi: mục, label_en: items, dimension: count}
- {unit_id: vnd_billion, label_vi: tỷ đồng, label_en: billion đồng, dimension: money, vnd: 1000000000}
""",
    "publishers.yaml": """\
publishers:
  - {publisher_id: bao-a, name: Báo A, rank: 4, hosts: [a.vn]}
  - {publisher_id: bao-b, name: Báo B, also: [Tờ B], rank: 5, hosts: [b.vn]}
families:
  - {publisher_id: portal, name: Cổng, rank: 3, hosts: ['*.gov.vn'], names: ['cổng ']}
  - {publisher_id: unknown, name: Không rõ, rank: 7}
""",
    "terms.yaml": """\
- {term: nông thôn mới, also: [ntm]}
- {term: câu lạc bộ, also: [clb]}
""",
    "areas.csv": """\
area_id,area_code,level,system,type_vi,name,full_name,name_en,parent_id,valid_from,valid_from_is_exact,valid_to,latitude,longitude,area_km2,search_key
country-VN,VN,country,country,,Việt Nam,Việt Nam,,,1945-09-02,true,,,,,viet nam
province-01,01,province,three_tier,Thành phố,Hà Nội,Thành phố Hà Nội,,country-VN,1954-10-10,false,2025-07-01,,,,thanh pho ha noi
district-016,016,district,three_tier,Huyện,Sóc Sơn,Huyện Sóc Sơn,,province-01,1977-07-05,false,2025-07-01,,,,huyen soc son
district-017,017,district,three_tier,Huyện,Đông Anh,Huyện Đông Anh,,province-01,1961-05-31,false,2025-07-01,,,,huyen dong anh
""",  # noqa: E501
    "area_states.csv": """\
area_id,valid_from,valid_from_is_exact,valid_to,type_vi,name,full_name,parent_id,search_key
province-01,1954-10-10,false,1976-07-02,Tỉnh,Hà Nội,Tỉnh Hà Nội,country-VN,tinh ha noi
province-01,1976-07-02,true,2025-07-01,Thành phố,Hà Nội,Thành phố Hà Nội,country-VN,thanh pho ha noi
""",
    "area_names.csv": """\
area_id,name,kind,search_key,valid_from,valid_to
district-016,Sóc Sơn,short,soc son,,
district-016,H. Sóc Sơn,alias,h. soc son,,
district-017,Đông Anh,short,dong anh,,
""",
    "area_changes.csv": """\
predecessor_id,successor_id,changed_on,coverage
district-016,district-017,2025-07-01,partial
""",
    "labels/claims.csv": f"""\
file_name,statement_no,surface,indicator_id,area_id,year,period_type,period_end,scenario,value,bound,lower,upper,unit_id,is_derived,note,document_id
a.txt,1,12,festivals,district-016,2024,year,2024-12-31,actual,12,exact,12,12,items,false,,{"a" * 64}
a.txt,2,hơn 3,teams,district-017,2024,point,2024-12-31,actual,3,gt,3,,items,false,,{"a" * 64}
b.txt,1,12 - 15,festivals,district-016,2024,year,2024-12-31,plan,,range,12,15,items,false,,{"b" * 64}
""",
    "quality_floor.yaml": """\
least_share: 0.9
floors:
  - {score_level: dated, measure: precision, floor: 0.95}
  - {score_level: dated, measure: recall, floor: 0.9}
""",
    "corrections.yaml": "corrections: []\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file, text in FILES.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return caught.value.faults


def test_the_small_catalogue_is_sound(folder: Path) -> None:
    catalogue = load(folder)
    assert list(catalogue.indicators) == ["festivals", "visits", "teams"]
    assert catalogue.indicators["visits"].cues[0].unless == ("đăng ký",)
    assert catalogue.areas.height == 4
    assert catalogue.labels.claims.select("file_name", "value", "upper").rows() == [
        ("a.txt", 12, 12),
        ("a.txt", 3, None),
        ("b.txt", None, 15),
    ]
    assert catalogue.labels.floors.select("measure", "floor", "least_share").rows() == [
        ("precision", 0.95, 0.9),
        ("recall", 0.9, 0.9),
    ]


CULTURE = "indicators/culture.yaml"
LABELS = "labels/claims.csv"
FLOOR = "quality_floor.yaml"
# What is changed in which file, and how the only fault begins and what it says.
ONE_FAULT = {
    "bad syntax": (CULTURE, "tier: 1", "tier: [1", f"{CULTURE}:3: cannot be read as YAML"),
    "no list": ("practices.yaml", "- practice_id", "  practice_id", "practices.yaml:1: the file is no list of entries"),
    "missing key": (CULTURE, "  tier: 1\n", "", f"{CULTURE}:1 festivals: the key `tier` is missing"),
    "unknown key": (CULTURE, "tier: 1", "tier: 1\n  teir: 1", f"{CULTURE}:3: the key `teir` is unknown"),
    "key given twice": (CULTURE, "tier: 1", "tier: 1\n  tier: 2", f"{CULTURE}:3: `tier` stands twice"),
    "text for a number": (CULTURE, "hard_max: 100", "hard_max: much", f"{CULTURE}:12: `hard_max` is no number"),
    "fraction for a whole": (CULTURE, "tier: 1", "tier: 1.5", f"{CULTURE}:2: `tier` is no number of its kind"),
    "number out of range": (CULTURE, "tier: 1", "tier: 3", f"{CULTURE}:2: `tier` is 3"),
    "number for a text": (CULTURE, "label_vi: Nhãn", "label_vi: 5", f"{CULTURE}:4: `label_vi` is no text"),
    "blank text": (CULTURE, "label_vi: Nhãn", "label_vi: ' '", f"{CULTURE}:4: `label_vi` is no text"),
    "bad id": (CULTURE, "festivals", "Festivals", f"{CULTURE}:1: `indicator_id` is `Festivals`"),
    "unknown unit": (CULTURE, "unit_id: items", "unit_id: itmes", f"{CULTURE}:8: `unit_id` is `itmes`"),
    "word outside its vocabulary": (CULTURE, "kind: flow", "kind: flaw", f"{CULTURE}:9: `kind` is `flaw`"),
    "hard limits crossed": (CULTURE, "hard_min: 0", "hard_min: 101", f"{CULTURE}:11: `hard_min` 101 is above"),
    "limits that narrow with the level": (
        CULTURE,
        "hard_max: 100",
        "hard_max: 100\n  hard_max_province: 99",
        f"{CULTURE}:12: `hard_max` 100 is above `hard_max_province` 99",
    ),
    "whole that is none": (
        CULTURE,
        "kind: flow",
        "part_of: visitors\n  kind: flow",
        f"{CULTURE}:9: `part_of` is `visitors`, which is no",
    ),
    "part of itself": (
        CULTURE,
        "kind: flow",
        "part_of: festivals\n  kind: flow",
        f"{CULTURE}:9: `part_of` leads back",
    ),
    "sum of no parts": (
        CULTURE,
        "kind: flow",
        "sum_of: [visits]\n  kind: flow",
        f"{CULTURE}:9: `sum_of` names `visits`, which is not",
    ),
    "usual limits crossed": (CULTURE, "usual_min: 0.5", "usual_min: 51", f"{CULTURE}:13: `usual_min` 51 is above"),
    "no cues": (CULTURE, "- counted: [lễ hội]\n      unless: [đăng ký]", "[]", f"{CULTURE}:18: `cues` is no list of"),
    "cue without a place": (
        CULTURE,
        "counted:",
        "with:",
        f"{CULTURE}:18: a cue has none of `counted`, `alone`, `head`",
    ),
    "unknown key of a cue": (CULTURE, "unless:", "except:", f"{CULTURE}:19: the key `except` is unknown"),
    "text for phrases": (CULTURE, "[lễ hội]", "lễ hội", f"{CULTURE}:18: `counted` is no list of texts"),
    "number for a phrase": (CULTURE, "[lễ hội]", "[lễ hội, 16]", f"{CULTURE}:18: `counted` holds something that is no"),
    "text for phrases that stand alone": (
        CULTURE,
        "counted: [lễ hội]",
        "alone: lễ hội",
        f"{CULTURE}:18: `alone` is no list of texts",
    ),
    "phrase twice": (CULTURE, "[lễ hội]", "[lễ hội, lễ hội]", f"{CULTURE}:18: `counted` holds `lễ hội` twice"),
    "empty phrase": (CULTURE, "[lễ hội]", "['']", f"{CULTURE}:18: the phrase `` of `counted` is empty"),
    "upper-case phrase": (CULTURE, "[lễ hội]", "[Lễ hội]", f"{CULTURE}:18: the phrase `Lễ hội` of `counted` has"),
    "old tone mark": (CULTURE, "[lễ hội]", "[văn hoá]", f"{CULTURE}:18: the phrase `văn hoá` of `counted` has a tone"),
    "gap at the edge": (CULTURE, "[lễ hội]", "[lễ hội ...]", f"{CULTURE}:18: the phrase `lễ hội ...` of `counted` has"),
    "sign in a phrase": (CULTURE, "[lễ hội]", "['lễ, hội']", f"{CULTURE}:18: the phrase `lễ, hội` of `counted` holds"),
    "two blanks": (CULTURE, "[lễ hội]", "['lễ  hội']", f"{CULTURE}:18: the phrase `lễ  hội` of `counted` has blanks"),
    "abbreviation": (CULTURE, "[lễ hội]", "[xã ntm]", f"{CULTURE}:1 festivals: the phrase `xã ntm` holds `ntm`, which"),
    "a rate that adds up": (
        "indicators/tourism.yaml",
        "kind: flow",
        "kind: rate\n  is_additive: true",
        "indicators/tourism.yaml:10: a rate never adds up",
    ),
    "additive by half": (
        "indicators/tourism.yaml",
        "kind: flow",
        "kind: flow\n  is_additive: half",
        "indicators/tourism.yaml:10: `is_additive` is neither true nor false",
    ),
    "same cue twice": (
        "indicators/tourism.yaml",
        "[lượt khách]",
        "[lượt khách, lễ hội]",
        "indicators/tourism.yaml:1 visits: the cue counted `lễ hội` stands in `festivals` too",
    ),
    "same indicator twice": (
        "indicators/tourism.yaml",
        "visits",
        "festivals",
        "indicators/tourism.yaml:1 festivals: `indicator_id` `festivals` is given at indicators/culture.yaml:1 too",
    ),
    "upper-case cue of a practice": ("practices.yaml", "[zalo]", "[Zalo]", "practices.yaml:7: the phrase `Zalo` of"),
    "money without đồng": ("units.yaml", ", vnd: 1000000000", "", "units.yaml:2 vnd_billion: `vnd` goes with"),
    "đồng without money": ("units.yaml", "count}", "count, vnd: 5}", "units.yaml:1: `vnd` goes with"),
    "unknown dimension": ("units.yaml", "count}", "counts}", "units.yaml:1: `dimension` is `counts`"),
    "term in upper case": ("terms.yaml", "[ntm]", "[NTM]", "terms.yaml:1: `NTM` is empty or has upper-case"),
    "spelling of two terms": ("terms.yaml", "[clb]", "[ntm]", "terms.yaml:2 câu lạc bộ: `ntm` stands in `also` of"),
    "term as a spelling": ("terms.yaml", "[clb]", "[nông thôn mới]", "terms.yaml:2 câu lạc bộ: `nông thôn mới` is a"),
    "alias of two publishers": (
        "publishers.yaml",
        "Tờ B",
        "báo a",
        "publishers.yaml:3 bao-b: the name `báo a` names `bao-a` and `bao-b`",
    ),
    "id of two publishers": (
        "publishers.yaml",
        "publisher_id: bao-b",
        "publisher_id: bao-a",
        "publishers.yaml:3 bao-a: the id `bao-a` names `bao-a` and `bao-a`",
    ),
    "host of two publishers": (
        "publishers.yaml",
        "[b.vn]",
        "[www.a.vn]",
        "publishers.yaml:3: the host `a.vn` belongs to `bao-a` and `bao-b`",
    ),
    "address for a host": ("publishers.yaml", "[b.vn]", "['https://b.vn/']", "publishers.yaml:3: `https://b.vn/` is"),
    "broken pattern": ("publishers.yaml", "'cổng '", "'(cổng '", "publishers.yaml:5: `(cổng ` is no regular"),
    "family without patterns": (
        "publishers.yaml",
        ", hosts: ['*.gov.vn'], names: ['cổng ']",
        "",
        "publishers.yaml:5: a family has `hosts` or `names`",
    ),
    "rank out of range": ("publishers.yaml", "rank: 4", "rank: 8", "publishers.yaml:2: `rank` is 8"),
    "unknown parent": ("areas.csv", ",province-01,1977", ",province-02,1977", "areas.csv:4: `parent_id` is"),
    "unknown level": ("areas.csv", "district,three", "county,three", "areas.csv:4: the row breaks level: "),
    "bad date": ("areas.csv", "1977-07-05", "5/7/1977", "areas.csv:4: the row breaks valid_from: "),
    "missing column": ("area_names.csv", "kind,", "sort,", "area_names.csv: ref.area_name: the frame's columns are"),
    "name of no area": ("area_names.csv", "district-017", "district-018", "area_names.csv:4: `area_id` is"),
    "change of no area": ("area_changes.csv", "district-017", "district-018", "area_changes.csv:2: `successor_id` is"),
    "state of no area": (
        "area_states.csv",
        "country-VN",
        "province-02",
        "area_states.csv:2: `parent_id` is `province-02`, which areas.csv does not have",
    ),
    "states that leave a gap": (
        "area_states.csv",
        "true,2025",
        "true,2024",
        "area_states.csv:3: `province-01` has no state from 2024-07-01 to 2025-07-01",
    ),
    "change of a day of its own": (
        "area_changes.csv",
        "2025-07-01",
        "2024-07-01",
        "area_changes.csv:2: `district-016` became `district-017` on 2024-07-01, but the one ends on 2025-07-01",
    ),
    "circle of changes": (
        "area_changes.csv",
        "partial",
        "partial\ndistrict-017,district-016,2025-07-01,partial",
        "area_changes.csv:2: `district-016` became `district-017` became `district-016`, which is a circle",
    ),
    "ambiguous alias": (
        "area_names.csv",
        "H. Sóc Sơn,alias",
        "đông anh,alias",
        "area_names.csv:3: the alias `đông anh` names `district-016` and `district-017`",
    ),
    "label of no indicator": (LABELS, "teams", "team", f"{LABELS}:3: `indicator_id` is `team`, which no indicator has"),
    "label of no area": (LABELS, "district-017", "district-018", f"{LABELS}:3: `area_id` is `district-018`, which"),
    "label in another unit": (LABELS, "3,,items", "3,,percent", f"{LABELS}:3: `unit_id` is `percent`, but `teams` is"),
    "label with a word of its own": (LABELS, ",gt,", ",more,", f"{LABELS}:3: the row breaks bound: "),
    "label without a figure": (LABELS, ",,range,12,15", ",,range,,", f"{LABELS}:4: the row breaks "),
    "label of another year": (LABELS, "-017,2024", "-017,2023", f"{LABELS}:3: the row breaks "),
    "label given twice": (LABELS, "a.txt,2", "a.txt,1", f"{LABELS}:3: the row breaks document_id, statement_no: dup"),
    "label without a column": (LABELS, "surface", "number", f"{LABELS}: ref.labelled_claim: the frame's columns are"),
    "one name of two contents": (LABELS, "b.txt", "a.txt", f"{LABELS}:4: `document_id` of `a.txt` is `bbbb"),
    "one content of two names": (LABELS, "a.txt,2", "c.txt,2", f"{LABELS}:3: `file_name` of `aaaa"),
    "floor of no level": (FLOOR, "dated", "timed", f"{FLOOR}:3: `score_level` is `timed`, which is outside"),
    "floor of no measure": (FLOOR, "recall", "reach", f"{FLOOR}:4: `measure` is `reach`, which is outside"),
    "floor given twice": (FLOOR, "recall", "precision", f"{FLOOR}:4: the precision of `dated` has a floor above"),
    "floor above all": (FLOOR, "0.95", "95", f"{FLOOR}:3: `floor` is 95"),
    "share above all": (FLOOR, "least_share: 0.9", "least_share: 90", f"{FLOOR}:1: `least_share` is 90"),
    "floors without a share": (FLOOR, "least_share: 0.9\n", "", f"{FLOOR}:1: the key `least_share` is missing"),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_a_fault_is_told_once_with_its_place_and_its_cure(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    change(folder, file, old, new)
    faults = faults_of(folder)
    assert len(faults) == 1, faults
    assert faults[0].startswith(message)
    assert "; " in faults[0]


def test_all_faults_are_told_at_once_in_a_numbered_list(folder: Path) -> None:
    change(folder, CULTURE, "tier: 1", "tier: 3")
    change(folder, "indicators/tourism.yaml", "[lượt khách]", "[Lượt khách]")
    change(folder, "publishers.yaml", "[b.vn]", "[a.vn]")
    change(folder, "areas.csv", "district,three", "county,three")
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    places = [fault.split(": ")[0] for fault in caught.value.faults]
    assert places == [f"{CULTURE}:2", "indicators/tourism.yaml:18", "publishers.yaml:3", "areas.csv:4"]
    lines = str(caught.value).splitlines()
    assert lines[0] == f"the catalogue has {len(places)} fault(s)"
    assert lines[1].strip().startswith(f"1. {CULTURE}:2: `tier` is 3")


def test_faults_elsewhere_are_told_without_the_labels_that_name_them(folder: Path) -> None:
    change(folder, "areas.csv", "district-017,017", "district-017,17x")
    change(folder, CULTURE, "indicator_id: festivals", "indicator_id: Festivals")
    assert {fault.split(":")[0] for fault in faults_of(folder)} == {"areas.csv", CULTURE}


def test_a_catalogue_may_be_without_labels(folder: Path) -> None:
    header, *_ = FILES[LABELS].splitlines(keepends=True)
    (folder / LABELS).write_text(header, encoding="utf-8")
    assert load(folder).labels.claims.is_empty()


def test_missing_files_are_told_before_anything_else(folder: Path) -> None:
    (folder / "areas.csv").unlink()
    (folder / "units.yaml").unlink()
    change(folder, CULTURE, "tier: 1", "tier: 3")
    assert [fault.split(":")[0] for fault in faults_of(folder)] == ["units.yaml", "areas.csv"]


def test_a_file_of_no_domain_is_refused(folder: Path) -> None:
    (folder / "indicators" / "sport.yaml").write_text("[]", encoding="utf-8")
    assert faults_of(folder)[0].startswith("indicators/sport.yaml: the file belongs to no part of the catalogue")


def test_bytes_that_are_no_utf8_are_refused(folder: Path) -> None:
    (folder / "terms.yaml").write_bytes("- {term: thôn, also: [th]}".encode("utf-16-be"))
    assert faults_of(folder)[0].startswith("terms.yaml")


def test_an_empty_file_is_refused(folder: Path) -> None:
    (folder / "terms.yaml").write_text("# nothing\n", encoding="utf-8")
    assert faults_of(folder) == ("terms.yaml:1: the file is empty; restore its entries",)


def test_the_last_family_must_be_the_unknown_one(folder: Path) -> None:
    change(folder, "publishers.yaml", "  - {publisher_id: unknown, name: Không rõ, rank: 7}\n", "")
    assert "the last family is not `unknown`" in faults_of(folder)[0]


def test_one_wording_may_serve_a_count_and_a_sum_of_money(folder: Path) -> None:
    change(folder, "indicators/tourism.yaml", "[lượt khách]", "[lễ hội]")
    change(folder, "indicators/tourism.yaml", "unit_id: items", "unit_id: vnd_billion")
    assert load(folder).indicators["visits"].cues[0].counted == ("lễ hội",)


def test_a_guard_does_not_tell_two_cues_apart(folder: Path) -> None:
    change(folder, "indicators/tourism.yaml", "[lượt khách]", "[lễ hội]")
    change(folder, "indicators/tourism.yaml", "[đăng ký]", "[du lịch]")
    assert "both would claim one number" in faults_of(folder)[0]


ALIASES: dict[str, tuple[str, str]] = {
    "siblings of different days": ("1961-05-31,false,2025-07-01", "2025-07-01,true,"),
    "areas of different parents": (",province-01,1961", ",country-VN,1961"),
    "siblings of one name": ("Huyện,Đông Anh,Huyện", "Huyện,Sóc Sơn,Huyện"),
}


@pytest.mark.parametrize(("old", "new"), ALIASES.values(), ids=ALIASES.keys())
def test_an_alias_may_be_shared_by(folder: Path, old: str, new: str) -> None:
    change(folder, "area_names.csv", "H. Sóc Sơn,alias", "Đông Anh,alias")
    change(folder, "areas.csv", old, new)
    assert load(folder).area_names.height == 3


def test_of_a_broken_export_only_the_first_rows_are_told(folder: Path) -> None:
    header, *rows = FILES["area_changes.csv"].splitlines()
    bad = [rows[0].replace("partial", f"some-{number}") for number in range(30)]
    (folder / "area_changes.csv").write_text("\n".join((header, *bad)), encoding="utf-8")
    faults = faults_of(folder)
    assert len(faults) == 21
    assert faults[-1].startswith("area_changes.csv: 10 more rows are at fault")
