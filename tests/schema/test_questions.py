"""The questions as documents: each runs, each figure is asked about, and the real files give what was published."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.schema.replies import Ask, Reply, asking
from tests.stores import Store

from watchgraph.log import Actor
from watchgraph.vocabulary import PREDICATES
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_importers.registry import import_named
from watchgraph_schema.questions import Document, documents

EDITION_2020 = "aigs-2020"
PUBLISHED = ("publishedCount", "publishedShare", "publishedAmount", "publishedMember", "publishedFinding")
Found = Mapping[str, list[dict[str, object]]]


def take(store: Store, name: str, *paths: Path) -> None:
    """Import as the program does, names matched with those of other data sets."""
    import_named(name, paths, store.imports, Actor(id="tests", role="EDITOR", channel="LOCAL"))


def compared(reply: Reply) -> Found:
    """The comparisons of an answer by the name of their field."""
    data = reply.answer.body["data"]
    assert isinstance(data, dict)
    fields = {name: field["nodes"] for name, field in data.items() if isinstance(field, dict) and "nodes" in field}
    return {name: [each for each in nodes if "verdict" in each] for name, nodes in fields.items()}


def verdicts(found: Found, prefix: str = "") -> set[object]:
    return {each["verdict"] for name, nodes in found.items() if name.startswith(prefix) for each in nodes}


def text(side: object) -> object:
    assert isinstance(side, dict)
    return side["text"]


def test_there_is_one_document_for_each_question_and_it_says_what_it_asks() -> None:
    assert [each.id for each in documents()] == [f"Q{number:02}" for number in range(1, 37)]
    for each in documents():
        assert each.title.endswith("?"), each.id
        assert each.about, each.id
        assert f"query {each.id}" in each.text


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.id)
def test_every_document_is_answered_over_the_reference_data(ask: Ask, document: Document) -> None:
    reply = ask(document.text)

    assert reply.codes == []


@pytest.mark.parametrize("document", documents(), ids=lambda each: each.id)
def test_every_field_of_every_document_is_asked_as_of_what_was_known_at_a_moment(document: Document) -> None:
    operation = document.text.partition("fragment ")[0]

    fields = re.findall(r"^  \w+: (?:comparisons|aggregate|claims|moneyTrail)\(", operation, re.MULTILINE)

    assert len(fields) == operation.count("recordedAt: $recordedAt") > 0


def test_a_question_can_be_asked_as_of_before_anything_was_known(ask: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q35")

    reply = ask(document.text, {"recordedAt": "0"})

    assert reply.codes == []
    assert [reply.at(f"{name}.nodes") for name in ("bansInForce", "perhapsInForce", "weakened")] == [[], [], []]


def test_every_published_figure_is_asked_about_and_every_document_names_figures_that_exist(ask: Ask) -> None:
    named = {ref for each in documents() for ref in re.findall(r'"((?:Q\d\d|C\d|R\d|M\d)[\w-]*)"', each.text)}
    wanted = ", ".join(f'"{name}"' for name in PUBLISHED)

    asked = f"where: {{predicates: [{wanted}]}}"
    published: set[object] = set()
    for order in ("false", "true"):
        reply = ask(f"{{ claims(first: 100, descending: {order}, {asked}) {{ totalCount nodes {{ ref }} }} }}")
        assert reply.number("claims.totalCount") <= 200, "two pages from both ends show all"
        published |= set(reply.all("claims.nodes.*.ref"))

    others = {"C031", "C111", "R26"}
    assert published - others <= named
    for ref in named:
        assert ask(f'{{ claimsByRef(ref: "{ref}") {{ totalCount }} }}').number("claimsByRef.totalCount"), ref


def test_no_document_holds_a_figure_that_it_asks_about(ask: Ask) -> None:
    for document in documents():
        asked = re.sub(r'"[^"]*"|#.*', "", document.text)
        numbers = set(re.findall(r"\b\d+\b", asked))
        figures = {str(text(each["left"])) for nodes in compared(ask(document.text)).values() for each in nodes}
        said = {number for figure in figures for number in re.findall(r"\d+", figure)}
        assert numbers & said <= {"1", "8", "12", "100"}, document.id  # sizes of pages


def test_figures_whose_table_was_never_published_have_no_answer_and_a_claim_says_so(ask: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q02")

    (finding,) = compared(ask(document.text))["report2019"]

    assert finding["verdict"] == "NOT_ANSWERABLE"
    assert finding["missing"] == [
        {
            "lack": "TABLE_NOT_PUBLISHED",
            "text": "the table behind the figures of 2019 was not published, so it cannot be counted again",
            "dataset": "aigs",
            "edition": "2019",
        }
    ]


def test_what_is_not_imported_is_named(ask: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q04")

    (finding,) = compared(ask(document.text))["edition2022"]

    assert finding["verdict"] == "NOT_ANSWERABLE"
    assert finding["missing"] == [
        {"lack": "NOT_IMPORTED", "text": "not imported: aigs, edition 2022", "dataset": "aigs", "edition": "2022"}
    ]


def test_belgrade_has_six_quantities_that_are_never_one(ask: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q33")

    found = compared(ask(document.text))

    quantities = {name: [(text(each["right"]), each["verdict"]) for each in nodes] for name, nodes in found.items()}
    assert quantities == {
        "sitesPlannedIn2019": [("800 sites", "EQUAL")],
        "camerasPlannedIn2019": [("1000 cameras", "EQUAL")],
        "testCameras": [("9 cameras", "EQUAL")],
        "testSites": [("5 sites", "EQUAL")],
        "camerasPlannedIn2020": [("8000 cameras", "EQUAL")],
        "inPlaceIn2021": [("at least 1200 cameras", "EQUAL")],
        "facialRecognition": [("facial recognition", "EXPLAINED"), ("live facial recognition", "EXPLAINED")],
    }


def test_a_misprint_is_told_from_a_contradiction(ask: Ask) -> None:
    q07, q29 = (next(each for each in documents() if each.id == id_) for id_ in ("Q07", "Q29"))

    (misprint,) = compared(ask(q07.text))["asPrintedElsewhere"]
    contradictions = compared(ask(q29.text))["contradiction"]

    assert (misprint["verdict"], misprint["reason"]) == ("EXPLAINED", "TRANSCRIPTION")
    assert [(each["verdict"], each["reason"]) for each in contradictions] == [("UNEXPLAINED", None)] * 2


def test_bans_in_force_depend_on_the_day(ask: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q35")

    found = {
        day: len(ask(document.text, {"on": day}).all("bansInForce.nodes.*.ref"))
        for day in ("2019-04-30", "2019-05-31", "2019-07-31", "2020-12-31")
    }

    assert found == {"2019-04-30": 0, "2019-05-31": 1, "2019-07-31": 3, "2020-12-31": 6}


@pytest.fixture(scope="module")
def index_of_2022(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> Iterator[Ask]:
    store = Store.open(tmp_path_factory.mktemp("index"))
    take(store, "reference")
    take(store, "aigs-2022", test_data / "aigs-2022")
    store.catch_up()
    yield asking(store.catalogue)
    store.close()


@pytest.mark.parametrize(
    "document",
    [each for each in documents() if each.id in {f"Q{number:02}" for number in (*range(1, 16), 17, 18, 19)}],
    ids=lambda each: each.id,
)
def test_every_figure_of_the_index_of_2022_comes_out_as_published(index_of_2022: Ask, document: Document) -> None:
    found = compared(index_of_2022(document.text))

    of_2022 = {name: nodes for name, nodes in found.items() if "2019" not in name and "2020" not in name}
    of_2022 = {name: nodes for name, nodes in of_2022.items() if name not in {"reportLookedAt", "asPrintedElsewhere"}}
    assert verdicts(of_2022) == ({"EQUAL"} if of_2022.get("edition2022", True) else set())


def test_companies_that_stand_only_in_doubtful_columns_show_as_possible(index_of_2022: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q07")

    (finding,) = compared(index_of_2022(document.text))["edition2022"]

    right = finding["right"]
    assert isinstance(right, dict)
    assert (right["text"], right["note"]) == ("51", "up to 53 with what is doubtful (2 unreviewed)")


def test_a_misspelt_company_and_a_damaged_country_are_counted(index_of_2022: Ask) -> None:
    reply = index_of_2022(
        '{ byVendor: aggregate(of: "Place", where: [{predicate: "companyPresent"}], groupBy: {predicate: '
        '"companyPresent"}, universe: {dataset: "aigs", edition: "2022"}) { groups(first: 100) { nodes { label numbers '
        "{ certain { figure { value } } } } } } "
        'usa: search(text: "United States of America", kinds: [PLACE]) { nodes { match } } }'
    )

    groups = dict(
        zip(
            reply.all("byVendor.groups.nodes.*.label"),
            reply.all("byVendor.groups.nodes.*.numbers.0.certain.figure.value"),
            strict=True,
        )
    )
    assert groups["Hikvision"] == "12"
    assert "Mult" not in groups
    assert "EQUAL" in reply.all("usa.nodes.*.match")


def test_what_others_say_of_a_country_never_enters_a_count_of_the_index(index_of_2022: Ask) -> None:
    counted = 'of: "Place", where: [{predicate: "usesSurveillanceTechnology"}]'
    reply = index_of_2022(
        f'{{ index: aggregate({counted}, universe: {{dataset: "aigs", edition: "2022"}}) '
        "{ numbers { certain { claims(first: 100) { nodes { dataset } } } } } "
        'heathrow: search(text: "Heathrow", kinds: [DEPLOYMENT]) { totalCount } }'
    )

    assert reply.number("heathrow.totalCount") > 0
    assert set(reply.all("index.numbers.0.certain.claims.nodes.*.dataset")) == {"aigs"}


@pytest.fixture(scope="module")
def both_editions(tmp_path_factory: pytest.TempPathFactory, test_data: Path) -> Iterator[Ask]:
    if EDITION_2020 not in PUBLISHERS:
        pytest.skip("the edition of 2020 has no importer")
    store = Store.open(tmp_path_factory.mktemp("both"))
    take(store, "reference")
    for name in (EDITION_2020, "aigs-2022"):
        take(store, name, test_data / name)
    store.catch_up()
    yield asking(store.catalogue)
    store.close()


@pytest.mark.parametrize("id_", ["Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q08", "Q10", "Q12", "Q15", "Q17"])
def test_half_an_edition_explains_itself_by_its_declared_size(both_editions: Ask, id_: str) -> None:
    document = next(each for each in documents() if each.id == id_)

    found = compared(both_editions(document.text))

    halves = [each for name, nodes in found.items() if name.startswith("edition2020") for each in nodes]
    assert halves
    for each in halves:
        assert (each["verdict"], each["reason"]) == ("EXPLAINED", "EDITION")
        assert each["explanation"] == "39 of 77 rows of aigs, edition 2020, are here"


def test_who_entered_the_index_is_known_as_far_as_the_rows_go(both_editions: Ask) -> None:
    document = next(each for each in documents() if each.id == "Q20")

    found = compared(both_editions(document.text))

    entered, left = found["howMany"]
    assert (text(entered["right"]), entered["verdict"]) == ("20 to 58", "EXPLAINED")
    assert (text(left["right"]), left["verdict"]) == ("0", "EQUAL")
    assert verdicts(found, "named") == {"NOT_ANSWERABLE"}


def test_what_changed_between_two_editions_has_the_claims_of_both(both_editions: Ask) -> None:
    reply = both_editions(
        '{ comparisons(first: 20, editions: {dataset: "aigs", earlier: "2020", later: "2022", predicates: '
        '["regimeType"]}) { nodes { change subject { name } left { text claims { nodes { valid { text } } } } right '
        "{ text claims { nodes { valid { text } } } } } } }"
    )

    changed = [
        each for each in reply.all("comparisons.nodes.*") if isinstance(each, dict) and each["change"] == "CHANGED"
    ]
    india = next(each for each in changed if each["subject"]["name"] == "India")
    assert (india["left"]["text"], india["right"]["text"]) == ("ELECTORAL_DEMOCRACY", "ELECTORAL_AUTOCRACY")
    assert india["left"]["claims"]["nodes"]
    assert india["right"]["claims"]["nodes"] == [{"valid": {"text": "2021"}}]


def test_predicates_of_figures_are_aggregates() -> None:
    assert {PREDICATES[name].family for name in PUBLISHED} == {"AGGREGATE"}
