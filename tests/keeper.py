"""Ends the servers of a test run when the run has ended, however it ended: `python keeper.py PID FOLDER`."""

import os
import shutil
import sys
import time
from pathlib import Path
from signal import SIGKILL, SIGQUIT

from watchgraph_server.dev.processes import ServerProcess

EVERY_SECONDS = 0.2
PATIENCE_SECONDS = 5


def keep(run: int, folder: Path) -> None:
    """Wait for the end of the process, then stop every server in the folder and remove it: nobody needs its data."""
    while _is_there(run):
        time.sleep(EVERY_SECONDS)
    for lock in folder.glob("*/running"):
        # PostgreSQL gives its shared memory back only if it is asked; Neo4j would take its time.
        wish = SIGQUIT if lock.parent.name.startswith("postgres") else SIGKILL
        ServerProcess(lock.parent).stop(wish, PATIENCE_SECONDS)
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_suffix(".lock").unlink(missing_ok=True)


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    keep(int(sys.argv[1]), Path(sys.argv[2]))
