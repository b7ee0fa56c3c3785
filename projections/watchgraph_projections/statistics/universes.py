"""The claims that a clause looks at: those of a data set, of an edition, or what was published by a day."""

from sqlalchemy import ColumnElement, FromClause, exists

from watchgraph_projections.catalogue.moments import EVIDENCE, Moment
from watchgraph_projections.catalogue.publications import was_published
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.values import Asked, Values


def in_universe(claims: FromClause, clause: Clause, moment: Moment, values: Values) -> list[ColumnElement[bool]]:
    """Conditions that keep claims of the clause's universe, and of what was published if a day is given."""
    conditions = []
    if clause.universe.dataset is not None:
        slug = values.text(values.own(clause, lambda asked, own: asked.lookups.known_dataset(own.universe)))
        conditions.append(claims.c.dataset == slug)
    if clause.universe.edition is not None:
        conditions.append(_in_edition(claims, clause, moment, values))
    if values.plan.published is not None:
        conditions.append(was_published(claims, moment, values.number(_published)))
    return conditions


def _in_edition(claims: FromClause, clause: Clause, moment: Moment, values: Values) -> ColumnElement[bool]:
    """Keep claims with evidence in the edition, as the newest of our mappings of it reads it."""
    proofs = moment.of(EVIDENCE)
    return exists().where(
        proofs.c.claim == claims.c.key,
        proofs.c.edition == values.text(values.own(clause, lambda _, own: own.universe.edition)),
        proofs.c.mapping == values.number(values.own(clause, lambda asked, own: asked.lookups.mapping(own.universe))),
        moment.holds(proofs),
    )


def _published(asked: Asked) -> int | None:
    return asked.plan.published
