"""Reading what a command is given: a file, or the standard input."""

import sys
from pathlib import Path

from watchgraph_server.outcomes import BadInputError


def read_text(name: str) -> str:
    """Read a file as UTF-8, or the standard input for `-`. Raises BadInputError."""
    try:
        return _standard_input() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"Cannot read {name}: {error.strerror or error}") from error
    except ValueError as error:  # bytes that are no UTF-8, or a name with a NUL in it
        raise BadInputError(f"Cannot read {name}: it should be a text file in UTF-8 ({error})") from error


def _standard_input() -> str:
    """Read all of it. Python has none where the caller closed it."""
    return sys.stdin.read() if sys.stdin else ""
