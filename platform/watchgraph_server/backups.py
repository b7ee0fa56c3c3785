"""Copies of a store to come back to: the log in one place, the keys of its sealed texts in another.

A backup is taken while others write. It is the log up to the position at which it was begun, byte for byte and position
for position, wherever the store keeps it; the read models are made anew from it.
"""

import glob
import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping, Set
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final

import msgspec

from watchgraph.errors import WatchgraphError
from watchgraph.ledger.ledger import ERASING
from watchgraph.log import KeyStore, Log
from watchgraph.settings import LOG, Settings
from watchgraph_projections.follower import Progress
from watchgraph_server.archives import ARCHIVE, FileShelf, copy_documents
from watchgraph_server.copies import taken_over
from watchgraph_server.databases import open_keys, open_log, open_shelf

MANIFEST: Final = "backup.json"
FORMAT: Final = 1
KEYS_KEPT: Final = timedelta(days=30)
"""A text whose key was destroyed can be read again from a backup of the keys: so none of these lasts longer."""
TRIES: Final = 50
TRY_SECONDS: Final = 0.1


class BackupRefusedError(WatchgraphError):
    """A backup cannot be written where it should be, or is not what it should be; nothing was changed."""

    code: ClassVar[str] = "backup-refused"


class Filed(msgspec.Struct, frozen=True):
    """One file of a backup."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. made: when it was begun. head: the position that it reaches."""

    format: int
    made: datetime
    head: int
    events: int
    files: dict[str, Filed]


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """What was written. keys: the file of the keys; None where they were left out. expired: older ones, removed."""

    folder: Path
    head: int
    events: int
    keys: Path | None
    expired: tuple[Path, ...]


def back_up(settings: Settings, folder: Path, keys_folder: Path | None, *, progress: Progress | None) -> BackedUp:
    """Write a new folder with the log and, elsewhere, a file with its keys; each appears whole or not at all.

    Raises BackupRefusedError where there is something already, or the keys would lie with the log.
    """
    _check_places(folder, keys_folder)
    made = datetime.now(UTC)
    with closing(open_keys(settings)) as keys, closing(open_log(settings, keys)) as log:
        head, held = _snapshot(log, keys)
        with _in_words(folder), _in_full(folder) as begun:
            events = _copy_log(log, head, begun / LOG, progress)
            copy_documents(open_shelf(settings), FileShelf(begun / ARCHIVE))
            _write_manifest(begun, made, head, events)
            kept = None if keys_folder is None else _write_keys(held, keys_folder, made)
    expired = () if keys_folder is None else tuple(_expire(keys_folder, made))
    return BackedUp(folder=folder, head=head, events=events, keys=kept, expired=expired)


def _check_places(folder: Path, keys_folder: Path | None) -> None:
    if folder.exists():
        raise BackupRefusedError(f"{folder} is there already: a backup is a new folder, and is never written over.")
    if keys_folder is None:
        return
    inside = folder.resolve()
    if inside == keys_folder.resolve() or inside in keys_folder.resolve().parents:
        raise BackupRefusedError(
            f"{keys_folder} lies in the backup of the log: with both in one place, what is redacted could be read from "
            "every old backup. Name another folder for the keys."
        )


class _Held(msgspec.Struct, frozen=True):
    keys: Mapping[str, bytes]
    destroyed: Set[str]


def _snapshot(log: Log, keys: KeyStore) -> tuple[int, _Held]:
    """Find a position and the keys that belong to the log up to there.

    A key is durable before what it seals, so that keys that are read after the head are enough. But a redaction may
    have destroyed one in between: then the head is read again, until the log tells of all that is destroyed.
    """
    head, held = log.head(), _Held(keys.held(), keys.destroyed())
    for _ in range(TRIES):
        if held.destroyed <= _erased(log, head):
            break
        time.sleep(TRY_SECONDS)
        head, held = log.head(), _Held(keys.held(), keys.destroyed())
    return head, held  # a key that is gone for no redaction's sake is told by `verify`, here as there


def _erased(log: Log, until: int) -> set[str]:
    """Name the units that the log redacts, up to a position."""
    found = log.of_topics(*(body.TOPIC for body in ERASING))
    return {
        unit
        for event in found
        if event.position <= until and isinstance(event.body, ERASING)
        for unit in event.body.units
    }


@contextmanager
def _in_full(folder: Path) -> Iterator[Path]:
    """Lend a folder that gets its name when all is in it and on the disk; where the block raises, nothing is left."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-*.part"):
        shutil.rmtree(left)  # of one that was killed
    begun = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}.part")
    begun.mkdir(mode=0o700)
    try:
        yield begun
        for path in (*begun.iterdir(), begun):
            _sync(path)
        begun.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(begun, ignore_errors=True)


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """Say what the system refuses in one sentence."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BackupRefusedError(f"The backup to {folder} failed, and nothing of it is left: {reason}.") from error


def _sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _copy_log(log: Log, head: int, path: Path, progress: Progress | None) -> int:
    with closing(Log.open(path, log.keys)) as copy:
        return taken_over(copy, log, head, progress)


def _write_manifest(folder: Path, made: datetime, head: int, events: int) -> None:
    files = {path.name: filed(path) for path in sorted(folder.iterdir())}
    manifest = Manifest(format=FORMAT, made=made, head=head, events=events, files=files)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))


def filed(path: Path) -> Filed:
    """Tell what a manifest tells of a file."""
    with path.open("rb") as file:
        return Filed(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _write_keys(held: _Held, folder: Path, made: datetime) -> Path:
    """Write the keys into a file of their own, which its owner alone may read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"keys-{made:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}.sqlite"
    begun = path.with_suffix(".part")
    try:
        with closing(KeyStore.open(begun)) as copy:
            copy.fill(held.keys, held.destroyed)
        _sync(begun)
        begun.rename(path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
    _sync(folder)
    return path


def _expire(folder: Path, now: datetime) -> Iterator[Path]:
    """Remove the backups of keys that are too old, and what a killed one left; name them."""
    oldest = (now - KEYS_KEPT).timestamp()
    for path in sorted(folder.glob("keys-*")):
        if path.stat().st_mtime < oldest:
            path.unlink()
            yield path
