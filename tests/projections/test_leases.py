"""Of all who could move a projection on, one leads."""

import subprocess
import sys
from pathlib import Path

from watchgraph_projections.leases import FileLease

HOLDING = """
import sys, time
from pathlib import Path
from watchgraph_projections.leases import FileLease
assert FileLease(Path(sys.argv[1]), "catalogue").take()
print("held", flush=True)
time.sleep(60)
"""


def test_one_leads_until_it_lets_go(tmp_path: Path) -> None:
    one, other = FileLease(tmp_path, "catalogue"), FileLease(tmp_path, "catalogue")

    assert one.take()
    assert one.take()
    assert not other.take()
    one.close()

    assert other.take()
    other.close()


def test_each_projection_has_a_leader_of_its_own(tmp_path: Path) -> None:
    one, other = FileLease(tmp_path, "catalogue"), FileLease(tmp_path, "graph")

    assert one.take()
    assert other.take()
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


def test_others_hear_from_the_leader_how_it_is(tmp_path: Path) -> None:
    one, other = FileLease(tmp_path, "catalogue"), FileLease(tmp_path, "catalogue")
    assert other.leader() is None

    one.take()
    one.tell("cannot fold")

    told = other.leader()
    assert told is not None
    assert (told.projection, told.failure) == ("catalogue", "cannot fold")
    one.close()
