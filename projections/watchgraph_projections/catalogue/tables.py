"""The catalogue's tables: one definition for SQLite and PostgreSQL.

Each noun has two tables. `X` is what holds now and carries no time at all; `X_at` is every version, open ones
included, with the recorded interval as half-open commit positions (and, for the kinds' tables, the valid interval as
half-open days). A default read names `X`; an as-of read names `X_at` and compares. The catalogue is a cache of the
log: a changed VERSION rebuilds it, nothing is ever migrated.

Keys are log positions of a stream's first event: small, ordered, the same in every rebuild. Public ids stand beside.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    Table,
    literal_column,
)
from sqlalchemy import text as text_

from watchgraph.domain.edtf import NEVER
from watchgraph_projections.catalogue.columns import (
    OPEN,
    clocked,
    day,
    flag,
    index,
    key,
    metadata,
    number,
    position,
    text,
)
from watchgraph_projections.catalogue.dialects import Found
from watchgraph_projections.catalogue.namings import index_names
from watchgraph_projections.catalogue.redacting import redacting

__all__ = ["OPEN", "VERSION", "metadata"]

VERSION = 10

standing = Table("standing", metadata, Column("one", Integer, primary_key=True), position("position"), day("day"))
"""Where the tables stand: the last commit folded, and the day (UTC) that the `now` tables of the kinds show."""

commits = Table(
    "commits",
    metadata,
    position("position", primary=True),
    position("first"),
    text("at", null=False),
    text("command", null=False),
    text("actor", null=False),
    text("role", null=False),
    text("channel", null=False),
    Index("commits_at", "at"),
)
"""One row a commit, by its last position. at: recorded time, RFC 3339 UTC, never decreasing."""

events = Table(
    "event",
    metadata,
    position("position", primary=True),
    position("commit"),
    text("stream", null=False),
    Column("version", Integer, nullable=False),
    text("topic", null=False),
    text("detail"),
    Index("event_stream", "stream", "position"),
)
"""The history of every stream. detail: JSON of what the act says beyond the claim itself (reason, rank, note …)."""
index("event_redacted", events.c.position, events.c.topic, where=redacting(events.c.topic))

entity, entity_at = clocked(
    "entity",
    [
        key("key"),
        text("id", null=False),
        text("kind", null=False),
        key("cluster"),
        text("label"),
        key("label_claim", null=True),
        text("dataset", null=False),
        flag("register"),
        flag("public_role"),
    ],
    identity=("key",),
)
"""Every id ever registered, sources included (kind `Source`). cluster: the entity under which it is shown; itself
where it is not merged. label: the best standing name of the cluster, whatever the day; None where it has none."""
Index("entity_id", entity.c.id, unique=True)
Index("entity_kind", entity.c.kind, entity.c.key)
Index("entity_cluster", entity.c.cluster)
Index("entity_at_cluster", entity_at.c.cluster)

claim, claim_at = clocked(
    "claim",
    [
        key("key"),
        text("id", null=False),
        text("predicate", null=False),
        text("family", null=False),
        key("subject"),
        key("stated_subject"),
        key("object", null=True),
        key("stated_object", null=True),
        text("value_type"),
        text("value"),
        text("text"),
        Column("amount", BigInteger, nullable=True),
        Column("least", BigInteger, nullable=True),
        Column("most", BigInteger, nullable=True),
        text("code"),
        text("qualifiers", null=False),
        text("qualifier_key", null=False),
        text("polarity", null=False),
        text("modality", null=False),
        key("speaker", null=True),
        key("stated_speaker", null=True),
        text("rule"),
        text("valid", null=False),
        text("ended"),
        day("from_earliest"),
        day("from_latest"),
        day("until_earliest"),
        day("until_latest"),
        text("state", null=False),
        flag("leads"),
        flag("standing"),
        flag("draws"),
        flag("counts"),
        flag("planned"),
        flag("disputed"),
        text("rank", null=False),
        text("rank_reason"),
        text("group_key", null=False),
        number("confidence"),
        number("origins", null=False),
        text("confidence_inputs", null=False),
        number("credibility", null=False),
        text("dataset"),
        text("record"),
        key("document", null=True),
        text("policy"),
        text("proposer", null=False),
        text("replacement"),
        text("reason"),
        day("taken"),
        day("published_from", null=True),
        day("published_to", null=True),
        text("series"),
    ],
    identity=("key",),
)
"""One row a claim, standing or not.

