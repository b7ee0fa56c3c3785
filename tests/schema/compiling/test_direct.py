"""Values that variables give directly: resolvers are called when a plan is made, and for what only they tell."""

import pytest
from graphql.execution.values import VariableValues
from tests.schema.compiling.both_ways import asked_both_ways, compiled_alike

from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_schema.compiling.plans import Plan, plan
from watchgraph_schema.compiling.running import Run
from watchgraph_schema.documents import prepared

CLAIM = "query($id: ID!, $at: AsOf) { claim(id: $id, asOf: $at) { id predicate { name } } }"
ENTITY = "query($id: ID!) { entity(id: $id) { id claims(role: OBJECT, first: 2) { nodes { id } } } }"
NODE = "query($id: ID!) { node(id: $id) { id __typename } }"
PAGE = "query($id: ID!, $size: Int!) { entity(id: $id) { claims(first: $size) { nodes { id } } } }"
LICENSED = 'query($id: ID!) { claim(id: $id, licence: {notIn: ["CC0-1.0"]}) { id } }'
AS_OF = 'query($id: ID!) { claim(id: $id, asOf: {validAt: "2020"}) { id } }'

FIRST = "f89991b5-58ae-507c-aae2-151b37f88b16"
PLACES = ("8016eb88-10af-51c1-8b38-55feb2baf1e7", "2852c014-71c2-5c58-b536-2d6687477ece")


def made(catalogue: Catalogue, query: str, **values: object) -> Plan:
    with catalogue.reading() as reading:
        given = VariableValues(sources={}, coerced=values)
        found, _ = plan(prepared(query), given, Run(reading, read_moment(reading), given))
    return found


@pytest.mark.parametrize("query", [CLAIM, ENTITY])
def test_an_id_is_taken_from_its_variable_and_no_resolver_is_called_again(
    reference_catalogue: Catalogue, query: str
) -> None:
    statement = made(reference_catalogue, query, id=FIRST).statement

    assert statement.direct is not None
    assert PLACES[1] in statement.direct.values({"id": PLACES[1].upper()}).values()
    assert not statement.resting


@pytest.mark.parametrize(
    ("query", "more"),
    [(NODE, {}), (PAGE, {"size": 3}), (LICENSED, {}), (AS_OF, {})],
    ids=["node", "page", "no", "as of"],
)
def test_what_a_resolver_looks_at_has_to_be_shown_to_it_each_time(
    reference_catalogue: Catalogue, query: str, more: dict[str, object]
) -> None:
    assert made(reference_catalogue, query, id=FIRST, **more).statement.direct is None


def test_values_that_are_taken_directly_are_those_that_resolvers_give(reference_catalogue: Catalogue) -> None:
    for each in (*PLACES, PLACES[0].upper()):
        assert compiled_alike(reference_catalogue, ENTITY, {"id": each})


@pytest.mark.parametrize("wrong", ["", "no id", f"{FIRST}\n", "\u017f" * 36])
def test_a_value_that_a_resolver_would_refuse_is_refused_in_its_words(
    reference_catalogue: Catalogue, wrong: str
) -> None:
    compiled_alike(reference_catalogue, CLAIM, {"id": FIRST})

    found, expected = asked_both_ways(reference_catalogue, CLAIM, {"id": wrong})

    assert found.body == expected.body
    assert "errors" in found.body
