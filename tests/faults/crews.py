"""Who works on a store while faults happen to it: one that writes, and our own program."""

import random
import time
from pathlib import Path
from typing import Final

from tests.faults.sites import Site
from tests.processes import Program, command

WRITER: Final = str(Path(__file__).with_name("writer.py"))


def writer(site: Site) -> Program:
    """Who writes."""
    return Program(words=[WRITER], environment=site.environment)


def program(site: Site, *words: str) -> Program:
    """A command of the program."""
    return command(site.environment, *words)


def kept_by(*writers: Program) -> set[str]:
    """Streams of which writers said that they are kept."""
    return {stream for each in writers for stream in each.heard("^kept (.+)")}


def a_moment(chance: random.Random, longest: float = 0.6) -> None:
    """Wait as long as chance will have it."""
    time.sleep(chance.uniform(0.02, longest))
