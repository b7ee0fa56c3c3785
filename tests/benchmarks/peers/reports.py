"""The comparison as a page: the machine, what was asked and how, a table, the goals."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.benchmarks.findings import number
from tests.benchmarks.measuring import Finding
from tests.benchmarks.peers.comparisons import CHECKED, EARLIER_DAY, IMPORTS_THEN
from tests.benchmarks.peers.environments import DATASETTE, NODE, POSTGRAPHILE, POSTGRES
from tests.benchmarks.peers.goals import findings
from tests.benchmarks.peers.our_stores import IMPORTS
from tests.benchmarks.peers.questions import QUESTIONS
from tests.benchmarks.peers.results import Comparison, Series
from tests.benchmarks.peers.worlds import Kind, World

HOW: Final = f"""\
Every server is one process pinned to the first core and holds the same made-up world; `wrk` asks from the second core
over 16 connections, and moves on to the next server after each visit. (Over 2, and longer, where vendors are counted
anew, and where a server has not 16 answers to show for a visit.) A figure is the median of the visits; *processor* is
what an answer takes of the server's own process, which holds on a busy machine, too. The values of variables change
with every request and are the same for all. Before a question is timed, {CHECKED} answers of every server are compared:
same sources, amounts and counts.

* **Ours** is `watchgraph serve` as anybody starts it, with limits, logging, both clocks, merges and reviews; the budget
  of its one caller is set, so that the rate limit counts, and so large that it never refuses.
* **On PostgreSQL** it is `watchgraph serve --api-only` with the same catalogue in a schema of the very server that
  PostGraphile reads, under the same settings and over the same socket.
* **datasette-graphql** reads a SQLite file that it is told never changes, with its limits of a hundred queries and of
  one second raised so that it answers at all.
* **PostGraphile** runs in production mode on PostgreSQL with 512 MB of shared buffers and without JIT, over a Unix
  socket; PostgreSQL may use both cores.
* Peers have plain tables without clocks, merges or reviews, with whole-number keys and an index on every foreign key
  and on the filters; the vendor stands in the deployment's row. *Stored* is a table for them, and for us an answer
  that was kept. Counted anew they read a view; we count claims, with receipts, and cannot have kept the answer.
* *Earlier* is as of {EARLIER_DAY}, as it was known after {IMPORTS_THEN} of {IMPORTS} imports. Peers cannot be asked so.
"""
IDLE: Final = 2.0
"""The load that building and starting the servers leaves behind."""
PLURALS: Final = {
    Kind.COUNTRY: "countries",
    Kind.CITY: "cities",
    Kind.VENDOR: "vendors",
    Kind.DEPLOYMENT: "deployments",
    Kind.LOAN: "loans",
    Kind.FINANCIER: "financiers",
}


def report(comparison: Comparison) -> str:
    """Write the page, as Markdown."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield "# Watchgraph beside its peers"
    yield ""
    yield from _heading(comparison)
    yield ""
    yield from _table(comparison)
    yield ""
    yield from _memory(comparison)
    yield ""
    yield from _goals(findings(comparison))


def _heading(comparison: Comparison) -> Iterator[str]:
    plan, world = comparison.plan, comparison.plan.world
    versions = ", ".join((*DATASETTE, *POSTGRAPHILE, *NODE, *POSTGRES))
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d} by `make bench-peers`: {_machine()}."
    if comparison.busy > IDLE:
        yield f"The machine was busy with other work (a load of {comparison.busy:.0f} before the first question)."
    yield f"Peers: {versions}."
    yield f"The world: {_size(world)}."
    yield f"Each server was visited {plan.rounds} times for {plan.seconds} s and question."
    left_out = [question.title for question in QUESTIONS if question.name not in plan.questions]
    if left_out:
        yield f"Not asked this time: {'; '.join(left_out)}."
    yield ""
    yield HOW.rstrip()


def _machine() -> str:
    here = f"{os.cpu_count()} cores of {_processor()}, Python {platform.python_version()}"
    return f"{here}, SQLite {sqlite3.sqlite_version}"


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "an unnamed make")


def _size(world: World) -> str:
    about = [claim.deployment is not None for claim in world.every_claim()]
    counts = ", ".join(f"{world.count(kind):,} {PLURALS[kind]}" for kind in Kind)
    return f"{counts}, {world.sources:,} sources, {len(about):,} claims ({sum(about):,} of them about deployments)"


def _table(comparison: Comparison) -> Iterator[str]:
    yield "| question | server | answers/s | p50 ms | p99 ms | processor ms |"
    yield "|---|---|---:|---:|---:|---:|"
    for series in comparison.series:
        yield _row(series)


def _row(series: Series) -> str:
    asked = series.question.title + (", earlier" if series.earlier else "")
    who = f"**{series.server}**" if series.server.is_ours else str(series.server)
    if series.refusal is not None:
        return f"| {asked} | {who} | refused: {series.refusal} | | | |"
    failed = f" ({series.failed} refused or late)" if series.failed else ""
    times = " | ".join(map(_rounded, (series.p50, series.p99, series.cpu)))
    return f"| {asked} | {who} | {_rounded(series.rate)}{failed} | {times} |"


def _rounded(value: float) -> str:
    """Write three significant digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _memory(comparison: Comparison) -> Iterator[str]:
    yield "Resident memory after the load, PostgreSQL's own not counted:"
    yield ", ".join(f"{name} {held:.0f} MiB" for name, held in comparison.memory.items()) + "."


def _goals(found: list[Finding]) -> Iterator[str]:
    yield f"{sum(finding.met for finding in found)} of {len(found)} goals met:"
    yield ""
    yield "| | goal | measured | |"
    yield "|---|---|---|---|"
    for finding in found:
        bound = "at least" if finding.at_least else "at most"
        unit, met = finding.unit, "met" if finding.met else "**not met**"
        low, high = number(min(finding.values), unit), number(max(finding.values), unit)
        measured = f"{number(finding.measured, unit)} {unit} ({low} to {high})"
        yield f"| {finding.what} | {bound} {finding.goal:g} {unit} | {measured} | {met} |"
