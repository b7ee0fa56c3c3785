"""What a server keeps between two starts: its folder, its port, its password."""

import os
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchgraph_server.dev.errors import DevServerError

HOST: Final = "127.0.0.1"
PORTS: Final = range(20_000, 32_000)
TRIES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The folder of one server."""

    folder: Path

    @property
    def data(self) -> Path:
        """What the server itself writes."""
        return self.folder / "data"

    def port(self) -> int:
        """Give the port of the last time, or choose a free one, which is remembered."""
        remembered = self.folder / "port"
        if not remembered.exists():
            _write(remembered, str(_free_port()))
        return int(remembered.read_text())

    def require_free(self, what: str) -> None:
        """Raise DevServerError where another program has taken the port."""
        port = self.port()
        try:
            with socket.create_server((HOST, port)):
                return
        except OSError as error:
            raise DevServerError(
                f"Another program has taken port {port}, which {what} had the last time. "
                f"Stop that program, or remove {self.folder / 'port'} to have another port chosen."
            ) from error

    def password(self) -> str:
        """Give the password; the first time one is made, which only this user can read."""
        kept = self.folder / "password"
        if not kept.exists():
            _write(kept, secrets.token_urlsafe(24))
        return kept.read_text()


def _free_port() -> int:
    """Find a free port that no outgoing connection is given by the system, so that it is still free the next time."""
    for _ in range(TRIES):
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with suppress(OSError), socket.create_server((HOST, port)):
            return port
    raise DevServerError(f"No port from {PORTS.start} to {PORTS.stop - 1} is free.")


def _write(path: Path, text: str) -> None:
    """Write a file at once or not at all, for this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    part.replace(path)
