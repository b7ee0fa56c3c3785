"""The store of this user: the one place where log, keys, follower and catalogue are opened and joined."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import typer

from watchgraph.ledger import Ledger
from watchgraph.log import Log
from watchgraph.log.errors import UnreadableEventError
from watchgraph.settings import Settings
from watchgraph_projections.catalogue.fold import PoisonEventError
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.follower import Follower, Progress
from watchgraph_projections.leases import FileLease, Lease
from watchgraph_server.archives import DocumentArchive
from watchgraph_server.citations import Citations
from watchgraph_server.databases import open_catalogue, open_keys, open_log, open_shelf, place_of
from watchgraph_server.followers import Followers
from watchgraph_server.following import FollowerThread
from watchgraph_server.graphs import GRAPH, GraphLook, graph_served, graph_thread, is_kept
from watchgraph_server.progress import Patience

CATALOGUE: Final = "catalogue"
"""The projection that all answers come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An open store. The catalogue stands where the log stood when it was opened; `follower` moves it on."""

    settings: Settings
    log: Log
    follower: Follower
    catalogue: Catalogue

    @property
    def folder(self) -> Path:
        """Where all of it lies."""
        return self.settings.data

    @property
    def citations(self) -> Citations:
        """Cites the answers of this store, and answers again what was cited."""
        return Citations(self.catalogue, DocumentArchive(open_shelf(self.settings)), self.settings.site)

    @classmethod
    @contextmanager
    def open(cls) -> Iterator[Self]:
        """Open the store that the settings name, made where it is missing, with its read models at the log's head.

        Says on the error output how far they are, where that takes a while.
        """
        settings, progress = Settings(), Patience()
        with log_of(settings) as log, closing(Follower.open(log, place_of(settings), progress=progress)) as follower:
            _caught_up(follower, progress)
            with closing(open_catalogue(settings)) as catalogue, graph_served(settings, catalogue):
                yield cls(settings=settings, log=log, follower=follower, catalogue=catalogue)


def _caught_up(follower: Follower, progress: Progress) -> None:
    """Fold what is new. An event that cannot be folded stops that, and nothing else: answers stay as they were."""
    try:
        follower.catch_up(progress=progress)
    except (PoisonEventError, UnreadableEventError) as error:
        typer.echo(f"Answers stay as they were: {error}", err=True)


@contextmanager
def log_of(settings: Settings) -> Iterator[Log]:
    """Open the log with its keys, without any read model."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with closing(open_keys(settings)) as keys, closing(open_log(settings, keys)) as log:
        Ledger.open(log)  # destroys again the keys of what was redacted: a backup may have brought them back
        yield log


@contextmanager
def log_to_look_at(settings: Settings) -> Iterator[Log]:
    """Open the log for those who only answer: nothing is decided, and nothing is destroyed again."""
    with closing(open_keys(settings)) as keys, closing(open_log(settings, keys)) as log:
        yield log


def following(store: Store) -> Followers:
    """Return the followers that move the read models of a store on, as long as they lead.

    Raises GraphUnusableError and BadInputError where the graph is to be kept in Neo4j and cannot be, and
    DatabaseRefusedError where the database lets nobody lead.
    """
    threads = [FollowerThread.of(store.follower, lease_of(store.settings, CATALOGUE))]
    if is_kept(store.settings):
        threads.append(graph_thread(store.settings, store.catalogue, lease_of(store.settings, GRAPH)))
    for thread in threads:
        thread.lease.check()
    return Followers(threads, graph=GraphLook.of(store.settings))


def watching(settings: Settings) -> Followers:
    """Return what tells how the followers are that run in other processes."""
    projections = (CATALOGUE, GRAPH) if is_kept(settings) else (CATALOGUE,)
    return Followers(watched=[lease_of(settings, each) for each in projections], graph=GraphLook.of(settings))


def lease_of(settings: Settings, projection: str) -> Lease:
    """Return the lease of a projection, not yet taken: for all machines where a database is shared by them."""
    if settings.database is None:
        return FileLease(settings.data, projection)
    from watchgraph_projections.postgres_leases import PostgresLease  # noqa: PLC0415 - only with such a database

    return PostgresLease(settings.database, projection)
