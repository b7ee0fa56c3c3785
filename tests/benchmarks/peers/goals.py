"""What has to be reached, against whom, and whether it was."""

from collections.abc import Iterator

from tests.benchmarks.measuring import Finding, Unit
from tests.benchmarks.peers.questions import EARLIER
from tests.benchmarks.peers.results import Comparison, Series
from tests.benchmarks.peers.servers import Name

LEAST = (
    ("tiny", Name.OURS, Name.BARE, 0.6),
    ("point", Name.OURS, Name.POSTGRAPHILE, 3.0),
    ("list", Name.OURS, Name.POSTGRAPHILE, 2.5),
    ("list", Name.OURS, Name.DATASETTE, 100.0),
    ("hops", Name.OURS, Name.POSTGRAPHILE, 2.5),
    ("stored", Name.OURS, Name.POSTGRAPHILE, 3.0),
    ("point", Name.OURS_ON_POSTGRESQL, Name.POSTGRAPHILE, 1.5),
    ("list", Name.OURS_ON_POSTGRESQL, Name.POSTGRAPHILE, 2.0),
    ("hops", Name.OURS_ON_POSTGRESQL, Name.POSTGRAPHILE, 1.5),
)
"""Question, server of ours, other server, how many times as many answers a second as the other gives."""
MOST_AS_OF = 3.0
MOST_TAIL = 4.0
MOST_MEMORY = 120


def findings(comparison: Comparison) -> list[Finding]:
    """Hold what was measured to the goals; what was not measured has no finding."""
    return [*_faster(comparison), *_as_of(comparison), *_steady(comparison), *_small(comparison)]


def _faster(comparison: Comparison) -> Iterator[Finding]:
    for question, server, other, goal in LEAST:
        ours, theirs = comparison.find(question, server), comparison.find(question, other)
        if ours and theirs and theirs.rate:
            where = "" if server is Name.OURS else " on PostgreSQL"
            yield Finding(
                what=f"{ours.question.title}{where}: answers a second / {other}'s",
                values=_ratios(ours, theirs),
                goal=goal,
                at_least=True,
            )


def _as_of(comparison: Comparison) -> Iterator[Finding]:
    for question in EARLIER:
        now, then = comparison.find(question, Name.OURS), comparison.find(question, Name.OURS, earlier=True)
        if now and then:
            yield Finding(
                what=f"{now.question.title}: time of an answer as of an earlier date / of one now",
                values=_ratios(now, then),
                goal=MOST_AS_OF,
            )


def _ratios(one: Series, other: Series) -> tuple[float, ...]:
    pairs = zip(one.visits, other.visits, strict=True)
    return tuple(left.rate / right.rate if right.rate else float("inf") for left, right in pairs)


def _steady(comparison: Comparison) -> Iterator[Finding]:
    for question in EARLIER:
        if ours := comparison.find(question, Name.OURS):
            tails = tuple(visit.p99 / visit.p50 if visit.p50 else float("inf") for visit in ours.visits)
            yield Finding(what=f"{ours.question.title}: p99 / p50", values=tails, goal=MOST_TAIL)


def _small(comparison: Comparison) -> Iterator[Finding]:
    held = comparison.memory[Name.OURS]
    yield Finding(what="resident memory after the load", values=(held,), goal=MOST_MEMORY, unit=Unit.MEBIBYTES)
