"""Every list has pages, or is short by what it is."""

import pytest
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)
from tests.schema.shapes import SCHEMA

FIELDS = {
    f"{named.name}.{name}": field
    for named in SCHEMA.type_map.values()
    if isinstance(named, GraphQLObjectType | GraphQLInterfaceType) and not named.name.startswith("__")
    for name, field in named.fields.items()
}
CONNECTIONS = sorted(path for path, each in FIELDS.items() if get_named_type(each.type).name.endswith("Connection"))
PAGES = {"first": "Int", "after": "String", "last": "Int", "before": "String"}

SHORT = {
    "what the vocabulary declares": {
        "Claim.qualifiers",
        "Diff.headlines",
        "Edition.covers",
        "EditionCoverage.covers",
        "Predicate.domain",
        "Query.errorKinds",
        "Query.predicates",
    },
    "kinds of answer, doubt and outcome": {
        "Aggregate.excluded",
        "Aggregate.numbers",
        "AggregateGroup.numbers",
        "ClaimDifference.changes",
        "Comparison.missing",
        "ConfidenceExplanation.raisedBy",
        "ConfidenceWitness.factors",
        "Edition.rows",
        "EditionCoverage.rows",
        "PossibleNumber.steps",
        "WayClaim.obstacles",
    },
    "hops of one chain": {"Evidence.chain", "MoneyTrail.hops", "MoneyTrail.missing", "Path.hops", "Way.steps"},
    "the first ten or twenty, as the description says": {
        "ConfidenceExplanation.steps",
        "ConfidenceStep.witnesses",
        "WayStep.claims",
        "WhyNot.missing",
    },
    "numbers of a point, and what one or two claims rest on": {
        "FeatureProperties.claimIds",
        "FeatureProperties.licences",
        "GeoJsonPoint.coordinates",
    },
    "what one record or one event states": {
        "Coverage.databases",
        "Coverage.languages",
        "Coverage.queries",
        "Edition.files",
        "Event.details",
        "SavedQuery.variables",
        "SearchHit.words",
        "Source.authors",
        "Source.related",
    },
}
"""Lists without pages, by what keeps them short."""

CAPPED = "at most 100"


def lists_without_pages() -> dict[str, GraphQLField]:
    return {
        path: field
        for path, field in FIELDS.items()
        if isinstance(get_nullable_type(field.type), GraphQLList) and not path.partition(".")[0].endswith("Connection")
    }


@pytest.mark.parametrize("path", CONNECTIONS)
def test_every_connection_is_paged_from_both_ends_twenty_items_at_a_time(path: str) -> None:
    arguments = FIELDS[path].args

    taken = {name: str(arguments[name].type) for name in PAGES if name in arguments}

    assert taken == PAGES
    assert "1 to 100; 20 where nothing is asked" in (arguments["first"].description or "")


def test_a_list_without_pages_is_short_by_its_nature_or_says_where_it_ends() -> None:
    short = set().union(*SHORT.values())

    long = {path for path, field in lists_without_pages().items() if path not in short}

    assert [path for path in sorted(long) if CAPPED not in spoken(FIELDS[path])] == []
    assert short - set(lists_without_pages()) == set()


def spoken(field: GraphQLField) -> str:
    return " ".join([field.description or "", *(each.description or "" for each in field.args.values())])
