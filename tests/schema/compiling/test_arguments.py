"""Arguments that are read again for other values are what the library would read."""

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values
from strawberry.types.arguments import convert_argument

from watchgraph_schema.compiling.arguments import readers_of
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.schema import CORE, schema

DOCUMENTS = (
    (
        "query ($s: DeploymentStatusCode!, $n: String) "
        "{ deployments(where: {hasStatus: {eq: $s}, installedCameras: {gte: $n}}) { totalCount } }",
        ({"s": "LIVE", "n": "5"}, {"s": "ENDED", "n": "70"}),
    ),
    (
        "query ($where: DeploymentWhere) { deployments(where: $where, first: 2) { totalCount } }",
        (
            {"where": {"hasStatus": {"in": ["LIVE"]}, "or": [{"name": {"contains": "a"}}]}},
            {"where": {"hasStatus": {"in": ["ENDED", "LIVE"]}, "or": [{"name": {"contains": "b"}}]}},
        ),
    ),
    (
        'query ($p: String!, $d: String) { claims(where: {and: [{predicates: [$p, "name"]}, {publishedBy: $d}]}) '
        "{ totalCount } }",
        ({"p": "supplies", "d": "2019"}, {"p": "finances", "d": "2021"}),
    ),
    (
        "query ($p: String!, $d: String) { claims(where: {predicates: [$p], publishedBy: $d}) { totalCount } }",
        ({"p": "supplies"}, {"p": "finances"}),
    ),
    (
        "query ($at: AsOf, $first: Int) { commits(asOf: $at, first: $first) { totalCount } }",
        ({"at": {"validAt": "2019"}, "first": 3}, {"at": {"validAt": "2020-05"}, "first": 7}),
    ),
)


def called(document: str) -> tuple[OperationDefinitionNode, Call]:
    operation = parse(document).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    field = operation.selection_set.selections[0]
    assert isinstance(field, FieldNode)
    assert CORE.query_type is not None
    return operation, Call(name="c1", definition=CORE.query_type.fields[field.name.value], node=field, source=None)


def read_by_the_library(call: Call, variables: VariableValues) -> dict[str, object]:
    given = get_argument_values(call.definition, call.node, variables)
    return {
        python_name: convert_argument(given[name], type_, schema.schema_converter.scalar_registry, schema.config)
        for name, python_name, type_ in call.varying
        if name in given
    }


@pytest.mark.parametrize(("document", "values"), DOCUMENTS)
def test_arguments_are_read_for_other_values_as_the_library_reads_them(
    document: str, values: tuple[dict[str, object], dict[str, object]]
) -> None:
    operation, call = called(document)
    declared = operation.variable_definitions or ()
    first, second = (get_variable_values(CORE, declared, each) for each in values)
    assert isinstance(first, VariableValues)
    assert isinstance(second, VariableValues)

    readers = readers_of(call, read_by_the_library(call, first), first.coerced)

    assert readers
    assert {name: read(second.coerced) for name, read in readers.items()} == read_by_the_library(call, second)


def test_an_argument_whose_variable_is_not_given_is_what_it_was() -> None:
    operation, call = called("query ($first: Int) { commits(first: $first) { totalCount } }")
    found = get_variable_values(CORE, operation.variable_definitions or (), {})
    assert isinstance(found, VariableValues)

    readers = readers_of(call, by_library := read_by_the_library(call, found), found.coerced)

    assert readers is not None
    assert {name: read(found.coerced) for name, read in readers.items()} == by_library
