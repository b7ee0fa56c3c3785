"""A lease for processes of many machines: an advisory lock of the database. Imported only where one is named.

A session holds it, so it ends with the process, and with the connection: the server lets go of one that is cut within
a minute. Its holder looks each time whether the session still lives.
"""

from contextlib import closing, suppress
from typing import Final
from zlib import crc32

import msgspec
import psycopg

from watchgraph.postgresql import Address, DatabaseRefusedError
from watchgraph.postgresql.failures import in_words
from watchgraph.postgresql.layouts import Layout
from watchgraph.postgresql.rights import check_readable
from watchgraph.postgresql.servers import Connection, Server, Session
from watchgraph_projections.leases import Leader

SCHEMA: Final = "watchgraph_leases"
OURS: Final = 0x5747_4C65
"""First half of the keys of these locks; the second says which projection."""
LAYOUT: Final = Layout(
    schema=SCHEMA,
    version=1,
    statements=("create table leader (projection text primary key, told text not null)",),
)
_TELL: Final = """
insert into leader values (%s, %s) on conflict (projection) do update set told = excluded.told
"""


class PostgresLease:
    """As `Lease`. Raises DatabaseUnavailableError and DatabaseRefusedError."""

    def __init__(self, address: Address, projection: str) -> None:
        self.projection = projection
        session = Session(schema=SCHEMA, application="watchgraph lease", statement_seconds=5, lock_seconds=5)
        self._server = Server(address, session)
        self._session: Connection | None = None
        self._leads = False

    def check(self) -> None:
        """Make the tables where they are missing. Raises DatabaseRefusedError for a newer layout, or too few rights."""
        if self._session is None:
            self._opened()

    def take(self) -> bool:
        session = self._session or self._opened()
        try:
            if self._leads:
                session.execute("select 1")
                return True
            asked = session.execute("select pg_try_advisory_lock(%s, %s)", (OURS, self._number)).fetchone()
        except psycopg.Error:
            self.close()
            return False
        if asked == (True,):
            self._leads = True
            self.tell(None)
        return self._leads

    def _opened(self) -> Connection:
        session = self._server.connect()
        try:
            with in_words(self._server.address):
                LAYOUT.ensure(session, self._server.address)
        except BaseException:
            session.close()
            raise
        self._session = session
        return session

    @property
    def _number(self) -> int:
        return crc32(self.projection.encode()) - 2**31

    def tell(self, failure: str | None) -> None:
        if self._session is None:
            return
        with in_words(self._server.address):
            told = msgspec.json.encode(Leader.here(self.projection, failure)).decode()
            self._session.execute(_TELL, (self.projection, told))

    def leader(self) -> Leader | None:
        try:
            found = self._server.rows("select told from leader where projection = %s", (self.projection,))
        except (psycopg.errors.UndefinedTable, DatabaseRefusedError) as error:
            self._check_readable()
            if isinstance(error, DatabaseRefusedError):
                raise
            return None
        return msgspec.json.decode(found[0][0], type=Leader) if found else None

    def _check_readable(self) -> None:
        """Raise DatabaseRefusedError, with the grants that it takes, where there is something that may not be read."""
        with closing(self._server.connect()) as connection:
            check_readable(connection, SCHEMA, self._server.address)

    def close(self) -> None:
        session, self._session, self._leads = self._session, None, False
        if session is not None:
            with suppress(psycopg.Error):  # else the server would let go only when it sees that nobody is there
                session.execute("select pg_advisory_unlock_all()")
            session.close()
        self._server.close()
