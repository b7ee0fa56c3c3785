"""The disk is full, and has room again."""

import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.crews import kept_by, program, writer
from tests.faults.sites import Site, Verdict
from tests.processes import at_work

MEGABYTES = 64
MEGABYTES_A_ROUND = 8
"""What is written between two faults, in the log, in the read models, and once more where they are verified."""
BLOCK = b"\0" * 65_536


def can_mount() -> bool:
    """Whether a disk of our own can be had here: root may mount one."""
    try:
        found = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)  # noqa: S607
    except FileNotFoundError:
        return False
    return found.returncode == 0


@contextmanager
def small_disk(folder: Path, rounds: int) -> Iterator[Path]:
    """Mount a small disk in memory, with room for what so many rounds leave."""
    folder.mkdir(exist_ok=True)
    size = MEGABYTES + MEGABYTES_A_ROUND * rounds
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}m", "watchgraph-tests", str(folder)]
    subprocess.run(words, check=True)  # noqa: S603
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607


def fill_disk(site: Site, rounds: int, _: random.Random) -> Verdict:
    """Fill the disk while one writes and one follows, then make room; both go on by themselves."""
    site.run("import", "reference")
    filler = site.folder.parent / "filler"
    writes, follows = writer(site), program(site, "follow")
    with at_work(follows):
        follows.hear("^(Following)")
        with at_work(writes):
            for _round in range(rounds):
                writes.hear("^kept (.+)", len(writes.lines))
                _fill(filler)
                assert "full" in writes.hear("^failed (.+)", len(writes.lines))
                filler.unlink()
                writes.hear("^kept (.+)", len(writes.lines))
        assert follows.runs
    return site.verdict(kept_by(writes))


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(BLOCK):
                pass
        except OSError:
            return