subject, object, speaker: keys under which they are shown (after merges); stated_…: as stated.
value: JSON of the value as stored, `{"type": "quantity", …}`; text: what a reader sees of it; amount: for sorting
numbers, in thousandths, the lower bound of a range; least, most: from where to where a quantity reaches, see
`reaches`; code: of a coded value.
qualifiers: JSON list of `{"name", "value", "entity"}` (entity: shown id of an entity value).
leads: its predicate is a headline column or the label of its subject.
state: as readers see it, SUPERSEDED among them; standing: accepted and not superseded; draws: draws an edge;
counts: may be counted (its modality asserts, it is affirmed and not planned); planned: says a plan.
group_key: equal claims of any publisher share it; confidence (None: cannot judge) and origins belong to the group.
dataset, record: its origin, for imports; document: the source of its origin else.
taken: the day (UTC) on which this log took it.
published_from, published_to: days between which it was the newest statement published (see `spoken_again`).
series: of an observation (a regime in a year) the newest edition that states it, whose other observations of the
predicate make a series with it; None of all else.
"""


def ends(claims: FromClause) -> ColumnElement[bool]:
    """Whether a claim was surely over some day: in these words an index finds the few states that were."""
    return claims.c.until_latest < literal_column(str(NEVER))


Index("claim_id", claim.c.id, unique=True)
Index("claim_subject", claim.c.subject, claim.c.predicate, claim.c.key)
index("claim_leads", claim.c.subject, where=claim.c.leads == 1)
index("claim_speaker", claim.c.speaker, where=claim.c.speaker.is_not(None))
# With the subject: who asks what points at a thing need not open the claims, each on a page of its own.
_pointing = (claim.c.object, claim.c.predicate, claim.c.key, claim.c.subject)
index("claim_object", *_pointing, where=claim.c.object.is_not(None))
Index("claim_predicate", claim.c.predicate, claim.c.key)
Index("claim_group", claim.c.group_key)
Index("claim_record", claim.c.record, claim.c.dataset)
for _table in (claim, claim_at):
    _places = ("predicate", "dataset", "series", "subject", "from_latest", "counts")
    index(f"{_table.name}_series", *(_table.c[name] for name in _places), where=_table.c.series.is_not(None))
    index(f"{_table.name}_ended", _table.c.predicate, _table.c.subject, where=ends(_table))
    index(f"{_table.name}_wide", _table.c.predicate, where=_table.c.least < _table.c.most)
Index("claim_at_subject", claim_at.c.subject, claim_at.c.predicate, claim_at.c.key)
index(
    "claim_at_object",
    claim_at.c.object,
    claim_at.c.predicate,
    claim_at.c.key,
    where=claim_at.c.object.is_not(None),
)
Index("claim_at_predicate", claim_at.c.predicate, claim_at.c.key)
Index("claim_at_group", claim_at.c.group_key)
index("claim_at_speaker", claim_at.c.speaker, where=claim_at.c.speaker.is_not(None))
for _table in (claim, claim_at):
    index_names(_table)


def may_be_planned(claims: FromClause) -> ColumnElement[bool]:
    """Whether qualifiers of claims may say that something is planned: in these words an index finds the few that do."""
    return Found(claims.c.qualifiers, literal_column("'PLANNED'")) > literal_column("0")


index("claim_planned", claim.c.predicate, where=may_be_planned(claim))
for _table, _all in ((entity_at, "recorded_from > 0"), (claim_at, "recorded_from > 0 and object is not null")):
    # For whoever looks for what is new and says so in these words: else SQLite would use it for every past moment.
    index(f"{_table.name}_opened", _table.c.recorded_from, where=text_(_all))

spoken_again, spoken_again_at = clocked(
    "spoken_again",
    [key("claim"), day("published_from"), day("published_to")],
    identity=("claim", "published_from"),
)
"""Later spells of published time in which a value that had been dropped was stated again."""

evidence, evidence_at = clocked(
    "evidence",
    [
        text("id", null=False),
        text("reading", null=False),
        key("claim"),
        key("source"),
        text("stance", null=False),
        text("locator", null=False),
        text("artifact"),
        key("relays", null=True),
        text("published", null=False),
        day("published_by"),
        text("edition"),
        number("mapping"),
        text("quote"),
        text("quote_unit"),
        text("quote_language"),
        text("licence", null=False),
        flag("self_interested"),
    ],
    identity=("id", "reading"),
)
"""One row a place and reading of it: an edition that states a claim again attaches the same place once more.
reading: edition and mapping, empty for a document. published_by: the last day by which it was surely published,
99991231 where no date is stated."""


def place_of(rows: FromClause) -> ColumnElement[str]:
    """Name a row of evidence in one text, which orders those of one day. In words of its own: an index knows it."""
    place: ColumnElement[str] = rows.c.id + literal_column("' '") + rows.c.reading
    return place


Index("evidence_claim", evidence.c.claim, evidence.c.stance, evidence.c.source, evidence.c.licence)
# PostgreSQL sorts the few rows of a claim as quickly; SQLite opens a sorter of its own for each claim of a list.
Index("evidence_order", evidence.c.claim, evidence.c.published_by, place_of(evidence)).ddl_if(dialect="sqlite")
Index("evidence_source", evidence.c.source)
Index("evidence_edition", evidence.c.edition, evidence.c.claim)
Index("evidence_at_claim", evidence_at.c.claim)
Index("evidence_at_source", evidence_at.c.source)
Index("evidence_at_edition", evidence_at.c.edition, evidence_at.c.claim)
for _table in (evidence, evidence_at):
    _relayed = _table.c.relays.is_not(None)
    index(f"{_table.name}_relays", _table.c.relays, where=_relayed)

source, source_at = clocked(
    "source",
    [
        key("key"),
        text("id", null=False),
        text("identity", null=False),
        text("title", null=False),
        text("tier", null=False),
        text("url"),
        text("canonical_url"),
        text("archived_url"),
        text("doi"),
        text("publisher"),
        text("authors", null=False),
        text("published", null=False),
        text("language", null=False),
        text("licence", null=False),
        text("reliability", null=False),
        text("reliability_reason"),
        flag("identified"),
        text("related", null=False),
        text("note"),
        text("liveness", null=False),
        text("liveness_observed"),
        text("last_live"),
        text("first_gone"),
        key("liveness_observer", null=True),
        text("liveness_basis"),
    ],
    identity=("key",),
)
"""authors, related: JSON lists. liveness: NEVER_CHECKED until somebody looked; first_gone: EDTF of the first GONE."""
Index("source_id", source.c.id, unique=True)
Index("source_url", source.c.canonical_url)

artifact, artifact_at = clocked(
    "artifact",
    [
        text("sha256", null=False),
        key("source"),
        number("size", null=False),
        text("media_type", null=False),
        text("captured", null=False),
        text("method", null=False),
        text("name"),
        text("edition"),
    ],
    identity=("sha256", "source"),
)

lineage, lineage_at = clocked(
    "lineage",
    [key("source"), key("origin"), text("relation", null=False), text("basis", null=False)],
    identity=("source", "origin", "relation"),
)
Index("lineage_origin", lineage.c.origin)

judgement, judgement_at = clocked(
    "judgement",
    [
        key("key"),
        text("id", null=False),
        key("left"),
        key("right"),
        text("verdict", null=False),
        text("basis", null=False),
        number("score"),
        text("rule"),
        text("without_effect"),
        text("reverted"),
        text("actor", null=False),
        position("decided"),
    ],
    identity=("key",),
)
"""One row a pair. without_effect: why a standing SAME joins nothing, else None; reverted: the reason, else None;
decided: position of the verdict that the row shows (of two that raced the earlier has effect)."""
Index("judgement_left", judgement.c.left)
Index("judgement_right", judgement.c.right)

dispute, dispute_at = clocked(
    "dispute",
    [
        key("key"),
        text("id", null=False),
        text("grounds", null=False),
        text("text"),
        key("party", null=True),
        text("state", null=False),
        text("outcome"),
        text("resolution"),
        text("replies", null=False),
    ],
    identity=("key",),
)
"""state: OPEN or RESOLVED. replies: JSON list of `{"text", "party"}`."""

dispute_claim = Table(
    "dispute_claim",
    metadata,
    key("dispute", primary=True),
    key("claim", primary=True),
    text("role", primary=True),
    Index("dispute_claim_claim", "claim"),
)
"""role: DISPUTED, or RIVAL for a claim that says it otherwise. Fixed when the dispute is opened."""

dataset, dataset_at = clocked(
    "dataset",
    [
        key("key"),
        text("id", null=False),
        text("slug", null=False),
        text("title", null=False),
        text("publisher", null=False),
        text("home_page"),
        text("licence", null=False),
    ],
    identity=("key",),
)

edition, edition_at = clocked(
    "edition",
    [
        text("dataset", null=False),
        text("name", null=False),
        number("mapping", null=False),
        text("published", null=False),
        day("published_by"),
        text("covers", null=False),
        flag("complete"),
        text("files", null=False),
        text("licence", null=False),
        text("policy"),
        text("rows", null=False),
        Column("declared", Integer, nullable=True),
        flag("part"),
    ],
    identity=("dataset", "name", "mapping"),
)
"""One row an edition and mapping. covers: JSON list of predicates; files: JSON, name to SHA-256; rows: JSON counts.
declared: records of the publisher's whole edition, None where not known. part: its files are known to hold a part."""

