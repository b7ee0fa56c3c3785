"""Both paths give one answer to every question of the catalogue, every example of the docs, and to drawn documents.

Each document runs with some values, with others that the same plan serves, with any, and with the first again: what a
plan keeps of one run shows in the next. Values are drawn from what the store holds, and from what nobody may ask for.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from random import Random
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis_graphql import queries
from tests.e2e.test_documents import QUERIES
from tests.schema.compiling.compilable import compilable
from tests.schema.compiling.drawn import Pools, Values, cursors_in, gone_on, lifted, likewise, other_values
from tests.schema.compiling.pools import pools_of
from tests.schema.compiling.selections import lists_under_licences, without_licence

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_schema.answers import answer, executed, plans
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.documents import prepared
from watchgraph_schema.questions import documents
from watchgraph_schema.requests import Path, Question

WRITTEN: Final = {
    **{each.id: each.text for each in documents()},
    **{str(each): each.question for each in QUERIES if not each.question.startswith("GET ")},
}
"""Documents that people wrote, by name."""
LONGEST: Final = 8_000
"""Characters of a drawn document; longer ones are refused."""
SCHEMA: Final = compilable()
ROOTS: Final = sorted(SCHEMA.query_type.fields if SCHEMA.query_type else ())

# Where one field fails, graphql-core forgets what it has begun with the others.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Note = Callable[[str, object], None]


@pytest.fixture(scope="module")
def pools(reference_catalogue: Catalogue) -> Pools:
    return pools_of(reference_catalogue)


class Alike(NamedTuple):
    """An answer that both paths give. path: None where something is wrong with what was asked."""

    body: Mapping[str, object]
    path: Path | None


def alike(catalogue: Catalogue, query: str, values: Values) -> Alike:
    """The answer, once the other path has been seen to give the same: data in their order, errors, standing."""
    question = Question(query=query, variables=values, request="tests")

    found, expected = answer(catalogue, question), executed(catalogue, question)

    assert json.dumps(found.body) == json.dumps(expected.body)
    assert (found.understood, found.complete) == (expected.understood, expected.complete)
    wrong = not found.complete or (found.path is Path.EXECUTED and is_wrong(catalogue, question))
    return Alike(found.body, None if wrong else found.path)


def is_wrong(catalogue: Catalogue, question: Question) -> bool:
    """Whether the compiler leaves it to the executor to say what is wrong; that never comes to it below a null."""
    with catalogue.reading() as reading:
        try:
            plans.data(prepared(question.query), question.variables, reading, read_moment(reading, at=None))
        except NotCompiledError as refused:
            return isinstance(refused.__cause__, WatchgraphError)
    return False


def paths(answers: Iterable[Alike]) -> set[Path]:
    """The paths of those with which nothing is wrong; what is wrong is always said by the executor."""
    return {each.path for each in answers if each.path is not None}


def count(record_property: Note, found: set[Path]) -> None:
    """Have it said at the end of all tests how many documents compiled."""
    record_property("documents compiled" if Path.COMPILED in found else "documents executed only", 1)


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", WRITTEN)
def test_a_written_document_is_answered_alike_as_it_is_and_with_other_values(
    reference_catalogue: Catalogue, pools: Pools, record_property: Note, name: str
) -> None:
    document, random = lifted(WRITTEN[name]), Random(name)  # noqa: S311  # values of a test
    like = [likewise(document, document.values, pools, random) for _ in range(2)]

    as_written = alike(reference_catalogue, WRITTEN[name], {})
    alike(reference_catalogue, document.text, other_values(document, pools, random))
    of_one_shape = [
        alike(reference_catalogue, document.text, values) for values in (document.values, *like, document.values)
    ]

    assert len(paths(of_one_shape)) <= 1
    count(record_property, paths([as_written, *of_one_shape]))


def test_what_is_wrong_below_a_null_is_on_no_path(reference_catalogue: Catalogue) -> None:
    query = "query ($id: ID!, $to: String) { claim(id: $id) { evidence(first: 1, after: $to) { totalCount } } }"
    unknown = "00000000-0000-0000-0000-000000000000"

    fine, wrong = (alike(reference_catalogue, query, {"id": unknown, "to": each}) for each in (None, "no cursor"))

    assert (fine.path, wrong.path) == (Path.COMPILED, None)
    assert fine.body == wrong.body


@cache
def drawn(root: str) -> st.SearchStrategy[object]:
    return queries(SCHEMA, fields=[root], allow_x00=False)


@pytest.mark.parametrize("root", ROOTS)
@settings(
    max_examples=3,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_drawn_document_is_answered_alike_with_one_value_after_another(  # fixtures
    reference_catalogue: Catalogue, pools: Pools, record_property: Note, root: str, data: st.DataObject, seed: int
) -> None:
    document, random = lifted(str(data.draw(drawn(root)))), Random(seed)  # noqa: S311  # values of a test
    assume(len(document.text) < LONGEST)
    values = other_values(document, pools, random)

    first = alike(reference_catalogue, document.text, values)
    for cursor in list(cursors_in(first.body))[:1]:
        alike(reference_catalogue, document.text, gone_on(document, values, cursor))
    alike(reference_catalogue, document.text, other_values(document, pools, random))
    other = alike(reference_catalogue, document.text, likewise(document, values, pools, random))
    again = alike(reference_catalogue, document.text, values)

    assert len(paths([first, other, again])) <= 1
    count(record_property, paths([first]))


@pytest.mark.parametrize("root", lists_under_licences(SCHEMA))
@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_many_fields_of_a_list_are_answered_alike_whatever_licence_is_left_out(
    reference_catalogue: Catalogue, pools: Pools, record_property: Note, root: str, seed: int
) -> None:
    random = Random(seed)  # noqa: S311  # values of a test
    query = without_licence(SCHEMA, root, random)

    found = [alike(reference_catalogue, query, {"not": [each]}) for each in random.sample(pools["notIn"], 2)]

    assert len(paths(found)) <= 1
    count(record_property, paths(found))
