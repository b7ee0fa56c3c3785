"""A store made from a backup: the log, its keys, its cited documents; the read models follow from the log."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import msgspec

from watchgraph.ledger import Ledger
from watchgraph.log import KeyStore, Log
from watchgraph.log.errors import KeysNotEmptyError
from watchgraph.settings import KEYS, LOG, Settings
from watchgraph_projections.catalogue.digest import state_hash
from watchgraph_projections.follower import Follower, Progress
from watchgraph_server.archives import ARCHIVE, FileShelf, copy_documents
from watchgraph_server.backups import FORMAT, MANIFEST, BackupRefusedError, Manifest, filed
from watchgraph_server.copies import taken_over
from watchgraph_server.databases import open_keys, open_log, open_shelf, place_of
from watchgraph_server.verification import keys_lost

SCRATCH: Final = "restore-"


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was restored. where: the place of the log. position, day, state_hash: of the read models made from it.

    keys_lost: units whose sealed texts cannot be read although no redaction destroyed their key.
    """

    where: str
    events: int
    position: int
    day: int
    state_hash: str
    keys_lost: tuple[str, ...]


def restore(
    settings: Settings, folder: Path, keys_file: Path | None, *, keyless: bool = False, progress: Progress | None = None
) -> Restored:
    """Make the store that the settings name from a backup.

    All is checked before anything is written; then keys and log are taken over, each whole or not at all. What is
    killed meanwhile can be begun again.
    keyless: go on without keys, so that sealed texts are lost.
    Raises BackupRefusedError for what is no sound backup, or where there is a store already.
    """
    with _scratch(settings.data) as scratch:
        manifest = _fetched(folder, scratch)
        backed_up = None if keys_file is None else _fetched_keys(keys_file, scratch)
        _check_target(settings, keyless=keyless or backed_up is not None)
        with closing(open_keys(settings)) as keys:
            if backed_up is not None:
                _take_keys(keys, backed_up)
            with closing(open_log(settings, keys)) as log, closing(Log.open(scratch / LOG, keys)) as source:
                _forget_read_models(log, settings)
                events = taken_over(log, source, manifest.head, progress)
                Ledger.open(log)  # destroys again the keys of what was redacted
                copy_documents(FileShelf(scratch / ARCHIVE), open_shelf(settings))
                return _with_read_models(settings, log, events, progress)


@contextmanager
def _scratch(data: Path) -> Iterator[Path]:
    """Lend a folder beside the store, for copies: a backup may lie where nothing can be written."""
    data.mkdir(parents=True, exist_ok=True)
    for left in data.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)  # of one that was killed
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=data) as name:
        yield Path(name)


def _fetched(folder: Path, scratch: Path) -> Manifest:
    """Copy a backup, and check that the copy is what its manifest says."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        if manifest.format > FORMAT:
            raise BackupRefusedError(f"{folder} was written by a newer version of this program: restore it with that.")
        for name, expected in manifest.files.items():
            copy = Path(shutil.copyfile(folder / Path(name).name, scratch / Path(name).name))
            if filed(copy) != expected:
                raise BackupRefusedError(f"{folder / name} is not as it was backed up: its SHA-256 is another.")
    except (OSError, msgspec.DecodeError) as error:
        raise BackupRefusedError(f"{folder} is no whole backup of a log: {error}.") from error
    return manifest


def _fetched_keys(path: Path, scratch: Path) -> Path:
    """Copy a backup of keys, and check that it is one."""
    try:
        copy = Path(shutil.copyfile(path, scratch / KEYS))
        with closing(sqlite3.connect(copy)) as opened:
            opened.execute("select unit, key from keys")
            sound = opened.execute("pragma quick_check").fetchone() == ("ok",)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefusedError(f"{path} is no backup of keys: {error}.") from error
    if not sound:
        raise BackupRefusedError(f"{path} is damaged; use another backup of the keys.")
    return copy


def _check_target(settings: Settings, *, keyless: bool) -> None:
    """Raise BackupRefusedError where there is a store, which is never written over, or no keys where some are needed.

    Nothing is made where there is nothing.
    """
    if settings.database is not None or settings.log_path.exists():
        with closing(open_keys(settings)) as keys, closing(open_log(settings, keys)) as log:
            if log.head() or next(log.commands(), None) is not None:
                raise BackupRefusedError(
                    f"There is a log already: {log.where}. A store is never written over: name an empty place."
                )
    if keyless:
        return
    if settings.keys_database is not None or settings.keys_path.exists():
        with closing(open_keys(settings)) as keys:
            if keys.held():
                return
    raise BackupRefusedError(
        "The keys of sealed texts are not here, and without them these texts are lost: give their backup with "
        "--keys FILE, or say --without-keys."
    )


def _take_keys(keys: KeyStore, backed_up: Path) -> None:
    """Take over the keys of a backup. Raises BackupRefusedError where there are others."""
    with closing(KeyStore.open(backed_up)) as source:
        try:
            keys.fill(source.held(), source.destroyed())
        except KeysNotEmptyError as error:
            raise BackupRefusedError(
                "There are keys already, and others than those of the backup: leave out --keys to use these, or "
                "restore into an empty folder."
            ) from error


def _forget_read_models(log: Log, settings: Settings) -> None:
    """Remove what is left of read models, and of half-done ones: they were made from a log that is gone."""
    with closing(Follower(log, place_of(settings))) as folding:
        folding.place.remove()
        folding.place.beside.remove()


def _with_read_models(settings: Settings, log: Log, events: int, progress: Progress | None) -> Restored:
    with closing(Follower(log, place_of(settings))) as folding:
        standing = folding.rebuild(progress=progress)
    with folding.place.reading() as connection:
        return Restored(
            where=log.where,
            events=events,
            position=standing.position,
            day=standing.day,
            state_hash=state_hash(connection),
            keys_lost=tuple(sorted(keys_lost(log))),
        )
