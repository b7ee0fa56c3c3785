"""Scopes: the derived tables that a statement is made of, each under a name of its own."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, Select, SelectBase, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import quoted_name

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


class Scope:
    """Rows that symbols are read from.

    Other scopes name its columns by text: they stand in subqueries of any depth, where SQLAlchemy would look for the
    table itself. statement: outer references in it are such texts, too. parents: the scopes that it refers to.
    sure: it always has a row. known: columns that are never null. cut: what is
    made of the statement once its columns are known.
    """

    def __init__(
        self,
        statement: SelectBase,
        parents: Iterable["Scope"] = (),
        *,
        sure: bool = False,
        known: Collection[str] = (),
        cut: Callable[[SelectBase], SelectBase] = lambda found: found,
    ) -> None:
        self.name = f"r{next(_numbers)}"
        self.parents = frozenset(parents)
        self.sure = sure
        self._statement = statement
        self._cut = cut
        self._known = known
        self._used: set[str] = set()

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
        return Outer(self.name, name)

    def table(self) -> FromClause:
        """The rows, with the columns that somebody has named by now."""
        return self._cut(narrowed(self._statement, self._used)).subquery(quoted_name(self.name, quote=True))

    def _symbol(self, name: str) -> Symbol:
        return Symbol(lambda: self.column(name), (self,), sure=name in self._known)


def needed(scopes: Iterable[Scope], open_: frozenset[Scope]) -> list[Scope]:
    """The scopes that are not open yet, each after those that it refers to."""
    found: list[Scope] = []
    for scope in scopes:
        if scope not in open_ and scope not in found:
            found += [each for each in needed(scope.parents, open_) if each not in found]
            found.append(scope)
    return found


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
