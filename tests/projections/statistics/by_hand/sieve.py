"""Which claims of a clause count for whom, and which are left out and why."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from tests.projections.statistics.by_hand.judging import judge
from tests.projections.statistics.by_hand.reading import GROUP_KIND
from tests.projections.statistics.by_hand.statements import Stated, date, number, qualified, text

from watchgraph.domain import edtf
from watchgraph.domain.statements import Polarity
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence, ValueType
from watchgraph_projections.catalogue.timelines import EQUAL, RANKS, Candidate, Strength
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.queries import Condition
from watchgraph_projections.statistics.rules import Reason, Step, Terms

LeftOut = list[tuple[Reason, Stated]]
"""Claims, and the reason for which each is left out."""


class Counted(msgspec.Struct, frozen=True, gc=False):
    """A claim that counts, and how surely. carried: only because nothing says that it ended.

    outdated: an observation, as another that is as sure is of a later year: no number rests on it.
    """

    claim: Stated
    step: Step
    carried: bool
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a clause leaves: by member's key the claims that count, and those left out.

    onward: by member's key the claims about the other ends, where the clause says something of them.
    """

    members: dict[int, list[Counted]]
    left_out: LeftOut
    onward: dict[int, list[Counted]] = field(default_factory=dict)


def sift(
    claims: Iterable[Stated],
    clause: Clause,
    wanted: Collection[int],
    terms: Terms,
    inside: Collection[int] | None = None,
) -> Sifted:
    """Apply the rule, then choose headlines, then compare values: a value counts only where it leads.

    wanted: keys of the entities asked for at the other end; empty: any. inside: the same; None: any. Where claims have
    no date for a value, one that did not begin in the time asked for says nothing of it: the headline is chosen among
    the others.
    """
    left_out: LeftOut = []
    live: list[Counted] = []
    tests = _tests(clause, wanted, inside)
    states_no_date = _is_dated(clause.condition) and _states_no_date(clause)
    for each in claims:
        if states_no_date and not _date_matches(each, clause.condition):
            continue
        verdict = judge(each.standing, each.time, terms)
        reason = Reason.GROUP if verdict.reason is None and each.kind == GROUP_KIND else verdict.reason
        if reason is None and verdict.step is not None:
            live.append(Counted(each, verdict.step, verdict.carried))
        elif reason is not None and (reason is Reason.UNKNOWN or _matches(each, tests)):
            left_out.append((reason, each))
    leading = _leading(live, clause, terms.day)
    outdated = _outdated(live, leading, clause, terms.day) if leading else set()
    members: dict[int, list[Counted]] = defaultdict(list)
    for counted in live:
        if tests and not _matches(counted.claim, tests):
            continue
        if leading is None or counted.claim.key in leading:
            is_outdated = counted.claim.key in outdated
            members[counted.claim.member].append(msgspec.structs.replace(counted, outdated=is_outdated))
        else:
            left_out.append((Reason.NOT_HEADLINE, counted.claim))
    return Sifted(members, left_out)


def meant(
    claims: Iterable[Stated], clause: Clause, wanted: Collection[int], inside: Collection[int] | None
) -> Iterator[Stated]:
    """The claims that say what a clause asks for, or that it is not known, whether they count or not."""
    tests = _tests(clause, wanted, inside)
    states_no_date = _is_dated(clause.condition) and _states_no_date(clause)
    for each in claims:
        if states_no_date and not _date_matches(each, clause.condition):
            continue
        if each.standing.polarity == Polarity.UNKNOWN or _matches(each, tests):
            yield each


def _states_no_date(clause: Clause) -> bool:
    return all(each.range is None or each.range.type is not ValueType.DATE for each in clause.predicates)


Test = Callable[[Stated], bool]


def _tests(clause: Clause, wanted: Collection[int], inside: Collection[int] | None) -> Sequence[Test]:
    """What a claim's value has to pass to be one that the condition asks for."""
    condition = clause.condition
    tests: list[tuple[bool, Test]] = [
        (bool(wanted), lambda each: each.other in wanted),
        (inside is not None, lambda each: each.other in (inside or ())),
        (bool(condition.codes), lambda each: each.code in condition.codes),
        (bool(condition.texts) or condition.contains is not None, lambda each: _words_match(each, condition)),
        (_is_dated(condition), lambda each: _date_matches(each, condition)),
        (condition.at_least is not None or condition.at_most is not None, lambda each: _fits(each, condition)),
    ]
    return [test for applies, test in tests if applies]


def _matches(each: Stated, tests: Iterable[Test]) -> bool:
    return all(test(each) for test in tests)


def _is_dated(condition: Condition) -> bool:
    return condition.since is not None or condition.before is not None


def _words_match(each: Stated, condition: Condition) -> bool:
    words = text(each) or ""
    is_one = not condition.texts or words in condition.texts
    return is_one and (condition.contains is None or condition.contains.casefold() in words.casefold())


