"""Which claims of a clause count for whom, and which are left out and why."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from watchgraph.domain import edtf
from watchgraph.vocabulary.predicates import Persistence, ValueType
from watchgraph_projections.catalogue.timelines import RANKS, Candidate
from watchgraph_projections.statistics.plans import Clause
from watchgraph_projections.statistics.queries import Condition
from watchgraph_projections.statistics.reading import GROUP_KIND, Stated
from watchgraph_projections.statistics.rules import Reason, Step, Terms, judge

LeftOut = dict[Reason, set[int]]
"""Keys of claims by the reason for which they are left out."""


class Counted(NamedTuple):
    """A claim that counts, and how surely. carried: only because nothing says that it ended."""

    claim: Stated
    step: Step
    carried: bool


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a clause leaves: by member's key the claims that count, and those left out.

    onward: by member's key the claims about the other ends, where the clause says something of them.
    """

    members: dict[int, list[Counted]]
    left_out: LeftOut
    onward: dict[int, list[Counted]] = field(default_factory=dict)


def sift(claims: Iterable[Stated], clause: Clause, wanted: Collection[int], terms: Terms) -> Sifted:
    """Apply the rule, then choose headlines, then compare values: a value counts only where it leads.

    wanted: keys of the entities asked for at the other end; empty: any. Where claims have no date for a value, one
    that did not begin in the time asked for says nothing of it: the headline is chosen among the others.
    """
    left_out: LeftOut = defaultdict(set)
    live: list[Counted] = []
    states_no_date = _states_no_date(clause)
    for each in claims:
        if states_no_date and not _date_matches(each, clause.condition):
            continue
        verdict = judge(each.standing, each.time, terms)
        reason = Reason.GROUP if verdict.reason is None and each.kind == GROUP_KIND else verdict.reason
        if reason is None and verdict.step is not None:
            live.append(Counted(each, verdict.step, verdict.carried))
        elif reason is not None and (reason is Reason.UNKNOWN or matches(each, clause, wanted)):
            left_out[reason].add(each.key)
    leading = _headlines(live, terms.day) if clause.single else {each.claim.key for each in live}
    members: dict[int, list[Counted]] = defaultdict(list)
    for counted in live:
        if not matches(counted.claim, clause, wanted):
            continue
        if counted.claim.key in leading:
            members[counted.claim.member].append(counted)
        else:
            left_out[Reason.NOT_HEADLINE].add(counted.claim.key)
    return Sifted(members, left_out)


def _states_no_date(clause: Clause) -> bool:
    return all(each.range is None or each.range.type is not ValueType.DATE for each in clause.predicates)


def matches(each: Stated, clause: Clause, wanted: Collection[int]) -> bool:
    """Whether a claim's value is one that the condition asks for."""
    condition = clause.condition
    if wanted and each.other not in wanted:
        return False
    if condition.codes and each.code not in condition.codes:
        return False
    return _words_match(each, condition) and _date_matches(each, condition) and _number_matches(each, condition)


def _words_match(each: Stated, condition: Condition) -> bool:
    if not condition.texts and condition.contains is None:
        return True
    words = text(each) or ""
    is_one = not condition.texts or words in condition.texts
    return is_one and (condition.contains is None or condition.contains.casefold() in words.casefold())


def _date_matches(each: Stated, condition: Condition) -> bool:
    if condition.since is None and condition.before is None:
        return True
    first, last = _days(each)
    is_since = condition.since is None or first >= edtf.first_day(condition.since)
    return is_since and (condition.before is None or last < edtf.first_day(condition.before))


def _number_matches(each: Stated, condition: Condition) -> bool:
    at_least, at_most = condition.at_least, condition.at_most
    if at_least is None and at_most is None:
        return True
    low, high = bounds(each)
    return (at_least is None or low >= at_least) and (at_most is None or high <= at_most)


def text(each: Stated) -> str | None:
    """The text that a claim states."""
    found = json.loads(each.value).get("text") if each.value else None
    return found if isinstance(found, str) else None


def stated_date(each: Stated) -> str | None:
    """The date that a claim states (EDTF)."""
    found = json.loads(each.value).get("edtf") if each.value else None
    return found if isinstance(found, str) else None


def _days(each: Stated) -> tuple[int, int]:
    """First and last day of the date that a claim states; of its beginning, where it states none."""
    stated = stated_date(each)
    if stated is None:
        return each.time.from_earliest, each.time.from_latest
    return edtf.parse(stated, Persistence.OCCURRENCE).from_earliest, edtf.published_by(stated)


def bounds(each: Stated) -> tuple[Decimal, Decimal]:
    """The number that a claim states, as its lowest and highest; infinite where a side is open or there is none."""
    value = json.loads(each.value) if each.value else {}
    low, high = (value["amount"], value["amount"]) if "amount" in value else (value.get("min"), value.get("max"))
    return Decimal("-Infinity" if low is None else low), Decimal("Infinity" if high is None else high)


def _headlines(live: Iterable[Counted], day: int | None) -> set[int]:
    """Keys of the claims that lead their slot, or say the same as the one that does."""
    slots: dict[tuple[int, str, str], list[Counted]] = defaultdict(list)
    for counted in live:
        slots[counted.claim.slot].append(counted)
    leading: set[int] = set()
    for rivals in slots.values():
        best = max(rivals, key=lambda each: _strength(each, day))
        leading |= {each.claim.key for each in rivals if each.claim.says == best.claim.says}
    return leading


def _strength(counted: Counted, day: int | None) -> tuple[bool, tuple[int, bool, bool, int, int, int, str]]:
    """Order rivals as headlines are, reviewed before unreviewed. Without a day no rival is surer in time."""
    claim = counted.claim
    candidate = Candidate(
        bounds=claim.time[:4],
        rank=RANKS[claim.rank],
        undisputed=not claim.standing.disputed,
        confidence=claim.confidence or 0,
        tie=claim.tie,
        cells=(),
    )
    return counted.step is not Step.UNREVIEWED, candidate.strength(-1 if day is None else day)
