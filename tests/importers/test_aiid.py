import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import ACTOR, Imported, imported
from tests.importers.readings import Reading
from tests.importers.rows import SCRAWL, objects, row, said

from watchgraph.domain.identifiers import country_id, entity_id
from watchgraph.domain.statements import Modality, Polarity
from watchgraph.domain.values import Code, Date, EntityRef, Quantity, SealedText, Text
from watchgraph_importers.acts import Act, EntityKey, NotData
from watchgraph_importers.aiid import AIID, HARMED, INCIDENTS, RULE, claims
from watchgraph_importers.aiid_annotations import cset_v0, cset_v1, mit
from watchgraph_importers.aiid_columns import CSET_V0_READ, CSET_V1_IGNORED, CSET_V1_READ, MIT_READ
from watchgraph_importers.aiid_spellings import spellings
from watchgraph_importers.pipeline import run_imports
from watchgraph_importers.publishers import Claims

PLAIN = {
    "incident_id": "7",
    "date": "2020-01-09",
    "title": "Police Arrest Somebody After a Wrong Match",
    "description": "A face recognition search pointed to the wrong man.",
    "Alleged deployer of AI system": '["example-police-department","unknown"]',
    "Alleged developer of AI system": '["maker-one","jane-example"]',
    HARMED: '["jane-example","black-people","general-public","john-sample"]',
}
V0 = {
    "Namespace": "CSETv0",
    "Incident ID": "7",
    "Published": "True",
    "Location": "Lagos, Nigeria",
    "Near Miss": "Harm caused",
    "Lives Lost": "False",
    "System Developer": "Maker One, Maker Two, Maker Three",
    "Harm Type": "Harm to civil liberties, Other:Privacy",
    "Harm Distribution Basis": "Race, Sex",
    "Sector of Deployment": "Arts, entertainment and recreation, Education",
    "Public Sector Deployment": "False",
    "AI Applications": "image processing, facial recognition",
    "Intent": "Accident",
}
V1 = {
    "Namespace": "CSETv1",
    "Incident ID": "7",
    "Published": "True",
    "Date of Incident Year": "2020",
    "Date of Incident Month": "March",
    "Date of Incident Day": "5",
    "Location City": "Los Angeles",
    "Location State/Province (two letters)": "CA",
    "Location Country (two letters)": "US",
    "Tangible Harm": "no tangible harm, near-miss, or issue",
    "Lives Lost": "0",
    "Injuries": "1391",
    "Harm Distribution Basis": "none",
    "Sector of Deployment": "law enforcement",
    "Public Sector Deployment": "yes",
    "AI Task": "facial recognition",
    "Intentional Harm": "unclear",
}
MIT = {
    "Namespace": "MIT",
    "Incident ID": "7",
    "Published": "True",
    "Risk Domain": "1. Discrimination and Toxicity",
    "Risk Subdomain": "1.1. Unfair discrimination and misrepresentation",
    "Entity": "AI",
    "Timing": "Post-deployment",
    "Intent": "Unintentional",
}
INCIDENT = EntityKey(dataset="aiid", kind="Incident", native="7")


def labels(acts: list[Act], aspect: str) -> list[str]:
    wanted = ("aspect", Code(scheme="record-aspect", code=aspect))
    found = [one.object for one in said(acts, "classifiedAs") if wanted in one.qualifiers]
    return [value.text for value in found if isinstance(value, Text)]


def test_who_deployed_and_made_the_system_is_alleged() -> None:
    acts = said(claims(row(PLAIN)), "involves")

    assert {one.modality for one in acts} == {Modality.ATTRIBUTED}
    shown = [(one.object.kind, one.object.native) for one in acts if isinstance(one.object, EntityKey)]
    assert shown == [
        ("Organisation", "example-police-department"),
        ("Organisation", "maker-one"),
        ("Person", "7|DEVELOPER|2"),
        ("Group", "black-people"),
        ("Group", "general-public"),
    ]
    assert [one.polarity for one in acts if one.object is None] == [Polarity.UNKNOWN]


def test_no_name_of_a_person_leaves_the_row() -> None:
    acts = [act for act in claims(row(PLAIN)) if act not in said([act], "title")]

    assert "jane" not in repr(acts).lower()
    assert "sample" not in repr(acts).lower()


