"""Addresses with passwords do not stay among the arguments, where every user of a machine could read them."""

import os
import re
import sys
from typing import Final

HIDDEN: Final = {"--to": "WATCHGRAPH_COPY_TO", "--keys-to": "WATCHGRAPH_COPY_KEYS_TO"}
"""Options that may be such an address, and the variables that say the same."""

_SECRET: Final = re.compile(r"postgres(?:ql)?://[^/@]*:[^/@]*@")


def hide_addresses() -> None:
    """Where an argument holds a password, begin anew with that argument in the environment."""
    if not any(_SECRET.search(argument) for argument in sys.argv):
        return
    kept, moved = parted(sys.orig_argv)
    if moved:
        os.execve(sys.executable, kept, {**os.environ, **moved})  # noqa: S606 - ourselves, with no shell


def parted(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    """Take the addresses with passwords out of arguments; return what is left, and the variables that say the same."""
    kept: list[str] = []
    moved: dict[str, str] = {}
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name in HIDDEN and _SECRET.match(value):
            moved[HIDDEN[name]] = value
        elif kept and kept[-1] in HIDDEN and _SECRET.match(argument):
            moved[HIDDEN[kept.pop()]] = argument
        else:
            kept.append(argument)
    return kept, moved
