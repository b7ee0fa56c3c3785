import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.imports import Bodies
from tests.importers.made_tables import write_csv
from tests.importers.readings import Reading
from tests.importers.rows import row, words

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Text
from watchgraph.log import Actor
from watchgraph_importers.acts import Act, NotData, SourceStated, Stated
from watchgraph_importers.case_headings import Heading, is_person, read_heading
from watchgraph_importers.errors import FieldError
from watchgraph_importers.lawsuits_us import DEFENDANT_RULE, DOCKET_RULE, LAWSUITS_FRT_US, claims, prose
from watchgraph_importers.pipeline import ImportStore, run_imports

SOURCE = {
    "case_heading": "Doe v. Exampleton Police Department (May 2020)",
    "source_title": "Wrongly arrested",
    "publisher": "Slate",
    "date_as_printed": "25 January 2019",
    "url": "https://slate.com/arrested",
}


def acts(**changes: str) -> list[Act]:
    return list(claims(row({**SOURCE, **changes})))


def stated(**changes: str) -> list[Stated]:
    return [act for act in acts(**changes) if isinstance(act, Stated)]


def described(**changes: str) -> SourceRegistered:
    (body,) = [act.body for act in acts(**changes) if isinstance(act, SourceStated)]
    return body


# Headings


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Lynch v. Florida", Heading(title="Lynch v. Florida", claimants=("Lynch",), defendants=("Florida",))),
        (
            "ACLU v. Clearview AI (May 2020)",
            Heading(title="ACLU v. Clearview AI", claimants=("ACLU",), defendants=("Clearview AI",), dated="May 2020"),
        ),
        (
            "Roe vs Acme AI Class Action (2020)",
            Heading(title="Roe vs Acme AI Class Action", claimants=("Roe",), defendants=("Acme AI",), dated="2020"),
        ),
        (
            "Mijente and NorCal Resist Immigrants Rights Groups (March 2021)",
            Heading(
                title="Mijente and NorCal Resist Immigrants Rights Groups",
                claimants=("Mijente", "NorCal Resist"),
                dated="March 2021",
            ),
        ),
        ("In re Acme", Heading(title="In re Acme")),
        ("All the Clearview AI Lawsuits", None),
    ],
)
def test_a_heading_names_its_parties(text: str, read: Heading | None) -> None:
    assert read_heading(text) == read


@pytest.mark.parametrize(
    ("party", "person"),
    [
        ("Lynch", True),
        ("Robert Williams", True),
        ("O'Neill", True),
        ("Florida", False),
        ("ACLU", False),
        ("Hennepin County", False),
        ("Clearview AI", False),
        ("Detroit Police Department", False),
        ("the people", False),
    ],
)
def test_a_party_is_a_person_unless_it_is_a_body_or_a_state(party: str, person: bool) -> None:  # noqa: FBT001 - a table
    assert is_person(party, frozenset({"Florida"})) is person


# Rows


def test_a_source_has_its_own_date_and_the_case_that_of_its_heading() -> None:
    made = stated()

    assert described().published == "2019-01-25"
    assert {(act.predicate, act.valid) for act in made if act.valid} == {
        ("published", "2019-01-25"),
        ("caseStage", "2020-05"),
    }
    assert words(made, "caseStage") == ["UNSPECIFIED"]
    assert words(made, "isAbout") == ["Doe v. Exampleton Police Department (May 2020)"]
    assert words(made, "defendant") == ["Exampleton Police Department"]


def test_a_litigant_of_record_is_named_within_the_case() -> None:
    made = stated()

    (claimant,) = [act.object for act in made if act.predicate == "claimant"]
    assert words(made, "claimant") == ["Doe, Doe v. Exampleton Police Department (May 2020)"]
    assert getattr(claimant, "public_role", False)
    assert words(made, "publicRole") == ["LITIGANT"]


def test_the_heading_of_many_cases_is_a_class_without_parties() -> None:
    made = stated(case_heading="All the Clearview AI Lawsuits")

    assert [getattr(act.object, "kind", "") for act in made if act.predicate == "isAbout"] == ["Group"]
    assert words(made, "claimant") == words(made, "defendant") == []


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://law.justia.com/cases/federal/x/ilndce/1:2020cv00512/372790/86/", ["1:2020cv00512"]),
        ("https://law.justia.com/cases/florida/court-of-appeal/2018/16-3290.html", ["16-3290"]),
        ("https://slate.com/2020/16-3290.html", []),
    ],
)
def test_a_docket_number_is_read_from_an_address_as_a_derived_claim(url: str, number: list[str]) -> None:
    made = stated(url=url, publisher="")

    assert words(made, "caseNumber") == number
    assert {act.rule for act in made if act.predicate == "caseNumber"} <= {DOCKET_RULE}


