"""Which type an answer has, and which types a request may have."""

import pytest

from watchgraph_server.media_types import GRAPHQL, JSON, answered_as, is_page_wanted


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
        (b"application/graphql-response+json;charset=utf-16", JSON),
        (b"application/graphql-response+json;q=nonsense", GRAPHQL),
        (b",;,=;q=1" * 100, JSON),
        (b"\xff\x00", JSON),
    ],
)
def test_the_answer_has_the_type_that_is_liked_best(accept: bytes, media: str) -> None:
    assert answered_as(accept) == media


def test_browsers_are_told_from_programs() -> None:
    assert is_page_wanted(b"text/html,application/xhtml+xml,*/*;q=0.8")
    assert not is_page_wanted(b"*/*")
    assert not is_page_wanted(b"application/json, text/html;q=0")
