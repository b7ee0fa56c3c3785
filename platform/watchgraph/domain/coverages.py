"""The coverage: what was searched, so that "none found" means something."""

from typing import Self
from uuid import UUID

from watchgraph.domain import edtf
from watchgraph.domain.aggregates import Aggregate, check_code, check_reason, unexpected
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.vocabulary.predicates import Persistence

RESULTS = ("FOUND", "NONE_FOUND", "INCOMPLETE")


class Coverage(Aggregate, kw_only=True):
    """State of one search: the last declaration of it. declared_by: actor id."""

    declared: CoverageDeclared
    declared_by: str

    @classmethod
    def born(cls, id_: UUID, actor: str, body: Event, /) -> Self:
        if not isinstance(body, CoverageDeclared):
            raise unexpected(body, "coverage")
        return cls(id=id_, declared=body, declared_by=actor)

    def apply(self, actor: str, body: Event) -> None:
        if not isinstance(body, CoverageDeclared):
            raise unexpected(body, "coverage")
        self.version += 1
        self.declared = body
        self.declared_by = actor

    def declare_again(self, body: CoverageDeclared) -> list[CoverageDeclared]:
        """The same search with another result replaces it; an equal one changes nothing."""
        return [] if body == self.declared else [body]


def check(body: CoverageDeclared) -> CoverageDeclared:
    """Return the body if it is sound.

    Raises UnknownCodeError for an unknown result, MissingReasonError without topic or databases,
    EdtfError and ReversedIntervalError for wrong dates.
    """
    check_code(body.result, RESULTS, "result of a search")
    check_reason(body.topic, "the topic of a search")
    check_reason("".join(body.databases), "the list of databases searched")
    edtf.parse(f"{body.from_date}/{body.to_date}", Persistence.OCCURRENCE)
    return body
