"""Imports: publishers' files all the way into the log, against appending the same events; and all folders at once."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from tests.benchmarks.measuring import Finding, Scale, Unit, settled_heap, timed
from tests.benchmarks.processes import WATCHGRAPH, ProcessFailedError
from tests.benchmarks.stores import TODAY, empty_log
from tests.importers.census import CENSUS

from watchgraph.log import Actor, KeyStore, Log, Recorded, seal_body
from watchgraph_importers.checking import Checker
from watchgraph_importers.drafts import Resolver
from watchgraph_importers.errors import NoFilesError
from watchgraph_importers.files import gather
from watchgraph_importers.inputs import Input, sort_out
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Published, Publisher
from watchgraph_importers.reading import EditionReader
from watchgraph_projections.follower import Follower

DATA_VARIABLE = "WATCHGRAPH_TEST_DATA"
IMPORTER = Actor("importer:bench", "IMPORTER", "IMPORT")
ROUNDS = 3
"""Pairs at most: an import is long, and its spread small."""

LARGE = 10_000
"""Claims from which the real files are taken: fewer are only asked for to see that it runs."""

Read = tuple[Publisher, Path]


def pipeline(scale: Scale) -> Finding:
    """The whole pipeline on all publishers' files, or on generated rows, against our own bulk append."""
    with _sources(scale) as sources:
        with empty_log() as log:
            _import(log, sources)
            events, fold = log.head(), _fold(log)
            rounds = [_pair(log, sources) for _ in range(min(scale.pairs, ROUNDS))]
        notes = _where_time_goes(sources, rounds, events, fold)
    names = ", ".join(publisher.name for publisher, _ in sources)
    return Finding(
        what="speed of the whole import pipeline / our own bulk append (encode and append) of the same events",
        values=tuple(bulk / whole for whole, bulk in rounds),
        goal=0.2,
        at_least=True,
        notes=(f"{events:,} events of {names}", *notes),
    )


def folders(_scale: Scale) -> list[Finding]:
    """All folders in one command into an empty store, once and again; nothing where there are no files."""
    data = os.environ.get(DATA_VARIABLE)
    if not data:
        return []
    words = [*WATCHGRAPH, "import", "all", "--from", data, "--json"]
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        first, resident = _measured(words, folder)
        again, _ = _measured(words, folder)
        verified = json.loads(_output([*WATCHGRAPH, "verify", "--json"], folder))
    return [
        Finding(
            what="resident memory of `watchgraph import all` into an empty store, at most",
            values=(resident,),
            goal=400,
            unit=Unit.MEBIBYTES,
            notes=(f"the whole command took {first:.1f} s, read models included",),
        ),
        Finding(
            what="`watchgraph import all` again / the first time",
            values=(again / first,),
            goal=0.25,
            notes=(f"{again:.1f} s and {first:.1f} s, whole processes",),
        ),
        Finding(
            what="state hash after `watchgraph import all` equal to a rebuild's",
            values=(float(bool(verified["passed"])),),
            goal=1,
            at_least=True,
            unit=Unit.TRUTH,
        ),
    ]


@contextmanager
def _sources(scale: Scale) -> Iterator[list[Read]]:
    """The publishers whose folders are there, up to so many claims; without any, an invented one."""
    data = os.environ.get(DATA_VARIABLE)
    found = [(each, Path(data) / each.folder) for each in PUBLISHERS.values()] if data else []
    there = [(publisher, path) for publisher, path in found if path.is_dir()]
    if there and scale.claims >= LARGE:
        yield there
        return
    with TemporaryDirectory(prefix="watchgraph-bench-") as folder:
        path = Path(folder) / "census-2020.csv"
        rows = (f"{number},{number % 977},{1990 + number % 30}" for number in range(scale.claims))
        path.write_text("\n".join(["id,cameras,year", *rows]) + "\n")
        yield [(replace(CENSUS, editions=CENSUS.editions[:1]), path)]


