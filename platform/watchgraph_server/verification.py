"""Whether a store is whole: its read models against a rebuild, its sealed texts against their keys."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import msgspec

from watchgraph.domain.values import Sealed
from watchgraph.ledger.ledger import ERASING
from watchgraph.log import Log
from watchgraph_projections.catalogue.digest import Difference, first_difference, state_hash
from watchgraph_projections.catalogue.places import Place
from watchgraph_projections.catalogue.standing import read_standing
from watchgraph_projections.follower import Follower, Progress
from watchgraph_server.stores import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found.

    position, day: where both catalogues stand. state_hash: of the store's read models; rebuilt_hash: of the rebuild.
    difference: the first row that differs, None where nothing does.
    keys_lost: units whose sealed texts cannot be read although no redaction destroyed their key.
    """

    position: int
    day: int
    state_hash: str
    rebuilt_hash: str
    difference: Difference | None
    keys_lost: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return self.state_hash == self.rebuilt_hash and not self.keys_lost


def verify(store: Store, *, progress: Progress | None = None) -> Verification:
    """Rebuild the read models beside the store's, compare, and remove the rebuild; nothing of the store is changed."""
    ours = store.follower.place
    with _rebuilt(store, progress) as rebuilt, rebuilt.reading() as there, ours.reading() as here:
        standing = read_standing(here)
        mine, other = state_hash(here), state_hash(there)
        return Verification(
            position=standing.position,
            day=standing.day,
            state_hash=mine,
            rebuilt_hash=other,
            difference=None if mine == other else first_difference(here, there),
            keys_lost=tuple(sorted(keys_lost(store.log))),
        )


@contextmanager
def _rebuilt(store: Store, progress: Progress | None) -> Iterator[Place]:
    """Build them where they are in nobody's way. What one that was killed left there goes first, and all goes after."""
    place, day = store.follower.place.apart, store.catalogue.standing().day
    with place.building_alone():
        place.remove()
        try:
            with closing(Follower(store.log, place)) as follower:
                follower.catch_up(day, progress)
            yield place
        finally:
            place.remove()


def keys_lost(log: Log) -> set[str]:
    """Name the units that have sealed texts in the log, no key, and no redaction that would explain it."""
    topics = [body.TOPIC for body in ERASING]
    erased = {unit for event in log.of_topics(*topics) if isinstance(event.body, ERASING) for unit in event.body.units}
    unreadable = {sealed.unit for event in log.scan(0) for sealed in _sealed_in(event.body) if sealed.text is None}
    return unreadable - erased


def _sealed_in(value: object) -> Iterator[Sealed]:
    match value:
        case Sealed():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _sealed_in(getattr(value, name))
        case tuple() | list():
            for part in value:
                yield from _sealed_in(part)
        case dict():
            for part in value.values():
                yield from _sealed_in(part)
