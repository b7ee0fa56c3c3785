"""Readers that find nothing yet: what a resolver asks them for becomes a scope of the statement."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, NoReturn, Protocol, TypeVar

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, SelectBase, bindparam, type_coerce

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import ValueList
from watchgraph_projections.views import claims, datasets, entities, histories, kinds, sources
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.histories import CommitRow
from watchgraph_projections.views.slots import slotted
from watchgraph_projections.views.sources import SourceRow
from watchgraph_schema.compiling.symbols import NotCompiledError, Symbol, assured
from watchgraph_schema.context import Budget, Loads, Reader

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

    def find(self, key: object, select: Selects, made: Callable[[Symbols], ValueT], *, sure: bool = False) -> ValueT:
        """Look for the row with this key, a symbol or a value. sure: there always is one."""

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

    clock: names the parameters of its moment; readers of one clock read at one moment. moment: that of the run that
    asks now; statements have parameters in its place.
    """

    def __init__(self, finds: Finds, moment: Moment, clock: str) -> None:  # other than its base it reads nothing
        self._finds = finds
        self.clock = clock
        self.moment = moment
        self.budget = _NoBudget()
        self.at = finds.moved
        self.slots: Moment = slotted(moment, clock)
        self._editions: Mapping[str, frozenset[str]] | None = None
        self.entities = _Loader(lambda key: self._row(key, EntityRow, self._at(entities.with_key)))
        self.entities_by_id = _Loader(lambda key: self._row(key, EntityRow, self._at(entities.led_to)))
        self.names = _Loader(lambda ids: finds.find(ids, self._names, _names, sure=True))
        self.claims = _Loader(lambda key: self._row(key, ClaimRow, self._at(claims.with_key)))
        self.claims_by_id = _Loader(lambda key: self._row(key, ClaimRow, self._at(claims.with_id)))
        self.sources = _Loader(lambda key: self._row(key, SourceRow, self._at(sources.with_key), sure=True))
        self.commits = _Loader(lambda key: self._row(key, CommitRow, histories.with_position))
        self.births = _Loader(lambda key: self._row(key, CommitRow, histories.beginning))

    @property
    def connection(self) -> NoReturn:  # type: ignore[override]  # refuses what the base has
        raise NotCompiledError("it reads more than its statement could find")

    @property
    def day(self) -> int:
        day: int = Symbol(lambda: bindparam(f"{self.clock}_day", type_=BigInteger()), (), sure=True)  # type: ignore[assignment]  # stands for it
        return day

    def editions(self) -> Mapping[str, frozenset[str]]:
        if self._editions is None:
            self._editions = datasets.editions(self._finds.connection, self.moment)
        return self._editions

    def headlines(self, kind: str) -> Loads[int, Mapping[str, int]]:
        if self.moment.without:
            raise NotCompiledError("headline values are chosen anew where licences are left out")

        def select(keys: Sequence[object]) -> SelectBase:
            return kinds.stored_headlines(self.slots, kind, keys)

        return _Loader(lambda key: self._finds.find(key, select, _as_keys))

    def _names(self, lists: Sequence[object]) -> SelectBase:
        (ids,) = lists
        return entities.names_of(self.slots, type_coerce(ids, ValueList()))

    def _at(self, select: Callable[[Moment, Sequence[object]], SelectBase]) -> Selects:
        return lambda keys: select(self.slots, keys)

    def _row(self, key: object, row: type[RowT], select: Selects, *, sure: bool = False) -> RowT:
        return self._finds.find(key, select, lambda symbols: _filled(row, symbols), sure=sure)


class _NoBudget(Budget):
    """What is paid for while it is worked out cannot be compiled."""

    def spend(self, cost: int) -> None:
        raise NotCompiledError("it works out something that is paid for as it goes")


def _filled(row: type[RowT], symbols: Symbols) -> RowT:
    return assured(row(**{name: symbols[name] for name in row.__struct_fields__}))


def _names(symbols: Symbols) -> str:
    return symbols["names"]  # type: ignore[return-value]  # stands for it


def _as_keys(symbols: Symbols) -> Mapping[str, int]:
    return {name: symbol for name, symbol in symbols.items() if name != "key"}  # type: ignore[misc]  # stand for them


def parameter(name: str, value: object) -> ColumnElement[object]:
    """A parameter of the type of a value."""
    made: ColumnElement[object] = bindparam(name, type_=BigInteger() if isinstance(value, int) else None)
    return made
