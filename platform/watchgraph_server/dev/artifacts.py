"""Files of Maven's repositories that a lock names: fetched once by the library `jgo`, checked at every start."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from watchgraph_server.dev.errors import DevServerError, NotInstalledError

if TYPE_CHECKING:
    from jgo.maven import MavenContext

AT_ONCE: Final = 8
TIMEOUT_SECONDS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file. sha256: what it must be, in hexadecimal digits."""

    group: str
    name: str
    version: str
    classifier: str
    sha256: str

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Read a line of a lock: `group:artifact:version[:classifier] sha256`."""
        coordinates, sha256 = line.split()
        group, name, version, *classifier = coordinates.split(":")
        return cls(group=group, name=name, version=version, classifier="".join(classifier), sha256=sha256)

    def fetched(self, repository: "MavenContext") -> Path:
        """Find it in the cache, or fetch it. Raises DevServerError where it is not what the lock says."""
        component = repository.project(self.group, self.name).at_version(self.version)
        artifact = component.artifact(self.classifier)
        if artifact.cached_path is not None and artifact.cached_path.exists():
            if self._is(artifact.cached_path):
                return artifact.cached_path
            artifact.cached_path.unlink()  # cut off when it was fetched, or touched since
        path = artifact.resolve()
        if not self._is(path):
            path.unlink()
            raise DevServerError(f"{path.name} is not the file that the lock names by its SHA-256; it was removed.")
        return path

    def _is(self, path: Path) -> bool:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


def locked(name: str) -> list[Artifact]:
    """Read a lock that comes with this package."""
    text = (files("watchgraph_server.dev") / name).read_text(encoding="utf-8")
    return [Artifact.of_line(line) for line in text.splitlines() if not line.startswith("#")]


def fetch(artifacts: Sequence[Artifact], cache: Path, advance: Callable[[], None]) -> list[Path]:
    """Have all of them in a folder, in their order; advance: called after each.

    Raises DevServerError where one cannot be had, NotInstalledError without the library.
    """
    if find_spec("jgo") is None:
        raise NotInstalledError("jgo")
    from jgo.maven import MavenContext  # noqa: PLC0415 - takes long, and needs the extra

    repository = MavenContext(repo_cache=cache, local_repos=[], timeout=TIMEOUT_SECONDS)

    def one(artifact: Artifact) -> Path:
        path = artifact.fetched(repository)
        advance()
        return path

    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        return list(pool.map(one, artifacts))
    except (OSError, RuntimeError) as error:  # what the library and the one that it fetches with raise
        raise DevServerError(
            f"What Neo4j consists of cannot be fetched, which the first start needs a network for: {_reason(error)}."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong; the whole names addresses, several times."""
    while error.__context__ is not None and isinstance(error.__context__, Exception):
        error = error.__context__
    return getattr(error, "strerror", None) or str(error)
