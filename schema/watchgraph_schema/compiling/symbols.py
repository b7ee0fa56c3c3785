"""What stands for values when a resolver is run to be compiled: symbols in place of what rows will hold.

A symbol can be handed on, and be given to functions that are `computed` or `expressed`. Whatever else is tried with it
raises NotCompiledError, and the document is left to the executor: nothing is ever guessed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import wraps
from types import NoneType
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar, get_args

import msgspec
from msgspec.structs import fields
from sqlalchemy import ColumnElement, func, literal

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.databases import Plain, callable_in_sql
from watchgraph_projections.catalogue.dialects import member
from watchgraph_schema.compiling.deferred import Called, functions, waits

if TYPE_CHECKING:
    from watchgraph_schema.compiling.scopes import Scope

P = ParamSpec("P")
T = TypeVar("T")
RowT = TypeVar("RowT", bound=msgspec.Struct)
Build = Callable[..., ColumnElement[object]]


class NotCompiledError(WatchgraphError):
    """The document holds something that only the executor answers; the message says what."""

    code = "not-compiled"


class NotThisTimeError(NotCompiledError):
    """Only the executor answers it with these values; with others of their shape it may compile."""


class Opaque:
    """Stands for a value that nobody can look at yet: whatever is tried with it is refused."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise NotCompiledError("it computes with what is not known yet")

    __bool__ = __str__ = __format__ = __iter__ = __len__ = __getitem__ = __contains__ = _refuse
    __int__ = __index__ = __add__ = __radd__ = __sub__ = __lt__ = __gt__ = __le__ = __ge__ = _refuse
    __eq__ = __ne__ = __hash__ = _refuse


class Symbol(Opaque):
    """A value that a statement will find.

    scopes: where the rows must come from. sure: never null. expression: made when somebody needs it, since scopes
    read only the columns that were asked for.
    """

    __slots__ = ("_make", "scopes", "sure")

    def __init__(self, make: Callable[[], ColumnElement[object]], scopes: Iterable["Scope"], *, sure: bool) -> None:
        self._make = make
        self.scopes = frozenset(scopes)
        self.sure = sure

    @property
    def expression(self) -> ColumnElement[object]:
        """The value in SQL."""
        return self._make()


class Json(Symbol):
    """A symbol whose value is JSON already, fit for the answer as it stands."""

    __slots__ = ()


class Present(Symbol):
    """A value that is sure to be there; of a key, a row that has it, too."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several things, by a code that a row holds.

    alike: they differ by their type only, so what is asked of several in one way is written once; else they are the
    constant entries of one list. closed: the row holds no other code; if it may, that is null.
    """

    on: Symbol
    made: Mapping[str, object]
    alike: bool = True
    closed: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class First:
    """The first of several things that is there."""

    among: tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """An item for each row of a scope, in the scope's order. sparse: items that are not there are left out."""

    scope: "Scope"
    item: object
    sparse: bool = False


def member_of(stored: Symbol, name: str, type_: object = str, *, default: object = None, sure: bool = False) -> Symbol:
    """What a member of a JSON object holds, of an object that a row holds. type_: see `member`.

    default: where there is no such member.
    """

    def extracted() -> ColumnElement[object]:
        found: ColumnElement[object] = member(stored.expression, name, type_)
        return found if default is None else func.coalesce(found, literal(_plain(default)))

    return Symbol(extracted, stored.scopes, sure=sure)


def optional(value: T) -> T:
    """A value of a row that may not be there: then it is null, and not all that is made of it."""
    if not isinstance(value, Symbol):
        return value

    def found() -> ColumnElement[object]:
        expression = value.expression
        for scope in value.scopes:
            expression = scope.selecting(expression).scalar_subquery()
        return expression

    parents = [parent for scope in value.scopes for parent in scope.parents]
    return Symbol(found, parents, sure=False)  # type: ignore[return-value]  # stands for it


def present(value: T) -> T:
    """Say that a value is there, and of a key that a row has it: none is looked up where nothing of it is wanted."""
    if not isinstance(value, Symbol):
        return value
    return Present(lambda: value.expression, value.scopes, sure=True)  # type: ignore[return-value]  # stands for it


