"""Programs of other makers that run on Node: installed once a machine, by name and exact version."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

INSTALL_SECONDS = 180
RUN_SECONDS = 120
QUIET = ("--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error")


def installed(folder: Path) -> Path:
    """Return a copy of a folder with what its package.json names; a test is skipped where that cannot be had.

    The copy lies among the temporary files, under the digest of the folder's files, so the next run finds it there.
    """
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("needs Node with npm")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    digest = hashlib.sha256(b"\0".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:20]
    made = Path(tempfile.gettempdir()) / f"watchgraph-npm-{os.getuid()}" / digest
    if not made.exists():
        _install(files, made)
    return made


def ran(folder: Path, *words: str) -> str:
    """Run a script with Node in an installed folder and return what it printed."""
    return _done("node", *words, folder=folder, seconds=RUN_SECONDS)


def _install(files: list[Path], made: Path) -> None:
    """Install beside the place and move there: another run may be at it, too."""
    made.parent.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as name:
        begun = Path(name) / "begun"
        begun.mkdir()
        for path in files:
            shutil.copy(path, begun)
        try:
            _done("npm", "install", *QUIET, folder=begun, seconds=INSTALL_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("needs the packages of package.json: npm could not fetch them")
        if not made.exists():
            begun.rename(made)


def _done(program: str, *words: str, folder: Path, seconds: int) -> str:
    command = [shutil.which(program) or program, *words]
    done = subprocess.run(  # noqa: S603 - programs that the tests name
        command, cwd=folder, capture_output=True, check=True, timeout=seconds, text=True
    )
    return done.stdout
