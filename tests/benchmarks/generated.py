"""Generated claims in the shape of a real store: a few large imports, then thousands of small reviews of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from uuid import UUID, uuid5

from watchgraph.domain.contributors import Role
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import DatasetRegistered, Edition, ImportCompleted, RowCounts
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import claim_id, dataset_id, entity_id, evidence_id, source_id
from watchgraph.domain.statements import Evidence, Origin, Policy, Qualification, Stance, Statement
from watchgraph.domain.values import Code, EntityRef, Quantity, Text
from watchgraph.ledger import Ledger
from watchgraph.ledger.base import Command, EvidenceGiven
from watchgraph.ledger.claims import AttachEvidence, End, Rank, Retract
from watchgraph.ledger.entities import Judge
from watchgraph.ledger.ledger import acting, operator
from watchgraph.ledger.registers import RegisterContributor
from watchgraph.log import Actor, Log, NewEvent, seal_body

DATASET = "register"
IMPORTER = Actor("importer:register", "IMPORTER", "IMPORT")
TRUSTED = Policy(id="dataset-trust", version=1)
SPACE = UUID("7e0d3f0a-2f0b-4f6e-9f57-3b1f7c2a9d10")
REVIEWER = uuid5(SPACE, "reviewer")
COVERS = ("deployedIn", "hasStatus", "installedCameras", "name", "supplies")
IMPORTS = 5
SAID_OF_A_DEPLOYMENT = 5
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What a store is filled with. imports: the events of each import, one commit each. reviews: one commit each."""

    imports: tuple[tuple[NewEvent, ...], ...]
    reviews: tuple[Command, ...]

    @property
    def events(self) -> int:
        """How many events the imports have."""
        return sum(map(len, self.imports))


def generate(claims: int) -> Generated:
    """Make about so many claims, the same ones each time: of 20 claims one is reviewed later."""
    world = _World(claims)
    imports = tuple(tuple(world.one_import(number)) for number in range(IMPORTS))
    return Generated(imports=imports, reviews=tuple(world.reviews()))


def append_import(log: Log, events: tuple[NewEvent, ...], number: int) -> int:
    """Encode the events and append them as one commit; return its position."""
    rows = (
        (
            event.stream.hex,
            event.version,
            event.body.TOPIC,
            seal_body(event.stream, event.version, event.body, log.keys),
        )
        for event in events
    )
    return log.append_staged(
        rows, size=len(events), command=uuid5(SPACE, f"import {number}"), actor=IMPORTER, digest=str(number)
    )


def begin_reviews(ledger: Ledger) -> None:
    """Register who reviews."""
    register = RegisterContributor(contributor=REVIEWER, roles=(Role.EDITOR.value,))
    ledger.do(register, by=operator(), command=uuid5(SPACE, "register"))


def do_review(ledger: Ledger, review: Command, number: int) -> None:
    """Carry a review out as a command of its own."""
    ledger.do(review, by=acting(REVIEWER, review), command=uuid5(SPACE, f"review {number}"))


def fill(log: Log, generated: Generated) -> None:
    """Write all of it."""
    for number, events in enumerate(generated.imports):
        append_import(log, events, number)
    ledger = Ledger.open(log)
    begin_reviews(ledger)
    for number, review in enumerate(generated.reviews):
        do_review(ledger, review, number)


