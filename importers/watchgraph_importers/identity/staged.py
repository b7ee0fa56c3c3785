"""Facts that an import has staged and nobody has committed yet."""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

import msgspec

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.statements import Polarity
from watchgraph_importers.geonames import SLUG as CITIES
from watchgraph_importers.identity.countries import country_of
from watchgraph_importers.identity.facts import (
    Described,
    Fact,
    Fined,
    ImposedFor,
    ImposedOn,
    Is,
    LiesIn,
    Named,
    Registered,
    Stands,
)
from watchgraph_importers.identity.mentions import Breach
from watchgraph_importers.identity.roles import (
    BODIES,
    BREACH,
    DESCRIPTIONS,
    FINE,
    IMPOSED_ON,
    IS_A,
    LIES_IN,
    NAME,
    NAME_KIND,
    OBJECT,
    PROVISION,
    READ,
    SUBJECT,
    roles_at,
)
from watchgraph_importers.staging import Staging


class _Value(msgspec.Struct):
    """As much of a value as identity reads. text: sealed words are an object, and no name of anything matched."""

    type: str
    id: UUID | None = None
    text: str | dict[str, str] | None = None
    code: str | None = None
    amount: str | None = None
    currency: str | None = None


class _Qualification(msgspec.Struct):
    name: str
    value: _Value


class _Origin(msgspec.Struct):
    dataset: str | None = None


class _Statement(msgspec.Struct):
    origin: _Origin
    subject: UUID
    predicate: str
    object: _Value | None = None
    qualifiers: tuple[_Qualification, ...] = ()
    valid: str = ""
    polarity: Polarity = Polarity.AFFIRMED


class _Proposed(msgspec.Struct):
    statement: _Statement


class _Entity(msgspec.Struct):
    kind: str
    dataset: str
    register: bool = False


_PROPOSED: Final = msgspec.json.Decoder(_Proposed)
_ENTITY: Final = msgspec.json.Decoder(_Entity)
_JUDGEMENT: Final = msgspec.json.Decoder(JudgementRecorded)


def staged_facts(staging: Staging) -> Iterator[Fact]:
    """Read what the staged events say of entities: who is registered, named, placed, fined, and in which role."""
    for stream, body in staging.bodies(EntityRegistered.TOPIC):
        entity = _ENTITY.decode(body)
        yield Registered(stream, entity.kind, entity.dataset, entity.register)
    for judgement in staged_judgements(staging):
        yield from _identified(judgement)
    for _, body in staging.bodies(ClaimProposed.TOPIC, sorted(READ)):
        yield from _said(_PROPOSED.decode(body).statement)


def staged_judgements(staging: Staging) -> Iterator[JudgementRecorded]:
    """Read the judgements that are staged already, in order."""
    for _, body in staging.bodies(JudgementRecorded.TOPIC):
        yield _JUDGEMENT.decode(body)


def _identified(judgement: JudgementRecorded) -> Iterator[Fact]:
    if judgement.verdict == "SAME":
        for one, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
            if code := country_of(other):
                yield Is(one, code)


def _said(statement: _Statement) -> Iterator[Fact]:
    value = statement.object
    if statement.polarity is not Polarity.AFFIRMED or value is None or statement.origin.dataset == CITIES:
        return
    if statement.predicate == NAME:
        if isinstance(value.text, str):
            called = Described if _describes(statement.qualifiers) else Named
            yield called(statement.subject, value.text)
    elif statement.predicate in {FINE, BREACH}:
        yield _imposed(statement, value)
    elif statement.predicate == IS_A:
        if role := BODIES.get(value.code or ""):
            yield Stands(statement.subject, role)
    elif statement.predicate in LIES_IN and value.id is not None:
        yield LiesIn(statement.subject, value.id)
    else:
        yield from _standing(statement, value)


def _describes(qualifiers: Iterable[_Qualification]) -> bool:
    return any(each.name == NAME_KIND and each.value.code in DESCRIPTIONS for each in qualifiers)


def _imposed(statement: _Statement, value: _Value) -> Fact:
    if statement.predicate == BREACH and value.id is not None:
        return ImposedFor(statement.subject, Breach(value.id, _provision(statement.qualifiers)))
    return Fined(statement.subject, statement.valid, f"{value.currency} {value.amount}")


def _provision(qualifiers: Iterable[_Qualification]) -> str:
    stated = (each.value.text for each in qualifiers if each.name == PROVISION)
    return next((text for text in stated if isinstance(text, str)), "")


def _standing(statement: _Statement, value: _Value) -> Iterator[Fact]:
    if statement.predicate == IMPOSED_ON and value.id is not None:
        yield ImposedOn(statement.subject, value.id)
    places = [(SUBJECT, statement.subject), (OBJECT, value.id)]
    places += [(each.name, each.value.id) for each in statement.qualifiers]
    for part, entity in places:
        if entity is not None:
            yield from (Stands(entity, role) for role in roles_at(statement.predicate, part))
