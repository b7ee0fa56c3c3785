"""What is counted once: entities that meet every condition, or the statements about them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec
from tests.projections.statistics.by_hand.containing import parts_of
from tests.projections.statistics.by_hand.judging import judge
from tests.projections.statistics.by_hand.reading import Reader
from tests.projections.statistics.by_hand.sieve import Counted, LeftOut, Sifted, meant, sift
from tests.projections.statistics.by_hand.statements import Stated, date, qualified

from watchgraph.domain import edtf
from watchgraph.domain.statements import Polarity
from watchgraph.vocabulary import predicate
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.statistics.clauses import Clause
from watchgraph_projections.statistics.marks import asks_for_no_mark, leading_to_marked, mark_beside
from watchgraph_projections.statistics.plans import Plan
from watchgraph_projections.statistics.queries import EVERYTHING, Area, Condition, Measure
from watchgraph_projections.statistics.rules import Reason, Step, Terms

Parts = tuple[Sequence[Counted], ...]
Dates = Mapping[int, tuple[int, Sequence[Counted]]]
"""By member the day that is meant, and the claims that give it."""
OnDays = Mapping[int, Mapping[int, Sequence[Counted]]]
"""By day, then by entity."""
Lead = Callable[[int, int], Parts]
"""Of a member, and the other end of one of its claims: the claims that meet a clause there, and those beside."""

NO = "NO"
DEPLOYMENT_KIND = "Deployment"
STATUS = "hasStatus"
NOT_THERE = {
    "RUMOURED": Reason.NOT_IN_PLACE,
    "ANNOUNCED": Reason.NOT_IN_PLACE,
    "PLANNED": Reason.NOT_IN_PLACE,
    "TENDERED": Reason.NOT_IN_PLACE,
    "CONTRACTED": Reason.NOT_IN_PLACE,
    "ENDED": Reason.ENDED,
    "CANCELLED": Reason.ENDED,
}
"""Statuses under which a deployment is not in place: planned things are never added to what exists."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is counted once. member: the entity's key. parts: for each condition the claims that meet it.

    lost: nothing leads from it to any group.
    """

    member: int
    parts: Parts
    lost: bool = False


class Sifter:
    """Reads and sifts clauses at one moment, and remembers what was left out."""

    def __init__(self, reader: Reader, moment: Moment, plan: Plan) -> None:
        self.reader = reader
        self.day = moment.day
        self.left_out: dict[Reason, set[int]] = defaultdict(set)
        self.spoken: list[tuple[Clause, LeftOut]] = []
        self.statuses: dict[tuple[Reason, int], set[int]] = defaultdict(set)
        self._moment = moment
        self._plan = plan
        self._sifted: list[tuple[Clause, Sifted]] = []

    def sift(self, clause: Clause) -> Sifted:
        """Sift a clause; what it leaves out is missing from a number."""
        for asked, found in self._sifted:
            if asked == clause:
                return found
        parts = [self._sift_one(each, self._plan.kind, None, None) for each in clause.either]
        found = parts[0] if len(parts) == 1 else _any_of(parts, clause)
        self._sifted.append((clause, found))
        self.spoken += [(each, part.left_out) for each, part in zip(clause.either, parts, strict=True)]
        return found

    def meant(self, clause: Clause, kind: str | None) -> Collection[int]:
        """Members of whom the clause's claims speak, or those of one in its place, whether they count or not."""
        return {member for each in clause.either for member in self._meant(each, kind)}

    def _meant(self, clause: Clause, kind: str | None) -> Iterable[int]:
        wanted, inside = self.reader.keys(clause.condition.entities), self._inside(clause.condition.within)
        claims = meant(self.reader.claims(clause, kind, Terms(day=None)), clause, wanted, inside)
        ends = [self.meant(each, None) for each in clause.that]
        return (each.member for each in claims if leads_on(each, ends))

    def describe(self, clause: Clause, members: Collection[int]) -> Sifted:
        """Sift a clause whose claims only describe what is counted: none of them is missing from a number.

        members: for whom it is asked; others may be among the answer.
        """
        return self._sift(clause, self._plan.kind, members)

    def sift_onward(self, clause: Clause, ends: Collection[int]) -> Sifted:
        """Do the same for what stands at the other end of claims, of whatever kind."""
        return self._sift(clause, None, ends)

    def dates(self, clause: Clause, kind: str | None, members: Collection[int]) -> Dates:
        """The last day of each member's date, where it lies in one year, and the claims that give it."""
        found = self._sift(clause, kind, members).members
        days = {member: _last_day(claims) for member, claims in found.items()}
        return {member: (day, found[member]) for member, day in days.items() if day is not None}

    def sift_on_days(self, clause: Clause, ends: Collection[int], days: Collection[int]) -> OnDays:
        """Sift a clause of what stands at other ends, on each of some days."""
        return {day: self._sift(clause, None, ends, day).members for day in sorted(days)}

    def leading(self, clause: Clause, kind: str | None, found: Mapping[int, Sequence[Counted]]) -> Lead:
        """How a clause of what claims lead to is met. found: those claims, by member."""
        if clause.area is not None:
            lies = self.lying(clause.area)
            return lambda _, end: (lies.get(end, ()),)
        ends = ends_of(each for claims in found.values() for each in claims)
        if clause.dated is None:
            members = self.sift_onward(clause, ends).members
            return lambda _, end: (members.get(end, ()),)
        dates = self.dates(clause.dated, kind, set(found))
        on_days = self.sift_on_days(clause, ends, {day for day, _ in dates.values()})
        return lambda member, end: _on_day(dates.get(member), on_days, end)

    def _sift(
        self, clause: Clause, kind: str | None, members: Collection[int] | None = None, day: int | None = None
    ) -> Sifted:
        found = [self._sift_one(each, kind, members, day) for each in clause.either]
        return found[0] if len(found) == 1 else _any_of(found, clause)

    def _sift_one(self, clause: Clause, kind: str | None, members: Collection[int] | None, day: int | None) -> Sifted:
        terms = Terms(
            day=day or (self._moment.day if clause.universe.tests_day else None),
            superseded=clause.universe.edition is not None or self._plan.published is not None,
            planned=clause.planned,
        )
        wanted = self.reader.keys(clause.condition.entities)
        inside = self._inside(clause.condition.within)
        found = sift(self.reader.claims(clause, kind, terms, members), clause, wanted, terms, inside)
        if clause.status is not None:
            found = self._leading_to_what_is_there(found, self.not_there(clause.status, day))
        if not clause.that and inside is None:
            return found
        conditions = [self.leading(each, kind, found.members) for each in clause.that]
        return self._led_on(found, [*conditions, *([] if inside is None else [lambda _, end: (inside.get(end, ()),)])])

    def not_there(self, status: Clause, day: int | None = None) -> dict[int, tuple[Reason, Stated]]:
        """Deployments whose leading status surely says that they are not in place, with that claim."""
        found = self._sift_one(status, DEPLOYMENT_KIND, None, day).members
        return {
            key: (NOT_THERE[claims[0].claim.code or ""], claims[0].claim)
            for key, claims in found.items()
            if claims[0].claim.code in NOT_THERE and claims[0].step is Step.CERTAIN
        }

    def _leading_to_what_is_there(self, found: Sifted, gone: Mapping[int, tuple[Reason, Stated]]) -> Sifted:
        members: dict[int, list[Counted]] = {}
        left_out = [*found.left_out]
        for member, claims in found.members.items():
            for each in claims:
                if each.claim.other is None or each.claim.other not in gone:
                    members.setdefault(member, []).append(each)
                    continue
                reason, status = gone[each.claim.other]
                left_out.append((reason, each.claim))
                self.statuses[reason, each.claim.key].add(status.key)
        return Sifted(members, left_out)

    def _inside(self, wanted: Sequence[UUID]) -> dict[int, list[Counted]] | None:
        """By key of what is one of these or part of one, the claims that say so, of whatever universe."""
        return parts_of(self.reader.keys(wanted), self._parts()) if wanted else None

    def lying(self, area: Area) -> dict[int, list[Counted]]:
        """By key of what lies in a country or region, the claims by which it does; each leads to it."""
        areas = self.reader.areas(area)
        claims = [each for each in self._parts() if each.claim.member not in areas]
        found: dict[int, list[Counted]] = defaultdict(list)
        for key in areas:
            for member, led in parts_of({key}, claims).items():
                to = (
                    msgspec.structs.replace(each, claim=msgspec.structs.replace(each.claim, other=key)) for each in led
                )
                found[member] += to
        return found

    def _parts(self) -> list[Counted]:
        """The claims that count which say that one thing is part of another."""
        declared = (predicate("partOf"),)
        clause = Clause(predicates=declared, condition=Condition(predicate="partOf"), universe=EVERYTHING, single=False)
        terms = Terms(day=self._moment.day)
        claims = self.reader.of_all_times.claims(clause, None, terms)
        judged = [(each, judge(each.standing, each.time, terms)) for each in claims]
        return [Counted(each, found.step, found.carried) for each, found in judged if found.step is not None]

    @staticmethod
    def _led_on(found: Sifted, conditions: Sequence[Lead]) -> Sifted:
        """Keep claims whose other end meets the conditions; each is as doubtful as the most doubtful of them."""
        members: dict[int, list[Counted]] = {}
        onward: dict[int, list[Counted]] = {}
        for member, claims in found.members.items():
            for each in claims:
                met = [part for condition in conditions for part in condition(member, each.claim.other or 0)]
                if all(met):
                    step = max(each.step, *(min(one.step for one in part) for part in met))
                    members.setdefault(member, []).append(msgspec.structs.replace(each, step=step))
                    onward.setdefault(member, []).extend(one for part in met for one in part)
        return Sifted(members, found.left_out, onward)

    def leave_out(self, claims: Mapping[Reason, set[int]]) -> None:
        """Remember claims by the reason for which they are left out."""
        for reason, keys in claims.items():
            self.left_out[reason] |= keys


