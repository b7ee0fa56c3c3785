"""The keys of sealed texts, in a store of their own: destroying one takes the text out of every copy of the log."""

import hmac
import os
import secrets
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from watchgraph.domain.values import Sealed
from watchgraph.log.errors import UnitRedactedError

KEY_BYTES = 32
NONCE_BYTES = 12
CHUNK = 500
TRUNCATE_TRIES = 50

SCHEMA = """
create table if not exists keys (unit text primary key, key blob not null) without rowid;
create table if not exists destroyed (unit text primary key) without rowid;
"""


class KeyStore:
    """One random 256-bit key per redactable unit, made once. Safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self._cache: dict[str, bytes | None] = {}
        self._seen = -1

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, creating it readable by its owner only."""
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma secure_delete = on")
        connection.executescript(SCHEMA)
        return cls(connection)

    def draft(self) -> "KeyStore":
        """Copy all keys into memory: what is made or destroyed there is lost with it."""
        copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with self._lock:
            self._connection.backup(copy)
        return KeyStore(copy)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._cache.clear()
            self._connection.close()

    def ensure(self, units: Iterable[str]) -> dict[str, bytes]:
        """Return the key of each unit, making the missing ones; they are durable on return.

        Raises UnitRedactedError when a unit's key has been destroyed: it is never made again.
        """
        wanted = list(dict.fromkeys(units))
        with self._lock:
            self.refresh()
            missing = [unit for unit in wanted if self._cache.get(unit) is None]
            if missing:
                self._make(missing)
            return {unit: key for unit in wanted if (key := self._cache.get(unit)) is not None}

    def _make(self, units: list[str]) -> None:
        with self._connection:
            self._connection.execute("begin immediate")
            for unit in units:
                if self._connection.execute("select 1 from destroyed where unit = ?", (unit,)).fetchone():
                    raise UnitRedactedError(f"{unit} was redacted: it can hold no sealed text any more")
            fresh = ((unit, secrets.token_bytes(KEY_BYTES)) for unit in units)
            self._connection.executemany("insert or ignore into keys values (?, ?)", fresh)
        self._load(units)

    def _load(self, units: list[str]) -> None:
        for start in range(0, len(units), CHUNK):
            chunk = units[start : start + CHUNK]
            marks = ",".join("?" * len(chunk))
            found = self._connection.execute(f"select unit, key from keys where unit in ({marks})", chunk)  # noqa: S608 - marks only
            self._cache.update(dict.fromkeys(chunk))
            self._cache.update(found)

    def get(self, unit: str) -> bytes | None:
        """Return the unit's key, None where there is none or it was destroyed. Cached until the next `refresh`."""
        try:
            return self._cache[unit]
        except KeyError:
            with self._lock:
                self._load([unit])
                return self._cache.get(unit)

    def refresh(self) -> None:
        """Forget cached keys if another process has written since; the log does so before each read."""
        with self._lock:
            seen = self._connection.execute("pragma data_version").fetchone()[0]
            if seen != self._seen:
                self._seen = seen
                self._cache.clear()

    def destroy(self, units: Iterable[str]) -> None:
        """Destroy keys for good, also on disk, and remember it. Safe to repeat, and for units that never had one."""
        doomed = [(unit,) for unit in units]
        if not doomed:
            return
        with self._lock:
            with self._connection:
                self._connection.execute("begin immediate")
                gone = self._connection.executemany("delete from keys where unit = ?", doomed).rowcount
                self._connection.executemany("insert or ignore into destroyed values (?)", doomed)
            self._cache.update((unit, None) for (unit,) in doomed)
            if gone:
                self._truncate()

    def _truncate(self) -> None:
        """Overwrite the pages in the file and empty the write-ahead log, waiting for readers of it."""
        for _ in range(TRUNCATE_TRIES):
            busy = self._connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
            if not busy:
                return
            time.sleep(0.02)

    def destroyed(self) -> set[str]:
        """Name the units whose keys were destroyed."""
        with self._lock:
            return {unit for (unit,) in self._connection.execute("select unit from destroyed")}

    def digest(self, unit: str, text: str) -> str:
        """HMAC-SHA-256 (hex) of the NFC text under the unit's key, which is made if missing."""
        key = self._cache.get(unit) or self.ensure([unit])[unit]
        return hmac.digest(_derive(key, b"digest"), unicodedata.normalize("NFC", text).encode(), "sha256").hex()

    def sealed(self, unit: str, field: str, text: str, *, identifying: bool = False) -> Sealed:
        """Prepare a text for an event. identifying: it enters an id, so it carries its digest.

        Before many calls, `ensure` their units at once: each new key otherwise costs a write to disk.
        """
        return Sealed(unit, field, text, self.digest(unit, text) if identifying else "")

    def box(self, unit: str, text: str, bound_to: bytes) -> bytes:
        """Encrypt a text: nonce and AES-256-GCM ciphertext. bound_to: authenticated with it, needed to open it."""
        key = self._cache.get(unit) or self.ensure([unit])[unit]
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(_derive(key, b"seal")).encrypt(nonce, text.encode(), bound_to)

    def unbox(self, unit: str, boxed: bytes, bound_to: bytes) -> str | None:
        """Decrypt a box; None where the key is gone. Raises cryptography's InvalidTag where the box was moved."""
        key = self.get(unit)
        if key is None:
            return None
        return AESGCM(_derive(key, b"seal")).decrypt(boxed[:NONCE_BYTES], boxed[NONCE_BYTES:], bound_to).decode()


def _derive(key: bytes, purpose: bytes) -> bytes:
    """Make the key of one purpose, so that sealing and fingerprints never share one."""
    return hmac.digest(key, purpose, "sha256")