def _import(log: Log, sources: Sequence[Read]) -> None:
    for publisher, path in sources:
        try:
            run_imports(publisher, [path], ImportStore(log=log, staging=log.path.parent / "staging"), IMPORTER)
        except NoFilesError:
            continue  # a folder of several publishers that holds none of this one's


def _pair(done: Log, sources: Sequence[Read]) -> tuple[float, float]:
    """Seconds of the import into an empty log, and of encoding and appending the same events."""
    with settled_heap(), empty_log() as log:
        whole = timed(lambda: _import(log, sources))
    with settled_heap(), empty_log() as log:
        bulk = 0.0
        for _, commit in groupby(done.scan(0), key=lambda event: event.commit):
            events = list(commit)
            start = perf_counter()
            rows = [_encoded(event, done.keys) for event in events]
            log.append_staged(rows, size=len(rows), command=uuid4(), actor=IMPORTER, digest="")
            bulk += perf_counter() - start
    return whole, bulk


def _encoded(event: Recorded, keys: KeyStore) -> tuple[str, int, str, bytes]:
    body = seal_body(event.stream, event.version, event.body, keys)
    return event.stream.hex, event.version, event.body.TOPIC, body


def _fold(log: Log) -> float:
    start = perf_counter()
    with closing(Follower.open(log, log.path.parent, day=TODAY)) as follower:
        follower.catch_up(TODAY)
    return perf_counter() - start


def _where_time_goes(
    sources: Sequence[Read], rounds: Sequence[tuple[float, float]], events: int, fold: float
) -> tuple[str, ...]:
    """Say what each stage costs: each is run without those after it, and the difference is its own."""
    with empty_log() as log:
        read = timed(lambda: _through(sources, log, depth=0))
        mapped = timed(lambda: _through(sources, log, depth=1))
        checked = timed(lambda: _through(sources, log, depth=2))
    whole, bulk = (min(seconds) for seconds in zip(*rounds, strict=True))
    rate = f"{events / whole:,.0f} events a second; bulk append alone {events / bulk:,.0f}"
    stages = (
        f"read {read:.2f} s, map {mapped - read:.2f} s, check {checked - mapped:.2f} s, "
        f"identify, stage and append {whole - checked:.2f} s (append alone {bulk:.2f} s); fold {fold:.2f} s"
    )
    return rate, stages


def _through(sources: Sequence[Read], log: Log, *, depth: int) -> None:
    """Read all rows (0), say what they state (1), check that (2)."""
    for publisher, path in sources:
        try:
            sorted_out = sort_out(publisher, gather([path]))
        except NoFilesError:
            continue
        for edition in publisher.editions:
            if edition.name in sorted_out.inputs:
                _edition(publisher, edition, sorted_out.inputs[edition.name], log, depth)


def _edition(publisher: Publisher, edition: Published, inputs: Sequence[Input], log: Log, depth: int) -> None:
    hashes = {each.file.name: each.file.sha256 for each in inputs}
    checker = Checker(Resolver(publisher, edition, hashes, log.keys))
    for row, claims, _ in EditionReader(publisher, edition, inputs).rows():
        if depth == 1 and not row.idle:
            for _act in claims(row):
                pass
        elif depth > 1:
            checker.read(row, claims)


def _measured(words: Sequence[str], folder: str) -> tuple[float, float]:
    """Run a command; return its seconds and the most memory (MiB) that it held."""
    start = perf_counter()
    with subprocess.Popen(words, env=_environment(folder), stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ProcessFailedError(f"{' '.join(words[-4:])} ended with {process.returncode}")
    return perf_counter() - start, used.ru_maxrss / 1024


def _output(words: Sequence[str], folder: str) -> str:
    return subprocess.run(words, env=_environment(folder), capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own


def _environment(folder: str) -> dict[str, str]:
    return {**os.environ, "WATCHGRAPH_DATA": folder}
