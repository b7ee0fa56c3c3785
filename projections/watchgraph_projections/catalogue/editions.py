"""Which statement of a publisher's record stands: editions state, they do not correct.

Per record and slot the newest statement of the record, by edition date and mapping version, speaks. A claim that it
no longer makes is superseded, whatever the order of the imports; a value that returns stands again; an edition
without the column says nothing of it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from watchgraph.domain.edtf import NEVER

RULE = "newest-statement/1"


class Reading(NamedTuple):
    """One edition as one version of our mapping read it, in the order in which readings speak.

    released: the day (YYYYMMDD) by which the edition was surely out.
    """

    released: int
    mapping: int
    edition: str


class Spell(NamedTuple):
    """Days of published time, half-open, in which a claim was its slot's newest statement."""

    published_from: int
    published_to: int


class Speech(NamedTuple):
    """What became of a claim in its record. stands: the newest reading of its slot still states it."""

    stands: bool
    spells: tuple[Spell, ...]


class Slotted(NamedTuple):
    """A claim of a record as this rule sees it.

    slot: predicate and qualifier key, with valid time if observed. readings: those that state it, each with the day
    by which its evidence there was surely published: the edition's own, or that of the document that it cites.
    """

    claim: int
    predicate: str
    slot: str
    by_time: bool
    readings: Mapping[Reading, int]


def speeches(record: Sequence[Slotted], covers: Mapping[tuple[str, int], Collection[str]]) -> dict[int, Speech]:
    """Say for each claim of one record when it spoke; the last spell is open (NEVER) if it still does.

    covers: predicates that a reading has columns for, by edition and mapping; a reading that is not listed covers
    what it states.
    """
    published: dict[Reading, int] = {}
    for claim in record:
        for reading, day in claim.readings.items():
            published[reading] = min(day, published.get(reading, day))
    return {claim.claim: _speech(claim, _speakers(claim, record, published, covers), published) for claim in record}


def _speakers(
    claim: Slotted,
    record: Sequence[Slotted],
    stated: Collection[Reading],
    covers: Mapping[tuple[str, int], Collection[str]],
) -> list[Reading]:
    """List the readings that say something about the claim's slot, oldest first."""
    in_slot = {reading for other in record if other.slot == claim.slot for reading in other.readings}
    if claim.by_time:
        return sorted(in_slot)
    covering = {reading for reading in stated if claim.predicate in covers.get((reading.edition, reading.mapping), ())}
    return sorted(covering | in_slot)


def _speech(claim: Slotted, speakers: Sequence[Reading], published: Mapping[Reading, int]) -> Speech:
    stands = not speakers or speakers[-1] in claim.readings
    return Speech(stands, _spells(claim, speakers, published))


def _spells(claim: Slotted, speakers: Sequence[Reading], published: Mapping[Reading, int]) -> tuple[Spell, ...]:
    found: list[Spell] = []
    ends = [*(published[later] for later in speakers[1:]), NEVER]
    for reading, until in zip(speakers, ends, strict=True):
        start = claim.readings.get(reading, NEVER)
        if start >= until:
            continue
        if found and found[-1].published_to >= start:
            found[-1] = found[-1]._replace(published_to=until)
        else:
            found.append(Spell(start, until))
    return tuple(found)
