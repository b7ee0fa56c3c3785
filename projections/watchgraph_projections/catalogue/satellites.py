"""Rows that are only ever added: histories, search entries, where sealed text stands."""

from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.sources import ArtifactCaptured
from watchgraph.domain.values import Sealed, SealedText, Text
from watchgraph.log import Recorded
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.nodes import ClaimNode
from watchgraph_projections.catalogue.versions import Row
from watchgraph_projections.catalogue.writing import writer_of
from watchgraph_projections.search.folding import fold

SEARCHED = {"name": "name", "title": "title"}
"""Predicates whose texts search finds, and the field that a hit names. Sealed titles are never indexed."""


@dataclass(slots=True)
class Satellites:
    """Collected while a page is folded, written with it."""

    events: list[Row] = field(default_factory=list)
    commits: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    qualifier_entities: list[Row] = field(default_factory=list)
    dispute_claims: list[Row] = field(default_factory=list)
    sealed: set[Row] = field(default_factory=set)
    _ordinals: dict[int, int] = field(default_factory=dict)

    def event(self, event: Recorded) -> None:
        """Take an event into the history of its stream."""
        detail = self._detail(event)
        self.events.append((event.position, event.commit, str(event.stream), event.version, event.body.TOPIC, detail))

    def _detail(self, event: Recorded) -> str | None:
        if isinstance(event.body, ClaimProposed):
            return None if event.body.note is None else self._written({"note": event.body.note}, event)
        if isinstance(event.body, ArtifactCaptured):
            return self._written({"sha256": event.body.sha256, "name": event.body.name}, event)
        return self._written(event.body, event)

    def _written(self, what: object, event: Recorded) -> str:
        def sealed(value: object) -> object:
            if not isinstance(value, Sealed):
                raise NotImplementedError(type(value).__name__)
            self.seal(value.unit, "event", event.position)
            return {"sealed": value.text, "unit": value.unit}

        return msgspec.json.encode(what, enc_hook=sealed).decode()

    def commit(self, last: Recorded) -> None:
        """Take a commit, by its last event."""
        envelope = last.envelope
        first = last.position - envelope.size + 1
        actor = envelope.actor
        self.commits.append(
            (last.position, first, envelope.recorded, str(envelope.command), actor.id, actor.role, actor.channel)
        )

    def seal(self, unit: str, noun: str, owner: int) -> None:
        """Remember where the plain text of a sealed unit stands.

        noun: claim, quote, dispute or event. owner: its key, or the position of the event.
        """
        self.sealed.add((unit, noun, owner))

    def index_claim(self, node: ClaimNode) -> None:
        """Let search find the name or title that a claim gives."""
        statement = node.claim.statement
        found = SEARCHED.get(statement.predicate)
        match statement.object:
            case Text(text=words) if found is not None:
                self.index(node.key, "entity", node.subject.key, node.key, found, words)
            case SealedText(text=sealed) if found == "name" and node.subject.public_role:
                self.index(node.key, "entity", node.subject.key, node.key, found, sealed.text)
            case _:
                pass

    def index(self, position: int, noun: str, owner: int, claim: int | None, name: str, words: str | None) -> None:
        """Let search find a text. Nothing happens for one that is lost."""
        if words is not None:
            ordinal = self._ordinals[position] = self._ordinals.get(position, 0) + 1
            self.entries.append((position, ordinal, noun, owner, claim, name, words, fold(words)))

    def flush(self, connection: Connection) -> None:
        """Write all."""
        writer = writer_of(connection)
        for table, added in (
            (tables.events, self.events),
            (tables.commits, self.commits),
            (tables.search_entry, self.entries),
            (tables.dispute_claim, self.dispute_claims),
        ):
            if added:
                writer.add(connection, table, added)
        for table, rows in ((tables.qualifier_entity, self.qualifier_entities), (tables.sealed_field, self.sealed)):
            if rows:
                writer.add_missing(connection, table, rows)
