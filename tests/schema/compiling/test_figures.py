"""Numbers and comparisons in compiled documents: worked out beside the statement, and written as the executor does."""

from collections.abc import Mapping
from time import sleep

import pytest
from tests.schema.compiling.both_ways import asked_both_ways, compiled_alike

from watchgraph_projections.catalogue.assumed import Assumed
from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import context
from watchgraph_schema.answers import answer, compiled, executed, pending
from watchgraph_schema.questions import documents
from watchgraph_schema.requests import Path, Question

Values = Mapping[str, object]

CLAIMS = """totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  nodes { __typename id ref sentence subject { id name __typename } object { name } value { text }
          evidence(first: 2) { totalCount nodes { stance source { title } } } }"""
NUMBERS = (
    """__typename unit basis
  certain { members figure { value low high } carriedForward { count oldest }
            entities(first: $size) {
              totalCount edges { cursor node { __typename id name claims(first: 1) { totalCount } } } }
            claims(first: $size) { """
    + CLAIMS
    + """ } }
  possible { figure { value } steps { doubt added figure { low } claims(first: $size) { """
    + CLAIMS
    + """ } }
             claims(last: 2) { edges { cursor node { ref } } } }"""
)

DOCUMENTS: Mapping[str, tuple[str, Values, Values]] = {
    "everything that an aggregate has": (
        "query($of: String!, $by: GroupByInput, $size: Int!) { aggregate(of: $of, groupBy: $by) { numbers {"
        + NUMBERS
        + "} groups(first: $size) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {"
        " id code year label entity { __typename id name } numbers {" + NUMBERS + "} } } }"
        " overlapping withoutNumber planned definition rule { name text }"
        " excluded { reason text count claims(first: $size) {" + CLAIMS + "} } } }",
        {"of": "Deployment", "by": {"predicate": "hasStatus"}, "size": 3},
        {"of": "Organisation", "by": {"predicate": "basedIn"}, "size": 1},
    ),
    "by country and region": (
        "query($of: String!, $by: GroupByInput, $size: Int!) { aggregate(of: $of, groupBy: $by) { groups { totalCount "
        "nodes { label entity { __typename id } numbers {" + NUMBERS + "} } } definition } }",
        {"of": "Deployment", "by": {"predicate": "deployedIn", "area": "COUNTRY"}, "size": 3},
        {"of": "Place", "by": {"area": "REGION"}, "size": 1},
    ),
    "numbers beside lists and nodes": (
        """query($id: ID!, $words: String, $of: String!, $size: Int!) {
             before: claims(first: $size) { totalCount nodes { ref } }
             aggregate(of: $of) { numbers { certain { members claims(first: $size) { nodes { ref } } } } }
             node(id: $id) { __typename id ... on Place { name } }
             organisations(first: $size, where: {name: {contains: $words}}) { edges { cursor node { name } } }
             last: aggregate(of: "Deployment") { __typename definition } __typename }""",
        {"id": "8016eb88-10af-51c1-8b38-55feb2baf1e7", "words": "Huawei", "of": "Deployment", "size": 2},
        {"id": "2852c014-71c2-5c58-b536-2d6687477ece", "words": "e", "of": "Place", "size": 5},
    ),
    "as of two clocks": (
        """query($day: String, $position: String, $of: String!, $years: GroupByInput) {
             aggregate(of: $of, groupBy: $years, asOf: {validAt: $day, recordedAt: $position}) {
               numbers { certain { members claims { totalCount nodes { ref state } } } }
               groups { nodes { id year label } } excluded { reason count } }
             now: aggregate(of: $of) { numbers { certain { members claims(first: 1) { nodes { ref state } } } } }
             claims(first: 2, asOf: {recordedAt: $position}) { nodes { ref } } }""",
        {"day": "2021", "position": None, "of": "Place", "years": {}},
        {"day": "2019-05-01", "position": None, "of": "Deployment", "years": {}},
    ),
    "one field with several arguments": (
        """query($one: ConditionInput!, $other: [ConditionInput!], $unit: String) {
             one: aggregate(of: "Deployment", where: [$one]) { ...Counted }
             other: aggregate(of: "Deployment", where: $other) { ...Counted definition }
             sum: aggregate(of: "amount", measure: SUM, unit: $unit) { ...Counted withoutNumber } }
           fragment Counted on Aggregate { numbers { unit ... on Number { certain { figure { low high } } } } }""",
        {"one": {"predicate": "installedCameras", "atLeast": "10"}, "other": None, "unit": "USD"},
        {"one": {"predicate": "peopleSpotted", "atLeast": "2"}, "other": None, "unit": "EUR"},
    ),
    "parts that may be left out": (
        """query($with: Boolean!, $without: Boolean!, $of: String!) {
             aggregate(of: $of) @include(if: $with) { numbers { ...Receipts @skip(if: $without) certain { members } } }
             again: aggregate(of: $of) { overlapping @include(if: $with) planned } }
           fragment Receipts on Number { certain { claims(first: 2) { nodes { id ref @include(if: $with) } } } }""",
        {"with": True, "without": False, "of": "Place"},
        {"with": True, "without": False, "of": "Deployment"},
    ),
    "without a licence": (
        """query($licences: [String!]!, $size: Int!) {
             aggregate(of: "Deployment", groupBy: {predicate: "deployedIn"}, licence: {notIn: $licences}) {
               numbers { certain { members claims(first: $size) { nodes { ref subject { name } } } } }
               groups(first: $size) { nodes { entity { name } } } } }""",
        {"licences": ["CC0-1.0"], "size": 1},
        {"licences": ["NOASSERTION"], "size": 4},
    ),
    "comparisons": (
        """query($refs: [String!], $size: Int!) {
             comparisons(published: {refs: $refs}, first: $size) { totalCount pageInfo { endCursor }
               edges { cursor node {
               id verdict reason explanation change subject { name __typename } predicate { name label }
               left { name text note claims(first: $size) {"""
        + CLAIMS
        + """} } right { text claims { nodes { id } } } missing { lack text dataset edition } } } }
             claimsByRef(ref: "C004") { totalCount } }""",
        {"refs": ["R12"], "size": 2},
        {"refs": ["R13"], "size": 5},
    ),
    "what was looked at": (
        """query($place: ID, $topic: String, $size: Int!) { claims(first: $size) { nodes { ref } }
             coverage(place: $place, topic: $topic) { place { id name }
               editions(first: $size) { totalCount nodes { id edition declared here partial covers } }
               predicates(first: $size) { totalCount edges { cursor node { id claimCount predicate { label } } } }
               searches(first: $size) { totalCount nodes { __typename id place { name } } }
               missing { lack text } } }""",
        {"place": "8016eb88-10af-51c1-8b38-55feb2baf1e7", "topic": None, "size": 2},
        {"place": "2852c014-71c2-5c58-b536-2d6687477ece", "topic": None, "size": 3},
    ),
}


