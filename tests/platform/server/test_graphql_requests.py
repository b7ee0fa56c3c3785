"""Whatever comes in is a request, or refused as none: nothing else ever happens."""

import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from watchgraph_schema.errors import RequestError
from watchgraph_server.graphql_requests import DEEPEST, Asked, NestedError, RepeatedError, of_query_string, parsed

JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MEMBERS = st.sampled_from(["query", "variables", "operationName", "extensions", "other"])


def is_sayable(asked: Asked) -> bool:
    """Tell whether an answer could repeat all that was asked."""
    json.dumps([asked.query, asked.variables, asked.operation_name, asked.extensions], ensure_ascii=False).encode()
    return True


@given(st.binary() | st.dictionaries(MEMBERS, JSONS).map(lambda found: json.dumps(found).encode()))
@example(b'{"query": "\\ud800"}')
@example(b'{"variables": {"a": "\\uDFFF"}}')
@example(b'{"variables": {"\\udead": 1}}')
@example(b'{"query": "a", "variables": {"a": 1e400}}')
def test_any_body_is_a_request_or_refused(raw: bytes) -> None:
    with suppress(RequestError):
        assert is_sayable(parsed(raw))


@given(
    st.binary().filter(lambda raw: not raw.startswith(b"?"))
    | st.lists(st.tuples(MEMBERS, JSONS.map(json.dumps) | st.text(alphabet="%0fFcC{}&=")), max_size=4).map(
        lambda pairs: "&".join(f"{name}={value}" for name, value in pairs).encode(errors="replace")
    )
)
@example(b"variables=%7B%22a%22%3A%22%5Cud800%22%7D")
@example(b"query=%ED%A0%80")
@example(rb'variables=["\u0000"]')
def test_any_query_string_is_a_request_or_refused(raw: bytes) -> None:
    with suppress(RequestError):
        assert is_sayable(of_query_string(raw))


@given(st.dictionaries(MEMBERS.filter(lambda name: name != "other"), st.none(), min_size=1), st.data())
def test_a_member_given_twice_is_found_however_it_is_spelt(given_once: dict[str, None], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(given_once)))
    at = data.draw(st.integers(0, len(name) - 1))
    hidden = f"{name[:at]}\\u{ord(name[at]):04x}{name[at + 1 :]}"
    members = [*(f'"{each}": null' for each in given_once), f'"{hidden}": null']

    with pytest.raises(RepeatedError, match=name):
        parsed(f"{{{', '.join(members)}}}".encode())


def test_null_in_a_query_string_is_as_good_as_nothing() -> None:
    asked = of_query_string(b"query=a&variables=null&extensions=null")

    assert asked == Asked(query="a")


def test_names_within_variables_are_not_members() -> None:
    asked = parsed(b'{"query": "a", "variables": {"query": "b", "variables": {"query": "c"}}}')

    assert asked.query == "a"
    assert asked.variables == {"query": "b", "variables": {"query": "c"}}


def test_how_deep_a_request_nests_is_counted_outside_of_texts() -> None:
    braces = "{" * 500 + '\\"' + "[" * 500
    inside = b"[" * (DEEPEST - 2) + b"]" * (DEEPEST - 2)

    assert parsed(b'{"query": "%s", "variables": {"a": %s}}' % (braces.encode(), inside)).query
    with pytest.raises(NestedError, match=f"at most {DEEPEST} levels; here they nest {DEEPEST + 1}"):
        parsed(b'{"query": "%s", "variables": {"a": [%s]}}' % (braces.encode(), inside))


def test_nothing_is_too_deep_to_be_told_so() -> None:
    with pytest.raises(NestedError, match="here they nest 60,000"):
        parsed(b'{"variables":' + b'{"a":' * 59_999 + b"1" + b"}" * 60_000)


def test_a_byte_order_mark_is_called_by_its_name() -> None:
    with pytest.raises(RequestError, match="begins with a byte order mark"):
        parsed('\ufeff{"query": "a"}'.encode())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"1", "Expected `object`, got `number`"),
        (b'{"query": 1.5}', "Expected `string | null`, got `number`"),
        (b'{"query": true}', "Expected `string | null`, got `boolean`"),
        (b'{"query": "q", "variables": "{}"}', "Expected `object | null`, got `string`"),
    ],
)
def test_another_shape_is_told_in_the_words_of_json(body: bytes, words: str) -> None:
    with pytest.raises(RequestError) as refused:
        parsed(body)

    assert words in str(refused.value)


def test_a_number_of_thousands_of_digits_in_a_filter_is_left_to_the_schema() -> None:
    assert parsed(b'{"query": "q", "variables": {"w": {"least": 1' + b"0" * 4_000 + b"}}}").variables
