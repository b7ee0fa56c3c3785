"""The command line `watchgraph`: its words and options; what each does is imported only when it is called."""

import gc
import os
import sys
from typing import NoReturn

from watchgraph_server.arguments import hide_addresses
from watchgraph_server.cli import adding, asking, developing, keeping, learning
from watchgraph_server.cli.root import app

__all__ = ["app", "main"]
GROUPS = (asking, adding, keeping, developing, learning)
"""In the order of the help."""


def main() -> NoReturn:
    """Run the command line and end the process with its exit status.

    A short life has two costs that bring it nothing: looking for cycles among the thousands of objects that imports
    make, and taking everything apart at the end. Leaving both out makes `watchgraph query` a third faster.
    """
    gc.set_threshold(100_000, 50, 50)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed by the caller
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    status: object = 0
    hide_addresses()
    try:
        app()
    except SystemExit as ended:
        status = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else 0)
