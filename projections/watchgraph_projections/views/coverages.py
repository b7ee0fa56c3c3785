"""What there is of a place, a topic or a data set: which editions state something of it, and under which predicates."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select, union

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.containment import inside_one
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.rows import table_at


class Covered(NamedTuple):
    """Standing claims of one predicate that one data set states. dataset: None for those read in documents."""

    predicate: str
    dataset: str | None
    claims: int


class KnownEdition(NamedTuple):
    """An edition that was imported, by its data set's short name and its own."""

    dataset: str
    name: str


def covered(
    connection: Connection, moment: Moment, place: int | None, topic: str | None, dataset: str | None
) -> list[Covered]:
    """Count standing claims by predicate and data set, the most first. place: key; what is within it counts, too.

    A topic is what `predicates_of` takes.
    """
    claims = _about(moment, place)
    conditions: list[ColumnElement[bool]] = [claims.c.standing == 1]
    if dataset is not None:
        conditions.append(claims.c.dataset == dataset)
    if topic is not None:
        conditions.append(among(claims.c.predicate, predicates_of(topic)))
    number = func.count()
    query = select(claims.c.predicate, claims.c.dataset, number).where(*conditions)
    rows = connection.execute(query.group_by(claims.c.predicate, claims.c.dataset))
    return sorted((Covered(*row) for row in rows), key=lambda each: (-each.claims, each.predicate, each.dataset or ""))


def predicates_of(topic: str) -> Sequence[str]:
    """Predicates of a family, the one of this name, or those whose label has the words; whatever the case."""
    words = topic.casefold()
    return [
        name
        for name, each in PREDICATES.items()
        if words in {each.family.casefold(), name.casefold()} or words in each.label.casefold()
    ]


def editions_with(connection: Connection, moment: Moment, place: int | None, dataset: str | None) -> list[KnownEdition]:
    """The editions that state something of the place or what is within it, or all; by data set, the oldest first."""
    edition = table_at(moment, (tables.edition, tables.edition_at), "edition")
    query = select(edition.c.dataset, edition.c.name).where(moment.holds(edition))
    if dataset is not None:
        query = query.where(edition.c.dataset == dataset)
    if place is not None:
        query = query.where(_states(moment, place, edition))
    rows = connection.execute(query.order_by(edition.c.dataset, edition.c.published_by, edition.c.name))
    return list(dict.fromkeys(KnownEdition(*row) for row in rows))


def _about(moment: Moment, place: int | None) -> FromClause:
    """Claims whose subject or object is the place or within it, or all."""
    claims = table_at(moment, CLAIMS, "claim")
    wanted: Select[*tuple[object, ...]] = select(claims.c.key, claims.c.predicate, claims.c.dataset, claims.c.standing)
    held = wanted.where(moment.holds(claims))
    if place is None:
        return held.subquery()
    there = inside_one(place, moment)
    return union(held.where(claims.c.subject.in_(there)), held.where(claims.c.object.in_(there))).subquery()


def _states(moment: Moment, place: int, edition: FromClause) -> ColumnElement[bool]:
    about = _about(moment, place)
    proof = table_at(moment, (tables.evidence, tables.evidence_at), "proof")
    same = (about.c.dataset == edition.c.dataset, proof.c.claim == about.c.key, proof.c.edition == edition.c.name)
    return select(about.c.key).where(*same, moment.holds(proof)).exists()
