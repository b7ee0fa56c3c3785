"""Writing: how near imports and commands come to SQLite itself."""

from contextlib import ExitStack
from itertools import groupby

from tests.benchmarks.generated import Generated, append_import, begin_reviews, do_review, generate
from tests.benchmarks.measuring import (
    Finding,
    Scale,
    Side,
    batched,
    in_turns,
    settled_heap,
    speed,
    timed,
    timed_each,
    typical,
)
from tests.benchmarks.stores import Commit, commits_of, copied, empty_log, raw_log, write_commit

from watchgraph.ledger import Ledger
from watchgraph.ledger.base import Command
from watchgraph.log import Log, NewEvent
from watchgraph.log.connections import Connections

BLOCK = 200
"""Commands of one pair."""


def bulk_import(scale: Scale) -> Finding:
    """Events encoded and appended, against the same rows put into the same table."""
    generated = generate(scale.claims)
    with empty_log() as log:
        append_all(log, generated)
        commits = commits_of(log)

    def ours() -> float:
        with empty_log() as log:
            return timed(lambda: append_all(log, generated))

    def raw() -> float:
        with raw_log() as connections:
            return timed_each(lambda commit: write_commit(connections, *commit), commits)

    with settled_heap():
        rounds = in_turns(scale.pairs, ours, raw)
    rates = [f"{generated.events / typical(rounds, side):,.0f} events a second" for side in (0, 1)]
    return Finding(
        what="bulk import: encode and append / raw executemany of the same rows",
        values=speed(rounds),
        goal=0.5,
        at_least=True,
        notes=(
            f"{generated.events:,} events in {len(generated.imports)} commits; ours {rates[0]}, raw {rates[1]}",
            "same table, indexes and pragmas (WAL, synchronous = full) and as many commits on both sides",
        ),
    )


def append_all(log: Log, generated: Generated) -> None:
    """Write all imports."""
    for number, events in enumerate(generated.imports):
        append_import(log, events, number)


def durable_command(scale: Scale) -> list[Finding]:
    """Commands made durable one by one, against their rows with as many syncs; the sides change after each command."""
    generated = generate(scale.claims)
    block = max(1, min(BLOCK, len(generated.reviews) // scale.pairs))
    with ExitStack() as stack:
        done = stack.enter_context(empty_log())
        append_all(done, generated)
        begin_reviews(Ledger.open(done))
        start = done.head()
        ledger_log, append_log = (stack.enter_context(copied(done)) for _ in range(2))
        connections = stack.enter_context(raw_log(copy_of=done.path))
        reviews = list(enumerate(generated.reviews[: block * scale.pairs]))
        ledger = Ledger.open(done)
        for number, review in reviews:
            do_review(ledger, review, number)
        sides = (
            ledger_side(ledger_log, reviews),
            _raw_side(connections, commits_of(done, start)),
            append_side(append_log, done, start),
        )
        with settled_heap():
            single = in_turns(len(reviews), *sides)
    rounds: list[tuple[float, ...]] = [tuple(map(sum, zip(*part, strict=True))) for part in batched(single, block)]
    return command_findings(rounds, block)


def ledger_side(log: Log, reviews: list[tuple[int, Command]]) -> Side:
    """Decide and append the next review at each turn."""
    ledger, left = Ledger.open(log), iter(reviews)

    def turn() -> float:
        number, review = next(left)
        return timed(lambda: do_review(ledger, review, number))

    return turn


def _raw_side(connections: Connections, commits: list[Commit]) -> Side:
    left = iter(commits)

    def turn() -> float:
        commit = next(left)
        return timed(lambda: write_commit(connections, *commit))

    return turn


def append_side(log: Log, done: Log, start: int) -> Side:
    """Append at each turn what a review led to in another log."""
    left = iter([list(commit) for _, commit in groupby(done.scan(start), key=lambda event: event.commit)])

    def turn() -> float:
        commit = next(left)
        events = [NewEvent(event.stream, event.version, event.body) for event in commit]
        envelope = commit[0].envelope
        return timed(lambda: log.append(events, envelope.command, envelope.actor, digest="", about=commit[0].stream))

    return turn


def command_findings(rounds: list[tuple[float, ...]], block: int, what: str = "", goal: float = 0.5) -> list[Finding]:
    """Compare the three sides: ledger, raw, append. what: where, behind the words."""
    ledger, raw, append = (f"{typical(rounds, side) / block * 1e3:.2f} ms" for side in range(3))
    return [
        Finding(
            what=f"one durable command{what}, decided by the ledger / the same rows raw",
            values=speed(rounds),
            goal=goal,
            at_least=True,
            notes=(f"{block} commands a pair, one sync each; ledger {ledger}, raw {raw} a command",),
        ),
        Finding(
            what=f"one durable append{what}, nothing decided / the same rows raw",
            values=speed(rounds, 2, 1),
            goal=goal,
            at_least=True,
            notes=(f"log {append}, raw {raw} a command",),
        ),
    ]
