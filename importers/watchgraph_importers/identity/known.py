"""Facts that the log holds already: a port, and its adapter over the catalogue."""

from collections.abc import Iterator
from typing import Final, Protocol
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select

from watchgraph.domain.statements import Polarity
from watchgraph_importers.geonames import COORDINATES
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
    Told,
)
from watchgraph_importers.identity.mentions import Breach
from watchgraph_importers.identity.qualifiers import codes_in, entities_in, texts_in
from watchgraph_importers.identity.roles import (
    BODIES,
    BREACH,
    DESCRIPTIONS,
    FINE,
    IMPOSED_ON,
    IS_A,
    JUDGED_KINDS,
    LIES_IN,
    MATCHED_KINDS,
    NAME,
    NAME_KIND,
    OBJECT,
    PROVISION,
    QUALIFIED,
    ROLES,
    SUBJECT,
    roles_at,
)
from watchgraph_projections.catalogue import tables
from watchgraph_projections.follower import Follower

GONE: Final = ("REJECTED", "WITHDRAWN", "RETRACTED", "REDACTED")
"""States of a claim that nobody stands by any more."""

entity, claim, evidence = tables.entity, tables.claim, tables.evidence


class KnownNames(Protocol):
    """What the log holds of entities."""

    def news(self) -> Iterator[Fact]:
        """Yield what came into the log since the last call; the first time, all."""

    def forget(self) -> None:
        """Let the next call of `news` begin anew."""


class CatalogueNames:
    """Reads the catalogue, which is first brought up to the log's head."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._seen = 0

    def news(self) -> Iterator[Fact]:
        reached = self._follower.catch_up().position
        if reached > self._seen:
            with self._follower.place.reading() as connection:
                yield from _registered(connection, self._seen)
                yield from _named(connection, self._seen)
                yield from _fined(connection, self._seen)
                yield from _breached(connection, self._seen)
                yield from _placed(connection, self._seen)
                yield from _standing(connection, self._seen)
                yield from _qualified(connection, self._seen)
                yield from _told(connection, self._seen)
        self._seen = reached

    def forget(self) -> None:
        self._seen = 0


def _registered(connection: Connection, after: int) -> Iterator[Fact]:
    shown = entity.alias("shown")
    query = select(entity.c.id, entity.c.kind, entity.c.dataset, entity.c.register, shown.c.id).where(
        entity.c.key > after, entity.c.kind.in_(JUDGED_KINDS), shown.c.key == entity.c.cluster
    )
    for text, kind, dataset, register, cluster in connection.execute(query):
        id_ = UUID(text)
        yield Registered(id_, kind, dataset, bool(register))
        if code := country_of(UUID(cluster)):
            yield Is(id_, code)


def _named(connection: Connection, after: int) -> Iterator[Fact]:
    query = select(entity.c.id, claim.c.text, claim.c.qualifiers).where(
        *_standing_claims(after, NAME), entity.c.key == claim.c.stated_subject, entity.c.kind.in_(MATCHED_KINDS)
    )
    for text, name, qualifiers in connection.execute(query):
        if name:
            yield Described(UUID(text), name) if _describes(qualifiers) else Named(UUID(text), name)


def _describes(qualifiers: str) -> bool:
    return any(name == NAME_KIND and code in DESCRIPTIONS for name, code in codes_in(qualifiers))


class _Money(msgspec.Struct):
    amount: str
    currency: str


_MONEY: Final = msgspec.json.Decoder(_Money)


def _fined(connection: Connection, after: int) -> Iterator[Fact]:
    query = select(entity.c.id, claim.c.valid, claim.c.value).where(
        *_standing_claims(after, FINE), entity.c.key == claim.c.stated_subject
    )
    for text, valid, value in connection.execute(query):
        money = _MONEY.decode(value)
        yield Fined(UUID(text), valid, f"{money.currency} {money.amount}")
    party = entity.alias("party")
    imposed = select(entity.c.id, party.c.id).where(
        *_standing_claims(after, IMPOSED_ON),
        entity.c.key == claim.c.stated_subject,
        party.c.key == claim.c.stated_object,
    )
    for measure, bearer in connection.execute(imposed):
        yield ImposedOn(UUID(measure), UUID(bearer))


def _breached(connection: Connection, after: int) -> Iterator[Fact]:
    law = entity.alias("law")
    query = select(entity.c.id, law.c.id, claim.c.qualifiers).where(
        *_standing_claims(after, BREACH), entity.c.key == claim.c.stated_subject, law.c.key == claim.c.stated_object
    )
    for measure, broken, qualifiers in connection.execute(query):
        provision = dict(texts_in(qualifiers)).get(PROVISION, "")
        yield ImposedFor(UUID(measure), Breach(UUID(broken), provision))


def _placed(connection: Connection, after: int) -> Iterator[Fact]:
    within, place = entity.alias("within"), entity.alias("place")
    query = select(within.c.id, place.c.id).where(
        *_standing_claims(after, *LIES_IN),
        within.c.key == claim.c.stated_subject,
        within.c.kind.in_(MATCHED_KINDS),
        place.c.key == claim.c.stated_object,
    )
    for one, other in connection.execute(query):
        yield LiesIn(UUID(one), UUID(other))


def _standing(connection: Connection, after: int) -> Iterator[Fact]:
    """Who stands in which role, each once."""
    for part, column in ((SUBJECT, claim.c.stated_subject), (OBJECT, claim.c.stated_object)):
        predicates = [predicate for predicate, at in ROLES if at == part]
        query = (
            select(claim.c.predicate, entity.c.id)
            .where(*_standing_claims(after, *predicates), entity.c.key == column)
            .distinct()
        )
        for predicate, text in connection.execute(query):
            yield from (Stands(UUID(text), role) for role in roles_at(predicate, part))
    query = select(claim.c.code, entity.c.id).where(
        *_standing_claims(after, IS_A), entity.c.key == claim.c.stated_subject
    )
    for code, text in connection.execute(query):
        if role := BODIES.get(code):
            yield Stands(UUID(text), role)


def _qualified(connection: Connection, after: int) -> Iterator[Fact]:
    query = select(claim.c.predicate, claim.c.qualifiers).where(*_standing_claims(after, *QUALIFIED)).distinct()
    for predicate, qualifiers in connection.execute(query):
        for part, named in entities_in(qualifiers):
            yield from (Stands(named, role) for role in roles_at(predicate, part))


def _told(connection: Connection, after: int) -> Iterator[Fact]:
    """Which cities of the register are described already, by which editions, whatever became of that since."""
    query = select(entity.c.id, evidence.c.edition, evidence.c.mapping).where(
        claim.c.key > after,
        claim.c.predicate == COORDINATES,
        claim.c.dataset == CITIES,
        entity.c.key == claim.c.stated_subject,
        evidence.c.claim == claim.c.key,
    )
    for text, edition, mapping in connection.execute(query.distinct()):
        yield Told(UUID(text), edition, mapping)


def _standing_claims(after: int, *predicates: str) -> tuple[ColumnElement[bool], ...]:
    """Keep claims by which entities are known: the register's words of its own cities would be echoes of a match."""
    return (
        or_(claim.c.dataset.is_(None), claim.c.dataset != CITIES),
        claim.c.key > after,
        claim.c.predicate.in_(predicates),
        claim.c.polarity == Polarity.AFFIRMED,
        claim.c.state.not_in(GONE),
    )
