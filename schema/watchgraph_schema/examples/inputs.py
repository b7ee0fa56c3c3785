"""Examples of what is given: arguments, the fields of inputs, and inputs as a whole.

Most follow from the type. What no rule can know (the name of a data set, of a predicate, a date) stands in a table.
"""

from collections.abc import Mapping
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    get_named_type,
    get_nullable_type,
    is_required_input_field,
)

from watchgraph_schema.exemplars import CALLED, CAMERAS, CLAIM, LED_TO, NUMBERS, OF_KIND

_NAMED: Final[Mapping[str, str]] = {
    "after": '"<endCursor>"',
    "asOf": '"commitmentYear"',
    "atLeast": '"1000"',
    "atMost": '"50000"',
    "bbox": "[19.9, 44.6, 20.8, 45.1]",
    "before": '"<startCursor>"',
    "begins": '"2022"',
    "by": '"verdict"',
    "codes": '["CLOSED_AUTOCRACY"]',
    "contains": '"police"',
    "currency": '"USD"',
    "dataset": '"aigs"',
    "during": '"2018-06/2020"',
    "earlier": '"2020"',
    "edition": '"2022"',
    "first": "50",
    "languages": '["en", "sr-Latn"]',
    "gt": '"1000"',
    "gte": '"1000"',
    "last": "10",
    "later": '"2022"',
    "lt": '"50000"',
    "lte": '"50000"',
    "maxHops": "3",
    "measured": '"amount"',
    "minClaims": "2",
    "minConfidence": "60",
    "minOrigins": "2",
    "minSources": "2",
    "name": '"role"',
    "needs": '"the table of the report"',
    "notIn": '["NOASSERTION"]',
    "of": '"Place"',
    "predicate": '"usesSurveillanceTechnology"',
    "predicates": '["supplies", "plannedCameras"]',
    "publishedBefore": '"2021-06"',
    "publishedBy": '"2020-12-31"',
    "publishedFrom": '"2019"',
    "publisherContains": '"ministry"',
    "recordedAfter": '"1234"',
    "recordedAt": '"2026-11-23T12:00:00Z"',
    "recordedUpTo": '"1234"',
    "ref": '"C004"',
    "refs": '["Q01-2022"]',
    "since": '"2019"',
    "slug": '"aigs"',
    "text": '"Huawei"',
    "texts": '["Huawei"]',
    "titleContains": '"face"',
    "topic": '"SUPPLY"',
    "unit": '"USD"',
    "until": '"2021-06"',
    "url": '"https://doi.org/10.1038/d41586-020-03188-2"',
    "validAt": '"2019-05"',
    "value": '"SUPPLIER"',
}
"""Values by the name of an argument or field, where its type tells too little."""

_CODES: Final[Mapping[str, str]] = {
    "families": "SUPPLY",
    "family": "SUPPLY",
    "kinds": "ORGANISATION",
    "liveness": "GONE",
    "objectKinds": "PLACE",
    "subjectKinds": "DEPLOYMENT",
    "tiers": "COURT",
}
"""Values of enums by the name of an argument or field, where the first of all tells too little."""

_OWN: Final[Mapping[str, str]] = {
    "ClaimValueCondition.codes": '["PILOT", "LIVE"]',
    "ClaimValueCondition.eq": '"8000"',
    "ClaimWhere.ids": f"[{CLAIM}]",
    "ClaimWhere.refs": '["C004", "C015"]',
    "ClaimWhere.value": '{gte: "1000"}',
    "ConditionInput.before": '"2021"',
    "DateCondition.eq": '"2019-05"',
    "DateCondition.gte": '"2019"',
    "DateCondition.lt": '"2021-06"',
    "EditionInput.name": '"2022"',
    "FigureWhere.by": '"regime"',
    "FigureWhere.dataset": '"watchgraph-reference"',
    "FigureWhere.predicates": '["publishedCount"]',
    "LicenceCondition.in": '["CC0-1.0", "CC-BY-4.0"]',
    "OursInput.where": '[{predicate: "usesSurveillanceTechnology"}]',
    "MoneyCondition.eq": '"1000000"',
    "NumberCondition.eq": '"1000"',
    "Query.claim(id)": CLAIM,
    "Query.nodes(ids)": f"[{CAMERAS}, {CLAIM}]",
    "Query.paths(via)": "{kinds: [DEPLOYMENT, CONTRACT], planned: false}",
    "Query.diff(from)": '{recordedAt: "1000"}',
    "Query.diff(to)": '{validAt: "2020"}',
    "Query.savedQueries(ids)": '["Q02"]',
    "StatedInput.dataset": '"aiid"',
    "QualifierInput.begins": '"Art. 3"',
    "IdentifierCondition.eq": '"KE"',
    "IdentifierCondition.in": '["KE", "UG"]',
    "IdentifierCondition.scheme": '"ISO_3166_1_ALPHA_2"',
    "TextCondition.eq": '"Huawei"',
    "TextCondition.in": '["Huawei", "Hikvision"]',
}
"""Values of single arguments and fields, where one of the same name elsewhere means another."""

