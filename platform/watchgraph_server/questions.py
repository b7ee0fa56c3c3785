"""The answers to a question's document: every figure with its verdict, and what else the document asks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

import msgspec

from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema import answers
from watchgraph_schema.questions import Document
from watchgraph_schema.requests import Question
from watchgraph_server.answers import Answered, Nodes, data_of
from watchgraph_server.citations import Citations


class Behind(Answered, frozen=True):
    """A claim behind an answer. ref: its record in its data set."""

    id: str
    ref: str | None = None


class Claims(Answered, frozen=True):
    """The first of the claims behind an answer, and how many there are."""

    nodes: tuple[Behind, ...] = ()
    total_count: int = 0


class Side(Answered, frozen=True):
    """One side of a comparison."""

    name: str
    text: str
    note: str | None = None
    claims: Claims = Claims()


class Lacking(Answered, frozen=True):
    """What is missing for an answer."""

    lack: str
    text: str
    dataset: str | None = None
    edition: str | None = None

    @property
    def command(self) -> str | None:
        """The import that would bring it; None where this program has none."""
        return importer_of(self.dataset, self.edition)


class Finding(Answered, frozen=True):
    """A published figure beside ours."""

    verdict: str
    reason: str | None = None
    explanation: str | None = None
    left: Side | None = None
    right: Side | None = None
    missing: tuple[Lacking, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """What one field of a document gives. name: of the field; findings: where it compares; answer: else, as it came."""

    name: str
    findings: tuple[Finding, ...]
    answer: object = None


class _Citation(msgspec.Struct, frozen=True):
    text: str


class _Extensions(msgspec.Struct, frozen=True):
    citation: _Citation | None = None


class Asked(msgspec.Struct, frozen=True):
    """A question with its answers. citation: how to cite them, as a sentence; None where no link would last."""

    id: str
    question: str
    about: str
    parts: tuple[Part, ...]
    citation: str | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All comparisons of the question."""
        return tuple(finding for part in self.parts for finding in part.findings)


def ask(catalogue: Catalogue, citations: Citations, document: Document) -> Asked:
    """Ask a document with the defaults of its variables. Raises AnswerRefusedError."""
    answered = citations.cited(partial(answers.answer, catalogue), Question(query=document.text))
    fields = msgspec.convert(data_of(answered), dict[str, object])
    citation = msgspec.convert(answered.body["extensions"], _Extensions).citation
    return Asked(
        id=document.id,
        question=document.title,
        about=document.about,
        parts=tuple(_part(name, field) for name, field in fields.items()),
        citation=None if citation is None else citation.text,
    )


def _part(name: str, field: object) -> Part:
    if not _compares(field):
        return Part(name=name, findings=(), answer=field)
    return Part(name=name, findings=msgspec.convert(field, Nodes[Finding]).nodes)


def _compares(field: object) -> bool:
    """Whether a field gave comparisons: an empty list of them looks like any other."""
    match field:
        case {"nodes": [{"verdict": _}, *_]}:
            return True
        case _:
            return False


def importer_of(dataset: str | None, edition: str | None) -> str | None:
    """The command that imports an edition of a data set, its newest where none is named; None where there is none."""
    found = [
        (each.published, name)
        for name, publisher in PUBLISHERS.items()
        for each in publisher.editions
        if publisher.dataset.slug == dataset and edition in {None, each.name}
    ]
    return f"watchgraph import {max(found)[1]} PATH" if found else None


def verdicts(asked: Iterable[Asked]) -> Mapping[str, int]:
    """How many findings have which verdict."""
    return Counter(finding.verdict for each in asked for finding in each.findings)
