"""Compare Watchgraph with its peers: `python tests/benchmarks/peers [QUESTION]... [--deployments N] [--write FILE]`.

Needs Linux with two cores, `wrk`, `taskset` and npm. Peers are installed by name into a cache folder, and the stores
are kept there, too: the first run takes some twenty minutes, the next ones as long as they measure.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.benchmarks.peers.comparisons import compare
from tests.benchmarks.peers.questions import QUESTIONS
from tests.benchmarks.peers.reports import report
from tests.benchmarks.peers.results import Plan
from tests.benchmarks.peers.servers import PEERS, Name
from tests.benchmarks.peers.worlds import World


def main(words: Sequence[str] | None = None) -> None:
    """Run the comparison and print it."""
    asked = _parser().parse_args(words)
    plan = Plan(
        world=World(asked.deployments),
        rounds=asked.rounds,
        seconds=asked.seconds,
        peers=tuple(map(Name, asked.peers)),
        questions=asked.questions or tuple(question.name for question in QUESTIONS),
    )
    text = report(compare(plan, _say))
    sys.stdout.write(text)
    if asked.write is not None:
        asked.write.write_text(text)


def _say(words: str) -> None:
    sys.stderr.write(f"{words} …\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="peers", description=(__doc__ or "").partition("\n")[0])
    names = ", ".join(question.name for question in QUESTIONS)
    parser.add_argument("questions", nargs="*", metavar="QUESTION", help=f"{names}; all where none is named")
    parser.add_argument("--deployments", type=int, default=100_000, help="how large the made-up world is (100000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each server has its turn (3)")
    parser.add_argument("--seconds", type=int, default=5, help="how long a turn lasts (5)")
    parser.add_argument("--peers", nargs="*", default=PEERS, choices=PEERS, help="with whom; all where none is named")
    parser.add_argument("--write", type=Path, help="a file to write the report to")
    return parser


if __name__ == "__main__":
    main()