def test_a_derived_file_spells_bodies_and_nobody_else() -> None:
    known = {"Deployer": "maker one", "Developer": "example police department", "Victim": "jane example"}
    nobody = {"Deployer": "jane smith", "Developer": "unknown", "Victim": "jane smith"}

    names = [(one.subject, one.object) for one in said(spellings(row(known)), "name")]

    assert names == [
        (EntityKey(dataset="aiid", kind="Organisation", native="maker-one"), Text(text="maker one", lang="en")),
        (
            EntityKey(dataset="aiid", kind="Organisation", native="example-police-department"),
            Text(text="example police department", lang="en"),
        ),
    ]
    assert list(spellings(row(nobody))) == [NotData("names no body")]


def test_the_harmed_are_counted() -> None:
    assert objects(claims(row(PLAIN)), "harmedParties") == [Quantity(min="4", max="4", unit="party")]


def test_that_it_is_about_facial_recognition_is_read_by_a_rule_once() -> None:
    (read,) = said(claims(row({**PLAIN, "title": "Wrong facial recognition match"})), "usesTechnology")

    assert (read.rule, read.column, read.speaker) == (RULE, "title", None)
    assert said(claims(row({**PLAIN, "description": "A chatbot errs."})), "usesTechnology") == []


def test_an_annotator_says_where_within_what() -> None:
    acts = list(cset_v1(row(V1)))

    assert objects(acts, "occurredIn") == ["Los Angeles, CA, US"]
    within = {one.subject.native: one.object for one in said(acts, "partOf") if isinstance(one.subject, EntityKey)}
    assert within["Los Angeles, CA, US"] == EntityKey(dataset="aiid", kind="Place", native="CA, US")
    assert within["CA, US"] == EntityKey(dataset="iso3166", kind="Place", native="US", register=True)


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ({"Location City": ""}, ["CA, US"]),
        ({"Location City": "", "Location State/Province (two letters)": "CA; NV"}, ["CA, US", "NV, US"]),
        ({"Location City": "", "Location State/Province (two letters)": ""}, ["US"]),
        (dict.fromkeys(("Location City", "Location State/Province (two letters)"), " "), ["US"]),
        (
            {
                "Location City": "",
                "Location State/Province (two letters)": "",
                "Location Country (two letters)": "United States",
            },
            ["United States"],
        ),
    ],
)
def test_a_place_is_as_small_as_the_columns_say(cells: dict[str, str], places: list[str]) -> None:
    assert objects(cset_v1(row({**V1, **cells})), "occurredIn") == places


@pytest.mark.parametrize(
    ("location", "places"),
    [("Lagos, Nigeria", ["Lagos, Nigeria"]), ("UK/USA", ["UK", "USA"]), ("Global", []), ("", [])],
)
def test_places_in_words_are_taken_apart_and_the_globe_is_none(location: str, places: list[str]) -> None:
    assert objects(cset_v0(row({**V0, "Location": location})), "occurredIn") == places


@pytest.mark.parametrize(
    ("location", "parts"),
    [
        ("Lagos, Nigeria", [("Lagos, Nigeria", "Nigeria")]),
        ("Marina del Rey, California", [("California", "US"), ("Marina del Rey, California", "California")]),
        ("Williston, FL", [("FL", "US"), ("Williston, FL", "FL")]),
        ("Edinburgh, Scotland", [("Scotland", "GB"), ("Edinburgh, Scotland", "Scotland")]),
        ("Huntington Park, CA", []),
        ("Atlanta, Georgia", []),
        ("California", []),
        ("United States (Detroit, Michigan)", []),
        ("Stanford Medical Center", []),
    ],
)
def test_a_place_in_words_lies_in_the_country_or_state_behind_it_where_that_is_one(
    location: str, parts: list[tuple[str, str]]
) -> None:
    stated = said(list(cset_v0(row({**V0, "Location": location}))), "partOf")

    assert [(one.subject.native, one.object.native) for one in stated] == parts  # type: ignore[union-attr]


