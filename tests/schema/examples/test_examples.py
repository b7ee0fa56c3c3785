"""Whoever meets a type, a field, an argument, a filter or a code sees how it is written, and that it is true."""

import json
import re
from typing import Generic, NamedTuple, TypeVar

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    NoUnusedFragmentsRule,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    parse,
    parse_const_value,
    specified_rules,
    validate,
)
from graphql.utilities import validate_input_literal
from tests.schema.examples.described import Part, every_part
from tests.schema.examples.unsaid import UNREACHED
from tests.schema.shapes import ROOTS, SCHEMA

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question
from watchgraph_schema.schema import printed

WITHOUT_AN_ANSWER = {"coverages", "regulatoryActions"}
"""They ask for what only an import of other data brings."""
PARTS = list(every_part())
PartT = TypeVar("PartT", bound=Part)


class Example(NamedTuple, Generic[PartT]):
    """A part of the schema, and what stands as an example in its description."""

    path: str
    name: str
    part: PartT
    text: str

    @property
    def value(self) -> str:
        """What is given for it."""
        return self.text.removeprefix(f"{self.name}: ")


def of(kind: type[PartT]) -> list[Example[PartT]]:
    """The parts of a kind that have an example."""
    return [
        Example(each.path, each.name, each.part, each.example)
        for each in PARTS
        if isinstance(each.part, kind) and each.example is not None
    ]


def refused(example: str, kind: GraphQLInputType) -> list[str]:
    """What keeps the example from being a value of its type."""
    found: list[str] = []
    validate_input_literal(parse_const_value(example), kind, lambda error, _: found.append(error.message))
    return found


def untrue(value: object, kind: GraphQLOutputType) -> bool:
    """Whether JSON is no answer of the type."""
    plain = get_nullable_type(kind)
    if isinstance(plain, GraphQLList):
        return not isinstance(value, list) or any(untrue(each, plain.of_type) for each in value)
    if isinstance(plain, GraphQLEnumType):
        return value not in plain.values
    assert is_leaf_type(plain)
    try:
        return plain.serialize(value) != value
    except GraphQLError:
        return True


def test_every_description_has_an_example() -> None:
    assert [each.path for each in PARTS if each.example is None] == []
    assert [each.path for each in PARTS if '"…"' in (each.example or "")] == []
    assert len(PARTS) > 3500


def test_what_is_given_is_a_value_of_its_type() -> None:
    wrong = {each.path: refused(each.value, each.part.type) for each in of(GraphQLArgument)}
    wrong |= {each.path: refused(each.value, each.part.type) for each in of(GraphQLInputField)}
    wrong |= {each.path: refused(each.text, each.part) for each in of(GraphQLInputObjectType)}

    assert {path: found for path, found in wrong.items() if found} == {}
    assert len(wrong) > 1900


def test_what_a_field_is_shown_to_hold_is_of_its_type() -> None:
    held = [each for each in of(GraphQLField) if _is_leaf(each.part)]

    wrong = [each.path for each in held if untrue(json.loads(each.text.replace(", …]", "]")), each.part.type)]

    assert wrong == []
    assert len(held) > 500


def _is_leaf(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type))


def test_what_is_selected_below_a_field_can_be_asked() -> None:
    asked = {each.path: each.text for each in of(GraphQLField) if not _is_leaf(each.part)}

    errors = {path: misasked(f"fragment Here on {path.partition('.')[0]} {{ {text} }}") for path, text in asked.items()}

    assert {path: found for path, found in errors.items() if found} == {}
    assert len(errors) > 600


def misasked(document: str) -> list[str]:
    """What the schema has against a document that may be a fragment alone."""
    rules = [each for each in specified_rules if each is not NoUnusedFragmentsRule]
    return [error.message for error in validate(SCHEMA, parse(document), rules)]


DOCUMENTS = {each.path: each.text for each in of(GraphQLObjectType)}
DOCUMENTS |= {each.path: each.text for each in of(GraphQLInterfaceType)}


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_document_leads_to_something_of_the_type(name: str, reference_catalogue: Catalogue) -> None:
    answered = answer(reference_catalogue, Question(query=DOCUMENTS[name])).body

    assert "errors" not in answered
    assert _is_something(answered["data"]) is (name not in UNREACHED)


def test_code_is_shown_where_it_is_given_or_answered() -> None:
    codes = {each.path: each.text.split(": ", 1) for each in of(GraphQLEnumType)}
    codes |= {each.path: each.text.split(": ", 1) for each in of(GraphQLEnumValue)}

    wrong = [path for path, (name, value) in codes.items() if not (given(name, value) or answers(name, value))]

    assert wrong == []
    assert all(each.name in each.text for each in of(GraphQLEnumValue))
    assert len(codes) > 500


def given(name: str, value: str) -> bool:
    """Whether some argument or filter of this name takes the value."""
    takers = [each.part for each in PARTS if each.name == name]
    kinds = [each.type for each in takers if isinstance(each, GraphQLArgument | GraphQLInputField)]
    return any(not refused(value, kind) for kind in kinds)


def answers(name: str, value: str) -> bool:
    """Whether some field of this name may hold it."""
    fields = [each.part for each in PARTS if f'"{each.name}"' == name]
    leaves = [each.type for each in fields if isinstance(each, GraphQLField) and _is_leaf(each)]
    return any(not untrue(json.loads(value), kind) for kind in leaves)


def test_directive_is_shown_as_it_stands_in_the_schema() -> None:
    lines = [each.text for each in of(GraphQLDirective)]

    assert all(line in printed() for line in lines)
    assert len(lines) == 2


@pytest.mark.parametrize("name", sorted(ROOTS))
def test_the_example_of_a_question_can_be_asked(name: str) -> None:
    (asked,) = [each.text for each in of(GraphQLField) if each.path == f"Query.{name}"]

    assert re.match(rf"{name}\b", asked)
    assert misasked(f"{{ {asked} }}") == []


@pytest.mark.parametrize("name", sorted(ROOTS.keys() - WITHOUT_AN_ANSWER))
def test_the_example_of_a_question_finds_something_in_the_reference_data(
    name: str, reference_catalogue: Catalogue
) -> None:
    (asked,) = [each.text for each in of(GraphQLField) if each.path == f"Query.{name}"]

    answered = answer(reference_catalogue, Question(query=f"{{ {asked} }}")).body

    assert "errors" not in answered
    assert _is_something(answered["data"])


def _is_something(value: object) -> bool:
    """Whether an answer holds more than empty lists, zeros and nulls."""
    if isinstance(value, dict):
        return any(_is_something(each) for name, each in value.items() if name != "__typename")
    if isinstance(value, list):
        return any(map(_is_something, value))
    return bool(value)
