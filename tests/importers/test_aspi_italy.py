import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Imported, imported
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.identifiers import entity_id
from watchgraph.domain.values import Code, EntityRef
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.aspi_italy import ASPI_ITALY, claims

PLAIN = {
    "title": "Example town",
    "company": "Dahua",
    "type": "Surveillance equipment",
    "location": "Exempio",
    "year": "2015",
    "topic": "6 | Surveillance",
}


def test_surveillance_equipment_is_a_deployment_in_a_town_with_its_maker() -> None:
    acts = list(claims(row(PLAIN)))

    assert objects(acts, "deployedIn") == ["Exempio, Italy"]
    assert objects(acts, "supplies") == ["Dahua|Example town|Surveillance equipment|Exempio|2015"]
    assert objects(acts, "usesTechnology") == ["Surveillance equipment"]
    assert {one.valid for one in said(acts, "supplies")} == {"2015"}


def test_a_company_is_present_in_the_country_at_the_town() -> None:
    (present,) = said(claims(row(PLAIN)), "companyPresent")

    assert present.subject == EntityKey(dataset="aspi-china-tech", kind="Place", native="Italy")
    assert present.qualifiers == (
        ("engagement", Code(scheme="engagement", code="SURVEILLANCE_EQUIPMENT")),
        ("at", EntityKey(dataset="aspi-china-tech", kind="Place", native="Exempio, Italy")),
    )


@pytest.mark.parametrize("kind", ["Donation", "5G relationship", "Research partnership", "Something new"])
def test_what_watches_nobody_is_no_deployment(kind: str) -> None:
    acts = list(claims(row({**PLAIN, "type": kind})))

    assert said(acts, "deployedIn") == []
    assert len(said(acts, "companyPresent")) == 1


@pytest.mark.parametrize("word", ["Unknown", "Unspecified", ""])
def test_what_the_map_does_not_say_is_not_said(word: str) -> None:
    acts = list(claims(row({**PLAIN, "location": word, "year": word, "topic": word})))

    assert objects(acts, "deployedIn") == ["Italy"]
    assert {one.valid for one in said(acts, "supplies")} == {""}
    assert said(acts, "classifiedAs") == []


def test_a_subsidiary_is_a_company_of_its_own() -> None:
    acts = list(claims(row({**PLAIN, "type": "Subsidiary", "title": "Dahua Example S.R.L."})))

    assert objects(acts, "owns") == ["Dahua Example S.R.L."]
    assert objects(acts, "basedIn") == ["Exempio, Italy"]


def test_equal_rows_are_two_engagements() -> None:
    first, second = (said(claims(row(PLAIN, ordinal=ordinal)), "supplies")[0] for ordinal in (1, 2))

    assert first.object != second.object


def test_letters_of_the_web_in_a_title_are_read() -> None:
    acts = claims(row({**PLAIN, "title": "Example&rsquo;s &amp; more"}))

    assert "Example\u2019s & more" in repr(objects(acts, "name"))


@pytest.mark.parametrize(
    ("column", "text", "rule"), [("company", "Unknown", "no-company"), ("year", "15", "not-a-year")]
)
def test_a_cell_that_cannot_be_read_is_named(column: str, text: str, rule: str, reading: Reading) -> None:
    _, problems = reading(ASPI_ITALY, claims, row({**PLAIN, column: text}))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@given(st.dictionaries(st.sampled_from(sorted(PLAIN)), SCRAWL, max_size=4))
def test_whatever_stands_in_the_cells_is_stated_or_refused(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(ASPI_ITALY, claims, row({**PLAIN, **scrawl}))

    assert acts or problems


# The real file


@pytest.fixture(scope="module")
def italy(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(ASPI_ITALY, [test_data / "aspi-china-tech-italy"], tmp_path_factory.mktemp("aspi")) as found:
        yield found


def test_companies_have_as_many_engagements_as_rows(italy: Imported, test_data: Path) -> None:
    path = test_data / "aspi-china-tech-italy" / "aspi_china_tech_map_italy.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        raw = list(csv.DictReader(stream))
    country = entity_id("aspi-china-tech", "Place", "Italy")

    there = [one for one in italy.said("companyPresent") if one.subject == country]
    assert len(raw) == italy.reports[0].total_rows == len(there) == 65
    counts = Counter(one.object for one in there)
    for company, rows in Counter(one["company"] for one in raw).items():
        assert counts[EntityRef(id=entity_id("aspi-china-tech", "Organisation", company))] == rows


def test_twelve_rows_are_systems_that_watch(italy: Imported) -> None:
    systems = {one.subject for one in italy.said("deployedIn")}

    assert len(systems) == 7 + 2 + 3
