"""Readers for what is worked out: claims and entities stay keys until a statement writes what is asked of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Generic, NamedTuple, NoReturn, TypeVar, cast

from graphql import GraphQLOutputType, get_named_type
from sqlalchemy import BindParameter

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views import claims, entities
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_schema.compiling.readers import SymbolicReader, filled
from watchgraph_schema.compiling.scopes import Scope
from watchgraph_schema.compiling.symbols import Choice, NotCompiledError, Symbol
from watchgraph_schema.context import Context, Reader
from watchgraph_schema.loading import Loads

RowT = TypeVar("RowT")


class Held:
    """Stands for a row of which nothing is read before a statement writes what is asked of it."""

    __slots__ = ("key",)

    def __init__(self, key: int) -> None:
        self.key = key

    @property
    def kind(self) -> Symbol:
        """Of what kind an entity is: the statement will say."""
        return Symbol(self._nowhere, (), sure=True)

    @property
    def cluster(self) -> NoReturn:
        """What an entity is shown as: nobody knows yet."""
        self._nowhere()

    @property
    def id(self) -> NoReturn:
        """Its id: nobody knows yet."""
        self._nowhere()

    def _nowhere(self) -> NoReturn:
        raise NotCompiledError("what is worked out looks at what only a statement reads")


class _Holds(Generic[RowT]):
    """Finds whatever key is looked for: it was read where the key was."""

    async def load(self, key: int) -> RowT | None:
        return cast("RowT", Held(key))  # stands for it

    async def load_many(self, keys: Sequence[int]) -> Sequence[RowT | None]:
        return [cast("RowT", Held(key)) for key in keys]


class _AtOnce(Generic[RowT]):
    """Reads what is looked for, each by itself."""

    def __init__(self, read: Callable[[Sequence[str]], Mapping[str, RowT]]) -> None:
        self._read = read

    async def load(self, key: str) -> RowT | None:
        return self._read([key]).get(key)

    async def load_many(self, keys: Sequence[str]) -> Sequence[RowT | None]:
        found = self._read(keys)
        return [found.get(key) for key in keys]


class _Reader(Reader):
    @cached_property
    def entities_by_id(self) -> Loads[str, EntityRow]:
        return _AtOnce(lambda ids: entities.shown_by_id(self.connection, self.moment, ids))

    @cached_property
    def entities(self) -> Loads[int, EntityRow]:
        return _Holds[EntityRow]()

    @cached_property
    def claims(self) -> Loads[int, ClaimRow]:
        return _Holds[ClaimRow]()


class HoldingContext(Context):
    """The context of resolvers whose answers are worked out."""

    def reader_at(self, moment: Moment) -> Reader:
        if moment not in self._readers:
            self._readers[moment] = _Reader(self._reading, moment, self.reader_at)
        return self._readers[moment]


class Info(NamedTuple):
    """What such resolvers are told of the request."""

    context: Context


class Thing(NamedTuple):
    """A claim or an entity of which only the key is known, as of a moment."""

    key: int
    moment: Moment


def held(result: object) -> Thing | None:
    """The claim or the entity that a resolver gave; None for all else."""
    thing = next(iter(result.made.values())) if isinstance(result, Choice) else result
    row = getattr(thing, "row", None)
    if not isinstance(row, Held):
        return None
    reader: Reader = thing.reader  # type: ignore[attr-defined]  # whatever has a row has a reader
    return Thing(row.key, reader.moment)


def item_of(type_: GraphQLOutputType, reader: SymbolicReader, keys: BindParameter[str]) -> tuple[Scope, Symbol, object]:
    """Rows with these keys, the key of each, and what is shown of it: a claim, else an entity."""
    from watchgraph_schema.shown import claim_of, shown  # noqa: PLC0415  # which shows what is compiled

    is_claim = get_named_type(type_).name == "Claim"
    scope = Scope((claims if is_claim else entities).with_key(reader.slots, [keys]))
    symbols = scope.symbols()
    item: object
    item = claim_of(reader, filled(ClaimRow, symbols)) if is_claim else shown(reader, filled(EntityRow, symbols))
    return scope, symbols["key"], item
