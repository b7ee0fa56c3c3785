"""Which questions have an answer that stays."""

import pytest

from watchgraph_schema.documents import prepared
from watchgraph_schema.fixed_moments import is_fixed

THEN = 'asOf: {recordedAt: "12", validAt: "2019"}'


@pytest.mark.parametrize(
    "query",
    [
        f"{{ places({THEN}) {{ totalCount }} }}",
        f"{{ a: places({THEN}) {{ totalCount }} b: claims({THEN}) {{ totalCount }} __typename }}",
        f"{{ ...F }} fragment F on Query {{ ... on Query {{ ...G }} }} "
        f"fragment G on Query {{ places({THEN}) {{ totalCount }} }}",
    ],
)
def test_a_question_stays_when_all_of_it_is_asked_as_of_a_day_and_a_position(query: str) -> None:
    assert is_fixed(prepared(query), None)


@pytest.mark.parametrize(
    "query",
    [
        "{ places { totalCount } }",
        '{ places(asOf: {recordedAt: "12"}) { totalCount } }',
        '{ places(asOf: {validAt: "2019"}) { totalCount } }',
        '{ places(asOf: {recordedAt: "2026-11-23T12:00:00Z", validAt: "2019"}) { totalCount } }',
        "{ places(asOf: null) { totalCount } }",
        f"{{ places({THEN}) {{ totalCount }} claims {{ totalCount }} }}",
        f"{{ places({THEN}) {{ totalCount }} ...F }} fragment F on Query {{ claims {{ totalCount }} }}",
        "{ __typename }",
        "{ __schema { queryType { name } } }",
    ],
)
def test_a_question_moves_when_any_of_it_is_asked_of_now(query: str) -> None:
    assert not is_fixed(prepared(query), None)


def test_variables_and_their_defaults_tell_it_as_well() -> None:
    part = prepared(
        'query($r: String, $v: String = "2019") { places(asOf: {recordedAt: $r, validAt: $v}) { totalCount } }'
    )
    whole = prepared("query($then: AsOf) { places(asOf: $then) { totalCount } }")

    assert is_fixed(part, {"r": "12"})
    assert not is_fixed(part, {"r": None})
    assert not is_fixed(part, {})
    assert not is_fixed(part, {"r": "12", "v": None})
    assert is_fixed(whole, {"then": {"recordedAt": "12", "validAt": "2019"}})
    assert not is_fixed(whole, {"then": "12"})
    assert not is_fixed(whole, None)
