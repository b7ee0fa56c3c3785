"""A ledger with people, a source and things to make claims about."""

from pathlib import Path
from uuid import UUID, uuid4, uuid5

from tests.platform.log.homes import Home

from watchgraph.domain.claims import Claim
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.statements import Qualification
from watchgraph.domain.values import ClaimValue, Code, Quantity, Text
from watchgraph.ledger import (
    Command,
    EvidenceGiven,
    Ledger,
    Propose,
    Receipt,
    RegisterContributor,
    RegisterEntity,
    RegisterSource,
    StatementGiven,
    acting,
    operator,
)

PEOPLE = UUID("9d1f4c52-2a3b-4c6d-8e7f-0a1b2c3d4e5f")
ROLES = {
    "ann": "CONTRIBUTOR",
    "ben": "CONTRIBUTOR",
    "rita": "REVIEWER",
    "rob": "REVIEWER",
    "ruth": "REVIEWER",
    "ed": "EDITOR",
}


class Desk:
    """What a test needs to give commands as somebody."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.open(folder, url)
        for name, role in ROLES.items():
            ask = RegisterContributor(contributor=self.id(name), roles=(role,))
            self.ledger.do(ask, by=operator(), command=uuid4())
        self.source = self.register("https://example.org/a")
        self.country = self.entity("Place", "RS", "iso3166")
        self.deployment = self.entity("Deployment", "Belgrade cameras RS")
        self.facility = self.entity("FinancialFacility", "55627")
        self.official = self.person(public=True)
        self.resident = self.person(public=False)

    def open(self, folder: Path, url: str | None = None) -> None:
        self.home = Home(folder=folder, url=url)
        self.keys = self.home.keys()
        self.log = self.home.log(self.keys)
        self.ledger = Ledger.open(self.log)

    def close(self) -> None:
        self.log.close()
        self.keys.close()

    def id(self, name: str) -> UUID:
        return uuid5(PEOPLE, name)

    def do(self, who: str, ask: Command, command: UUID | None = None) -> Receipt:
        return self.ledger.do(ask, by=acting(self.id(who), ask), command=command or uuid4())

    def register(self, url: str) -> UUID:
        body = SourceRegistered(
            identity=f"url:{url}", title="A page", tier="NGO", published="2020-03", licence="CC0-1.0"
        )
        return self.do("ann", RegisterSource(source=body)).about

    def entity(self, kind: str, native: str, dataset: str = "contributions") -> UUID:
        return self.do("ann", RegisterEntity(kind=kind, native=native, dataset=dataset)).about

    def person(self, *, public: bool) -> UUID:
        return self.do("ann", RegisterEntity(kind="Person", public_role=public)).about

    def given(self, locator: str = "p. 1", quote: str | None = None) -> EvidenceGiven:
        return EvidenceGiven(source=self.source, locator=locator, quote=quote)

    def cameras(self, number: str = "8000", valid: str = "2019", quote: str | None = None) -> Propose:
        value = Quantity(min=number, max=number, unit="camera")
        stated = StatementGiven(subject=self.deployment, predicate="plannedCameras", object=value, valid=valid)
        return Propose(statement=stated, evidence=(self.given(quote=quote),))

    def name(self, person: UUID, words: str, name_kind: str | None = None) -> Propose:
        value: ClaimValue = Code(scheme="name-kind", code=name_kind or "PRIMARY")
        qualifiers = (Qualification(name="nameKind", value=value),) if name_kind else ()
        stated = StatementGiven(
            subject=person, predicate="name", object=Text(text=words, lang="en"), qualifiers=qualifiers
        )
        return Propose(statement=stated, evidence=(self.given(),))

    def claim(self, id_: UUID) -> Claim:
        events = self.log.stream(id_)
        claim = Claim.fold(id_, ((event.envelope.actor.id, event.body) for event in events))
        assert claim is not None
        return claim

    def last(self) -> Event:
        return self.log.read(self.log.head() - 1, 1)[0].body
