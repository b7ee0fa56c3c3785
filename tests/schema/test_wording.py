"""What callers are told of their values is in GraphQL's words, and JSON's."""

from collections.abc import Mapping

import pytest
from tests.schema.replies import Ask, Reply

from watchgraph_schema.wording import reworded


def told(reply: Reply) -> str:
    """The message of the only error."""
    errors = reply.answer.body["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    return str(error["message"])


@pytest.mark.parametrize(
    ("type_", "given", "words"),
    [
        ("[ID!]!", [True], "ID cannot represent value: true"),
        ("[ID!]!", [None], "Expected value of non-null type 'ID!' not to be null."),
        ("[ID!]!", {"foo": [1, None, "it's", 'a "b"']}, 'value: {"foo": [1, null, "it\'s", "a \\"b\\""]}'),
        ("[ID!]!", [{"None": "True, None"}], 'ID cannot represent value: {"None": "True, None"}'),
    ],
)
def test_values_of_variables_are_shown_as_json_has_them(ask: Ask, type_: str, given: object, words: str) -> None:
    found = told(ask(f"query($v: {type_}) {{ nodes(ids: $v) {{ id }} }}", {"v": given}))

    assert found.startswith("Variable '$v' has invalid value")
    assert found.endswith(words)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Variable '$v' has invalid value: Int cannot represent non-integer value: 'None", "value: 'null"),
        ("Enum 'A' cannot represent non-enum value: 'None'.", "value: 'None'."),
        ("There is no value: None", "There is no value: None"),
    ],
)
def test_what_is_no_value_of_a_variable_stays_as_it_is(message: str, words: str) -> None:
    assert reworded(message).endswith(words)


@pytest.mark.parametrize(
    "query",
    [
        f"{{ places(first: {'9' * 14_000}) {{ totalCount }} }}",
        f"query($first: Int = -{'9' * 5_000}) {{ places(first: $first) {{ totalCount }} }}",
    ],
)
def test_a_number_of_thousands_of_digits_is_told_what_an_int_is(ask: Ask, query: str) -> None:
    reply = ask(query)

    assert reply.codes == ["bad-document"]
    assert told(reply) == "Int has 32 bits: give a number from -2147483648 to 2147483647"


@pytest.mark.parametrize("query", ["", " ,, ", "\ufeff", "# nothing\n,", "#"])
def test_a_document_of_nothing_is_told_to_be_empty(ask: Ask, query: str) -> None:
    reply = ask(query)

    assert reply.codes == ["bad-document"]
    assert told(reply).startswith("The document is empty: ask something")


TYPES: Mapping[str, str] = {
    "{ __schema { types { fields { type { fields { name } } } } } }": "",
    "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }": "too-deep",
    "{ __schema { types { ...T } } } fragment T on __Type { fields { type { interfaces { fields { name } } } } }": (
        "too-deep"
    ),
}


@pytest.mark.parametrize("query", TYPES)
def test_types_are_followed_through_types_so_far_and_the_refusal_says_how_far(ask: Ask, query: str) -> None:
    reply = ask(query)

    assert "".join(map(str, reply.codes)) == TYPES[query]
    assert not TYPES[query] or "at most 2 levels" in told(reply)
