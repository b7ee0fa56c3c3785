"""The tables of a schema: made where they are missing, refused where they are another's."""

from contextlib import closing
from dataclasses import dataclass

import psycopg

from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.errors import DatabaseRefusedError
from watchgraph.postgresql.failures import in_words
from watchgraph.postgresql.rights import check_readable
from watchgraph.postgresql.servers import Connection, Server, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """version: kept in the schema's table `layout`. statements: what makes the tables, in order."""

    schema: str
    version: int
    statements: tuple[str, ...]

    def ensure(self, connection: Connection, address: Address) -> None:
        """Make the schema and its tables unless they are there; one program at a time.

        A role that may only read needs no more than `usage` on the schema and `select` on its tables, once they are
        there. Raises DatabaseRefusedError for tables of a newer program, or of none of ours.
        """
        if not self._exists(connection):
            with connection.transaction():
                connection.execute("select pg_advisory_xact_lock(hashtext(%s))", (self.schema,))
                if not self._exists(connection):
                    self._make(connection, address)
        found = connection.execute("select version from layout").fetchone()
        if found is None or found[0] > self.version:
            raise DatabaseRefusedError(
                f"The schema {self.schema} was made by a newer version of this program, layout "
                f"{None if found is None else found[0]}; this one knows layout {self.version} ({address}). "
                "Use that version, or another database."
            )

    def _exists(self, connection: Connection) -> bool:
        found = connection.execute("select to_regclass(%s) is not null", (f"{self.schema}.layout",)).fetchone()
        return found == (True,)

    def _make(self, connection: Connection, address: Address) -> None:
        try:
            connection.execute(f"create schema if not exists {self.schema}".encode())  # a name of ours
            connection.execute("create table layout (version integer not null)")
            connection.execute("insert into layout values (%s)", (self.version,))
            for statement in self.statements:
                connection.execute(statement.encode())
        except psycopg.errors.DuplicateTable as error:
            raise DatabaseRefusedError(
                f"The schema {self.schema} holds tables that this program did not make ({address}). "
                "Name another database."
            ) from error


def opened(address: Address, session: Session, layout: Layout) -> Server:
    """Connect to a schema whose tables are there, made if need be, and whose commits are on the disk when they return.

    Raises DatabaseRefusedError.
    """
    server = Server(address, session)
    with closing(server.connect()) as connection, in_words(address):
        try:
            layout.ensure(connection, address)
        except psycopg.errors.InsufficientPrivilege:
            check_readable(connection, layout.schema, address)
            raise
        return server.durable(connection)
