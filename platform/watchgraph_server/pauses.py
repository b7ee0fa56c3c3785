"""When a server looks for objects that hold each other and nobody else: often and a little, so that no answer waits."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

THRESHOLDS: Final = (700, 10, 10)
"""Python's own: a document that is new leaves ten thousand objects behind that hold each other.

The command line lets a hundred thousand objects come together first. A server would then stand still for a twentieth of
a second each time that these are looked through: as long as hundreds of answers take. What lived for a while before it
went is found only when all objects are looked through; those that stay are few by then, and those that went should be.
"""


def shorten_pauses() -> None:
    """Set aside what is here now, which stays, and look through what comes from now on in small heaps."""
    gc.collect()
    gc.freeze()
    gc.collect()  # of nothing: else a quarter of what was set aside would have to come together first
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def short_pauses() -> Iterator[None]:
    """Do so for as long as this lasts."""
    before = gc.get_threshold()
    shorten_pauses()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
