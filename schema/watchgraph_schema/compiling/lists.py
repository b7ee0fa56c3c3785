"""A part of a list in SQL: its rows, where they lie in the list, and how long the list is."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import ColumnElement, FromClause, Select, SelectBase, Text, bindparam, case, func, select
from sqlalchemy import cast as sql_cast

from watchgraph_projections.views.pages import SORT, TIE, Cut, Listing, Rows
from watchgraph_projections.views.slots import slotted
from watchgraph_schema.compiling.calls import Call
from watchgraph_schema.compiling.deferred import FOREIGN
from watchgraph_schema.compiling.readers import SymbolicReader, read_row
from watchgraph_schema.compiling.scopes import Scope, narrowed
from watchgraph_schema.compiling.symbols import NotCompiledError, Symbol
from watchgraph_schema.compiling.texts import Gathered, Joined, Pieces, Quoted, as_text
from watchgraph_schema.cursors import cursor_text
from watchgraph_schema.list_parts import ListPart

NUMBER, LENGTH = "list_number", "list_length"
"""Where a row stands among those that were read, and how many those are."""


class ListScope:
    """The rows of a part of a list, in its order.

    call: of the field that answers with it; its name begins the names of the parameters. places: whether anybody asks
    where the rows lie in the list; the part then has one row more than its size, to see whether the list goes on.
    """

    def __init__(self, part: ListPart[object], call: Call, *, places: bool) -> None:
        assert isinstance(part.reader, SymbolicReader)
        name = call.name
        self._call = call
        self._reader = part.reader
        self._listing: Listing[object] = slotted(part.listing, name)
        self._cut: Cut = slotted(part.cut, f"{name}_cut")
        self._given = part.cut
        self._places = places
        self._numbered = places or part.cut.backwards
        self._owner = owner = cast("object", part.owner)
        self._owners = [owner.expression] if isinstance(owner, Symbol) else None if owner is None else [owner]
        found, names = self._found()
        self.scope = Scope(found, owner.scopes if isinstance(owner, Symbol) else (), cut=self._part)
        self.symbols: Mapping[str, Symbol] = self.scope.symbols()
        self._reader.knows(self.symbols, names)
        for column in self._order():
            self.scope.column(column)

    def items(self, texts: Mapping[str, Pieces]) -> FromClause:
        """The rows with the text of each; rows beyond the part have none. Missing texts stay missing."""
        written = {name: Joined(pieces) for name, pieces in texts.items()}
        if not self._numbered:
            return self._selected([text.label(name) for name, text in written.items()])
        number, length = self.scope.column(NUMBER), self.scope.column(LENGTH)
        columns: list[ColumnElement[object]] = [number.label(NUMBER), length.label(LENGTH)]
        columns += [case((number <= self._cut.size, text)).label(name) for name, text in written.items()]
        return self._selected(columns)

    def item(self, part: ListPart[object]) -> object:
        """An item of the list, of a row of symbols."""
        return part.item(read_row(self._listing, self.symbols))

    def cursor(self) -> Pieces:
        """The cursor of a row, as JSON."""
        self._call.marks = True
        slots, sort, tie = self._reader.slots, self.symbols.get(SORT), self.symbols[TIE]
        title = _known(bindparam(f"{self._call.name}_title", type_=Text()))
        text = cursor_text(title, _known(slots.day), _known(slots.position), sort, tie, self._owner)  # type: ignore[arg-type]  # symbols stand for what rows hold
        assert isinstance(text, Symbol)
        return [Quoted(text.expression)]

    def guarded(self, pieces: Pieces) -> Pieces:
        """What is written of the list, or a mark where the cursors that cut it are of another owner's."""
        owner = self._owner
        if not isinstance(owner, Symbol) or (self._given.after is None and self._given.before is None):
            return pieces
        self._call.marks = True
        theirs = bindparam(f"{self._call.name}_marked", type_=Text())
        return [case((sql_cast(owner.expression, Text()) == theirs, Joined(pieces)), else_=as_text(FOREIGN))]

    def once(self, text: ColumnElement[object]) -> ColumnElement[object]:
        """A text, where the items are gathered and none of what is gathered is told: once, were there none of them."""
        return case((func.count() >= 0, text))

    def has_more(self) -> Pieces:
        """Whether the list goes on in the direction that it was read in, of the items gathered."""
        return [case((func.count() > self._cut.size, as_text("true")), else_=as_text("false"))]

    def has_next(self) -> Pieces:
        """Whether items follow."""
        return [_truth(self._given.before is not None)] if self._given.backwards else self.has_more()

    def has_previous(self) -> Pieces:
        """Whether items come before."""
        return self.has_more() if self._given.backwards else [_truth(self._given.after is not None)]

    def end(self, items: FromClause, column: str, *, start: bool) -> Pieces:
        """What a column of the items has in the first or in the last row of the part."""
        number, length = items.c[NUMBER], items.c[LENGTH]
        last = case((length < self._cut.size, length), else_=self._cut.size)
        at = number == (1 if start is not self._given.backwards else last)
        return [func.coalesce(func.max(case((at, items.c[column]))), as_text("null"))]

    def count(self) -> Pieces:
        """How long the whole list is."""
        rows = narrowed(self._listing.counted(self._reader.slots, self._owners), [TIE]).subquery()  # type: ignore[arg-type]  # as above
        return [Quoted(select(func.count()).select_from(rows).scalar_subquery())]

    def _found(self) -> tuple[SelectBase, list[str]]:
        """The rows, and the names of what stands beside each."""
        found = self._listing.select(self._reader.slots, self._owners)  # type: ignore[arg-type]  # columns of others' rows
        beside = self._listing.beside(self._reader.slots)
        if not beside or not isinstance(found, Select):
            return found, []
        return found.add_columns(*beside), [str(column.key) for column in beside]

    def _order(self) -> list[str]:
        return [SORT, TIE] if self._listing.sorts else [TIE]

    def _part(self, found: SelectBase) -> SelectBase:
        part = Rows(found, self._listing).part(self._cut)
        if not self._places:
            part = part.limit(self._cut.size)
        if not self._numbered:
            return part
        rows = part.subquery()
        number = func.row_number().over(order_by=Rows(select(rows), self._listing).order(self._cut))
        return select(rows, number.label(NUMBER), func.count().over().label(LENGTH))

    def _selected(self, columns: list[ColumnElement[object]]) -> FromClause:
        rows = select(*columns).select_from(self.scope.table())
        if self._numbered:
            number = self.scope.column(NUMBER)
            rows = rows.order_by(number.desc() if self._given.backwards else number)
        return rows.subquery(f"{self.scope.name}i")


def gathered(items: FromClause, column: str) -> Pieces:
    """All texts of a column of items as a list."""
    return ["[", Gathered(items.c[column]), "]"]


def _known(parameter: object) -> object:
    """A parameter in the place of a symbol."""
    if not isinstance(parameter, ColumnElement):
        raise NotCompiledError("a moment without parameters")
    return Symbol(lambda: parameter, (), sure=True)


def _truth(yes: bool) -> str:  # noqa: FBT001  # it is the value itself
    return "true" if yes else "false"
