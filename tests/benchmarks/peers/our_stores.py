"""The world in a store of ours: a log of five imports and some thousand reviews, and the catalogue folded from it."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from uuid import UUID, uuid5

from tests.benchmarks.generated import REVIEWER, SPACE, TRUSTED, append_import, begin_reviews
from tests.benchmarks.peers.worlds import Claim, Kind, Thing, World
from tests.benchmarks.stores import opened

from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.events.datasets import DatasetRegistered, Edition, ImportCompleted, RowCounts
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import claim_id, dataset_id, entity_id, evidence_id, source_id
from watchgraph.domain.statements import Evidence, Origin, Stance, Statement
from watchgraph.domain.values import ClaimValue, Code, EntityRef, Money, Quantity, Text
from watchgraph.ledger import Ledger
from watchgraph.ledger.claims import Rank
from watchgraph.ledger.ledger import acting
from watchgraph.log import Log, NewEvent
from watchgraph_projections.follower import Follower

DATASET = "generated-world"
IMPORTS = 5
KINDS = {
    Kind.COUNTRY: "Place",
    Kind.CITY: "Place",
    Kind.VENDOR: "Organisation",
    Kind.DEPLOYMENT: "Deployment",
    Kind.LOAN: "FinancialFacility",
    Kind.FINANCIER: "Organisation",
}


def store(world: World, folder: Path) -> Path:
    """Return the folder's store of the world, built where it is missing, with its catalogue at the log's head."""
    kept = folder / "store"
    if not kept.exists():
        building = folder / "store.building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        with opened(building) as log:
            fill(log, world)
        building.rename(kept)
    with opened(kept) as log, closing(Follower.open(log, kept)) as follower:
        follower.catch_up()
    return kept


def fill(log: Log, world: World) -> None:
    """Write the world to a log: each import is one commit, each review another."""
    for number in range(IMPORTS):
        append_import(log, tuple(_one_import(world, number)), number)
    _review(log, world)


def position_of_import(number: int, folder: Path) -> int:
    """Find the position at which an import was written, the first being 0."""
    with opened(folder) as log:
        return [event.commit for event in log.of_topics(ImportCompleted.TOPIC)][number]


@cache
def thing_id(thing: Thing) -> UUID:
    """Name a thing as our model does."""
    return entity_id(DATASET, KINDS[thing.kind], thing.name)


@cache
def report_id(number: int) -> UUID:
    """Name a report as our model does."""
    return source_id(f"url:https://reports.example/{number}")


def claim_id_of(claim: Claim) -> UUID:
    """Name a claim as our model does."""
    return claim_id(statement(claim))


def statement(claim: Claim) -> Statement:
    """Say in our model what the claim says."""
    return Statement(
        origin=Origin(dataset=DATASET, record=str(claim.number)),
        subject=thing_id(claim.subject),
        predicate=claim.predicate,
        object=_value(claim),
        valid=claim.valid,
    )


def _value(claim: Claim) -> ClaimValue:
    match claim.predicate, claim.object:
        case _, Thing() as thing:
            return EntityRef(id=thing_id(thing))
        case "hasStatus", code:
            return Code(scheme="deployment-status", code=str(code))
        case "installedCameras", cameras:
            return Quantity(min=str(cameras), max=str(cameras), unit="camera")
        case "amount", dollars:
            return Money(amount=str(dollars), currency="USD")
        case _, words:
            return Text(text=str(words), lang="en")


def _one_import(world: World, number: int) -> Iterator[NewEvent]:
    """The first import makes everything known and says all but what each tells of its share of the deployments."""
    stream = dataset_id(DATASET)
    if number == 0:
        yield NewEvent(stream, 1, DatasetRegistered(slug=DATASET, title="A made-up world", publisher="Nobody"))
        yield from _known(world)
    rows = 0
    for claim in world.every_claim():
        if _import_of(claim, world) == number:
            rows += 1
            yield _proposed(claim)
    yield NewEvent(stream, number + 2, _completed(number, rows))


def _import_of(claim: Claim, world: World) -> int:
    """Part the deployments in shares of neighbours: recorded order is the order of the claims' numbers."""
    return 0 if claim.deployment is None else claim.deployment * IMPORTS // world.deployments


def _known(world: World) -> Iterator[NewEvent]:
    for source in world.every_source():
        body = SourceRegistered(
            identity=f"url:{source.url}",
            title=source.title,
            tier=source.tier,
            url=source.url,
            canonical_url=source.url,
            publisher=source.publisher,
            published=source.published,
            language="en",
            licence="CC0-1.0",
            reliability="B",
        )
        yield NewEvent(report_id(source.number), 1, body)
    for kind in Kind:
        for thing in world.things(kind):
            registered = EntityRegistered(kind=KINDS[kind], dataset=DATASET, native=thing.name)
            yield NewEvent(thing_id(thing), 1, registered)


def _proposed(claim: Claim) -> NewEvent:
    said = statement(claim)
    identity = claim_id(said)
    evidence = tuple(_evidence(identity, source, claim.number) for source in claim.sources)
    return NewEvent(identity, 1, ClaimProposed(statement=said, evidence=evidence, policy=TRUSTED))


def _evidence(claim: UUID, source: int, row: int) -> Evidence:
    report, locator = report_id(source), f"table 1, row {row}"
    return Evidence(
        id=evidence_id(claim, artifact=None, source=report, locator=locator, stance=Stance.SUPPORTS),
        source=report,
        stance=Stance.SUPPORTS,
        locator=locator,
        published="2020-03",
        licence="CC0-1.0",
    )


def _completed(number: int, rows: int) -> ImportCompleted:
    return ImportCompleted(
        edition=Edition(name=f"part {number}", published=f"{2020 + number}-03", covers=()),
        files={f"part-{number}.csv": f"{number:064x}"},
        mapping=1,
        rows=RowCounts(stated_anew=rows, stated_again=0, refused=0, not_data=0),
        licence="CC0-1.0",
        policy=TRUSTED,
    )


def _review(log: Log, world: World) -> None:
    ledger = Ledger.open(log)
    begin_reviews(ledger)
    for claim in world.every_claim():
        if claim.preferred:
            review = Rank(claim=claim_id_of(claim), rank="PREFERRED", reason="the better report")
            ledger.do(review, by=acting(REVIEWER, review), command=uuid5(SPACE, f"preferred {claim.number}"))
