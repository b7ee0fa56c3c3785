"""Two processes that answer against one."""

import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import httpx
from tests.benchmarks.measuring import Finding, Scale
from tests.benchmarks.processes import QUERIES
from tests.faults.crews import program
from tests.faults.sites import Site
from tests.processes import at_work

PROCESSORS = 4
"""Two for the workers, the others for who asks and for the rest of the machine."""
CALLERS = 8
SECONDS = 3.0


def workers(scale: Scale) -> list[Finding]:
    """Answers a second of a list; nothing, and a word of it, where the machine is too small to tell."""
    there = len(os.sched_getaffinity(0))
    if there < PROCESSORS:
        sys.stderr.write(f"workers: not measurable here: it takes {PROCESSORS} processors, and there are {there}\n")
        return []
    return [compared(scale.pairs)]


def compared(pairs: int) -> Finding:
    """Let one worker and two have their turns."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder=Path(folder) / "store")
        site.run("import", "reference")
        rates = [[_rate(site, count) for count in (1, 2)] for _ in range(pairs)]
    return Finding(
        what="answers a second of two workers / of one",
        values=tuple([two / one for one, two in rates]),
        goal=1.6,
        at_least=True,
        notes=(f"one {_typical(rates, 0):,.0f} answers a second, two {_typical(rates, 1):,.0f}; {CALLERS} callers",),
    )


def _typical(rates: Sequence[Sequence[float]], side: int) -> float:
    return sorted(rate[side] for rate in rates)[len(rates) // 2]


def _rate(site: Site, count: int) -> float:
    server = program(site, "serve", "--api-only", "--port", "0", "--workers", str(count))
    with at_work(server), ThreadPoolExecutor(CALLERS) as callers:
        url = server.url()
        list(callers.map(_answers, [url] * CALLERS, [SECONDS / 3] * CALLERS))
        return sum(callers.map(_answers, [url] * CALLERS, [SECONDS] * CALLERS)) / SECONDS


def _answers(url: str, seconds: float) -> int:
    """Ask one question after another over connections of one's own; tell how many were answered."""
    answers, until = 0, monotonic() + seconds
    while monotonic() < until:
        with httpx.Client(timeout=30) as client:
            for _ in range(20):
                answers += client.post(f"{url}/graphql", json={"query": QUERIES[1]}).status_code == httpx.codes.OK
    return answers
