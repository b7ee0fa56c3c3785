"""Waiting for commits in PostgreSQL: told by the server, and looking now and then should it not have told."""

import logging
import time
from contextlib import suppress
from typing import Final

import psycopg

from watchgraph.errors import WatchgraphError
from watchgraph.log import postgresql_tables as tables
from watchgraph.postgresql.servers import Connection, Server

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""Behind what is told: a notice can be lost with its connection."""
STANDBY_SECONDS: Final = 0.05
"""A standby tells nothing, so it is looked at often."""
RETRY_SECONDS: Final = 0.5


class PostgresWakes:
    """As `Wakes`, on a connection of its own, replaced when it dies."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._connection: Connection | None = None
        self._standby = False
        self._seen: int | None = None
        self._look_at = 0.0
        self._away = False

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self._moved(until):
            if time.monotonic() >= until:
                return False
        return True

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _moved(self, until: float) -> bool:
        """Wait a while, look where it is time to, and tell whether the head has moved."""
        try:
            connection = self._connection or self._connect()
            told = self._told(connection, until)
            moved = (told or time.monotonic() >= self._look_at) and self._look(connection)
        except (psycopg.Error, WatchgraphError) as error:
            self._lose(error)
            time.sleep(min(RETRY_SECONDS, max(0.0, until - time.monotonic())))
            return False
        self._away = False
        return moved

    def _connect(self) -> Connection:
        """Connect; whether the server tells anything, the first look finds out."""
        self._connection = self._server.connect()
        self._standby = True
        self._look_at = 0.0
        return self._connection

    def _told(self, connection: Connection, until: float) -> bool:
        """Wait for a notice, until it is time to look or the time is over."""
        now = time.monotonic()
        left = min(self._look_at, until) - now
        if left <= 0:
            return False
        if self._standby:
            time.sleep(left)
            return False
        return any(True for _ in connection.notifies(timeout=left, stop_after=1))

    def _look(self, connection: Connection) -> bool:
        standby, head = connection.execute(tables.STANDING).fetchone() or (True, 0)
        if self._standby and not standby:  # it never was one, or was promoted
            connection.execute(tables.LISTEN)
            head = None  # of what came before it listened, nobody told
        self._standby = standby
        self._look_at = time.monotonic() + (STANDBY_SECONDS if standby else LOOK_SECONDS)
        before, self._seen = self._seen, head
        return head is None or head != before

    def _lose(self, error: Exception) -> None:
        if not self._away:
            logger.warning("Cannot wait for new events: trying again", extra={"reason": str(error)})
        self._away = True
        with suppress(psycopg.Error):
            self.close()
        self._connection = None