def test_a_defendant_that_only_a_title_names_is_a_derived_claim() -> None:
    made = stated(
        case_heading="Vermont Attorney General (March 2020)", source_title="Attorney General Sues Clearview AI for it"
    )

    assert words(made, "claimant") == ["Vermont Attorney General"]
    assert [(words([act], "defendant"), act.rule) for act in made if act.predicate == "defendant"] == [
        (["Clearview AI"], DEFENDANT_RULE)
    ]


def test_the_address_of_another_newspaper_is_doubted_and_no_identity() -> None:
    url = "https://www.eff.org/deeplinks/story"

    body = described(url=url)
    doubted = [act for act in stated(url=url) if act.predicate == "webPage"]

    assert body.identity == "work:Slate|Wrongly arrested|2019-01-25"
    assert body.url is None
    assert [act.doubt is not None for act in doubted] == [True]


def test_an_address_of_the_publisher_is_the_identity() -> None:
    assert described(url="https://www.slate.com/arrested#top").identity == "url:https://slate.com/arrested"
    assert described(url="", publisher="").identity == "work:|Wrongly arrested|2019-01-25"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"source_title": "", "url": ""}, "no source"),
        ({"url": "https://github.com/kwaldenphd/facial-recognition#lab"}, "link of the lesson itself"),
    ],
)
def test_a_row_without_a_source_is_no_data(changes: dict[str, str], reason: str) -> None:
    assert acts(**changes) == [NotData(reason)]


def test_a_source_without_a_heading_is_about_nothing() -> None:
    assert {act.predicate for act in stated(case_heading="")} == {"name", "published"}


def test_the_page_itself_is_prose() -> None:
    assert [list(prose(row({"line": line}))) for line in ("## Lynch", "")] == [
        [NotData("prose")],
        [NotData("blank")],
    ]


@pytest.mark.parametrize(
    ("column", "text", "rule"), [("date_as_printed", "spring", "not-a-date"), ("url", "see above", "bad-url")]
)
def test_a_broken_cell_is_refused(column: str, text: str, rule: str) -> None:
    with pytest.raises(FieldError) as refused:
        acts(**{column: text})

    assert (refused.value.field, refused.value.rule) == (column, rule)


@given(
    column=st.sampled_from(sorted(SOURCE)),
    text=st.text(max_size=60) | st.sampled_from([" v. ", "a v. ", "( 2020)", "https://[", "All Cases", "x v. y v. z"]),
)
def test_no_cell_breaks_the_reading(column: str, text: str, reading: Reading) -> None:
    _, found = reading(LAWSUITS_FRT_US, claims, row({**SOURCE, column: text}))

    assert all(problem.rule and problem.right for problem in found)


def test_a_made_up_list_is_imported_once(tmp_path: Path, store: ImportStore, actor: Actor) -> None:
    write_csv(tmp_path / "lawsuit_sources.csv", [SOURCE])
    (tmp_path / "lawsuits.md").write_text("# Lawsuits\n\nProse.\n", encoding="utf-8")

    (first,) = run_imports(LAWSUITS_FRT_US, [tmp_path], store, actor)
    (again,) = run_imports(LAWSUITS_FRT_US, [tmp_path], store, actor)

    assert (first.rows.stated_anew, first.rows.not_data, again.appended) == (1, 3, 0)


# The real files


def test_the_real_list_has_seven_cases_and_a_class(
    test_data: Path, store: ImportStore, actor: Actor, bodies: Bodies
) -> None:
    with (test_data / "lawsuits-frt-us" / "lawsuit_sources.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    headings = {row["case_heading"] for row in rows}

    (report,) = run_imports(LAWSUITS_FRT_US, [test_data / "lawsuits-frt-us"], store, actor)

    entities = [body for body in bodies() if isinstance(body, EntityRegistered)]
    general = {"All the Clearview AI Lawsuits"}
    assert {body.native for body in entities if body.kind == "Case"} == headings - general
    assert {body.native for body in entities if body.kind == "Group"} == general
    assert sum(body.kind == "Person" for body in entities) == 4
    assert (report.rows.stated_anew, report.reasons["not data: link of the lesson itself"]) == (len(rows) - 1, 1)
    made = [body.statement for body in bodies() if isinstance(body, ClaimProposed)]
    numbers = {each.object.text for each in made if each.predicate == "caseNumber" and isinstance(each.object, Text)}
    assert numbers == {"1:2020cv00512", "16-3290"}
    assert sorted(each.valid for each in made if each.predicate == "caseStage") == [
        "2020-03",
        "2020-05",
        "2020-08",
        "2021-03",
    ]
    assert sum(each.predicate == "webPage" for each in made) == 1
