"""Asks one catalogue the same question by one statement and field by field."""

import json
from collections.abc import Mapping

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, executed
from watchgraph_schema.requests import Answer, Path, Question


def asked_both_ways(
    catalogue: Catalogue, query: str, values: Mapping[str, object] | None = None
) -> tuple[Answer, Answer]:
    """What it answers however it likes, and what it answers field by field."""
    question = Question(query=query, variables=values)
    return answer(catalogue, question), executed(catalogue, question)


def compiled_alike(catalogue: Catalogue, query: str, values: Mapping[str, object] | None = None) -> bool:
    """Whether it answers by one statement, and as it does field by field, to the order of keys."""
    found, expected = asked_both_ways(catalogue, query, values)
    return found.path is Path.COMPILED and json.dumps(found.body) == json.dumps(expected.body)
