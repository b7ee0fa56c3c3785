"""A streaming replica of a PostgreSQL, real, which answers while it follows."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from tests.servers import SMALL_POSTGRES, Postgres, run_folder

from watchgraph_server.dev.accounts import Account
from watchgraph_server.dev.places import HOST
from watchgraph_server.dev.postgres import NAME, PostgresServer, binaries
from watchgraph_server.dev.tellings import tell


@contextmanager
def standby_of(primary: Postgres) -> Iterator[Postgres]:
    """Lend a replica; it has the passwords and databases of the other. It may be stopped, started and promoted."""
    server = PostgresServer(folder=run_folder() / f"standby-{uuid4().hex}", tell=tell, options=SMALL_POSTGRES)
    account = Account.without_root()
    server.place.data.mkdir(parents=True, mode=0o700)
    account.reach(server.place.data, tell)
    account.own(server.place.data)
    (server.folder / "password").write_text(primary.server.place.password())
    words: list[str | Path] = [
        binaries() / "pg_basebackup", "--pgdata", server.place.data, "--write-recovery-conf", "--checkpoint", "fast",
        "--host", HOST, "--port", str(primary.server.place.port()), "--username", NAME,
    ]  # fmt: skip
    environment = {**account.environment(), "PGPASSWORD": primary.server.place.password()}
    subprocess.run(words, check=True, cwd=gettempdir(), env=environment, **account.dropped())  # noqa: S603 - the wheel's
    server.up()
    try:
        yield Postgres(server=server)
    finally:
        server.down()
