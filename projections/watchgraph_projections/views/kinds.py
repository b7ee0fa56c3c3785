"""The entities of one kind, filtered and ordered by their headline values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    RowMapping,
    Select,
    SelectBase,
    select,
)

from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.dialects import Untied
from watchgraph_projections.catalogue.endings import Said, closed
from watchgraph_projections.catalogue.kinds import KIND_TABLES, column_name, headlines
from watchgraph_projections.catalogue.labels import spoken_of
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.precedence import precedence
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.reaches import Reach
from watchgraph_projections.catalogue.timelines import DATE, RANKS, Candidate, leading
from watchgraph_projections.views.entities import ENTITIES, EntityRow, entity_columns
from watchgraph_projections.views.entity_filters import EVERY_ENTITY, EntityFilter, asserting, kept
from watchgraph_projections.views.pages import SORT, TIE, Listing, Owner
from watchgraph_projections.views.ranked_values import RANKED, ranked
from watchgraph_projections.views.rows import read, table_at
from watchgraph_projections.views.slots import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class KindList(Listing[EntityRow]):
    """Entities of one kind, merged ones under what they were merged into.

    sort: a headline column or `label`; None for recorded order. Values that stand beside each other, such as amounts in
    money of several years, are in order among their own: see `ranked`.
    """

    kind: Structure[str]
    filter: EntityFilter = EVERY_ENTITY
    sort: Structure[str | None] = None
    down: bool = False

    @property
    def list_name(self) -> str:
        by = f"ranked {self.sort}" if self.sort in RANKED else self.sort or "recorded"
        return f"{self.kind} {by}{' down' if self.down else ''}"

    @property
    def sorts(self) -> bool:
        return self.sort is not None

    @property
    def descending(self) -> bool:
        return self.down

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        rows, entity = table_at(moment, KIND_TABLES[self.kind], "one"), table_at(moment, ENTITIES, "entity")
        columns = [*entity_columns(entity, moment), rows.c.key.label(TIE)]
        if self.sort is not None:
            columns.append(ranked(rows, self.sort, moment).label(SORT))
        statement = select(*columns).where(entity.c.key == _of_kind(rows), moment.holds(rows), moment.holds(entity))
        if moment.without:
            statement = statement.where(spoken_of(entity, moment))
        return statement.where(*kept(self.filter, rows, moment))

    def beside(self, moment: Moment) -> Sequence[ColumnElement[object]]:
        return () if moment.without else _told(self.kind, table_at(moment, KIND_TABLES[self.kind], "one"))

    def counted(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        if moment.without:
            return self.select(moment, owners)
        rows = table_at(moment, KIND_TABLES[self.kind], "one")  # each has its entity
        return select(rows.c.key.label(TIE)).where(moment.holds(rows), *kept(self.filter, rows, moment))

    def row(self, values: RowMapping) -> EntityRow:
        return read(EntityRow, values)


def _of_kind(rows: FromClause) -> ColumnElement[int]:
    """The key of a row of the kind, told from the plain column so that rows are not looked up by it.

    Without figures on its tables SQLite may else read all entities to find those few that are of the kind.
    """
    return Untied(rows.c.key)


def headline_claims(
    connection: Connection, moment: Moment, kind: str, keys: Sequence[int]
) -> Mapping[int, Mapping[str, int]]:
    """The claim behind each headline value of entities of one kind, by predicate; left out where nobody says one."""
    if moment.without:
        return _chosen_anew(connection, moment, kind, keys)
    names = [predicate.name for predicate in headlines(kind)]
    return {
        key: {name: claim for name, claim in zip(names, found, strict=True) if claim is not None}
        for key, *found in connection.execute(stored_headlines(moment, kind, keys))
    }


def stored_headlines(moment: Moment, kind: str, keys: Sequence[object]) -> Select[int, *tuple[int | None, ...]]:
    """Select the key of each entity, and by predicate the claim behind each headline value."""
    rows = table_at(moment, KIND_TABLES[kind], "one")
    return select(rows.c.key, *_claims(kind, rows)).where(among(rows.c.key, keys), moment.holds(rows))


def stored_values(moment: Moment, kind: str, keys: Sequence[object]) -> Select[int, *tuple[int | str | None, ...]]:
    """Select the same, and of each headline value what stands in the table: see `headline_value`."""
    rows = table_at(moment, KIND_TABLES[kind], "one")
    return select(rows.c.key, *_told(kind, rows)).where(among(rows.c.key, keys), moment.holds(rows))


def _told(kind: str, rows: FromClause) -> list[ColumnElement[object]]:
    values = [rows.c[column_name(each)].label(headline_value(each.name)) for each in headlines(kind)]
    return [*_claims(kind, rows), *values]


def _claims(kind: str, rows: FromClause) -> list[ColumnElement[object]]:
    return [rows.c[f"{column_name(each)}_claim"].label(each.name) for each in headlines(kind)]


def headline_value(predicate: str) -> str:
    """The column of a headline value among `stored_values`: an entity's key, a code; others lack a part."""
    return f"{predicate} value"


def _chosen_anew(
    connection: Connection, moment: Moment, kind: str, keys: Sequence[int]
) -> Mapping[int, Mapping[str, int]]:
    """Choose headlines among the claims that are there: the stored ones may rest on what is left out."""
    claims = table_at(moment, CLAIMS, "claim")
    names = [predicate.name for predicate in headlines(kind)]
    found: dict[tuple[int, str], list[Row[*tuple[object, ...]]]] = {}
    wanted = [among(claims.c.subject, keys), among(claims.c.predicate, names), moment.holds(claims)]
    for row in connection.execute(select(claims).where(*wanted, *asserting(claims, moment))):
        found.setdefault((row.subject, row.predicate), []).append(row)
    chosen: dict[int, dict[str, int]] = {}
    for (key, name), rows in found.items():
        if active := [each for each in _candidates(name, rows) if each.bounds[3] > moment.day]:
            chosen.setdefault(key, {})[name] = int(leading(active, moment.day).cells[0] or 0)
    return chosen


def _candidates(predicate: str, rows: Sequence[Row[*tuple[object, ...]]]) -> Sequence[Candidate]:
    candidates = [_candidate(each) for each in rows]
    if PREDICATES[predicate].persistence is Persistence.OCCURRENCE:
        return candidates
    return closed(candidates, lambda place: _said(rows[place]))


def _said(row: Row[*tuple[object, ...]]) -> Said:
    what = row.value if row.object is None else row.object
    return Said((row.qualifier_key, what), (row.dataset, row.record))


def _candidate(row: Row[*tuple[object, ...]]) -> Candidate:
    return Candidate(
        bounds=(row.from_earliest, row.from_latest, row.until_earliest, row.until_latest),
        rank=RANKS[row.rank],
        undisputed=not row.disputed,
        confidence=row.confidence or 0,
        tie=row.id,
        cells=(row.key,),
        precedence=precedence(row.predicate, lambda: str(row.qualifier_key)),
        reach=None if row.least is None else Reach(row.least, row.most),
        dates=row.value_type == DATE,
    )