def leads_on(claim: Stated, ends: Iterable[Collection[int]]) -> bool:
    """Whether its other end is among all of these, or not known."""
    return claim.standing.polarity == Polarity.UNKNOWN or all(claim.other in each for each in ends)


def _any_of(found: Sequence[Sifted], clause: Clause) -> Sifted:
    """What any part of a clause leaves; one that says nothing of other ends rests on its own claims alone.

    Whether any part says something of other ends stands in the clause, be there such or not.
    """
    leads_on = any(each.that or each.condition.within for each in clause.either)
    members: dict[int, list[Counted]] = defaultdict(list)
    onward: dict[int, list[Counted]] = defaultdict(list)
    for each in found:
        for member, claims in each.members.items():
            members[member] += claims
            onward[member] += each.onward.get(member, claims) if leads_on else ()
    return Sifted(members, [one for each in found for one in each.left_out], onward)


def _last_day(claims: Iterable[Counted]) -> int | None:
    """The last day of a date that lies in one year."""
    found = {_day_in_year(date(each.claim) or "") for each in claims} - {None}
    return max(filter(None, found), default=None)


def _day_in_year(stated: str) -> int | None:
    first, last = edtf.parse(stated, Persistence.OCCURRENCE).from_earliest, edtf.published_by(stated)
    return last if stated and first // 10_000 == last // 10_000 else None


