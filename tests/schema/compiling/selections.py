"""Documents that ask lists for many fields at once, some by chance, without what is under a licence."""

from random import Random

from graphql import GraphQLField, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type
from tests.schema.shapes import needs_nothing

KEPT = 0.4
"""Share of the fields of a type that are asked for."""
DEEPEST = 2


def lists_under_licences(schema: GraphQLSchema) -> list[str]:
    """The lists that can be asked for without licences, and with nothing else."""
    fields = schema.query_type.fields if schema.query_type else {}
    return sorted(name for name, field in fields.items() if "licence" in field.args and _is_list(field))


def without_licence(schema: GraphQLSchema, root: str, random: Random) -> str:
    """A list without a licence, which is a variable, and some fields of its items and of what they lead to."""
    assert schema.query_type is not None
    named = get_named_type(schema.query_type.fields[root].type)
    fields = _connection(named, random, DEEPEST)
    return f"query($not: [String!]!) {{ {root}(first: 9, licence: {{notIn: $not}}) {{ {fields} }} }}"


def _is_list(field: GraphQLField) -> bool:
    named = get_named_type(field.type)
    return "first" in field.args and needs_nothing(field) and "nodes" in getattr(named, "fields", {})


def _connection(named: GraphQLNamedType, random: Random, depth: int) -> str:
    assert isinstance(named, GraphQLObjectType)
    return f"totalCount nodes {{ {_some(get_named_type(named.fields['nodes'].type), random, depth)} }}"


def _some(named: GraphQLNamedType, random: Random, depth: int) -> str:
    chosen = ["__typename"]
    for name, field in getattr(named, "fields", {}).items():
        inner = get_named_type(field.type)
        if not needs_nothing(field) or random.random() > KEPT:
            continue
        if is_leaf_type(inner):
            chosen.append(name)
        elif depth and name != "edges":
            page, write = ("(first: 2)", _connection) if _is_list(field) else ("", _some)
            chosen.append(f"{name}{page} {{ {write(inner, random, depth - 1)} }}")
    return " ".join(chosen)
