"""JSON as SQL text: the seam between the compiler and a dialect.

A text is a list of pieces, constants and expressions by turns, put together only where a statement needs it whole.
Each construct says how a dialect writes it; a dialect that says nothing is one that nothing is compiled for.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from watchgraph_projections.catalogue.dialects import POSTGRESQL
from watchgraph_schema.compiling.deferred import BEGINS, ENDS, Called

Text = str | ColumnElement[object]
Pieces = Sequence[Text]


class Joined(ColumnElement[object]):
    """Pieces put together as one text."""

    inherit_cache = False

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = tuple(piece for piece in _merged(pieces) if not isinstance(piece, str) or piece)


class Quoted(ColumnElement[object]):
    """A text or number as JSON; null for what is missing."""

    inherit_cache = False

    def __init__(self, value: ColumnElement[object]) -> None:
        self.value = value


class Gathered(ColumnElement[object]):
    """The texts of all rows, with commas between, in the order of the rows; missing ones are left out."""

    inherit_cache = False

    def __init__(self, text: ColumnElement[object]) -> None:
        self.text = text


class Found(ColumnElement[object]):
    """The text that a statement finds. Constants beside it are put into it: so fewer texts are put together.

    selecting: selects a text from its rows. otherwise: what stands for it where there is no row; if absent, nothing.
    Its statements stay while it does: SQLAlchemy makes up names by where objects lie, and no others may lie there then.
    """

    inherit_cache = False

    def __init__(
        self, selecting: Callable[[Joined], Select[object]], pieces: Pieces, otherwise: str | None = None
    ) -> None:
        self._selecting = selecting
        self._pieces = pieces
        self.otherwise = otherwise

    def amid(self, before: str, after: str) -> "Found":
        """The same with constants around it."""
        otherwise = None if self.otherwise is None else f"{before}{self.otherwise}{after}"
        return Found(self._selecting, [before, *self._pieces, after], otherwise)

    @cached_property
    def alone(self) -> ScalarSelect[object]:
        """What finds it, and null where there is no row."""
        return self._selecting(Joined(self._pieces)).scalar_subquery()

    @cached_property
    def either(self) -> ScalarSelect[object]:
        """What finds it, or what stands for it. It nests less than coalesce."""
        assert self.otherwise is not None, "something stands for it"
        both: CompoundSelect[tuple[object]] = union_all(self.alone.element, select(as_text(self.otherwise)))
        one = both.limit(literal_column("1")).offset(literal_column("0"))  # which by itself is a parameter
        return one.scalar_subquery()


@compiles(Found, "sqlite")
def _found(found: Found, compiler: SQLCompiler, **given: object) -> str:
    return compiler.process(found.alone if found.otherwise is None else found.either, **given)


@compiles(Found, POSTGRESQL)
def _found_there(found: Found, compiler: SQLCompiler, **given: object) -> str:
    written = compiler.process(found.alone, **given)
    return written if found.otherwise is None else f"coalesce({written}, {_literal(found.otherwise)})"


class Flat(ColumnElement[object]):
    """An object whose values rows hold as they are. On SQLite one call is half the work of putting texts together.

    fields: each has one piece, a value as JSON or another such object.
    """

    inherit_cache = False

    def __init__(self, fields: Sequence[tuple[str, Pieces]]) -> None:
        self.fields = tuple(fields)


@compiles(Flat, "sqlite")
def _flat(flat: Flat, compiler: SQLCompiler, **given: object) -> str:
    parts = [f"{_literal(name)}, {_value(value[0], compiler, given)}" for name, value in flat.fields]
    return f"json_object({', '.join(parts)})"


def _value(piece: Text, compiler: SQLCompiler, given: dict[str, object]) -> str:
    assert not isinstance(piece, str), "a constant is no value of a row"
    return compiler.process(piece.value if isinstance(piece, Quoted) else piece, **given)


@compiles(Flat, POSTGRESQL)
def _flat_there(flat: Flat, compiler: SQLCompiler, **given: object) -> str:
    return compiler.process(Joined(spelt(flat.fields)), **given)


@compiles(Joined, "sqlite")
def _joined(joined: Joined, compiler: SQLCompiler, **given: object) -> str:
    parts = [_literal(piece) if isinstance(piece, str) else compiler.process(piece, **given) for piece in joined.pieces]
    return " || ".join(parts) or "''"


@compiles(Quoted, "sqlite")
def _quoted(quoted: Quoted, compiler: SQLCompiler, **given: object) -> str:
    return f"json_quote({compiler.process(quoted.value, **given)})"


@compiles(Gathered, "sqlite")
def _gathered(gathered: Gathered, compiler: SQLCompiler, **given: object) -> str:
    return f"coalesce(group_concat({compiler.process(gathered.text, **given)}, ','), '')"


@compiles(Joined, POSTGRESQL)
def _joined_there(joined: Joined, compiler: SQLCompiler, **given: object) -> str:
    return " || ".join(_text_there(piece, compiler, given) for piece in joined.pieces) or "''"


def _text_there(piece: Text, compiler: SQLCompiler, given: dict[str, object]) -> str:
    """A piece as text: PostgreSQL takes nothing else for it, and knows no type of a constant."""
    if isinstance(piece, str):
        return f"{_literal(piece)}::text"
    written = compiler.process(piece, **given)
    return written if isinstance(piece, Joined | Quoted | Found) else f"({written})::text"


@compiles(Quoted, POSTGRESQL)
def _quoted_there(quoted: Quoted, compiler: SQLCompiler, **given: object) -> str:
    value = quoted.value
    if isinstance(value, Called) and value.waits:
        return compiler.process(Joined([BEGINS, *_call(value), ENDS]), **given)
    return f"coalesce(to_json({compiler.process(value, **given)})::text, 'null')"


def _call(called: Called) -> Pieces:
    """The call of a function, and of those that give its arguments, as JSON."""
    pieces: list[Text] = [f'["{called.called}"']
    for each in called.arguments:
        pieces += [",", *_argument(each)]
    return [*pieces, "]"]


def _argument(value: ColumnElement[object]) -> Pieces:
    if isinstance(value, Called) and value.waits:
        return _call(value)
    known = isinstance(value, BindParameter) and not value.required
    return [constant(value.value) if known else Quoted(value)]


@compiles(Gathered, POSTGRESQL)
def _gathered_there(gathered: Gathered, compiler: SQLCompiler, **given: object) -> str:
    return f"coalesce(string_agg(({compiler.process(gathered.text, **given)})::text, ','), '')"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def constant(value: object) -> str:
    """A value that is known while compiling, as JSON."""
    return msgspec.json.encode(value).decode()


def is_constant(pieces: Pieces) -> bool:
    """Whether no expression is among the pieces."""
    return all(isinstance(piece, str) for piece in pieces)


def spelt(fields: Iterable[tuple[str, Pieces]]) -> Pieces:
    """An object, put together field by field."""
    pieces: list[Text] = []
    for name, value in fields:
        pieces += [f'{"," if pieces else ""}"{name}":', *value]
    return ["{", *pieces, "}"]


def as_text(piece: Text) -> ColumnElement[object]:
    """A piece as an expression: a constant is written into the statement, and is no parameter."""
    return Joined([piece]) if isinstance(piece, str) else piece


def _merged(pieces: Pieces) -> Iterable[Text]:
    """Put constants into what they stand beside."""
    last: Text = ""
    for piece in pieces:
        match last, piece:
            case str(), str():
                last += piece
            case Found(), str():
                last = last.amid("", piece)
            case str(), Found():
                last = piece.amid(last, "")
            case _:
                yield last
                last = piece
    yield last