def _on_day(given: tuple[int, Sequence[Counted]] | None, on_days: OnDays, end: int) -> Parts:
    if given is None:
        return ((),)
    day, dates = given
    return on_days[day].get(end, ()), dates


def ends_of(claims: Iterable[Counted]) -> set[int]:
    """Keys of what stands at the other ends of claims."""
    return {each.claim.other for each in claims if each.claim.other is not None}


def units(plan: Plan, sifter: Sifter) -> list[Unit]:
    """Find what is counted, by member's key."""
    sifted = [sifter.sift(clause) for clause in plan.clauses]
    shared = set(sifted[0].members).intersection(*(each.members for each in sifted[1:]))
    absent = [sifter.describe(clause, shared).members for clause in plan.absent]
    beside = [each for each in (*(each.onward for each in sifted), *absent) if each]
    members = {
        key: (*(each.members[key] for each in sifted), *_besides(key, beside))
        for key in sorted(shared)
        if not any(_surely(each.get(key, ())) for each in absent)
    }
    gone = {} if plan.status is None else sifter.not_there(plan.status)
    for key in gone.keys() & members.keys():
        reason, status = gone[key]
        sifter.leave_out({reason: {status.key}})
    removed = {key: reason for key, (reason, _) in gone.items()} | _not_to_be_added(plan, sifter, members)
    for key, reason in removed.items():
        if key in members:
            own = members.pop(key)[: len(sifted)]
            sifter.leave_out({reason: {each.claim.key for part in own for each in part}})
    if plan.query.measure is not Measure.COUNT_STATEMENTS:
        return [Unit(key, parts) for key, parts in members.items()]
    return [unit for key, parts in members.items() for unit in _statements(key, parts)]


