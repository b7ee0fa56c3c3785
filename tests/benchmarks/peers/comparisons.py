"""The comparison: every question to every server, in turns."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import msgspec
from tests.benchmarks.peers.environments import cache
from tests.benchmarks.peers.loads import Load, load
from tests.benchmarks.peers.our_stores import position_of_import, store
from tests.benchmarks.peers.peer_stores import our_catalogue, postgres, sqlite_file
from tests.benchmarks.peers.questions import EARLIER, QUESTIONS, Question
from tests.benchmarks.peers.results import Comparison, Plan, Series
from tests.benchmarks.peers.servers import (
    Name,
    RefusedError,
    Server,
    bare,
    datasette,
    ours,
    ours_on_postgresql,
    postgraphile,
)
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
    """Two servers do not tell the same: there is nothing to compare."""


def compare(plan: Plan, say: Say) -> Comparison:
    """Build what is missing, start the servers, check that they answer alike, then time them.

    Raises PeerMissingError where a server cannot be had, DifferentAnswersError.
    """
    with ExitStack() as stack:
        running = _running(plan, stack, say)
        busy = os.getloadavg()[0]
        timed: list[Series] = []
        for question in (each for each in QUESTIONS if each.name in plan.questions):
            say(f"asking: {question.title}")
            timed += _asked(plan, question, running)
        memory = {server.name: server.resident() for server in running}
    return Comparison(plan=plan, busy=busy, series=timed, memory=memory)


def _running(plan: Plan, stack: ExitStack, say: Say) -> list[Server]:
    folder = _folder(plan.world)
    folder.mkdir(exist_ok=True)
    say(f"building what is missing in {folder}")
    running = [stack.enter_context(bare()), stack.enter_context(ours(store(plan.world, folder)))]
    if Name.DATASETTE in plan.peers:
        running.append(stack.enter_context(datasette(sqlite_file(plan.world, folder))))
    if Name.POSTGRAPHILE in plan.peers:
        database = stack.enter_context(postgres(plan.world, folder / "postgres"))
        running.append(stack.enter_context(postgraphile(database.uri)))
        beside = our_catalogue(store(plan.world, folder), database, folder / "postgres")
        running.append(stack.enter_context(ours_on_postgresql(beside, database.uri)))
    return running


def _folder(world: World) -> Path:
    return cache() / f"world-{VERSION}-{world.deployments}"


Side = tuple[Server, Sequence[bytes], Series]


def _asked(plan: Plan, question: Question, running: Sequence[Server]) -> list[Series]:
    """Check that whoever answers answers alike, then visit them in turns."""
    sides = [side for server in running if _takes(server, question) for side in _sides(plan.world, question, server)]
    checked = [_checked(*side) for side in sides]
    _compare_answers([side for side in checked if not side[2].earlier])
    visited = [side for side in checked if side[2].refusal is None]
    for number in range(plan.rounds):
        first = number % max(1, len(visited))
        for server, sent, series in visited[first:] + visited[:first]:
            series.visits.append(_visit(server, sent, plan.seconds, question.connections))
    return [series for *_, series in checked]


def _takes(server: Server, question: Question) -> bool:
    return server.name is not Name.BARE or question.name == "tiny"


def _sides(world: World, question: Question, server: Server) -> list[Side]:
    now = (server, question.bodies(server.name, world), Series(question=question, server=server.name))
    if server.name is not Name.OURS or question.name not in EARLIER:
        return [now]
    position = position_of_import(IMPORTS_THEN - 1, _folder(world) / "store")
    then = {"asOf": {"validAt": EARLIER_DAY, "recordedAt": str(position)}}
    sent = question.bodies(server.name, world, then)
    return [now, (server, sent, Series(question=question, server=server.name, earlier=True))]


def _checked(server: Server, sent: Sequence[bytes], series: Series) -> Side:
    """Ask the first few, which also warms the server; note where it refuses."""
    try:
        series.told.extend(series.question.told(server.name, server.ask(body)) for body in sent[:CHECKED])
    except RefusedError as error:
        return server, sent, replace(series, refusal=str(error))
    return server, sent, series


def _compare_answers(sides: Sequence[Side]) -> None:
    answered = [series for *_, series in sides if series.refusal is None]
    for told in zip(*(series.told for series in answered), strict=False):
        if any(each != told[0] for each in told):
            shown = {series.server: each[:5] for series, each in zip(answered, told, strict=True)}
            raise DifferentAnswersError(f"{answered[0].question.name}: {shown}")


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
