"""Claims of which others say that they ended after they had been seen, or began later, looked at pair by pair."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Row

from watchgraph.domain.edtf import NEVER
from watchgraph.domain.statements import Modality
from watchgraph_projections.catalogue.timelines import RANKS
from watchgraph_projections.statistics.rules import Terms

Said = Row[*tuple[object, ...]]


class Endings(NamedTuple):
    """Keys of claims: what surely ended by the day after it had been seen, and what may have."""

    closed: frozenset[int]
    doubted: frozenset[int]


NO_ENDINGS = Endings(frozenset(), frozenset())


def endings(affirmed: Iterable[Said], of_universe: Iterable[Said], terms: Terms, day: int) -> Endings:
    """Compare each claim with every other. of_universe: the claims that may say that another ended."""
    ends: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for each in of_universe:
        if _says(each, terms, day):
            ends[_statement(each)].append(each)
    pairs = [(seen, end) for seen in affirmed if _goes_on(seen) for end in ends[_statement(seen)] if _apart(seen, end)]
    return Endings(
        frozenset(seen.key for seen, end in pairs if _surely(seen, end, day)),
        frozenset(seen.key for seen, end in pairs if seen.from_earliest < end.until_latest),
    )


def lying(stated: Iterable[Said], of_universe: Iterable[Said], terms: Terms, day: int) -> frozenset[int]:
    """Keys of those without a date that say how things lie, on the day, too. of_universe: what may say otherwise."""
    affirmed = [each for each in of_universe if each.polarity == "AFFIRMED" and _stands(each, terms)]
    later = {_statement(each) for each in affirmed if "/" in each.valid and each.from_earliest > day}
    return frozenset(each.key for each in stated if not each.valid and _statement(each) not in later)


def _statement(claim: Said) -> tuple[object, ...]:
    value = claim.value if claim.object is None else claim.object
    return claim.subject, claim.predicate, claim.qualifier_key, value


def _says(end: Said, terms: Terms, day: int) -> bool:
    """Whether it states an end that may have come by the day."""
    return _stands(end, terms) and end.until_latest < NEVER and end.until_earliest <= day


def _stands(claim: Said, terms: Terms) -> bool:
    stands = claim.state == "ACCEPTED" or (terms.superseded and claim.state == "SUPERSEDED")
    return stands and Modality(claim.modality).asserts


def _goes_on(seen: Said) -> bool:
    return bool(seen.until_latest == NEVER and seen.until_earliest < NEVER)


def _apart(seen: Said, end: Said) -> bool:
    return end.record is None or (end.dataset, end.record) != (seen.dataset, seen.record)


def _surely(seen: Said, end: Said, day: int) -> bool:
    in_time = end.until_latest <= day and seen.from_latest < end.until_earliest
    return in_time and not end.disputed and RANKS[end.rank] >= RANKS[seen.rank]
