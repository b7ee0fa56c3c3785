"""Errors as callers see them."""

import gc
import json
from collections.abc import Iterator
from weakref import ref

import pytest
from graphql import GraphQLError

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.context import Context
from watchgraph_schema.errors import BadIdError, FilterTooLargeError, TooDeepError
from watchgraph_schema.failures import MOST_BYTES, let_go, shown
from watchgraph_schema.fixed_lists import fixed


def test_an_error_has_a_code_and_says_where_it_is() -> None:
    error = GraphQLError("no id", path=["node"], original_error=BadIdError())

    assert shown([error], "{}") == [{"message": "no id", "path": ["node"], "extensions": {"code": "bad-id"}}]


def test_what_graphql_says_of_variables_has_a_code() -> None:
    assert shown([GraphQLError("no Int")], "{}") == [{"message": "no Int", "extensions": {"code": "bad-variable"}}]


@pytest.mark.parametrize("message", ["x" * 30_000, "\0" * 30_000, '"' * 30_000, "😀" * 30_000, "\ud800" * 30_000])
def test_errors_stay_short_whatever_was_sent(message: str) -> None:
    errors = [GraphQLError(message, path=["places"], original_error=BadIdError())] * 100

    found = shown(errors, "{}")

    assert 1 <= len(found) <= 5
    assert len(json.dumps(found, ensure_ascii=False).encode()) <= MOST_BYTES


def test_an_error_with_a_path_too_long_to_show_keeps_its_code() -> None:
    error = GraphQLError("no id", path=["a" * 14_000], original_error=BadIdError())

    assert shown([error, error], "{}") == [{"message": "no id", "extensions": {"code": "bad-id"}}]


def test_only_what_is_our_fault_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    (found,) = shown([GraphQLError("secret", original_error=ValueError("secret"))], "{ secret }" * 100)

    assert "secret" not in str(found["message"])
    assert caplog.records[0].query_start == ("{ secret }" * 100)[:200]  # type: ignore[attr-defined]  # given by `extra`


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        ([TooDeepError("deep")] * 7, [("A question was refused", 7)]),
        ([BadIdError("no id"), FilterTooLargeError("large"), TooDeepError("deep")], [("A question was refused", 2)]),
        ([TooDeepError("deep"), ValueError("ours"), KeyError("ours")], [("A question could not be answered", 2)]),
        ([BadIdError("no id")] * 7, []),
    ],
)
def test_the_log_gets_one_line_however_many_errors_there_are(
    causes: list[Exception], said: list[tuple[str, int]], caplog: pytest.LogCaptureFixture
) -> None:
    shown([GraphQLError(str(each), original_error=each) for each in causes], "{ claims }", "mine")

    lines = [vars(each) for each in caplog.records]
    assert [(each["message"], each["errors"]) for each in lines] == said
    assert all(each["request"] == "mine" for each in lines)


class Needed:
    """What an answer needed. Weakly referenced, so that a test sees it go."""


@pytest.fixture
def _nobody_collects() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


def failed() -> tuple[GraphQLError, "ref[Needed]"]:
    """An error, raised in the place of another where something was at hand."""

    def read(needed: Needed) -> None:
        try:
            json.loads(type(needed).__name__)
        except ValueError as error:
            raise BadIdError("no id") from error

    needed = Needed()
    try:
        read(needed)
    except BadIdError as error:
        return GraphQLError(str(error), original_error=error), ref(needed)
    raise AssertionError


@pytest.mark.usefixtures("_nobody_collects")
def test_what_an_answer_needed_goes_with_its_errors_shown() -> None:
    error, needed = failed()
    was_there = needed() is not None

    let_go([error])

    assert was_there
    assert needed() is None


@pytest.mark.usefixtures("_nobody_collects")
def test_a_list_that_is_in_memory_goes_with_the_answer_that_showed_it(reference_catalogue: Catalogue) -> None:
    item = Needed()
    needed = ref(item)

    with reference_catalogue.reading() as reading:
        fixed(Context(reading).reader(), ("of a test", None), [item], lambda _, shown: shown)
    del item

    assert needed() is None
