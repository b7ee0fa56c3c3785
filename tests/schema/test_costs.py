"""Costs of operations, told before anything is read."""

import re
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from string import ascii_lowercase

import pytest
from graphql import OperationDefinitionNode, execute_sync, get_introspection_query, parse
from tests.schema.replies import Ask

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.aggregate_inputs import ConditionInput
from watchgraph_schema.answers import answer
from watchgraph_schema.comparison_questions import ComparisonQuestion, OursInput
from watchgraph_schema.costs import MOST_NODES, MOST_POINTS, VALUES_A_POINT, Cost, bill, cost
from watchgraph_schema.documents import prepared
from watchgraph_schema.errors import TooMuchError
from watchgraph_schema.limits import LARGEST
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.part_lookups import FINDERS
from watchgraph_schema.prices import (
    ALL_CLAIMS,
    ASKED_AGAIN,
    CONDITION,
    DEAR_STEP,
    NUMBERS,
    SEARCH,
    STEP,
    SURVEY,
    TOTAL,
    WALK,
    WHOLE_LIST,
)
from watchgraph_schema.questions import Document, documents
from watchgraph_schema.repeats import MOST_FRAGMENTS, MOST_REPEATS
from watchgraph_schema.requests import Question
from watchgraph_schema.schema import CORE, printed
from watchgraph_server.documents import document

