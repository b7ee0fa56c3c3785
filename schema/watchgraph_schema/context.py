"""What one request shares: one connection on one state of the catalogue, and what was already read through it."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Final, TypeVar

import msgspec
import strawberry
from sqlalchemy import Connection
from strawberry.dataloader import DataLoader

from watchgraph_projections.catalogue.connections import Reading
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import read_moment, recorded
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.graph.port import GraphReader
from watchgraph_projections.statistics.kept import Kept
from watchgraph_projections.views import (
    callings,
    claims,
    datasets,
    entities,
    evidence,
    histories,
    kinds,
    licences,
    pages,
    sources,
)
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.evidence import EvidenceRow
from watchgraph_projections.views.histories import CommitRow, EventRow
from watchgraph_projections.views.pages import Cut, Listing, Owner, Page
from watchgraph_projections.views.sources import SourceRow
from watchgraph_schema.loading import Loads, loader
from watchgraph_schema.met_ids import Met

ValueT = TypeVar("ValueT")
RowT = TypeVar("RowT")

KEPT: Final = Kept()
"""What requests of this process have worked out."""

MET: Final = Met[int]()
STATED: Final = Met[int]()
RECORDED: Final = Met[int]()
SCHEMES: Final = Met[int]()
KINDS: Final = Met[str]()
IDENTIFIERS: Final = Met[int]()
"""Ids that requests of this process have looked for and found."""


class Reader:
    """What was read at one moment. One statement for all rows that one level of a query asks for.

    at: the reader of the same request at another moment. graph: what answers questions of the graph; if absent, the
    catalogue does.
    """

    graph: GraphReader | None = None

    def __init__(
        self, reading: Reading, moment: Moment, at: "Callable[[Moment], Reader]", graph: GraphReader | None = None
    ) -> None:
        self._reading = reading
        self.graph = graph
        self.connection = reading.connection
        self.at = at
        self.moment = moment
        self._editions: Mapping[str, frozenset[str]] | None = None
        self._headlines: dict[str, Loads[int, Mapping[str, int]]] = {}
        self._pages: dict[Hashable, DataLoader[Owner, Page | None]] = {}
        self._counts: dict[Hashable, DataLoader[Owner, int | None]] = {}

    @cached_property
    def entities(self) -> Loads[int, EntityRow]:
        """Entities by key, merged ones as they are."""
        return loader(lambda keys: entities.by_key(self.connection, self.moment, keys))

    @cached_property
    def entities_by_id(self) -> Loads[str, EntityRow]:
        """What ids lead to."""
        return loader(lambda ids: entities.shown_by_id(self.connection, self.moment, ids))

    @cached_property
    def names(self) -> Loads[str, str]:
        """The names of the entities that ids lead to, as JSON, for JSON lists of ids."""
        return loader(lambda lists: entities.names(self.connection, self.moment, lists))

    @cached_property
    def claims(self) -> Loads[int, ClaimRow]:
        """Claims by key."""
        return loader(lambda keys: claims.by_key(self.connection, self.moment, keys))

    @cached_property
    def claims_by_id(self) -> Loads[str, ClaimRow]:
        """Claims by id."""
        return loader(lambda ids: claims.by_id(self.connection, self.moment, ids))

    @cached_property
    def licences(self) -> Loads[int, frozenset[str]]:
        """The licences of a claim's evidence, by its key."""
        return loader(lambda keys: licences.of_claims(self.connection, self.moment, keys))

    @cached_property
    def sources(self) -> Loads[int, SourceRow]:
        """Sources by key."""
        return loader(lambda keys: sources.by_key(self.connection, self.moment, keys))

    @cached_property
    def commits(self) -> Loads[int, CommitRow]:
        """Commits by position."""
        return loader(lambda positions: histories.commits_by_position(self.connection, positions))

    @cached_property
    def events(self) -> Loads[int, EventRow]:
        """Events by position."""
        return loader(lambda positions: histories.events_by_position(self.connection, positions))

    @cached_property
    def evidence(self) -> Loads[tuple[str, str], EvidenceRow]:
        """Evidence by its id and reading."""
        return loader(lambda places: evidence.by_place(self.connection, self.moment, places))

    @cached_property
    def births(self) -> Loads[str, CommitRow]:
        """The commit that a stream begins with, by its id."""
        return loader(lambda streams: histories.births(self.connection, streams))

    @property
    def beforehand(self) -> Connection:
        """Reads what must be known before there is a statement."""
        return self.connection

    def known_licences(self) -> frozenset[str]:
        """Every licence that a source or an edition here is under."""
        return licences.known(self.beforehand)

    def schemes(self, wanted: str) -> Collection[str]:
        """The wanted one alone, where anybody here has or had an identifier of its; else all of whom there is one."""
        return SCHEMES.of(self._file, [wanted], lambda _: dict.fromkeys(callings.schemes(self.beforehand), 0))

    def spelt_otherwise(self, identifier: str) -> Sequence[str]:
        """What is here of an identifier in capitals and in small letters, where nothing has it as it is."""
        spellings = [identifier, identifier.upper(), identifier.lower()]
        known = IDENTIFIERS.of(self._file, spellings, lambda unknown: callings.spelt(self.beforehand, unknown))
        return () if identifier in known else sorted(known)

    def position(self, recorded_at: str | None, argument: str) -> int | None:
        """The last position of the last commit by then, a position or an instant. Raises BadRecordedAtError."""
        if recorded_at is None:
            return None
        return histories.last_commit(self.beforehand, recorded(recorded_at, argument), argument)

    def first_met(self, ids: Sequence[str]) -> Mapping[str, int]:
        """The position at which each of these ids of entities was given; absent where nothing has it."""
        return MET.of(self._file, ids, lambda unknown: entities.met(self.beforehand, unknown))

    def of_other_kinds(self, ids: Sequence[str], kinds: Collection[str]) -> Mapping[str, EntityRow]:
        """What those of these ids lead to that is of none of these kinds, at the moment and when first looked for.

        In the order of the ids, whatever that of the database is.
        """
        met = KINDS.of(self._file, ids, lambda unknown: entities.kinds(self.beforehand, unknown))
        others = [each for each in ids if each in met and met[each] not in kinds]
        found = entities.shown_by_id(self.beforehand, self.moment, others) if others else {}
        return {each: found[each] for each in others if each in found and found[each].kind not in kinds}

    def first_stated(self, ids: Sequence[str]) -> Mapping[str, int]:
        """The position at which each of these claims was first stated; absent where nobody stated it."""
        return STATED.of(self._file, ids, lambda unknown: claims.met(self.beforehand, unknown))

    def recorded(self, dataset: str | None, records: Sequence[str]) -> Collection[str]:
        """Those of these records that the data set has or had; None for any data set."""
        of_one = f"{dataset or ''}\n"

        def look(unknown: Sequence[str]) -> Mapping[str, int]:
            found = claims.recorded(self.beforehand, dataset, [each.removeprefix(of_one) for each in unknown])
            return {f"{of_one}{each}": 0 for each in found}

        return [
            each.removeprefix(of_one) for each in RECORDED.of(self._file, [f"{of_one}{each}" for each in records], look)
        ]

    @property
    def _file(self) -> object:
        """Stands for the tables that are read."""
        return self._reading.file

    def editions(self) -> Mapping[str, frozenset[str]]:
        """Names of the editions of every data set known at the moment, by its short name."""
        if self._editions is None:
            self._editions = datasets.editions(self.beforehand, self.moment)
        return self._editions

    @property
    def without(self) -> tuple[str, ...]:
        """The licences that are left out."""
        return self.moment.without

    @property
    def day(self) -> int:
        """The day that is asked about, YYYYMMDD."""
        return self.moment.day

    def headlines(self, kind: str) -> Loads[int, Mapping[str, int]]:
        """The claims behind the headline values of entities of this kind."""
        if kind not in self._headlines:
            self._headlines[kind] = loader(lambda keys: kinds.headline_claims(self.connection, self.moment, kind, keys))
        return self._headlines[kind]

    def kept(self, sort: str, asked: object, work: Callable[[], ValueT]) -> ValueT:
        """Give an answer that takes long to work out, unless it is kept. asked: all that it depends on but the moment.

        Nobody may change it. Raises ReadTimeoutError, and what working it out raises.
        """
        return KEPT.answer(self._reading, self.moment, (sort, msgspec.json.encode(asked)), work)

    def sparing(self, part: float) -> AbstractContextManager[None]:
        """Leave the rest of the request some of its time."""
        return self._reading.sparing(part)

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

    at: what is now for the request, not after where the catalogue stands; if absent, where it stands. graph: what
    answers questions of the graph; if absent, the catalogue does.
    """

    def __init__(self, reading: Reading, at: Standing | None = None, graph: GraphReader | None = None) -> None:
        self._reading = reading
        self._graph = graph
        self._at = at
        self._readers: dict[Moment, Reader] = {}
        self._moments: dict[tuple[str | None, str | None, tuple[str, ...]], Moment] = {}
        self._licences: frozenset[str] | None = None

    def licences(self) -> frozenset[str]:
        """Every licence that a source or an edition here is under."""
        if self._licences is None:
            self._licences = licences.known(self._reading.connection)
        return self._licences

    def reader(
        self, valid_at: str | None = None, recorded_at: str | None = None, without: tuple[str, ...] = ()
    ) -> Reader:
        """Read as of a moment. without: licences. Raises what the catalogue raises for times that it cannot read."""
        asked = valid_at, recorded_at, without
        if asked not in self._moments:
            self._moments[asked] = read_moment(self._reading, *asked, at=self._at)
        return self.reader_at(self._moments[asked])

    def reader_at(self, moment: Moment) -> Reader:
        """Read at a moment already known; the same reader for the same moment."""
        if moment not in self._readers:
            self._readers[moment] = Reader(self._reading, moment, self.reader_at, self._graph)
        return self._readers[moment]

    def check_time(self) -> None:
        """Raise ReadTimeoutError where the time is up."""
        self._reading.check()

    def part(self) -> None:
        """End the request. Its readers held each other and all rows that were read, and would wait to be collected."""
        for reader in self._readers.values():
            vars(reader).clear()
        self._readers.clear()


Info = strawberry.Info[Context, None]
