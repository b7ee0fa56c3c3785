"""What is put into an answer once a statement has given it: results of functions, and what is worked out elsewhere.

SQLite calls our functions itself, row by row; PostgreSQL knows none of them. In their place its answer has marks: the
name and the arguments as JSON, between two control characters. Of what is worked out it has the number, after a third.
In texts JSON writes these characters in another way, so nothing else can look like a mark.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Text
from sqlalchemy.exc import CompileError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from watchgraph_projections.catalogue.databases import PREFIX, Plain
from watchgraph_projections.catalogue.dialects import POSTGRESQL

BEGINS, ENDS, STANDS = "\x01", "\x02", "\x03"
FOREIGN: Final = "\x04"
"""Stands where a list was to be continued by a cursor of another thing's list: the executor says so."""
_MARK: Final = re.compile(f"{BEGINS}([^{ENDS}]*){ENDS}")

functions: dict[str, Callable[..., Plain]] = {}
"""Those that may be called, by name. The same arguments always give the same result."""


class Called(ColumnElement[object]):
    """What a function makes of values. on_sqlite, on_postgresql: the same in a database's own words, if any."""

    inherit_cache = False
    type = Text()  # type: ignore[assignment]  # a text is what most of them give

    def __init__(
        self,
        name: str,
        arguments: Sequence[ColumnElement[object]],
        *,
        on_sqlite: ColumnElement[object] | None = None,
        on_postgresql: ColumnElement[object] | None = None,
    ) -> None:
        assert name in functions, "what is called was declared"
        self.called = name
        self.arguments = tuple(arguments)
        self.on_sqlite = on_sqlite
        self.on_postgresql = on_postgresql

    @property
    def waits(self) -> bool:
        """Whether PostgreSQL leaves it to us."""
        return self.on_postgresql is None


def waits(value: object) -> bool:
    """Whether PostgreSQL leaves a value to us."""
    return isinstance(value, Called) and value.waits


@compiles(Called, "sqlite")
def _call(called: Called, compiler: SQLCompiler, **given: object) -> str:
    if called.on_sqlite is not None:
        return compiler.process(called.on_sqlite, **given)
    arguments = ", ".join(compiler.process(each, **given) for each in called.arguments)
    return f"{PREFIX}{called.called}({arguments})"


@compiles(Called, POSTGRESQL)
def _own_words(called: Called, compiler: SQLCompiler, **given: object) -> str:
    if called.on_postgresql is None:
        raise CompileError(f"PostgreSQL cannot work with what `{called.called}` gives")
    return compiler.process(called.on_postgresql, **given)


def place_of(number: int) -> str:
    """What stands in an answer for something that is worked out elsewhere."""
    return f"{STANDS}{number}{STANDS}"


def filled(answer: str, texts: Sequence[str]) -> str:
    """Put texts, by their numbers, in the places that were kept for them."""
    first, *rest = answer.split(STANDS)
    return "".join([first, *[texts[int(each)] if at % 2 == 0 else each for at, each in enumerate(rest)]])


def settled(answer: str) -> str:
    """Put results in the places of marks."""
    return _MARK.sub(_result, answer)


def _result(mark: re.Match[str]) -> str:
    return msgspec.json.encode(_worked_out(msgspec.json.decode(mark[1], type=list[object]))).decode()


def _worked_out(call: list[object]) -> Plain:
    name, *arguments = call
    return functions[str(name)](*[_worked_out(each) if isinstance(each, list) else each for each in arguments])