coverage, coverage_at = clocked(
    "coverage",
    [
        key("key"),
        text("id", null=False),
        key("place"),
        text("topic", null=False),
        text("databases", null=False),
        text("languages", null=False),
        text("queries", null=False),
        text("from_date", null=False),
        text("to_date", null=False),
        text("result", null=False),
    ],
    identity=("key",),
)

contributor, contributor_at = clocked(
    "contributor",
    [key("key"), text("id", null=False), text("roles", null=False), flag("erased")],
    identity=("key",),
)

search_entry = Table(
    "search_entry",
    metadata,
    position("position", primary=True),
    Column("ordinal", Integer, primary_key=True),
    text("noun", null=False),
    key("owner"),
    key("claim", null=True),
    text("field", null=False),
    text("original"),
    text("folded"),
    Index("search_entry_claim", "claim"),
    Index("search_entry_owner", "owner"),
)
"""What search reads, one row a text. noun: entity, source or evidence; owner: that entity, source or claim;
claim: the claim that says it (a name, a title) or whose evidence quotes it; field: name, title, quote.
folded: lower case, without accents, in Latin script."""

sealed_field = Table(
    "sealed_field",
    metadata,
    text("unit", primary=True, null=False),
    text("noun", primary=True, null=False),
    key("owner", primary=True),
)
"""Where plain text of a sealed unit stands in the read models, so that a redaction finds every copy."""

qualifier_entity = Table(
    "qualifier_entity",
    metadata,
    key("entity", primary=True),
    key("claim", primary=True),
)
"""Entities that stand in a claim's qualifiers, as stated."""

fold_state = Table(
    "fold_state",
    metadata,
    key("claim", primary=True),
    Column("state", LargeBinary, nullable=False),
    info={"private": True},
)
"""The folded aggregate of each claim: working memory of the fold, shown to nobody."""
