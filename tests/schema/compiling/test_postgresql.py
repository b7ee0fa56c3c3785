"""A database answers what the file answers, on both paths, and by one statement whatever the file so answers."""

import json
from collections.abc import Mapping
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, literal, select
from tests.schema.compiling.drawn import Pools, cursors_in, gone_on, lifted, likewise, other_values
from tests.schema.compiling.pools import pools_of
from tests.schema.compiling.test_differences import LONGEST, ROOTS, WRITTEN, drawn
from tests.schema.compiling.test_equal_answers import DOCUMENTS

from watchgraph_projections.catalogue.dialects import Backend
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer, executed
from watchgraph_schema.compiling.deferred import Called, settled
from watchgraph_schema.compiling.texts import Quoted
from watchgraph_schema.requests import Answer, Question

Asked = tuple[str, Mapping[str, object]]

EXAMPLES: Final[Mapping[str, tuple[Asked, ...]]] = {
    **{name: ((query, first), (query, second), (query, first)) for name, (query, first, second) in DOCUMENTS.items()},
}

# Where one field fails, graphql-core forgets what it has begun with the others.
pytestmark = [
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def pools(reference_catalogue: Catalogue) -> Pools:
    return pools_of(reference_catalogue)


def seen(answered: Answer) -> tuple[str, bool]:
    return json.dumps(answered.body), answered.complete


def check(file: Catalogue, database: Catalogue, asked: Asked) -> Mapping[str, object]:
    """Ask both in both ways, and see that all is alike."""
    question = Question(query=asked[0], variables=asked[1], request="tests")

    expected, by_statement = executed(file, question), answer(file, question)
    found, field_by_field = answer(database, question), executed(database, question)

    assert seen(found) == seen(field_by_field) == seen(expected)
    assert found.path is by_statement.path
    return found.body


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", WRITTEN)
def test_a_written_document_is_answered_as_from_the_file(
    reference_catalogue: Catalogue, reference_in_postgres: Catalogue, pools: Pools, name: str
) -> None:
    document, random = lifted(WRITTEN[name]), Random(name)  # noqa: S311  # values of a test
    values = [document.values, likewise(document, document.values, pools, random)]

    for each in [*values, other_values(document, pools, random)]:
        check(reference_catalogue, reference_in_postgres, (document.text, each))


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_plan_gives_the_files_answer_for_one_value_after_another(
    reference_catalogue: Catalogue, reference_in_postgres: Catalogue, name: str
) -> None:
    for asked in EXAMPLES[name]:
        check(reference_catalogue, reference_in_postgres, asked)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), seed=st.integers(0, 2**32), root=st.sampled_from(ROOTS))
def test_a_drawn_document_is_answered_as_from_the_file(
    reference_catalogue: Catalogue,
    reference_in_postgres: Catalogue,
    pools: Pools,
    data: st.DataObject,
    seed: int,
    root: str,
) -> None:
    document, random = lifted(str(data.draw(drawn(root)))), Random(seed)  # noqa: S311  # values of a test
    assume(len(document.text) < LONGEST)
    values = other_values(document, pools, random)

    first = check(reference_catalogue, reference_in_postgres, (document.text, values))
    for cursor in list(cursors_in(first))[:1]:
        check(reference_catalogue, reference_in_postgres, (document.text, gone_on(document, values, cursor)))
    check(reference_catalogue, reference_in_postgres, (document.text, likewise(document, values, pools, random)))


def quoted(database: Catalogue, value: ColumnElement[object]) -> str:
    """What a statement writes of a value, before anything is put in the places of marks."""
    with database.reading() as reading:
        compiled = select(Quoted(value)).compile(dialect=Backend.POSTGRESQL.dialect)
        given = [compiled.params[name] for name in compiled.positiontup or ()]
        return str(reading.row(str(compiled), tuple(given))[0])


@pytest.mark.parametrize(
    "text", ['\x01["label_of","KINDS","x"]\x02', "\x01", "\x02\x01", "\x7f", '"\\u0001', "\u2028 \t \n ✓"]
)
def test_no_text_of_the_data_is_taken_for_a_mark(reference_in_postgres: Catalogue, text: str) -> None:
    written = quoted(reference_in_postgres, literal(text))

    assert json.loads(settled(written)) == text


def test_a_function_takes_texts_as_they_are_and_gives_its_result_to_another(reference_in_postgres: Catalogue) -> None:
    value = '{"type": "text", "text": "\x02 \x01[", "lang": "sr-Cyrl"}'.replace("\x02 \x01", "\\u0002 \\u0001")
    language = Called("language_of", [literal(value)])

    written = quoted(reference_in_postgres, Called("script_of", [language]))

    assert settled(written) == '"Cyrl"'
