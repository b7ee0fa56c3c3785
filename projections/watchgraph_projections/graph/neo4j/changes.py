"""What changed in the catalogue between two positions, as far as the graph shows it.

A version of an entity or a claim opens at a commit, and the one that it replaces ends there; neither ever ends without
another. So the versions that opened behind a position say all that changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, func, literal_column, select

from watchgraph.domain.edtf import NEVER
from watchgraph_projections.catalogue import tables
from watchgraph_projections.graph.neo4j.models import EDGES
from watchgraph_projections.graph.walks import OCCURRENCES

Cell = str | int | bool | None
Record = dict[str, Cell]

_PLAIN: Final = (
    "predicate", "key", "valid", "ended", "from_earliest", "from_latest", "until_earliest", "until_latest",
    "state", "polarity", "modality", "rank", "confidence", "origins", "dataset", "recorded_to",
)  # fmt: skip
_FLAGS: Final = ("draws", "standing", "planned", "disputed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Whole commits. after: the last position before them; upto: that of the last of them."""

    after: int
    upto: int

    def opens(self, table: FromClause) -> ColumnElement[bool]:
        """Whether a version begins in one of them. That positions are above 0 is said for the index `…_opened`."""
        begun = table.c.recorded_from
        return and_(begun > literal_column("0"), begun > self.after, begun <= self.upto)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One version of a claim between two entities, given by key. properties: all but what names it."""

    predicate: str
    subject: int
    object: int
    claim: str
    recorded_from: int
    properties: Record


def window(connection: Connection, after: int, upto: int, size: int) -> Window:
    """Choose the commits to take next: about as many as `size` versions of either sort belong to, one at least."""
    whole = Window(after=after, upto=upto)
    lasts = (
        connection.scalar(
            select(table.c.recorded_from)
            .where(whole.opens(table), *_shown(table))
            .order_by(table.c.recorded_from)
            .offset(size - 1)
            .limit(1)
        )
        for table in (tables.entity_at, tables.claim_at)
    )
    return Window(after=after, upto=min((each for each in lasts if each is not None), default=upto))


def commits(connection: Connection, within: Window) -> list[Record]:
    """The commits, position and time, so that each can be found by the other."""
    table = tables.commits
    begun = and_(table.c.position > within.after, table.c.position <= within.upto)
    return list(_records(connection, select(table.c.position, table.c.at).where(begun)))


def entities(connection: Connection, within: Window) -> list[Record]:
    """Versions of entities, the oldest first. label_claim: id of the claim that gives the name."""
    table, naming = tables.entity_at.alias(), tables.claim.alias()
    names = ("key", "id", "kind", "cluster", "label", "recorded_from", "recorded_to")
    query = (
        select(*(table.c[name] for name in names), naming.c.id.label("label_claim"))
        .outerjoin_from(table, naming, naming.c.key == table.c.label_claim)
        .where(within.opens(table))
        .order_by(table.c.recorded_from, table.c.key)
    )
    return list(_records(connection, query))


def ended_entities(connection: Connection, within: Window) -> list[Record]:
    """Versions from before the window that were replaced in it. kind: what the entity was."""
    return list(_records(connection, _ended(tables.entity_at, ("key", "kind"), within)))


def edges(connection: Connection, within: Window) -> Iterator[Edge]:
    """Versions of claims that lead from one entity to another, by predicate."""
    table = tables.claim_at
    columns = ("id", "subject", "object", "recorded_from", *_PLAIN, *_FLAGS)
    query = (
        select(*(table.c[name] for name in columns))
        .where(within.opens(table), *_shown(table))
        .order_by(table.c.predicate, table.c.key, table.c.recorded_from)
    )
    for row in connection.execute(query).mappings():
        predicate = str(row["predicate"])
        if predicate not in EDGES:
            continue
        properties: Record = {name: row[name] for name in _PLAIN}
        properties |= {name: bool(row[name]) for name in _FLAGS}
        yield Edge(
            predicate=predicate,
            subject=row["subject"],
            object=row["object"],
            claim=row["id"],
            recorded_from=row["recorded_from"],
            properties=properties | _shown_days(predicate, row["from_earliest"], row["until_latest"]),
        )


def _shown_days(predicate: str, from_earliest: int, until_latest: int) -> Record:
    """The days on which the edge is there or may be, half open; an occurrence ties its parties ever after."""
    happens = predicate in OCCURRENCES
    return {
        "occurrence": happens,
        "shown_from": from_earliest,
        "shown_until": NEVER if happens else until_latest,
    }


def ended_edges(connection: Connection, within: Window) -> list[Record]:
    """Versions from before the window that were replaced in it."""
    ended = _ended(tables.claim_at, ("id", "predicate"), within, *_shown(tables.claim_at))
    return [row for row in _records(connection, ended) if row["predicate"] in EDGES]


def erases(connection: Connection, within: Window) -> bool:
    """Whether something was redacted in the window, so that names may have gone from versions of any age."""
    event = tables.events
    redacted = and_(
        event.c.position > within.after, event.c.position <= within.upto, event.c.topic.endswith(".redacted")
    )
    return bool(connection.scalar(select(func.count()).select_from(event).where(redacted)))


def nameless(connection: Connection) -> list[Record]:
    """All versions of entities whose name was redacted."""
    table = tables.entity_at
    query = select(table.c.key, table.c.recorded_from).where(table.c.label.is_(None), table.c.label_claim.is_not(None))
    return list(_records(connection, query))


def _shown(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    """Entities all; of claims those that lead from one entity to another.

    Which predicate says so is looked at later: asked for here, SQLite would go through all claims of each.
    """
    return (table.c.object.is_not(None),) if "object" in table.c else ()


def _ended(
    table: FromClause, names: tuple[str, ...], within: Window, *conditions: ColumnElement[bool]
) -> Select[*tuple[object, ...]]:
    before = table.alias()
    return (
        select(*(before.c[name] for name in names), before.c.recorded_from, before.c.recorded_to)
        .join_from(table, before, and_(before.c.key == table.c.key, before.c.recorded_to == table.c.recorded_from))
        .where(within.opens(table), before.c.recorded_from <= within.after, *conditions)
    )


def _records(connection: Connection, query: Select[*tuple[object, ...]]) -> Iterator[Record]:
    for row in connection.execute(query).mappings():
        yield dict(row)
