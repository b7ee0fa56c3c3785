import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import ACTOR, Imported, imported
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.statements import Polarity
from watchgraph.domain.values import Code, Date, EntityRef, SealedText, Text
from watchgraph_importers.acts import EntityKey, Judged
from watchgraph_importers.aiaaic import AIAAIC, READ, claims
from watchgraph_importers.pipeline import run_imports

PLAIN = {
    "id": "AIAAIC0007",
    "year": "2021",
    "date": "2021",
    "headline": "Station cameras take somebody for somebody else",
    "developer": "Maker One",
    "developers": '["Maker One","Maker Two/Maker Three"]',
    "deployer": "Example Police Department",
    "technology": "Facial recgnition",
    "purpose": "Identify suspects; Strengthen security",
    "sector": "Govt - police",
    "country": "Serbia",
    "consequence": "Litigation; Regulatory ban",
    "response": "—",
    "harms_individual_original": '["Privacy loss"]',
    "harms_societal_original": "[]",
}


def roles(cells: dict[str, str], role: str) -> list[object]:
    wanted = ("as", Code(scheme="involvement", code=role))
    return [one.object for one in said(claims(row(cells)), "involves") if wanted in one.qualifiers]


def test_an_incident_has_its_id_its_year_and_a_label_of_ours() -> None:
    acts = list(claims(row(PLAIN)))

    assert objects(acts, "occurredOn") == [Date(edtf="2021")]
    assert {one.subject for one in said(acts, "occurredOn")} == {
        EntityKey(dataset="aiaaic", kind="Incident", native="AIAAIC0007")
    }


@pytest.mark.parametrize(
    ("cells", "edtf"),
    [
        ({"date": "—", "year": ""}, []),
        ({"date": "Unknown", "year": "2019"}, ["2019"]),
        ({"date": "2019-2020"}, ["2019/2020"]),
        ({"date": "2021-05"}, ["2021-05"]),
        ({"date": "2021-05-31"}, ["2021-05-31"]),
    ],
)
def test_dates_are_as_exact_as_the_file_says(cells: dict[str, str], edtf: list[str]) -> None:
    acts = claims(row({**PLAIN, **cells}))

    assert objects(acts, "occurredOn") == [Date(edtf=text) for text in edtf]


def test_all_developers_are_named_and_joined_names_are_taken_apart() -> None:
    makers = [key.native for key in roles(PLAIN, "DEVELOPER") if isinstance(key, EntityKey)]

    assert makers == ["Maker One", "Maker Two", "Maker Three"]


def test_a_person_appears_by_role_only() -> None:
    acts = list(claims(row({**PLAIN, "deployer": "Jane Example"})))

    (person,) = {one.subject for one in said(acts, "name") if one.subject.kind == "Person"}
    assert isinstance(person, EntityKey)
    assert person.native == "AIAAIC0007|DEPLOYER|1"
    assert "Jane" not in repr([one for one in acts if one not in said(acts, "title")])


def test_a_label_that_names_a_person_is_left_out_and_its_like_stay() -> None:
    acts = claims(row({**PLAIN, "purpose": "Imitate Édith Example; Identify Austin residents; Identify suspects"}))

    labels = [one.text for one in objects(acts, "classifiedAs") if isinstance(one, Text)]
    assert "Imitate Édith Example" not in labels
    assert {"Identify Austin residents", "Identify suspects"} <= set(labels)


def test_unknown_is_said_to_be_unknown_and_a_dash_is_nothing() -> None:
    unknown = said(claims(row({**PLAIN, "deployer": "Unknown", "developers": "[]", "developer": "—"})), "involves")

    assert [(one.object, one.polarity) for one in unknown] == [(None, Polarity.UNKNOWN)]


def test_misspelt_technologies_are_judged_and_not_rewritten() -> None:
    acts = list(claims(row(PLAIN)))

    assert objects(acts, "usesTechnology") == ["Facial recgnition"]
    (judged,) = [act for act in acts if isinstance(act, Judged) and act.left.kind == "Technology"]
    assert judged.right.native == "Facial recognition"


@pytest.mark.parametrize(
    ("country", "places"),
    [
        ("Serbia", ["Serbia"]),
        ("UAE/Dubai", ["UAE", "Dubai"]),
        ("EU - Hungary", ["Hungary"]),
        ("Multiple", []),
        ("Global", []),
        ("EU", []),
        ("—", []),
        ("Unknown", [None]),
    ],
)
def test_a_country_is_one_and_what_stands_for_many_is_none(country: str, places: list[str | None]) -> None:
    assert objects(claims(row({**PLAIN, "country": country})), "occurredIn") == places


