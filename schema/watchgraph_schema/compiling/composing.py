"""Texts put together: objects, lists, choices between codes, and what scopes hold."""

from collections.abc import Iterable, Sequence
from enum import Enum
from functools import partial

from sqlalchemy import ColumnElement, FromClause, case, func, literal_column, select

from watchgraph_schema.compiling.scopes import Scope, reading, stretches
from watchgraph_schema.compiling.symbols import NotCompiledError
from watchgraph_schema.compiling.texts import Flat, Found, Joined, Pieces, Quoted, Text, as_text, spelt

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


def flag(value: ColumnElement[object], *, sure: bool) -> ColumnElement[object]:
    """A number that stands for yes or no as JSON; null for what is missing."""
    no, yes = (value == 0, as_text("false")), (value != 0, as_text("true"))
    return case(no, else_=yes[1]) if sure else case(no, yes, else_=as_text("null"))


def within(scopes: Iterable[Scope], pieces: Pieces, missing: Missing) -> Pieces:
    """Pieces that read from scopes which are opened here, the last one innermost. missing: stands for no row."""
    for stretch in reversed(stretches(scopes)):
        may_lack = missing is Missing.NULL and not all(scope.sure for scope in stretch)
        pieces = [Found(partial(reading, stretch), pieces, "null" if may_lack else None)]
    return pieces


def found_in(rows: FromClause, pieces: Pieces) -> Found:
    """What is made of all rows together."""
    return Found(lambda text: select(text).select_from(rows), pieces)


def braced(fields: Iterable[tuple[str, Pieces]]) -> Pieces:
    """An object: names, which need no quoting, and values."""
    held = list(fields)
    if FEWEST_FIELDS <= len(held) <= MOST_FIELDS and all(_is_value(value) for _, value in held):
        return [Flat(held)]
    return spelt(held)


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