@dataclass
class _World:
    """Entities and sources first, then what is said. A tenth as many sources as claims, a fifth as many deployments."""

    claims: int
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - made-up data, no secret
    said: list[Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sources = [source_id(f"work:{number}") for number in range(max(3, self.claims // 10))]
        self.places = self._ids("Place", max(3, self.claims // 50))
        self.vendors = self._ids("Organisation", max(4, self.claims // 200))
        named = len(self.places) + len(self.vendors)
        self.deployments = self._ids("Deployment", max(IMPORTS, (self.claims - named) // SAID_OF_A_DEPLOYMENT))

    @staticmethod
    def _ids(kind: str, count: int) -> list[UUID]:
        return [entity_id(DATASET, kind, str(number)) for number in range(count)]

    def one_import(self, number: int) -> Iterator[NewEvent]:
        """Write one of the imports; the first makes known what all of them speak of."""
        stream = dataset_id(DATASET)
        if number == 0:
            yield NewEvent(stream, 1, DatasetRegistered(slug=DATASET, title="A register", publisher="Its keeper"))
            yield from self._known()
        mine = range(number, len(self.deployments), IMPORTS)
        for place in mine:
            yield self._registered("Deployment", place, self.deployments[place])
        for place in mine:
            for statement in self._of_deployment(place, self.deployments[place]):
                yield self._proposed(statement, number)
        yield NewEvent(stream, number + 2, _completed(number, len(mine)))

    def _known(self) -> Iterator[NewEvent]:
        for number, source in enumerate(self.sources):
            body = SourceRegistered(identity=f"work:{number}", title=f"Report {number}", tier="MEDIA", reliability="B")
            yield NewEvent(source, 1, body)
        for kind, ids in (("Place", self.places), ("Organisation", self.vendors)):
            for number, entity in enumerate(ids):
                yield self._registered(kind, number, entity)
            for number, entity in enumerate(ids):
                name = Text(text=f"{kind} {number}", lang="en")
                origin = Origin(dataset=DATASET, record=f"{kind} {number}")
                yield self._proposed(Statement(origin=origin, subject=entity, predicate="name", object=name), 0)

    @staticmethod
    def _registered(kind: str, number: int, entity: UUID) -> NewEvent:
        return NewEvent(entity, 1, EntityRegistered(kind=kind, dataset=DATASET, native=f"{kind} {number}"))

    def _of_deployment(self, number: int, deployment: UUID) -> Iterator[Statement]:
        pick, origin, year = self.random.choice, Origin(dataset=DATASET, record=str(number)), 2010 + number % 15
        since, cameras = str(year), str(self.random.randint(1, 9000))
        place = EntityRef(id=pick(self.places))
        status = Code(scheme="deployment-status", code=pick(["LIVE", "PLANNED", "ENDED"]))
        count = Quantity(min=cameras, max=cameras, unit="camera")
        name = Text(text=f"Deployment {number}", lang="en")
        for predicate, value, valid in (
            ("deployedIn", place, since),
            ("hasStatus", status, f"{since}/{year + 3}" if number % 5 == 0 else since),
            ("installedCameras", count, f"{since}-06"),
            ("name", name, ""),
        ):
            yield Statement(origin=origin, subject=deployment, predicate=predicate, object=value, valid=valid)
        buyer = Qualification(name="buyer", value=EntityRef(id=pick(self.vendors)))
        yield Statement(
            origin=origin,
            subject=pick(self.vendors),
            predicate="supplies",
            object=EntityRef(id=deployment),
            qualifiers=(buyer,) if number % 2 else (),
            valid=since,
        )

    def _proposed(self, statement: Statement, number: int) -> NewEvent:
        self.said.append(statement)
        claim, source, locator = claim_id(statement), self.random.choice(self.sources), f"Sheet1!{len(self.said)}:C"
        evidence = Evidence(
            id=evidence_id(claim, artifact=None, source=source, locator=locator, stance=Stance.SUPPORTS),
            source=source,
            stance=Stance.SUPPORTS,
            locator=locator,
            published=f"{2020 + number}-03",
            edition=f"edition {number}",
            mapping=1,
        )
        body: Event = ClaimProposed(statement=statement, evidence=(evidence,), policy=TRUSTED)
        return NewEvent(claim, 1, body)

    def reviews(self) -> Iterator[Command]:
        """Review one claim in twenty, each once, and merge a fiftieth of the vendors."""
        for number, statement in enumerate(self.random.sample(self.said, max(4, len(self.said) // 20))):
            yield self._review(number, statement)
        for number in range(0, len(self.vendors) // 50 * 2, 2):
            one, other = self.vendors[number : number + 2]
            yield Judge(one=one, other=other, verdict="SAME", basis="the same address and owner")

    def _review(self, number: int, statement: Statement) -> Command:
        claim, given = (
            claim_id(statement),
            EvidenceGiven(source=self.random.choice(self.sources), locator=f"page {number}"),
        )
        match number % 4:
            case 0:
                return Rank(claim=claim, rank="PREFERRED", reason="the newest count")
            case 1:
                return Retract(claim=claim, reason="MISREAD")
            case 2 if statement.valid and "/" not in statement.valid:
                return End(claim=claim, ended="2025", evidence=given)
            case _:
                return AttachEvidence(claim=claim, evidence=given)


def _completed(number: int, rows: int) -> ImportCompleted:
    return ImportCompleted(
        edition=Edition(name=f"edition {number}", published=f"{2020 + number}-03", covers=COVERS),
        files={f"register-{number}.csv": f"{number:064x}"},
        mapping=1,
        rows=RowCounts(stated_anew=rows, stated_again=0, refused=0, not_data=0),
        licence="CC0-1.0",
        policy=TRUSTED,
        scope=COVERS,
    )
