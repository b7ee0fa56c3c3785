"""Whoever meets a question, an argument or a filter sees how it is written."""

import re
from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    parse,
    parse_const_value,
    validate,
)
from graphql.utilities import validate_input_literal
from tests.schema.shapes import ROOTS, SCHEMA

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question

EXAMPLE = re.compile(r"`[^`]+`")
ASKED = re.compile(r"Example: `(?P<field>[^`]+)`", re.DOTALL)
WITHOUT_AN_ANSWER = {"comparisons", "coverages", "judgements", "regulatoryActions", "sourceByUrl"}
"""They ask for what only an import of other data brings."""


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


Part = GraphQLInputObjectType | GraphQLInputField | GraphQLArgument


def parts() -> Iterator[tuple[str, str, Part]]:
    """Inputs, their fields, and the arguments of every field: path, name and the thing itself."""
    for named in SCHEMA.type_map.values():
        if isinstance(named, GraphQLInputObjectType):
            yield named.name, "", named
            yield from ((f"{named.name}.{name}", name, field) for name, field in named.fields.items())
        elif isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and not named.name.startswith("__"):
            for field_name, field in named.fields.items():
                yield from ((f"{named.name}.{field_name}({name})", name, each) for name, each in field.args.items())


def faults(example: str, name: str, part: Part) -> list[str]:
    """What keeps the example from being a value of its type."""
    kind = part if isinstance(part, GraphQLInputObjectType) else part.type
    value = parse_const_value(example.removeprefix(f"{name}: ") if name else example)
    found: list[str] = []
    validate_input_literal(value, kind, lambda error, _: found.append(error.message))
    return found


def test_every_input_and_every_argument_shows_how_it_is_written() -> None:
    without = [path for path, _, part in parts() if not EXAMPLE.search(part.description or "")]

    assert without == []


def test_what_is_shown_is_a_value_of_its_type() -> None:
    shown = [(path, name, part, ASKED.search(_line(part.description))) for path, name, part in parts()]

    wrong = {path: faults(each["field"], name, part) for path, name, part, each in shown if each}

    assert {path: found for path, found in wrong.items() if found} == {}
    assert len(wrong) > 1000


@pytest.mark.parametrize("name", sorted(ROOTS))
def test_the_example_of_a_question_can_be_asked(name: str) -> None:
    found = ASKED.search(ROOTS[name].description or "")

    assert found, "no example"
    asked = " ".join(found["field"].split())
    assert re.match(rf"{name}\b", asked)
    assert validate(SCHEMA, parse(f"{{ {asked} }}")) == []


@pytest.mark.parametrize("name", sorted(ROOTS.keys() - WITHOUT_AN_ANSWER))
def test_the_example_of_a_question_finds_something_in_the_reference_data(
    name: str, reference_catalogue: Catalogue
) -> None:
    found = ASKED.search(ROOTS[name].description or "")
    assert found, "no example"

    answered = answer(reference_catalogue, Question(query=f"{{ {' '.join(found['field'].split())} }}")).body

    assert "errors" not in answered
    assert _is_something(answered["data"])


def _is_something(value: object) -> bool:
    """Whether an answer holds more than empty lists, zeros and nulls."""
    if isinstance(value, dict):
        return any(_is_something(each) for name, each in value.items() if name != "__typename")
    return bool(value)
