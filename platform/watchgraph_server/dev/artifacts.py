"""Files of Maven's repositories that a lock names: fetched once by the library `jgo`, checked at every start."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from watchgraph_server.dev.errors import DevServerError, NotInstalledError
from watchgraph_server.dev.tellings import Tell, counted

if TYPE_CHECKING:
    from jgo.maven import Artifact as MavenArtifact
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

    def cached(self, repository: "MavenContext") -> Path | None:
        """Find it in the cache, as it must be; what is not so, cut off or touched, is removed."""
        path = self._within(repository).cached_path
        if path is None or not path.exists():
            return None
        if self._is(path):
            return path
        path.unlink()
        return None

    def fetched(self, repository: "MavenContext") -> Path:
        """Fetch it into the cache. Raises DevServerError where it is not what the lock says."""
        path = self._within(repository).resolve()
        if not self._is(path):
            path.unlink()
            raise DevServerError(f"{path.name} is not the file that the lock names by its SHA-256; it was removed.")
        return path

    def _within(self, repository: "MavenContext") -> "MavenArtifact":
        return repository.project(self.group, self.name).at_version(self.version).artifact(self.classifier)

    def _is(self, path: Path) -> bool:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


def locked(name: str) -> list[Artifact]:
    """Read a lock that comes with this package."""
    text = (files("watchgraph_server.dev") / name).read_text(encoding="utf-8")
    return [Artifact.of_line(line) for line in text.splitlines() if not line.startswith("#")]


def fetch(artifacts: Sequence[Artifact], cache: Path, say: Tell) -> list[Path]:
    """Have all of them in a folder, in their order; what has to be fetched is counted as it comes.

    Raises DevServerError where one cannot be had, NotInstalledError without the library.
    """
    if find_spec("jgo") is None:
        raise NotInstalledError("jgo")
    from jgo.maven import MavenContext  # noqa: PLC0415 - takes long, and needs the extra

    repository = MavenContext(repo_cache=cache, local_repos=[], timeout=TIMEOUT_SECONDS)
    found = {artifact: artifact.cached(repository) for artifact in artifacts}
    missing = [artifact for artifact, path in found.items() if path is None]
    fetched = _all_fetched(missing, repository, say) if missing else {}
    return [found[artifact] or fetched[artifact] for artifact in artifacts]


def _all_fetched(missing: Sequence[Artifact], repository: "MavenContext", say: Tell) -> dict[Artifact, Path]:
    with counted("Neo4j: fetched", missing, say) as advance:

        def one(artifact: Artifact) -> Path:
            path = artifact.fetched(repository)
            advance()
            return path

        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            return dict(zip(missing, pool.map(one, missing), strict=True))
        except (OSError, RuntimeError) as error:  # what the library and the one that it fetches with raise
            raise DevServerError(
                "What Neo4j consists of cannot be fetched, which the first start needs a network for: "
                f"{_reason(error)}."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _reason(error: Exception) -> str:
    """Say in a few words what went wrong; the whole names addresses, several times."""
    while error.__context__ is not None and isinstance(error.__context__, Exception):
        error = error.__context__
    return getattr(error, "strerror", None) or str(error)
