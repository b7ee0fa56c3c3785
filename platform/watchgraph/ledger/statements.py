"""From what a contributor states to a statement that the log may hold."""

from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.entities import PERSON, Entity
from watchgraph.domain.errors import (
    DomainError,
    PrivatePersonNamedError,
    UnknownEntityError,
    UnknownSourceError,
    UnknownSubjectError,
)
from watchgraph.domain.identifiers import claim_id
from watchgraph.domain.sources import Source
from watchgraph.domain.statements import Modality, Origin, Polarity, Qualification, Statement
from watchgraph.domain.units import words_unit
from watchgraph.domain.values import ClaimValue, Code, Date, EntityRef, SealedText, Text
from watchgraph.ledger.world import World
from watchgraph.vocabulary import Persistence, Predicate, predicate
from watchgraph.vocabulary.checks import Problem, problems

NAMING = frozenset({"name", "externalId"})
ROLE_LABEL = "ROLE_LABEL"


class StatementError(DomainError):
    """A statement does not fit its predicate; `problems` has each broken rule with its own code."""

    code: ClassVar[str] = "invalid-statement"

    def __init__(self, found: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in found))
        self.problems = found


class Stated(msgspec.Struct, frozen=True):
    """A statement, its id, and whether it is about a person or names one."""

    id: UUID
    statement: Statement
    names_person: bool


class StatementGiven(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What somebody states. origin: the source that it is read in; the others are those of `Statement`."""

    subject: UUID
    predicate: str
    object: ClaimValue | None = None
    qualifiers: tuple[Qualification, ...] = ()
    valid: str = ""
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.FACT
    speaker: UUID | None = None
    credibility: int | None = None
    origin: UUID | None = None

    def streams(self) -> Iterator[UUID | None]:
        """Streams of all that it names."""
        yield from (self.subject, self.speaker, self.origin)
        yield from self._named()

    def _named(self) -> Iterator[UUID]:
        for value in (self.object, *(item.value for item in self.qualifiers)):
            if isinstance(value, EntityRef):
                yield value.id

    def stated(self, world: World, source: UUID) -> Stated:
        """Check it and make it a statement; words that may have to be erased are sealed.

        source: the origin where none is given. Raises UnknownPredicateError, UnknownSubjectError, UnknownEntityError,
        UnknownSourceError, PrivatePersonNamedError; StatementError with all else that is wrong, times included.
        """
        declared = predicate(self.predicate)
        self._check_ids(world, self.origin or source)
        self._check_private(world, declared)
        statement = self._sealed(world, declared, self.origin or source)
        if found := [*problems(statement, world.kind), *self._time_problems(declared)]:
            raise StatementError(found)
        person = any(world.kind(entity) == PERSON for entity in (self.subject, *self._named()))
        return Stated(claim_id(statement), statement, person)

    def _check_ids(self, world: World, origin: UUID) -> None:
        if world.find(Source, origin) is None:
            raise UnknownSourceError(f"there is no source {origin}: register it first")
        if world.kind(self.subject) is None:
            raise UnknownSubjectError(f"there is no entity or source {self.subject}: register it first")
        for named in (*self._named(), self.speaker):
            if named is not None and world.kind(named) is None:
                raise UnknownEntityError(f"there is no entity or source {named}: register it first")

    def _check_private(self, world: World, declared: Predicate) -> None:
        """Private persons are called by a role: their name does not enter the log, not even sealed."""
        subject = world.find(Entity, self.subject)
        if subject is None or subject.kind != PERSON or subject.public_role or declared.name not in NAMING:
            return
        name_kind = next((item.value for item in self.qualifiers if item.name == "nameKind"), None)
        if not (isinstance(name_kind, Code) and name_kind.code == ROLE_LABEL):
            raise PrivatePersonNamedError(
                f"{self.subject} is a private person: give a role label, with nameKind {ROLE_LABEL}, and no name"
            )

    def _time_problems(self, declared: Predicate) -> Iterator[Problem]:
        times = [("valid", self.valid, declared.persistence)]
        values = [("object", self.object), *((f"with.{item.name}", item.value) for item in self.qualifiers)]
        times += ((field, value.edtf, Persistence.OCCURRENCE) for field, value in values if isinstance(value, Date))
        for field, text, persistence in times:
            try:
                edtf.parse(text, persistence)
            except edtf.EdtfError as error:
                yield Problem(field=field, rule=error.code, message=str(error))

    def _sealed(self, world: World, declared: Predicate, origin: UUID) -> Statement:
        whole = self._statement(origin, self.object)
        if not isinstance(self.object, Text) or world.kind(self.subject) not in declared.sealed:
            return whole
        unit = words_unit(claim_id(msgspec.structs.replace(whole, object=None)))
        words = world.keys.sealed(unit, "statement.object", self.object.text, identifying=True)
        return msgspec.structs.replace(whole, object=SealedText(text=words, lang=self.object.lang))

    def _statement(self, origin: UUID, value: ClaimValue | None) -> Statement:
        return Statement(
            origin=Origin(source=origin),
            subject=self.subject,
            predicate=self.predicate,
            object=value,
            qualifiers=tuple(sorted(self.qualifiers, key=lambda item: item.name)),
            valid=self.valid,
            polarity=self.polarity,
            modality=self.modality,
            speaker=self.speaker,
            credibility=self.credibility,
        )
