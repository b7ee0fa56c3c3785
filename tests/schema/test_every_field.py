"""Asks for every field that needs no argument, on every list: nothing fails on our side."""

import pytest
from graphql import GraphQLNamedType, get_named_type
from tests.schema.replies import Ask
from tests.schema.shapes import ROOTS, SCHEMA, needs_nothing, selection

LISTS = sorted(name for name, field in ROOTS.items() if get_named_type(field.type).name.endswith("Connection"))


@pytest.mark.parametrize("root", [name for name in LISTS if needs_nothing(ROOTS[name]) and name != "moneyTrail"])
def test_every_field_of_every_item_of_a_list_has_an_answer(ask: Ask, root: str) -> None:
    named = get_named_type(ROOTS[root].type)

    reply = ask(f"{{ {root}(first: 2) {{ {selection(named, 1)} }} }}")

    assert reply.codes == []


def test_every_type_field_and_argument_is_described() -> None:
    bare = [
        f"{named.name}.{name}"
        for named in SCHEMA.type_map.values()
        if not named.name.startswith("__")
        for name, thing in [("", named), *_parts(named)]
        if not is_described(thing) and named.name not in {"String", "Int", "Boolean", "ID", "Float"}
    ]

    assert bare == []


def is_described(thing: object) -> bool:
    return bool(getattr(thing, "description", None))


def _parts(named: GraphQLNamedType) -> list[tuple[str, object]]:
    fields = list(getattr(named, "fields", {}).items())
    arguments = [
        (f"{name}({argument})", thing)
        for name, field in fields
        for argument, thing in getattr(field, "args", {}).items()
    ]
    return [*fields, *arguments, *getattr(named, "values", {}).items()]
