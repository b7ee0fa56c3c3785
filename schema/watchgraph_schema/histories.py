"""Histories: the acts that this log holds, who did them and when."""

import msgspec
import strawberry

from watchgraph_projections.views.histories import CommitRow, EventRow
from watchgraph_schema.columns import either
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.stored_lists import each_named


@described
class Actor:
    """Who acted. People have random ids; who they are stands nowhere in the log."""

    id: str = strawberry.field(description="Opaque id of the person or importer.")
    role: str = strawberry.field(description="The role that they acted in.")
    channel: str = strawberry.field(description="How the act came in.")


@described
class Commit(Node):
    """One instant of the log: what one command or one import wrote is seen together, or not at all."""

    position: int = strawberry.field(description="Last log position of the commit; `asOf(recordedAt:)` takes it.")
    at: str = strawberry.field(description="When it was recorded, UTC.")
    command: str = strawberry.field(description="Id of the command that made it.")
    actor: Actor = strawberry.field(description="Who acted.")

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Commit", self.position)


def commit_of(_: Reader, row: CommitRow) -> Commit:
    """Show a commit."""
    actor = Actor(id=row.actor, role=row.role, channel=row.channel)
    return Commit(position=row.position, at=row.at, command=row.command, actor=actor)


@described
class Detail:
    """One particular of an act."""

    name: str = strawberry.field(description="What it is.")
    value: str | None = strawberry.field(
        description="The particular; null where a text was made unreadable. Lists and objects are written as JSON."
    )


@described
class Event(Node):
    """One act in the history of a claim, source, entity, judgement or dispute. Histories only grow."""

    row: strawberry.Private[EventRow]

    @compiled
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("Event", self.row.stream, self.row.position)

    @compiled
    def position(self) -> int:
        """Its position in the log."""
        return self.row.position

    @compiled
    def at(self) -> str:
        """When it was recorded, UTC."""
        return self.row.at

    @compiled
    def topic(self) -> str:
        """What was done: `claim.proposed`, `claim.accepted`, `source.liveness-observed` and so on."""
        return self.row.topic

    @compiled
    def actor(self) -> Actor:
        """Who did it."""
        return Actor(id=self.row.actor, role=self.row.role, channel=self.row.channel)

    @compiled
    def commit(self) -> int:
        """The commit that it is part of; `asOf(recordedAt:)` takes it."""
        return self.row.commit

    @compiled
    def details(self) -> list[Detail]:
        """What the act says beyond the fact that it was done: reasons, ranks, notes."""
        detail = either(self.row.detail, "{}")
        return each_named(object, detail, lambda name, _: Detail(name=name, value=particular(detail, name)))


def event_of(_: Reader, row: EventRow) -> Event:
    """Show an event."""
    return Event(row=row)


@computed()
def particular(detail: str, name: str) -> str | None:
    """What a member of the JSON of an act's detail says, in words."""
    return _plain(msgspec.json.decode(detail, type=dict[str, object])[name])


def _plain(value: object) -> str | None:
    if isinstance(value, dict) and "sealed" in value:
        return _plain(value["sealed"])
    return value if value is None or isinstance(value, str) else msgspec.json.encode(value).decode()
