"""What a catalogue holds: claims counted by what they are about, who states them and under which licence."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.views.entities import ENTITIES
from watchgraph_projections.views.rows import table_at

NO_DATASET = "contributors"
"""Name under which claims stand that no data set states."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Claims that have something in common. claims: all of them; standing: those accepted and not superseded."""

    name: str
    claims: int
    standing: int


class Holdings(NamedTuple):
    """The same claims counted four ways, the most first.

    families: of predicates. kinds: of their subjects. datasets: that state them. licences: of their evidence; a claim
    with evidence under two is counted under both.
    """

    families: tuple[Holding, ...]
    kinds: tuple[Holding, ...]
    datasets: tuple[Holding, ...]
    licences: tuple[Holding, ...]


def holdings(connection: Connection, moment: Moment) -> Holdings:
    """Count all claims known at the moment: four statements."""
    claims, subjects = table_at(moment, CLAIMS, "claim"), table_at(moment, ENTITIES, "subject")
    of_subject = claims.join(subjects, (subjects.c.key == claims.c.subject) & moment.holds(subjects))
    under = _licences(moment)
    licensed = claims.join(under, under.c.claim == claims.c.key)
    ways: tuple[tuple[ColumnElement[str], FromClause], ...] = (
        (claims.c.family, claims),
        (subjects.c.kind, of_subject),
        (func.coalesce(claims.c.dataset, NO_DATASET), claims),
        (under.c.licence, licensed),
    )
    return Holdings(*(_counted(connection, moment, name, found) for name, found in ways))


def _licences(moment: Moment) -> FromClause:
    """Pairs of a claim and a licence of its evidence, each once."""
    evidence = table_at(moment, (tables.evidence, tables.evidence_at), "evidence")
    return select(evidence.c.claim, evidence.c.licence).distinct().where(moment.holds(evidence)).subquery("under")


def _counted(
    connection: Connection, moment: Moment, name: ColumnElement[str], found: FromClause
) -> tuple[Holding, ...]:
    claims = table_at(moment, CLAIMS, "claim")
    number = func.count()
    query = select(name, number, func.sum(claims.c.standing)).select_from(found).where(moment.holds(claims))
    rows = connection.execute(query.group_by(name).order_by(number.desc(), name))
    return tuple(Holding(*row) for row in rows)
