"""Sizes of documents, found in one visit to every selection."""

from collections.abc import Iterator

import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_introspection_query,
    parse,
)

from watchgraph_schema.errors import InvalidDocumentError
from watchgraph_schema.limits import LARGEST_ABOUT_THE_SCHEMA, Fragments, Size, Sizes


def sizes(query: str) -> Sizes:
    """The sizes of the one operation of a document."""
    definitions = parse(query).definitions
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    (operation,) = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    return Fragments(fragments).sizes(operation)


@pytest.mark.parametrize(
    ("query", "size"),
    [
        ("{ a }", Size(depth=1, nesting=1, fields=1)),
        ("{ a { b { c } } d }", Size(depth=3, nesting=3, fields=4)),
        ("{ a { nodes { b } } }", Size(depth=3, nesting=3, fields=3)),
        ("{ a { edges { node { b } } } }", Size(depth=3, nesting=4, fields=4)),
        ("{ ... { ... on T { a } } }", Size(depth=1, nesting=3, fields=1)),
        ("{ x: a y: b { z: c } }", Size(depth=2, nesting=2, fields=3, aliases=3)),
        ("{ a { ...F } ...F } fragment F on T { x: b @c { d } }", Size(3, 4, fields=5, aliases=2, directives=2)),
        ("query ($v: T @a) @b @c { d @e ... @f { g } }", Size(depth=1, nesting=2, fields=2, directives=5)),
        ("{ a ...Nowhere }", Size(depth=1, nesting=1, fields=1)),
    ],
)
def test_fragments_count_where_they_are_spread(query: str, size: Size) -> None:
    assert sizes(query) == Sizes(data=size)


def test_the_schema_is_measured_apart_from_the_data() -> None:
    found = sizes(
        "{ a __type(name: $n) { ...T } ...R } fragment T on __Type { b { c } } fragment R on Q { __schema { d } }"
    )

    assert found.data == Size(depth=1, nesting=1, fields=1)
    assert found.schema == Size(depth=3, nesting=4, fields=5)


def test_the_usual_introspection_query_fits() -> None:
    query = get_introspection_query(specified_by_url=True, schema_description=True, input_value_deprecation=True)

    found = sizes(query)

    assert found.data.fields == 0
    assert found.schema.depth == 15
    assert all(size <= largest for size, largest in zip(found.schema, LARGEST_ABOUT_THE_SCHEMA, strict=True))


def test_fragments_that_go_round_in_a_circle_are_named() -> None:
    with pytest.raises(InvalidDocumentError, match="A spreads B spreads A"):
        sizes("{ ...A } fragment A on T { ...B } fragment B on T { ...A }")


class Counted(tuple[SelectionNode, ...]):
    """Selections that count how often they are gone through."""

    times: int = 0

    def __iter__(self) -> Iterator[SelectionNode]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("levels", [12, 20, 32, 150])
def test_each_fragment_of_a_doubling_chain_is_read_once(levels: int) -> None:
    chain = "".join(f" fragment F{level} on Q {{ ...F{level + 1} ...F{level + 1} }}" for level in range(levels))
    document = parse(f"{{ ...F0 }}{chain} fragment F{levels} on Q {{ a }}")
    fragments = {
        each.name.value: FragmentDefinitionNode(
            name=each.name,
            type_condition=each.type_condition,
            selection_set=SelectionSetNode(selections=Counted(each.selection_set.selections)),
        )
        for each in document.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    counted = [each.selection_set.selections for each in fragments.values()]

    found = Fragments(fragments).of("F0").data

    assert found == Size(depth=1, nesting=levels + 1, fields=2**levels)
    assert [each.times for each in counted if isinstance(each, Counted)] == [1] * (levels + 1)
