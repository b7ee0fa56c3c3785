"""Functions that a statement has called: by SQLite itself, row by row; for PostgreSQL once its answer is there.

PostgreSQL knows none of our functions. In their place its answer has marks: the name and the arguments as JSON, between
two control characters. In texts JSON writes these in another way, so nothing else can look like a mark.
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

BEGINS, ENDS = "\x01", "\x02"
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


def settled(answer: str) -> str:
    """Put results in the places of marks."""
    return _MARK.sub(_result, answer)


def _result(mark: re.Match[str]) -> str:
    return msgspec.json.encode(_worked_out(msgspec.json.decode(mark[1], type=list[object]))).decode()


def _worked_out(call: list[object]) -> Plain:
    name, *arguments = call
    return functions[str(name)](*[_worked_out(each) if isinstance(each, list) else each for each in arguments])
