"""Which type an answer has, and which types a request may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchgraph_server.caching import matching
from watchgraph_server.media_types import GRAPHQL, JSON, answered_as, is_json, is_page_wanted
from watchgraph_server.middleware.compression import chosen


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (b"", JSON),
        (b"*/*", JSON),
        (b"application/*", JSON),
        (b"application/json", JSON),
        (b"text/html, */*;q=0.8", JSON),
        (b"application/xml", JSON),
        (b"application/graphql-response+json", GRAPHQL),
        (b"Application/GraphQL-Response+JSON;charset=UTF-8", GRAPHQL),
        (b"application/graphql-response+json, application/json;q=0.9", GRAPHQL),
        (b"application/graphql-response+json;q=0.5, application/json", JSON),
        (b"application/json, application/graphql-response+json", GRAPHQL),
        (b"application/graphql-response+json;q=0", JSON),
        (b"application/json;q=0", JSON),
        (b"application/json;q=0, */*", GRAPHQL),
        (b"*/*, application/json;q=0", GRAPHQL),
        (b"application/json, text/plain, */*", JSON),
        (b"application/graphql-response+json, */*", GRAPHQL),
        (b"application/graphql-response+json;q=0.5, */*;q=0.8", JSON),
        (b"application/graphql-response+json;q=0.5, application/*;q=0.4, */*", GRAPHQL),
        (b"application/graphql-response+json;charset=utf-16", JSON),
        (b"application/graphql-response+json;q=nonsense", GRAPHQL),
        (b",;,=;q=1" * 100, JSON),
        (b"\xff\x00", JSON),
    ],
)
def test_the_answer_has_the_type_that_is_liked_best(accept: bytes, media: str) -> None:
    assert answered_as(accept) == media


@given(st.binary(max_size=400) | st.text(alphabet='aq=;,*/ .01"-').map(str.encode))
def test_no_header_is_too_strange_to_be_read(header: bytes) -> None:
    assert answered_as(header) in {JSON, GRAPHQL}
    assert not is_json(header) or JSON.encode() in header.lower()
    assert chosen(header) is None or b"gzip" in header.lower() or b"zstd" in header.lower() or b"*" in header
    assert matching(header, [b'W/"none"']) is None or b"*" in header


def test_browsers_are_told_from_programs() -> None:
    assert is_page_wanted(b"text/html,application/xhtml+xml,*/*;q=0.8")
    assert not is_page_wanted(b"*/*")
    assert not is_page_wanted(b"application/json, text/html;q=0")
