"""Connections to the database are cut in the middle of transactions; the server is told to restart."""

import random
from dataclasses import replace
from urllib.parse import urlsplit

from tests.faults.crews import a_moment, kept_by, program, writer
from tests.faults.proxies import proxy
from tests.faults.sites import Site, Verdict
from tests.processes import at_work
from tests.servers import Postgres

DATABASE = "WATCHGRAPH_DATABASE_URL"


def cut_connections(site: Site, rounds: int, chance: random.Random) -> Verdict:
    """Cut all connections at random moments, while two write and one follows."""
    site.run("import", "reference")
    url = site.more[DATABASE]
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    with proxy(parts.hostname, parts.port) as between:
        led = replace(site, more={**site.more, DATABASE: between.url(url)})
        writers, follows = [writer(led), writer(led)], program(led, "follow")
        with at_work(*writers, follows):
            follows.hear("^(Following)")
            for _ in range(rounds):
                for each in writers:
                    each.hear("^kept (.+)", len(each.lines))
                a_moment(chance, 0.2)
                assert between.cut()
            for each in writers:
                each.hear("^kept (.+)", len(each.lines))
            assert follows.runs
    return site.verdict(kept_by(*writers))


def restart_postgres(site: Site, rounds: int, chance: random.Random, postgres: Postgres) -> Verdict:
    """Stop the server as its administrator does, and start it again: nothing of ours has to be."""
    site.run("import", "reference")
    writes, follows = writer(site), program(site, "follow")
    with at_work(writes, follows):
        follows.hear("^(Following)")
        for _ in range(rounds):
            writes.hear("^kept (.+)", len(writes.lines))
            a_moment(chance)
            postgres.server.down()
            writes.hear("^failed (.+)", len(writes.lines))
            postgres.server.up()
        writes.hear("^kept (.+)", len(writes.lines))
        assert follows.runs
    return site.verdict(kept_by(writes))
