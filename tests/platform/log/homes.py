"""Where the logs of a test are: in files, or in a database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from watchgraph.log import KeyStore, Log
from watchgraph.log.store import utc_now
from watchgraph.postgresql import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A place for one log and its keys. url: of an empty database, None for files."""

    folder: Path
    url: str | None = None

    @property
    def address(self) -> Address | None:
        return None if self.url is None else Address.of(self.url, "the test's url")

    @property
    def place(self) -> Path | Address:
        """What the event library opens."""
        return self.address or self.folder / "log.sqlite"

    def log(self, keys: KeyStore, clock: Callable[[], datetime] = utc_now) -> Log:
        """Open the log."""
        address = self.address
        return Log.open(self.folder / "log.sqlite", keys, clock) if address is None else Log.of(address, keys, clock)

    def keys(self) -> KeyStore:
        """Open the keys: for a log in a database in another schema of it, as a test wants no second database."""
        address = self.address
        return KeyStore.open(self.folder / "keys.sqlite") if address is None else KeyStore.of(address)

    def kept_keys(self) -> Iterator[bytes]:
        """Read all bytes in which keys are kept on disk: of the file and its journals, or of the table's file."""
        if self.url is None:
            yield from (path.read_bytes() for path in self.folder.glob("keys.sqlite*"))
            return
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("checkpoint")
            query = "select pg_read_binary_file(pg_relation_filepath('watchgraph_keys.keys'))"
            yield from (held for (held,) in connection.execute(query).fetchall())
