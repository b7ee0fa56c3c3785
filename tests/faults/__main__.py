"""Break things for long: `python tests/faults [SCENARIO]... [--rounds N] [--seed N]`.

Ends with 1 where anything was lost.

The suite does the same in a few rounds (`tests/e2e/test_faults.py`).
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.environments import forget_settings
from tests.faults.scenarios import SCENARIOS
from tests.faults.sites import Verdict


def main(words: Sequence[str] | None = None) -> int:
    """Run the scenarios that are named, all of them where none is; print what was lost."""
    asked = _parser().parse_args(words)
    forget_settings()
    if unknown := [name for name in asked.scenarios if name not in SCENARIOS]:
        raise SystemExit(f"No scenario {unknown[0]!r}: there is {', '.join(SCENARIOS)}")
    passed = True
    for name in asked.scenarios or SCENARIOS:
        with tempfile.TemporaryDirectory() as folder:
            run = partial(SCENARIOS[name], Path(folder), asked.rounds, _chance(asked))
            passed &= _shown(name, asked.rounds, run)
    return 0 if passed else 1


def _chance(asked: argparse.Namespace) -> random.Random:
    return random.Random(asked.seed)  # noqa: S311  # it only chooses moments


def _shown(name: str, rounds: int, run: Callable[[], Verdict | None]) -> bool:
    began = time.monotonic()
    found = run()
    lasted = f"{time.monotonic() - began:.0f} s"
    if found is None:
        sys.stdout.write(f"{name}: not possible here\n")
        return True
    sys.stdout.write(
        f"{name}: {rounds} rounds in {lasted}; of {found.acknowledged} acknowledged events {found.lost} lost, "
        f"{found.doubled} doubled; read models {'as' if found.same else 'NOT as'} a rebuild makes them\n"
    )
    sys.stdout.flush()
    return found.passed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "scenarios",
        nargs="*",
        metavar="SCENARIO",
        help=f"{', '.join(SCENARIOS)}; all without",
    )
    parser.add_argument("--rounds", type=int, default=200, help="how often something breaks (200)")
    parser.add_argument("--seed", type=int, default=None, help="of the moments; any if absent")
    return parser


if __name__ == "__main__":
    sys.exit(main())
