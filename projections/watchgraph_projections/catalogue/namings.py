"""Which claims give an entity a name or an identifier that it may be looked up by, and what makes looking quick.

The conditions are written out rather than bound: a database uses an index that keeps to conditions only for questions
that say the same conditions. The index says of the predicate what nothing else says so. SQLite would compare it with
the value of any question that binds a predicate, and prepare that question anew for every value.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, FromClause, Table, and_, func, literal_column

from watchgraph_projections.catalogue.columns import index

NAME: Final = "name"
TITLE: Final = "title"
IDENTIFIER: Final = "externalId"
LONGEST_NAME: Final = 500
"""Characters. What is longer is no name to show or to look up; the claim has all of it, and an index of PostgreSQL has
its limits."""


def gives(predicate: str, claims: FromClause) -> Sequence[ColumnElement[bool]]:
    """A claim stands, and says what its subject is called, or was. predicate: NAME or IDENTIFIER."""
    return claims.c.predicate == literal_column(f"'{predicate}'"), *_indexed(predicate, claims)


def _indexed(predicate: str, claims: FromClause) -> Sequence[ColumnElement[bool]]:
    """What an index keeps to: first of all the predicate, or the rest would be compared with values, too."""
    return (
        claims.c.predicate.concat(literal_column("''")) == literal_column(f"'{predicate}'"),
        claims.c.standing == literal_column("1"),
        claims.c.polarity == literal_column("'AFFIRMED'"),
        func.length(claims.c.text) <= literal_column(str(LONGEST_NAME)),
    )


def index_names(claims: Table) -> None:
    """Index a table of claims for those who know a name or identifier, and for those who know whose the name is.

    The text comes first, for PostgreSQL does not look for what all rows of the index have; SQLite does, and prefers an
    index by as many columns as are compared.
    """
    given = claims.c
    recorded = [given[each] for each in ("recorded_from", "recorded_to") if each in given]
    for suffix, predicate in (("named", NAME), ("identified", IDENTIFIER)):
        known = (given.text, given.predicate, given.subject, *recorded)
        index(f"{claims.name}_{suffix}", *known, where=and_(*_indexed(predicate, claims)))
    # With all columns that are compared: rows of claims are wide.
    names = (given.subject, given.predicate, given.text, given.standing, given.polarity, *recorded)
    index(f"{claims.name}_names", *names, where=and_(*_indexed(NAME, claims)))
