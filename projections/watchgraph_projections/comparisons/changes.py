"""One edition beside another of the same data set: records that came and went, values that changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import Connection, func, select

from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Cardinality
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.comparisons.answers import (
    Change,
    Comparison,
    Lack,
    Missing,
    Reason,
    Side,
    Verdict,
    worth_reading_first,
)
from watchgraph_projections.comparisons.extents import NAMING, Extent, extents
from watchgraph_projections.statistics.lookups import unknown_edition
from watchgraph_projections.statistics.queries import Universe

MOST_CLAIMS: Final = 100_000


class TooManyClaimsError(WatchgraphError):
    """The two editions state more than is compared at once."""

    code: ClassVar[str] = "too-wide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Which editions of a data set are compared. predicates: keep to these; empty: all but names."""

    dataset: str
    earlier: str
    later: str
    predicates: tuple[str, ...] = ()


class Slot(NamedTuple):
    """Where values stand: two values of one slot are the same thing said twice, or changed. subject: key."""

    record: str
    predicate: str
    qualifiers: str
    subject: int


Values = dict[str, list[int]]
"""What is said in a slot, as a reader sees it, with the keys of the claims."""


def compare_editions(connection: Connection, moment: Moment, wanted: Editions) -> list[Comparison]:
    """List what differs: values that changed, came and went, then whole records, each by record and predicate.

    Then the predicates that only one of the two has columns for; last what cannot be told.

    Raises UnknownUniverseError where one was not imported by then, TooManyClaimsError.
    """
    earlier, later = (_extent(connection, moment, wanted.dataset, name) for name in (wanted.earlier, wanted.later))
    shared = earlier.covers & later.covers
    names = [name for name in wanted.predicates or sorted(shared) if name in shared and _tells(name)]
    before, after = (_slots(connection, moment, each, names) for each in (earlier, later))
    records = ({slot.record for slot in before}, {slot.record for slot in after})
    found = [
        *_moved(after, records[0], earlier, later, Change.ENTERED),
        *_moved(before, records[1], later, earlier, Change.LEFT),
        *_changed(before, after, records[0] & records[1], (earlier, later)),
    ]
    gaps = [_gap(name, earlier, later) for name in sorted(earlier.covers ^ later.covers) if _wanted(name, wanted)]
    return worth_reading_first([*sorted(found, key=_place), *gaps])


def _place(found: Comparison) -> tuple[int, int, str]:
    return _ORDER[found.change or Change.CHANGED], found.subject or 0, found.predicate or ""


def _wanted(name: str, wanted: Editions) -> bool:
    return _tells(name) and name in (wanted.predicates or {name})


def _gap(name: str, earlier: Extent, later: Extent) -> Comparison:
    """A predicate that one of the two says nothing of: for want of a column, not of a fact."""
    without = later if name in earlier.covers else earlier
    return Comparison(
        subject=None,
        predicate=name,
        left=None,
        right=None,
        verdict=Verdict.EXPLAINED,
        reason=Reason.SOURCE_GAP,
        explanation=f"{_name(without)} has no column for {name}",
    )


_ORDER = {
    change: place
    for place, change in enumerate((Change.CHANGED, Change.ADDED, Change.DROPPED, Change.ENTERED, Change.LEFT))
}
"""A record that is there twice and says something else tells more than one that came or went."""


def _tells(name: str) -> bool:
    return PREDICATES[name].family != NAMING


def _extent(connection: Connection, moment: Moment, dataset: str, edition: str) -> Extent:
    found = extents(connection, moment, dataset, edition)
    if not found:
        raise unknown_edition(connection, moment, Universe(dataset=dataset, edition=edition))
    return found[0]


