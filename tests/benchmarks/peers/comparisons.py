"""The comparison: every question to every server, in turns."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

import msgspec
from tests.benchmarks.peers.environments import cache
from tests.benchmarks.peers.loads import Load, load
from tests.benchmarks.peers.our_stores import position_of_import, store
from tests.benchmarks.peers.peer_stores import postgres, sqlite_file
from tests.benchmarks.peers.questions import EARLIER, QUESTIONS, Question, Variables
from tests.benchmarks.peers.servers import Name, Server, bare, datasette, ours, postgraphile
from tests.benchmarks.peers.worlds import VERSION, World

CHECKED = 6
"""How many bodies of a question are compared between the servers before they are timed."""
EARLIER_DAY = "2023-06-30"
IMPORTS_THEN = 4
"""Of the five imports, those that the earlier moment knows."""

LONGEST = 30
FEWEST = 2
"""Seconds and connections of a visit to a server that else has not one answer a connection to show for it."""

Say = Callable[[str], None]


class DifferentAnswersError(Exception):
    """Two servers do not tell the same, or one tells of an error: there is nothing to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """rounds: how often each server is visited for each question. seconds: how long a visit lasts."""

    world: World
    rounds: int
    seconds: int
    peers: Sequence[Name]
    questions: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All visits of one server for one question. earlier: as of an earlier date."""

    question: Question
    server: Name
    earlier: bool = False
    visits: list[Load] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Median of good answers a second."""
        return median(visit.rate for visit in self.visits)

    @property
    def p50(self) -> float:
        """Median of the visits' medians, in milliseconds."""
        return median(visit.p50 for visit in self.visits)

    @property
    def p99(self) -> float:
        """Median of the visits' 99th percentiles, in milliseconds."""
        return median(visit.p99 for visit in self.visits)

    @property
    def cpu(self) -> float:
        """Median of the processor time that an answer took of the server, in milliseconds."""
        return median(visit.cpu / max(1, visit.answers) * 1e3 for visit in self.visits)

    @property
    def failed(self) -> int:
        """How many answers were refusals or came too late."""
        return sum(visit.failed for visit in self.visits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one run measured. memory: MiB of each server after the load."""

    plan: Plan
    series: Sequence[Series]
    memory: Mapping[Name, float]

    def find(self, question: str, server: Name, *, earlier: bool = False) -> Series | None:
        """Return a series, None where that was not measured."""
        wanted = (question, server, earlier)
        found = (each for each in self.series if (each.question.name, each.server, each.earlier) == wanted)
        return next(found, None)


def compare(plan: Plan, say: Say) -> Comparison:
    """Build what is missing, start the servers, check that they answer alike, then time them.

    Raises PeerMissingError where a server cannot be had, DifferentAnswersError.
    """
    with ExitStack() as stack:
        running = _running(plan, stack, say)
        timed: list[Series] = []
        for question in (each for each in QUESTIONS if each.name in plan.questions):
            say(f"asking: {question.title}")
            timed += _asked(plan, question, running)
        memory = {server.name: server.resident() for server in running}
    return Comparison(plan=plan, series=timed, memory=memory)


def _running(plan: Plan, stack: ExitStack, say: Say) -> list[Server]:
    folder = cache() / f"world-{VERSION}-{plan.world.deployments}"
    folder.mkdir(exist_ok=True)
    say(f"building what is missing in {folder}")
    running = [stack.enter_context(bare()), stack.enter_context(ours(store(plan.world, folder)))]
    if Name.DATASETTE in plan.peers:
        running.append(stack.enter_context(datasette(sqlite_file(plan.world, folder))))
    if Name.POSTGRAPHILE in plan.peers:
        database = stack.enter_context(postgres(plan.world, folder / "postgres"))
        running.append(stack.enter_context(postgraphile(database.uri)))
    return running


def _asked(plan: Plan, question: Question, running: Sequence[Server]) -> list[Series]:
    asked = [server for server in running if server.name is not Name.BARE or question.name == "tiny"]
    bodies = {server.name: question.bodies(server.name, plan.world) for server in asked}
    _check_alike(question, asked, bodies)
    sides = [(server, bodies[server.name], Series(question=question, server=server.name)) for server in asked]
    for server in asked:
        if server.name is Name.OURS and question.name in EARLIER:
            then = question.bodies(server.name, plan.world, {"asOf": _earlier(plan.world)})
            for body in then[:CHECKED]:
                _answered(server, body)
            sides.append((server, then, Series(question=question, server=server.name, earlier=True)))
    for number in range(plan.rounds):
        for server, sent, series in sides[number % len(sides) :] + sides[: number % len(sides)]:
            series.visits.append(_visit(server, sent, plan.seconds, question.connections))
    return [series for *_, series in sides]


def _visit(server: Server, sent: Sequence[bytes], seconds: int, connections: int) -> Load:
    """Load an idle server, and wait until it is idle again, so that it is in no neighbour's way."""
    server.settle()
    before = server.cpu()
    measured = load(server.url, sent, seconds=seconds, connections=connections)
    used = server.cpu() - before
    server.settle()
    if measured.answers < connections and seconds < LONGEST:
        return _visit(server, sent, LONGEST, FEWEST)
    return msgspec.structs.replace(measured, cpu=used)


def _earlier(world: World) -> Variables:
    folder = cache() / f"world-{VERSION}-{world.deployments}"
    return {"validAt": EARLIER_DAY, "recordedAt": str(position_of_import(IMPORTS_THEN - 1, store(world, folder)))}


def _check_alike(question: Question, asked: Sequence[Server], bodies: Mapping[Name, Sequence[bytes]]) -> None:
    """Ask everybody the same few and compare what they tell; this also warms each of them."""
    for number in range(min(CHECKED, *map(len, bodies.values()))):
        told = {server.name: _told(question, server, bodies[server.name][number]) for server in asked}
        if len({tuple(each) for each in told.values()}) > 1:
            shown = {name: f"{len(each)} values, {each[:5]} …" for name, each in told.items()}
            raise DifferentAnswersError(f"{question.name}, variant {number}: {shown}")


def _told(question: Question, server: Server, body: bytes) -> list[str]:
    return question.told(server.name, _answered(server, body))


def _answered(server: Server, body: bytes) -> object:
    answer = server.ask(body)
    if not isinstance(answer, dict) or answer.get("errors") or not answer.get("data"):
        raise DifferentAnswersError(f"{server.name} answers {body.decode()} with {json.dumps(answer)[:500]}")
    return answer
