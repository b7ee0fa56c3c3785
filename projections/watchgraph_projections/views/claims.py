"""Claims: one by one, and in lists by what they are about, who says them, what they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    SelectBase,
    and_,
    literal,
    or_,
    select,
    union,
    union_all,
)

from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.dialects import Untied
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among, is_list
from watchgraph_projections.views.claim_filters import EVERY_CLAIM, ClaimFilter, conditions
from watchgraph_projections.views.pages import OWNER, SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import Selected, columns_of, found_by, read, table_at


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it stood; the columns of `tables.claim`."""

    key: int
    id: str
    predicate: str
    family: str
    subject: int
    stated_subject: int
    object: int | None
    stated_object: int | None
    value_type: str | None
    value: str | None
    text: str | None
    amount: int | None
    code: str | None
    qualifiers: str
    qualifier_key: str
    polarity: str
    modality: str
    speaker: int | None
    rule: str | None
    valid: str
    ended: str | None
    from_earliest: int
    from_latest: int
    until_earliest: int
    until_latest: int
    state: str
    standing: int
    draws: int
    counts: int
    planned: int
    disputed: int
    rank: str
    rank_reason: str | None
    group_key: str
    confidence: int | None
    origins: int
    confidence_inputs: str
    credibility: int
    dataset: str | None
    record: str | None
    document: int | None
    policy: str | None
    proposer: str
    replacement: str | None
    reason: str | None
    published_from: int | None
    published_to: int | None


class Through(StrEnum):
    """How a claim hangs under the owner of its list.

    EITHER: the owner is its subject or its object. STATED: the same before any merge.
    GROUP: it says the same as the owner, a claim.
    EDGE: it draws the same edge as the owner, a claim. SOURCE: it rests on the owner or on its relay.
    DISPUTED, RIVAL: its role in the owner, a dispute.
    """

    SUBJECT = "SUBJECT"
    OBJECT = "OBJECT"
    EITHER = "EITHER"
    STATED = "STATED"
    SPEAKER = "SPEAKER"
    GROUP = "GROUP"
    EDGE = "EDGE"
    SOURCE = "SOURCE"
    DISPUTED = "DISPUTED"
    RIVAL = "RIVAL"


class ClaimOrder(StrEnum):
    """RECORDED: as our log took them. VALID: by when it began at the earliest. PUBLISHED: by first publication."""

    RECORDED = "RECORDED"
    VALID = "VALID"
    PUBLISHED = "PUBLISHED"
    CONFIDENCE = "CONFIDENCE"


