"""The servers of this user: where they lie, which there are."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from platformdirs import user_cache_path, user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from watchgraph_server.dev.neo4j import Neo4jServer
from watchgraph_server.dev.places import Place
from watchgraph_server.dev.postgres import PostgresServer
from watchgraph_server.dev.processes import ServerProcess, alone
from watchgraph_server.dev.tellings import tell


class ServerSettings(BaseSettings):
    """Each from the environment, with the prefix WATCHGRAPH_.

    servers: the folder of the servers (WATCHGRAPH_SERVERS).
    downloads: what was fetched once, for all of them (WATCHGRAPH_DOWNLOADS).
    """

    model_config = SettingsConfigDict(env_prefix="WATCHGRAPH_", env_ignore_empty=True, frozen=True, extra="ignore")

    servers: Path = Field(default_factory=lambda: user_data_path("watchgraph", appauthor=False) / "servers")
    downloads: Path = Field(default_factory=lambda: user_cache_path("watchgraph", appauthor=False))


class Server(Protocol):
    """A server of one's own."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def place(self) -> Place:
        """Its folder, port and password."""

    @property
    def process(self) -> ServerProcess:
        """Its process."""

    def up(self) -> None:
        """Start it, made new the first time; nothing where it runs. Raises DevServerError with what its log says."""

    def down(self) -> None:
        """Stop it; nothing where it does not run."""

    def settings(self) -> dict[str, str]:
        """Give the settings of the environment that lead a program to it."""


def postgres(settings: ServerSettings) -> PostgresServer:
    """Return this user's PostgreSQL, started or not."""
    return PostgresServer(folder=settings.servers / "postgres", tell=tell)


def neo4j(settings: ServerSettings) -> Neo4jServer:
    """Return this user's Neo4j, started or not."""
    return Neo4jServer(folder=settings.servers / "neo4j", downloads=settings.downloads, tell=tell)


MAKERS: Final[Mapping[str, Callable[[ServerSettings], Server]]] = {"postgres": postgres, "neo4j": neo4j}
"""The servers by the names that commands have for them."""


@contextmanager
def held(settings: ServerSettings) -> Iterator[None]:
    """Let no other command start or stop a server meanwhile."""
    with alone(settings.servers / "lock"):
        yield
