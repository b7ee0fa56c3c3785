"""Measure Watchgraph against its goals: `python tests/benchmarks [NAME]... [--claims N] [--pairs N] [--json]`.

All that lasts are ratios inside one run: both sides take turns, and the median of the pairs is held to the goal. A goal
that is not met is said, and fails nothing.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.appends import bulk_import, durable_command
from tests.benchmarks.databases import database_command, database_import
from tests.benchmarks.findings import lines
from tests.benchmarks.graphs import graph
from tests.benchmarks.growths import growth
from tests.benchmarks.imports import folders, pipeline
from tests.benchmarks.lags import lag
from tests.benchmarks.matching import matching
from tests.benchmarks.measuring import Finding, Scale
from tests.benchmarks.places import places
from tests.benchmarks.processes import processes
from tests.benchmarks.reads import reads
from tests.benchmarks.rebuilds import rebuild
from tests.benchmarks.requests import requests
from tests.benchmarks.schemas import schema
from tests.benchmarks.walks import walk
from tests.benchmarks.workers import workers
from tests.environments import forget_settings

BENCHMARKS: dict[str, Callable[[Scale], Finding | list[Finding]]] = {
    "import": bulk_import,
    "command": durable_command,
    "database-import": database_import,
    "database-command": database_command,
    "rebuild": rebuild,
    "schema": schema,
    "lag": lag,
    "reads": reads,
    "processes": processes,
    "workers": workers,
    "matching": matching,
    "places": places,
    "pipeline": pipeline,
    "folders": folders,
    "requests": requests,
    "walk": walk,
    "growth": growth,
    "graph": graph,
}


def main(words: Sequence[str] | None = None) -> None:
    """Run the benchmarks that are named, all of them where none is."""
    asked = _parser().parse_args(words)
    forget_settings()
    scale = Scale(claims=asked.claims, pairs=asked.pairs)
    if not asked.json:
        _write(_heading(scale))
    findings = []
    for name in asked.names or BENCHMARKS:
        found = BENCHMARKS[name](scale)
        for finding in found if isinstance(found, list) else [found]:
            findings.append(finding)
            if not asked.json:
                _write("\n".join(lines(finding)))
    if asked.json:
        _write(json.dumps(_report(scale, findings), indent=2))
    else:
        _write(f"{sum(finding.met for finding in findings)} of {len(findings)} goals met")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; all where none is named")
    parser.add_argument("--claims", type=int, default=100_000, help="how many claims are generated (100000)")
    parser.add_argument("--pairs", type=int, default=7, help="how often each side of a comparison has its turn (7)")
    parser.add_argument("--json", action="store_true", help="print JSON for a program")
    return parser


def _heading(scale: Scale) -> str:
    here = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors"
    return (
        f"Watchgraph on {scale.claims:,} generated claims; {here}\n"
        f"Each ratio is the median of {scale.pairs} pairs in which both sides take turns (lowest to highest).\n"
    )


def _report(scale: Scale, findings: Sequence[Finding]) -> dict[str, object]:
    found = [{**asdict(finding), "measured": finding.measured, "met": finding.met} for finding in findings]
    versions = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return {**asdict(scale), **versions, "findings": found}


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
