"""Values of a statement that is made once for all questions of one shape: each is worked out for whoever asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar
from typing import cast as typed

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Select,
    Text,
    bindparam,
)
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.queries import ValueList, among, json_list
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.lookups import Lookups
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.views.slots import values_of

T = TypeVar("T")

MOMENT: Final = "moment"
"""The parameters of the moment begin so."""


class Asked:
    """A question at one moment, through one connection. buckets: the groups that are meant, where it is about some.

    values: of the parameters that are known by now.
    """

    def __init__(self, connection: Connection, moment: Moment, plan: Plan, buckets: Sequence[str] = ()) -> None:
        self.connection = connection
        self.plan = plan
        self.buckets = buckets
        self.lookups = Lookups(connection, moment)
        self.clauses = tuple(plan.every())
        self.values: dict[str, object] = {**values_of(moment, MOMENT)}
        self._texts: dict[Texts, Sequence[str | None]] = {}

    def texts(self, wanted: "Texts") -> Sequence[str | None]:
        """Read them, once."""
        if wanted not in self._texts:
            rows = wanted.statement.rows(self.connection, self.values)
            self._texts[wanted] = [typed("str | None", text) for (text,) in rows]
        return self._texts[wanted]


Work = Callable[[Asked], object]
"""Works a value out for a question."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Written:
    """A statement in the words of a database. places: the names of its parameters, where they have an order."""

    sql: str
    places: tuple[str, ...] | None
    constants: Mapping[str, object]

    @classmethod
    def of(cls, statement: ClauseElement, dialect: Dialect) -> "Written":
        """Write one."""
        compiled = typed("SQLCompiler", statement.compile(dialect=dialect))
        later = {name: None for name, each in compiled.binds.items() if each.required}
        written = compiled.construct_expanded_state(later)
        if written.positiontup is None:
            return cls(sql=written.statement, places=None, constants=written.parameters)
        sql, places = _numbered(written.statement, written.positiontup, written.parameters)
        return cls(sql=sql, places=places, constants=written.parameters)

    def rows(self, connection: Connection, values: Mapping[str, object]) -> "CursorResult[tuple[object, ...]]":
        """What it finds."""
        given = {**self.constants, **values}
        return connection.exec_driver_sql(
            self.sql, given if self.places is None else tuple([given[name] for name in self.places])
        )


def _numbered(statement: str, names: Sequence[str], constants: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    """Number the parameters of a statement, equal constants alike, and name one of each number.

    To SQLite two parameters are different whatever their values, and so is what is said with them: it would sort the
    same rows in the same order twice.
    """
    parts = statement.split("?")
    assert len(parts) == len(names) + 1, "no text of ours has a question mark"
    meant = [name if (value := constants[name]) is None else (type(value), value) for name in names]
    places = dict(zip(meant, names, strict=True))
    numbers = {each: number for number, each in enumerate(places, start=1)}
    marks = [f"?{numbers[each]}" for each in meant]
    return "".join(map("".join, zip(parts, [*marks, ""], strict=True))), tuple(places.values())


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The different texts that a column holds, which only we can read."""

    statement: Written


class Traits(NamedTuple):
    """What is in the claims of a question's clauses, by the names of their predicates.

    observed: an observation of a series. ending: one with a stated end. wide: a number that is not exact.
    """

    observed: frozenset[tuple[str, ...]] = frozenset()
    ending: frozenset[tuple[str, ...]] = frozenset()
    wide: frozenset[tuple[str, ...]] = frozenset()


NO_TRAITS: Final = Traits()


class Values:
    """The parameters of a statement of one plan, and how the value of each is worked out.

    A value may rest on those before it.
    """

    def __init__(self, plan: Plan, dialect: Dialect, traits: Traits = NO_TRAITS) -> None:
        self.plan = plan
        self.traits = traits
        self._dialect = dialect
        self._clauses = tuple(plan.every())
        self._works: dict[str, Work] = {}

    def text(self, work: Callable[[Asked], str | None]) -> BindParameter[str]:
        """A parameter that is a text."""
        return self._parameter(work, Text())

    def number(self, work: Callable[[Asked], int | None]) -> BindParameter[int]:
        """A parameter that is a whole number."""
        return self._parameter(work, BigInteger())

    def many(self, work: Callable[[Asked], Iterable[object]]) -> BindParameter[str]:
        """A parameter that is any number of values, for `among` and `pairs`."""
        return self._parameter(lambda asked: json_list(work(asked)), ValueList())

    def among(
        self, column: ColumnElement[object], given: Sequence[object], work: Callable[[Asked], Sequence[object]]
    ) -> ColumnElement[bool]:
        """Compare a column with some values. given: what these are made of: one, or several, in all questions."""
        if len(given) > 1:
            return among(column, [self.many(work)])
        return column == self._parameter(lambda asked: work(asked)[0], column.type)

    def meaning(self, texts: Texts, read: Callable[[Asked, str], str | None]) -> BindParameter[str]:
        """A parameter that says what each text means, for `pairs`; what means nothing is left out."""

        def listed(asked: Asked) -> list[tuple[str, str]]:
            found = ((text, read(asked, text)) for text in asked.texts(texts) if text is not None)
            return [(text, meant) for text, meant in found if meant is not None]

        return self.many(listed)

    def texts(self, stored: Select[*tuple[object, ...]]) -> Texts:
        """What a statement finds, each text once."""
        return Texts(Written.of(stored.distinct(), self._dialect))

    def own(self, clause: Clause, work: Callable[[Asked, Clause], T]) -> Callable[[Asked], T]:
        """The work for a clause of the plan, to be done for the clause that has its place in another."""
        place = next((at for at, each in enumerate(self._clauses) if each is clause), 0)
        return lambda asked: work(asked, asked.clauses[place])

    def work_out(self, asked: Asked) -> None:
        """Work all values out. Raises what looking things up raises."""
        for name, work in self._works.items():
            asked.values[name] = work(asked)

    def _parameter(self, work: Work, type_: TypeEngine[T]) -> BindParameter[T]:
        name = f"v{len(self._works)}"
        self._works[name] = work
        return bindparam(name, None, type_=type_)
