"""The identity pass of an import: its names matched with all that the log knows, and with each other.

It runs when all rows are staged, over the staging file: killed and run again it comes to the same judgements. Certain
matches are judged SAME, doubtful ones UNSURE for a person to decide. A pair that has a judgement is left alone,
whatever became of it, and nothing is judged that would have no effect.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from uuid import UUID

from watchgraph.domain.entities import Entity
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded
from watchgraph.domain.identifiers import judgement_id
from watchgraph.ledger.identity import Identity, Trial
from watchgraph.log import Log, seal_body
from watchgraph_importers.acts import EntityKey
from watchgraph_importers.city_statements import CityStatements
from watchgraph_importers.identity.cities import CityNames
from watchgraph_importers.identity.countries import CountryNames
from watchgraph_importers.identity.courts import CourtNames
from watchgraph_importers.identity.facts import Fined, Named, Registered
from watchgraph_importers.identity.fines import SameFines
from watchgraph_importers.identity.known import KnownNames
from watchgraph_importers.identity.lexicons import Lexicon
from watchgraph_importers.identity.matchers import Matcher, RegisterMatcher
from watchgraph_importers.identity.mentions import Fine, Match, Mention
from watchgraph_importers.identity.organisations import OrganisationNames
from watchgraph_importers.identity.staged import staged_facts, staged_judgements
from watchgraph_importers.identity.states import StateNames
from watchgraph_importers.identity.technologies import TechnologyNames
from watchgraph_importers.staging import Place, Staging

SAME, UNSURE = "SAME", "UNSURE"


class Identification:
    """Finds which entities are one, import after import of one process. Not to be shared between threads."""

    def __init__(self, log: Log, known: KnownNames) -> None:
        self._log = log
        self._known = known
        self._identity = Identity(log)
        self._expected: UUID | None = None
        self._start()

    def _start(self) -> None:
        self._lexicon = Lexicon()
        self._cities = CityStatements(self._log)
        self._added: dict[UUID, tuple[tuple[str, ...], Fine | None]] = {}
        self._open_matchers()

    def _open_matchers(self) -> None:
        self._registers: tuple[RegisterMatcher, ...] = (CountryNames(), CityNames())
        self._matchers: tuple[Matcher, ...] = (
            *self._registers,
            StateNames(),
            CourtNames(),
            OrganisationNames(),
            TechnologyNames(),
        )
        self._fines = SameFines()

    def judge(self, staging: Staging) -> Counter[str]:
        """Stage the judgements that follow from the staged names; return how many, by verdict."""
        self.learn()
        staged = self._staged(staging)
        self._add(staged)
        self._expected = next((claim for claim, _ in staging.bodies(ClaimProposed.TOPIC)), None)
        return self._stage(staging, staged)

    def describe(self, staging: Staging, captured: str) -> ImportCompleted | None:
        """Stage what GeoNames says of the cities that are registered here, and of those of which it was never stated.

        Returns the event that says so, None where nothing is missing. captured: RFC 3339 UTC. The log is known as far
        as it was learnt.
        """
        return self._cities.stage(staging, captured)

    def learn(self) -> None:
        """Take in what is new in the log; begin anew where what was staged last never got there."""
        if self._expected is not None and not self._log.exists([self._expected]):
            self._known.forget()
            self._start()
        named = set()
        for fact in self._known.news():
            self._lexicon.note(fact)
            self._cities.note(fact)
            if isinstance(fact, Named | Fined):
                named.add(fact.id)
        self._add(self._mentions(named))

    def _staged(self, staging: Staging) -> Sequence[Mention]:
        """Describe the entities that are registered or named here for the first time."""
        fresh = set()
        for fact in staged_facts(staging):
            self._lexicon.note(fact)
            if isinstance(fact, Registered | Named | Fined):
                fresh.add(fact.id)
        return self._mentions(fresh)

    def _mentions(self, entities: Iterable[UUID]) -> list[Mention]:
        return [mention for entity in sorted(entities) if (mention := self._lexicon.mention(entity))]

    def _add(self, mentions: Sequence[Mention]) -> None:
        """Tell the matchers of mentions; where one that they know is told of otherwise now, all of them anew."""
        known = self._added
        told = {mention.id: (mention.names, mention.fine) for mention in mentions}
        changed = any(known.get(id_, now) != now for id_, now in told.items())
        known.update(told)
        if changed:
            self._open_matchers()
            mentions = self._mentions(known)
        for mention in mentions:
            for matcher in self._matchers:
                matcher.add(mention)
            self._fines.add(mention)

    def _named_alike(self, mention: Mention) -> Iterator[Match]:
        return chain.from_iterable(matcher.matches(mention) for matcher in self._matchers)

    def _stage(self, staging: Staging, mentions: Sequence[Mention]) -> Counter[str]:
        """Judge names first: whether two fines are one follows from whether the parties are."""
        found = _found(mentions, self._named_alike)
        staging.begin()
        with self._identity.trial() as trial:
            self._let_stand(trial, staged_judgements(staging))
            counts = self._weigh(staging, trial, found)
            fines = _found(mentions, lambda mention: self._fines.matches(mention, trial.are_one))
            counts += self._weigh(staging, trial, fines)
        staging.end()
        return counts

    def _weigh(self, staging: Staging, trial: Trial, found: Sequence[Match]) -> Counter[str]:
        counts: Counter[str] = Counter()
        judged = self._log.exists(judgement_id(match.left, match.right) for match in found)
        for match in chain(_of(found, SAME), _of(found, UNSURE)):
            stream = judgement_id(match.left, match.right)
            if stream not in judged and not staging.version(stream) and self._is_news(trial, match):
                self._append(staging, stream, match)
                counts[match.verdict] += 1
        return counts

    def _let_stand(self, trial: Trial, judgements: Iterable[JudgementRecorded]) -> None:
        for each in judgements:
            left, right = self._entity(each.left), self._entity(each.right)
            if left is not None and right is not None:
                trial.let_stand(judgement_id(left.id, right.id), left, right, each.verdict)

    def _is_news(self, trial: Trial, match: Match) -> bool:
        """Whether a match says anything that the judgements so far do not, and contradicts none of them."""
        left, right = self._entity(match.left), self._entity(match.right)
        if left is None or right is None or trial.are_one(left.id, right.id):
            return False
        if match.verdict == UNSURE:
            return trial.refusal(left, right, SAME) is None
        return trial.let_stand(judgement_id(left.id, right.id), left, right, SAME) is None

    def _entity(self, entity: UUID) -> Entity | None:
        known = self._lexicon.registered(entity)
        if known is not None:
            return Entity(id=entity, kind=known.kind, dataset=known.dataset, register=known.register)
        key = self._register_key(entity)
        return None if key is None else Entity(id=entity, kind=key.kind, dataset=key.dataset, register=True)

    def _register_key(self, entity: UUID) -> EntityKey | None:
        return next((key for matcher in self._registers if (key := matcher.register_key(entity))), None)

    def _append(self, staging: Staging, stream: UUID, match: Match) -> None:
        left, right = sorted((match.left, match.right))
        for entity in (left, right):
            self._register(staging, entity)
        body = JudgementRecorded(
            left=left, right=right, verdict=match.verdict, basis=match.basis, score=match.score, rule=match.rule
        )
        self._stage_first(staging, Place.JUDGEMENT, stream, body)

    def _register(self, staging: Staging, entity: UUID) -> None:
        """Stage a register's entity that nobody has named before."""
        key = self._register_key(entity)
        if key is None or staging.version(entity) or self._log.exists([entity]):
            return
        body = EntityRegistered(kind=key.kind, dataset=key.dataset, native=key.native, register=True)
        self._stage_first(staging, Place.ENTITY, entity, body)

    def _stage_first(self, staging: Staging, place: Place, stream: UUID, body: Event) -> None:
        staging.add(place, stream, 1, body.TOPIC, seal_body(stream, 1, body, self._log.keys), None)


def _found(mentions: Iterable[Mention], matches: Callable[[Mention], Iterable[Match]]) -> list[Match]:
    """Match, the best first; the order is the same however the names came."""
    found = {judgement_id(match.left, match.right): match for mention in mentions for match in matches(mention)}
    return sorted(found.values(), key=lambda match: (-match.score, *sorted((match.left, match.right))))


def _of(matches: Iterable[Match], verdict: str) -> Iterator[Match]:
    return (match for match in matches if match.verdict == verdict)
