"""Readers that find nothing yet: what a resolver asks them for becomes a scope of the statement."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Generic, NoReturn, Protocol, TypeVar, cast

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, RowMapping, SelectBase, bindparam

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views import claims, entities, histories, kinds, sources
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.histories import CommitRow
from watchgraph_projections.views.pages import Cut, Listing, Rows
from watchgraph_projections.views.slots import slotted, values_of
from watchgraph_projections.views.sources import SourceRow
from watchgraph_schema.compiling.symbols import NotCompiledError, Present, Symbol, assured
from watchgraph_schema.context import Reader
from watchgraph_schema.loading import Loads

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")
RowT = TypeVar("RowT", bound=msgspec.Struct)

Selects = Callable[[Sequence[object]], SelectBase]
Symbols = Mapping[str, Symbol]


class Finds(Protocol):
    """Makes a scope of one row of what is looked for."""

    @property
    def connection(self) -> Connection:
        """Reads what must be known before there is a statement."""

    @property
    def file(self) -> object:
        """Stands for the tables that are read."""

    def find(
        self,
        key: object,
        select: Selects,
        made: Callable[[Symbols], ValueT],
        *,
        sure: bool = False,
        joins: bool = False,
    ) -> ValueT:
        """Look for the row with this key, a symbol or a value. sure: there always is one. joins: see Scope."""

    def looked(self) -> None:
        """Note that a resolver works with the moment itself."""

    def moved(self, moment: Moment) -> "SymbolicReader":
        """The reader at another moment, for the list that is asked for now."""


class _Loader(Generic[KeyT, ValueT]):
    def __init__(self, find: Callable[[KeyT], ValueT]) -> None:
        self._find = find

    async def load(self, key: KeyT) -> ValueT | None:
        return self._find(key)

    def load_many(self, keys: Sequence[KeyT]) -> Awaitable[Sequence[ValueT | None]]:
        raise NotCompiledError("it looks for several things at once")


class SymbolicReader(Reader):
    """Stands where a reader stands when resolvers are compiled.

    clock: names the parameters of its moment; readers of one clock read at one moment. asked: that of the run that
    asks now; statements have parameters in its place.
    """

    def __init__(self, finds: Finds, moment: Moment, clock: str) -> None:  # other than its base it reads nothing
        self._finds = finds
        self.clock = clock
        self.asked = moment
        self.at = finds.moved
        self._editions: Mapping[str, frozenset[str]] | None = None
        self._beside: list[tuple[Symbol, Mapping[str, Symbol]]] = []

    @property
    def moment(self) -> Moment:  # type: ignore[override]  # the base holds it
        self._finds.looked()
        return self.asked

    @cached_property
    def slots(self) -> Moment:
        """The moment with parameters in the place of its values."""
        return slotted(self.asked, self.clock)

    @property
    def connection(self) -> NoReturn:  # type: ignore[override]  # refuses what the base has
        raise NotCompiledError("it reads more than its statement could find")

    @property
    def without(self) -> tuple[str, ...]:
        return self.asked.without

    @property
    def day(self) -> int:
        day: int = Symbol(lambda: bindparam(f"{self.clock}_day", type_=BigInteger()), (), sure=True)  # type: ignore[assignment]  # stands for it
        return day

    @cached_property
    def entities(self) -> Loads[int, EntityRow]:
        return self._rows(EntityRow, entities.with_key)

    @cached_property
    def entities_by_id(self) -> Loads[str, EntityRow]:
        return self._rows(EntityRow, entities.led_to)

    @cached_property
    def names(self) -> Loads[str, str]:
        return _Loader(lambda ids: self._finds.find(ids, self._names, _names, sure=True))

    @cached_property
    def claims(self) -> Loads[int, ClaimRow]:
        return self._rows(ClaimRow, claims.with_key)

    @cached_property
    def claims_by_id(self) -> Loads[str, ClaimRow]:
        return self._rows(ClaimRow, claims.with_id)

    @cached_property
    def licences(self) -> NoReturn:
        raise NotCompiledError("it gathers the licences of a claim")

    @cached_property
    def sources(self) -> Loads[int, SourceRow]:
        return self._rows(SourceRow, sources.with_key, sure=True)

    @cached_property
    def commits(self) -> Loads[int, CommitRow]:
        return self._rows(CommitRow, lambda _, keys: histories.with_position(keys))

    @cached_property
    def births(self) -> Loads[str, CommitRow]:
        return self._rows(CommitRow, lambda _, keys: histories.beginning(keys))

    @property
    def _file(self) -> object:
        return self._finds.file

    @property
    def beforehand(self) -> Connection:
        return self._finds.connection

    def kept(self, sort: str, asked: object, work: Callable[[], ValueT]) -> NoReturn:
        raise NotCompiledError(f"{sort}: it is worked out")

    def headlines(self, kind: str) -> Loads[int, Mapping[str, int]]:
        if self.asked.without:
            raise NotCompiledError("headline values are chosen anew where licences are left out")

        def select(keys: Sequence[object]) -> SelectBase:
            return kinds.stored_values(self.slots, kind, keys)

        def found(key: object) -> Mapping[str, int]:
            known = next((symbols for own, symbols in self._beside if own is key), None)
            return self._finds.find(key, select, _as_keys, joins=True) if known is None else _as_keys(known)

        return _Loader(found)

    def knows(self, row: Symbols, names: Sequence[str]) -> None:
        """Note what a list reads beside its rows: the headline values of an entity need no look-up then."""
        if names:
            self._beside.append((row["key"], {name: row[name] for name in names}))

    def last_in(self, listing: Callable[[tuple[str, ...]], Listing[ValueT]], public: str) -> ValueT:
        """The last row of a list of what has a public id."""

        def select(ids: Sequence[object]) -> SelectBase:
            wanted = listing(cast("tuple[str, ...]", tuple(ids)))
            return Rows(wanted.select(self.slots, None), wanted).part(Cut(size=1, backwards=True)).limit(1)

        return self._finds.find(public, select, lambda symbols: read_row(listing(()), symbols))

    def _names(self, lists: Sequence[object]) -> SelectBase:
        (ids,) = lists
        return entities.names_of(self.slots, cast("ColumnElement[object]", ids))

    def _rows(
        self, row: type[RowT], select: Callable[[Moment, Sequence[object]], SelectBase], *, sure: bool = False
    ) -> Loads[object, RowT]:
        """Rows by key. sure: every key has one; where a key may be null, no row is sure."""

        def at_this_moment(keys: Sequence[object]) -> SelectBase:
            return select(self.slots, keys)

        def found(key: object) -> RowT:
            there = isinstance(key, Present) or (sure and (not isinstance(key, Symbol) or key.sure))
            return self._finds.find(key, at_this_moment, partial(filled, row), sure=there, joins=True)

        return _Loader(found)


def filled(row: type[RowT], symbols: Symbols) -> RowT:
    """A row of symbols."""
    return assured(row(**{name: symbols[name] for name in row.__struct_fields__}))


def read_row(listing: Listing[ValueT], symbols: Symbols) -> ValueT:
    """A row of a list, made of symbols."""
    row = listing.row(cast("RowMapping", symbols))
    if isinstance(row, msgspec.Struct):
        assured(row)
    return row


def _names(symbols: Symbols) -> str:
    return symbols["names"]  # type: ignore[return-value]  # stands for it


def _as_keys(symbols: Symbols) -> Mapping[str, int]:
    return {name: symbol for name, symbol in symbols.items() if name != "key"}  # type: ignore[misc]  # stand for them


def moment_values(moment: Moment, clock: str) -> Mapping[str, object]:
    """The values of the parameters that `SymbolicReader.slots` has."""
    if moment.without:
        return values_of(moment, clock)
    return {f"{clock}_day": moment.day, f"{clock}_position": moment.position}


def parameter(name: str, value: object) -> ColumnElement[object]:
    """A parameter of the type of a value."""
    made: ColumnElement[object] = bindparam(name, type_=BigInteger() if isinstance(value, int) else None)
    return made
