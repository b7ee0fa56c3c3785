"""Publishers' files from the web: asked for only if they changed, whole or not at all, kept beside the store."""

import hashlib
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar, Final

import httpx
import msgspec

from watchgraph.errors import WatchgraphError
from watchgraph_importers.addresses import Resolve, checked, resolve_host
from watchgraph_importers.files import MAX_BYTES, MEBIBYTE, SourceFile

ATTEMPTS: Final = 4
REDIRECTS: Final = 3
TIMEOUT: Final = httpx.Timeout(30, connect=10)
LONGEST_SECONDS: Final = 600
LONGEST_PAUSE_SECONDS: Final = 60
TRY_AGAIN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
AGENT: Final = "watchgraph (an archive of public records)"


class NotFetchedError(WatchgraphError):
    """The file could not be had; what was there before is untouched."""

    code: ClassVar[str] = "not-fetched"


class _PassingError(Exception):
    """It may go well another time. pause: seconds that the server asks for."""

    def __init__(self, why: str, pause: float | None = None) -> None:
        super().__init__(why)
        self.pause = pause


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a file that was fetched. sha256: hex; size: bytes."""

    address: str
    sha256: str
    size: int
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that is there now. changed: other bytes than before, or the first."""

    path: Path
    address: str
    sha256: str
    size: int
    changed: bool


def open_client() -> httpx.Client:
    """Open a client that follows nothing by itself, and no setting of the environment."""
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches into a folder. resolve, pause and clock: replaced in tests."""

    client: httpx.Client
    folder: Path
    resolve: Resolve = resolve_host
    pause: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = field(default=lambda: random.uniform(0.5, 1))  # noqa: S311 - spreads load, no secret

    def fetch(self, address: str) -> Fetched:
        """Fetch a file of at most 128 MiB, unless it is here already and has not changed.

        Raises UnsafeAddressError, NotFetchedError where it cannot be had, FileRefusedError where it is none.
        """
        for attempt in range(ATTEMPTS):
            try:
                return self._once(address)
            except (_PassingError, httpx.TransportError) as error:
                if attempt == ATTEMPTS - 1:
                    raise NotFetchedError(f"{address}: tried {ATTEMPTS} times; last: {error}") from error
                asked = error.pause if isinstance(error, _PassingError) else None
                self.pause(min(asked or self.jitter() * 2**attempt, LONGEST_PAUSE_SECONDS))
        raise AssertionError  # the last attempt returns or raises

    def _once(self, address: str) -> Fetched:
        target = first = checked(address, self.resolve)
        path = self.folder / first.file_name
        kept = _kept(path, address)
        for _ in range(REDIRECTS + 1):
            response = self.client.send(target.request(_headers(kept)), stream=True, follow_redirects=False)
            try:
                if not response.has_redirect_location:
                    return self._answered(response, path, address, kept)
                # An address on the way must be as safe as the first.
                target = checked(str(target.url.join(response.headers["Location"])), self.resolve)
            finally:
                response.close()
        raise NotFetchedError(f"{address} leads on more than {REDIRECTS} times")

    def _answered(self, response: httpx.Response, path: Path, address: str, kept: Kept | None) -> Fetched:
        status = response.status_code
        if status == HTTPStatus.NOT_MODIFIED and kept is not None:
            return Fetched(path=path, address=address, sha256=kept.sha256, size=kept.size, changed=False)
        if status in TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _PassingError(f"the server says {status}", _seconds(response.headers.get("Retry-After", "")))
        if status != HTTPStatus.OK:
            raise NotFetchedError(f"{address}: the server says {status} {response.reason_phrase}".rstrip())
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise NotFetchedError(f"{address}: the server packs the file although it was asked not to")
        return self._saved(response, path, address, kept)

    def _saved(self, response: httpx.Response, path: Path, address: str, kept: Kept | None) -> Fetched:
        self.folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        try:
            sha256, size = self._streamed(response, part, address)
            SourceFile.of(path.name, part.read_bytes())
            os.replace(part, path)  # noqa: PTH105 - the same, and says that it replaces
        finally:
            part.unlink(missing_ok=True)
        noted = Kept(
            address=address,
            sha256=sha256,
            size=size,
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
        )
        _note(path).write_bytes(msgspec.json.encode(noted))
        changed = kept is None or kept.sha256 != sha256
        return Fetched(path=path, address=address, sha256=sha256, size=size, changed=changed)

    def _streamed(self, response: httpx.Response, part: Path, address: str) -> tuple[str, int]:
        """Write the body to a file as it comes; return its hash and size."""
        digest, size, begun = hashlib.sha256(), 0, self.clock()
        with part.open("wb") as file:
            for piece in response.iter_raw():
                size += len(piece)
                if size > MAX_BYTES:
                    raise NotFetchedError(f"{address}: more than {MAX_BYTES // MEBIBYTE} MiB come")
                if self.clock() - begun > LONGEST_SECONDS:
                    raise NotFetchedError(f"{address}: not there after {LONGEST_SECONDS} seconds")
                digest.update(piece)
                file.write(piece)
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) != size:
            raise _PassingError(f"{size} of {announced} bytes came")
        return digest.hexdigest(), size


def _headers(kept: Kept | None) -> dict[str, str]:
    asked = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if kept is not None and kept.etag:
        asked["If-None-Match"] = kept.etag
    if kept is not None and kept.last_modified:
        asked["If-Modified-Since"] = kept.last_modified
    return asked


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.fetched.json")


def _kept(path: Path, address: str) -> Kept | None:
    """Read what is remembered of a file; None unless it is still the file that was fetched from there."""
    try:
        kept = msgspec.json.decode(_note(path).read_bytes(), type=Kept)
        same = hashlib.sha256(path.read_bytes()).hexdigest() == kept.sha256
    except (OSError, msgspec.DecodeError):
        return None
    return kept if same and kept.address == address else None


def _seconds(text: str) -> float | None:
    """Read how long a server asks to wait; a date is not understood, and the usual pause is made."""
    return float(text) if text.isdecimal() else None
