"""Documents made ready: what is refused, how it is said, and what is kept."""

import pytest
from graphql import get_introspection_query

from watchgraph_schema.documents import CHARACTERS_A_TOKEN, DOCUMENTS_KEPT, TOKENS_KEPT, prepared, weigh
from watchgraph_schema.errors import DocumentError
from watchgraph_schema.questions import Document, documents


def refused(query: str, operation_name: str | None = None) -> DocumentError:
    """The error that a document is refused with."""
    with pytest.raises(DocumentError) as caught:
        prepared(query, operation_name)
    return caught.value


def doubling(levels: int) -> str:
    """A chain of fragments, each spread twice by the one before."""
    chain = "".join(f" fragment F{level} on Query {{ ...F{level + 1} ...F{level + 1} }}" for level in range(levels))
    return f"{{ ...F0 }}{chain} fragment F{levels} on Query {{ __typename }}"


def spread(fragments: int, held: str) -> str:
    """That many fragments that hold the same, each spread once."""
    numbers = range(fragments)
    defined = "".join(f" fragment F{number} on Query {{ {held} }}" for number in numbers)
    return "{" + "".join(f" ...F{number}" for number in numbers) + " }" + defined


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ("", "bad-document", "ask something"),
        (" \n, ", "bad-document", "The document is empty"),
        ("{", "bad-document", "found <EOF>"),
        ("{ no }", "bad-document", "Cannot query field 'no'"),
        ("fragment F on Query { __typename }", "bad-document", "never used"),
        ("type T { a: Int }", "bad-document", "not executable"),
        ("{ ...A } fragment A on Query { ...A }", "bad-document", "A spreads A"),
        ("mutation { report }", "only-queries", "no mutations"),
        ("subscription { reports }", "only-queries", "no subscriptions"),
        ("{ __typename }" + " " * 15_000, "document-too-long", "15,000 characters; this one has 15,014"),
        ("{" + " __typename" * 2_000 + "}", "document-too-long", "15,000 characters"),
        ("{" + " a" * 2_000 + "}", "document-too-long", "2,000 tokens"),
        ("{" + " __typename" * 301 + "}", "too-many-fields", "300 fields, fragments put in place; here are 301"),
        (doubling(12), "too-many-fields", "here are 4,096"),
        (doubling(32), "too-many-fields", "more than 1,000,000"),
        ("{" + "".join(f" a{number}: __typename" for number in range(21)) + "}", "too-many-aliases", "here are 21"),
        ("{ __typename" + " @skip(if: false)" * 10 + "}", "too-many-directives", "here are 10"),
        ("{" + "claims { nodes { subject { " * 4 + "id" + " } } }" * 4 + " }", "too-deep", "here they nest 13"),
        ("{" + "... { " * 60 + "__typename" + " }" * 60 + " }", "too-deep", "nest at most 60"),
        ("{ " * 10_000, "document-too-long", "15,000"),
        ('{ search(text: "a\0") { nodes { id } } }', "bad-document", "holds NUL"),
        ('{ search(text: "a\\u0000") { nodes { id } } }', "bad-document", "holds NUL"),
        ('{ search(text: "a\\u{000}") { nodes { id } } }', "bad-document", "holds NUL"),
        ("{" + " __typename" * 26 + "}", "too-many-fields", "`__typename` is asked for 26 times"),
        (spread(2, "places { nodes { " + "id " * 13 + "} }"), "too-many-fields", "`places.nodes.id` is asked for 26"),
        (spread(61, "__typename"), "too-many-fragments", "at most 60 fragments; this one has 61"),
        ("{ places(where: " + "[" * 17 + "]" * 17 + ") { id } }", "too-deep", "at most 16 levels; here they nest 17"),
        ("{ id @a(b: " + "{c: " * 17 + "1" + "}" * 17 + ") }", "too-deep", "at most 16 levels; here they nest 17"),
        ("query($v: X = " + "[" * 17 + "]" * 17 + ") { id }", "too-deep", "at most 16 levels; here they nest 17"),
        ("{ places(where: " + "[" * 1_900 + ") }", "bad-document", "nested too deeply"),
    ],
)
def test_a_document_that_cannot_be_run_is_refused_in_words(query: str, code: str, words: str) -> None:
    error = refused(query)

    assert error.code == code
    assert words in str(error)


def test_limits_hold_for_fragments_that_nobody_spreads() -> None:
    error = refused("{ __typename } fragment F on Query {" + " __typename" * 501 + "}")

    assert error.code == "too-many-fields"


def test_an_error_says_where_in_the_document_it_lies() -> None:
    located = refused("{\n  no\n  nor\n}").located()

    assert [each.formatted["locations"] for each in located] == [
        [{"line": 2, "column": 3}],
        [{"line": 3, "column": 3}],
    ]


def test_no_more_errors_than_a_reader_wants() -> None:
    assert len(refused("{ a b c d e f g h i j }").located()) <= 6


@pytest.mark.parametrize(("name", "code"), [(None, "operation-name-missing"), ("C", "unknown-operation")])
def test_the_operations_are_named_where_none_can_be_chosen(name: str | None, code: str) -> None:
    error = refused("query A { __typename } query B { __typename }", name)

    assert error.code == code
    assert "A, B" in str(error)


def test_the_operation_named_is_chosen() -> None:
    query = "query A { __typename } query B { __typename }"

    assert prepared(query, "B").name == "B"
    assert prepared("query A { __typename }", "").name == "A"
    assert prepared("{ __typename }").name is None


def test_the_same_text_finds_the_same_operation() -> None:
    query = "query A { __typename } query B { __typename }"

    assert prepared(query, "A") is prepared(query, "A")
    assert prepared(query, "A") is not prepared(query, "B")


def test_only_so_many_documents_are_kept() -> None:
    first = prepared("query First { __typename }")
    for number in range(DOCUMENTS_KEPT):
        prepared(f"query Q{number} {{ __typename }}")

    assert prepared("query First { __typename }") is not first


def test_only_so_many_tokens_are_kept() -> None:
    first = prepared("query First { __typename }")
    long = 'node(id: "x") { id } ' * 25
    tokens = 9 * 25
    for number in range(TOKENS_KEPT // tokens + 1):
        prepared(f"query Q{number} {{ {long} }}")

    assert prepared("query First { __typename }") is not first


def test_statements_count_among_what_is_kept() -> None:
    first, second = prepared("query First { __typename }"), prepared("query Second { __typename }")
    for _ in range(3):
        weigh(second, TOKENS_KEPT // 2 * CHARACTERS_A_TOKEN)
    kept = prepared("query First { __typename }")

    weigh(second, TOKENS_KEPT * CHARACTERS_A_TOKEN)

    assert kept is first
    assert prepared("query Second { __typename }") is not second


def test_the_usual_introspection_query_is_answered() -> None:
    assert prepared(get_introspection_query()).sizes.schema.fields > 200


@pytest.mark.parametrize("question", documents(), ids=lambda question: question.id)
def test_every_question_of_the_catalogue_fits_the_limits(question: Document) -> None:
    assert prepared(question.text).sizes.data.fields > 0
