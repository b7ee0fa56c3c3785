"""A proxy between a program and a server, which cuts connections in the middle of whatever they say."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

MOST_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """port: on loopback, where it listens."""

    port: int
    _open: set[socket.socket] = field(default_factory=set)

    def url(self, url: str) -> str:
        """Lead an address through the proxy."""
        parts = urlsplit(url)
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{self.port}").geturl()

    def cut(self) -> int:
        """Cut all connections; return how many ends there were."""
        cut = list(self._open)
        for each in cut:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        return len(cut)


@contextmanager
def proxy(host: str, port: int) -> Iterator[Proxy]:
    """Pass on all that comes to a server, and back."""
    ends = set[socket.socket]()

    class Passing(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection((host, port)) as there:
                ends.update((self.request, there))
                back = threading.Thread(target=_passed, args=[there, self.request], daemon=True)
                back.start()
                _passed(self.request, there)
                back.join()
                ends.difference_update((self.request, there))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a server that is away."""

    with Server(("127.0.0.1", 0), Passing) as server:
        threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
        try:
            yield Proxy(port=server.server_address[1], _open=ends)
        finally:
            server.shutdown()


def _passed(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(MOST_BYTES):
            target.sendall(data)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
