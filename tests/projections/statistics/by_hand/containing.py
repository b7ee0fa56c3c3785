"""What is part of what is asked for: the claims that lead there, looked at doubt by doubt."""

from collections.abc import Collection, Iterator, Sequence

import msgspec
from tests.projections.statistics.by_hand.judging import Standing, Time
from tests.projections.statistics.by_hand.sieve import Counted
from tests.projections.statistics.by_hand.statements import Stated

from watchgraph_projections.statistics.rules import Step

NO_CLAIM = 0
"""The key of what stands for being the very thing that is asked for."""

Sighting = tuple[int, str] | None
"""Day and EDTF text; None: surely so on the day."""

_SURE = (1, (0, ""))


def parts_of(wanted: Collection[int], claims: Sequence[Counted]) -> dict[int, list[Counted]]:
    """By key of what is inside, itself included, the claims by which it is: each at the smallest doubt at which it is.

    claims: those that say that one thing is part of another, and count.
    """
    found: dict[int, dict[int, Counted]] = {}
    for step in Step:
        known = [each for each in claims if each.step <= step]
        inside = _inside(wanted, known)
        for key in inside:
            for each in _upwards(key, inside, known):
                found.setdefault(key, {}).setdefault(each.claim.key, msgspec.structs.replace(each, step=step))
    seen = _seen(wanted, [each for each in claims if each.step is Step.CERTAIN])
    parts = {key: [_seen_at(each, seen.get(key)) for each in led.values()] for key, led in found.items()}
    for key in wanted:
        parts.setdefault(key, []).append(_itself(key))
    return parts


def _inside(wanted: Collection[int], claims: Sequence[Counted]) -> set[int]:
    inside = set(wanted)
    while more := {each.claim.member for each in claims if each.claim.other in inside} - inside:
        inside |= more
    return inside


def _upwards(key: int, inside: set[int], claims: Sequence[Counted]) -> Iterator[Counted]:
    """Every claim that leads from here towards what is asked for."""
    reached, waiting = {key}, [key]
    while waiting:
        here = waiting.pop()
        for each in claims:
            if each.claim.member == here and each.claim.other in inside:
                yield each
                if each.claim.other not in reached:
                    reached.add(each.claim.other)
                    waiting.append(each.claim.other)


def _seen(wanted: Collection[int], claims: Sequence[Counted]) -> dict[int, tuple[int, tuple[int, str]]]:
    """When each was last seen inside, by the way that was seen last; a way was when its claim of longest ago was."""
    seen = dict.fromkeys(wanted, _SURE)
    changed = True
    while changed:
        changed = False
        for each in claims:
            if each.claim.other in seen:
                own = (0, each.claim.time.sighting) if each.carried else _SURE
                way = min(own, seen[each.claim.other])
                if each.claim.member not in seen or way > seen[each.claim.member]:
                    seen[each.claim.member], changed = way, True
    return seen


def _seen_at(counted: Counted, seen: tuple[int, tuple[int, str]] | None) -> Counted:
    """The same claim as if it had been seen when the way was."""
    if seen is None or seen == _SURE:
        return msgspec.structs.replace(counted, carried=False)
    day, text = seen[1]
    time = msgspec.structs.replace(counted.claim.time, from_latest=day, valid=text, said=None)
    return msgspec.structs.replace(counted, claim=msgspec.structs.replace(counted.claim, time=time), carried=True)


def _itself(key: int) -> Counted:
    claim = Stated(
        key=NO_CLAIM,
        tie="",
        member=key,
        kind="",
        other=key,
        predicate="",
        value=None,
        code=None,
        subject=key,
        qualifier_key="",
        group="",
        standing=Standing(state="ACCEPTED", polarity="AFFIRMED", modality="FACT", planned=False, disputed=False),
        time=Time(0, 0, 0, 0, "", None),
        rank="NORMAL",
        confidence=None,
        series=None,
        qualifiers="[]",
    )
    return Counted(claim, Step.CERTAIN, carried=False)
