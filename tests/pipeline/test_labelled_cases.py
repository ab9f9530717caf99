"""How many single cases are read as their labels say: sentences of one pattern each, and numbers that are no claims.

The floors are what was reached when this was written: who falls below has lost cases that were read before.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pipeline.scoring import read_folder

from pipelines.claims.model import Claim, Passage, Source
from pipelines.claims.reader import Reader
from pipelines.language import quantities
from pipelines.language.text import Text
from pipelines.reading import RejectedError, read
from schemas.catalogue import load

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold"
SENTENCES = ROOT.parent / "shared" / "cases" / "sentences.tsv"
with_sentences = pytest.mark.skipif(not SENTENCES.exists(), reason="../shared/cases is not beside this checkout")

BILLION = 1e9
MISSED_FACTS = 2
INDICATORS = {
    "visitors": "tourism_visits_total",
    "visitors_dom": "tourism_visits_domestic",
    "visitors_intl": "tourism_visits_international",
    "tour_revenue": "tourism_revenue",
    "family_cult_count": "cultural_family_households",
    "family_cult_pct": "cultural_family_rate",
    "relics_ranked": "relics_ranked_total",
    "relics_nat": "relics_ranked_national",
    "relics_prov": "relics_ranked_provincial",
    "relics_special": "relics_ranked_special",
    "craft_villages": "craft_villages",
    "ich": "intangible_heritage_inventory",
    "cdt_teams": "cdt_teams",
    "cdt_members": "cdt_members",
    "hs_received": "dossiers_received",
    "hs_online": "dvc_online_dossiers",
    "hs_online_pct": "dvc_online_rate",
    "hs_digitized_pct": "dossiers_digitised_rate",
    "cashless_social_pct": "cashless_social_security_rate",
    "dti": "dti_score",
    "dti_rank": "dti_rank",
}
"""The names of the sentences' indicators that the catalogue has."""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load())


def sentences() -> Iterator[tuple[str, str, str]]:
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, text, expected = line.split("\t")[:3]
            yield name, text, expected


def claims_of(reader: Reader, sentence: str) -> tuple[Claim, ...]:
    """Read a sentence as the whole text of a district's article of early 2025."""
    try:
        text = read(sentence.encode(), "a.txt").text
    except RejectedError:  # too short to be judged Vietnamese
        text = sentence
    passage = Passage(0, "body", None, 0, text)
    source = Source("0" * 64, "article", None, date(2025, 1, 9), date(2025, 6, 1), "district-016", (passage,))
    return reader.read(source, {0: quantities.find(Text.of(text))}).claims


def is_read(claims: tuple[Claim, ...], fact: str) -> bool:
    """Tell whether claims hold a fact (indicator|place|period|value|role|comparison): indicator, figure, year, role."""
    indicator, _, period, value, role, *_ = fact.split("|")
    figures = [float(one) for one in re.findall(r"\d[\d.e]*\d|\d", value.split(" of ")[0].replace("..", " "))]
    scale = BILLION if indicator == "tour_revenue" else 1
    year = re.match(r"\d{4}(?!\d)(?!-\d{4})", period)
    scenario = {"target": "plan"}.get(role, role)
    return any(
        claim.indicator_id == INDICATORS[indicator]
        and [
            one
            for one in ((claim.value,) if claim.value is not None else (claim.lower, claim.upper))
            if one is not None
        ]
        == [pytest.approx(figure / scale) for figure in figures]
        and (year is None or claim.period.end.year == int(year[0]))
        and claim.scenario == scenario
        for claim in claims
    )


@with_sentences
def test_the_facts_of_the_sentences_are_read(reader: Reader) -> None:
    facts = [
        (name, text, fact.strip())
        for name, text, expected in sentences()
        if not expected.startswith("NONE")
        for fact in expected.split(";;")
        if fact.strip().split("|")[0] in INDICATORS and "site" not in fact and "|suspect" not in fact
    ]
    missed = [(name, fact) for name, text, fact in facts if not is_read(claims_of(reader, text), fact)]
    assert len(facts) >= 50
    assert len(missed) <= MISSED_FACTS, missed


@with_sentences
def test_sentences_without_a_figure_of_a_year_state_none(reader: Reader) -> None:
    stated = {
        name: [claim.value for claim in claims_of(reader, text) if claim.period.type == "year"]
        for name, text, expected in sentences()
        if expected.startswith("NONE")
    }
    assert len(stated) >= 6
    assert not {name for name, values in stated.items() if values}


@pytest.mark.parametrize(
    ("labels", "folder", "kept", "with_reason"),
    [("corpus", GOLD / "corpus", 0.86, 0.75), ("digest", ROOT / "warehouse" / "landing", 0.91, 0.84)],
)
def test_numbers_that_are_no_claims_are_kept_with_their_reason(
    reader: Reader, labels: str, folder: Path, kept: float, with_reason: float
) -> None:
    with (GOLD / labels / "not_claims.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    frame = read_folder(reader, folder, sorted({row["document"] for row in rows}))["core.unclaimed_quantity"]
    labelled = Counter((row["document"], _words(row["number"]), row["reason"]) for row in rows)
    found = Counter(
        (str(row["document"]), _words(str(row["surface"])), str(row["reason"])) for row in frame.iter_rows(named=True)
    )
    right = (labelled & found).total()
    accounted = (_without_reason(labelled) & _without_reason(found)).total()
    assert accounted / labelled.total() >= kept
    assert right / labelled.total() >= with_reason


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_reason(counted: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for (document, number, _), count in counted.items():
        found[document, number] += count
    return found
