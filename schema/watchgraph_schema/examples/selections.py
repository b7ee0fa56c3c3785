"""What is asked for below a field: the little of a type that tells most."""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

_OWN: Final[Mapping[str, str]] = {
    "Absorbed": "entityId dataset",
    "Aggregate": "numbers { certain { figure { value } } }",
    "AggregateGroup": "label numbers { certain { figure { value } } }",
    "CodeFact": "label",
    "CodeValue": "label",
    "Commit": "position at",
    "Comparison": "verdict explanation",
    "ConfidenceAssessment": "score independentOrigins",
    "ConfidenceRaise": "text score",
    "CoverageReport": "editions { nodes { dataset edition } }",
    "Diff": "claims { nodes { changes claim { sentence } } }",
    "Detail": "name value",
    "Event": "topic at",
    "Evidence": "locator source { title }",
    "Excluded": "text count",
    "Feature": "geometry { coordinates }",
    "Figure": "value",
    "HeadlineDifference": "predicate { label } before { sentence } after { sentence }",
    "Hop": "source { name } predicate { label } target { name }",
    "Judgement": "verdict basis",
    "Lineage": "origin { name } basis",
    "Link": "role entity { name }",
    "Liveness": "status observed",
    "MoneyTrail": "vendor { name } lender { name }",
    "Neighbour": "predicate { label } entity { name }",
    "PageInfo": "hasNextPage endCursor",
    "Path": "length hops { target { name } }",
    "Predicate": "label",
    "PredicateCoverage": "predicate { label } claimCount",
    "Qualifier": "name value { text }",
    "SearchHit": "kind reason",
    "SourceCounts": "values { value count }",
    "TimelineEntry": "day act",
}
"""For types of which the rule below would choose worse."""

_TELLING: Final = ("sentence", "text", "name", "title", "label", "code")
"""Fields that tell what something is, the best first."""
_SILENT: Final = frozenset({"id", "cursor"})


def chosen(name: str, field: GraphQLField) -> str:
    """Ask for a field that leads to something."""
    return f"{name} {{ {selection(get_named_type(field.type))} }}"


def selection(named: GraphQLNamedType) -> str:
    """What to ask of a type."""
    assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
    if named.name in _OWN:
        return _OWN[named.name]
    if "nodes" in named.fields:
        return chosen("nodes", named.fields["nodes"])
    if "cursor" in named.fields:
        return f"cursor {chosen('node', named.fields['node'])}"
    leaves = list(_leaves(named))
    telling = next((name for name in _TELLING if name in leaves), None)
    return telling or " ".join(leaves[:2]) or _below(named)


def _leaves(named: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[str]:
    """The fields that hold values, without those that only point at it, unless it has no others."""
    leaves = [name for name, field in named.fields.items() if is_leaf_type(get_named_type(field.type))]
    yield from [name for name in leaves if name not in _SILENT] or leaves


def _below(named: GraphQLObjectType | GraphQLInterfaceType) -> str:
    name, field = next(iter(named.fields.items()))
    return chosen(name, field)
