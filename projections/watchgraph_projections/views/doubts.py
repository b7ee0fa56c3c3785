"""Pairs that a rule could not decide, and no person has or none stands by: what each side is, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, and_, func, not_, or_, select, union_all

from watchgraph.domain.judgements import Verdict
from watchgraph_projections.catalogue import tables

IMPORTERS: Final = "importer:%"
"""Actors of judgements that no person gave."""

NAME: Final = "name"
PLACED: Final = ("partOf", "basedIn", "jurisdiction")
GONE: Final = ("REJECTED", "WITHDRAWN", "RETRACTED", "REDACTED")

claim, entity, judgement = tables.claim, tables.entity, tables.judgement

_BY_A_RULE: Final = judgement.c.actor.like(IMPORTERS)
_WAITING: Final = and_(judgement.c.verdict == Verdict.UNSURE, judgement.c.reverted.is_(None), _BY_A_RULE)
_TAKEN_BACK: Final = and_(judgement.c.reverted.is_not(None), not_(_BY_A_RULE))
"""A person's verdict that was reverted leaves the pair as open as it was."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of a pair. names: as stated, in alphabetical order. datasets: that say anything of it, by slug.

    places: in which it lies or has its seat. claims: how many name it.
    """

    id: str
    kind: str
    label: str | None
    names: tuple[str, ...]
    datasets: tuple[str, ...]
    places: tuple[str, ...]
    claims: int


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A pair that waits for a person: a rule is unsure, or a person took a verdict back. id: of the judgement."""

    id: str
    score: int | None
    basis: str
    rule: str | None
    left: Side
    right: Side


def doubts(connection: Connection, limit: int | None = None) -> list[Doubt]:
    """List the open pairs, the likeliest first; pairs that became one otherwise are left out.

    limit: how many at most, None for all.
    """
    left, right = entity.alias("left_side"), entity.alias("right_side")
    query = (
        select(judgement)
        .where(
            or_(_WAITING, _TAKEN_BACK),
            left.c.key == judgement.c.left,
            right.c.key == judgement.c.right,
            left.c.cluster != right.c.cluster,
        )
        .order_by(judgement.c.score.desc(), judgement.c.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    sides = _sides(connection, {key for row in rows for key in (row.left, row.right)})
    return [
        Doubt(id=row.id, score=row.score, basis=row.basis, rule=row.rule, left=sides[row.left], right=sides[row.right])
        for row in rows
    ]


def pair_of(connection: Connection, judgement_id: str) -> tuple[str, str] | None:
    """Return the two entities that a judgement is about, None where there is no such judgement."""
    left, right = entity.alias("left_side"), entity.alias("right_side")
    query = select(left.c.id, right.c.id).where(
        judgement.c.id == judgement_id, left.c.key == judgement.c.left, right.c.key == judgement.c.right
    )
    found = connection.execute(query).first()
    return None if found is None else (found[0], found[1])


def _sides(connection: Connection, keys: Iterable[int]) -> Mapping[int, Side]:
    wanted = sorted(keys)
    names = _texts(connection, wanted)
    places = _places(connection, wanted)
    counts, datasets = _counted(connection, wanted)
    query = select(entity.c.key, entity.c.id, entity.c.kind, entity.c.label).where(entity.c.key.in_(wanted))
    return {
        key: Side(
            id=id_,
            kind=kind,
            label=label,
            names=tuple(sorted(names[key])),
            datasets=tuple(sorted(datasets[key])),
            places=tuple(sorted(places[key])),
            claims=counts[key],
        )
        for key, id_, kind, label in connection.execute(query)
    }


def _texts(connection: Connection, keys: Sequence[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    query = select(claim.c.stated_subject, claim.c.text).where(
        claim.c.stated_subject.in_(keys),
        claim.c.predicate == NAME,
        claim.c.state.not_in(GONE),
        claim.c.text.is_not(None),
    )
    for key, name in connection.execute(query):
        found[key].add(name)
    return found


def _places(connection: Connection, keys: Sequence[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    query = select(claim.c.stated_subject, entity.c.label).where(
        claim.c.stated_subject.in_(keys),
        claim.c.predicate.in_(PLACED),
        claim.c.state.not_in(GONE),
        entity.c.key == claim.c.object,
        entity.c.label.is_not(None),
    )
    for key, label in connection.execute(query):
        found[key].add(label)
    return found


def _counted(connection: Connection, keys: Sequence[int]) -> tuple[Mapping[int, int], Mapping[int, set[str]]]:
    """Count the claims that name each, and tell whose they are."""
    counts: dict[int, int] = defaultdict(int)
    datasets: dict[int, set[str]] = defaultdict(set)
    sides = [
        select(column.label("key"), claim.c.key.label("claim"), claim.c.dataset).where(
            column.in_(keys), claim.c.state.not_in(GONE)
        )
        for column in (claim.c.stated_subject, claim.c.stated_object)
    ]
    named = union_all(*sides).subquery()
    query = select(named.c.key, named.c.dataset, func.count(named.c.claim.distinct())).group_by(
        named.c.key, named.c.dataset
    )
    for key, dataset, count in connection.execute(query):
        counts[key] += count
        if dataset is not None:
            datasets[key].add(dataset)
    return counts, datasets
