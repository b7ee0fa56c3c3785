"""The fines that a catalogue holds, and which of them are one."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from watchgraph.domain.statements import Polarity
from watchgraph_importers.acts import EntityKey, Judged
from watchgraph_importers.gdpr_fines import privacy_affairs, rub
from watchgraph_importers.gdpr_fines.sameness import FineFacts, same_fines
from watchgraph_projections.catalogue import tables

WHOLE_DAY: Final = len("2020-12-17")

claim, entity = tables.claim, tables.entity


def same_in_catalogue(connection: Connection) -> list[Judged]:
    """Judge which fines of the two collections are one, by all that stands in the catalogue."""
    ours, theirs = (known_fines(connection, slug) for slug in (rub.SLUG, privacy_affairs.SLUG))
    return list(same_fines(ours, theirs))


def known_fines(connection: Connection, slug: str) -> Iterator[FineFacts]:
    """Yield the fines of a collection that have a country, a whole day and an amount, by their numbers."""
    countries = {row.record: str(row.cluster) for row in _said(connection, slug, "jurisdiction")}
    parties: dict[str, list[str]] = {}
    for row in _said(connection, slug, "imposedOn"):
        parties.setdefault(row.record, []).append(row.label or "")
    for row in _said(connection, slug, "fine"):
        if row.record in countries and len(row.valid) == WHOLE_DAY:
            yield FineFacts(
                key=EntityKey(dataset=slug, kind="RegulatoryAction", native=row.record),
                country=countries[row.record],
                day=row.valid,
                amount=row.text,
                party=", ".join(parties.get(row.record, [])),
            )


class _Said(NamedTuple):
    """What a standing claim says of a fine. text: of a value; label and cluster: of an entity."""

    record: str
    text: str
    valid: str
    label: str | None
    cluster: int | None


def _said(connection: Connection, slug: str, predicate: str) -> list[_Said]:
    subject = entity.alias("subject")
    query = (
        select(claim.c.record, claim.c.text, claim.c.valid, entity.c.label, entity.c.cluster)
        .join(subject, subject.c.key == claim.c.stated_subject)
        .outerjoin(entity, entity.c.key == claim.c.stated_object)
        .where(
            claim.c.dataset == slug,
            claim.c.predicate == predicate,
            claim.c.standing == 1,
            claim.c.polarity == Polarity.AFFIRMED,
            subject.c.kind == "RegulatoryAction",
        )
        .order_by(claim.c.record, claim.c.key)
    )
    return [_Said(*row) for row in connection.execute(query)]
