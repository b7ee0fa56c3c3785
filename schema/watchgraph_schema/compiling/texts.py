"""JSON as SQL text: the seam between the compiler and a dialect.

A text is a list of pieces, constants and expressions by turns, put together only where a statement needs it whole.
Each construct says how a dialect writes it; a dialect that says nothing is one that nothing is compiled for.
"""

from collections.abc import Iterable, Sequence
from enum import Enum

import msgspec
from sqlalchemy import BindParameter, ColumnElement, SelectBase, case, func, literal_column, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from watchgraph_projections.catalogue.dialects import POSTGRESQL
from watchgraph_schema.compiling.deferred import BEGINS, ENDS, Called
from watchgraph_schema.compiling.scopes import Scope, reading, stretches
from watchgraph_schema.compiling.symbols import NotCompiledError

Text = str | ColumnElement[object]
Pieces = Sequence[Text]

FEWEST_FIELDS, MOST_FIELDS = 2, 60
"""Of an object that is made by one call: a function takes at most 127 arguments on SQLite."""


class Missing(Enum):
    """What stands for a thing that is not there: nothing, since it always is; JSON's null; the database's null."""

    NEVER = "NEVER"
    NULL = "NULL"
    OUT = "OUT"


def as_missing(missing: Missing) -> Text:
    """What to write. Raises NotCompiledError for what must always be there: only the executor can say what is wrong."""
    match missing:
        case Missing.NEVER:
            raise NotCompiledError("something that must be there might not be")
        case Missing.NULL:
            return "null"
        case Missing.OUT:
            return literal_column("null")


class Joined(ColumnElement[object]):
    """Pieces put together as one text."""

    inherit_cache = False

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = tuple(_merged(pieces))


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


class OrNull(ColumnElement[object]):
    """The text that a statement finds; JSON's null where it finds no row."""

    inherit_cache = False

    def __init__(self, found: SelectBase) -> None:
        self.found = found


@compiles(OrNull, "sqlite")
def _or_null(element: OrNull, compiler: SQLCompiler, **given: object) -> str:
    """Write what nests less than coalesce."""
    either: SelectBase = union_all(element.found, select(as_text("null"))).limit(literal_column("1"))
    return compiler.process(either.scalar_subquery(), **given)


@compiles(OrNull, POSTGRESQL)
def _or_null_there(element: OrNull, compiler: SQLCompiler, **given: object) -> str:
    return f"coalesce({compiler.process(element.found.scalar_subquery(), **given)}, 'null')"


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
    return compiler.process(Joined(_spelt(flat.fields)), **given)


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
    return written if isinstance(piece, Joined | Quoted | OrNull) else f"({written})::text"


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


def flag(value: ColumnElement[object], *, sure: bool) -> ColumnElement[object]:
    """A number that stands for yes or no as JSON; null for what is missing."""
    no, yes = (value == 0, as_text("false")), (value != 0, as_text("true"))
    return case(no, else_=yes[1]) if sure else case(no, yes, else_=as_text("null"))


def within(scopes: Iterable[Scope], pieces: Pieces, missing: Missing) -> Pieces:
    """Pieces that read from scopes which are opened here, the last one innermost. missing: stands for no row."""
    for stretch in reversed(stretches(scopes)):
        found = reading(stretch, Joined(pieces))
        may_lack = missing is Missing.NULL and not all(scope.sure for scope in stretch)
        pieces = [OrNull(found) if may_lack else found.scalar_subquery()]
    return pieces


def braced(fields: Iterable[tuple[str, Pieces]]) -> Pieces:
    """An object: names, which need no quoting, and values."""
    held = list(fields)
    if FEWEST_FIELDS <= len(held) <= MOST_FIELDS and all(_is_value(value) for _, value in held):
        return [Flat(held)]
    return _spelt(held)


def _spelt(fields: Iterable[tuple[str, Pieces]]) -> Pieces:
    pieces: list[Text] = []
    for name, value in fields:
        pieces += [f'{"," if pieces else ""}"{name}":', *value]
    return ["{", *pieces, "}"]


def _is_value(pieces: Pieces) -> bool:
    """Whether they are one value that a row holds, or an object of such values."""
    return len(pieces) == 1 and isinstance(pieces[0], Quoted | Flat)


def listed(items: Iterable[Pieces]) -> Pieces:
    """Put commas between, and brackets around."""
    found: list[str | ColumnElement[object]] = ["["]
    for number, item in enumerate(items):
        found += [",", *item] if number else item
    return [*found, "]"]


def found_only(items: Iterable[Pieces]) -> Pieces:
    """Put together a list of those items that are there; the others are the database's null."""
    parts = [func.coalesce(Joined([",", *item]), "") for item in items]
    return ["[", func.substr(Joined(parts), 2), "]"]


def chosen(
    on: ColumnElement[object],
    branches: Sequence[tuple[Sequence[str], Pieces]],
    otherwise: Text | None,
    *,
    closed: bool,
) -> Pieces:
    """The text of the branch whose codes the value is among. otherwise: for no value; None where there always is one.

    closed: there are no codes but these. The branch with most codes then comes last, and none is compared for it.
    """
    ordered = sorted(branches, key=lambda branch: len(branch[0]))
    last = Joined(ordered.pop()[1]) if closed else as_text("null" if otherwise is None else otherwise)
    cases = {as_text(code): Joined(pieces) for codes, pieces in ordered for code in codes}
    found: ColumnElement[object] = case(cases, value=on, else_=last) if cases else last
    return there(on, [found], otherwise) if closed else [found]


def apart(on: ColumnElement[object], branches: Sequence[tuple[Sequence[str], Pieces]]) -> Pieces:
    """The same of codes of which there are no others. What all texts begin with is written before the choice."""
    if len(branches) == 1:
        return branches[0][1]
    starts = {pieces[0] if pieces else "" for _, pieces in branches}
    start = starts.pop()
    if starts or not isinstance(start, str) or not start:
        return chosen(on, branches, None, closed=True)
    return [start, *chosen(on, [(codes, pieces[1:]) for codes, pieces in branches], None, closed=True)]


def there(on: ColumnElement[object], pieces: Pieces, otherwise: Text | None) -> Pieces:
    """The pieces where there is a value. otherwise: where there is none; None where there always is one."""
    return pieces if otherwise is None else [case((on.is_(None), as_text(otherwise)), else_=Joined(pieces))]


def as_text(piece: Text) -> ColumnElement[object]:
    """A piece as an expression: a constant is written into the statement, and is no parameter."""
    return Joined([piece]) if isinstance(piece, str) else piece


def _merged(pieces: Pieces) -> Iterable[str | ColumnElement[object]]:
    waiting = ""
    for piece in pieces:
        if isinstance(piece, str):
            waiting += piece
        else:
            if waiting:
                yield waiting
            waiting = ""
            yield piece
    if waiting:
        yield waiting
