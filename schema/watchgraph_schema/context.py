"""What one request shares: one connection on one state of the catalogue, and what was already read through it."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

import strawberry
from sqlalchemy import Connection
from strawberry.dataloader import DataLoader

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views import claims, entities, histories, kinds, pages, sources
from watchgraph_projections.views.pages import Cut, Listing, Owner, Page
from watchgraph_schema.errors import BadIdError

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")
RowT = TypeVar("RowT")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def public_id(text: str) -> str:
    """Write an id as it is stored. Raises BadIdError for what is no UUID."""
    lower = text.lower()
    if not _UUID.fullmatch(lower):
        raise BadIdError(f"{text[:60]!r} is no id: ids are UUIDs such as 0b6c1c5e-5c1e-5e0b-9a55-8d5a1f0b6c11")
    return lower


def loader(read: Callable[[Sequence[KeyT]], Mapping[KeyT, ValueT]]) -> DataLoader[KeyT, ValueT | None]:
    """Gather the keys that are asked for in one turn and read them together; None for what is not found."""

    async def batch(keys: list[KeyT]) -> list[ValueT | None]:
        found = read(keys)
        return [found.get(key) for key in keys]

    return DataLoader(load_fn=batch)


class Reader:
    """What was read at one moment. One statement for all rows that one level of a query asks for.

    at: the reader of the same request at another moment.
    """

    def __init__(self, connection: Connection, moment: Moment, at: "Callable[[Moment], Reader]") -> None:
        self.connection = connection
        self.at = at
        self.moment = moment
        self.entities = loader(lambda keys: entities.by_key(connection, moment, keys))
        self.entities_by_id = loader(lambda ids: entities.shown_by_id(connection, moment, ids))
        self.claims = loader(lambda keys: claims.by_key(connection, moment, keys))
        self.claims_by_id = loader(lambda ids: claims.by_id(connection, moment, ids))
        self.sources = loader(lambda keys: sources.by_key(connection, moment, keys))
        self.commits = loader(lambda positions: histories.commits_by_position(connection, positions))
        self.births = loader(lambda streams: histories.births(connection, streams))
        self._headlines: dict[str, DataLoader[int, Mapping[str, int] | None]] = {}
        self._pages: dict[Hashable, DataLoader[Owner, Page | None]] = {}
        self._counts: dict[Hashable, DataLoader[Owner, int | None]] = {}

    def headlines(self, kind: str) -> DataLoader[int, Mapping[str, int] | None]:
        """The claims behind the headline values of entities of this kind."""
        if kind not in self._headlines:
            self._headlines[kind] = loader(lambda keys: kinds.headline_claims(self.connection, self.moment, kind, keys))
        return self._headlines[kind]

    async def page(self, listing: Listing[RowT], cut: Cut, owner: Owner | None) -> Page:
        """A part of a list; of lists under owners, all those asked for in one turn are read together."""
        if owner is None:
            return pages.read_page(self.connection, listing, self.moment, cut)
        if (listing, cut) not in self._pages:
            self._pages[listing, cut] = loader(
                lambda owners: pages.read_pages(self.connection, listing, self.moment, cut, owners)
            )
        return await self._pages[listing, cut].load(owner) or Page()

    async def count(self, listing: Listing[RowT], owner: Owner | None) -> int:
        """The length of a list, read like its pages."""
        if owner is None:
            return pages.count(self.connection, listing, self.moment)
        if listing not in self._counts:
            self._counts[listing] = loader(lambda owners: pages.counts(self.connection, listing, self.moment, owners))
        return await self._counts[listing].load(owner) or 0


class Context:
    """Lives as long as one request.

    resolve: turns (validAt, recordedAt) into a moment of this connection's state.
    """

    def __init__(self, connection: Connection, resolve: Callable[[str | None, str | None], Moment]) -> None:
        self.connection = connection
        self._resolve = resolve
        self._readers: dict[Moment, Reader] = {}
        self._moments: dict[tuple[str | None, str | None], Moment] = {}

    def reader(self, valid_at: str | None = None, recorded_at: str | None = None) -> Reader:
        """Read as of a moment. Raises what the catalogue raises for times that it cannot read."""
        times = valid_at, recorded_at
        if times not in self._moments:
            self._moments[times] = self._resolve(*times)
        return self.reader_at(self._moments[times])

    def reader_at(self, moment: Moment) -> Reader:
        """Read at a moment already known; the same reader for the same moment."""
        if moment not in self._readers:
            self._readers[moment] = Reader(self.connection, moment, self.reader_at)
        return self._readers[moment]


Info = strawberry.Info[Context, None]
