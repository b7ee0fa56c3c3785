"""The evidence that a claim's confidence rests on, as the rule sees it: read back from the rows of any moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from sqlalchemy import Connection, Row, Select, or_, select

from watchgraph.domain.statements import Stance
from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.confidence import Witness
from watchgraph_projections.catalogue.memory import UNDIRECTED
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import ENTITIES
from watchgraph_projections.views.sources import SOURCES

MOST_TESTIMONIES: Final = 2_000


class TooMuchEvidenceError(WatchgraphError):
    """More evidence stands under a claim and its like than is explained at once."""

    code: ClassVar[str] = "too-wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One piece of evidence for or against a claim. claim, source: keys."""

    claim: int
    source: int
    stance: Stance
    witness: Witness


def claims_alike(connection: Connection, moment: Moment, claim: ClaimRow) -> tuple[int, ...]:
    """Keys of the standing claims that are assessed as one with it, and its own, in recorded order."""
    alike = moment.of(CLAIMS)
    same = or_(alike.c.standing == 1, alike.c.key == claim.key)
    query = select(alike.c.key).where(alike.c.group_key == claim.group_key, same, moment.holds(alike))
    return tuple(connection.scalars(query.order_by(alike.c.key)))


def testimonies(connection: Connection, moment: Moment, claims: Sequence[int]) -> tuple[Testimony, ...]:
    """All evidence for and against these claims, in an order of its own. Raises TooMuchEvidenceError."""
    rows = connection.execute(_proofs(moment, claims).limit(MOST_TESTIMONIES + 1)).all()
    if len(rows) > MOST_TESTIMONIES:
        raise TooMuchEvidenceError(f"more than {MOST_TESTIMONIES} pieces of evidence: read them as `evidence` instead")
    origins = _origins(connection, moment, {row.source for row in rows})
    found = [_testimony(row, origins.get(row.source, frozenset())) for row in rows]
    return tuple(sorted(found, key=lambda each: (str(each.witness), each.claim)))


def _proofs(moment: Moment, claims: Sequence[int]) -> Select[*tuple[object, ...]]:
    proof, claim, source, relay = (moment.of(pair) for pair in (EVIDENCE, CLAIMS, SOURCES, ENTITIES))
    return (
        select(
            *(proof.c[name] for name in ("claim", "source", "stance", "self_interested")),
            *(source.c[name] for name in ("id", "reliability", "tier")),
            claim.c.credibility,
            relay.c.id.label("relays"),
        )
        .join_from(proof, claim, (claim.c.key == proof.c.claim) & moment.holds(claim))
        .join(source, (source.c.key == proof.c.source) & moment.holds(source))
        .outerjoin(relay, (relay.c.key == proof.c.relays) & moment.holds(relay))
        .where(proof.c.claim.in_(claims), proof.c.stance != str(Stance.MENTIONS), moment.holds(proof))
    )


def _testimony(row: Row[*tuple[object, ...]], origins: frozenset[str]) -> Testimony:
    witness = Witness(
        source=row.id,
        relays=row.relays,
        reliability=row.reliability,
        tier=row.tier,
        credibility=row.credibility,
        self_interested=bool(row.self_interested),
        origins=origins,
    )
    return Testimony(claim=row.claim, source=row.source, stance=Stance(row.stance), witness=witness)


def _origins(connection: Connection, moment: Moment, sources: set[int]) -> Mapping[int, frozenset[str]]:
    """Public ids of what each source as a whole takes from; both ways where the relation has no direction."""
    lineage, origin = moment.of((tables.lineage, tables.lineage_at)), moment.of(SOURCES)
    undirected = lineage.c.relation.in_(sorted(UNDIRECTED))
    found: dict[int, set[str]] = {}
    for near, far, among in (("source", "origin", ()), ("origin", "source", (undirected,))):
        ways = select(lineage.c[near], origin.c.id).where(
            lineage.c[near].in_(sources), origin.c.key == lineage.c[far], *among
        )
        for source, public in connection.execute(ways.where(moment.holds(lineage), moment.holds(origin))):
            found.setdefault(source, set()).add(public)
    return {source: frozenset(ids) for source, ids in found.items()}
