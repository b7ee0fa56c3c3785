"""Random histories: what a busy store's log looks like, written commit by commit through the real log."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import (
    ClaimAccepted,
    ClaimCorrected,
    ClaimEnded,
    ClaimProposed,
    ClaimRanked,
    ClaimRedacted,
    ClaimReinstated,
    ClaimRetracted,
    EvidenceAttached,
)
from watchgraph.domain.events.datasets import DatasetRegistered, Edition, ImportCompleted, RowCounts
from watchgraph.domain.events.disputes import DisputeOpened, DisputeReopened, DisputeReplied, DisputeResolved
from watchgraph.domain.events.entities import EntityRegistered, EntityRetyped
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.domain.events.sources import (
    LineageDeclared,
    LineageWithdrawn,
    LivenessObserved,
    ReliabilityRated,
    SourceRegistered,
)
from watchgraph.domain.identifiers import claim_id, dataset_id, entity_id, evidence_id, judgement_id, source_id
from watchgraph.domain.statements import Evidence, Modality, Origin, Polarity, Policy, Qualification, Stance, Statement
from watchgraph.domain.values import ClaimValue, Code, EntityRef, Quantity, Sealed, SealedText, Text
from watchgraph.log import Actor, KeyStore, Log, NewEvent

SPACE = UUID("0b1f6a5e-8a51-4c86-b0e5-0d6f7c1f3a10")
DATES = ["2015", "2016-05", "2017-01-09", "2018/2020", "2018/..", "2019/", "/2020", "2020~", "2021", "2022-03", ""]
DAYS = [20141231, 20160510, 20180101, 20190615, 20200101, 20201231, 20210701, 20220331, 20261123]
ACCEPTED = Policy(id="trusted", version=1)
DATASET = "register"

Bodies = list[tuple[UUID, Event]]


class Clock:
    """A clock that moves a minute at each look."""

    def __init__(self, began: datetime = datetime(2024, 1, 1, tzinfo=UTC)) -> None:
        self._now = began

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


class History:
    """Writes a random but sound history. What is done follows from the seed; only the salts of sealed texts do not.

    observing: its editions have a yearly table too. clock: of its log.
    Claims are therefore picked in the order in which they were stated: the id of one with a sealed text holds its salt.
    """

    def __init__(self, folder: Path, seed: int, *, observing: bool = False, clock: Clock | None = None) -> None:
        self.folder = folder
        self.random = Random(seed)  # noqa: S311 - a test's history, no secret
        self.observing = observing
        self.keys = KeyStore.open(folder / "keys.sqlite")
        self.log = Log.open(folder / "log.sqlite", self.keys, clock or Clock())
        self.actor = Actor("tester", "EDITOR", "LOCAL")
        self.versions: dict[UUID, int] = {}
        self.commands = 0
        self.sources: list[UUID] = []
        self.places: list[UUID] = []
        self.vendors: list[UUID] = []
        self.deployments: list[UUID] = []
        self.people: list[UUID] = []
        self.claims: dict[UUID, str] = {}
        self.statements: dict[UUID, Statement] = {}
        self.judgements: dict[UUID, bool] = {}
        self.disputes: dict[UUID, bool] = {}
        self.lineage: list[tuple[UUID, UUID]] = []
        self.editions = 0
        self.redacted: set[str] = set()

    # Writing

    def commit(self, bodies: Sequence[tuple[UUID, Event]]) -> int:
        """Append as one commit."""
        self.commands += 1
        events = []
        for stream, body in bodies:
            self.versions[stream] = self.versions.get(stream, 0) + 1
            events.append(NewEvent(stream, self.versions[stream], body))
        command = uuid5(SPACE, f"command {self.commands}")
        return self.log.append(events, command, self.actor, digest=str(self.commands))

    def begin(self) -> None:
        """Register what the acts are about."""
        bodies: Bodies = [(dataset_id(DATASET), DatasetRegistered(slug=DATASET, title="R", publisher="P"))]
        for number in range(6):
            identity = f"work:source {number}"
            tier = "COURT" if number == 0 else "MEDIA"
            self.sources.append(source_id(identity))
            source = SourceRegistered(
                identity=identity, title=f"Source {number}", tier=tier, reliability="ABCDEF"[number]
            )
            bodies.append((self.sources[-1], source))
        for kind, held, count in (
            ("Place", self.places, 4),
            ("Organisation", self.vendors, 6),
            ("Deployment", self.deployments, 6),
            ("Person", self.people, 3),
        ):
            for number in range(count):
                register = kind == "Place" and number < 2
                dataset = "iso3166" if register else DATASET
                entity = entity_id(dataset, kind, f"{kind} {number}")
                held.append(entity)
                body = EntityRegistered(
                    kind=kind, dataset=dataset, native=str(number), register=register, public_role=number > 0
                )
                bodies.append((entity, body))
        self.commit(bodies)

    def act(self, *, redacting: bool = True) -> int:
        """Do one random thing; a redaction only where that is wanted, for it changes what was said before."""
        acts = [
            (10, self.propose),
            (4, self.change),
            (3, self.judge),
            (2, self.revert),
            (2, self.dispute),
            (2, self.settle_dispute),
            (1, self.rate),
            (2, self.relate),
            (1, self.watch),
            (2, self.import_edition),
            (int(redacting), self.redact),
            (1, self.retype),
            (2, self.attach),
        ]
        act = self.random.choices([each for _, each in acts], [weight for weight, _ in acts])[0]
        bodies = act()
        return self.commit(bodies) if bodies else self.log.head()

    # Acts

    def propose(self) -> Bodies:
        """State one to three things in one commit."""
        bodies: Bodies = []
        for _ in range(self.random.randint(1, 3)):
            statement = self.statement(Origin(source=self.random.choice(self.sources)))
            bodies += self.proposal(statement, accepted=self.random.random() < 0.7)
        return bodies

    def proposal(
        self, statement: Statement, *, accepted: bool, edition: str | None = None, published: str = "2020"
    ) -> Bodies:
        claim = claim_id(statement)
        if claim in self.claims:
            return []
        self.claims[claim] = "ACCEPTED" if accepted else "PROPOSED"
        self.statements[claim] = statement
        evidence = self.evidence(claim, Stance.SUPPORTS, edition, published)
        policy = ACCEPTED if accepted else None
        return [(claim, ClaimProposed(statement=statement, evidence=(evidence,), policy=policy))]

    def evidence(self, claim: UUID, stance: Stance, edition: str | None = None, published: str = "2020") -> Evidence:
        source = self.random.choice(self.sources)
        locator = f"page {self.random.randint(1, 4)} {edition or ''}"
        quote = Sealed(f"claim:{claim}", "quote", "the words quoted") if self.random.random() < 0.3 else None
        relays = self.random.choice(self.sources) if self.random.random() < 0.2 else None
        if quote is not None and quote.unit in self.redacted:
            quote = None
        return Evidence(
            id=evidence_id(claim, artifact=None, source=source, locator=locator, stance=stance),
            source=source,
            stance=stance,
            locator=locator,
            relays=None if relays == source else relays,
            published=published,
            edition=edition,
            mapping=None if edition is None else 1,
            quote=quote,
        )

    def statement(self, origin: Origin) -> Statement:
        """State something at random."""
        pick = self.random.choice
        if self.random.random() < 0.2 and (name := self._person_named(origin)) is not None:
            return name
        if self.random.random() < 0.25:
            words = Text(text=f"Name {self.random.randint(1, 5)}", lang=pick(["en", "und", "sr"]))
            named = pick([*self.places, *self.vendors, *self.deployments])
            return Statement(subject=named, predicate="name", object=words, origin=origin)
        subject, predicate, value = self._said()
        buyer = Qualification(name="buyer", value=EntityRef(id=pick(self.vendors)))
        supply = predicate == "supplies"
        return Statement(
            origin=origin,
            subject=subject,
            predicate=predicate,
            object=value,
            qualifiers=(buyer,) if supply and self.random.random() < 0.5 else (),
            speaker=pick([None, *self.vendors]) if supply else None,
            valid=pick(DATES),
            modality=pick([Modality.FACT, Modality.FACT, Modality.ATTRIBUTED, Modality.OPINION]),
            polarity=pick([Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.AFFIRMED, Polarity.NEGATED]),
        )

    def _said(self) -> tuple[UUID, str, ClaimValue]:
        pick = self.random.choice
        deployment = pick(self.deployments)
        match self.random.randint(0, 3):
            case 0:
                count = str(pick([100, 200, 8000]))
                return deployment, "installedCameras", Quantity(min=count, max=count, unit="camera")
            case 1:
                return deployment, "deployedIn", EntityRef(id=pick(self.places))
            case 2:
                status = pick(["PLANNED", "LIVE", "ENDED"])
                return deployment, "hasStatus", Code(scheme="deployment-status", code=status)
            case _:
                return pick(self.vendors), "supplies", EntityRef(id=deployment)

    def _person_named(self, origin: Origin) -> Statement | None:
        person = self.random.choice(self.people)
        unit = f"person:{person}"
        if unit in self.redacted:
            return None
        name = self.keys.sealed(unit, "object", f"Person named {self.random.randint(1, 3)}", identifying=True)
        return Statement(subject=person, predicate="name", object=SealedText(text=name, lang="en"), origin=origin)

    def change(self) -> Bodies:
        """Review, rank, end, retract, reinstate or correct a claim."""
        if not self.claims:
            return []
        claim = self.random.choice(list(self.claims))
        match self.claims[claim]:
            case "PROPOSED":
                self.claims[claim] = "ACCEPTED"
                return [(claim, ClaimAccepted())]
            case "ACCEPTED":
                return self._change_accepted(claim)
            case "RETRACTED":
                self.claims[claim] = "ACCEPTED"
                return [(claim, ClaimReinstated())]
        return []

    def _change_accepted(self, claim: UUID) -> Bodies:
        match self.random.randint(0, 3):
            case 0:
                self.claims[claim] = "RETRACTED"
                return [(claim, ClaimRetracted(reason="MISREAD"))]
            case 1:
                rank = self.random.choice(["PREFERRED", "NORMAL", "DEPRECATED"])
                return [(claim, ClaimRanked(rank=rank, reason="because"))]
            case 2 if (
                self.statements[claim].valid in {"2015", "2016-05", "2018/..", "2021"}
                and self.statements[claim].predicate != "scannedOn"
            ):
                return [(claim, ClaimEnded(ended="2023", evidence=self.evidence(claim, Stance.SUPPORTS)))]
            case _:
                other = self.statement(Origin(source=self.random.choice(self.sources)))
                new = self.proposal(other, accepted=True)
                if not new:
                    return []
                self.claims[claim] = "CORRECTED"
                return [*new, (claim, ClaimCorrected(replacement=new[0][0], wrong="the number"))]

    def attach(self) -> Bodies:
        """Attach evidence for or against."""
        living = [each for each, state in self.claims.items() if state in {"PROPOSED", "ACCEPTED"}]
        if not living:
            return []
        claim = self.random.choice(living)
        stance = self.random.choice([Stance.SUPPORTS, Stance.CONTRADICTS, Stance.MENTIONS])
        evidence = self.evidence(claim, stance, published=self.random.choice(["", "2019", "2021-04-01"]))
        return [(claim, EvidenceAttached(evidence=evidence))]

    def judge(self) -> Bodies:
        """Judge a pair of one kind, or of two."""
        pool = self.random.choice([self.vendors, self.vendors, self.places, self.people, self.vendors + self.places])
        left, right = sorted(self.random.sample(pool, 2), key=str)
        judgement = judgement_id(left, right)
        self.judgements[judgement] = True
        verdict = self.random.choice(["SAME", "SAME", "SAME", "DISTINCT", "UNSURE"])
        return [(judgement, JudgementRecorded(left=left, right=right, verdict=verdict, basis="looked at both"))]

    def revert(self) -> Bodies:
        """Take a judgement back."""
        standing = [each for each, stands in sorted(self.judgements.items()) if stands]
        if not standing:
            return []
        judgement = self.random.choice(standing)
        self.judgements[judgement] = False
        return [(judgement, JudgementReverted(reason="mistaken"))]

    def dispute(self) -> Bodies:
        """Dispute one or two claims."""
        if len(self.claims) < 3:
            return []
        chosen = self.random.sample(list(self.claims), 3)
        dispute = uuid5(SPACE, f"dispute {self.commands}")
        self.disputes[dispute] = True
        text = Sealed(f"dispute:{dispute}", "text", "that is wrong")
        body = DisputeOpened(claims=tuple(chosen[:2]), grounds="VALUE", text=text, rivals=(chosen[2],))
        return [(dispute, body)]

    def settle_dispute(self) -> Bodies:
        """Reply to, resolve or reopen a dispute."""
        if not self.disputes:
            return []
        dispute = self.random.choice(sorted(self.disputes))
        text = Sealed(f"dispute:{dispute}", "text", "said later")
        if not self.disputes[dispute]:
            self.disputes[dispute] = True
            return [(dispute, DisputeReopened(text=text))]
        if self.random.random() < 0.4:
            return [(dispute, DisputeReplied(text=text, party=self.random.choice(self.vendors)))]
        self.disputes[dispute] = False
        return [(dispute, DisputeResolved(outcome="REJECTED", text=text))]

    def rate(self) -> Bodies:
        """Rate a source."""
        return [
            (self.random.choice(self.sources), ReliabilityRated(rating=self.random.choice("ABCDEF"), rationale="seen"))
        ]

    def relate(self) -> Bodies:
        """Declare or withdraw that a source takes from another."""
        if self.lineage and self.random.random() < 0.4:
            source, origin = self.lineage.pop(self.random.randrange(len(self.lineage)))
            return [(source, LineageWithdrawn(origin=origin, relation="QUOTES", basis="wrong"))]
        source, origin = self.random.sample(self.sources, 2)
        if (source, origin) in self.lineage:
            return []
        self.lineage.append((source, origin))
        return [(source, LineageDeclared(origin=origin, relation="QUOTES", basis="says so"))]

    def watch(self) -> Bodies:
        """Look for a source."""
        status = self.random.choice(["OK", "GONE"])
        return [(self.random.choice(self.sources), LivenessObserved(status=status, observed="2021-03-01"))]

    def import_edition(self) -> Bodies:
        """Import an edition of the register that restates records; editions come in any order of their dates."""
        self.editions += 1
        name, published = f"edition {self.editions}", str(self.random.randint(2010, 2024))
        bodies: Bodies = []
        for record, deployment in enumerate(self.deployments[:4]):
            if self.random.random() < 0.3:
                continue
            origin = Origin(dataset=DATASET, record=str(record))
            count = str(self.random.choice([10, 20, 30]))
            value = Quantity(min=count, max=count, unit="camera")
            stated = [
                Statement(origin=origin, subject=deployment, predicate="installedCameras", object=value, valid="2019")
            ]
            if self.random.random() < 0.6:
                place = EntityRef(id=self.random.choice(self.places))
                stated.append(Statement(origin=origin, subject=deployment, predicate="deployedIn", object=place))
            for statement in stated:
                claim = claim_id(statement)
                if claim in self.claims:
                    item = self.evidence(claim, Stance.SUPPORTS, name, published)
                    bodies.append((claim, EvidenceAttached(evidence=item)))
                else:
                    bodies += self.proposal(statement, accepted=True, edition=name, published=published)
        for statement in self._observations() if self.observing else ():
            claim = claim_id(statement)
            if claim in self.claims:
                bodies.append(
                    (claim, EvidenceAttached(evidence=self.evidence(claim, Stance.SUPPORTS, name, published)))
                )
            else:
                bodies += self.proposal(statement, accepted=True, edition=name, published=published)
        edition = Edition(name=name, published=published, covers=("installedCameras", "deployedIn"))
        rows = RowCounts(stated_anew=0, stated_again=0, refused=0, not_data=0)
        body = ImportCompleted(edition=edition, files={}, mapping=1, rows=rows, licence="CC0-1.0", policy=ACCEPTED)
        return [*bodies, (dataset_id(DATASET), body)]

    def _observations(self) -> list[Statement]:
        """What a yearly table says of places; of some years it says nothing of some."""
        code = Code(scheme="regime-type", code="CLOSED_AUTOCRACY")
        return [
            Statement(
                origin=Origin(dataset=DATASET, record=f"{place}:{year}"),
                subject=place,
                predicate="regimeType",
                object=code,
                valid=str(year),
                slot_by_time=True,
            )
            for place in self.places
            for year in range(2017, 2021)
            if self.random.random() < 0.5
        ]

    def retype(self) -> Bodies:
        """Let an organisation be a group, or again an organisation."""
        kind = self.random.choice(["Group", "Organisation"])
        return [(self.vendors[0], EntityRetyped(kind=kind, reason="is several"))]

    def people_named(self) -> list[tuple[UUID, str]]:
        """Claims that name a person, with the name."""
        values = [(claim, self.statements[claim].object) for claim in self.claims]
        return [(claim, value.text.text or "") for claim, value in values if isinstance(value, SealedText)]

    def redact(self) -> Bodies:
        """Redact a claim and destroy the keys of its texts."""
        candidates = [each for each, state in self.claims.items() if state != "REDACTED"]
        if not candidates:
            return []
        return self.redaction(self.random.choice(candidates))

    def redaction(self, claim: UUID) -> Bodies:
        """Redact this claim and destroy the keys of its texts."""
        self.claims[claim] = "REDACTED"
        units = [f"claim:{claim}"]
        value = self.statements[claim].object
        if isinstance(value, SealedText):
            units.append(value.text.unit)
        self.keys.ensure(set(units) - self.redacted)
        self.redacted |= set(units)
        self.keys.destroy(units)
        return [(claim, ClaimRedacted(units=tuple(units), basis="GDPR art. 17", authority="court"))]
