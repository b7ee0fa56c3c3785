"""Scopes: the tables that a statement is made of, derived ones among them, each under a name of its own."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from operator import attrgetter

from sqlalchemy import (
    Alias,
    Column,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Label,
    Select,
    SelectBase,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import quoted_name
from sqlalchemy.sql.visitors import replacement_traverse

from watchgraph_schema.compiling.symbols import Symbol

_numbers = count(1)

UNION_ALL = "UNION ALL"


class Outer(ColumnElement[object]):
    """A column of a scope around, by name only: nothing looks for its table where it stands."""

    inherit_cache = False

    def __init__(self, scope: str, column: str) -> None:
        self.scope = scope
        self.column = column


@compiles(Outer)
def _outer(outer: Outer, compiler: SQLCompiler, **_: object) -> str:
    quote = compiler.preparer.quote_identifier
    return f"{quote(outer.scope)}.{quote(outer.column)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables that a statement joins, under names of their own. columns: where each of its columns stands."""

    joined: Sequence[FromClause]
    where: Sequence[ColumnElement[bool]]
    columns: Mapping[str, Outer]


class Scope:
    """Rows that symbols are read from.

    Other scopes name its columns by text: they stand in subqueries of any depth, where SQLAlchemy would look for the
    table itself. statement: outer references in it are such texts, too. parents: the scopes that it refers to.
    sure: it always has a row. known: columns that are never null. cut: what is made of the statement once its columns
    are known. joins: the statement joins tables and does no more, so it need be no derived table of its own: each level
    less leaves more of what SQLite's parser can hold (before 3.46 a hundred things at once).
    """

    def __init__(
        self,
        statement: SelectBase,
        parents: Iterable["Scope"] = (),
        *,
        sure: bool = False,
        known: Collection[str] = (),
        cut: Callable[[SelectBase], SelectBase] = lambda found: found,
        joins: bool = False,
    ) -> None:
        self.number = next(_numbers)
        self.name = f"r{self.number}"
        self.parents = frozenset(parents)
        self.sure = sure
        self._statement = statement
        self._cut = cut
        self._known = known
        self._used: set[str] = set()
        self.tables = _tables_of(statement, self.name) if joins else None

    @property
    def used(self) -> bool:
        """Whether anybody reads from it."""
        return bool(self._used)

    def symbols(self) -> Mapping[str, Symbol]:
        """A symbol for each column."""
        return {name: self._symbol(name) for name in _names(self._statement)}

    def column(self, name: str) -> ColumnElement[object]:
        """A column, as anything inside this scope names it."""
        self._used.add(name)
        return Outer(self.name, name) if self.tables is None else self.tables.columns[name]

    def table(self) -> FromClause:
        """The rows, with the columns that somebody has named by now."""
        return self._cut(narrowed(self._statement, self._used)).subquery(quoted_name(self.name, quote=True))

    def selecting(self, column: ColumnElement[object]) -> Select[object]:
        """Select something from the rows."""
        return reading([self], column)

    def _symbol(self, name: str) -> Symbol:
        return Symbol(lambda: self.column(name), (self,), sure=name in self._known)


def reading(scopes: Sequence[Scope], column: ColumnElement[object]) -> Select[object]:
    """Select something from a scope, or from several that can be joined."""
    if len(scopes) == 1 and scopes[0].tables is None:
        return select(column).select_from(scopes[0].table())
    tables = [scope.tables for scope in scopes if scope.tables is not None]
    joined = select(column).select_from(*[table for each in tables for table in each.joined])
    return joined.where(*[condition for each in tables for condition in each.where])


def stretches(scopes: Iterable[Scope]) -> list[list[Scope]]:
    """Put those together that follow each other and can be joined."""
    found: list[list[Scope]] = []
    for scope in scopes:
        if found and scope.tables is not None and found[-1][-1].tables is not None:
            found[-1].append(scope)
        else:
            found.append([scope])
    return found


def needed(scopes: Iterable[Scope], open_: frozenset[Scope]) -> list[Scope]:
    """The scopes that are not open yet in the order that they were made in: each after those that it refers to."""
    found: set[Scope] = set()
    waiting = list(scopes)
    while waiting:
        scope = waiting.pop()
        if scope not in open_ and scope not in found:
            found.add(scope)
            waiting += scope.parents
    return sorted(found, key=attrgetter("number"))


def narrowed(found: SelectBase, names: Iterable[str]) -> SelectBase:
    """Select only the columns of these names. What joins several selects row by row is narrowed in each."""
    wanted = set(names)
    if isinstance(found, Select):
        kept = [column for column in found.selected_columns if column.key in wanted]
        return found.with_only_columns(*(kept or list(found.selected_columns)[:1]), maintain_column_froms=True)
    if isinstance(found, CompoundSelect) and found.keyword.value == UNION_ALL:
        return union_all(*[narrowed(each, wanted) for each in found.selects])
    return found


def _names(found: SelectBase) -> list[str]:
    first = found.selects[0] if isinstance(found, CompoundSelect) else found
    return [str(column.key) for column in first.selected_columns]


def _tables_of(found: SelectBase, name: str) -> Tables | None:
    """Take a statement apart that only joins tables; None where it selects more than their columns."""
    assert isinstance(found, Select), "what joins tables is one select"
    columns = {str(each.key): each.element if isinstance(each, Label) else each for each in found.selected_columns}
    if not all(isinstance(column, Column) for column in columns.values()):
        return None
    renamed = {
        table: _stored(table).alias(quoted_name(f"{name}_{number}" if number else name, quote=True))
        for number, table in enumerate(found.get_final_froms())
    }

    def rename(element: object, **_: object) -> object:
        if isinstance(element, Column) and element.table in renamed:
            return renamed[element.table].c[element.key]
        return renamed.get(element) if isinstance(element, FromClause) else None

    return Tables(
        joined=tuple(renamed.values()),
        where=() if found.whereclause is None else (replacement_traverse(found.whereclause, {}, rename),),
        columns={
            key: Outer(str(renamed[column.table].name), column.key)
            for key, column in columns.items()
            if isinstance(column, Column)
        },
    )


def _stored(table: FromClause) -> FromClause:
    return table.element if isinstance(table, Alias) else table