def _surely(claims: Sequence[Counted]) -> bool:
    return any(each.step is Step.CERTAIN for each in claims)


def _besides(key: int, beside: Iterable[Mapping[int, list[Counted]]]) -> Parts:
    """What a number rests on beside the conditions' own claims: those on other ends, and doubts on what is absent."""
    return tuple(part for each in beside if (part := each.get(key)))


def _statements(member: int, parts: Parts) -> list[Unit]:
    """One unit a statement of the first condition, however many publishers make it."""
    statements: dict[str, list[Counted]] = defaultdict(list)
    for each in parts[0]:
        statements[each.claim.group].append(each)
    return [Unit(member, (same, *parts[1:])) for same in statements.values()]


def _not_to_be_added(plan: Plan, sifter: Sifter, members: Collection[int]) -> dict[int, Reason]:
    """What a claim calls not countable, with its reason, where numbers are summed; what nobody marks is added."""
    if plan.query.measure is not Measure.SUM:
        return {}
    return {key: _reason(claims[0]) for key, claims in _marked(plan, sifter, members).items()}


def marked(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> int:
    """How many members a count has that a sum would leave out; 0 for a sum."""
    members = {each.member for each in counted}
    return 0 if plan.query.measure is Measure.SUM else len(_marked(plan, sifter, members))


def reached(plan: Plan, sifter: Sifter, counted: Iterable[Unit]) -> int:
    """How much of what conditions lead to, and say something of, is marked as not to be added up."""
    units, found = list(counted), set[int]()
    for at in leading_to_marked(plan):
        ends = ends_of(each for unit in units for each in unit.parts[at])
        marks = sifter.sift_onward(mark_beside(plan.clauses[at]), ends).members
        found |= {end for end in ends if end in marks and marks[end][0].claim.code == NO}
    return len(found)


def _marked(plan: Plan, sifter: Sifter, members: Collection[int]) -> Mapping[int, Sequence[Counted]]:
    """The claims that call members not countable, unless the question is about that itself."""
    if not asks_for_no_mark(plan):
        return {}
    found = sifter.describe(mark_beside(plan.clauses[0]), members)
    return {key: claims for key, claims in found.members.items() if claims[0].claim.code == NO}


def _reason(marked: Counted) -> Reason:
    stated = qualified(marked.claim.qualifiers).get("reason") or ""
    return Reason(stated) if stated in Reason.__members__ else Reason.NOT_COUNTABLE
