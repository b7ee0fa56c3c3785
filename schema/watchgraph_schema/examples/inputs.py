"""Examples: how a question, an argument or a filter is written, added to its description.

Most follow from the type. What no rule can know (the name of a data set, of a predicate, a date) stands in a table.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_interface_type,
    is_object_type,
    is_required_input_field,
)

from watchgraph.vocabulary import KINDS
from watchgraph_schema.exemplars import BELGRADE, CALLED, CAMERAS, CLAIM, HUAWEI, LED_TO, NUMBERS, OF_KIND

_NAMED: Final[Mapping[str, str]] = {
    "after": '"<endCursor>"',
    "atLeast": '"1000"',
    "atMost": '"50000"',
    "bbox": "[19.9, 44.6, 20.8, 45.1]",
    "before": '"<startCursor>"',
    "by": '"verdict"',
    "codes": '["CLOSED_AUTOCRACY"]',
    "contains": '"police"',
    "currency": '"USD"',
    "dataset": '"aigs"',
    "earlier": '"2020"',
    "edition": '"2022"',
    "families": '["SUPPLY"]',
    "family": '"SUPPLY"',
    "first": "50",
    "kinds": '["Organisation", "Place"]',
    "languages": '["en", "sr-Latn"]',
    "gt": '"1000"',
    "gte": '"1000"',
    "last": "10",
    "later": '"2022"',
    "liveness": '["GONE"]',
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
    "objectKinds": '["Place"]',
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
    "refs": '["Q02-2022"]',
    "reliabilities": '["A", "B"]',
    "since": '"2019"',
    "slug": '"aigs"',
    "subjectKinds": '["Deployment"]',
    "text": '"Huawei"',
    "texts": '["Huawei"]',
    "tiers": '["COURT", "MEDIA"]',
    "titleContains": '"face"',
    "topic": '"SUPPLY"',
    "unit": '"USD"',
    "until": '"2021-06"',
    "url": '"https://doi.org/10.1000/182"',
    "validAt": '"2019-05"',
    "value": '"SUPPLIER"',
}
"""Values by the name of an argument or field, where its type tells too little."""

_OWN: Final[Mapping[str, str]] = {
    "ClaimValueCondition.codes": '["PILOT", "LIVE"]',
    "ClaimWhere.value": '{gte: "1000"}',
    "ConditionInput.before": '"2021"',
    "DateCondition.eq": '"2019-05"',
    "DateCondition.gte": '"2019"',
    "DateCondition.lt": '"2021-06"',
    "EditionInput.name": '"2022"',
    "EntityWhere.kinds": '["Organisation"]',
    "FigureWhere.by": '"regime"',
    "FigureWhere.dataset": '"watchgraph-reference"',
    "FigureWhere.predicates": '["publishedCount"]',
    "LicenceCondition.in": '["CC0-1.0", "CC-BY-4.0"]',
    "OursInput.where": '[{predicate: "usesSurveillanceTechnology"}]',
    "PathVia.kinds": '["Deployment", "Contract"]',
    "MoneyCondition.eq": '"1000000"',
    "NumberCondition.eq": '"1000"',
    "Query.claim(id)": CLAIM,
    "Query.nodes(ids)": f"[{CAMERAS}, {CLAIM}]",
    "Query.paths(via)": '{kinds: ["Deployment", "Contract"], planned: false}',
    "Query.diff(from)": '{recordedAt: "1000"}',
    "Query.diff(to)": '{validAt: "2020"}',
    "Query.savedQueries(ids)": '["Q02"]',
    "StatedInput.dataset": '"aiid"',
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
    "SourceWhere": '{tiers: ["COURT"], languages: ["en"]}',
    "TextCondition": '{contains: "police"}',
    "UniverseInput": '{dataset: "aigs", edition: "2022"}',
}
"""Values of whole inputs, where their first field alone would say little."""

_QUESTIONS: Final[Mapping[str, str]] = {
    "aggregate": 'aggregate(of: "Place", where: [{predicate: "usesSurveillanceTechnology"}]) '
    "{ numbers { certain { figure { value } } } }",
    "claim": f"claim(id: {CLAIM}) {{ sentence evidence {{ nodes {{ locator source {{ title }} }} }} }}",
    "claims": 'claims(where: {predicates: ["supplies"], standing: true}) { totalCount nodes { sentence } }',
    "claimsByRef": 'claimsByRef(ref: "C004") { nodes { sentence state } }',
    "commits": "commits(first: 5) { nodes { position at } }",
    "coverages": "coverages { nodes { topic result } }",
    "datasets": "datasets { nodes { slug title licence } }",
    "disputes": "disputes(state: OPEN) { nodes { text claims { nodes { ref } } } }",
    "entities": 'entities(where: {name: {contains: "police"}}) { nodes { id kind name } }',
    "entity": f"entity(id: {CAMERAS}) {{ kind name claims {{ totalCount }} }}",
    "errorKinds": "errorKinds { code }",
    "judgements": "judgements(verdict: UNSURE) { nodes { leftId rightId basis } }",
    "moneyTrail": f"moneyTrail(vendor: {HUAWEI}) {{ nodes {{ complete lender {{ name }} missing {{ reason }} }} }}",
    "node": f"node(id: {CAMERAS}) {{ __typename id ... on Entity {{ name }} }}",
    "nodes": f"nodes(ids: [{CAMERAS}, {CLAIM}]) {{ __typename id ... on Claim {{ sentence }} }}",
    "paths": f"paths(from: {BELGRADE}, to: {HUAWEI}, maxHops: 3) "
    "{ nodes { length hops { predicate { label } } } }",
    "predicates": 'predicates(family: "SUPPLY") { name label definition }',
    "search": 'search(text: "huawei") { nodes { kind reason entity { id } } }',
    "sourceByUrl": 'sourceByUrl(url: "https://doi.org/10.1000/182") { title citedBy { totalCount } }',
    "sources": 'sources(where: {liveness: ["GONE"]}) { nodes { title publisher } }',
}
"""A question as one asks it, for each field at the top; lists of kinds have one made by rule."""


def show_examples(schema: GraphQLSchema) -> None:
    """Add an example to each description of a question, argument, input or its field that has none."""
    for named in schema.type_map.values():
        if isinstance(named, GraphQLInputObjectType):
            named.description = _with(named.description, _input(named))
            for name, field in named.fields.items():
                _show(field, f"{named.name}.{name}", name)
        elif is_object_type(named) or is_interface_type(named):
            for name, argument, path in _arguments(named):
                _show(argument, path, name)
    _show_questions(schema)


def _arguments(
    named: GraphQLObjectType | GraphQLInterfaceType,
) -> Iterator[tuple[str, GraphQLArgument, str]]:
    for field_name, field in named.fields.items():
        for name, argument in field.args.items():
            yield name, argument, f"{named.name}.{field_name}({name})"


def _show_questions(schema: GraphQLSchema) -> None:
    questions = {**{kind.plural: _list(kind.plural, name) for name, kind in KINDS.items()}, **_QUESTIONS}
    asked = schema.query_type.fields if schema.query_type else {}
    for name in questions.keys() & asked.keys():
        field = asked[name]
        if "Example: " not in (field.description or ""):
            field.description = f"{field.description}\n\nExample: `{questions[name]}`."


def _show(part: GraphQLArgument | GraphQLInputField, path: str, name: str) -> None:
    value = _OWN.get(path) or _value(name, part.type, _filtered(path))
    part.description = _with(part.description, f"{name}: {value}")


def _with(description: str | None, example: str) -> str:
    """Leave alone what has an example of its own, or speaks in code."""
    return description if description and "`" in description else f"{description} Example: `{example}`."


def _list(plural: str, kind: str) -> str:
    where = f'name: {{contains: "{CALLED.get(kind, "a")}"}}'
    return f"{plural}(where: {{{where}}}, order: NAME, first: 5) {{ totalCount nodes {{ id name }} }}"


def _value(name: str, kind: GraphQLInputType, owner: str = "") -> str:
    """A value of a type, as GraphQL writes it. owner: the kind that is filtered, where it stands in such a filter."""
    named, plain = get_named_type(kind), get_nullable_type(kind)
    if isinstance(named, GraphQLInputObjectType):
        value = _compared(name, named) or _input(named)
    elif isinstance(named, GraphQLEnumType):
        value = next(iter(named.values))
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


def _input(kind: GraphQLInputObjectType) -> str:
    """A value of an input: its required fields, or its first where none is."""
    if kind.name in _INPUTS:
        return _INPUTS[kind.name]
    fields = [name for name, field in kind.fields.items() if is_required_input_field(field)] or [
        "name" if "name" in kind.fields else next(iter(kind.fields))
    ]
    return "{" + ", ".join(f"{name}: {_own(kind, name)}" for name in fields) + "}"


def _own(kind: GraphQLInputObjectType, name: str) -> str:
    owner = _filtered(kind.name)
    if name == "name" and owner in CALLED:
        return f'{{contains: "{CALLED[owner]}"}}'
    return _OWN.get(f"{kind.name}.{name}") or _value(name, kind.fields[name].type, owner)


def _filtered(path: str) -> str:
    """The kind that a filter, or a field of one, filters; empty for others."""
    return path.partition(".")[0].removesuffix("Where")
