"""Sizes of documents, found in one visit to every selection."""

from collections.abc import Iterator, Mapping

import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_introspection_query,
    parse,
)

from watchgraph_schema.costs import bill
from watchgraph_schema.errors import BadArgumentError, InvalidDocumentError, TooDeepError, TooMuchError
from watchgraph_schema.inputs import check_variables, levels
from watchgraph_schema.limits import LARGEST_ABOUT_THE_SCHEMA, Fragments, Size, Sizes
from watchgraph_schema.repeats import Repeats
from watchgraph_schema.schema import CORE


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
        (
            "query ($v: T = [[{}]]) { a(b: [1, {c: [2]}]) @d(e: {}) }",
            Size(1, 1, fields=1, directives=1, values=3, members=3),
        ),
        (
            "query ($v: T = [[{}]]) { ...F } fragment F on T { a @d(e: {}) }",
            Size(1, 2, fields=1, directives=1, values=3, members=2),
        ),
        ("{ a(b: {c: {}, d: [{}, {}]}) ...F ...F } fragment F on T { x: e(f: {}) }", Size(1, 2, 3, 2, 0, 3, members=7)),
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


def counted(fragment: FragmentDefinitionNode) -> FragmentDefinitionNode:
    """The same with counted selections."""
    return FragmentDefinitionNode(
        name=fragment.name,
        type_condition=fragment.type_condition,
        selection_set=SelectionSetNode(selections=Counted(fragment.selection_set.selections)),
    )


def chain(levels: int, held: str) -> tuple[OperationDefinitionNode, Mapping[str, FragmentDefinitionNode]]:
    """A chain of fragments, each spread as often as is said by the one before, with the operation that starts it."""
    links = "".join(
        f" fragment F{level} on Query {{ {held.replace('F', f'F{level + 1}')} }}" for level in range(levels)
    )
    document = parse(f"{{ ...F0 }}{links} fragment F{levels} on Query {{ __typename }}")
    operation, *fragments = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    return operation, {each.name.value: counted(each) for each in fragments if isinstance(each, FragmentDefinitionNode)}


def times(fragments: Mapping[str, FragmentDefinitionNode]) -> set[int]:
    """How often the fragments were gone through."""
    counts = (each.selection_set.selections for each in fragments.values())
    return {each.times for each in counts if isinstance(each, Counted)}


@pytest.mark.parametrize("levels", [12, 20, 32, 150])
def test_each_fragment_of_a_doubling_chain_is_read_once(levels: int) -> None:
    _, fragments = chain(levels, "...F ...F")

    found = Fragments(fragments).of("F0").data

    assert found == Size(depth=1, nesting=levels + 1, fields=2**levels)
    assert times(fragments) == {1}


def test_each_fragment_is_read_once_to_find_what_is_repeated() -> None:
    operation, fragments = chain(32, "...F ...F")

    found = Repeats(fragments).of(operation.selection_set)

    assert found == {("__typename",): 2**32}
    assert times(fragments) == {1}


def test_each_fragment_is_read_once_to_find_what_it_costs() -> None:
    operation, fragments = chain(32, "...F ...F")

    found = bill(CORE, operation, fragments)

    assert found.amount({}).values == 2**32
    assert times(fragments) == {1}


@pytest.mark.parametrize(
    ("value", "depth"), [(1, 0), ([], 1), ({}, 1), ([1, [2], {"a": {}}], 3), ({"a": [[]], "b": {}}, 3), ("[[]]", 0)]
)
def test_lists_and_objects_are_counted_to_the_inmost(value: object, depth: int) -> None:
    assert levels(value) == depth


def test_values_far_beyond_the_limit_are_measured_without_recursion() -> None:
    value: object = 1
    for _ in range(100_000):
        value = [value]

    with pytest.raises(TooDeepError, match=r"at most 16 levels; in \$deep they nest 100000"):
        check_variables({"deep": value})


def test_variables_have_only_so_many_conditions() -> None:
    conditions = [{"name": {"eq": "x"}}] * 150

    check_variables({"where": {"or": conditions[:149]}, "ids": ["x"] * 5_000})

    with pytest.raises(TooMuchError, match="at most 300 members, one without any counted as one; these have 301"):
        check_variables({"where": {"or": conditions}})


def test_small_objects_count_where_there_are_many() -> None:
    check_variables({f"moment{number}": {"validAt": "2020"} for number in range(300)})

    with pytest.raises(TooMuchError, match="these have 301"):
        check_variables({f"moment{number}": {"validAt": "2020"} for number in range(301)})


def test_objects_without_members_count_too() -> None:
    check_variables({"where": {"or": [{}] * 299}})

    with pytest.raises(TooMuchError, match="these have 66,000"):
        check_variables({"where": [{}] * 66_000})


@pytest.mark.parametrize("text", ["a\0b", "\ud800", {"b": "\0"}, ["a", {"b": "\0"}]])
def test_texts_that_the_database_would_not_take_are_refused(text: object) -> None:
    with pytest.raises(BadArgumentError, match=r"`\$given` holds NUL or half a character"):
        check_variables({"given": text})
