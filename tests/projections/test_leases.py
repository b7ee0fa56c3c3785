"""Of all who could move a projection on, one leads: of one machine, or of all that share a database."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.servers import Postgres

from watchgraph.postgresql import Address, DatabaseRefusedError
from watchgraph_projections.leases import FileLease, Lease
from watchgraph_projections.postgres_leases import PostgresLease

MakeLease = Callable[[str], Lease]

HOLDING = """
import sys, time
from pathlib import Path
from watchgraph_projections.leases import FileLease
assert FileLease(Path(sys.argv[1]), "catalogue").take()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture(params=["file", "database"])
def lease(request: pytest.FixtureRequest, tmp_path: Path) -> MakeLease:
    """Make leases of one store."""
    if request.param == "file":
        return lambda projection: FileLease(tmp_path, projection)
    address = Address.of(request.getfixturevalue("postgres_url"), "WATCHGRAPH_DATABASE_URL")
    return lambda projection: PostgresLease(address, projection)


def test_one_leads_until_it_lets_go(lease: MakeLease) -> None:
    one, other = lease("catalogue"), lease("catalogue")

    assert one.take()
    assert one.take()
    assert not other.take()
    one.close()

    assert other.take()
    other.close()


def test_each_projection_has_a_leader_of_its_own(lease: MakeLease) -> None:
    one, other = lease("catalogue"), lease("graph")

    assert one.take()
    assert other.take()
    one.close()
    other.close()


def test_others_hear_from_the_leader_how_it_is(lease: MakeLease) -> None:
    one, other = lease("catalogue"), lease("catalogue")
    assert other.leader() is None

    one.take()
    one.tell("cannot fold")

    told = other.leader()
    assert told is not None
    assert (told.projection, told.failure) == ("catalogue", "cannot fold")
    one.close()
    other.close()


def test_a_leader_that_is_killed_is_followed_at_once(tmp_path: Path) -> None:
    standby = FileLease(tmp_path, "catalogue")
    words = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as leader:  # noqa: S603  # our own program
        assert leader.stdout is not None
        leader.stdout.readline()
        assert not standby.take()

        leader.kill()
        leader.wait()

        assert standby.take()
    standby.close()


def test_a_leader_whose_connection_is_cut_leads_no_longer_and_another_does(
    postgres: Postgres, postgres_url: str
) -> None:
    address = Address.of(postgres_url, "WATCHGRAPH_DATABASE_URL")
    one, other = PostgresLease(address, "catalogue"), PostgresLease(address, "catalogue")
    assert one.take()
    assert not other.take()

    with postgres.server.connect("postgres") as admin:
        cut = "select pg_terminate_backend(pid, 60000) from pg_stat_activity where"
        admin.execute(f"{cut} application_name = 'watchgraph lease' and datname = %s".encode(), (address.database,))

    assert any(other.take() for _ in range(2)), "the first time it learns that its own connection was cut, too"
    assert not one.take()
    other.close()
    one.close()


def test_leases_of_a_newer_program_are_refused_before_anybody_waits_for_them(
    postgres: Postgres, postgres_url: str
) -> None:
    address = Address.of(postgres_url, "WATCHGRAPH_DATABASE_URL")
    first = PostgresLease(address, "catalogue")
    first.check()
    first.close()
    with postgres.server.connect(address.database) as admin:
        admin.execute("update watchgraph_leases.layout set version = version + 1")

    with pytest.raises(DatabaseRefusedError, match="newer version"):
        PostgresLease(address, "catalogue").check()
