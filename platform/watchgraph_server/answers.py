"""Asking the store in process what the server would be asked: what a command shows is what the API answers."""

from collections.abc import Mapping
from typing import Generic, TypeVar

import msgspec

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import answers
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.documents import document
from watchgraph_server.outcomes import AnswerRefusedError

T = TypeVar("T")


class Answered(msgspec.Struct, frozen=True, rename="camel"):
    """Base of what answers are read into."""


class Nodes(Answered, Generic[T], frozen=True):
    """A page of a list."""

    nodes: tuple[T, ...] = ()


class _Extensions(msgspec.Struct, frozen=True):
    code: str = "internal"


class _Error(msgspec.Struct, frozen=True):
    message: str
    extensions: _Extensions = _Extensions()


def answer(catalogue: Catalogue, name: str, variables: Mapping[str, object], shape: type[T]) -> T:
    """Ask one of the documents of this program. Raises AnswerRefusedError."""
    return msgspec.convert(body_of(catalogue, Question(query=document(name), variables=variables)), shape)


def body_of(catalogue: Catalogue, asked: Question) -> object:
    """Ask, and return the data of the answer. Raises AnswerRefusedError."""
    return data_of(answers.answer(catalogue, asked))


def data_of(answered: Answer) -> object:
    """Return the data of an answer. Raises AnswerRefusedError."""
    body = answered.body
    if "errors" in body:
        first, *_ = msgspec.convert(body["errors"], list[_Error])
        raise AnswerRefusedError(first.message, reason=first.extensions.code)
    return body["data"]
