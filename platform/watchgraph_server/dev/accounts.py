"""Who a server runs as: whoever started it, but for root, as which PostgreSQL refuses to run."""

import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypedDict

from watchgraph_server.dev.errors import DevServerError
from watchgraph_server.dev.tellings import Tell

LESSER: Final = ("postgres", "pgserver", "nobody")
"""Accounts without rights, the first of which that the machine has takes the place of root."""


class Dropped(TypedDict, total=False):
    """Arguments of a subprocess that make it run as another."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whom a process runs as. user, group: None where it runs as we do."""

    user: int | None = None
    group: int | None = None

    @classmethod
    def without_root(cls) -> Self:
        """Find one that is not root. Raises DevServerError where root's machine has no other."""
        if os.geteuid() != 0:
            return cls()
        for name in LESSER:
            try:
                found = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(user=found.pw_uid, group=found.pw_gid)
        raise DevServerError(f"PostgreSQL does not run as root, and this machine has no account {', '.join(LESSER)}.")

    def dropped(self) -> Dropped:
        """Give what makes a subprocess run as this account."""
        if self.user is None or self.group is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    @staticmethod
    def environment() -> dict[str, str]:
        """Give what a server may know of ours: none of its passwords, none of its settings."""
        return {name: os.environ[name] for name in ("PATH", "TZ", "TMPDIR") if name in os.environ} | {"LC_ALL": "C"}

    def own(self, path: Path) -> None:
        """Make a file or folder its own."""
        if self.user is not None and self.group is not None:
            shutil.chown(path, self.user, self.group)

    def reach(self, path: Path, tell: Tell) -> None:
        """Let the account pass through the folders above a path (not read them), where root's own are shut; tell so."""
        if self.user is None:
            return
        shut = [each for each in path.resolve().parents if not each.stat().st_mode & stat.S_IXOTH]
        for folder in reversed(shut):
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
            tell(f"{folder}: others may now pass through it, not read it, as PostgreSQL does not run as root")
