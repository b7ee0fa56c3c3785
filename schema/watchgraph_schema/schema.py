"""The schema: everything put together."""

from functools import cache
from threading import Lock
from types import new_class

import strawberry
from graphql import GraphQLSchema

from watchgraph_schema.comparison_questions import ComparisonQuestions
from watchgraph_schema.coverage_questions import CoverageQuestions
from watchgraph_schema.diff_questions import DiffQuestions
from watchgraph_schema.error_codes import ErrorQuestions
from watchgraph_schema.executing import PunctualExecutor
from watchgraph_schema.graph_questions import GraphQuestions
from watchgraph_schema.kind_lists import KIND_LISTS
from watchgraph_schema.kinds import CLASSES
from watchgraph_schema.map_questions import MapQuestions
from watchgraph_schema.number_questions import NumberQuestions
from watchgraph_schema.query import Questions
from watchgraph_schema.reason_questions import ReasonQuestions
from watchgraph_schema.saved_queries import SavedQuestions
from watchgraph_schema.source_questions import SourceQuestions
from watchgraph_schema.timelines import TimelineQuestions
from watchgraph_schema.values import VALUES

QUERY_DOC = """Everything that can be asked. Every answer can show the claims that it rests on, and their sources.

Example: `{ search(text: "huawei") { nodes { kind reason } } }`."""


Query = strawberry.type(
    new_class(
        "Query",
        (
            Questions,
            GraphQuestions,
            NumberQuestions,
            ComparisonQuestions,
            CoverageQuestions,
            SavedQuestions,
            ReasonQuestions,
            MapQuestions,
            SourceQuestions,
            DiffQuestions,
            TimelineQuestions,
            ErrorQuestions,
        ),
        {},
        lambda namespace: namespace.update(KIND_LISTS),
    ),
    description=QUERY_DOC,
)

schema = strawberry.Schema(
    query=Query,
    types=[*CLASSES.values(), *dict.fromkeys(VALUES.values())],
    execution_context_class=PunctualExecutor,
)

CORE: GraphQLSchema = schema._schema  # noqa: SLF001  # strawberry runs texts; we run documents checked before
"""The schema as graphql-core knows it: documents are checked against it and run on it."""

_showing = Lock()


def explained() -> GraphQLSchema:
    """The schema with an example in every description, for whoever reads it: they are added at the first call."""
    with _showing:
        _show_examples()
    return CORE


@cache
def _show_examples() -> None:
    from watchgraph_schema.examples import show_examples  # noqa: PLC0415  # memory that few processes need

    show_examples(CORE)


LINTED = (
    "# eslint-disable @graphql-eslint/strict-id-in-types -- Whatever implements Node has an id that `node` takes. "
    "Connections, edges, values and numbers are parts of what holds them: ids of their own would lead nowhere."
)
"""The one rule of @graphql-eslint's recommended set that this schema does not follow, and why."""


def printed() -> str:
    """The schema in GraphQL's own language, as checked in."""
    explained()
    return f"{LINTED}\n\n{schema.as_str()}\n"
