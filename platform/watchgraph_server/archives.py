"""The documents that were cited, by their hashes: kept for as long as the log is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import ClassVar, Final

from watchgraph.errors import WatchgraphError
from watchgraph_schema.citations import hash_of

ARCHIVE: Final = "citations.sqlite"
"""Its file, in the folder of the store."""
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the file: some hundred thousand documents. Nobody can fill a disk by citing."""
CHARACTERS_A_POINT: Final = 15
"""What is kept for ever has a price, so that nobody fills the file for fun: a long document costs a thousand points."""
_PAGE: Final = 4096
_BUSY_SECONDS: Final = 5
_SCHEMA: Final = "create table if not exists document (hash text primary key, text text not null) without rowid"


class ArchiveClosedError(WatchgraphError):
    """A document cannot be kept, so no link to its answer would last."""

    code: ClassVar[str] = "cannot-cite"


class DocumentArchive:
    """A file beside the log, made when the first document is cited. Safe to share between threads and processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._kept: set[str] = set()

    def keep(self, text: str) -> None:
        """Keep a document for ever; it is durable on return, and keeping it again does nothing.

        Raises ArchiveClosedError where the file is full or cannot be written.
        """
        name = hash_of(text)
        if name in self._kept:
            return
        try:
            with self._lock, closing(self._open()) as connection, connection:
                connection.execute(_SCHEMA)
                connection.execute("insert or ignore into document values (?, ?)", (name, text))
        except sqlite3.Error as error:
            raise ArchiveClosedError("The document cannot be kept, so a link to its answer would not last") from error
        self._kept.add(name)

    def price(self, text: str) -> int:
        """Tell what keeping a document costs, in points; nothing where it is kept already."""
        name = hash_of(text)
        return 0 if name in self._kept or self.text(name) is not None else len(text) // CHARACTERS_A_POINT

    def text(self, name: str) -> str | None:
        """Find a document by its hash; None where it was never cited here."""
        if not self._path.is_file() or not self._path.stat().st_size:
            return None
        with closing(self._open()) as connection:
            found = connection.execute("select text from document where hash = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS)
        connection.execute(f"pragma max_page_count = {LARGEST // _PAGE}")
        return connection
