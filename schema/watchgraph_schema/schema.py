"""The schema: everything put together."""

from types import new_class

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxTokensLimiter, ParserCache, SchemaExtension, ValidationCache
from strawberry.types.execution import ExecutionContext

from watchgraph_schema.comparison_questions import ComparisonQuestions
from watchgraph_schema.coverage_questions import CoverageQuestions
from watchgraph_schema.facts import FACTS
from watchgraph_schema.graph_questions import GraphQuestions
from watchgraph_schema.kind_lists import KIND_LISTS
from watchgraph_schema.kinds import CLASSES
from watchgraph_schema.limits import MOST_TOKENS, Limits
from watchgraph_schema.number_questions import NumberQuestions
from watchgraph_schema.query import Questions
from watchgraph_schema.values import VALUES

QUERY_DOC = "Everything that can be asked. Every answer can show the claims that it rests on, and their sources."


class Schema(strawberry.Schema):
    """Errors are told apart and logged where answers are made, not here."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Leave logging to `answers`."""


Query = strawberry.type(
    new_class(
        "Query",
        (Questions, GraphQuestions, NumberQuestions, ComparisonQuestions, CoverageQuestions),
        {},
        lambda namespace: namespace.update(KIND_LISTS),
    ),
    description=QUERY_DOC,
)

DOCUMENTS_KEPT = 256
"""Documents that need not be parsed and validated again."""


def _tokens() -> SchemaExtension:
    return MaxTokensLimiter(max_token_count=MOST_TOKENS)


def _parsed() -> SchemaExtension:
    return ParserCache(maxsize=DOCUMENTS_KEPT)


def _validated() -> SchemaExtension:
    return ValidationCache(maxsize=DOCUMENTS_KEPT)


schema = Schema(
    query=Query,
    types=[*CLASSES.values(), *FACTS.values(), *set(VALUES.values())],
    extensions=[_tokens, _parsed, _validated, Limits],
)


def printed() -> str:
    """The schema in GraphQL's own language, as checked in."""
    return schema.as_str() + "\n"
