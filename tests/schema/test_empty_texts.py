"""An empty text compares nothing: wherever a text is asked for, it is refused rather than taken for all or none."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from tests.schema.compiling.both_ways import asked_both_ways
from tests.schema.shapes import ROOTS, SCHEMA

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.exemplars import BELGRADE, CAMERAS, CLAIM, HUAWEI

REQUIRED: Final[Mapping[str, str]] = {
    "Query.entity.id": HUAWEI,
    "Query.explainConfidence.claim": CLAIM,
    "Query.aggregate.of": '"Place"',
    "Query.claimsByRef.ref": '"C004"',
    "Query.diff.from": '{recordedAt: "1"}',
    "Query.claim.id": CLAIM,
    "Query.node.id": CLAIM,
    "Query.nodes.ids": f"[{CLAIM}]",
    "Query.sourceCounts.by": "TIER",
    "Query.sourceByUrl.url": '"https://doi.org/10.1000/182"',
    "Query.paths.from": BELGRADE,
    "Query.paths.to": HUAWEI,
    "Query.search.text": '"Huawei"',
    "Query.timeline.entity": HUAWEI,
    "Query.whyNot.from": BELGRADE,
    "Query.whyNot.to": HUAWEI,
    "ConditionInput.predicate": '"regimeType"',
    "EditionInput.dataset": '"watchgraph-reference"',
    "EditionInput.name": '"1"',
    "EditionsInput.dataset": '"watchgraph-reference"',
    "EditionsInput.earlier": '"1"',
    "EditionsInput.later": '"2"',
    "OursInput.of": '"Place"',
    "QualifierInput.name": '"role"',
    "StatedInput.dataset": '"watchgraph-reference"',
    "StatedInput.ref": '"C004"',
    "UniverseInput.dataset": '"watchgraph-reference"',
}
"""What has to be said beside the empty text."""
BESIDE: Final[Mapping[str, str]] = {
    **{
        f"Query.comparisons.{name}": 'published: {predicates: ["plannedCameras"]}, '
        for name in ("needs", "ours", "stated")
    },
    **{f"Query.moneyTrail.{name}": f"deployment: {CAMERAS}, " for name in ("after", "before")},
    "Query.aggregate.unit": 'measure: SUM, measured: "plannedCameras", ',
    "OursInput.unit": 'measure: SUM, measured: "plannedCameras", ',
    "QualifierInput.name": 'value: "SUPPLIER", ',
    "GroupByInput.by": 'predicate: "regimeType", ',
    "GroupByInput.then": 'predicate: "partOf", ',
}
"""What makes sense of an argument that asks nothing by itself."""
TOLD: Final = ("empty", "''", "no cursor of ours", "not imported by then", "has 1 to 100 characters")
"""What the messages say of it, each in its own way."""


def fields() -> Iterator[tuple[str, GraphQLField, str]]:
    """Fields that take arguments: name, field, and a document around it. Cursors of all lists are read in one place."""
    for name, field in ROOTS.items():
        yield f"Query.{name}", field, "{ %s }"
    for name, field in SCHEMA.type_map["Deployment"].fields.items():  # type: ignore[attr-defined]
        yield f"Deployment.{name}", field, "{ deployments(first: 1) { nodes { %s } } }"


def texts(path: str, part: GraphQLArgument | GraphQLInputField, seen: set[str]) -> Iterator[tuple[str, str]]:
    """The ways to say an empty text within an argument, each input's fields once: where, and how it is written."""
    named, listed = get_named_type(part.type), isinstance(get_nullable_type(part.type), GraphQLList)
    if named.name in {"String", "ID"}:
        yield path, '[""]' if listed else '""'
    elif isinstance(named, GraphQLInputObjectType):
        for name, field in named.fields.items():
            inner = f"{named.name}.{name}"
            if inner in seen:
                continue
            seen.add(inner)
            beside = "".join(
                f"{other}: {REQUIRED[f'{named.name}.{other}']}, "
                for other, each in named.fields.items()
                if other != name and is_required_input_field(each)
            )
            for where, written in texts(inner, field, seen):
                value = f"{{{BESIDE.get(inner, '')}{beside}{name}: {written}}}"
                yield where, f"[{value}]" if listed else value


def documents() -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for path, field, around in fields():
        for name, argument in field.args.items():
            beside = "".join(
                f"{other}: {REQUIRED[f'{path}.{other}']}, "
                for other, each in field.args.items()
                if other != name and is_required_argument(each)
            )
            inside = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
            key = name if name in {"after", "before"} else f"{path}.{name}"
            if key in seen:
                continue
            seen.add(key)
            for where, written in texts(f"{path}.{name}", argument, seen):
                yield (
                    where,
                    around
                    % f"{path.partition('.')[2]}({BESIDE.get(f'{path}.{name}', '')}{beside}{name}: {written}){inside}",
                )


@pytest.mark.parametrize(("where", "document"), list(documents()))
def test_an_empty_text_is_refused_wherever_one_is_asked_for(
    reference_catalogue: Catalogue, where: str, document: str
) -> None:
    found, executed = asked_both_ways(reference_catalogue, document)

    assert json.dumps(found.body) == json.dumps(executed.body)
    errors = found.body.get("errors")
    assert isinstance(errors, list), f"{where}: {document} has an answer"
    assert any(words in errors[0]["message"] for words in TOLD), errors[0]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("claims(where: {begins: $text})", "2019"),
        ("claims(where: {during: $text})", "2019"),
        ('claims(where: {predicates: ["plannedCameras"], value: {contains: $text}})', "800"),
        ("entities(where: {name: {contains: $text}})", "Belgrade"),
        ("financialFacilities(where: {sector: {contains: $text}})", "Education"),
        ("sources(where: {titleContains: $text})", "face"),
    ],
)
def test_a_variable_that_is_empty_is_refused_also_where_another_was_answered(
    reference_catalogue: Catalogue, field: str, text: str
) -> None:
    document = f"query ($text: String!) {{ {field} {{ totalCount }} }}"
    answered, _ = asked_both_ways(reference_catalogue, document, {"text": text})

    found, executed = asked_both_ways(reference_catalogue, document, {"text": ""})

    assert json.dumps(found.body) == json.dumps(executed.body)
    assert [each["extensions"]["code"] for each in found.body["errors"]] == ["bad-argument"]  # type: ignore[attr-defined]
    assert "errors" not in answered.body
