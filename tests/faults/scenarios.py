"""What breaks, on which store."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests import servers
from tests.faults.cuts import DATABASE, cut_connections, restart_postgres
from tests.faults.disks import can_mount, fill_disk, small_disk
from tests.faults.kills import kill_importer, kill_postgres, kill_processes
from tests.faults.sites import Site, Verdict

Scenario = Callable[[Path, int, random.Random], Verdict | None]
"""Is given a folder of its own, how often something breaks, and chance. None where it cannot be done here."""


def _in_files(scenario: Callable[[Site, int, random.Random], Verdict]) -> Scenario:
    return lambda folder, rounds, chance: scenario(Site(folder=folder / "store"), rounds, chance)


def _in_database(scenario: Callable[[Site, int, random.Random], Verdict]) -> Scenario:
    def run(folder: Path, rounds: int, chance: random.Random) -> Verdict:
        with servers.shared_postgres().database() as url:
            return scenario(Site(folder=folder / "store", more={DATABASE: url}), rounds, chance)

    return run


def _of_own_server(scenario: Callable[[Site, int, random.Random, servers.Postgres], Verdict]) -> Scenario:
    def run(folder: Path, rounds: int, chance: random.Random) -> Verdict:
        with servers.own_postgres() as postgres:
            url = postgres.server.settings("postgres")[DATABASE]
            return scenario(Site(folder=folder / "store", more={DATABASE: url}), rounds, chance, postgres)

    return run


def _on_small_disk(folder: Path, rounds: int, chance: random.Random) -> Verdict | None:
    if not can_mount():
        return None
    with small_disk(folder / "disk", rounds) as disk:
        return fill_disk(Site(folder=disk / "store"), rounds, chance)


SCENARIOS: Final[Mapping[str, Scenario]] = {
    "importer-killed": _in_files(kill_importer),
    "importer-killed-postgres": _in_database(kill_importer),
    "processes-killed": _in_files(kill_processes),
    "processes-killed-postgres": _in_database(kill_processes),
    "postgres-killed": _of_own_server(kill_postgres),
    "postgres-restarted": _of_own_server(restart_postgres),
    "connections-cut": _in_database(cut_connections),
    "disk-full": _on_small_disk,
}
