"""How much a page brings with it, so that it can be folded in stretches that fit into little memory.

A country has hundreds of claims that lead its row, a project a dozen: all of them are loaded with what is said anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from watchgraph.log import Recorded
from watchgraph_projections.catalogue import mentions, tables
from watchgraph_projections.catalogue.queries import among

MOST: Final = 2_000
"""Leading claims that one stretch loads at most, but for those of a single event: some 5 KiB each."""


class Load(NamedTuple):
    """shown: under which key an entity, or the subject of a claim that leads it, is shown.

    leading: how many claims lead what is shown under a key.
    """

    shown: Mapping[UUID, int]
    leading: Mapping[int, int]

    def ends(self, events: Sequence[Recorded]) -> Iterator[int]:
        """Yield how many of the events come before each cut: no stretch between two loads more than MOST."""
        seen: set[int] = set()
        load = 0
        for at, event in enumerate(events):
            spoken_of = {key for each in _spoken_of(event) if (key := self.shown.get(each)) is not None}
            more = self._load(spoken_of - seen)
            if seen and load + more > MOST:
                yield at
                seen.clear()
                load, more = 0, self._load(spoken_of)
            seen |= spoken_of
            load += more

    def _load(self, keys: Iterable[int]) -> int:
        return sum(self.leading.get(key, 0) for key in keys)


def load_of(connection: Connection, events: Sequence[Recorded]) -> Load:
    """Find out what the events of a page would load."""
    ids = {str(each) for event in events for each in _spoken_of(event)}
    entity, claim = tables.entity, tables.claim
    shown = [
        *connection.execute(select(entity.c.id, entity.c.cluster).where(among(entity.c.id, ids))),
        *connection.execute(select(claim.c.id, claim.c.subject).where(among(claim.c.id, ids), claim.c.leads == 1)),
    ]
    keys = {key for _, key in shown}
    leading = select(claim.c.subject, func.count()).where(among(claim.c.subject, keys), claim.c.leads == 1)
    counts = connection.execute(leading.group_by(claim.c.subject))
    return Load({UUID(id_): key for id_, key in shown}, dict(counts.all()))


def _spoken_of(event: Recorded) -> Iterator[UUID]:
    yield event.stream
    yield from mentions.subjects(event.body)
