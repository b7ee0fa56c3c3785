"""Cited documents in a PostgreSQL database, for servers on many machines. Imported only where one is named."""

from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from typing import Final

import psycopg

from watchgraph.postgresql import Address, DatabaseRefusedError, DatabaseUnavailableError
from watchgraph.postgresql.failures import in_words
from watchgraph.postgresql.layouts import Layout
from watchgraph.postgresql.servers import Connection, Server, Session
from watchgraph_server.archives import LARGEST, ArchiveClosedError, Kept

SCHEMA: Final = "watchgraph_citations"
LAYOUT: Final = Layout(
    schema=SCHEMA,
    version=1,
    statements=('create table document (hash text collate "C" primary key, text text not null)',),
)
SESSION: Final = Session(schema=SCHEMA, application="watchgraph citations", statement_seconds=10, lock_seconds=5)


class PostgresShelf:
    """As `Shelf`. The role needs the right to insert; one without it cites nothing, and finds what others cited."""

    def __init__(self, address: Address) -> None:
        self._server = Server(address, SESSION)

    def put(self, documents: Iterable[Kept]) -> None:
        try:
            with closing(self._server.connect()) as connection, in_words(self._server.address):
                LAYOUT.ensure(connection, self._server.address)
                _check_room(connection)
                with connection.transaction(), connection.cursor() as cursor:
                    cursor.executemany("insert into document values (%s, %s) on conflict do nothing", documents)
        except (DatabaseRefusedError, DatabaseUnavailableError) as error:
            raise ArchiveClosedError from error

    def get(self, name: str) -> str | None:
        with suppress(psycopg.errors.UndefinedTable):
            for (text,) in self._server.rows("select text from document where hash = %s", (name,)):
                return str(text)
        return None

    def documents(self) -> Iterator[Kept]:
        with suppress(psycopg.errors.UndefinedTable):
            yield from ((str(name), str(text)) for name, text in self._server.rows("select * from document order by 1"))


def _check_room(connection: Connection) -> None:
    """Raise ArchiveClosedError where as much is kept as may be."""
    taken = connection.execute("select pg_total_relation_size('document')").fetchone()
    assert taken is not None
    if taken[0] > LARGEST:
        raise ArchiveClosedError
