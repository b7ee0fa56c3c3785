"""Which fields of the schema only the executor answers. A new field must either compile or be named here."""

from graphql import GraphQLObjectType
from strawberry.types.field import StrawberryField

from watchgraph_schema import describing
from watchgraph_schema.describing import COMPILED
from watchgraph_schema.schema import CORE

WORKED_OUT = {
    "Aggregate", "AggregateGroup", "CertainNumber", "ClaimDifference", "ClaimStanding", "Comparison", "ComparisonSide",
    "ConfidenceExplanation", "ConfidenceStep", "ConfidenceWitness", "CoverageReport", "Diff", "EditionCoverage",
    "EntityMove", "ErrorKind", "Excluded", "Feature", "FeatureProperties", "HeadlineDifference", "Hop", "Increment",
    "MissingLink", "MoneyTrail", "Number", "Path", "PossibleNumber", "PredicateCoverage", "SavedQuery", "SearchHit",
    "SourceCount", "SourceCounts", "TimelineEntry", "Way", "WayClaim", "WayStep", "WhyNot",
}  # fmt: skip
"""Types of which each object is worked out in Python, at some cost: walks, numbers, comparisons, search."""

ROOTS = {
    "aggregate", "coverage", "diff", "errorKinds", "explainConfidence", "nodes", "predicates", "sourceByUrl",
    "sourceCounts", "whyNot",
}  # fmt: skip


def is_left_out(declared: StrawberryField) -> bool:
    return declared.base_resolver is not None and not declared.metadata.get(COMPILED)


def left_out() -> set[str]:
    return {
        f"{type_.name}.{name}"
        for type_ in CORE.type_map.values()
        if isinstance(type_, GraphQLObjectType) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        if is_left_out(field.extensions["strawberry-definition"]) and not type_.name.endswith("Connection")
    }


def test_everything_that_the_catalogue_holds_compiles() -> None:
    fields = left_out()

    of_questions = {name.removeprefix("Query.") for name in fields if name.startswith("Query.")}
    types = {name.partition(".")[0] for name in fields} - {"Query"}
    assert of_questions == ROOTS
    assert types == WORKED_OUT


def test_numbers_comparisons_and_coverage_are_worked_out_beside_a_statement() -> None:
    assert CORE.query_type is not None
    fields = CORE.query_type.fields.items()

    worked_out = {
        name for name, field in fields if field.extensions["strawberry-definition"].metadata.get(describing.WORKED_OUT)
    }

    assert worked_out == {"aggregate", "comparisons", "coverage"}