def only(cls: type[T], thing: object) -> T | None:
    """The thing if it is of a class, else None."""
    if isinstance(thing, Choice):
        made = {code: each for code, each in thing.made.items() if isinstance(each, cls)}
        return replace(thing, made=made, closed=False)  # type: ignore[return-value]  # stands for one of them
    return thing if isinstance(thing, cls) else None


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A list of things, of which those that are not there are left out."""

    items: tuple[object, ...]


def sparse(items: list[T]) -> list[T]:
    """A list of what was found; of symbols, what is not there will be left out."""
    if any(True for item in items for _ in symbols_in(item)):
        return Sparse(tuple(items))  # type: ignore[return-value]  # stands for the list
    return items


def symbolic(*values: object) -> bool:
    """Whether any of these stands for a value that is not known."""
    return any(isinstance(value, Symbol) for value in values)


def computed(
    *, sure: bool | None = False, on_postgresql: Build | None = None
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function of plain values be given symbols: it is called for each row.

    It takes and returns texts, whole numbers, flags, members of enums and None. sure: as for `expressed`.
    on_postgresql: says the same in SQL, for where a statement there goes on to work with it.
    """

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        name = _declared(function)
        callable_in_sql(name, functions[name])

        def build(*given: ColumnElement[object]) -> ColumnElement[object]:
            own = None if on_postgresql is None else on_postgresql(*given)
            return Called(name, given, on_postgresql=own)

        return _either(function, build, sure=sure)

    return decorated


def expressed(build: Build, *, sure: bool | None = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a function of plain values be given symbols: `build` says the same in SQL.

    sure: it never gives null; None if it gives null only for what is null.
    """

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        name = _declared(function)

        def built(*given: ColumnElement[object]) -> ColumnElement[object]:
            made = build(*given)
            return Called(name, given, on_sqlite=made) if any(map(waits, given)) else made

        return _either(function, built, sure=sure)

    return decorated


def _declared(function: Callable[..., object]) -> str:
    name = function.__name__
    assert name not in functions, "two functions of one name"
    functions[name] = _plainly(function)
    return name


def as_json(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function read JSON that a row holds: given a symbol, the JSON itself is the answer, and is never null."""

    @wraps(function)
    def either(*args: P.args, **kwargs: P.kwargs) -> T:
        first = args[0]
        if isinstance(first, Symbol):
            return Json(lambda: first.expression, first.scopes, sure=True)  # type: ignore[return-value]  # as below
        return function(*args, **kwargs)

    return either


def _either(function: Callable[P, T], build: Build, *, sure: bool | None = False) -> Callable[P, T]:
    @wraps(function)
    def either(*args: P.args, **kwargs: P.kwargs) -> T:
        if symbolic(*args):
            return _applied(build, args, sure=sure)  # type: ignore[return-value]  # a symbol stands for the value
        return function(*args, **kwargs)

    return either


def _applied(build: Build, given: tuple[object, ...], *, sure: bool | None) -> Symbol:
    if sure is None:
        sure = all(each.sure for each in given if isinstance(each, Symbol))
    scopes = [scope for each in given if isinstance(each, Symbol) for scope in each.scopes]
    return Symbol(lambda: build(*[_expression(each) for each in given]), scopes, sure=sure)


def _expression(given: object) -> ColumnElement[object]:
    return given.expression if isinstance(given, Symbol) else literal(_plain(given))


def _plainly(function: Callable[..., object]) -> Callable[..., Plain]:
    def plain(*given: object) -> Plain:
        return _plain(function(*given))

    return plain


def _plain(value: object) -> Plain:
    match value:
        case Enum():
            return str(value.value)
        case bool() | int():
            return int(value)
        case str() | None:
            return value
    raise NotCompiledError(f"{type(value).__name__} is nothing that a statement could hold")


def assured(row: RowT) -> RowT:
    """A row of symbols, sure of what its type says is never missing."""
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, msgspec.Struct):
            assured(value)
        elif isinstance(value, Symbol) and not may_be_null(each.type):
            value.sure = True
    return row


def may_be_null(type_: object) -> bool:
    """Whether None is among the values of a type."""
    return NoneType in get_args(type_)


def symbols_in(thing: object) -> Iterable[Symbol]:
    """The symbols that an object of the schema is made of."""
    if isinstance(thing, Symbol):
        yield thing
    elif isinstance(thing, Choice):
        yield thing.on
    elif isinstance(thing, msgspec.Struct):
        for name in thing.__struct_fields__:
            yield from symbols_in(getattr(thing, name))
    elif hasattr(thing, "__strawberry_definition__") and not isinstance(thing, Enum):
        for value in vars(thing).values():
            yield from symbols_in(value)
