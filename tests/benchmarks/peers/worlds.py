"""The made-up world that every server is asked about: the same facts each time, whoever stores them.

100,000 deployments bring 20,000 cities, 2,000 vendors, 20,000 loans and 60,000 sources. Of each deployment it is said
where it stands and who supplies it, of every second one also its status and its cameras: 300,000 claims. Names,
countries and the terms of loans are claims in our model, so everybody holds them as such: 102,000 more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random

COUNTRIES = 190
FINANCIERS = 200
STATUSES = ("LIVE", "PILOT", "EXPANDED")
TIERS = ("MEDIA", "NGO", "ACADEMIC")
MOST_CAMERAS = 9_000
PREFERRED = 200
"""One claim in so many is preferred by a reviewer."""
VERSION = 2
"""Counts up with what is generated: a store of another version is built anew."""


class Kind(StrEnum):
    """What the world is made of."""

    COUNTRY = "country"
    CITY = "city"
    VENDOR = "vendor"
    DEPLOYMENT = "deployment"
    LOAN = "loan"
    FINANCIER = "financier"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """country: its number."""

    number: int
    country: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """city, vendor: their numbers. since: EDTF year. status, cameras: None where nobody has said."""

    number: int
    city: int
    vendor: int
    since: str
    status: str | None
    cameras: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """Pays for a deployment. amount: whole US dollars."""

    number: int
    deployment: int
    financier: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report. tier: code of `source-tier`. published: EDTF month."""

    number: int
    title: str
    url: str
    publisher: str
    tier: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Any of the world's things, by its number among its kind."""

    kind: Kind
    number: int

    @property
    def name(self) -> str:
        """What it is called, as far as it has a name."""
        return f"{self.kind.capitalize()} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is said, by our vocabulary's predicates. sources: numbers of one or two reports."""

    number: int
    predicate: str
    subject: Thing
    object: Thing | int | str
    valid: str
    sources: tuple[int, ...]

    @property
    def preferred(self) -> bool:
        """Whether a reviewer put it first."""
        return self.number % PREFERRED == 0

    @property
    def deployment(self) -> int | None:
        """The deployment of which it is said where, whose, how far and how large it is; None for all else."""
        if self.subject.kind is Kind.LOAN:
            return None
        ends = (self.subject, self.object)
        return next((end.number for end in ends if isinstance(end, Thing) and end.kind is Kind.DEPLOYMENT), None)


Said = tuple[str, Thing, Thing | int | str, str]
"""Predicate, subject, object and valid time."""


@dataclass(frozen=True, slots=True)
class World:
    """deployments: how many there are; all else follows from it."""

    deployments: int

    def count(self, kind: Kind) -> int:
        """Tell how many things of a kind there are."""
        return {
            Kind.COUNTRY: COUNTRIES,
            Kind.CITY: max(COUNTRIES, self.deployments // 5),
            Kind.VENDOR: max(10, self.deployments // 50),
            Kind.DEPLOYMENT: self.deployments,
            Kind.LOAN: self.deployments // 5,
            Kind.FINANCIER: FINANCIERS,
        }[kind]

    @property
    def sources(self) -> int:
        """How many reports there are."""
        return max(10, self.deployments * 3 // 5)

    def things(self, kind: Kind) -> Iterator[Thing]:
        """All things of a kind."""
        return (Thing(kind=kind, number=number) for number in range(self.count(kind)))

    def every_city(self) -> Iterator[City]:
        """All cities; each country has one at least."""
        random = _random("cities")
        for number in range(self.count(Kind.CITY)):
            yield City(number=number, country=number if number < COUNTRIES else random.randrange(COUNTRIES))

    def every_deployment(self) -> Iterator[Deployment]:
        """All deployments, by number."""
        random, cities, vendors = _random("deployments"), self.count(Kind.CITY), self.count(Kind.VENDOR)
        for number in range(self.deployments):
            city, vendor, told = random.randrange(cities), random.randrange(vendors), number % 2 == 0
            yield Deployment(
                number=number,
                city=city,
                vendor=vendor,
                since=str(2010 + number % 15),
                status=random.choice(STATUSES) if told else None,
                cameras=random.randint(1, MOST_CAMERAS) if told else None,
            )

    def every_loan(self) -> Iterator[Loan]:
        """All loans, by number; a deployment has one at most."""
        random = _random("loans")
        for number, deployment in enumerate(random.sample(range(self.deployments), self.count(Kind.LOAN))):
            financier = random.randrange(FINANCIERS)
            amount = random.randint(1, 900) * 100_000
            yield Loan(number=number, deployment=deployment, financier=financier, amount=amount)

    def every_source(self) -> Iterator[Source]:
        """All reports, by number."""
        random = _random("sources")
        for number in range(self.sources):
            yield Source(
                number=number,
                title=f"Report {number} on cameras",
                url=f"https://reports.example/{number}",
                publisher=f"Publisher {random.randrange(500)}",
                tier=random.choice(TIERS),
                published=f"{2010 + number % 15}-{number % 12 + 1:02}",
            )

    def every_claim(self) -> Iterator[Claim]:
        """All that is said of them, in the order of the claims' numbers."""
        random = _random("claims")
        for number, (predicate, subject, value, valid) in enumerate(self._said()):
            sources = tuple(random.sample(range(self.sources), 1 + number % 2))
            yield Claim(number=number, predicate=predicate, subject=subject, object=value, valid=valid, sources=sources)

    def _said(self) -> Iterator[Said]:
        for kind in (Kind.COUNTRY, Kind.CITY, Kind.VENDOR, Kind.FINANCIER):
            yield from (("name", thing, thing.name, "") for thing in self.things(kind))
        for city in self.every_city():
            country = Thing(kind=Kind.COUNTRY, number=city.country)
            yield "partOf", Thing(kind=Kind.CITY, number=city.number), country, ""
        for loan in self.every_loan():
            yield from _said_of_loan(loan)
        for deployment in self.every_deployment():
            yield from _said_of_deployment(deployment)


def _said_of_deployment(deployment: Deployment) -> Iterator[Said]:
    this = Thing(kind=Kind.DEPLOYMENT, number=deployment.number)
    yield "deployedIn", this, Thing(kind=Kind.CITY, number=deployment.city), deployment.since
    yield "supplies", Thing(kind=Kind.VENDOR, number=deployment.vendor), this, deployment.since
    if deployment.status is not None and deployment.cameras is not None:
        yield "hasStatus", this, deployment.status, deployment.since
        yield "installedCameras", this, deployment.cameras, f"{deployment.since}-06"


def _said_of_loan(loan: Loan) -> Iterator[Said]:
    this = Thing(kind=Kind.LOAN, number=loan.number)
    yield "finances", this, Thing(kind=Kind.DEPLOYMENT, number=loan.deployment), ""
    yield "lender", this, Thing(kind=Kind.FINANCIER, number=loan.financier), ""
    yield "amount", this, loan.amount, ""


def _random(what: str) -> Random:
    return Random(f"{what} {VERSION}")  # noqa: S311 - made-up data, no secret