_SORT_COLUMNS = {
    ClaimOrder.VALID: "from_earliest",
    ClaimOrder.PUBLISHED: "published_from",
    ClaimOrder.CONFIDENCE: "confidence",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimList(Listing[ClaimRow]):
    """Claims under owners, or all that the filter lets through. down: the highest first."""

    through: Through = Through.SUBJECT
    filter: ClaimFilter = EVERY_CLAIM
    order: ClaimOrder = ClaimOrder.RECORDED
    down: bool = False

    @property
    def list_name(self) -> str:
        return f"claims {self.order}{' down' if self.down else ''}"

    @property
    def sorts(self) -> bool:
        return self.order is not ClaimOrder.RECORDED

    @property
    def descending(self) -> bool:
        return self.down

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        if owners is None:
            return self._branch(table_at(moment, CLAIMS, "claim"), moment, None, ())
        claims = table_at(moment, CLAIMS, "claim")
        if self.through is Through.EITHER and self.filter.asks_nothing and len(owners) == 1 and not is_list(owners[0]):
            return self._branch(claims, moment, *_around(claims, moment, owners[0]))
        branches = [
            self._branch(claims, moment, owner, links) for owner, links in _links(self.through, claims, moment, owners)
        ]
        return branches[0] if len(branches) == 1 else union_all(*branches)

    def _branch(
        self,
        claims: FromClause,
        moment: Moment,
        owner: ColumnElement[object] | None,
        links: Iterable[ColumnElement[bool]],
    ) -> SelectBase:
        columns = [*columns_of(ClaimRow, claims), claims.c.key.label(TIE)]
        if owner is not None:
            columns.append(owner.label(OWNER))
        if self.order is not ClaimOrder.RECORDED:
            columns.append(claims.c[_SORT_COLUMNS[self.order]].label(SORT))
        return select(*columns).where(moment.holds(claims), *links, *conditions(self.filter, claims, moment))

    def row(self, values: RowMapping) -> ClaimRow:
        return read(ClaimRow, values)


Link = tuple[ColumnElement[object], tuple[ColumnElement[bool], ...]]


def _links(through: Through, claims: FromClause, moment: Moment, owners: Sequence[Owner]) -> Sequence[Link]:
    """The owner's column and what ties a claim to it; a second link never finds a claim of the first again."""
    match through:
        case Through.SUBJECT | Through.OBJECT | Through.SPEAKER:
            column = claims.c[through.lower()]
            return [(column, (among(column, owners),))]
        case Through.EITHER | Through.STATED:
            ends = ("subject", "object") if through is Through.EITHER else ("stated_subject", "stated_object")
            subject, object_ = (claims.c[end] for end in ends)
            return [(subject, (among(subject, owners),)), (object_, (among(object_, owners), object_ != subject))]
        case Through.GROUP | Through.EDGE:
            return [_link_to_claim(through, claims, moment, owners)]
        case Through.SOURCE:
            cited = _cited(moment, owners)
            return [(cited.c.source, (cited.c.claim == claims.c.key,))]
        case Through.DISPUTED | Through.RIVAL:
            roles = tables.dispute_claim.alias()
            of_role = (among(roles.c.dispute, owners), roles.c.role == through.value, roles.c.claim == claims.c.key)
            return [(roles.c.dispute, of_role)]


def _around(claims: FromClause, moment: Moment, owner: object) -> Link:
    """All claims around one owner. Indexes alone tell which they are, so a page reads no more rows than it shows."""
    ends = [(table_at(moment, CLAIMS, f"{end}_of"), end) for end in ("subject", "object")]
    keys = union_all(*[select(table.c.key).where(table.c[end] == owner) for table, end in ends])
    known = claims.c.key.in_(keys)
    column = owner if isinstance(owner, ColumnElement) else literal(owner, BigInteger())
    if moment.now:
        return column, (known,)
    return column, (known, or_(*[Untied(claims.c[end]) == owner for _, end in ends]))  # keys are of all versions


def _link_to_claim(through: Through, claims: FromClause, moment: Moment, owners: Sequence[Owner]) -> Link:
    given = table_at(moment, CLAIMS, "given")
    chosen = and_(among(given.c.key, owners), moment.holds(given))
    if through is Through.GROUP:
        return given.c.key, (chosen, claims.c.group_key == given.c.group_key, claims.c.key != given.c.key)
    alike = [claims.c[name] == given.c[name] for name in ("subject", "predicate", "object")]
    return given.c.key, (chosen, *alike, claims.c.draws == 1)


def _cited(moment: Moment, owners: Sequence[Owner]) -> FromClause:
    """Pairs of a source and a claim that rests on it, each once."""
    evidence = table_at(moment, (tables.evidence, tables.evidence_at), "citing")
    holds = moment.holds(evidence)
    return union(
        select(evidence.c.source, evidence.c.claim).where(among(evidence.c.source, owners), holds),
        select(evidence.c.relays, evidence.c.claim).where(among(evidence.c.relays, owners), holds),
    ).subquery()


def by_key(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, ClaimRow]:
    """Find claims by key; those unknown at the moment are left out."""
    return {row["key"]: read(ClaimRow, row) for row in connection.execute(with_key(moment, keys)).mappings()}


def such_of(connection: Connection, moment: Moment, keys: Sequence[int], wanted: ClaimFilter) -> Sequence[int]:
    """Keep the keys of claims that a filter lets through. keys: rising, as are those that are kept."""
    if wanted.asks_nothing:
        return keys
    claim = table_at(moment, CLAIMS, "claim")
    such = (among(claim.c.key, keys), moment.holds(claim), *conditions(wanted, claim, moment))
    return connection.execute(select(claim.c.key).where(*such).order_by(claim.c.key)).scalars().all()


def by_id(connection: Connection, moment: Moment, ids: Sequence[str]) -> Mapping[str, ClaimRow]:
    """Find claims by public id; those unknown at the moment are left out."""
    return {row["id"]: read(ClaimRow, row) for row in connection.execute(with_id(moment, ids)).mappings()}


def met(connection: Connection, ids: Sequence[str]) -> Mapping[str, int]:
    """The position at which each of these claims was first stated; those that nobody stated are left out."""
    claim = tables.claim
    found = select(claim.c.id, claim.c.key).where(among(claim.c.id, ids))
    return {row.id: row.key for row in connection.execute(found)}


def recorded(connection: Connection, dataset: str | None, records: Sequence[str]) -> frozenset[str]:
    """Which of these records a data set has, or ever had. dataset: None for any."""
    claim = tables.claim
    found = select(claim.c.record).distinct().where(among(claim.c.record, records))
    if dataset is not None:
        found = found.where(claim.c.dataset == dataset)
    return frozenset(connection.execute(found).scalars())


def with_key(moment: Moment, keys: Sequence[object]) -> Selected:
    """Select claims by key."""
    claims = table_at(moment, CLAIMS, "claim")
    return select(*columns_of(ClaimRow, claims)).where(among(claims.c.key, keys), moment.holds(claims))


def with_id(moment: Moment, ids: Sequence[object]) -> Selected:
    """Select claims by public id."""
    claims, found = found_by(moment, CLAIMS, "claim", "id", ids)
    return select(*columns_of(ClaimRow, claims)).where(found, moment.holds(claims))
