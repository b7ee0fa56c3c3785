"""Processes and servers are killed at random moments, and started again."""

import os
import random
import shutil
import signal
import time
from dataclasses import replace

import httpx
from tests.faults.crews import a_moment, kept_by, program, writer
from tests.faults.sites import Site, Verdict
from tests.processes import Program, at_work, posted
from tests.servers import Postgres

KEYS = "keys.sqlite"
QUESTION = {"query": "{ places { totalCount } }"}


def kill_importer(site: Site, rounds: int, chance: random.Random) -> Verdict:
    """Kill imports of the reference data, then let one end: nothing, or all of it, is ever in the log.

    The state in the end is that of a store which nobody disturbed. It has the same keys: the ids of claims that hold
    sealed words come of them.
    """
    undisturbed = Site(folder=site.folder.with_name("undisturbed"))
    began = time.monotonic()
    undisturbed.run("import", "reference")
    lasts = time.monotonic() - began
    site.folder.mkdir()
    shutil.copy(undisturbed.folder / KEYS, site.folder / KEYS)
    importer = program(site, "import", "reference")
    for _ in range(rounds):
        importer.start()
        time.sleep(chance.uniform(0.2, 1.2 * lasts))
        importer.end()
    site.run("import", "reference")
    expected = undisturbed.verdict(set())
    found = site.verdict(set())
    shutil.rmtree(undisturbed.folder)
    return replace(found, same=found.same and found.state == expected.state)


def kill_processes(site: Site, rounds: int, chance: random.Random) -> Verdict:
    """Kill who writes, who follows and who answers, by turns, while all of them work."""
    site.run("import", "reference")
    writes, follows = writer(site), program(site, "follow")
    answers = program(site, "serve", "--api-only", "--port", "0")
    with at_work(writes, follows, answers):
        for _ in range(rounds):
            for victim in (writes, follows, answers):
                a_moment(chance)
                _replace(victim)
        url = answers.url()
        writes.hear("^kept (.+)", len(writes.lines))
        assert posted(f"{url}/graphql", QUESTION).status_code == httpx.codes.OK
    return site.verdict(kept_by(writes))


def _replace(victim: Program) -> None:
    """Kill a process, start it again, and wait until it has done something."""
    said = len(victim.lines)
    victim.end()
    victim.start()
    victim.hear("(kept|Following|/graphql)", said)


def kill_postgres(site: Site, rounds: int, chance: random.Random, postgres: Postgres) -> Verdict:
    """Kill the database server in the middle of writing and folding, and start it again; nothing of ours is."""
    site.run("import", "reference")
    writes, follows = writer(site), program(site, "follow")
    with at_work(writes, follows):
        follows.hear("^(Following)")
        for _ in range(rounds):
            writes.hear("^kept (.+)", len(writes.lines))
            a_moment(chance)
            _kill_server(postgres)
            postgres.server.up()
        writes.hear("^kept (.+)", len(writes.lines))
        assert follows.runs
    return site.verdict(kept_by(writes))


def _kill_server(postgres: Postgres) -> None:
    os.kill(postgres.server.process.pid, signal.SIGKILL)