_INPUTS: Final[Mapping[str, str]] = {
    "AsOf": '{validAt: "2019", recordedAt: "1234"}',
    "ClaimValueCondition": '{gte: "1000"}',
    "ClaimWhere": '{predicates: ["supplies"], standing: true, minSources: 2}',
    "DateCondition": '{gte: "2019", lt: "2021"}',
    "GroupByInput": '{predicate: "regimeType"}',
    "IdentifierCondition": '{scheme: "ISO_3166_1_ALPHA_2", eq: "KE"}',
    "MoneyCondition": '{gte: "1000000", currency: "USD"}',
    "NeighbourWhere": '{predicates: ["supplies"], direction: OUTGOING}',
    "NumberCondition": '{gte: "1000"}',
    "PresenceCondition": "{isNull: false}",
    "QualifierInput": '{name: "role", value: "SUPPLIER"}',
    "SourceWhere": '{tiers: [COURT], languages: ["en"]}',
    "TextCondition": '{contains: "police"}',
    "UniverseInput": '{dataset: "aigs", edition: "2022"}',
}
"""Values of whole inputs, where their first field alone would say little."""


def whole(kind: GraphQLInputObjectType) -> str:
    """A value of an input: its required fields, or its first where none is."""
    if kind.name in _INPUTS:
        return _INPUTS[kind.name]
    fields = [name for name, field in kind.fields.items() if is_required_input_field(field)] or [
        "name" if "name" in kind.fields else next(iter(kind.fields))
    ]
    return "{" + ", ".join(f"{name}: {_own(kind, name)}" for name in fields) + "}"


def given(path: str, name: str, part: GraphQLArgument | GraphQLInputField) -> str:
    """Give a value for an argument or a field of an input. path: `Type.field(argument)`, `Input.field`."""
    return f"{name}: {_OWN.get(path) or _value(name, part.type, _filtered(path))}"


def _value(name: str, kind: GraphQLInputType, owner: str = "") -> str:
    """A value of a type, as GraphQL writes it. owner: the kind that is filtered, where it stands in such a filter."""
    named, plain = get_named_type(kind), get_nullable_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        value = _compared(name, named) or whole(named)
    elif isinstance(named, GraphQLEnumType):
        value = next((code for code in named.values if code == _CODES.get(name)), next(iter(named.values)))
    elif name in _NAMED:
        return _NAMED[name]
    else:
        value = {"Boolean": "true", "ID": _id(name, owner), "Int": "2"}.get(named.name, '"…"')
    return f"[{value}]" if isinstance(plain, GraphQLList) else value


def _id(name: str, owner: str) -> str:
    """The id of something that the argument or field may lead to; of what is filtered, where `ids` are meant."""
    return LED_TO.get(name) or OF_KIND.get(owner, CAMERAS)


def _compared(name: str, condition: GraphQLInputObjectType) -> str | None:
    """A condition that fits what the field of this name holds; None where its type alone tells."""
    if condition.name == "NumberCondition" and name in NUMBERS:
        return f"{{gte: {NUMBERS[name]}}}"
    return f"{{eq: {LED_TO[name]}}}" if condition.name == "EntityCondition" and name in LED_TO else None


def _own(kind: GraphQLInputObjectType, name: str) -> str:
    owner = _filtered(kind.name)
    if name == "name" and owner in CALLED:
        return f'{{contains: "{CALLED[owner]}"}}'
    return _OWN.get(f"{kind.name}.{name}") or _value(name, kind.fields[name].type, owner)


def _filtered(path: str) -> str:
    """The kind that a filter, or a field of one, filters; empty for others."""
    return path.partition(".")[0].removesuffix("Where")