def _date_matches(each: Stated, condition: Condition) -> bool:
    first, last = _days(each)
    is_since = condition.since is None or first >= edtf.first_day(condition.since)
    return is_since and (condition.before is None or last < edtf.first_day(condition.before))


def _fits(each: Stated, condition: Condition) -> bool:
    at_least, at_most = condition.at_least, condition.at_most
    low, high = number(each).bounds
    return (at_least is None or low >= at_least) and (at_most is None or high <= at_most)


def _days(each: Stated) -> tuple[int, int]:
    """First and last day of the date that a claim states; of its beginning, where it states none."""
    stated = date(each)
    if stated is None:
        return each.time.from_earliest, each.time.from_latest
    return edtf.parse(stated, Persistence.OCCURRENCE).from_earliest, edtf.published_by(stated)


def _leading(live: Iterable[Counted], clause: Clause, day: int | None) -> set[int] | None:
    """Keys of headlines; of years each by itself, whatever the day, and so of the qualifier that is looked at apart.

    None where all values count.
    """
    if not clause.single:
        return None
    parted = _parted(live, clause)
    return {key for each in parted.values() for key in _headlines(each, None if clause.each else day)}


def _parted(live: Iterable[Counted], clause: Clause) -> dict[object, list[Counted]]:
    parted: dict[object, list[Counted]] = defaultdict(list)
    for counted in live:
        parted[apart(counted.claim, clause)].append(counted)
    return parted


def _outdated(live: Iterable[Counted], leading: Collection[int], clause: Clause, day: int | None) -> set[int]:
    """Keys of observations that say what leads, as another, no less sure, does of a later year; never the leader."""
    found: set[int] = set()
    for each in _parted(live, clause).values():
        slots: dict[tuple[int, str, str], list[Counted]] = defaultdict(list)
        for counted in each:
            slots[counted.claim.slot].append(counted)
        for rivals in slots.values():
            best = _best(rivals, None if clause.each else day)
            alike = [one for one in rivals if one.claim.key in leading and one is not best]
            found |= {
                one.claim.key
                for one in alike
                if any(_is_later(other, one, day) and other.step <= one.step for other in (*alike, best))
            }
    return found


def _is_later(other: Counted, one: Counted, day: int | None) -> bool:
    other_year, own_year = _year_seen(other, day), _year_seen(one, day)
    return own_year is not None and other_year is not None and other_year > own_year


def _year_seen(counted: Counted, day: int | None) -> int | None:
    """The year of an observation, with none later where it surely is so; None of what is none."""
    time = counted.claim.time
    if not time.valid or counted.claim.series is None:
        return None
    surely = time.occurrence or (day is not None and time.begun <= day < time.until_earliest)
    if surely:
        return edtf.NEVER
    return 0 if time.from_latest == edtf.NEVER and day is None else time.from_latest // 10_000


def apart(claim: Stated, clause: Clause) -> object:
    """What a clause looks at by itself, whatever else the subject has."""
    times = None if clause.each is None else claim.times(clause.each)
    return times, None if clause.apart is None else qualified(claim.qualifiers).get(clause.apart.name)


def _headlines(live: Iterable[Counted], day: int | None) -> set[int]:
    """Keys of the claims that lead their slot, or say the same as the one that does."""
    slots: dict[tuple[int, str, str], list[Counted]] = defaultdict(list)
    for counted in live:
        slots[counted.claim.slot].append(counted)
    leading: set[int] = set()
    for rivals in slots.values():
        if len(rivals) == 1:
            leading.add(rivals[0].claim.key)
            continue
        best = _best(rivals, day)
        leading |= {each.claim.key for each in rivals if each.claim.says == best.claim.says}
    return leading


def _best(rivals: Sequence[Counted], day: int | None) -> Counted:
    """The strongest, or one that is as credible and says the same more exactly."""
    first = max(rivals, key=lambda each: _strength(each, day))
    low, high = number(first.claim).bounds
    declared = PREDICATES[first.claim.predicate].range
    if declared is None or declared.type is not ValueType.QUANTITY or low == high:
        return first
    reviewed, strength = _strength(first, day)
    width, best = high - low, first
    for each in sorted(rivals, key=lambda one: _strength(one, day), reverse=True):
        own, (least, most) = _strength(each, day), number(each.claim).bounds
        equal = own[0] == reviewed and own[1][:EQUAL] == strength[:EQUAL]
        if equal and low <= least and most <= high and most - least < width:
            width, best = most - least, each
    return best


def _strength(counted: Counted, day: int | None) -> tuple[bool, Strength]:
    """Order rivals as headlines are, reviewed before unreviewed. Without a day no rival is surer in time."""
    claim = counted.claim
    candidate = Candidate(
        bounds=claim.time.bounds,
        rank=RANKS[claim.rank],
        undisputed=not claim.standing.disputed,
        confidence=claim.confidence or 0,
        tie=claim.tie,
        cells=(),
        dates=(takes := PREDICATES[claim.predicate].range) is not None and takes.type is ValueType.DATE,
    )
    return counted.step is not Step.UNREVIEWED, candidate.strength(-1 if day is None else day)
