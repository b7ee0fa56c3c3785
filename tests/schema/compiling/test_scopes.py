"""Scopes are opened in one order, whatever order they are named in."""

from itertools import permutations

from sqlalchemy import Integer, literal_column, select

from watchgraph_schema.compiling.scopes import Scope, needed


def test_scopes_are_opened_as_they_were_made_after_those_that_they_refer_to() -> None:
    found = select(literal_column("1", Integer()).label("one"))
    around = Scope(found)
    one, other = Scope(found, [around]), Scope(found, [around])

    orders = {tuple(needed(named, frozenset())) for named in permutations([other, one])}

    assert orders == {(around, one, other)}
