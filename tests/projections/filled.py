"""A catalogue that holds what a test puts in, row by row: any state that a log could lead to, without the log."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

import msgspec
from sqlalchemy import Connection, Engine, Table
from tests.projections.statistics.by_hand.aggregates import aggregate
from tests.projections.statistics.by_hand.answers import Answer, Number
from tests.projections.told import told

from watchgraph.domain import edtf
from watchgraph.domain.values import Quantity
from watchgraph.postgresql import Address
from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue import databases, tables
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reaches import reach
from watchgraph_projections.catalogue.schemas import CatalogueSchema
from watchgraph_projections.search.folding import fold
from watchgraph_projections.statistics.queries import Query

TODAY = 20261123
Cell = int | str | None


def uid(key: int) -> UUID:
    """The id of the row with this key."""
    return uuid5(NAMESPACE_OID, str(key))


@dataclass(slots=True)
class World:
    """Rows by table; keys count up."""

    connection: Connection
    _keys: Iterator[int] = field(default_factory=lambda: count(1))

    def entity(self, kind: str, label: str, *, cluster: int | None = None, since: int = 1, **cells: Cell) -> int:
        key = next(self._keys)
        row: dict[str, Cell] = {
            "key": key, "id": str(uid(key)), "kind": kind, "cluster": cluster or key, "label": label,
            "label_claim": None, "dataset": "tests", "register": 0, "public_role": 0, **cells,
        }  # fmt: skip
        self._put((tables.entity, tables.entity_at), row, since, tables.OPEN)
        return key

    def place(self, label: str) -> int:
        return self.entity("Place", label)

    def country(self, label: str, **cells: Cell) -> int:
        return self.entity("Place", label, dataset="iso3166", register=1, **cells)  # type: ignore[arg-type]

    def claim(self, subject: int, predicate: str, value: int | str | Mapping[str, object], **cells: Cell) -> int:
        """value: an entity's key, a code, or a value as stored. cells: columns that differ from an ordinary claim's."""
        key = next(self._keys)
        since, until = cells.pop("since", 1), cells.pop("until", tables.OPEN)
        valid, ended = str(cells.get("valid", "2020/..")), cells.get("ended")
        bounds = edtf.parse(valid, PREDICATES[predicate].persistence)
        if ended is not None:
            bounds = edtf.ended(bounds, str(ended))
        row = _blank(tables.claim) | {
            "key": key, "id": str(uid(key)), "predicate": predicate, "subject": subject, "valid": valid,
            "qualifiers": "[]", "qualifier_key": "", "polarity": "AFFIRMED", "modality": "FACT", "state": "ACCEPTED",
            "rank": "NORMAL", "group_key": f"group {key}", "planned": int(PREDICATES[predicate].planned),
            "taken": edtf.NEVER, **bounds._asdict(), **_value(value), **cells,
        }  # fmt: skip
        self._put((tables.claim, tables.claim_at), row, int(since or 1), int(until or tables.OPEN))
        return key

    def took(self, last: int, at: str) -> None:
        """Let the log have taken all claims up to the last one by then; what it took before stays as it is."""
        row = {"position": last, "first": 1, "at": at, "command": "", "actor": "", "role": "", "channel": ""}
        self.connection.execute(tables.commits.insert().values(row))
        day = int(at[:10].replace("-", ""))
        for table in (tables.claim, tables.claim_at):
            new = table.c.key <= last, table.c.taken == edtf.NEVER
            self.connection.execute(table.update().values(taken=day).where(*new))

    def stated_in(self, claim: int, edition: str | None, mapping: int = 1, **cells: Cell) -> int:
        key = next(self._keys)
        since, until = cells.pop("since", 1), cells.pop("until", tables.OPEN)
        row = _blank(tables.evidence) | {
            "id": str(uid(key)), "claim": claim, "source": 0, "stance": "SUPPORTS", "locator": "whole document",
            "published": "", "published_by": edtf.NEVER, "edition": edition, "mapping": mapping,
            "licence": "NOASSERTION", "self_interested": 0, **cells,
        }  # fmt: skip
        self._put((tables.evidence, tables.evidence_at), row, int(since or 1), int(until or tables.OPEN))
        return key

    def quote(self, claim: int, text: str, *, since: int = 1, until: int = tables.OPEN) -> None:
        """Evidence with a quote, which search finds."""
        key = self.stated_in(claim, None, quote=text, since=since, until=until)
        self.searched(key, "evidence", claim, claim, "quote", text)

    def named(self, entity: int, text: str, *, predicate: str = "name", **cells: Cell) -> int:
        """A name or title, which search finds."""
        stated: dict[str, Cell] = {"standing": 1, "text": text}
        claim = self.claim(entity, predicate, {"type": "text", "text": text}, **(stated | cells))
        self.searched(claim, "entity", entity, claim, predicate, text)
        return claim

    def of_kind(self, kind: str, entity: int, **cells: Cell) -> None:
        """The row of an entity among those of its kind. cells: what its headline columns show, on whatever day."""
        now, at = KIND_TABLES[kind]
        row = _blank(now) | {"key": entity, **cells}
        always = {"valid_from": edtf.ALWAYS, "valid_to": edtf.NEVER, "recorded_from": 1, "recorded_to": tables.OPEN}
        self.connection.execute(now.insert().values(row))
        self.connection.execute(at.insert().values(row | always))

    def judged(self, left: int, right: int, verdict: str = "UNSURE", **cells: Cell) -> int:
        """A judgement on two entities; it joins nothing."""
        key = next(self._keys)
        row = _blank(tables.judgement) | {
            "key": key, "id": str(uid(key)), "left": left, "right": right, "verdict": verdict, "basis": "alike",
            "actor": "tests", "decided": key, **cells,
        }  # fmt: skip
        self._put((tables.judgement, tables.judgement_at), row, 1, tables.OPEN)
        return key

    def source(self, title: str, *, since: int = 1) -> int:
        key = self.entity("Source", title, since=since)
        self.searched(key, "source", key, None, "title", title)
        return key

    def searched(self, position: int, noun: str, owner: int, claim: int | None, field_: str, text: str) -> None:
        row: dict[str, Cell] = {
            "position": position, "ordinal": 1, "noun": noun, "owner": owner, "claim": claim, "field": field_,
            "original": text, "folded": fold(text),
        }  # fmt: skip
        self.connection.execute(tables.search_entry.insert().values(row))

    def dataset(self, slug: str) -> None:
        key = next(self._keys)
        row = _blank(tables.dataset) | {"key": key, "id": str(uid(key)), "slug": slug, "title": slug, "publisher": slug}
        self._put((tables.dataset, tables.dataset_at), row, 1, tables.OPEN)

    def edition(self, dataset: str, name: str, mapping: int = 1, **cells: Cell) -> None:
        row = _blank(tables.edition) | {
            "dataset": dataset, "name": name, "mapping": mapping, "published": name, "published_by": int(name) * 10_000,
            "covers": "[]", "complete": 0, "files": "{}", "licence": "NOASSERTION", "rows": "{}", "part": 0, **cells,
        }  # fmt: skip
        self._put((tables.edition, tables.edition_at), row, 1, tables.OPEN)

    def _put(self, pair: tuple[Table, Table], row: dict[str, Cell], since: int, until: int) -> None:
        now, at = pair
        known = set(now.c.keys())
        kept = {name: cell for name, cell in row.items() if name in known}
        if until == tables.OPEN:
            self.connection.execute(now.insert().values(kept))
        self.connection.execute(at.insert().values(kept | {"recorded_from": since, "recorded_to": until}))

    def ask(self, query: Query, day: int = TODAY, position: int | None = None) -> Answer:
        """Answer now, or as of a position: what the database counts, which is what is counted by hand."""
        now = position is None and day == TODAY
        moment = Moment(day=day, position=position or tables.OPEN - 1, now=now)
        found = told(self.connection, moment, query)
        assert found == aggregate(self.connection, moment, query)
        return found

    def number(self, query: Query, day: int = TODAY) -> Number:
        """The one number of an answer."""
        (found,) = self.ask(query, day).numbers
        return found


def _blank(table: Table) -> dict[str, Cell]:
    """A row in which nothing is said."""
    return {column.name: None if column.nullable else 0 for column in table.c}


def _value(value: int | str | Mapping[str, object]) -> dict[str, Cell]:
    if isinstance(value, int):
        return {"object": value, "stated_object": value, "value": json.dumps({"type": "entity", "id": str(uid(value))})}
    if isinstance(value, str):
        return {"code": value, "value": json.dumps({"type": "code", "scheme": "tests", "code": value})}
    stored: dict[str, Cell] = {"value": json.dumps(value)}
    if value.get("type") == "quantity":
        found = reach(msgspec.convert({"min": None, "max": None, **value}, Quantity))
        stored |= {} if found is None else found._asdict()
    return stored


@contextmanager
def filled(folder: Path) -> Iterator[World]:
    """Lend an empty catalogue, made once in the folder; nothing of what is put in stays."""
    path = folder / "catalogue.sqlite"
    with _lent(databases.engine(path, write=True), fresh=not path.exists()) as made:
        yield made


@contextmanager
def filled_in(address: Address, *, fresh: bool) -> Iterator[World]:
    """Lend an empty catalogue in a database. fresh: whether it has to be made first."""
    with _lent(CatalogueSchema(address).engine(write=True), fresh=fresh) as made:
        yield made


@contextmanager
def _lent(engine: Engine, *, fresh: bool) -> Iterator[World]:
    if fresh:
        with engine.begin() as connection:
            databases.create(connection)
    with engine.connect() as connection:
        yield World(connection)
        connection.rollback()
    engine.dispose()