@pytest.mark.parametrize(
    ("cell", "coded", "in_words"),
    [
        ("Police request, litigation", ["LITIGATION"], ["Police request"]),
        ("Disputes, audit; Revenue loss", [], ["Disputes, audit", "Revenue loss"]),
    ],
)
def test_consequences_are_parted_at_a_comma_only_where_one_of_them_is_known(
    cell: str, coded: list[str], in_words: list[str]
) -> None:
    acts = list(claims(row({**PLAIN, "consequence": cell})))

    assert objects(acts, "consequence") == [Code(scheme="incident-consequence", code=code) for code in coded]
    labels = [one.text for one in objects(acts, "classifiedAs") if isinstance(one, Text)]
    assert [words for words in labels if words in cell] == in_words


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Lawsuits", "LITIGATION"),
        ("Lawsuit filing", "LITIGATION"),
        ("Judicial injunction", "LITIGATION"),
        ("Settlement/fine", "FINE_OR_SETTLEMENT"),
        ("Regulatory review", "REGULATORY_INVESTIGATION"),
        ("Govt investigation", "GOVERNMENT_INVESTIGATION"),
        ("Legislative complaint/investigation", "GOVERNMENT_INVESTIGATION"),
        ("Congressional scrutiny", "GOVERNMENT_INVESTIGATION"),
        ("Protagonist arrest", "IMPRISONMENT"),
    ],
)
def test_a_consequence_that_is_written_in_another_way_is_the_same(words: str, code: str) -> None:
    acts = list(claims(row({**PLAIN, "consequence": words})))

    assert objects(acts, "consequence") == [Code(scheme="incident-consequence", code=code)]


def test_consequences_are_coded_where_they_are_known_and_kept_in_words_where_not() -> None:
    acts = list(claims(row(PLAIN)))

    assert objects(acts, "consequence") == [Code(scheme="incident-consequence", code="LITIGATION")]
    assert "Regulatory ban" in repr(objects(acts, "classifiedAs"))


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [("id", "", "no-id"), ("date", "long ago", "not-a-date"), ("developers", "Maker", "not-a-list")],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, text: str, rule: str, reading: Reading) -> None:
    _, problems = reading(AIAAIC, claims, row({**PLAIN, column: text}))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@given(st.dictionaries(st.sampled_from(sorted(READ)), SCRAWL, max_size=4))
def test_whatever_stands_in_the_cells_is_stated_or_refused(reading: Reading, scrawl: dict[str, str]) -> None:
    acts, problems = reading(AIAAIC, claims, row({**PLAIN, **scrawl}))

    assert acts or problems


def test_two_objects_of_one_id_are_one_incident(tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    decoded = {name: json.loads(text) if text.startswith("[") else text for name, text in PLAIN.items()}
    path.write_text("\n".join(json.dumps({**decoded, "sector": sector}) for sector in ("Retail", "Health")))

    with imported(AIAAIC, [path], tmp_path / "store") as repository:
        assert len({one.subject for one in repository.said("occurredOn")}) == 1
        assert len(repository.said("classifiedAs")) > 3


# The real file


@pytest.fixture(scope="module")
def repository(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(AIAAIC, [test_data / "aiaaic"], tmp_path_factory.mktemp("aiaaic")) as found:
        yield found


@pytest.fixture(scope="module")
def raw(test_data: Path) -> list[dict[str, object]]:
    with gzip.open(test_data / "aiaaic" / "aiaaic_incidents.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_every_object_is_an_incident(repository: Imported, raw: list[dict[str, object]]) -> None:
    (report,) = repository.reports

    assert report.rows.stated_anew == len(raw) == 1_500
    assert len(repository.proposals("externalId")) == len({one["id"] for one in raw})


def test_facial_recognition_is_found_under_all_its_spellings(
    repository: Imported, raw: list[dict[str, object]]
) -> None:
    spellings = {"Facial recognition", "Facial recgnition", "Facial recogniton"}
    ids = {entity_id("aiaaic", "Technology", name) for name in spellings}
    same = [
        body for body in repository.events if isinstance(body, JudgementRecorded) and {body.left, body.right} <= ids
    ]

    found = [
        one for one in repository.said("usesTechnology") if isinstance(one.object, EntityRef) and one.object.id in ids
    ]
    assert len(found) == sum(one["technology"] in spellings for one in raw)
    assert len(same) == len(spellings) - 1


def test_incidents_are_counted_by_country(repository: Imported, raw: list[dict[str, object]]) -> None:
    native = entity_id("aiaaic", "Place", "United Kingdom")
    pairs = {(body.left, body.right) for body in repository.events if isinstance(body, JudgementRecorded)}

    places = Counter(one.object.id for one in repository.said("occurredIn") if isinstance(one.object, EntityRef))
    assert places[native] == sum(one["country"] == "United Kingdom" for one in raw)
    assert tuple(sorted((native, country_id("GB")))) in pairs


def test_litigation_is_counted_wherever_it_stands_in_the_cell(
    repository: Imported, raw: list[dict[str, object]]
) -> None:
    code = Code(scheme="incident-consequence", code="LITIGATION")

    incidents = {one.subject for one in repository.said("consequence") if one.object == code}
    stated = [re.split(r"[;,] ?", str(one["consequence"]).casefold()) for one in raw]
    in_court = {"litigation", "lawsuits", "lawsuit filing", "judicial injunction", "restraining order"}
    assert len(incidents) == sum(not in_court.isdisjoint(words) for words in stated)


def test_headlines_are_sealed(repository: Imported, raw: list[dict[str, object]]) -> None:
    titles = repository.said("title")

    assert len(titles) == len(raw)
    assert all(isinstance(one.object, SealedText) for one in titles)


def test_the_same_file_again_appends_nothing(repository: Imported, test_data: Path) -> None:
    head = repository.store.log.head()
    (again,) = run_imports(AIAAIC, [test_data / "aiaaic"], repository.store, ACTOR)

    assert again.known
    assert repository.store.log.head() == head
