"""Taking the plain text of redacted units out of every read model, past versions included.

A rebuild after the keys are gone gives the same rows: it reads the sealed texts as lost.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, Table, delete, select, update

from watchgraph.domain.claims import Claim
from watchgraph.domain.statements import Evidence, Statement
from watchgraph.domain.values import ClaimValue, Sealed, SealedText
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.fold_states import keep, take
from watchgraph_projections.catalogue.kinds import KIND_TABLES, column_name, headlines
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.search.index import forget

Json = dict[str, object]


def purge(connection: Connection, units: Collection[str]) -> None:
    """Blank every copy of the units' texts. Repeating is safe."""
    sealed, evidence = tables.sealed_field, tables.evidence_at
    found: dict[str, list[int]] = {"claim": [], "quote": [], "dispute": [], "event": []}
    for noun, owner in connection.execute(select(sealed.c.noun, sealed.c.owner).where(among(sealed.c.unit, units))):
        found[noun].append(owner)
    quoted = connection.scalars(select(evidence.c.claim).where(among(evidence.c.quote_unit, units))).all()
    _purge_labels(connection, found["claim"])
    for table in (tables.claim, tables.claim_at):
        _purge_values(connection, table, found["claim"])
    for table in (tables.evidence, tables.evidence_at):
        connection.execute(update(table).where(among(table.c.quote_unit, units)).values(quote=None))
    for table in (tables.dispute, tables.dispute_at):
        _purge_dispute(connection, table, found["dispute"], units)
    _purge_events(connection, found["event"], units)
    _purge_search(connection, found["claim"], found["quote"])
    _purge_states(connection, {*found["claim"], *quoted}, units)


def _purge_values(connection: Connection, table: Table, claims: list[int]) -> None:
    rows = connection.execute(
        select(table.c.value, table.c.qualifiers).where(among(table.c.key, claims)).distinct()
    ).all()
    for value, qualifiers in rows:
        blank = None if value is None else _blanked_value(msgspec.json.decode(value, type=Json))
        items = [_blanked_item(item) for item in msgspec.json.decode(qualifiers, type=list[Json])]
        same = (table.c.value.is_(value) if value is None else table.c.value == value, table.c.qualifiers == qualifiers)
        changed: dict[str, object] = {"qualifiers": _json(items)}
        if blank is not None and blank["type"] == "sealed":
            changed |= {"value": _json(blank), "text": None}
        connection.execute(update(table).where(among(table.c.key, claims), *same).values(changed))


def _blanked_value(value: Json) -> Json:
    return {**value, "text": None} if value["type"] == "sealed" else value


def _blanked_item(item: Json) -> Json:
    value = item["value"]
    if isinstance(value, dict) and value["type"] == "sealed":
        return {**item, "value": _blanked_value(value), "text": None}
    return item


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _purge_labels(connection: Connection, claims: list[int]) -> None:
    """Take names and titles out of labels and headline columns, whichever claim they show."""
    for table in (tables.entity, tables.entity_at, *(table for pair in KIND_TABLES.values() for table in pair)):
        connection.execute(update(table).where(among(table.c.label_claim, claims)).values(label=None))
    for kind, pair in KIND_TABLES.items():
        for predicate in headlines(kind):
            name = column_name(predicate)
            for table in pair if predicate.sealed else ():
                connection.execute(update(table).where(among(table.c[f"{name}_claim"], claims)).values({name: None}))


def _purge_dispute(connection: Connection, table: Table, disputes: list[int], units: Collection[str]) -> None:
    for replies in connection.scalars(select(table.c.replies).where(among(table.c.key, disputes)).distinct()).all():
        said = [
            {**reply, "text": None} if reply.get("unit") in units else reply
            for reply in msgspec.json.decode(replies, type=list[Json])
        ]
        named = among(table.c.key, disputes) & (table.c.replies == replies)
        connection.execute(update(table).where(named).values(text=None, resolution=None, replies=_json(said)))


def _purge_events(connection: Connection, positions: list[int], units: Collection[str]) -> None:
    event = tables.events
    for position, detail in connection.execute(
        select(event.c.position, event.c.detail).where(among(event.c.position, positions))
    ).all():
        said = _without(msgspec.json.decode(detail), units)
        connection.execute(update(event).where(event.c.position == position).values(detail=_json(said)))


def _without(value: object, units: Collection[str]) -> object:
    if isinstance(value, list):
        return [_without(item, units) for item in value]
    if not isinstance(value, dict):
        return value
    if "sealed" in value and value.get("unit") in units:
        return {**value, "sealed": None}
    return {key: _without(item, units) for key, item in value.items()}


def _purge_search(connection: Connection, claims: list[int], quotes: list[int]) -> None:
    entry = tables.search_entry
    connection.execute(delete(entry).where(among(entry.c.claim, claims), entry.c.noun == "entity"))
    connection.execute(delete(entry).where(among(entry.c.position, quotes), entry.c.noun == "evidence"))
    forget(connection)


def _purge_states(connection: Connection, claims: Collection[int], units: Collection[str]) -> None:
    state = tables.fold_state
    for key, kept in connection.execute(select(state).where(among(state.c.claim, claims))).all():
        taken = take(kept)
        taken.claim = blank(taken.claim, units)
        connection.execute(update(state).where(state.c.claim == key).values(state=keep(taken)))


def blank(claim: Claim, units: Collection[str]) -> Claim:
    """Return the claim without the texts of the units."""
    statement = claim.statement
    qualifiers = tuple(
        msgspec.structs.replace(item, value=_blank_value(item.value, units)) for item in statement.qualifiers
    )
    value = None if statement.object is None else _blank_value(statement.object, units)
    blanked: Statement = msgspec.structs.replace(statement, object=value, qualifiers=qualifiers)
    evidence = tuple(_blank_evidence(item, units) for item in claim.evidence)
    return msgspec.structs.replace(claim, statement=blanked, evidence=evidence)


def _blank_value(value: ClaimValue, units: Collection[str]) -> ClaimValue:
    return SealedText(text=_lost(value.text, units), lang=value.lang) if isinstance(value, SealedText) else value


def _blank_evidence(item: Evidence, units: Collection[str]) -> Evidence:
    return item if item.quote is None else msgspec.structs.replace(item, quote=_lost(item.quote, units))


def _lost(text: Sealed, units: Collection[str]) -> Sealed:
    return Sealed(text.unit, text.field, None, text.digest) if text.unit in units else text
