"""The keys of sealed texts, in a store of their own: destroying one takes the text out of every copy of the log."""

import hmac
import secrets
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from watchgraph.domain.values import Sealed
from watchgraph.log import sealing
from watchgraph.log.errors import KeysNotEmptyError
from watchgraph.log.key_tables import KeyTable, SqliteKeys
from watchgraph.postgresql import Address

KEY_BYTES = 32


class KeyStore:
    """One random 256-bit key per redactable unit, made once. Safe to share between threads."""

    def __init__(self, table: KeyTable) -> None:
        self._table = table
        self._lock = threading.RLock()
        self._cache: dict[str, bytes | None] = {}
        self._seen = -1

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file, creating it readable by its owner only."""
        return cls(SqliteKeys.open(path))

    @classmethod
    def of(cls, address: Address) -> Self:
        """Open the keys in a database, making its tables where they are missing. Raises DatabaseRefusedError."""
        from watchgraph.log.postgresql_keys import PostgresKeys  # noqa: PLC0415 - the driver, only where it is used

        return cls(PostgresKeys.open(address))

    def draft(self) -> "KeyStore":
        """Copy all keys into memory: what is made or destroyed there is lost with it."""
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        table = SqliteKeys(memory)
        with self._lock:
            self._table.copy(memory)
        return KeyStore(table)

    def close(self) -> None:
        """Close what they are kept in."""
        with self._lock:
            self._cache.clear()
            self._table.close()

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
        self._table.make({unit: secrets.token_bytes(KEY_BYTES) for unit in units})
        self._load(units)

    def _load(self, units: list[str]) -> None:
        found = self._table.find(units)
        self._cache.update((unit, found.get(unit)) for unit in units)

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
            seen = self._table.stamp()
            if seen != self._seen:
                self._seen = seen
                self._cache.clear()

    def destroy(self, units: Iterable[str]) -> None:
        """Destroy keys for good, also on disk, and remember it. Safe to repeat, and for units that never had one."""
        doomed = list(units)
        if not doomed:
            return
        with self._lock:
            self._table.destroy(doomed)
            self._cache.update(dict.fromkeys(doomed))

    def destroyed(self) -> set[str]:
        """Name the units whose keys were destroyed."""
        with self._lock:
            return self._table.destroyed()

    def held(self) -> dict[str, bytes]:
        """Return all units with their keys, for copies."""
        with self._lock:
            return dict(self._table.keys())

    def fill(self, held: Mapping[str, bytes], destroyed: Iterable[str]) -> None:
        """Take over another store's keys, whole or not at all, and what it destroyed.

        Raises KeysNotEmptyError where there are other keys in this one.
        """
        with self._lock:
            if self.held() not in ({}, held):
                raise KeysNotEmptyError("there are keys already where they should be copied to: name an empty place")
            self.destroy(destroyed)
            self._table.make(held)

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
        return sealing.box(_derive(key, b"seal"), text, bound_to)

    def unbox(self, unit: str, boxed: bytes, bound_to: bytes) -> str | None:
        """Decrypt a box; None where the key is gone. Raises BoxMovedError."""
        key = self.get(unit)
        if key is None:
            return None
        return sealing.unbox(_derive(key, b"seal"), boxed, bound_to)


def _derive(key: bytes, purpose: bytes) -> bytes:
    """Make the key of one purpose, so that sealing and fingerprints never share one."""
    return hmac.digest(key, purpose, "sha256")