def _slots(connection: Connection, moment: Moment, extent: Extent, names: list[str]) -> Mapping[Slot, Values]:
    claims, objects = moment.of(CLAIMS), moment.of((tables.entity, tables.entity_at))
    proofs = moment.of((tables.evidence, tables.evidence_at))
    named = select(label_of(objects, moment)).where(objects.c.key == claims.c.object, moment.holds(objects))
    said = func.coalesce(named.scalar_subquery(), claims.c.text, claims.c.code, "")
    query = (
        select(claims.c.record, claims.c.predicate, claims.c.qualifier_key, claims.c.subject, said, claims.c.key)
        .join_from(proofs, claims, claims.c.key == proofs.c.claim)
        .where(proofs.c.edition == extent.edition, proofs.c.mapping == extent.mapping, moment.holds(proofs))
        .where(claims.c.dataset == extent.dataset, claims.c.predicate.in_(names), moment.holds(claims))
    )
    rows = connection.execute(query.distinct().limit(MOST_CLAIMS + 1)).all()
    if len(rows) > MOST_CLAIMS:
        raise TooManyClaimsError(f"more than {MOST_CLAIMS} claims of {extent.dataset}: name fewer predicates")
    found: dict[Slot, Values] = defaultdict(dict)
    for record, predicate, qualifiers, subject, text, key in rows:
        found[Slot(record, predicate, qualifiers, subject)].setdefault(text, []).append(key)
    return found


def _moved(
    slots: Mapping[Slot, Values], others: set[str], without: Extent, within: Extent, change: Change
) -> Iterator[Comparison]:
    """Records that one edition has and the other lacks; where that is here in part only, nobody can say so."""
    keys: dict[tuple[str, int], list[int]] = defaultdict(list)
    for slot, values in slots.items():
        if slot.record not in others:
            keys[slot.record, slot.subject] += [key for found in values.values() for key in found]
    for (record, subject), claims in keys.items():
        side = Side(name=_name(within), text=record, claims=tuple(sorted(claims)))
        left, right = (None, side) if change is Change.ENTERED else (side, None)
        lack = Missing(lack=Lack.PART_IMPORTED, text=without.text, dataset=without.dataset, edition=without.edition)
        yield Comparison(
            subject=subject,
            predicate=None,
            left=left,
            right=right,
            verdict=Verdict.NOT_ANSWERABLE if without.partial else Verdict.EXPLAINED,
            reason=None if without.partial else Reason.EDITION,
            explanation=None if without.partial else f"only {_name(within)} has this record",
            missing=(lack,) if without.partial else (),
            change=change,
        )


def _changed(
    before: Mapping[Slot, Values], after: Mapping[Slot, Values], both: set[str], extents_: tuple[Extent, Extent]
) -> Iterator[Comparison]:
    for slot in sorted(before.keys() | after.keys()):
        if slot.record not in both:
            continue
        old, new = before.get(slot, {}), after.get(slot, {})
        gone, come = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
        if PREDICATES[slot.predicate].cardinality is Cardinality.ONE and gone and come:
            yield _difference(slot, (old, gone), (new, come), extents_, Change.CHANGED)
            continue
        for text in gone:
            yield _difference(slot, (old, [text]), ({}, []), extents_, Change.DROPPED)
        for text in come:
            yield _difference(slot, ({}, []), (new, [text]), extents_, Change.ADDED)


def _difference(
    slot: Slot,
    old: tuple[Values, list[str]],
    new: tuple[Values, list[str]],
    extents_: tuple[Extent, Extent],
    change: Change,
) -> Comparison:
    left, right = (_side(slot.record, extent, *part) for extent, part in zip(extents_, (old, new), strict=True))
    return Comparison(
        subject=slot.subject,
        predicate=slot.predicate,
        left=left,
        right=right,
        verdict=Verdict.EXPLAINED,
        reason=Reason.EDITION,
        explanation=f"{_name(extents_[0])} and {_name(extents_[1])} state it differently",
        change=change,
    )


def _side(record: str, extent: Extent, values: Values, said: list[str]) -> Side | None:
    if not said:
        return None
    claims = tuple(sorted(key for text in said for key in values[text]))
    return Side(name=_name(extent), text="; ".join(said), note=f"record {record}", claims=claims)


def _name(extent: Extent) -> str:
    return f"{extent.dataset}, edition {extent.edition}"
