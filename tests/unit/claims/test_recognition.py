"""Stories of scans: what was recognised from an image is claimed with less certainty, and says so."""

from datetime import date

from pipelines.claims.model import Claim, Passage, Source
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.text import Text

READ = "Năm 2024, huyện Sóc Sơn đón 1.500.000 lượt khách du lịch."
SCANNED = "Năm 2023, huyện Sóc Sơn đón 1.250.000 lượt khách du lịch, tăng 25% so với năm 2022."


def claims(reader: Reader, *, is_scan: bool) -> list[Claim]:
    passages = (
        Passage(0, "body", None, 0, READ),
        Passage(1, "body", None, len(READ) + 1, SCANNED, is_recognised=is_scan),
    )
    source = Source("0" * 64, "report", None, date(2025, 1, 9), date(2025, 6, 1), "district-016", passages)
    found = reader.read(source, {p.passage_no: quantities.find(Text.of(p.text)) for p in passages})
    return sorted(found.claims, key=lambda claim: claim.period.end, reverse=True)


def test_claims_of_a_scan_are_marked_and_less_sure_and_those_derived_from_them_too(reader: Reader) -> None:
    read, scanned = claims(reader, is_scan=False), claims(reader, is_scan=True)
    assert [claim.value for claim in scanned] == [1_500_000, 1_250_000, 1_000_000]
    assert [claim.is_recognised for claim in scanned] == [False, True, True]
    assert [b.confidence / a.confidence < 0.75 for a, b in zip(read, scanned, strict=True)] == [False, True, True]
    assert scanned[0] == read[0]


def test_nothing_else_of_a_claim_changes_in_a_scan(reader: Reader) -> None:
    told = [(c.value, c.area_id, c.period, c.scenario, c.rule) for c in claims(reader, is_scan=True)]
    assert told == [(c.value, c.area_id, c.period, c.scenario, c.rule) for c in claims(reader, is_scan=False)]
