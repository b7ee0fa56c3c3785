"""What a request asks to be done: answer a question, cite the answer, or give again what was cited."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

import msgspec

from watchgraph_schema.answers import is_sound
from watchgraph_schema.documents import prepared
from watchgraph_schema.errors import DocumentError, UnknownDocumentError, UnknownParameterError
from watchgraph_schema.fixed_moments import is_fixed
from watchgraph_schema.parameters import variables_of
from watchgraph_schema.questions import by_id
from watchgraph_schema.remembered import Remembered
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.citations import Ask, Citations
from watchgraph_server.documents import document
from watchgraph_server.graphql_requests import Asked, parsed
from watchgraph_server.persisted import Documents

MOST_REPEATED: Final = 300
LONGEST_REPEATED: Final = 2_000
"""Bodies that are remembered, and their bytes."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done.

    done: gives the answer, with what answers questions. is_fixed: whether the answer will always be the same.
    is_sound: whether there is anything to answer, or only a fault to tell. All may take as long as reading does.
    `done` may raise RequestError. question: where the answer is its and no more.
    """

    done: Callable[[Ask], Answer]
    is_fixed: Callable[[], bool]
    is_sound: Callable[[], bool] = lambda: True
    question: Question | None = None


class Tasks:
    """Makes tasks of requests."""

    def __init__(self, documents: Documents, citations: Citations) -> None:
        self._documents = documents
        self._citations = citations
        self._remembered = Remembered()
        self._repeated: dict[bytes, Task] = {}

    def of_body(self, raw: bytes) -> Task:
        """What the body of a POST asks. The same bytes ask the same, so the last few are remembered. For one thread.

        Not where there are variables: most of these change with each request. Raises RequestError.
        """
        if (known := self._repeated.get(raw)) is not None:
            return known
        asked = parsed(raw)
        task = self.of_request(asked)
        may_repeat = task.question is not None and asked.query is not None and not asked.variables
        if may_repeat and len(raw) <= LONGEST_REPEATED:
            self._repeated[raw] = task
            if len(self._repeated) > MOST_REPEATED:
                del self._repeated[next(iter(self._repeated))]
        return task

    def of_request(self, asked: Asked) -> Task:
        """A GraphQL request; its answer is cited where `extensions.citation` asks for it. Raises RequestError."""
        question = Question(
            query=self._documents.text(asked),
            variables=asked.variables,
            operation_name=asked.operation_name,
            explained=asked.wants("explain"),
        )
        task = self._cited(question) if asked.wants("citation") else _answered(question)
        return self._learnt(task, asked) if asked.query is not None and asked.names_itself else task

    def of_question(self, name: str, given: Iterable[tuple[str, str]]) -> Task:
        """A question of the catalogue by its id, with its variables. Raises RequestError."""
        found = by_id().get(name.upper())
        if found is None:
            first, *_, last = by_id()
            raise UnknownDocumentError(
                f"There is no question {name[:20]!r}: they go from {first} to {last}, and /q lists them"
            )
        question = Question(query=found.text, variables=variables_of(found, given))
        return Task(done=partial(self._recalled, question), is_fixed=lambda: False)

    def of_catalogue(self, given: Mapping[str, str]) -> Task:
        """The list of the questions, which takes no parameters. Raises RequestError."""
        for name in given:
            raise UnknownParameterError(f"The list of the questions has no parameter {name[:60]!r}: it takes none")
        return _answered(Question(query=document("saved_queries")))

    def of_citation(self, name: str, given: Mapping[str, str], form: str | None = None) -> Task:
        """What a link cites, or the citation in a form; both ask again. name: the hash in its path."""
        citations = self._citations

        def done(ask: Ask) -> Answer:
            cited = citations.find(name, given)
            return citations.again(ask, cited) if form is None else citations.written(ask, cited, form)

        return Task(done=done, is_fixed=lambda: True, is_sound=lambda: citations.leads(name, given))

    def _cited(self, question: Question) -> Task:
        """Answer and cite. The citation says when it was made, so caches have something new after every commit."""
        return Task(
            done=lambda ask: self._citations.cited(ask, question),
            is_fixed=lambda: False,
            is_sound=partial(is_sound, question),
        )

    def _recalled(self, question: Question, ask: Ask) -> Answer:
        """Answer and cite, unless that was done since the last commit."""
        answered = self._remembered.get(question, self._citations.standing())
        if answered is None:
            answered = self._citations.cited(ask, question)
            self._remembered.keep(question, answered)
        return answered

    def _learnt(self, task: Task, asked: Asked) -> Task:
        def done(ask: Ask) -> Answer:
            answered = task.done(ask)
            if answered.understood:
                self._documents.learn(asked)
            return answered

        return Task(done=done, is_fixed=task.is_fixed, is_sound=task.is_sound)


def _answered(question: Question) -> Task:
    return Task(
        done=lambda ask: ask(question),
        is_fixed=partial(_is_fixed, question),
        is_sound=partial(is_sound, question),
        question=question,
    )


def _is_fixed(question: Question) -> bool:
    try:
        return is_fixed(prepared(question.query, question.operation_name), question.variables)
    except DocumentError:
        return False
