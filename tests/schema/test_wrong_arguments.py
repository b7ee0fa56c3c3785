"""Every argument that can be wrong in value is named where it is: all of the schema are tried, one by one."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
)
from tests.schema.replies import Ask

from watchgraph_schema.exemplars import BELGRADE, CLAIM, SERBIA
from watchgraph_schema.schema import CORE

WRONG: Final[Mapping[str, str]] = {"ID": '"@"', "String": '"@"', "Int": "-7"}
"""A value that is wrong wherever not every one of its type is right."""
FIGURES: Final = '{refs: ["Q01-2022"]}'
NEEDED: Final[Mapping[str, str]] = {
    "by": "PUBLISHER",
    "claim": CLAIM,
    "dataset": '"watchgraph-reference"',
    "earlier": '"2026-11"',
    "entity": SERBIA,
    "from": SERBIA,
    "id": SERBIA,
    "ids": f"[{SERBIA}]",
    "later": '"2026-11"',
    "name": '"provision"',
    "notIn": '["CC0-1.0"]',
    "of": '"RegulatoryAction"',
    "predicate": '"breachOf"',
    "ref": '"C042"',
    "text": '"Huawei"',
    "to": BELGRADE,
    "url": '"https://example.org"',
}
BESIDE: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("comparisons", "ours"): {"published": FIGURES},
    ("comparisons", "stated"): {"published": FIGURES},
    ("comparisons", "needs"): {"published": FIGURES},
    ("diff", "to"): {"from": '{recordedAt: "1"}'},
    ("diff", "about"): {"from": '{recordedAt: "1"}'},
    ("diff", "licence"): {"from": '{recordedAt: "1"}'},
}
"""What else is given to a field, or something else would be wrong."""
GROUPING: Final = "GroupByInput"
OF_PAGES: Final = frozenset({"first", "last", "after", "before"})
FREE: Final = frozenset(
    {"begins", "contains", "eq", "in", "needs", "publisherContains", "ref", "texts", "titleContains", "value"}
)
"""Names of what may be any text."""
MISSING: Final = frozenset({"ours", "stated"})
"""Right sides of a comparison: what only is not here is no error there, the answer says what is missing."""


class Tried(NamedTuple):
    """A field of the schema, and its arguments with one wrong value. path: where that stands."""

    field: str
    arguments: str
    path: str


def tried(name: str) -> Iterator[Tried]:
    """Each argument of a field once, and each member of each input that is given below it."""
    assert CORE.query_type is not None
    seen: set[tuple[str, str]] = set()
    for argument, declared in CORE.query_type.fields[name].args.items():
        if argument not in OF_PAGES:
            beside = {**needed(CORE.query_type.fields[name].args), **BESIDE.get((name, argument), {})}
            for value, path in wrong(declared.type, argument, name, seen):
                yield Tried(name, written({**beside, argument: value}), path)


def wrong(type_: GraphQLInputType, path: str, above: str, seen: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    named, listed = get_named_type(type_), isinstance(get_nullable_type(type_), GraphQLList)
    if isinstance(named, GraphQLInputObjectType) and (named.name, above) not in seen:
        seen.add((named.name, above))
        here, beside = f"{path}[0]" if listed else path, needed(named.fields)
        for member, declared in named.fields.items():
            grouping = {"predicate": '"modelledOn"' if above == named.name else NEEDED["predicate"]}
            for value, place in wrong(declared.type, f"{here}.{member}", named.name, seen):
                given = f"{{{written({**(grouping if named.name == GROUPING else {}), **beside, member: value})}}}"
                yield (f"[{given}]" if listed else given), place
    elif named.name in WRONG:
        yield (f"[{WRONG[named.name]}]" if listed else WRONG[named.name]), path


def needed(declared: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField]) -> Mapping[str, str]:
    """Right values for what has to be given."""
    return {
        name: NEEDED[name]
        for name, each in declared.items()
        if (is_required_argument(each) if isinstance(each, GraphQLArgument) else is_required_input_field(each))
    }


def written(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in values.items())


def selection(field: GraphQLField) -> str:
    """What makes the field be answered."""
    named = get_named_type(field.type)
    if "totalCount" in getattr(named, "fields", {}):
        return " { totalCount }"
    return " { __typename }" if is_composite_type(named) else ""


def is_free(path: str) -> bool:
    first, *_, last = path.split(".") if "." in path else (path, path)
    return last in FREE or first in MISSING


def is_named(path: str, said: object) -> bool:
    """A circumstance is named by the list of which it is one; its message says which."""
    return said == path or (isinstance(said, str) and path.startswith(f"{said}[") and said.endswith("qualifiers"))


@pytest.mark.unmeasured
@pytest.mark.parametrize("field", sorted(CORE.query_type.fields) if CORE.query_type else ())
def test_a_wrong_value_is_named_by_its_path(ask: Ask, field: str) -> None:
    assert CORE.query_type is not None
    fields = selection(CORE.query_type.fields[field])

    unnamed = []
    for each in tried(field):
        body = ask(f"{{ {field}({each.arguments}){fields} }}").answer.body
        errors = body.get("errors", [])
        assert isinstance(errors, list)
        named = [error["extensions"].get("argument") for error in errors]
        if not any(is_named(each.path, path) for path in named) and (errors or not is_free(each.path)):
            unnamed.append((each, errors))

    assert unnamed == []


def test_there_are_many_arguments_to_try() -> None:
    assert CORE.query_type is not None
    assert sum(len(list(tried(field))) for field in CORE.query_type.fields) > 1_000
