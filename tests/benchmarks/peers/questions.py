"""The questions, as each server has to be asked them, and what of an answer must be the same whoever gives it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.benchmarks.peers.our_stores import claim_id_of, thing_id
from tests.benchmarks.peers.peer_tables import key
from tests.benchmarks.peers.servers import Name
from tests.benchmarks.peers.worlds import STATUSES, Claim, Kind, Thing, World

DOCUMENTS = Path(__file__).with_name("documents")
FOLDERS = {
    Name.OURS: "watchgraph",
    Name.OURS_ON_POSTGRESQL: "watchgraph",
    Name.DATASETTE: "datasette",
    Name.POSTGRAPHILE: "postgraphile",
}
TINY = "{__typename}"
VARIANTS = 400
"""How many values of its variables a question is asked with, in turn."""
SETTLED = 0.6
"""The share of all deployments that is asked about: all of them were known at the earlier moment, too."""

Variables = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The same values for our model and for the plain tables."""

    ours: Variables
    peers: Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """name: of its documents. marks: the keys whose values must be the same, in our answers and in those of peers.

    connections: how many ask at once.
    """

    name: str
    title: str
    marks: tuple[str, str]
    variants: Callable[[World], Iterator[Variant]]
    connections: int = 16

    def bodies(self, server: Name, world: World, also: Variables | None = None) -> list[bytes]:
        """Write what the server is sent, a line each. also: more variables, for our model."""
        document = self.document(server)
        ours = server.is_ours
        given = ({**variant.ours, **(also or {})} if ours else variant.peers for variant in self.variants(world))
        return [json.dumps({"query": document, "variables": each}).encode() for each in given]

    def document(self, server: Name) -> str:
        """Return the question in the server's words, on one line."""
        if self.name == "tiny":
            return TINY
        return " ".join((DOCUMENTS / FOLDERS[server] / f"{self.name}.graphql").read_text().split())

    def told(self, server: Name, answer: object) -> list[str]:
        """Return what every server must have told alike."""
        return sorted(_values(answer, self.marks[0] if server.is_ours else self.marks[1]))


def _values(answer: object, mark: str) -> Iterator[str]:
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name == mark and value is not None and not isinstance(value, dict | list):
                yield str(value)
            else:
                yield from _values(value, mark)
    elif isinstance(answer, list):
        for each in answer:
            yield from _values(each, mark)


def _alone(_: World) -> Iterator[Variant]:
    yield Variant(ours={}, peers={})


def _points(world: World) -> Iterator[Variant]:
    """Claims about who supplies what."""
    for claim in _supplies(world):
        yield Variant(ours={"claim": str(claim_id_of(claim))}, peers={"claim": key(claim.number)})


@cache
def _supplies(world: World) -> tuple[Claim, ...]:
    chosen = set(_random().sample(range(int(world.deployments * SETTLED)), min(VARIANTS, world.deployments // 2)))
    said = (each for each in world.every_claim() if each.predicate == "supplies" and each.deployment in chosen)
    return tuple(said)


def _lists(_: World) -> Iterator[Variant]:
    random = _random()
    for _variant in range(VARIANTS):
        status, cameras = random.choice(STATUSES), random.randint(1, 5000)
        peers = {"status": status, "cameras": cameras}
        yield Variant(ours={"status": status, "cameras": str(cameras)}, peers=peers)


def _hops(world: World) -> Iterator[Variant]:
    for number in _random().sample(range(world.count(Kind.CITY)), min(VARIANTS, world.count(Kind.CITY))):
        yield Variant(ours={"city": str(thing_id(Thing(kind=Kind.CITY, number=number)))}, peers={"city": key(number)})


def _dates(_: World) -> Iterator[Variant]:
    """Days before all that is counted: the same answer, which nobody can have kept."""
    for number in range(VARIANTS):
        yield Variant(ours={"since": f"{1500 + number}"}, peers={})


def _random() -> Random:
    return Random("questions")  # noqa: S311 - which rows are asked for, no secret


QUESTIONS = (
    Question(name="tiny", title="`{__typename}`", marks=("__typename", "__typename"), variants=_alone),
    Question(name="point", title="a claim with its provenance", marks=("url", "url"), variants=_points),
    Question(
        name="list",
        title="100 deployments by two filters, with city, vendor, claims and their sources",
        marks=("url", "url"),
        variants=_lists,
    ),
    Question(
        name="hops",
        title="city → deployments → vendor, loans → financier",
        marks=("amount", "amount"),
        variants=_hops,
    ),
    Question(name="stored", title="cities of each vendor, stored", marks=("low", "cities"), variants=_alone),
    Question(
        name="counted",
        title="cities of each vendor, counted anew",
        marks=("low", "cities"),
        variants=_dates,
        connections=2,
    ),
)
EARLIER = ("point", "list", "hops")
"""What we are also asked as of an earlier date."""
