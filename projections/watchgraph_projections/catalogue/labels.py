"""The name to show of an entity, where some licences are left out: it must not come from a claim that is not there."""

from sqlalchemy import ColumnElement, FromClause, case, or_, select

from watchgraph.domain.statements import Polarity
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.namings import NAME


def label_of(entity: FromClause, moment: Moment) -> ColumnElement[object]:
    """The entity's best name; where the claim that gives it is not there, the first recorded of those that are."""
    if not moment.without:
        return entity.c.label
    given, name = moment.of(CLAIMS), moment.of(CLAIMS)
    told = select(given.c.key).where(given.c.key == entity.c.label_claim, moment.holds(given)).exists()
    others = select(name.c.text).where(
        name.c.subject == entity.c.cluster,
        name.c.predicate == NAME,
        name.c.standing == 1,
        name.c.polarity == str(Polarity.AFFIRMED),
        moment.holds(name),
    )
    first = others.order_by(name.c.key).limit(1).scalar_subquery()
    return case((or_(entity.c.label_claim.is_(None), told), entity.c.label), else_=first)


def spoken_of(entity: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Whether a claim that is there is about the entity or leads to it."""
    said, led = moment.of(CLAIMS), moment.of(CLAIMS)
    about = select(said.c.key).where(said.c.subject == entity.c.key, moment.holds(said)).exists()
    return or_(about, select(led.c.key).where(led.c.object == entity.c.key, moment.holds(led)).exists())
