import pytest

from watchgraph_schema.requests import Question
from watchgraph_server import paces
from watchgraph_server.paces import DOUBTED, PROVEN, QUICK_SECONDS, Paces

ASKED = Question(query="query A { __typename } query B { __typename }", operation_name="A")
OTHER = Question(query=ASKED.query, operation_name="B")


def test_a_document_is_quick_after_some_quick_answers_in_a_row() -> None:
    found = Paces()
    for _ in range(PROVEN):
        assert not found.is_quick(ASKED)
        found.took(ASKED, QUICK_SECONDS)

    assert found.is_quick(ASKED)
    assert not found.is_quick(OTHER)


def test_a_document_begins_anew_after_a_slow_answer() -> None:
    found = Paces()
    for seconds in (1, 0, 0, 1, 0, 0):
        found.took(ASKED, seconds)

    assert not found.is_quick(ASKED)
    found.took(ASKED, 0)
    assert found.is_quick(ASKED)


def test_a_document_that_was_not_there_at_once_is_doubted_for_long() -> None:
    found = Paces()
    for _ in range(PROVEN):
        found.took(ASKED, 0)

    found.doubt(ASKED)
    for _ in range(PROVEN - DOUBTED - 1):
        found.took(ASKED, 0)
        assert not found.is_quick(ASKED)
    found.took(ASKED, 0)

    assert found.is_quick(ASKED)


def test_no_number_of_documents_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paces, "MOST_DOCUMENTS", 10)
    found = Paces()
    for number in range(100):
        found.took(Question(query=f"{{ a{number} }}"), 0)

    assert len(found) == 10
