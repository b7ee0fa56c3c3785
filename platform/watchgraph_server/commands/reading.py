"""Reading what a command is given: a file, or the standard input."""

import sys
from pathlib import Path

from watchgraph_server.outcomes import BadInputError


def read_text(name: str) -> str:
    """Read a file as UTF-8, or the standard input for `-`. Raises BadInputError."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"Cannot read {name}: {error}") from error
