"""What is acknowledged is kept, once, whatever dies; and the read models are right afterwards."""

import random
from pathlib import Path

import pytest
from tests.faults.scenarios import SCENARIOS

ROUNDS = 1
"""How often each breaks; `make soak` breaks each two hundred times."""


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_that_was_acknowledged_is_lost_or_doubled(name: str, tmp_path: Path) -> None:
    verdict = SCENARIOS[name](tmp_path, ROUNDS, random.Random(name))  # noqa: S311  # it only chooses moments

    if verdict is None:
        pytest.skip("needs the right to mount a disk in memory")
    assert (verdict.lost, verdict.doubled) == (0, 0)
    assert verdict.same