def test_annotators_are_speakers_who_may_differ() -> None:
    (first,), (second,) = (said(read(row(cells)), "harmLevel") for read, cells in ((cset_v0, V0), (cset_v1, V1)))

    assert first.subject == second.subject == INCIDENT
    assert (first.object, second.object) == (
        Code(scheme="harm-level", code="HARM"),
        Code(scheme="harm-level", code="NONE"),
    )
    assert first.speaker != second.speaker


def test_what_an_annotator_finds_unclear_is_unknown() -> None:
    (level,) = said(cset_v1(row({**V1, "Tangible Harm": "unclear"})), "harmLevel")

    assert (level.object, level.polarity) == (None, Polarity.UNKNOWN)


def test_lists_are_parted_at_commas_but_not_within_a_sector() -> None:
    acts = list(cset_v0(row(V0)))

    assert labels(acts, "SECTOR") == ["Arts, entertainment and recreation", "Education"]
    assert labels(acts, "HARM") == ["Harm to civil liberties", "Other:Privacy"]
    assert labels(acts, "HARM_BASIS") == ["Race", "Sex"]
    assert labels(acts, "TASK") == ["image processing", "facial recognition"]
    assert objects(acts, "usesTechnology") == ["Facial recognition"]
    assert labels(list(cset_v1(row(V1))), "HARM_BASIS") == []


def test_deaths_are_counted_as_far_as_each_taxonomy_counts_them() -> None:
    assert objects(cset_v0(row(V0)), "deaths") == [Quantity(min="0", max="0", unit="person")]
    assert objects(cset_v0(row({**V0, "Lives Lost": "True"})), "deaths") == [Quantity(min="1", max=None, unit="person")]
    assert objects(cset_v1(row(V1)), "injuries") == [Quantity(min="1391", max="1391", unit="person")]


@pytest.mark.parametrize(
    ("month", "day", "edtf"), [("March", "5", "2020-03-05"), ("5", "", "2020-05"), ("", "", "2020"), ("", "7", "2020")]
)
def test_the_annotated_date_goes_as_far_as_its_columns(month: str, day: str, edtf: str) -> None:
    cells = {**V1, "Date of Incident Month": month, "Date of Incident Day": day}

    assert objects(cset_v1(row(cells)), "occurredOn") == [Date(edtf=edtf)]


def test_the_risk_taxonomy_labels_the_incident() -> None:
    acts = list(mit(row(MIT)))

    assert len(labels(acts, "RISK")) == len(labels(acts, "RISK_SUBCLASS")) == 1
    assert (labels(acts, "CAUSE"), labels(acts, "TIMING")) == (["AI"], ["Post-deployment"])


def test_an_unpublished_annotation_waits_for_review() -> None:
    acts = said(mit(row({**MIT, "Published": "False"})), "classifiedAs")

    assert all(one.doubt for one in acts)


