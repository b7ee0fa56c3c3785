"""What databases say in different words: one construct for each thing, and how each database writes it.

A statement is made once and means the same everywhere. JSON is text in all columns, so that it is stored as it came.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar, cast, get_args

from sqlalchemy import BigInteger, ClauseElement, ColumnElement, Dialect, Integer, Text, literal_column
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

T = TypeVar("T")

POSTGRESQL = "postgresql"


class Backend(StrEnum):
    """A database that can hold the catalogue."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"

    @property
    def dialect(self) -> Dialect:
        """How statements for its driver are written, with values by name on SQLite and by number on PostgreSQL."""
        return _dialect(self)


@cache
def _dialect(backend: Backend) -> Dialect:
    if backend is Backend.SQLITE:
        return sqlite_dialect(paramstyle="named")
    from sqlalchemy.dialects.postgresql import psycopg  # noqa: PLC0415 - only where it is asked for

    made: Dialect = psycopg.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # it says no types
    return made


class Statement:
    """A statement that is written once for each database. Its values are given in the order of their places."""

    def __init__(self, element: ClauseElement) -> None:
        self._element = element
        self._written: dict[Backend, str] = {}

    def on(self, backend: Backend) -> str:
        """The text for a database's driver."""
        if backend not in self._written:
            dialect = sqlite_dialect(paramstyle="qmark") if backend is Backend.SQLITE else backend.dialect
            self._written[backend] = str(self._element.compile(dialect=dialect))
        return self._written[backend]


class Bytewise(FunctionElement[str]):
    """A text, compared byte by byte whatever the database's language; of it `lower` changes A to Z and no more."""

    name = "bytewise"
    inherit_cache = True
    type = Text()


class TextMember(FunctionElement[str]):
    """A member of a JSON object: the text or, as JSON, the list or object; null where there is none."""

    name = "text_member"
    inherit_cache = True
    type = Text()


class NumberMember(FunctionElement[int]):
    """The same of a whole number."""

    name = "number_member"
    inherit_cache = True
    type = BigInteger()


class FlagMember(FunctionElement[int]):
    """The same of a flag: 0 or 1."""

    name = "flag_member"
    inherit_cache = True
    type = Integer()


def member(value: ColumnElement[object], name: str, type_: object = str) -> ColumnElement[object]:
    """A member of a JSON object. type_: what it holds, `bool` or `int`, perhaps with None; else as a text."""
    types = get_args(type_) or (type_,)
    made = FlagMember if bool in types else NumberMember if int in types else TextMember
    return cast("ColumnElement[object]", made(value, literal_column(f"'{name}'", Text())))


class Items(FunctionElement[object]):
    """The items of a JSON list: `value`, a text or JSON, and `id`, which grows along the list."""

    name = "items"
    inherit_cache = True


class Members(FunctionElement[object]):
    """The members of a JSON object: `key`, `value`, a text or JSON, and `id`, which grows along the object."""

    name = "members"
    inherit_cache = True


class Gathered(FunctionElement[str]):
    """A JSON object of all rows, from a name and a text that may be missing."""

    name = "gathered"
    inherit_cache = True
    type = Text()


class Plucked(FunctionElement[object]):
    """A JSON list of what a member of each object of a list holds, of those that have it. Only on PostgreSQL."""

    name = "plucked"
    inherit_cache = True


class Found(FunctionElement[int]):
    """Where the first of two texts has the second in it, from 1; 0 where it has not."""

    name = "found"
    inherit_cache = True
    type = Integer()


class Smaller(FunctionElement[int]):
    """The smaller of two numbers; null where one is missing."""

    name = "smaller"
    inherit_cache = True
    type = BigInteger()


class EightDigits(FunctionElement[str]):
    """A number of eight digits at most, with zeros before it."""

    name = "eight_digits"
    inherit_cache = True
    type = Text()


class Untied(FunctionElement[T]):
    """A column by which SQLite, which has no figures on its tables, must not look rows up."""

    name = "untied"
    inherit_cache = True

    def __init__(self, column: ColumnElement[T]) -> None:
        super().__init__(column)
        self.type = column.type


ON_SQLITE: Mapping[type[ClauseElement], str] = {
    Bytewise: "{0}",
    Items: "json_each({0})",
    Members: "json_each({0})",
    Gathered: "json_group_object({0}, {1})",
    Found: "instr({0}, {1})",
    Smaller: "min({0}, {1})",
    EightDigits: "printf('%08d', {0})",
    Untied: "+{0}",
}
ON_POSTGRESQL: Mapping[type[ClauseElement], str] = {
    Bytewise: '({0} collate "C")',
    TextMember: "(({0})::json ->> {1})",
    NumberMember: "(({0})::json ->> {1})::bigint",
    FlagMember: "(({0})::json ->> {1})::boolean::integer",
    Items: "(select value, id from json_array_elements_text(({0})::json) with ordinality as each (value, id))",
    Members: "(select key, value, id from json_each_text(({0})::json) with ordinality as each (key, value, id))",
    Gathered: "coalesce(json_object_agg({0}, {1})::text, '{{}}')",
    Plucked: """coalesce((select json_agg(each.value ->> {1}) from json_array_elements(({0})::json) as each (value)
                where each.value ->> {1} is not null)::text, '[]')""",
    Found: "strpos({0}, {1})",
    Smaller: "case when {0} <= {1} then {0} when {0} > {1} then {1} end",
    EightDigits: "lpad(({0})::text, 8, '0')",
    Untied: "{0}",
}
"""How each is written around its arguments."""


def _arguments(element: FunctionElement[object], compiler: SQLCompiler, given: dict[str, object]) -> list[str]:
    return [compiler.process(each, **given) for each in element.clauses]


def declare(construct: type[ClauseElement], pattern: str, *dialects: str) -> None:
    """Let a construct be written by a pattern, of which {0}, {1} … are its arguments and {all} are all of them.

    dialects: by these databases alone; by every one that has no pattern of its own if absent.
    """

    @compiles(construct, *dialects)
    def _written(element: FunctionElement[object], compiler: SQLCompiler, **given: object) -> str:
        arguments = _arguments(element, compiler, given)
        return pattern.format(*arguments, all=", ".join(arguments))


for _construct, _pattern in ON_SQLITE.items():
    declare(_construct, _pattern)
for _construct, _pattern in ON_POSTGRESQL.items():
    declare(_construct, _pattern, POSTGRESQL)


def _extracted(element: FunctionElement[object], compiler: SQLCompiler, **given: object) -> str:
    value, member = _arguments(element, compiler, given)
    return f"json_extract({value}, '$.{member[1:]})"  # a path that is known, so that it is read once


for _member in (TextMember, NumberMember, FlagMember):
    compiles(_member)(_extracted)
