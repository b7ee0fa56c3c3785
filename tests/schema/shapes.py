"""The schema as a client sees it."""

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from watchgraph_schema.schema import printed

SCHEMA = build_schema(printed())
ROOTS = SCHEMA.query_type.fields if SCHEMA.query_type else {}


def needs_nothing(field: GraphQLField) -> bool:
    return not any(is_required_argument(argument) for argument in field.args.values())


def selection(named: GraphQLNamedType, depth: int) -> str:
    """Every leaf of a type, and of what it leads to."""
    if named.name.endswith("Connection") and isinstance(named, GraphQLObjectType) and "nodes" in named.fields:
        items = get_named_type(named.fields["nodes"].type)
        return f"totalCount pageInfo {{ hasNextPage }} nodes {{ {selection(items, depth)} }}"
    chosen = ["__typename"]
    for name, field in getattr(named, "fields", {}).items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner) and needs_nothing(field):
            chosen.append(name)
        elif depth and needs_nothing(field):
            pages = "(first: 2)" if "first" in field.args else ""
            chosen.append(f"{name}{pages} {{ {selection(inner, depth - 1)} }}")
    return " ".join(chosen)
