"""One page of the log on its way into the catalogue."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, select

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.judgements import Verdict
from watchgraph.domain.statements import Statement
from watchgraph.log import Recorded
from watchgraph_projections.catalogue import mentions, tables
from watchgraph_projections.catalogue.claim_rows import leads, stated_group
from watchgraph_projections.catalogue.memory import Memory
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode, Touched
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.satellites import Satellites
from watchgraph_projections.catalogue.working_set import WorkingSet

E = TypeVar("E", bound=Event)
CITING_TOPICS = frozenset({"source.reliability-rated", "source.lineage-declared", "source.lineage-withdrawn"})
BY_STREAM = ("dataset", "coverage", "contributor")


class Page:
    """What a folding function works on. touched: what the commit in hand has changed so far."""

    def __init__(self, connection: Connection, memory: Memory, events: Sequence[Recorded]) -> None:
        self.connection = connection
        self.memory = memory
        self.working = WorkingSet(connection)
        self.satellites = Satellites()
        self.touched = Touched()
        self._load(events)

    def _load(self, events: Sequence[Recorded]) -> None:
        """Load all that the events name, before the first is folded."""
        new = {event.stream for event in events if event.version == 1}
        named = {each for event in events for each in mentions.entities(event.body)} - new
        streams: dict[str, set[UUID]] = {}
        for event in events:
            if event.version > 1:
                streams.setdefault(event.body.TOPIC.partition(".")[0], set()).add(event.stream)
        named |= streams.get("entity", set()) | streams.get("source", set())
        self.working.need_entities(named)
        self.working.need_claims(streams.get("claim", ()))
        self.working.need_claims({each for event in events for each in mentions.claims(event.body)} - new)
        self._load_subjects(events)
        self._load_judged(events, streams.get("judgement", set()))
        self._load_citing(events)
        self.working.need_disputes(streams.get("dispute", ()))
        for noun in BY_STREAM:
            self.working.need_streams(noun, streams.get(noun, ()))
        self._load_records(events)
        self._load_groups(events)
        self._load_sources(events)
        self._load_captures(events)

    def _known(self, ids: Iterable[UUID]) -> list[EntityNode]:
        return [self.working.entities[each] for each in ids if each in self.working.entities]

    def _load_subjects(self, events: Sequence[Recorded]) -> None:
        self.working.need_leading(self._known({each.subject for each in _stated(events) if leads(each)}))
        retyped = {event.stream for event in events if event.body.TOPIC == "entity.retyped"}
        if retyped:
            self.working.need_all_claims(self._known(retyped))

    def _load_judged(self, events: Sequence[Recorded], judged: set[UUID]) -> None:
        verdicts = [event.body for event in events if isinstance(event.body, JudgementRecorded)]
        pairs = [each for verdict in verdicts for each in (verdict.left, verdict.right)]
        rows = self.working.need_streams("judgement", judged)
        keys = {key for row in rows for key in row[2:4]}
        self.working.need_entity_keys(keys)
        nodes = self._known(pairs) + [self.working.by_key[key] for key in keys]
        self.working.need_leading(member for node in nodes for member in node.shown.together)
        moving = [self.working.by_key[key] for key in keys] + list(self._moving(verdicts))
        if moving:
            self.working.need_all_claims(moving)

    def _moving(self, verdicts: Iterable[JudgementRecorded]) -> Iterator[EntityNode]:
        """Foresee which entities will be shown under others: neither the register's nor the smaller id, of two."""
        for verdict in verdicts:
            known = {node.shown.key: node.shown for node in self._known([verdict.left, verdict.right])}
            if verdict.verdict == Verdict.SAME and len(known) > 1:
                yield from sorted(known.values(), key=lambda node: (not node.register, node.public))[1:]

    def _load_citing(self, events: Sequence[Recorded]) -> None:
        acts = [event for event in events if event.body.TOPIC in CITING_TOPICS]
        cited = {event.stream for event in acts} | {each for event in acts for each in mentions.entities(event.body)}
        if cited:
            evidence = tables.evidence
            keys = [node.key for node in self._known(cited)]
            self.working.load("lineage", "source", keys)
            resting = select(evidence.c.claim).where(among(evidence.c.source, keys))
            self.working.need_claim_keys(self.connection.scalars(resting))

    def _load_records(self, events: Sequence[Recorded]) -> None:
        """Load whole the records of which something is stated or decided anew: what else stands of them may change."""
        origins = [statement.origin for statement in _stated(events)]
        records = {(each.dataset, each.record) for each in origins if each.dataset and each.record}
        records |= {record for node in self._acted(events) if (record := node.record)}
        if records:
            self.working.need_records(records)

    def _load_groups(self, events: Sequence[Recorded]) -> None:
        """Load the groups that claims are in or join as clusters stand now; a merge loads what else it needs."""
        for event in events:
            if isinstance(event.body, ClaimProposed):
                self.working.foreseen[event.stream] = stated_group(event.body.statement, self._entity)
        present = [node.group_key for node in self._acted(events)]
        self.working.need_groups({*present, *self.working.foreseen.values()})

    def _acted(self, events: Sequence[Recorded]) -> list[ClaimNode]:
        """List the claims known already that the events are about."""
        streams = {event.stream: None for event in events}
        disputed = (node for nodes in self.working.disputes.values() for node in nodes)
        named = {each: None for event in events for each in mentions.claims(event.body)}
        found = (node for each in (*streams, *named) if (node := self.working.claims.get(each)))
        return [*found, *disputed]

    def _entity(self, entity: UUID) -> EntityNode:
        """Find an entity, one that this page registers included."""
        return self.working.entities.get(entity) or EntityNode(0, entity, "", "", register=False, public_role=False)

    def _load_sources(self, events: Sequence[Recorded]) -> None:
        held = [item.source for node in self.working.claims.values() for item in node.claim.evidence]
        kinds = [node.id for node in self.working.entities.values() if node.kind == "Source"]
        self.working.need_sources([*held, *kinds])

    def _load_captures(self, events: Sequence[Recorded]) -> None:
        captured = {event.stream for event in events if event.body.TOPIC == "source.artifact-captured"}
        self.working.load("artifact", "source", [node.key for node in self._known(captured)])
        imported = {event.stream for event in events if event.body.TOPIC == "dataset.import-completed"}
        known = imported & self.memory.datasets.keys()
        self.working.load("edition", "dataset", [self.memory.datasets[each] for each in known])

    def touch_citing(self, sources: Iterable[UUID]) -> None:
        """Assess again every claim that rests on one of these sources."""
        wanted = set(sources)
        for node in self.working.claims.values():
            if any(item.source in wanted for item in node.claim.evidence):
                self.touched.move(node)


def _stated(events: Sequence[Recorded]) -> Iterator[Statement]:
    return (event.body.statement for event in events if isinstance(event.body, ClaimProposed))


class Folds:
    """Which function folds which class of event: declared beside the function, one each."""

    def __init__(self) -> None:
        self._folds: dict[type[Event], Callable[[Page, Recorded], None]] = {}

    def of(
        self, *kinds: type[E]
    ) -> Callable[[Callable[[Page, Recorded, E], None]], Callable[[Page, Recorded, E], None]]:
        """Declare the function that folds these classes. It gets the page, the event and its body."""

        def declare(fold: Callable[[Page, Recorded, E], None]) -> Callable[[Page, Recorded, E], None]:
            def folded(page: Page, event: Recorded) -> None:
                if isinstance(event.body, kinds):
                    fold(page, event, event.body)

            self._folds |= dict.fromkeys(kinds, folded)
            return fold

        return declare

    def fold(self, page: Page, event: Recorded) -> None:
        """Fold one event. Raises KeyError for a class that nobody folds."""
        self._folds[type(event.body)](page, event)

    @property
    def kinds(self) -> Collection[type[Event]]:
        """All classes that are folded."""
        return self._folds.keys()


FOLDS = Folds()
