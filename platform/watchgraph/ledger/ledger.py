"""The ledger: takes commands, lets the domain decide, appends what follows. One command, one transaction."""

import hashlib
from collections.abc import Iterable
from typing import Self
from uuid import UUID

import msgspec

from watchgraph.domain.contributors import OPERATOR, Role
from watchgraph.domain.entities import PERSON
from watchgraph.domain.errors import RoleMissingError, UnknownContributorError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimRedacted
from watchgraph.domain.events.contributors import ContributorErased
from watchgraph.domain.events.disputes import DisputeRedacted
from watchgraph.domain.events.sources import SourceRedacted
from watchgraph.domain.texts import check_visible
from watchgraph.ledger.base import Command
from watchgraph.ledger.entities import RegisterEntity
from watchgraph.ledger.identity import Identity
from watchgraph.ledger.port import EventLog
from watchgraph.ledger.world import Decision, World
from watchgraph.log import Actor, ConflictError, Recorded
from watchgraph.log.store import check_same

TRIES = 5
LOCAL = "LOCAL"
ERASING = (ClaimRedacted, SourceRedacted, DisputeRedacted, ContributorErased)
WORDS = frozenset({"note", "quote", "text"})
"""Fields whose words must not survive a redaction, not even as part of a digest."""

_WORD_FIELDS = tuple(f'"{word}":'.encode() for word in sorted(WORDS))


class Written(msgspec.Struct, frozen=True):
    """One event of a receipt."""

    topic: str
    stream: UUID
    version: int


class Receipt(msgspec.Struct, frozen=True):
    """What came of a command.

    position: of its commit: a reader who has folded so far sees it. about: the claim, source, entity … that it names.
    events: what it wrote, empty where nothing changed. repeated: it had been carried out before, and was not again.
    """

    position: int
    about: UUID
    events: tuple[Written, ...]
    repeated: bool = False


class Ledger:
    """Safe to share between threads."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._identity = Identity(log)

    @classmethod
    def open(cls, log: EventLog) -> Self:
        """Start: destroy again every key that a redaction in the log names, in case a backup brought it back."""
        ledger = cls(log)
        ledger._destroy(event.body for event in log.of_topics(*(body.TOPIC for body in ERASING)))
        return ledger

    def do(self, ask: Command, *, by: Actor, command: UUID) -> Receipt:
        """Carry a command out, or refuse it.

        command: the caller's id of it: repeating it with the same id changes nothing and returns the same receipt.
        Raises HiddenCharacterError, and the errors of `watchgraph.domain.errors`, `watchgraph.vocabulary` and
        `watchgraph.log.errors`.
        """
        digest = digest_of(ask)
        former = self._log.former(command)
        if former is not None and former.about is not None:
            check_same(command, digest, former)
            return Receipt(former.position, former.about, self._written(command, former.position), repeated=True)
        for left in reversed(range(TRIES)):
            decision = self._decide(ask, by, command)
            try:
                position = self._log.append(decision.events, command, by, digest=digest, about=decision.about)
            except ConflictError:
                if not left:
                    raise
                continue
            self._destroy(event.body for event in decision.events)
            written = tuple(Written(event.body.TOPIC, event.stream, event.version) for event in decision.events)
            return Receipt(position, decision.about, written)
        raise AssertionError("the last try raises or returns")

    def _decide(self, ask: Command, by: Actor, command: UUID) -> Decision:
        check_visible(msgspec.to_builtins(ask))
        world = World(self._log, self._identity, by, command)
        actor = None if by.role == OPERATOR else _contributor_id(by)
        world.load((actor, *ask.streams()))
        _authorise(world, ask, actor)
        return ask.decide(world)

    def _written(self, command: UUID, position: int) -> tuple[Written, ...]:
        events: list[Recorded] = self._log.commit(position)
        return tuple(
            Written(event.body.TOPIC, event.stream, event.version)
            for event in events
            if event.envelope.command == command
        )

    def _destroy(self, bodies: Iterable[Event]) -> None:
        """After the events are durable: a crash in between is made good by `open`."""
        self._log.keys.destroy(unit for body in bodies if isinstance(body, ERASING) for unit in body.units)


def acting(contributor: UUID, ask: Command, channel: str = LOCAL) -> Actor:
    """Name the actor of a command: a contributor under the least role that it takes."""
    return Actor(str(contributor), ask.NEEDS, channel)


def operator() -> Actor:
    """Name whoever runs the store, at its machine."""
    return Actor("operator", OPERATOR, LOCAL)


def _contributor_id(by: Actor) -> UUID:
    try:
        return UUID(by.id)
    except ValueError:
        raise UnknownContributorError(f"{by.id!r} is no contributor's id") from None


def _authorise(world: World, ask: Command, actor: UUID | None) -> None:
    """Raise RoleMissingError or UnknownContributorError unless the actor may do it."""
    if actor is None:
        if not (ask.OPERATOR_MAY and world.actor.channel == LOCAL):
            raise RoleMissingError(f"this takes a contributor with the role {ask.NEEDS}, not the operator")
        return
    contributor = world.contributor(actor)
    if contributor is None or contributor.erased:
        raise UnknownContributorError(f"there is no contributor {actor}: register them first")
    acting_role = world.actor.role
    if acting_role not in [*Role] or not contributor.holds(Role(acting_role)):
        raise RoleMissingError(f"contributor {actor} does not hold the role {acting_role}")
    if not Role(acting_role).includes(ask.NEEDS):
        raise RoleMissingError(f"this takes the role {ask.NEEDS}; {acting_role} is not enough")


def digest_of(ask: Command) -> str:
    """Fingerprint what was asked, without words that may have to be erased."""
    if isinstance(ask, RegisterEntity) and ask.kind == PERSON:
        ask = msgspec.structs.replace(ask, native=None)
    asked = msgspec.json.encode(ask)
    if any(field in asked for field in _WORD_FIELDS):
        asked = msgspec.json.encode(_without_words(msgspec.to_builtins(ask)))
    return hashlib.sha256(asked).hexdigest()


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_words(item) for name, item in value.items() if name not in WORDS}
    if isinstance(value, list | tuple):
        return [_without_words(item) for item in value]
    return value