PLACES = (
    "{ ...F ...F } fragment F on Query { places(first: 5) { ...P } } fragment P on PlaceConnection { nodes { id } }"
)
DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```graphql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EVIDENCE = "evidence(first: 100) { nodes { id } }"
CUBE = f"{{ claims(first: 100) {{ nodes {{ rivals(first: 100) {{ nodes {{ claim {{ {EVIDENCE} }} }} }} }} }} }}"
OF_ALL_KINDS = (
    "{ possibleTypes { fields { name description type { kind name } args { name description defaultValue "
    "isDeprecated deprecationReason type { kind name ofType { kind name ofType { kind name } } } } } } }"
)
LISTS = "enumValues { name } possibleTypes { name } inputFields { name } interfaces { name }"


def test_a_page_is_taken_to_be_full_and_multiplies_what_is_below() -> None:
    found = prepared("{ places(first: 100) { nodes { id claims(first: 50) { nodes { id ref } } } } }").cost()

    nodes = 1 + 100 * (1 + 1 + 50)
    values = 1 + 100 * (2 + 1 + 50 * 3)
    assert found == Cost(points=-(-values // 30), nodes=nodes)


@pytest.mark.parametrize(
    ("asked", "variables", "items"),
    [
        ("places", {}, 20),
        ("places(first: 7)", {}, 7),
        ("places(last: 7)", {}, 7),
        ("places(first: null)", {}, 20),
        ("places(first: $n)", {"n": 7}, 7),
        ("places(first: $n)", {"n": 7.0}, 7),
        ("places(last: $n)", {"n": 7}, 7),
        ("places(first: $n)", {"n": None}, 20),
        ("places(first: $n)", {}, 20),
        ("places(first: $m)", {}, 9),
        ("places(first: $m)", {"m": None}, 20),
        ("places(first: $n)", {"n": 101}, 20),
        ("places(first: $n)", {"n": -1}, 20),
        ("places(first: $n)", {"n": "7"}, 20),
        ("places(first: $n)", {"n": [7]}, 20),
    ],
)
def test_the_size_of_a_page_is_what_is_asked_for(asked: str, variables: Mapping[str, object], items: int) -> None:
    query = f"query($n: Int, $m: Int = 9) {{ used: places(first: $n, last: $m) {{ __typename }} {asked} {{ %s }} }}"

    nodes, edges = (prepared(query % held).cost(variables).nodes for held in ("nodes { id }", "edges { node { id } }"))

    assert nodes == 2 + items
    assert edges == 2 + 2 * items


@pytest.mark.parametrize(
    ("query", "variables", "nodes"),
    [
        (PLACES, {}, 12),
        ("{ ... { ... on Query { places(first: 5) { nodes { id } } } } }", {}, 6),
        ("query($b: Boolean!) { places(first: 5) @include(if: $b) { nodes { id } } }", {"b": False}, 0),
        ("query($b: Boolean!) { places(first: 5) @include(if: $b) { nodes { id } } }", {"b": True}, 6),
        ("query($b: Boolean!) { ... @skip(if: $b) { places(first: 5) { nodes { id } } } }", {"b": True}, 0),
        ("query($b: Boolean!) { places(first: 5) @skip(if: $b) { nodes { id } } }", {}, 6),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a", "b", "c"]}, 3),
        ('{ nodes(ids: ["a", "b"]) { id } }', {}, 2),
    ],
)  # fmt: skip
def test_fragments_count_in_place_and_conditions_as_they_stand(
    query: str, variables: Mapping[str, object], nodes: int
) -> None:
    assert prepared(query).cost(variables).nodes == nodes


@pytest.mark.parametrize(
    ("where", "moment", "points"),
    [
        (None, {}, 12),
        (None, {"validAt": None}, 12),
        ({"name": {"contains": None}}, {}, 12),
        ({"name": {"contains": "x"}}, None, 22),
        (None, {"validAt": "2019"}, 22),
        ({"name": {"contains": "x"}}, {"recordedAt": "1"}, 42),
    ],
)
def test_to_count_and_to_filter_a_whole_list_cost_more_as_of_the_past(
    where: object, moment: object, points: int
) -> None:
    query = "query($w: PlaceWhere, $t: AsOf) { places(where: $w, asOf: $t) { totalCount } }"

    assert prepared(query).cost({"w": where, "t": moment}).points == points


TEXTS = {"or": [{"name": {"contains": letter}} for letter in "abcdefgh"]}


@pytest.mark.parametrize(
    ("where", "variables", "further"),
    [
        ('{name: {contains: "a"}}', {}, 0),
        ('{name: {contains: "a", eq: null}, ids: ["a", "b"], minSources: null}', {}, 1),
        ('{or: [{name: {contains: "a"}}, {name: {contains: "b"}}, {not: {minSources: 3}}]}', {}, 2),
        ('{or: {name: {contains: "a"}}, and: [], ids: []}', {}, 0),
        ("$w", {"w": TEXTS}, 7),
        ("$w", {"w": {"ids": ["a", "b"], "or": {"minSources": 3}, "and": [], "within": None}}, 1),
        ("$w", {"w": "no filter"}, 0),
        ("{and: [$w, $w], minSources: $n}", {"w": TEXTS, "n": 3}, 16),
        ("{and: [$w, {minSources: $n}]}", {"w": TEXTS}, 7),
        ("{ids: [$i, $j]}", {"i": "a", "j": None}, 0),
        ("{not: {name: {contains: $i}}, ids: $j}", {"i": "a", "j": "b"}, 1),
    ],
)
def test_each_condition_of_a_filter_counts(where: str, variables: Mapping[str, object], further: int) -> None:
    declared = "query($w: EntityWhere!, $n: Int, $i: ID, $j: ID) { entities(where: %s) { totalCount } }"
    ready = parse(declared % where)
    (operation,) = ready.definitions
    assert isinstance(operation, OperationDefinitionNode)

    found = cost(bill(CORE, operation, {}), variables)

    assert found.points == 1 + TOTAL + WHOLE_LIST * 2 + CONDITION * further


def test_each_further_condition_costs_the_same_of_all_claims_and_twice_of_the_past() -> None:
    query = '{ claims(asOf: %s, where: {predicates: ["supplies"], standing: true, minSources: 2}) { totalCount } }'

    assert prepared(query % "{}").cost().points == 1 + TOTAL + 2 * ALL_CLAIMS + 2 * CONDITION
    assert prepared(query % '{validAt: "2019"}').cost().points == 1 + TOTAL + 4 * ALL_CLAIMS + 4 * CONDITION


def test_each_filter_of_the_map_costs_what_going_through_it_does() -> None:
    given = "where: {minSources: 2}, deployed: {minSources: 2}, hasClaim: {standing: true, minSources: 2}"
    query = "{ placesGeoJson(%s) { __typename } }"

    filtered, plain = (prepared(query % each).cost().points for each in (given, "first: 20"))

    assert filtered - plain == 3 * WHOLE_LIST + CONDITION


def test_conditions_below_an_item_are_values_of_each() -> None:
    query = "{ places(first: 100) { nodes { claims(where: {standing: true, minSources: 2}) { __typename } } } }"

    assert prepared(query).cost().points == ceil((1 + 100 * (1 + 1 + 2 + 1)) / VALUES_A_POINT)


def test_a_large_filter_is_not_asked_over_and_over() -> None:
    where = {"or": [{"name": {"contains": letter}} for letter in ascii_lowercase[:24]]}
    query = "query($w: EntityWhere) { %s }"
    once, often = (
        prepared(query % " ".join(f"a{number}: entities(where: $w) {{ totalCount }}" for number in range(times)))
        for times in (1, 20)
    )

    once.cost({"w": where}).check()
    with pytest.raises(TooMuchError):
        often.cost({"w": where}).check()


@pytest.mark.parametrize("moment", ['{validAt: "2019"}', "{recordedAt: null, validAt: $t}"])
def test_lists_below_an_item_are_no_dearer_as_of_the_past(moment: str) -> None:
    query = "query($t: String) { a: places(asOf: {validAt: $t}) { __typename } places(asOf: MOMENT) { HELD } }"
    asked = query.replace("MOMENT", moment)

    alone, total, totals = (
        prepared(asked.replace("HELD", held)).cost({"t": "2019"}).points
        for held in ("__typename", "totalCount", "nodes { claims(where: {standing: true}) { totalCount } }")
    )

    assert total - alone == 21
    assert totals - alone == 22


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ('{ node(id: "Path:x") { id } }', {}),
        ("query($id: ID!) { node(id: $id) { id } }", {"id": "AggregateGroup:x"}),
        ('query($id: ID!) { nodes(ids: ["Name:x", $id]) { id } }', {"id": "Path:x"}),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["Name:x", "Path:x"]}),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": "Path:x"}),
        ("query($id: ID!) { node(id: $id) { id } }", {"id": "AggregateGroup:WzFlOTk5LDEsMiwzLDRd"}),
        ("query($id: ID!) { node(id: $id) { id } }", {"id": "AggregateGroup:WyL_IiwxLDIsMyw0XQ"}),
    ],
    ids=["written", "given", "one of two", "one of a list", "one for a list", "a number too large", "no UTF-8"],
)
def test_an_id_that_holds_a_question_costs_what_asking_costs(query: str, variables: Mapping[str, object]) -> None:
    assert prepared(query).cost(variables).points == 301


@pytest.mark.parametrize("field", ["claim", "entity"])
def test_an_id_that_can_hold_no_question_changes_no_price(field: str) -> None:
    assert prepared(f"query($id: ID!) {{ {field}(id: $id) {{ id }} }}").cost({"id": "Path:x"}).points == 1


def test_ids_of_the_items_of_one_answer_cost_its_question_once() -> None:
    here = Moment(position=5, day=20261126, now=True)
    earlier = Moment(position=4, day=20261126, now=False)
    asked = [("huawei", here, 1), ("huawei", here, 22), ("hikvision", here, 1), ("huawei", earlier, 1)]
    ids = [asked_id("SearchHit", [words], moment, tie, sort=3) for words, moment, tie in asked]

    found = prepared("query($ids: [ID!]!) { nodes(ids: $ids) { id } }").cost({"ids": ids})

    assert found.points == 1 + 3 * 300


def test_the_ids_that_hold_a_question_are_told_by_their_types() -> None:
    asked_again = {name for name, find in FINDERS.items() if "_again" in find.__qualname__}

    assert asked_again | {"PredicateCoverage"} == ASKED_AGAIN


def test_a_list_of_many_is_dearer_to_go_through() -> None:
    assert prepared("{ claims { totalCount } }").cost().points == 102


def test_an_id_costs_all_that_its_question_is_asked_under() -> None:
    others = [ConditionInput(predicate="b"), ConditionInput(predicate="c")]
    ours = OursInput(of="Place", where=[ConditionInput(predicate="a", or_=others)])
    asked = ComparisonQuestion(published=None, ours=ours, stated=None, editions=None, needs=None, verdicts=None)
    held = asked_id("Comparison", asked, Moment(position=5, day=20261126, now=True), 1)

    found = prepared("query($id: ID!) { node(id: $id) { id } }").cost({"id": held})

    assert found.points == 301 + len(others) * STEP


def test_what_is_dear_to_find_has_a_price_each_time() -> None:
    once = '{ aggregate(of: "Place") { definition } }'
    thrice = "{" + "".join(f' a{number}: aggregate(of: "Place") {{ definition }}' for number in range(3)) + "}"

    assert prepared(once).cost().points == 301
    assert prepared(thrice).cost().points == 901


TIED = 'whyNot(from: "a", to: "b")'
PRICED_LISTS: Mapping[str, tuple[str, int]] = {
    "CoverageReport.missing": ("coverage { missing { lack } }", SURVEY),
    "Diff.headlines": ('diff(from: {recordedAt: "1"}) { headlines { __typename } }', NUMBERS + SEARCH),
    "WhyNot.missing": (f"{TIED} {{ missing {{ reason }} }}", 2 * WALK),
}


@pytest.mark.parametrize("name", PRICED_LISTS)
def test_a_list_without_pages_is_found_once_however_many_items_it_has(name: str) -> None:
    asked, price = PRICED_LISTS[name]

    found, twice = (prepared(f"{{ {each} }}").cost() for each in (asked, f"{asked} again: {asked}"))

    assert found.points == price + ceil((1 + 2 * (found.nodes - 1)) / VALUES_A_POINT)
    assert 2 * price < twice.points <= 2 * found.points


def test_every_list_without_pages_that_has_a_price_is_known_here() -> None:
    assert set(re.findall(r"^  (\w+)(?:\(.*\))?: \[.*@cost", printed(), re.MULTILINE)) == {
        name.partition(".")[2] for name in PRICED_LISTS
    }


def test_surveying_all_editions_is_not_asked_over_and_over() -> None:
    asked = "coverage {{ {} }}"
    few, many = (
        prepared("{ " + asked.format(" ".join(f"a{number}: missing {{ lack }}" for number in range(times))) + " }")
        for times in (3, 4)
    )

    few.cost().check()
    with pytest.raises(TooMuchError):
        many.cost().check()


STEPS: Mapping[str, tuple[str, int]] = {
    "none": ("", 0),
    "one condition": ('where: [{predicate: "amount", atLeast: "1", codes: ["A", "B"]}]', 0),
    "one that stands alone": ('where: {predicate: "amount", qualifiers: [{name: "role", value: "A"}]}', 0),
    "three": ('where: [{predicate: "a"}, {predicate: "b"}, {predicate: "c", universe: {dataset: "d"}}]', 2 * STEP),
    "those within": ('where: [{predicate: "a", that: [{predicate: "b", or: [{predicate: "c"}]}]}]', 2 * STEP),
    "a day of its own": ('where: [{predicate: "a", that: {predicate: "b", asOf: "c"}}]', DEAR_STEP),
    "a grouping": ("groupBy: {yearly: true}", STEP),
    "one by the year": ("groupBy: {span: YEAR}", STEP),
    "one by the month": ("groupBy: {span: MONTH}", DEAR_STEP),
    "one by the quarter at last": (
        'groupBy: {predicate: "a", then: {predicate: "b", span: QUARTER}}',
        STEP + DEAR_STEP,
    ),
    "one by a variable": ('groupBy: {predicate: "a", span: $s}', DEAR_STEP),
    "its steps": ('groupBy: {predicate: "a", then: {predicate: "b", then: {area: REGION}}}', 3 * STEP),
    "of the day": ('groupBy: {predicate: "a", then: {predicate: "b", asOf: "c"}}', STEP + DEAR_STEP),
    "both": ('where: [{predicate: "a"}, {predicate: "b"}], groupBy: {predicate: "c"}', 2 * STEP),
    "all by a variable": ("where: $w, groupBy: $g", 4 * STEP),
    "parts by variables": ('where: [$c, {predicate: "x", that: $w}], groupBy: {predicate: $p, then: $g}', 7 * STEP),
    "no day by a variable": ('where: [{predicate: "a", that: [{predicate: $p, asOf: $n}]}]', STEP),
    "a day by a variable": ('where: [{predicate: "a", that: [{predicate: $p, asOf: $p}]}]', DEAR_STEP),
}
GIVEN: Mapping[str, object] = {
    "w": [{"predicate": "a", "that": [{"predicate": "b"}]}, {"predicate": "c", "or": None}],
    "g": {"predicate": "d", "then": {"area": "REGION"}},
    "c": {"predicate": "e"},
    "p": "f",
    "n": None,
    "s": "MONTH",
}


@pytest.mark.parametrize("name", STEPS)
def test_a_question_for_numbers_costs_more_the_more_it_is_asked_under(name: str) -> None:
    arguments, points = STEPS[name]

    aggregate, comparisons = (priced(each % arguments) for each in (AGGREGATE, COMPARISONS))

    assert aggregate - priced(AGGREGATE % "") == comparisons - priced(COMPARISONS % "") == points


AGGREGATE = 'aggregate(of: "FinancialFacility", %s) { definition }'
COMPARISONS = 'comparisons(published: {refs: ["Q01"]}, ours: {of: "FinancialFacility", %s}) { nodes { id } }'
DECLARED = (
    "query($w: [ConditionInput!], $g: GroupByInput, $c: ConditionInput!, $p: String!, $n: String, $s: TimeSpan) { %s }"
)


def priced(field: str) -> int:
    """Whole points of a field beside those of the values within its conditions, of which thirty are a point."""
    (operation,) = parse(DECLARED % field).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return int(cost(bill(CORE, operation, {}), GIVEN).points / STEP) * STEP


@pytest.mark.parametrize("field", [AGGREGATE, COMPARISONS])
def test_dear_questions_for_numbers_are_not_asked_over_and_over(field: str) -> None:
    dear = field % 'where: [{predicate: "recipient", that: [{predicate: "regimeType", asOf: "commitmentYear"}]}]'
    once, often = (prepared("{" + " ".join(f"a{number}: {dear}" for number in range(times)) + "}") for times in (1, 20))

    once.cost().check()
    with pytest.raises(TooMuchError):
        often.cost().check()


def test_a_question_with_many_conditions_is_refused_whole() -> None:
    of_their_days = [{"predicate": "recipient", "that": [{"predicate": "regimeType", "asOf": "commitmentYear"}]}] * 10
    query = "query($w: [ConditionInput!]) { " + AGGREGATE % "where: $w" + " }"

    prepared(query).cost({"w": of_their_days[:3]}).check()
    with pytest.raises(TooMuchError, match="conditions"):
        prepared(query).cost({"w": of_their_days}).check()


def test_an_id_of_a_part_of_an_answer_costs_what_its_question_costs(ask: Ask) -> None:
    question = 'aggregate(of: "Deployment", where: [{predicate: "hasStatus"}, {predicate: "deployedIn"}], groupBy: %s)'
    grouping = '{predicate: "deployedIn", then: {predicate: "partOf"}}'
    asked = f"{{ {question % grouping} {{ groups(first: 2) {{ nodes {{ id }} }} }} }}"
    ids = ask(asked).all("aggregate.groups.nodes.*.id")

    found = prepared("query($ids: [ID!]!) { nodes(ids: $ids) { id } }").cost({"ids": ids})

    assert found.points == 1 + NUMBERS + 3 * STEP


def test_the_price_of_a_field_stands_in_the_schema() -> None:
    assert f'): Aggregate @cost(weight: "{NUMBERS}", steps: "{STEP}")\n' in printed()


def test_a_hundred_deployments_with_all_that_matters_cost_little() -> None:
    evidence = "evidence(first: 3) { nodes { source { id title url } } }"
    supply = 'neighbours(first: 1, where: {predicates: ["supplies"]}) { nodes { entity { id name } } }'
    claims = f"claims(first: 5) {{ nodes {{ id sentence valid {{ text }} {evidence} }} }}"
    found = prepared(
        f"{{ deployments(first: 100) {{ nodes {{ name deployedIn {{ entity {{ name }} }} {supply} {claims} }} }} }}"
    )

    assert found.cost() == Cost(points=391, nodes=5_201)


def test_what_may_cost_too_much_is_refused_unread(ask: Ask) -> None:
    reply = ask(CUBE)

    assert reply.codes == ["too-much"]
    assert f"costs at most {MOST_POINTS:,} points; this one may cost 67,674" in str(reply.answer.body)
    assert not any("FROM claim" in each for each in reply.statements)


def test_there_are_only_so_many_objects_however_cheap() -> None:
    with pytest.raises(TooMuchError, match="at most 100,000 nodes; this one may cost 100,001"):
        Cost(points=1, nodes=MOST_NODES + 1).check()


@pytest.mark.parametrize(
    "query",
    [
        get_introspection_query(),
        "{ __schema { types { name fields { name type { name ofType { name fields { name } } } } } } }",
        f"{{ __schema {{ types {{ {LISTS} }} directives {{ args {{ name }} }} mutationType {{ name }} }} }}",
        f'{{ __type(name: "Node") {OF_ALL_KINDS} }}',
        f'{{ __type(name: "Predicate") {{ {LISTS} }} }}',
        f'{{ __type(name: "ClaimWhere") {{ inputFields {{ type {{ name {LISTS} }} }} }} }}',
        f'{{ __type(name: "Nowhere") {OF_ALL_KINDS} }}',
        'fragment F on __Type { name ofType { name } } { a: __type(name: "Int") { ...F } __type(name: "Query") { '
        "...F fields { type { ...F } args { type { ...F } } } __typename } }",
    ],
)
def test_the_cost_of_introspection_is_what_it_brings(query: str) -> None:
    brought = values(execute_sync(CORE, parse(query)).data)

    assert prepared(query).cost().points == ceil(brought / VALUES_A_POINT)


def test_a_type_that_only_a_variable_names_may_be_the_largest() -> None:
    query = "query($n: String!) { __type(name: $n) %s }"
    small, large = (prepared(query % OF_ALL_KINDS).cost({"n": name}) for name in ("Int", "Node"))

    assert small == large == prepared(f'{{ __type(name: "Node") {OF_ALL_KINDS} }}').cost()


def test_introspection_is_allowed_once_and_not_over_and_over() -> None:
    usual = get_introspection_query(specified_by_url=True, schema_description=True, input_value_deprecation=True)
    over_and_over = " ".join(f'a{number}: __type(name: "Node") {OF_ALL_KINDS}' for number in range(20))

    prepared(usual).cost().check()
    with pytest.raises(TooMuchError):
        prepared(f"{{ {over_and_over} }}").cost().check()


def values(found: object) -> int:
    """The fields of an answer, those of every item."""
    if isinstance(found, dict):
        return sum(1 + values(each) for each in found.values())
    return sum(values(each) for each in found) if isinstance(found, list) else 0


@pytest.mark.parametrize("question", documents(), ids=lambda question: question.id)
def test_the_questions_of_the_catalogue_can_be_paid(question: Document) -> None:
    prepared(question.text).cost().check()


@pytest.mark.parametrize(
    "block",
    [
        block
        for page in ("api.md", "importing.md")
        for block in BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    ],
)
def test_the_examples_of_the_documentation_bring_no_more_than_was_told(
    reference_catalogue: Catalogue, block: str
) -> None:
    body = answer(reference_catalogue, Question(query=block)).body

    assert values(body["data"]) <= prepared(block).cost().points * VALUES_A_POINT


@pytest.mark.parametrize(
    "name",
    ["claim", "demo_deleted", "demo_money", "demo_quantities", "demo_ruling", "demo_supply", "references", "status"],
)
def test_what_the_command_line_asks_can_be_paid(name: str) -> None:
    prepared(document(name)).cost().check()


def test_the_cost_is_charged_before_anything_is_read(reference_catalogue: Catalogue) -> None:
    charged: list[int] = []

    def refuse(points: int) -> None:
        charged.append(points)
        raise WatchgraphError

    with pytest.raises(WatchgraphError):
        answer(reference_catalogue, Question(query="{ places(first: 100) { nodes { id name } } }"), refuse)

    assert charged == [11]


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ no }", 1),
        (f"{{ claims({' '.join(f'a{each}: 1' for each in range(480))}) {{ totalCount }} }}", 29),
        (f"{{ claims({' '.join(f'a{each}: 1' for each in range(480))}", 29),
        ("{ nodes(ids: [%s]) { no } }" % ('"a b, c" ' * 400), 9),
        ('{ search(text: """%s""") { no } }' % ("a b " * 3_000), 1),
        ("{ claims } #" + " a" * 5_000, 1),
        ("! " * 7_000, 40),
        ('"' * 14_999, 40),
        ("x " * 7_501, 1),
    ],
)
def test_what_is_refused_is_charged_by_what_there_was_to_read(
    reference_catalogue: Catalogue, query: str, points: int
) -> None:
    charged: list[int] = []

    answered = answer(reference_catalogue, Question(query=query), charged.append)

    assert not answered.understood
    assert charged == [points]


def test_the_documentation_gives_the_prices_and_the_limits_that_there_are() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")

    for words in (
        f"costs at most {MOST_POINTS:,} points and holds at most {MOST_NODES:,} objects",
        f"| a total of a list below an item | {TOTAL} |",
        f"| a total or a filter of a list that the query begins with | {WHOLE_LIST}; of all claims {ALL_CLAIMS};",
        f"| each further condition of such a filter | {CONDITION}; twice",
        f"| a search, `placesGeoJson`, `sourceCounts`, `entities` and `headlines` of a diff | {SEARCH} |",
        f"`explainConfidence` | {WALK} |",
        f"`predicates` of a coverage | {NUMBERS} |",
        f"| `missing` of a coverage, which looks through every edition | {SURVEY:,} |",
        f"(`then`) | {STEP}; {DEAR_STEP} where",
        f"at most {LARGEST.depth} levels of fields",
        f"and {LARGEST.values} of lists and objects",
        f"at most {LARGEST.fields}, {LARGEST.aliases} and {LARGEST.directives} in a query",
        f"at most {MOST_REPEATS} times in one place",
        f"at most {MOST_FRAGMENTS} in a document",
    ):
        assert words in text


def test_who_asks_is_told_the_cost(reference_catalogue: Catalogue) -> None:
    asked = Question(query="{ places(first: 100) { nodes { id name } } }", explained=True)

    extensions = answer(reference_catalogue, asked).body["extensions"]

    assert isinstance(extensions, dict)
    assert extensions["cost"] == {"points": 11, "nodes": 101}
