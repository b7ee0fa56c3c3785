"""The world as plain tables, as somebody would lay them out for a peer: whole-number keys, foreign keys, an index each.

Peers get what helps them: no second clock, no merges, no review; the vendor and the city stand in the deployment's own
row, and the number of cities of each vendor stands ready in a table (`vendor_reach`) as well as in a view that counts.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from tests.benchmarks.peers.worlds import Claim, Kind, Thing, World

Row = tuple[int | str | None, ...]

NAMED = "(id integer primary key, name text not null)"
CREATE = (
    f"create table country {NAMED}",
    "create table city (id integer primary key, name text not null, country_id integer not null references country)",
    f"create table vendor {NAMED}",
    f"create table financier {NAMED}",
    "create table source (id integer primary key, title text not null, url text not null, publisher text not null,"
    " tier text not null, published text not null)",
    "create table deployment (id integer primary key, city_id integer not null references city,"
    " vendor_id integer not null references vendor, since text not null, status text, cameras integer)",
    "create table loan (id integer primary key, deployment_id integer not null references deployment,"
    " financier_id integer not null references financier, amount bigint not null, currency text not null)",
    "create table claim (id integer primary key, predicate text not null, deployment_id integer references deployment,"
    " vendor_id integer references vendor, city_id integer references city, value text, valid text not null,"
    " state text not null, rank text not null, confidence integer not null)",
    "create table evidence (id integer primary key, claim_id integer not null references claim,"
    " source_id integer not null references source, stance text not null, locator text not null,"
    " published text not null, licence text not null)",
    "create table vendor_reach (id integer primary key, vendor_id integer not null references vendor,"
    " cities integer not null)",
)
INDEX = (
    "create index city_country on city (country_id)",
    "create index deployment_city on deployment (city_id)",
    "create index deployment_vendor on deployment (vendor_id)",
    "create index deployment_filters on deployment (status, cameras)",
    "create index loan_deployment on loan (deployment_id)",
    "create index loan_financier on loan (financier_id)",
    "create index claim_deployment on claim (deployment_id)",
    "create index claim_vendor on claim (vendor_id)",
    "create index claim_city on claim (city_id)",
    "create index evidence_claim on evidence (claim_id)",
    "create index evidence_source on evidence (source_id)",
    "create index vendor_reach_cities on vendor_reach (cities desc)",
    "create index vendor_reach_vendor on vendor_reach (vendor_id)",
)
COUNTED = "select vendor_id as id, count(distinct city_id) as cities from deployment group by vendor_id"
FINISH = (
    f"insert into vendor_reach select id, id, cities from ({COUNTED}) as counted",  # noqa: S608 - text of ours
    f"create view vendor_reach_counted as select id, name, cities from ({COUNTED}) as counted join vendor using (id)",  # noqa: S608 - likewise
)
FIRST: Final = 1
"""The key of number 0: PostgreSQL's and SQLite's own keys begin here."""


def key(number: int) -> int:
    """Tell the key of the thing of this number."""
    return number + FIRST


def rows(world: World) -> Iterator[tuple[str, Iterator[Row]]]:
    """The rows of each table, in an order in which no row refers to a later one."""
    for kind in (Kind.COUNTRY, Kind.VENDOR, Kind.FINANCIER):
        yield kind, ((key(thing.number), thing.name) for thing in world.things(kind))
    yield "city", ((key(city.number), f"City {city.number}", key(city.country)) for city in world.every_city())
    yield (
        "source",
        (
            (key(each.number), each.title, each.url, each.publisher, each.tier, each.published)
            for each in world.every_source()
        ),
    )
    yield (
        "deployment",
        (
            (key(each.number), key(each.city), key(each.vendor), each.since, each.status, each.cameras)
            for each in world.every_deployment()
        ),
    )
    yield (
        "loan",
        (
            (key(each.number), key(each.deployment), key(each.financier), each.amount, "USD")
            for each in world.every_loan()
        ),
    )
    yield "claim", map(_claim, world.every_claim())
    yield "evidence", _evidence(world)


def _claim(claim: Claim) -> Row:
    keys: dict[Kind, int] = {
        end.kind: key(end.number) for end in (claim.subject, claim.object) if isinstance(end, Thing)
    }
    ends: Mapping[Kind, int] = keys
    value = None if isinstance(claim.object, Thing) else str(claim.object)
    rank = "PREFERRED" if claim.preferred else "NORMAL"
    confidence = 72 if len(claim.sources) == 1 else 92
    return (
        key(claim.number),
        claim.predicate,
        ends.get(Kind.DEPLOYMENT),
        ends.get(Kind.VENDOR),
        ends.get(Kind.CITY),
        value,
        claim.valid,
        "ACCEPTED",
        rank,
        confidence,
    )


def _evidence(world: World) -> Iterator[Row]:
    keys = count(FIRST)
    for claim in world.every_claim():
        for source in claim.sources:
            locator = f"table 1, row {claim.number}"
            yield next(keys), key(claim.number), key(source), "SUPPORTS", locator, "2020-03", "CC0-1.0"