@pytest.fixture(scope="session", params=["file", pytest.param("database", marks=pytest.mark.unmeasured)])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    found = {"file": "reference_catalogue", "database": "reference_in_postgres"}[request.param]
    read: Catalogue = request.getfixturevalue(found)
    return read


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_plan_with_numbers_gives_the_executors_answer_for_one_value_after_another(
    catalogue: Catalogue, name: str
) -> None:
    query, first, second = DOCUMENTS[name]

    for values in (first, second, first):
        assert compiled_alike(catalogue, query, values)


@pytest.mark.parametrize(
    "text", [each.text for each in documents() if "aggregate(" in each.text or "comparisons(" in each.text]
)
def test_every_question_of_the_catalogue_for_numbers_takes_the_compiled_path(catalogue: Catalogue, text: str) -> None:
    assert compiled_alike(catalogue, text)


def test_the_answer_says_that_it_was_compiled(catalogue: Catalogue) -> None:
    question = Question(query='{ aggregate(of: "Place") { numbers { certain { members } } } }', explained=True)

    found = answer(catalogue, question).body["extensions"]

    assert isinstance(found, dict)
    assert found["path"] == "compiled"


def test_what_was_known_earlier_is_counted_and_written_as_of_then(catalogue: Catalogue) -> None:
    query = """query($at: String) {
               aggregate(of: "Deployment", groupBy: {predicate: "deployedIn"}, asOf: {recordedAt: $at}) {
               groups(first: 2) { nodes { entity { name claims(first: 1) { nodes { ref } } } } }
               numbers { certain { members claims(first: 9) { nodes { ref state } } } } } }"""
    last = catalogue.standing().position

    for position in (last, last // 2, last // 3, last):
        assert compiled_alike(catalogue, query, {"at": str(position)})


@pytest.mark.parametrize(
    "asked",
    [
        'aggregate(of: "Nothing") { planned }',
        'aggregate(of: "Place", where: [{predicate: "none"}]) { planned }',
        'aggregate(of: "price", measure: SUM, universe: {dataset: "none"}) { numbers { unit } }',
        'aggregate(of: "Place") { groups(first: 0) { totalCount } }',
        'aggregate(of: "Place") { numbers { certain { claims(after: "x") { totalCount } } } }',
        'aggregate(of: "Place", asOf: {validAt: "soon"}) { planned }',
        'aggregate(of: "Place", licence: {notIn: ["none"]}) { planned }',
        'comparisons(stated: {dataset: "x", ref: "y"}) { totalCount }',
    ],
)
def test_what_is_wrong_with_a_question_for_numbers_the_executor_says(catalogue: Catalogue, asked: str) -> None:
    query = "{ claims(first: 1) { nodes { id } } " + asked + " }"

    found, expected = [each(catalogue, Question(query=query, request="tests")) for each in (answer, executed)]

    assert found.body == expected.body
    assert not found.complete
    assert found.path is Path.EXECUTED


def test_a_page_of_groups_goes_on_where_the_last_one_ended(catalogue: Catalogue) -> None:
    query = """query($after: String) { aggregate(of: "Deployment", groupBy: {predicate: "hasStatus"}) {
               groups(first: 1, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } } }"""
    found: list[object] = []
    after: object = None
    for _ in range(3):
        body, expected = [each.body for each in asked_both_ways(catalogue, query, {"after": after})]
        assert body == expected
        groups = body["data"]["aggregate"]["groups"]  # type: ignore[index]  # what was asked for
        found += groups["nodes"]
        after = groups["pageInfo"]["endCursor"]

    assert len({str(each) for each in found}) == len(found)


def test_numbers_that_take_too_long_fail_as_they_do_field_by_field(
    reference_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = (
        '{ claims(first: 1) { nodes { id } } aggregate(of: "Place", publishedBy: "2011-11-11") { numbers { unit } } }'
    )
    hurried = Catalogue(reference_catalogue._readings, seconds=0.05)  # noqa: SLF001  # the same, in less time
    kept = context.KEPT.answer

    def slowly(*given: object) -> object:
        sleep(0.1)
        return kept(*given)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(context.KEPT, "answer", slowly)
    found = answer(hurried, Question(query=query, request="tests"))

    assert b'"code":"too-slow"' in found.content
    assert not found.complete


def test_what_has_to_be_worked_out_is_left_to_a_thread_that_may_wait(reference_catalogue: Catalogue) -> None:
    question = Question(query='{ aggregate(of: "Place") { planned } claims(first: 1) { nodes { id } } }')
    answer(reference_catalogue, question)

    with reference_catalogue.reading() as reading:
        at_once = compiled(reading, question, lambda _: None)
        assumed = Assumed(Backend.SQLITE, reading.standing, reading.file)

    assert at_once is None
    assert pending(assumed, question, lambda _: None) is None