@pytest.mark.parametrize(
    ("read", "cells", "column", "rule"),
    [
        (claims, {**PLAIN, "incident_id": "seven"}, "incident_id", "no-id"),
        (claims, {**PLAIN, "date": "long ago"}, "date", "not-a-date"),
        (claims, {**PLAIN, HARMED: "people"}, HARMED, "not-a-list"),
        (mit, {**MIT, "Namespace": "CSETv9"}, "Namespace", "unknown-code"),
        (cset_v0, {**V0, "Near Miss": "Hardly"}, "Near Miss", "unknown-code"),
        (cset_v1, {**V1, "Injuries": "some"}, "Injuries", "not-a-number"),
        (cset_v1, {**V1, "Date of Incident Month": "13"}, "Date of Incident Month", "not-a-date"),
        (cset_v1, {**V1, "Date of Incident Day": "5th"}, "Date of Incident Day", "not-a-date"),
        (
            cset_v1,
            {**V1, "Location Country (two letters)": "XX"},
            "Location Country (two letters)",
            "unknown-code",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    read: Claims, cells: dict[str, str], column: str, rule: str, reading: Reading
) -> None:
    _, problems = reading(AIID, read, row(cells))

    assert [(problem.field, problem.rule) for problem in problems] == [(column, rule)]


@pytest.mark.parametrize(
    ("read", "cells", "columns"),
    [
        (claims, PLAIN, INCIDENTS.read),
        (cset_v0, V0, CSET_V0_READ),
        (cset_v1, V1, CSET_V1_READ),
        (mit, MIT, MIT_READ),
    ],
)
@given(data=st.data())
def test_whatever_stands_in_the_cells_is_stated_or_refused(
    read: Claims, cells: dict[str, str], columns: frozenset[str], data: st.DataObject, reading: Reading
) -> None:
    scrawl = data.draw(st.dictionaries(st.sampled_from(sorted(columns)), SCRAWL, max_size=4))

    acts, problems = reading(AIID, read, row({**cells, **scrawl}))

    assert acts or problems


def test_a_repeated_column_of_an_annotation_is_left_alone_wherever_it_stands() -> None:
    assert {"AI System", "AI System.1", "AI System (AF)"} <= CSET_V1_IGNORED


# The real files


@pytest.fixture(scope="module")
def database(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    with imported(AIID, [test_data / "aiid-incidents"], tmp_path_factory.mktemp("aiid")) as found:
        yield found


def lines(test_data: Path, name: str) -> list[dict[str, str]]:
    with (test_data / "aiid-incidents" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_of_the_five_files_is_stated_or_names_no_body(database: Imported, test_data: Path) -> None:
    (report,) = database.reports
    names = ("incidents", "classifications_CSETv0", "classifications_CSETv1", "classifications_MIT")
    rows = sum(len(lines(test_data, name)) for name in names)

    spelt = report.rows.stated_anew + report.rows.stated_again - rows
    assert 0 < spelt < spelt + report.rows.not_data == len(lines(test_data, "entity_roles_long"))
    assert len(database.said("externalId")) == len(lines(test_data, "incidents")) == 659


def test_an_organisation_stands_in_as_many_incidents_as_name_its_slug(database: Imported, test_data: Path) -> None:
    developer = Code(scheme="involvement", code="DEVELOPER")
    clearview = EntityRef(id=entity_id("aiid", "Organisation", "clearview-ai"))

    made = {
        one.subject
        for one in database.said("involves")
        if one.object == clearview and one.qualifiers[0].value == developer
    }
    raw = lines(test_data, "incidents")
    assert len(made) == sum("clearview-ai" in json.loads(one["Alleged developer of AI system"]) for one in raw)


def test_the_cross_product_of_roles_adds_no_more_than_two_makers_of_one_incident(test_data: Path) -> None:
    columns = {"Deployer": "Alleged deployer of AI system", "Developer": "Alleged developer of AI system"}
    stated = {
        (one["incident_id"], role, slug)
        for one in lines(test_data, "incidents")
        for role, column in columns.items()
        for slug in json.loads(one[column])
    }

    crossed = {
        (one["incident_id"], role, one[role].strip().replace(" ", "-"))
        for one in lines(test_data, "entity_roles_long")
        for role in columns
    }
    assert {pair for pair in crossed - stated if pair[2] not in {"", "unknown"}} == {
        ("83", "Developer", "gmail"),
        ("83", "Developer", "outlook"),
    }


def test_codes_of_countries_are_those_of_the_register(database: Imported, test_data: Path) -> None:
    raw = [one for one in lines(test_data, "classifications_CSETv1") if one["Location Country (two letters)"] == "GB"]
    bare = [one for one in raw if not one["Location City"].strip()]

    there = [one for one in database.said("occurredIn") if one.object == EntityRef(id=country_id("GB"))]
    assert len(there) == sum(not one["Location State/Province (two letters)"].strip() for one in bare)


def test_facial_recognition_read_by_the_rule_waits_for_review(database: Imported) -> None:
    by_rule = [one for one in database.said("usesTechnology", accepted=False) if one.rule == RULE]

    assert 15 < len(by_rule) < 85
    assert not any(one.rule for one in database.said("usesTechnology", accepted=True))


def test_titles_are_sealed(database: Imported) -> None:
    assert all(isinstance(one.object, SealedText) for one in database.said("title"))


def test_the_same_files_again_append_nothing(database: Imported, test_data: Path) -> None:
    head = database.store.log.head()
    (again,) = run_imports(AIID, [test_data / "aiid-incidents"], database.store, ACTOR)

    assert again.known
    assert database.store.log.head() == head
